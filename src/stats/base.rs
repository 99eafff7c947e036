//! Meetings as every statistic counts them: doubles left out, with their periods.

use polars::prelude::{
    DataFrame, DataType, Expr, IntoLazy as _, LazyFrame, StrptimeOptions, col, lit, when,
};

use super::summed::{fault, lazy, left_join, named};
use crate::dataset::Frames;
use crate::error::Result;

/// One row for each meeting that is no double: `meeting_id`, `document_id`, `ambito`, `body`,
/// `date`, `year`, `period_*` and `start_*` of year, quarter and month, `is_full` (its roll shows
/// the whole body, or the registry completes it), `is_deserted`, `is_extracted` (its document was
/// read whole), `eligible_seats` (of its body on that day, where the registry knows them), and
/// what else statistics of meetings take from the table.
pub(super) struct Meetings(DataFrame);

impl Meetings {
    /// All of them.
    pub(super) fn lazy(&self) -> LazyFrame {
        self.0.clone().lazy()
    }
    /// The same, held.
    pub(super) fn frame(&self) -> &DataFrame {
        &self.0
    }
}

/// The meetings of a dataset.
pub(super) fn meetings(frames: &Frames) -> Result<Meetings> {
    let documents = lazy(frames, "documents")?
        .select([col("document_id"), col("status").eq(lit("extracted")).alias("is_extracted")]);
    let meetings = lazy(frames, "meetings")?.filter(col("duplicate_of").is_null()).select([
        col("meeting_id"),
        col("document_id"),
        col("ambito"),
        col("body"),
        col("date"),
        col("date").dt().year().cast(DataType::Int64).alias("year"),
        col("call"),
        col("duration_minutes"),
        col("presence_scope"),
        col("eligible_seats"),
        col("quorum_stated"),
        col("quorum_stated").eq(lit(false)).fill_null(lit(false)).alias("is_deserted"),
    ]);
    let meetings = left_join(meetings, documents, "document_id", "document_id");
    // Those whom a list of exceptions leaves are on a roll only where the registry put them.
    let is_completed = col("basis").eq(lit("by_complement")).and(col("status").eq(lit("present")));
    let completed = lazy(frames, "attendance")?
        .filter(is_completed)
        .group_by(named(&["meeting_id"]))
        .agg([lit(true).first().alias("is_completed")]);
    let is_full = col("presence_scope").eq(lit("full")).or(col("presence_scope")
        .eq(lit("complement"))
        .and(col("is_completed").fill_null(lit(false))));
    let meetings = left_join(meetings, completed, "meeting_id", "meeting_id")
        .with_column(is_full.alias("is_full"));
    let year = || col("year").cast(DataType::String);
    let month = || col("date").dt().month().cast(DataType::Int64);
    let quarter = || col("date").dt().quarter().cast(DataType::Int64);
    let number = |number: Expr| number.cast(DataType::String);
    let two = |value: Expr| {
        when(value.clone().lt(lit(10)))
            .then(lit("0") + number(value.clone()))
            .otherwise(number(value))
    };
    let first_of = |month: Expr| {
        let options = StrptimeOptions { format: Some("%Y-%m-%d".into()), ..Default::default() };
        (year() + lit("-") + two(month) + lit("-01")).str().to_date(options)
    };
    let with_periods = meetings.with_columns([
        year().alias("period_year"),
        (year() + lit("-Q") + number(quarter())).alias("period_quarter"),
        (year() + lit("-") + two(month())).alias("period_month"),
        first_of(lit(1)).alias("start_year"),
        first_of(quarter() * lit(3) - lit(2)).alias("start_quarter"),
        first_of(month()).alias("start_month"),
    ]);
    Ok(Meetings(with_periods.collect().map_err(fault("meetings"))?))
}
