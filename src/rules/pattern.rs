//! Patterns: regular expressions on folded text, with typed captures.
//!
//! Grammar, beyond that of the `regex` crate:
//!
//! ```text
//! {name}          a fragment of [pattern], any word of a lexicon, or a value type, uncaptured
//! {field:name}    the same, captured as `field`
//! {field:slot}    slot = person | organisation | agents: read by the engine, which knows case
//! {verb.form}     in constructions: a form of the verbs of the trigger's families
//! ```
//!
//! A slot may not stand within a group: a pattern is regular expressions with slots between
//! them, each the first that fits where the one before it ended. A `text` at the end of a
//! pattern runs to the end of what is read. Invariant: all offsets are bytes of the folded text.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use regex::Regex;

use super::fold::{Folded, fold_pattern};
use super::pieces::{Piece, split, track_groups};

/// What the engine reads by itself, because it takes letters' case to see its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// A person's name, honorifics before it included.
    Person,
    /// An organisation.
    Organisation,
    /// One or several people, organisations, bodies, roles or groups.
    Agents,
}

impl Slot {
    fn from_name(name: &str) -> Option<Self> {
        match name {
            "person" => Some(Self::Person),
            "organisation" => Some(Self::Organisation),
            "agents" => Some(Self::Agents),
            _ => None,
        }
    }
}

/// Finds where a slot may end.
pub trait SlotReader {
    /// The stretches, best first, that a slot may take when it starts at byte `at` of the
    /// folded text.
    fn read(&self, slot: Slot, text: &Folded, at: usize) -> Vec<Range<usize>>;
}

/// A reader for texts in which no slot is expected.
#[derive(Clone, Copy, Debug)]
pub struct NoSlots;

impl SlotReader for NoSlots {
    fn read(&self, _: Slot, _: &Folded, _: usize) -> Vec<Range<usize>> {
        Vec::new()
    }
}

#[derive(Clone, Debug)]
enum Part {
    Regex(Regex),
    Slot { field: String, slot: Slot },
}

/// A compiled pattern.
#[derive(Clone, Debug)]
pub struct Pattern {
    parts: Vec<Part>,
    source: String,
}

/// Where a pattern matched, and its captures by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The whole match.
    pub range: Range<usize>,
    /// Captures, in order.
    pub captures: Vec<(String, Range<usize>)>,
}

impl Found {
    /// The stretch of a capture.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Range<usize>> {
        self.captures.iter().find(|(field, _)| field == name).map(|(_, range)| range.clone())
    }
}

/// Looks up what `{name}` stands for.
pub trait Fragments {
    /// The regular expression of a fragment, with no captures of its own, or a message that
    /// says what is wrong with it.
    fn fragment(&self, name: &str) -> Result<String, String>;

    /// Compiles an expression, or says what is wrong with it.
    fn compile(&self, expression: &str) -> Result<Regex, String> {
        compile(expression)
    }
}

/// Expressions that were compiled before: packs that extend one parent share most of theirs.
#[derive(Clone, Debug, Default)]
pub(super) struct Expressions(Arc<Mutex<HashMap<String, Regex>>>);

impl Expressions {
    /// Compiles an expression, or gives the one that was.
    pub(super) fn compile(&self, expression: &str) -> Result<Regex, String> {
        // What a thread that panicked left behind is still a map of expressions.
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(regex) = known.get(expression) {
            return Ok(regex.clone());
        }
        let regex = compile(expression)?;
        known.insert(expression.to_owned(), regex.clone());
        Ok(regex)
    }
}

