//! A page as it is drawn: the seam between whatever decodes a file and [`super::layout`].
//!
//! Coordinates are points, from the upper left corner of the page as a reader sees it, x to the
//! right and y down. A page is data alone: no decoder leaves anything of its own in it, so that
//! another decoder can stand behind the same door.

/// A page of glyphs and lines.
#[derive(Clone, Debug, Default)]
pub(super) struct DrawnPage {
    /// Width in points.
    pub(super) width: f32,
    /// Height in points.
    pub(super) height: f32,
    /// Glyphs in the order in which they are drawn.
    pub(super) glyphs: Vec<Glyph>,
    /// Straight lines along the axes: stroked, or filled boxes so thin that they are lines.
    pub(super) strokes: Vec<Stroke>,
    /// Boxes filled with a colour: left, top, right, bottom. White ones are left out.
    pub(super) fills: Vec<[f32; 4]>,
    /// Share of the page that the largest picture covers, 0 to 1.
    pub(super) picture_share: f32,
}

/// A character and where it stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Glyph {
    /// The character; [`char::REPLACEMENT_CHARACTER`] where the file does not tell it.
    pub(super) letter: char,
    /// Left edge, along the line of writing.
    pub(super) left: f32,
    /// Right edge.
    pub(super) right: f32,
    /// Where the next glyph is due: the right edge and the space set between letters.
    pub(super) reach: f32,
    /// The line it stands on, across the line of writing.
    pub(super) baseline: f32,
    /// Size of its font in points.
    pub(super) size: f32,
    /// Direction of writing in degrees, clockwise: 0 is upright text. Other coordinates are
    /// those of the page turned back by this angle about its upper left corner.
    pub(super) angle: i16,
    /// Whether its font is bold, or it is made so by outlines.
    pub(super) is_bold: bool,
    /// Whether it is drawn without ink, as the text layer over a scan is.
    pub(super) is_unseen: bool,
}

/// A line along an axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stroke {
    /// Whether it runs from left to right; otherwise from top to bottom.
    pub(super) is_level: bool,
    /// Where it stands: y of a level line, x of an upright one.
    pub(super) at: f32,
    /// Where it starts, along itself.
    pub(super) from: f32,
    /// Where it ends.
    pub(super) to: f32,
}
