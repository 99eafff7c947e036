//! A page to its lines and tables in reading order.
//!
//! In: the words of a page and its ruling lines. Out: [`Item`]s, top to bottom; of columns of
//! text that stand side by side, one column after the other.
//!
//! Invariant: every word is in exactly one item.

use super::drawn_table;
use super::gaps;
use super::printed::{Printed, lines};
use super::ruling::{Grid, Rulings, Stack};
use super::shape::Area;
use super::table::Item;
use super::word::Word;

/// Fewest lines on either side that make two columns of text.
const COLUMN_LINES: usize = 5;

/// Mean words in a line of a column of text: cells hold fewer.
const COLUMN_WORDS: f32 = 3.5;

/// Share of a column's width that its lines fill.
const COLUMN_FILL: f32 = 0.6;

/// Share of a column's height that its lines take: cells leave room below them.
const COLUMN_DENSITY: f32 = 0.55;

/// Gap between columns of text, in points.
const COLUMN_GAP: f32 = 9.0;

/// Words of a label at most.
const LABEL_WORDS: usize = 4;

/// How far, in sizes, a label may be off the line of its field.
const SAME_LINE: f32 = 0.4;

/// Lines that may start at the edge of a column.
const EDGE: f32 = 3.0;

/// What stands on a page: a line, or a table that was read already.
#[derive(Clone, Debug)]
enum Piece {
    Line(Printed),
    Table(Area, Vec<Item>),
}

impl Piece {
    fn area(&self) -> Area {
        match self {
            Self::Line(line) => Area {
                left: line.left(),
                right: line.right(),
                top: line.top(),
                bottom: line.bottom(),
            },
            Self::Table(area, _) => *area,
        }
    }
    fn line(&self) -> Option<&Printed> {
        if let Self::Line(line) = self { Some(line) } else { None }
    }
}

/// Reads a page, or a part of it.
pub(super) fn read(words: Vec<Word>, rulings: &Rulings) -> Vec<Item> {
    let mut left_over = words;
    let mut pieces = Vec::new();
    let mut stacks = rulings.stacks.clone();
    for grid in outer(&rulings.grids) {
        // Rows without lines between their columns.
        if grid.columns == 1 && grid.rows >= 3 && within(rulings, grid).grids.is_empty() {
            stacks.push(grid.as_stack());
            continue;
        }
        let (inside, outside) = part(left_over, grid.area);
        left_over = outside;
        if inside.is_empty() {
            continue;
        }
        if are_fields(grid, &inside, &left_over) {
            left_over.extend(inside);
            continue;
        }
        let inner = within(rulings, grid);
        pieces.push(Piece::Table(grid.area, drawn_table::of_grid(grid, inside, &inner)));
    }
    for stack in &stacks {
        let area = stack_area(stack);
        let is_inner = |grid: &&Grid| grid.columns > 1 && area.is_in(&grid.area);
        if outer(&rulings.grids).any(|grid| is_inner(&grid)) {
            continue;
        }
        let (tables, free) = drawn_table::of_stack(stack, left_over);
        left_over = free;
        pieces.extend(
            tables.into_iter().map(|(area, rows)| Piece::Table(area, vec![Item::Table(rows)])),
        );
    }
    pieces.extend(lines(left_over).into_iter().map(Piece::Line));
    ordered(pieces, None)
}

/// Whether the cells of a grid are fields to be filled in: a label of a few words stands left of
/// most of its rows, on their line.
fn are_fields(grid: &Grid, inside: &[Word], outside: &[Word]) -> bool {
    let rows = lines(inside.to_vec());
    let is_labelled = |row: &&Printed| {
        let label = outside.iter().filter(|word| {
            word.right <= grid.area.left + EDGE
                && word.right >= grid.area.left - grid.area.width()
                && (word.baseline - row.baseline()).abs() <= row.size() * SAME_LINE
        });
        (1..=LABEL_WORDS).contains(&label.count())
    };
    rows.iter().filter(is_labelled).count() * 4 >= rows.len() * 3
}

/// Grids that stand in no other.
fn outer(grids: &[Grid]) -> impl Iterator<Item = &Grid> {
    grids
        .iter()
        .enumerate()
        .filter(|(at, grid)| {
            !grids.iter().enumerate().any(|(other, around)| {
                let is_same = grid.area.is_in(&around.area) && around.area.is_in(&grid.area);
                other != *at && grid.area.is_in(&around.area) && (!is_same || other < *at)
            })
        })
        .map(|(_, grid)| grid)
}

