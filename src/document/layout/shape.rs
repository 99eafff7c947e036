//! Boxes on a page.

/// A box, in points.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Area {
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) top: f32,
    pub(super) bottom: f32,
}

impl Area {
    /// Its width.
    pub(super) fn width(&self) -> f32 {
        self.right - self.left
    }
    /// Whether a point lies in it.
    pub(super) fn holds(&self, (x, y): (f32, f32)) -> bool {
        (self.left..=self.right).contains(&x) && (self.top..=self.bottom).contains(&y)
    }
    /// Whether it lies in another.
    pub(super) fn is_in(&self, other: &Self) -> bool {
        self.left >= other.left - 1.0
            && self.right <= other.right + 1.0
            && self.top >= other.top - 1.0
            && self.bottom <= other.bottom + 1.0
    }
    /// The box around both.
    pub(super) fn cover(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            right: self.right.max(other.right),
            top: self.top.min(other.top),
            bottom: self.bottom.max(other.bottom),
        }
    }
    /// How much of both stands at one height.
    pub(super) fn shared_height(&self, other: &Self) -> f32 {
        self.bottom.min(other.bottom) - self.top.max(other.top)
    }
}
