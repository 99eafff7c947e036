//! Attendance: counts of seats, people and organisations, and their rates.
//!
//! A rate rests on full rolls alone, since a roll of those present tells nothing of the others.

use std::collections::BTreeMap;

use polars::prelude::{DataFrame, Expr, IntoLazy as _, LazyFrame, NULL, col, lit, when};

use super::base::Meetings;
use super::policy::Policies;
use super::rate::{Named, share, wilson};
use super::rolls::rolls;
use super::runs::{self, Turnover};
use super::summed::{
    declared, fault, grain_join, inner_join, lazy, left_join, named, rows as rows_of, rows_sorted,
    times,
};
use super::weights;
use crate::dataset::{Frames, Row};
use crate::error::Result;

/// The counts that are summed from meeting to grain. The last two serve the rates and are no
/// columns of the tables.
const COUNTS: [&str; 12] = [
    "on_roll",
    "present",
    "present_remote",
    "by_delegate",
    "absent",
    "absent_justified",
    "absent_unjustified",
    "unknown",
    "n",
    "n_present",
    "n_unknown",
    "with_somebody",
];

/// The rows of all statistics of attendance, by table.
pub(super) fn rows(
    frames: &Frames,
    meetings: &Meetings,
    policies: &Policies,
) -> Result<BTreeMap<&'static str, Vec<Row<'static>>>> {
    let rolls = rolls(frames, meetings, policies)?;
    let members = lazy(frames, "members")?;
    let context =
        meetings.lazy().select(named(&["meeting_id", "ambito", "body", "date", "year", "is_full"]));
    let flagged = |units: LazyFrame| {
        flagged(inner_join(units, context.clone(), "meeting_id", "meeting_id"), policies)
    };
    let people = flagged(rolls.people(policies)).collect().map_err(fault("attendance"))?;
    let turnover = runs::turnover(meetings, &people).map_err(fault("attendance"))?;
    let seats = flagged(rolls.seats(policies)).collect().map_err(fault("seat_attendance"))?;
    let owed = |key| eligible_of(&members, meetings, policies, key);
    let population =
        lazy(frames, "ambiti")?.group_by(named(&["ambito"])).agg([col("population").max()]);
    let units = flagged(rolls.organisations(policies)).collect().map_err(fault("attendance"))?;
    let weights = weights::per_meeting(frames, &units)?;
    let counted = seats.clone().lazy().group_by(named(&["meeting_id"])).agg(counted());
    let all = left_join(meetings.lazy(), counted, "meeting_id", "meeting_id");
    let all = left_join(all, weights, "meeting_id", "meeting_id");
    let mut tables = by_meeting(all, policies, &turnover, &population)?;
    tables.insert("seat_attendance", rows_of("seat_attendance", one_by_one(seats.lazy()))?);
    let names = lazy(frames, "people")?.select(named(&["person_id", "name"]));
    let table = "attendance_by_person";
    tables.insert(table, by_unit(table, &people, "person_id", names, owed("person_id"))?);
    let table = "attendance_by_organisation";
    let names = lazy(frames, "organisations")?
        .select([col("organisation_id"), col("name").alias("organisation")]);
    tables
        .insert(table, by_unit(table, &units, "organisation_id", names, owed("organisation_id"))?);
    Ok(tables)
}

/// Units with what each adds to the counts.
fn flagged(units: LazyFrame, policies: &Policies) -> LazyFrame {
    let mut known = col("holds").and(col("is_full")).and(col("is_unknown").not());
    if !policies.is_usual("justified") {
        known = known.and(col("is_justified").not());
    }
    units.with_columns([
        known.clone().alias("enters"),
        known.and(col("is_present")).alias("enters_present"),
        col("holds").and(col("is_full")).and(col("is_unknown")).alias("unknown_on_full"),
        col("holds").and(col("is_present").or(col("is_delegated"))).alias("somebody"),
        col("holds").and(col("is_unknown")).alias("is_unknown"),
    ])
}

