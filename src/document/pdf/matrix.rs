//! Affine maps, as content streams write them (ISO 32000-1, 8.3.3).

/// `x' = ax + cy + e`, `y' = bx + dy + f`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matrix {
    pub(super) a: f32,
    pub(super) b: f32,
    pub(super) c: f32,
    pub(super) d: f32,
    pub(super) e: f32,
    pub(super) f: f32,
}

impl Matrix {
    /// The map that changes nothing.
    pub(super) const IDENTITY: Self = Self { a: 1.0, b: 0.0, c: 0.0, d: 1.0, e: 0.0, f: 0.0 };

    /// Six numbers in the order of a file; `None` where one is no finite number.
    pub(super) fn of(numbers: &[f32]) -> Option<Self> {
        let six: [f32; 6] = numbers.try_into().ok()?;
        let own = Self { a: six[0], b: six[1], c: six[2], d: six[3], e: six[4], f: six[5] };
        six.iter().all(|number| number.is_finite()).then_some(own)
    }
    /// A shift.
    pub(super) const fn shift(e: f32, f: f32) -> Self {
        Self { e, f, ..Self::IDENTITY }
    }
    /// This map first, then `after`.
    pub(super) fn then(self, after: Self) -> Self {
        Self {
            a: self.a * after.a + self.b * after.c,
            b: self.a * after.b + self.b * after.d,
            c: self.c * after.a + self.d * after.c,
            d: self.c * after.b + self.d * after.d,
            e: self.e * after.a + self.f * after.c + after.e,
            f: self.e * after.b + self.f * after.d + after.f,
        }
    }
    /// Where a point goes.
    pub(super) fn point(self, x: f32, y: f32) -> (f32, f32) {
        (self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f)
    }
    /// The box around where a box goes: left, top, right, bottom.
    pub(super) fn bounds(self, [left, top, right, bottom]: [f32; 4]) -> [f32; 4] {
        let corners = [(left, top), (right, top), (left, bottom), (right, bottom)]
            .map(|(x, y)| self.point(x, y));
        let fold = |pick: fn((f32, f32)) -> f32, better: fn(f32, f32) -> f32| {
            corners.iter().map(|corner| pick(*corner)).fold(pick(corners[0]), better)
        };
        [
            fold(|point| point.0, f32::min),
            fold(|point| point.1, f32::min),
            fold(|point| point.0, f32::max),
            fold(|point| point.1, f32::max),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_are_applied_in_order() {
        let double = Matrix { a: 2.0, d: 2.0, ..Matrix::IDENTITY };
        assert_eq!(Matrix::shift(1.0, 0.0).then(double).point(1.0, 1.0), (4.0, 2.0));
        assert_eq!(double.then(Matrix::shift(1.0, 0.0)).point(1.0, 1.0), (3.0, 2.0));
        let turn = Matrix { a: 0.0, b: 1.0, c: -1.0, d: 0.0, e: 0.0, f: 0.0 };
        let bounds = turn.bounds([0.0, 0.0, 2.0, 1.0]).map(|side| side.round() as i32);
        assert_eq!(bounds, [-1, 0, 0, 2]);
    }
}
