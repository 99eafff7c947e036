//! Facts made by hand for the tests of this folder: invented people, invented minutes.
//!
//! Every optional field of a document is set to a text that names it, so that a test can see
//! two fields change places.

use std::collections::BTreeMap;

use super::folder::{Dataset, names_in, read_file};
use super::{
    Derived, RunInfo, TableFormat, publish, read_facts, read_files, record_files, write_facts,
};
use crate::diagnostic::Code;
use crate::model::{
    AgendaItem, Attendance, AttendanceEvent, AttendanceStatus, Basis, BodyKind, Call, Capacity,
    Confidence, Deadline, DeadlineBasis, DeadlineKind, Decision, DecisionKind, DecisionOwner,
    DecisionSource, DiagnosticRecord, DocumentRecord, DocumentStatus, EventKind, Evidence,
    EvidencePart, Facts, FileRecord, FileStatus, Meeting, Mode, Outcome, OwnerKind, OwnerPart,
    PageText, Place, Polarity, Precision, PresenceScope, RollCheck, SessionKind, State, Statement,
    StatementKind, TextSource, VoteOutcome, content_hash, parse_iso, row_key,
};

/// Hash of the rules that the fixtures were read with.
pub(super) const RULES: &str = "rules";

/// What one extraction leaves in a dataset.
pub(super) struct Shard {
    pub(super) facts: Vec<Facts>,
    pub(super) files: Vec<FileRecord>,
}

/// Three documents, a copy of the first, and a file that is not read; sorted by path.
pub(super) fn archive() -> Shard {
    let facts = vec![
        document("a/verbale \"uno\", bozza.txt", "Comunità A", "2024-03-12"),
        document("b.txt", "Comitato B", "2024-04-02"),
        document("c.txt", "Tavolo C", "1999-12-31"),
    ];
    let mut files: Vec<_> =
        facts.iter().map(|facts| file_of(&facts.document.path, facts)).collect();
    files.push(file_of("d/copy.txt", &facts[0]));
    files.push(FileRecord {
        byte_size: Some(3),
        status: FileStatus::Skipped,
        reason: Some("an image".to_owned()),
        document_id: None,
        ..file_of("e.png", &facts[0])
    });
    Shard { facts, files }
}

/// The archive in two parts that share a content: each names it after its own file.
pub(super) fn split(whole: &Shard) -> (Shard, Shard) {
    let left = Shard { facts: whole.facts[..2].to_vec(), files: whole.files[..2].to_vec() };
    let mut copied = whole.facts[0].clone();
    copied.document.path = "d/copy.txt".to_owned();
    copied.document.file_name = "copy.txt".to_owned();
    let facts = vec![whole.facts[2].clone(), copied];
    (left, Shard { facts, files: whole.files[2..].to_vec() })
}

/// Keeps a shard in a dataset as an extraction does.
pub(super) fn keep(dataset: &Dataset, shard: &Shard) {
    for facts in &shard.facts {
        write_facts(dataset, facts, RULES).expect("facts that keep the contract");
    }
    record_files(dataset, &shard.files, RULES).expect("a record of files");
}

/// Publishes a dataset in every format and gives the published bytes.
pub(super) fn publish_all(dataset: &Dataset) -> BTreeMap<String, Vec<u8>> {
    let facts = read_facts(dataset).expect("facts");
    let files = read_files(dataset).expect("files");
    let run = RunInfo::default();
    publish(dataset, &facts, &files, &Derived::default(), TableFormat::ALL, &run)
        .expect("a publication");
    published_bytes(dataset)
}

/// The bytes of all published files but `run.json`.
pub(super) fn published_bytes(dataset: &Dataset) -> BTreeMap<String, Vec<u8>> {
    let mut paths = vec!["datapackage.json".to_owned()];
    for folder in ["stats", "tables"] {
        let names = names_in(&dataset.root().join(folder)).expect("a folder");
        paths.extend(names.into_iter().map(|name| format!("{folder}/{name}")));
    }
    let bytes = |path: &String| read_file(&dataset.root().join(path)).ok().flatten();
    paths.into_iter().map(|path| (path.clone(), bytes(&path).expect("a file"))).collect()
}

