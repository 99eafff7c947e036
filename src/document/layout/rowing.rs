//! Printed lines of a table without lines between its rows, to rows.
//!
//! In: lines whose words are already told apart by column. Out: which lines are one row. No line
//! says so by itself; what decides is, in this order:
//! - where cells stand further apart than their lines, that distance: also where short cells
//!   stand beside the middle or the foot of long ones;
//! - a cell can go on only where the line above it in its column is full: where the next word
//!   would have fitted, a new row begins;
//! - a line that fills as many columns as the row above, each with a capital, a figure or a
//!   sign at its start, begins a row.

use std::collections::HashSet;

use super::printed::Printed;
use super::word::is_leader;

/// Lines of a cell and lines of neighbouring rows are told apart by distances that differ by this
/// factor at least.
const JUMP: f32 = 1.04;

/// How far, in sizes, a line may end before the edge of its column and still be full beside the
/// word that did not fit.
const SLACK: f32 = 0.6;

/// Width of a blank, in sizes.
const BLANK: f32 = 0.25;

/// A line of a table: what it has in each column.
#[derive(Clone, Debug, Default)]
pub(super) struct Tabled {
    /// One a column; `None` where the line has nothing in it.
    pub(super) cells: Vec<Option<Printed>>,
}

impl Tabled {
    fn filled(&self) -> impl Iterator<Item = (usize, &Printed)> {
        self.cells.iter().enumerate().filter_map(|(column, cell)| Some((column, cell.as_ref()?)))
    }
}

/// The first line of each row, the first of all included.
pub(super) fn starts(lines: &[Tabled]) -> Vec<usize> {
    let coarse = by_distance(lines).unwrap_or_else(|| by_words(lines, false));
    let cells = single_cells(lines);
    let is_cell = |column: usize, text: &str| cells.contains(&(column, text.to_owned()));
    // Groups of rows stand further apart than rows.
    let mut starts = Vec::with_capacity(coarse.len());
    for (at, from) in coarse.iter().enumerate() {
        let group = &lines[*from..coarse.get(at + 1).copied().unwrap_or(lines.len())];
        if are_rows(group, &is_cell) {
            starts.extend(by_words(group, true).iter().map(|start| from + start));
        } else {
            starts.push(*from);
        }
    }
    starts
}

/// The texts of cells that have one line and nothing close around them in their column.
fn single_cells(lines: &[Tabled]) -> HashSet<(usize, String)> {
    let has = |at: Option<usize>, column: usize| {
        at.and_then(|at| lines.get(at)?.cells.get(column)).is_some_and(Option::is_some)
    };
    let mut cells = HashSet::new();
    for (at, line) in lines.iter().enumerate() {
        for (column, cell) in line.filled() {
            if !has(at.checked_sub(1), column) && !has(Some(at + 1), column) {
                cells.insert((column, cell.text()));
            }
        }
    }
    cells
}

/// Puts labels that stand beside the middle of several rows into the first of them: lines that
/// have the first column alone, amid lines that leave it empty.
pub(super) fn raise_labels(lines: &mut Vec<Tabled>) {
    let is_label = |line: &Tabled| line.filled().map(|(column, _)| column).eq([0]);
    let mut at = 1;
    while at + 1 < lines.len() {
        let leaves_open = |line: &Tabled| line.cells[0].is_none() && line.filled().count() >= 2;
        if is_label(&lines[at]) && leaves_open(&lines[at - 1]) && leaves_open(&lines[at + 1]) {
            let first = (0..at).rev().take_while(|before| leaves_open(&lines[*before])).last();
            let label = lines.remove(at).cells[0].take();
            if let Some(first) = first {
                lines[first].cells[0] = label;
            }
        } else {
            at += 1;
        }
    }
}

