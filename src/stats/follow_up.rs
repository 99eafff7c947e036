//! Follow-up: what became of each decision with a due date, up to the last minutes read.
//!
//! A mention is not a completion: only a later statement or item that finds a decision done
//! makes it done, and the day of that meeting is when it was seen, not when it was done. What
//! later minutes are silent about is `no_evidence`; where there are none, `not_observable`.

use std::collections::BTreeMap;

use polars::prelude::{
    DataFrame, DataType, Expr, IntoLazy as _, LazyFrame, NULL, SortMultipleOptions, col, lit, when,
};

use super::base::Meetings;
use super::decisions::{Counted, is_due};
use super::owners::Owners;
use super::rate::{Named, share, wilson};
use super::summed::{
    declared, fault, grain_join, inner_join, lazy, left_join, named, one_of, rows_sorted, times,
};
use crate::dataset::{Frames, Row};
use crate::error::Result;
use crate::model::{Date, days_since_epoch};

/// One row for each decision with a due date, with the columns of `decision_states`, `year`,
/// `lag_done` and `lag_first`.
pub(super) struct States(DataFrame);

impl States {
    /// All of them.
    pub(super) fn lazy(&self) -> LazyFrame {
        self.0.clone().lazy()
    }
    /// The same, held.
    pub(super) fn frame(&self) -> &DataFrame {
        &self.0
    }
}

fn day(date: Date) -> Expr {
    lit(days_since_epoch(date)).cast(DataType::Date)
}

/// What became of each decision with a due date.
pub(super) fn states(
    frames: &Frames,
    meetings: &Meetings,
    decisions: &Counted,
    owners: &Owners,
    as_of: Option<Date>,
) -> Result<States> {
    // Without a day that stands for today no meeting has a date, and nothing can be late.
    let is_past = |column: &str| as_of.map_or(lit(false), |today| col(column).lt_eq(day(today)));
    let read = meetings.lazy().filter(is_past("date"));
    let horizon = read
        .clone()
        .filter(col("body").is_not_null())
        .group_by(named(&["ambito", "body"]))
        .agg([col("date").max().alias("read_until")]);
    let due = decisions
        .lazy()
        .filter(is_due())
        .with_columns([col("date").alias("decided_on"), col("deadline_date").alias("due_date")]);
    let due = grain_join(due, horizon, &["ambito", "body"]);
    let links = links(frames, read, decisions)?;
    let due = left_join(due, links, "decision_id", "decision_id");
    let due = left_join(due, listed(owners), "decision_id", "decision_id");
    let zero = |column: &str| col(column).fill_null(lit(0_i64)).alias(column);
    let due = due.with_columns([zero("mentions"), outcome(as_of).alias("outcome")]);
    let overdue = one_of("outcome", &["stated_late", "no_evidence", "not_observable"]);
    let today = as_of.map_or(lit(0), |today| lit(days_since_epoch(today)));
    let late = today - col("due_date").cast(DataType::Int32);
    let due = due.with_column(
        when(overdue).then(late.cast(DataType::Int64)).otherwise(lit(NULL)).alias("days_overdue"),
    );
    Ok(States(due.collect().map_err(fault("decision_states"))?))
}

/// What later meetings that were read say of each decision: how often, when first, when done
/// first, whether it is late or called off. A link to a row that says the same as another counts
/// for that other.
fn links(frames: &Frames, read: LazyFrame, decisions: &Counted) -> Result<LazyFrame> {
    let primary = lazy(frames, "decisions")?.select([
        col("decision_id"),
        when(col("same_as").is_null())
            .then(col("decision_id"))
            .otherwise(col("same_as"))
            .alias("primary_id"),
    ]);
    let later =
        read.select([col("meeting_id").alias("later_meeting_id"), col("date").alias("seen")]);
    let links = lazy(frames, "follow_ups")?.select(named(&[
        "decision_id",
        "later_meeting_id",
        "state",
        "lag_days",
    ]));
    let links = inner_join(links, later, "later_meeting_id", "later_meeting_id");
    let links = inner_join(links, primary, "decision_id", "decision_id");
    let due = decisions
        .lazy()
        .select([col("decision_id").alias("primary_id"), col("deadline_date").alias("due")]);
    let links = inner_join(links, due, "primary_id", "primary_id");
    let is = |state: &str| col("state").eq(lit(state.to_owned()));
    let done = || is("done");
    let says_not_done =
        one_of("state", &["in_progress", "postponed"]).and(col("seen").gt(col("due")));
    Ok(links.group_by([col("primary_id").alias("decision_id")]).agg([
        col("state").count().cast(DataType::Int64).alias("mentions"),
        col("seen").min().alias("first_mention"),
        col("lag_days").min().alias("lag_first"),
        col("seen").filter(done()).min().alias("done_seen"),
        col("lag_days").filter(done()).min().alias("lag_done"),
        says_not_done.any(true).alias("is_said_late"),
        is("cancelled").any(true).alias("is_cancelled"),
    ]))
}

