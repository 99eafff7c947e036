//! Running headers, footers and page numbers: lines that stand on every page and belong to none.
//!
//! In: the lines of a document. Out: the same lines, some of them marked as furniture. No word
//! is known: a line is put aside for where it stands and how it repeats. Where pages are known,
//! it stands at the edge of several; where they are not, see [`super::repetition`].
//!
//! Invariant: only the kind of lines changes, and only from text to furniture.

use std::collections::BTreeMap;

use super::{Line, LineKind, repetition};

/// How many lines at either edge of a page may be furniture.
const EDGE_LINES: usize = 6;

/// A line is furniture where one page in so many has it.
const PAGES_PER_LINE: usize = 4;

/// Marks running headers, footers and page numbers.
pub(super) fn set_aside(lines: &mut [Line]) {
    if lines.first().map(|line| line.page) == lines.last().map(|line| line.page) {
        repetition::set_aside(lines);
    } else {
        set_aside_on_pages(lines);
    }
}

/// Marks those that stand at the edges of pages.
pub(super) fn set_aside_on_pages(lines: &mut [Line]) {
    let pages = texts_by_page(lines);
    for is_top in [true, false] {
        let edges: Vec<Vec<usize>> = pages.iter().map(|page| edge(page, is_top)).collect();
        let repeated = repeated(lines, &edges, pages.len());
        for edge in &edges {
            for index in edge {
                if !repeated.contains(index) || (is_top && is_table_header(lines, *index)) {
                    break;
                }
                lines[*index].kind = LineKind::Furniture;
            }
        }
    }
}

/// The lines with text of each page.
fn texts_by_page(lines: &[Line]) -> Vec<Vec<usize>> {
    let mut pages: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| line.is_text()) {
        pages.entry(line.page).or_default().push(index);
    }
    pages.into_values().collect()
}

/// The outermost lines of a page, from its edge inwards; never more than half of it.
fn edge(page: &[usize], is_top: bool) -> Vec<usize> {
    let most = EDGE_LINES.min(page.len().div_ceil(2));
    if is_top {
        page[..most].to_vec()
    } else {
        page[page.len() - most..].iter().rev().copied().collect()
    }
}

/// The lines at the edges that stand on enough pages: the same to the letter, or but for a
/// number that counts with the pages.
fn repeated(lines: &[Line], edges: &[Vec<usize>], page_count: usize) -> Vec<usize> {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for edge in edges {
        let mut seen: Vec<String> = Vec::new();
        for index in edge {
            let mask = Mask::of(&lines[*index]).text;
            // A line that stands twice at one edge counts once.
            if !seen.contains(&mask) {
                groups.entry(mask.clone()).or_default().push(*index);
                seen.push(mask);
            }
        }
    }
    let mut repeated: Vec<usize> = Vec::new();
    for members in groups.into_values() {
        let masks: Vec<Mask> = members.iter().map(|index| Mask::of(&lines[*index])).collect();
        let by_page: Vec<(u32, &Mask)> =
            members.iter().map(|index| lines[*index].page).zip(&masks).collect();
        let ends_sentence = lines[members[0]]
            .cells
            .last()
            .is_some_and(|cell| cell.text.as_str().ends_with(['.', ';', ':', '!', '?']));
        let counts = if counts_pages(&by_page) { members } else { most_alike(&members, &masks) };
        // A sentence may stand at the edge of two pages by chance.
        let is_enough = if ends_sentence {
            counts.len() >= 3 && counts.len() * 2 >= page_count
        } else {
            counts.len() >= 2 && counts.len() * PAGES_PER_LINE >= page_count
        };
        if is_enough {
            repeated.extend(counts);
        }
    }
    repeated.sort_unstable();
    repeated
}

/// The largest set of lines whose numbers are the same too.
fn most_alike(members: &[usize], masks: &[Mask]) -> Vec<usize> {
    let mut alike: BTreeMap<&[u64], Vec<usize>> = BTreeMap::new();
    for (index, mask) in members.iter().zip(masks) {
        alike.entry(&mask.numbers).or_default().push(*index);
    }
    let mut sets: Vec<Vec<usize>> = alike.into_values().collect();
    sets.sort_by_key(|set| std::cmp::Reverse(set.len()));
    sets.into_iter().next().unwrap_or_default()
}

