//! The outline: a document's structure as blocks that rules match.
//!
//! In: a [`Document`] of lines and cells. Out: headings, paragraphs, list items and tables, in
//! reading order, furniture put aside, wrapped lines joined, also over a page break. What a
//! heading or a column means is not known here.
//!
//! Invariant: every line with text that is not furniture belongs to exactly one block.

use crate::document::{CellEdge, Document, Line, LineKind, join_lines};

use super::text::Text;

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
}

/// The mark before an item or a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// Digits, letters or roman digits without bracket; `None`: a bullet.
    pub number: Option<String>,
    /// Whether the number is digits.
    pub is_digits: bool,
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
}

/// A heading has at most this many characters: longer ones of the corpus of forms are
/// sentences.
const HEADING_CHARACTERS: usize = 160;

/// Builds the outline of a document.
#[must_use]
pub(super) fn build(document: &Document) -> Outline {
    let wrap = wrap_width(document);
    let mut outline = Outline::default();
    let mut gap = 0;
    let mut cut = false;
    let mut ruled = false;
    for (index, line) in document.lines.iter().enumerate() {
        match line.kind {
            LineKind::Blank => gap += 1,
            LineKind::Ruling => ruled = true,
            LineKind::Furniture => {
                outline.furniture.push(Text::new(line.joined()));
                cut = true;
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
                    Gap { blanks: gap, ruled, cut: cut || turned, wrap },
                );
                gap = 0;
                cut = false;
                ruled = false;
            }
        }
    }
    mark_numbered_titles(&mut outline, document);
    mark_lettered(&mut outline);
    mark_headings(&mut outline);
    outline
}

