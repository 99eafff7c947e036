//! The head of a meeting against gold: when, where, which body, who kept the minutes, and
//! whether contradictions of the document were reported.
//!
//! In: a gold record and the facts of its document. Out: verdicts on the sheet.
//!
//! Invariant: a field that the record does not speak of is not judged.

use super::Found;
use super::compare::{Folded, SHORTEST_PART};
use super::field::Field;
use super::gold::GoldRecord;
use super::score::Sheet;
use super::stated::{Stated, Words};
use crate::diagnostic::Code;
use crate::model::{Meeting, Word, iso};

/// Judges the head of the first meeting.
pub(super) fn score(gold: &GoldRecord, found: &Found<'_>, sheet: &mut Sheet) {
    conflicts(gold, found, sheet);
    if !gold.is_complete("meta", true) {
        return;
    }
    let meeting = found.meetings.iter().min_by_key(|meeting| meeting.meeting_index);
    let date = meeting.and_then(|m| m.date).map(iso);
    let text = |pick: fn(&Meeting) -> &Option<String>| meeting.and_then(|m| pick(m).as_deref());

    let mut head = Head { meeting, sheet };
    let before = head.sheet.tally.of(Field::Date);
    head.value(Field::Date, &gold.date, &gold.date_alternatives, date.as_deref(), is_equal);
    let after = head.sheet.tally.of(Field::Date);
    if let Some(meeting) = meeting.filter(|_| after.found() > before.found()) {
        head.sheet.judge("meetings", meeting.evidence.confidence, after.right > before.right);
    }
    let start = text(|m| &m.start_time);
    head.value(Field::Start, &gold.start_time, &gold.start_alternatives, start, is_same_time);
    let end = text(|m| &m.end_time);
    head.value(Field::End, &gold.end_time, &gold.end_alternatives, end, is_same_time);
    let place = text(|m| &m.place);
    head.value(Field::Place, &gold.place, &gold.place_alternatives, place, is_alike);
    let ambito = text(|m| &m.ambito);
    head.value(Field::Ambito, &gold.ambito, &gold.ambito_alternatives, ambito, is_alike);
    let body = text(|m| &m.body);
    head.value(Field::Body, &gold.body, &gold.body_alternatives, body, is_alike);
    let secretary = text(|m| &m.secretary);
    head.value(Field::Secretary, &gold.secretary, &gold.secretary_alternatives, secretary, is_part);

    let none = Words::default();
    let number = gold.number.map(|number| number.0.clone());
    head.value(Field::Number, &number, &none, text(|m| &m.number), is_part);
    let call = meeting.and_then(|m| m.call).map(Word::word);
    head.value(Field::Call, &gold.call, &none, call, is_equal);
    let scope = meeting.map(|m| m.presence_scope.word());
    head.value(Field::Scope, &gold.presence_scope, &none, scope, is_equal);
    for (field, gold, found) in [
        (Field::StatedPresent, &gold.stated_present, meeting.and_then(|m| m.stated_present)),
        (Field::StatedAbsent, &gold.stated_absent, meeting.and_then(|m| m.stated_absent)),
    ] {
        let found = found.map(|count| count.to_string());
        head.value(field, &gold.map(i32::to_string), &none, found.as_deref(), is_equal);
    }
}

struct Head<'a> {
    meeting: Option<&'a Meeting>,
    sheet: &'a mut Sheet,
}

impl Head<'_> {
    fn value(
        &mut self,
        field: Field,
        gold: &Stated<String>,
        alternatives: &Words,
        found: Option<&str>,
        is_right: fn(&str, &str) -> bool,
    ) {
        if !gold.is_said() || (found.is_none() && alternatives.allow_nothing()) {
            return;
        }
        // An alternative stands beside a null too: the document may then be read either way.
        let other =
            found.and_then(|found| alternatives.iter().find(|other| is_right(other, found)));
        let gold = other.or(gold.value().map(String::as_str));
        let evidence = self.meeting.map(|meeting| &meeting.evidence);
        self.sheet.value(field, None, gold, found, evidence, is_right);
    }
}

fn is_equal(gold: &str, found: &str) -> bool {
    gold == found
}

fn is_part(gold: &str, found: &str) -> bool {
    Folded::new(gold).is_part_either_way(&Folded::new(found))
}

fn is_same_time(gold: &str, found: &str) -> bool {
    gold.trim_start_matches('0') == found.trim_start_matches('0')
}

fn is_alike(gold: &str, found: &str) -> bool {
    Folded::new(gold).alike(&Folded::new(found), SHORTEST_PART).is_some()
}

/// A contradiction is right when a diagnostic reports it. Gold does not list them all, so none
/// is counted as extra.
fn conflicts(gold: &GoldRecord, found: &Found<'_>, sheet: &mut Sheet) {
    for conflict in &gold.conflicts {
        let codes: &[Code] = match conflict.as_str() {
            "date" => &[Code::DateConflict, Code::WeekdayConflict],
            "start" | "start_time" | "end" | "end_time" | "time" => &[Code::TimeConflict],
            "attendees" => &[Code::StatusConflict, Code::RollMismatch],
            _ => continue,
        };
        let is_reported =
            found.diagnostics.iter().any(|d| codes.iter().any(|code| code.word() == d.code));
        if is_reported {
            sheet.right(Field::Conflict);
        } else {
            sheet.miss(Field::Conflict);
            sheet.note(Field::Conflict, None, Some(conflict), None, None);
        }
    }
}
