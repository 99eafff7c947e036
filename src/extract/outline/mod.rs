//! The outline: a document's structure as blocks that rules match.
//!
//! In: a [`Document`] of lines and cells. Out: headings, paragraphs, list items and tables, in
//! reading order, furniture put aside, wrapped lines joined, also over a page break. What a
//! heading or a column means is not known here.
//!
//! Invariant: every line with text that is not furniture belongs to exactly one block.

mod contents;
mod headings;
mod marker;
mod rows;
mod runs;

use crate::document::{Cell, Document, Line, LineKind, join_lines};

use super::text::Text;
use headings::{mark_headings, mark_legends, mark_lettered, mark_numbered_titles, unmark_initials};
use marker::{counts_letters, letter_of, marker_of};
use rows::{lines_up, row_of, stitch, take_first_cell, wraps_row};
use runs::continues;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// A short line that stands alone, or that the source marks as a heading.
    Heading,
    /// Running text.
    Paragraph,
    /// A line that begins with a bullet, a number or a letter.
    Item,
    /// Rows of cells.
    Table,
    /// An entry of a table of contents.
    Contents,
}

/// The mark before an item or a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// Digits, letters or roman digits without bracket; `None`: a bullet.
    pub number: Option<String>,
    /// Whether the number is digits.
    pub is_digits: bool,
    /// Whether an open box follows it: something to be done.
    pub is_box: bool,
    /// Whether it is an arrow: what follows from the words above.
    pub is_arrow: bool,
}

impl Marker {
    /// A bullet.
    pub(super) const BULLET: Self =
        Self { number: None, is_digits: false, is_box: false, is_arrow: false };
}

/// A cell of a row.
#[derive(Clone, Debug)]
pub(super) struct CellText {
    /// Its text.
    pub text: Text,
    /// Left and right edge, as the document has them.
    pub left: f32,
    /// See `left`.
    pub right: f32,
    /// The text of the cell above, where that is drawn over this row too.
    pub above: Option<Text>,
}

impl CellText {
    /// A cell of a line.
    pub(super) fn of(cell: &Cell) -> Self {
        Self {
            text: Text::new(cell.text.clone()),
            left: cell.left,
            right: cell.right,
            above: cell.above.clone().map(Text::new),
        }
    }

    /// Its text, or that of the cell above where that is drawn over this row too.
    pub(super) fn shown(&self) -> &Text {
        self.above.as_ref().filter(|_| self.text.is_empty()).unwrap_or(&self.text)
    }
}

/// A row of a table.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Cells, left to right.
    pub cells: Vec<CellText>,
    /// The document line it stands on: its first.
    pub line: usize,
    /// How many further lines it goes on for.
    pub wrapped: usize,
}

/// A block.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text, without its marker; of a table, all cells joined.
    pub text: Text,
    /// Its marker.
    pub marker: Option<Marker>,
    /// Rows, of a table.
    pub rows: Vec<Row>,
    /// Document lines it stands on.
    pub lines: Vec<usize>,
    /// Columns of white space before it.
    pub indent: u32,
    /// Blank lines before it.
    pub gap: u32,
    /// Level of a heading that the source marks.
    pub level: Option<u8>,
    /// Whether it is set in bold.
    pub is_bold: bool,
}

impl Block {
    /// Whether all of its letters are capitals, and it has some.
    #[must_use]
    pub(super) fn is_caps(&self) -> bool {
        let text = self.text.as_str();
        text.chars().filter(|letter| letter.is_alphabetic()).count() >= 2
            && !text.chars().any(char::is_lowercase)
    }
    /// The number before it.
    #[must_use]
    pub(super) fn number(&self) -> Option<&str> {
        self.marker.as_ref()?.number.as_deref()
    }
}

/// The blocks of a document, in reading order.
#[derive(Clone, Debug, Default)]
pub(super) struct Outline {
    /// Blocks.
    pub blocks: Vec<Block>,
    /// Texts of running headers and footers that were put aside.
    pub furniture: Vec<Text>,
    /// Texts that stand before the first of several meetings and hold for all.
    pub front: Vec<Text>,
}

/// Builds the outline of a document.
#[must_use]
pub(super) fn build(document: &Document) -> Outline {
    let wrap = wrap_width(document);
    let lettered = counts_letters(document);
    let contents = contents::of(document);
    let mut title_end = 0;
    let mut outline = Outline::default();
    let mut gap = 0;
    let mut cut = false;
    let mut ruled = false;
    for (index, line) in document.lines.iter().enumerate() {
        match line.kind {
            LineKind::Blank => gap += 1,
            LineKind::Ruling => ruled = true,
            LineKind::Furniture => {
                let cells = line.cells.iter().filter(|cell| !cell.text.is_empty());
                outline.furniture.extend(cells.map(|cell| Text::new(cell.text.clone())));
                if line.is_row() {
                    outline.furniture.push(Text::new(line.joined()));
                }
                cut = true;
            }
            LineKind::Text if index < title_end => {}
            LineKind::Text if contents.lines.contains(&index) => {
                let before = Gap { blanks: gap, ruled, cut: true, wrap, lettered };
                let text = Text::new(line.joined());
                outline.blocks.push(block_of(BlockKind::Contents, text, line, index, before));
                gap = 0;
                cut = true;
                ruled = false;
            }
            LineKind::Text if contents.titles.contains_key(&index) => {
                let (count, level) = contents.titles[&index];
                title_end = index + count;
                let before = Gap { blanks: gap, ruled, cut: true, wrap, lettered };
                outline.blocks.push(title(document, index..title_end, level, before));
                gap = 0;
                cut = false;
                ruled = false;
            }
            LineKind::Text => {
                let turned = outline
                    .blocks
                    .last()
                    .and_then(|block| block.lines.last())
                    .is_some_and(|last| document.lines[*last].page != line.page);
                place(
                    &mut outline,
                    document,
                    index,
                    line,
                    Gap { blanks: gap, ruled, cut: cut || turned, wrap, lettered },
                );
                gap = 0;
                cut = false;
                ruled = false;
            }
        }
    }
    for block in outline.blocks.iter_mut().filter(|block| block.kind == BlockKind::Table) {
        stitch(block, document);
    }
    unmark_initials(&mut outline, document);
    mark_numbered_titles(&mut outline, document);
    mark_legends(&mut outline, document);
    mark_lettered(&mut outline);
    mark_headings(&mut outline, document);
    outline
}

