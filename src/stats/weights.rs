//! Weights: comuni counted by their inhabitants, once a meeting.
//!
//! In: organisations of the rolls as they are counted, and what the registry tells of their
//! inhabitants. Out: per meeting, how many comuni have a weight, and the weights of all and of
//! those present. A comune without known inhabitants has no weight and is left out of both.

use polars::prelude::{DataFrame, DataType, IntoLazy as _, LazyFrame, col, lit};

use super::summed::{lazy, left_join, named, times};
use crate::dataset::Frames;
use crate::error::Result;

/// The sums of a meeting.
pub(super) const COUNTS: [&str; 3] = ["n_weighted", "inhabitants", "inhabitants_present"];

/// A row a meeting with [`COUNTS`], from flagged organisations.
pub(super) fn per_meeting(frames: &Frames, organisations: &DataFrame) -> Result<LazyFrame> {
    let inhabitants =
        lazy(frames, "organisations")?.select(named(&["organisation_id", "population"]));
    let weighed =
        left_join(organisations.clone().lazy(), inhabitants, "organisation_id", "organisation_id")
            .filter(col("population").is_not_null().and(col("enters")));
    let present = || col("enters_present").fill_null(lit(false)).cast(DataType::Int64);
    Ok(weighed.group_by(named(&["meeting_id"])).agg([
        times(col("enters"), "n_weighted"),
        col("population").sum().alias("inhabitants"),
        (col("population") * present()).sum().alias("inhabitants_present"),
    ]))
}
