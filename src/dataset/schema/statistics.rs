//! The declarations of the statistics: each with its counts, its `n` and its coverage.
//!
//! Invariant: a statistic has one grain, no totals stand among its rows, and its rule is
//! told in its meaning, which the report and `datapackage.json` print beside it.

use super::{Column, Folder, Table, columns};
use crate::model::{DocumentStatus, OwnerKind};

/// The statistics tables.
pub(super) fn tables() -> Vec<Table> {
    let mut tables = attendance();
    tables.extend(decisions());
    tables.extend(follow_up());
    tables.extend(others());
    tables
}

/// A table of `grain` (the columns that tell its rows apart) and `measures`.
fn statistic(
    name: &'static str,
    meaning: &'static str,
    key: Vec<Column>,
    grain: Vec<Column>,
    measures: Vec<Column>,
) -> Table {
    let names = grain.iter().map(|column| column.name).collect();
    let columns = [key, grain, measures].concat();
    Table { name, folder: Folder::Stats, meaning, grain: names, columns }
}

fn attendance() -> Vec<Table> {
    let by_ambito = columns! {
        ambito: maybe Text = "The ambito, as in meetings; null where it is not known.";
    };
    let body = columns! {
        body: maybe Text = "The body, as in meetings; null where it is not known.";
    };
    let by_body = [by_ambito.clone(), body].concat();
    let person = columns! {
        person_id: always Text to people = "The person.";
    };
    let person_name = columns! {
        name: always Text = "The person's name.";
    };
    let organisation = columns! {
        organisation_id: always Text to organisations = "The organisation.";
    };
    let organisation_name = columns! {
        organisation: always Text = "The organisation's name.";
    };
    let period = columns! {
        period: always Text = "The period: 2024, 2024-Q1 or 2024-03.";
    };
    let period_start = columns! {
        period_start: always Date = "First day of the period.";
    };
    let by_period = [by_body.clone(), period].concat();
    let counts = columns! {
        meetings: always Integer = "Meetings read, duplicates left out.";
        present: always Integer = "Rows or seats that were present.";
        present_remote: always Integer = "Of those, by remote link.";
        absent: always Integer = "Rows or seats that were absent and said no more.";
        absent_justified: always Integer = "Rows or seats that were absent and justified.";
        absent_unjustified: always Integer = "Rows or seats that were absent and called unjustified.";
        unknown: always Integer = "Rows or seats whose status the text does not tell; never counted as absent.";
        eligible_meetings: maybe Integer = "Meetings at which the seat existed, summed over seats; null where the membership is not known.";
        n: always Integer = "Meetings that enter the rate, summed over seats: those with a known status.";
        coverage: maybe Float = "n over eligible_meetings; null where these are not known.";
        rate: maybe Float = "Present over n; null where the roll is not full and the registry does not know the members.";
        rate_low: maybe Float = "Lower end of Wilson's 95 % interval; meetings of the same people are not independent draws.";
        rate_high: maybe Float = "Upper end of that interval.";
        rate_reason: maybe Text = "Why there is no rate; null where there is one.";
    };
    let period_counts = [period_start, counts.clone()].concat();
    vec![
        statistic(
            "attendance_by_person",
            "Attendance of a person in a body. A rate is present over meetings with a known status at which the seat existed; guests and staff are outside.",
            columns! { attendance_by_person_id: always Text = "Key: hash of ambito, body and person."; },
            [by_body.clone(), person].concat(),
            [person_name, counts.clone()].concat(),
        ),
        statistic(
            "attendance_by_organisation",
            "Attendance of an organisation in a body, by seat: a delegate present makes the organisation present, whoever was absent for it.",
            columns! { attendance_by_organisation_id: always Text = "Key: hash of ambito, body and organisation."; },
            [by_body.clone(), organisation].concat(),
            [organisation_name, counts.clone()].concat(),
        ),
        statistic(
            "attendance_by_body",
            "Attendance of a body's seats over all its meetings.",
            columns! { attendance_by_body_id: always Text = "Key: hash of ambito and body."; },
            by_body,
            counts.clone(),
        ),
        statistic(
            "attendance_by_ambito",
            "Attendance of the seats of all bodies of an ambito.",
            columns! { attendance_by_ambito_id: always Text = "Key: hash of the ambito."; },
            by_ambito,
            counts,
        ),
        statistic(
            "attendance_by_year",
            "Attendance of a body's seats in a year.",
            columns! { attendance_by_year_id: always Text = "Key: hash of ambito, body and year."; },
            by_period.clone(),
            period_counts.clone(),
        ),
        statistic(
            "attendance_by_quarter",
            "Attendance of a body's seats in a quarter.",
            columns! { attendance_by_quarter_id: always Text = "Key: hash of ambito, body and quarter."; },
            by_period.clone(),
            period_counts.clone(),
        ),
        statistic(
            "attendance_by_month",
            "Attendance of a body's seats in a month.",
            columns! { attendance_by_month_id: always Text = "Key: hash of ambito, body and month."; },
            by_period,
            period_counts,
        ),
    ]
}

