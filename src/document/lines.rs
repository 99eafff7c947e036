//! Stretches of text to [`Line`]s: marks, shape and cells put together.
//!
//! In: a decoded text and its printed lines. Out: its lines in order, each with its cells in
//! reading form; blank lines and rulings have none. Nothing is put aside here: that a line
//! repeats is seen by [`super::furniture`].
//!
//! Invariant: lines stand in the order of the text and do not overlap.

use super::cells::{self, Piece};
use super::edit::{Bold, ItemMark, Marks, Shown};
use super::emphasis::marks;
use super::markup::{self, Dialect, Tag};
use super::normalize::reading;
use super::rows::{RowCell, Stretch, heading_level, stretches, touching};
use super::shape::{Shape, glyphs};
use super::text::Printed;
use super::{Cell, CellEdge, Line, LineKind, Mapped};
use crate::model::Span;

/// Longest line, in characters, that a line drawn under it makes a heading.
const HEADING_LETTERS: usize = 120;

/// How many lines a mark of bold may reach over.
const BOLD_LINES: usize = 8;

/// The lines of `text`.
pub(super) fn read(text: &str, printed: &[Printed], dialect: Dialect) -> Vec<Line> {
    let tags = markup::tags(text);
    let stretches = stretches(text, printed, &tags, dialect);
    let mark =
        |stretch: &Stretch| marks(text, stretch.span, touching(&tags, stretch.span), dialect);
    let mut marked: Vec<Marks> = stretches.iter().map(mark).collect();
    if dialect == Dialect::Plain {
        unmark_lists(&mut marked);
    }
    let shape =
        |(stretch, marks): (&Stretch, &Marks)| Shape::of(&glyphs(text, stretch.span, &marks.edits));
    let shapes: Vec<Shape> = stretches.iter().zip(&marked).map(shape).collect();
    let mut lines = Vec::with_capacity(stretches.len());
    for (index, (stretch, marks)) in stretches.iter().zip(&marked).enumerate() {
        let mut line = plain_line(stretch, marks, &shapes[index]);
        line.heading_level = marks.heading_level.or_else(|| heading_level(&tags, stretch.span));
        if let Some(spans) = &stretch.cells {
            (line.cells, line.is_bold) = row_cells(text, stretch.span, spans, &tags, dialect);
            line.kind = LineKind::Text;
        } else if line.kind == LineKind::Text {
            let glyphs = || glyphs(text, stretch.span, &marks.edits);
            let cell = |piece: Piece| Cell {
                text: reading(text, piece.span, &marks.edits),
                left: piece.left as f32,
                right: piece.right as f32,
                edge: piece.edge,
                above: None,
            };
            line.cells = cells::split(&shapes, index, glyphs).into_iter().map(cell).collect();
        }
        // White space of every kind may be all that is left.
        if line.cells.iter().all(|cell| cell.text.is_empty()) && line.kind == LineKind::Text {
            (line.kind, line.cells) = (LineKind::Blank, Vec::new());
        }
        lines.push(line);
    }
    mark_underlined(text, &mut lines, dialect);
    mark_bold_over_lines(&mut lines, &marked);
    lines
}

fn plain_line(stretch: &Stretch, marks: &Marks, shape: &Shape) -> Line {
    let kind = match shape {
        Shape { is_blank: true, .. } => LineKind::Blank,
        Shape { is_ruling: true, .. } => LineKind::Ruling,
        _ => LineKind::Text,
    };
    Line {
        page: stretch.page,
        number: stretch.number,
        span: stretch.span,
        kind,
        cells: Vec::new(),
        indent: shape.indent,
        width: shape.width,
        heading_level: None,
        is_bold: marks.bold == Bold::Whole,
    }
}

/// The cells of an HTML row, and whether all that hold text are bold. Columns count from the
/// start of the row.
fn row_cells(
    text: &str,
    row: Span,
    row_cells: &[RowCell],
    tags: &[Tag],
    dialect: Dialect,
) -> (Vec<Cell>, bool) {
    let mut is_bold = true;
    let mut cells: Vec<Cell> = Vec::with_capacity(row_cells.len());
    for RowCell { span, is_above } in row_cells {
        let marks = marks(text, *span, touching(tags, *span), dialect);
        let read: Mapped = reading(text, *span, &marks.edits);
        if *is_above {
            let at = cells.last().map_or(0.0, |cell| cell.right);
            let (text, above) = (Mapped::default(), Some(read));
            cells.push(Cell { text, left: at, right: at, edge: CellEdge::Drawn, above });
            continue;
        }
        is_bold &= marks.bold == Bold::Whole || read.is_empty();
        let left = (span.start - row.start) as f32;
        let right = (span.end - row.start) as f32;
        cells.push(Cell { text: read, left, right, edge: CellEdge::Drawn, above: None });
    }
    (cells, is_bold)
}

