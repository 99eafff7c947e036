//! One document to [`Facts`]: the stages in order, and the rows of the document and its meeting.
//!
//! Pure: equal bytes and equal rules give equal facts.

use std::collections::BTreeMap;

use super::agenda::{self, Agenda};
use super::attendance::{self, Roll};
use super::decision::{self, Decisions};
use super::explain::{Explanation, explain};
use super::header::{self, Header};
use super::ledger::Ledger;
use super::names::{Known, NameWords};
use super::outline::Outline;
use super::scene::Scene;
use super::{definition, detect, meeting, outline, sections, statement};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::document::{Checked, Document, Format, Refusal};
use crate::model::{
    AttendanceStatus, Capacity, DocumentRecord, DocumentStatus, Facts, Outcome, TextSource, row_key,
};
use crate::rules::{Pack, RuleSet};

/// What is known of a file before it is read.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Key of its content.
    pub document_id: &'a str,
    /// Path relative to its input.
    pub path: &'a str,
    /// Last component of the path.
    pub file_name: &'a str,
    /// Size in bytes.
    pub byte_size: u64,
}

/// Reads documents by a set of rules; one serves a whole run, on any number of threads.
#[derive(Debug)]
pub struct Extractor<'r> {
    rules: &'r RuleSet,
    words: BTreeMap<String, NameWords>,
}

/// The scene of a document before anything has been read in it.
pub(super) fn scene_of<'a>(
    document: &'a Document,
    pack: &'a Pack,
    words: &'a NameWords,
) -> Scene<'a> {
    set(document, outline::build(document), pack, words)
}

fn set<'a>(
    document: &'a Document,
    outline: Outline,
    pack: &'a Pack,
    words: &'a NameWords,
) -> Scene<'a> {
    let placed = sections::place(&outline, pack);
    let known = Known::of_pack(pack);
    Scene { document, outline, placed, pack, words, known, meeting_id: String::new(), date: None }
}

/// All that was read of a meeting.
pub(super) struct Reading {
    pub(super) header: Header,
    pub(super) roll: Roll,
    pub(super) agenda: Agenda,
    pub(super) decisions: Decisions,
    pub(super) statements: Vec<crate::model::Statement>,
}

impl<'r> Extractor<'r> {
    /// Prepares the words of every pack.
    #[must_use]
    pub fn new(rules: &'r RuleSet) -> Self {
        let words =
            rules.packs.iter().map(|pack| (pack.id.clone(), NameWords::new(pack))).collect();
        Self { rules, words }
    }

    /// The facts of a document.
    ///
    /// # Panics
    /// Only where an invariant of the program is broken; the caller ends that document alone.
    #[must_use]
    pub fn extract(&self, input: &Input<'_>, read: Checked) -> Facts {
        let Checked { document, diagnostics } = read;
        let mut ledger = Ledger::new(input.document_id, &document);
        for remark in diagnostics {
            ledger.remark(remark);
        }
        let Some((pack, score, mut scene)) = self.scene(input, &document, &mut ledger) else {
            let refusal =
                Refusal::new(Code::InternalError, "there is no rule pack to read it with");
            return self.refused(input, Some(document.format), &refusal);
        };
        let mut record = record(input, Some(document.format));
        record.page_count = document.pages.len() as i32;
        record.text_source = document.text_source;
        record.rule_pack = Some(pack.id.clone());
        record.rule_pack_score = Some(round(score));
        let reading = read_meeting(&mut scene, &mut ledger, input);
        let is_status = |row: &&crate::model::Attendance| row.status != AttendanceStatus::Unknown;
        let statuses = reading.roll.attendance.iter().filter(is_status).count();
        if let Some(genre) = detect::other_genre(&scene.outline, pack, statuses) {
            return not_minutes(record, Ledger::new(input.document_id, &document), genre);
        }
        if reading.roll.attendance.is_empty()
            && reading.agenda.items.is_empty()
            && reading.decisions.rows.is_empty()
        {
            let reason = "neither a roll nor an agenda nor a decision was found".to_owned();
            return not_minutes(record, Ledger::new(input.document_id, &document), reason);
        }
        finish(record, &scene, ledger, reading)
    }

    /// Chooses the pack and sets the scene.
    fn scene<'a>(
        &'a self,
        input: &Input<'_>,
        document: &'a Document,
        ledger: &mut Ledger<'_>,
    ) -> Option<(&'a Pack, f64, Scene<'a>)> {
        let outline = outline::build(document);
        let (pack, score, remark) = detect::choose(self.rules, document, &outline, input.path)?;
        if let Some(remark) = remark {
            ledger.remark(remark);
        }
        let words = self.words.get(&pack.id)?;
        let mut scene = set(document, outline, pack, words);
        // A document's first meeting has the document's first character as its place.
        scene.meeting_id = row_key(input.document_id, "meetings", 0, 0);
        Some((pack, score, scene))
    }

    /// The facts of a file that could not be read as a document.
    #[must_use]
    pub fn refused(&self, input: &Input<'_>, format: Option<Format>, refusal: &Refusal) -> Facts {
        let document = Document {
            format: format.unwrap_or(Format::Text),
            text_source: TextSource::None,
            text: String::new(),
            pages: Vec::new(),
            lines: Vec::new(),
        };
        let mut ledger = Ledger::new(input.document_id, &document);
        ledger.remark(Diagnostic::new(refusal.code, refusal.reason.clone()));
        let mut record = record(input, format);
        record.status = match refusal.code {
            Code::NeedsOcr => DocumentStatus::NeedsOcr,
            Code::NotMinutes => DocumentStatus::NotMinutes,
            _ => DocumentStatus::Failed,
        };
        record.reason = Some(refusal.reason.clone());
        empty(record, ledger)
    }

    /// Why a line of a document, or a whole page, was read as it was.
    #[must_use]
    pub fn explain(
        &self,
        input: &Input<'_>,
        document: &Document,
        page: u32,
        line: Option<u32>,
    ) -> Explanation {
        let mut ledger = Ledger::new(input.document_id, document);
        let Some((_, _, mut scene)) = self.scene(input, document, &mut ledger) else {
            return Explanation::default();
        };
        let reading = read_meeting(&mut scene, &mut ledger, input);
        let facts = finish(record(input, Some(document.format)), &scene, ledger, reading);
        explain(&scene, &facts, page, line)
    }
}