/// The three grains that decisions and follow-ups share: ambito, body, year of the body.
fn grains() -> [Vec<Column>; 3] {
    let ambito = columns! {
        ambito: maybe Text = "The ambito, as in meetings; null where it is not known.";
    };
    let body = columns! {
        body: maybe Text = "The body, as in meetings; null where it is not known.";
    };
    let year = columns! {
        year: maybe Integer = "Year of the meeting; null where its date is not known.";
    };
    let by_body = [ambito.clone(), body].concat();
    let by_year = [by_body.clone(), year].concat();
    [ambito, by_body, by_year]
}

fn decisions() -> Vec<Table> {
    const RULE: &str = "Decisions counted once: same_as is null, no row names it as parent, duplicates of meetings left out.";
    let counts = columns! {
        meetings: always Integer = "Meetings read, duplicates left out.";
        n: always Integer = "Decisions.";
        with_owner: always Integer = "Decisions with an owner.";
        with_deadline: always Integer = "Decisions with a deadline of any kind.";
        deadline_due: always Integer = "Decisions whose main deadline is a day by which to be done.";
        deadline_event: always Integer = "Decisions whose main deadline is the day of an event.";
        deadline_effective_from: always Integer = "Decisions that take effect from a day.";
        deadline_next_meeting: always Integer = "Decisions due by the next meeting.";
        deadline_after_event: always Integer = "Decisions due some time after an event.";
        deadline_immediate: always Integer = "Decisions due at once.";
        deadline_vague: always Integer = "Decisions with a deadline that names no day.";
        deadline_recurring: always Integer = "Decisions that recur.";
        voted: always Integer = "Decisions with a vote told.";
        unanimous: always Integer = "Of those, unanimous.";
        coverage: maybe Float = "Share of the meetings that stand in documents with status extracted.";
    };
    let [by_ambito, by_body, by_year] = grains();
    vec![
        statistic(
            "decisions_by_ambito",
            RULE,
            columns! { decisions_by_ambito_id: always Text = "Key: hash of the ambito."; },
            by_ambito,
            counts.clone(),
        ),
        statistic(
            "decisions_by_body",
            RULE,
            columns! { decisions_by_body_id: always Text = "Key: hash of ambito and body."; },
            by_body,
            counts.clone(),
        ),
        statistic(
            "decisions_by_year",
            RULE,
            columns! { decisions_by_year_id: always Text = "Key: hash of ambito, body and year."; },
            by_year,
            counts,
        ),
    ]
}

