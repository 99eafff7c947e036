//! The declarations of the statistics of attendance.

use super::{Column, RateReason, Table, columns, grains, statistic};
use crate::model::AttendanceStatus;

/// Counts of rows or seats, and the rate that follows from them.
fn counts() -> Vec<Column> {
    columns! {
        meetings: always Integer = "Meetings counted: duplicates are left out, and deserted ones where the policy says so.";
        on_roll: always Integer = "Seats, people or organisations on the rolls of these meetings, once a meeting; guests and staff left out where the policy says so.";
        present: always Integer = "Of those on the rolls, present by the policies.";
        present_remote: always Integer = "Of those present, by remote link.";
        by_delegate: always Integer = "Of those on the rolls, with a delegate or substitute there and the holder not.";
        absent: always Integer = "Absent, and the text says no more.";
        absent_justified: always Integer = "Absent and justified.";
        absent_unjustified: always Integer = "Absent and called unjustified.";
        unknown: always Integer = "On the roll with a status that the text does not tell; never counted as absent.";
        eligible_meetings: maybe Integer = "Meetings at which the seat existed by members.csv, summed over seats; null where it does not know those of every meeting, or knows no seat of that person or organisation.";
        n: always Integer = "What enters the rate: on a full roll, with a known status; without the justified where the policy says so.";
        n_present: always Integer = "Of n, present.";
        coverage: maybe Float = "n over on_roll: the share of the rolls that enters the rate; null where the rolls list nobody.";
        rate: maybe Float = "n_present over n; null where n is 0.";
        rate_low: maybe Float = "Lower end of Wilson's 95 % interval; meetings of the same people are not independent draws, so the true one is wider.";
        rate_high: maybe Float = "Upper end of that interval.";
        rate_if_unknown_absent: maybe Float = "The rate if every unknown of the full rolls had been absent.";
        rate_if_unknown_present: maybe Float = "The rate if every unknown of the full rolls had been present.";
        rate_reason: maybe Text of RateReason = "Why there is no rate: no roll is full, or no status is known; null where there is one.";
    }
}

/// What is told of meetings as such.
fn of_meetings() -> Vec<Column> {
    columns! {
        full_rolls: always Integer = "Meetings whose roll shows the whole body: those that can enter the rate.";
        deserted: always Integer = "Meetings of which the text says that the quorum was missing.";
        quorum_stated: always Integer = "Meetings of which the text says that the quorum was there.";
        quorum_by_heads: always Integer = "Of full_rolls, meetings with more than half of the seats on the roll present.";
        second_call: always Integer = "Meetings held in second call.";
        median_duration_minutes: maybe Float = "Median of their length in minutes; null where no length is known.";
    }
}

/// The rate with each comune counted by its inhabitants.
fn weights() -> Vec<Column> {
    columns! {
        n_weighted: always Integer = "Comuni on full rolls with a known status and with inhabitants that the registry tells, once a meeting: the base of rate_weighted.";
        inhabitants: always Integer = "Inhabitants of these comuni, summed over meetings.";
        inhabitants_present: always Integer = "Of these, inhabitants of comuni for which somebody was present.";
        rate_weighted: maybe Float = "inhabitants_present over inhabitants: the share of the inhabitants for whom somebody was there; null where the registry tells no inhabitants.";
    }
}

/// Runs of absence.
fn runs() -> Vec<Column> {
    columns! {
        longest_absence: always Integer = "Longest run of meetings in a row, by date, of those that enter the rate, without being present.";
        absence_at_end: always Integer = "Length of the run that the last of these meetings ends.";
        first_date: maybe Date = "First meeting on whose roll it is.";
        last_date: maybe Date = "Last meeting on whose roll it is.";
    }
}

