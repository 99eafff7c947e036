//! What resolution found, put into the facts.
//!
//! In: the facts of a document, and outcomes whose values are named by row. Out: the same facts
//! with people, organisations, doubles, days and links filled in, and the remarks as rows of
//! diagnostics. Each document is asked of its own scopes alone, so that the size of the archive
//! does not matter.

use std::collections::BTreeMap;

use super::outcome::{Outcome, Remark};
use crate::model::{DeadlineBasis, DiagnosticRecord, Facts, Precision, content_hash};

/// Puts the outcomes of the scopes that a document's meetings are of, and remarks on the
/// document, into its facts.
pub fn apply(document: &mut Facts, outcomes: &[&Outcome], remarks: Vec<&Remark>) {
    let value = |values: fn(&Outcome) -> &BTreeMap<String, String>, id: &str| {
        outcomes.iter().find_map(|outcome| values(outcome).get(id)).cloned()
    };
    for meeting in &mut document.meetings {
        let id = &meeting.meeting_id;
        meeting.duplicate_of = value(|outcome| &outcome.duplicate_of, id);
        meeting.chair_person_id = value(|outcome| &outcome.chair_of, id);
        meeting.secretary_person_id = value(|outcome| &outcome.secretary_of, id);
    }
    for row in &mut document.attendance {
        let id = &row.attendance_id;
        row.person_id = value(|outcome| &outcome.person_of, id);
        row.organisation_id = value(|outcome| &outcome.organisation_of, id);
        row.represents_person_id = value(|outcome| &outcome.represents_of, id);
        row.represented_by_person_id = value(|outcome| &outcome.represented_by_of, id);
    }
    for row in &mut document.decision_owners {
        row.person_id = value(|outcome| &outcome.person_of, &row.decision_owner_id);
        row.organisation_id = value(|outcome| &outcome.organisation_of, &row.decision_owner_id);
    }
    for row in &mut document.agenda_items {
        row.taken_up_in = value(|outcome| &outcome.taken_up_in, &row.agenda_item_id);
    }
    for row in &mut document.decisions {
        if let Some(primary) = value(|outcome| &outcome.same_as, &row.decision_id) {
            row.same_as = Some(primary);
        }
    }
    for row in &mut document.deadlines {
        let found = outcomes.iter().find_map(|outcome| outcome.date_of.get(&row.deadline_id));
        let Some(day) = found else { continue };
        row.date = Some(*day);
        row.precision = Some(Precision::Day);
        row.basis = Some(DeadlineBasis::Resolved);
        if row.deadline_number == 1
            && let Some(decision) = document
                .decisions
                .iter_mut()
                .find(|decision| decision.decision_id == row.decision_id)
        {
            decision.deadline_date = row.date;
            decision.deadline_precision = row.precision;
            decision.deadline_basis = row.basis;
        }
    }
    document.diagnostics.extend(records(remarks));
}

/// Remarks on one document as rows, in an order that their finding does not decide.
fn records(mut remarks: Vec<&Remark>) -> Vec<DiagnosticRecord> {
    remarks.sort_by_key(|remark| (&remark.meeting_id, remark.code, &remark.message));
    remarks.dedup();
    remarks
        .into_iter()
        .map(|remark| {
            let meeting = remark.meeting_id.as_deref().unwrap_or_default();
            let made_of = format!(
                "resolved\0{}\0{meeting}\0{}\0{}",
                remark.document_id,
                remark.code.word(),
                remark.message
            );
            DiagnosticRecord {
                diagnostic_id: content_hash(made_of.as_bytes()),
                document_id: Some(remark.document_id.clone()),
                meeting_id: remark.meeting_id.clone(),
                severity: remark.code.severity().word().to_owned(),
                code: remark.code.word().to_owned(),
                message: remark.message.clone(),
                hint: remark.code.hint().to_owned(),
                place: remark.place.clone(),
                rule: None,
            }
        })
        .collect()
}