impl Pattern {
    /// Compiles a pattern. With `whole`, it must match a whole text.
    pub fn new(source: &str, whole: bool, fragments: &dyn Fragments) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut expression = String::new();
        let mut open = 0;
        let pieces = split(source)?;
        let last = pieces.len().saturating_sub(1);
        for (place, piece) in pieces.into_iter().enumerate() {
            match piece {
                Piece::Text(text) => {
                    track_groups(&text, &mut open);
                    expression.push_str(&fold_pattern(&text));
                }
                Piece::Reference { field, name } => {
                    if let (Some(slot), Some(field)) = (Slot::from_name(&name), &field) {
                        if open > 0 {
                            return Err(format!(
                                "the slot {{{field}:{name}}} stands within a group: write two patterns instead"
                            ));
                        }
                        parts.push(Part::Regex(
                            fragments.compile(&std::mem::take(&mut expression))?,
                        ));
                        parts.push(Part::Slot { field: field.clone(), slot });
                        continue;
                    }
                    let fragment = match name.as_str() {
                        "text" if place == last => ".+".to_owned(),
                        _ => fragments.fragment(&name)?,
                    };
                    push_group(&mut expression, field.as_deref(), &fragment);
                }
            }
        }
        if whole {
            expression = format!("(?:{expression})$");
            match parts.first_mut() {
                Some(Part::Regex(first)) => {
                    *first = fragments.compile(&format!("^(?:{})", first.as_str()))?;
                }
                _ => expression.insert(0, '^'),
            }
        }
        parts.push(Part::Regex(fragments.compile(&expression)?));
        Ok(Self { parts, source: source.to_owned() })
    }

    /// The regular expression of a pattern without slots, its fragments written out.
    pub fn expression(source: &str, fragments: &dyn Fragments) -> Result<String, String> {
        let mut expression = String::new();
        for piece in split(source)? {
            match piece {
                Piece::Text(text) => expression.push_str(&fold_pattern(&text)),
                Piece::Reference { name, .. } if Slot::from_name(&name).is_some() => {
                    return Err(format!("{{{name}}} is a slot, and no fragment may hold one"));
                }
                Piece::Reference { field, name } => {
                    push_group(&mut expression, field.as_deref(), &fragments.fragment(&name)?);
                }
            }
        }
        fragments.compile(&expression)?;
        Ok(expression)
    }

    /// The pattern as written.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Names of the captures.
    #[must_use]
    pub fn fields(&self) -> Vec<String> {
        let mut fields = Vec::new();
        for part in &self.parts {
            match part {
                Part::Regex(regex) => {
                    fields.extend(regex.capture_names().flatten().map(str::to_owned));
                }
                Part::Slot { field, .. } => fields.push(field.clone()),
            }
        }
        fields
    }

    /// The first match at or after byte `from`.
    #[must_use]
    pub fn find_at(&self, text: &Folded, from: usize, slots: &dyn SlotReader) -> Option<Found> {
        let Some(Part::Regex(first)) = self.parts.first() else { return None };
        let haystack = text.as_str();
        let mut from = from;
        // Most patterns are in no text: told without captures, which costs less.
        while from <= haystack.len() && first.is_match_at(haystack, from) {
            let captures = first.captures_at(haystack, from)?;
            let whole = captures.get_match().range();
            let mut found = Found { range: whole.clone(), captures: named(first, &captures) };
            if self.parts.len() == 1 {
                return Some(found);
            }
            if let Some(end) = self.rest(1, text, whole.end, slots, &mut found.captures) {
                found.range.end = end;
                return Some(found);
            }
            from = whole.start + 1;
            while from < haystack.len() && !haystack.is_char_boundary(from) {
                from += 1;
            }
        }
        None
    }

    /// The first match.
    #[must_use]
    pub fn find(&self, text: &Folded, slots: &dyn SlotReader) -> Option<Found> {
        self.find_at(text, 0, slots)
    }

    /// Whether a pattern without slots matches anywhere.
    #[must_use]
    pub fn is_match(&self, text: &Folded) -> bool {
        self.find(text, &NoSlots).is_some()
    }

    /// All matches that do not overlap, left to right.
    #[must_use]
    pub fn find_all(&self, text: &Folded, slots: &dyn SlotReader) -> Vec<Found> {
        let mut all = Vec::new();
        let mut from = 0;
        while let Some(found) = self.find_at(text, from, slots) {
            from = if found.range.end > found.range.start {
                found.range.end
            } else {
                found.range.end + 1
            };
            while from < text.as_str().len() && !text.as_str().is_char_boundary(from) {
                from += 1;
            }
            all.push(found);
            if from > text.as_str().len() {
                break;
            }
        }
        all
    }

    /// Matches the parts from `index` on at byte `at`; gives the end of the match.
    fn rest(
        &self,
        index: usize,
        text: &Folded,
        at: usize,
        slots: &dyn SlotReader,
        captures: &mut Vec<(String, Range<usize>)>,
    ) -> Option<usize> {
        match self.parts.get(index) {
            None => Some(at),
            Some(Part::Regex(regex)) => {
                // Searched within the whole text, so that word boundaries see what stands before.
                let found = regex.captures_at(text.as_str(), at)?;
                if found.get_match().start() != at {
                    return None;
                }
                let kept = captures.len();
                captures.extend(named(regex, &found));
                let end = found.get_match().end();
                let end = self.rest(index + 1, text, end, slots, captures);
                if end.is_none() {
                    captures.truncate(kept);
                }
                end
            }
            Some(Part::Slot { field, slot }) => {
                for range in slots.read(*slot, text, at) {
                    let kept = captures.len();
                    captures.push((field.clone(), range.clone()));
                    if let Some(end) = self.rest(index + 1, text, range.end, slots, captures) {
                        return Some(end);
                    }
                    captures.truncate(kept);
                }
                None
            }
        }
    }
}

