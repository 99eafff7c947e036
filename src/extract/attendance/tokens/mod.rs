//! The words of a roll: people, organisations, roles, statuses, remarks and what parts them.
//!
//! In: a text of a roll. Out: its [`Piece`]s in order, each with its reading bytes. Which piece
//! belongs to which is for [`super::entries`].
//!
//! Invariant: pieces stand in the order of the text and do not overlap.

mod organisations;
mod reader;
mod status;

pub(super) use reader::{Meaning, Reader};

use std::collections::BTreeMap;
use std::ops::Range;

use regex::Regex;

use super::seat::Remark;
use crate::extract::names::PersonName;
use crate::extract::text::Text;
use crate::model::AttendanceStatus;

/// What parts pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// `,`
    Comma,
    /// `;` or the end of a line of a list.
    Semicolon,
    /// `:`
    Colon,
    /// A dash between blanks.
    Dash,
    /// `/`
    Slash,
    /// The edge of a cell.
    Cell,
    /// A conjunction.
    And,
    /// `(`
    Open,
    /// `)`
    Close,
}

/// What a piece is.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// A person's name.
    Person(PersonName),
    /// An organisation.
    Organisation,
    /// One of several organisations under one head: what it is called in full.
    Listed(String),
    /// An office.
    Role,
    /// A status.
    Status(AttendanceStatus),
    /// A remark.
    Note(Box<Remark>),
    /// "Nobody".
    Nobody,
    /// What says that an organisation follows for which somebody came ("per il").
    Lead,
    /// What parts pieces.
    Mark(Mark),
    /// Any other word.
    Word,
}

/// A piece of a text.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// What it is.
    pub(super) kind: Kind,
    /// Its reading bytes.
    pub(super) range: Range<usize>,
    /// Whether it only helps others to be read (articles, numbers).
    pub(super) is_filler: bool,
}

impl Piece {
    /// Whether it is a name of more than one word.
    pub(super) fn is_full_name(&self) -> bool {
        matches!(&self.kind, Kind::Person(name) if name.word_count >= 2)
    }
}

struct Walk<'w, 'a> {
    reader: &'w Reader<'a>,
    text: &'w Text,
    at: usize,
    pieces: Vec<Piece>,
    /// "Comune di" while a list of its places goes on.
    list_head: Option<String>,
}

impl Walk<'_, '_> {
    fn rest(&self) -> &str {
        &self.text.as_str()[self.at..]
    }

    fn folded(&self) -> &str {
        let folded = self.text.folded();
        &folded.as_str()[folded.folded_at(self.at)..]
    }

    fn end_of(&self, length: usize) -> usize {
        let folded = self.text.folded();
        let start = folded.folded_at(self.at);
        folded.reading(start..start + length).end
    }

    fn found(&self, words: &Regex) -> Option<usize> {
        let length = words.captures(self.folded())?.name("word")?.end();
        (length > 0).then(|| self.end_of(length))
    }

    fn push(&mut self, kind: Kind, end: usize, is_filler: bool) {
        let end = end.max(self.at + self.rest().chars().next().map_or(1, char::len_utf8));
        self.pieces.push(Piece { kind, range: self.at..end, is_filler });
        self.at = end;
    }

    /// Whether a capital word begins a remark behind a dash and is no name: one word alone, and
    /// small letters after it ("Rossi - Family matters").
    fn is_remark(&self, person: &PersonName) -> bool {
        let rest = &self.text.as_str()[person.range.end..];
        matches!(self.last_kind(), Some(Kind::Mark(Mark::Dash)))
            && person.word_count == 1
            && person.honorific.is_none()
            && rest.strip_prefix(' ').is_some_and(|next| next.starts_with(char::is_lowercase))
    }

    fn last_kind(&self) -> Option<&Kind> {
        self.pieces.iter().rev().find(|piece| !piece.is_filler).map(|piece| &piece.kind)
    }

    fn step(&mut self, remarks: &BTreeMap<usize, (usize, Remark)>) {
        let Some(letter) = self.rest().chars().next() else { return };
        let width = letter.len_utf8();
        if letter.is_whitespace() {
            self.at += width;
            return;
        }
        if let Some((end, remark)) = remarks.get(&self.at) {
            let (end, remark) = (*end, remark.clone());
            self.push(Kind::Note(Box::new(remark)), end, false);
            self.list_head = None;
            return;
        }
        if let Some(mark) = Self::mark(letter) {
            if !matches!(mark, Mark::Comma) {
                self.list_head = None;
            }
            self.push(Kind::Mark(mark), self.at + width, false);
            return;
        }
        if letter == '"' || letter == '«' || letter == '“' {
            self.quoted(letter);
            return;
        }
        if let Some(end) = self.unit() {
            return self.push(Kind::Organisation, end, false);
        }
        if letter.is_ascii_digit() {
            let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
            let is_number = self.rest()[digits..].starts_with([')', '.', '°', '-']);
            let extra = usize::from(is_number);
            let end = self.at
                + digits
                + self.rest()[digits..].chars().take(extra).map(char::len_utf8).sum::<usize>();
            self.push(Kind::Word, end, is_number || self.pieces.is_empty());
            return;
        }
        if !letter.is_alphanumeric() && letter != '@' {
            self.at += width;
            return;
        }
        self.word();
    }

    fn mark(letter: char) -> Option<Mark> {
        Some(match letter {
            ',' => Mark::Comma,
            ';' | '•' | '●' | '▪' | '\n' => Mark::Semicolon,
            ':' => Mark::Colon,
            '(' | '[' => Mark::Open,
            ')' | ']' => Mark::Close,
            '–' | '—' | '-' | '−' | '‐' | '‑' => Mark::Dash,
            '/' => Mark::Slash,
            '|' => Mark::Cell,
            _ => return None,
        })
    }

