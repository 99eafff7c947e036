//! The roll against gold: who, with which status, for which organisation.
//!
//! In: a gold record and the rows of `attendance`. Out: verdicts on the sheet, and whether the
//! whole roll is right. Gold's words map to columns: present, remote and late are `present`
//! (with `mode` remote, with `arrived_at`), excused is `absent_justified`, delegate is
//! `present` in the capacity of a delegate or substitute.
//!
//! Invariant: a row is judged against one person at most, and a person against one row.

use super::Found;
use super::compare::{Folded, Pair, pair_up};
use super::gold::{AlternativeStatus, GoldAttendee, GoldRecord, Stated};
use super::score::{Field, Sheet};
use crate::model::{Attendance, AttendanceStatus, Capacity, Mode, Word as _};

/// Judges the roll.
pub(super) fn score(gold: &GoldRecord, found: &Found<'_>, sheet: &mut Sheet) {
    if !gold.is_complete("attendees", gold.attendees.is_some()) {
        return;
    }
    let rows: Vec<Row<'_>> = found.attendance.iter().map(Row::new).collect();
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
        gold.optional_attendees.iter().map(|attendee| Person::new(attendee, gold)).collect();
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
}

impl<'a> Row<'a> {
    fn new(facts: &'a Attendance) -> Self {
        let folded = |texts: [&Option<String>; 2]| -> Vec<Folded> {
            texts.into_iter().flatten().map(|text| Folded::new(text)).collect()
        };
        let organisations = folded([&facts.organisation, &facts.organisation_raw]);
        let names = folded([&facts.name, &facts.name_raw]);
        let names = if names.is_empty() { organisations.clone() } else { names };
        Self { facts, names, organisations }
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
            "late" => is_there && facts.arrived_at.is_some(),
            "delegate" => {
                is_there && matches!(facts.capacity, Capacity::Delegate | Capacity::Substitute)
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
    name: Folded,
    organisation: Option<Folded>,
    /// Words any of which is right, the main one first.
    words: Vec<&'a str>,
}

impl<'a> Person<'a> {
    fn new(gold: &'a GoldAttendee, record: &'a GoldRecord) -> Self {
        let name = Folded::new(shown(gold));
        let elsewhere = match &record.attendee_alt_status {
            None => None,
            Some(AlternativeStatus::All(words)) => Some(words),
            Some(AlternativeStatus::ByName(people)) => people
                .iter()
                .find(|(other, _)| Folded::new(other).has_same_words(&name))
                .map(|(_, words)| words),
        };
        // Of several main words the first is the one asked for: "late" beside "remote" tells
        // how somebody took part, which the late arrival does not contradict.
        let main = gold.status.0.first();
        let others = gold.alt_status.0.iter().chain(elsewhere.into_iter().flat_map(|w| &w.0));
        let words = main.into_iter().chain(others.filter(|_| main.is_some()));
        let words = words.map(String::as_str).collect();
        let organisation = gold.organisation.value().map(|text| Folded::new(text));
        Self { gold, name, organisation, words }
    }

    fn is_of(&self, row: &Row<'_>) -> bool {
        self.organisation.as_ref().is_some_and(|organisation| {
            row.organisations.iter().any(|other| other.is_part_either_way(organisation))
        })
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
    for (gold, person) in people.iter().enumerate().filter(|(_, p)| !p.name.is_empty()) {
        for (found, row) in rows.iter().enumerate().filter(|(index, _)| is_free(*index)) {
            let alike = if row.names.iter().any(|name| name.is_same(&person.name)) {
                1.0
            } else if row.names.iter().any(|name| name.has_same_words(&person.name)) {
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
        fields.into_iter().for_each(|field| sheet.miss(field));
        main.and_then(status_field).into_iter().for_each(|field| sheet.miss(field));
        if person.organisation.is_some() {
            sheet.miss(Field::NameOrganisation);
        }
        sheet.note(Field::Name, main, Some(name), None, None);
        return false;
    };
    let evidence = Some(&row.facts.evidence);
    sheet.right(Field::Name);
    let is_strict = row.names.iter().any(|other| other.is_same(&person.name));
    sheet.value(Field::NameStrict, None, Some(name), Some(row.shown()), evidence, |_, _| is_strict);

    let is_right = main.is_none() || person.has_status_of(row);
    let level = row.facts.evidence.confidence;
    sheet.judge("attendance", level, is_right);
    if let Some(main) = main {
        let found = row.word();
        sheet.value(Field::NameStatus, Some(name), Some(main), Some(found), evidence, |_, _| {
            is_right
        });
        if is_right {
            status_field(main).into_iter().for_each(|field| sheet.right(field));
        } else {
            status_field(main).into_iter().for_each(|field| sheet.miss(field));
            status_field(found).into_iter().for_each(|field| sheet.excess(field));
        }
    }
    if person.gold.organisation != Stated::Unsaid {
        let gold = person.gold.organisation.value().map(String::as_str);
        let facts = row.facts;
        let found = facts.organisation.as_deref().or(facts.organisation_raw.as_deref());
        // A row without a name shows the organisation already.
        let found = found.filter(|_| gold.is_some() || facts.name.is_some());
        let is_right = person.is_of(row);
        sheet.value(Field::NameOrganisation, Some(name), gold, found, evidence, |_, _| is_right);
    }
    is_right
}

fn extra(row: &Row<'_>, sheet: &mut Sheet) {
    let fields = [Field::NameStrict, Field::Name, Field::NameStatus];
    fields.into_iter().for_each(|field| sheet.excess(field));
    status_field(row.word()).into_iter().for_each(|field| sheet.excess(field));
    if !row.organisations.is_empty() {
        sheet.excess(Field::NameOrganisation);
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
        "absent" => Field::Absent,
        "excused" => Field::Excused,
        "delegate" => Field::Delegate,
        "unknown" => Field::Unknown,
        _ => return None,
    })
}
