//! Rules on texts: the one place where a rule is asked whether it matches.
//!
//! In: a rule, a text, a reader of names. Out: [`Hit`]s that no guard forbids, and, for
//! `explain`, those that a guard did forbid.

use std::ops::Range;

use super::text::Text;
use crate::rules::{Found, GuardScope, NoSlots, Pattern, Rule, SlotReader};

/// A rule that matched.
#[derive(Clone, Debug)]
pub(super) struct Hit<'r> {
    /// The rule.
    pub rule: &'r Rule,
    /// Where, and its captures.
    pub found: Found,
}

impl Hit<'_> {
    /// The words of a capture.
    #[must_use]
    pub(super) fn words<'t>(&self, text: &'t Text, field: &str) -> Option<&'t str> {
        self.found.get(field).map(|range| text.words(range)).filter(|words| !words.is_empty())
    }
    /// The fixed word of a field.
    #[must_use]
    pub(super) fn set(&self, field: &str) -> Option<&str> {
        self.rule.set.get(field).map(String::as_str)
    }
}

/// The first match of a rule that no guard forbids.
#[must_use]
pub(super) fn first<'r>(rule: &'r Rule, text: &Text, slots: &dyn SlotReader) -> Option<Hit<'r>> {
    all(rule, text, slots).into_iter().next()
}

/// The first match of each pattern of a rule that no guard forbids: those of patterns that go on
/// to the end of the text lie over one another.
#[must_use]
pub(super) fn firsts<'r>(rule: &'r Rule, text: &Text, slots: &dyn SlotReader) -> Vec<Hit<'r>> {
    let of_pattern = |pattern: &Pattern| {
        let mut found = matches(pattern, text, slots).into_iter();
        found.find(|found| forbidden_by(rule, text, &found.range).is_none())
    };
    let hit = |found: Found| Hit { rule, found };
    rule.patterns.iter().filter_map(of_pattern).map(hit).collect()
}

/// Every match of a rule that no guard forbids, left to right, none within another.
#[must_use]
pub(super) fn all<'r>(rule: &'r Rule, text: &Text, slots: &dyn SlotReader) -> Vec<Hit<'r>> {
    let mut hits: Vec<Hit<'r>> = Vec::new();
    for pattern in &rule.patterns {
        for found in matches(pattern, text, slots) {
            let is_new = !hits.iter().any(|hit| overlap(&hit.found.range, &found.range));
            if is_new && forbidden_by(rule, text, &found.range).is_none() {
                hits.push(Hit { rule, found });
            }
        }
    }
    hits.sort_by_key(|hit| hit.found.range.start);
    hits
}

fn matches(pattern: &Pattern, text: &Text, slots: &dyn SlotReader) -> Vec<Found> {
    pattern.find_all(text.folded(), slots)
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The best match among rules: the earliest, then the longest, then the first listed.
#[must_use]
pub(super) fn best<'r>(
    rules: impl Iterator<Item = &'r Rule>,
    text: &Text,
    slots: &dyn SlotReader,
) -> Option<Hit<'r>> {
    let hits = rules.filter_map(|rule| first(rule, text, slots));
    hits.min_by_key(|hit| (hit.found.range.start, std::cmp::Reverse(hit.found.range.end)))
}

/// The first rule one of whose labels is the whole text, closing punctuation aside.
#[must_use]
pub(super) fn label<'r>(
    rules: impl Iterator<Item = &'r Rule>,
    text: &Text,
    slots: &dyn SlotReader,
) -> Option<Hit<'r>> {
    let trimmed = without_count(&bare(text).trimmed_of(&[':', '.', ';', '-', '–']));
    if trimmed.is_empty() {
        return None;
    }
    for rule in rules {
        for pattern in &rule.labels {
            if let Some(found) = pattern.find(trimmed.folded(), slots)
                && forbidden_by(rule, &trimmed, &found.range).is_none()
            {
                return Some(Hit { rule, found });
            }
        }
    }
    None
}

/// A label without the signs that are drawn before and behind it: emojis, arrows, bullets.
fn bare(label: &Text) -> Text {
    let words = label.as_str();
    let is_sign = |letter: char| {
        !letter.is_ascii() && !letter.is_alphanumeric() && !"«»“”’–".contains(letter)
    };
    let is_edge = |letter: char| letter.is_whitespace() || is_sign(letter);
    let end = words.trim_end_matches(is_edge).len();
    let start = words.len() - words.trim_start_matches(is_edge).len();
    if start < end && (start, end) != (0, words.len()) {
        label.part_of_reading(start..end)
    } else {
        label.clone()
    }
}

/// A label without the number in brackets that counts what it stands over: "Members (12)", and
/// without the legend of its marks: "Members (P = present, A = absent)".
fn without_count(label: &Text) -> Text {
    let words = label.as_str();
    let Some((lead, inner)) = words.strip_suffix(')').and_then(|open| open.rsplit_once('(')) else {
        return label.clone();
    };
    let digits =
        inner.trim_start_matches(|letter: char| letter.is_alphabetic() || " .°".contains(letter));
    let is_count = !digits.is_empty() && digits.trim().bytes().all(|byte| byte.is_ascii_digit());
    let is_short = inner.chars().count() <= 7;
    if is_count && is_short || inner.contains('=') {
        label.part_of_reading(0..lead.trim_end().len())
    } else {
        label.clone()
    }
}

/// The guard, by its place in the rule, that forbids a match.
#[must_use]
pub(super) fn forbidden_by(rule: &Rule, text: &Text, range: &Range<usize>) -> Option<usize> {
    rule.guards.iter().position(|guard| {
        let folded = text.folded().as_str();
        let scope = match guard.scope {
            GuardScope::Match => range.clone(),
            GuardScope::Clause => clause(folded, range),
            GuardScope::ClauseBefore => clause(folded, range).start..range.start,
            GuardScope::ClauseAfter => range.end..clause(folded, range).end,
            GuardScope::Before => 0..range.start,
            GuardScope::After => range.end..folded.len(),
            GuardScope::Sentence => 0..folded.len(),
        };
        let part = text.folded().part(scope);
        if guard.scope != GuardScope::Before {
            return guard.pattern.find(&part, &NoSlots).is_some();
        }
        // What stands before must reach up to the match, a blank aside.
        let found = guard.pattern.find_all(&part, &NoSlots);
        found.iter().any(|found| part.as_str()[found.range.end..].trim().is_empty())
    })
}

/// The clause around a match: between punctuation marks.
#[must_use]
pub(super) fn clause(folded: &str, range: &Range<usize>) -> Range<usize> {
    let marks = |letter: char| matches!(letter, ',' | ';' | ':' | '(' | ')' | '"');
    let start = folded[..range.start].rfind(marks).map_or(0, |at| at + 1);
    let end = folded[range.end..].find(marks).map_or(folded.len(), |at| range.end + at);
    start..end
}
