//! Counting: what is right, extra and missing, per field, and the shares that follow.
//!
//! In: one verdict at a time. Out: a [`Sheet`] of one document, and sums over sheets. It does
//! not know how a verdict was reached.
//!
//! Invariant: a value that differs from gold is both extra and missing, so that `right + missing`
//! is what gold holds and `right + extra` what was found.

use std::collections::BTreeMap;

use serde::Serialize;

use super::field::Field;
use crate::model::{Confidence, Evidence};

/// Counts of one field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// True positives: found and right.
    #[serde(rename = "tp")]
    pub right: u32,
    /// False positives: found and not in gold.
    #[serde(rename = "fp")]
    pub extra: u32,
    /// False negatives: in gold and not found.
    #[serde(rename = "fn")]
    pub missing: u32,
}

impl Counts {
    /// How many gold holds.
    #[must_use]
    pub const fn gold(self) -> u32 {
        self.right + self.missing
    }
    /// How many were found.
    #[must_use]
    pub const fn found(self) -> u32 {
        self.right + self.extra
    }
    /// Share of those found that are right; `None` where none was found.
    #[must_use]
    pub fn precision(self) -> Option<f64> {
        share(self.right, self.found())
    }
    /// Share of gold that was found; `None` where gold holds none.
    #[must_use]
    pub fn recall(self) -> Option<f64> {
        share(self.right, self.gold())
    }
    /// Harmonic mean of the two; `None` where there is nothing on either side.
    #[must_use]
    pub fn f1(self) -> Option<f64> {
        share(2 * self.right, self.gold() + self.found())
    }
    pub(super) fn add(&mut self, other: Self) {
        self.right += other.right;
        self.extra += other.extra;
        self.missing += other.missing;
    }
}

/// `part / whole`; `None` of nothing.
pub(super) fn share(part: u32, whole: u32) -> Option<f64> {
    (whole > 0).then(|| f64::from(part) / f64::from(whole))
}

/// Counts of every field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally(BTreeMap<Field, Counts>);

impl Tally {
    /// Counts of one field.
    #[must_use]
    pub fn of(&self, field: Field) -> Counts {
        self.0.get(&field).copied().unwrap_or_default()
    }
    /// The headline fields, added up.
    #[must_use]
    pub fn headline(&self) -> Counts {
        let mut sum = Counts::default();
        for field in Field::HEADLINE {
            sum.add(self.of(*field));
        }
        sum
    }
    /// The fields that were counted, with their shares.
    #[must_use]
    pub fn scores(&self) -> Vec<FieldScore> {
        self.0.iter().map(|(field, counts)| FieldScore::new(*field, *counts)).collect()
    }
    pub(super) fn add(&mut self, other: &Self) {
        for (field, counts) in &other.0 {
            self.0.entry(*field).or_default().add(*counts);
        }
    }
    fn count(&mut self, field: Field, counts: Counts) {
        self.0.entry(field).or_default().add(counts);
    }
}

impl Serialize for Tally {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.scores())
    }
}

/// A field with its counts and shares.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct FieldScore {
    /// The field.
    pub field: Field,
    /// Its counts.
    #[serde(flatten)]
    pub counts: Counts,
    /// See [`Counts::precision`].
    pub precision: Option<f64>,
    /// See [`Counts::recall`].
    pub recall: Option<f64>,
    /// See [`Counts::f1`].
    pub f1: Option<f64>,
}

impl FieldScore {
    fn new(field: Field, counts: Counts) -> Self {
        Self {
            field,
            counts,
            precision: counts.precision(),
            recall: counts.recall(),
            f1: counts.f1(),
        }
    }
}

/// How a value differs from gold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DifferenceKind {
    /// In gold, not found.
    Missing,
    /// Found, not in gold.
    Extra,
    /// In both, not the same.
    Different,
}

/// A value that is not as gold has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The field.
    pub field: Field,
    /// In which way.
    pub kind: DifferenceKind,
    /// The row concerned, where the value belongs to one: its name, title or text.
    pub row: Option<String>,
    /// What gold holds.
    pub gold: Option<String>,
    /// What was found.
    pub found: Option<String>,
    /// Page, line and rule of what was found.
    pub place: Option<String>,
}

