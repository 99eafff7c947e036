//! Running headers, footers and page numbers, by their place.
//!
//! In: the words of all pages. Out: for each page its running lines, taken out of its words
//! before tables are looked for, since a header of two columns looks like the row of one. A line
//! is one of them where it stands at the edge of its page, and at the same height on other pages
//! with the same words but for numbers.
//!
//! Invariant: a line between others that do not repeat is never taken, nor is a row of a table.

use std::collections::BTreeMap;

use super::printed::{Printed, lines};
use super::ruling::Rulings;
use super::shape::Area;
use super::word::Word;

/// How many lines at either edge of a page may be running ones.
const EDGE_LINES: usize = 6;

/// Lines this close, in points, stand at the same height.
const SAME_HEIGHT: f32 = 2.0;

/// A running line stands on one page in so many at least.
const PAGES_PER_LINE: usize = 4;

/// Room between a running line and the text, in sizes.
const ROOM: f32 = 0.55;

/// The running lines of a page.
#[derive(Default)]
pub(super) struct Running {
    pub(super) top: Vec<Printed>,
    pub(super) bottom: Vec<Printed>,
}

/// A page: its words, and the lines drawn on it.
pub(super) struct PageWords<'a> {
    pub(super) words: &'a mut Vec<Word>,
    pub(super) rulings: &'a Rulings,
}

/// Takes the running lines out of pages.
pub(super) fn take(pages: &mut [PageWords<'_>]) -> Vec<Running> {
    let printed: Vec<Vec<Printed>> = pages.iter().map(|page| lines(page.words.clone())).collect();
    let tops: Vec<usize> = repeated(&printed, true);
    let bottoms: Vec<usize> = repeated(&printed, false);
    let mut all = Vec::with_capacity(pages.len());
    for (at, (page, lines)) in pages.iter_mut().zip(printed).enumerate() {
        let top = with_room(&lines, tops[at], true, page.rulings);
        let bottom = with_room(&lines, bottoms[at], false, page.rulings).min(lines.len() - top);
        let count = lines.len();
        let mut running = Running::default();
        for (place, line) in lines.into_iter().enumerate() {
            if place < top {
                running.top.push(line);
            } else if place >= count - bottom {
                running.bottom.push(line);
            }
        }
        if top + bottom > 0 {
            let taken = |word: &Word| {
                let is_in = |line: &Printed| {
                    (line.top()..=line.bottom()).contains(&word.baseline)
                        && line.left() <= word.left
                        && word.right <= line.right() + 0.01
                };
                running.top.iter().chain(&running.bottom).any(is_in)
            };
            page.words.retain(|word| !taken(word));
        }
        all.push(running);
    }
    all
}

/// How many lines from the edge of each page stand on other pages too.
fn repeated(pages: &[Vec<Printed>], is_top: bool) -> Vec<usize> {
    let edge = |page: &'_ [Printed]| -> Vec<Printed> {
        let most = EDGE_LINES.min(page.len());
        if is_top {
            page[..most].to_vec()
        } else {
            page[page.len() - most..].iter().rev().cloned().collect()
        }
    };
    let edges: Vec<Vec<Printed>> = pages.iter().map(|page| edge(page)).collect();
    let mut places: BTreeMap<String, Vec<(usize, f32)>> = BTreeMap::new();
    for (page, lines) in edges.iter().enumerate() {
        for line in lines {
            places.entry(mask(line)).or_default().push((page, line.baseline()));
        }
    }
    let is_running = |line: &Printed| {
        let beside = places.get(&mask(line)).into_iter().flatten();
        let mut on: Vec<usize> = beside
            .filter(|(_, height)| (height - line.baseline()).abs() <= SAME_HEIGHT)
            .map(|(page, _)| *page)
            .collect();
        on.dedup();
        on.len() >= 2 && on.len() * PAGES_PER_LINE >= pages.len()
    };
    edges.iter().map(|lines| lines.iter().take_while(|line| is_running(line)).count()).collect()
}

/// The words of a line without its numbers.
fn mask(line: &Printed) -> String {
    let mut mask = String::new();
    for letter in line.text().chars() {
        let shown = if letter.is_ascii_digit() { '#' } else { letter };
        if shown != '#' || !mask.ends_with('#') {
            mask.extend(shown.to_lowercase());
        }
    }
    mask
}

/// How many of the outermost `count` lines have room behind them and are no rows of a table that
/// goes on.
fn with_room(lines: &[Printed], count: usize, is_top: bool, rulings: &Rulings) -> usize {
    let at = |place: usize| {
        if is_top {
            lines.get(place)
        } else {
            lines.len().checked_sub(place + 1).and_then(|at| lines.get(at))
        }
    };
    let mut count = count;
    while count > 0 {
        let Some(last) = at(count - 1) else { return 0 };
        let Some(next) = at(count) else { return count };
        let gap = if is_top { next.top() - last.bottom() } else { last.top() - next.bottom() };
        let area = |line: &Printed| Area {
            left: line.left(),
            right: line.right(),
            top: line.top(),
            bottom: line.bottom(),
        };
        let shares = rulings.grids.iter().any(|grid| {
            [last, next].iter().all(|line| {
                let line = area(line);
                grid.area.holds((
                    f32::midpoint(line.left, line.right),
                    f32::midpoint(line.top, line.bottom),
                ))
            })
        });
        if gap >= last.size().min(next.size()) * ROOM && !shares {
            return count;
        }
        count -= 1;
    }
    0
}

#[cfg(test)]
mod tests {
    use super::super::word::{tests::drawn, words};
    use super::*;

    fn taken(pages: &[&[(&str, f32)]]) -> Vec<(Vec<String>, Vec<String>)> {
        let mut all: Vec<Vec<Word>> = pages
            .iter()
            .map(|page| {
                words(
                    &page
                        .iter()
                        .flat_map(|(text, height)| drawn(text, 0.0, *height))
                        .collect::<Vec<_>>(),
                )
            })
            .collect();
        let rulings = Rulings::default();
        let mut pages: Vec<PageWords<'_>> =
            all.iter_mut().map(|words| PageWords { words, rulings: &rulings }).collect();
        let texts = |lines: &[Printed]| lines.iter().map(Printed::text).collect();
        take(&mut pages)
            .iter()
            .map(|running| (texts(&running.top), texts(&running.bottom)))
            .collect()
    }

    #[test]
    fn what_stands_at_one_height_on_several_pages_is_aside() {
        let pages: [&[(&str, f32)]; 2] = [
            &[("Ambito", 20.0), ("uno", 50.0), ("due", 62.0), ("Pag. 1", 200.0)],
            &[("Ambito", 20.0), ("tre", 50.0), ("due", 62.0), ("Pag. 2", 200.0)],
        ];
        let expected = (vec!["Ambito".to_owned()], vec!["Pag. 1".to_owned()]);
        assert_eq!(taken(&pages)[0], expected);
    }

    #[test]
    fn a_header_close_above_its_rows_stays() {
        let pages: [&[(&str, f32)]; 2] =
            [&[("Nome", 20.0), ("Anna", 32.0), ("Ugo", 44.0)], &[("Nome", 20.0), ("Ivo", 32.0)]];
        assert!(taken(&pages).iter().all(|(top, bottom)| top.is_empty() && bottom.is_empty()));
    }
}
