//! The words of a pack that rolls are read with, compiled once a document.
//!
//! In: a scene. Out: a [`Reader`], which tells what a whole text means and gives the pieces of
//! a longer one.

use std::collections::BTreeMap;

use regex::Regex;

use super::super::seat::{Cited, Remark};
use super::{Piece, Walk};
use crate::extract::apply;
use crate::extract::scene::Scene;
use crate::extract::text::Text;
use crate::model::{AttendanceStatus, Capacity, Mode, Word as _};
use crate::rules::{RuleKind, fold};

/// What a legend says that a mark means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::extract::attendance) struct Meaning {
    /// The status.
    pub(in crate::extract::attendance) status: AttendanceStatus,
    /// How they took part.
    pub(in crate::extract::attendance) mode: Option<Mode>,
    /// Whether somebody else came for them.
    pub(in crate::extract::attendance) is_by_delegate: bool,
}

/// Reads the words of rolls with one pack.
#[derive(Debug)]
pub(in crate::extract::attendance) struct Reader<'a> {
    /// The document and its pack.
    pub(in crate::extract::attendance) scene: &'a Scene<'a>,
    pub(super) status: Regex,
    pub(super) nobody: Regex,
    pub(super) filler: Regex,
    pub(super) article: Regex,
    pub(super) conjunction: Regex,
    pub(super) lead: Regex,
    pub(super) plural: Regex,
    pub(super) honorific: Regex,
    pub(super) place_head: Regex,
    pub(super) seat_for: Regex,
    pub(super) legal_form: Regex,
    /// What the document's own legend says of its marks, by folded mark.
    pub(in crate::extract::attendance) legend: BTreeMap<String, Meaning>,
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

/// The same, and ending also where the number of the next entry is glued to it: "Presente2)".
fn glued(words: &str) -> Regex {
    if words.is_empty() {
        return starting(words);
    }
    let expression = format!(r"^(?<word>{words})(?:$|[^\p{{L}}\p{{N}}]|\d{{1,3}}\))");
    Regex::new(&expression).expect("words of a lexicon were compiled when the rules were loaded")
}

/// Most words of a length of time: "1 h 30 m".
const PRESENCE_WORDS: usize = 4;

