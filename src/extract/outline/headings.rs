//! Headings: short blocks that stand alone, numbered titles, lettered titles.
//!
//! In: an outline whose lines are joined. Out: the same, with blocks marked as headings by
//! their form; what a heading says is for the rules.

use super::{Block, BlockKind, Marker, Outline};
use crate::document::{CellEdge, Document, join_lines};
use crate::extract::text::Text;

/// A heading has at most this many characters: longer ones of the corpus of forms are
/// sentences.
pub(super) const HEADING_CHARACTERS: usize = 160;

/// Marks short blocks that stand alone as headings.
pub(super) fn mark_headings(outline: &mut Outline, document: &Document) {
    let count = outline.blocks.len();
    let gaps: Vec<bool> = outline.blocks.iter().map(|block| block.gap > 0).collect();
    let stands_alone: Vec<bool> = (0..count)
        .map(|at| {
            let block = &outline.blocks[at];
            let next = outline.blocks.get(at + 1);
            let gap_after = next.is_none_or(|next| next.gap > 0);
            let gap_before =
                block.gap > 0 || at == 0 || outline.blocks[at - 1].kind == BlockKind::Heading;
            let is_arrow = block.marker.as_ref().is_some_and(|marker| marker.is_arrow);
            let is_distinct =
                block.is_bold || block.is_caps() && (block.marker.is_none() || is_arrow);
            gap_before && (gap_after || is_distinct)
                || is_distinct && gap_after
                || is_distinct
                    && next.is_some_and(|next| next.kind != block.kind || !next.is_caps())
        })
        .collect();
    for (at, stands_alone) in stands_alone.into_iter().enumerate() {
        let next_is_item = outline.blocks.get(at + 1).is_some_and(|next| next.marker.is_some());
        let before_is_item = at > 0 && outline.blocks[at - 1].marker.is_some() && !gaps[at];
        let block = &mut outline.blocks[at];
        if matches!(block.kind, BlockKind::Heading | BlockKind::Table | BlockKind::Contents)
            || block.lines.len() > 3
            || stands_over_a_list(block, document)
        {
            continue;
        }
        // A bullet before capitals alone, over running text, is drawn beside a title.
        let is_title = block.is_caps() && !next_is_item && !before_is_item;
        if block.kind == BlockKind::Item && (block.number().is_none() && !is_title || next_is_item)
        {
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
            && (starts_high || block.is_bold)
            && !holds_sentence_end(text)
            && text.chars().count() <= HEADING_CHARACTERS
        {
            block.kind = BlockKind::Heading;
        }
    }
}

/// Whether a block is a line at the margin and lines set in below it: a label over its list.
fn stands_over_a_list(block: &Block, document: &Document) -> bool {
    let indents: Vec<u32> = block.lines.iter().map(|line| document.lines[*line].indent).collect();
    let is_list = |rest: &[u32]| !rest.is_empty() && rest.iter().all(|indent| *indent >= 2);
    block.marker.is_none()
        && !block.is_bold
        && !block.is_caps()
        && indents.split_first().is_some_and(|(first, rest)| *first == 0 && is_list(rest))
}

/// Whether a sentence ends within a text: a word of four letters and more, a dot, a capital or a bracket.
fn holds_sentence_end(text: &str) -> bool {
    text.match_indices(". ").any(|(at, _)| {
        let word = text[..at].chars().rev().take_while(|letter| letter.is_alphabetic()).count();
        let starts = |letter: char| letter.is_uppercase() || letter == '(';
        word >= 4 && text[at + 2..].starts_with(starts)
    })
}

/// Makes headings of rows that are no table: a number, a wide gap and a title, alone.
pub(super) fn mark_numbered_titles(outline: &mut Outline, document: &Document) {
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
            block.marker = Some(Marker { number: Some(number), is_digits: true, ..Marker::BULLET });
            block.kind = BlockKind::Heading;
            block.rows.clear();
        }
    }
}

/// Makes a paragraph of a row that is none: a legend whose parts wide gaps keep apart.
pub(super) fn mark_legends(outline: &mut Outline, document: &Document) {
    for block in &mut outline.blocks {
        let [row] = block.rows.as_slice() else { continue };
        let line = &document.lines[row.line];
        let is_drawn = line.cells.iter().any(|cell| cell.edge == CellEdge::Drawn);
        if !is_drawn && row.wrapped == 0 && block.text.as_str().matches('=').count() >= 2 {
            block.text = Text::new(line.joined());
            block.kind = BlockKind::Paragraph;
            block.rows.clear();
        }
    }
}

/// Takes back marks that are initials: a single roman digit with a dot counts nothing where no
/// other block counts on from it or up to it ("V. Rossi").
pub(super) fn unmark_initials(outline: &mut Outline, document: &Document) {
    const ROMAN: [&str; 12] =
        ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    let place = |block: &Block| {
        let number = block.marker.as_ref().filter(|marker| !marker.is_digits)?.number.as_deref()?;
        ROMAN.iter().position(|roman| *roman == number)
    };
    let counted: Vec<usize> = outline.blocks.iter().filter_map(place).collect();
    for block in outline.blocks.iter_mut().filter(|block| block.level.is_none()) {
        let Some(at) = place(block).filter(|at| ROMAN[*at].len() == 1) else { continue };
        let first = document.lines[block.lines[0]].joined();
        let is_dotted = first.as_str().starts_with(&format!("{}. ", ROMAN[at]));
        let is_counted = counted.contains(&(at + 1)) || at > 0 && counted.contains(&(at - 1));
        if is_dotted && !is_counted {
            let lines: Vec<_> =
                block.lines.iter().map(|line| document.lines[*line].joined()).collect();
            block.text = Text::new(join_lines(&lines.iter().collect::<Vec<_>>()));
            block.marker = None;
            block.kind = BlockKind::Paragraph;
        }
    }
}

/// Gives their markers to blocks that count "A. ", "B. ", "C. ": one such line alone begins
/// with an initial, neighbours that count are a list, and its letters come back as headings.
pub(super) fn mark_lettered(outline: &mut Outline) {
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
            block.marker = Some(Marker { number: Some(letter.to_string()), ..Marker::BULLET });
            block.kind = BlockKind::Item;
        }
    }
}
