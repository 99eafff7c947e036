//! Drafts to rows: keys, places, further evidence.

use super::super::agenda::Agenda;
use super::super::ledger::Ledger;
use super::super::scene::Scene;
use super::Decisions;
use super::draft::Draft;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Deadline, DeadlineKind, Decision, DecisionOwner, OwnerKind};

/// Writes drafts down, in the order of their places.
pub(super) fn write(
    scene: &Scene<'_>,
    ledger: &mut Ledger<'_>,
    agenda: &Agenda,
    drafts: &[Draft],
) -> Decisions {
    let mut written = Decisions::default();
    let mut keys = Vec::new();
    let mut evidence = Vec::new();
    for draft in drafts {
        let proof = ledger.evidence(draft.text.whole(), &draft.rule, draft.confidence);
        keys.push(ledger.key("decisions", proof.place.char_start));
        evidence.push(proof);
    }
    for (at, (draft, proof)) in drafts.iter().zip(evidence).enumerate() {
        let key = keys[at].clone();
        remark(ledger, draft);
        owners(scene, ledger, draft, &key, &mut written);
        deadlines(scene, ledger, draft, &key, &mut written);
        if let Some((_, span)) = &draft.code {
            ledger.prove("decisions", &key, "code", *span, &draft.rule);
        }
        if let Some(vote) = &draft.vote {
            ledger.prove("decisions", &key, "vote_outcome", vote.span, &vote.rule);
        }
        let main = draft.deadlines.first();
        if let Some(main) = main {
            ledger.prove("decisions", &key, "deadline_raw", main.span, &main.rule);
        }
        let vote = draft.vote.as_ref();
        written.rows.push(Decision {
            decision_id: key,
            document_id: ledger.document_id.clone(),
            meeting_id: scene.meeting_id.clone(),
            parent_id: draft.parent.map(|parent| keys[parent].clone()),
            agenda_item_id: draft
                .item
                .and_then(|item| Some(agenda.items.get(item)?.agenda_item_id.clone())),
            code: draft.code.as_ref().map(|(code, _)| code.clone()),
            kind: draft.kind,
            source: draft.source,
            same_as: draft.same_as.map(|same| keys[same].clone()),
            text: draft.text.as_str().to_owned(),
            vote_outcome: vote.and_then(|vote| vote.outcome),
            votes_for: vote.and_then(|vote| vote.votes_for),
            votes_against: vote.and_then(|vote| vote.against),
            votes_abstained: vote.and_then(|vote| vote.abstained),
            deadline_kind: main.map(|main| main.kind),
            deadline_raw: main.map(|main| main.raw.clone()),
            deadline_date: main.and_then(|main| main.date),
            deadline_precision: main.and_then(|main| main.precision),
            deadline_basis: main.and_then(|main| main.basis),
            is_complete: draft.is_complete,
            evidence: proof,
        });
    }
    written
}

fn remark(ledger: &mut Ledger<'_>, draft: &Draft) {
    if !draft.is_complete {
        let message = format!("the sentence breaks off: \"{}\"", draft.text.as_str());
        ledger.remark(
            Diagnostic::new(Code::DecisionIncomplete, message)
                .at(draft.text.whole())
                .rule(&draft.rule),
        );
    }
    for owner in draft.owners.iter().filter(|owner| owner.kind == OwnerKind::Unknown) {
        let message = format!(
            "'{}' is neither a person nor a known organisation, body, role or group",
            owner.raw
        );
        ledger
            .remark(Diagnostic::new(Code::OwnerUnknown, message).at(owner.span).rule(&owner.rule));
    }
    for deadline in draft
        .deadlines
        .iter()
        .filter(|deadline| deadline.rule == draft.rule && deadline.kind == DeadlineKind::Vague)
    {
        let message = format!("no rule knows the term '{}'", deadline.raw);
        ledger.remark(
            Diagnostic::new(Code::DeadlineUnresolved, message)
                .at(deadline.span)
                .rule(&deadline.rule),
        );
    }
}

fn owners(
    scene: &Scene<'_>,
    ledger: &mut Ledger<'_>,
    draft: &Draft,
    decision: &str,
    written: &mut Decisions,
) {
    for (number, owner) in draft.owners.iter().enumerate() {
        let evidence = ledger.evidence(owner.span, &owner.rule, draft.confidence);
        written.owners.push(DecisionOwner {
            decision_owner_id: ledger.key("decision_owners", evidence.place.char_start),
            document_id: ledger.document_id.clone(),
            meeting_id: scene.meeting_id.clone(),
            decision_id: decision.to_owned(),
            owner_number: number as u32 + 1,
            owner_raw: owner.raw.clone(),
            owner: owner.name.clone(),
            owner_kind: owner.kind,
            person_id: None,
            organisation_id: None,
            part: owner.part,
            evidence,
        });
    }
}

fn deadlines(
    scene: &Scene<'_>,
    ledger: &mut Ledger<'_>,
    draft: &Draft,
    decision: &str,
    written: &mut Decisions,
) {
    for (number, deadline) in draft.deadlines.iter().enumerate() {
        let evidence = ledger.evidence(deadline.span, &deadline.rule, draft.confidence);
        let key = ledger.key("deadlines", evidence.place.char_start);
        if let Some(next) = scene
            .next
            .as_ref()
            .filter(|_| deadline.kind == DeadlineKind::NextMeeting && deadline.date.is_some())
        {
            ledger.prove("deadlines", &key, "date", next.span, &next.rule);
        }
        written.deadlines.push(Deadline {
            deadline_id: key,
            document_id: ledger.document_id.clone(),
            meeting_id: scene.meeting_id.clone(),
            decision_id: decision.to_owned(),
            deadline_number: number as u32 + 1,
            kind: deadline.kind,
            raw: deadline.raw.clone(),
            date: deadline.date,
            precision: deadline.precision,
            basis: deadline.basis,
            evidence,
        });
    }
}
