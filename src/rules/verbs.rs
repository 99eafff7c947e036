//! Verbs by paradigm: from infinitives and endings to every form of a family.
//!
//! In: `[[paradigm]]` and `[[verb]]` entries. Out: [`Verbs`], which gives the alternation of
//! a form over families and the family of a form that was found. Endings are data of the
//! rules: nothing here knows a language.

use std::collections::BTreeMap;

use super::fold::{fold, fold_pattern};
use super::schema::{Paradigm, Verb};

/// All forms of all verbs.
#[derive(Clone, Debug, Default)]
pub struct Verbs {
    /// Family to form to words, as written.
    forms: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// Folded word to its family and form.
    families: BTreeMap<String, Vec<(String, String)>>,
}

impl Verbs {
    /// Inflects verbs. Gives, beside them, what is wrong with single entries.
    #[must_use]
    pub fn new(
        paradigms: &[Paradigm],
        verbs: &[Verb],
    ) -> (Self, Vec<(std::ops::Range<usize>, String)>) {
        let mut built = Self::default();
        let mut faults = Vec::new();
        for verb in verbs {
            let Some(paradigm) =
                paradigms.iter().find(|paradigm| paradigm.id.get_ref() == verb.paradigm.get_ref())
            else {
                faults.push((
                    verb.paradigm.span(),
                    format!("no paradigm is called '{}'", verb.paradigm.get_ref()),
                ));
                continue;
            };
            for word in &verb.words {
                let Some(stem) = word.strip_suffix(paradigm.ending.as_str()) else {
                    faults.push((
                        verb.family.span(),
                        format!(
                            "'{word}' does not end in '-{}', as the paradigm '{}' asks",
                            paradigm.ending,
                            paradigm.id.get_ref()
                        ),
                    ));
                    continue;
                };
                for (form, endings) in &paradigm.forms {
                    let words = match verb.forms.get(form) {
                        Some(own) => own.clone(),
                        None => endings.iter().map(|ending| format!("{stem}{ending}")).collect(),
                    };
                    for inflected in words {
                        built.add(verb.family.get_ref(), form, inflected);
                    }
                }
            }
        }
        (built, faults)
    }

    fn add(&mut self, family: &str, form: &str, word: String) {
        let place = (family.to_owned(), form.to_owned());
        let places = self.families.entry(fold(&word)).or_default();
        if !places.contains(&place) {
            places.push(place);
        }
        let words =
            self.forms.entry(family.to_owned()).or_default().entry(form.to_owned()).or_default();
        if !words.contains(&word) {
            words.push(word);
        }
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
        let mut words: Vec<String> = families
            .iter()
            .filter_map(|family| self.forms.get(*family)?.get(form))
            .flatten()
            .map(|word| fold_pattern(word))
            .collect();
        if words.is_empty() {
            return None;
        }
        words.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        words.dedup();
        Some(words.join("|"))
    }

    /// The family of a folded word, if it is a form of a verb of one of `families`.
    #[must_use]
    pub fn family_of<'a>(&self, folded: &str, families: &[&'a str]) -> Option<&'a str> {
        let found = self.families.get(folded)?;
        families.iter().copied().find(|family| found.iter().any(|(of, _)| of == family))
    }

    /// The first family, in alphabetical order, in which a folded word is such a form.
    #[must_use]
    pub fn family_of_form(&self, folded: &str, form: &str) -> Option<&str> {
        let found = self.families.get(folded)?;
        found.iter().find(|(_, of)| of == form).map(|(family, _)| family.as_str())
    }
}