/// Takes back the marks of lines right below one another: outside of Markdown they are a list,
/// and no headings.
fn unmark_lists(lines: &mut [Marks]) {
    let marked: Vec<bool> = lines.iter().map(|line| line.heading_level == Some(1)).collect();
    for at in 0..lines.len() {
        let is_beside =
            |other: Option<usize>| other.is_some_and(|at| marked.get(at) == Some(&true));
        if marked[at] && (is_beside(at.checked_sub(1)) || is_beside(Some(at + 1))) {
            lines[at].heading_level = None;
            if let Some(mark) = lines[at].edits.first_mut() {
                mark.shown = Shown::Item(ItemMark::Bullet);
            }
        }
    }
}

/// Marks a short paragraph of one line as a heading where a line is drawn right under it: in
/// Markdown of any length, elsewhere of about that of its text.
fn mark_underlined(text: &str, lines: &mut [Line], dialect: Dialect) {
    let first_text = front_matter_end(text, lines);
    for index in first_text.max(1)..lines.len() {
        let drawn = &lines[index];
        let mut strokes = text[drawn.span.start..drawn.span.end].trim().chars();
        let Some(stroke @ ('=' | '-')) = strokes.next() else { continue };
        let is_line = drawn.kind == LineKind::Ruling && strokes.all(|letter| letter == stroke);
        let above = &lines[index - 1];
        let is_first = index < 2 || lines[index - 2].kind != LineKind::Text;
        let title = above.cells.first().map_or("", |cell| cell.text.as_str());
        let length = title.chars().count();
        let fits = dialect == Dialect::Markdown
            || (drawn.width * 2 >= above.width && drawn.width <= above.width + above.width / 2);
        let is_title = above.is_text()
            && above.cells.len() == 1
            && above.page == drawn.page
            && length <= HEADING_LETTERS
            && !title.ends_with(['.', ';', ',']);
        if is_line && is_first && fits && is_title {
            let level = if stroke == '=' { 1 } else { 2 };
            lines[index - 1].heading_level.get_or_insert(level);
        }
    }
}

/// The line after a block of fields between two drawn lines at the very start.
fn front_matter_end(text: &str, lines: &[Line]) -> usize {
    let is_fence = |line: &Line| text[line.span.start..line.span.end].trim_end() == "---";
    if !lines.first().is_some_and(is_fence) {
        return 0;
    }
    lines.iter().skip(1).position(is_fence).map_or(0, |end| end + 2)
}