/// Whether one number counts with the pages, and the others stay.
fn counts_pages(by_page: &[(u32, &Mask)]) -> bool {
    let Some((first_page, first)) = by_page.first() else { return false };
    let varying: Vec<usize> = (0..first.numbers.len())
        .filter(|at| by_page.iter().any(|(_, mask)| mask.numbers[*at] != first.numbers[*at]))
        .collect();
    let [counter] = varying[..] else { return false };
    by_page.iter().all(|(page, mask)| {
        let steps = u64::from(page - first_page);
        mask.numbers[counter].checked_sub(first.numbers[counter]) == Some(steps)
    })
}

/// Whether a row heads a table that goes on from the page before: the row after it has as many
/// cells.
fn is_table_header(lines: &[Line], index: usize) -> bool {
    let line = &lines[index];
    let inner = lines[index + 1..].iter().find(|inner| inner.is_text());
    line.is_row() && inner.is_some_and(|inner| inner.cells.len() == line.cells.len())
}

/// A line without its numbers.
pub(super) struct Mask {
    /// Its text in small letters, `#` for each number.
    pub(super) text: String,
    /// Its numbers, in order.
    pub(super) numbers: Vec<u64>,
}

impl Mask {
    /// The mask of a line.
    pub(super) fn of(line: &Line) -> Self {
        let mut mask = Self { text: String::new(), numbers: Vec::new() };
        let mut is_in_number = false;
        let cells = line.cells.iter().map(|cell| cell.text.as_str());
        for letter in cells.flat_map(|cell| cell.chars().chain(['\t'])) {
            let digit = letter.to_digit(10).map(u64::from);
            match (digit, mask.numbers.last_mut()) {
                (Some(digit), Some(number)) if is_in_number => {
                    *number = number.saturating_mul(10).saturating_add(digit);
                }
                (Some(digit), _) => {
                    mask.text.push('#');
                    mask.numbers.push(digit);
                }
                (None, _) => mask.text.extend(letter.to_lowercase()),
            }
            is_in_number = digit.is_some();
        }
        mask.text.truncate(mask.text.trim_end().len());
        mask
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{Limits, LineKind, read_text};

    /// The lines put aside.
    fn aside(text: &str) -> Vec<String> {
        let document = read_text(text.as_bytes(), "x.txt", &Limits::default()).unwrap().document;
        let lines = document.lines.iter().filter(|line| line.kind == LineKind::Furniture);
        lines.map(|line| line.joined().as_str().to_owned()).collect()
    }

    #[test]
    fn headers_footers_and_page_numbers_stand_at_the_edges_of_pages() {
        let pages =
            ["Si apre la seduta.", "Il punto uno è rinviato.", "Nulla da dire."].iter().enumerate();
        let page = |(index, body): (usize, &&str)| {
            format!(
                "Ambito di Valtorta     Ufficio di Piano\n\n{body}\naltro {body}\n\nPag. {} di 3\n",
                index + 1
            )
        };
        let text = pages.map(page).collect::<Vec<_>>().join("\x0C");
        let header = "Ambito di Valtorta Ufficio di Piano";
        assert_eq!(
            aside(&text),
            [header, "Pag. 1 di 3", header, "Pag. 2 di 3", header, "Pag. 3 di 3"]
        );
    }

    #[test]
    fn a_table_header_that_is_repeated_on_a_page_stays() {
        let text = "DECISIONE\tCHI\tQUANDO\nuno\tAnna\tmaggio\n\x0CDECISIONE\tCHI\tQUANDO\ndue\tUgo\tgiugno\n";
        assert!(aside(text).is_empty());
    }

    #[test]
    fn what_repeats_amid_pages_or_counts_otherwise_stays() {
        let text = "a\nb\nc\nd\nDecisioni\ne\nf\ng\nh\n\x0Ci\nj\nk\nl\nDecisioni\nm\nn\no\np\n";
        assert!(aside(text).is_empty());
        assert!(
            aside("Punto 3\nsi discute\nvaria\n\x0CPunto 7\nsi discute a lungo\nx\n").is_empty()
        );
    }
}
