//! Which rows of a roll speak of which seats.
//!
//! In: the rows of a meeting and the seats of its body on that day. Out: the seats of each row,
//! and of each seat whether it was filled. A row is of a seat where their persons fit or, where
//! the seat's person is somebody else or nobody is named, where their organisations are one; an
//! office names its comune too. Misprints are not enough: they are settled in `aliases.csv`.

use std::collections::BTreeMap;

use super::Seat;
use crate::model::{Attendance, AttendanceStatus, Capacity};
use crate::resolve::name::{Fit, Name};
use crate::resolve::organisations::{Identity, identity};
use crate::resolve::registry::{AliasKind, Registry};
use crate::resolve::words::{Words, plain};

/// What a roll tells of a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filled {
    /// The holder or a delegate was there.
    Yes,
    /// Somebody of the seat is on the roll, and nobody was there.
    No,
    /// The roll does not name it, or not its status.
    Unknown,
}

/// The rows of a roll beside the seats of the body.
pub(super) struct Matched {
    /// Seats of each row, by position; none where no seat or no single one fits.
    pub(super) seats_of: Vec<Vec<usize>>,
    /// Each seat by what the roll tells of it.
    pub(super) filled: Vec<Filled>,
    /// Seats of which a row speaks.
    pub(super) is_named: Vec<bool>,
}

/// Whether a row holds no seat by right.
pub(super) fn is_outside(row: &Attendance) -> bool {
    matches!(row.capacity, Capacity::Guest | Capacity::Observer | Capacity::Staff)
}

/// Whether a row tells of somebody missing.
pub(super) fn is_absent(row: &Attendance) -> bool {
    !matches!(row.status, AttendanceStatus::Present | AttendanceStatus::Unknown)
}

/// Compares the rows of a meeting with its seats.
pub(super) fn compare(
    rows: &[&Attendance],
    ambito: Option<&str>,
    seats: &[&Seat<'_>],
    words: &Words,
    registry: &Registry,
) -> Matched {
    let mut seats_of: Vec<Vec<usize>> = Vec::with_capacity(rows.len());
    let mut taken = vec![false; seats.len()];
    for row in rows {
        let found = if is_outside(row) {
            Vec::new()
        } else {
            of_row(row, ambito, seats, &taken, words, registry)
        };
        for seat in &found {
            taken[*seat] = true;
        }
        seats_of.push(found);
    }
    // Who stands in and who is stood in for share a seat, whichever of them the registry knows.
    let mut shared: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (row, seats) in rows.iter().zip(&seats_of) {
        shared.entry(&row.seat_id).or_default().extend(seats);
    }
    let (mut filled, mut is_named) = (vec![Filled::Unknown; seats.len()], vec![false; seats.len()]);
    for (row, own) in rows.iter().zip(&mut seats_of).filter(|(row, _)| !is_outside(row)) {
        if own.is_empty() {
            own.clone_from(&shared[row.seat_id.as_str()]);
        }
        for seat in own.iter().copied() {
            is_named[seat] = true;
            if row.status == AttendanceStatus::Present {
                filled[seat] = Filled::Yes;
            } else if is_absent(row) && filled[seat] == Filled::Unknown {
                filled[seat] = Filled::No;
            }
        }
    }
    Matched { seats_of, filled, is_named }
}

/// The seats that a row speaks of.
fn of_row(
    row: &Attendance,
    ambito: Option<&str>,
    seats: &[&Seat<'_>],
    taken: &[bool],
    words: &Words,
    registry: &Registry,
) -> Vec<usize> {
    let organisation = row.organisation.as_deref();
    let own = organisation.map(|written| identity(written, ambito, words, registry));
    let name = row.name.as_deref().and_then(|written| {
        let alias = registry.alias(AliasKind::Person, ambito, organisation, written);
        Name::parse(alias.as_deref().unwrap_or(written), words)
    });
    let role = row.role.as_deref().map(|role| format!(" {} ", plain(role)));
    let is_of_organisation = |seat: &Seat<'_>| match (&own, &seat.organisation, &role) {
        (Some(own), Some(other), _) => own == other,
        (None, Some(Identity::Comune(comune)), Some(role)) => role.contains(&format!(" {comune} ")),
        _ => false,
    };
    let is_of_person = |seat: &Seat<'_>| match (&name, &seat.person) {
        (Some(name), Some(person)) => {
            let fit = name.fits(person, words).or_else(|| person.fits(name, words));
            fit.is_some_and(|(fit, _)| fit != Fit::Near)
        }
        _ => false,
    };
    let all = |is_it: &dyn Fn(&Seat<'_>) -> bool| -> Vec<usize> {
        (0..seats.len()).filter(|at| is_it(seats[*at])).collect()
    };
    let both = all(&|seat| is_of_person(seat) && is_of_organisation(seat));
    if let [one] = both.as_slice() {
        return vec![*one];
    }
    // A person of another organisation is a homonym.
    let contradicts =
        |seat: &Seat<'_>| own.is_some() && seat.organisation.is_some() && !is_of_organisation(seat);
    let persons = all(&|seat| is_of_person(seat) && !contradicts(seat));
    match persons.as_slice() {
        [one] => return vec![*one],
        [_, _, ..] => return Vec::new(),
        [] => {}
    }
    let of_organisation = all(&is_of_organisation);
    if name.is_none() || of_organisation.len() < 2 {
        return of_organisation;
    }
    // Of several seats of one organisation, a name that no row of the registry has takes one of
    // which the registry knows no person.
    let free = |at: &usize| !taken[*at] && seats[*at].person.is_none();
    of_organisation.into_iter().find(free).into_iter().collect()
}
