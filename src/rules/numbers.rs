//! Numbers in words, by the parts that the rules list.
//!
//! In: the lexicon `number` (value to words, which are no patterns). Out: [`Numbers`], which
//! reads digits and words. Grammar: a number is parts, glued, or parted by blanks, apostrophes
//! or hyphens; a part adds its value, unless it is a hundred or a thousand, which multiplies
//! what stands before it:
//!
//! ```text
//! number   = [ below-1000 ] thousand [ below-1000 ] | below-1000
//! below    = [ unit ] hundred [ below-100 ] | below-100
//! ```
//!
//! Which part may follow which is not held here: "duecento sei" and "duecentosei" are 206, and
//! "sei venti" is no number.

use super::fold::{fold, fold_key};
use super::trie::Trie;

/// Words of numbers, longest first.
#[derive(Clone, Debug, Default)]
pub struct Numbers {
    /// Words without accents, and their values.
    parts: Vec<(String, i64)>,
    any: String,
}

impl Numbers {
    /// From words and their values.
    #[must_use]
    pub fn new(words: impl IntoIterator<Item = (String, i64)>) -> Self {
        let mut parts = Vec::new();
        let mut trie = Trie::default();
        for (word, value) in words {
            trie.add(&fold(&word));
            parts.push((fold_key(&word), value));
        }
        parts.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        parts.dedup();
        // The boundaries keep a number from ending within a word ("otto" in "ottobre"), and
        // from beginning with what parts its parts.
        let any = if parts.is_empty() {
            String::new()
        } else {
            format!(r"\b{{start}}(?:[ '-]?(?:{}))+\b{{end}}", trie.expression())
        };
        Self { parts, any }
    }

    /// A regular expression for a number in words; whether it is one, [`Self::parse`] tells.
    #[must_use]
    pub fn any(&self) -> &str {
        &self.any
    }

    /// The value of digits or words; `None` where the text is neither.
    #[must_use]
    pub fn parse(&self, text: &str) -> Option<i64> {
        let folded = fold(text);
        let folded = folded.trim();
        let digits = folded.trim_end_matches(['o', 'a', '^', '.', '°', ' ']);
        if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return digits.parse().ok();
        }
        let is_number = |letter: char| letter.is_alphabetic() || " '-".contains(letter);
        if !folded.chars().all(is_number) {
            return None;
        }
        let glued: String = fold_key(folded).chars().filter(char::is_ascii_alphabetic).collect();
        if glued.is_empty() { None } else { self.compose(&glued, Sum::default()) }
    }

    /// Parts the text into words, longest first, and goes back where that leads nowhere.
    fn compose(&self, rest: &str, sum: Sum) -> Option<i64> {
        if rest.is_empty() {
            return Some(sum.thousands + sum.below);
        }
        self.parts
            .iter()
            .filter(|(word, _)| rest.starts_with(word.as_str()))
            .find_map(|(word, value)| self.compose(&rest[word.len()..], sum.with(*value)?))
    }
}

/// A number in the making.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    thousands: i64,
    below: i64,
    /// Whether the thousands are said.
    has_thousands: bool,
    /// The least value of the parts since the last multiplier: the next must be smaller.
    last: Option<i64>,
}

impl Sum {
    /// The number with one more part; `None` where no number goes on like that.
    fn with(self, value: i64) -> Option<Self> {
        match value {
            1000 if !self.has_thousands => Some(Self {
                thousands: self.below.max(1) * 1000,
                below: 0,
                has_thousands: true,
                last: None,
            }),
            100 if self.below < 10 => {
                Some(Self { below: self.below.max(1) * 100, last: Some(100), ..self })
            }
            1000 | 100 => None,
            value => {
                // Tens are followed by units only, hundreds by anything below them.
                let room = match self.last {
                    None => i64::MAX,
                    Some(last) if last >= 100 => 100,
                    Some(last) if last >= 20 => 10,
                    Some(_) => 0,
                };
                (value < room).then_some(Self {
                    below: self.below + value,
                    last: Some(value),
                    ..self
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use regex::Regex;

    fn numbers() -> Numbers {
        let words =
            [("two", 2), ("three", 3), ("ten", 10), ("twenty", 20), ("hundred", 100), ("k", 1000)];
        Numbers::new(words.map(|(word, value)| (word.to_owned(), value)))
    }

    #[test]
    fn parts_are_added_and_multiplied() {
        let numbers = numbers();
        for (text, value) in [
            ("twothree", None),
            ("twenty-three", Some(23)),
            ("tentwo", None),
            ("two hundred twenty three", Some(223)),
            ("twok three", Some(2003)),
            ("TWENTYTHREE K TWOHUNDRED", Some(23200)),
            ("12", Some(12)),
            ("12°", Some(12)),
            ("12 two", None),
            ("", None),
        ] {
            assert_eq!(numbers.parse(text), value, "{text}");
        }
    }

    #[test]
    fn the_expression_takes_whole_words_and_no_blank_around_them() {
        let any = Regex::new(numbers().any()).expect("a regular expression");
        let find = |text: &'static str| any.find(text).map(|found| found.as_str());
        assert_eq!(find("all of twenty three days"), Some("twenty three"));
        assert_eq!(find("tenths and often"), None);
        assert_eq!(find("ten"), Some("ten"));
    }
}
