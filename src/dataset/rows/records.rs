//! One row for each kind of record, field by field in the order of the schema.
//!
//! Invariant: the order of values here is the order of columns in [`crate::dataset::schema`];
//! the tests of the parent module hold the two together.

use super::{Row, Value, word};
use crate::model::{
    AgendaItem, Attendance, AttendanceEvent, Deadline, Decision, DecisionOwner, DiagnosticRecord,
    DocumentRecord, Evidence, EvidencePart, FileRecord, Meeting, PageText, Place, Statement,
    row_key,
};

/// A record that is a row of one table.
pub(super) trait Record {
    /// Its row; `document` is the key of the document that holds it, for records that do not
    /// carry it themselves.
    fn row<'a>(&'a self, document: &'a str) -> Row<'a>;
}

/// Values from fields that convert by themselves.
macro_rules! row {
    ($($value:expr),* $(,)?) => { vec![$(Value::from($value)),*] };
}

fn with_place<'a>(mut row: Row<'a>, place: &'a Place) -> Row<'a> {
    row.extend(row![place.page, place.line, place.char_start, place.char_end, &place.quote]);
    row
}

fn with_evidence<'a>(row: Row<'a>, evidence: &'a Evidence) -> Row<'a> {
    let mut row = with_place(row, &evidence.place);
    row.extend(row![&evidence.rule, evidence.confidence.word()]);
    row
}

impl Record for FileRecord {
    fn row<'a>(&'a self, _: &'a str) -> Row<'a> {
        row![
            &self.file_id,
            &self.path,
            &self.file_name,
            self.byte_size,
            word(self.status),
            &self.reason,
            &self.document_id,
        ]
    }
}

impl Record for DocumentRecord {
    fn row<'a>(&'a self, _: &'a str) -> Row<'a> {
        row![
            &self.document_id,
            &self.path,
            &self.file_name,
            &self.format,
            self.byte_size,
            self.page_count,
            word(self.text_source),
            &self.rule_pack,
            self.rule_pack_score,
            word(self.status),
            &self.reason,
            self.meeting_count,
            self.accounted_share,
        ]
    }
}

impl Record for Meeting {
    fn row<'a>(&'a self, _: &'a str) -> Row<'a> {
        let row = row![
            &self.meeting_id,
            &self.document_id,
            self.meeting_index,
            &self.ambito,
            &self.body,
            self.body_kind.map(word),
            &self.number,
            self.date,
            &self.date_raw,
            &self.start_time,
            &self.end_time,
            self.duration_minutes,
            &self.place,
            self.call.map(word),
            self.session_kind.map(word),
            &self.chair,
            &self.secretary,
            &self.chair_person_id,
            &self.secretary_person_id,
            self.is_excerpt,
            self.stated_present,
            self.stated_absent,
            word(self.roll_check),
            self.quorum_stated,
            self.eligible_seats,
            self.quorum_by_heads,
            self.quorum_by_weight,
            self.quorum_by_population,
            word(self.presence_scope),
            &self.duplicate_of,
        ];
        with_evidence(row, &self.evidence)
    }
}

impl Record for Attendance {
    fn row<'a>(&'a self, _: &'a str) -> Row<'a> {
        let row = row![
            &self.attendance_id,
            &self.document_id,
            &self.meeting_id,
            &self.seat_id,
            self.row_number,
            &self.person_id,
            &self.name,
            &self.name_raw,
            &self.honorific,
            &self.role,
            &self.organisation_id,
            &self.organisation,
            &self.organisation_raw,
            word(self.status),
            word(self.mode),
            word(self.capacity),
            self.is_chair,
            self.is_secretary,
            self.is_voting,
            word(self.basis),
            &self.status_raw,
            &self.represents,
            &self.represented_by,
            &self.represents_person_id,
            &self.represented_by_person_id,
            &self.arrived_at,
            &self.left_at,
        ];
        with_evidence(row, &self.evidence)
    }
}

