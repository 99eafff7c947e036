//! Coverage: what became of the documents of each ambito.

use polars::prelude::{DataType, SortMultipleOptions, col, lit};

use super::rate::Named;
use super::summed::{declared, fault, grain_join, lazy, left_join, named, rows_sorted, times};
use crate::dataset::{Frames, Row};
use crate::error::Result;

/// The rows of `coverage`.
pub(super) fn rows(frames: &Frames) -> Result<Vec<Row<'static>>> {
    let name = "coverage";
    let first = lazy(frames, "meetings")?
        .sort(["document_id", "meeting_index"], SortMultipleOptions::default())
        .group_by(named(&["document_id"]))
        .agg([col("ambito").first()]);
    let remarks = lazy(frames, "diagnostics")?
        .filter(col("document_id").is_not_null())
        .group_by(named(&["document_id"]))
        .agg([
            times(col("severity").eq(lit("error")), "errors"),
            times(col("severity").eq(lit("warning")), "warnings"),
        ]);
    let documents = left_join(lazy(frames, "documents")?, first, "document_id", "document_id");
    let documents = left_join(documents, remarks, "document_id", "document_id");
    let counts = documents.clone().group_by(named(&["ambito", "status"])).agg([
        col("document_id").count().cast(DataType::Int64).alias("n"),
        col("page_count").sum().alias("pages"),
        col("meeting_count").sum().alias("meetings"),
        col("errors").sum(),
        col("warnings").sum(),
        col("accounted_share").mean().alias("coverage"),
    ]);
    let totals = documents
        .group_by(named(&["ambito"]))
        .agg([col("document_id").count().cast(DataType::Int64).alias("total")]);
    let frame = grain_join(counts, totals, &["ambito"])
        .with_column((col("n").cast(DataType::Float64) / col("total")).alias("share"));
    let frame = frame.collect().map_err(fault(name))?;
    let table = declared(name)?;
    rows_sorted(table, &frame, |_, row| {
        let mut row = Named::new(table, row);
        for column in ["errors", "warnings"] {
            let count = row.count(column);
            row.set(column, count);
        }
    })
}
