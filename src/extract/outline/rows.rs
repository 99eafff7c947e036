//! Rows of tables: cells broken over lines, joined to the row that they belong to.

use super::marker::marker_of;
use super::{Block, BlockKind, CellText, Outline, Row};
use crate::document::{CellEdge, Document, Format, Line, join_lines};
use crate::extract::text::Text;

pub(super) fn row_of(line: &Line, index: usize) -> Row {
    Row { cells: line.cells.iter().map(CellText::of).collect(), line: index, wrapped: 0 }
}

/// Whether a row that gaps part stands under the columns of a table's first row, or cell by cell
/// under its last: such tables part their rows by blank lines.
pub(super) fn lines_up(block: &Block, row: &Row, document: &Document) -> bool {
    let drawn =
        |line: usize| document.lines[line].cells.iter().any(|cell| cell.edge == CellEdge::Drawn);
    let Some(first) = block.rows.first() else { return false };
    let is_flush = row
        .cells
        .iter()
        .all(|cell| first.cells.iter().any(|above| (above.left - cell.left).abs() <= 1.0));
    let is_under = || {
        let last = block.rows.last().unwrap_or(first);
        let pairs = || row.cells.iter().zip(&last.cells);
        row.cells.len() == last.cells.len()
            && row.cells.len() >= 3
            && pairs().all(|(cell, above)| cell.left < above.right && above.left < cell.right)
    };
    // Pages know where cells stand; tabs in a text do not.
    let is_drawn = drawn(first.line) || drawn(row.line);
    let is_page = document.format == Format::Pdf;
    row.cells.len() >= 2 && (!is_drawn && is_flush || (is_page || !is_drawn) && is_under())
}

/// Joins a line to the row above, where a cell of that row was broken over lines: either the
/// line has no edge and stands below a cell, or its cells make up those that the row lacks.
pub(super) fn wraps_row(
    block: Option<&mut Block>,
    document: &Document,
    line: &Line,
    index: usize,
) -> bool {
    let Some(block) = block.filter(|block| block.kind == BlockKind::Table) else { return false };
    let columns = block.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let width = block.rows.first().map_or(0, |row| row.cells.len());
    let Some(row) = block.rows.last_mut() else { return false };
    let above = &document.lines[row.line];
    let drawn = |line: &Line| line.cells.iter().any(|cell| cell.edge == CellEdge::Drawn);
    let lacks = width - width.min(row.cells.len());
    if line.is_row() {
        let fills = drawn(line) && drawn(above) && lacks > 0 && line.cells.len() - 1 == lacks;
        if !fills || row.line + 1 + row.wrapped != index {
            return false;
        }
        let mut cells = row_of(line, index).cells.into_iter();
        if let (Some(last), Some(first)) = (row.cells.last_mut(), cells.next()) {
            last.text = last.text.joined(&first.text);
        }
        row.cells.extend(cells);
    } else {
        let Some(cell) = line.cells.first() else { return false };
        if line.heading_level.is_some() || row.line + 1 + row.wrapped != index {
            return false;
        }
        let (marker, _) = marker_of(cell.text.as_str(), false);
        let text = Text::new(cell.text.clone());
        let target = if drawn(above) {
            // Without an edge of its own, it goes on with the cell that was open.
            let is_open = lacks > 0 || cell.text.as_str().starts_with(char::is_lowercase);
            if !is_open {
                return false;
            }
            row.cells.last_mut()
        } else {
            row.cells.iter_mut().find(|above| (above.left - cell.left).abs() <= 1.0)
        };
        let Some(target) = target.filter(|_| marker.is_none()) else { return false };
        // A gap table's first column may end, and running text begin at the same indent.
        let is_text =
            !drawn(above) && cell.right > target.right.max(f32::from(WRAPPED_WIDTH)) && columns < 3;
        if is_text {
            return false;
        }
        target.text = Text::new(join_lines(&[target.text.mapped(), text.mapped()]));
    }
    row.wrapped += 1;
    block.text = block.text.joined(&Text::new(line.joined()));
    block.lines.push(index);
    true
}

/// Puts together rows that a page break parted: the last row of a page has nothing in the first
/// column, and the first row of the next has nothing in the columns that it fills. A header that
/// is repeated in between stays where it is.
pub(super) fn stitch(block: &mut Block, document: &Document) {
    let page = |row: &Row| document.lines[row.line].page;
    let mut at = 1;
    while at < block.rows.len() {
        let is_header_again = texts(&block.rows[at]) == texts(&block.rows[0]);
        let next = if is_header_again { at + 1 } else { at };
        let part = &block.rows[at - 1];
        let goes_on = block.rows.get(next).is_some_and(|row| {
            page(part) < page(row)
                && part.cells.len() == row.cells.len()
                && part.cells.len() > 1
                && part.cells[0].text.is_empty()
                && !row.cells[0].text.is_empty()
                && part
                    .cells
                    .iter()
                    .zip(&row.cells)
                    .all(|(one, other)| one.text.is_empty() || other.text.is_empty())
        });
        if goes_on {
            let part = block.rows.remove(at - 1);
            let row = &mut block.rows[next - 1];
            for (cell, early) in row.cells.iter_mut().zip(part.cells) {
                if cell.text.is_empty() {
                    cell.text = early.text;
                }
            }
        } else {
            at += 1;
        }
    }
}

fn texts(row: &Row) -> Vec<&str> {
    row.cells.iter().map(|cell| cell.text.as_str()).collect()
}

/// Beyond this many characters a line under a narrow column is a paragraph, not a wrapped cell.
const WRAPPED_WIDTH: u16 = 48;

/// Takes back the first cell of a row that was broken over two lines in that very cell: its
/// beginning stands between the rows of a table as a line of its own.
pub(super) fn take_first_cell(outline: &mut Outline, row: &mut Row) {
    let [.., table, above] = outline.blocks.as_slice() else { return };
    let width = table.rows.last().map_or(0, |row| row.cells.len());
    let is_part = table.kind == BlockKind::Table
        && above.kind == BlockKind::Paragraph
        && above.lines.len() == 1
        && above.gap == 0
        && width == row.cells.len()
        && row.cells[0].text.as_str().starts_with(char::is_lowercase);
    if !is_part {
        return;
    }
    if let Some(above) = outline.blocks.pop() {
        row.cells[0].text = above.text.joined(&row.cells[0].text);
        row.line = above.lines[0];
        row.wrapped += 1;
    }
}
