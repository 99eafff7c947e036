//! Words to one small regular expression: beginnings that words share are written once.
//!
//! In: folded words, in which a letter in brackets stands for itself alone ("far[à]"). Out: an
//! expression without captures for any of them, longest first. It reads no patterns.
//!
//! Invariant: the expression matches the words and their forms without the final accents that
//! are not in brackets, and nothing else.

use std::collections::BTreeMap;

/// Words by their letters.
#[derive(Clone, Debug, Default)]
pub(super) struct Trie {
    /// What matches a letter, to what may follow it.
    next: BTreeMap<String, Trie>,
    /// Whether a word ends here.
    ends: bool,
}

impl Trie {
    /// Adds a word.
    pub(super) fn add(&mut self, word: &str) {
        let mut at = self;
        let mut letters = word.chars();
        while let Some(letter) = letters.next() {
            let matcher = if letter == '[' {
                let strict: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                format!("[{strict}]")
            } else {
                either_form(letter)
            };
            at = at.next.entry(matcher).or_default();
        }
        at.ends = true;
    }

    /// A regular expression for any of the words.
    pub(super) fn expression(&self) -> String {
        let mut branches = self.branches();
        if branches.len() == 1 { branches.remove(0) } else { branches.join("|") }
    }

    fn branches(&self) -> Vec<String> {
        let branches = self.next.iter().map(|(letter, rest)| {
            let inner = rest.branches();
            let tail = match inner.as_slice() {
                [] => String::new(),
                [only] if !rest.ends => only.clone(),
                _ => format!("(?:{}){}", inner.join("|"), if rest.ends { "?" } else { "" }),
            };
            format!("{letter}{tail}")
        });
        branches.collect()
    }
}

/// What matches a letter: an accented one also without its accent.
fn either_form(letter: char) -> String {
    match letter {
        'à' => "[àa]".to_owned(),
        'è' => "[èe]".to_owned(),
        'ì' => "[ìi]".to_owned(),
        'ò' => "[òo]".to_owned(),
        'ù' => "[ùu]".to_owned(),
        letter if letter.is_alphanumeric() || " '-_".contains(letter) => letter.to_string(),
        other => regex::escape(&other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use regex::Regex;

    #[test]
    fn words_match_longest_first_and_nothing_else_does() {
        let mut trie = Trie::default();
        for word in ["dare", "dar[à]", "dari", "città", "da", "n."] {
            trie.add(word);
        }
        assert_eq!(trie.expression(), r"citt[àa]|da(?:r(?:[à]|e|i))?|n\.");
        let whole = Regex::new(&format!("^(?:{})$", trie.expression())).expect("an expression");
        for word in ["dare", "darà", "dari", "città", "citta", "da", "n."] {
            assert!(whole.is_match(word), "{word}");
        }
        for word in ["dara", "dar", "d", "nn", ""] {
            assert!(!whole.is_match(word), "{word}");
        }
    }
}
