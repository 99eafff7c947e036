//! Organisations: the names of one organisation joined within a scope.
//!
//! In: a scope. Out: rows of `organisations`, and the organisation of each row of a roll and of
//! each owner that is one.
//!
//! Two names are one where they are equal without case, accents, dots and articles; where both
//! are the same comune, with or without "Comune di" before it; where one is an acronym that a
//! rule pack explains; and where the registry says so. A misprint is joined for comuni alone,
//! of which the whole list is known: the misprinted name is no comune, and one comune of the
//! scope is near.

use std::collections::{BTreeMap, BTreeSet};

use strsim::damerau_levenshtein;

use super::comuni::{self, Comune};
use super::outcome::{Organisation, Outcome, Remark};
use super::registry::{AliasKind, Registry};
use super::scope::Scope;
use super::words::{Words, plain, squeeze};
use crate::diagnostic::Code;
use crate::model::{OwnerKind, content_hash};

/// Letters of a comune's name from which on one slip is taken for a misprint.
const LONG_ENOUGH: usize = 6;

/// A spelling and where it stands.
struct Mention<'a> {
    row_id: &'a str,
    written: &'a str,
    meeting: usize,
    is_roll: bool,
}

/// What a spelling was taken for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Identity {
    /// A comune, by its plain name.
    Comune(String),
    /// Any other, by its squeezed name.
    Other(String),
}

/// Fills in the organisations of a scope.
pub(super) fn join(scope: &Scope<'_>, words: &Words, registry: &Registry, out: &mut Outcome) {
    let mentions = mentions(scope);
    let mut identities: BTreeMap<&str, Identity> = BTreeMap::new();
    for mention in &mentions {
        identities
            .entry(mention.written)
            .or_insert_with(|| identity(mention.written, scope.ambito, words, registry));
    }
    mend_misprints(&mut identities);
    let mut groups: BTreeMap<&Identity, Vec<&Mention<'_>>> = BTreeMap::new();
    for mention in &mentions {
        groups.entry(&identities[mention.written]).or_default().push(mention);
    }
    let province = usual_province(groups.keys().copied());
    for (identity, mentions) in groups {
        let (row, is_ambiguous) =
            row(scope, identity, &mentions, province.as_deref(), words, registry, out);
        if is_ambiguous {
            let meeting = scope.meetings[mentions[0].meeting].meeting;
            out.remarks.push(Remark {
                document_id: meeting.document_id.clone(),
                meeting_id: Some(meeting.meeting_id.clone()),
                code: Code::ComuneAmbiguous,
                message: format!("several comuni are called {}: no ISTAT code was given", row.name),
                place: None,
            });
        }
        for mention in mentions {
            out.organisation_of.insert(mention.row_id.to_owned(), row.organisation_id.clone());
        }
        out.organisations.push(row);
    }
}

fn mentions<'a>(scope: &Scope<'a>) -> Vec<Mention<'a>> {
    let mut mentions = Vec::new();
    for (at, view) in scope.meetings.iter().enumerate() {
        for row in &view.attendance {
            if let Some(written) =
                row.organisation.as_deref().filter(|name| !plain(name).is_empty())
            {
                let row_id = &row.attendance_id;
                mentions.push(Mention { row_id, written, meeting: at, is_roll: true });
            }
        }
        for row in &view.owners {
            let is_one = row.owner_kind == OwnerKind::Organisation && !plain(&row.owner).is_empty();
            if is_one {
                let (row_id, written) = (&row.decision_owner_id, row.owner.as_str());
                mentions.push(Mention { row_id, written, meeting: at, is_roll: false });
            }
        }
    }
    mentions
}

/// What a spelling stands for, as far as the spelling alone tells.
pub(super) fn identity(
    written: &str,
    ambito: Option<&str>,
    words: &Words,
    registry: &Registry,
) -> Identity {
    let canonical = registry.alias(AliasKind::Organisation, ambito, None, written);
    let written = canonical.as_deref().or_else(|| words.acronym(written)).unwrap_or(written);
    let name = plain(written);
    match words.head("comune-of", &name) {
        Some((_, rest)) if !rest.is_empty() => Identity::Comune(without_article(rest, words)),
        _ if !comuni::named(&name).is_empty() => Identity::Comune(name),
        _ => Identity::Other(squeeze(&without_article(&name, words))),
    }
}

fn without_article(name: &str, words: &Words) -> String {
    match name.split_once(' ') {
        Some((first, rest)) if words.is("article", first) && comuni::named(name).is_empty() => {
            rest.to_owned()
        }
        _ => name.to_owned(),
    }
}

