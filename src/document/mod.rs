//! Bytes to [`Document`]: characters and their geometry, no words.
//!
//! In: the bytes of one file and its name. Out: a [`Document`] of pages of lines of cells,
//! each cell a [`Mapped`] text whose every character leads back to the document's text.
//! What could not be read is a diagnostic, or a [`Refusal`] that names the reason.
//!
//! It knows no language: what a heading or a cell means is for the rules.
//!
//! Invariant: `document.text[cell.text.span(a..b)]` holds the words that the cell shows.

use crate::model::Span;

mod mapped;
mod wrap;

pub use mapped::Mapped;
pub use wrap::join_lines;

/// A document that was read: its text, and the lines and cells laid over it.
#[derive(Clone, Debug)]
pub struct Document {
    /// What kind of file it was.
    pub format: Format,
    /// The decoded text of all pages in order with nothing between them; newlines are LF.
    pub text: String,
    /// Its pages, in order; their spans join without a gap.
    pub pages: Vec<Page>,
    /// Its lines, in reading order, blank ones included.
    pub lines: Vec<Line>,
}

/// Kinds of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// Text with Markdown or HTML marks.
    Markdown,
    /// PDF.
    Pdf,
}

impl Format {
    /// The word in tables.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Pdf => "pdf",
        }
    }
}

/// A page.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// From 1.
    pub number: u32,
    /// Its stretch of the document's text, its newlines and form feed included.
    pub span: Span,
}

/// A printed line, or a table row whose cells hold several.
#[derive(Clone, Debug)]
pub struct Line {
    /// Page, from 1.
    pub page: u32,
    /// Line within the page, from 1: its first, where it holds several.
    pub number: u32,
    /// Its stretch of the document's text, without the newline.
    pub span: Span,
    /// What it is.
    pub kind: LineKind,
    /// Its cells, left to right; one where it is plain text, none where it is blank.
    pub cells: Vec<Cell>,
    /// Columns of white space before the first character (a tab counts to the next multiple of 4).
    pub indent: u32,
    /// Width of the line in characters, indent included.
    pub width: u32,
    /// Level of a heading that the source marks as one (`## `, `<h2>`), from 1.
    pub heading_level: Option<u8>,
    /// Whether all of its text is set in bold (`**...**`, `<b>`, a bold font).
    pub is_bold: bool,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// No visible character.
    Blank,
    /// Text.
    Text,
    /// Running header, footer or page number: it repeats, and is put aside.
    Furniture,
    /// A drawn line (`----`, `|---|---|`): it parts what is above from what is below.
    Ruling,
}

/// How the cells of a line were told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellEdge {
    /// The line is one cell.
    Whole,
    /// Tabs or pipes, or ruling lines on a page: certain.
    Drawn,
    /// Wide gaps that line up with those of the lines around.
    Gap,
}

/// A cell of a line.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Its text: white space folded, markup read through; may be empty.
    pub text: Mapped,
    /// Left and right edge: characters from the line's start in text, points on a page.
    pub left: f32,
    /// See `left`.
    pub right: f32,
    /// How it was told apart from its neighbours.
    pub edge: CellEdge,
}

impl Line {
    /// The texts of all cells, joined by one blank.
    #[must_use]
    pub fn joined(&self) -> Mapped {
        let mut whole = Mapped::default();
        for cell in self.cells.iter().filter(|cell| !cell.text.is_empty()) {
            whole.join(&cell.text, " ");
        }
        whole
    }
    /// Whether it carries text that rules may read.
    #[must_use]
    pub fn is_text(&self) -> bool {
        self.kind == LineKind::Text
    }
    /// Whether it has more than one cell.
    #[must_use]
    pub fn is_row(&self) -> bool {
        self.cells.len() > 1
    }
}
