//! Paths: what of them is a straight line along an axis.
//!
//! In: the operators that build and paint paths, already in page coordinates. Out: [`Stroke`]s, and
//! filled boxes. Curves and slanted lines rule nothing and are left out.

use super::super::drawn::{DrawnPage, Stroke};

/// Filled boxes up to this many points thick are lines: printing programs draw borders so.
const THICKEST_LINE: f32 = 3.0;

/// Shortest line, in points: shorter ones are parts of drawings and of letters.
const SHORTEST_LINE: f32 = 4.0;

/// How far, in points, the ends of a line may be off its axis.
const SLANT: f32 = 0.75;

/// Lines of a page that are looked at: a drawing has more, a table never.
const MOST_STROKES: usize = 100_000;

/// Filled boxes of a page at most: tables have fewer, drawings more.
const MOST_FILLS: usize = 5_000;

/// Points of a path at most; rulings have few.
const MOST_POINTS: usize = 100_000;

/// A path being built.
#[derive(Default)]
pub(super) struct Path {
    /// Pieces: the points of each, and whether they are joined by straight lines only.
    pieces: Vec<Piece>,
    points: usize,
}

struct Piece {
    points: Vec<(f32, f32)>,
    is_straight: bool,
    is_closed: bool,
}

impl Path {
    /// Starts a piece.
    pub(super) fn start(&mut self, at: (f32, f32)) {
        if self.has_room() {
            self.pieces.push(Piece { points: vec![at], is_straight: true, is_closed: false });
        }
    }
    /// A straight line.
    pub(super) fn line(&mut self, to: (f32, f32)) {
        match self.pieces.last_mut() {
            _ if self.points > MOST_POINTS => {}
            Some(piece) if !piece.is_closed => {
                piece.points.push(to);
                self.points += 1;
            }
            Some(piece) => {
                let at = piece.points[0];
                self.start(at);
                self.line(to);
            }
            None => self.start(to),
        }
    }
    /// A curve.
    pub(super) fn curve(&mut self, to: (f32, f32)) {
        self.line(to);
        if let Some(piece) = self.pieces.last_mut() {
            piece.is_straight = false;
        }
    }
    /// Back to where the piece started.
    pub(super) fn close(&mut self) {
        if let Some(piece) = self.pieces.last_mut() {
            piece.is_closed = true;
        }
    }
    /// A box, by its corners in order.
    pub(super) fn rectangle(&mut self, corners: [(f32, f32); 4]) {
        if self.has_room() {
            self.pieces.push(Piece {
                points: corners.to_vec(),
                is_straight: true,
                is_closed: true,
            });
            self.points += 4;
        }
    }

    fn has_room(&mut self) -> bool {
        self.points += 1;
        self.points <= MOST_POINTS
    }

    /// The lines that painting the path leaves; the path is empty afterwards.
    pub(super) fn paint(&mut self, is_stroked: bool, is_filled: bool, drawn: &mut DrawnPage) {
        for piece in self.pieces.drain(..) {
            if drawn.strokes.len() >= MOST_STROKES {
                continue;
            }
            if is_stroked {
                drawn.strokes.extend(sides(&piece));
            }
            if is_filled && piece.is_straight {
                let line = as_line(&piece.points).filter(|_| !is_stroked);
                drawn.strokes.extend(line);
                if line.is_none() && drawn.fills.len() < MOST_FILLS {
                    drawn.fills.extend(as_box(&piece.points));
                }
            }
        }
        self.points = 0;
    }
    /// Drops the path.
    pub(super) fn clear(&mut self) {
        self.pieces.clear();
        self.points = 0;
    }
}

/// The sides of a piece that run along an axis.
fn sides(piece: &Piece) -> impl Iterator<Item = Stroke> {
    let points = &piece.points;
    let back = (piece.is_closed && points.len() > 2).then(|| (points[points.len() - 1], points[0]));
    let pairs = points.windows(2).map(|pair| (pair[0], pair[1])).chain(back);
    pairs.filter_map(|(from, to)| stroke(from, to))
}