/// Flagged seats as rows of `seat_attendance`.
fn one_by_one(seats: LazyFrame) -> LazyFrame {
    let status = when(col("is_present"))
        .then(lit("present"))
        .when(col("is_justified"))
        .then(lit("absent_justified"))
        .when(col("is_unjustified"))
        .then(lit("absent_unjustified"))
        .when(col("is_absent"))
        .then(lit("absent"))
        .otherwise(lit("unknown"));
    seats.with_columns([status.alias("status"), col("enters").alias("enters_rate")])
}

/// The counts of flagged units.
fn counted() -> Vec<Expr> {
    let flags = [
        "holds",
        "is_present",
        "is_remote",
        "is_delegated",
        "is_absent",
        "is_justified",
        "is_unjustified",
        "is_unknown",
        "enters",
        "enters_present",
        "unknown_on_full",
        "somebody",
    ];
    flags.into_iter().zip(COUNTS).map(|(flag, count)| times(col(flag), count)).collect()
}

/// A statistic of people or organisations of each body.
fn by_unit(
    table: &'static str,
    units: &DataFrame,
    key: &'static str,
    names: LazyFrame,
    owed: LazyFrame,
) -> Result<Vec<Row<'static>>> {
    let mut counts = counted();
    counts.push(times(col("holds"), "meetings"));
    counts.push(col("date").min().alias("first_date"));
    counts.push(col("date").max().alias("last_date"));
    if key == "person_id" {
        counts.push(times(col("stood"), "as_delegate"));
    }
    let frame = units.clone().lazy().group_by(named(&["ambito", "body", key])).agg(counts);
    let runs = runs::of_absence(units, key).map_err(fault(table))?;
    let frame = grain_join(frame, owed, &["ambito", "body", key]);
    finished(table, left_join(frame, names, key, key), |row, grain| {
        let (longest, at_end) = runs.get(grain).copied().unwrap_or_default();
        row.set("longest_absence", longest);
        row.set("absence_at_end", at_end);
    })
}

/// The statistics whose unit is the seat: sums over meetings, each with its counts, those without
/// a roll among them.
fn by_meeting(
    meetings: LazyFrame,
    policies: &Policies,
    turnover: &Turnover,
    population: &LazyFrame,
) -> Result<BTreeMap<&'static str, Vec<Row<'static>>>> {
    let summed = || COUNTS.iter().chain(&weights::COUNTS);
    let counts = summed().map(|count| col(*count).fill_null(lit(0_i64)));
    let all = meetings
        .with_columns(counts.collect::<Vec<_>>())
        .collect()
        .map_err(fault("attendance_by_body"))?;
    let every = col("meeting_id").is_not_null();
    let is_counted = if policies.is_usual("deserted") { col("is_deserted").not() } else { every };
    let full = is_counted.clone().and(col("is_full")).and(col("on_roll").gt(lit(0)));
    let mut sums: Vec<Expr> = summed().map(|count| col(*count).sum()).collect();
    sums.extend([
        eligible(&is_counted),
        times(is_counted, "meetings"),
        times(full.clone(), "full_rolls"),
        times(col("is_deserted"), "deserted"),
        times(col("quorum_stated"), "quorum_stated"),
        times(full.and((col("present") * lit(2)).gt(col("on_roll"))), "quorum_by_heads"),
        times(col("call").eq(lit("second")), "second_call"),
        col("duration_minutes").median().alias("median_duration_minutes"),
    ]);
    let mut tables = BTreeMap::new();
    for (table, grain, period) in [
        ("attendance_by_body", &["ambito", "body"][..], None),
        ("attendance_by_ambito", &["ambito"][..], None),
        ("attendance_by_year", &["ambito", "body"][..], Some("year")),
        ("attendance_by_quarter", &["ambito", "body"][..], Some("quarter")),
        ("attendance_by_month", &["ambito", "body"][..], Some("month")),
    ] {
        let mut keys = named(grain);
        if let Some(period) = period {
            keys.push(col(format!("period_{period}")).alias("period"));
            keys.push(col(format!("start_{period}")).alias("period_start"));
        }
        let mut frame = all.clone().lazy().group_by(keys).agg(sums.clone());
        if table == "attendance_by_ambito" {
            frame = grain_join(frame, population.clone(), grain);
        }
        let done = finished(table, frame, |row, grain| {
            if table == "attendance_by_year" {
                turnover.fill(row, grain);
            }
        })?;
        tables.insert(table, done);
    }
    Ok(tables)
}

