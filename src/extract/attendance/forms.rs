//! Entries that a rule describes as a whole: what a body's pack says of its own lines.
//!
//! In: a line, an item or a part of a run, and the entry rules. Out: its seat.
//!
//! Invariant: a rule that gives nothing but a name reads nothing that lists would not.

use super::entries::Reading;
use super::seat::{Cited, Named, Seat, Setting};
use super::tokens::Reader;
use crate::extract::apply::{self, Hit};
use crate::extract::text::Text;
use crate::model::{AttendanceStatus, Capacity, Mode, Word as _};
use crate::rules::RuleKind;

/// The seat of an entry that a rule knows.
pub(super) fn read(reader: &Reader<'_>, text: &Text, setting: &Setting) -> Option<Reading> {
    let slots = reader.scene.reader(text);
    let mut rules = reader.scene.pack.rules_of(RuleKind::Entry);
    let hit = rules.find_map(|rule| {
        let hit = apply::first(rule, text, &slots)?;
        let says_more = hit.found.captures.iter().any(|(field, _)| field != "name");
        (says_more || !hit.rule.set.is_empty()).then_some(hit)
    })?;
    let seat = seat(reader, text, setting, &hit)?;
    let letters = text.as_str().chars().filter(|letter| letter.is_alphabetic()).count();
    Some(Reading { seats: vec![seat], known: letters, total: letters, is_nobody: false })
}

fn seat(reader: &Reader<'_>, text: &Text, setting: &Setting, hit: &Hit<'_>) -> Option<Seat> {
    let cited = |field: &str| {
        let range = text.folded().reading(hit.found.get(field)?);
        let cited = Cited::of(text, range, &hit.rule.id);
        (!cited.text.is_empty()).then_some(cited)
    };
    let name = hit.found.get("name").map(|range| text.part(range)).filter(|name| !name.is_empty());
    let organisation = cited("organisation");
    let span = name.as_ref().map(Text::whole).or(organisation.as_ref().map(|cited| cited.span))?;
    let mut seat = Seat::new(setting, span);
    seat.rule.clone_from(&hit.rule.id);
    seat.name = name.map(|name| {
        let found = reader.scene.reader(&name).person(0);
        let whole = found.filter(|person| person.range.end == name.as_str().len());
        match whole {
            Some(person) => Named::of(&person, span),
            None => Named {
                name: name.as_str().to_owned(),
                honorific: None,
                words: name.as_str().split_whitespace().count(),
                nick: None,
                span,
            },
        }
    });
    seat.organisation = organisation.or(seat.organisation);
    seat.role = cited("role").or(seat.role);
    let whole = Cited::of(text, 0..text.as_str().len(), &hit.rule.id);
    if let Some(words) = cited("status") {
        let status = reader.status_of(&words.text).or_else(|| {
            let is_set = reader.mark_of(&words.text)?;
            Some(if is_set { AttendanceStatus::Present } else { AttendanceStatus::Absent })
        });
        seat.state(status?, words);
    }
    if let Some(status) = hit.set("status").and_then(AttendanceStatus::from_word) {
        seat.state(status, cited("mark").unwrap_or_else(|| whole.clone()));
    }
    if let Some(mode) = hit.set("mode").and_then(Mode::from_word) {
        seat.mode = Some((mode, whole.clone()));
    }
    if let Some(capacity) = hit.set("capacity").and_then(Capacity::from_word) {
        seat.capacity = Some((capacity, whole));
    }
    let time = |field: &str| {
        let words = cited(field)?;
        Some(Cited { text: reader.scene.pack.parse_time(&words.text)?, ..words })
    };
    seat.represents = cited("represents");
    seat.represented_by = cited("represented_by");
    seat.arrived_at = time("arrived_at");
    seat.left_at = time("left_at");
    seat.is_chair |= hit.set("is_chair") == Some("true");
    seat.is_secretary |= hit.set("is_secretary") == Some("true");
    Some(seat)
}
