//! What a text is about: its words, each weighed by how rare it is in the ambito.
//!
//! In: a scope. Out: for each decision and each later text its terms, and a way from a term to
//! the decisions that have it. A term is the beginning of a word, since endings tell number,
//! gender and tense; small words say nothing and are none.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Decision, DecisionKind};
use crate::resolve::outcome::Outcome;
use crate::resolve::scope::{MeetingView, Scope};
use crate::resolve::words::{Words, plain};

/// Letters of a word that are kept: enough for the stem of most, without endings.
const STEM: usize = 6;

/// How much it counts that one text is a small part of the other: a text of which a sixteenth is
/// shared loses half of its likeness.
const PART: f64 = 0.25;

/// A decision as a subject.
#[derive(Clone, Debug)]
pub(super) struct Subject<'a> {
    pub decision: &'a Decision,
    /// Position of its meeting.
    pub meeting: usize,
    pub terms: BTreeSet<u32>,
    /// Words of its owners and organisations.
    pub owners: BTreeSet<u32>,
    /// Numbers of acts that it names.
    pub acts: BTreeSet<String>,
}

/// The subjects of a scope, and how rare each term is.
#[derive(Clone, Debug)]
pub(super) struct Index<'a> {
    pub subjects: Vec<Subject<'a>>,
    /// Term to the subjects that have it, in the order of meetings.
    pub by_term: BTreeMap<u32, Vec<usize>>,
    /// Meetings of the scope that are no doubles, by position.
    pub is_counted: Vec<bool>,
    /// The body of each meeting, for comparison, by position.
    pub bodies: Vec<String>,
    /// Body and number to the meetings that bear it, in the order of meetings.
    pub by_number: BTreeMap<(String, String), Vec<usize>>,
    numbers: BTreeMap<String, u32>,
    small: BTreeSet<String>,
    /// Number of texts that have a term.
    counts: Vec<u32>,
    texts: u32,
}

impl<'a> Index<'a> {
    /// Reads the decisions and later texts of a scope.
    pub(super) fn new(scope: &Scope<'a>, words: &Words, out: &Outcome) -> Self {
        let mut index = Self {
            subjects: Vec::new(),
            by_term: BTreeMap::new(),
            is_counted: Vec::new(),
            bodies: scope.meetings.iter().map(MeetingView::body).collect(),
            by_number: BTreeMap::new(),
            numbers: BTreeMap::new(),
            small: BTreeSet::new(),
            counts: Vec::new(),
            texts: 0,
        };
        let mut asked: BTreeSet<String> = BTreeSet::new();
        for (at, view) in scope.meetings.iter().enumerate() {
            let is_counted = view.date().is_some() && !out.duplicate_of.contains_key(view.id());
            index.is_counted.push(is_counted);
            if !is_counted {
                continue;
            }
            if let Some(number) = view.meeting.number.as_deref() {
                let key = (index.bodies[at].clone(), number.trim_start_matches('0').to_owned());
                index.by_number.entry(key).or_default().push(at);
            }
            let parents: BTreeSet<&str> =
                view.decisions.iter().filter_map(|row| row.parent_id.as_deref()).collect();
            for decision in &view.decisions {
                let is_frame = parents.contains(decision.decision_id.as_str());
                let says_nothing = decision.kind == DecisionKind::Procedural;
                if decision.same_as.is_some() || is_frame || says_nothing {
                    continue;
                }
                let terms = index.read(&decision.text, words, &mut asked);
                let mut owners = BTreeSet::new();
                let id = &decision.decision_id;
                for owner in view.owners.iter().filter(|row| row.decision_id == *id) {
                    owners.extend(index.read(&owner.owner, words, &mut asked));
                }
                index.count(&terms);
                let acts = acts(&decision.text);
                index.subjects.push(Subject { decision, meeting: at, terms, owners, acts });
            }
            for text in view
                .statements
                .iter()
                .map(|row| row.text.as_str())
                .chain(view.items.iter().map(|row| row.title.as_str()))
            {
                let terms = index.read(text, words, &mut asked);
                index.count(&terms);
            }
        }
        for (at, subject) in index.subjects.iter().enumerate() {
            for term in &subject.terms {
                index.by_term.entry(*term).or_default().push(at);
            }
        }
        index
    }

