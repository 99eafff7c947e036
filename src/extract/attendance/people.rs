//! The same people on one roll: officers, stand-ins, and those who stand on it twice.
//!
//! In: seats in the order of the text. Out: the same seats with officers joined to the people
//! that they are, with seats of those who are stood in for, and with statuses that a later
//! statement overrules.
//!
//! Invariant: people are joined by their words alone, unordered, folded; nobody by a guess.

use std::collections::BTreeSet;

use super::seat::{Named, Seat, Stated};
use crate::diagnostic::{Code, Diagnostic};
use crate::extract::names::PersonName;
use crate::extract::scene::Scene;
use crate::extract::text::Text;
use crate::model::{AttendanceStatus, Capacity, Confidence};
use crate::rules::fold_key;

/// The folded words of a name.
pub(super) fn key(name: &str) -> BTreeSet<String> {
    name.split(|letter: char| !letter.is_alphanumeric() && letter != '\'')
        .filter(|word| word.chars().count() > 1)
        .map(|word| fold_key(word).replace('\'', ""))
        .collect()
}

/// The seat of a person: the same words, or all words of the shorter name.
pub(super) fn find(seats: &[Seat], name: &str) -> Option<usize> {
    let nick = |seat: &Seat| seat.name.as_ref().and_then(|name| name.nick.clone());
    if let Some(place) = seats.iter().position(|seat| nick(seat).as_deref() == Some(name)) {
        return Some(place);
    }
    let wanted = key(name);
    if wanted.is_empty() {
        return None;
    }
    let keys: Vec<BTreeSet<String>> = seats
        .iter()
        .map(|seat| seat.name.as_ref().map(|name| key(&name.name)).unwrap_or_default())
        .collect();
    if let Some(place) = keys.iter().position(|key| *key == wanted) {
        return Some(place);
    }
    let within: Vec<usize> = (0..keys.len())
        .filter(|place| {
            !keys[*place].is_empty()
                && (wanted.is_subset(&keys[*place])
                    || keys[*place].len() >= 2 && keys[*place].is_subset(&wanted))
        })
        .collect();
    // A surname that two people share names neither.
    (within.len() == 1).then(|| within[0])
}

/// The place of the one seat that is meant; none where several are.
fn only(seats: &[Seat], is_it: impl Fn(&Seat) -> bool) -> Option<usize> {
    let mut places = (0..seats.len()).filter(|place| is_it(&seats[*place]));
    let only = places.next()?;
    places.next().is_none().then_some(only)
}

/// The one seat whose only word is the last of a full name: a roll of surnames.
fn by_surname(seats: &[Seat], name: &str) -> Option<usize> {
    let last = key(name.split(' ').next_back()?);
    let is_it = |seat: &Seat| {
        seat.name.as_ref().is_some_and(|name| name.words == 1 && key(&name.name) == last)
    };
    only(seats, is_it)
}

/// The one seat that has the surname of a full name and the initial of its given name: "L. Guidi"
/// and "Leonardo Guidi".
fn by_initial(seats: &[Seat], name: &str) -> Option<usize> {
    let (given, surname) = name.split_once(' ')?;
    let first = given.chars().next()?;
    let is_it = |seat: &Seat| {
        let Some(printed) = seat.name.as_ref() else { return false };
        let mut words: Vec<&str> = printed.name.split(' ').collect();
        let is_initial = |word: &str| word.trim_end_matches('.').chars().eq([first]);
        let Some(at) = words.iter().position(|word| is_initial(word)) else { return false };
        words.remove(at);
        key(&words.join(" ")) == key(surname)
    };
    only(seats, is_it)
}

/// The one seat that has nothing but the first word of a full name, behind the same title or none:
/// "don Ugo" and "don Ugo Neri", "Lia" and "Lia Bianchi".
fn by_given_name(seats: &[Seat], officer: &Seat) -> Option<usize> {
    let full = officer.name.as_ref()?;
    let first = key(full.name.split(' ').next()?);
    let is_it = |seat: &Seat| {
        seat.name.as_ref().is_some_and(|name| {
            name.words == 1 && name.honorific == full.honorific && key(&name.name) == first
        })
    };
    only(seats, is_it)
}

/// Joins officers and repeated people to the seats that they hold already.
pub(super) fn joined(seats: Vec<Seat>, remarks: &mut Vec<Diagnostic>) -> Vec<Seat> {
    let (officers, members): (Vec<Seat>, Vec<Seat>) =
        seats.into_iter().partition(|seat| seat.is_officer);
    let mut out: Vec<Seat> = Vec::new();
    for seat in members {
        let same = seat.name.as_ref().and_then(|name| {
            if name.words < 2 {
                return find(&out, &name.name);
            }
            let wanted = key(&name.name);
            out.iter()
                .position(|known| known.name.as_ref().is_some_and(|name| key(&name.name) == wanted))
        });
        let fits = same.filter(|place| {
            let known = &out[*place];
            match (&known.organisation, &seat.organisation) {
                (Some(a), Some(b)) => fold_key(&a.text) == fold_key(&b.text),
                _ => true,
            }
        });
        match fits {
            Some(place) => merge(&mut out[place], seat, remarks),
            None => out.push(seat),
        }
    }
    for officer in officers {
        let name = officer.name.as_ref().map(|name| name.name.clone()).unwrap_or_default();
        let known = find(&out, &name).or_else(|| by_surname(&out, &name));
        let known = known.or_else(|| by_initial(&out, &name));
        match known.or_else(|| by_given_name(&out, &officer)) {
            Some(place) => {
                let known = &mut out[place];
                known.is_chair |= officer.is_chair;
                known.is_secretary |= officer.is_secretary;
                if known.name.as_ref().is_some_and(|name| name.words < 2) {
                    known.name.clone_from(&officer.name);
                }
                if known.role.is_none() {
                    known.role = officer.role;
                }
                if known.organisation.is_none() {
                    known.organisation = officer.organisation;
                }
            }
            None => out.push(officer),
        }
    }
    out
}

