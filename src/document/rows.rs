//! What is one line of a document: a printed line, a block of HTML, or a row of an HTML table
//! over many printed lines.
//!
//! In: printed lines and tags. Out: stretches in order, with the cells of table rows. In HTML
//! files a line also ends where a block does; in other files tags within a line leave it whole.
//!
//! Invariant: stretches do not overlap, lie within one page, and hold all visible text.

use super::markup::{Dialect, Element, Tag};
use super::text::Printed;
use crate::model::Span;

/// Longest row: what is longer has lost its end.
const ROW_BYTES: usize = 65_536;

/// Most columns or rows that a cell is drawn over: a page holds no more.
const MOST_SPANNED: usize = 200;

/// Longest heading: one that is longer was never closed.
const HEADING_BYTES: usize = 500;

/// A line to be.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    /// Page, from 1.
    pub(super) page: u32,
    /// Line within the page, from 1: the first that it touches.
    pub(super) number: u32,
    /// Its stretch of the text.
    pub(super) span: Span,
    /// Its cells, where it is a row of an HTML table.
    pub(super) cells: Option<Vec<RowCell>>,
}

/// A cell of an HTML row, one for each column.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowCell {
    /// What it holds; empty where the cell before it is drawn over its column too.
    pub(super) span: Span,
    /// Whether the cell stands in a row above and is drawn over this one too.
    pub(super) is_above: bool,
}

/// The tags that touch `span`.
pub(super) fn touching(tags: &[Tag], span: Span) -> &[Tag] {
    let first = tags.partition_point(|tag| tag.span.end <= span.start);
    let last = tags.partition_point(|tag| tag.span.start < span.end);
    &tags[first..last.max(first)]
}

/// The lines of a document.
pub(super) fn stretches(
    text: &str,
    printed: &[Printed],
    tags: &[Tag],
    dialect: Dialect,
) -> Vec<Stretch> {
    let mut all = Vec::with_capacity(printed.len());
    let rows = rows(text, tags);
    let mut rows = rows.into_iter().peekable();
    // End of the last row: what lies before it is in it.
    let mut done = 0;
    for (index, line) in printed.iter().enumerate() {
        let mut from = line.span.start.max(done);
        let is_cut =
            from > line.span.start || rows.peek().is_some_and(|row| row.span.start < line.span.end);
        if !is_cut {
            blocks(text, line, line.span, tags, dialect, &mut all);
            continue;
        }
        while let Some(row) = rows.next_if(|row| row.span.start < line.span.end) {
            // A row that a page cuts is read as lines.
            let is_on_page = printed[index..]
                .iter()
                .take_while(|other| other.page == line.page)
                .any(|other| other.span.end >= row.span.end);
            if row.span.start < from || !is_on_page {
                continue;
            }
            between(text, line, Span::new(from, row.span.start), tags, dialect, &mut all);
            from = row.span.end;
            done = row.span.end;
            all.push(Stretch {
                page: line.page,
                number: line.number,
                span: row.span,
                cells: Some(row.cells),
            });
        }
        if from < line.span.end {
            between(text, line, Span::new(from, line.span.end), tags, dialect, &mut all);
        }
    }
    all
}

/// Adds what stands beside a row, if it shows anything.
fn between(
    text: &str,
    line: &Printed,
    span: Span,
    tags: &[Tag],
    dialect: Dialect,
    all: &mut Vec<Stretch>,
) {
    if is_visible(text, span, tags) {
        blocks(text, line, span, tags, dialect, all);
    }
}

/// Adds a printed line, in HTML parted where blocks start and end.
fn blocks(
    text: &str,
    line: &Printed,
    span: Span,
    tags: &[Tag],
    dialect: Dialect,
    all: &mut Vec<Stretch>,
) {
    let stretch = |span: Span| Stretch { page: line.page, number: line.number, span, cells: None };
    if dialect != Dialect::Html {
        all.push(stretch(span));
        return;
    }
    let mut from = span.start;
    let before = all.len();
    let is_break = |tag: &&Tag| tag.element.is_block() && span.contains(tag.span);
    let cuts = touching(tags, span)
        .iter()
        .filter(is_break)
        .map(|tag| if tag.is_closing { tag.span.end } else { tag.span.start });
    for cut in cuts.chain([span.end]) {
        let piece = Span::new(from, cut);
        if cut > from && is_visible(text, piece, tags) {
            all.push(stretch(piece));
        }
        from = from.max(cut);
    }
    if all.len() == before {
        all.push(stretch(span));
    }
}

