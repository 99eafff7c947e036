//! What follows from the order of meetings: runs of absence, and who came and went.
//!
//! In: one row for each person or organisation and meeting. Out: numbers by grain. A meeting
//! without a date stands in no order and is left out here.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{DataFrame, DataType, PolarsResult};

use super::base::Meetings;
use super::rate::Named;
use crate::dataset::Value;
use crate::dataset::schema::Table;

/// The values of a grain, as texts that no other values share.
pub(super) type Grain = Vec<String>;

/// The values of the grain of a row.
pub(super) fn grain(table: &Table, row: &[Value<'_>]) -> Grain {
    let values = table.grain.iter().filter_map(|column| table.position(column));
    values.map(|at| text(row[at].as_text())).collect()
}

/// A text of its own for a null.
fn text(value: Option<&str>) -> String {
    value.map_or_else(String::new, |value| format!("t{value}"))
}

/// Counts of a frame, row by row; a null is 0.
pub(super) fn counts<const N: usize>(
    frame: &DataFrame,
    columns: [&str; N],
) -> PolarsResult<Vec<[i64; N]>> {
    let mut rows = vec![[0; N]; frame.height()];
    for (at, column) in columns.iter().enumerate() {
        let column = frame.column(column)?.cast(&DataType::Int64)?;
        for (row, value) in rows.iter_mut().zip(column.i64()?.iter()) {
            row[at] = value.unwrap_or(0);
        }
    }
    Ok(rows)
}

/// Texts of a frame, row by row.
fn texts<const N: usize>(frame: &DataFrame, columns: [&str; N]) -> PolarsResult<Vec<[String; N]>> {
    let mut rows = vec![std::array::from_fn(|_| String::new()); frame.height()];
    for (at, column) in columns.iter().enumerate() {
        for (row, value) in rows.iter_mut().zip(frame.column(column)?.str()?.iter()) {
            row[at] = text(value);
        }
    }
    Ok(rows)
}

/// Days since 1970 of a column of dates.
fn days(frame: &DataFrame) -> PolarsResult<Vec<Option<i32>>> {
    let dates = frame.column("date")?.cast(&DataType::Int32)?;
    Ok(dates.i32()?.iter().collect())
}

/// The longest run of absence and the one that the last meeting ends, by ambito, body and `key`,
/// over the meetings that enter the rate.
pub(super) fn of_absence(
    units: &DataFrame,
    key: &str,
) -> PolarsResult<BTreeMap<Grain, (i64, i64)>> {
    let grains = texts(units, ["ambito", "body", key])?;
    let flags = counts(units, ["enters", "is_present"])?;
    let meetings = texts(units, ["meeting_id"])?;
    let dates = days(units)?;
    let mut walks: BTreeMap<Grain, Vec<(i32, &str, bool)>> = BTreeMap::new();
    for (at, grain) in grains.into_iter().enumerate() {
        if let (Some(day), [1, is_present]) = (dates[at], flags[at]) {
            let step = (day, meetings[at][0].as_str(), is_present == 1);
            walks.entry(grain.into()).or_default().push(step);
        }
    }
    let run = |mut steps: Vec<(i32, &str, bool)>| {
        steps.sort_unstable();
        let (mut longest, mut current) = (0, 0);
        for (_, _, is_present) in steps {
            current = if is_present { 0 } else { current + 1 };
            longest = longest.max(current);
        }
        (longest, current)
    };
    Ok(walks.into_iter().map(|(grain, steps)| (grain, run(steps))).collect())
}

/// People on the rolls of each body, year by year.
pub(super) struct Turnover {
    years: BTreeMap<[String; 2], BTreeMap<i64, BTreeSet<String>>>,
}

/// Who was on the rolls of which body in which year: those who held a seat by right.
pub(super) fn turnover(meetings: &Meetings, people: &DataFrame) -> PolarsResult<Turnover> {
    let mut years: BTreeMap<[String; 2], BTreeMap<i64, BTreeSet<String>>> = BTreeMap::new();
    let bodies = texts(meetings.frame(), ["ambito", "body"])?;
    for (body, [year]) in bodies.into_iter().zip(counts(meetings.frame(), ["year"])?) {
        if year != 0 {
            years.entry(body).or_default().entry(year).or_default();
        }
    }
    let units = texts(people, ["ambito", "body", "person_id"])?;
    let told = counts(people, ["year", "holds"])?;
    for ([ambito, body, person], [year, holds]) in units.into_iter().zip(told) {
        if year != 0 && holds == 1 {
            years.entry([ambito, body]).or_default().entry(year).or_default().insert(person);
        }
    }
    Ok(Turnover { years })
}

impl Turnover {
    /// Sets the turnover of a row of `attendance_by_year`.
    pub(super) fn fill(&self, row: &mut Named<'_>, grain: &[String]) {
        let [ambito, body, period] = grain else { return };
        let Some(years) = self.years.get(&[ambito.clone(), body.clone()]) else { return };
        let Some(year) = period.strip_prefix('t').and_then(|year| year.parse().ok()) else {
            return;
        };
        let Some(people) = years.get(&year).filter(|people| !people.is_empty()) else { return };
        let count = |people: usize| people as i64;
        row.set("people", count(people.len()));
        let earlier = years.range(..year).next_back().map(|(_, people)| people);
        // A year whose people are not known cannot tell who is new in the next.
        if let Some(earlier) = earlier.filter(|earlier| !earlier.is_empty()) {
            row.set("people_new", count(people.difference(earlier).count()));
            row.set("people_gone", count(earlier.difference(people).count()));
        }
    }
}
