//! Items to the document's text, and the lines and cells laid over it.
//!
//! In: the items of every page. Out: text, pages, and [`Line`]s. A line's indent and width are
//! given in characters of a line as wide as its column of text has [`MEASURE`], so that a full
//! line of a narrow column is as long as one of a wide page.
//!
//! Invariant: what [`Line::span`] holds is what was written for the line; pages join without a
//! gap.

use super::super::normalize::reading;
use super::super::{Cell as DocumentCell, CellEdge, Line, LineKind, Mapped, Page, join_lines};
use super::LaidOut;
use super::hyphens::Hyphens;
use super::parting;
use super::printed::Printed;
use super::shape::Area;
use super::table::{Item, Row};
use crate::model::Span;

/// Characters of a full line.
const MEASURE: f32 = 90.0;

/// Lines further apart than those of a paragraph by this factor have room between them.
const ROOM: f32 = 1.28;

/// Empty lines written for one gap at most.
const MOST_BLANKS: u32 = 3;

/// Distances between lines, in sizes, that can be those of a paragraph.
const PITCHES: std::ops::Range<f32> = 0.9..2.2;

/// Writes the pages of a document.
pub(super) struct Composer {
    text: String,
    pages: Vec<Page>,
    lines: Vec<Line>,
    /// Lines of the page so far.
    number: u32,
    /// Distance of the lines of a paragraph, in sizes.
    pitch: f32,
    /// Left and right edge of the text of most pages.
    measure: (f32, f32),
    hyphens: Hyphens,
}

impl Composer {
    /// Learns the measure and the words of the text from all pages.
    pub(super) fn new<'a>(pages: impl Iterator<Item = &'a [Item]> + Clone) -> Self {
        let pitch = pitch(pages.clone());
        let measure = measure(pages.clone());
        let mut hyphens = Hyphens::default();
        let mut goes_on = false;
        for line in pages
            .flatten()
            .flat_map(Item::rows)
            .flat_map(|row| &row.cells)
            .flat_map(|cell| &cell.lines)
        {
            hyphens.learn(line, goes_on);
            goes_on = Hyphens::is_at_end(line);
        }
        Self {
            text: String::new(),
            pages: Vec::new(),
            lines: Vec::new(),
            number: 0,
            pitch,
            measure,
            hyphens,
        }
    }

    /// The text, its pages, and its lines.
    pub(super) fn finish(self) -> (String, Vec<Page>, Vec<Line>) {
        (self.text, self.pages, self.lines)
    }

    /// Writes a page, with the lines that are not part of its text.
    pub(super) fn page(&mut self, page: &LaidOut) {
        let items = &page.items;
        let start = self.text.len();
        let number = self.pages.len() as u32 + 1;
        self.pages.push(Page { number, span: Span::new(start, start) });
        self.number = 0;
        self.aside(&page.running.top);
        if !page.running.top.is_empty() && !items.is_empty() {
            self.blank();
        }
        for (at, item) in items.iter().enumerate() {
            let blanks = at.checked_sub(1).map_or(0, |before| self.blanks(&items[before], item));
            (0..blanks).for_each(|_| self.blank());
            match item {
                Item::Line { row, column } => {
                    let edge = if row.cells.len() > 1 { CellEdge::Gap } else { CellEdge::Whole };
                    let next = items.get(at + 1).and_then(|next| first_line(next.rows().first()?));
                    self.row(row, Look { edge, column: *column, kind: LineKind::Text, next });
                }
                Item::Table(rows) => {
                    let look = Look {
                        edge: CellEdge::Drawn,
                        column: None,
                        kind: LineKind::Text,
                        next: None,
                    };
                    for row in rows {
                        self.row(row, look);
                        self.span(row);
                    }
                }
            }
        }
        for aside in [&page.running.bottom, &page.aside] {
            if !aside.is_empty() {
                self.blank();
            }
            self.aside(aside);
        }
        if self.text.len() == start {
            self.blank();
        }
        if let Some(page) = self.pages.last_mut() {
            page.span.end = self.text.len();
        }
    }

    /// Writes lines that are put aside.
    fn aside(&mut self, lines: &[Printed]) {
        for line in lines {
            let row = parting::parted(line);
            let edge = if row.cells.len() > 1 { CellEdge::Gap } else { CellEdge::Whole };
            self.row(&row, Look { edge, column: None, kind: LineKind::Furniture, next: None });
        }
    }

    /// Empty lines between two items.
    fn blanks(&self, above: &Item, below: &Item) -> u32 {
        let (Item::Line { row: above, .. }, Item::Line { row: below, .. }) = (above, below) else {
            return 1;
        };
        let (Some(last), Some(first)) = (last_line(above), first_line(below)) else { return 0 };
        let size = last.size().max(first.size()).max(1.0);
        let distance = (first.baseline() - last.baseline()) / size / self.pitch;
        if distance <= ROOM {
            0
        } else {
            (distance.round() as u32).saturating_sub(1).clamp(1, MOST_BLANKS)
        }
    }

    fn blank(&mut self) {
        let at = self.text.len();
        self.text.push('\n');
        self.number += 1;
        self.line(Span::new(at, at), self.number, LineKind::Blank);
    }

    fn line(&mut self, span: Span, number: u32, kind: LineKind) {
        self.lines.push(Line {
            page: self.pages.len() as u32,
            number,
            span,
            kind,
            cells: Vec::new(),
            indent: 0,
            width: 0,
            heading_level: None,
            is_bold: false,
        });
    }

    /// Writes a line, or a row of cells.
    fn row(&mut self, row: &Row, look: Look<'_>) {
        let Look { edge, column, kind, next } = look;
        let start = self.text.len();
        let first_number = self.number + 1;
        let mut cells = Vec::with_capacity(row.cells.len());
        for (at, cell) in row.cells.iter().enumerate() {
            if at > 0 {
                self.text.push('\t');
            }
            let mut read: Vec<Mapped> = Vec::with_capacity(cell.lines.len());
            for (nth, line) in cell.lines.iter().enumerate() {
                if nth > 0 {
                    self.text.push('\n');
                    self.number += 1;
                }
                let from = self.text.len();
                self.text.push_str(&line.text());
                let mut text = reading(&self.text, Span::new(from, self.text.len()), &[]);
                self.hyphens.mark(&mut text, line, cell.lines.get(nth + 1).or(next));
                read.push(text);
            }
            if let Some(leader) = &cell.leader {
                self.text.push(' ');
                self.text.push_str(&leader.text());
            }
            let text = join_lines(&read.iter().collect::<Vec<_>>());
            cells.push(DocumentCell {
                text,
                left: cell.left,
                right: cell.right,
                edge,
                above: None,
            });
        }
        let span = Span::new(start, self.text.len());
        self.text.push('\n');
        self.number += 1;
        let is_shown = cells.iter().any(|cell| !cell.text.is_empty());
        self.line(span, first_number, if is_shown { kind } else { LineKind::Blank });
        let (left, right) = column.map_or(self.measure, |area| (area.left, area.right));
        let unit = ((right - left) / MEASURE).max(0.1);
        let characters = |x: f32| ((x - left) / unit).round().max(0.0) as u32;
        let printed = || row.cells.iter().flat_map(|cell| &cell.lines);
        let Some(line) = self.lines.last_mut().filter(|_| is_shown) else { return };
        line.indent = characters(printed().map(Printed::left).fold(f32::INFINITY, f32::min));
        line.width = characters(printed().map(Printed::right).fold(0.0, f32::max));
        line.is_bold = printed().all(Printed::is_bold);
        line.cells = cells;
    }
}

