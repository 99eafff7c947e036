//! The declarations of the statistics of owners, agendas and documents, and the calendar.

use super::{Table, columns, grains, statistic};
use crate::model::{DocumentStatus, OwnerKind};

pub(super) fn tables() -> Vec<Table> {
    let [by_ambito, _, by_year] = grains();
    let owner = columns! {
        owner_kind: always Text of OwnerKind = "What the owner is: a person or an organisation where one was joined.";
        owner: always Text = "The owner: the name of the person or organisation where one was joined, otherwise the spelling found most often of those that differ in capitals alone.";
        person_id: maybe Text to people = "The person, where the owner is one.";
        organisation_id: maybe Text to organisations = "The organisation, where the owner is one.";
    };
    let workload = columns! {
        n: always Integer = "Decisions owned.";
        lead: always Integer = "Of those, as leader.";
        support: always Integer = "Of those, in support alone.";
        with_deadline: always Integer = "Of those, with a deadline of any kind.";
        due: always Integer = "Of those, with a due date.";
        done: always Integer = "Of those with a due date, said done.";
        stated_late: always Integer = "Of those with a due date, said not done after it.";
        no_evidence: always Integer = "Of those with a due date, due and told of by no later minutes.";
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
        carried_over: always Integer = "Of the items put off or not discussed, those that a later item takes up, or whose title stands again on a later agenda of the body.";
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
    let day = columns! {
        date: always Date = "The day.";
    };
    let parts = columns! {
        year: always Integer = "Its year.";
        quarter: always Integer = "Its quarter, 1 to 4.";
        month: always Integer = "Its month, 1 to 12.";
        day: always Integer = "Day of the month.";
        weekday: always Integer = "Day of the week, 1 is Monday.";
        year_quarter: always Text = "As in attendance_by_quarter: 2024-Q1.";
        year_month: always Text = "As in attendance_by_month: 2024-03.";
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
        statistic(
            "calendar",
            "A day: every one from the first to the last year of meetings and due dates, for tools that want a table of dates. No count.",
            columns! { calendar_id: always Text = "Key: hash of the day."; },
            day,
            parts,
        ),
    ]
}
