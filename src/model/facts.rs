//! What one document yields, whole: the unit that is stored, merged and aggregated.

use super::{
    AgendaItem, Attendance, AttendanceEvent, Deadline, Decision, DecisionOwner, DocumentStatus,
    EvidencePart, FileStatus, Meeting, Place, Statement, TextSource,
};

/// A row of `files`: an input path.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FileRecord {
    /// Key: hash of the input's name and the path relative to it.
    pub file_id: String,
    /// Path relative to its input, with `/`.
    pub path: String,
    /// Last component of the path.
    pub file_name: String,
    /// Size in bytes; `None` where it could not be read.
    pub byte_size: Option<i64>,
    /// What became of it.
    pub status: FileStatus,
    /// Why, where it was not read.
    pub reason: Option<String>,
    /// Key of its content; copies share it.
    pub document_id: Option<String>,
}

/// A row of `documents`: a distinct content.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct DocumentRecord {
    /// Key: hash of the bytes.
    pub document_id: String,
    /// Path of its first file, in path order.
    pub path: String,
    /// File name of its first file.
    pub file_name: String,
    /// `text`, `markdown`, `pdf`, ...
    pub format: String,
    /// Size in bytes.
    pub byte_size: i64,
    /// Number of pages.
    pub page_count: i32,
    /// Where the text comes from.
    pub text_source: TextSource,
    /// The pack that read it.
    pub rule_pack: Option<String>,
    /// Weight of the signals that chose the pack.
    pub rule_pack_score: Option<f64>,
    /// What became of it.
    pub status: DocumentStatus,
    /// Why, where it is not `extracted`.
    pub reason: Option<String>,
    /// Number of meetings found.
    pub meeting_count: i32,
    /// Of the lines of rolls, agendas and decision tables, the share matched or knowingly
    /// left out by a rule; `None` where there is no such line.
    pub accounted_share: Option<f64>,
}

/// A row of `document_text`: a page.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct PageText {
    /// Page, from 1.
    pub page: u32,
    /// Its first character in the document's text.
    pub char_start: u32,
    /// Its text; the pages' texts in order, with nothing between them, are the document's.
    pub text: String,
}

/// A row of `diagnostics`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct DiagnosticRecord {
    /// Key.
    pub diagnostic_id: String,
    /// Key of the document; `None` for a file that could not be read.
    pub document_id: Option<String>,
    /// Key of the meeting.
    pub meeting_id: Option<String>,
    /// `error`, `warning` or `note`.
    pub severity: String,
    /// One of the closed, documented codes.
    pub code: String,
    /// What was seen.
    pub message: String,
    /// What to do.
    pub hint: String,
    /// Where, if at one place.
    pub place: Option<Place>,
    /// The rule concerned.
    pub rule: Option<String>,
}

/// All that one document yields.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Facts {
    /// The document's own row.
    pub document: DocumentRecord,
    /// Its pages.
    pub pages: Vec<PageText>,
    /// Its meetings.
    pub meetings: Vec<Meeting>,
    /// Rolls.
    pub attendance: Vec<Attendance>,
    /// Events on the rolls.
    pub attendance_events: Vec<AttendanceEvent>,
    /// Agendas.
    pub agenda_items: Vec<AgendaItem>,
    /// Decisions.
    pub decisions: Vec<Decision>,
    /// Their owners.
    pub decision_owners: Vec<DecisionOwner>,
    /// Their deadlines.
    pub deadlines: Vec<Deadline>,
    /// Statements about earlier things.
    pub statements: Vec<Statement>,
    /// Further places that prove single columns.
    pub evidence: Vec<EvidencePart>,
    /// Remarks.
    pub diagnostics: Vec<DiagnosticRecord>,
}
