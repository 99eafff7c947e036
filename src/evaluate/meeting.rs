//! The head of a meeting against gold: when, where, which body, who kept the minutes, and
//! whether contradictions of the document were reported.
//!
//! In: a gold record and the facts of its document. Out: verdicts on the sheet.
//!
//! Invariant: a field that the record does not speak of is not judged.

use super::Found;
use super::compare::{Folded, SHORTEST_PART};
use super::gold::{GoldRecord, Stated};
use super::score::{Field, Sheet};
use crate::diagnostic::Code;
use crate::model::{Meeting, iso};

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
    head.value(Field::Date, &gold.date, &gold.date_alternatives.0, date.as_deref(), |a, b| a == b);
    let after = head.sheet.tally.of(Field::Date);
    if let Some(meeting) = meeting.filter(|_| after.found() > before.found()) {
        head.sheet.judge("meetings", meeting.evidence.confidence, after.right > before.right);
    }
    let start = text(|m| &m.start_time);
    head.value(Field::Start, &gold.start_time, &gold.start_alternatives.0, start, same_time);
    let end = text(|m| &m.end_time);
    head.value(Field::End, &gold.end_time, &gold.end_alternatives.0, end, same_time);
    head.value(Field::Place, &gold.place, &[], text(|m| &m.place), is_alike);
    head.value(Field::Ambito, &gold.ambito, &[], text(|m| &m.ambito), is_alike);
    head.value(Field::Body, &gold.body, &[], text(|m| &m.body), is_alike);
    head.value(Field::Secretary, &gold.secretary, &[], text(|m| &m.secretary), |a, b| {
        Folded::new(a).is_part_either_way(&Folded::new(b))
    });
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
        alternatives: &[String],
        found: Option<&str>,
        is_right: fn(&str, &str) -> bool,
    ) {
        if !gold.is_said() {
            return;
        }
        // An alternative stands beside a null too: the document may then be read either way.
        let other =
            found.and_then(|found| alternatives.iter().find(|other| is_right(other, found)));
        let gold = other.or(gold.value()).map(String::as_str);
        let evidence = self.meeting.map(|meeting| &meeting.evidence);
        self.sheet.value(field, None, gold, found, evidence, is_right);
    }
}

fn same_time(gold: &str, found: &str) -> bool {
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
