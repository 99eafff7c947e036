//! Lexicons: words and the values they mean, merged over a chain of packs.
//!
//! A word is a small pattern (`assent[ei]`), matched whole. A child's word outranks its
//! parent's, and a word listed earlier outranks a later one.

use regex::Regex;

use super::fold::{fold, fold_pattern};

/// A lexicon as it runs.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// Values with the words that mean them, child before parent.
    entries: Vec<Entry>,
    /// The alternation of all words, longest first.
    any: String,
}

#[derive(Clone, Debug)]
struct Entry {
    value: String,
    words: Vec<String>,
    whole: Regex,
}

impl Lexicon {
    /// Builds a lexicon from values and their words; a message says which word is no pattern.
    pub fn new(values: &[(String, Vec<String>)]) -> Result<Self, String> {
        let mut entries = Vec::new();
        let mut all = Vec::new();
        for (value, words) in values {
            let words: Vec<String> = words.iter().map(|word| fold_pattern(word)).collect();
            let whole = Regex::new(&format!("^(?:{})$", words.join("|")))
                .map_err(|_| format!("a word of '{value}' is no pattern"))?;
            all.extend(words.iter().cloned());
            entries.push(Entry { value: value.clone(), words, whole });
        }
        // The engine takes the first alternative that fits, so the longest comes first.
        all.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        all.dedup();
        Ok(Self { entries, any: all.join("|") })
    }

    /// The value of a text that is one of the words.
    #[must_use]
    pub fn lookup(&self, text: &str) -> Option<&str> {
        self.lookup_folded(fold(text).trim())
    }

    /// The value of a folded text that is one of the words.
    #[must_use]
    pub fn lookup_folded(&self, folded: &str) -> Option<&str> {
        self.entries
            .iter()
            .find(|entry| entry.whole.is_match(folded))
            .map(|entry| entry.value.as_str())
    }

    /// A regular expression for any of the words.
    #[must_use]
    pub fn any(&self) -> &str {
        &self.any
    }

    /// A regular expression for the words of one value.
    #[must_use]
    pub fn words_of(&self, value: &str) -> Option<String> {
        let entry = self.entries.iter().find(|entry| entry.value == value)?;
        Some(entry.words.join("|"))
    }

    /// Values and their words.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.entries.iter().map(|entry| (entry.value.as_str(), entry.words.as_slice()))
    }
}
