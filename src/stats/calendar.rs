//! The calendar: every day from the first to the last year that the dataset speaks of.
//!
//! Years of meetings and of due dates count; a year read wrongly must not make a calendar of
//! centuries, so that it begins and ends with the meetings, give or take [`MARGIN`] years.

use polars::prelude::{DataType, PolarsResult};

use super::base::Meetings;
use super::follow_up::States;
use super::summed::{declared, fault};
use crate::dataset::{Row, Value, grain_key};
use crate::error::Result;
use crate::model::{Date, add_days, iso, parse_iso, weekday};

/// Years before the first and after the last meeting that due dates may add.
const MARGIN: i16 = 10;

/// The rows of `calendar`.
pub(super) fn rows(meetings: &Meetings, states: &States) -> Result<Vec<Row<'static>>> {
    let name = "calendar";
    let table = declared(name)?;
    let met = years(meetings.frame(), "date").map_err(fault(name))?;
    let due = years(states.frame(), "due_date").map_err(fault(name))?;
    let (Some(first), Some(last)) = (met.iter().min(), met.iter().max()) else {
        return Ok(Vec::new());
    };
    let near = |year: &&i16| (first - MARGIN..=last + MARGIN).contains(*year);
    let from = due.iter().filter(near).chain([first]).min().unwrap_or(first);
    let to = due.iter().filter(near).chain([last]).max().unwrap_or(last);
    let mut rows = Vec::new();
    let mut day = parse_iso(&format!("{from:04}-01-01"));
    while let Some(date) = day.filter(|date| date.year() <= *to) {
        let mut row = row(date);
        row[0] = Value::from(grain_key(table, &row));
        rows.push(row);
        day = add_days(date, 1);
    }
    Ok(rows)
}

fn years(frame: &polars::prelude::DataFrame, column: &str) -> PolarsResult<Vec<i16>> {
    let days = frame.column(column)?.cast(&DataType::Int32)?;
    let epoch = parse_iso("1970-01-01");
    let year = |days: i32| Some(add_days(epoch?, days.into())?.year());
    Ok(days.i32()?.iter().flatten().filter_map(year).collect())
}

fn row(date: Date) -> Row<'static> {
    let (year, month) = (i32::from(date.year()), i32::from(date.month()));
    let quarter = (month + 2) / 3;
    vec![
        Value::Null,
        date.into(),
        year.into(),
        quarter.into(),
        month.into(),
        i32::from(date.day()).into(),
        i32::from(weekday(date).to_monday_one_offset()).into(),
        format!("{year:04}-Q{quarter}").into(),
        iso(date)[..7].to_owned().into(),
    ]
}
