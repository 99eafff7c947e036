//! What is read before the walk: the document's legend of marks, and rolls that lost their rows.

use std::collections::BTreeMap;

use super::super::columns;
use super::super::lines::RollLine;
use super::super::tokens::Meaning;
use super::Walk;
use crate::extract::outline::BlockKind;
use crate::rules::SectionKind;

/// A mark of one to three letters, without dots and in small letters.
fn mark_in(text: &str) -> Option<String> {
    let mark: String = text.trim().chars().filter(|letter| *letter != '.').collect();
    let is_mark = (1..=3).contains(&mark.chars().count()) && mark.chars().all(char::is_alphabetic);
    is_mark.then(|| mark.to_lowercase())
}

impl Walk<'_> {
    /// A legend in the text defines its marks: "P = presente, AG = assente giustificato", or
    /// names them in the sentence before the roll.
    pub(super) fn legend(&mut self) {
        let mut legend = BTreeMap::new();
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
            let mut texts = vec![(block.text.clone(), block.lines.clone())];
            if block.kind == BlockKind::Table {
                let line = |at: &usize| RollLine::of(self.scene.document, *at).joined(" ");
                texts = block.lines.iter().map(|at| (line(at), vec![*at])).collect();
            }
            for (text, lines) in texts {
                let text = text.as_str();
                let led = self.led(text);
                if led.len() >= 2 {
                    legend.extend(led);
                    self.found.lines.extend(&lines);
                    self.taken.extend(&lines);
                }
                if !text.contains(['=', ':']) || text.chars().count() > 300 {
                    continue;
                }
                let defined = self.defined(text);
                if defined.len() >= 2 {
                    legend.extend(defined);
                    // A legend in brackets stands beside the label of the roll.
                    let label = text.split('(').next().unwrap_or_default().trim();
                    let is_beside = !label.is_empty() && !label.contains(['=', ':']);
                    self.found.lines.extend(&lines);
                    if !is_beside {
                        self.taken.extend(&lines);
                    }
                }
                // "(P) = presente (A) = assente": the bracket is not of the word before it.
                let leads = text.trim_start().starts_with('(');
                let bracketed = if leads { Vec::new() } else { self.bracketed(text) };
                if bracketed.len() >= 2 {
                    legend.extend(bracketed);
                }
            }
        }
        self.found.reader.legend = legend;
    }

    /// The marks that a text defines by `=` or `:`, whatever stands between one and the next:
    /// "Legenda: P = presente; A = assente", "P = presente A = assente".
    fn defined(&self, text: &str) -> Vec<(String, Meaning)> {
        let sign = if text.contains('=') { '=' } else { ':' };
        let parts: Vec<&str> = text.split(sign).collect();
        let mut found = Vec::new();
        for (nth, pair) in parts.windows(2).enumerate() {
            let Some(mark) = pair[0].split_whitespace().next_back() else { continue };
            let Some(mark) = mark_in(mark.trim_matches(|it: char| !it.is_alphanumeric())) else {
                continue;
            };
            let is_last = nth + 2 == parts.len();
            let meant = pair[1].trim_end();
            let meant = if is_last { meant } else { meant.rsplit_once(' ').map_or("", |it| it.0) };
            let meant = meant.split([';', ',', '(', ')', '–', '/']).next().unwrap_or_default();
            found.extend(self.found.reader.meant(meant).map(|meaning| (mark, meaning)));
        }
        found
    }

    /// The marks that stand in brackets before what they mean: "(P) presente (A) assente".
    fn led(&self, text: &str) -> Vec<(String, Meaning)> {
        let opens: Vec<usize> = text.match_indices('(').map(|(open, _)| open).collect();
        if !text.trim_start().starts_with('(') || opens.len() < 2 {
            return Vec::new();
        }
        let ends = opens.iter().skip(1).copied().chain([text.len()]);
        let meant = |(open, end): (&usize, usize)| {
            let (mark, words) = text[open + 1..end].split_once(')')?;
            Some((mark_in(mark)?, self.found.reader.meant(words.trim())?))
        };
        opens.iter().zip(ends).filter_map(meant).collect()
    }

    /// The marks that stand in brackets behind what they mean: "presenti (SI) e assenti (NO)".
    fn bracketed(&self, text: &str) -> Vec<(String, Meaning)> {
        let meant = |open: usize| {
            let mark = mark_in(text[open + 1..].split_once(')')?.0)?;
            let word = text[..open].split_whitespace().next_back()?;
            self.found.reader.status_of(word)?;
            Some((mark, self.found.reader.meant(word)?))
        };
        text.match_indices('(').filter_map(|(open, _)| meant(open)).collect()
    }

    /// Rolls that lost their rows.
    pub(super) fn columns(&mut self) {
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
}
