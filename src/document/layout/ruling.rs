//! Strokes to ruling lines, and ruling lines to grids of cells.
//!
//! In: the [`Stroke`]s of a page. Out: [`Grid`]s, each the boxes of its cells, row by row; and
//! stacks of level lines that nothing upright crosses. Cells over several rows or columns are
//! one box. A frame around one box is no grid.
//!
//! Invariant: the cells of a grid do not overlap, and lie in it.

use super::super::drawn::Stroke;
use super::shape::Area;

/// Strokes so close, in points, are one line: borders of neighbouring cells are drawn apart.
const SAME: f32 = 3.2;

/// Strokes along one line with a smaller gap between them, in points, are one.
const GAP: f32 = 3.2;

/// Lines whose ends are so close, in points, meet.
const MEET: f32 = 4.0;

/// Share of a cell's side that a line must run along to part it from its neighbour.
const ALONG: f32 = 0.6;

/// Lowest row and narrowest column, in points: less holds no letter.
const LEAST: f32 = 4.5;

/// Lines of one page at most: drawings have more, tables have not.
const MOST_LINES: usize = 4_000;

/// Boxes of one grid at most.
const MOST_BOXES: usize = 20_000;

/// A table drawn with lines.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    /// Its outline.
    pub(super) area: Area,
    /// Its cells, by row and then column of their upper left corner.
    pub(super) cells: Vec<GridCell>,
    /// Number of its columns.
    pub(super) columns: usize,
    /// Number of its rows.
    pub(super) rows: usize,
}

impl Grid {
    /// The lines between its rows.
    pub(super) fn as_stack(&self) -> Stack {
        let tops = self.cells.iter().map(|cell| cell.area.top);
        let levels = tops.chain([self.area.bottom]).collect();
        Stack { left: self.area.left, right: self.area.right, levels }
    }
}

/// A cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct GridCell {
    pub(super) area: Area,
    /// Its first row and column, from 0.
    pub(super) row: usize,
    pub(super) column: usize,
    /// How many rows and columns it takes.
    pub(super) rows: usize,
    pub(super) columns: usize,
}

/// Level lines below each other, of one width, that nothing upright crosses.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stack {
    /// Left and right end.
    pub(super) left: f32,
    pub(super) right: f32,
    /// Where they stand, from top to bottom; three or more.
    pub(super) levels: Vec<f32>,
}

/// What the lines of a page make.
#[derive(Clone, Debug, Default)]
pub(super) struct Rulings {
    pub(super) grids: Vec<Grid>,
    pub(super) stacks: Vec<Stack>,
}

/// Reads the lines of a page.
pub(super) fn read(strokes: &[Stroke]) -> Rulings {
    let levels = merged(strokes.iter().filter(|stroke| stroke.is_level));
    let uprights = merged(strokes.iter().filter(|stroke| !stroke.is_level));
    if levels.len() + uprights.len() > MOST_LINES {
        return Rulings::default();
    }
    let mut rulings = Rulings::default();
    let mut is_used = vec![false; levels.len()];
    for (levels_of, uprights_of) in components(&levels, &uprights) {
        let grid = grid(
            &levels_of.iter().map(|at| levels[*at]).collect::<Vec<_>>(),
            &uprights_of.iter().map(|at| uprights[*at]).collect::<Vec<_>>(),
        );
        if !uprights_of.is_empty() {
            for at in &levels_of {
                is_used[*at] = true;
            }
        }
        rulings.grids.extend(grid);
    }
    let free: Vec<Stroke> = levels
        .iter()
        .zip(&is_used)
        .filter(|(_, is_used)| !**is_used)
        .map(|(level, _)| *level)
        .collect();
    rulings.stacks = stacks(&free);
    rulings.grids.sort_by(|one, other| {
        one.area.top.total_cmp(&other.area.top).then(one.area.left.total_cmp(&other.area.left))
    });
    rulings
}

/// Strokes of one direction, those along one line joined.
fn merged<'a>(strokes: impl Iterator<Item = &'a Stroke>) -> Vec<Stroke> {
    let mut sorted: Vec<Stroke> = strokes.copied().collect();
    sorted.sort_by(|one, other| one.at.total_cmp(&other.at).then(one.from.total_cmp(&other.from)));
    let mut lines: Vec<Stroke> = Vec::new();
    let mut start = 0;
    while start < sorted.len() {
        let end = (start + 1..sorted.len())
            .find(|at| sorted[*at].at - sorted[start].at > SAME / 2.0)
            .unwrap_or(sorted.len());
        let group = &mut sorted[start..end];
        group.sort_by(|one, other| one.from.total_cmp(&other.from));
        let mut open: Option<Stroke> = None;
        for stroke in group.iter() {
            match &mut open {
                Some(line) if stroke.from <= line.to + GAP => line.to = line.to.max(stroke.to),
                _ => lines.extend(open.replace(*stroke)),
            }
        }
        lines.extend(open);
        start = end;
    }
    lines
}