impl<'a> Reader<'a> {
    /// A reader for a scene.
    pub(in crate::extract::attendance) fn new(scene: &'a Scene<'a>) -> Self {
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
            status: glued(scene.pack.lexicon("status-word").any()),
            nobody: words("nobody"),
            filler: words("roll-filler"),
            article: elided("article"),
            conjunction: words("conjunction"),
            lead: elided("seat-lead"),
            plural: elided("seat-plural"),
            honorific: words("honorific"),
            place_head: words("place-head"),
            seat_for: words("seat-for"),
            legal_form: words("legal-form"),
            legend: BTreeMap::new(),
        }
    }

    /// The status of a whole text: by the document's legend, then by the rules.
    pub(in crate::extract::attendance) fn status_of(&self, text: &str) -> Option<AttendanceStatus> {
        let folded = fold(text);
        let folded = folded.trim().trim_matches(['*', '(', ')', '"']).trim();
        let bare: String = folded.chars().filter(|letter| *letter != '.').collect();
        if let Some(meaning) = self.legend.get(&bare) {
            return Some(meaning.status);
        }
        let lexicon = self.scene.pack.lexicon("status-word");
        let value = lexicon.lookup_folded(folded).or_else(|| {
            lexicon.lookup_folded(folded.trim_end_matches(['.', ',', ';', ':']).trim())
        });
        AttendanceStatus::from_word(value?)
    }

    /// What the legend says of a whole text, or of the mark that it begins with: "D (Rossi)".
    pub(in crate::extract::attendance) fn meaning_of(&self, text: &str) -> Option<Meaning> {
        let mark = text.split(['(', ',', ' ']).next().unwrap_or_default();
        let bare: String = fold(mark).chars().filter(|letter| letter.is_alphanumeric()).collect();
        self.legend.get(&bare).copied()
    }

    /// What the words beside a mark in a legend mean.
    pub(in crate::extract::attendance) fn meant(&self, words: &str) -> Option<Meaning> {
        let words = words.trim_matches(|it: char| !it.is_alphanumeric());
        let pack = self.scene.pack;
        let is_by_delegate = ["delegate-mark", "capacity-word"]
            .iter()
            .any(|name| pack.lexicon(name).lookup(words) == Some("delegate"));
        let mut meaning = Meaning { status: AttendanceStatus::Present, mode: None, is_by_delegate };
        let mut is_told = is_by_delegate;
        if let Some(status) = self.status_of(words) {
            meaning.status = status;
            is_told = true;
        }
        for piece in self.pieces(&Text::loose(words)) {
            let super::Kind::Note(remark) = piece.kind else { continue };
            is_told |= remark.mode.is_some() || remark.status.is_some();
            meaning.mode = meaning.mode.or(remark.mode);
            meaning.status = remark.status.unwrap_or(meaning.status);
        }
        is_told.then_some(meaning)
    }

    /// Whether a whole text is a mark: `Some(true)` a set one, `Some(false)` one that says no.
    pub(in crate::extract::attendance) fn mark_of(&self, text: &str) -> Option<bool> {
        Some(self.sort_of_mark(text)? != "no")
    }

    /// Which sort of mark a whole text is: `tick`, `cross`, `yes` or `no`.
    pub(in crate::extract::attendance) fn sort_of_mark(&self, text: &str) -> Option<&str> {
        let folded = fold(text);
        let folded = folded.trim().trim_matches(['*', '(', ')', '[', ']', '"', '.']).trim();
        let lexicon = self.scene.pack.lexicon("status-mark");
        // A digit behind a cross sends to a footnote.
        let bare = folded.trim_end_matches(|it: char| it.is_ascii_digit());
        lexicon
            .lookup_folded(folded)
            .or_else(|| lexicon.lookup_folded(bare).filter(|_| !bare.is_empty()))
    }

    /// Whether a text that begins with a length of time tells of any: "45", "1h 30m", "1:45", "0m".
    pub(in crate::extract::attendance) fn presence_time(&self, text: &str) -> Option<bool> {
        let head = text.split(['(', ',', ';', '*']).next().unwrap_or_default().trim();
        let units = self.scene.pack.lexicon("presence-unit");
        let is_time = |word: &str| {
            let unit =
                word.trim_start_matches(|it: char| it.is_ascii_digit() || ":.,".contains(it));
            unit.is_empty() || units.lookup(unit).is_some()
        };
        let is_told = head.starts_with(|letter: char| letter.is_ascii_digit())
            && head.split(' ').count() <= PRESENCE_WORDS
            && head.split(' ').all(is_time);
        is_told.then(|| head.chars().any(|letter| letter.is_ascii_digit() && letter != '0'))
    }

    /// Whether a whole text stands for an empty cell.
    pub(in crate::extract::attendance) fn is_empty_mark(&self, text: &str) -> bool {
        let folded = fold(text);
        let folded = folded.trim();
        folded.is_empty() || self.scene.pack.lexicon("empty-mark").lookup_folded(folded).is_some()
    }

    /// Whether a whole text says that there is nobody.
    pub(in crate::extract::attendance) fn is_nobody(&self, text: &str) -> bool {
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
                    is_late: hit.set("is_late") == Some("true"),
                    role: cited("role"),
                    is_role: hit.set("role").is_some(),
                };
                found.insert(range.start, (range.end, remark));
            }
        }
        found
    }

    /// The remarks in a text, in order.
    pub(in crate::extract::attendance) fn remarks_in(&self, text: &Text) -> Vec<Remark> {
        self.remarks(text).into_values().map(|(_, remark)| remark).collect()
    }

    /// The pieces of a text.
    pub(in crate::extract::attendance) fn pieces(&self, text: &Text) -> Vec<Piece> {
        let remarks = self.remarks(text);
        let mut walk = Walk { reader: self, text, at: 0, pieces: Vec::new(), list_head: None };
        while walk.at < text.as_str().len() {
            walk.step(&remarks);
        }
        walk.pieces
    }
}
