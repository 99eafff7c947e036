//! The words of a roll: people, organisations, roles, statuses, remarks and what parts them.
//!
//! In: a text of a roll. Out: its [`Piece`]s in order, each with its reading bytes. Which piece
//! belongs to which is for [`super::entries`].
//!
//! Invariant: pieces stand in the order of the text and do not overlap.

use std::collections::BTreeMap;
use std::ops::Range;

use regex::Regex;

use super::seat::{Cited, Remark};
use crate::extract::apply;
use crate::extract::names::PersonName;
use crate::extract::scene::Scene;
use crate::extract::text::Text;
use crate::model::{AttendanceStatus, Capacity, Mode, Word as _};
use crate::rules::{RuleKind, fold};

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

/// Reads the words of rolls with one pack.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    /// The document and its pack.
    pub(super) scene: &'a Scene<'a>,
    status: Regex,
    nobody: Regex,
    filler: Regex,
    article: Regex,
    conjunction: Regex,
    lead: Regex,
    plural: Regex,
    honorific: Regex,
    place_head: Regex,
    /// What the document's own legend says of its marks, by folded mark.
    pub(super) legend: BTreeMap<String, AttendanceStatus>,
}

/// A word that a lexicon knows, at the start of a text and ending there.
fn starting(words: &str) -> Regex {
    let expression = if words.is_empty() {
        r"[^\s\S]".to_owned()
    } else {
        format!(r"^(?<word>{words})(?:$|[^\p{{L}}\p{{N}}])")
    };
    Regex::new(&expression).expect("words of a lexicon were compiled when the rules were loaded")
}

impl<'a> Reader<'a> {
    /// A reader for a scene.
    pub(super) fn new(scene: &'a Scene<'a>) -> Self {
        let words = |name: &str| starting(scene.pack.lexicon(name).any());
        let elided = |name: &str| {
            let any = scene.pack.lexicon(name).any();
            let expression = if any.is_empty() {
                r"[^\s\S]".to_owned()
            } else {
                format!(r"^(?<word>(?:{any})(?:'|\b))")
            };
            Regex::new(&expression).expect("words of a lexicon were compiled before")
        };
        Self {
            scene,
            status: words("status-word"),
            nobody: words("nobody"),
            filler: words("roll-filler"),
            article: elided("article"),
            conjunction: words("conjunction"),
            lead: elided("seat-lead"),
            plural: elided("seat-plural"),
            honorific: words("honorific"),
            place_head: words("place-head"),
            legend: BTreeMap::new(),
        }
    }

    /// The status of a whole text: by the document's legend, then by the rules.
    pub(super) fn status_of(&self, text: &str) -> Option<AttendanceStatus> {
        let folded = fold(text);
        let folded = folded.trim().trim_matches(['*', '(', ')', '"']).trim();
        let bare: String = folded.chars().filter(|letter| *letter != '.').collect();
        if let Some(status) = self.legend.get(&bare) {
            return Some(*status);
        }
        let lexicon = self.scene.pack.lexicon("status-word");
        let value = lexicon.lookup_folded(folded).or_else(|| {
            lexicon.lookup_folded(folded.trim_end_matches(['.', ',', ';', ':']).trim())
        });
        AttendanceStatus::from_word(value?)
    }

    /// Whether a whole text is a mark: `Some(true)` a set one, `Some(false)` one that says no.
    pub(super) fn mark_of(&self, text: &str) -> Option<bool> {
        let folded = fold(text);
        let folded = folded.trim().trim_matches(['*', '(', ')', '[', ']', '"', '.']).trim();
        match self.scene.pack.lexicon("status-mark").lookup_folded(folded)? {
            "yes" => Some(true),
            _ => Some(false),
        }
    }

    /// Whether a whole text stands for an empty cell.
    pub(super) fn is_empty_mark(&self, text: &str) -> bool {
        let folded = fold(text);
        let folded = folded.trim();
        folded.is_empty() || self.scene.pack.lexicon("empty-mark").lookup_folded(folded).is_some()
    }

    /// Whether a whole text says that there is nobody.
    pub(super) fn is_nobody(&self, text: &str) -> bool {
        let folded = fold(text);
        let folded = folded.trim().trim_end_matches(['.', ';', ',']).trim();
        self.scene.pack.lexicon("nobody").lookup_folded(folded).is_some()
    }

    /// The remarks in a text, by the reading byte at which they start.
    fn remarks(&self, text: &Text) -> BTreeMap<usize, (usize, Remark)> {
        let slots = self.scene.reader(text);
        let mut found: BTreeMap<usize, (usize, Remark)> = BTreeMap::new();
        for rule in self.scene.pack.rules_of(RuleKind::Note) {
            for hit in apply::all(rule, text, &slots) {
                let range = text.folded().reading(hit.found.range.clone());
                if found.get(&range.start).is_some_and(|(known, _)| *known >= range.end) {
                    continue;
                }
                let cited = |field: &str| {
                    let range = text.folded().reading(hit.found.get(field)?);
                    let cited = Cited::of(text, range, &rule.id);
                    (!cited.text.is_empty()).then_some(cited)
                };
                let time = |field: &str| {
                    let mut cited = cited(field)?;
                    cited.text = self.scene.pack.parse_time(&cited.text)?;
                    Some(cited)
                };
                let remark = Remark {
                    cited: Cited::of(text, range.clone(), &rule.id),
                    status: hit.set("status").and_then(AttendanceStatus::from_word),
                    is_weak: hit.set("basis").is_none(),
                    mode: hit.set("mode").and_then(Mode::from_word),
                    capacity: hit.set("capacity").and_then(Capacity::from_word),
                    represents: cited("represents"),
                    represented_by: cited("represented_by"),
                    arrived_at: time("arrived_at"),
                    left_at: time("left_at"),
                    is_chair: hit.set("is_chair") == Some("true"),
                    is_secretary: hit.set("is_secretary") == Some("true"),
                    role: cited("role"),
                    is_role: hit.set("role").is_some(),
                };
                found.insert(range.start, (range.end, remark));
            }
        }
        found
    }