impl Record for AttendanceEvent {
    fn row<'a>(&'a self, _: &'a str) -> Row<'a> {
        let row = row![
            &self.attendance_event_id,
            &self.document_id,
            &self.meeting_id,
            word(self.kind),
            &self.time,
            &self.agenda_item_id,
            &self.attendance_id,
            self.call_number,
            self.present_count,
        ];
        with_evidence(row, &self.evidence)
    }
}

impl Record for AgendaItem {
    fn row<'a>(&'a self, _: &'a str) -> Row<'a> {
        let row = row![
            &self.agenda_item_id,
            &self.document_id,
            &self.meeting_id,
            &self.parent_id,
            &self.agenda_part,
            &self.number,
            &self.path,
            &self.title,
            &self.title_in_discussion,
            word(self.outcome),
            &self.outcome_raw,
            &self.deferred_to,
            &self.taken_up_in,
        ];
        with_evidence(row, &self.evidence)
    }
}

impl Record for Decision {
    fn row<'a>(&'a self, _: &'a str) -> Row<'a> {
        let row = row![
            &self.decision_id,
            &self.document_id,
            &self.meeting_id,
            &self.parent_id,
            &self.agenda_item_id,
            &self.code,
            word(self.kind),
            word(self.source),
            &self.same_as,
            &self.text,
            self.vote_outcome.map(word),
            self.votes_for,
            self.votes_against,
            self.votes_abstained,
            self.deadline_kind.map(word),
            &self.deadline_raw,
            self.deadline_date,
            self.deadline_precision.map(word),
            self.deadline_basis.map(word),
            self.is_complete,
        ];
        with_evidence(row, &self.evidence)
    }
}

impl Record for DecisionOwner {
    fn row<'a>(&'a self, _: &'a str) -> Row<'a> {
        let row = row![
            &self.decision_owner_id,
            &self.document_id,
            &self.meeting_id,
            &self.decision_id,
            self.owner_number,
            &self.owner_raw,
            &self.owner,
            word(self.owner_kind),
            &self.person_id,
            &self.organisation_id,
            word(self.part),
        ];
        with_evidence(row, &self.evidence)
    }
}

impl Record for Deadline {
    fn row<'a>(&'a self, _: &'a str) -> Row<'a> {
        let row = row![
            &self.deadline_id,
            &self.document_id,
            &self.meeting_id,
            &self.decision_id,
            self.deadline_number,
            word(self.kind),
            &self.raw,
            self.date,
            self.precision.map(word),
            self.basis.map(word),
        ];
        with_evidence(row, &self.evidence)
    }
}

impl Record for Statement {
    fn row<'a>(&'a self, _: &'a str) -> Row<'a> {
        let row = row![
            &self.statement_id,
            &self.document_id,
            &self.meeting_id,
            word(self.kind),
            &self.agenda_item_id,
            self.ref_date,
            &self.ref_number,
            &self.ref_code,
            &self.ref_body,
            self.state.map(word),
            word(self.polarity),
            &self.text,
        ];
        with_evidence(row, &self.evidence)
    }
}

impl Record for EvidencePart {
    fn row<'a>(&'a self, document: &'a str) -> Row<'a> {
        let row =
            row![&self.evidence_id, document, &self.table, &self.row_id, &self.column, self.part];
        let mut row = with_place(row, &self.place);
        row.push((&self.rule).into());
        row
    }
}

impl Record for DiagnosticRecord {
    fn row<'a>(&'a self, _: &'a str) -> Row<'a> {
        let row = row![
            &self.diagnostic_id,
            &self.document_id,
            &self.meeting_id,
            &self.severity,
            &self.code,
            &self.message,
            &self.hint,
        ];
        let mut row = match &self.place {
            Some(place) => with_place(row, place),
            None => row.into_iter().chain(std::iter::repeat_n(Value::Null, 5)).collect(),
        };
        row.push((&self.rule).into());
        row
    }
}

impl Record for PageText {
    fn row<'a>(&'a self, document: &'a str) -> Row<'a> {
        let key = row_key(document, "document_text", self.char_start, self.page);
        row![key, document, self.page, self.char_start, &self.text]
    }
}