/// Makes headings of rows that are no table: a number, a wide gap and a title, alone.
fn mark_numbered_titles(outline: &mut Outline, document: &Document) {
    for block in &mut outline.blocks {
        let [row] = block.rows.as_slice() else { continue };
        let [number, title] = row.cells.as_slice() else { continue };
        let digits = number.text.as_str().trim_end_matches('.');
        let is_number = !digits.is_empty()
            && digits.len() <= 6
            && digits.split('.').all(|part| {
                (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
            });
        let words = title.text.as_str();
        let is_title = words.chars().count() <= HEADING_CHARACTERS
            && words.starts_with(|first: char| first.is_alphabetic() && !first.is_lowercase());
        let is_drawn =
            document.lines[row.line].cells.iter().any(|cell| cell.edge == CellEdge::Drawn);
        if is_number && is_title && !is_drawn {
            let number = digits.to_owned();
            block.text = title.text.clone();
            block.marker = Some(Marker { number: Some(number), is_digits: true });
            block.kind = BlockKind::Heading;
            block.rows.clear();
        }
    }
}

/// Gives their markers to blocks that count "A. ", "B. ", "C. ": one such line alone begins
/// with an initial, neighbours that count are a list, and its letters come back as headings.
fn mark_lettered(outline: &mut Outline) {
    let letter_of = |block: &Block| {
        let text = block.text.as_str();
        let letter = text.chars().next().filter(char::is_ascii_uppercase)?;
        let is_marked = block.kind == BlockKind::Paragraph
            && block.level.is_none()
            && text[1..].starts_with(". ");
        is_marked.then_some(letter)
    };
    let letters: Vec<Option<char>> = outline.blocks.iter().map(letter_of).collect();
    let Some(start) = letters.windows(2).position(|pair| pair == [Some('A'), Some('B')]) else {
        return;
    };
    let counted =
        ('A'..='Z').zip(&letters[start..]).take_while(|(letter, found)| **found == Some(*letter));
    let count = counted.count();
    let last = char::from(b'A' + count as u8 - 1);
    for (block, letter) in outline.blocks.iter_mut().zip(letters) {
        if let Some(letter) = letter.filter(|letter| *letter <= last) {
            let rest = block.text.part_of_reading(2..block.text.as_str().len());
            block.text = rest;
            block.marker = Some(Marker { number: Some(letter.to_string()), is_digits: false });
            block.kind = BlockKind::Item;
        }
    }
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
                    || gap.blanks == 1 && !gap.ruled && lines_up(block, &row, document))
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
    let (marker, length) = marker_of(whole.as_str(), line.heading_level.is_some());
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

/// Whether a row that gaps part stands under the columns of a table's first row: such tables
/// part their rows by blank lines.
fn lines_up(block: &Block, row: &Row, document: &Document) -> bool {
    let drawn =
        |line: usize| document.lines[line].cells.iter().any(|cell| cell.edge == CellEdge::Drawn);
    let Some(first) = block.rows.first() else { return false };
    row.cells.len() >= 2
        && !drawn(first.line)
        && !drawn(row.line)
        && row
            .cells
            .iter()
            .all(|cell| first.cells.iter().any(|above| (above.left - cell.left).abs() <= 1.0))
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

/// Joins a line to the row above, where a cell of that row was broken over lines: either the
/// line has no edge and stands below a cell, or its cells make up those that the row lacks.
fn wraps_row(block: Option<&mut Block>, document: &Document, line: &Line, index: usize) -> bool {
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

/// Takes back the first cell of a row that was broken over two lines in that very cell: its
/// beginning stands between the rows of a table as a line of its own.
fn take_first_cell(outline: &mut Outline, row: &mut Row) {
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

/// Beyond this many characters a line under a narrow column is a paragraph, not a wrapped cell.
const WRAPPED_WIDTH: u16 = 48;

fn row_of(line: &Line, index: usize) -> Row {
    let cells = line.cells.iter().map(|cell| CellText {
        text: Text::new(cell.text.clone()),
        left: cell.left,
        right: cell.right,
    });
    Row { cells: cells.collect(), line: index, wrapped: 0 }
}

/// Whether a line goes on with the block before it.
fn continues(
    block: &Block,
    document: &Document,
    line: &Line,
    text: &crate::document::Mapped,
    gap: Gap,
) -> bool {
    if block.kind == BlockKind::Table || block.level.is_some() {
        return false;
    }
    let before = block.text.as_str().trim_end();
    let first = text.as_str().chars().next().unwrap_or(' ');
    let ends_sentence = before.ends_with(['.', ';', ':', '!', '?']);
    if gap.blanks > 0 || gap.ruled || gap.cut {
        // A page break or a wide gap cut the sentence in two: it goes on in lower case.
        return (gap.cut || gap.blanks >= 3)
            && !ends_sentence
            && first.is_lowercase()
            && before.chars().count() > 20;
    }
    let Some(last) = block.lines.last().map(|last| &document.lines[*last]) else { return false };
    if last.is_bold != line.is_bold && (last.is_bold || block.lines.len() > 1) {
        return false;
    }
    // A centred line of a title is no line of a paragraph, nor is one in capitals.
    let is_centred = last.indent >= 8 && last.indent.abs_diff(line.indent) >= 4;
    let turns_small = block.is_caps() && text.as_str().chars().any(char::is_lowercase);
    if is_centred || turns_small && block.text.as_str().chars().count() >= 8 {
        return false;
    }
    let is_full = last.width * 10 >= gap.wrap * 8 && gap.wrap >= 55;
    // The last line of a paragraph is no full one.
    let is_apart = ends_sentence || block.lines.len() == 1 && is_second_level(before);
    if before.ends_with(':') || is_apart && is_second_level(text.as_str()) {
        return false;
    }
    if block.lines.len() == 1 && is_second_level(before) && !first.is_lowercase() {
        return false;
    }
    if first.is_lowercase() && !ends_sentence {
        return true;
    }
    is_full && !(before.ends_with('.') && last.width * 10 < gap.wrap * 9)
}

/// Whether a line is a title of the second level ("2.1 Title"): it ends a paragraph before it.
fn is_second_level(text: &str) -> bool {
    let Some((number, title)) = text.split_once(' ') else { return false };
    let Some((first, second)) = number.split_once('.') else { return false };
    let second = second.trim_end_matches('.');
    let is_short = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    is_short(first, 2)
        && is_short(second, 1)
        && title.trim_start().starts_with(char::is_uppercase)
        && !text.ends_with(['.', ',', ';'])
        && text.chars().count() <= HEADING_CHARACTERS / 2
}

/// The marker at the start of a line and its length in bytes: `1.`, `1)`, `1)-`, `a)`, `IV.`,
/// `-`, `•`, `*`; `1.` before a digit is a number of two levels, kept whole.
fn marker_of(text: &str, is_heading: bool) -> (Option<Marker>, usize) {
    let bullet = text.chars().next().filter(|letter| "-–—•●▪◦·*►➢✓✔".contains(*letter));
    if let Some(bullet) = bullet {
        let rest = &text[bullet.len_utf8()..];
        if rest.starts_with(' ')
            && rest
                .trim_start()
                .chars()
                .next()
                .is_some_and(|letter| !letter.is_ascii_punctuation() || "\"'(@[".contains(letter))
        {
            let (number, length) = marker_of(rest.trim_start(), false);
            // "- 1. Title": the number is the marker.
            if let Some(marker) = number.filter(|marker| marker.number.is_some()) {
                let skipped = text.len() - rest.trim_start().len();
                return (Some(marker), skipped + length);
            }
            // An open box before the words is part of the mark: "- [ ] ...".
            let open = rest.trim_start();
            let open =
                open.strip_prefix("[ ] ").or_else(|| open.strip_prefix("☐ ")).unwrap_or(open);
            return (Some(Marker { number: None, is_digits: false }), text.len() - open.len());
        }
        return (None, 0);
    }
    let label: usize =
        text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'.').count();
    let head = &text[..label];
    let number = head.trim_end_matches('.');
    let rest = &text[label..];
    let is_digits = !number.is_empty()
        && number.len() <= 6
        && number.split('.').all(|part| {
            !part.is_empty() && part.len() <= 3 && part.bytes().all(|byte| byte.is_ascii_digit())
        });
    let is_letter = number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_roman = number.len() <= 5
        && !number.is_empty()
        && number.bytes().all(|byte| b"IVXivx".contains(&byte));
    if !(is_digits || is_letter || is_roman) {
        return (None, 0);
    }
    let closes = rest.starts_with(')')
        || rest.starts_with("°)")
        || rest.starts_with("°") && is_digits && rest.contains(')');
    let is_dotted = head.ends_with('.') && rest.starts_with(' ');
    // A single letter or a roman digit with a dot may be an initial ("M. Rossi"): only digits
    // may carry a dot in running text; a heading may carry any.
    let is_capital = head == number && number.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_dash = (is_digits || is_capital) && (rest.starts_with(" - ") || rest.starts_with(" – "));
    if !(closes
        || is_dotted && (is_digits || is_heading || is_roman)
        || is_dash
        || is_heading && is_digits && rest.starts_with(' '))
    {
        return (None, 0);
    }
    let rest = rest.trim_start_matches(|letter: char| ")°-–. ".contains(letter));
    let length = text.len() - rest.len();
    (Some(Marker { number: Some(number.to_owned()), is_digits }), length)
}

/// Whether a sentence ends within a text: a word of four letters and more, a dot, a capital.
fn holds_sentence_end(text: &str) -> bool {
    text.match_indices(". ").any(|(at, _)| {
        let word = text[..at].chars().rev().take_while(|letter| letter.is_alphabetic()).count();
        word >= 4 && text[at + 2..].starts_with(char::is_uppercase)
    })
}

/// Marks short blocks that stand alone as headings.
fn mark_headings(outline: &mut Outline) {
    let count = outline.blocks.len();
    let stands_alone: Vec<bool> = (0..count)
        .map(|at| {
            let block = &outline.blocks[at];
            let next = outline.blocks.get(at + 1);
            let gap_after = next.is_none_or(|next| next.gap > 0);
            let gap_before =
                block.gap > 0 || at == 0 || outline.blocks[at - 1].kind == BlockKind::Heading;
            let is_distinct = block.is_bold || block.is_caps() && block.marker.is_none();
            gap_before && (gap_after || is_distinct)
                || is_distinct && gap_after
                || is_distinct
                    && next.is_some_and(|next| next.kind != block.kind || !next.is_caps())
        })
        .collect();
    for (at, stands_alone) in stands_alone.into_iter().enumerate() {
        let next_is_item = outline.blocks.get(at + 1).is_some_and(|next| next.marker.is_some());
        let block = &mut outline.blocks[at];
        if block.kind == BlockKind::Heading
            || block.kind == BlockKind::Table
            || block.lines.len() > 3
        {
            continue;
        }
        if block.kind == BlockKind::Item && (block.number().is_none() || next_is_item) {
            continue;
        }
        let text = block.text.as_str();
        let ends_open = !text.ends_with(['.', ';', ',', ':', '?', '!']) || block.is_bold;
        let has_letters = text.chars().any(char::is_alphabetic);
        let starts_high = text
            .chars()
            .find(|letter| letter.is_alphanumeric())
            .is_some_and(|letter| !letter.is_lowercase());
        if stands_alone
            && ends_open
            && has_letters
            && starts_high
            && !holds_sentence_end(text)
            && text.chars().count() <= HEADING_CHARACTERS
        {
            block.kind = BlockKind::Heading;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Option<(Option<String>, usize)> {
        let (marker, length) = marker_of(text, false);
        marker.map(|marker| (marker.number, length))
    }

    #[test]
    fn markers_are_told_from_text() {
        assert_eq!(number("1. Titolo"), Some((Some("1".into()), 3)));
        assert_eq!(number("12) Titolo"), Some((Some("12".into()), 4)));
        assert_eq!(number("1)- Titolo"), Some((Some("1".into()), 4)));
        assert_eq!(number("a) Titolo"), Some((Some("a".into()), 3)));
        assert_eq!(number("B - Titolo"), Some((Some("B".into()), 4)));
        assert_eq!(number("- Titolo"), Some((None, 2)));
        assert_eq!(number("2.1 Titolo"), None);
        assert!(is_second_level("2.1 Titolo"));
        assert!(!is_second_level("18.30 Inizio") && !is_second_level("1.5 milioni"));
        assert_eq!(number("M. Rossi"), None);
        assert_eq!(number("2019 bilancio"), None);
        assert_eq!(number("-5 gradi"), None);
    }
}
