//! What a section has listed so far: its entries, the titles of the agenda, the operative parts
//! of an act. They tell where the section ends.
//!
//! In: the blocks of a section, one after the other. Out: whether the next one still belongs.

use super::outline::{Block, BlockKind};
use super::sections::numbered;
use crate::rules::{Pack, fold_key};

/// The entries of a list so far: one that comes again begins the discussion.
#[derive(Default)]
pub(super) struct Listed {
    numbers: Vec<String>,
    texts: Vec<String>,
    /// Whether an item rule knows an entry: then such a block begins no discussion.
    has_headings: bool,
}

impl Listed {
    pub(super) fn add(&mut self, block: &Block, is_heading: bool) {
        self.has_headings |= is_heading;
        self.numbers.extend(block.number().map(str::to_lowercase));
        self.texts.push(fold_key(block.text.as_str()));
    }
    /// Whether a block is a heading within the list, before its first entry: no higher than
    /// that of the list, with an entry below.
    pub(super) fn is_headed(&self, block: &Block, level: Option<u8>, next: Option<&Block>) -> bool {
        let is_lower = level.is_none_or(|outer| block.level.is_none_or(|inner| inner > outer));
        block.kind == BlockKind::Heading
            && block.number().is_none()
            && self.numbers.is_empty()
            && self.texts.is_empty()
            && is_lower
            && next.is_some_and(|next| next.kind == BlockKind::Item)
    }
    pub(super) fn is_plain(&self) -> bool {
        !self.texts.is_empty() && !self.has_headings
    }
    /// Whether a block is the last entry of a list: its number is new, nothing parts it from the
    /// entries before it, and what follows stands apart.
    pub(super) fn counts_on(&self, block: &Block, next: Option<&Block>) -> bool {
        let is_new = block.number().is_some_and(|number| {
            !self.numbers.is_empty() && !self.numbers.contains(&number.to_lowercase())
        });
        is_new
            && block.kind == BlockKind::Item
            && block.gap == 0
            && next.is_some_and(|next| next.gap > 0)
    }
    pub(super) fn comes_again(&self, block: &Block) -> bool {
        let has_gap = block.gap > 0 || block.kind == BlockKind::Heading;
        let number = block.number().map(str::to_lowercase);
        number.is_some_and(|number| self.numbers.contains(&number)) && has_gap
            || (block.marker.is_none() || block.number().is_none() && has_gap)
                && self.texts.contains(&fold_key(block.text.as_str()))
    }
}

/// Least length in characters of a title that is known again.
const TITLE_CHARACTERS: usize = 8;

/// The titles of the agenda: one of them heads the discussion of its item.
#[derive(Default)]
pub(super) struct Titles {
    titles: Vec<String>,
}

impl Titles {
    fn title(block: &Block) -> String {
        let text = block.text.as_str();
        let words = &text[numbered(text).unwrap_or(0)..];
        fold_key(words.trim_end_matches(['.', ';', ':', ',']))
    }
    pub(super) fn add(&mut self, block: &Block) {
        let title = Self::title(block);
        if block.kind != BlockKind::Table && title.chars().count() >= TITLE_CHARACTERS {
            self.titles.push(title);
        }
    }
    /// Whether a block is the title of an item.
    pub(super) fn head(&self, block: &Block) -> bool {
        block.kind != BlockKind::Table && self.titles.contains(&Self::title(block))
    }
}

/// The operative parts of an act.
#[derive(Default)]
pub(super) struct Acts {
    number: Option<u32>,
    has_any: bool,
}

impl Acts {
    fn number(block: &Block) -> Option<u32> {
        block.number()?.parse().ok()
    }
    /// "Di approvare", "approvare", "che": words that an operative part begins with.
    fn is_act(block: &Block, pack: &Pack) -> bool {
        let folded = fold_key(block.text.as_str());
        let mut words = folded.split(|it: char| !it.is_alphabetic()).filter(|it| !it.is_empty());
        let first = words.next().unwrap_or_default();
        let lead = pack.lexicon("act-lead");
        let is_infinitive =
            |word: &str| !pack.vocabulary.verbs.families_of_form(word, "infinitive").is_empty();
        lead.lookup_folded(first).is_some() || is_infinitive(first)
    }
    pub(super) fn add(&mut self, block: &Block, pack: &Pack) {
        self.has_any |= Self::is_act(block, pack);
        self.number = Self::number(block).or(self.number);
    }
    /// Whether a block ends the parts: after the first of them, what is none, counts on from none
    /// and stands apart.
    pub(super) fn end(&self, block: &Block, pack: &Pack) -> bool {
        let counts_on = Self::number(block)
            .is_some_and(|number| self.number.is_some_and(|last| number == last + 1));
        let is_bullet = block.marker.as_ref().is_some_and(|marker| marker.number.is_none());
        let begins = block.text.as_str().chars().next().is_some_and(char::is_uppercase);
        self.has_any
            && block.kind != BlockKind::Table
            && begins
            && !(counts_on || is_bullet || Self::is_act(block, pack))
            && (block.gap > 0 || block.kind == BlockKind::Heading)
    }
}
