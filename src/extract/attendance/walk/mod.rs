//! The way through a document, block by block, to everything that is a roll.
//!
//! In: a scene. Out: seats and totals as they stand in the text, the lines that a roll owes and
//! those that were read.
//!
//! Invariant: a line is read by one reader; what a block of columns took is not read again.

mod first;
mod parts;
mod tables;

use std::collections::BTreeSet;

use super::layout::Layout;
use super::lines::RollLine;
use super::seat::{Seat, Setting};
use super::tokens::Reader;
use super::totals::Totals;
use super::{entries, events, labels, plain, prose};
use crate::extract::outline::BlockKind;
use crate::extract::scene::Scene;
use crate::extract::text::Text;
use crate::model::{AttendanceStatus, PresenceScope, Span, Word as _};
use crate::rules::SectionKind;

/// What the way through a document found.
pub(super) struct Found<'a> {
    /// Seats, in the order in which they were read.
    pub(super) seats: Vec<Seat>,
    /// Document lines that were read.
    pub(super) lines: Vec<usize>,
    /// Document lines that rolls consist of.
    pub(super) owed: Vec<usize>,
    /// Stated totals.
    pub(super) totals: Totals,
    /// What a rule says of how much the roll shows.
    pub(super) scope: Option<PresenceScope>,
    /// Places of seats whose only column of marks is blank.
    pub(super) blanks: Vec<usize>,
    /// Rows whose marks decide nothing.
    pub(super) undecided: Vec<(Span, String)>,
    /// Whether the roll says of itself that it shows all: "absent: nobody", or a status each.
    pub(super) is_full: bool,
    /// The reader, with the document's legend.
    pub(super) reader: Reader<'a>,
}

/// The walk.
pub(super) struct Walk<'a> {
    scene: &'a Scene<'a>,
    found: Found<'a>,
    setting: Option<Setting>,
    /// Whether the setting was opened by a sentence, not by a section.
    is_local: bool,
    /// Level of the heading that opened the roll.
    level: Option<u8>,
    /// Whether a heading ended the roll within its section.
    is_ended: bool,
    taken: BTreeSet<usize>,
    slot_words: Option<Vec<AttendanceStatus>>,
    /// Blocks of discussion that were passed.
    discussed: usize,
    /// How far a line that names a group is set in, while those below it are its people.
    over: Option<u32>,
}

/// Blocks of discussion in which a roll may still begin.
const EARLY_BLOCKS: usize = 6;

impl<'a> Walk<'a> {
    /// A walk through a scene.
    pub(super) fn new(scene: &'a Scene<'a>) -> Self {
        let found = Found {
            seats: Vec::new(),
            lines: Vec::new(),
            owed: Vec::new(),
            totals: Totals::default(),
            scope: None,
            blanks: Vec::new(),
            undecided: Vec::new(),
            is_full: false,
            reader: Reader::new(scene),
        };
        Self {
            scene,
            found,
            setting: None,
            is_local: false,
            level: None,
            is_ended: false,
            taken: BTreeSet::new(),
            slot_words: None,
            discussed: 0,
            over: None,
        }
    }