    fn count(&mut self, terms: &BTreeSet<u32>) {
        self.texts += 1;
        for term in terms {
            self.counts[*term as usize] += 1;
        }
    }

    fn read(&mut self, text: &str, words: &Words, asked: &mut BTreeSet<String>) -> BTreeSet<u32> {
        let plain = plain(text);
        let mut terms = BTreeSet::new();
        for word in plain.split(' ').filter(|word| word.len() > 1) {
            if asked.insert(word.to_owned()) && words.is_small(word) {
                self.small.insert(word.to_owned());
            }
            if self.small.contains(word) {
                continue;
            }
            let stem: String = word.chars().take(STEM).collect();
            let next = self.counts.len() as u32;
            let number = *self.numbers.entry(stem).or_insert(next);
            if number == next {
                self.counts.push(0);
            }
            terms.insert(number);
        }
        terms
    }

    /// The terms of a text that has been read before.
    pub(super) fn terms(&self, text: &str) -> BTreeSet<u32> {
        let plain = plain(text);
        let stems = plain
            .split(' ')
            .filter(|word| word.len() > 1 && !self.small.contains(*word))
            .map(|word| word.chars().take(STEM).collect::<String>());
        stems.filter_map(|stem| self.numbers.get(&stem).copied()).collect()
    }

    /// How much a term says: the logarithm of how rare it is, after Spärck Jones (1972).
    pub(super) fn weight(&self, term: u32) -> f64 {
        let count = self.counts[term as usize];
        (f64::from(self.texts + 1) / (f64::from(count) + 0.5)).ln().max(0.0)
    }

    fn sum(&self, terms: &BTreeSet<u32>) -> f64 {
        terms.iter().map(|term| self.weight(*term)).sum()
    }

    /// How like a later text's subject is to a decision's, from 0 to 1: of the weight of the
    /// shorter of the two, what both share; and the number of terms shared.
    pub(super) fn likeness(&self, one: &BTreeSet<u32>, other: &BTreeSet<u32>) -> (f64, usize) {
        let shared: BTreeSet<u32> = one.intersection(other).copied().collect();
        let least = self.sum(one).min(self.sum(other));
        let likeness = if least > 0.0 { self.sum(&shared) / least } else { 0.0 };
        (likeness, shared.len())
    }

    /// The same, less where the shorter is a small part of the longer: two words of a title
    /// within a long decision are its subject less often than half of its words.
    pub(super) fn closeness(&self, one: &BTreeSet<u32>, other: &BTreeSet<u32>) -> (f64, usize) {
        let (likeness, shared) = self.likeness(one, other);
        let (one, other) = (self.sum(one), self.sum(other));
        let part =
            if one.max(other) > 0.0 { likeness * one.min(other) / one.max(other) } else { 0.0 };
        (likeness * part.powf(PART), shared)
    }
}

/// Numbers of acts in a text: a number, a stroke, a year. Acts of two numbers are two, however
/// alike the words are that speak of them.
pub(super) fn acts(text: &str) -> BTreeSet<String> {
    let is_number = |word: &str, most: usize| {
        (1..=most).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let words = text.split(|letter: char| !letter.is_ascii_digit() && letter != '/');
    let written = words.filter(|word| {
        word.split_once('/').is_some_and(|(number, year)| {
            is_number(number, 5) && year.len() == 4 && is_number(year, 4)
        })
    });
    written.map(|word| word.trim_start_matches('0').to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_are_numbers_with_a_year() {
        let of = |text: &str| acts(text).into_iter().collect::<Vec<_>>();
        assert_eq!(of("verbale n. 06/2019 e delibera n.12/2020,"), ["12/2020", "6/2019"]);
        assert!(of("seduta del 10/03/2021, 3/4 dei voti, 50/100000").is_empty());
    }
}