/// A person who stands on the roll twice: the later statement holds.
fn merge(known: &mut Seat, later: Seat, remarks: &mut Vec<Diagnostic>) {
    // Why somebody is absent says more, and nothing else.
    let says_why = known.value() == AttendanceStatus::Absent
        && later.value() == AttendanceStatus::AbsentJustified;
    let differs =
        later.status.is_some() && known.status.is_some() && known.value() != later.value();
    if differs && !says_why {
        let name = later.name.as_ref().map_or("", |name| name.name.as_str());
        let message = format!(
            "{name} stands on the roll as {} and as {}",
            crate::model::Word::word(known.value()),
            crate::model::Word::word(later.value())
        );
        remarks.push(Diagnostic::new(Code::StatusConflict, message).at(later.span));
    }
    if let Some(status) = later.status.filter(|_| differs || known.status.is_none()) {
        if let Some(before) = known.status.replace(status) {
            known.proofs.push(("status", before.cited));
        }
        known.basis = later.basis;
    }
    let Seat {
        organisation,
        role,
        mode,
        capacity,
        represents,
        represented_by,
        arrived_at,
        left_at,
        late,
        ..
    } = later;
    known.organisation = known.organisation.take().or(organisation);
    known.role = known.role.take().or(role);
    known.mode = known.mode.take().or(mode);
    known.capacity = known.capacity.take().or(capacity);
    known.represents = known.represents.take().or(represents);
    known.represented_by = known.represented_by.take().or(represented_by);
    known.arrived_at = known.arrived_at.take().or(arrived_at);
    known.left_at = known.left_at.take().or(left_at);
    known.late = known.late.take().or(late);
    known.is_chair |= later.is_chair;
    known.is_secretary |= later.is_secretary;
}

/// The person with a full name or an honorific in words beside a name.
fn full_name(scene: &Scene<'_>, words: &str) -> Option<PersonName> {
    let text = Text::loose(words);
    let names = scene.reader(&text);
    let is_full = |person: &PersonName| person.word_count >= 2 || person.honorific.is_some();
    words.char_indices().find_map(|(at, _)| names.person(at).filter(is_full))
}

/// Adds the seats of those who stood in and stand nowhere else on the roll.
pub(super) fn with_stand_ins(scene: &Scene<'_>, seats: &mut Vec<Seat>) {
    for place in 0..seats.len() {
        let holder = seats[place].name.as_ref().map(|name| name.name.clone());
        let (Some(other), Some(holder)) = (seats[place].represented_by.clone(), holder) else {
            continue;
        };
        let Some(person) = full_name(scene, &other.text).filter(|person| person.word_count >= 2)
        else {
            continue;
        };
        if find(seats, &person.name).is_some() {
            continue;
        }
        let mut seat = seats[place].clone();
        seat.name = Some(Named::of(&person, other.span));
        seat.role = None;
        seat.status = Some(Stated { status: AttendanceStatus::Present, cited: other.clone() });
        seat.capacity = Some((Capacity::Delegate, other.clone()));
        seat.represents = Some(super::seat::Cited { text: holder, ..other.clone() });
        seat.represented_by = None;
        seat.span = other.span;
        seat.rule = other.rule;
        seat.shares = Some(place);
        seat.confidence = Confidence::Medium;
        (seat.arrived_at, seat.left_at, seat.late) = (None, None, None);
        (seat.is_chair, seat.is_secretary, seat.proofs) = (false, false, Vec::new());
        seats.push(seat);
    }
}

/// Adds the seats of those who are stood in for, where they are named.
pub(super) fn with_represented(scene: &Scene<'_>, seats: &mut Vec<Seat>) {
    for place in 0..seats.len() {
        let stand_in = seats[place].name.as_ref().map(|name| name.name.clone());
        let (Some(represents), Some(stand_in)) = (seats[place].represents.clone(), stand_in) else {
            continue;
        };
        // A surname alone is enough for somebody whom the roll knows.
        let known = find(seats, &represents.text).filter(|other| *other != place);
        let person = full_name(scene, &represents.text);
        let named = person.as_ref().map_or(represents.text.as_str(), |person| &person.name);
        if let Some(other) = known.or_else(|| find(seats, named)).filter(|other| *other != place) {
            seats[other]
                .represented_by
                .get_or_insert(super::seat::Cited { text: stand_in, ..represents.clone() });
            let first = other.min(place);
            seats[other.max(place)].shares = Some(first);
            if seats[other].status.is_none() {
                seats[other].status =
                    Some(Stated { status: AttendanceStatus::Absent, cited: represents });
            }
            continue;
        }
        let Some(person) = person else { continue };
        let mut seat = seats[place].clone();
        let span = represents.span;
        seat.name = Some(Named::of(&person, span));
        seat.role = None;
        seat.status = Some(Stated { status: AttendanceStatus::Absent, cited: represents.clone() });
        seat.mode = None;
        seat.capacity = Some((Capacity::Member, represents.clone()));
        seat.represents = None;
        seat.represented_by = Some(super::seat::Cited { text: stand_in, ..represents.clone() });
        seat.arrived_at = None;
        seat.left_at = None;
        seat.is_chair = false;
        seat.is_secretary = false;
        seat.proofs = Vec::new();
        seat.span = span;
        seat.rule = represents.rule;
        seat.shares = Some(place);
        seats.push(seat);
    }
}
