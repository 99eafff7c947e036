//! Owner load: what each owner took on, and what became of it.

use polars::prelude::{DataType, col, lit};

use super::decisions::{Counted, is_due};
use super::follow_up::States;
use super::owners::Owners;
use super::summed::{grain_join, inner_join, left_join, named, one_of, rows as summed, times};
use crate::dataset::Row;
use crate::error::Result;

/// The rows of `owner_workload`.
pub(super) fn rows(
    decisions: &Counted,
    owners: &Owners,
    states: &States,
) -> Result<Vec<Row<'static>>> {
    let decided = decisions.lazy().with_column(is_due().alias("is_due")).select(named(&[
        "decision_id",
        "deadline_kind",
        "is_due",
    ]));
    let outcomes = states.lazy().select(named(&["decision_id", "outcome"]));
    let decided = left_join(decided, outcomes, "decision_id", "decision_id");
    let grain = ["ambito", "owner_kind", "owner", "person_id", "organisation_id"];
    // A decision that names an owner twice is owned once, and led where it is led once.
    let mut once = named(&grain);
    once.push(col("decision_id"));
    let owned =
        inner_join(owners.lazy(), decided, "decision_id", "decision_id").group_by(once).agg([
            col("part").eq(lit("lead")).any(true).alias("leads"),
            col("deadline_kind").first(),
            col("is_due").first(),
            col("outcome").first(),
        ]);
    let is = |words: &[&str]| one_of("outcome", words);
    let load = owned.group_by(named(&grain)).agg([
        col("decision_id").count().cast(DataType::Int64).alias("n"),
        times(col("leads"), "lead"),
        times(col("leads").not(), "support"),
        times(col("deadline_kind").is_not_null(), "with_deadline"),
        times(col("is_due"), "due"),
        times(is(&["done_in_time", "done_seen_after_due"]), "done"),
        times(is(&["stated_late"]), "stated_late"),
        times(is(&["no_evidence"]), "no_evidence"),
    ]);
    let shares = decisions.lazy().group_by(named(&["ambito"])).agg([col("owner_count")
        .gt(lit(0))
        .cast(DataType::Float64)
        .mean()
        .alias("coverage")]);
    let load = grain_join(load, shares, &["ambito"]);
    summed("owner_workload", load)
}
