//! A person's name taken apart, and how two names fit.
//!
//! In: a name in reading form. Out: its words, folded, each an initial or whole, each part of
//! the given name, of the surname or of neither for certain; and of two names whether one can
//! be the other, how, and how near.
//!
//! The surname is told by capitals ("Mario ROSSI"), otherwise by given names that the rules
//! know; where neither decides, a roll's own majority does (see [`Name::settle`]). Particles
//! are glued to the word that they open ("De Luca" is "deluca"), so that blanks and
//! apostrophes do not matter.

use strsim::{damerau_levenshtein, jaro_winkler};

use super::words::Words;
use crate::model::fold;

/// Least Jaro-Winkler similarity of two words of which one may be a misprint of the other: what
/// one slip in a word of five leaves at worst ("Gulia" and "Giulia", 0.86).
const NEAR_WORD: f64 = 0.85;

/// Letters of a word from which on two slips are taken for misprints, rather than one.
const LONG_WORD: usize = 9;

/// Letters of a word below which no slip is taken for a misprint.
const SHORT_WORD: usize = 4;

/// What a word of a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Given,
    Surname,
    Unknown,
}

/// A word of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// Folded, without apostrophes.
    pub text: String,
    /// Whether it is the first letter of a word alone.
    pub is_initial: bool,
    /// What it is.
    pub part: Part,
}

/// A name taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// Its words in the order written.
    pub tokens: Vec<Token>,
}

/// How one name fits another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// The same words in the same order.
    Exact,
    /// The same words in another order.
    Reordered,
    /// Initials in place of words.
    Initial,
    /// Words left out.
    Partial,
    /// A misprint.
    Near,
}

impl Name {
    /// A name taken apart; `None` where it has no letter.
    pub(super) fn parse(written: &str, words: &Words) -> Option<Self> {
        let written = written.replace(['\u{2019}', '\u{2018}', '`', '\u{b4}'], "'");
        let spaced = space_initials(&written);
        let mut tokens: Vec<(String, bool, bool)> = Vec::new();
        let mut particle = String::new();
        for word in spaced.split(|letter: char| letter.is_whitespace() || "-,;()/".contains(letter))
        {
            let is_caps = word.chars().filter(|letter| letter.is_alphabetic()).count() > 1
                && !word.chars().any(char::is_lowercase);
            let text: String = fold(word).chars().filter(|c| c.is_alphanumeric()).collect();
            if text.is_empty() || words.is("name-link", &text) {
                continue;
            }
            let title = fold(word.trim_end_matches('.'));
            if word.contains('.') && text.len() > 1 && words.is("honorific", &title) {
                continue;
            }
            let opens = word.ends_with('\'') && text.len() <= 4;
            // "D." is an initial, "D'" a particle.
            let is_particle = text.len() > 1 && !word.ends_with('.') && words.is_particle(&text);
            if (is_particle || opens) && text.len() <= 5 && !words.is_given(&text) {
                particle.push_str(&text);
                continue;
            }
            let is_initial = particle.is_empty() && text.chars().count() == 1;
            tokens.push((std::mem::take(&mut particle) + &text, is_initial, is_caps));
        }
        if !particle.is_empty() {
            tokens.push((particle, false, false));
        }
        if tokens.is_empty() {
            return None;
        }
        let whole = || tokens.iter().filter(|(_, is_initial, _)| !is_initial);
        let caps = whole().filter(|(_, _, is_caps)| *is_caps).count();
        let given = whole().filter(|(text, _, _)| words.is_given(text)).count();
        let count = whole().count();
        // "R. Franco" has its given name first, and "Franco R." too: where a given name is all
        // that is whole, it is the surname if the initial stands before it.
        let initial_first = tokens[0].1;
        let given_at_end = [tokens.first(), tokens.last()]
            .iter()
            .flatten()
            .any(|(text, is_initial, _)| !is_initial && words.is_given(text));
        let all_given = given > 0 && given == count && count < tokens.len();
        let part = |text: &str, is_initial: bool, is_caps: bool| {
            let decided = |is_given| if is_given { Part::Given } else { Part::Surname };
            if is_initial {
                return decided(!all_given || initial_first);
            }
            if all_given {
                decided(!initial_first)
            } else if caps > 0 && caps < count {
                decided(!is_caps)
            } else if given > 0 && given < count {
                // What stands around given names that are in the middle may be either.
                let is_known = words.is_given(text);
                if is_known || given_at_end { decided(is_known) } else { Part::Unknown }
            } else if given == 0 && count < tokens.len() {
                Part::Surname
            } else {
                Part::Unknown
            }
        };
        let tokens = tokens
            .iter()
            .map(|(text, is_initial, is_caps)| Token {
                text: text.clone(),
                is_initial: *is_initial,
                part: part(text, *is_initial, *is_caps),
            })
            .collect();
        Some(Self { tokens })
    }