/// The record of a file that holds a document.
pub(super) fn file_of(path: &str, facts: &Facts) -> FileRecord {
    FileRecord {
        file_id: content_hash(path.as_bytes()),
        path: path.to_owned(),
        file_name: path.rsplit('/').next().unwrap_or(path).to_owned(),
        byte_size: Some(facts.document.byte_size),
        status: FileStatus::Read,
        reason: None,
        document_id: Some(facts.document.document_id.clone()),
    }
}

/// A document of two pages, with at least one row for every fact table.
pub(super) fn document(path: &str, body: &str, date: &str) -> Facts {
    let pages = [
        format!("{body} · seduta del {date}\nPresenti: Anna Ferro, Ugo Lodi\n\u{c}"),
        "1) Bilancio\nAffidato a Ugo Lodi entro il 30 aprile 2024\nGià svolto".to_owned(),
    ];
    let text = pages.concat();
    let draft = Draft { text: &text, id: content_hash(format!("{path}{text}").as_bytes()) };
    let first = u32::try_from(pages[0].chars().count()).expect("a short page");
    let meeting_id = draft.key("meetings", 0);
    Facts {
        document: DocumentRecord {
            document_id: draft.id.clone(),
            path: path.to_owned(),
            file_name: path.rsplit('/').next().unwrap_or(path).to_owned(),
            format: "text".to_owned(),
            byte_size: i64::try_from(text.len()).expect("a short text"),
            page_count: 2,
            text_source: TextSource::Native,
            rule_pack: Some("pack".to_owned()),
            rule_pack_score: Some(2.5),
            status: DocumentStatus::Extracted,
            reason: None,
            meeting_count: 1,
            accounted_share: Some(1.0),
        },
        meetings: vec![draft.meeting(&meeting_id, body, date)],
        attendance: vec![
            draft.attendance(&meeting_id, "Anna Ferro", 1),
            draft.attendance(&meeting_id, "Ugo Lodi", 2),
        ],
        attendance_events: vec![draft.event(&meeting_id)],
        agenda_items: vec![draft.item(&meeting_id)],
        decisions: vec![draft.decision(&meeting_id)],
        decision_owners: vec![draft.owner(&meeting_id)],
        deadlines: vec![draft.deadline(&meeting_id)],
        statements: vec![draft.statement(&meeting_id)],
        evidence: vec![draft.proof(&meeting_id, date)],
        diagnostics: draft.remarks(&meeting_id),
        pages: pages
            .iter()
            .zip([(1, 0), (2, first)])
            .map(|(text, (page, char_start))| PageText { page, char_start, text: text.clone() })
            .collect(),
    }
}

/// A document in the making.
struct Draft<'a> {
    text: &'a str,
    id: String,
}

fn told(name: &str) -> Option<String> {
    let text = format!("{name} \u{201c}à\u{201d}");
    (!name.is_empty()).then_some(text)
}

