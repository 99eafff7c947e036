//! Lexicons: words and the values they mean, merged over a chain of packs.
//!
//! In: values with their words, child before parent. Out: [`Lexicon`], which gives the value
//! of a text and an expression for any of the words. A word is a small pattern
//! (`assent[ei]`), matched whole. A child's word outranks its parent's, and among the values
//! of one pack the first in alphabetical order.
//!
//! Invariant: every word compiles; a lexicon has no captures.

use std::collections::BTreeMap;

use regex::{Regex, RegexSet};

use super::fold::{fold, fold_key, fold_pattern};

/// A lexicon as it runs.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// Values with the words that mean them, child before parent.
    entries: Vec<(String, Vec<String>)>,
    /// Words without any pattern in them, to the place of their value.
    plain: BTreeMap<String, usize>,
    /// All other words, and for each the place of its value.
    patterns: Option<(RegexSet, Vec<usize>)>,
    /// The alternation of all words, longest first.
    any: String,
}

impl Lexicon {
    /// Builds a lexicon from values and their words; a message says which word is no pattern.
    pub fn new(values: &[(String, Vec<String>)]) -> Result<Self, String> {
        let mut built = Self::default();
        let (mut patterns, mut places) = (Vec::new(), Vec::new());
        let mut all = Vec::new();
        for (place, (value, words)) in values.iter().enumerate() {
            for word in words {
                if word.chars().all(|letter| letter.is_alphanumeric() || " '-_".contains(letter)) {
                    built.plain.entry(fold(word)).or_insert(place);
                    built.plain.entry(fold_key(word)).or_insert(place);
                    continue;
                }
                let word = fold_pattern(word);
                if word.contains("(?<") || word.contains("(?P<") {
                    return Err(format!("the word '{word}' of '{value}' has a capture"));
                }
                patterns.push(format!("^(?:{word})$"));
                places.push(place);
            }
            let words: Vec<String> = words.iter().map(|word| fold_pattern(word)).collect();
            all.extend(words.iter().cloned());
            built.entries.push((value.clone(), words));
        }
        if !patterns.is_empty() {
            let set = RegexSet::new(&patterns).map_err(|error| fault_of(&patterns, &error))?;
            built.patterns = Some((set, places));
        }
        built.any = alternation(all);
        Ok(built)
    }

    /// The value of a text that is one of the words.
    #[must_use]
    pub fn lookup(&self, text: &str) -> Option<&str> {
        self.lookup_folded(fold(text).trim())
    }

    /// The value of a folded text that is one of the words.
    #[must_use]
    pub fn lookup_folded(&self, folded: &str) -> Option<&str> {
        let plain = self.plain.get(folded).copied();
        let pattern = self.patterns.as_ref().and_then(|(set, places)| {
            set.matches(folded).into_iter().map(|word| places[word]).min()
        });
        let place = plain.into_iter().chain(pattern).min()?;
        Some(&self.entries[place].0)
    }

    /// A regular expression for any of the words.
    #[must_use]
    pub fn any(&self) -> &str {
        &self.any
    }

    /// A regular expression for the words of one value.
    #[must_use]
    pub fn words_of(&self, value: &str) -> Option<String> {
        let (_, words) = self.entries.iter().find(|(of, _)| of == value)?;
        Some(alternation(words.clone()))
    }

    /// Values and their words.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.entries.iter().map(|(value, words)| (value.as_str(), words.as_slice()))
    }
}

/// Which word is no pattern, or that all of them together are too many.
fn fault_of(patterns: &[String], error: &regex::Error) -> String {
    let wrong = patterns.iter().find(|pattern| Regex::new(pattern).is_err());
    wrong.map_or_else(
        || format!("its words are too many or too long: {error}"),
        |pattern| {
            let word = pattern.trim_start_matches("^(?:").trim_end_matches(")$");
            format!("the word '{word}' is no pattern")
        },
    )
}

/// Words as one expression. The engine takes the first alternative that fits, so the longest
/// comes first; where one pattern begins another, a `\b` after it decides.
fn alternation(mut words: Vec<String>) -> String {
    words.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    words.dedup();
    words.join("|")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon(values: &[(&str, &[&str])]) -> Result<Lexicon, String> {
        let values: Vec<(String, Vec<String>)> = values
            .iter()
            .map(|(value, words)| {
                ((*value).to_owned(), words.iter().map(|word| (*word).to_owned()).collect())
            })
            .collect();
        Lexicon::new(&values)
    }

    #[test]
    fn words_are_matched_whole_and_the_first_value_wins() {
        let words = lexicon(&[
            ("absent", &["assent[ei]", "città"]),
            ("other", &["assenti", "p|q", r"n\.?"]),
        ])
        .expect("patterns");
        assert_eq!(words.lookup("ASSENTI"), Some("absent"));
        assert_eq!(words.lookup("citta"), Some("absent"));
        assert_eq!(words.lookup("Q"), Some("other"));
        assert_eq!(words.lookup("n."), Some("other"));
        assert_eq!(words.lookup("assenti giustificati"), None);
        assert_eq!(words.words_of("other").as_deref(), Some(r"assenti|n\.?|p|q"));
    }

    #[test]
    fn a_word_that_is_no_pattern_is_named() {
        let fault = lexicon(&[("absent", &["assent(e"])]).expect_err("no pattern");
        assert!(fault.contains("assent(e"), "{fault}");
        assert!(lexicon(&[("absent", &["(?<x>a)"])]).is_err());
    }
}
