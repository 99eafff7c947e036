//! Edits: what a line's marks make of its text.
//!
//! Types alone: [`super::emphasis`] finds edits, [`super::shape`] and [`super::normalize`]
//! apply them.
//!
//! Invariant: the edits of a line are in order and do not overlap.

use crate::model::Span;

/// A stretch that reads otherwise than it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// Where.
    pub(super) span: Span,
    /// What is read there.
    pub(super) shown: Shown,
}

/// What is read in place of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// Nothing: the letters on both sides stand together.
    Nothing,
    /// A blank.
    Blank,
    /// The mark of a list item, between blanks.
    Item(ItemMark),
    /// A character.
    Letter(char),
}

/// What a reader sees before an item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ItemMark {
    /// A bullet.
    Bullet,
    /// A number.
    Number(u16),
    /// A letter.
    Letter(char),
}

impl ItemMark {
    /// The mark as text: `-`, `3.`, `b)`.
    pub(super) fn shown(self) -> String {
        match self {
            Self::Bullet => "-".to_owned(),
            Self::Number(number) => format!("{number}."),
            Self::Letter(letter) => format!("{letter})"),
        }
    }
}

/// How much of a line is set in bold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Bold {
    /// Not all of it.
    #[default]
    No,
    /// All of it.
    Whole,
    /// All of it, and the mark is not closed.
    Opens,
    /// All of it, if the mark was opened on a line above.
    Closes,
}

/// The marks of a line.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks {
    /// Its edits, in order.
    pub(super) edits: Vec<Edit>,
    /// Whether it is set in bold.
    pub(super) bold: Bold,
    /// Level of the heading that it is marked as.
    pub(super) heading_level: Option<u8>,
}

/// Sorts edits and drops those that lie in another.
pub(super) fn in_order(edits: &mut Vec<Edit>) {
    edits.sort_by_key(|edit| (edit.span.start, std::cmp::Reverse(edit.span.end)));
    let mut end = 0;
    edits.retain(|edit| {
        let is_apart = edit.span.start >= end;
        end = end.max(edit.span.end);
        is_apart
    });
}
