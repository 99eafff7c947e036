//! Rates: a share of a count, and how sure it is.
//!
//! In: rows with their counts. Out: the same rows with their rates. A rate over nothing is
//! null, never a number.

use crate::dataset::schema::Table;
use crate::dataset::{Row, Value};

/// The 97.5 % point of the normal distribution, for an interval of 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// Wilson's score interval of 95 % for `successes` out of `n`; `None` where `n` is 0.
///
/// E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
/// Journal of the American Statistical Association 22 (1927), 209-212. It stays within 0 and 1,
/// and is of use for small counts, where the usual interval is not.
#[must_use]
pub fn wilson(successes: i64, n: i64) -> Option<(f64, f64)> {
    if n <= 0 {
        return None;
    }
    let (count, share) = (n as f64, successes as f64 / n as f64);
    let square = Z * Z;
    let middle = share + square / (2.0 * count);
    let spread = Z * (share * (1.0 - share) / count + square / (4.0 * count * count)).sqrt();
    let scale = 1.0 + square / count;
    let (low, high) = ((middle - spread) / scale, (middle + spread) / scale);
    // At no success and at nothing else the ends are 0 and 1, which rounding may miss.
    let low = if successes == 0 { 0.0 } else { low.max(0.0) };
    let high = if successes == n { 1.0 } else { high.min(1.0) };
    Some((low, high))
}

/// `part` over `whole`; `None` where the whole is nothing.
pub(super) fn share(part: i64, whole: i64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// A row of a table, by the names of its columns.
pub(super) struct Named<'a> {
    table: &'a Table,
    row: &'a mut Row<'static>,
}

impl<'a> Named<'a> {
    pub(super) fn new(table: &'a Table, row: &'a mut Row<'static>) -> Self {
        Self { table, row }
    }
    /// A count; 0 where it is null or of another kind.
    pub(super) fn count(&self, column: &str) -> i64 {
        match self.table.position(column).map(|at| &self.row[at]) {
            Some(Value::Integer(number)) => *number,
            _ => 0,
        }
    }
    /// Sets a column that the table has.
    pub(super) fn set(&mut self, column: &str, value: impl Into<Value<'static>>) {
        if let Some(at) = self.table.position(column) {
            self.row[at] = value.into();
        }
    }
    /// Sets a column to a part over a whole, both columns too.
    pub(super) fn set_share(&mut self, column: &str, part: &str, whole: &str) {
        self.set(column, share(self.count(part), self.count(whole)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_are_the_shares_that_lie_a_normal_quantile_from_what_was_seen() {
        // By its definition: (seen - share)^2 = Z^2 share (1 - share) / n at both ends.
        for (successes, n) in [(7, 10), (1, 3), (50, 51), (0, 5), (5, 5)] {
            let (low, high) = wilson(successes, n).expect("an interval");
            for end in [low, high] {
                let seen = successes as f64 / n as f64;
                let distance = (seen - end).powi(2) - Z * Z * end * (1.0 - end) / n as f64;
                assert!(distance.abs() < 1e-12, "{successes}/{n}: {end}");
            }
            assert!(low < high);
        }
        assert_eq!(wilson(0, 0), None);
        assert_eq!(share(0, 0), None);
    }

    #[test]
    fn the_interval_holds_its_rate_and_stays_within_0_and_1() {
        for n in 1..60 {
            for successes in 0..=n {
                let (low, high) = wilson(successes, n).expect("an interval");
                let rate = successes as f64 / n as f64;
                assert!(
                    0.0 <= low && low <= rate && rate <= high && high <= 1.0,
                    "{successes}/{n}"
                );
            }
        }
    }
}