fn stroke((x0, y0): (f32, f32), (x1, y1): (f32, f32)) -> Option<Stroke> {
    let (wide, high) = ((x1 - x0).abs(), (y1 - y0).abs());
    let stroke = if high <= SLANT && wide >= SHORTEST_LINE {
        Stroke { is_level: true, at: f32::midpoint(y0, y1), from: x0.min(x1), to: x0.max(x1) }
    } else if wide <= SLANT && high >= SHORTEST_LINE {
        Stroke { is_level: false, at: f32::midpoint(x0, x1), from: y0.min(y1), to: y0.max(y1) }
    } else {
        return None;
    };
    [stroke.at, stroke.from, stroke.to].iter().all(|number| number.is_finite()).then_some(stroke)
}

/// The box that straight lines enclose.
fn as_box(points: &[(f32, f32)]) -> Option<[f32; 4]> {
    if !(4..=5).contains(&points.len()) {
        return None;
    }
    let ((left, right), (top, bottom)) =
        (span(points, |point| point.0), span(points, |point| point.1));
    // Each corner lies on two sides.
    let is_corner = |(x, y): &(f32, f32)| {
        let near = |one: f32, other: f32| (one - other).abs() <= SLANT;
        (near(*x, left) || near(*x, right)) && (near(*y, top) || near(*y, bottom))
    };
    let numbers = [left, top, right, bottom];
    (points.iter().all(is_corner) && numbers.iter().all(|number| number.is_finite()))
        .then_some(numbers)
}

fn span(points: &[(f32, f32)], pick: fn(&(f32, f32)) -> f32) -> (f32, f32) {
    let values = points.iter().map(pick);
    (values.clone().fold(f32::INFINITY, f32::min), values.fold(f32::NEG_INFINITY, f32::max))
}

/// The line that a filled box is, where it is thin enough.
fn as_line(points: &[(f32, f32)]) -> Option<Stroke> {
    if points.len() < 4 || points.len() > 5 {
        return None;
    }
    let ((left, right), (top, bottom)) =
        (span(points, |point| point.0), span(points, |point| point.1));
    let (wide, high) = (right - left, bottom - top);
    if high <= THICKEST_LINE && wide >= high * 2.0 {
        stroke((left, f32::midpoint(top, bottom)), (right, f32::midpoint(top, bottom)))
    } else if wide <= THICKEST_LINE && high >= wide * 2.0 {
        stroke((f32::midpoint(left, right), top), (f32::midpoint(left, right), bottom))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strokes_and_thin_boxes_are_lines() {
        let mut page = DrawnPage::default();
        let mut path = Path::default();
        path.rectangle([(0.0, 0.0), (100.0, 0.0), (100.0, 20.0), (0.0, 20.0)]);
        path.paint(true, false, &mut page);
        assert_eq!(page.strokes.len(), 4, "the sides of a box");
        page.strokes.clear();
        path.rectangle([(0.0, 0.0), (100.0, 0.0), (100.0, 20.0), (0.0, 20.0)]);
        path.rectangle([(0.0, 9.5), (100.0, 9.5), (100.0, 10.5), (0.0, 10.5)]);
        path.paint(false, true, &mut page);
        assert_eq!(page.strokes, [Stroke { is_level: true, at: 10.0, from: 0.0, to: 100.0 }]);
        assert_eq!(page.fills, [[0.0, 0.0, 100.0, 20.0]]);
        page.strokes.clear();
        path.start((5.0, 0.0));
        path.line((5.0, 50.0));
        path.line((50.0, 90.0));
        path.curve((90.0, 90.0));
        path.close();
        path.line((5.0, 40.0));
        path.paint(true, true, &mut page);
        assert!(page.strokes.contains(&Stroke { is_level: false, at: 5.0, from: 0.0, to: 50.0 }));
        path.start((f32::NAN, 0.0));
        path.line((5.0, f32::INFINITY));
        page.strokes.clear();
        path.paint(true, false, &mut page);
        assert!(page.strokes.is_empty());
    }
}
