//! What every statistic shares: from a lazy frame to sorted rows with their keys, and a few
//! expressions.

use polars::prelude::{
    DataFrame, Expr, IntoLazy as _, JoinArgs, JoinType, LazyFrame, PolarsError, col, lit,
};

use crate::dataset::schema::{self, Table};
use crate::dataset::{Frames, Row, Value, frame_rows, grain_key};
use crate::error::{Error, Result};

/// A fault of polars in the making of a table.
pub(super) fn fault(table: &str) -> impl Fn(PolarsError) -> Error {
    let table = table.to_owned();
    move |error| Error::Table { table: table.clone(), problem: error.to_string() }
}

/// The declaration of a table that the code names.
pub(super) fn declared(name: &str) -> Result<&'static Table> {
    schema::table(name).ok_or_else(|| Error::Table {
        table: name.to_owned(),
        problem: "it is not declared".to_owned(),
    })
}

/// A table as it was published.
pub(super) fn lazy(frames: &Frames, name: &str) -> Result<LazyFrame> {
    let missing =
        || Error::Table { table: name.to_owned(), problem: "it was not handed in".to_owned() };
    Ok(frames.get(name).ok_or_else(missing)?.clone().lazy())
}

/// The rows of a statistic from a frame with its grain and its counts, sorted by the grain. A
/// declared column that the frame lacks is null.
pub(super) fn rows(name: &str, frame: LazyFrame) -> Result<Vec<Row<'static>>> {
    let frame = frame.collect().map_err(fault(name))?;
    rows_sorted(declared(name)?, &frame, |_, _| {})
}

/// The same from a frame that is there; `further` sees each row with its place in the frame.
pub(super) fn rows_sorted(
    table: &Table,
    frame: &DataFrame,
    further: impl Fn(usize, &mut Row<'static>),
) -> Result<Vec<Row<'static>>> {
    let mut rows = frame_rows(table, frame)?;
    for (at, row) in rows.iter_mut().enumerate() {
        row[0] = Value::from(grain_key(table, row));
        further(at, row);
    }
    let grain: Vec<usize> =
        table.grain.iter().filter_map(|column| table.position(column)).collect();
    rows.sort_by_cached_key(|row| grain.iter().map(|at| order(&row[*at])).collect::<Vec<_>>());
    Ok(rows)
}

/// A text by which values of one column sort: nothing last, numbers by size.
fn order(value: &Value<'_>) -> String {
    match value {
        Value::Null => "~".to_owned(),
        Value::Integer(number) => format!("{:020}", i128::from(*number) + (1 << 64)),
        other => other.canonical().into_owned(),
    }
}

/// Whether a column holds one of these words.
pub(super) fn one_of(column: &str, words: &[&str]) -> Expr {
    let is = |word: &&str| col(column).eq(lit((*word).to_owned()));
    words.iter().map(is).reduce(Expr::or).unwrap_or_else(|| lit(false))
}

/// How often a condition holds; a null does not.
pub(super) fn times(condition: Expr, name: &str) -> Expr {
    condition.fill_null(lit(false)).cast(polars::prelude::DataType::Int64).sum().alias(name)
}

/// Rows of `left`, with what `right` knows of each.
pub(super) fn left_join(left: LazyFrame, right: LazyFrame, on: &str, key: &str) -> LazyFrame {
    left.join(right, [col(on)], [col(key)], JoinArgs::new(JoinType::Left))
}

/// Rows of `left` that have one in `right`.
pub(super) fn inner_join(left: LazyFrame, right: LazyFrame, on: &str, key: &str) -> LazyFrame {
    left.join(right, [col(on)], [col(key)], JoinArgs::new(JoinType::Inner))
}

/// Rows of `left`, with what `right` knows of each; in these columns a null is a value like any
/// other: a body whose ambito is not known is a body all the same.
pub(super) fn grain_join(left: LazyFrame, right: LazyFrame, on: &[&str]) -> LazyFrame {
    left.join_builder()
        .with(right)
        .left_on(named(on))
        .right_on(named(on))
        .how(JoinType::Left)
        .join_nulls(true)
        .finish()
}

/// Columns by their names.
pub(super) fn named(columns: &[&str]) -> Vec<Expr> {
    columns.iter().map(|column| col(*column)).collect()
}
