//! Decisions: how many, of which kind, with whom and by when.
//!
//! A decision is counted once: rows that say the same as another, and rows under whose words
//! others are listed, are not counted.

use std::collections::BTreeMap;

use polars::prelude::{DataFrame, DataType, Expr, IntoLazy as _, LazyFrame, col, lit};

use super::base::Meetings;
use super::rate::Named;
use super::summed::{
    declared, fault, inner_join, lazy, left_join, named, one_of, rows_sorted, times,
};
use crate::dataset::{Frames, Row};
use crate::error::Result;
use crate::model::{DeadlineKind, DecisionKind, Word as _};

/// One row for each decision that counts, with ambito, body, date and year of its meeting, and
/// `owner_count`.
pub(super) struct Counted(DataFrame);

impl Counted {
    /// All of them.
    pub(super) fn lazy(&self) -> LazyFrame {
        self.0.clone().lazy()
    }
}

/// The decisions that count.
pub(super) fn counted(frames: &Frames, meetings: &Meetings) -> Result<Counted> {
    let decisions = lazy(frames, "decisions")?;
    let parents = decisions
        .clone()
        .filter(col("parent_id").is_not_null())
        .group_by([col("parent_id").alias("decision_id")])
        .agg([lit(true).first().alias("is_parent")]);
    let owners = lazy(frames, "decision_owners")?.group_by(named(&["decision_id"])).agg([col(
        "decision_owner_id",
    )
    .count()
    .cast(DataType::Int64)
    .alias("owner_count")]);
    let context = meetings.lazy().select(named(&["meeting_id", "ambito", "body", "date", "year"]));
    let decisions = left_join(decisions, parents, "decision_id", "decision_id")
        .filter(col("same_as").is_null().and(col("is_parent").is_null()))
        .select(named(&[
            "decision_id",
            "meeting_id",
            "kind",
            "vote_outcome",
            "deadline_kind",
            "deadline_date",
        ]));
    let decisions = inner_join(decisions, context, "meeting_id", "meeting_id");
    let decisions = left_join(decisions, owners, "decision_id", "decision_id")
        .with_column(col("owner_count").fill_null(lit(0_i64)));
    Ok(Counted(decisions.collect().map_err(fault("decisions"))?))
}

/// Whether a decision has a day by which it is to be done.
pub(super) fn is_due() -> Expr {
    one_of("deadline_kind", &["due", "next_meeting"]).and(col("deadline_date").is_not_null())
}

/// The rows of the statistics of decisions, by table.
pub(super) fn rows(
    meetings: &Meetings,
    decisions: &Counted,
) -> Result<BTreeMap<&'static str, Vec<Row<'static>>>> {
    let mut counts = vec![
        col("decision_id").count().cast(DataType::Int64).alias("n"),
        times(col("owner_count").gt(lit(0)), "with_owner"),
        times(col("deadline_kind").is_not_null(), "with_deadline"),
        times(col("vote_outcome").is_not_null(), "voted"),
        times(col("vote_outcome").eq(lit("unanimous")), "unanimous"),
    ];
    counts.extend(DeadlineKind::ALL.iter().map(|kind| {
        times(col("deadline_kind").eq(lit(kind.word())), &format!("deadline_{}", kind.word()))
    }));
    counts.extend(
        DecisionKind::ALL.iter().map(|kind| times(col("kind").eq(lit(kind.word())), kind.word())),
    );
    let names: Vec<String> = ["n", "with_owner", "with_deadline", "voted", "unanimous"]
        .into_iter()
        .map(str::to_owned)
        .chain(DeadlineKind::ALL.iter().map(|kind| format!("deadline_{}", kind.word())))
        .chain(DecisionKind::ALL.iter().map(|kind| kind.word().to_owned()))
        .collect();
    let per_meeting = decisions.lazy().group_by(named(&["meeting_id"])).agg(counts);
    // Summed from the meetings, so that a body without a decision has its row of zeros.
    let zeros = names.iter().map(|name| col(name).fill_null(lit(0_i64)));
    let all = left_join(meetings.lazy(), per_meeting, "meeting_id", "meeting_id")
        .with_columns(zeros.collect::<Vec<_>>())
        .collect()
        .map_err(fault("decisions_by_body"))?;
    let mut sums: Vec<Expr> = names.iter().map(|name| col(name).sum()).collect();
    sums.push(col("meeting_id").count().cast(DataType::Int64).alias("meetings"));
    sums.push(col("is_extracted").cast(DataType::Float64).mean().alias("coverage"));
    let mut tables = BTreeMap::new();
    for (table, grain) in [
        ("decisions_by_ambito", &["ambito"][..]),
        ("decisions_by_body", &["ambito", "body"][..]),
        ("decisions_by_year", &["ambito", "body", "year"][..]),
    ] {
        let frame = all.clone().lazy().group_by(named(grain)).agg(sums.clone());
        let frame = frame.collect().map_err(fault(table))?;
        let declared = declared(table)?;
        let rows = rows_sorted(declared, &frame, |_, row| {
            let mut row = Named::new(declared, row);
            row.set_share("owner_rate", "with_owner", "n");
            row.set_share("deadline_rate", "with_deadline", "n");
            row.set_share("unanimous_rate", "unanimous", "voted");
        })?;
        tables.insert(table, rows);
    }
    Ok(tables)
}