fn read_meeting(scene: &mut Scene<'_>, ledger: &mut Ledger<'_>, input: &Input<'_>) -> Reading {
    definition::read(scene, ledger);
    let header = header::read(scene, ledger, input.file_name);
    scene.date = header.date.as_ref().and_then(|field| field.date);
    let roll = attendance::read(scene, ledger);
    for name in roll.attendance.iter().filter_map(|row| row.name.as_deref()) {
        scene.known.add_person(name);
    }
    let seats = roll.attendance.iter().filter(|row| {
        row.status == AttendanceStatus::Present
            && !matches!(row.capacity, Capacity::Guest | Capacity::Staff | Capacity::Observer)
    });
    ledger.present = Some(seats.count() as i32).filter(|count| *count > 0);
    let mut agenda = agenda::read(scene, ledger);
    let decisions = decision::read(scene, ledger, &agenda);
    outcomes(&mut agenda, &decisions);
    let statements = statement::read(scene, ledger, &agenda);
    Reading { header, roll, agenda, decisions, statements }
}

/// An item that was merely discussed by its own words, and under which something was approved,
/// rejected or put off as the only act, was so itself.
fn outcomes(agenda: &mut Agenda, decisions: &Decisions) {
    for item in agenda.items.iter_mut().filter(|item| item.outcome == Outcome::Discussed) {
        let mut under = decisions
            .rows
            .iter()
            .filter(|decision| decision.agenda_item_id.as_ref() == Some(&item.agenda_item_id));
        let voted = under.find(|decision| {
            matches!(decision.kind, crate::model::DecisionKind::Approval)
                && decision
                    .vote_outcome
                    .is_some_and(|vote| vote != crate::model::VoteOutcome::Rejected)
        });
        if let Some(decision) = voted {
            item.outcome = Outcome::Approved;
            item.outcome_raw = Some(decision.text.clone());
        }
    }
}

fn record(input: &Input<'_>, format: Option<Format>) -> DocumentRecord {
    DocumentRecord {
        document_id: input.document_id.to_owned(),
        path: input.path.to_owned(),
        file_name: input.file_name.to_owned(),
        format: format.map_or("unknown", Format::word).to_owned(),
        byte_size: i64::try_from(input.byte_size).unwrap_or(i64::MAX),
        page_count: 0,
        text_source: TextSource::None,
        rule_pack: None,
        rule_pack_score: None,
        status: DocumentStatus::Extracted,
        reason: None,
        meeting_count: 0,
        accounted_share: None,
    }
}

/// Four decimals: what a table shows, and what reads back equal from any format.
fn round(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

fn empty(record: DocumentRecord, mut ledger: Ledger<'_>) -> Facts {
    Facts {
        document: record,
        pages: ledger.places.pages(),
        meetings: Vec::new(),
        attendance: Vec::new(),
        attendance_events: Vec::new(),
        agenda_items: Vec::new(),
        decisions: Vec::new(),
        decision_owners: Vec::new(),
        deadlines: Vec::new(),
        statements: Vec::new(),
        evidence: Vec::new(),
        diagnostics: ledger.diagnostics(None),
    }
}

fn not_minutes(mut record: DocumentRecord, mut ledger: Ledger<'_>, reason: String) -> Facts {
    ledger.remark(Diagnostic::new(Code::NotMinutes, reason.clone()));
    record.status = DocumentStatus::NotMinutes;
    record.reason = Some(reason);
    empty(record, ledger)
}

fn finish(
    mut record: DocumentRecord,
    scene: &Scene<'_>,
    mut ledger: Ledger<'_>,
    reading: Reading,
) -> Facts {
    let meeting = meeting::row(scene, &mut ledger, &reading);
    meeting::remark_gaps(&mut ledger, &meeting, &reading);
    record.meeting_count = 1;
    record.accounted_share = ledger.accounted_share().map(round);
    let mut missing = Vec::new();
    if meeting.date.is_none() {
        missing.push("the date");
    }
    if reading.roll.attendance.is_empty() {
        missing.push("the roll");
    }
    if record.accounted_share.is_some_and(|share| share < 1.0) {
        missing.push("some lines of rolls, agendas or decision tables");
    }
    if ledger.has_remark(Severity::Error) {
        missing.push("what the errors among the diagnostics name");
    }
    if !missing.is_empty() {
        record.status = DocumentStatus::Partial;
        record.reason = Some(format!("not read: {}", missing.join(", ")));
    }
    let Reading { roll, agenda, decisions, statements, .. } = reading;
    let diagnostics = ledger.diagnostics(Some(&scene.meeting_id));
    Facts {
        document: record,
        pages: ledger.places.pages(),
        meetings: vec![meeting],
        attendance: roll.attendance,
        attendance_events: roll.events,
        agenda_items: agenda.items,
        decisions: decisions.rows,
        decision_owners: decisions.owners,
        deadlines: decisions.deadlines,
        statements,
        evidence: ledger.parts,
        diagnostics,
    }
}
