//! What resolution found, put into the facts.
//!
//! In: facts, and an outcome whose values are named by row. Out: the same facts with people,
//! organisations, doubles, days and links filled in, and the remarks as rows of diagnostics.

use std::collections::BTreeMap;

use super::outcome::{Outcome, Remark};
use crate::model::{DeadlineBasis, DiagnosticRecord, Facts, Precision, content_hash};

/// Puts an outcome into the facts.
pub fn apply(facts: &mut [Facts], outcome: &Outcome) {
    let mut remarks: BTreeMap<&str, Vec<&Remark>> = BTreeMap::new();
    for remark in &outcome.remarks {
        remarks.entry(&remark.document_id).or_default().push(remark);
    }
    for document in facts {
        for meeting in &mut document.meetings {
            let id = &meeting.meeting_id;
            meeting.duplicate_of = outcome.duplicate_of.get(id).cloned();
            meeting.chair_person_id = outcome.chair_of.get(id).cloned();
            meeting.secretary_person_id = outcome.secretary_of.get(id).cloned();
        }
        for row in &mut document.attendance {
            row.person_id = outcome.person_of.get(&row.attendance_id).cloned();
            row.organisation_id = outcome.organisation_of.get(&row.attendance_id).cloned();
            row.represents_person_id = outcome.represents_of.get(&row.attendance_id).cloned();
            row.represented_by_person_id =
                outcome.represented_by_of.get(&row.attendance_id).cloned();
        }
        for row in &mut document.decision_owners {
            row.person_id = outcome.person_of.get(&row.decision_owner_id).cloned();
            row.organisation_id = outcome.organisation_of.get(&row.decision_owner_id).cloned();
        }
        for row in &mut document.agenda_items {
            row.taken_up_in = outcome.taken_up_in.get(&row.agenda_item_id).cloned();
        }
        for row in &mut document.decisions {
            if let Some(primary) = outcome.same_as.get(&row.decision_id) {
                row.same_as = Some(primary.clone());
            }
        }
        for row in &mut document.deadlines {
            let Some(day) = outcome.date_of.get(&row.deadline_id) else { continue };
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
        let told = remarks.remove(document.document.document_id.as_str()).unwrap_or_default();
        document.diagnostics.extend(records(told));
    }
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
