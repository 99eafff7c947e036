//! Arrivals and departures that the text tells.
//!
//! In: sentences and the event rules. Out: rows of `attendance_events` to be, and the times and
//! statuses that they give to seats.
//!
//! Invariant: a person who came late was present. Somebody who is not on the roll takes a seat only
//! where the text tells their full name or their title, and when they came.

use super::lines::RollLine;
use super::seat::{Cited, Named, Seat, Setting, Stated};
use super::tokens::{Kind, Reader};
use super::{entries, people};
use crate::extract::apply;
use crate::extract::outline::Block;
use crate::extract::sentence;
use crate::extract::text::Text;
use crate::model::{AttendanceStatus, EventKind, Span, Word as _};
use crate::rules::{RuleKind, fold_key};

/// An event.
#[derive(Clone, Debug)]
pub(super) struct Event {
    /// What happened.
    pub(super) kind: EventKind,
    /// `HH:MM`.
    pub(super) time: Option<String>,
    /// The seat concerned, by its place.
    pub(super) seat: Option<usize>,
    /// Number of the call.
    pub(super) call_number: Option<i32>,
    /// Number present after it.
    pub(super) present_count: Option<i32>,
    /// Where.
    pub(super) span: Span,
    /// The rule.
    pub(super) rule: String,
}

/// The events of a text; what they say of seats is noted there.
pub(super) fn read(reader: &Reader<'_>, text: &Text, seats: &mut Vec<Seat>) -> Vec<Event> {
    let mut events = Vec::new();
    for sentence in sentence::sentences(text, reader.scene.pack) {
        let slots = reader.scene.reader(&sentence);
        let mut hits = Vec::new();
        for rule in reader.scene.pack.rules_of(RuleKind::Event) {
            hits.extend(apply::all(rule, &sentence, &slots));
        }
        hits.sort_by_key(|hit| (hit.found.range.start, std::cmp::Reverse(hit.found.range.end)));
        let mut done = 0;
        for hit in hits {
            if hit.found.range.start < done {
                continue;
            }
            let Some(kind) = hit.rule.word.as_deref().and_then(EventKind::from_word) else {
                continue;
            };
            done = hit.found.range.end;
            let words = |field: &str| hit.words(&sentence, field);
            let pack = reader.scene.pack;
            let time = words("time").and_then(|words| pack.parse_time(words));
            let number = |field: &str| {
                let value = pack.vocabulary.numbers.parse(&crate::rules::fold(words(field)?))?;
                i32::try_from(value).ok()
            };
            let span = sentence.span(hit.found.range.clone());
            let name = hit.found.get("name").map(|range| sentence.part(range));
            let mut people =
                name.as_ref().map(|name| concerned(reader, name, seats)).unwrap_or_default();
            let is_late = hit.set("is_late") == Some("true");
            if let Some(name) = name.filter(|_| people.is_empty() && (time.is_some() || is_late))
                && kind == EventKind::Arrival
                && let Some(seat) = newcomer(reader, &name, &hit.rule.id)
            {
                people.push(seats.len());
                seats.push(seat);
            }
            let base = Event {
                kind,
                time: time.clone(),
                seat: None,
                call_number: number("call_number"),
                present_count: number("present_count").or_else(|| number("number")),
                span,
                rule: hit.rule.id.clone(),
            };
            if people.is_empty() {
                // Nobody on the roll: still an event, unless it has neither time nor number.
                if time.is_some() || base.present_count.is_some() || base.call_number.is_some() {
                    events.push(base);
                }
                continue;
            }
            for place in people {
                let cited = Cited {
                    text: time.clone().unwrap_or_default(),
                    span,
                    rule: hit.rule.id.clone(),
                };
                note(&mut seats[place], kind, cited);
                events.push(Event { seat: Some(place), ..base.clone() });
            }
        }
    }
    events
}

/// The texts of a block: parted before each line that begins with the words of an event.
pub(super) fn texts(reader: &Reader<'_>, block: &Block) -> Vec<Text> {
    let line = |at: &usize| RollLine::of(reader.scene.document, *at).joined(" ");
    let lines: Vec<Text> = block.lines.iter().map(line).collect();
    if !lines.iter().skip(1).any(|line| begins(reader, line)) {
        return vec![block.text.clone()];
    }
    let mut texts: Vec<Text> = Vec::new();
    for line in lines {
        match texts.last_mut().filter(|_| !begins(reader, &line)) {
            Some(last) => *last = last.joined(&line),
            None => texts.push(line),
        }
    }
    texts
}

