//! Hyphens at the ends of printed lines: what the document itself says of them.
//!
//! In: all printed lines of a document. Out: for a line and the one it goes on in, whether its
//! hyphen parts a word or belongs to it. A hyphen of typesetting says so by its code; of others,
//! the same word elsewhere in the document does. Where neither tells, [`join_lines`] decides.
//!
//! [`join_lines`]: super::super::join_lines

use std::collections::HashSet;

use super::super::Mapped;
use super::super::wrap::{KEPT_HYPHEN, SOFT_HYPHEN};
use super::printed::Printed;

/// Letters of a word in capitals that is no syllable of another.
const WORD_LETTERS: usize = 4;

/// The words of a document, and those with a hyphen in them.
#[derive(Default)]
pub(super) struct Hyphens {
    words: HashSet<String>,
    compounds: HashSet<String>,
}

impl Hyphens {
    /// Learns the words of lines; those cut by the end of a line are none.
    pub(super) fn learn(&mut self, line: &Printed, goes_on: bool) {
        let count = line.words.len();
        for (at, word) in line.words.iter().enumerate() {
            let is_cut = at == 0 && goes_on || at + 1 == count && ends_hyphened(&word.text);
            if is_cut {
                continue;
            }
            let lower = word.text.to_lowercase();
            for part in
                lower.split(|letter: char| !letter.is_alphabetic()).filter(|part| !part.is_empty())
            {
                if !self.words.contains(part) {
                    self.words.insert(part.to_owned());
                }
            }
            if lower.contains('-') {
                let inner = lower.trim_matches(|letter: char| !letter.is_alphabetic());
                self.compounds.insert(inner.to_owned());
            }
        }
    }

    /// Whether a line ends in a hyphen.
    pub(super) fn is_at_end(line: &Printed) -> bool {
        line.words.last().is_some_and(|word| ends_hyphened(&word.text))
    }

    /// Marks the hyphen at the end of a line that goes on in `next`, where it is known what it is.
    pub(super) fn mark(&self, read: &mut Mapped, line: &Printed, next: Option<&Printed>) {
        let (Some(last), Some(first)) =
            (line.words.last(), next.and_then(|next| next.words.first()))
        else {
            return;
        };
        if !ends_hyphened(&last.text) || !read.as_str().ends_with('-') {
            return;
        }
        if let Some(mark) = self.decide(&last.text, &first.text) {
            read.replace_last(mark);
        }
    }

    fn decide(&self, before: &str, after: &str) -> Option<char> {
        if before.ends_with(['\u{2010}', SOFT_HYPHEN]) {
            return Some(SOFT_HYPHEN);
        }
        let letters = before.trim_end_matches('-');
        let start =
            letters.char_indices().rev().take_while(|(_, letter)| letter.is_alphabetic()).last();
        let head = &letters[start.map_or(letters.len(), |(at, _)| at)..];
        let tail = after.split(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
        if head.is_empty() || tail.is_empty() {
            return None;
        }
        let (lower_head, lower_tail) = (head.to_lowercase(), tail.to_lowercase());
        if self.compounds.contains(&format!("{lower_head}-{lower_tail}")) {
            return Some(KEPT_HYPHEN);
        }
        if self.words.contains(&format!("{lower_head}{lower_tail}")) {
            return Some(SOFT_HYPHEN);
        }
        let is_capital = |text: &str| text.chars().all(char::is_uppercase);
        let is_word = tail.chars().count() >= WORD_LETTERS && self.words.contains(&lower_tail);
        let is_parted =
            is_capital(head) && head.chars().count() > 1 && is_capital(tail) && !is_word;
        is_parted.then_some(SOFT_HYPHEN)
    }
}

fn ends_hyphened(text: &str) -> bool {
    text.ends_with(['-', '\u{2010}', SOFT_HYPHEN])
        && text.chars().rev().nth(1).is_some_and(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::super::printed::lines;
    use super::super::word::{tests::drawn, words};
    use super::*;

    #[test]
    fn the_document_tells_what_a_hyphen_is() {
        let mut hyphens = Hyphens::default();
        for line in lines(words(&drawn(
            "area socio-sanitaria, attivazione del Comune dell'Aquila",
            0.0,
            10.0,
        ))) {
            hyphens.learn(&line, false);
        }
        assert_eq!(hyphens.decide("socio-", "sanitaria"), Some(KEPT_HYPHEN));
        assert_eq!(hyphens.decide("(attiva-", "zione,"), Some(SOFT_HYPHEN));
        assert_eq!(hyphens.decide("del-", "l'atto"), Some(SOFT_HYPHEN));
        assert_eq!(hyphens.decide("SOSTITU-", "ITO"), Some(SOFT_HYPHEN));
        assert_eq!(hyphens.decide("prov\u{2010}", "vede"), Some(SOFT_HYPHEN));
        assert_eq!(hyphens.decide("Emilia-", "Romagna"), None);
        assert_eq!(hyphens.decide("2018-", "2020"), None);
    }
}
