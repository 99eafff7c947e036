//! The roll against gold: who, with which status, for which organisation.
//!
//! In: a gold record and the rows of `attendance`. Out: verdicts on the sheet, and whether the
//! whole roll is right. Gold's words map to columns: present, remote and late are `present`
//! (with `mode` remote, with `arrived_at` or an arrival), excused is `absent_justified`, delegate is
//! `present` in the capacity of a delegate or substitute, or whoever is represented by somebody.
//!
//! Invariant: a row is judged against one person at most, and a person against one row.

use std::collections::BTreeMap;

use super::Found;
use super::compare::{Folded, Pair, pair_up};
use super::field::Field;
use super::gold::{AlternativeStatus, GoldAttendee, GoldRecord};
use super::score::Sheet;
use super::stated::Words;
use crate::model::{
    Attendance, AttendanceEvent, AttendanceStatus, Capacity, EventKind, Mode, Word as _,
};

/// Judges the roll.
pub(super) fn score(gold: &GoldRecord, found: &Found<'_>, sheet: &mut Sheet) {
    if !gold.is_complete("attendees", gold.attendees.is_some()) {
        return;
    }
    let rows: Vec<Row<'_>> =
        found.attendance.iter().map(|facts| Row::new(facts, found.events)).collect();
    let people: Vec<Person<'_>> =
        gold.attendees.iter().flatten().map(|attendee| Person::new(attendee, gold)).collect();
    let pairs = pair(&people, &rows, |_| true);
    let mut is_exact = pairs.len() == people.len();

    for (index, person) in people.iter().enumerate() {
        let row = pairs.iter().find(|pair| pair.gold == index).map(|pair| &rows[pair.found]);
        is_exact &= judge(person, row, sheet);
    }
    let is_free = |row: usize| pairs.iter().all(|pair| pair.found != row);
    let optional: Vec<Person<'_>> =
        gold.optional_attendees.iter().map(|attendee| Person::new(&attendee.0, gold)).collect();
    let neutral = pair(&optional, &rows, is_free);
    let collective = gold.collective_attendance.as_deref().map(Folded::new);
    for (index, row) in rows.iter().enumerate() {
        let is_collective = collective
            .as_ref()
            .is_some_and(|all| row.names.iter().any(|name| name.is_part_either_way(all)));
        if is_free(index) && !is_collective && neutral.iter().all(|pair| pair.found != index) {
            is_exact = false;
            extra(row, sheet);
        }
    }
    sheet.roll_exact = Some(is_exact);
}

struct Row<'a> {
    facts: &'a Attendance,
    /// Name in reading form and as printed; the organisation's where there is no name.
    names: Vec<Folded>,
    organisations: Vec<Folded>,
    /// Whether an arrival is told of them, with or without a time.
    is_late: bool,
}

impl<'a> Row<'a> {
    fn new(facts: &'a Attendance, events: &[AttendanceEvent]) -> Self {
        let is_late = facts.arrived_at.is_some()
            || events.iter().any(|event| {
                event.kind == EventKind::Arrival
                    && event.attendance_id.as_ref() == Some(&facts.attendance_id)
            });
        let folded = |texts: [&Option<String>; 2]| -> Vec<Folded> {
            texts.into_iter().flatten().map(|text| Folded::new(text)).collect()
        };
        let organisations = folded([&facts.organisation, &facts.organisation_raw]);
        let names = folded([&facts.name, &facts.name_raw]);
        let names = if names.is_empty() { organisations.clone() } else { names };
        Self { facts, names, organisations, is_late }
    }

    fn shown(&self) -> &str {
        let facts = self.facts;
        [&facts.name, &facts.name_raw, &facts.organisation, &facts.organisation_raw]
            .into_iter()
            .find_map(Option::as_deref)
            .unwrap_or_default()
    }

