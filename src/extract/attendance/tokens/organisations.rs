//! Where the names of organisations end: firms, units, cells, and people right behind them.
//!
//! In: a place in a text of a roll. Out: the byte at which the organisation that begins there ends.
//!
//! Invariant: a name behind an organisation is cut off only where its words or an office before it
//! tell that it is a person's.

use regex::Regex;

use super::{Kind, Mark, Walk};
use crate::extract::names::PersonName;
use crate::rules::fold;

/// Longest name of a unit, in letters.
const UNIT_LETTERS: usize = 5;

impl Walk<'_, '_> {
    /// The end of the short name of a class or a unit, before a name: digits and capitals
    /// together, as in "3B Rossi" or "UR1 Rossi".
    pub(super) fn unit(&self) -> Option<usize> {
        let rest = self.rest();
        let length = rest.find(|letter: char| !letter.is_ascii_alphanumeric())?;
        let word = &rest[..length];
        let digits = word.chars().filter(char::is_ascii_digit).count();
        let capitals = word.chars().filter(char::is_ascii_uppercase).count();
        let next = self.at + length + 1;
        let is_unit = (2..=UNIT_LETTERS).contains(&length)
            && digits > 0
            && capitals > 0
            && digits + capitals == length
            && rest[length..].starts_with(' ')
            && rest[length + 1..].starts_with(char::is_alphabetic)
            && self.reader.scene.reader(self.text).organisation(next).is_none()
            && self.reader.status_of(word).is_none();
        is_unit.then_some(self.at + length)
    }

    /// The end of a firm that begins here: what looks like a name, and its legal form.
    pub(super) fn firm(&self, person: Option<PersonName>) -> Option<usize> {
        let person = person.filter(|person| person.honorific.is_none())?;
        let names = &self.text.as_str()[person.range.start..];
        let read = person.range.len();
        let blanks = names.match_indices(' ').map(|(at, _)| at).take_while(|at| *at <= read);
        blanks.map(|at| person.range.start + at + 1).find_map(|at| {
            let length = self.found_at(&self.reader.legal_form, at)?;
            let folded = self.text.folded();
            let start = folded.folded_at(at);
            Some(folded.reading(start..start + length).end)
        })
    }

    /// The end of a cell that begins here and holds an organisation alone: all of it is its
    /// name, whatever marks stand in it.
    pub(super) fn whole_cell(&self) -> Option<usize> {
        if !matches!(self.last_kind(), Some(Kind::Mark(Mark::Cell))) {
            return None;
        }
        let cell = self.rest().split(" | ").next()?;
        let words = super::super::layout::words(cell);
        let names = self.reader.scene.reader(self.text);
        let is_plain = !cell.contains(['(', ':', ';'])
            && words.iter().skip(1).all(|(from, to)| {
                let at = self.at + from;
                names.role(at).is_none()
                    && self.reader.status_of(&cell[*from..*to]).is_none()
                    && self.found_at(&self.reader.honorific, at).is_none()
            });
        is_plain.then_some(self.at + cell.trim_end().len())
    }

    pub(super) fn found_at(&self, words: &Regex, at: usize) -> Option<usize> {
        let folded = self.text.folded();
        let rest = &folded.as_str()[folded.folded_at(at)..];
        Some(words.captures(rest)?.name("word")?.end())
    }

    /// "Director of the Asl Ugo Neri", "of social services Lia BIANCHI": whether the last two
    /// words of an organisation are whoever holds the office named before it, and nobody else is.
    fn holds_office(&self, words: &[(usize, &str)], end: usize) -> bool {
        let [.., (_, given), (_, surname)] = words else { return false };
        let is_given = self.reader.scene.pack.lexicon("given-name").lookup(given).is_some();
        let links = self.reader.scene.pack.lexicon("place-link");
        let is_linked = words.len() > 2 && links.lookup(words[words.len() - 3].1).is_some();
        let before = self.pieces.iter().rev().find(|piece| !piece.is_filler);
        let is_office = before.is_some_and(|piece| matches!(piece.kind, Kind::Role));
        let is_surname =
            !surname.contains(char::is_lowercase) && given.contains(char::is_lowercase);
        let rest = self.text.as_str()[end..].trim_start_matches([',', ' ']);
        let names = self.reader.scene.reader(self.text);
        let next = self.text.as_str().len() - rest.len();
        let is_told = names.person(next).is_some_and(|person| person.word_count >= 2);
        is_given && !is_linked && (is_office && !is_told || is_surname)
    }

    /// Where a place's name ends when a person's follows it without any mark between:
    /// "Comune di Bosa Maria Piras" has three capital words after its link, and the last two
    /// are taken for the person's, unless the first is one that places begin with.
    pub(super) fn without_person(&self, end: usize) -> usize {
        let text = &self.text.as_str()[self.at..end];
        let words: Vec<(usize, &str)> = text
            .split(' ')
            .scan(0, |at, word| {
                let start = *at;
                *at += word.len() + 1;
                Some((start, word))
            })
            .collect();
        let run = words
            .iter()
            .rev()
            .take_while(|(_, word)| {
                word.starts_with(char::is_uppercase) && !word.contains(['"', '.'])
            })
            .count();
        // The head of the organisation itself is no part of the place.
        let is_all = run == words.len();
        let behind = if is_all { run - 1 } else { run };
        let run = if is_all { 0 } else { run };
        if behind == 2 && self.holds_office(&words, end) {
            return self.at + words[words.len() - 2].0 - 1;
        }
        if run < 3 {
            return end;
        }
        let first = words[words.len() - run].1;
        let is_head = self.reader.place_head.is_match(&fold(first));
        let kept = if is_head { 2 } else { 1 };
        if run - kept < 2 {
            return end;
        }
        let (start, _) = words[words.len() - run + kept];
        self.at + start - 1
    }
}
