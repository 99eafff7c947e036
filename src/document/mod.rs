//! Bytes to [`Document`]: characters and their geometry, no words.
//!
//! In: the bytes of one file and its name. Out: a [`Document`] of pages of lines of cells,
//! each cell a [`Mapped`] text whose every character leads back to the document's text.
//! What could not be read is a diagnostic, or a [`Refusal`] that names the reason.
//!
//! It knows no language: what a heading or a cell means is for the rules.
//!
//! Invariant: `document.text[cell.text.span(a..b)]` holds the words that the cell shows.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Span, TextSource};

mod cells;
mod drawn;
mod edit;
mod emphasis;
mod entity;
mod furniture;
mod glossary;
mod layout;
mod limits;
mod lines;
mod link;
mod mapped;
mod markup;
mod normalize;
mod page_number;
mod pdf;
#[cfg(test)]
mod properties;
mod repetition;
mod rows;
mod shape;
pub mod source;
mod text;
mod wrap;

pub use limits::{Limits, PdfLimits};
pub use mapped::Mapped;
pub use wrap::join_lines;

/// A document, and what a person should know about its reading.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The document.
    pub document: Document,
    /// Remarks on it, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Why a file gave no document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The problem.
    pub code: Code,
    /// What was seen, in one sentence without a full stop.
    pub reason: String,
}

impl Refusal {
    /// A refusal for `reason`.
    #[must_use]
    pub fn new(code: Code, reason: impl Into<String>) -> Self {
        Self { code, reason: reason.into() }
    }
}

/// A file that gave no document, and what is known of it all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Why.
    pub refusal: Refusal,
    /// Its format, where the bytes tell it.
    pub format: Option<Format>,
    /// How many pages it has, where it tells.
    pub page_count: Option<u32>,
}

/// Reads the bytes of a file called `file_name`, whatever its format.
pub fn read(bytes: &[u8], file_name: &str, limits: &Limits) -> Result<Checked, Refused> {
    if pdf::is_pdf(bytes) {
        return read_pdf(bytes, limits);
    }
    let refused = |refusal| Refused { refusal, format: None, page_count: None };
    read_text(bytes, file_name, limits).map_err(refused)
}

/// Reads the bytes of a PDF file.
fn read_pdf(bytes: &[u8], limits: &Limits) -> Result<Checked, Refused> {
    let refused = |refusal, page_count| Refused { refusal, format: Some(Format::Pdf), page_count };
    let pages = pdf::pages(bytes, &limits.pdf)
        .map_err(|unread| refused(unread.refusal, unread.page_count))?;
    let page_count = Some(pages.len() as u32);
    let mut read = layout::read(&pages).map_err(|refusal| refused(refusal, page_count))?;
    glossary::take_off(&mut read.document.lines);
    Ok(read)
}

/// A picture of what the layout saw of each page of a PDF file, as SVG.
pub fn layout_pictures(bytes: &[u8], limits: &Limits) -> Result<Vec<String>, Refusal> {
    let pages = pdf::pages(bytes, &limits.pdf).map_err(|unread| unread.refusal)?;
    Ok(pages.iter().map(layout::svg).collect())
}

/// Reads the bytes of a text, Markdown or HTML file called `file_name`.
pub fn read_text(bytes: &[u8], file_name: &str, limits: &Limits) -> Result<Checked, Refusal> {
    let text = text::decode(bytes, limits)?;
    let dialect = markup::Dialect::of(file_name, &text);
    let pages = text::pages(&text);
    let mut lines = lines::read(&text, &text::printed_lines(&text, &pages), dialect);
    furniture::set_aside(&mut lines);
    glossary::take_off(&mut lines);
    let diagnostics = text::undecodable(&text, &pages);
    let format = if dialect == markup::Dialect::Plain { Format::Text } else { Format::Markdown };
    Ok(Checked {
        document: Document { format, text_source: TextSource::Native, text, pages, lines },
        diagnostics,
    })
}

/// A document that was read: its text, and the lines and cells laid over it.
#[derive(Clone, Debug)]
pub struct Document {
    /// What kind of file it was.
    pub format: Format,
    /// Where its text comes from.
    pub text_source: TextSource,
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
    /// Its cells, left to right; one where it is plain text, none where it is blank or a ruling.
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
    /// The text of the cell above, where that one is drawn over this row too; then this cell is
    /// empty. Its place is that of the cell above.
    pub above: Option<Mapped>,
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
