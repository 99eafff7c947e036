//! Rolls as every statistic counts them: one row for each seat, person or organisation of a
//! meeting, with one status, by the policies.
//!
//! Columns of the result: the unit's key, `meeting_id`, `holds` (it has a seat by right), and yes
//! or no in `is_present`, `is_remote`, `is_delegated`, `is_justified`, `is_unjustified`,
//! `is_absent`, `is_unknown`, one and only one of present and the last four being yes.

use polars::prelude::{
    DataFrame, Expr, IntoLazy as _, JoinArgs, JoinType, LazyFrame, col, lit, when,
};

use super::base::Meetings;
use super::policy::Policies;
use super::summed::{fault, inner_join, lazy, named, one_of};
use crate::dataset::Frames;
use crate::error::Result;

/// The rows of the rolls that count, with `stands_in`, `is_there`, `is_remote_there`.
pub(super) struct Rolls(DataFrame);

/// Reads the rolls of the meetings that count.
pub(super) fn rolls(frames: &Frames, meetings: &Meetings, policies: &Policies) -> Result<Rolls> {
    let mut rows = lazy(frames, "attendance")?;
    if policies.is_usual("guests") {
        rows = rows.filter(one_of("capacity", &["guest", "observer", "staff"]).not());
    }
    let mut counted = meetings.lazy().select(named(&["meeting_id"]));
    if policies.is_usual("deserted") {
        counted = meetings.lazy().filter(col("is_deserted").not()).select(named(&["meeting_id"]));
    }
    let mut there = col("status").eq(lit("present"));
    if !policies.is_usual("partial") {
        there = there.and(col("arrived_at").is_null().and(col("left_at").is_null()));
    }
    let remote = col("mode").eq(lit("remote"));
    if !policies.is_usual("remote") {
        there = there.and(remote.clone().not());
    }
    let rows = inner_join(rows, counted, "meeting_id", "meeting_id").select([
        col("meeting_id"),
        col("seat_id"),
        col("person_id"),
        col("organisation_id"),
        col("attendance_id"),
        col("name"),
        col("organisation"),
        col("status"),
        one_of("capacity", &["delegate", "substitute"])
            .or(col("represents").is_not_null())
            .alias("stands_in"),
        there.clone().alias("is_there"),
        there.and(remote).alias("is_remote_there"),
    ]);
    Ok(Rolls(rows.collect().map_err(fault("attendance"))?))
}

impl Rolls {
    /// A row a seat and meeting: present where its holder is, or who stands in for the holder.
    pub(super) fn seats(&self, policies: &Policies) -> LazyFrame {
        let holder = || col("stands_in").not();
        let told = ["organisation_id", "organisation", "attendance_id"];
        let mut values = vec![
            col("person_id").filter(holder()).min().alias("person_id"),
            col("name").filter(holder()).min().alias("name"),
        ];
        for name in told {
            values.push(col(name).filter(holder()).min().alias(format!("{name}_of_holder")));
            values.push(col(name).min().alias(format!("{name}_of_any")));
        }
        let chosen = told.map(|name| {
            when(col(format!("{name}_of_holder")).is_not_null())
                .then(col(format!("{name}_of_holder")))
                .otherwise(col(format!("{name}_of_any")))
                .alias(name)
        });
        self.units(&["meeting_id", "seat_id"], policies, values).with_columns(chosen)
    }

    /// A row an organisation and meeting: present where any of its seats is.
    pub(super) fn organisations(&self, policies: &Policies) -> LazyFrame {
        let seats = self.seats(policies).filter(col("organisation_id").is_not_null());
        let any = |name: &str| col(name).any(true).alias(name);
        let firsts = seats.group_by(named(&["meeting_id", "organisation_id"])).agg([
            lit(true).first().alias("holds"),
            any("is_present"),
            any("is_remote"),
            any("holder_there"),
            any("is_delegated"),
            any("is_justified"),
            any("is_unjustified"),
            any("is_absent"),
        ]);
        // A delegate in one of its seats is told of where nobody sits in another by right.
        decided(firsts.with_column(col("is_delegated").and(col("holder_there").not())))
    }

