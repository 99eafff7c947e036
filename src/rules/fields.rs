//! What each kind of rule needs and yields: its fields, and the words that they may hold.

use super::kind::{RuleKind, SectionKind};
use crate::model::{
    AttendanceStatus, Basis, BodyKind, Call, Capacity, DeadlineKind, DecisionKind, DocumentStatus,
    EventKind, Mode, Outcome, OwnerPart, Polarity, PresenceScope, SessionKind, State,
    StatementKind, VoteOutcome, Word,
};

/// What a kind of rule needs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Needs {
    /// In words.
    pub what: &'static str,
    /// Whether its patterns must match a whole text.
    pub whole_patterns: bool,
}

/// What a kind of rule needs to match at all.
#[must_use]
pub(super) fn needs(kind: RuleKind) -> Needs {
    let (what, whole_patterns) = match kind {
        RuleKind::Section => ("label", true),
        RuleKind::Field => ("label or pattern", false),
        RuleKind::Table => ("column", false),
        RuleKind::Clause => ("trigger or pattern", false),
        RuleKind::Entry => ("pattern", true),
        _ => ("pattern", false),
    };
    Needs { what, whole_patterns }
}

/// Roles that a column of a table may have.
pub(super) const COLUMN_ROLES: &[&str] = &[
    "number",
    "name",
    "given_name",
    "group",
    "represented_by",
    "surname",
    "organisation",
    "role",
    "status",
    "mark",
    "note",
    "arrived_at",
    "left_at",
    "weight",
    "code",
    "action",
    "owner",
    "deadline",
    "state",
    "type",
    "remark",
    "item",
    "title",
    "effort",
    "votes",
];

const HEADER: &[&str] = &[
    "ambito",
    "body",
    "body_kind",
    "number",
    "date",
    "next_date",
    "start_time",
    "end_time",
    "place",
    "call",
    "session_kind",
    "chair",
    "secretary",
    "is_excerpt",
    "stated_present",
    "stated_absent",
    "quorum_stated",
    "presence_scope",
];

const SEAT: &[&str] = &[
    "name",
    "organisation",
    "role",
    "status",
    "mode",
    "capacity",
    "mark",
    "number",
    "represents",
    "represented_by",
    "arrived_at",
    "left_at",
    "presence_scope",
    "is_chair",
    "is_secretary",
    "is_late",
    "rest",
    "slots",
    "basis",
    "group",
    "otherwise",
];

/// The fields that a kind of rule may yield, by capture or by `set`.
#[must_use]
pub(super) fn of(kind: RuleKind) -> &'static [&'static str] {
    match kind {
        RuleKind::Date => &["day", "month", "year", "weekday"],
        RuleKind::Time => &["hour", "minute"],
        RuleKind::Section | RuleKind::Entry | RuleKind::Note => SEAT,
        RuleKind::Roll => &[
            "names",
            "name",
            "organisation",
            "status",
            "mode",
            "capacity",
            "presence_scope",
            "is_chair",
            "is_secretary",
            "role",
            "exceptions",
            "represents",
        ],
        RuleKind::Field => HEADER,
        RuleKind::Table => &["status", "kind"],
        RuleKind::Event => &["name", "time", "present_count", "call_number", "number", "is_late"],
        RuleKind::Item => &["number", "title"],
        RuleKind::Title | RuleKind::Ignore => &["text"],
        RuleKind::Outcome => &["deferred_to"],
        RuleKind::Clause => &["verb", "action", "owner", "agent", "text"],
        RuleKind::Kind => &["verb", "text"],
        RuleKind::Owner => &["owner", "part", "action"],
        RuleKind::Deadline => &[
            "date", "time", "count", "unit", "day", "month", "year", "weekday", "part", "body",
            "event", "text",
        ],
        RuleKind::Vote => &["votes_for", "votes_against", "votes_abstained", "vote_outcome"],
        RuleKind::Statement => {
            &["ref_date", "ref_number", "ref_code", "ref_body", "state", "polarity"]
        }
        RuleKind::Definition => &["name", "acronym"],
        RuleKind::Genre => &["status", "weight"],
        RuleKind::Meeting => &["status", "date", "number", "meeting_part"],
    }
}

fn all<W: Word>() -> Vec<&'static str> {
    W::ALL.iter().map(|value| value.word()).collect()
}

/// The vocabulary of a rule's `kind`, and what it is called.
#[must_use]
pub(super) fn kind_words(kind: RuleKind) -> Option<(&'static str, Vec<&'static str>)> {
    Some(match kind {
        RuleKind::Section | RuleKind::Ignore => {
            ("kind of section", SectionKind::ALL.iter().map(|kind| kind.name()).collect())
        }
        RuleKind::Clause | RuleKind::Kind => (DecisionKind::NAME, all::<DecisionKind>()),
        RuleKind::Deadline => (DeadlineKind::NAME, all::<DeadlineKind>()),
        RuleKind::Statement => (StatementKind::NAME, all::<StatementKind>()),
        RuleKind::Event => (EventKind::NAME, all::<EventKind>()),
        RuleKind::Outcome => (Outcome::NAME, all::<Outcome>()),
        RuleKind::Table => {
            ("kind of table", vec!["roll", "decisions", "actions", "agenda", "ignored"])
        }
        _ => return None,
    })
}

/// The vocabulary of a field; `None` where it holds free text.
#[must_use]
pub(super) fn words_of(field: &str) -> Option<Vec<&'static str>> {
    Some(match field {
        "mode" => all::<Mode>(),
        "capacity" => all::<Capacity>(),
        "basis" => all::<Basis>(),
        "presence_scope" => all::<PresenceScope>(),
        "call" => all::<Call>(),
        "session_kind" => all::<SessionKind>(),
        "body_kind" => all::<BodyKind>(),
        "vote_outcome" => all::<VoteOutcome>(),
        "part" => all::<OwnerPart>(),
        "state" => all::<State>(),
        "polarity" => all::<Polarity>(),
        "is_chair" | "is_secretary" | "is_late" | "is_excerpt" | "quorum_stated" => {
            vec!["true", "false"]
        }
        "meeting_part" => vec!["opening", "attached", "roll", "end"],
        "otherwise" => all::<AttendanceStatus>(),
        "status" => {
            let mut words = all::<AttendanceStatus>();
            words.extend(all::<DocumentStatus>());
            words
        }
        _ => return None,
    })
}