/// A comune that no list knows is one of the scope's, where one alone is a slip away.
fn mend_misprints(identities: &mut BTreeMap<&str, Identity>) {
    let names: BTreeSet<String> = identities
        .values()
        .filter_map(|identity| match identity {
            Identity::Comune(name) => Some(name.clone()),
            Identity::Other(_) => None,
        })
        .collect();
    for identity in identities.values_mut() {
        let Identity::Comune(name) = identity else { continue };
        if !comuni::named(name).is_empty() || name.chars().count() < LONG_ENOUGH {
            continue;
        }
        let near: Vec<&String> = names
            .iter()
            .filter(|other| {
                !comuni::named(other).is_empty() && damerau_levenshtein(name, other) == 1
            })
            .collect();
        if let [one] = near.as_slice() {
            *name = (*one).clone();
        }
    }
}

/// The province of most of the comuni whose name is borne once: it tells homonyms apart.
fn usual_province<'a>(identities: impl Iterator<Item = &'a Identity>) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for identity in identities {
        if let Identity::Comune(name) = identity
            && let [one] = comuni::named(name)
        {
            *counts.entry(one.province).or_default() += 1;
        }
    }
    let most = counts.values().max()?;
    let mut first = counts.iter().filter(|(_, count)| *count == most);
    let (province, _) = first.next()?;
    first.next().is_none().then(|| (*province).to_owned())
}

fn row(
    scope: &Scope<'_>,
    identity: &Identity,
    mentions: &[&Mention<'_>],
    province: Option<&str>,
    words: &Words,
    registry: &Registry,
    out: &Outcome,
) -> (Organisation, bool) {
    let meetings: BTreeSet<usize> = mentions
        .iter()
        .filter(|mention| {
            mention.is_roll && !out.duplicate_of.contains_key(scope.meetings[mention.meeting].id())
        })
        .map(|mention| mention.meeting)
        .collect();
    let pinned = mentions.iter().find_map(|mention| {
        registry.alias(AliasKind::Organisation, scope.ambito, None, mention.written)
    });
    let explained = mentions.iter().find_map(|mention| words.acronym(mention.written));
    let name = pinned
        .or_else(|| explained.map(str::to_owned))
        .unwrap_or_else(|| usual_spelling(mentions.iter().map(|mention| mention.written)));
    let (code, kind, is_ambiguous) = match identity {
        Identity::Comune(comune) => {
            let (found, is_ambiguous) = which(comuni::named(comune), province);
            (found, Some("comune".to_owned()), is_ambiguous)
        }
        Identity::Other(_) => {
            let kind = words.head("organisation", &plain(&name)).map(|(kind, _)| kind.to_owned());
            (None, kind, false)
        }
    };
    let population = match (identity, scope.ambito) {
        (Identity::Comune(comune), Some(ambito)) => {
            let days = mentions.iter().filter_map(|at| scope.meetings[at.meeting].meeting.date);
            registry.inhabitants(ambito, comune, days.max())
        }
        _ => None,
    };
    let row = Organisation {
        organisation_id: content_hash(
            format!("organisation\0{}\0{identity:?}", scope.key).as_bytes(),
        ),
        ambito: scope.ambito.map(str::to_owned),
        name,
        kind,
        istat_code: code.map(|comune| comune.istat_code.to_owned()),
        province: code.map(|comune| comune.province.to_owned()),
        population,
        mention_count: mentions.len() as u32,
        meeting_count: meetings.len() as u32,
    };
    (row, is_ambiguous)
}

/// The comune of that name, homonyms told apart by the province of their neighbours; whether
/// they could not be.
fn which(named: &'static [Comune], province: Option<&str>) -> (Option<Comune>, bool) {
    match named {
        [] => (None, false),
        [one] => (Some(*one), false),
        several => {
            let mut near = several.iter().filter(|comune| Some(comune.province) == province);
            match (near.next(), near.next()) {
                (Some(one), None) => (Some(*one), false),
                _ => (None, true),
            }
        }
    }
}

/// The spelling found most often, one with small letters before one in capitals; of several the
/// longest, then the first of the alphabet.
pub(super) fn usual_spelling<'a>(spellings: impl Iterator<Item = &'a str>) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for spelling in spellings {
        *counts.entry(spelling).or_default() += 1;
    }
    let best = counts.into_iter().max_by_key(|(text, count)| {
        let has_small = text.chars().any(char::is_lowercase);
        (has_small, *count, text.chars().count(), std::cmp::Reverse(*text))
    });
    best.map(|(text, _)| text.to_owned()).unwrap_or_default()
}