/// Marks the lines between a mark of bold and its end, some lines below, as bold.
fn mark_bold_over_lines(lines: &mut [Line], marked: &[Marks]) {
    for index in 0..lines.len() {
        if marked[index].bold != Bold::Opens {
            continue;
        }
        let is_inner = |at: &usize| {
            let is_free = marked[*at].bold == Bold::No && lines[*at].kind == LineKind::Text;
            is_free && !marked[*at].edits.iter().any(|edit| edit.span.end - edit.span.start == 2)
        };
        let last = (index + 1..lines.len().min(index + BOLD_LINES)).find(|at| !is_inner(at));
        if let Some(last) = last.filter(|last| marked[*last].bold == Bold::Closes) {
            for line in &mut lines[index..=last] {
                line.is_bold = true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::text::{pages, printed_lines};

    fn lines(text: &str, dialect: Dialect) -> Vec<Line> {
        read(text, &printed_lines(text, &pages(text)), dialect)
    }
    /// The cells of each line that has some, joined by bars.
    fn shown(text: &str) -> Vec<String> {
        let lines = lines(text, Dialect::Markdown);
        let show = |line: &Line| {
            line.cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|")
        };
        lines.iter().filter(|line| !line.cells.is_empty()).map(show).collect()
    }

    #[test]
    fn every_tab_is_an_edge_in_a_table() {
        let text = "\tNome\tEnte\tFirma\nROLL\tAnna Bassi\tComune di Valtorta\tPRESENTE\n\tUgo Riva\t\tASSENTE\nesito\t\n";
        let expected = [
            "|Nome|Ente|Firma",
            "ROLL|Anna Bassi|Comune di Valtorta|PRESENTE",
            "|Ugo Riva||ASSENTE",
            "esito|",
        ];
        assert_eq!(shown(text), expected);
        let read = lines(text, Dialect::Plain);
        assert!(
            read[..3].iter().flat_map(|line| &line.cells).all(|cell| cell.edge == CellEdge::Drawn)
        );
    }

    #[test]
    fn a_tab_that_sets_in_is_no_edge() {
        assert_eq!(
            shown("\tUn capoverso rientrato.\n\nAltro testo."),
            ["Un capoverso rientrato.", "Altro testo."]
        );
        assert_eq!(
            shown("1.\tApprovazione\n2.\tVarie\n-\tnota"),
            ["1. Approvazione", "2. Varie", "- nota"]
        );
        assert_eq!(shown("testo\t\t\t\n"), ["testo"]);
    }

    #[test]
    fn bars_part_rows_and_the_line_under_the_header_is_a_ruling() {
        let text = "| Nome | Ruolo |\n|------|:-----:|\n| **Anna** | a\\|b |\n| | x |\nVoce | Chi | Quando\nuno | due";
        assert_eq!(shown(text), ["Nome|Ruolo", "Anna|a|b", "|x", "Voce|Chi|Quando", "uno | due"]);
        let lines = lines(text, Dialect::Plain);
        assert_eq!(lines[1].kind, LineKind::Ruling);
        assert_eq!(lines[2].cells.len(), 2);
        assert_eq!(lines[2].cells[0].left.to_string(), "2");
    }

    #[test]
    fn gaps_part_where_lines_agree() {
        let table = "Anna Bassi   Comune di Valtorta  P\nUgo Riva     Comune di Pieve     A\n";
        assert_eq!(shown(table), ["Anna Bassi|Comune di Valtorta|P", "Ugo Riva|Comune di Pieve|A"]);
        let wide = "Il segretario                 Il presidente";
        assert_eq!(shown(wide), ["Il segretario|Il presidente"]);
        let continued = "Decisione uno     Anna Bassi\n                  e Ugo Riva";
        assert_eq!(shown(continued), ["Decisione uno|Anna Bassi", "e Ugo Riva"]);
    }

    #[test]
    fn prose_stays_whole() {
        for prose in [
            "La seduta si apre alle 9.  Il presidente saluta.\nSi passa al primo punto.  Nessuno interviene.",
            "    rientrato di quattro\nnormale",
            "il  presidente   apre  la seduta  e saluta  tutti\ni  presenti   apre  la parola  e chiude  tutti i",
            "-   voce con blanks\n-   altra voce",
            "V E R B A L E     D I     S E D U T A",
        ] {
            assert!(
                lines(prose, Dialect::Plain).iter().all(|line| line.cells.len() == 1),
                "{prose}"
            );
        }
    }

    #[test]
    fn headings_and_bold_are_marked() {
        let text = "## Punto 1\n**Decisioni:**\n\nTitolo\n------\n\nfrase intera.\n---\n**Ufficio\ndi\nPiano**\n<h3>Varie</h3>\n";
        let lines = lines(text, Dialect::Markdown);
        let levels: Vec<Option<u8>> = lines.iter().map(|line| line.heading_level).collect();
        let expected =
            [Some(2), None, None, Some(2), None, None, None, None, None, None, None, Some(3)];
        assert_eq!(levels, expected);
        let bold: Vec<usize> = (0..lines.len()).filter(|index| lines[*index].is_bold).collect();
        assert_eq!(bold, [1, 8, 9, 10]);
        assert_eq!(lines[4].kind, LineKind::Ruling);
        assert_eq!(lines[0].cells[0].text.as_str(), "Punto 1");
    }

    #[test]
    fn an_html_page_is_read_as_its_blocks() {
        let text = "<html><head><title>x</title><style>p{}</style></head><body>\n<h2>\nVerbale\n</h2><p>Presenti: <b>Anna</b> &amp;\nUgo</p>\n<table><tr><td>a</td>\n<td>b <i>c</i></td></tr></table></body></html>";
        assert_eq!(shown_html(text), ["2:Verbale", "Presenti: Anna &", "Ugo", "a|b c"]);
    }

    fn shown_html(text: &str) -> Vec<String> {
        let show = |line: &Line| {
            let cells: Vec<&str> = line.cells.iter().map(|cell| cell.text.as_str()).collect();
            let level = line.heading_level.map_or_else(String::new, |level| format!("{level}:"));
            format!("{level}{}", cells.join("|"))
        };
        let lines = lines(text, Dialect::Html);
        lines.iter().filter(|line| line.is_text()).map(show).collect()
    }
}