pub(super) fn tables() -> Vec<Table> {
    let [by_ambito, by_body, _] = grains();
    let person = columns! {
        person_id: always Text to people = "The person.";
    };
    let person_name = columns! {
        name: always Text = "The person's name.";
    };
    let as_delegate = columns! {
        as_delegate: always Integer = "Meetings of the body at which the person stood in for another; outside on_roll and n.";
    };
    let organisation = columns! {
        organisation_id: always Text to organisations = "The organisation.";
    };
    let organisation_name = columns! {
        organisation: always Text = "The organisation's name.";
    };
    let delegation = columns! {
        delegation_rate: maybe Float = "by_delegate over present and by_delegate's own; null where it was never present.";
    };
    let period = columns! {
        period: maybe Text = "The period: 2024, 2024-Q1 or 2024-03; null where the date of the meeting is not known.";
    };
    let period_start = columns! {
        period_start: maybe Date = "First day of the period.";
    };
    let turnover = columns! {
        people: maybe Integer = "People on the rolls in the year, guests and stand-ins left out; null where nobody has been joined to a person.";
        people_new: maybe Integer = "Of those, not on the rolls of the year before in which the body met; null for its first year.";
        people_gone: maybe Integer = "People of that earlier year who are no longer there; null for its first year.";
    };
    let population = columns! {
        population: maybe Integer = "Its inhabitants, as a weight; null where the registry does not tell them.";
    };
    let by_period = [by_body.clone(), period].concat();
    let of_body = [counts(), weights(), of_meetings()].concat();
    let of_period = [period_start, counts(), weights(), of_meetings()].concat();
    vec![
        seats(),
        statistic(
            "attendance_by_person",
            "Attendance of a person in a body. The rate is present over the full rolls that list the person with a known status; who stands in for another, guests and staff are outside.",
            columns! { attendance_by_person_id: always Text = "Key: hash of ambito, body and person."; },
            [by_body.clone(), person].concat(),
            [person_name, counts(), as_delegate, runs()].concat(),
        ),
        statistic(
            "attendance_by_organisation",
            "Attendance of an organisation in a body, once a meeting however many seats it has: a delegate present makes it present, whoever was absent for it.",
            columns! { attendance_by_organisation_id: always Text = "Key: hash of ambito, body and organisation."; },
            [by_body.clone(), organisation].concat(),
            [organisation_name, counts(), delegation, runs()].concat(),
        ),
        statistic(
            "attendance_by_body",
            "Attendance of a body's seats over all its meetings: a seat is present where its holder is, or who stands in for the holder.",
            columns! { attendance_by_body_id: always Text = "Key: hash of ambito and body."; },
            by_body,
            of_body.clone(),
        ),
        statistic(
            "attendance_by_ambito",
            "Attendance of the seats of all bodies of an ambito.",
            columns! { attendance_by_ambito_id: always Text = "Key: hash of the ambito."; },
            by_ambito,
            [of_body, population].concat(),
        ),
        statistic(
            "attendance_by_year",
            "Attendance of a body's seats in a year.",
            columns! { attendance_by_year_id: always Text = "Key: hash of ambito, body and year."; },
            by_period.clone(),
            [of_period.clone(), turnover].concat(),
        ),
        statistic(
            "attendance_by_quarter",
            "Attendance of a body's seats in a quarter.",
            columns! { attendance_by_quarter_id: always Text = "Key: hash of ambito, body and quarter."; },
            by_period.clone(),
            of_period.clone(),
        ),
        statistic(
            "attendance_by_month",
            "Attendance of a body's seats in a month.",
            columns! { attendance_by_month_id: always Text = "Key: hash of ambito, body and month."; },
            by_period,
            of_period,
        ),
    ]
}

/// The rows that the statistics of seats count.
fn seats() -> Table {
    let seat = columns! {
        meeting_id: always Text to meetings = "The meeting.";
        seat_id: always Text = "The seat, as in attendance.";
    };
    let told = columns! {
        attendance_id: always Text to attendance = "The row of the roll that proves it: the holder's, where there is one.";
        person_id: maybe Text to people = "Who holds the seat.";
        name: maybe Text = "The holder's name as on the roll.";
        organisation_id: maybe Text to organisations = "The organisation that the seat belongs to.";
        organisation: maybe Text = "That organisation's name as on the roll.";
        status: always Text of AttendanceStatus = "The status of the seat by the policies.";
        is_delegated: always Boolean = "Whether a delegate or substitute was there and the holder not.";
        is_remote: always Boolean = "Whether it was present by remote link.";
        enters_rate: always Boolean = "Whether it is counted in n.";
    };
    statistic(
        "seat_attendance",
        "A seat at a meeting, with one status by the policies: what the statistics of seats count.",
        columns! { seat_attendance_id: always Text = "Key: hash of meeting and seat."; },
        seat,
        told,
    )
}
