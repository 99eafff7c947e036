//! Blocks that the outline ran together or cut: what belongs to one list.

use super::super::lines::{RollLine, goes_on};
use super::super::seat::{Cited, Seat, Setting};
use super::super::totals::Totals;
use super::super::{events, labels, plain, prose, slots};
use super::Walk;
use crate::document::Document;
use crate::extract::apply;
use crate::extract::outline::{Block, BlockKind};
use crate::extract::text::Text;
use crate::model::AttendanceStatus;
use crate::rules::{NoSlots, Rule, RuleKind};

/// Whether a text may be the name of a group: few words, and nothing that parts them.
fn is_group_label(text: &Text) -> bool {
    let words = text.as_str().split_whitespace().count();
    (1..=GROUP_WORDS).contains(&words) && !text.as_str().contains([',', ':', ';', '('])
}

/// Where lines begin that name who the lines set in below them belong to: few words, no comma.
pub(super) fn over_deeper(document: &Document, lines: &[usize]) -> Vec<usize> {
    let indent = |line: &usize| document.lines[*line].indent;
    let over = lines.windows(2).filter(|pair| indent(&pair[1]) >= indent(&pair[0]) + DEEPER);
    let text = |pair: &[usize]| RollLine::of(document, pair[0]).joined(" ");
    over.map(text).filter(is_group_label).map(|text| text.whole().start).collect()
}

/// Where lines begin that stand out to the left of lines set in below them: each begins anew.
fn outdented(document: &Document, lines: &[usize]) -> Vec<usize> {
    let indent = |line: &usize| document.lines[*line].indent;
    let least = lines.iter().map(indent).min().unwrap_or(0);
    let hangs = lines.iter().any(|line| indent(line) > least + 1);
    let is_out = |line: &&usize| hangs && indent(line) <= least && indent(&lines[0]) <= least;
    let text = |line: &usize| RollLine::of(document, *line).joined(" ");
    let out = lines.iter().filter(is_out).map(text).filter(|text| text.as_str().contains(':'));
    out.map(|text| text.whole().start).collect()
}

/// So many columns further right, a line is set in below the one above.
const DEEPER: u32 = 2;

/// Longest name of a group, in words.
const GROUP_WORDS: usize = 6;

/// The lines, those put together between which a bracket stays open.
fn closed(lines: Vec<Text>) -> Vec<Text> {
    let is_open = |text: &Text| {
        let words = text.as_str();
        words.rfind('(').is_some_and(|at| !words[at..].contains(')'))
    };
    let mut closed: Vec<Text> = Vec::new();
    for line in lines {
        match closed.last_mut().filter(|last| is_open(last) && line.as_str().contains(')')) {
            Some(last) => {
                *last = Text::new(crate::document::join_lines(&[last.mapped(), line.mapped()]));
            }
            None => closed.push(line),
        }
    }
    closed
}

