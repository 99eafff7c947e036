//! The declarations of the statistics: each with its counts, its `n` and its coverage.
//!
//! Invariant: a statistic has one grain, no totals stand among its rows, and its rule is
//! told in its meaning, which the report and `datapackage.json` print beside it.

use super::{Column, Folder, Table, Vocabulary, columns};

mod attendance;
mod decisions;
mod others;

/// The statistics tables.
pub(super) fn tables() -> Vec<Table> {
    let mut tables = attendance::tables();
    tables.extend(decisions::tables());
    tables.extend(decisions::follow_up());
    tables.extend(others::tables());
    tables
}

/// A table of `grain` (the columns that tell its rows apart) and `measures`.
fn statistic(
    name: &'static str,
    meaning: &'static str,
    key: Vec<Column>,
    grain: Vec<Column>,
    measures: Vec<Column>,
) -> Table {
    let names = grain.iter().map(|column| column.name).collect();
    let columns = [key, grain, measures].concat();
    Table { name, folder: Folder::Stats, meaning, grain: names, columns }
}

/// The three grains that most statistics share: ambito, body, year of the body.
fn grains() -> [Vec<Column>; 3] {
    let ambito = columns! {
        ambito: maybe Text = "The ambito, as in meetings; null where it is not known.";
    };
    let body = columns! {
        body: maybe Text = "The body, as in meetings; null where it is not known.";
    };
    let year = columns! {
        year: maybe Integer = "Year of the meeting; null where its date is not known.";
    };
    let by_body = [ambito.clone(), body].concat();
    let by_year = [by_body.clone(), year].concat();
    [ambito, by_body, by_year]
}

/// Why a rate of attendance is not given.
struct RateReason;

impl Vocabulary for RateReason {
    fn words() -> Vec<&'static str> {
        vec!["no_full_roll", "no_known_status"]
    }
}

/// What became of a decision with a due date.
struct FollowUpOutcome;

impl Vocabulary for FollowUpOutcome {
    fn words() -> Vec<&'static str> {
        vec![
            "done_in_time",
            "done_seen_after_due",
            "stated_late",
            "cancelled",
            "no_evidence",
            "not_observable",
            "not_due",
        ]
    }
}
