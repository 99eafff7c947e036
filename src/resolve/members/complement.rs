//! "All but ...": the seats that a list of exceptions leaves, as rows of the roll.
//!
//! In: a meeting whose text says that all were there but some, and the seats of its body on that
//! day. Out: a row for each seat that no row names: present by complement, with low confidence,
//! its rule telling that it comes from the registry, its place being the words of the text.
//!
//! Where somebody who is named as missing has no seat that the registry knows, nobody is added:
//! a member written otherwise would be told to be present. Where comuni alone are excepted, the
//! words speak of comuni alone, and other seats stay open.

use super::Seat;
use super::matching::{Matched, compare, is_absent, is_outside};
use crate::diagnostic::Code;
use crate::model::{
    Attendance, AttendanceStatus, Basis, Capacity, Confidence, Evidence, EvidencePart, Facts, Mode,
    Place, PresenceScope, content_hash,
};
use crate::resolve::organisations::Identity;
use crate::resolve::outcome::Remark;
use crate::resolve::registry::Registry;
use crate::resolve::words::Words;

/// What stands in the column `rule` of rows that come from `members.csv`.
const RULE: &str = "registry/members";

/// Adds the rows of a meeting.
pub(super) fn fill(
    document: &mut Facts,
    at: usize,
    seats: &[&Seat<'_>],
    words: &Words,
    registry: &Registry,
    remarks: &mut Vec<Remark>,
) {
    let meeting = &document.meetings[at];
    if meeting.presence_scope != PresenceScope::Complement {
        return;
    }
    let (meeting_id, ambito) = (meeting.meeting_id.clone(), meeting.ambito.clone());
    let rows: Vec<&Attendance> =
        document.attendance.iter().filter(|row| row.meeting_id == meeting_id).collect();
    let matched = compare(&rows, ambito.as_deref(), seats, words, registry);
    let exception = rows.iter().find(|row| row.basis == Basis::ByComplement);
    let mut tell = |code, message, place: Option<Place>| {
        remarks.push(Remark {
            document_id: document.document.document_id.clone(),
            meeting_id: Some(meeting_id.clone()),
            code,
            message,
            place,
        });
    };
    let Some(exception) = exception else {
        let message = "all were there but some, who were not read: nobody was added to the roll";
        tell(Code::MemberUnknown, message.to_owned(), None);
        return;
    };
    let strangers: Vec<&&Attendance> = rows
        .iter()
        .zip(&matched.seats_of)
        .filter(|(row, own)| is_absent(row) && !is_outside(row) && own.is_empty())
        .map(|(row, _)| row)
        .collect();
    if let Some(first) = strangers.first() {
        let names: Vec<&str> = strangers.iter().map(|row| written(row)).collect();
        let message = format!(
            "{} is named as missing and has no seat in members.csv: nobody was added to the roll",
            names.join(", ")
        );
        tell(Code::MemberUnknown, message, Some(first.evidence.place.clone()));
        return;
    }
    let open: Vec<usize> = (0..seats.len()).filter(|seat| !matched.is_named[*seat]).collect();
    let are_comuni = excepted(&rows, &matched, seats).all(is_comune);
    let (added, left): (Vec<usize>, Vec<usize>) =
        open.into_iter().partition(|seat| !are_comuni || is_comune(seats[*seat]));
    if added.is_empty() {
        return;
    }
    let proof = document.evidence.iter().find(|part| {
        part.table == "attendance"
            && part.column == "status"
            && part.row_id == exception.attendance_id
    });
    let (place, rule) = match proof {
        Some(part) => (part.place.clone(), part.rule.clone()),
        None => (exception.evidence.place.clone(), exception.evidence.rule.clone()),
    };
    let mut message = format!(
        "{} of {} seats were taken from members.csv as present: the text \
        says that all were there but some",
        added.len(),
        seats.len()
    );
    if !left.is_empty() {
        let names: Vec<&str> = left.iter().map(|seat| seats[*seat].name()).collect();
        message = format!(
            "{message}; the exceptions are comuni, and nothing is known of {}",
            names.join(", ")
        );
    }
    tell(Code::RollFromRegistry, message, Some(place.clone()));
    let last = rows.iter().map(|row| row.row_number).max().unwrap_or_default();
    let status_raw = exception.status_raw.clone();
    for (number, seat) in (last + 1..).zip(added) {
        let row = row(document, &meeting_id, seats[seat], number, &place, status_raw.clone());
        document.evidence.push(EvidencePart {
            evidence_id: content_hash(format!("evidence\0{}", row.attendance_id).as_bytes()),
            table: "attendance".to_owned(),
            row_id: row.attendance_id.clone(),
            column: "status".to_owned(),
            part: 0,
            place: place.clone(),
            rule: rule.clone(),
        });
        document.attendance.push(row);
    }
}

/// The seats of those who are named as missing.
fn excepted<'x, 'a>(
    rows: &'x [&Attendance],
    matched: &'x Matched,
    seats: &'x [&'x Seat<'a>],
) -> impl Iterator<Item = &'x Seat<'a>> {
    let missing = rows.iter().zip(&matched.seats_of).filter(|(row, _)| is_absent(row));
    missing.flat_map(|(_, own)| own.iter().map(|seat| seats[*seat]))
}

fn is_comune(seat: &Seat<'_>) -> bool {
    matches!(seat.organisation, Some(Identity::Comune(_)))
}

fn written(row: &Attendance) -> &str {
    row.name.as_deref().or(row.organisation.as_deref()).unwrap_or(&row.evidence.place.quote)
}

fn row(
    document: &Facts,
    meeting_id: &str,
    seat: &Seat<'_>,
    row_number: u32,
    place: &Place,
    status_raw: Option<String>,
) -> Attendance {
    let member = seat.member;
    let told = |value: &Option<String>| value.clone().unwrap_or_default();
    // Equal rows of the registry are seats of their own, counted from the first.
    let made_of = format!(
        "member\0{meeting_id}\0{}\0{}\0{}",
        told(&member.organisation),
        told(&member.person),
        told(&member.role)
    );
    let taken = |id: &str| document.attendance.iter().any(|row| row.attendance_id == id);
    let mut keys =
        (0_u32..).map(|ordinal| content_hash(format!("{made_of}\0{ordinal}").as_bytes()));
    let key = keys.find(|key| !taken(key)).unwrap_or_default();
    Attendance {
        attendance_id: key.clone(),
        document_id: document.document.document_id.clone(),
        meeting_id: meeting_id.to_owned(),
        seat_id: key,
        row_number,
        person_id: None,
        name: member.person.clone(),
        name_raw: None,
        honorific: None,
        role: member.role.clone(),
        organisation_id: None,
        organisation: member.organisation.clone(),
        organisation_raw: None,
        status: AttendanceStatus::Present,
        mode: Mode::Unstated,
        capacity: Capacity::Member,
        is_chair: false,
        is_secretary: false,
        is_voting: None,
        basis: Basis::ByComplement,
        status_raw,
        represents: None,
        represented_by: None,
        represents_person_id: None,
        represented_by_person_id: None,
        arrived_at: None,
        left_at: None,
        evidence: Evidence {
            place: place.clone(),
            rule: RULE.to_owned(),
            confidence: Confidence::Low,
        },
    }
}