impl Walk<'_> {
    /// The parts of a block that the outline ran together: lines with a label each, with
    /// totals, or each an entry of its own.
    pub(super) fn parts(&self, block: &Block) -> Vec<Text> {
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
        let lines = closed(lines);
        let is_known = |text: &Text, at: usize| {
            let label = text.part_of_reading(0..at);
            labels::section(self.scene.pack, &label).is_some()
        };
        let is_label = |text: &Text| {
            let words = text.as_str();
            let colon = words.find(':').filter(|at| (2..=60).contains(at));
            colon.is_some_and(|at| is_known(text, at))
                || words.starts_with(char::is_uppercase)
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
        let over = over_deeper(self.scene.document, &block.lines);
        let outdented = outdented(self.scene.document, &block.lines);
        let is_group = |text: &Text| labels::group_line(reader, text).is_some();
        let is_part = |text: &Text| is_entry(text) || is_total(text) || is_group(text);
        let are_entries = block.marker.is_none() && lines.iter().all(is_part);
        let mut parts: Vec<Text> = Vec::new();
        for (nth, line) in lines.iter().enumerate() {
            let is_own = || prose::begins(reader, line) || events::begins(reader, line);
            let is_over = over.contains(&line.whole().start);
            let is_below = nth > 0 && over.contains(&lines[nth - 1].whole().start);
            let begins = nth == 0
                || are_entries
                || is_over
                || is_below
                || outdented.contains(&line.whole().start)
                || is_label(line)
                || is_total(line)
                || is_own();
            match parts.last_mut() {
                Some(last) if !begins => {
                    *last = Text::new(crate::document::join_lines(&[last.mapped(), line.mapped()]));
                }
                _ => parts.push(line.clone()),
            }
        }
        parts
    }

    /// A block with those after it that go on with its list: after a comma, a dash, a
    /// conjunction, or before a bracket.
    pub(super) fn running(&self, at: usize) -> (Text, Vec<usize>, usize) {
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

    /// Sentences outside of any list; gives the place of the next block.
    pub(super) fn sentences(&mut self, at: usize) -> usize {
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

    /// Takes what sentences gave.
    pub(super) fn take(&mut self, found: prose::ProseReading) {
        self.found.seats.extend(found.seats);
        self.found.is_full |= found.is_nobody;
        if let Some(all) = found.all {
            for seat in self.found.seats.iter_mut().filter(|seat| seat.status.is_none()) {
                seat.state(all.status, all.cited.clone());
            }
        }
        if found.scope.is_some() {
            self.found.scope = found.scope;
        }
        if let Some(setting) = found.opens {
            self.setting = Some(setting);
            self.is_local = true;
        }
    }

    /// Reads a text as sentences; whether any rule knows one.
    pub(super) fn prose(&mut self, at: usize, text: &Text) -> bool {
        let kind = self.scene.placed[at].kind;
        let found = prose::read(&self.found.reader, text, kind, self.is_early(at));
        let is_known = found.is_known;
        self.take(found);
        is_known
    }

    /// A line that tells for whom those below it came; whether it is one.
    pub(super) fn group_line(&mut self, text: &Text) -> bool {
        let Some(setting) = self.setting.as_mut() else { return false };
        let Some(group) = labels::group_line(&self.found.reader, text) else { return false };
        setting.organisation = Some(group);
        setting.role = None;
        true
    }

    /// Ends a group at a line as far left as its name; whether a block is the name of another: a
    /// line over a block that is set in.
    pub(super) fn within_group(&mut self, at: usize) -> bool {
        let block = &self.scene.outline.blocks[at];
        let indent = |line: usize| self.scene.document.lines[line].indent;
        let own = indent(block.lines[0]);
        if self.over.is_some_and(|over| own <= over) {
            self.over = None;
            if let Some(setting) = self.setting.as_mut() {
                (setting.organisation, setting.role) = (None, None);
            }
        }
        let next = self.scene.outline.blocks.get(at + 1);
        let is_over = block.kind == BlockKind::Paragraph
            && block.lines.len() == 1
            && is_group_label(&block.text)
            && next.is_some_and(|next| next.gap == 0 && indent(next.lines[0]) >= own + DEEPER);
        let text = block.text.clone();
        let is_group = is_over && self.group_over(&text);
        if is_group {
            self.over = Some(own);
        }
        is_group
    }

    /// A heading, or a line that begins with "for the", over items: for whom those below it came.
    pub(super) fn over_items(&mut self, block: &Block) -> bool {
        let reader = &self.found.reader;
        let led = labels::behind_lead(reader, &block.text);
        let heading = (block.kind == BlockKind::Heading).then(|| block.text.clone());
        let Some(text) = led.or(heading).filter(|_| block.kind != BlockKind::Item) else {
            return false;
        };
        self.group_over(&text.trimmed_of(&[':']))
    }

    /// "For the Comune of Alba: nobody": the organisation was not there.
    pub(super) fn nobody_came(&mut self, block: &Block) -> bool {
        let Some(setting) = self.setting.as_ref().filter(|it| it.organisation.is_some()) else {
            return false;
        };
        if block.kind != BlockKind::Item || !self.found.reader.is_nobody(block.text.as_str()) {
            return false;
        }
        let whole = 0..block.text.as_str().len();
        let mut seat = Seat::new(setting, block.text.whole());
        seat.state(AttendanceStatus::Absent, Cited::of(&block.text, whole, "roll/group"));
        self.found.seats.push(seat);
        true
    }

    /// A line over lines that are set in: whose they are, unless it names a person.
    pub(super) fn group_over(&mut self, text: &Text) -> bool {
        if labels::section(self.scene.pack, text).is_some()
            || labels::holds_full_name(&self.found.reader, text)
        {
            return false;
        }
        let Some(setting) = self.setting.as_mut() else { return false };
        let cited = Cited::of(text, 0..text.as_str().len(), "roll/group");
        let is_office = self.found.reader.scene.reader(text).role(0).is_some()
            || self.scene.pack.lexicon("roll-group").lookup(text.as_str()).is_some();
        (setting.role, setting.organisation) =
            if is_office { (Some(cited), None) } else { (None, Some(cited)) };
        true
    }

    /// A heading or a label within a roll names a group.
    pub(super) fn setting_of_group(&mut self, block: &Block) {
        let is_label = block.kind == BlockKind::Heading
            || block.text.as_str().ends_with(':')
            || labels::is_group_name(&self.found.reader, &block.text);
        let (true, Some(setting)) = (is_label, self.setting.as_mut()) else { return };
        let text = block.text.trimmed_of(&[':']);
        if text.as_str().chars().count() > 60 {
            return;
        }
        let cited = Cited::of(&text, 0..text.as_str().len(), &setting.rule);
        let names = self.scene.reader(&text);
        if names.role(0).is_some() && names.organisation(0).is_none() {
            setting.role = Some(cited);
            setting.organisation = None;
        } else {
            setting.organisation = Some(cited);
            setting.role = None;
        }
    }

    /// Whether a text is a label and its value that tell of the meeting and of nobody: "Place: ...".
    pub(super) fn is_field(&self, text: &Text) -> bool {
        let Some(colon) = text.as_str().find(':') else { return false };
        let label = text.part_of_reading(0..colon);
        let is_plain = |rule: &&Rule| {
            let yields = rule.yields.as_deref();
            yields.is_some_and(|field| ["place", "date", "start_time", "end_time"].contains(&field))
        };
        let rules = self.scene.pack.rules_of(RuleKind::Field).filter(is_plain);
        apply::label(rules, &label, &NoSlots).is_some()
    }

    /// The list of the present label stood on its line: what follows may be another.
    pub(super) fn close(&mut self) {
        if let Some(setting) = &mut self.setting {
            setting.is_closed = true;
        }
    }
}
