//! Tables drawn with lines, to rows.
//!
//! In: a grid or a stack of level lines, and the words in it. Out: rows of cells. A cell as wide
//! as its whole table is text between tables, unless it is a short line amid rows. Where lines
//! part columns and not rows, the words do.

use std::collections::HashSet;
use std::ops::Range;

use super::flow;
use super::gaps;
use super::gutters;
use super::printed::{Printed, lines};
use super::rowing::{self, Tabled};
use super::ruling::{Grid, GridCell, Rulings, Stack};
use super::shape::Area;
use super::table::{Cell, Item, Row};
use super::word::Word;

/// Lines of a cell stand apart by up to this factor of their height.
const LEADING: f32 = 1.6;

/// With so few rows between lines, a table may have lines around its header alone.
const FEW_ROWS: usize = 3;

/// How far above the first line its header is looked for, in points.
const HEADER_HEIGHT: f32 = 120.0;

/// Room above and below the text of a row, in sizes: more is no row.
const PADDING: f32 = 3.0;

/// How far, in sizes, lines of one row may be off each other.
const OFF_LINE: f32 = 0.4;

/// What a grid holds, in reading order; `inner` are the lines that stand within its cells.
pub(super) fn of_grid(grid: &Grid, words: Vec<Word>, inner: &Rulings) -> Vec<Item> {
    let mut left_over = words;
    let mut held: Vec<(GridCell, Vec<Word>)> = Vec::new();
    for cell in &grid.cells {
        let (inside, outside) = flow::part(left_over, cell.area);
        left_over = outside;
        held.push((*cell, inside));
    }
    // On a line between cells by a hair: the nearest cell takes it.
    for word in left_over {
        let (x, y) = word.middle();
        let distance = |area: &Area| {
            (area.left - x).max(x - area.right).max(0.0)
                + (area.top - y).max(y - area.bottom).max(0.0)
        };
        let nearest = (0..held.len()).min_by(|one, other| {
            distance(&held[*one].0.area).total_cmp(&distance(&held[*other].0.area))
        });
        if let Some(nearest) = nearest {
            held[nearest].1.push(word);
        }
    }
    let cell_texts: HashSet<(usize, String)> = held
        .iter()
        .filter_map(|(cell, words)| {
            let [line] = lines(words.clone()).try_into().ok()?;
            Some((cell.column, Printed::text(&line)))
        })
        .collect();
    let mut items = Vec::new();
    let mut rows: Vec<Row> = Vec::new();
    // Rows before this one are part of a header that was read.
    let mut next = 0;
    for at in 0..grid.rows {
        if at < next {
            continue;
        }
        let levels = header_levels(grid, at);
        if levels > 1 {
            let (labels, header) = leveled(grid, at..at + levels, &held);
            flush(&mut items, &mut rows);
            items.extend(labels);
            rows.push(header);
            next = at + levels;
            continue;
        }
        let cells: Vec<&(GridCell, Vec<Word>)> =
            held.iter().filter(|(cell, _)| cell.row == at).collect();
        if cells.iter().all(|(_, words)| words.is_empty()) {
            continue;
        }
        let is_whole = |cell: &GridCell| cell.columns == grid.columns;
        let has_inner =
            |cell: &GridCell| inner.grids.iter().any(|other| other.area.is_in(&cell.area));
        let is_text = match cells.as_slice() {
            [(cell, words)] if is_whole(cell) => {
                let is_amid =
                    !rows.is_empty() && goes_on(&held, grid, at) && lines(words.clone()).len() == 1;
                grid.columns == 1 || !is_amid
            }
            cells => cells.iter().any(|(cell, _)| has_inner(cell)),
        };
        if is_text {
            flush(&mut items, &mut rows);
            for (cell, words) in cells {
                items.extend(flow::read(words.clone(), &inside(inner, cell.area)));
            }
        } else {
            rows.extend(rows_of(grid, at, &cells, &cell_texts));
        }
    }
    flush(&mut items, &mut rows);
    items
}

