//! The declarations of the fact tables: one row is one statement found in a document.
//!
//! Invariant: a fact table opens with its key, `document_id` and, where there is one,
//! `meeting_id`, and closes with the place that proves the row, its rule and its confidence.

use super::{AgendaPart, Column, Folder, Table, columns};
use crate::diagnostic::{Code, Severity};
use crate::model::{
    AttendanceStatus, Basis, BodyKind, Call, Capacity, Confidence, DeadlineBasis, DeadlineKind,
    DecisionKind, DecisionSource, DocumentStatus, EventKind, FileStatus, Mode, Outcome, OwnerKind,
    OwnerPart, Polarity, Precision, PresenceScope, RollCheck, SessionKind, State, StatementKind,
    TextSource, VoteOutcome,
};

/// The fact tables.
pub(super) fn tables() -> Vec<Table> {
    let mut tables = of_documents();
    tables.extend(of_meetings());
    tables.extend(of_decisions());
    tables.extend(of_proof());
    tables
}

fn plain(name: &'static str, meaning: &'static str, columns: Vec<Column>) -> Table {
    Table { name, folder: Folder::Tables, meaning, grain: Vec::new(), columns }
}

/// A table whose every row is proved by one main place.
fn proved(name: &'static str, meaning: &'static str, keys: Vec<Column>, own: Vec<Column>) -> Table {
    let proof = columns! {
        page: always Integer = "Page of the row's first or main place, from 1.";
        line: always Integer = "Line within the page, from 1.";
        char_start: always Integer = "First character of the place, counted in Unicode characters from the start of the document's text, from 0.";
        char_end: always Integer = "Character after the last of the place.";
        quote: maybe Text = "The document's text at the place, to the letter; null where the place lies between two characters.";
        rule: always Text = "Id of the rule that read the row.";
        confidence: always Text of Confidence = "How sure the row is: high is stated in a form made for it, medium is read from prose, low is worked out.";
    };
    plain(name, meaning, [keys, own, proof].concat())
}

fn of_documents() -> Vec<Table> {
    vec![
        plain(
            "files",
            "An input path.",
            columns! {
                file_id: always Text = "Key: hash of the input's name and the path relative to it.";
                path: always Text = "Path relative to its input, with /.";
                file_name: always Text = "Last component of the path.";
                byte_size: maybe Integer = "Size in bytes; null where the file could not be read.";
                status: always Text of FileStatus = "What became of the path.";
                reason: maybe Text = "Why it was not read; null where it was.";
                document_id: maybe Text to documents = "Its content; copies of one file share it; null where it was not read.";
            },
        ),
        plain(
            "documents",
            "A distinct content: copies of one file share it.",
            columns! {
                document_id: always Text = "Key: hash of the bytes.";
                path: always Text = "Path of its first file, in path order.";
                file_name: always Text = "File name of its first file.";
                format: always Text = "Kind of file, such as text, markdown or pdf.";
                byte_size: always Integer = "Size in bytes.";
                page_count: always Integer = "Number of pages.";
                text_source: always Text of TextSource = "Where its text comes from.";
                rule_pack: maybe Text = "The rule pack that read it; null where none claimed it.";
                rule_pack_score: maybe Float = "Weight of the signals that chose the pack.";
                status: always Text of DocumentStatus = "What became of the document.";
                reason: maybe Text = "Why the status is not extracted; null where it is.";
                meeting_count: always Integer = "Number of meetings found in it.";
                accounted_share: maybe Float = "Of its lines of rolls, agendas and decision tables, the share that a rule matched or knowingly left out; null where it has none.";
            },
        ),
    ]
}