/// Seats of the registry summed over the meetings that count, where those of each are known.
fn eligible(is_counted: &Expr) -> Expr {
    let members = || col("eligible_seats").filter(is_counted.clone());
    let is_known = members().null_count().eq(lit(0)).and(members().count().gt(lit(0)));
    when(is_known).then(members().sum()).otherwise(lit(NULL)).alias("eligible_meetings")
}

/// For each unit that has a seat by the registry, the meetings of the body at which it had one.
fn eligible_of(
    members: &LazyFrame,
    meetings: &Meetings,
    policies: &Policies,
    key: &str,
) -> LazyFrame {
    let seats = members.clone().filter(col(key).is_not_null()).select([
        col("ambito"),
        col("body"),
        col(key),
        col("valid_from"),
        col("valid_to"),
    ]);
    let mut held = meetings.lazy().filter(col("date").is_not_null());
    if policies.is_usual("deserted") {
        held = held.filter(col("is_deserted").not());
    }
    let held = held.select(named(&["ambito", "body", "meeting_id", "date"]));
    let has_begun = col("valid_from").is_null().or(col("valid_from").lt_eq(col("date")));
    let has_not_ended = col("valid_to").is_null().or(col("date").lt_eq(col("valid_to")));
    grain_join(seats, held, &["ambito", "body"])
        .filter(col("date").is_not_null().and(has_begun).and(has_not_ended))
        .group_by(named(&["ambito", "body", key]))
        .agg([col("meeting_id")
            .n_unique()
            .cast(polars::prelude::DataType::Int64)
            .alias("eligible_meetings")])
}

/// Rows with their rates, sorted; `further` sees each with the values of its grain.
fn finished(
    table: &'static str,
    frame: LazyFrame,
    further: impl Fn(&mut Named<'_>, &[String]),
) -> Result<Vec<Row<'static>>> {
    let frame = frame.collect().map_err(fault(table))?;
    let extra: Vec<[i64; 2]> =
        runs::counts(&frame, ["n_unknown", "with_somebody"]).map_err(fault(table))?;
    let declared = declared(table)?;
    rows_sorted(declared, &frame, |at, row| {
        let grain = runs::grain(declared, row);
        let mut row = Named::new(declared, row);
        let [unknown, somebody] = extra[at];
        rated(&mut row, unknown);
        row.set("delegation_rate", share(row.count("by_delegate"), somebody));
        further(&mut row, &grain);
    })
}

/// Sets the rate of a row from its counts.
fn rated(row: &mut Named<'_>, unknown: i64) {
    let (n, present) = (row.count("n"), row.count("n_present"));
    row.set_share("coverage", "n", "on_roll");
    row.set("rate", share(present, n));
    let (low, high) = wilson(present, n).unzip();
    row.set("rate_low", low);
    row.set("rate_high", high);
    row.set("rate_if_unknown_absent", share(present, n + unknown));
    row.set("rate_if_unknown_present", share(present + unknown, n + unknown));
    let reason = if n > 0 {
        None
    } else if unknown > 0 {
        Some("no_known_status")
    } else {
        Some("no_full_roll")
    };
    row.set("rate_reason", reason);
    row.set_share("rate_weighted", "inhabitants_present", "inhabitants");
}
