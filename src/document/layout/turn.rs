//! A page turned so that most of its text is upright.
//!
//! In: a [`DrawnPage`]. Out: its glyphs in the direction of most of them, its strokes turned
//! alike, and the glyphs of every other direction by themselves.

use std::collections::BTreeMap;

use super::super::drawn::{DrawnPage, Glyph, Stroke};

/// A page whose main text is upright.
pub(super) struct Upright {
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) glyphs: Vec<Glyph>,
    pub(super) strokes: Vec<Stroke>,
    pub(super) fills: Vec<[f32; 4]>,
    /// Glyphs of other directions, by their direction, as it is to the turned page.
    pub(super) others: Vec<(i16, Vec<Glyph>)>,
}

/// Turns a page.
pub(super) fn upright(page: &DrawnPage) -> Upright {
    let mut by_angle: BTreeMap<i16, Vec<Glyph>> = BTreeMap::new();
    for glyph in &page.glyphs {
        by_angle.entry(glyph.angle).or_default().push(*glyph);
    }
    let most = by_angle.iter().max_by_key(|(angle, glyphs)| (glyphs.len(), **angle == 0));
    let main = most.map_or(0, |(angle, _)| *angle).rem_euclid(360);
    let mut glyphs = by_angle.remove(&main).unwrap_or_default();
    let (wide, high) = (page.width, page.height);
    let (width, height, right, down) = match main {
        90 => (high, wide, 0.0, wide),
        180 => (wide, high, wide, high),
        270 => (high, wide, high, 0.0),
        _ => (wide, high, 0.0, 0.0),
    };
    for glyph in &mut glyphs {
        glyph.left += right;
        glyph.right += right;
        glyph.reach += right;
        glyph.baseline += down;
    }
    // Lines of a slanted page stand in no relation to its text once that is upright.
    let (strokes, fills) =
        if main % 90 == 0 { (&page.strokes[..], &page.fills[..]) } else { (&[][..], &[][..]) };
    let strokes = strokes.iter().map(|stroke| turned(*stroke, main, wide, high)).collect();
    let fills = fills.iter().map(|fill| turned_box(*fill, main, wide, high)).collect();
    // Where a page is turned, coordinates of other directions are no longer its own.
    let others =
        by_angle.into_iter().map(|(angle, glyphs)| (if main == 0 { angle } else { 1 }, glyphs));
    Upright { width, height, glyphs, strokes, fills, others: others.collect() }
}

fn turned(stroke: Stroke, angle: i16, wide: f32, high: f32) -> Stroke {
    let Stroke { is_level, at, from, to } = stroke;
    // Where x and y go: (x, y) -> (y, wide - x) for 90, (wide - x, high - y), (high - y, x).
    match (angle, is_level) {
        (90, true) => Stroke { is_level: false, at, from: wide - to, to: wide - from },
        (90, false) => Stroke { is_level: true, at: wide - at, from, to },
        (180, true) => Stroke { is_level, at: high - at, from: wide - to, to: wide - from },
        (180, false) => Stroke { is_level, at: wide - at, from: high - to, to: high - from },
        (270, true) => Stroke { is_level: false, at: high - at, from, to },
        (270, false) => Stroke { is_level: true, at, from: high - to, to: high - from },
        _ => stroke,
    }
}

fn turned_box([left, top, right, bottom]: [f32; 4], angle: i16, wide: f32, high: f32) -> [f32; 4] {
    match angle {
        90 => [top, wide - right, bottom, wide - left],
        180 => [wide - right, high - bottom, wide - left, high - top],
        270 => [high - bottom, left, high - top, right],
        _ => [left, top, right, bottom],
    }
}

#[cfg(test)]
mod tests {
    use super::super::word::tests::drawn;
    use super::*;

    #[test]
    fn a_page_set_sideways_is_turned_with_its_lines() {
        let sideways =
            |glyph: Glyph| Glyph { angle: 90, baseline: glyph.baseline - 100.0, ..glyph };
        let mut page = DrawnPage { width: 100.0, height: 200.0, ..DrawnPage::default() };
        page.glyphs = drawn("verbale", 20.0, 30.0).into_iter().map(sideways).collect();
        page.glyphs.extend(drawn("N.1", 5.0, 5.0));
        page.strokes = vec![Stroke { is_level: false, at: 60.0, from: 10.0, to: 190.0 }];
        let upright = upright(&page);
        assert_eq!((upright.width, upright.height), (200.0, 100.0));
        assert_eq!((upright.glyphs.len(), upright.others.len()), (7, 1));
        assert_eq!((upright.glyphs[0].left, upright.glyphs[0].baseline), (20.0, 30.0));
        assert_eq!(upright.strokes, [Stroke { is_level: true, at: 40.0, from: 10.0, to: 190.0 }]);
    }
}