    /// A row a person and meeting: the status is that of the seats held by right, `holds` tells
    /// whether there are any, `stood` whether the person stood in for another and was there.
    pub(super) fn people(&self, policies: &Policies) -> LazyFrame {
        let stood_in_for = self.seats(policies).filter(col("is_delegated")).select([
            col("meeting_id"),
            col("seat_id"),
            lit(true).alias("is_stood_in_for"),
        ]);
        let keys = named(&["meeting_id", "seat_id"]);
        let rows = self.0.clone().lazy().filter(col("person_id").is_not_null()).join(
            stood_in_for,
            keys.clone(),
            keys,
            JoinArgs::new(JoinType::Left),
        );
        let held = || col("stands_in").not();
        let is = |status: &str| col("status").eq(lit(status.to_owned())).and(held()).any(true);
        let delegated = col("is_stood_in_for").fill_null(lit(false));
        decided(rows.group_by(named(&["meeting_id", "person_id"])).agg([
            held().any(true).alias("holds"),
            col("stands_in").and(col("is_there")).any(true).alias("stood"),
            col("is_there").and(held()).any(true).alias("is_present"),
            col("is_remote_there").and(held()).any(true).alias("is_remote"),
            delegated.and(held()).any(true).alias("is_delegated"),
            is("absent_justified").alias("is_justified"),
            is("absent_unjustified").alias("is_unjustified"),
            is("absent").or(is("present")).alias("is_absent"),
        ]))
    }

    /// One row for each combination of `keys`, with a status by the policies.
    fn units(&self, keys: &[&str], policies: &Policies, further: Vec<Expr>) -> LazyFrame {
        let there = |stands_in: bool| {
            let side = if stands_in { col("stands_in") } else { col("stands_in").not() };
            col("is_there").and(side).any(true)
        };
        let is = |status: &str| {
            col("status").eq(lit(status.to_owned())).and(col("stands_in").not()).any(true)
        };
        let mut firsts = vec![
            lit(true).first().alias("holds"),
            there(false).alias("holder_there"),
            there(true).alias("other_there"),
            col("is_remote_there").any(true).alias("is_remote"),
            is("absent_justified").alias("is_justified"),
            is("absent_unjustified").alias("is_unjustified"),
            // Who is present in the text and not by the policies is absent, and no more is said.
            is("absent").or(is("present")).alias("is_absent"),
        ];
        firsts.extend(further);
        let units = self.0.clone().lazy().group_by(named(keys)).agg(firsts);
        let is_delegated = col("other_there").and(col("holder_there").not());
        let is_present = if policies.is_usual("delegate") {
            col("holder_there").or(col("other_there"))
        } else {
            col("holder_there")
        };
        decided(
            units
                .with_columns([is_delegated.alias("is_delegated"), is_present.alias("is_present")]),
        )
    }
}

/// Leaves one status standing: present, then justified, unjustified, absent; else unknown.
fn decided(units: LazyFrame) -> LazyFrame {
    let none_of = |names: &[&str]| {
        names.iter().map(|name| col(*name).not()).reduce(Expr::and).unwrap_or_else(|| lit(true))
    };
    units.with_columns([
        col("is_remote").and(col("is_present")).alias("is_remote"),
        col("is_justified").and(none_of(&["is_present"])).alias("is_justified"),
        col("is_unjustified").and(none_of(&["is_present", "is_justified"])).alias("is_unjustified"),
        col("is_absent")
            .and(none_of(&["is_present", "is_justified", "is_unjustified"]))
            .alias("is_absent"),
        none_of(&["is_present", "is_justified", "is_unjustified", "is_absent"]).alias("is_unknown"),
    ])
}