    /// A quoted name goes with the organisation before it.
    fn quoted(&mut self, open: char) {
        let close = match open {
            '«' => '»',
            '“' => '”',
            other => other,
        };
        let rest = self.rest();
        let Some(length) = rest[open.len_utf8()..].find(close) else {
            self.at += open.len_utf8();
            return;
        };
        let end = self.at + open.len_utf8() + length + close.len_utf8();
        let before = self.pieces.last_mut();
        if let Some(piece) =
            before.filter(|piece| matches!(piece.kind, Kind::Organisation | Kind::Word))
        {
            piece.kind = Kind::Organisation;
            piece.range.end = end;
            self.at = end;
            return;
        }
        self.push(Kind::Organisation, end, false);
    }

    fn word(&mut self) {
        if let Some(status) = self.status() {
            let (status, end) = status;
            self.push(Kind::Status(status), end, false);
            self.list_head = None;
            return;
        }
        if let Some(end) = self.found(&self.reader.nobody) {
            return self.push(Kind::Nobody, end, false);
        }
        if let Some(end) = self.found(&self.reader.lead) {
            return self.push(Kind::Lead, end, false);
        }
        // "Mario Rossi per Alfa S.p.A.": behind a name, and before a capital.
        let follows_person = matches!(self.last_kind(), Some(Kind::Person(_)));
        if let Some(end) = self.found(&self.reader.seat_for).filter(|_| follows_person)
            && self.text.as_str()[end..].trim_start().starts_with(char::is_uppercase)
        {
            return self.push(Kind::Lead, end, false);
        }
        // "E. Rossi" begins with an initial.
        let is_initial = self.rest().as_bytes().get(1) == Some(&b'.');
        if let Some(end) = self.found(&self.reader.conjunction).filter(|_| !is_initial) {
            return self.push(Kind::Mark(Mark::And), end, false);
        }
        // "Lo Turco", "DE ROSA": with a capital and before one it may begin a surname.
        let begins_name = self.rest().starts_with(char::is_uppercase)
            && self.reader.scene.reader(self.text).person(self.at).is_some();
        if let Some(end) = self.found(&self.reader.filler).filter(|_| !begins_name) {
            return self.push(Kind::Word, end, true);
        }
        // "I.C. di Villa Corva": capitals with dots are no article.
        let is_dotted = self.rest().as_bytes().get(1) == Some(&b'.')
            && self.rest()[2..].starts_with(|next: char| next.is_ascii_uppercase());
        if let Some(end) = self.found(&self.reader.article).filter(|_| !is_dotted) {
            let is_elided = self.text.as_str()[self.at..end].ends_with(['\'', '’']);
            let next = self.text.as_str()[end..].chars().next();
            if (is_elided || next.is_some_and(char::is_whitespace)) && !begins_name {
                return self.push(Kind::Word, end, true);
            }
        }
        let names = self.reader.scene.reader(self.text);
        let is_led = matches!(self.last_kind(), Some(Kind::Lead));
        if let Some(end) = self.found(&self.reader.plural) {
            let head = self.text.as_str()[self.at..end].to_owned();
            let lexicon = self.reader.scene.pack.lexicon("seat-plural");
            if let Some(single) = lexicon.lookup(head.trim_end_matches('\'')) {
                self.list_head = Some(single.to_owned());
                return self.push(Kind::Word, end, true);
            }
        }
        if let Some(head) = self.list_head.clone() {
            if let Some(end) = names.place(self.at) {
                let full = format!("{head} {}", &self.text.as_str()[self.at..end]);
                return self.push(Kind::Listed(full), end, false);
            }
            self.list_head = None;
        }
        if let Some(end) = self.firm(names.person(self.at)) {
            return self.push(Kind::Organisation, end, false);
        }
        let is_titled = self.found(&self.reader.honorific).is_some();
        let person = names.person(self.at);
        let titled = person.clone().filter(|person| is_titled && person.honorific.is_some());
        if let Some(person) = titled {
            let end = person.range.end;
            return self.push(Kind::Person(person), end, false);
        }
        if let Some(range) = names.organisation(self.at) {
            if let Some(end) = self.whole_cell() {
                return self.push(Kind::Organisation, end, false);
            }
            let end = self.without_person(range.end);
            return self.push(Kind::Organisation, end, false);
        }
        if let Some(range) = names.role(self.at) {
            let end = self.without_person(range.end);
            return self.push(Kind::Role, end, false);
        }
        // "per la Val di Sotto": what is led is an organisation, whatever its name.
        let is_led = is_led && person.as_ref().is_none_or(|person| person.honorific.is_none());
        if let Some(end) = names.place(self.at).filter(|_| is_led) {
            return self.push(Kind::Organisation, end, false);
        }
        if let Some(person) = person.filter(|person| !self.is_remark(person)) {
            let word = &self.text.as_str()[person.range.clone()];
            let is_acronym = person.word_count == 1
                && person.honorific.is_none()
                && word.chars().count() <= 5
                && word.chars().all(char::is_uppercase);
            let end = person.range.end;
            // Initials that the document explains are a person's.
            let full = self.reader.scene.known.by_initials(word).map(str::to_owned);
            let kind = match full {
                Some(name) => Kind::Person(PersonName { name, word_count: 2, ..person }),
                None if is_acronym => Kind::Organisation,
                None => Kind::Person(person),
            };
            return self.push(kind, end, false);
        }
        let length: usize = self
            .rest()
            .chars()
            .take_while(|letter| letter.is_alphanumeric() || "'’.%&".contains(*letter))
            .map(char::len_utf8)
            .sum();
        let length = self.rest()[..length].trim_end_matches('.').len().max(1);
        self.push(Kind::Word, self.at + length, false);
    }
}