impl Draft<'_> {
    fn key(&self, table: &str, ordinal: u32) -> String {
        row_key(&self.id, table, 0, ordinal)
    }

    /// Where the words stand first.
    fn place(&self, words: &str) -> Place {
        let byte = self.text.find(words).expect("words of the text");
        let before = &self.text[..byte];
        let page = before.rsplit('\u{c}').next().unwrap_or(before);
        let count = |text: &str| u32::try_from(text.chars().count()).expect("a short text");
        Place {
            page: 1 + count(&before.replace(|letter| letter != '\u{c}', "")),
            line: 1 + count(&page.replace(|letter| letter != '\n', "")),
            char_start: count(before),
            char_end: count(before) + count(words),
            quote: words.to_owned(),
        }
    }

    fn evidence(&self, words: &str) -> Evidence {
        let rule = "rule/one".to_owned();
        Evidence { place: self.place(words), rule, confidence: Confidence::High }
    }

    fn meeting(&self, meeting_id: &str, body: &str, date: &str) -> Meeting {
        Meeting {
            meeting_id: meeting_id.to_owned(),
            document_id: self.id.clone(),
            meeting_index: 1,
            ambito: told("ambito"),
            body: Some(format!("body: {body}")),
            body_kind: Some(BodyKind::Committee),
            number: told("number"),
            date: parse_iso(date),
            date_raw: told("date_raw"),
            start_time: Some("09:30".to_owned()),
            end_time: Some("11:00".to_owned()),
            duration_minutes: Some(90),
            place: told("place"),
            call: Some(Call::Second),
            session_kind: Some(SessionKind::Ordinary),
            chair: told("chair"),
            secretary: told("secretary"),
            chair_person_id: None,
            secretary_person_id: None,
            is_excerpt: false,
            stated_present: Some(2),
            stated_absent: Some(0),
            roll_check: RollCheck::Match,
            quorum_stated: Some(true),
            eligible_seats: None,
            quorum_by_heads: None,
            quorum_by_weight: None,
            quorum_by_population: None,
            presence_scope: PresenceScope::Full,
            duplicate_of: None,
            evidence: self.evidence(date),
        }
    }

    fn attendance(&self, meeting_id: &str, name: &str, row_number: u32) -> Attendance {
        Attendance {
            attendance_id: self.key("attendance", row_number),
            document_id: self.id.clone(),
            meeting_id: meeting_id.to_owned(),
            seat_id: self.key("seat", row_number),
            row_number,
            person_id: None,
            name: Some(format!("name: {name}")),
            name_raw: told("name_raw"),
            honorific: told("honorific"),
            role: told("role"),
            organisation_id: None,
            organisation: told("organisation"),
            organisation_raw: told("organisation_raw"),
            status: AttendanceStatus::Present,
            mode: Mode::Remote,
            capacity: Capacity::Delegate,
            is_chair: row_number == 1,
            is_secretary: false,
            is_voting: (row_number == 1).then_some(true),
            basis: Basis::Explicit,
            status_raw: told("status_raw"),
            represents: told("represents"),
            represented_by: told("represented_by"),
            represents_person_id: None,
            represented_by_person_id: None,
            arrived_at: Some("09:45".to_owned()),
            left_at: Some("10:50".to_owned()),
            evidence: self.evidence(name),
        }
    }

    fn event(&self, meeting_id: &str) -> AttendanceEvent {
        AttendanceEvent {
            attendance_event_id: self.key("attendance_events", 0),
            document_id: self.id.clone(),
            meeting_id: meeting_id.to_owned(),
            kind: EventKind::Arrival,
            time: Some("09:45".to_owned()),
            agenda_item_id: Some(self.key("agenda_items", 0)),
            attendance_id: Some(self.key("attendance", 2)),
            call_number: None,
            present_count: Some(2),
            evidence: self.evidence("Ugo Lodi"),
        }
    }

    fn item(&self, meeting_id: &str) -> AgendaItem {
        AgendaItem {
            agenda_item_id: self.key("agenda_items", 0),
            document_id: self.id.clone(),
            meeting_id: meeting_id.to_owned(),
            parent_id: None,
            agenda_part: "main".to_owned(),
            number: Some("1".to_owned()),
            path: "1".to_owned(),
            title: "Bilancio".to_owned(),
            title_in_discussion: None,
            outcome: Outcome::Approved,
            outcome_raw: None,
            deferred_to: None,
            taken_up_in: None,
            evidence: self.evidence("Bilancio"),
        }
    }

    fn decision(&self, meeting_id: &str) -> Decision {
        Decision {
            decision_id: self.key("decisions", 0),
            document_id: self.id.clone(),
            meeting_id: meeting_id.to_owned(),
            parent_id: None,
            agenda_item_id: Some(self.key("agenda_items", 0)),
            code: told("code"),
            kind: DecisionKind::Mandate,
            source: DecisionSource::Prose,
            same_as: None,
            text: "text: Affidato".to_owned(),
            vote_outcome: Some(VoteOutcome::Majority),
            votes_for: Some(3),
            votes_against: Some(2),
            votes_abstained: Some(1),
            deadline_kind: Some(DeadlineKind::Due),
            deadline_raw: told("deadline_raw"),
            deadline_date: parse_iso("2024-04-30"),
            deadline_precision: Some(Precision::Day),
            deadline_basis: Some(DeadlineBasis::Stated),
            is_complete: true,
            evidence: self.evidence("Affidato a Ugo Lodi entro il 30 aprile 2024"),
        }
    }

    fn owner(&self, meeting_id: &str) -> DecisionOwner {
        DecisionOwner {
            decision_owner_id: self.key("decision_owners", 0),
            document_id: self.id.clone(),
            meeting_id: meeting_id.to_owned(),
            decision_id: self.key("decisions", 0),
            owner_number: 1,
            owner_raw: "owner_raw: Ugo Lodi".to_owned(),
            owner: "owner: Ugo Lodi".to_owned(),
            owner_kind: OwnerKind::Person,
            person_id: None,
            organisation_id: None,
            part: OwnerPart::Lead,
            evidence: self.evidence("Ugo Lodi"),
        }
    }

    fn deadline(&self, meeting_id: &str) -> Deadline {
        Deadline {
            deadline_id: self.key("deadlines", 0),
            document_id: self.id.clone(),
            meeting_id: meeting_id.to_owned(),
            decision_id: self.key("decisions", 0),
            deadline_number: 1,
            kind: DeadlineKind::Due,
            raw: "raw: entro il 30 aprile 2024".to_owned(),
            date: parse_iso("2024-04-30"),
            precision: Some(Precision::Day),
            basis: Some(DeadlineBasis::Stated),
            evidence: self.evidence("30 aprile 2024"),
        }
    }

    fn statement(&self, meeting_id: &str) -> Statement {
        Statement {
            statement_id: self.key("statements", 0),
            document_id: self.id.clone(),
            meeting_id: meeting_id.to_owned(),
            kind: StatementKind::State,
            agenda_item_id: Some(self.key("agenda_items", 0)),
            ref_date: parse_iso("2023-01-10"),
            ref_number: told("ref_number"),
            ref_code: None,
            ref_body: None,
            state: Some(State::Done),
            polarity: Polarity::Positive,
            text: "Già svolto".to_owned(),
            evidence: self.evidence("Già svolto"),
        }
    }

    fn proof(&self, meeting_id: &str, date: &str) -> EvidencePart {
        EvidencePart {
            evidence_id: self.key("evidence", 0),
            table: "meetings".to_owned(),
            row_id: meeting_id.to_owned(),
            column: "date".to_owned(),
            part: 0,
            place: self.place(date),
            rule: "rule/two".to_owned(),
        }
    }

    fn remarks(&self, meeting_id: &str) -> Vec<DiagnosticRecord> {
        let remark = |code: Code, ordinal, place| DiagnosticRecord {
            diagnostic_id: self.key("diagnostics", ordinal),
            document_id: Some(self.id.clone()),
            meeting_id: Some(meeting_id.to_owned()),
            severity: code.severity().word().to_owned(),
            code: code.word().to_owned(),
            message: "a \"quoted\", line\nand another".to_owned(),
            hint: code.hint().to_owned(),
            place,
            rule: None,
        };
        vec![
            remark(Code::OwnerUnknown, 0, Some(self.place("Ugo Lodi"))),
            remark(Code::DateMissing, 1, None),
        ]
    }
}