/// Sets of lines that meet: the places of level and of upright ones.
fn components(levels: &[Stroke], uprights: &[Stroke]) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut parent: Vec<usize> = (0..levels.len() + uprights.len()).collect();
    for (i, level) in levels.iter().enumerate() {
        for (j, upright) in uprights.iter().enumerate() {
            let meets = upright.at >= level.from - MEET
                && upright.at <= level.to + MEET
                && level.at >= upright.from - MEET
                && level.at <= upright.to + MEET;
            if meets {
                let (one, other) = (root(&mut parent, i), root(&mut parent, levels.len() + j));
                parent[one.max(other)] = one.min(other);
            }
        }
    }
    let mut sets: Vec<(Vec<usize>, Vec<usize>)> = vec![Default::default(); parent.len()];
    for at in 0..parent.len() {
        let root = root(&mut parent, at);
        match at.checked_sub(levels.len()) {
            None => sets[root].0.push(at),
            Some(upright) => sets[root].1.push(upright),
        }
    }
    sets.retain(|(levels, uprights)| !levels.is_empty() || !uprights.is_empty());
    sets
}

fn root(parent: &mut [usize], mut at: usize) -> usize {
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}

/// Distinct places, those closer than a row or column taken for one.
fn places(mut all: Vec<f32>) -> Vec<f32> {
    all.sort_by(f32::total_cmp);
    let mut places: Vec<f32> = Vec::new();
    for place in all {
        if places.last().is_none_or(|last| place - last > LEAST) {
            places.push(place);
        }
    }
    places
}

/// The grid that lines make; `None` where they part nothing.
fn grid(levels: &[Stroke], uprights: &[Stroke]) -> Option<Grid> {
    if levels.len() < 2 && uprights.len() < 3 || levels.is_empty() || uprights.is_empty() {
        return None;
    }
    // Where a table is open at a side, its lines end there.
    let ends =
        |lines: &[Stroke]| lines.iter().flat_map(|line| [line.from, line.to]).collect::<Vec<f32>>();
    let outer = |ends: &[f32]| {
        let low = ends.iter().copied().fold(f32::INFINITY, f32::min);
        [low, ends.iter().copied().fold(f32::NEG_INFINITY, f32::max)]
    };
    let wide = outer(&ends(levels));
    let high = outer(&ends(uprights));
    let columns = places(uprights.iter().map(|line| line.at).chain(wide).collect());
    let rows = places(levels.iter().map(|line| line.at).chain(high).collect());
    let (wide, high) = (columns.len() - 1, rows.len() - 1);
    if wide * high < 2 || wide * high > MOST_BOXES {
        return None;
    }
    let runs = |lines: &[Stroke], at: f32, from: f32, to: f32| {
        let covered: f32 = lines
            .iter()
            .filter(|line| (line.at - at).abs() <= LEAST)
            .map(|line| (line.to.min(to) - line.from.max(from)).max(0.0))
            .sum();
        covered >= (to - from) * ALONG
    };
    // Boxes that no line parts are one cell.
    let mut parent: Vec<usize> = (0..wide * high).collect();
    for row in 0..high {
        for column in 0..wide {
            let at = row * wide + column;
            if column + 1 < wide && !runs(uprights, columns[column + 1], rows[row], rows[row + 1]) {
                join(&mut parent, at, at + 1);
            }
            if row + 1 < high && !runs(levels, rows[row + 1], columns[column], columns[column + 1])
            {
                join(&mut parent, at, at + wide);
            }
        }
    }
    let mut boxes: Vec<Option<[usize; 4]>> = vec![None; wide * high];
    for at in 0..wide * high {
        let (row, column) = (at / wide, at % wide);
        let root = root(&mut parent, at);
        let own = boxes[root].get_or_insert([row, column, row, column]);
        *own = [own[0].min(row), own[1].min(column), own[2].max(row), own[3].max(column)];
    }
    let mut sizes = vec![0; wide * high];
    for at in 0..wide * high {
        sizes[root(&mut parent, at)] += 1;
    }
    // Boxes that make no rectangle stay apart.
    let is_whole = |[top, left, bottom, right]: [usize; 4], size| {
        (bottom - top + 1) * (right - left + 1) == size
    };
    let mut areas: Vec<[usize; 4]> = Vec::new();
    for at in 0..wide * high {
        let root = root(&mut parent, at);
        let Some(area) = boxes[root] else { continue };
        if !is_whole(area, sizes[root]) {
            areas.push([at / wide, at % wide, at / wide, at % wide]);
        } else if root == at {
            areas.push(area);
        }
    }
    let mut cells: Vec<GridCell> = areas
        .into_iter()
        .map(|[top, left, bottom, right]| GridCell {
            area: Area {
                left: columns[left],
                right: columns[right + 1],
                top: rows[top],
                bottom: rows[bottom + 1],
            },
            row: top,
            column: left,
            rows: bottom - top + 1,
            columns: right - left + 1,
        })
        .collect();
    cells.sort_by_key(|cell| (cell.row, cell.column));
    let area = Area { left: columns[0], right: columns[wide], top: rows[0], bottom: rows[high] };
    (cells.len() > 1).then_some(Grid { area, cells, columns: wide, rows: high })
}