/// How many rows of a grid, from `at` on, are one header: cells over several columns whose parts
/// stand below them, beside cells as high as both.
fn header_levels(grid: &Grid, at: usize) -> usize {
    let top: Vec<&GridCell> = grid.cells.iter().filter(|cell| cell.row == at).collect();
    let levels = top.iter().map(|cell| cell.rows).max().unwrap_or(1);
    let end = at + levels;
    let is_parted = top
        .iter()
        .any(|cell| cell.columns > 1 && cell.columns < grid.columns && cell.rows < levels);
    let is_inside = |cell: &GridCell| cell.row >= end || cell.row + cell.rows <= end;
    let is_top = |cell: &GridCell| cell.row >= at || cell.row + cell.rows <= at;
    let is_even = grid.cells.iter().all(|cell| is_inside(cell) && is_top(cell));
    if is_parted && is_even && end < grid.rows { levels } else { 1 }
}

/// A header of several levels: the labels that stand over others as lines by themselves, and
/// one row of those next to the columns.
fn leveled(grid: &Grid, rows: Range<usize>, held: &[(GridCell, Vec<Word>)]) -> (Vec<Item>, Row) {
    let (mut labels, mut leaves) = (Vec::new(), Vec::new());
    for (cell, words) in held.iter().filter(|(cell, _)| rows.contains(&cell.row)) {
        let printed = lines(words.clone());
        if cell.row + cell.rows == rows.end {
            let (left, right) = (cell.area.left, cell.area.right);
            leaves.push((cell.column, Cell { lines: printed, left, right, ..Cell::default() }));
        } else {
            let line = |line: Printed| {
                let own = Cell {
                    left: line.left(),
                    right: line.right(),
                    lines: vec![line],
                    ..Cell::default()
                };
                Item::Line { row: Row { cells: vec![own] }, column: Some(grid.area) }
            };
            labels.extend(printed.into_iter().map(line));
        }
    }
    leaves.sort_by_key(|(column, _)| *column);
    (labels, Row { cells: leaves.into_iter().map(|(_, cell)| cell).collect() })
}

fn flush(items: &mut Vec<Item>, rows: &mut Vec<Row>) {
    if !rows.is_empty() {
        items.push(Item::Table(std::mem::take(rows)));
    }
}

fn inside(inner: &Rulings, area: Area) -> Rulings {
    Rulings {
        grids: inner.grids.iter().filter(|grid| grid.area.is_in(&area)).cloned().collect(),
        stacks: Vec::new(),
    }
}

/// Whether rows of several cells come after row `at`.
fn goes_on(held: &[(GridCell, Vec<Word>)], grid: &Grid, at: usize) -> bool {
    held.iter()
        .any(|(cell, words)| cell.row > at && cell.columns < grid.columns && !words.is_empty())
}

/// The rows in one row of a grid: one, unless its cells hold lines that stand side by side.
fn rows_of(
    grid: &Grid,
    at: usize,
    cells: &[&(GridCell, Vec<Word>)],
    cell_texts: &HashSet<(usize, String)>,
) -> Vec<Row> {
    let printed: Vec<(GridCell, Vec<Printed>)> =
        cells.iter().map(|(cell, words)| (*cell, lines(words.clone()))).collect();
    let tall = printed.iter().filter(|(_, lines)| lines.len() > 1).count();
    if tall >= 2 {
        let tabled = side_by_side(&printed);
        let is_cell = |column: usize, text: &str| {
            printed
                .get(column)
                .is_some_and(|(cell, _)| cell_texts.contains(&(cell.column, text.to_owned())))
        };
        if grid.rows <= FEW_ROWS || rowing::are_rows(&tabled, &is_cell) {
            let mut rows = gaps::rows(&tabled, false);
            for row in &mut rows {
                for (cell, (held, _)) in row.cells.iter_mut().zip(&printed) {
                    (cell.left, cell.right) = (held.area.left, held.area.right);
                }
            }
            return rows;
        }
    }
    // A cell that began above takes its place in this row, empty.
    let mut places: Vec<(usize, Cell)> = grid
        .cells
        .iter()
        .filter(|cell| cell.row < at && at < cell.row + cell.rows)
        .map(|cell| {
            (
                cell.column,
                Cell {
                    left: cell.area.left,
                    right: cell.area.right,
                    is_spanned: true,
                    ..Cell::default()
                },
            )
        })
        .collect();
    places.extend(printed.into_iter().map(|(cell, lines)| {
        (
            cell.column,
            Cell { lines, left: cell.area.left, right: cell.area.right, ..Cell::default() },
        )
    }));
    places.sort_by_key(|(column, _)| *column);
    vec![Row { cells: places.into_iter().map(|(_, cell)| cell).collect() }]
}

