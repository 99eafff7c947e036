//! Statistics: from the tables of a dataset to counts and rates.
//!
//! In: the tables as frames, the day taken for today, the policies of counting. Out: the rows
//! of the tables in `stats/`, as the schema declares them. It reads tables and nothing else, so
//! that yesterday's Parquet gives the statistics of today; it never sees a document.
//!
//! A statistic is a group-by: meetings, rolls and decisions are first brought to one row for
//! what is counted ([`base`], [`rolls`], [`follow_up`]), then summed by grain. What a sum cannot
//! tell (runs of absence, turnover) is walked in the order of meetings ([`runs`]). Rates and
//! intervals come last ([`rate`]).
//!
//! Invariant: rows are sorted by their grain; a rate without a denominator is null; what is
//! unknown is counted as unknown.

use std::collections::BTreeMap;

use crate::dataset::{Frames, Row};
use crate::error::Result;
use crate::model::Date;

mod agenda;
mod attendance;
mod base;
mod calendar;
mod coverage;
mod decisions;
mod follow_up;
mod owners;
mod policy;
mod rate;
mod rolls;
mod runs;
mod summed;
#[cfg(test)]
mod tests;
mod weights;
mod workload;

pub use policy::{POLICIES, Policies, Policy};
pub use rate::wilson;

/// What a computation of statistics is told beside the tables.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The day taken for today: meetings after it are not looked at for follow-up.
    pub as_of: Option<Date>,
    /// What counts as what.
    pub policies: Policies,
}

/// The rows of every statistic, by table.
pub fn statistics(
    frames: &Frames,
    settings: &Settings,
) -> Result<BTreeMap<&'static str, Vec<Row<'static>>>> {
    let meetings = base::meetings(frames)?;
    let mut rows = attendance::rows(frames, &meetings, &settings.policies)?;
    let counted = decisions::counted(frames, &meetings)?;
    rows.extend(decisions::rows(&meetings, &counted)?);
    let owners = owners::owners(frames, &counted)?;
    let states = follow_up::states(frames, &meetings, &counted, &owners, settings.as_of)?;
    rows.extend(follow_up::rows(&meetings, &states)?);
    rows.insert("owner_workload", workload::rows(&counted, &owners, &states)?);
    rows.insert("agenda_outcomes", agenda::rows(frames, &meetings)?);
    rows.insert("coverage", coverage::rows(frames)?);
    rows.insert("calendar", calendar::rows(&meetings, &states)?);
    Ok(rows)
}
