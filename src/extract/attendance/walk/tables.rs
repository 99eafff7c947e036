//! Tables on the way: with a header, with one that lost its columns, or told by their rows.

use super::super::labels::section;
use super::super::layout::{Layout, is_other_header};
use super::super::lines::{RollLine, goes_on, hanging, unwrapped};
use super::super::seat::Setting;
use super::super::totals::Totals;
use super::super::{entries, plain, rows, silent, slots};
use super::Walk;
use crate::extract::outline::BlockKind;

impl Walk<'_> {
    /// Lines under a header that lost its columns, or that lines of slots follow.
    pub(super) fn flat(&mut self, at: usize) -> Option<usize> {
        let block = &self.scene.outline.blocks[at];
        if let Some(words) = slots::header(&self.found.reader, &block.text) {
            self.slot_words = Some(words);
            self.found.lines.extend(&block.lines);
            self.found.owed.extend(&block.lines);
            return Some(at + 1);
        }
        if block.lines.len() != 1 || section(self.scene.pack, &block.text).is_some() {
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

    pub(super) fn plain(&mut self, reading: plain::PlainReading) {
        self.found.lines.extend(reading.lines);
        self.found.undecided.extend(reading.undecided);
        self.found.seats.extend(reading.seats);
    }

    /// A table, with the lines between its parts.
    pub(super) fn table(&mut self, at: usize) -> usize {
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
        for line in &mut lines {
            self.without_legend(line);
        }
        for line in &lines {
            let text = line.joined(" ");
            if self.totals(&text) && !plain::holds_person(&self.found.reader, &text) {
                self.found.lines.extend(&line.lines);
            }
        }
        let pack = self.scene.pack;
        let header =
            (0..lines.len().min(16)).find_map(|row| Some((row, Layout::of(pack, &lines[row])?)));
        let owned: Vec<usize> = lines.iter().flat_map(|line| line.lines.clone()).collect();
        if let Some((row, layout)) = header.filter(|(_, layout)| !layout.is_flat) {
            let layout = layout.with_legend(&self.found.reader.legend);
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
            let layout = silent::completed(layout, &self.found.reader, &body);
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
        if self.labelled(&lines) {
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

    /// Takes a legend off the end of a row beside which it is printed: a mark, and the word that it
    /// stands for, behind cells that have a mark of their own ("Rossi | P | Analyst | A | Absent").
    fn without_legend(&self, line: &mut RollLine) {
        let reader = &self.found.reader;
        let status = |at: usize| reader.status_of(line.cells[at].text.as_str());
        let count = line.cells.len();
        let is_legend = count >= 4
            && status(count - 1).is_some()
            && status(count - 2) == status(count - 1)
            && line.cells[count - 1].text.as_str().chars().count() > 3
            && line.cells[count - 2].text.as_str().chars().count() <= 3
            && (1..count - 2).any(|at| status(at).is_some());
        if is_legend {
            line.cells.truncate(count - 2);
        }
    }

    /// Rows that begin with the label of a list each: "presenti:  A, B", "assenti:  C". In a table of
    /// two columns a label needs no colon, and its list may go on in rows without one.
    fn labelled(&mut self, lines: &[RollLine]) -> bool {
        let pack = self.scene.pack;
        let is_bare = |line: &RollLine| line.cells.iter().skip(1).all(|cell| cell.text.is_empty());
        let label = |line: &RollLine| {
            // A label with nothing beside it says that there is nobody.
            if is_bare(line) {
                return section(pack, &line.cells.first()?.text);
            }
            let [first, .., last] = line.cells.as_slice() else { return None };
            let is_marked = first.text.as_str().trim_end().ends_with(':');
            let is_pair = line.cells.len() == 2
                && last.text.as_str().chars().any(char::is_alphabetic)
                && section(pack, &last.text).is_none();
            (is_marked || is_pair).then(|| section(pack, &first.text)).flatten()
        };
        let rows: Vec<(Option<Setting>, RollLine)> =
            hanging(lines.to_vec()).into_iter().map(|line| (label(&line), line)).collect();
        let labels = rows.iter().filter(|(setting, _)| setting.is_some()).count();
        let pairs = rows
            .iter()
            .filter(|(label, line)| line.cells.len() == 2 || label.is_some() && is_bare(line))
            .count();
        let beside = rows.iter().filter(|(label, line)| label.is_some() && !is_bare(line)).count();
        if beside == 0 {
            return false;
        }
        if labels < 2 && (labels == 0 || pairs < rows.len()) {
            return false;
        }
        let outer = self.setting.clone();
        let mut is_within = false;
        for (setting, mut line) in rows {
            let goes_on = is_within && line.cells.first().is_some_and(|cell| cell.text.is_empty());
            is_within = setting.is_some() || goes_on;
            if !is_within {
                continue;
            }
            if setting.is_some() {
                self.setting = setting;
            }
            line.cells.remove(0);
            self.found.owed.extend(&line.lines);
            if line.cells.iter().all(|cell| cell.text.is_empty()) {
                self.found.is_full = true;
                self.found.lines.extend(&line.lines);
                continue;
            }
            if self.list(&line.joined(" ")) {
                self.found.lines.extend(&line.lines);
            }
        }
        self.setting = outer;
        true
    }

    /// Cuts the body of a table where another one, with a header of its own, begins.
    pub(super) fn until_other(
        &self,
        layout: &Layout<'_>,
        body: Vec<RollLine>,
    ) -> (Vec<RollLine>, Vec<RollLine>) {
        let cut = body.iter().position(|row| {
            row.is_row() && !layout.repeats(row) && is_other_header(self.scene.pack, row)
        });
        let mut body = body;
        let after = cut.map_or_else(Vec::new, |cut| body.split_off(cut));
        (body, after)
    }

    /// Lines outside of any section that are a roll by themselves.
    pub(super) fn evident(&mut self, at: usize) -> Option<usize> {
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