fn join(parent: &mut [usize], one: usize, other: usize) {
    let (one, other) = (root(parent, one), root(parent, other));
    parent[one.max(other)] = one.min(other);
}

/// Level lines of one width below each other.
fn stacks(levels: &[Stroke]) -> Vec<Stack> {
    let mut stacks: Vec<Stack> = Vec::new();
    for level in levels {
        let fits = |stack: &&mut Stack| {
            (stack.left - level.from).abs() <= MEET && (stack.right - level.to).abs() <= MEET
        };
        match stacks.iter_mut().find(fits) {
            Some(stack) if stack.levels.last().is_some_and(|last| level.at - last > LEAST) => {
                stack.levels.push(level.at);
            }
            Some(_) => {}
            None => {
                stacks.push(Stack { left: level.from, right: level.to, levels: vec![level.at] });
            }
        }
    }
    stacks.retain(|stack| stack.levels.len() >= 3);
    stacks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(at: f32, from: f32, to: f32) -> Stroke {
        Stroke { is_level: true, at, from, to }
    }
    fn upright(at: f32, from: f32, to: f32) -> Stroke {
        Stroke { is_level: false, at, from, to }
    }

    #[test]
    fn lines_that_cross_make_cells() {
        let lines = [
            level(0.0, 0.0, 100.0),
            level(20.0, 0.0, 100.0),
            level(40.0, 0.0, 100.0),
            upright(0.0, 0.0, 40.0),
            upright(60.0, 20.0, 40.0),
            upright(100.0, 0.0, 40.0),
        ];
        let read = read(&lines);
        let [grid] = read.grids.as_slice() else { panic!("{read:?}") };
        let shape: Vec<(usize, usize, usize)> =
            grid.cells.iter().map(|cell| (cell.row, cell.column, cell.columns)).collect();
        assert_eq!(shape, [(0, 0, 2), (1, 0, 1), (1, 1, 1)], "the first row is one cell");
    }

    #[test]
    fn borders_drawn_apart_and_in_pieces_are_one() {
        let mut lines = Vec::new();
        for row in 0..3 {
            let top = row as f32 * 20.0;
            for (left, right) in [(0.0, 49.0), (51.0, 100.0)] {
                lines.extend([level(top + 0.5, left, right), level(top + 19.5, left, right)]);
                lines.extend([upright(left, top, top + 20.0), upright(right, top, top + 20.0)]);
            }
        }
        let read = read(&lines);
        assert_eq!(read.grids.len(), 1, "{read:?}");
        assert_eq!(
            (read.grids[0].rows, read.grids[0].columns, read.grids[0].cells.len()),
            (3, 2, 6)
        );
    }

    #[test]
    fn frames_and_underlines_are_no_grids() {
        let frame = [
            level(0.0, 0.0, 100.0),
            level(50.0, 0.0, 100.0),
            upright(0.0, 0.0, 50.0),
            upright(100.0, 0.0, 50.0),
        ];
        assert!(read(&frame).grids.is_empty());
        let underlines = [level(10.0, 0.0, 40.0), level(30.0, 0.0, 60.0), level(70.0, 5.0, 20.0)];
        let read = read(&underlines);
        assert!(read.grids.is_empty() && read.stacks.is_empty());
    }

    #[test]
    fn level_lines_of_one_width_are_a_stack() {
        let lines = [
            level(0.0, 0.0, 100.0),
            level(20.0, 0.0, 60.0),
            level(20.3, 61.0, 100.0),
            level(40.0, 0.0, 100.0),
        ];
        assert_eq!(
            read(&lines).stacks,
            [Stack { left: 0.0, right: 100.0, levels: vec![0.0, 20.0, 40.0] }]
        );
    }

    #[test]
    fn a_table_open_at_its_sides_has_its_outer_cells() {
        let lines = [
            level(0.0, 0.0, 90.0),
            level(20.0, 0.0, 90.0),
            upright(30.0, 0.0, 20.0),
            upright(60.0, 0.0, 20.0),
        ];
        assert_eq!(read(&lines).grids[0].cells.len(), 3);
    }
}
