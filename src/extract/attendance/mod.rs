//! The roll: who was there, who was not, in what capacity and from when to when.
//!
//! In: a [`Scene`]. Out: rows of `attendance` and `attendance_events` with their evidence in the
//! ledger, and what the roll claims of itself. Who is meant over many documents is not decided
//! here.
//!
//! Stages: blocks of names and marks ([`columns`]) -> sections, tables and sentences in the
//! order of the text ([`walk`]) -> totals -> the same people once ([`people`]) -> events ->
//! rows ([`write`]).
//!
//! Invariant: absence is a statement found in the text; every line of a roll is read or remarked.

mod coded;
mod columns;
mod entries;
mod events;
mod footnotes;
mod forms;
mod headers;
mod labels;
mod layout;
mod lines;
mod offices;
mod people;
mod plain;
mod prose;
mod rows;
mod seat;
mod silent;
mod slots;
mod sources;
#[cfg(test)]
mod tests;
mod tokens;
mod totals;
mod walk;
mod write;

use std::collections::BTreeSet;

use super::ledger::Ledger;
use super::scene::Scene;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    Attendance, AttendanceEvent, AttendanceStatus, Confidence, PresenceScope, RollCheck, Span,
};
use crate::rules::SectionKind;
use seat::Seat;

/// Somebody named for an office of the meeting: name, place, rule.
pub(super) type Officer = (String, Span, String);

/// What the roll of one meeting says.
#[derive(Debug)]
pub(super) struct Roll {
    /// Its rows, in the order of the text.
    pub(super) attendance: Vec<Attendance>,
    /// Arrivals, departures and calls.
    pub(super) events: Vec<AttendanceEvent>,
    /// How much of the membership it shows.
    pub(super) scope: PresenceScope,
    /// How it agrees with the totals.
    pub(super) check: RollCheck,
    /// The stated number of those present.
    pub(super) stated_present: Option<i32>,
    /// The stated number of those absent.
    pub(super) stated_absent: Option<i32>,
    /// Who chaired.
    pub(super) chair: Option<Officer>,
    /// Who kept the minutes.
    pub(super) secretary: Option<Officer>,
}

/// Reads the roll of a scene.
pub(super) fn read(scene: &Scene<'_>, ledger: &mut Ledger<'_>) -> Roll {
    let mut walk = walk::Walk::new(scene);
    walk.run();
    let walk::Found { mut seats, lines, owed, totals, scope, blanks, undecided, is_full, reader } =
        walk.finish();
    let mut lines = lines;
    lines.extend(footnotes::apply(scene, &reader, &mut seats));
    totals::decide_blanks(&mut seats, &blanks, &totals);
    totals::decide_all(&mut seats, &totals);
    if undecided.is_empty() && blanks.is_empty() {
        listed(&mut seats);
    }
    for (span, words) in undecided {
        let is_decided =
            seats.iter().all(|seat| seat.status.is_some() || !span.overlaps(seat.span));
        if !is_decided {
            let message = format!("the marks of a row do not tell a status: {words}");
            ledger.remark(Diagnostic::new(Code::StatusUndecided, message).at(span));
        }
    }
    seats.sort_by_key(|seat| seat.span);
    let mut remarks = Vec::new();
    let mut seats = people::joined(seats, &mut remarks);
    people::with_stand_ins(scene, &mut seats);
    people::with_represented(scene, &mut seats);
    for remark in remarks {
        ledger.remark(remark);
    }
    let check = totals::check(&seats, &totals);
    let mut events = events::late(&seats);
    for (block, placed) in scene.outline.blocks.iter().zip(&scene.placed) {
        let is_told = !matches!(
            placed.kind,
            SectionKind::Ignored | SectionKind::Annex | SectionKind::NextAgenda
        );
        if is_told && block.rows.is_empty() {
            for text in events::texts(&reader, block) {
                events.extend(events::read(&reader, &text, &mut seats));
            }
        }
    }
    if let Some((message, span)) = check.1 {
        ledger.remark(Diagnostic::new(Code::RollMismatch, message).at(span));
    }
    account(scene, ledger, &owed, &lines);
    let scope = scope_of(&seats, scope, is_full);
    if seats.iter().all(|seat| seat.is_officer) && scope != PresenceScope::NotInText {
        ledger.remark(Diagnostic::new(Code::RollMissing, "no roll was found"));
    }
    let officer = |is_it: fn(&Seat) -> bool| {
        let seat = seats.iter().find(|seat| is_it(seat) && seat.name.is_some())?;
        Some((seat.name.as_ref()?.name.clone(), seat.span, seat.rule.clone()))
    };
    let (chair, secretary) = (officer(|seat| seat.is_chair), officer(|seat| seat.is_secretary));
    let (attendance, events) = write::rows(scene, ledger, &seats, &events);
    Roll {
        attendance,
        events,
        scope,
        check: check.0,
        stated_present: totals.present.and_then(|total| total.value),
        stated_absent: totals.absent.and_then(|total| total.value),
        chair,
        secretary,
    }
}

