//! Numbers in words, by the parts that the rules list.
//!
//! In: the lexicon `number` (value to words). Out: [`Numbers`], which reads digits and words.
//! Grammar: a number is parts, glued or parted by blanks; a part adds its value, unless it is
//! a hundred or a thousand, which multiplies what stands before it:
//!
//! ```text
//! number   = [ below-1000 ] thousand [ below-1000 ] | below-1000
//! below    = [ unit ] hundred [ below-100 ] | below-100
//! ```

use super::fold::fold;

/// Words of numbers, longest first.
#[derive(Clone, Debug, Default)]
pub struct Numbers {
    parts: Vec<(String, i64)>,
    any: String,
}

impl Numbers {
    /// From words and their values.
    #[must_use]
    pub fn new(words: impl IntoIterator<Item = (String, i64)>) -> Self {
        let mut parts: Vec<(String, i64)> =
            words.into_iter().map(|(word, value)| (fold(&word), value)).collect();
        parts.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        let words: Vec<&str> = parts.iter().map(|(word, _)| word.as_str()).collect();
        let any = if words.is_empty() {
            String::new()
        } else {
            format!("(?:(?:{})\\s?)+\\b", words.join("|"))
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
        let digits = folded.trim_end_matches(['o', 'a', '^', '.', '°']);
        if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return digits.parse().ok();
        }
        let glued: String = folded.chars().filter(|letter| letter.is_alphabetic()).collect();
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