/// The lines that stand within a grid and are not its own.
fn within(rulings: &Rulings, grid: &Grid) -> Rulings {
    let is_inner = |area: &Area| area.is_in(&grid.area) && !grid.area.is_in(area);
    Rulings {
        grids: rulings.grids.iter().filter(|other| is_inner(&other.area)).cloned().collect(),
        stacks: rulings
            .stacks
            .iter()
            .filter(|stack| is_inner(&stack_area(stack)))
            .cloned()
            .collect(),
    }
}

fn stack_area(stack: &Stack) -> Area {
    Area {
        left: stack.left,
        right: stack.right,
        top: stack.levels.first().copied().unwrap_or(0.0),
        bottom: stack.levels.last().copied().unwrap_or(0.0),
    }
}

/// Words in an area, and the others.
pub(super) fn part(words: Vec<Word>, area: Area) -> (Vec<Word>, Vec<Word>) {
    words.into_iter().partition(|word| area.holds(word.middle()))
}

/// Pieces in reading order, tables told by gaps among them.
fn ordered(mut pieces: Vec<Piece>, column: Option<Area>) -> Vec<Item> {
    pieces.sort_by(|one, other| {
        let key = |piece: &Piece| match piece {
            Piece::Line(line) => line.baseline(),
            Piece::Table(area, _) => area.top,
        };
        key(one).total_cmp(&key(other)).then(one.area().left.total_cmp(&other.area().left))
    });
    if let Some(zone) = zone(&pieces) {
        let (before, beside, after) = zone.parts(pieces);
        let mut items = plain(before, column);
        for side in [false, true] {
            let of_side: Vec<Piece> =
                beside.iter().filter(|piece| zone.is_right(piece) == side).cloned().collect();
            let column = of_side.iter().map(Piece::area).reduce(Area::cover);
            items.extend(ordered(of_side, column));
        }
        items.extend(ordered(after, column));
        return items;
    }
    plain(pieces, column)
}

/// Pieces of one column, in order.
fn plain(pieces: Vec<Piece>, column: Option<Area>) -> Vec<Item> {
    let mut items = Vec::new();
    let mut open: Vec<Printed> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Line(line) => open.push(line),
            Piece::Table(_, table) => {
                items.extend(gaps::read(&std::mem::take(&mut open), column));
                items.extend(table);
            }
        }
    }
    items.extend(gaps::read(&open, column));
    items
}

/// A stretch of the page where two columns stand side by side.
struct Zone {
    /// The first piece in it, and the first behind it.
    from: usize,
    to: usize,
    /// Where the right column begins.
    edge: f32,
}

impl Zone {
    fn is_right(&self, piece: &Piece) -> bool {
        piece.area().left >= self.edge - EDGE
    }
    /// The pieces before, within and after; lines in the zone are cut at its edge.
    fn parts(&self, pieces: Vec<Piece>) -> (Vec<Piece>, Vec<Piece>, Vec<Piece>) {
        let (mut before, mut beside, mut after) = (Vec::new(), Vec::new(), Vec::new());
        for (at, piece) in pieces.into_iter().enumerate() {
            if at < self.from {
                before.push(piece);
            } else if at >= self.to {
                after.push(piece);
            } else {
                beside.extend(cut(piece, self.edge));
            }
        }
        (before, beside, after)
    }
}

/// A line cut in two where the right column begins.
fn cut(piece: Piece, edge: f32) -> Vec<Piece> {
    let Piece::Line(line) = piece else { return vec![piece] };
    let (left, right): (Vec<Word>, Vec<Word>) =
        line.words.into_iter().partition(|word| word.left < edge - EDGE);
    let printed = |words: Vec<Word>| (!words.is_empty()).then_some(Piece::Line(Printed { words }));
    [printed(left), printed(right)].into_iter().flatten().collect()
}