fn of_meetings() -> Vec<Table> {
    vec![
        proved(
            "meetings",
            "A meeting; one file can hold several.",
            columns! {
                meeting_id: always Text = "Key.";
                document_id: always Text to documents = "The document that holds it.";
            },
            columns! {
                meeting_index: always Integer = "Position of the meeting in its file, from 1.";
                ambito: maybe Text = "The social-planning district.";
                body: maybe Text = "The body that met.";
                body_kind: maybe Text of BodyKind = "What kind of body it is.";
                number: maybe Text = "Number of the minutes, as printed.";
                date: maybe Date = "Day of the meeting; null where it is not stated or in dispute.";
                date_raw: maybe Text = "The words of the date.";
                start_time: maybe Text = "When it began, HH:MM.";
                end_time: maybe Text = "When it ended, HH:MM.";
                duration_minutes: maybe Integer = "Minutes from start to end.";
                place: maybe Text = "Where it was held.";
                call: maybe Text of Call = "Which call was held; null: not said.";
                session_kind: maybe Text of SessionKind = "Ordinary, extraordinary or urgent; null: not said.";
                chair: maybe Text = "Who chaired, as written.";
                secretary: maybe Text = "Who kept the minutes, as written.";
                chair_person_id: maybe Text to people = "Who chaired, as a person.";
                secretary_person_id: maybe Text to people = "Who kept the minutes, as a person.";
                is_excerpt: always Boolean = "Whether the text is an extract of the minutes.";
                stated_present: maybe Integer = "Number of those present, as the text states it.";
                stated_absent: maybe Integer = "Number of those absent, as the text states it.";
                roll_check: always Text of RollCheck = "How the roll agrees with the two stated numbers.";
                quorum_stated: maybe Boolean = "Whether the text states that the meeting was quorate; null: not said.";
                eligible_seats: maybe Integer = "Seats of the body on that day; null where the registry does not know them.";
                quorum_by_heads: maybe Boolean = "Whether more than half of the eligible seats were filled; null where the roll or the registry leaves it open.";
                quorum_by_weight: maybe Boolean = "The same by the weights that members.csv gives every seat.";
                quorum_by_population: maybe Boolean = "The same by the inhabitants that ambiti.csv gives the comune of every seat.";
                presence_scope: always Text of PresenceScope = "How much of the membership the roll shows.";
                duplicate_of: maybe Text to meetings = "The better copy of the same meeting; null where this is it.";
            },
        ),
        proved(
            "attendance",
            "A person, or an organisation without a name, in a seat of a meeting.",
            columns! {
                attendance_id: always Text = "Key.";
                document_id: always Text to documents = "The document that says so.";
                meeting_id: always Text to meetings = "The meeting.";
            },
            columns! {
                seat_id: always Text = "The seat, shared by who stands in and who is stood in for.";
                row_number: always Integer = "Position on the roll, from 1.";
                person_id: maybe Text to people = "The person; null where there is no name.";
                name: maybe Text = "Name in reading form, without title.";
                name_raw: maybe Text = "Name as printed.";
                honorific: maybe Text = "Title before or within the name, as printed.";
                role: maybe Text = "Role or office, as printed.";
                organisation_id: maybe Text to organisations = "The organisation.";
                organisation: maybe Text = "Organisation in reading form: white space folded, what acronyms stand for left to `organisations`.";
                organisation_raw: maybe Text = "Organisation as printed.";
                status: always Text of AttendanceStatus = "Whether they were there; unknown is never absent.";
                mode: always Text of Mode = "How they took part.";
                capacity: always Text of Capacity = "In what capacity they are on the roll.";
                is_chair: always Boolean = "Whether they chaired.";
                is_secretary: always Boolean = "Whether they kept the minutes.";
                is_voting: maybe Boolean = "Whether the seat votes; null: not known.";
                basis: always Text of Basis = "What the status rests on.";
                status_raw: maybe Text = "The words or the mark that gave the status.";
                represents: maybe Text = "Whom they stand in for, as written.";
                represented_by: maybe Text = "Who stands in for them, as written.";
                represents_person_id: maybe Text to people = "Whom they stand in for, as a person.";
                represented_by_person_id: maybe Text to people = "Who stands in for them, as a person.";
                arrived_at: maybe Text = "When they came in during the meeting, HH:MM.";
                left_at: maybe Text = "When they left during the meeting, HH:MM.";
            },
        ),
        proved(
            "attendance_events",
            "An arrival, a departure, a return, or a call of the roll.",
            columns! {
                attendance_event_id: always Text = "Key.";
                document_id: always Text to documents = "The document that says so.";
                meeting_id: always Text to meetings = "The meeting.";
            },
            columns! {
                kind: always Text of EventKind = "What happened.";
                time: maybe Text = "When, HH:MM.";
                agenda_item_id: maybe Text to agenda_items = "The item under discussion.";
                attendance_id: maybe Text to attendance = "Who it happened to.";
                call_number: maybe Integer = "For a call of the roll: first, second and so on.";
                present_count: maybe Integer = "Number present after it, as stated.";
            },
        ),
        proved(
            "agenda_items",
            "An item of the agenda, or one found only in the discussion.",
            columns! {
                agenda_item_id: always Text = "Key.";
                document_id: always Text to documents = "The document that says so.";
                meeting_id: always Text to meetings = "The meeting.";
            },
            columns! {
                parent_id: maybe Text to agenda_items = "The item that holds it.";
                agenda_part: always Text of AgendaPart = "The first agenda, or one added to it that counts from 1 again.";
                number: maybe Text = "Number or letter as printed; null for a bullet.";
                path: maybe Text = "Numbers or titles from the top, joined by ' / '.";
                title: maybe Text = "Title on the agenda, or the heading of the discussion where there is no list.";
                title_in_discussion: maybe Text = "Heading under which it was discussed, where it differs.";
                outcome: always Text of Outcome = "What became of it in the meeting.";
                outcome_raw: maybe Text = "The words that say so.";
                deferred_to: maybe Text = "To when it was put off, as written.";
                taken_up_in: maybe Text to agenda_items = "The later item that takes up one that was deferred; null where none does.";
            },
        ),
    ]
}