/// Gives the cells of the last row that the row above spans its text.
impl Composer {
    fn span(&mut self, row: &Row) {
        if !row.cells.iter().any(|cell| cell.is_spanned) {
            return;
        }
        let [.., above, last] = self.lines.as_mut_slice() else { return };
        for (cell, place) in
            last.cells.iter_mut().zip(&row.cells).filter(|(_, place)| place.is_spanned)
        {
            let over = above.cells.iter().find(|over| (over.left - place.left).abs() < 1.0);
            cell.above = over.and_then(|over| {
                if over.text.is_empty() { over.above.clone() } else { Some(over.text.clone()) }
            });
        }
    }
}

/// How a row is written.
#[derive(Clone, Copy)]
struct Look<'a> {
    edge: CellEdge,
    column: Option<Area>,
    kind: LineKind,
    /// The line that follows, where the text may go on in it.
    next: Option<&'a Printed>,
}

fn first_line(row: &Row) -> Option<&Printed> {
    row.cells.iter().find_map(|cell| cell.lines.first())
}

fn last_line(row: &Row) -> Option<&Printed> {
    row.cells.iter().rev().find_map(|cell| cell.lines.last())
}

/// The lines of text of a page, in order; `None` between those that do not follow each other.
fn texts(items: &[Item]) -> impl Iterator<Item = Option<&Printed>> {
    items.iter().map(|item| match item {
        Item::Line { row, column: None } => first_line(row),
        _ => None,
    })
}

/// The distance between lines that is most common, in sizes.
fn pitch<'a>(pages: impl Iterator<Item = &'a [Item]>) -> f32 {
    const STEPS_A_SIZE: f32 = 20.0;
    let mut counts = [0_u32; 64];
    for items in pages {
        let lines: Vec<Option<&Printed>> = texts(items).collect();
        for pair in lines.windows(2) {
            let [Some(above), Some(below)] = pair else { continue };
            let distance =
                (below.baseline() - above.baseline()) / above.size().max(below.size()).max(1.0);
            if PITCHES.contains(&distance) {
                counts[(distance * STEPS_A_SIZE) as usize] += 1;
            }
        }
    }
    // Neighbouring steps count together, so that rounding parts nothing.
    let around =
        |at: usize| counts[at.saturating_sub(1)..(at + 2).min(counts.len())].iter().sum::<u32>();
    let most = (0..counts.len()).max_by_key(|at| (around(*at), std::cmp::Reverse(*at)));
    match most {
        Some(at) if around(at) > 0 => (at as f32 + 0.5) / STEPS_A_SIZE,
        _ => 1.2,
    }
}

/// Left and right edge of the text: those that nearly all lines stay within.
fn measure<'a>(pages: impl Iterator<Item = &'a [Item]>) -> (f32, f32) {
    let (mut lefts, mut rights) = (Vec::new(), Vec::new());
    for line in pages.flat_map(|items| texts(items).flatten().collect::<Vec<_>>()) {
        lefts.push(line.left());
        rights.push(line.right());
    }
    lefts.sort_by(f32::total_cmp);
    rights.sort_by(f32::total_cmp);
    let left = lefts.get(lefts.len() / 20).copied().unwrap_or(0.0);
    let right = rights.get((rights.len() * 19 / 20).min(rights.len().saturating_sub(1))).copied();
    (left, right.unwrap_or(left + MEASURE).max(left + 1.0))
}
