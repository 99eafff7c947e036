//! Invented facts against invented gold, with exact counts: how both are written down.

use super::*;
use crate::model::{
    AttendanceStatus, Basis, Capacity, Confidence, DecisionKind, DecisionSource, DocumentRecord,
    DocumentStatus, Evidence, FileStatus, Mode, Outcome, OwnerKind, OwnerPart, Place,
    PresenceScope, RollCheck, TextSource, parse_iso,
};

mod head;
mod result;
mod roll;
mod rows;

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn evidence(confidence: Confidence) -> Evidence {
    let place = Place { page: 1, line: 4, ..Place::default() };
    Evidence { place, rule: "invented/rule".to_owned(), confidence }
}

fn facts(path: &str) -> Facts {
    Facts {
        document: DocumentRecord {
            document_id: format!("id of {path}"),
            path: path.to_owned(),
            file_name: path.rsplit('/').next().unwrap().to_owned(),
            format: "text".to_owned(),
            byte_size: 1,
            page_count: 1,
            text_source: TextSource::Native,
            rule_pack: some("generic"),
            rule_pack_score: None,
            status: DocumentStatus::Extracted,
            reason: None,
            meeting_count: 1,
            accounted_share: None,
        },
        pages: vec![],
        meetings: vec![],
        attendance: vec![],
        attendance_events: vec![],
        agenda_items: vec![],
        decisions: vec![],
        decision_owners: vec![],
        deadlines: vec![],
        statements: vec![],
        evidence: vec![],
        diagnostics: vec![],
    }
}

fn meeting(date: &str, start: &str, end: &str, place: &str) -> Meeting {
    Meeting {
        meeting_id: String::new(),
        document_id: String::new(),
        meeting_index: 1,
        ambito: None,
        body: some("Tavolo Anziani"),
        body_kind: None,
        number: None,
        date: parse_iso(date),
        date_raw: None,
        start_time: some(start),
        end_time: some(end),
        duration_minutes: None,
        place: some(place),
        call: None,
        session_kind: None,
        chair: None,
        secretary: None,
        is_excerpt: false,
        chair_person_id: None,
        secretary_person_id: None,
        stated_present: None,
        stated_absent: None,
        roll_check: RollCheck::NotStated,
        quorum_stated: None,
        eligible_seats: None,
        quorum_by_heads: None,
        quorum_by_weight: None,
        quorum_by_population: None,
        presence_scope: PresenceScope::Full,
        duplicate_of: None,
        evidence: evidence(Confidence::High),
    }
}

fn seat(name: &str, organisation: &str, status: AttendanceStatus) -> Attendance {
    Attendance {
        attendance_id: String::new(),
        document_id: String::new(),
        meeting_id: String::new(),
        seat_id: String::new(),
        row_number: 1,
        person_id: None,
        name: some(name),
        name_raw: some(name),
        honorific: None,
        role: None,
        organisation_id: None,
        organisation: some(organisation),
        organisation_raw: some(organisation),
        status,
        mode: Mode::Unstated,
        capacity: Capacity::Unstated,
        is_chair: false,
        is_secretary: false,
        is_voting: None,
        basis: Basis::Explicit,
        status_raw: None,
        represents: None,
        represented_by: None,
        represents_person_id: None,
        represented_by_person_id: None,
        arrived_at: None,
        left_at: None,
        evidence: evidence(Confidence::Medium),
    }
}

fn item(number: &str, title: &str, outcome: Outcome) -> AgendaItem {
    AgendaItem {
        agenda_item_id: format!("item {number}"),
        document_id: String::new(),
        meeting_id: String::new(),
        parent_id: None,
        agenda_part: "main".to_owned(),
        number: some(number),
        path: number.to_owned(),
        title: title.to_owned(),
        title_in_discussion: None,
        outcome,
        outcome_raw: None,
        deferred_to: None,
        taken_up_in: None,
        evidence: evidence(Confidence::High),
    }
}

fn decision(id: &str, text: &str, raw: &str, date: &str) -> Decision {
    Decision {
        decision_id: id.to_owned(),
        document_id: String::new(),
        meeting_id: String::new(),
        parent_id: None,
        agenda_item_id: None,
        code: None,
        kind: DecisionKind::Decision,
        source: DecisionSource::Table,
        same_as: None,
        text: text.to_owned(),
        vote_outcome: None,
        votes_for: None,
        votes_against: None,
        votes_abstained: None,
        deadline_kind: None,
        deadline_raw: some(raw),
        deadline_date: parse_iso(date),
        deadline_precision: None,
        deadline_basis: None,
        is_complete: true,
        evidence: evidence(Confidence::Medium),
    }
}

fn owner(
    decision_id: &str,
    owner_number: u32,
    owner: &str,
    owner_kind: OwnerKind,
) -> DecisionOwner {
    DecisionOwner {
        decision_owner_id: String::new(),
        document_id: String::new(),
        meeting_id: String::new(),
        decision_id: decision_id.to_owned(),
        owner_number,
        owner_raw: owner.to_owned(),
        owner: owner.to_owned(),
        owner_kind,
        person_id: None,
        organisation_id: None,
        part: OwnerPart::Lead,
        evidence: evidence(Confidence::Medium),
    }
}

fn file(path: &str, document_id: Option<&str>) -> FileRecord {
    FileRecord {
        file_id: path.to_owned(),
        path: path.to_owned(),
        file_name: path.rsplit('/').next().unwrap().to_owned(),
        byte_size: Some(1),
        status: if document_id.is_some() { FileStatus::Read } else { FileStatus::Unreadable },
        reason: None,
        document_id: document_id.map(str::to_owned),
    }
}

/// Judges one document against one record.
fn judge(facts: &Facts, json: &str) -> Evaluation {
    let stem = facts.document.file_name.rsplit_once('.').unwrap().0;
    let gold = parse_gold(stem, json).unwrap();
    let result = evaluate(std::slice::from_ref(facts), &[], &[gold]);
    assert_eq!(result.documents.len(), 1);
    result
}

/// Right, extra and missing of a field in the only document.
fn counts(result: &Evaluation, field: Field) -> (u32, u32, u32) {
    let counts = result.documents[0].fields.of(field);
    (counts.right, counts.extra, counts.missing)
}