/// Lines of cells side by side, those at one height together.
fn side_by_side(cells: &[(GridCell, Vec<Printed>)]) -> Vec<Tabled> {
    let mut all: Vec<(usize, &Printed)> = cells
        .iter()
        .enumerate()
        .flat_map(|(column, (_, lines))| lines.iter().map(move |line| (column, line)))
        .collect();
    all.sort_by(|one, other| {
        one.1.baseline().total_cmp(&other.1.baseline()).then(one.0.cmp(&other.0))
    });
    let mut tabled: Vec<Tabled> = Vec::new();
    let mut baseline = f32::NEG_INFINITY;
    for (column, line) in all {
        let is_same = line.baseline() - baseline <= line.size() * OFF_LINE;
        match tabled.last_mut() {
            Some(last) if is_same && last.cells[column].is_none() => {
                last.cells[column] = Some(line.clone());
            }
            _ => {
                let mut row = Tabled { cells: vec![None; cells.len()] };
                row.cells[column] = Some(line.clone());
                tabled.push(row);
                baseline = line.baseline();
            }
        }
    }
    tabled
}

/// The tables between level lines, each with its place, and the words of the page that belong to
/// none.
pub(super) fn of_stack(stack: &Stack, words: Vec<Word>) -> (Vec<(Area, Vec<Row>)>, Vec<Word>) {
    let mut bands: Vec<(Area, Vec<Word>)> = Vec::new();
    let mut left_over = words;
    // A header may stand above the first line.
    let above = stack.levels.first().map(|first| first - HEADER_HEIGHT);
    let levels: Vec<f32> = above.into_iter().chain(stack.levels.iter().copied()).collect();
    for pair in levels.windows(2) {
        let area = Area { left: stack.left, right: stack.right, top: pair[0], bottom: pair[1] };
        let (inside, outside) = flow::part(left_over, area);
        left_over = outside;
        bands.push((area, inside));
    }
    let mut tables = Vec::new();
    let mut from = 0;
    // Bands before this one are in a table.
    let mut taken_to = 0;
    while from < bands.len() {
        let count = table_bands(&bands[from..]);
        if count < 2 {
            left_over.extend(bands[from].1.iter().cloned());
            from += 1;
            continue;
        }
        let end = from + count;
        let head = if from > taken_to { take_header(&mut bands, from) } else { None };
        let start = from;
        from = end;
        // The words of the band above were put aside before its last lines were known for a header.
        if let Some((area, _)) = &head {
            let own = Area { bottom: bands[start].0.top, ..*area };
            left_over.retain(|word| !own.holds(word.middle()));
        }
        taken_to = end;
        let foot =
            if end == bands.len() { take_foot(&bands[start..end], &mut left_over) } else { None };
        let taken: Vec<(Area, Vec<Word>)> =
            head.into_iter().chain(bands[start..end].iter().cloned()).chain(foot).collect();
        let area = taken.iter().map(|(area, _)| *area).reduce(Area::cover).unwrap_or_default();
        let rows = band_rows(&taken);
        if rows.is_empty() {
            left_over.extend(taken.into_iter().flat_map(|(_, words)| words));
        } else {
            tables.push((area, rows));
        }
    }
    (tables, left_over)
}