fn is_visible(text: &str, span: Span, tags: &[Tag]) -> bool {
    let mut from = span.start;
    let is_shown = |from: usize, to: usize| from < to && !text[from..to].trim().is_empty();
    for tag in touching(tags, span) {
        if is_shown(from, tag.span.start) {
            return true;
        }
        from = tag.span.end;
    }
    is_shown(from, span.end)
}

/// A row of an HTML table.
struct Row {
    span: Span,
    cells: Vec<Written>,
}

/// A cell as it is written: once, over how many columns and rows it may be drawn.
struct Written {
    span: Span,
    columns: usize,
    rows: usize,
}

/// A row whose cells are one for each column.
struct LaidOut {
    span: Span,
    cells: Vec<RowCell>,
}

fn rows(text: &str, tags: &[Tag]) -> Vec<LaidOut> {
    let mut rows = Vec::new();
    let mut drawn_over = DrawnOver::default();
    let mut open: Option<Row> = None;
    let mut cell: Option<Written> = None;
    for tag in tags {
        let ends_row = matches!(tag.element, Element::Row | Element::Table);
        if (ends_row || tag.element == Element::Cell)
            && let Some(row) = open.as_mut()
            && let Some(mut cell) = cell.take()
        {
            cell.span.end = tag.span.start;
            row.cells.push(cell);
        }
        if ends_row && let Some(mut row) = open.take() {
            let closes = tag.element == Element::Row && tag.is_closing;
            row.span.end = if closes { tag.span.end } else { tag.span.start };
            if !row.cells.is_empty() && row.span.end - row.span.start <= ROW_BYTES {
                rows.push(LaidOut { span: row.span, cells: drawn_over.lay_out(&row.cells) });
            }
        }
        match tag.element {
            Element::Table => drawn_over = DrawnOver::default(),
            Element::Row if !tag.is_closing => {
                open = Some(Row { span: tag.span, cells: Vec::new() });
            }
            Element::Cell if !tag.is_closing && open.is_some() => {
                let tag_text = &text[tag.span.start..tag.span.end];
                cell = Some(Written {
                    span: Span::new(tag.span.end, tag.span.end),
                    columns: count(tag_text, "colspan"),
                    rows: count(tag_text, "rowspan"),
                });
            }
            _ => {}
        }
    }
    rows
}

/// What cells of rows above are drawn over the rows below, by column.
#[derive(Default)]
struct DrawnOver {
    columns: Vec<Option<(Span, usize)>>,
}

impl DrawnOver {
    /// The cells of the next row, one for each column; a cell alone in its row stays alone.
    fn lay_out(&mut self, written: &[Written]) -> Vec<RowCell> {
        let own = |span: Span| RowCell { span, is_above: false };
        let is_alone = self.columns.iter().all(Option::is_none) && written.len() == 1;
        let mut cells: Vec<RowCell> = Vec::with_capacity(written.len());
        for cell in written {
            self.fill_from_above(&mut cells);
            let columns = if is_alone { 1 } else { cell.columns };
            let empty = Span::new(cell.span.end, cell.span.end);
            for place in 0..columns {
                let span = if place == 0 { cell.span } else { empty };
                if cell.rows > 1 {
                    self.columns.resize(self.columns.len().max(cells.len() + 1), None);
                    self.columns[cells.len()] = Some((span, cell.rows - 1));
                }
                cells.push(own(span));
            }
        }
        while cells.len() < self.columns.len() {
            let at = cells.len();
            self.fill_from_above(&mut cells);
            // A column that nothing covers, before one that a cell above does.
            if cells.len() == at {
                let end = cells.last().map_or(0, |cell| cell.span.end);
                cells.push(own(Span::new(end, end)));
            }
        }
        cells
    }

    /// Adds the cells that stand in rows above, up to the next free column.
    fn fill_from_above(&mut self, cells: &mut Vec<RowCell>) {
        while let Some(place) = self.columns.get_mut(cells.len())
            && let Some((span, rows)) = place
        {
            cells.push(RowCell { span: *span, is_above: true });
            *rows -= 1;
            if *rows == 0 {
                *place = None;
            }
        }
    }
}

