//! Where people are named: rolls, owners, chair and secretary.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{OwnerKind, Place};
use crate::resolve::name::Name;
use crate::resolve::outcome::Outcome;
use crate::resolve::registry::{AliasKind, Registry};
use crate::resolve::scope::{MeetingView, Scope};
use crate::resolve::words::{Words, plain};

/// What names somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Source {
    /// A row of a roll.
    Roll,
    /// An owner that is a person.
    Owner,
    /// An owner that is an office with a name beside it: never makes a person of its own.
    Office,
    /// Who chaired.
    Chair,
    /// Who kept the minutes.
    Secretary,
    /// Whom a row of a roll stands in for.
    Represents,
    /// Who stands in for a row of a roll.
    RepresentedBy,
}

impl Source {
    /// Whether it never makes a person of its own: it is one who is known, or nobody.
    pub(super) fn is_aside(self) -> bool {
        self == Self::Office || self.is_of_stand_in()
    }

    /// Whether it stands in a row of a roll beside that row's own name.
    pub(super) fn is_of_stand_in(self) -> bool {
        matches!(self, Self::Represents | Self::RepresentedBy)
    }
}

/// A place that names somebody.
#[derive(Clone, Debug)]
pub(super) struct Mention<'a> {
    /// Key of the row: of attendance, of the owner, or of the meeting.
    pub row_id: &'a str,
    pub source: Source,
    /// As written.
    pub written: &'a str,
    pub name: Name,
    /// Position of the meeting in the scope.
    pub meeting: usize,
    /// Number of the body in the scope.
    pub body: usize,
    pub organisation: Option<&'a str>,
    /// Whether that is a comune.
    pub is_comune: bool,
    pub role: Option<&'a str>,
    /// The seat, for a row of a roll and those beside it.
    pub seat: Option<&'a str>,
    pub place: Option<&'a Place>,
    /// Who is meant, as the registry says.
    pub alias: Option<String>,
}

/// All mentions, in the order of meetings.
pub(super) fn gather<'a>(
    scope: &Scope<'a>,
    words: &Words,
    registry: &Registry,
    out: &'a Outcome,
) -> Vec<Mention<'a>> {
    let mut bodies: BTreeMap<String, usize> = BTreeMap::new();
    let comuni: BTreeSet<&str> = out
        .organisations
        .iter()
        .filter(|row| row.kind.as_deref() == Some("comune"))
        .map(|row| row.organisation_id.as_str())
        .collect();
    let mut mentions = Vec::new();
    for (meeting, view) in scope.meetings.iter().enumerate() {
        let count = bodies.len();
        let body = *bodies.entry(view.body()).or_insert(count);
        let first = mentions.len();
        let mut add = |row_id: &'a str,
                       source,
                       written: &'a str,
                       role,
                       place,
                       organisation: Option<&'a str>| {
            let has_office = source != Source::Roll
                && written.split_whitespace().any(|word| words.is("role", &plain(word)));
            let name = if source == Source::Office || has_office {
                name_beside_office(written, words)
            } else {
                Name::parse(written, words)
            };
            let Some(name) = name else { return };
            let organisation_id = out.organisation_of.get(row_id).map(String::as_str);
            let alias = registry.alias(AliasKind::Person, scope.ambito, organisation, written);
            mentions.push(Mention {
                row_id,
                source,
                written,
                name,
                meeting,
                body,
                is_comune: organisation_id.is_some_and(|id| comuni.contains(id)),
                organisation: organisation_id,
                role,
                seat: None,
                place,
                alias,
            });
        };
        for row in &view.attendance {
            if let Some(name) = row.name.as_deref() {
                let role = row.role.as_deref();
                let place = Some(&row.evidence.place);
                let organisation = row.organisation.as_deref();
                add(&row.attendance_id, Source::Roll, name, role, place, organisation);
            }
        }
        for row in &view.owners {
            let source = match row.owner_kind {
                OwnerKind::Person => Source::Owner,
                OwnerKind::Role => Source::Office,
                _ => continue,
            };
            let place = Some(&row.evidence.place);
            add(&row.decision_owner_id, source, &row.owner, None, place, None);
        }
        for (source, name) in
            [(Source::Chair, &view.meeting.chair), (Source::Secretary, &view.meeting.secretary)]
        {
            if let Some(name) = name.as_deref() {
                add(&view.meeting.meeting_id, source, name, None, None, None);
            }
        }
        stand_ins(view, &mut mentions, first, words, &AliasesOf { registry, scope });
        settle_order(&mut mentions[first..]);
    }
    mentions
}

/// Whose aliases hold.
struct AliasesOf<'x, 'a> {
    registry: &'x Registry,
    scope: &'x Scope<'a>,
}

/// Adds those whom rows of the roll name beside their own person; tells the rows their seats.
fn stand_ins<'a>(
    view: &MeetingView<'a>,
    mentions: &mut Vec<Mention<'a>>,
    first: usize,
    words: &Words,
    aliases: &AliasesOf<'_, '_>,
) {
    let by_row: BTreeMap<&str, usize> = (first..mentions.len())
        .filter(|at| mentions[*at].source == Source::Roll)
        .map(|at| (mentions[at].row_id, at))
        .collect();
    for row in &view.attendance {
        let Some(own) = by_row.get(row.attendance_id.as_str()).copied() else { continue };
        mentions[own].seat = Some(&row.seat_id);
        for (source, written) in
            [(Source::Represents, &row.represents), (Source::RepresentedBy, &row.represented_by)]
        {
            let Some(written) = written.as_deref() else { continue };
            let plain = plain(written);
            if words.head("comune-of", &plain).is_some()
                || words.head("organisation", &plain).is_some()
            {
                continue;
            }
            let has_office = plain.split(' ').any(|word| words.is("role", word));
            let name = if has_office {
                name_beside_office(written, words)
            } else {
                Name::parse(written, words)
            };
            let Some(name) = name else { continue };
            let ambito = aliases.scope.ambito;
            let alias = aliases.registry.alias(AliasKind::Person, ambito, None, written);
            let Mention { meeting, body, .. } = mentions[own];
            mentions.push(Mention {
                row_id: &row.attendance_id,
                source,
                written,
                name,
                meeting,
                body,
                organisation: None,
                is_comune: false,
                role: None,
                seat: Some(&row.seat_id),
                place: Some(&row.evidence.place),
                alias,
            });
        }
    }
}

/// The order of most names of a meeting decides where nothing else does.
fn settle_order(mentions: &mut [Mention<'_>]) {
    let order = |surname_first: bool| {
        let is_so = |mention: &&Mention<'_>| mention.name.is_surname_first() == Some(surname_first);
        mentions.iter().filter(|mention| mention.source == Source::Roll).filter(is_so).count()
    };
    let (surname_first, given_first) = (order(true), order(false));
    if surname_first != given_first {
        for mention in mentions {
            mention.name.settle(surname_first > given_first);
        }
    }
}

/// The name in words that hold an office too: "L'Assessora Bellini".
fn name_beside_office(written: &str, words: &Words) -> Option<Name> {
    let spaced = written.replace(['\'', '\u{2019}'], "' ");
    let kept: Vec<&str> = spaced
        .split_whitespace()
        .filter(|word| {
            let folded = plain(word);
            word.chars().next().is_some_and(char::is_uppercase)
                && !folded.is_empty()
                && !["role", "honorific", "article", "organisation", "not-a-name", "comune-of"]
                    .iter()
                    .any(|lexicon| words.is(lexicon, &folded))
        })
        .collect();
    (1..=3).contains(&kept.len()).then(|| Name::parse(&kept.join(" "), words)).flatten()
}