/// How many bands, from the first on, are one table: lines close around their text, in as many
/// columns as the widest gaps of each tell.
fn table_bands(bands: &[(Area, Vec<Word>)]) -> usize {
    let mut columns = 0;
    let mut count = 0;
    for (area, _) in bands {
        let own = printed(std::slice::from_ref(&bands[count]));
        let text: f32 = own.iter().map(|line| line.bottom() - line.top()).sum();
        let size = own.iter().map(Printed::size).fold(0.0, f32::max);
        let is_loose = own.is_empty() || area.bottom - area.top > text * LEADING + size * PADDING;
        let all = printed(&bands[..=count]);
        let together =
            gutters::known(&all).and_then(|tabled| Some(tabled.first()?.cells.len())).unwrap_or(1);
        let widest = own.iter().map(gutters::wide_gaps).max().unwrap_or(0);
        if is_loose || together < 2 || together < columns || widest + 1 > together {
            break;
        }
        columns = together;
        count += 1;
    }
    count
}

/// A row below the last line: the page ends in it.
fn take_foot(bands: &[(Area, Vec<Word>)], left_over: &mut Vec<Word>) -> Option<(Area, Vec<Word>)> {
    let (last, _) = bands.last()?;
    let below = Area { top: last.bottom, bottom: last.bottom + HEADER_HEIGHT, ..*last };
    let (inside, _) = flow::part(left_over.clone(), below);
    let count = gutters::footer(&lines(inside.clone()), &printed(bands), last.bottom);
    let words: Vec<Word> =
        lines(inside)[..count].iter().flat_map(|line| line.words.clone()).collect();
    left_over.retain(|word| !words.contains(word));
    (count > 0).then_some((below, words))
}

/// The lines right above band `from` that head its table, taken out of the band that they stand in.
fn take_header(bands: &mut [(Area, Vec<Word>)], from: usize) -> Option<(Area, Vec<Word>)> {
    let above = printed(&bands[from - 1..from]);
    let count = gutters::header(&above, &printed(&bands[from..=from]), bands[from].0.top);
    let words: Vec<Word> =
        above[above.len() - count..].iter().flat_map(|line| line.words.clone()).collect();
    let top = above.get(above.len().checked_sub(count).filter(|_| count > 0)?)?.top();
    let (area, own) = &mut bands[from - 1];
    let head = Area { top, ..*area };
    area.bottom = top;
    own.clear();
    Some((head, words))
}

fn printed(bands: &[(Area, Vec<Word>)]) -> Vec<Printed> {
    bands.iter().flat_map(|(_, words)| lines(words.clone())).collect()
}

/// The rows between lines: one a band, unless its words say that it holds several.
fn band_rows(bands: &[(Area, Vec<Word>)]) -> Vec<Row> {
    let Some(tabled) = gutters::known(&printed(bands)) else { return Vec::new() };
    let mut from = 0;
    let bands_of = bands.iter().map(|(_, words)| {
        let start = from;
        from += lines(words.clone()).len();
        &tabled[start..from]
    });
    let bands: Vec<&[Tabled]> = bands_of.filter(|band| !band.is_empty()).collect();
    let single = bands.iter().filter_map(|band| if let [line] = band { Some(line) } else { None });
    let cell_texts: HashSet<(usize, String)> = single
        .flat_map(|line| line.cells.iter().enumerate())
        .filter_map(|(column, cell)| Some((column, cell.as_ref()?.text())))
        .collect();
    let is_cell = |column: usize, text: &str| cell_texts.contains(&(column, text.to_owned()));
    let mut rows: Vec<Row> = Vec::new();
    for band in &bands {
        let is_row = bands.len() > FEW_ROWS && !rowing::are_rows(band, &is_cell);
        rows.extend(gaps::rows(band, is_row));
    }
    // Columns of all bands, where one of them leaves a column empty.
    let edges = gaps::columns(&tabled);
    for row in &mut rows {
        for (cell, (left, right)) in row.cells.iter_mut().zip(&edges) {
            (cell.left, cell.right) = (*left, *right);
        }
    }
    rows
}
