//! The cells of a line: where its neighbours agree that it is parted.
//!
//! In: the shapes of all lines. Out: for one line, the stretches of its cells with their
//! columns. Tabs and bars are drawn, so they part a line by themselves; gaps of blanks part it
//! where they are wide, or where a line close by has one in the same columns. Indentation, the
//! blank after a list mark and the gaps of justified prose part nothing.
//!
//! Invariant: cells stand in the order of the line, and all its visible text is in them.

use std::ops::Range;

use super::CellEdge;
use super::shape::{Glyph, Parting, Shape};
use crate::model::Span;

/// A gap so wide parts cells without support from another line.
const CERTAIN_GAP: u32 = 4;

/// How many lines above and below may support a gap.
const NEIGHBOUR_LINES: usize = 2;

/// How far the row above or below a tabbed line may be: tables come with a blank line between
/// two rows, and with a running header that cuts them.
const ROW_DISTANCE: usize = 6;

/// A cell's stretch of the text and its columns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Piece {
    /// Its stretch, without white space at either end; empty where the cell is.
    pub(super) span: Span,
    /// Its first column.
    pub(super) left: u32,
    /// The column after it.
    pub(super) right: u32,
    /// What parts it from its neighbours.
    pub(super) edge: CellEdge,
}

/// The cells of line `index`; `glyphs` are its characters, asked for where it is parted.
pub(super) fn split(
    shapes: &[Shape],
    index: usize,
    glyphs: impl FnOnce() -> Vec<Glyph>,
) -> Vec<Piece> {
    let shape = &shapes[index];
    if shape.is_blank || shape.is_ruling {
        return Vec::new();
    }
    if is_barred(shapes, index) {
        let mut pieces = parted(&glyphs(), &shape.bars, CellEdge::Drawn);
        // A frame's first and last bar have nothing outside.
        if shape.is_framed.0 {
            pieces.remove(0);
        }
        if shape.is_framed.1 && pieces.len() > 1 {
            pieces.pop();
        }
        return pieces;
    }
    let tabs = tab_edges(shapes, index);
    if !tabs.is_empty() {
        let mut pieces = parted(&glyphs(), tabs, CellEdge::Drawn);
        let widest = row_neighbours(shapes, index).map(Shape::tabbed_cells).max().unwrap_or(1);
        while pieces.len() > widest && pieces.last().is_some_and(|piece| piece.span.is_empty()) {
            pieces.pop();
        }
        return pieces;
    }
    let mut gaps: Vec<Parting> =
        shape.gaps.iter().copied().filter(|gap| is_edge(shapes, index, *gap)).collect();
    if !gaps.is_empty() && heads_table(shapes, index) {
        gaps.clone_from(&shape.gaps);
    }
    if let Some(gap) = shape.mark_gap.filter(|gap| !gaps.is_empty() && is_cell(shapes, index, *gap))
    {
        gaps.insert(0, gap);
    }
    if gaps.is_empty() {
        let (left, right) = (shape.indent, shape.width);
        return vec![Piece { span: shape.written, left, right, edge: CellEdge::Whole }];
    }
    parted(&glyphs(), &gaps, CellEdge::Gap)
}

/// The stretches between `edges`, trimmed.
fn parted(glyphs: &[Glyph], edges: &[Parting], edge: CellEdge) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(edges.len() + 1);
    let mut first = 0;
    for cut in edges.iter().map(Some).chain([None]) {
        let last = cut.map_or(glyphs.len(), |cut| {
            first + glyphs[first..].partition_point(|glyph| glyph.span.start < cut.span.start)
        });
        pieces.push(trimmed(glyphs, first..last, edge));
        first = cut.map_or(last, |cut| {
            last + glyphs[last..].partition_point(|glyph| glyph.span.start < cut.span.end)
        });
    }
    pieces
}

fn trimmed(glyphs: &[Glyph], range: Range<usize>, edge: CellEdge) -> Piece {
    let is_visible = |glyph: &Glyph| !matches!(glyph.letter, ' ' | '\t');
    let inside = &glyphs[range.clone()];
    let first = inside.iter().position(is_visible);
    let last = inside.iter().rposition(is_visible);
    if let (Some(first), Some(last)) = (first, last) {
        let (first, last) = (inside[first], inside[last]);
        return Piece {
            span: first.span.cover(last.span),
            left: first.left,
            right: last.right,
            edge,
        };
    }
    let at = glyphs.get(range.start).map(|glyph| (glyph.span.start, glyph.left));
    let end = glyphs.last().map_or((0, 0), |glyph| (glyph.span.end, glyph.right));
    let (at, column) = at.unwrap_or(end);
    Piece { span: Span::new(at, at), left: column, right: column, edge }
}