/// People on lists whose heading says of all of them what no entry says of itself: "Attendance"
/// over names alone. It holds where not one entry of the list tells whether somebody came.
fn listed(seats: &mut [Seat]) {
    let heads: BTreeSet<Span> =
        seats.iter().filter_map(|seat| Some(seat.otherwise.as_ref()?.cited.span)).collect();
    for head in heads {
        let is_of =
            |seat: &Seat| seat.otherwise.as_ref().is_some_and(|stated| stated.cited.span == head);
        // "Connected", "from 10:45": how somebody took part says nothing against the others.
        let is_told = |seat: &Seat| {
            let is_some = seat.mode.is_some() || seat.arrived_at.is_some();
            seat.status.is_some() && (!is_some || seat.value() != AttendanceStatus::Present)
        };
        if seats.iter().any(|seat| is_of(seat) && is_told(seat)) {
            continue;
        }
        for seat in seats.iter_mut().filter(|seat| is_of(seat) && seat.status.is_none()) {
            seat.status.clone_from(&seat.otherwise);
            seat.confidence = Confidence::Low;
        }
    }
}

/// Tells the ledger which lines of the roll were read, and remarks those that were not.
fn account(scene: &Scene<'_>, ledger: &mut Ledger<'_>, owed: &[usize], read: &[usize]) {
    for line in owed {
        ledger.expect_line(*line);
    }
    for line in read {
        ledger.account_line(*line);
    }
    for line in owed.iter().filter(|line| !read.contains(line)) {
        let span = scene.document.lines[*line].span;
        let words = scene.document.text[span.start..span.end].trim().to_owned();
        let message = format!("a line of the roll was not read: {words}");
        ledger.remark(Diagnostic::new(Code::RollLineUnread, message).at(span));
    }
}

/// How much of the membership the seats show.
fn scope_of(seats: &[Seat], stated: Option<PresenceScope>, is_full: bool) -> PresenceScope {
    let members: Vec<&Seat> = seats.iter().filter(|seat| totals::counts(seat)).collect();
    if members.is_empty() {
        return match stated {
            Some(scope) => scope,
            None if seats.is_empty() || seats.iter().all(|seat| seat.is_officer) => {
                PresenceScope::NotInText
            }
            None => PresenceScope::PresentOnly,
        };
    }
    if stated == Some(PresenceScope::Complement) {
        return PresenceScope::Complement;
    }
    if members.iter().all(|seat| seat.name.is_none()) {
        return PresenceScope::OrganisationsOnly;
    }
    let present = members.iter().any(|seat| seat.is_present());
    let absent = members.iter().any(|seat| seat.is_absent());
    match (present, absent) {
        _ if is_full => PresenceScope::Full,
        (true, true) | (false, false) => PresenceScope::Full,
        (true, false) => PresenceScope::PresentOnly,
        (false, true) => PresenceScope::AbsentOnly,
    }
}