/// Rows of one table at one level of confidence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Level {
    /// How many were right.
    pub right: u32,
    /// How many were judged.
    pub judged: u32,
}

/// Table and level of confidence.
pub(super) type LevelKey = (&'static str, Confidence);

/// The score sheet of one document.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    pub(super) tally: Tally,
    pub(super) differences: Vec<Difference>,
    pub(super) levels: BTreeMap<LevelKey, Level>,
    /// Whether the whole roll is right; `None` where gold holds no complete roll.
    pub(super) roll_exact: Option<bool>,
}

impl Sheet {
    /// Found as gold has it.
    pub(super) fn right(&mut self, field: Field) {
        self.tally.count(field, Counts { right: 1, ..Counts::default() });
    }

    /// In gold, not found; no difference is noted.
    pub(super) fn miss(&mut self, field: Field) {
        self.tally.count(field, Counts { missing: 1, ..Counts::default() });
    }

    /// Found, not in gold; no difference is noted.
    pub(super) fn excess(&mut self, field: Field) {
        self.tally.count(field, Counts { extra: 1, ..Counts::default() });
    }

    /// Notes a difference for the reader, without counting it; its kind follows from its sides.
    pub(super) fn note(
        &mut self,
        field: Field,
        row: Option<&str>,
        gold: Option<&str>,
        found: Option<&str>,
        evidence: Option<&Evidence>,
    ) {
        let kind = match (gold, found) {
            (Some(_), Some(_)) => DifferenceKind::Different,
            (Some(_), None) => DifferenceKind::Missing,
            (None, _) => DifferenceKind::Extra,
        };
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let place = evidence.map(|e| format!("{}:{} {}", e.place.page, e.place.line, e.rule));
        self.differences.push(Difference {
            field,
            kind,
            row: owned(row),
            gold: owned(gold),
            found: owned(found),
            place,
        });
    }

    /// Judges one value against gold; `is_right` is asked only where both sides hold one.
    pub(super) fn value(
        &mut self,
        field: Field,
        row: Option<&str>,
        gold: Option<&str>,
        found: Option<&str>,
        evidence: Option<&Evidence>,
        is_right: impl FnOnce(&str, &str) -> bool,
    ) {
        match (gold, found) {
            (None, None) => return,
            (Some(gold), Some(found)) if is_right(gold, found) => {
                self.right(field);
                return;
            }
            _ => {}
        }
        if gold.is_some() {
            self.miss(field);
        }
        if found.is_some() {
            self.excess(field);
        }
        self.note(field, row, gold, found, evidence.filter(|_| found.is_some()));
    }

    /// Counts whether a row was right at its level of confidence.
    pub(super) fn judge(&mut self, table: &'static str, confidence: Confidence, is_right: bool) {
        let level = self.levels.entry((table, confidence)).or_default();
        level.judged += 1;
        level.right += u32::from(is_right);
    }
}

#[cfg(test)]
mod tests {
    use super::DifferenceKind::{Different, Extra, Missing};
    use super::*;

    #[test]
    fn shares_follow_from_counts() {
        let counts = Counts { right: 3, extra: 1, missing: 3 };
        assert_eq!((counts.gold(), counts.found()), (6, 4));
        assert_eq!(counts.precision(), Some(0.75));
        assert_eq!(counts.recall(), Some(0.5));
        assert_eq!(counts.f1(), Some(0.6));
        assert_eq!(Counts::default().f1(), None);
    }

    #[test]
    fn a_different_value_is_both_extra_and_missing() {
        let mut sheet = Sheet::default();
        let same = |a: &str, b: &str| a == b;
        sheet.value(Field::Start, None, Some("18:00"), Some("18:00"), None, same);
        sheet.value(Field::Start, None, Some("18:00"), Some("19:00"), None, same);
        sheet.value(Field::Start, None, Some("18:00"), None, None, same);
        sheet.value(Field::Start, None, None, Some("19:00"), None, same);
        sheet.value(Field::Start, None, None, None, None, same);
        assert_eq!(sheet.tally.of(Field::Start), Counts { right: 1, extra: 2, missing: 2 });
        let kinds: Vec<_> = sheet.differences.iter().map(|difference| difference.kind).collect();
        assert_eq!(kinds, [Different, Missing, Extra]);
    }
}
