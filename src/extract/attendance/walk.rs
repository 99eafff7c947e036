//! The way through a document, block by block, to everything that is a roll.
//!
//! In: a scene. Out: seats and totals as they stand in the text, the lines that a roll owes and
//! those that were read.
//!
//! Invariant: a line is read by one reader; what a block of columns took is not read again.

use std::collections::BTreeSet;

use super::layout::Layout;
use super::lines::{RollLine, goes_on, unwrapped};
use super::seat::{Seat, Setting};
use super::tokens::Reader;
use super::totals::Totals;
use super::{columns, entries, labels, plain, prose, rows, slots};
use crate::extract::outline::{Block, BlockKind};
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
}

/// Blocks of discussion in which a roll may still begin.
const EARLY_BLOCKS: usize = 4;

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
            at = self.block(at);
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

    /// A legend in the text defines its marks: "P = presente, AG = assente giustificato".
    fn legend(&mut self) {
        let mut legend = std::collections::BTreeMap::new();
        for (at, block) in self.scene.outline.blocks.iter().enumerate() {
            if !matches!(
                self.scene.placed[at].kind,
                SectionKind::Head
                    | SectionKind::Roll
                    | SectionKind::Agenda
                    | SectionKind::Discussion
            ) {
                continue;
            }
            let text = block.text.as_str();
            if !text.contains(['=', ':']) || text.chars().count() > 300 {
                continue;
            }
            let mut found = Vec::new();
            for part in text.split([';', ',', '(', ')', '\n', '–', '/']) {
                // "Legenda: P = presente"
                let part = part
                    .rsplit_once(": ")
                    .filter(|(_, rest)| rest.contains('='))
                    .map_or(part, |(_, rest)| rest);
                let Some((mark, meaning)) = part.split_once('=').or_else(|| part.split_once(':'))
                else {
                    continue;
                };
                let mark: String = mark.trim().chars().filter(|letter| *letter != '.').collect();
                let is_mark = (1..=3).contains(&mark.chars().count())
                    && mark.chars().all(char::is_alphabetic);
                if let (true, Some(status)) = (is_mark, self.found.reader.status_of(meaning)) {
                    found.push((mark.to_lowercase(), status));
                }
            }
            if found.len() >= 2 {
                legend.extend(found);
                self.found.lines.extend(&block.lines);
                self.taken.extend(&block.lines);
            }
        }
        self.found.reader.legend = legend;
    }

    /// Rolls that lost their rows.
    fn columns(&mut self) {
        let mut lines: Vec<Option<RollLine>> = Vec::new();
        for (at, block) in self.scene.outline.blocks.iter().enumerate() {
            if !self.is_open(at) {
                lines.push(None);
                continue;
            }
            for line in &block.lines {
                let line = RollLine::of(self.scene.document, *line);
                let is_single = !self.taken.contains(&line.lines[0]) && line.cells.len() == 1;
                lines.push(is_single.then_some(line));
            }
        }
        for reading in columns::read(&self.found.reader, &lines) {
            self.found.owed.extend(&reading.lines);
            self.found.lines.extend(&reading.lines);
            self.taken.extend(&reading.lines);
            self.found.undecided.extend(reading.undecided);
            self.found.seats.extend(reading.seats);
            self.found.is_full = true;
        }
    }

    /// Reads a block; gives the place of the next one.
    fn block(&mut self, at: usize) -> usize {
        let block = &self.scene.outline.blocks[at];
        let placed = &self.scene.placed[at];
        if placed.kind == SectionKind::Discussion {
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
            if !is_open {
                return at + 1;
            }
            return self.table(at);
        }
        if self.setting.is_some() && is_open && !placed.is_opening {
            return self.within(at);
        }
        if is_open
            && !placed.is_opening
            && let Some(next) = self.evident(at)
        {
            return next;
        }
        self.sentences(at)
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
                is_all &= self.totals(part) || self.list(part);
                let inner = part.as_str().find(':').and_then(|colon| {
                    labels::section(self.scene.pack, &part.part_of_reading(0..colon))
                });
                if inner.is_some() {
                    self.setting = inner;
                }
            }
            if is_all {
                self.found.lines.extend(&block.lines);
            }
            return;
        }
        if self.list(&content) || self.prose(at, &block.text) {
            self.found.lines.extend(&block.lines);
        }
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

    fn take(&mut self, found: prose::ProseReading) {
        self.found.seats.extend(found.seats);
        self.found.is_full |= found.is_nobody;
        if found.scope.is_some() {
            self.found.scope = found.scope;
        }
        if let Some(setting) = found.opens {
            self.setting = Some(setting);
            self.is_local = true;
        }
    }

    fn prose(&mut self, at: usize, text: &Text) -> bool {
        let kind = self.scene.placed[at].kind;
        let found = prose::read(&self.found.reader, text, kind, self.is_early(at));
        let is_known = found.is_known;
        self.take(found);
        is_known
    }

    /// Sentences outside of any list; gives the place of the next block.
    fn sentences(&mut self, at: usize) -> usize {
        let block = &self.scene.outline.blocks[at];
        if !self.is_open(at) {
            self.prose(at, &block.text);
            return at + 1;
        }
        for line in &block.lines {
            let line = RollLine::of(self.scene.document, *line).joined(" ");
            if let Some(words) = slots::header(&self.found.reader, &line) {
                self.slot_words = Some(words);
            }
        }
        self.totals(&block.text);
        let (text, _, next) = self.running(at);
        self.prose(at, &text);
        next
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
        let parts = self.parts(block);
        if parts.len() > 1 {
            let mut is_all = true;
            for part in &parts {
                is_all &= self.totals(part) || self.list(part);
            }
            if is_all {
                self.found.lines.extend(&block.lines);
                self.found.owed.extend(&block.lines);
                return at + 1;
            }
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

    /// The parts of a block that the outline ran together: lines with a label each, with
    /// totals, or each an entry of its own.
    fn parts(&self, block: &Block) -> Vec<Text> {
        if block.lines.len() < 2 {
            return vec![block.text.clone()];
        }
        let reader = &self.found.reader;
        let mut lines: Vec<Text> = block
            .lines
            .iter()
            .map(|line| RollLine::of(self.scene.document, *line).joined(" "))
            .collect();
        // The first line without its marker, as the block has it.
        let head: String = block.text.as_str().chars().take(6).collect();
        let start = lines[0].as_str().find(&head).unwrap_or(0);
        lines[0] = lines[0].part_of_reading(start..lines[0].as_str().len());
        let is_label = |text: &Text| {
            let words = text.as_str();
            words.starts_with(char::is_uppercase)
                && words.find(':').is_some_and(|at| {
                    (2..=60).contains(&at)
                        && !words[..at].contains([',', ';', '.'])
                        && !words[..at].ends_with(|letter: char| letter.is_ascii_digit())
                })
        };
        let is_total = |text: &Text| Totals::default().read(reader, text);
        let setting = Setting::default();
        let is_entry = |text: &Text| {
            let words = text.as_str();
            !goes_on(words) && !words.ends_with([',', '-', '–', '—']) && {
                let reading = plain::list(reader, text, &setting);
                let is_whole = |seat: &Seat| {
                    seat.organisation.is_some()
                        || seat.name.as_ref().is_some_and(|name| name.words >= 2)
                };
                reading.is_list() && reading.seats.len() == 1 && is_whole(&reading.seats[0])
            }
        };
        let are_entries =
            block.marker.is_none() && lines.iter().all(|line| is_entry(line) || is_total(line));
        let mut parts: Vec<Text> = Vec::new();
        for (nth, line) in lines.iter().enumerate() {
            let begins = nth == 0 || are_entries || is_label(line) || is_total(line);
            match parts.last_mut() {
                Some(last) if !begins => {
                    *last = Text::new(crate::document::join_lines(&[last.mapped(), line.mapped()]));
                }
                _ => parts.push(line.clone()),
            }
        }
        parts
    }

    /// A heading or a label within a roll names a group.
    fn setting_of_group(&mut self, block: &Block) {
        let is_label = block.kind == BlockKind::Heading || block.text.as_str().ends_with(':');
        let (true, Some(setting)) = (is_label, self.setting.as_mut()) else { return };
        let text = block.text.trimmed_of(&[':']);
        if text.as_str().chars().count() > 60 {
            return;
        }
        let cited = super::seat::Cited::of(&text, 0..text.as_str().len(), &setting.rule);
        let names = self.scene.reader(&text);
        if names.role(0).is_some() && names.organisation(0).is_none() {
            setting.role = Some(cited);
            setting.organisation = None;
        } else {
            setting.organisation = Some(cited);
            setting.role = None;
        }
    }

    /// A block with those after it that go on with its list: after a comma, a dash, a
    /// conjunction, or before a bracket.
    fn running(&self, at: usize) -> (Text, Vec<usize>, usize) {
        let blocks = &self.scene.outline.blocks;
        let mut text = blocks[at].text.clone();
        let mut lines = blocks[at].lines.clone();
        let mut next = at + 1;
        while let Some(block) = blocks.get(next) {
            let is_text = matches!(block.kind, BlockKind::Paragraph);
            let placed = &self.scene.placed[next];
            let before = text.as_str().trim_end();
            let ends_open = before.ends_with([',', '-', '–', '—', '(']);
            let begins_open = block.text.as_str().starts_with('(');
            if !is_text || placed.is_opening || block.gap > 0 || !(ends_open || begins_open) {
                break;
            }
            text = text.joined(&block.text);
            lines.extend(&block.lines);
            next += 1;
        }
        (text, lines, next)
    }

    /// Lines under a header that lost its columns, or that lines of slots follow.
    fn flat(&mut self, at: usize) -> Option<usize> {
        let block = &self.scene.outline.blocks[at];
        if let Some(words) = slots::header(&self.found.reader, &block.text) {
            self.slot_words = Some(words);
            self.found.lines.extend(&block.lines);
            self.found.owed.extend(&block.lines);
            return Some(at + 1);
        }
        if block.lines.len() != 1 {
            return None;
        }
        let line = RollLine::of(self.scene.document, block.lines[0]);
        let layout = Layout::of(self.scene.pack, &line).filter(|layout| layout.is_flat)?;
        let mut lines = Vec::new();
        let mut next = at + 1;
        while let Some(block) = self.scene.outline.blocks.get(next) {
            if self.scene.placed[next].is_opening || block.gap > 1 && next > at + 1 {
                break;
            }
            let part: Vec<RollLine> =
                block.lines.iter().map(|line| RollLine::of(self.scene.document, *line)).collect();
            let is_roll = part.iter().all(|line| {
                let text = line.joined(" | ");
                layout.skips(&text)
                    || entries::read(&self.found.reader, &text, &Setting::default()).is_list()
            });
            if !is_roll {
                break;
            }
            lines.extend(part);
            next += 1;
        }
        if lines.len() < 2 {
            return None;
        }
        let mut setting = self.setting.clone().unwrap_or_default();
        setting.rule.clone_from(&layout.rule.id);
        let reading = plain::rows(&self.found.reader, &lines, &setting, Some(&layout), None);
        if reading.seats.len() < 2 {
            return None;
        }
        for line in &lines {
            let text = line.joined(" ");
            if layout.skips(&text) {
                self.totals(&text);
            }
        }
        self.found.owed.extend(&block.lines);
        self.found.lines.extend(&block.lines);
        self.found.owed.extend(lines.iter().flat_map(|line| line.lines.clone()));
        self.found.is_full = true;
        self.plain(reading);
        Some(next)
    }

    fn plain(&mut self, reading: plain::PlainReading) {
        self.found.lines.extend(reading.lines);
        self.found.undecided.extend(reading.undecided);
        self.found.seats.extend(reading.seats);
    }

    /// A table, with the lines between its parts.
    fn table(&mut self, at: usize) -> usize {
        let blocks = &self.scene.outline.blocks;
        let mut lines: Vec<RollLine> = Vec::new();
        let mut next = at;
        while let Some(block) = blocks.get(next) {
            let is_table = block.kind == BlockKind::Table;
            let is_between = block.kind != BlockKind::Table
                && block.lines.len() <= 2
                && (block.gap == 0 || goes_on(block.text.as_str()))
                && !self.scene.placed[next].is_opening
                && block.marker.is_none()
                && block.text.as_str().chars().count() <= 60
                && (blocks
                    .get(next + 1)
                    .is_some_and(|after| after.kind == BlockKind::Table && after.gap == 0)
                    || block.gap == 0 && goes_on(block.text.as_str()));
            if !is_table && !is_between || next > at && is_table && block.gap > 3 {
                break;
            }
            if next > at && is_table && !self.is_open(next) {
                break;
            }
            // After a gap only rows of the same width go on with a table that has begun.
            let widest = lines.iter().map(|line: &RollLine| line.cells.len()).max().unwrap_or(0);
            let width = block.rows.first().map_or(0, |row| row.cells.len());
            let has_body = lines.iter().filter(|line| line.is_row()).count() > 1;
            if next > at && is_table && block.gap > 0 && has_body && width + 1 < widest {
                break;
            }
            lines.extend(block.lines.iter().map(|line| RollLine::of(self.scene.document, *line)));
            next += 1;
        }
        for line in &lines {
            let text = line.joined(" ");
            if self.totals(&text) && !plain::holds_person(&self.found.reader, &text) {
                self.found.lines.extend(&line.lines);
            }
        }
        let pack = self.scene.pack;
        let header =
            (0..lines.len().min(8)).find_map(|row| Some((row, Layout::of(pack, &lines[row])?)));
        let owned: Vec<usize> = lines.iter().flat_map(|line| line.lines.clone()).collect();
        if let Some((row, layout)) = header.filter(|(_, layout)| !layout.is_flat) {
            let width = layout.columns.len();
            let reader = &self.found.reader;
            let closes = |before: &str, after: &str| {
                reader.status_of(before).is_some()
                    && reader.status_of(&format!("{before} {after}")).is_some()
            };
            let is_drawn = lines[row].is_drawn;
            let body: Vec<RollLine> = lines.split_off(row + 1);
            let body = if is_drawn { unwrapped(body, width, &closes) } else { body };
            // What stands above the header belongs to the head of the document.
            let (body, after) = self.until_other(&layout, body);
            let mut setting = self.setting.clone().unwrap_or_default();
            setting.rule.clone_from(&layout.rule.id);
            let reading = rows::read(&self.found.reader, &layout, &body, &setting);
            if !reading.seats.is_empty() {
                let base = self.found.seats.len();
                self.found.owed.extend(&lines[row].lines);
                self.found.lines.extend(&lines[row].lines);
                self.found.owed.extend(body.iter().flat_map(|line| line.lines.clone()));
                self.found.lines.extend(reading.lines);
                self.found.blanks.extend(reading.blanks.iter().map(|place| place + base));
                self.found.undecided.extend(reading.undecided);
                self.found.is_full |= layout.has("status") || !layout.marks().is_empty();
                self.found.seats.extend(reading.seats);
            }
            let _ = after;
            return next;
        }
        // No header: what the rows hold tells.
        let is_roll = self.setting.is_some();
        let setting = self
            .setting
            .clone()
            .unwrap_or_else(|| Setting { rule: "roll/rows".to_owned(), ..Setting::default() });
        let slot_words = self.slot_words.clone();
        let reading =
            plain::rows(&self.found.reader, &lines, &setting, None, slot_words.as_deref());
        if is_roll || plain::is_evident(&reading.seats) {
            self.found.owed.extend(&owned);
            let is_full = reading.seats.iter().all(|seat| seat.has_own_status);
            self.found.is_full |= is_full && !reading.seats.is_empty();
            self.plain(reading);
        } else {
            for line in &lines {
                self.prose(at, &line.joined(" "));
            }
        }
        next
    }

    /// Cuts the body of a table where another one, with a header of its own, begins.
    fn until_other(
        &self,
        layout: &Layout<'_>,
        body: Vec<RollLine>,
    ) -> (Vec<RollLine>, Vec<RollLine>) {
        let cut = body.iter().position(|row| {
            row.is_row()
                && !layout.repeats(row)
                && crate::extract::attendance::layout::is_other_header(self.scene.pack, row)
        });
        let mut body = body;
        let after = cut.map_or_else(Vec::new, |cut| body.split_off(cut));
        (body, after)
    }

    /// Lines outside of any section that are a roll by themselves.
    fn evident(&mut self, at: usize) -> Option<usize> {
        if let Some(next) = self.flat(at) {
            return Some(next);
        }
        let blocks = &self.scene.outline.blocks;
        let mut seats = Vec::new();
        let mut lines = Vec::new();
        let mut next = at;
        let setting = Setting { rule: "roll/rows".to_owned(), ..Setting::default() };
        while let Some(block) = blocks.get(next) {
            if block.kind == BlockKind::Table
                || self.scene.placed[next].is_opening
                || !self.is_open(next)
            {
                break;
            }
            let mut reading = entries::Reading::default();
            for part in self.parts(block) {
                if !Totals::default().read(&self.found.reader, &part) {
                    reading.append(plain::list(&self.found.reader, &part, &setting));
                }
            }
            let is_row = reading.is_list()
                && reading.seats.iter().all(|seat| seat.has_own_status && seat.name.is_some());
            if !is_row {
                break;
            }
            seats.extend(reading.seats);
            lines.extend(&block.lines);
            next += 1;
        }
        if !plain::is_evident(&seats) {
            return None;
        }
        for block in &self.scene.outline.blocks[at..next] {
            for part in self.parts(block) {
                self.totals(&part);
            }
        }
        self.found.owed.extend(&lines);
        self.found.lines.extend(&lines);
        self.found.seats.extend(seats);
        self.found.is_full = true;
        Some(next)
    }
}
