//! Seats to rows, with keys and evidence.
//!
//! In: seats in reading order and events. Out: rows of `attendance` and `attendance_events`;
//! the places of all other cells go to the ledger.
//!
//! Invariant: the main place of a row is its name; of a row without one, its organisation.

use super::events::Event;
use super::seat::{Cited, Seat};
use crate::diagnostic::{Code, Diagnostic};
use crate::extract::ledger::Ledger;
use crate::extract::scene::Scene;
use crate::model::{Attendance, AttendanceEvent, AttendanceStatus, Capacity, Confidence, Mode};

const TABLE: &str = "attendance";

/// Writes the rows; gives them with the events.
pub(super) fn rows(
    scene: &Scene<'_>,
    ledger: &mut Ledger<'_>,
    seats: &[Seat],
    events: &[Event],
) -> (Vec<Attendance>, Vec<AttendanceEvent>) {
    let mut attendance: Vec<Attendance> = Vec::new();
    for (place, seat) in seats.iter().enumerate() {
        let evidence = ledger.evidence(seat.span, &seat.rule, seat.confidence);
        let id = ledger.key(TABLE, evidence.place.char_start);
        let seat_id = seat
            .shares
            .filter(|first| *first < place)
            .map_or_else(|| id.clone(), |first| attendance[first].seat_id.clone());
        prove(ledger, &id, seat);
        let text = |cited: &Option<Cited>| {
            cited.as_ref().map(|cited| cited.text.clone()).filter(|text| !text.is_empty())
        };
        let status = seat.value();
        if status == AttendanceStatus::Unknown && seat.status.is_none() {
            let who = &evidence.place.quote;
            let message = format!("nothing says whether '{who}' was there");
            ledger.remark(
                Diagnostic::new(Code::StatusUndecided, message).at(seat.span).rule(&seat.rule),
            );
        }
        let quote = evidence.place.quote.split_whitespace().collect::<Vec<_>>().join(" ");
        let capacity = seat.capacity.as_ref().map_or(Capacity::Unstated, |(capacity, _)| *capacity);
        attendance.push(Attendance {
            attendance_id: id,
            document_id: ledger.document_id.clone(),
            meeting_id: scene.meeting_id.clone(),
            seat_id,
            row_number: u32::try_from(place + 1).unwrap_or(u32::MAX),
            person_id: None,
            name: seat.name.as_ref().map(|name| name.name.clone()),
            name_raw: seat.name.as_ref().map(|_| quote),
            honorific: seat.name.as_ref().and_then(|name| name.honorific.clone()),
            role: text(&seat.role),
            organisation_id: None,
            organisation: text(&seat.organisation),
            organisation_raw: text(&seat.organisation),
            status,
            mode: seat
                .mode
                .as_ref()
                .filter(|_| seat.is_present())
                .map_or(Mode::Unstated, |(mode, _)| *mode),
            capacity,
            is_chair: seat.is_chair,
            is_secretary: seat.is_secretary,
            is_voting: matches!(capacity, Capacity::Guest | Capacity::Observer | Capacity::Staff)
                .then_some(false),
            basis: seat.basis,
            status_raw: seat
                .status
                .as_ref()
                .map(|stated| stated.cited.text.clone())
                .filter(|text| !text.is_empty()),
            represents: text(&seat.represents),
            represented_by: text(&seat.represented_by),
            represents_person_id: None,
            represented_by_person_id: None,
            arrived_at: text(&seat.arrived_at),
            left_at: text(&seat.left_at),
            evidence,
        });
    }
    let mut rows = Vec::new();
    for event in events {
        let evidence = ledger.evidence(event.span, &event.rule, Confidence::Medium);
        rows.push(AttendanceEvent {
            attendance_event_id: ledger.key("attendance_events", evidence.place.char_start),
            document_id: ledger.document_id.clone(),
            meeting_id: scene.meeting_id.clone(),
            kind: event.kind,
            time: event.time.clone(),
            agenda_item_id: None,
            attendance_id: event.seat.map(|place| attendance[place].attendance_id.clone()),
            call_number: event.call_number,
            present_count: event.present_count,
            evidence,
        });
    }
    (attendance, rows)
}

fn prove(ledger: &mut Ledger<'_>, id: &str, seat: &Seat) {
    let mut say = |column: &str, cited: &Cited| {
        ledger.prove(TABLE, id, column, cited.span, &cited.rule);
    };
    if let Some(stated) = &seat.status {
        say("status", &stated.cited);
    }
    for (column, cited) in &seat.proofs {
        say(column, cited);
    }
    let fields = [
        ("organisation", &seat.organisation),
        ("role", &seat.role),
        ("represents", &seat.represents),
        ("represented_by", &seat.represented_by),
        ("arrived_at", &seat.arrived_at),
        ("left_at", &seat.left_at),
    ];
    for (column, cited) in fields {
        if let Some(cited) = cited {
            say(column, cited);
        }
    }
    if let Some((_, cited)) = &seat.mode {
        say("mode", cited);
    }
    if let Some((_, cited)) = &seat.capacity {
        say("capacity", cited);
    }
}
