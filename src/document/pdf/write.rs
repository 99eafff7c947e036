//! The pen: where text stands, and the glyphs that a string leaves there (ISO 32000-1, 9.4).

use super::super::drawn::Glyph;
use super::font::{Letters, Shown};
use super::matrix::Matrix;
use super::state::{Ink, State};

/// Smallest and largest size of text that can be seen, in points.
const SIZES: (f32, f32) = (0.1, 5000.0);

/// Codes of a string from which the space set between its letters spreads them; programs use it
/// for the blank behind the last letter of a word too, which they write by itself.
const SPREAD_CODES: usize = 4;

/// How far, in sizes, letters of one word are spread at most, and those of a short string.
const SPREAD: f32 = 0.6;
/// See [`SPREAD`].
const TIGHT: f32 = 0.1;

/// Directions of writing closer to an axis than this, in degrees, are along it.
const SLANT: f32 = 1.5;

/// Where the next glyph goes.
pub(super) struct Writer {
    line: Matrix,
    at: Matrix,
}

impl Default for Writer {
    fn default() -> Self {
        Self { line: Matrix::IDENTITY, at: Matrix::IDENTITY }
    }
}

impl Writer {
    /// At the origin.
    pub(super) fn start(&mut self) {
        self.place(Matrix::IDENTITY);
    }
    /// At a place.
    pub(super) fn place(&mut self, matrix: Matrix) {
        self.line = matrix;
        self.at = matrix;
    }
    /// At the start of another line.
    pub(super) fn go(&mut self, x: f32, y: f32) {
        self.place(Matrix::shift(x, y).then(self.line));
    }
    /// Back along the line, by thousandths of the size.
    pub(super) fn back(&mut self, thousandths: f32, state: &State) {
        self.on(-thousandths / 1000.0 * state.size * state.stretch);
    }
    fn on(&mut self, x: f32) {
        if x.is_finite() {
            self.at = Matrix::shift(x, 0.0).then(self.at);
        }
    }

    /// Writes a string.
    pub(super) fn write(&mut self, text: &[u8], state: &State, glyphs: &mut Vec<Glyph>) {
        let Some(font) = &state.font else { return };
        let to_page = self.at.then(state.matrix);
        let letters = Matrix { a: state.size * state.stretch, d: state.size, ..Matrix::IDENTITY }
            .then(to_page);
        let em = letters.a.hypot(letters.b);
        let size = (letters.a * letters.d - letters.b * letters.c).abs() / em * font.em;
        let is_seen = em.is_finite() && size.is_finite() && (SIZES.0..=SIZES.1).contains(&size);
        let turn = Turn::of(letters.a, letters.b);
        // Points on the page for one unit along the line.
        let unit = to_page.a.hypot(to_page.b);
        // Few letters that are set far apart are words with their blanks.
        let most = size * if text.len() >= SPREAD_CODES { SPREAD } else { TIGHT };
        let mut moved = 0.0;
        font.show(text, |shown: Shown| {
            let width = shown.width * state.size;
            let space = state.letter_space + if shown.is_blank { state.word_space } else { 0.0 };
            let (x, y) = to_page.point(moved, state.rise);
            moved += (width + space) * state.stretch;
            if !is_seen || !x.is_finite() || !y.is_finite() {
                return;
            }
            let (left, baseline) = turn.back(x, y);
            let wide = (shown.width * em).abs();
            let gap = (state.letter_space.max(0.0) * state.stretch.abs() * unit).min(most);
            let glyph = |letter: char, from: f32, to: f32, gap: f32| Glyph {
                letter,
                left: left + wide * from,
                right: left + wide * to,
                reach: left + wide * to + gap,
                baseline,
                size,
                angle: turn.degrees,
                is_bold: font.is_bold || state.ink == Ink::Outlined,
                is_unseen: state.ink == Ink::Unseen,
            };
            match &shown.letters {
                Letters::One(letter) => glyphs.push(glyph(*letter, 0.0, 1.0, gap)),
                Letters::Many(text) => {
                    // A ligature's letters share its width.
                    let count = text.chars().count();
                    let share = 1.0 / count as f32;
                    for (at, letter) in text.chars().enumerate() {
                        let last_gap = if at + 1 == count { gap } else { 0.0 };
                        glyphs.push(glyph(
                            letter,
                            at as f32 * share,
                            (at + 1) as f32 * share,
                            last_gap,
                        ));
                    }
                }
                Letters::Unknown if shown.is_blank => glyphs.push(glyph(' ', 0.0, 1.0, gap)),
                // Nothing is drawn for a glyph without width.
                Letters::Unknown if wide <= 0.0 => {}
                Letters::Unknown => glyphs.push(glyph(char::REPLACEMENT_CHARACTER, 0.0, 1.0, gap)),
            }
        });
        self.on(moved);
    }
}

/// A direction of writing.
#[derive(Clone, Copy)]
struct Turn {
    degrees: i16,
    sine: f32,
    cosine: f32,
}

impl Turn {
    /// The direction that (`x`, `y`) points to.
    fn of(x: f32, y: f32) -> Self {
        if x > 0.0 && y == 0.0 {
            return Self { degrees: 0, sine: 0.0, cosine: 1.0 };
        }
        let exact = y.atan2(x).to_degrees();
        let axis = (exact / 90.0).round() * 90.0;
        let angle = if (exact - axis).abs() <= SLANT { axis } else { exact.round() };
        let (sine, cosine) = angle.to_radians().sin_cos();
        Self { degrees: (angle as i16).rem_euclid(360), sine, cosine }
    }
    /// A point of the page, turned back by this direction.
    fn back(self, x: f32, y: f32) -> (f32, f32) {
        if self.degrees == 0 {
            return (x, y);
        }
        (x * self.cosine + y * self.sine, y * self.cosine - x * self.sine)
    }
}