/// What lies between a line and the block before it.
#[derive(Clone, Copy)]
struct Gap {
    blanks: u32,
    /// Whether a drawn line stands in between: it parts paragraphs, and a header from its rows.
    ruled: bool,
    /// Whether a page ended or furniture was put aside in between.
    cut: bool,
    wrap: u32,
    /// Whether lines of the document count "a. ", "b. ".
    lettered: bool,
}

/// The width at which lines are wrapped: what nine in ten lines stay within; unwrapped texts
/// have paragraphs as lines, and no width.
fn wrap_width(document: &Document) -> u32 {
    let mut widths: Vec<u32> = document
        .lines
        .iter()
        .filter(|line| line.is_text() && !line.is_row())
        .map(|line| line.width)
        .collect();
    widths.sort_unstable();
    let at = widths.len() * 9 / 10;
    widths.get(at.min(widths.len().saturating_sub(1))).copied().unwrap_or(0)
}

fn place(outline: &mut Outline, document: &Document, index: usize, line: &Line, gap: Gap) {
    if gap.blanks == 0 && !gap.ruled && wraps_row(outline.blocks.last_mut(), document, line, index)
    {
        return;
    }
    if line.is_row() {
        let mut row = row_of(line, index);
        if gap.blanks == 0 && !gap.cut {
            take_first_cell(outline, &mut row);
        }
        // Over a page break a table goes on with rows of as many cells.
        let continues = outline.blocks.last().is_some_and(|block| {
            let last = block.rows.last().map_or(0, |row| row.cells.len());
            block.kind == BlockKind::Table
                && (gap.blanks == 0
                    || gap.cut && last == row.cells.len()
                    || gap.blanks <= 2 && !gap.ruled && lines_up(block, &row, document))
        });
        if continues {
            let block = outline.blocks.last_mut().expect("a last block was just seen");
            block.text = block.text.joined(&Text::new(line.joined()));
            block.lines.extend(row.line..=index);
            block.rows.push(row);
        } else {
            let mut block = block_of(BlockKind::Table, Text::new(line.joined()), line, index, gap);
            block.rows.push(row);
            outline.blocks.push(block);
        }
        return;
    }
    let whole = line.joined();
    let is_lettered = gap.lettered && letter_of(line).is_some();
    let (marker, length) = marker_of(whole.as_str(), line.heading_level.is_some() || is_lettered);
    if marker.is_none()
        && line.heading_level.is_none()
        && let Some(block) = outline.blocks.last_mut()
        && continues(block, document, line, &whole, gap)
    {
        let joined = join_lines(&[block.text.mapped(), &whole]);
        block.text = Text::new(joined);
        block.lines.push(index);
        return;
    }
    let text = Text::new(whole.slice(length..whole.len()).trimmed());
    let kind = match (line.heading_level, &marker) {
        (Some(_), _) => BlockKind::Heading,
        (None, Some(_)) => BlockKind::Item,
        (None, None) => BlockKind::Paragraph,
    };
    let mut block = block_of(kind, text, line, index, gap);
    block.marker = marker;
    outline.blocks.push(block);
}

/// A heading that a table of contents lists.
fn title(document: &Document, lines: std::ops::Range<usize>, level: u8, gap: Gap) -> Block {
    let parts: Vec<_> = lines.clone().map(|at| document.lines[at].joined()).collect();
    let whole = join_lines(&parts.iter().collect::<Vec<_>>());
    let (marker, length) = marker_of(whole.as_str(), true);
    let text = Text::new(whole.slice(length..whole.len()).trimmed());
    let first = &document.lines[lines.start];
    let mut block = block_of(BlockKind::Heading, text, first, lines.start, gap);
    block.lines = lines.collect();
    block.marker = marker;
    block.level = Some(level);
    block
}

fn block_of(kind: BlockKind, text: Text, line: &Line, index: usize, gap: Gap) -> Block {
    Block {
        kind,
        text,
        marker: None,
        rows: Vec::new(),
        lines: vec![index],
        indent: line.indent,
        gap: gap.blanks.max(u32::from(gap.ruled)),
        level: line.heading_level,
        is_bold: line.is_bold,
    }
}
