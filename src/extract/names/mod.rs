//! Agents in a text: people, organisations, bodies, roles and groups, as they are written.
//!
//! In: a [`Text`] and the words of a pack. Out: where an agent begins and ends and what it is.
//! Letters' case decides where a name ends, which is why this is code and not a pattern; the
//! words themselves (honorifics, particles, what is no name) are lexicons of the rules.
//!
//! Grammar:
//!
//! ```text
//! person       = { honorific } word { [ particle | honorific ] word } | "@" nick
//! word         = capitalised | CAPITALS | initial "."
//! organisation = known acronym | organisation-word { proper }
//! role         = role-word [ organisation | proper ] [ person ]
//! agents       = agent { ("," | conjunction) [article] agent }
//! ```

mod known;
mod person;
#[cfg(test)]
mod tests;

pub(in crate::extract) use known::{Known, NameWords};
pub(in crate::extract) use person::PersonName;

use std::ops::Range;

use regex::Regex;

use super::text::Text;
use crate::model::OwnerKind;
use crate::rules::{Folded, Pack, Slot, SlotReader, fold_key};

/// An agent in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Agent {
    /// Its words, article aside, in folded bytes.
    pub range: Range<usize>,
    /// What it is.
    pub kind: OwnerKind,
}

/// Reads names in one text.
#[derive(Clone, Copy, Debug)]
pub(super) struct NameReader<'a> {
    pack: &'a Pack,
    words: &'a NameWords,
    known: &'a Known,
    text: &'a Text,
}

impl<'a> NameReader<'a> {
    /// A reader for one text.
    #[must_use]
    pub(super) fn new(
        pack: &'a Pack,
        words: &'a NameWords,
        known: &'a Known,
        text: &'a Text,
    ) -> Self {
        Self { pack, words, known, text }
    }