/// The number that an attribute of a cell's tag gives; 1 where there is none.
fn count(tag: &str, attribute: &str) -> usize {
    let lower = tag.to_ascii_lowercase();
    let Some(at) = lower.find(attribute) else { return 1 };
    let value = lower[at + attribute.len()..].trim_start().strip_prefix('=').unwrap_or("");
    let value = value.trim_start().trim_start_matches(['"', '\'']);
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    value[..digits].parse().unwrap_or(1).clamp(1, MOST_SPANNED)
}

/// The level of the heading that `span` stands in, also where its tags stand on other lines.
pub(super) fn heading_level(tags: &[Tag], span: Span) -> Option<u8> {
    let before = tags.partition_point(|tag| tag.span.start < span.end);
    // Few tags stand within a heading; further back there is none that is still open.
    let mut nearest = tags[..before].iter().rev().take(8);
    let (level, tag) = nearest.find_map(|tag| match tag.element {
        Element::Heading(level) => Some((level, tag)),
        _ => None,
    })?;
    let is_open = !tag.is_closing && tag.span.end + HEADING_BYTES > span.start;
    (is_open || tag.span.start >= span.start).then_some(level)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::markup;
    use crate::document::text::{pages, printed_lines};

    fn cell_shown(text: &str, cell: RowCell) -> String {
        let mark = if cell.is_above { "^" } else { "" };
        format!("{mark}{}", &text[cell.span.start..cell.span.end])
    }

    fn shown(text: &str, dialect: Dialect) -> Vec<(u32, String)> {
        let tags = markup::tags(text);
        let printed = printed_lines(text, &pages(text));
        let slice = |span: Span| text[span.start..span.end].to_owned();
        let show = |stretch: &Stretch| match &stretch.cells {
            Some(cells) => {
                cells.iter().map(|cell| cell_shown(text, *cell)).collect::<Vec<_>>().join("|")
            }
            None => slice(stretch.span),
        };
        let all = stretches(text, &printed, &tags, dialect);
        all.iter().map(|stretch| (stretch.number, show(stretch))).collect()
    }

    #[test]
    fn a_table_row_over_lines_is_one_line() {
        let text =
            "prima\n<table>\n<tr>\n <td>a</td>\n <th>b</th>\n</tr>\n<tr><td>c<td>d</table>\ndopo";
        let expected = [(1, "prima"), (2, "<table>"), (3, "a|b"), (7, "c|d"), (8, "dopo")];
        let shown = shown(text, Dialect::Plain);
        let shown: Vec<(u32, &str)> =
            shown.iter().map(|(line, text)| (*line, text.as_str())).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_cell_over_several_rows_and_columns_stands_in_each() {
        let text = "<table><tr><td rowspan=2>a</td><td colspan='2'>b</td></tr>\
            <tr><td>c</td><td>d</td></tr><tr><td colspan=\"3\">alone</td></tr>\
            <tr><td>e</td><td ROWSPAN = \"2\">f</td><td>g</td></tr><tr><td>h</td><td>i</td></tr></table>";
        let texts: Vec<String> =
            shown(text, Dialect::Plain).into_iter().map(|(_, text)| text).collect();
        let rows = texts.iter().filter(|text| !text.starts_with('<'));
        assert_eq!(rows.collect::<Vec<_>>(), ["a|b|", "^a|c|d", "alone", "e|f|g", "h|^f|i"]);
    }

    #[test]
    fn rows_on_one_line_keep_what_stands_beside_them() {
        let text = "x<table><tr><td>a</td></tr><tr><td>b</td></tr></table>y";
        let texts: Vec<String> =
            shown(text, Dialect::Plain).into_iter().map(|(_, text)| text).collect();
        assert_eq!(texts, ["x<table>", "a", "b", "</table>y"]);
    }

    #[test]
    fn a_row_that_never_ends_or_crosses_a_page_is_lines() {
        assert_eq!(shown("<tr><td>a\nb", Dialect::Plain).len(), 2);
        assert_eq!(shown("<tr><td>a\n\x0Cb</td></tr>", Dialect::Plain).len(), 2);
    }

    #[test]
    fn blocks_end_lines_in_html_alone() {
        let text = "<h2>Titolo</h2><p>uno<br>due</p>tre";
        let texts: Vec<String> =
            shown(text, Dialect::Html).into_iter().map(|(_, text)| text).collect();
        assert_eq!(texts, ["<h2>Titolo</h2>", "<p>uno", "<br>due</p>", "tre"]);
        assert_eq!(shown(text, Dialect::Plain).len(), 1);
    }
}
