//! Marks before items and headings: bullets, numbers, letters, roman digits.
//!
//! In: the reading text of a line. Out: its [`Marker`] and how many bytes it takes. What the
//! number means is not known here.

use super::Marker;
use super::headings::HEADING_CHARACTERS;
use crate::document::{Document, Line};

/// Marks of several letters, drawn with the keyboard, and arrows: the longest first.
const ARROWS: [&str; 12] = ["-->", "==>", ">>>", "->", "=>", ">>", "→", "⇒", "➜", "➔", "➤", ">"];

/// The marker at the start of a line and its length in bytes: `1.`, `1)`, `1)-`, `a)`, `IV.`,
/// `-`, `•`, `*`; `1.` before a digit is a number of two levels, kept whole.
pub(super) fn marker_of(text: &str, is_heading: bool) -> (Option<Marker>, usize) {
    if let Some(rest) = ARROWS.iter().find_map(|arrow| text.strip_prefix(arrow))
        && rest.starts_with(' ')
        && rest.contains(char::is_alphanumeric)
    {
        let marker = Marker { is_arrow: true, ..Marker::BULLET };
        return (Some(marker), text.len() - rest.trim_start().len());
    }
    let bullet = text.chars().next().filter(|letter| "-–—•●▪◦·*►➢✓✔".contains(*letter));
    if let Some(bullet) = bullet {
        let rest = &text[bullet.len_utf8()..];
        if rest.starts_with(' ')
            && rest
                .trim_start()
                .chars()
                .next()
                .is_some_and(|letter| !letter.is_ascii_punctuation() || "\"'(@[".contains(letter))
        {
            let (number, length) = marker_of(rest.trim_start(), false);
            // "- 1. Title": the number is the marker.
            if let Some(marker) = number.filter(|marker| marker.number.is_some()) {
                let skipped = text.len() - rest.trim_start().len();
                return (Some(marker), skipped + length);
            }
            // An open box before the words is part of the mark: "- [ ] ...".
            let words = rest.trim_start();
            let open = words.strip_prefix("[ ] ").or_else(|| words.strip_prefix("☐ "));
            let marker = Marker { is_box: open.is_some(), ..Marker::BULLET };
            return (Some(marker), text.len() - open.unwrap_or(words).len());
        }
        return (None, 0);
    }
    // "(ii) Title", "(3) Title": the bracket is all of the mark.
    if let Some((number, rest)) = text.strip_prefix('(').and_then(|inner| inner.split_once(") "))
        && let (Some(marker), _) = marker_of(&format!("{number}) x"), is_heading)
        && marker.number.as_deref() == Some(number)
        && !number.chars().any(char::is_uppercase)
        && !rest.trim().is_empty()
    {
        return (Some(marker), text.len() - rest.trim_start().len());
    }
    let label: usize =
        text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'.').count();
    let head = &text[..label];
    let number = head.trim_end_matches('.');
    let rest = &text[label..];
    let is_digits = !number.is_empty()
        && number.len() <= 6
        && number.split('.').all(|part| {
            !part.is_empty() && part.len() <= 3 && part.bytes().all(|byte| byte.is_ascii_digit())
        });
    let is_letter = number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_roman = number.len() <= 5
        && !number.is_empty()
        && number.bytes().all(|byte| b"IVXivx".contains(&byte));
    if !(is_digits || is_letter || is_roman) {
        return (None, 0);
    }
    let closes = rest.starts_with(')')
        || is_digits && rest.starts_with("_ ")
        || rest.starts_with("°)")
        || rest.starts_with("°") && is_digits && rest.contains(')');
    let is_dotted = head.ends_with('.') && rest.starts_with(' ');
    // A single letter or a roman digit with a dot may be an initial ("M. Rossi"): only digits
    // may carry a dot in running text; a heading may carry any.
    let is_capital = head == number && number.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_dash = (is_digits || is_capital) && (rest.starts_with(" - ") || rest.starts_with(" – "));
    if !(closes
        || is_dotted && (is_digits || is_heading || is_roman)
        || is_dash
        || is_heading && is_digits && rest.starts_with(' '))
    {
        return (None, 0);
    }
    let rest = rest.trim_start_matches(|letter: char| ")°-–._ ".contains(letter));
    let length = text.len() - rest.len();
    (Some(Marker { number: Some(number.to_owned()), is_digits, ..Marker::BULLET }), length)
}