fn of_decisions() -> Vec<Table> {
    vec![
        proved(
            "decisions",
            "A decision, an action or a commitment; count those where same_as is null and which no row names as parent.",
            columns! {
                decision_id: always Text = "Key.";
                document_id: always Text to documents = "The document that says so.";
                meeting_id: always Text to meetings = "The meeting.";
            },
            columns! {
                parent_id: maybe Text to decisions = "The decision under whose words it is listed.";
                agenda_item_id: maybe Text to agenda_items = "The item under which it was taken.";
                code: maybe Text = "Identifier printed in the document.";
                kind: always Text of DecisionKind = "What kind of decision it is.";
                source: always Text of DecisionSource = "Where in the document it was found.";
                same_as: maybe Text to decisions = "The primary row that says the same; null where this is it.";
                text: maybe Text = "The words of the decision.";
                vote_outcome: maybe Text of VoteOutcome = "How the vote ended; null: no vote told.";
                votes_for: maybe Integer = "Votes for.";
                votes_against: maybe Integer = "Votes against.";
                votes_abstained: maybe Integer = "Abstentions.";
                deadline_kind: maybe Text of DeadlineKind = "What the main deadline is; it repeats the first row of deadlines.";
                deadline_raw: maybe Text = "The words of the main deadline.";
                deadline_date: maybe Date = "The date of the main deadline, where one follows.";
                deadline_precision: maybe Text of Precision = "How fine that date is.";
                deadline_basis: maybe Text of DeadlineBasis = "Where that date comes from.";
                is_complete: always Boolean = "Whether the sentence says all: false where its object or its end is missing.";
            },
        ),
        proved(
            "decision_owners",
            "An owner of a decision.",
            columns! {
                decision_owner_id: always Text = "Key.";
                document_id: always Text to documents = "The document that says so.";
                meeting_id: always Text to meetings = "The meeting.";
            },
            columns! {
                decision_id: always Text to decisions = "The decision.";
                owner_number: always Integer = "Position among the decision's owners, from 1.";
                owner_raw: maybe Text = "The owner as written.";
                owner: maybe Text = "The owner in reading form: white space folded, what acronyms stand for left to `organisations`.";
                owner_kind: always Text of OwnerKind = "What the owner is.";
                person_id: maybe Text to people = "The person, where the owner is one.";
                organisation_id: maybe Text to organisations = "The organisation, where the owner is one.";
                part: always Text of OwnerPart = "Whether the owner leads or supports.";
            },
        ),
        proved(
            "deadlines",
            "A deadline of a decision; the first one is repeated in decisions.",
            columns! {
                deadline_id: always Text = "Key.";
                document_id: always Text to documents = "The document that says so.";
                meeting_id: always Text to meetings = "The meeting.";
            },
            columns! {
                decision_id: always Text to decisions = "The decision.";
                deadline_number: always Integer = "Position among the decision's deadlines, from 1; 1 is the main one.";
                kind: always Text of DeadlineKind = "What the deadline is; only due and a resolved next_meeting can be overdue.";
                raw: maybe Text = "The deadline as written.";
                date: maybe Date = "Its date, where one follows from the text and the meeting's date.";
                precision: maybe Text of Precision = "How fine the date is.";
                basis: maybe Text of DeadlineBasis = "Where the date comes from.";
            },
        ),
        proved(
            "statements",
            "What minutes say of earlier things: a reference, a state, an announcement.",
            columns! {
                statement_id: always Text = "Key.";
                document_id: always Text to documents = "The document that says so.";
                meeting_id: always Text to meetings = "The meeting.";
            },
            columns! {
                kind: always Text of StatementKind = "What the statement is.";
                agenda_item_id: maybe Text to agenda_items = "The item under which it was said.";
                ref_date: maybe Date = "Date of the earlier thing.";
                ref_number: maybe Text = "Number of the earlier thing.";
                ref_code: maybe Text = "Code of the earlier thing.";
                ref_body: maybe Text = "The body that did the earlier thing.";
                state: maybe Text of State = "The state it is said to be in.";
                polarity: always Text of Polarity = "Whether the statement affirms or denies.";
                text: maybe Text = "The sentence.";
            },
        ),
    ]
}

