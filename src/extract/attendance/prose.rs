//! Sentences that are rolls: who takes part, who chairs, who keeps the minutes, who is missing.
//!
//! In: a text and the section that it stands in. Out: seats, and whether a list follows that
//! the sentence introduces.

use super::seat::{Cited, Seat, Setting, Stated};
use super::tokens::Reader;
use super::{entries, plain};
use crate::extract::apply::{self, Hit};
use crate::extract::sentence;
use crate::extract::text::Text;
use crate::model::{AttendanceStatus, Basis, Capacity, PresenceScope, Word as _};
use crate::rules::{Rule, RuleKind, SectionKind};

/// What sentences gave.
#[derive(Debug, Default)]
pub(super) struct ProseReading {
    /// Seats, in order.
    pub(super) seats: Vec<Seat>,
    /// What a rule says of how much the roll shows.
    pub(super) scope: Option<PresenceScope>,
    /// The setting of a list that follows.
    pub(super) opens: Option<Setting>,
    /// Whether a sentence says that nobody is missing.
    pub(super) is_nobody: bool,
    /// What a sentence says of all who are named before it: "all present".
    pub(super) all: Option<Stated>,
    /// Whether any rule matched.
    pub(super) is_known: bool,
}

/// Sections in which the rules apply that name none.
const USUAL: &[SectionKind] =
    &[SectionKind::Head, SectionKind::Roll, SectionKind::Agenda, SectionKind::Closing];

/// Reads the sentences of a text.
pub(super) fn read(
    reader: &Reader<'_>,
    text: &Text,
    section: SectionKind,
    is_early: bool,
) -> ProseReading {
    let mut reading = ProseReading::default();
    for sentence in sentence::sentences(text, reader.scene.pack) {
        one(reader, &sentence, section, is_early, &mut reading);
    }
    reading
}

fn applies(rule: &Rule, section: SectionKind, is_early: bool) -> bool {
    if rule.sections.is_empty() {
        return USUAL.contains(&section) || is_early && section == SectionKind::Discussion;
    }
    rule.sections.contains(&section)
}

fn one(
    reader: &Reader<'_>,
    text: &Text,
    section: SectionKind,
    is_early: bool,
    reading: &mut ProseReading,
) {
    let slots = reader.scene.reader(text);
    let mut hits: Vec<Hit<'_>> = Vec::new();
    for rule in reader.scene.pack.rules_of(RuleKind::Roll) {
        if !applies(rule, section, is_early) {
            continue;
        }
        for hit in apply::firsts(rule, text, &slots) {
            let start = hit.found.range.start;
            // Of rules that start at one place, the longest trigger: the shortest rest.
            let trigger = |hit: &Hit<'_>| trigger_end(hit) - hit.found.range.start;
            match hits.iter_mut().find(|known| known.found.range.start == start) {
                Some(known) if trigger(known) < trigger(&hit) => *known = hit,
                Some(_) => {}
                None => hits.push(hit),
            }
        }
    }
    hits.sort_by_key(|hit| hit.found.range.start);
    // A trigger within another's trigger is part of it.
    let mut kept: Vec<Hit<'_>> = Vec::new();
    for hit in hits {
        if kept.last().is_none_or(|last| hit.found.range.start >= trigger_end(last)) {
            kept.push(hit);
        }
    }
    for (nth, hit) in kept.iter().enumerate() {
        reading.is_known = true;
        let cut =
            kept.get(nth + 1).map_or(text.folded().as_str().len(), |next| next.found.range.start);
        roll(reader, text, hit, cut, reading);
    }
}

/// Whether a sentence begins with the words of a rule, so that it is no list of names.
pub(super) fn begins(reader: &Reader<'_>, text: &Text) -> bool {
    let slots = reader.scene.reader(text);
    let is_of_rolls =
        |rule: &&Rule| rule.sections.is_empty() || rule.sections.contains(&SectionKind::Roll);
    reader.scene.pack.rules_of(RuleKind::Roll).filter(is_of_rolls).any(|rule| {
        apply::first(rule, text, &slots).is_some_and(|hit| {
            let before = text.part(0..hit.found.range.start);
            trigger_end(&hit) > hit.found.range.start + 2
                && trigger_end(&hit) < hit.found.range.end
                && before.as_str().split_whitespace().count() <= 4
                && !plain::holds_person(reader, &before)
        })
    })
}