    /// Whether its surname stands first; `None` where that is not certain.
    pub(super) fn is_surname_first(&self) -> Option<bool> {
        let first = self.tokens.first()?.part;
        let last = self.tokens.last()?.part;
        match (first, last) {
            (Part::Surname, Part::Given) => Some(true),
            (Part::Given, Part::Surname) => Some(false),
            _ => None,
        }
    }

    /// Decides words of which nothing else tells what they are by the order usual on the roll.
    pub(super) fn settle(&mut self, surname_first: bool) {
        if self.tokens.len() == 2 && self.tokens.iter().all(|token| token.part == Part::Unknown) {
            let (surname, given) = if surname_first { (0, 1) } else { (1, 0) };
            self.tokens[surname].part = Part::Surname;
            self.tokens[given].part = Part::Given;
        }
    }

    /// The words in the order of the alphabet: equal for the same words in any order.
    pub(super) fn key(&self) -> String {
        let mut words: Vec<&str> = self.tokens.iter().map(|token| token.text.as_str()).collect();
        words.sort_unstable();
        words.join(" ")
    }

    /// The words as written, for telling an order from another.
    pub(super) fn ordered(&self) -> String {
        let words: Vec<&str> = self.tokens.iter().map(|token| token.text.as_str()).collect();
        words.join(" ")
    }

    /// Words that are no initials.
    pub(super) fn whole(&self) -> impl Iterator<Item = &Token> {
        self.tokens.iter().filter(|token| !token.is_initial)
    }

    /// Whether it has two words or more, none of them an initial.
    pub(super) fn is_full(&self) -> bool {
        self.tokens.len() > 1 && self.whole().count() == self.tokens.len()
    }

    /// Words of the surname, as far as they are known.
    pub(super) fn surnames(&self) -> impl Iterator<Item = &Token> {
        self.whole().filter(|token| token.part == Part::Surname)
    }

    /// How this name fits `full`, which says as much or more, and how near, from 0 to 1.
    pub(super) fn fits(&self, full: &Self, words: &Words) -> Option<(Fit, f64)> {
        if self.ordered() == full.ordered() {
            return Some((Fit::Exact, 1.0));
        }
        let mut free: Vec<&Token> = full.tokens.iter().collect();
        let mut open: Vec<&Token> = Vec::new();
        for token in self.whole() {
            let same = free
                .iter()
                .position(|other| other.text == token.text && !is_opposed(token.part, other.part));
            match same {
                Some(at) => drop(free.remove(at)),
                None => open.push(token),
            }
        }
        let matched = self.whole().count() - open.len();
        let mut initials = 0;
        for token in self.tokens.iter().filter(|token| token.is_initial) {
            let stands = free.iter().position(|other| {
                other.text.starts_with(token.text.as_str()) && !is_opposed(token.part, other.part)
            });
            free.remove(stands?);
            initials += 1;
        }
        match open.as_slice() {
            [] if matched == 0 => None,
            [] if initials > 0 => {
                // "M. Rossi" is "Maria Rossi" rather than "Maria Luisa Rossi", and both before
                // a name of which more is left out.
                (free.len() < 3).then_some((Fit::Initial, 0.9 - 0.05 * free.len() as f64))
            }
            [] if free.is_empty() => Some((Fit::Reordered, 1.0)),
            [] => Some((Fit::Partial, if matched > 1 { 0.9 } else { 0.8 })),
            [slip] if initials == 0 && matched > 0 && free.len() == 1 => {
                let near = nearness(slip, free[0], words)?;
                Some((Fit::Near, near))
            }
            _ => None,
        }
    }
}

/// One is surely a given name and the other surely a surname.
fn is_opposed(one: Part, other: Part) -> bool {
    matches!((one, other), (Part::Given, Part::Surname) | (Part::Surname, Part::Given))
}

