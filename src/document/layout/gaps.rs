//! Tables without upright lines: columns told by the gaps between them.
//!
//! In: the printed lines of a column of text. Out: the same lines in order, those that stand
//! under each other in columns as tables. A gap parts columns where it is wide, and where the
//! lines below and above leave it free too; what is bridged by a word anywhere is no gap.
//!
//! Invariant: every word of the lines is in one cell, or leads from one to the next.

use super::gutters::{HEADER_STEP, gutters_of, heads, narrowed, seed, tabled, widest_free};
use super::parting::{OFF, hang, parted, without_leader};
use super::printed::Printed;
use super::rowing::{self, Tabled};
use super::shape::Area;
use super::table::{Cell, Item, Row};

/// Lines further apart than so many sizes are not of one table.
const FARTHEST: f32 = 4.5;

/// Distances that grow by more than this factor end a table.
const STEP: f32 = 1.7;

/// Lines of cells beside each other are at most so many sizes apart.
const BESIDE: f32 = 1.0;

/// Lines of a header before the one that has all columns.
const HEADER_LINES: usize = 2;

/// Lines of a table may always be so many sizes apart.
const USUAL_STEP: f32 = 2.4;

/// Text larger than that of a table by this factor is a title behind it.
const LARGER: f32 = 1.08;

/// Share of the cells of a column that stand flush.
const FLUSH: f32 = 0.5;

/// The lines of a column of text, tables among them.
pub(super) fn read(lines: &[Printed], column: Option<Area>) -> Vec<Item> {
    let mut items = Vec::new();
    let mut from = 0;
    while from < lines.len() {
        if let Some((count, rows)) = table(&lines[from..]) {
            items.push(Item::Table(rows));
            from += count;
        } else {
            let mut row = parted(&lines[from]);
            from += 1;
            from += hang(&mut row, &lines[from..]);
            items.push(Item::Line { row, column });
        }
    }
    items
}

/// Rows of lines that are told apart already; one row where `is_row` is set.
pub(super) fn rows(lines: &[Tabled], is_row: bool) -> Vec<Row> {
    let columns = columns(lines);
    let mut lines = lines.to_vec();
    if !is_row {
        rowing::raise_labels(&mut lines);
    }
    let starts = if is_row { vec![0] } else { rowing::starts(&lines) };
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    starts.iter().zip(ends).map(|(from, to)| row(&lines[*from..to], &columns)).collect()
}

/// Left and right edge of each column.
pub(super) fn columns(lines: &[Tabled]) -> Vec<(f32, f32)> {
    let count = lines.iter().map(|line| line.cells.len()).max().unwrap_or(0);
    let edges = |column: usize| {
        let cells = || lines.iter().filter_map(move |line| line.cells.get(column)?.as_ref());
        let left = cells().map(Printed::left).fold(f32::INFINITY, f32::min);
        (left, cells().map(Printed::right).fold(left, f32::max))
    };
    (0..count).map(edges).collect()
}

fn row(lines: &[Tabled], columns: &[(f32, f32)]) -> Row {
    let cell = |(column, (left, right)): (usize, &(f32, f32))| {
        let printed = lines.iter().filter_map(|line| line.cells.get(column)?.as_ref());
        let mut cell = Cell { left: *left, right: *right, ..Cell::default() };
        for line in printed {
            let (words, leader) = without_leader(line);
            cell.lines.extend(words);
            cell.leader = cell.leader.or(leader);
        }
        cell
    };
    Row { cells: columns.iter().enumerate().map(cell).collect() }
}

/// The table that begins with the first of `lines`: how many of them it takes, and its rows.
fn table(lines: &[Printed]) -> Option<(usize, Vec<Row>)> {
    // A header may begin with lines of fewer columns than its last.
    (0..=HEADER_LINES).find_map(|lead| table_after(lines, lead))
}

