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
use super::register::{self, Part};
use super::scene::Scene;
use super::{announced, definition, detect, meeting, outline, sections, statement};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::document::{Checked, Document, Format, Refusal};
use crate::model::{
    AgendaItem, AttendanceStatus, Capacity, DocumentRecord, DocumentStatus, Facts, Outcome,
    TextSource, row_key,
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
    Scene {
        document,
        outline,
        placed,
        pack,
        words,
        known,
        day: None,
        meeting_id: String::new(),
        date: None,
        next: None,
    }
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

    /// The facts of a document: of each meeting in it.
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
        let Some(parts) = self.parts(&document) else {
            let refusal =
                Refusal::new(Code::InternalError, "there is no rule pack to read it with");
            return self.refused(input, Some(document.format), &refusal);
        };
        let mut facts = empty(record(input, Some(document.format)), &mut ledger);
        facts.document.page_count = document.pages.len() as i32;
        facts.document.text_source = document.text_source;
        let is_alone = parts.len() == 1;
        if !is_alone {
            facts.diagnostics = ledger.diagnostics(None);
        }
        let mut reasons = Vec::new();
        for part in parts {
            let place =
                part.outline.blocks.first().map(|block| document.lines[block.lines[0]].span);
            let genre = match part.other.clone() {
                Some(note) => Some(note),
                None => self.meeting(input, &document, part, &mut ledger, &mut facts),
            };
            let Some(genre) = genre else { continue };
            if !is_alone {
                let remark = Diagnostic::new(Code::NotMinutes, format!("left out: {genre}"));
                ledger.remark(place.map_or(remark.clone(), |place| remark.at(place)));
            }
            reasons.push(genre);
        }
        if facts.meetings.is_empty() {
            let reason = reasons.into_iter().next().unwrap_or_else(|| NOTHING.to_owned());
            let mut anew = Ledger::new(input.document_id, &document);
            return not_minutes(facts.document, &mut anew, reason);
        }
        complete(&mut facts, ledger);
        facts
    }

    /// The meetings of a file, and what in it is no minutes.
    fn parts(&self, document: &Document) -> Option<Vec<Part>> {
        let pack = detect::base(self.rules)?;
        Some(register::parts(outline::build(document), document, pack))
    }

    /// Reads a meeting into the facts; gives what else it is, where it is no minutes.
    fn meeting(
        &self,
        input: &Input<'_>,
        document: &Document,
        part: Part,
        ledger: &mut Ledger<'_>,
        facts: &mut Facts,
    ) -> Option<String> {
        let earlier = ledger.mark();
        let Some((pack, score, mut scene)) =
            self.scene(input, document, part.outline, ledger, facts.meetings.len())
        else {
            return Some(NOTHING.to_owned());
        };
        scene.day = part.day;
        let named = &mut facts.document.rule_pack;
        if named.is_none() {
            *named = Some(pack.id.clone());
            facts.document.rule_pack_score = Some(round(score));
        }
        let reading = read_meeting(&mut scene, ledger, input);
        let is_status = |row: &&crate::model::Attendance| row.status != AttendanceStatus::Unknown;
        let statuses = reading.roll.attendance.iter().filter(is_status).count();
        // Any text has titles: those that nothing but their form tells make no minutes of it.
        let is_told = |item: &AgendaItem| item.evidence.rule != agenda::BY_FORM;
        let is_empty = reading.roll.attendance.is_empty()
            && !reading.agenda.items.iter().any(is_told)
            && reading.decisions.rows.is_empty();
        let other = detect::other_genre(&scene.outline, pack, statuses);
        if let Some(other) = other.or_else(|| is_empty.then(|| NOTHING.to_owned())) {
            ledger.back_to(earlier);
            return Some(other);
        }
        let number = facts.meetings.len() as u32 + 1;
        let row = meeting::row(&scene, ledger, &reading, number);
        meeting::remark_gaps(ledger, &row, &reading);
        facts.meetings.push(row);
        let Reading { roll, agenda, decisions, statements, .. } = reading;
        facts.attendance.extend(roll.attendance);
        facts.attendance_events.extend(roll.events);
        facts.agenda_items.extend(agenda.items);
        facts.decisions.extend(decisions.rows);
        facts.decision_owners.extend(decisions.owners);
        facts.deadlines.extend(decisions.deadlines);
        facts.statements.extend(statements);
        facts.diagnostics.extend(ledger.diagnostics(Some(&scene.meeting_id)));
        None
    }

    /// Chooses the pack and sets the scene of a meeting, the `nth` of its file from 0.
    fn scene<'a>(
        &'a self,
        input: &Input<'_>,
        document: &'a Document,
        outline: Outline,
        ledger: &mut Ledger<'_>,
        nth: usize,
    ) -> Option<(&'a Pack, f64, Scene<'a>)> {
        let (pack, score, remark) = detect::choose(self.rules, document, &outline, input.path)?;
        if let Some(remark) = remark {
            ledger.remark(remark);
        }
        let words = self.words.get(&pack.id)?;
        let first =
            outline.blocks.first().map_or(0, |block| document.lines[block.lines[0]].span.start);
        let mut scene = set(document, outline, pack, words);
        // A document's first meeting has the document's first character as its place.
        let place = if nth == 0 { 0 } else { ledger.places.characters(first) };
        scene.meeting_id = row_key(input.document_id, "meetings", place, 0);
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
        empty(record, &mut ledger)
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
        let stands = |outline: &Outline| {
            outline.blocks.iter().flat_map(|block| &block.lines).any(|index| {
                let at = &document.lines[*index];
                at.page == page && line.is_none_or(|line| line == at.number)
            })
        };
        let Some(mut parts) = self.parts(document) else { return Explanation::default() };
        let nth = parts.iter().position(|part| stands(&part.outline)).unwrap_or(0);
        let part = parts.swap_remove(nth);
        let mut ledger = Ledger::new(input.document_id, document);
        let mut facts = empty(record(input, Some(document.format)), &mut ledger);
        let outline = part.outline.clone();
        self.meeting(input, document, part, &mut ledger, &mut facts);
        facts.evidence = std::mem::take(&mut ledger.parts);
        let Some((_, _, scene)) = self.scene(input, document, outline, &mut ledger, 0) else {
            return Explanation::default();
        };
        explain(&scene, &facts, page, line)
    }
}

