//! Sentences: where one ends and the next begins.
//!
//! In: a text and the pack's abbreviations. Out: its sentences, each a [`Text`] of its own.
//! A dot ends a sentence where white space and a capital, a digit, a quotation mark or a
//! bracket follow, unless the word before it is an abbreviation or a single letter. Dots that
//! lead the eye to the next column ("Rossi ..... Presente") end none.

use super::text::Text;
use crate::rules::{Pack, fold_key};

/// The sentences of a text, in order; nothing but white space is left out.
#[must_use]
pub(super) fn sentences(text: &Text, pack: &Pack) -> Vec<Text> {
    let reading = text.as_str();
    let mut found = Vec::new();
    let mut start = 0;
    let mut depth = 0_i32;
    for (at, letter) in reading.char_indices() {
        match letter {
            '(' | '«' | '“' => depth += 1,
            ')' | '»' | '”' => depth = (depth - 1).max(0),
            _ => {}
        }
        if !matches!(letter, '.' | '!' | '?') {
            continue;
        }
        let end = at + letter.len_utf8();
        let after = &reading[end..];
        let rest = after.trim_start_matches(['"', '”', '»', ')', '\'']);
        let closing = after.len() - rest.len();
        let next = rest.trim_start().chars().next();
        let is_spaced = rest.starts_with(char::is_whitespace) || rest.is_empty();
        let opens = next.is_none_or(|next| {
            next.is_uppercase() || next.is_ascii_digit() || "\"“«([-–@".contains(next)
        });
        if !is_spaced || !opens || depth > 0 && closing == 0 {
            continue;
        }
        let goes_on = || {
            is_abbreviation(&reading[start..at], pack)
                && !is_letter_before_article(reading, at, rest, pack)
                || is_leader(&reading[..end])
        };
        if letter == '.' && next.is_some() && goes_on() {
            continue;
        }
        let end = end + closing;
        push(text, start..end, &mut found);
        start = end;
    }
    push(text, start..reading.len(), &mut found);
    found
}

fn push(text: &Text, range: std::ops::Range<usize>, found: &mut Vec<Text>) {
    let part = text.part_of_reading(range);
    if !part.is_empty() {
        found.push(part);
    }
}

/// Whether a text ends in dots that lead to a column: more than an ellipsis has, or some behind a
/// blank.
fn is_leader(text: &str) -> bool {
    let before = text.trim_end_matches('.');
    let dots = text.len() - before.len();
    dots > 3 || dots > 1 && before.ends_with(char::is_whitespace)
}

/// "Section C. The requests": a letter is no initial where an article follows that begins no
/// surname.
fn is_letter_before_article(reading: &str, at: usize, rest: &str, pack: &Pack) -> bool {
    let mut before = reading[..at].chars().rev();
    let is_letter = before.next().is_some_and(char::is_uppercase)
        && before.next().is_none_or(char::is_whitespace);
    let next = rest.trim_start().split([' ', '\n', '\'', '’']).next().unwrap_or_default();
    is_letter && pack.lexicon("opening-article").lookup(next).is_some()
}

fn is_abbreviation(before: &str, pack: &Pack) -> bool {
    let word = before
        .rsplit(|letter: char| letter.is_whitespace() || "('\"".contains(letter))
        .next()
        .unwrap_or_default();
    if word.is_empty() || word.chars().count() == 1 && word.chars().all(char::is_alphabetic) {
        return !word.is_empty();
    }
    // "art. 5", "n. 3": the abbreviation may carry inner dots ("o.d.g").
    let folded = fold_key(word);
    pack.lexicon("abbreviation").lookup_folded(&folded).is_some()
        || pack.lexicon("abbreviation").lookup_folded(&format!("{folded}.")).is_some()
}