fn push_group(expression: &mut String, field: Option<&str>, fragment: &str) {
    match field {
        Some(field) => expression.extend(["(?<", field, ">", fragment, ")"]),
        None => expression.extend(["(?:", fragment, ")"]),
    }
}

fn named(regex: &Regex, found: &regex::Captures<'_>) -> Vec<(String, Range<usize>)> {
    let names = regex.capture_names().flatten();
    names.filter_map(|name| Some((name.to_owned(), found.name(name)?.range()))).collect()
}

fn compile(expression: &str) -> Result<Regex, String> {
    Regex::new(expression).map_err(|error| {
        let message = error.to_string();
        message.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Colours;
    impl Fragments for Colours {
        fn fragment(&self, name: &str) -> Result<String, String> {
            match name {
                "colour" => Ok("rosso|verde".to_owned()),
                other => Err(format!("nothing is called {other}")),
            }
        }
    }

    struct Digits;
    impl SlotReader for Digits {
        fn read(&self, _: Slot, text: &Folded, at: usize) -> Vec<Range<usize>> {
            let length = text.as_str()[at..].bytes().take_while(u8::is_ascii_digit).count();
            (1..=length).rev().map(|length| at..at + length).collect()
        }
    }

    #[test]
    fn fragments_are_captured_by_field() {
        let pattern = Pattern::new(r"il {tinta:colour}\b", false, &Colours).expect("compiles");
        let text = Folded::new("Il VERDE");
        let found = pattern.find(&text, &NoSlots).expect("matches");
        assert_eq!(&text.as_str()[found.get("tinta").expect("captured")], "verde");
    }

    #[test]
    fn slots_are_tried_until_the_rest_fits() {
        let pattern = Pattern::new(r"n\. {who:person}5 fine", false, &Colours).expect("compiles");
        let text = Folded::new("n. 12, n. 3455 fine");
        let found = pattern.find(&text, &Digits).expect("matches");
        assert_eq!(&text.as_str()[found.get("who").expect("captured")], "345");
    }

    #[test]
    fn boundaries_after_a_slot_see_what_stands_before_them() {
        let pattern = Pattern::new(r"n\. {who:person}\b fine", false, &Colours).expect("compiles");
        assert!(pattern.find(&Folded::new("n. 34 fine"), &Digits).is_some());
        let pattern = Pattern::new(r"n\. {who:person}\b4 fine", false, &Colours).expect("compiles");
        assert!(pattern.find(&Folded::new("n. 34 fine"), &Digits).is_none());
    }

    #[test]
    fn a_text_at_the_end_runs_to_the_end() {
        struct Text;
        impl Fragments for Text {
            fn fragment(&self, _: &str) -> Result<String, String> {
                Ok(".+?".to_owned())
            }
        }
        let pattern = Pattern::new(r"decide di {action:text}", false, &Text).expect("compiles");
        let text = Folded::new("Si decide di inviare la scheda");
        let found = pattern.find(&text, &NoSlots).expect("matches");
        assert_eq!(&text.as_str()[found.get("action").expect("captured")], "inviare la scheda");
    }

    #[test]
    fn faults_name_what_is_wrong() {
        assert!(
            Pattern::new("{tinta:color}", false, &Colours).expect_err("unknown").contains("color")
        );
        assert!(
            Pattern::new("({who:person})", false, &Colours).expect_err("grouped").contains("group")
        );
        assert!(Pattern::new("(a", false, &Colours).is_err());
    }

    #[test]
    fn quantifiers_and_classes_are_no_references() {
        let pattern = Pattern::new(r"\p{L}{2,3}", true, &Colours).expect("compiles");
        assert!(pattern.is_match(&Folded::new("abc")));
        assert!(!pattern.is_match(&Folded::new("abcd")));
    }
}