/// Why a document without anything to read is no minutes.
const NOTHING: &str = "neither a roll nor an agenda nor a decision was found";

fn read_meeting(scene: &mut Scene<'_>, ledger: &mut Ledger<'_>, input: &Input<'_>) -> Reading {
    definition::read(scene, ledger);
    let header = header::read(scene, ledger, input.file_name);
    scene.date = header.date.as_ref().and_then(|field| field.date);
    scene.next = announced::read(scene);
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

fn empty(record: DocumentRecord, ledger: &mut Ledger<'_>) -> Facts {
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

fn not_minutes(mut record: DocumentRecord, ledger: &mut Ledger<'_>, reason: String) -> Facts {
    ledger.remark(Diagnostic::new(Code::NotMinutes, reason.clone()));
    record.status = DocumentStatus::NotMinutes;
    record.reason = Some(reason);
    empty(record, ledger)
}

/// What is known of the document once its meetings have been read.
fn complete(facts: &mut Facts, mut ledger: Ledger<'_>) {
    facts.document.meeting_count = facts.meetings.len() as i32;
    facts.document.accounted_share = ledger.accounted_share().map(round);
    facts.diagnostics.extend(ledger.diagnostics(None));
    facts.evidence = ledger.parts;
    let mut missing = Vec::new();
    if facts.meetings.iter().any(|meeting| meeting.date.is_none()) {
        missing.push("the date");
    }
    let has_roll = |id: &String| facts.attendance.iter().any(|row| row.meeting_id == *id);
    if !facts.meetings.iter().all(|meeting| has_roll(&meeting.meeting_id)) {
        missing.push("the roll");
    }
    if facts.document.accounted_share.is_some_and(|share| share < 1.0) {
        missing.push("some lines of rolls, agendas or decision tables");
    }
    let error = Severity::Error.word();
    if facts.diagnostics.iter().any(|remark| remark.severity == error) {
        missing.push("what the errors among the diagnostics name");
    }
    if !missing.is_empty() {
        facts.document.status = DocumentStatus::Partial;
        facts.document.reason = Some(format!("not read: {}", missing.join(", ")));
    }
}