/// Whether a line is a title of the second level ("2.1 Title"): it ends a paragraph before it.
pub(super) fn is_second_level(text: &str) -> bool {
    let Some((number, title)) = text.split_once(' ') else { return false };
    let Some((first, second)) = number.split_once('.') else { return false };
    let second = second.trim_end_matches('.');
    let is_short = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    is_short(first, 2)
        && is_short(second, 1)
        && title.trim_start().starts_with(char::is_uppercase)
        && !text.ends_with(['.', ',', ';'])
        && text.chars().count() <= HEADING_CHARACTERS / 2
}

/// The small letter that a line begins with, where a dot and words follow it.
pub(super) fn letter_of(line: &Line) -> Option<char> {
    let whole = line.joined();
    let mut letters = whole.as_str().chars();
    let letter = letters.next().filter(char::is_ascii_lowercase)?;
    let is_mark = letters.next() == Some('.') && letters.next() == Some(' ');
    (is_mark && letters.next().is_some_and(char::is_alphabetic)).then_some(letter)
}

/// How many lines a list that counts by letters may have from one to the next.
const LETTERED_LINES: usize = 12;

/// Whether a line that begins with "a. " has one that begins with "b. " below it.
pub(super) fn counts_letters(document: &Document) -> bool {
    let letters: Vec<Option<char>> = document.lines.iter().map(letter_of).collect();
    letters.iter().enumerate().any(|(at, letter)| {
        let below = letters[at..].iter().take(LETTERED_LINES);
        *letter == Some('a') && below.into_iter().any(|other| *other == Some('b'))
    })
}

/// Longest short label, in characters and in words.
const LABEL_CHARACTERS: usize = 24;
const LABEL_WORDS: usize = 3;

/// Whether a line begins with a label of few words, as it may below a sentence that has ended.
pub(super) fn begins_with_short_label(text: &str) -> bool {
    let Some((label, rest)) = text.split_once(": ") else { return false };
    let is_word = |letter: char| letter.is_alphabetic() || letter == ' ' || letter == '.';
    label.starts_with(char::is_uppercase)
        && label.chars().count() <= LABEL_CHARACTERS
        && label.split(' ').count() <= LABEL_WORDS
        && label.chars().all(is_word)
        && !rest.trim().is_empty()
}

/// Whether a line begins with a word in capitals and a colon: "DECIDED: ...".
pub(super) fn begins_with_label(text: &str) -> bool {
    let Some((label, rest)) = text.split_once(':') else { return false };
    let letters = label.chars().filter(|letter| letter.is_alphabetic()).count();
    letters >= 4
        && letters == label.chars().count()
        && label.chars().all(char::is_uppercase)
        && rest.starts_with(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Option<(Option<String>, usize)> {
        let (marker, length) = marker_of(text, false);
        marker.map(|marker| (marker.number, length))
    }

    #[test]
    fn markers_are_told_from_text() {
        assert_eq!(number("1. Titolo"), Some((Some("1".into()), 3)));
        assert_eq!(number("12) Titolo"), Some((Some("12".into()), 4)));
        assert_eq!(number("1)- Titolo"), Some((Some("1".into()), 4)));
        assert_eq!(number("a) Titolo"), Some((Some("a".into()), 3)));
        assert_eq!(number("B - Titolo"), Some((Some("B".into()), 4)));
        assert_eq!(number("- Titolo"), Some((None, 2)));
        assert_eq!(number("2.1 Titolo"), None);
        assert!(is_second_level("2.1 Titolo"));
        assert!(!is_second_level("18.30 Inizio") && !is_second_level("1.5 milioni"));
        assert_eq!(number("M. Rossi"), None);
        assert_eq!(number("2019 bilancio"), None);
        assert_eq!(number("-5 gradi"), None);
    }
}