/// Whether a text begins with the words of an event, so that it is no list of names.
pub(super) fn begins(reader: &Reader<'_>, text: &Text) -> bool {
    let slots = reader.scene.reader(text);
    let mut rules = reader.scene.pack.rules_of(RuleKind::Event);
    rules.any(|rule| {
        apply::first(rule, text, &slots).is_some_and(|hit| {
            let named = hit.found.get("name").map_or(0, |range| range.start);
            hit.found.range.start == 0 && named > 2
        })
    })
}

/// The events of seats of which a remark says that they were taken late, at no time told.
pub(super) fn late(seats: &[Seat]) -> Vec<Event> {
    let untold = seats.iter().enumerate().filter(|(_, seat)| seat.arrived_at.is_none());
    untold
        .filter_map(|(place, seat)| {
            let cited = seat.late.as_ref()?;
            Some(Event {
                kind: EventKind::Arrival,
                time: None,
                seat: Some(place),
                call_number: None,
                present_count: None,
                span: cited.span,
                rule: cited.rule.clone(),
            })
        })
        .collect()
}

/// A seat for somebody of whom the roll does not know: the first full name, with its office.
fn newcomer(reader: &Reader<'_>, text: &Text, rule: &str) -> Option<Seat> {
    let setting = Setting { rule: rule.to_owned(), is_prose: true, ..Setting::default() };
    let mut seats = entries::read(reader, text, &setting).seats;
    let is_person = |name: &Named| name.words >= 2 || name.honorific.is_some();
    seats.retain(|seat| seat.name.as_ref().is_some_and(is_person));
    (!seats.is_empty()).then(|| seats.remove(0))
}

fn note(seat: &mut Seat, kind: EventKind, cited: Cited) {
    let has_time = !cited.text.is_empty();
    match kind {
        EventKind::Arrival => {
            if has_time && seat.arrived_at.is_none() {
                seat.arrived_at = Some(cited.clone());
            }
            if !seat.is_present() {
                let words = Cited { text: String::new(), ..cited };
                if let Some(before) =
                    seat.status.replace(Stated { status: AttendanceStatus::Present, cited: words })
                {
                    seat.proofs.push(("status", before.cited));
                }
            }
        }
        EventKind::Departure if has_time => seat.left_at = Some(cited),
        EventKind::Return => seat.left_at = None,
        EventKind::Departure | EventKind::RollCall => {}
    }
}

/// The seats that a text names: by the person, else by the organisation.
fn concerned(reader: &Reader<'_>, text: &Text, seats: &[Seat]) -> Vec<usize> {
    let mut places = Vec::new();
    let pieces = reader.pieces(text);
    for piece in &pieces {
        if let Kind::Person(person) = &piece.kind {
            places.extend(people::find(seats, &person.name));
        }
    }
    if places.is_empty() {
        let offices: Vec<&str> = pieces
            .iter()
            .filter(|piece| matches!(piece.kind, Kind::Role | Kind::Organisation))
            .map(|piece| &text.as_str()[piece.range.clone()])
            .collect();
        for office in offices {
            let found: Vec<usize> = (0..seats.len())
                .filter(|place| {
                    let organisation = seats[*place].organisation.as_ref();
                    organisation.is_some_and(|organisation| same_place(office, &organisation.text))
                })
                .collect();
            if let [one] = found.as_slice() {
                places.push(*one);
            }
        }
    }
    places.sort_unstable();
    places.dedup();
    places
}

/// "Sindaco di Crema" and "Comune di Crema": the capital words after the first are the same.
fn same_place(office: &str, organisation: &str) -> bool {
    let place = |text: &str, from: usize| -> Vec<String> {
        text.split_whitespace()
            .skip(from)
            .filter(|word| word.starts_with(char::is_uppercase))
            .map(fold_key)
            .collect()
    };
    let wanted = place(office, 1);
    // The organisation may be printed as its place alone.
    !wanted.is_empty() && (wanted == place(organisation, 1) || wanted == place(organisation, 0))
}