    /// Everything that was found.
    pub(super) fn finish(self) -> Found<'a> {
        self.found
    }

    /// Walks through the document.
    pub(super) fn run(&mut self) {
        self.legend();
        self.columns();
        let mut at = 0;
        while at < self.scene.outline.blocks.len() {
            let known = self.found.seats.len();
            let kind = self.scene.placed[at].kind;
            at = self.block(at);
            // A roll that goes on among the first words of the meeting is still its beginning.
            let goes_on = self.found.seats.len() > known && self.discussed < EARLY_BLOCKS;
            if kind == SectionKind::Discussion && goes_on {
                self.discussed = self.discussed.saturating_sub(1);
            }
        }
    }

    fn is_open(&self, at: usize) -> bool {
        matches!(
            self.scene.placed[at].kind,
            SectionKind::Head | SectionKind::Roll | SectionKind::Agenda
        ) || self.scene.placed[at].kind == SectionKind::Discussion && self.discussed < EARLY_BLOCKS
    }

    fn is_early(&self, at: usize) -> bool {
        self.scene.placed[at].kind == SectionKind::Discussion
            && self.discussed < EARLY_BLOCKS
            && self.scene.outline.blocks[at].number().is_none()
    }

    /// Whether a table behind the beginning is the roll all the same: nobody has a seat yet, and
    /// its header tells of names and of their status.
    fn is_late_roll(&self, at: usize) -> bool {
        let is_told = self.scene.placed[at].kind == SectionKind::Discussion;
        let nobody = self.found.seats.iter().all(|seat| seat.is_officer);
        let header = || {
            let first = self.scene.outline.blocks[at].lines.first()?;
            Layout::of(self.scene.pack, &RollLine::of(self.scene.document, *first))
        };
        let tells =
            |layout: &Layout<'_>| !layout.is_flat && (layout.has("mark") || layout.has("status"));
        is_told && nobody && header().is_some_and(|layout| tells(&layout))
    }

    /// Reads a block; gives the place of the next one.
    fn block(&mut self, at: usize) -> usize {
        let block = &self.scene.outline.blocks[at];
        let placed = &self.scene.placed[at];
        // A footnote below a roll is still of the roll.
        let is_footnote =
            !self.found.seats.is_empty() && block.text.as_str().starts_with(['(', '*']);
        if placed.kind == SectionKind::Discussion && !is_footnote {
            self.discussed += 1;
        }
        if block.lines.iter().all(|line| self.taken.contains(line)) {
            if placed.is_opening && placed.kind != SectionKind::Roll {
                self.setting = None;
            }
            return at + 1;
        }
        if placed.kind == SectionKind::Roll && placed.is_opening {
            self.open(at);
            return at + 1;
        }
        if placed.is_opening || placed.kind != SectionKind::Roll && !self.is_local {
            self.setting = None;
            self.is_local = false;
        }
        let is_open = self.is_open(at) && !(self.is_ended && placed.kind == SectionKind::Roll);
        if block.kind == BlockKind::Table {
            if !is_open && !self.is_late_roll(at) {
                return at + 1;
            }
            return self.table(at);
        }
        let is_closed = self.setting.as_ref().is_some_and(|setting| setting.is_closed);
        if is_closed && block.number().is_some() && block.gap > 0 {
            // The list ended on its line: what counts from here is no roll.
            self.is_ended = true;
            self.setting = None;
            return self.sentences(at);
        }
        if self.setting.is_some() && is_open && !placed.is_opening {
            return self.within(at);
        }
        let next = if is_open && !placed.is_opening { self.evident(at) } else { None };
        next.unwrap_or_else(|| self.sentences(at))
    }

    /// A section of the roll begins, and may go on behind its label.
    fn open(&mut self, at: usize) {
        let block = &self.scene.outline.blocks[at];
        let placed = &self.scene.placed[at];
        let Some(hit) = &placed.opened_by else { return };
        let label = placed.content.as_ref().map_or(block.text.as_str().len(), |_| {
            block.text.as_str().find(':').unwrap_or(block.text.as_str().len())
        });
        let label = block.text.part_of_reading(0..label);
        let setting = Setting::of(hit, &label);
        if let Some(scope) = hit.set("presence_scope").and_then(PresenceScope::from_word) {
            self.found.scope = Some(scope);
        }
        self.is_local = false;
        self.level = block.level;
        self.is_ended = false;
        self.found.owed.extend(&block.lines);
        self.setting = Some(setting);
        let Some(content) = placed.content.clone() else {
            self.found.lines.extend(&block.lines);
            return;
        };
        if self.totals(&block.text) && !plain::holds_person(&self.found.reader, &content) {
            self.found.lines.extend(&block.lines);
            return;
        }
        let parts = self.parts(block);
        if parts.len() > 1 {
            // Labels of several lists, one a line, that the outline ran together.
            let mut is_all = true;
            for part in &parts {
                is_all &= self.totals(part) || self.group_line(part) || self.list(part);
                let inner = part.as_str().find(':').and_then(|colon| {
                    labels::section(self.scene.pack, &part.part_of_reading(0..colon))
                });
                if inner.is_some() {
                    self.setting = inner;
                }
                self.close();
            }
            if is_all {
                self.found.lines.extend(&block.lines);
            }
            return;
        }
        if self.list(&content) || self.prose(at, &block.text) {
            self.found.lines.extend(&block.lines);
        }
        self.close();
    }

    fn totals(&mut self, text: &Text) -> bool {
        let mut totals = std::mem::take(&mut self.found.totals);
        let is_found = totals.read(&self.found.reader, text);
        self.found.totals = totals;
        is_found
    }

    /// Reads a text as a list of the present setting.
    fn list(&mut self, text: &Text) -> bool {
        let Some(setting) = self.setting.clone() else { return false };
        if self.found.reader.is_nobody(text.as_str()) {
            self.found.is_full = true;
            return true;
        }
        let mut is_read = false;
        // A sentence behind the list is not part of it.
        for sentence in crate::extract::sentence::sentences(text, self.scene.pack) {
            // Events are read once the roll is whole.
            if events::begins(&self.found.reader, &sentence) {
                is_read = true;
                continue;
            }
            let reading = if prose::begins(&self.found.reader, &sentence) {
                entries::Reading::default()
            } else {
                plain::list(&self.found.reader, &sentence, &setting)
            };
            if reading.is_list() {
                self.found.seats.extend(reading.seats);
                is_read = true;
            } else if reading.is_nobody {
                self.found.is_full = true;
                is_read = true;
            } else {
                let kind = SectionKind::Roll;
                let found = prose::read(&self.found.reader, &sentence, kind, true);
                is_read |= found.is_known;
                self.take(found);
            }
        }
        is_read
    }

    /// A block within a section of the roll.
    fn within(&mut self, at: usize) -> usize {
        let block = &self.scene.outline.blocks[at];
        // A heading as high as that of the roll ends it.
        if matches!((block.level, self.level), (Some(inner), Some(outer)) if inner <= outer)
            && labels::section(self.scene.pack, &block.text).is_none()
        {
            self.setting = None;
            self.is_ended = true;
            return at + 1;
        }
        if self.is_field(&block.text) {
            return at + 1;
        }
        let owes = !self.is_local;
        if self.totals(&block.text) && !plain::holds_person(&self.found.reader, &block.text) {
            if owes {
                self.found.owed.extend(&block.lines);
            }
            self.found.lines.extend(&block.lines);
            return at + 1;
        }
        if let Some(found) = labels::section(self.scene.pack, &block.text) {
            self.setting = Some(found);
            self.found.lines.extend(&block.lines);
            return at + 1;
        }
        if let Some(next) = self.flat(at) {
            return next;
        }
        let is_over_items =
            self.scene.outline.blocks.get(at + 1).is_some_and(|it| it.kind == BlockKind::Item);
        if is_over_items && labels::is_group_name(&self.found.reader, &block.text) {
            self.setting_of_group(block);
            self.found.lines.extend(&block.lines);
            return at + 1;
        }
        if is_over_items && self.over_items(block) || self.nobody_came(block) {
            self.found.lines.extend(&block.lines);
            return at + 1;
        }
        if self.within_group(at) {
            self.found.lines.extend(&block.lines);
            return at + 1;
        }
        if labels::names_a_part(&block.text) {
            self.found.lines.extend(&block.lines);
            return at + 1;
        }
        let parts = self.parts(block);
        if parts.len() > 1 {
            let mut is_all = true;
            let over = parts::over_deeper(self.scene.document, &block.lines);
            for part in &parts {
                is_all &= self.totals(part)
                    || over.contains(&part.whole().start) && self.group_over(part)
                    || self.group_line(part)
                    || self.list(part);
            }
            if is_all {
                self.found.lines.extend(&block.lines);
                self.found.owed.extend(&block.lines);
                return at + 1;
            }
        }
        if parts.len() == 1 && block.kind != BlockKind::Item && self.group_line(&block.text) {
            self.found.lines.extend(&block.lines);
            return at + 1;
        }
        let (text, lines, next) = self.running(at);
        let is_prose = block.kind == BlockKind::Paragraph && text.as_str().chars().count() > 240;
        if parts.len() < 2 && self.list(&text) {
            self.found.lines.extend(&lines);
            self.found.owed.extend(&lines);
            return next;
        }
        self.setting_of_group(block);
        if is_prose || self.is_local {
            // A sentence that is no list ends what a sentence opened.
            if self.is_local && block.kind != BlockKind::Item && !block.text.as_str().ends_with(':')
            {
                self.setting = None;
                self.is_local = false;
            }
            self.prose(at, &block.text);
            return at + 1;
        }
        let is_known = self.prose(at, &block.text);
        let is_sentence = block.kind == BlockKind::Paragraph
            && text.as_str().ends_with('.')
            && text
                .as_str()
                .split_whitespace()
                .filter(|word| word.starts_with(char::is_lowercase))
                .count()
                >= 3;
        if is_sentence && !is_known {
            // A sentence that no rule knows is no line of the roll, and ends it after a gap.
            if block.gap > 0 {
                self.setting = None;
            }
            return next;
        }
        self.found.owed.extend(&lines);
        if is_known || text.as_str().ends_with(':') || block.kind == BlockKind::Heading {
            self.found.lines.extend(&lines);
        }
        next
    }
}