/// Rows told by the words alone. Of lines that `are_rows`, those after the first may leave out
/// what stands beside all of them.
fn by_words(lines: &[Tabled], are_rows: bool) -> Vec<usize> {
    let limits = limits(lines);
    let mut starts = vec![0];
    for at in 1..lines.len() {
        let first = &lines[*starts.last().unwrap_or(&0)];
        let line = &lines[at];
        // As many columns as the row has, and none of them goes on in small letters.
        let least = if are_rows { 2 } else { first.filled().count().max(2) };
        let is_whole =
            line.filled().count() >= least && line.filled().all(|(_, cell)| begins_high(cell));
        let is_start = match seam(lines, at, &limits) {
            Seam::Ends => true,
            Seam::GoesOn | Seam::Open => is_whole || are_coded(first, line),
        };
        if is_start {
            starts.push(at);
        }
    }
    starts
}

/// Rows told by distance: in each column, lines as close as lines of one cell are one cell; cells
/// that stand beside each other, at whatever height, are one row. `None` where distances say
/// nothing: lines that cannot be one cell stand as close as those that are.
fn by_distance(lines: &[Tabled]) -> Option<Vec<usize>> {
    let limits = limits(lines);
    let mut steps: Vec<Step> = Vec::new();
    for (column, limit) in limits.iter().enumerate() {
        let filled: Vec<(usize, &Printed)> = lines
            .iter()
            .enumerate()
            .filter_map(|(at, line)| Some((at, line.cells.get(column)?.as_ref()?)))
            .collect();
        for pair in filled.windows(2) {
            let ((above, upper), (below, lower)) = (pair[0], pair[1]);
            steps.push(Step {
                above,
                below,
                distance: (lower.baseline() - upper.baseline()) / upper.size().max(1.0),
                parts: has_room(upper, lower, *limit) || begins_row(&lines[below]),
                goes_on: !begins_high(lower),
            });
        }
    }
    let far = parting_distance(&steps)?;
    // Cells by the lines that they cover; those that share height are one row.
    let mut parent: Vec<usize> = (0..lines.len()).collect();
    for step in steps.iter().filter(|step| step.distance < far) {
        for at in step.above..step.below {
            parent[at + 1] = parent[at].min(parent[at + 1]);
        }
    }
    // A line within the height of a cell belongs to its row; `parent` runs downwards, so the
    // first line of a row is its own.
    let is_start = |(at, parent): (usize, &usize)| (*parent == at).then_some(at);
    Some(parent.iter().enumerate().filter_map(is_start).collect())
}

/// From a line of a column to the next line of that column.
struct Step {
    /// The two lines of the table.
    above: usize,
    below: usize,
    /// How far apart they are, in sizes.
    distance: f32,
    /// Whether the words say that they are of two cells, or that one goes on in the other.
    parts: bool,
    goes_on: bool,
}

/// The distance from which lines are of several cells: in the jump between two distances at
/// which the words agree best. `None` where there is none, or they do not agree.
fn parting_distance(steps: &[Step]) -> Option<f32> {
    let mut distances: Vec<f32> =
        steps.iter().map(|step| step.distance).filter(|distance| *distance > 0.5).collect();
    distances.sort_by(f32::total_cmp);
    let jumps = distances.windows(2).filter(|pair| pair[1] / pair[0] >= JUMP);
    let judged = jumps.map(|pair| {
        let far = f32::midpoint(pair[0], pair[1]);
        let close = steps.iter().filter(|step| step.distance < far);
        let denied = close.clone().filter(|step| step.parts).count();
        let torn = steps.iter().filter(|step| step.distance >= far && step.goes_on).count();
        (denied + torn, close.count(), far)
    });
    let (faults, close, far) = judged.min_by_key(|(faults, _, _)| *faults)?;
    (faults * 4 <= close).then_some(far)
}