    /// Gold's word for the row's status, the most telling one.
    fn word(&self) -> &'static str {
        let special = ["delegate", "late", "remote"];
        special.into_iter().find(|word| self.is(word)).unwrap_or(match self.facts.status {
            AttendanceStatus::Present => "present",
            AttendanceStatus::Absent | AttendanceStatus::AbsentUnjustified => "absent",
            AttendanceStatus::AbsentJustified => "excused",
            AttendanceStatus::Unknown => "unknown",
        })
    }

    /// Whether one of gold's words holds of the row.
    fn is(&self, word: &str) -> bool {
        let facts = self.facts;
        let is_there = facts.status == AttendanceStatus::Present;
        match word {
            "present" => is_there,
            "remote" => is_there && facts.mode == Mode::Remote,
            "late" => is_there && self.is_late,
            // Who came as a delegate, and in other records who sent one.
            "delegate" => {
                is_there && matches!(facts.capacity, Capacity::Delegate | Capacity::Substitute)
                    || facts.represented_by.is_some()
            }
            // Gold has one word for all who were away without a reason given.
            "absent" => matches!(
                facts.status,
                AttendanceStatus::Absent | AttendanceStatus::AbsentUnjustified
            ),
            "excused" => facts.status == AttendanceStatus::AbsentJustified,
            other => AttendanceStatus::from_word(other) == Some(facts.status),
        }
    }
}

struct Person<'a> {
    gold: &'a GoldAttendee,
    /// The name as printed, and others that are right.
    names: Vec<Folded>,
    /// Organisations any of which is right.
    organisations: Vec<Folded>,
    is_organisation_optional: bool,
    /// Words any of which is right, the main one first.
    words: Vec<&'a str>,
}

impl<'a> Person<'a> {
    fn new(gold: &'a GoldAttendee, record: &'a GoldRecord) -> Self {
        let name = Folded::new(shown(gold));
        let by_name = |people: &'a BTreeMap<String, Words>| {
            let named = people.iter().find(|(other, _)| Folded::new(other).has_same_words(&name));
            named.map(|(_, words)| words)
        };
        let statuses = match &record.attendee_alt_status {
            None => None,
            Some(AlternativeStatus::All(words)) => Some(words),
            Some(AlternativeStatus::ByName(people)) => by_name(people),
        };
        // Of several main words the first is the one asked for: "late" beside "remote" tells
        // how somebody took part, which the late arrival does not contradict.
        let main = gold.status.iter().next();
        let others = gold.alt_status.iter().chain(statuses.into_iter().flat_map(Words::iter));
        let words = main.into_iter().chain(others.filter(|_| main.is_some())).collect();

        let others = by_name(&record.organisation_alternatives);
        let organisations = gold.organisation.value().map(String::as_str).into_iter();
        let organisations = organisations.chain(others.into_iter().flat_map(Words::iter));
        let organisations = organisations.map(Folded::new).collect();
        let is_organisation_optional =
            record.organisation_optional || others.is_some_and(Words::allow_nothing);

        let others = by_name(&record.name_alternatives).into_iter().flat_map(Words::iter);
        let others: Vec<Folded> = others.map(Folded::new).collect();
        let names = std::iter::once(name).chain(others).filter(|name| !name.is_empty()).collect();
        Self { gold, names, organisations, is_organisation_optional, words }
    }

    fn is_named(&self, row: &Row<'_>, is_right: fn(&Folded, &Folded) -> bool) -> bool {
        self.names.iter().any(|name| row.names.iter().any(|other| is_right(name, other)))
    }

    fn is_of(&self, row: &Row<'_>) -> bool {
        self.organisations
            .iter()
            .any(|name| row.organisations.iter().any(|other| other.is_part_either_way(name)))
    }

    fn has_status_of(&self, row: &Row<'_>) -> bool {
        self.words.iter().any(|word| row.is(word))
    }
}

fn shown(gold: &GoldAttendee) -> &str {
    let name = gold.name.as_deref();
    name.or(gold.organisation.value().map(String::as_str)).unwrap_or_default()
}

