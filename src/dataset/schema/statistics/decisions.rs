//! The declarations of the statistics of decisions and of what became of them.

use super::{Column, FollowUpOutcome, Table, columns, grains, statistic};
use crate::model::DeadlineKind;

/// Decisions counted once, with the words that the statistics of them share.
const COUNTED: &str = "Decisions counted once: same_as is null, no row names it as parent, duplicates of meetings left out.";

fn counts() -> Vec<Column> {
    columns! {
        meetings: always Integer = "Meetings counted, duplicates left out.";
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
        approval: always Integer = "Approvals.";
        decision: always Integer = "Decisions in the narrow sense.";
        commitment: always Integer = "Commitments and actions.";
        mandate: always Integer = "Mandates.";
        appointment: always Integer = "Appointments.";
        acknowledgement: always Integer = "Acknowledgements.";
        deferral: always Integer = "Deferrals.";
        rejection: always Integer = "Rejections.";
        request: always Integer = "Requests.";
        proposal: always Integer = "Proposals.";
        position: always Integer = "Positions and opinions.";
        procedural: always Integer = "Procedural decisions.";
        voted: always Integer = "Decisions with a vote told.";
        unanimous: always Integer = "Of those, unanimous.";
        owner_rate: maybe Float = "with_owner over n; null where n is 0.";
        deadline_rate: maybe Float = "with_deadline over n; null where n is 0.";
        unanimous_rate: maybe Float = "unanimous over voted; null where no vote is told.";
        coverage: maybe Float = "Share of the meetings that stand in documents with status extracted.";
    }
}

pub(super) fn tables() -> Vec<Table> {
    let [by_ambito, by_body, by_year] = grains();
    vec![
        statistic(
            "decisions_by_ambito",
            COUNTED,
            columns! { decisions_by_ambito_id: always Text = "Key: hash of the ambito."; },
            by_ambito,
            counts(),
        ),
        statistic(
            "decisions_by_body",
            COUNTED,
            columns! { decisions_by_body_id: always Text = "Key: hash of ambito and body."; },
            by_body,
            counts(),
        ),
        statistic(
            "decisions_by_year",
            COUNTED,
            columns! { decisions_by_year_id: always Text = "Key: hash of ambito, body and year."; },
            by_year,
            counts(),
        ),
    ]
}

/// What became of decisions: one by one, and counted.
pub(super) fn follow_up() -> Vec<Table> {
    const RULE: &str = "What became of decisions with a due date, up to the body's last meeting read; a mention is not a completion, and silence is no proof that nothing was done.";
    let counts = columns! {
        n: always Integer = "Decisions with a due date: a main deadline of kind due, or a next meeting whose day is known.";
        done_in_time: always Integer = "Said done by the due date.";
        done_seen_after_due: always Integer = "Found done by a meeting after the due date; when it was done is not known.";
        stated_late: always Integer = "Said not done by a meeting after the due date.";
        cancelled: always Integer = "Called off.";
        no_evidence: always Integer = "Due, minutes later than the due date were read, and none tells a state.";
        not_observable: always Integer = "Due, and no minutes of that body later than the due date were read.";
        not_due: always Integer = "Not yet due on the day taken for today.";
        observable: always Integer = "n without cancelled, not_observable and not_due.";
        never_mentioned: always Integer = "Of no_evidence, not spoken of by any later minutes at all.";
        coverage: maybe Float = "observable over observable and not_observable; null where that is nothing.";
        done_rate: maybe Float = "done_in_time and done_seen_after_due over observable; null where that is nothing.";
        done_rate_low: maybe Float = "Lower end of Wilson's 95 % interval.";
        done_rate_high: maybe Float = "Upper end of that interval.";
        median_lag_days: maybe Float = "Median of the days from decision to the first meeting that finds it done.";
        median_first_mention_days: maybe Float = "Median of the days from decision to the first later meeting that speaks of it.";
    };
    let [by_ambito, by_body, by_year] = grains();
    vec![
        decision_states(),
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

/// What each decision with a due date came to: the rows that the follow-up statistics count.
fn decision_states() -> Table {
    let decision = columns! {
        decision_id: always Text to decisions = "The decision.";
    };
    let state = columns! {
        meeting_id: always Text to meetings = "The meeting that took it.";
        ambito: maybe Text = "The ambito, as in meetings.";
        body: maybe Text = "The body, as in meetings.";
        decided_on: maybe Date = "The day of that meeting.";
        deadline_kind: always Text of DeadlineKind = "The kind of the main deadline.";
        due_date: always Date = "The day by which it was to be done.";
        outcome: always Text of FollowUpOutcome = "What became of it.";
        days_overdue: maybe Integer = "Days from the due date to the day taken for today, where it is late or unheard of; null otherwise.";
        owners: maybe Text = "Its owners in order, named as in owner_workload, joined by '; '.";
        mentions: always Integer = "Later statements and items that speak of it.";
        first_mention: maybe Date = "The first later meeting that speaks of it.";
        done_seen: maybe Date = "The first later meeting that finds it done.";
        read_until: maybe Date = "The body's last meeting read, up to the day taken for today.";
    };
    statistic(
        "decision_states",
        "A decision with a due date, and what became of it by the rules of the follow-up statistics.",
        columns! { decision_state_id: always Text = "Key: hash of the decision's key."; },
        decision,
        state,
    )
}