/// How near two words are of which one may be a misprint of the other; `None`: two words.
fn nearness(one: &Token, other: &Token, words: &Words) -> Option<f64> {
    if one.is_initial || other.is_initial || is_opposed(one.part, other.part) {
        return None;
    }
    let (a, b) = (one.text.as_str(), other.text.as_str());
    let length = a.chars().count().min(b.chars().count());
    // Two given names that exist are two people: "Paolo" and "Paola", "Mara" and "Maria".
    if length < SHORT_WORD || (words.is_given(a) && words.is_given(b)) {
        return None;
    }
    // In Italian and its neighbours the last letter tells gender and family.
    let is_last_letter = a.char_indices().next_back().map(|(at, _)| &a[..at])
        == b.char_indices().next_back().map(|(at, _)| &b[..at]);
    if is_last_letter && one.part != Part::Surname {
        return None;
    }
    let slips = damerau_levenshtein(a, b);
    let near = jaro_winkler(a, b);
    let most = if length >= LONG_WORD { 2 } else { 1 };
    (slips <= most && near >= NEAR_WORD).then_some(if is_last_letter {
        near.min(0.92)
    } else {
        near
    })
}

/// "G.B.Rossi" with its blanks: "G. B. Rossi".
fn space_initials(written: &str) -> String {
    let letters: Vec<char> = written.chars().collect();
    let mut spaced = String::with_capacity(written.len() + 4);
    for (at, letter) in letters.iter().enumerate() {
        spaced.push(*letter);
        let is_single = at > 0 && (at == 1 || !letters[at - 2].is_alphabetic());
        let goes_on = letters.get(at + 1).is_some_and(|next| next.is_alphabetic());
        if *letter == '.' && is_single && goes_on {
            spaced.push(' ');
        }
    }
    spaced
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        Words::new(&crate::rules::load(&[]).expect("the built-in rules"))
    }

    fn fit(short: &str, full: &str) -> Option<Fit> {
        let words = words();
        let parse = |written| Name::parse(written, &words).expect("a name");
        parse(short).fits(&parse(full), &words).map(|(fit, _)| fit)
    }

    #[test]
    fn order_case_accents_particles_and_titles_do_not_matter() {
        assert_eq!(fit("ROSETTI Anna", "Anna Rosetti"), Some(Fit::Reordered));
        assert_eq!(fit("D’ Amante Carla", "Carla D'AMANTE"), Some(Fit::Reordered));
        assert_eq!(fit("NOE' Pia", "Noè Pia"), Some(Fit::Exact));
        assert_eq!(fit("Dott.ssa Anna De Lucia", "Anna DELUCIA"), Some(Fit::Exact));
    }

    #[test]
    fn initials_stand_for_given_names() {
        assert_eq!(fit("A. Rosetti", "Anna Rosetti"), Some(Fit::Initial));
        assert_eq!(fit("Rosetti A.", "Anna Rosetti"), Some(Fit::Initial));
        assert_eq!(fit("A.M.Rosetti", "Anna Maria Rosetti"), Some(Fit::Initial));
        assert_eq!(fit("X. N. B. Rosetti", "Xarvio Nicola Bremida Rosetti"), Some(Fit::Initial));
        assert_eq!(fit("D. Rosetti", "Diego Rosetti"), Some(Fit::Initial));
        assert_eq!(fit("B. Rosetti", "Anna Rosetti"), None);
        assert_eq!(fit("R. Franco", "Franco Rosetti"), None, "Franco is a given name there");
    }

    #[test]
    fn words_may_be_left_out_but_not_changed() {
        assert_eq!(fit("Anna Rosetti", "Anna Maria Rosetti"), Some(Fit::Partial));
        assert_eq!(fit("Anna Rosetti", "Anna Rosetti in Bellini"), Some(Fit::Partial));
        assert_eq!(fit("Rosetti", "Anna Rosetti"), Some(Fit::Partial));
        assert_eq!(fit("Anna Bellini", "Anna Rosetti"), None);
    }

    #[test]
    fn misprints_are_told_from_other_names() {
        assert_eq!(fit("Anna Rosetii", "Anna Rosetti"), Some(Fit::Near));
        assert_eq!(fit("Gulia Rosetti", "Giulia Rosetti"), Some(Fit::Near));
        assert_eq!(fit("Paola Rosetti", "Paolo Rosetti"), None);
        assert_eq!(fit("Mara Rosetti", "Maria Rosetti"), None);
        assert_eq!(fit("Anna Rosa", "Anna Rossi"), None, "short words are other words");
    }
}
