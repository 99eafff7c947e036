//! Words to values: what a capture or a label's value means for its field.
//!
//! In: the name of a field and its words. Out: the value as the table holds it, or nothing
//! where the words are none of its kind. Nothing is searched here beyond the words given.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::scene::Scene;
use super::super::text::Text;
use super::{Field, dated, tidy};
use crate::model::{Confidence, Date, Span, weekday};
use crate::rules::{DateParts, Folded, Rule, SectionKind};

/// A value without the rule that read it.
#[derive(Clone, Debug)]
pub(super) struct Value {
    words: String,
    date: Option<crate::model::Date>,
    raw: String,
    span: Span,
}

impl Value {
    /// The field, read by a rule.
    pub(super) fn by(self, rule: &Rule, confidence: Confidence) -> Field {
        let Self { words: value, date, raw, span } = self;
        Field { value, date, raw, span, rule: rule.id.clone(), confidence }
    }
    fn of(text: &Text, value: String) -> Self {
        Self { words: value, date: None, raw: text.as_str().to_owned(), span: text.whole() }
    }
}

/// The value of a field from folded bytes of a text; of a date also its parts.
pub(super) fn read(
    scene: &Scene,
    name: &str,
    text: &Text,
    range: Range<usize>,
) -> Option<(Value, Option<DateParts>)> {
    let words = tidy(text, range.clone());
    if words.is_empty() {
        return None;
    }
    match name {
        "date" => {
            let (parts, found, _) = scene.pack.find_date(words.folded(), 0)?;
            let date = parts.date().or_else(|| with_year(scene, parts))?;
            let said = words.part(found);
            let mut value = Value::of(&said, dated(date));
            value.date = Some(date);
            Some((value, Some(parts)))
        }
        "start_time" | "end_time" => {
            let (time, found) = scene.pack.find_time(words.folded(), 0)?;
            Some((Value::of(&words.part(found), time), None))
        }
        "chair" | "secretary" => person(scene, &words).map(|value| (value, None)),
        _ => {
            let value = words.as_str().to_owned();
            Some((Value::of(&words, value), None))
        }
    }
}

/// The person that the words name: the first full name that no place's name can be.
fn person(scene: &Scene, text: &Text) -> Option<Value> {
    let reader = scene.reader(text);
    let words = text.as_str();
    let mut starts_word = true;
    let mut word_start = 0;
    let mut fallback = None;
    for (at, letter) in words.char_indices() {
        let is_start = starts_word && letter.is_alphanumeric();
        starts_word = !letter.is_alphanumeric();
        if !is_start {
            continue;
        }
        let previous = words[word_start..at].trim();
        word_start = at;
        // After "di" a place follows, and its name may have two words.
        let follows_particle = scene
            .pack
            .lexicon("particle")
            .lookup_folded(&crate::rules::fold_key(previous))
            .is_some();
        if let Some(person) = reader.person(at) {
            if person.word_count >= 2 && !follows_particle {
                let part = text.part_of_reading(person.range.clone());
                return Some(Value::of(&part, person.name));
            }
            if person.word_count == 1 && fallback.is_none() && !follows_particle {
                fallback = Some((text.part_of_reading(person.range.clone()), person));
            }
        }
    }
    let (part, person) = fallback.filter(|(_, person)| person.honorific.is_some())?;
    Some(Value::of(&part, person.name))
}

/// A day whose year stands elsewhere in the document: in another writing of the same day, in a
/// year to which its weekday points, or in the one year of all its dates.
fn with_year(scene: &Scene, parts: DateParts) -> Option<Date> {
    let dates_in = |text: &Text, into: &mut BTreeSet<Date>| {
        let mut from = 0;
        while let Some((other, range, _)) = scene.pack.find_date(text.folded(), from) {
            into.extend(other.date());
            from = range.end;
        }
    };
    // In the discussion stand the dates of laws and of other years.
    let (mut dates, mut own) = (BTreeSet::new(), BTreeSet::new());
    for (block, placed) in scene.outline.blocks.iter().zip(&scene.placed) {
        let is_own = matches!(
            placed.kind,
            SectionKind::Head | SectionKind::Roll | SectionKind::Ignored | SectionKind::Closing
        );
        dates_in(&block.text, if is_own { &mut own } else { &mut dates });
    }
    for text in &scene.outline.furniture {
        dates_in(text, &mut own);
    }
    dates.extend(own.iter().copied());
    let only = |years: BTreeSet<i16>| match years.len() {
        1 => years.first().copied(),
        _ => None,
    };
    let is_same = |date: &&Date| date.month() == parts.month && date.day() == parts.day;
    let same = dates.iter().filter(is_same).map(|date| date.year()).collect();
    let years: BTreeSet<i16> = own.iter().map(|date| date.year()).collect();
    let fits = |year: &i16| {
        let date = Date::new(*year, parts.month, parts.day).ok();
        matches!((date, parts.weekday), (Some(date), Some(said)) if weekday(date) == said)
    };
    let year = only(same)
        .or_else(|| only(years.iter().copied().filter(fits).collect()))
        .or_else(|| only(years))?;
    Date::new(year, parts.month, parts.day).ok()
}

/// The date that the name of the file holds.
pub(super) fn date_of_file(scene: &Scene, file_name: &str) -> Option<Field> {
    let name = Folded::new(file_name);
    let (parts, range, rule) = scene.pack.find_date(&name, 0)?;
    let date = parts.date()?;
    Some(Field {
        value: dated(date),
        date: Some(date),
        raw: file_name[name.reading(range)].to_owned(),
        span: Span::default(),
        rule: rule.id.clone(),
        confidence: Confidence::Low,
    })
}
