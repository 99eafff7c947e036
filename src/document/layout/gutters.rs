//! Gutters: the gaps that lines below each other leave free.
//!
//! In: printed lines. Out: the stretches that no word covers, each between text of some line;
//! what a line has in each column between them; the lines above and below a table that belong to
//! it by its gutters.

use super::parting::{is_mark, list_mark};
use super::printed::Printed;
use super::rowing::Tabled;
use super::word::{Word, is_leader};

/// Lines of one header stand at most so many sizes apart.
pub(super) const HEADER_STEP: f32 = 1.7;

/// A gap of so many sizes may part columns, where other lines agree.
const SEED: f32 = 1.2;

/// Columns stand at least so many sizes apart in every line.
const NARROWEST: f32 = 0.42;

/// A gap of so many sizes parts a column that has something in one line alone: wider than the
/// blanks of a justified line.
const ALONE: f32 = 3.0;

/// A full cell leaves as little as a blank, in sizes, before the edge of the next column.
const FULL_CELL: f32 = 0.3;

/// How far, in points, the left edges of a column's cells may be apart.
const FLUSH: f32 = 1.5;

/// Rows of lines that are known to be a table, whatever their gaps; `None` where they have one
/// column.
pub(super) fn known(lines: &[Printed]) -> Option<Vec<Tabled>> {
    let gutters = gutters_of(lines);
    (!gutters.is_empty()).then(|| lines.iter().map(|line| tabled(line, &gutters)).collect())
}

/// How many lines at the end of `above` head a table whose lines are `below`: close above the
/// line at `top`, with something in two columns at least, and nothing in the gaps between them.
pub(super) fn header(above: &[Printed], below: &[Printed], mut top: f32) -> usize {
    let gutters = gutters_of(below);
    let mut count = 0;
    for line in above.iter().rev() {
        let is_close = top - line.baseline() <= line.size() * HEADER_STEP;
        if !is_close || !heads(line, &gutters) {
            break;
        }
        top = line.baseline();
        count += 1;
    }
    let header = &above[above.len() - count..];
    let columns: std::collections::BTreeSet<usize> = header
        .iter()
        .flat_map(|line| tabled(line, &gutters).cells.into_iter().enumerate())
        .filter_map(|(column, cell)| cell.map(|_| column))
        .collect();
    if columns.len() >= 2 { count } else { 0 }
}

/// How many of the lines `below` a table whose lines are `above` are its last row: close below
/// the line at `bottom`, the first of them in two columns at least.
pub(super) fn footer(below: &[Printed], above: &[Printed], mut bottom: f32) -> usize {
    let gutters = gutters_of(above);
    let mut fits = |line: &&Printed| {
        let is_close = line.baseline() - bottom <= line.size() * HEADER_STEP;
        bottom = line.baseline();
        is_close && narrowed(&gutters, line).len() == gutters.len()
    };
    let count = below.iter().take_while(|line| fits(line)).count();
    let columns =
        below.first().map_or(0, |line| tabled(line, &gutters).cells.iter().flatten().count());
    if columns >= 2 { count } else { 0 }
}

/// Whether a line may be part of a header over gutters: it has something in two columns, or
/// stands behind the first.
pub(super) fn heads(line: &Printed, gutters: &[(f32, f32)]) -> bool {
    let columns = tabled(line, gutters).cells.iter().flatten().count();
    let is_behind_first = gutters.first().is_some_and(|first| line.left() >= first.1 - 1.0);
    narrowed(gutters, line).len() == gutters.len() && (columns >= 2 || is_behind_first)
}

/// How many gaps of a line are so wide that they part columns.
pub(super) fn wide_gaps(line: &Printed) -> usize {
    seed(line).len()
}

/// The gaps of a line that may part columns. The one behind a list mark does so only beside
/// others.
pub(super) fn seed(line: &Printed) -> Vec<(f32, f32)> {
    let least = line.size() * SEED;
    let words: Vec<&Word> = line.words.iter().filter(|word| !is_leader(word)).collect();
    let gaps = words.windows(2).map(|pair| (pair[0].right, pair[1].left));
    let mut gaps: Vec<(f32, f32)> = gaps.filter(|gap| gap.1 - gap.0 >= least).collect();
    let is_after_mark =
        |gap: &(f32, f32)| list_mark(line).is_some() && gap.0 <= line.words[0].right + 0.01;
    if gaps.len() == 1 && gaps.first().is_some_and(is_after_mark) {
        gaps.clear();
    }
    gaps
}

