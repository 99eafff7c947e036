//! The printed lines of a roll, with their cells.
//!
//! In: lines of the document. Out: [`RollLine`]s, and rows of tab-parted tables whose cells
//! were printed over several lines, put together again.
//!
//! Invariant: no text of a line is lost; a row remembers every line that it stands on.

use crate::document::{CellEdge, Document, Format};
use crate::extract::outline::CellText;
use crate::extract::text::Text;

/// A line, or a row over several.
#[derive(Clone, Debug)]
pub(super) struct RollLine {
    /// Document lines that it stands on.
    pub(super) lines: Vec<usize>,
    /// Its cells; one where it is no row.
    pub(super) cells: Vec<CellText>,
    /// Whether its cells were told apart by tabs, bars or ruling lines.
    pub(super) is_drawn: bool,
    /// Whether it comes from text, where a cell's column says nothing of its table column.
    pub(super) is_printed: bool,
}

impl RollLine {
    /// A line of the document.
    pub(super) fn of(document: &Document, line: usize) -> Self {
        let source = &document.lines[line];
        let is_drawn = source.cells.iter().any(|cell| cell.edge == CellEdge::Drawn);
        let is_printed = document.format != Format::Pdf;
        Self {
            lines: vec![line],
            cells: source.cells.iter().map(CellText::of).collect(),
            is_drawn,
            is_printed,
        }
    }
    /// Whether it has several cells.
    pub(super) fn is_row(&self) -> bool {
        self.cells.len() > 1
    }
    /// All of its text, cells parted by `glue`.
    pub(super) fn joined(&self, glue: &str) -> Text {
        let mut whole = crate::document::Mapped::default();
        for cell in self.cells.iter().filter(|cell| !cell.text.is_empty()) {
            whole.join(cell.text.mapped(), glue);
        }
        Text::new(whole)
    }
    /// The first text in it.
    pub(super) fn first(&self) -> &str {
        self.cells.iter().map(|cell| cell.text.as_str()).find(|text| !text.is_empty()).unwrap_or("")
    }
    /// Adds the cells of a line that goes on within the last cell.
    fn take(&mut self, next: &Self) {
        self.lines.extend(&next.lines);
        let mut cells = next.cells.iter();
        if let (Some(last), Some(first)) = (self.cells.last_mut(), cells.next()) {
            last.text = last.text.joined(&first.text);
            last.right = last.right.max(first.right);
        }
        self.cells.extend(cells.cloned());
    }
}

/// Lines of one cell that stand under the last cell of a row with a label are part of it:
/// "presenti:   A, B," and, deeply indented, "C, D".
pub(super) fn hanging(rows: Vec<RollLine>) -> Vec<RollLine> {
    let mut out: Vec<RollLine> = Vec::new();
    for row in rows {
        let under = out.last().filter(|last| {
            last.cells.len() == 2 && last.cells[0].text.as_str().trim_end().ends_with(':')
        });
        let hangs = under.is_some_and(|last| {
            !row.is_row() && row.cells.iter().any(|cell| cell.left + 1.0 >= last.cells[1].left)
        });
        match out.last_mut() {
            Some(last) if hangs => last.take(&row),
            _ => out.push(row),
        }
    }
    out
}

/// Whether a text goes on with what stands before it: in small letters or in a bracket.
pub(super) fn goes_on(text: &str) -> bool {
    text.chars().next().is_some_and(|first| first.is_lowercase() || first == '(')
}

/// Rows with fewer cells than `width` are put together with the lines after them, which begin
/// within their last cell. `closes` tells whether a text completes the cell before it.
pub(super) fn unwrapped(
    rows: Vec<RollLine>,
    width: usize,
    closes: &dyn Fn(&str, &str) -> bool,
) -> Vec<RollLine> {
    let mut out: Vec<RollLine> = Vec::new();
    for row in rows {
        let Some(last) = out.last_mut().filter(|last| last.is_drawn) else {
            out.push(row);
            continue;
        };
        let first = row.first().to_owned();
        let tail = last.cells.last().map(|cell| cell.text.as_str().to_owned()).unwrap_or_default();
        let is_tail = !row.is_row() && (goes_on(&first) || closes(&tail, &first));
        let is_part = row.is_row()
            && row.is_drawn
            && last.cells.len() < width
            && row.cells.len() < width
            && last.cells.len() + row.cells.len() - 1 <= width
            && row.cells.first().is_some_and(|cell| !cell.text.is_empty());
        if is_tail || is_part {
            last.take(&row);
        } else {
            out.push(row);
        }
    }
    out
}
