//! Text written upwards or downwards in the cells of a table: headers of narrow columns.
//!
//! In: printed lines of another direction than the page's. Out: those that stand in a cell of a
//! grid, as words at their place on the page; and the others.

use super::printed::Printed;
use super::ruling::Grid;
use super::shape::Area;
use super::word::{ABOVE, BELOW, Word};

/// Lines of one block are at most so many sizes apart.
const LEADING: f32 = 1.7;

/// How far apart lines of a block are put, in sizes: enough to be lines of their own.
const STEP: f32 = 0.8;

/// Parts lines of direction `angle` by whether they stand in a grid.
pub(super) fn part(lines: Vec<Printed>, angle: i16, grids: &[Grid]) -> (Vec<Word>, Vec<Printed>) {
    let (mut inside, mut outside) = (Vec::new(), Vec::new());
    let mut above: Option<f32> = None;
    let mut step = 0.0;
    for line in lines {
        let size = line.size();
        let goes_on = above.is_some_and(|above| line.baseline() - above <= size * LEADING);
        step = if goes_on { step + size * STEP } else { 0.0 };
        above = Some(line.baseline());
        let Some(area) = on_page(&line, angle) else {
            outside.push(line);
            continue;
        };
        let middle = (f32::midpoint(area.left, area.right), f32::midpoint(area.top, area.bottom));
        if grids.iter().any(|grid| grid.cells.iter().any(|cell| cell.area.holds(middle))) {
            let baseline = middle.1 + size * (ABOVE - BELOW) / 2.0 + step;
            inside.push(Word::placed(&line, area, baseline));
        } else {
            outside.push(line);
        }
    }
    (inside, outside)
}

/// Where a line stands on the page.
fn on_page(line: &Printed, angle: i16) -> Option<Area> {
    let (left, right, top, bottom) = (line.left(), line.right(), line.top(), line.bottom());
    match angle {
        90 => Some(Area { left: -bottom, right: -top, top: left, bottom: right }),
        270 => Some(Area { left: top, right: bottom, top: -right, bottom: -left }),
        _ => None,
    }
}