/// Where the words of a hit that are no names end.
fn trigger_end(hit: &Hit<'_>) -> usize {
    ["names", "name", "exceptions"]
        .iter()
        .filter_map(|field| hit.found.get(field))
        .map(|range| range.start)
        .filter(|start| *start > hit.found.range.start)
        .min()
        .unwrap_or(hit.found.range.end)
}

fn roll(reader: &Reader<'_>, text: &Text, hit: &Hit<'_>, cut: usize, reading: &mut ProseReading) {
    let trigger = hit.found.range.start..trigger_end(hit).max(hit.found.range.start);
    let mut setting = Setting::of(hit, text);
    let words = text.folded().reading(trigger);
    let cited = Cited::of(text, words, &hit.rule.id);
    if let Some(status) = &mut setting.status {
        status.cited = cited.clone();
    }
    if let Some((_, place)) = &mut setting.mode {
        *place = cited.clone();
    }
    if let Some((_, place)) = &mut setting.capacity {
        *place = cited;
    }
    if let Some(scope) = hit.set("presence_scope").and_then(PresenceScope::from_word) {
        reading.scope = Some(scope);
        if scope == PresenceScope::Full {
            reading.all = setting.status;
            return;
        }
    }
    if let Some(range) = hit.found.get("exceptions") {
        let mut absent = setting.clone();
        absent.basis = Some(Basis::ByComplement);
        let part = text.part(range.start..range.end.min(cut).max(range.start));
        if let Some(status) = &mut absent.status {
            status.status = AttendanceStatus::Absent;
        }
        let found = entries::read(reader, &part, &absent);
        reading.seats.extend(found.seats);
        return;
    }
    if let Some(range) = hit.found.get("role") {
        setting.role = Some(Cited::of(text, text.folded().reading(range), &hit.rule.id));
    }
    let represents = hit.found.get("represents").map(|range| text.folded().reading(range));
    let known = reading.seats.len();
    members(reader, text, hit, cut, setting, reading);
    if let (Some(range), [seat]) = (represents, &mut reading.seats[known..]) {
        seat.represents = Some(Cited::of(text, range, &hit.rule.id));
        let cited = seat.represents.clone();
        seat.capacity = cited.map(|cited| (Capacity::Substitute, cited));
    }
}

/// The people whom a hit names.
fn members(
    reader: &Reader<'_>,
    text: &Text,
    hit: &Hit<'_>,
    cut: usize,
    mut setting: Setting,
    reading: &mut ProseReading,
) {
    let names = hit.found.get("names").or_else(|| hit.found.get("name"));
    let Some(range) = names else { return };
    let part = text.part(range.start..range.end.min(cut).max(range.start));
    let is_open = text.as_str().trim_end().ends_with(':');
    let is_empty = !part.as_str().chars().any(char::is_alphanumeric);
    if is_open && (is_empty || !plain::holds_person(reader, &part)) {
        reading.opens = Some(setting);
        return;
    }
    if reader.is_nobody(part.as_str()) {
        reading.is_nobody = true;
        return;
    }
    setting.is_prose = true;
    // After a colon stands a list, where single words may be names.
    if let Some(colon) = part.as_str().find(':') {
        let list = part.part_of_reading(colon + 1..part.as_str().len());
        let mut plainly = setting.clone();
        plainly.is_prose = false;
        let found = plain::list(reader, &list, &plainly);
        if found.is_list() && reader.scene.reader(&part).person(0).is_none() {
            reading.seats.extend(found.seats);
            return;
        }
    }
    // Surnames alone between commas are a list, where nothing else stands among them.
    let mut plainly = setting.clone();
    plainly.is_prose = false;
    let list = entries::read(reader, &part, &plainly);
    let are_names = list.seats.iter().all(|seat| seat.name.is_some());
    if list.seats.len() >= 2 && are_names && list.known == list.total {
        reading.seats.extend(list.seats);
        return;
    }
    let is_officer = setting.is_chair || setting.is_secretary;
    let mut found = entries::read(reader, &part, &setting);
    found.seats.retain(|seat| seat.name.is_some() || seat.organisation.is_some() && !is_officer);
    if is_officer {
        found.seats.retain(|seat| seat.name.is_some());
        found.seats.truncate(1);
        for seat in &mut found.seats {
            seat.is_officer = true;
        }
    }
    reading.seats.extend(found.seats);
}
