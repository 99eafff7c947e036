//! Printed lines of a table without lines between its rows, to rows.
//!
//! In: lines whose words are already told apart by column. Out: which lines are one row. No line
//! says so by itself; what decides is, in this order:
//! - a cell can go on only where the line above it in its column is full: where the next word
//!   would have fitted, a new row begins;
//! - where rows stand further apart than lines, that distance;
//! - where both leave it open, a line that fills as many columns as a row has begins a row.

use super::printed::Printed;

/// Distances between lines that differ by less than this factor are the same.
const SAME_DISTANCE: f32 = 1.12;

/// How far, in sizes, a line may end before the edge of its column and still be full beside the
/// word that did not fit.
const SLACK: f32 = 0.6;

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
    fn baseline(&self) -> f32 {
        let cells = self.filled().map(|(_, cell)| cell.baseline());
        cells.fold(f32::NEG_INFINITY, f32::max)
    }
    fn size(&self) -> f32 {
        self.filled().map(|(_, cell)| cell.size()).fold(0.0, f32::max)
    }
}

/// The first line of each row, the first of all included.
pub(super) fn starts(lines: &[Tabled]) -> Vec<usize> {
    let columns = lines.iter().map(|line| line.cells.len()).max().unwrap_or(0);
    let limits: Vec<f32> = (0..columns).map(|column| limit(lines, column)).collect();
    let seams: Vec<Seam> = (1..lines.len()).map(|at| seam(lines, at, &limits)).collect();
    let distances: Vec<f32> = lines
        .windows(2)
        .map(|pair| (pair[1].baseline() - pair[0].baseline()) / pair[0].size().max(1.0))
        .collect();
    let far = parting_distance(&distances, &seams);
    let mut starts = vec![0];
    for (at, seam) in seams.iter().enumerate() {
        let is_start = match (far, seam) {
            (Some(far), _) => distances[at] >= far,
            (None, Seam::Ends) => true,
            (None, Seam::GoesOn) => false,
            (None, Seam::Open) => {
                let first = *starts.last().unwrap_or(&0);
                lines[at + 1].filled().count() >= lines[first].filled().count()
                    && lines[at + 1].cells.first().is_some_and(Option::is_some)
            }
        };
        if is_start {
            starts.push(at + 1);
        }
    }
    starts
}

/// Whether lines are several rows: most follow a line that had room for their first words.
pub(super) fn are_rows(lines: &[Tabled]) -> bool {
    let columns = lines.iter().map(|line| line.cells.len()).max().unwrap_or(0);
    let limits: Vec<f32> = (0..columns).map(|column| limit(lines, column)).collect();
    let ends = (1..lines.len()).filter(|at| seam(lines, *at, &limits) == Seam::Ends).count();
    let is_filled = |line: &&Tabled| line.filled().count() >= 2;
    ends * 2 >= lines.len().max(2) - 1 && lines.iter().filter(is_filled).count() * 2 >= lines.len()
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
        let first = cell.words.first().map_or(0.0, |word| word.right - word.left);
        let size = above.size();
        // A word parted by a hyphen goes on whatever room is left.
        let is_parted = above.words.last().is_some_and(|word| {
            word.text.chars().count() > 1 && word.text.ends_with(['-', '\u{2010}', '\u{AD}'])
        });
        if !is_parted && above.right() + size * (0.25 + SLACK) + first < limits[column] {
            return Seam::Ends;
        }
    }
    if is_open { Seam::Open } else { Seam::GoesOn }
}

/// How far to the right a column's text reaches.
fn limit(lines: &[Tabled], column: usize) -> f32 {
    let cells = lines.iter().filter_map(|line| line.cells.get(column)?.as_ref());
    cells.map(Printed::right).fold(f32::NEG_INFINITY, f32::max)
}

/// The distance from which lines are rows apart; `None` where distances say nothing: all are
/// the same, or lines that cannot be one row stand as close as those that are.
fn parting_distance(distances: &[f32], seams: &[Seam]) -> Option<f32> {
    let mut sorted = distances.to_vec();
    sorted.sort_by(f32::total_cmp);
    let (least, most) = (*sorted.first()?, *sorted.last()?);
    if least <= 0.0 || most < least * SAME_DISTANCE {
        return None;
    }
    // The first distance that is clearly more than that of lines.
    let far = sorted.iter().copied().find(|distance| *distance >= least * SAME_DISTANCE)?;
    let denies = distances
        .iter()
        .zip(seams)
        .any(|(distance, seam)| *seam == Seam::Ends && *distance < far);
    (!denies).then_some(far)
}