/// The table whose first `lead` lines only head it.
fn table_after(lines: &[Printed], lead: usize) -> Option<(usize, Vec<Row>)> {
    let mut gutters = seed(lines.get(lead)?);
    if gutters.is_empty() {
        return None;
    }
    let first = lines[lead].left();
    let is_lead = |at: usize| {
        let line = &lines[at];
        let step =
            (lines[at + 1].baseline() - line.baseline()) / line.size().max(lines[at + 1].size());
        // Long cells begin above short ones that stand beside their middle.
        let is_beside = step <= BESIDE
            && line.left() > first + line.size()
            && narrowed(&gutters, line).len() == gutters.len();
        is_beside || step <= HEADER_STEP && heads(line, &gutters)
    };
    if !(0..lead).all(is_lead) {
        return None;
    }
    let mut end = lead + 1;
    let mut distance: Option<f32> = None;
    while let Some(line) = lines.get(end).filter(|_| end < MOST_LINES) {
        let above = &lines[end - 1];
        let left = narrowed(&gutters, line);
        if !are_near(above, line, distance) || left.is_empty() {
            break;
        }
        if left.len() < gutters.len() {
            // A gap of the first line alone may be chance; one that held is a column.
            let is_chance = end == lead + 1 && seed(line).len() >= left.len();
            if !is_chance {
                break;
            }
        }
        gutters = left;
        // Gaps of this line that the lines above leave free are columns too. Where the first
        // line bridges one, it is no row of this table.
        for gap in seed(line) {
            if gutters.iter().any(|known| known.0 < gap.1 && gap.0 < known.1) {
                continue;
            }
            let free = lines[lead..end].iter().try_fold(gap, widest_free);
            match free {
                Some(free) => gutters.push(free),
                None if end == lead + 1 => return None,
                None => {}
            }
        }
        gutters.sort_by(|one, other| one.0.total_cmp(&other.0));
        let step = line.baseline() - above.baseline();
        distance = Some(distance.map_or(step, |known| known.max(step)));
        end += 1;
    }
    // Lines in the first column alone at the end: text behind the table begins among them.
    let alone =
        lines[..end].iter().rev().take_while(|line| line.right() <= gutters[0].0 + 0.01).count();
    let first = (end - alone).max(lead + 1);
    if let Some(behind) = (first..end).find(|at| is_behind(&lines[..=*at], gutters[0])) {
        end = behind;
    }
    let lines = &lines[..end];
    let gutters = gutters_of(lines);
    let tabled: Vec<Tabled> = lines.iter().map(|line| tabled(line, &gutters)).collect();
    is_table(&tabled).then(|| (end, rows(&tabled, false)))
}

/// Whether the last line is text behind a table: it stands in the first column alone, and apart
/// from the lines above or in another weight.
fn is_behind(lines: &[Printed], gutter: (f32, f32)) -> bool {
    let [above @ .., last] = lines else { return false };
    if last.right() > gutter.0 + 0.01 {
        return false;
    }
    let steps = above.windows(2).map(|pair| pair[1].baseline() - pair[0].baseline());
    let usual = steps.fold(0.0, f32::max);
    let step = last.baseline() - above.last().map_or(0.0, Printed::baseline);
    let is_bold = |line: &Printed| line.words.first().is_some_and(|word| word.is_bold);
    let first = above.iter().skip(1).filter(|line| line.left() <= gutter.0);
    let is_larger = above.iter().all(|line| last.size() > line.size() * LARGER);
    step > usual * 1.1 || is_larger || is_bold(last) && !first.clone().any(is_bold)
}

fn are_near(above: &Printed, below: &Printed, known: Option<f32>) -> bool {
    let distance = below.baseline() - above.baseline();
    let size = above.size().max(below.size());
    distance <= size * FARTHEST
        && known.is_none_or(|known| distance <= (known * STEP).max(size * USUAL_STEP))
}

/// Whether lines stand in columns and not by chance: two of them have cells side by side, and
/// the cells of most columns are flush.
fn is_table(lines: &[Tabled]) -> bool {
    let columns = lines.first().map_or(0, |line| line.cells.len());
    let is_row = |line: &&Tabled| line.cells.iter().flatten().count() >= 2;
    if columns < 2 || lines.iter().filter(is_row).count() < 2 {
        return false;
    }
    let flush = (1..columns).filter(|column| is_flush(lines, *column)).count();
    flush as f32 >= (columns - 1) as f32 * FLUSH
}

/// Lines of a table told by gaps at most: a page has no more.
const MOST_LINES: usize = 400;

/// Whether most cells of a column have one left edge, right edge or middle.
fn is_flush(lines: &[Tabled], column: usize) -> bool {
    let cells: Vec<&Printed> =
        lines.iter().filter_map(|line| line.cells[column].as_ref()).collect();
    if cells.len() < 2 {
        return cells.len() == 1;
    }
    let share = |edge: fn(&Printed) -> f32| {
        let mut places: Vec<f32> = cells.iter().map(|cell| edge(cell)).collect();
        places.sort_by(f32::total_cmp);
        let near = |at: &f32| {
            places.partition_point(|other| *other <= at + OFF)
                - places.partition_point(|other| *other < at - OFF)
        };
        places.iter().map(near).max().unwrap_or(0) as f32 / cells.len() as f32
    };
    let edges: [fn(&Printed) -> f32; 3] =
        [Printed::left, Printed::right, |cell| f32::midpoint(cell.left(), cell.right())];
    edges.into_iter().any(|edge| share(edge) >= FLUSH + 0.1)
}
