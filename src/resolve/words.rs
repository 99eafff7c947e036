//! The words that resolution knows names by: all of them come from the rules.
//!
//! In: a set of rules. Out: questions about single folded words (is it a given name, a
//! particle, an office?) and about what a name opens with (is it a comune, which kind of
//! organisation?). It reads no document.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::fold;
use crate::rules::{Lexicon, RuleSet};

/// Most words that the head of an organisation's name has ("azienda speciale consortile").
const HEAD_WORDS: usize = 5;

/// The lexicons of all packs, by name.
#[derive(Clone, Debug, Default)]
pub struct Words {
    lexicons: BTreeMap<&'static str, Vec<Lexicon>>,
    given: BTreeSet<String>,
    particles: BTreeSet<String>,
    acronyms: BTreeMap<String, String>,
    bodies: BTreeMap<String, String>,
}

/// The lexicons asked for here.
const NAMES: [&str; 16] = [
    "given-name",
    "particle",
    "name-link",
    "comune-of",
    "draft",
    "honorific",
    "role",
    "organisation",
    "article",
    "place-link",
    "conjunction",
    "adverb",
    "subordinator",
    "number-word",
    "not-a-name",
    "month",
];

impl Words {
    /// The words of every pack of a set.
    #[must_use]
    pub fn new(rules: &RuleSet) -> Self {
        let mut words = Self::default();
        for pack in &rules.packs {
            // A pack repeats what it inherits: its own words are found in the chain that ends
            // in it, so packs that others extend need not be asked again.
            let is_extended =
                rules.packs.iter().any(|other| other.parent.as_deref() == Some(pack.id.as_str()));
            if !is_extended || words.lexicons.is_empty() {
                for name in NAMES {
                    let lexicon = pack.lexicon(name);
                    if lexicon.entries().next().is_some() {
                        words.lexicons.entry(name).or_default().push(lexicon.clone());
                    }
                }
            }
            for acronym in &pack.acronyms {
                if acronym.kind.as_deref().is_none_or(|kind| kind == "organisation") {
                    let key = squeeze(&acronym.written);
                    words.acronyms.entry(key).or_insert_with(|| acronym.means.clone());
                }
            }
            for body in &pack.bodies {
                for written in body.aliases.iter().chain([&body.name]) {
                    let key = plain(written);
                    words.bodies.entry(key).or_insert_with(|| body.name.clone());
                }
            }
        }
        for (name, set) in [("given-name", &mut words.given), ("particle", &mut words.particles)] {
            let lexicons = words.lexicons.get(name).map(Vec::as_slice).unwrap_or_default();
            for (_, entries) in lexicons.iter().flat_map(Lexicon::entries) {
                set.extend(entries.iter().map(|word| {
                    word.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>()
                }));
            }
        }
        words
    }

    /// Whether a folded word or phrase is of a lexicon.
    #[must_use]
    pub fn is(&self, lexicon: &str, folded: &str) -> bool {
        self.value(lexicon, folded).is_some()
    }

    /// The value of a folded word or phrase in a lexicon.
    #[must_use]
    pub fn value(&self, lexicon: &str, folded: &str) -> Option<&str> {
        self.lexicons.get(lexicon)?.iter().find_map(|words| words.lookup_folded(folded))
    }

    /// Whether a folded word is a given name.
    #[must_use]
    pub fn is_given(&self, folded: &str) -> bool {
        self.given.contains(folded)
    }

    /// Whether a folded word without apostrophe is a particle of surnames.
    #[must_use]
    pub fn is_particle(&self, folded: &str) -> bool {
        self.particles.contains(folded)
    }

    /// What an acronym of an organisation stands for.
    #[must_use]
    pub fn acronym(&self, written: &str) -> Option<&str> {
        self.acronyms.get(&squeeze(written)).map(String::as_str)
    }

    /// The official name of a body that a pack knows by this name or alias.
    #[must_use]
    pub fn body(&self, written: &str) -> Option<&str> {
        self.bodies.get(&plain(written)).map(String::as_str)
    }

    /// The longest opening of a plain text that is of a lexicon: its value, and the rest.
    #[must_use]
    pub fn head<'a>(&self, lexicon: &str, text: &'a str) -> Option<(&str, &'a str)> {
        let mut ends: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).collect();
        ends.push(text.len());
        ends.truncate(HEAD_WORDS);
        ends.into_iter().rev().find_map(|end| {
            let value = self.value(lexicon, &text[..end])?;
            Some((value, text[end..].trim_start()))
        })
    }

    /// Whether a word says nothing of a subject: a link, an article, an adverb.
    #[must_use]
    pub fn is_small(&self, folded: &str) -> bool {
        let kinds = [
            "article",
            "place-link",
            "conjunction",
            "adverb",
            "subordinator",
            "number-word",
            "particle",
        ];
        kinds.iter().any(|kind| self.is(kind, folded))
    }
}

/// A text folded, its punctuation turned into single blanks; apostrophes within a word go.
#[must_use]
pub(super) fn plain(text: &str) -> String {
    let folded = fold(&text.replace(['\u{2019}', '\u{2018}', '`', '\u{b4}'], "'"));
    let mut plain = String::with_capacity(folded.len());
    for letter in folded.chars() {
        if letter.is_alphanumeric() {
            plain.push(letter);
        } else if !plain.ends_with(' ') && !plain.is_empty() {
            plain.push(' ');
        }
    }
    plain.truncate(plain.trim_end().len());
    plain
}

/// A text folded, without anything but letters and digits: "A.T.S." is "ats".
#[must_use]
pub(super) fn squeeze(text: &str) -> String {
    fold(text).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn punctuation_becomes_single_blanks() {
        assert_eq!(plain("  L’Unità  (d'Italia) - n. 3 "), "l unita d italia n 3");
        assert_eq!(squeeze("A.T.S."), "ats");
        assert_eq!(plain(""), "");
    }

    #[test]
    fn the_built_in_rules_know_given_names_and_comuni() {
        let rules = crate::rules::load(&[]).expect("the built-in rules");
        let words = Words::new(&rules);
        assert!(words.is_given("giulia"));
        assert!(!words.is_given("sindaco"));
        assert!(words.is_particle("della"));
        assert_eq!(words.head("comune-of", "comune di pinarella"), Some(("comune", "pinarella")));
        assert_eq!(
            words.head("organisation", "cooperativa sociale la rondine").map(|h| h.0),
            Some("third_sector")
        );
        assert!(words.is_small("della"));
    }
}