/// The owners of each decision in order, each once.
fn listed(owners: &Owners) -> LazyFrame {
    let each = owners
        .lazy()
        .group_by(named(&["decision_id", "owner"]))
        .agg([col("owner_number").min()])
        .sort(["decision_id", "owner_number", "owner"], SortMultipleOptions::default())
        .group_by(named(&["decision_id"]))
        .agg([col("owner")]);
    each.select([col("decision_id"), col("owner").list().join(lit("; "), true).alias("owners")])
}

/// The outcome of a decision, by what later minutes say and how far they reach.
fn outcome(as_of: Option<Date>) -> Expr {
    let is_due = as_of.map_or(lit(false), |today| col("due_date").lt(day(today)));
    let flag = |column: &str| col(column).fill_null(lit(false));
    when(col("done_seen").lt_eq(col("due_date")))
        .then(lit("done_in_time"))
        .when(col("done_seen").gt(col("due_date")))
        .then(lit("done_seen_after_due"))
        .when(flag("is_cancelled"))
        .then(lit("cancelled"))
        .when(flag("is_said_late"))
        .then(lit("stated_late"))
        .when(is_due.not())
        .then(lit("not_due"))
        .when(col("read_until").gt(col("due_date")))
        .then(lit("no_evidence"))
        .otherwise(lit("not_observable"))
}

/// The outcomes that follow-up statistics count.
const OUTCOMES: [&str; 7] = [
    "done_in_time",
    "done_seen_after_due",
    "stated_late",
    "cancelled",
    "no_evidence",
    "not_observable",
    "not_due",
];

/// The rows of the statistics of follow-up, by table.
pub(super) fn rows(
    meetings: &Meetings,
    states: &States,
) -> Result<BTreeMap<&'static str, Vec<Row<'static>>>> {
    let mut tables = BTreeMap::new();
    let table = declared("decision_states")?;
    tables.insert(table.name, rows_sorted(table, states.frame(), |_, _| {})?);
    let mut counts = vec![
        col("decision_id").count().cast(DataType::Int64).alias("n"),
        times(
            col("outcome").eq(lit("no_evidence")).and(col("mentions").eq(lit(0))),
            "never_mentioned",
        ),
        col("lag_done").median().alias("median_lag_days"),
        col("lag_first").median().alias("median_first_mention_days"),
    ];
    counts.extend(OUTCOMES.map(|outcome| times(col("outcome").eq(lit(outcome)), outcome)));
    for (name, grain) in [
        ("followup_by_ambito", &["ambito"][..]),
        ("followup_by_body", &["ambito", "body"][..]),
        ("followup_by_year", &["ambito", "body", "year"][..]),
    ] {
        let all = meetings.lazy().group_by(named(grain)).agg([lit(true).first().alias("met")]);
        let counted = states.lazy().group_by(named(grain)).agg(counts.clone());
        let numbers = OUTCOMES.iter().chain(&["n", "never_mentioned"]);
        let zeros = numbers.map(|name| col(*name).fill_null(lit(0_i64)));
        let frame = grain_join(all, counted, grain)
            .with_columns(zeros.collect::<Vec<_>>())
            .collect()
            .map_err(fault(name))?;
        let table = declared(name)?;
        let rows = rows_sorted(table, &frame, |_, row| rated(&mut Named::new(table, row)))?;
        tables.insert(name, rows);
    }
    Ok(tables)
}

fn rated(row: &mut Named<'_>) {
    let done = row.count("done_in_time") + row.count("done_seen_after_due");
    let hidden = row.count("not_observable");
    let observable = row.count("n") - row.count("cancelled") - hidden - row.count("not_due");
    row.set("observable", observable);
    row.set("coverage", share(observable, observable + hidden));
    row.set("done_rate", share(done, observable));
    let (low, high) = wilson(done, observable).unzip();
    row.set("done_rate_low", low);
    row.set("done_rate_high", high);
}