    /// The pieces of a text.
    pub(super) fn pieces(&self, text: &Text) -> Vec<Piece> {
        let remarks = self.remarks(text);
        let mut walk = Walk { reader: self, text, at: 0, pieces: Vec::new(), list_head: None };
        while walk.at < text.as_str().len() {
            walk.step(&remarks);
        }
        walk.pieces
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
        if let Some(mark) = self.mark(letter) {
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

    fn mark(&self, letter: char) -> Option<Mark> {
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
        if let Some(piece) = self.pieces.last_mut()
            && matches!(piece.kind, Kind::Organisation | Kind::Word)
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
        if let Some(end) = self.found(&self.reader.conjunction) {
            return self.push(Kind::Mark(Mark::And), end, false);
        }
        // "Lo Turco", "DE ROSA": with a capital and before one it may begin a surname.
        let begins_name = self.rest().starts_with(char::is_uppercase)
            && self.reader.scene.reader(self.text).person(self.at).is_some();
        if let Some(end) = self.found(&self.reader.filler).filter(|_| !begins_name) {
            return self.push(Kind::Word, end, true);
        }
        if let Some(end) = self.found(&self.reader.article) {
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
        let is_titled = self.found(&self.reader.honorific).is_some();
        let person = names.person(self.at);
        if is_titled
            && let Some(person) = person.clone().filter(|person| person.honorific.is_some())
        {
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
        if is_led
            && person.as_ref().is_none_or(|person| person.honorific.is_none())
            && let Some(end) = names.place(self.at)
        {
            return self.push(Kind::Organisation, end, false);
        }
        if let Some(person) = person {
            let word = &self.text.as_str()[person.range.clone()];
            let is_acronym = person.word_count == 1
                && person.honorific.is_none()
                && word.chars().count() <= 5
                && word.chars().all(char::is_uppercase);
            let end = person.range.end;
            let kind = if is_acronym { Kind::Organisation } else { Kind::Person(person) };
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

    /// The end of a cell that begins here and holds an organisation alone: all of it is its
    /// name, whatever marks stand in it.
    fn whole_cell(&self) -> Option<usize> {
        if !matches!(self.last_kind(), Some(Kind::Mark(Mark::Cell))) {
            return None;
        }
        let cell = self.rest().split(" | ").next()?;
        let words = super::layout::words(cell);
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

    fn found_at(&self, words: &Regex, at: usize) -> Option<usize> {
        let folded = self.text.folded();
        let rest = &folded.as_str()[folded.folded_at(at)..];
        Some(words.captures(rest)?.name("word")?.end())
    }

    /// Where a place's name ends when a person's follows it without any mark between:
    /// "Comune di Bosa Maria Piras" has three capital words after its link, and the last two
    /// are taken for the person's, unless the first is one that places begin with.
    fn without_person(&self, end: usize) -> usize {
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
        let run = if run == words.len() { 0 } else { run };
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

    /// A status at this place. Short ones ("P", "A") must stand apart, in capitals.
    fn status(&self) -> Option<(AttendanceStatus, usize)> {
        let reader = self.reader;
        let legend = reader.legend.iter().filter_map(|(mark, status)| {
            let rest = self.folded().strip_prefix(mark.as_str())?;
            let ends = rest.chars().next().is_none_or(|next| !next.is_alphanumeric());
            ends.then(|| (*status, self.end_of(mark.len())))
        });
        let word = self.found(&reader.status).and_then(|end| {
            let words = &self.text.as_str()[self.at..end];
            Some((reader.status_of(words)?, end))
        });
        let (status, end) = word.into_iter().chain(legend).max_by_key(|(_, end)| *end)?;
        let words = &self.text.as_str()[self.at..end];
        let letters = words.chars().filter(|letter| letter.is_alphabetic()).count();
        let after = self.text.as_str()[end..].trim_start_matches(['.', ' ', '*']);
        let names = reader.scene.reader(self.text);
        if letters > 3 {
            // "Ass. Rossi" is an office; "Presente verbale" is no status either.
            return Some((status, end));
        }
        if words.chars().any(char::is_lowercase) && !words.ends_with('.') {
            return None;
        }
        // "A. Rossi" is an initial.
        if letters == 1 && words.ends_with('.') && after.starts_with(char::is_uppercase) {
            return None;
        }
        let stands_last = after.is_empty()
            || after.starts_with([',', ';', '|', '(', ')', '/', '-', '–', '—', '[']);
        let stands_first = self.pieces.iter().all(|piece| piece.is_filler);
        let is_initial = self.text.as_str()[end..].starts_with('.') && !stands_last;
        let leads = stands_first
            && !is_initial
            && names
                .person(
                    end + (self.text.as_str()[end..].len()
                        - self.text.as_str()[end..].trim_start().len()),
                )
                .is_some_and(|person| person.word_count >= 2);
        let follows_name = matches!(
            self.last_kind(),
            Some(
                Kind::Person(_)
                    | Kind::Organisation
                    | Kind::Role
                    | Kind::Mark(_)
                    | Kind::Status(_)
                    | Kind::Listed(_)
            )
        );
        (stands_last && (follows_name || stands_first) || leads).then_some((status, end))
    }
}