fn of_proof() -> Vec<Table> {
    vec![
        plain(
            "evidence",
            "A further place that proves a value: a row per table, row, column and part.",
            columns! {
                evidence_id: always Text = "Key.";
                document_id: always Text to documents = "The document in which the place is.";
                table: always Text = "Table of the row that is proved.";
                row_id: always Text = "Key of the row that is proved.";
                column: always Text = "Column that is proved.";
                part: always Integer = "Which part of the value, from 0, where it stands in pieces.";
                page: always Integer = "Page, from 1.";
                line: always Integer = "Line within the page, from 1.";
                char_start: always Integer = "First character, counted in Unicode characters from the start of the document's text, from 0.";
                char_end: always Integer = "Character after the last.";
                quote: maybe Text = "The document's text at the place, to the letter; null where the place lies between two characters.";
                rule: always Text = "Id of the rule that read it.";
            },
        ),
        plain(
            "diagnostics",
            "A remark on a file or a document: what could not be read, or only in part.",
            columns! {
                diagnostic_id: always Text = "Key.";
                document_id: maybe Text to documents = "The document; null for a file that could not be read.";
                meeting_id: maybe Text to meetings = "The meeting, where the remark is on one.";
                severity: always Text of Severity = "error: a row or document was dropped; warning: a row is incomplete or guessed; note: worth knowing.";
                code: always Text of Code = "The problem, from a closed list.";
                message: always Text = "What was seen.";
                hint: always Text = "What to do about it.";
                page: maybe Integer = "Page, from 1; null for a remark on the whole.";
                line: maybe Integer = "Line within the page, from 1.";
                char_start: maybe Integer = "First character, counted in Unicode characters from the start of the document's text, from 0.";
                char_end: maybe Integer = "Character after the last.";
                quote: maybe Text = "The document's text at the place, to the letter.";
                rule: maybe Text = "Id of the rule concerned.";
            },
        ),
        plain(
            "document_text",
            "A page: the pages' texts in order, with nothing between them, are the document's text.",
            columns! {
                document_text_id: always Text = "Key.";
                document_id: always Text to documents = "The document.";
                page: always Integer = "Page, from 1.";
                char_start: always Integer = "First character of the page, counted in Unicode characters from the start of the document's text, from 0.";
                text: maybe Text = "Text of the page, newlines as LF; null where it has none.";
            },
        ),
    ]
}
