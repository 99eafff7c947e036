//! Rows told by their background: boxes filled with a colour below each other.
//!
//! In: the filled boxes of a page, and its words. Out: the lines that would be drawn around the
//! boxes, those between columns led through the rows that have no background.

use super::super::drawn::Stroke;
use super::shape::Area;
use super::word::Word;

/// Height and width, in points, of a box that may be the background of a cell or row.
const HEIGHT: std::ops::Range<f32> = 7.0..160.0;
/// See [`HEIGHT`].
const NARROWEST: f32 = 12.0;

/// Tallest row without a background between two that have one, in points.
const BARE_ROW: f32 = 64.0;

/// Boxes whose edges are this close, in points, have them in common.
const SAME: f32 = 2.0;

/// The lines around filled boxes.
pub(super) fn strokes(fills: &[[f32; 4]], words: &[Word]) -> Vec<Stroke> {
    let is_cell =
        |fill: &&[f32; 4]| HEIGHT.contains(&(fill[3] - fill[1])) && fill[2] - fill[0] >= NARROWEST;
    let boxes: Vec<[f32; 4]> = fills.iter().filter(is_cell).copied().collect();
    if boxes.len() < 2 {
        return Vec::new();
    }
    let mut strokes = Vec::new();
    for [left, top, right, bottom] in &boxes {
        strokes.extend([top, bottom].map(|at| Stroke {
            is_level: true,
            at: *at,
            from: *left,
            to: *right,
        }));
    }
    let mut uprights: Vec<Stroke> = boxes
        .iter()
        .flat_map(|[left, top, right, bottom]| {
            [left, right].map(|at| Stroke { is_level: false, at: *at, from: *top, to: *bottom })
        })
        .collect();
    uprights
        .sort_by(|one, other| one.at.total_cmp(&other.at).then(one.from.total_cmp(&other.from)));
    let mut led: Vec<Stroke> = Vec::new();
    for upright in uprights {
        match led.iter_mut().rev().find(|line| (line.at - upright.at).abs() <= SAME) {
            Some(line) if upright.from - line.to <= BARE_ROW => line.to = line.to.max(upright.to),
            _ => led.push(upright),
        }
    }
    strokes.extend(last_row(&boxes, &led, words));
    strokes.extend(led);
    strokes
}

/// The end of a last row without a background: below the lowest box, its words stand between
/// the lines of the columns.
fn last_row(boxes: &[[f32; 4]], uprights: &[Stroke], words: &[Word]) -> Vec<Stroke> {
    let lowest = boxes.iter().map(|fill| fill[3]).fold(f32::NEG_INFINITY, f32::max);
    let strip: Vec<&[f32; 4]> =
        boxes.iter().filter(|fill| (fill[3] - lowest).abs() <= SAME).collect();
    let area = strip
        .iter()
        .map(|fill| Area { left: fill[0], right: fill[2], top: lowest, bottom: lowest })
        .reduce(Area::cover);
    let Some(area) = area else { return Vec::new() };
    let height = strip.iter().map(|fill| fill[3] - fill[1]).fold(0.0, f32::max);
    let below = Area { bottom: lowest + height * 1.5, ..area };
    let inside: Vec<&Word> = words.iter().filter(|word| below.holds(word.middle())).collect();
    let columns: Vec<f32> = uprights
        .iter()
        .filter(|line| {
            (line.to - lowest).abs() <= SAME
                && line.at >= area.left - SAME
                && line.at <= area.right + SAME
        })
        .map(|line| line.at)
        .collect();
    let column_of = |word: &Word| columns.iter().filter(|at| **at < word.middle().0).count();
    let crosses =
        |word: &&&Word| columns.iter().any(|at| word.left < at - 1.0 && word.right > at + 1.0);
    let filled: std::collections::BTreeSet<usize> =
        inside.iter().map(|word| column_of(word)).collect();
    if columns.len() < 3 || filled.len() < 2 || inside.iter().any(|word| crosses(&word)) {
        return Vec::new();
    }
    let end = inside.iter().map(|word| word.bottom()).fold(lowest, f32::max) + 1.0;
    let mut strokes: Vec<Stroke> = columns
        .iter()
        .map(|at| Stroke { is_level: false, at: *at, from: lowest, to: end })
        .collect();
    strokes.push(Stroke { is_level: true, at: end, from: area.left, to: area.right });
    strokes
}
