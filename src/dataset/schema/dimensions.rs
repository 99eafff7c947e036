//! The declarations of what is worked out over the whole dataset, row by row.
//!
//! Invariant: such a row says how it was made (`match_kind`, `link_method`), so that every
//! join can be checked and undone.

use super::{Folder, LinkKind, LinkMethod, MatchKind, Table, columns};
use crate::model::{BodyKind, Confidence, State};

/// The tables of people, organisations, bodies, ambiti and follow-ups.
pub(super) fn tables() -> Vec<Table> {
    let declared = [
        (
            "people",
            "A person, joined from the names found within one ambito.",
            columns! {
                person_id: always Text = "Key: the person's earliest mention; an alias file pins it.";
                ambito: maybe Text = "The ambito within which the names were joined.";
                name: always Text = "The fullest spelling of the name.";
                role: maybe Text = "The role most often printed with the name.";
                organisation_id: maybe Text to organisations = "The organisation most often printed with the name.";
                spelling_count: always Integer = "Number of spellings that were joined.";
                mention_count: always Integer = "Number of mentions on rolls and as owner.";
                meeting_count: always Integer = "Number of meetings on whose roll the person is, duplicates left out.";
                first_date: maybe Date = "Earliest meeting with a mention.";
                last_date: maybe Date = "Latest meeting with a mention.";
            },
        ),
        (
            "person_names",
            "A spelling that was joined to a person.",
            columns! {
                person_name_id: always Text = "Key.";
                person_id: always Text to people = "The person.";
                name_raw: always Text = "The spelling.";
                match_kind: always Text of MatchKind = "How it was joined to the person.";
                score: maybe Float = "How near the spelling is to the person's name, from 0 to 1.";
                mention_count: always Integer = "Number of mentions in this spelling.";
                first_attendance_id: maybe Text to attendance = "Its first mention on a roll.";
            },
        ),
        (
            "person_links",
            "Two persons that may be one: what a person has to look at, and can settle in aliases.csv.",
            columns! {
                person_link_id: always Text = "Key.";
                person_id: always Text to people = "One of them.";
                other_person_id: always Text to people = "The other.";
                link_kind: always Text of LinkKind = "Why they are two: ambiguous, more than one fits or too little speaks for it; homonym, one name and two seats; other_ambito, one name in two ambiti.";
                match_kind: always Text of MatchKind = "How the names fit.";
                score: maybe Float = "How near the names are, from 0 to 1.";
            },
        ),
        (
            "organisations",
            "An organisation that sits, sends somebody or owns decisions.",
            columns! {
                organisation_id: always Text = "Key.";
                ambito: maybe Text = "The ambito within which the names were joined.";
                name: always Text = "Its name in reading form.";
                kind: maybe Text = "What kind of organisation it is, as the rules or the registry name it.";
                istat_code: maybe Text = "ISTAT code, where it is a comune.";
                province: maybe Text = "Province, where it is a comune.";
                population: maybe Integer = "Inhabitants, where it is a comune of which the registry tells them: those of the day of its last meeting.";
                mention_count: always Integer = "Number of mentions on rolls and as owner.";
                meeting_count: always Integer = "Number of meetings on whose roll it is, duplicates left out.";
            },
        ),
        (
            "bodies",
            "A body that meets, within one ambito.",
            columns! {
                body_id: always Text = "Key.";
                ambito: maybe Text = "The ambito, as in meetings.";
                body: always Text = "Its name, as in meetings.";
                body_kind: maybe Text of BodyKind = "What kind of body it is.";
                member_count: maybe Integer = "Number of members, where the registry knows them.";
                meeting_count: always Integer = "Number of its meetings, duplicates left out.";
                first_date: maybe Date = "Its first meeting read.";
                last_date: maybe Date = "Its last meeting read.";
            },
        ),
        (
            "members",
            "A seat of a body, as members.csv of the registry gives it.",
            columns! {
                member_id: always Text = "Key.";
                ambito: maybe Text = "The ambito, as in meetings.";
                body: always Text = "The body, as in meetings.";
                organisation_id: maybe Text to organisations = "The organisation that has the seat; null where it is on no roll of the body.";
                organisation: maybe Text = "Its name, as members.csv writes it.";
                person_id: maybe Text to people = "The person who has the seat; null where not one person alone on the body's rolls fits.";
                name: maybe Text = "Their name, as members.csv writes it.";
                role: maybe Text = "Their role.";
                valid_from: maybe Date = "First day of the seat; null: since ever.";
                valid_to: maybe Date = "Last day of the seat; null: until ever.";
                weight: maybe Float = "Weight of its vote.";
            },
        ),
        (
            "ambiti",
            "A social-planning district.",
            columns! {
                ambito_id: always Text = "Key.";
                ambito: always Text = "Its name, as in meetings.";
                comune_count: maybe Integer = "Number of its comuni, where the registry knows them.";
                population: maybe Integer = "Its inhabitants, where the registry knows them.";
                body_count: always Integer = "Number of its bodies with a meeting read.";
                meeting_count: always Integer = "Number of its meetings, duplicates left out.";
                first_date: maybe Date = "Its first meeting read.";
                last_date: maybe Date = "Its last meeting read.";
            },
        ),
        (
            "follow_ups",
            "A decision, and a later statement or item that speaks of it.",
            columns! {
                follow_up_id: always Text = "Key.";
                decision_id: always Text to decisions = "The decision.";
                later_meeting_id: always Text to meetings = "The later meeting.";
                statement_id: maybe Text to statements = "The later statement; null where an item speaks of it.";
                agenda_item_id: maybe Text to agenda_items = "The later item; null where a statement or a decision speaks of it.";
                later_decision_id: maybe Text to decisions = "The later decision that repeats it or has its code; null where a statement or an item speaks of it.";
                link_method: always Text of LinkMethod = "How the two were linked.";
                confidence: always Text of Confidence = "How sure the link is.";
                state: always Text of State = "The state that the later words report; a mention is no completion.";
                lag_days: maybe Integer = "Days from the decision's meeting to the later one; null where a date is unknown.";
            },
        ),
    ];
    declared
        .into_iter()
        .map(|(name, meaning, columns)| Table {
            name,
            folder: Folder::Tables,
            meaning,
            grain: Vec::new(),
            columns,
        })
        .collect()
}