fn pair(people: &[Person<'_>], rows: &[Row<'_>], is_free: impl Fn(usize) -> bool) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (gold, person) in people.iter().enumerate() {
        for (found, row) in rows.iter().enumerate().filter(|(index, _)| is_free(*index)) {
            let alike = if person.is_named(row, Folded::is_same) {
                1.0
            } else if person.is_named(row, Folded::has_same_words) {
                0.9
            } else {
                continue;
            };
            let agreement = 2 * u32::from(person.is_of(row)) + u32::from(person.has_status_of(row));
            pairs.push(Pair { gold, found, alike, agreement });
        }
    }
    pair_up(pairs)
}

/// Judges a person; whether everything is right that makes a roll exact.
fn judge(person: &Person<'_>, row: Option<&Row<'_>>, sheet: &mut Sheet) -> bool {
    let name = shown(person.gold);
    let main = person.words.first().copied();
    let Some(row) = row else {
        let fields = [Field::NameStrict, Field::Name, Field::NameStatus];
        for field in fields.into_iter().chain(main.and_then(status_field)) {
            sheet.miss(field);
        }
        if person.gold.organisation.value().is_some() && !person.is_organisation_optional {
            sheet.miss(Field::NameOrganisation);
        }
        sheet.note(Field::Name, main, Some(name), None, None);
        return false;
    };
    let evidence = Some(&row.facts.evidence);
    sheet.right(Field::Name);
    let is_strict = person.is_named(row, Folded::is_same);
    sheet.value(Field::NameStrict, None, Some(name), Some(row.shown()), evidence, |_, _| is_strict);

    let is_right = main.is_none() || person.has_status_of(row);
    let level = row.facts.evidence.confidence;
    sheet.judge("attendance", level, is_right);
    if let Some(main) = main {
        let found = row.word();
        sheet.value(Field::NameStatus, Some(name), Some(main), Some(found), evidence, |_, _| {
            is_right
        });
        if let Some(field) = status_field(main) {
            if is_right { sheet.right(field) } else { sheet.miss(field) }
        }
        if let Some(field) = status_field(found).filter(|_| !is_right) {
            sheet.excess(field);
        }
    }
    organisation(person, row, sheet);
    is_right
}

fn organisation(person: &Person<'_>, row: &Row<'_>, sheet: &mut Sheet) {
    let facts = row.facts;
    let found = facts.organisation.as_deref().or(facts.organisation_raw.as_deref());
    let gold = person.gold.organisation.value().map(String::as_str);
    // Where a row has no name, the organisation was judged as its name.
    let found = found.filter(|_| gold.is_some() || facts.name.is_some());
    let is_silent = found.is_none() && person.is_organisation_optional;
    if !person.gold.organisation.is_said() || is_silent {
        return;
    }
    let is_right = person.is_of(row);
    let gold = gold.or(found.filter(|_| is_right));
    let name = Some(shown(person.gold));
    let evidence = Some(&facts.evidence);
    sheet.value(Field::NameOrganisation, name, gold, found, evidence, |_, _| is_right);
}

fn extra(row: &Row<'_>, sheet: &mut Sheet) {
    let fields = [Field::NameStrict, Field::Name, Field::NameStatus];
    let organisation = (!row.organisations.is_empty()).then_some(Field::NameOrganisation);
    for field in fields.into_iter().chain(status_field(row.word())).chain(organisation) {
        sheet.excess(field);
    }
    let evidence = &row.facts.evidence;
    sheet.judge("attendance", evidence.confidence, false);
    sheet.note(Field::Name, Some(row.word()), None, Some(row.shown()), Some(evidence));
}

fn status_field(word: &str) -> Option<Field> {
    Some(match word {
        "present" => Field::Present,
        "remote" => Field::Remote,
        "late" => Field::Late,
        "absent" | "absent_unjustified" => Field::Absent,
        "excused" => Field::Excused,
        "delegate" => Field::Delegate,
        "unknown" => Field::Unknown,
        _ => return None,
    })
}