/// Whether a line is a row between bars: it has two or more, or one as a line beside it has.
fn is_barred(shapes: &[Shape], index: usize) -> bool {
    let shape = &shapes[index];
    let count = shape.bars.len();
    let beside = [index.checked_sub(1), Some(index + 1)];
    let beside = beside.into_iter().flatten().filter_map(|at| shapes.get(at));
    let is_alike =
        |other: &Shape| other.bars.len() == count || (other.is_ruling && !other.bars.is_empty());
    count >= 2 || (count == 1 && !shape.is_framed.0 && beside.into_iter().any(is_alike))
}

/// The nearest lines above and below whose tabs part something.
fn row_neighbours(shapes: &[Shape], index: usize) -> impl Iterator<Item = &Shape> {
    let is_row = |shape: &&Shape| shape.tabbed_cells() > 1 && !shape.is_ruling && !shape.is_blank;
    let above = shapes[..index].iter().rev().take(ROW_DISTANCE).find(is_row);
    let below = shapes[index + 1..].iter().take(ROW_DISTANCE).find(is_row);
    above.into_iter().chain(below)
}

/// The tabs of a line that part cells: all of them, or none where they set a paragraph or the
/// text of a list item in.
fn tab_edges(shapes: &[Shape], index: usize) -> &[Parting] {
    let shape = &shapes[index];
    let inner = shape.inner_tabs();
    let follows_mark =
        |tab: &Parting| shape.list_mark.is_some_and(|mark| tab.span.start < mark.end);
    let is_set_in = match inner {
        [] => true,
        [only] => follows_mark(only),
        _ => false,
    };
    if is_set_in && !row_neighbours(shapes, index).any(is_row_by_itself) {
        return &[];
    }
    &shape.tabs
}

/// Whether a line's tabs part visible text, and not a list mark from its item.
fn is_row_by_itself(shape: &Shape) -> bool {
    let inner = shape.inner_tabs().len();
    inner > 1 || (inner == 1 && shape.list_mark.is_none())
}

/// Whether a gap parts cells.
fn is_edge(shapes: &[Shape], index: usize, gap: Parting) -> bool {
    let shape = &shapes[index];
    if shape.is_justified {
        return false;
    }
    gap.width() >= CERTAIN_GAP || neighbours(shapes, index).any(|other| supports(other, gap))
}

/// Whether a line with wide gaps stands right above a drawn line: its narrow gaps part headers.
fn heads_table(shapes: &[Shape], index: usize) -> bool {
    let is_drawn = |below: &Shape| below.is_ruling && below.width * 2 >= shapes[index].width;
    shapes.get(index + 1).is_some_and(is_drawn)
}

/// Whether what looks like a list mark, before a gap, is the cell of a row: in a row beside it a
/// cell that is no list mark ends in the same gap, and so do all others.
fn is_cell(shapes: &[Shape], index: usize, gap: Parting) -> bool {
    neighbours(shapes, index).any(|other| {
        let is_flush = |mine: &Parting| other.gaps.iter().any(|their| their.right == mine.right);
        other.list_mark.is_none()
            && !other.is_justified
            && is_flush(&gap)
            && shapes[index].gaps.iter().all(is_flush)
    })
}

fn neighbours(shapes: &[Shape], index: usize) -> impl Iterator<Item = &Shape> {
    let above = shapes[..index].iter().rev().take(NEIGHBOUR_LINES);
    let below = shapes[index + 1..].iter().take(NEIGHBOUR_LINES);
    above
        .chain(below)
        .filter(|shape| !shape.is_blank && !shape.is_ruling && shape.tabbed_cells() == 1)
}

/// Whether another line has a gap, or starts, where `gap` stands.
///
/// Two narrow gaps overlap by chance in prose, so one of their ends must stand in one column.
fn supports(other: &Shape, gap: Parting) -> bool {
    let starts_there = other.indent == gap.right && other.indent >= CERTAIN_GAP;
    let is_aligned = |theirs: &Parting| {
        let overlap = theirs.right.min(gap.right).saturating_sub(theirs.left.max(gap.left));
        let is_flush = theirs.right == gap.right || theirs.left == gap.left;
        overlap >= 2 && (is_flush || theirs.width() >= CERTAIN_GAP)
    };
    !other.is_justified && (starts_there || other.gaps.iter().any(is_aligned))
}