fn follow_up() -> Vec<Table> {
    const RULE: &str = "What became of decisions with a due date, up to the body's last meeting read; a mention is not a completion.";
    let counts = columns! {
        n: always Integer = "Decisions with a due date.";
        done_in_time: always Integer = "Said done by the due date.";
        done_seen_after_due: always Integer = "Found done by a meeting after the due date.";
        stated_late: always Integer = "Said not done after the due date.";
        no_evidence: always Integer = "Due, later minutes were read, and none speaks of it.";
        not_observable: always Integer = "Due, and no later minutes of that body were read.";
        not_due: always Integer = "Not yet due at the body's last meeting read.";
        observable: always Integer = "Due and followed by later minutes: n without not_observable and not_due.";
        coverage: maybe Float = "observable over n without not_due; null where that is nothing.";
        done_rate: maybe Float = "done_in_time and done_seen_after_due over observable; null where that is nothing.";
        done_rate_low: maybe Float = "Lower end of Wilson's 95 % interval.";
        done_rate_high: maybe Float = "Upper end of that interval.";
        median_lag_days: maybe Float = "Median of the days from decision to the first meeting that finds it done.";
    };
    let [by_ambito, by_body, by_year] = grains();
    vec![
        statistic(
            "followup_by_ambito",
            RULE,
            columns! { followup_by_ambito_id: always Text = "Key: hash of the ambito."; },
            by_ambito,
            counts.clone(),
        ),
        statistic(
            "followup_by_body",
            RULE,
            columns! { followup_by_body_id: always Text = "Key: hash of ambito and body."; },
            by_body,
            counts.clone(),
        ),
        statistic(
            "followup_by_year",
            RULE,
            columns! { followup_by_year_id: always Text = "Key: hash of ambito, body and year."; },
            by_year,
            counts,
        ),
    ]
}

fn others() -> Vec<Table> {
    let [by_ambito, _, by_year] = grains();
    let owner = columns! {
        owner_kind: always Text of OwnerKind = "What the owner is.";
        owner: always Text = "The owner in reading form.";
    };
    let workload = columns! {
        person_id: maybe Text to people = "The person, where the owner is one.";
        organisation_id: maybe Text to organisations = "The organisation, where the owner is one.";
        n: always Integer = "Decisions owned.";
        lead: always Integer = "Of those, as leader.";
        support: always Integer = "Of those, in support.";
        with_deadline: always Integer = "Of those, with a deadline of any kind.";
        due: always Integer = "Of those, with a due date.";
        done: always Integer = "Of those with a due date, said done.";
        stated_late: always Integer = "Of those with a due date, said not done after it.";
        no_evidence: always Integer = "Of those with a due date, due and spoken of by no later minutes.";
        coverage: maybe Float = "Share of the ambito's decisions that have an owner.";
    };
    let outcomes = columns! {
        meetings: always Integer = "Meetings with an agenda, duplicates left out.";
        n: always Integer = "Agenda items.";
        approved: always Integer = "Items approved.";
        rejected: always Integer = "Items rejected.";
        noted: always Integer = "Items noted.";
        discussed: always Integer = "Items discussed without another outcome.";
        deferred: always Integer = "Items put off.";
        withdrawn: always Integer = "Items withdrawn.";
        not_discussed: always Integer = "Items not discussed.";
        unknown: always Integer = "Items whose outcome the text does not tell.";
        carried_over: always Integer = "Items that stand again on a later agenda of the body.";
        coverage: maybe Float = "Share of the items whose outcome is known.";
    };
    let status = columns! {
        status: always Text of DocumentStatus = "What became of the documents.";
    };
    let documents = columns! {
        n: always Integer = "Documents.";
        share: always Float = "Of the documents of that ambito.";
        pages: always Integer = "Their pages.";
        meetings: always Integer = "Their meetings.";
        errors: always Integer = "Diagnostics of severity error on them.";
        warnings: always Integer = "Diagnostics of severity warning on them.";
        coverage: maybe Float = "Mean of their accounted_share.";
    };
    vec![
        statistic(
            "owner_workload",
            "What an owner took on, within one ambito; decisions counted once.",
            columns! { owner_workload_id: always Text = "Key: hash of ambito and owner."; },
            [by_ambito.clone(), owner].concat(),
            workload,
        ),
        statistic(
            "agenda_outcomes",
            "What became of a body's agenda items in a year; items that hold others are left out.",
            columns! { agenda_outcome_id: always Text = "Key: hash of ambito, body and year."; },
            by_year,
            outcomes,
        ),
        statistic(
            "coverage",
            "Documents by status; a document belongs to the ambito of its first meeting.",
            columns! { coverage_id: always Text = "Key: hash of ambito and status."; },
            [by_ambito, status].concat(),
            documents,
        ),
    ]
}
