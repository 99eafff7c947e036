//! Tables as layout hands them on: rows of cells, each cell the lines printed in it.

use super::printed::Printed;
use super::shape::Area;

/// A row.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Row {
    /// Left to right; a place for every column, but one for those that a cell spans.
    pub(super) cells: Vec<Cell>,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cell {
    /// Its lines, top to bottom; none where it is empty.
    pub(super) lines: Vec<Printed>,
    /// Left and right edge of its column.
    pub(super) left: f32,
    pub(super) right: f32,
    /// Whether the cell above is drawn over this row too.
    pub(super) is_spanned: bool,
    /// Dots that lead from this cell to the next.
    pub(super) leader: Option<Printed>,
}

/// A stretch of the page, in reading order.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Item {
    /// A line of text, parted where wide gaps are; and the place of its column of text, where
    /// that is not the page.
    Line { row: Row, column: Option<Area> },
    /// A table.
    Table(Vec<Row>),
}

impl Item {
    /// Its rows: one, of a line.
    pub(super) fn rows(&self) -> &[Row] {
        match self {
            Self::Line { row, .. } => std::slice::from_ref(row),
            Self::Table(rows) => rows,
        }
    }
}
