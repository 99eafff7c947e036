//! Verbs by paradigm: from infinitives and endings to every form of a family.
//!
//! In: `[[paradigm]]` and `[[verb]]` entries. Out: [`Verbs`], which gives the alternation of
//! a form over families and the family of a form that was found. Endings are data of the
//! rules: nothing here knows a language.
//!
//! A final accent may be missing in a text, unless the ending has it in brackets: "far[à]" is
//! never "fara". A verb may have a complement that makes its meaning ("prendere", "atto"): its
//! forms are the verb, at most one word, and the complement.

use std::collections::BTreeMap;
use std::ops::Range;

use super::fold::{fold, fold_key};
use super::schema::{Paradigm, Verb};
use super::trie::Trie;

/// All forms of all verbs.
#[derive(Clone, Debug, Default)]
pub struct Verbs {
    /// Family to form to complement (empty: none) to folded words.
    forms: BTreeMap<String, BTreeMap<String, BTreeMap<String, Vec<String>>>>,
    /// Folded word, with its complement, to its families and forms.
    families: BTreeMap<String, Vec<(String, String)>>,
}

impl Verbs {
    /// Inflects verbs. Gives, beside them, what is wrong with single entries.
    #[must_use]
    pub fn new(paradigms: &[Paradigm], verbs: &[Verb]) -> (Self, Vec<(Range<usize>, String)>) {
        let mut built = Self::default();
        let faults = verbs.iter().flat_map(|verb| built.inflect(paradigms, verb)).collect();
        (built, faults)
    }

    /// Adds all forms of the verbs of an entry; gives what is wrong with it.
    pub(super) fn inflect(
        &mut self,
        paradigms: &[Paradigm],
        verb: &Verb,
    ) -> Vec<(Range<usize>, String)> {
        let Some(paradigm) =
            paradigms.iter().find(|paradigm| paradigm.id.get_ref() == verb.paradigm.get_ref())
        else {
            let message = format!("no paradigm is called '{}'", verb.paradigm.get_ref());
            return vec![(verb.paradigm.span(), message)];
        };
        let mut faults = Vec::new();
        if let Some(form) = verb.forms.keys().find(|form| !paradigm.forms.contains_key(*form)) {
            let message = format!("the paradigm '{}' has no form '{form}'", paradigm.id.get_ref());
            faults.push((verb.family.span(), message));
        }
        for word in &verb.words {
            let Some(stem) = word.strip_suffix(paradigm.ending.as_str()) else {
                let message = format!(
                    "'{word}' does not end in '-{}', as the paradigm '{}' asks",
                    paradigm.ending,
                    paradigm.id.get_ref()
                );
                faults.push((verb.family.span(), message));
                continue;
            };
            for (form, endings) in &paradigm.forms {
                let words = match verb.forms.get(form) {
                    Some(own) => own.clone(),
                    None => endings.iter().map(|ending| format!("{stem}{ending}")).collect(),
                };
                for inflected in words {
                    self.add(verb, form, &inflected);
                }
            }
        }
        faults
    }

    fn add(&mut self, verb: &Verb, form: &str, word: &str) {
        let family = verb.family.get_ref();
        let complement = verb.complement.as_deref().map(fold).unwrap_or_default();
        let word = fold(word);
        let bare: String = word.chars().filter(|letter| !"[]".contains(*letter)).collect();
        let mut keys = vec![bare.clone()];
        if !word.contains('[') && !bare.is_ascii() {
            keys.push(fold_key(&bare));
        }
        let place = (family.clone(), form.to_owned());
        for key in keys {
            let key = if complement.is_empty() { key } else { format!("{key} {complement}") };
            let places = self.families.entry(key).or_default();
            if !places.contains(&place) {
                places.push(place.clone());
            }
        }
        let forms = self.forms.entry(place.0).or_default().entry(place.1).or_default();
        forms.entry(complement).or_default().push(word);
    }

    /// Whether a family is known.
    #[must_use]
    pub fn has_family(&self, family: &str) -> bool {
        self.forms.contains_key(family)
    }

    /// Names of the families.
    pub fn families(&self) -> impl Iterator<Item = &str> {
        self.forms.keys().map(String::as_str)
    }

    /// A regular expression for a form of the verbs of families; `None` where no verb has it.
    #[must_use]
    pub fn alternation(&self, families: &[&str], form: &str) -> Option<String> {
        let mut tries: BTreeMap<&str, Trie> = BTreeMap::new();
        for (complement, words) in
            families.iter().filter_map(|family| self.forms.get(*family)?.get(form)).flatten()
        {
            let trie = tries.entry(complement).or_default();
            for word in words {
                trie.add(word);
            }
        }
        // Verbs with a complement come first: they say more than the verb alone.
        let expressions = tries.iter().rev().map(|(complement, trie)| match *complement {
            "" => trie.expression(),
            _ => format!("(?:{})(?: [a-zàèìòù]+)? {complement}", trie.expression()),
        });
        let expressions: Vec<String> = expressions.collect();
        (!expressions.is_empty()).then(|| expressions.join("|"))
    }

    /// The family of a folded word, if it is a form of a verb of one of `families`.
    #[must_use]
    pub fn family_of<'a>(&self, folded: &str, families: &[&'a str]) -> Option<&'a str> {
        let found = self.places(folded)?;
        families.iter().copied().find(|family| found.iter().any(|(of, _)| of == family))
    }

    /// The families, in alphabetical order, in which a folded word is such a form.
    #[must_use]
    pub fn families_of_form(&self, folded: &str, form: &str) -> Vec<&str> {
        let places = self.places(folded).unwrap_or_default().iter();
        let mut found: Vec<&str> =
            places.filter(|(_, of)| of == form).map(|(family, _)| family.as_str()).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Families and forms of a verb as it was found, with or without the word that may stand
    /// between it and its complement.
    fn places(&self, folded: &str) -> Option<&[(String, String)]> {
        if let Some(places) = self.families.get(folded) {
            return Some(places);
        }
        let (verb, rest) = folded.split_once(' ')?;
        let (_, complement) = rest.split_once(' ')?;
        Some(self.families.get(&format!("{verb} {complement}"))?)
    }
}
