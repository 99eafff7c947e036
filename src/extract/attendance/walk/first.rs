//! What is read before the walk: the document's legend of marks, and rolls that lost their rows.

use std::collections::BTreeMap;

use super::super::columns;
use super::super::lines::RollLine;
use super::Walk;
use crate::rules::SectionKind;

impl Walk<'_> {
    /// A legend in the text defines its marks: "P = presente, AG = assente giustificato".
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
