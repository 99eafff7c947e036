//! What a content stream sets and what is drawn with it (ISO 32000-1, 8.4 and 9.3).

use std::rc::Rc;

use super::font::Font;
use super::matrix::Matrix;

/// Ink: the text is filled, outlined, or not seen at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    Filled,
    Outlined,
    Unseen,
}

impl Ink {
    /// The ink of a text rendering mode.
    pub(super) fn of_mode(mode: f32) -> Self {
        match mode as i32 {
            2 | 6 => Self::Outlined,
            3 | 7 => Self::Unseen,
            _ => Self::Filled,
        }
    }
}

/// The graphics state.
#[derive(Clone)]
pub(super) struct State {
    /// From the stream's coordinates to the page's.
    pub(super) matrix: Matrix,
    pub(super) font: Option<Rc<Font>>,
    pub(super) size: f32,
    pub(super) letter_space: f32,
    pub(super) word_space: f32,
    /// Width of letters, 1 for their own.
    pub(super) stretch: f32,
    pub(super) leading: f32,
    pub(super) rise: f32,
    pub(super) ink: Ink,
    /// Whether boxes are filled with white.
    pub(super) is_white: bool,
}

impl State {
    /// The state at the start of a page.
    pub(super) fn new(matrix: Matrix) -> Self {
        Self {
            matrix,
            font: None,
            size: 0.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            ink: Ink::Filled,
            is_white: false,
        }
    }
}