/// What is left of gutters once a line stands between them.
pub(super) fn narrowed(gutters: &[(f32, f32)], line: &Printed) -> Vec<(f32, f32)> {
    gutters.iter().filter_map(|gutter| widest_free(*gutter, line)).collect()
}

/// The widest stretch of a gutter that no word of a line covers, if it is wide enough to part
/// columns.
pub(super) fn widest_free(gutter: (f32, f32), line: &Printed) -> Option<(f32, f32)> {
    let size = line.size();
    let mut best: Option<(f32, f32)> = None;
    let mut from = gutter.0;
    let words = line
        .words
        .iter()
        .filter(|word| !is_leader(word) && word.right > gutter.0 && word.left < gutter.1);
    let edges = words.map(|word| (word.left, word.right)).chain([(gutter.1, gutter.1)]);
    for (left, right) in edges {
        let free = (from, left.min(gutter.1));
        let is_at_edge = gutter.1 - free.1 <= FLUSH;
        let least = size * if is_at_edge { FULL_CELL } else { NARROWEST };
        if free.1 - free.0 >= least && best.is_none_or(|best| free.1 - free.0 > best.1 - best.0) {
            best = Some(free);
        }
        from = from.max(right);
    }
    best
}

/// The gutters that all lines leave free, each with text on both sides in some line.
pub(super) fn gutters_of(lines: &[Printed]) -> Vec<(f32, f32)> {
    let mut spans: Vec<(f32, f32)> = lines
        .iter()
        .flat_map(|line| {
            line.words.iter().filter(|word| !is_leader(word)).map(|word| (word.left, word.right))
        })
        .collect();
    spans.sort_by(|one, other| one.0.total_cmp(&other.0));
    let size = lines.iter().map(Printed::size).fold(0.0, f32::max);
    let mut gutters = Vec::new();
    let mut reach = spans.first().map_or(0.0, |span| span.1);
    for (left, right) in spans {
        let gap = (reach, left);
        // A line with a wide gap before the same edge.
        let ends_there =
            |wide: &(f32, f32)| wide.0 <= gap.0 + 0.01 && (wide.1 - gap.1).abs() <= FLUSH;
        let is_wide = || lines.iter().any(|line| seed(line).iter().any(ends_there));
        if left - reach >= size * NARROWEST || left - reach >= size * FULL_CELL && is_wide() {
            gutters.push(gap);
        }
        reach = reach.max(right);
    }
    // A gap that one line alone has, as justified lines do, parts no column.
    if lines.len() > 2 {
        gutters.retain(|gutter| {
            let beyond = |line: &&Printed| line.right() > gutter.1 + 0.01;
            let mut lines = lines.iter().filter(beyond);
            let width = |line: &Printed| {
                let before = line.words.iter().filter(|word| word.right <= gutter.0 + 0.01);
                let left = before.map(|word| word.right).fold(f32::NEG_INFINITY, f32::max);
                let after = line.words.iter().filter(|word| word.left >= gutter.1 - 0.01);
                after.map(|word| word.left).fold(f32::INFINITY, f32::min) - left
            };
            match (lines.next(), lines.next()) {
                (Some(only), None) => width(only) >= only.size() * ALONE,
                _ => true,
            }
        });
    }
    // A column of list marks is none.
    if let Some(first) = gutters.first() {
        let is_mark_column = lines.iter().all(|line| {
            line.words
                .iter()
                .take_while(|word| word.right <= first.0 + 0.01)
                .all(|word| is_mark(&word.text))
        });
        if is_mark_column && gutters.len() == 1 {
            gutters.clear();
        }
    }
    gutters
}

/// What a line has in each column.
pub(super) fn tabled(line: &Printed, gutters: &[(f32, f32)]) -> Tabled {
    let mut cells: Vec<Option<Printed>> = vec![None; gutters.len() + 1];
    for word in &line.words {
        let middle = if is_leader(word) { word.left } else { f32::midpoint(word.left, word.right) };
        let column =
            gutters.iter().take_while(|gutter| f32::midpoint(gutter.0, gutter.1) < middle).count();
        cells[column].get_or_insert_with(Printed::default).words.push(word.clone());
    }
    Tabled { cells }
}