/// The largest stretch in which two columns of running text, or tables and text, stand side by
/// side and nothing crosses the gap between them.
fn zone(pieces: &[Piece]) -> Option<Zone> {
    let bounds = pieces.iter().map(Piece::area).reduce(Area::cover)?;
    let mut edges: Vec<f32> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Table(area, _) => edges.extend([area.left, area.right + COLUMN_GAP]),
            Piece::Line(line) => edges.extend(starts(line)),
        }
    }
    edges.retain(|edge| *edge > bounds.left + bounds.width() * 0.15);
    edges.sort_by(f32::total_cmp);
    edges.dedup_by(|next, edge| *next - *edge < EDGE);
    let mut best: Option<(usize, Zone)> = None;
    for edge in edges {
        let mut from = 0;
        for to in 0..=pieces.len() {
            let is_end = to == pieces.len() || crosses(&pieces[to], edge);
            if !is_end {
                continue;
            }
            if let Some(weight) = weight(&pieces[from..to], edge)
                && best.as_ref().is_none_or(|(known, _)| weight > *known)
            {
                best = Some((weight, Zone { from, to, edge }));
            }
            from = to + 1;
        }
    }
    best.map(|(_, zone)| zone)
}

/// Where a line begins, and begins again after a gap.
fn starts(line: &Printed) -> impl Iterator<Item = f32> {
    let first = line.words.first().map(|word| word.left);
    let later = line.words.windows(2).filter(|pair| pair[1].left - pair[0].right >= COLUMN_GAP);
    first.into_iter().chain(later.map(|pair| pair[1].left))
}

/// Whether a piece has something in the gap before `edge`.
fn crosses(piece: &Piece, edge: f32) -> bool {
    let gap = (edge - COLUMN_GAP, edge - EDGE);
    let is_in = |left: f32, right: f32| left < gap.1 && right > gap.0;
    match piece {
        Piece::Table(area, _) => is_in(area.left, area.right),
        Piece::Line(line) => line.words.iter().any(|word| is_in(word.left, word.right)),
    }
}

/// How much stands in two columns; `None` where it is no such stretch.
fn weight(pieces: &[Piece], edge: f32) -> Option<usize> {
    let (mut left, mut right) = (Side::default(), Side::default());
    for piece in pieces.iter().cloned().flat_map(|piece| cut(piece, edge)) {
        let side = if piece.area().left >= edge - EDGE { &mut right } else { &mut left };
        side.take(&piece);
    }
    let (one, other) = (left.area?, right.area?);
    let height = one.shared_height(&other);
    let least = (one.bottom - one.top).min(other.bottom - other.top);
    // They stand beside each other, not one below the other.
    let is_beside = height > 0.0 && height >= least * 0.5;
    let are_columns = if left.has_table || right.has_table {
        left.stands_alone() && right.stands_alone()
    } else {
        left.is_running_text() && right.is_running_text()
    };
    (is_beside && are_columns).then_some(left.lines + right.lines)
}

/// What is known of a column.
#[derive(Default)]
struct Side {
    area: Option<Area>,
    lines: usize,
    words: usize,
    widths: f32,
    /// Upper edges of its lines.
    tops: Vec<f32>,
    has_table: bool,
}

impl Side {
    fn take(&mut self, piece: &Piece) {
        let area = piece.area();
        self.area = Some(self.area.map_or(area, |known| known.cover(area)));
        self.lines += 1;
        match piece.line() {
            Some(line) => {
                self.words += line.words.len();
                self.widths += area.width();
                self.tops.push(area.top);
            }
            None => self.has_table = true,
        }
    }
    fn is_running_text(&self) -> bool {
        let width = self.area.map_or(0.0, |area| area.width());
        let count = self.lines as f32;
        self.lines >= COLUMN_LINES
            && self.words as f32 >= count * COLUMN_WORDS
            && self.widths >= count * width * COLUMN_FILL
            && self.density() >= COLUMN_DENSITY
    }
    /// The share of its height that its lines take, at their usual distance.
    fn density(&self) -> f32 {
        let mut steps: Vec<f32> = self.tops.windows(2).map(|pair| pair[1] - pair[0]).collect();
        steps.sort_by(f32::total_cmp);
        let usual = steps.get(steps.len() / 4).copied().unwrap_or(0.0);
        let height = self.area.map_or(0.0, |area| area.bottom - area.top);
        usual * self.lines as f32 / height.max(1.0)
    }
    /// Whether it can stand beside a table: it is one itself, or a few lines of text.
    fn stands_alone(&self) -> bool {
        self.has_table || self.lines >= 2
    }
}