/// Whether lines between two ruling lines are several rows. `is_cell` tells whether a text is a
/// whole cell of a column elsewhere in the table.
pub(super) fn are_rows(lines: &[Tabled], is_cell: &dyn Fn(usize, &str) -> bool) -> bool {
    if lines.len() < 2 {
        return false;
    }
    let limits = limits(lines);
    // Most lines follow one that had room for their first word.
    let ends = (1..lines.len()).filter(|at| seam(lines, *at, &limits) == Seam::Ends).count();
    let is_filled = |line: &&Tabled| line.filled().count() >= 2;
    if ends * 2 >= lines.len() - 1 && lines.iter().filter(is_filled).count() * 2 >= lines.len() {
        return true;
    }
    // Columns that have something in every line, but for those of a label beside the middle of
    // its rows: text that goes on seldom begins high in each.
    let lines: Vec<&Tabled> = lines.iter().filter(is_filled).collect();
    let has = |line: &&Tabled, column: usize| line.cells.get(column).is_some_and(Option::is_some);
    let whole: Vec<usize> =
        (0..limits.len()).filter(|column| lines.iter().all(|line| has(line, *column))).collect();
    let texts = |column: usize| lines.iter().filter_map(move |line| line.cells[column].as_ref());
    let is_high = |column: &usize| texts(*column).all(begins_high);
    let are_cells = |column: &usize| {
        let all: Vec<String> = texts(*column).map(Printed::text).collect();
        all.iter().all(|text| is_cell(*column, text))
            || all.windows(2).all(|pair| pair[0] == pair[1])
    };
    lines.len() >= 2
        && whole.len() >= 2
        && (whole.iter().any(are_cells) || lines.len() >= ROW_LINES && whole.iter().all(is_high))
}

/// Whether a line begins a row by its words: it has all columns, and nothing in it goes on in
/// small letters.
fn begins_row(line: &Tabled) -> bool {
    line.cells.iter().all(Option::is_some) && line.filled().all(|(_, cell)| begins_high(cell))
}

/// Whether two lines have a number or a code in the first column.
fn are_coded(one: &Tabled, other: &Tabled) -> bool {
    let has_digit = |line: &Tabled| {
        let first = line.cells.first().and_then(Option::as_ref);
        first.is_some_and(|cell| {
            cell.words.len() == 1
                && cell.words[0].text.contains(|letter: char| letter.is_ascii_digit())
        })
    };
    has_digit(one) && has_digit(other)
}

/// Fewest lines that begin high in every column by more than chance.
const ROW_LINES: usize = 3;

/// Whether a line begins as a cell does: with no small letter.
fn begins_high(line: &Printed) -> bool {
    line.words
        .first()
        .and_then(|word| word.text.chars().next())
        .is_some_and(|first| !first.is_lowercase())
}

/// What the words say of two lines that follow each other.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Seam {
    /// A word would have fitted above: another row.
    Ends,
    /// Every cell may go on.
    GoesOn,
    /// Some cell has nothing above it.
    Open,
}

fn seam(lines: &[Tabled], at: usize, limits: &[f32]) -> Seam {
    let mut is_open = false;
    for (column, cell) in lines[at].filled() {
        let Some(above) = lines[at - 1].cells.get(column).and_then(Option::as_ref) else {
            is_open = true;
            continue;
        };
        if has_room(above, cell, limits[column]) {
            return Seam::Ends;
        }
    }
    if is_open { Seam::Open } else { Seam::GoesOn }
}

/// Whether the first word of a line would have fitted on the line above it in its column.
fn has_room(above: &Printed, below: &Printed, limit: f32) -> bool {
    let first = below.words.first().map_or(0.0, |word| word.right - word.left);
    // A word parted by a hyphen goes on whatever room is left.
    let is_parted = above.words.last().is_some_and(|word| {
        word.text.chars().count() > 1 && word.text.ends_with(['-', '\u{2010}', '\u{AD}'])
    });
    // Dots that lead to the next column end a cell.
    let is_led = above.words.last().is_some_and(is_leader);
    !is_parted && (is_led || above.right() + above.size() * (BLANK + SLACK) + first < limit)
}

/// How far to the right the text of each column reaches.
fn limits(lines: &[Tabled]) -> Vec<f32> {
    let columns = lines.iter().map(|line| line.cells.len()).max().unwrap_or(0);
    let cells =
        |column: usize| lines.iter().filter_map(move |line| line.cells.get(column)?.as_ref());
    (0..columns)
        .map(|column| cells(column).map(Printed::right).fold(f32::NEG_INFINITY, f32::max))
        .collect()
}
