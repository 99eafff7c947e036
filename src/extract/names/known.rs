//! The words that names are read with, and what a document and its pack know of names.

use std::collections::BTreeMap;

use regex::Regex;

use crate::model::OwnerKind;
use crate::rules::{Pack, fold_key};

/// The words of a pack that tell agents, compiled.
#[derive(Debug)]
pub(in crate::extract) struct NameWords {
    pub(super) honorifics: Regex,
    pub(super) articles: Regex,
    pub(super) particles: Regex,
    pub(super) links: Regex,
    pub(super) conjunctions: Regex,
    /// What an agent may begin with, by kind, in the order in which they are tried.
    pub(super) heads: Vec<(OwnerKind, Regex)>,
}

impl NameWords {
    /// From the lexicons of a pack.
    #[must_use]
    pub(in crate::extract) fn new(pack: &Pack) -> Self {
        let head = |name: &str| starting(pack.lexicon(name).any(), r"\b");
        Self {
            honorifics: starting(pack.lexicon("honorific").any(), r"\.?(?:\s+|\b|$)"),
            articles: starting(pack.lexicon("article").any(), r"(?:\s+|'\s*)"),
            particles: starting(pack.lexicon("particle").any(), r"(?:\s+|')"),
            links: starting(pack.lexicon("place-link").any(), r"(?:\s+|')"),
            conjunctions: starting(&format!(",|{}", pack.lexicon("conjunction").any()), r"\s+"),
            heads: vec![
                (OwnerKind::Organisation, head("organisation")),
                (OwnerKind::Body, head("body")),
                (OwnerKind::Role, head("role")),
                (OwnerKind::Group, head("group")),
            ],
        }
    }
}

/// `^(?:words)after`; where the rules give no words, what never matches.
pub(super) fn starting(words: &str, after: &str) -> Regex {
    let expression =
        if words.is_empty() { r"[^\s\S]".to_owned() } else { format!("^(?:{words}){after}") };
    Regex::new(&expression).expect("words of a lexicon were compiled when the rules were loaded")
}

/// What a document and its pack know of names: acronyms and the people of the roll.
#[derive(Clone, Debug, Default)]
pub(in crate::extract) struct Known {
    /// Folded acronym to what it means and names.
    pub acronyms: BTreeMap<String, (String, OwnerKind)>,
    /// Folded words of people's names: a single one of them names a person.
    pub name_words: std::collections::BTreeSet<String>,
    /// Initials of the people of the roll to their names; `None`: two people have them.
    pub initials: BTreeMap<String, Option<String>>,
}

impl Known {
    /// What a pack knows.
    #[must_use]
    pub(in crate::extract) fn of_pack(pack: &Pack) -> Self {
        let mut known = Self::default();
        for body in &pack.bodies {
            for alias in &body.aliases {
                known
                    .acronyms
                    .entry(fold_key(alias))
                    .or_insert((body.name.clone(), OwnerKind::Body));
            }
        }
        for acronym in &pack.acronyms {
            let kind = match acronym.kind.as_deref() {
                Some("body") => OwnerKind::Body,
                Some("role") => OwnerKind::Role,
                Some("group") => OwnerKind::Group,
                _ => OwnerKind::Organisation,
            };
            known
                .acronyms
                .entry(fold_key(&acronym.written))
                .or_insert((acronym.means.clone(), kind));
        }
        known
    }

    /// Whom initials mean: the one person of the roll who has them.
    pub(in crate::extract) fn by_initials(&self, written: &str) -> Option<&str> {
        let bare: String = written.chars().filter(|letter| *letter != '.').collect();
        self.initials.get(&bare)?.as_deref()
    }

    /// Adds the words and the initials of a person's name.
    pub(in crate::extract) fn add_person(&mut self, name: &str) {
        let is_capital = |letter: &char| letter.is_uppercase();
        let initials: String = name
            .split([' ', '-'])
            .filter_map(|word| word.chars().next())
            .filter(is_capital)
            .collect();
        if initials.chars().count() >= 2 {
            let own = self.initials.entry(initials).or_insert_with(|| Some(name.to_owned()));
            if own.as_deref() != Some(name) {
                *own = None;
            }
        }
        for word in name.split_whitespace().filter(|word| word.chars().count() > 2) {
            self.name_words.insert(fold_key(word));
        }
    }
}
