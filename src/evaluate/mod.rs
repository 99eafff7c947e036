//! Tables against gold: how much of what a person read in the documents stands in the tables.
//!
//! In: facts, the files they come from, and [`GoldRecord`]s. Out: an [`Evaluation`]: precision,
//! recall and F1 per field, over all, per body, per rule pack and per document, with every
//! difference. Nothing is changed and nothing is fitted to gold.
//!
//! Invariant: a gold record is judged against one document; what it does not speak of is not
//! judged.

use std::borrow::Cow;

use crate::model::{
    AgendaItem, Attendance, AttendanceEvent, Decision, DecisionOwner, DiagnosticRecord, Facts,
    FileRecord, Meeting, Word as _, iso,
};

mod agenda;
mod attendance;
mod compare;
mod coverage;
mod decisions;
mod field;
mod gold;
mod link;
mod meeting;
mod report;
mod score;
mod stated;
mod terminal;
#[cfg(test)]
mod tests;

pub use coverage::{Coverage, coverage};
pub use field::Field;
pub use gold::{
    AlternativeStatus, GoldAttendee, GoldDecision, GoldItem, GoldMention, GoldRecord, parse_gold,
    read_gold,
};
pub use report::{ConfidenceScore, DocumentScore, Evaluation, FieldSummary, GroupScore, RollScore};
pub use score::{Counts, Difference, DifferenceKind, FieldScore, Level, Tally};
pub use stated::{Label, Named, Stated, Words};

/// Judges the facts of `files` against `gold`.
///
/// A record without a file is named in the result and not judged; a record whose file yielded
/// no facts misses everything.
#[must_use]
pub fn evaluate(facts: &[Facts], files: &[FileRecord], gold: &[GoldRecord]) -> Evaluation {
    let links = link::link(facts, files, gold);
    let mut judged = Vec::new();
    for (record, target) in links.pairs {
        let mut sheet = score::Sheet::default();
        let own = target.facts.map(|facts| of_meeting(facts, record));
        let found = own.as_deref().map(Found::of).unwrap_or_default();
        if let Some(expected) = &record.expect_status {
            let status = target.status();
            sheet.value(Field::Status, None, Some(expected), Some(status), None, |a, b| a == b);
        } else {
            meeting::score(record, &found, &mut sheet);
            attendance::score(record, &found, &mut sheet);
            agenda::score(record, &found, &mut sheet);
            decisions::score(record, &found, &mut sheet);
        }
        judged.push((record, target, sheet));
    }
    report::sum(judged, links.unmatched, links.ambiguous)
}

/// The facts of the meeting that a record speaks of: that of its day, else the one in its place;
/// those of the whole document where the record knows one meeting.
fn of_meeting<'f>(facts: &'f Facts, record: &GoldRecord) -> Cow<'f, Facts> {
    let Some(number) = record.meeting else { return Cow::Borrowed(facts) };
    let is_day = |meeting: &&Meeting| {
        let date = meeting.date.map(iso);
        record.date.value().is_some_and(|day| date.as_deref() == Some(day.as_str()))
    };
    let mut of_day = facts.meetings.iter().filter(is_day);
    let meeting = match (of_day.next(), of_day.next()) {
        (Some(only), None) => Some(only),
        _ => facts.meetings.iter().find(|meeting| meeting.meeting_index == number),
    };
    let id = meeting.map(|meeting| meeting.meeting_id.clone()).unwrap_or_default();
    let mut own = facts.clone();
    own.meetings.retain(|row| row.meeting_id == id);
    own.attendance.retain(|row| row.meeting_id == id);
    own.agenda_items.retain(|row| row.meeting_id == id);
    own.decisions.retain(|row| row.meeting_id == id);
    own.decision_owners.retain(|row| row.meeting_id == id);
    own.diagnostics.retain(|row| row.meeting_id.as_deref() == Some(id.as_str()));
    Cow::Owned(own)
}

/// The facts of one document that are judged; empty where it yielded none.
#[derive(Clone, Copy, Debug, Default)]
struct Found<'a> {
    meetings: &'a [Meeting],
    attendance: &'a [Attendance],
    events: &'a [AttendanceEvent],
    agenda_items: &'a [AgendaItem],
    decisions: &'a [Decision],
    decision_owners: &'a [DecisionOwner],
    diagnostics: &'a [DiagnosticRecord],
}

impl<'a> Found<'a> {
    fn of(facts: &'a Facts) -> Self {
        Self {
            meetings: &facts.meetings,
            attendance: &facts.attendance,
            events: &facts.attendance_events,
            agenda_items: &facts.agenda_items,
            decisions: &facts.decisions,
            decision_owners: &facts.decision_owners,
            diagnostics: &facts.diagnostics,
        }
    }
}

/// A file that a gold record speaks of.
#[derive(Clone, Copy, Debug)]
struct Target<'a> {
    path: &'a str,
    file: Option<&'a FileRecord>,
    facts: Option<&'a Facts>,
}

impl Target<'_> {
    /// The document's status, or the file's where no document came of it.
    fn status(&self) -> &'static str {
        match (self.facts, self.file) {
            (Some(facts), _) => facts.document.status.word(),
            (None, Some(file)) => file.status.word(),
            (None, None) => "missing",
        }
    }
}