    fn folded_from(&self, at: usize) -> &'a str {
        let folded = self.text.folded();
        &folded.as_str()[folded.folded_at(at)..]
    }

    /// The byte of the reading text where the folded rest has gone on by `length` bytes.
    fn advance(&self, at: usize, length: usize) -> usize {
        let folded = self.text.folded();
        folded.reading(folded.folded_at(at)..folded.folded_at(at) + length).end
    }

    fn skip(&self, words: &Regex, at: usize) -> Option<usize> {
        let found = words.find(self.folded_from(at))?;
        (found.end() > 0).then(|| self.advance(at, found.end()))
    }

    /// Where a run of proper names that belongs to an organisation ends: "di Ceriano Laghetto".
    fn proper_tail(&self, at: usize) -> usize {
        let text = self.text.as_str();
        let mut end = at;
        let mut position = at;
        let mut words = 0;
        loop {
            if !text[position..].starts_with([' ', '\'']) && position > at {
                break;
            }
            let mut next = if text[position..].starts_with(' ') { position + 1 } else { position };
            if let Some(after) = self.skip(&self.words.links, next) {
                // "il Presidente l'Assemblea": a bare article begins another name, unless it is
                // part of this one and has a capital.
                let link = fold_key(text[next..after].trim());
                let is_capital = text[next..after].starts_with(char::is_uppercase);
                if !is_capital && self.pack.lexicon("bare-article").lookup_folded(&link).is_some() {
                    break;
                }
                next = after;
            }
            let Some(length) = self.word_at(next) else { break };
            let word = fold_key(&text[next..next + length]);
            let is_other = |name: &str| self.pack.lexicon(name).lookup_folded(&word).is_some();
            if is_other("status-word")
                || is_other("role")
                || self.is_verb(&text[next..next + length])
            {
                break;
            }
            words += 1;
            if words > 6 {
                break;
            }
            end = next + length;
            position = end;
        }
        end
    }

    /// Whether a word in capitals is a verb and no name: "THE BOARD DECIDES".
    fn is_verb(&self, word: &str) -> bool {
        let is_caps = word.chars().count() > 3 && word.chars().all(char::is_uppercase);
        let verbs = &self.pack.vocabulary.verbs;
        is_caps && !verbs.families_of_form(&fold_key(word), "present").is_empty()
    }

    /// The organisation that begins at byte `at` of the reading text.
    #[must_use]
    pub(super) fn organisation(&self, at: usize) -> Option<Range<usize>> {
        if let Some((range, OwnerKind::Organisation | OwnerKind::Body)) = self.acronym(at) {
            return Some(range);
        }
        let kinds = [OwnerKind::Organisation, OwnerKind::Body];
        let heads = self.words.heads.iter().filter(|(kind, _)| kinds.contains(kind));
        let found = heads
            .filter_map(|(_, head)| head.find(self.folded_from(at)))
            .max_by_key(regex::Match::end)?;
        Some(at..self.proper_tail(self.advance(at, found.end())))
    }

    /// Whether a whole text names an organisation, at its beginning or further on.
    #[must_use]
    pub(super) fn is_organisation(&self) -> bool {
        let text = self.text.as_str();
        let starts = text
            .char_indices()
            .filter(|(at, _)| *at == 0 || !text[..*at].ends_with(char::is_alphanumeric));
        starts.into_iter().any(|(at, _)| self.organisation(at).is_some())
    }

    /// Where the place's name that begins at byte `at` of the reading text ends: capital words
    /// with links between, but no conjunction.
    #[must_use]
    pub(super) fn place(&self, at: usize) -> Option<usize> {
        let text = self.text.as_str();
        let first = self.word_at(at)?;
        let mut end = at + first;
        loop {
            if text[..end].ends_with('\'') {
                let Some(length) = self.word_at(end) else { return Some(end) };
                end += length;
                continue;
            }
            if !text[end..].starts_with(' ') {
                return Some(end);
            }
            let mut next = end + 1;
            if let Some(after) = self.link(next) {
                next = after;
            }
            let Some(length) = self.word_at(next) else { return Some(end) };
            if self.is_no_name(&text[next..next + length]) {
                return Some(end);
            }
            end = next + length;
        }
    }

    /// A word that links the parts of a place's name, conjunctions aside.
    fn link(&self, at: usize) -> Option<usize> {
        let after = self.skip(&self.words.links, at)?;
        self.skip(&self.words.conjunctions, at).is_none().then_some(after)
    }

    /// The office that begins at byte `at` of the reading text, with what it is the office of
    /// where a link says so ("Sindaco di Crema", "Direttore del Distretto").
    #[must_use]
    pub(super) fn role(&self, at: usize) -> Option<Range<usize>> {
        let head = self.words.heads.iter().find(|(kind, _)| *kind == OwnerKind::Role)?;
        let length = head.1.find(self.folded_from(at))?.end();
        let end = self.advance(at, length);
        let text = self.text.as_str();
        let Some(next) = text[end..].starts_with(' ').then_some(end + 1) else {
            return Some(at..end);
        };
        let Some(after) = self.link(next) else { return Some(at..end) };
        // "Consigliere Di Pompeo": with a capital it begins a surname.
        let is_small = |text: &str| text.starts_with(char::is_lowercase);
        let is_caps = !text[at..end].contains(char::is_lowercase);
        if !is_caps && !is_small(&text[next..]) {
            return Some(at..end);
        }
        if self.organisation(after).is_some() {
            return Some(at..end);
        }
        Some(at..self.place(after).unwrap_or(end))
    }

    /// The acronym at byte `at` of the reading text: a known one, or two to six capitals.
    fn acronym(&self, at: usize) -> Option<(Range<usize>, OwnerKind)> {
        let rest = &self.text.as_str()[at..];
        let length: usize = rest
            .chars()
            .take_while(|letter| letter.is_alphanumeric() || "./&-".contains(*letter))
            .map(char::len_utf8)
            .sum();
        let word = rest[..length].trim_end_matches(['.', '-', '/']);
        if word.is_empty() {
            return None;
        }
        if let Some((_, kind)) = self.known.acronyms.get(&fold_key(word)) {
            // A body's alias in lower case is a common word.
            return word.chars().any(char::is_uppercase).then_some((at..at + word.len(), *kind));
        }
        let capitals = word.chars().filter(|letter| letter.is_uppercase()).count();
        let is_acronym = (2..=6).contains(&capitals)
            && word
                .chars()
                .all(|letter| letter.is_uppercase() || letter.is_ascii_digit() || letter == '.');
        // A short word in capitals that is no person ("ASL") may well be an organisation.
        let folded = fold_key(word);
        let is_short =
            word.len() <= 4 && self.pack.lexicon("not-a-name").lookup_folded(&folded).is_some();
        let is_word = self.is_no_name(word) && !is_short
            || self.pack.lexicon("particle").lookup(word).is_some()
            || self.known.name_words.contains(&fold_key(word));
        let is_person = self.known.by_initials(word).is_some();
        let kind = if is_person { OwnerKind::Person } else { OwnerKind::Unknown };
        (is_acronym && !is_word).then_some((at..at + word.len(), kind))
    }

    /// The agent that begins at byte `at` of the reading text, its article aside.
    #[must_use]
    pub(super) fn agent(&self, at: usize) -> Option<(Range<usize>, OwnerKind)> {
        let person = self.person(at).filter(|person| {
            let word = fold_key(&person.name);
            person.word_count >= 2
                || person.honorific.is_some()
                || self.known.name_words.contains(&word)
        });
        let heads = self
            .words
            .heads
            .iter()
            .filter_map(|(kind, head)| Some((*kind, head.find(self.folded_from(at))?.end())));
        // The longest head wins: "coordinamento tecnico" before "coordinamento".
        let head = heads.max_by_key(|(kind, end)| (*end, std::cmp::Reverse(*kind)));
        if let Some((kind, length)) = head {
            let end = self.advance(at, length);
            let mut end = self.proper_tail(end);
            if kind == OwnerKind::Role {
                // "il coordinatore Bianchi" is a person, named by role and surname.
                let tail = self.text.as_str()[self.advance(at, length)..end].trim();
                let named = tail
                    .split_whitespace()
                    .any(|word| self.known.name_words.contains(&fold_key(word)));
                if named {
                    return Some((at..end, OwnerKind::Person));
                }
            }
            if self.text.as_str()[..end].ends_with('\'') {
                end -= 1;
            }
            return Some((at..end, kind));
        }
        if let Some(person) = person {
            return Some((person.range, OwnerKind::Person));
        }
        self.acronym(at)
    }

    /// The agents in a row that begin at byte `at` of the reading text: their stretches.
    #[must_use]
    pub(super) fn agents(&self, at: usize) -> Vec<(Range<usize>, OwnerKind)> {
        let text = self.text.as_str();
        let mut found = Vec::new();
        let mut position = self.skip(&self.words.articles, at).unwrap_or(at);
        while let Some((range, kind)) = self.agent(position) {
            let end = range.end;
            found.push((range, kind));
            let rest = &text[end..];
            let gap = rest.len() - rest.trim_start().len();
            let Some(after) = self.skip(&self.words.conjunctions, end + gap) else { break };
            position = self.skip(&self.words.articles, after).unwrap_or(after);
        }
        found
    }

    /// Every agent in the text, left to right, none within another.
    #[must_use]
    pub(super) fn all(&self) -> Vec<Agent> {
        let text = self.text.as_str();
        let mut found = Vec::new();
        let mut at = 0;
        let mut starts_word = true;
        for (position, letter) in text.char_indices() {
            let is_start = starts_word && (letter.is_alphanumeric() || letter == '@');
            starts_word = !letter.is_alphanumeric();
            if position < at || !is_start {
                continue;
            }
            if let Some((range, kind)) = self.agent(position) {
                at = range.end.max(position + 1);
                found.push(Agent { range: self.folded_range(range), kind });
            }
        }
        found
    }

    fn folded_range(&self, reading: Range<usize>) -> Range<usize> {
        let folded = self.text.folded();
        folded.folded_at(reading.start)..folded.folded_at(reading.end)
    }

    /// The agents that begin at folded byte `at`.
    #[must_use]
    pub(super) fn agents_at(&self, at: usize) -> Vec<Agent> {
        let start = self.text.folded().reading(at..at).start;
        let found = self.agents(start).into_iter();
        found.map(|(range, kind)| Agent { range: self.folded_range(range), kind }).collect()
    }

    /// The person whose name begins at folded byte `at`.
    #[must_use]
    pub(super) fn person_at(&self, at: usize) -> Option<PersonName> {
        self.person(self.text.folded().reading(at..at).start)
    }
}

impl SlotReader for NameReader<'_> {
    fn read(&self, slot: Slot, text: &Folded, at: usize) -> Vec<Range<usize>> {
        debug_assert_eq!(text.as_str(), self.text.folded().as_str(), "a reader reads its own text");
        let start = text.reading(at..at).start;
        let found: Vec<Range<usize>> = match slot {
            Slot::Person => self.person(start).map(|person| person.range).into_iter().collect(),
            Slot::Organisation => self.organisation(start).into_iter().collect(),
            Slot::Agents => {
                let agents = self.agents(start);
                // All of them first, then fewer: the pattern decides where the row ends.
                let Some((first, _)) = agents.first() else { return Vec::new() };
                let first = first.start;
                agents.iter().rev().map(|(range, _)| first..range.end).collect()
            }
        };
        found.into_iter().map(|range| self.folded_range(range)).collect()
    }
}
