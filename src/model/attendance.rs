//! Attendance: a person, or an organisation without a name, in a seat of a meeting.
//!
//! Invariant: absence is a statement found in the text. Who is merely not mentioned has no
//! row here, so a rate never counts silence as absence.

use super::{AttendanceStatus, Basis, Capacity, EventKind, Evidence, Mode};

/// A row of `attendance`.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Attendance {
    /// Key.
    pub attendance_id: String,
    /// Key of the document.
    pub document_id: String,
    /// Key of the meeting.
    pub meeting_id: String,
    /// Shared by who stands in and who is stood in for.
    pub seat_id: String,
    /// Position on the roll, from 1.
    pub row_number: u32,
    /// Filled in over the dataset.
    pub person_id: Option<String>,
    /// Name in reading form: no honorific, hyphenation joined, inner case kept.
    pub name: Option<String>,
    /// Name as printed.
    pub name_raw: Option<String>,
    /// Title before or within the name.
    pub honorific: Option<String>,
    /// Role or office, as printed.
    pub role: Option<String>,
    /// Filled in over the dataset.
    pub organisation_id: Option<String>,
    /// Organisation in reading form; what an acronym stands for is decided over the dataset.
    pub organisation: Option<String>,
    /// Organisation as printed.
    pub organisation_raw: Option<String>,
    /// Whether they were there.
    pub status: AttendanceStatus,
    /// How they took part.
    pub mode: Mode,
    /// In what capacity.
    pub capacity: Capacity,
    /// Whether they chaired.
    pub is_chair: bool,
    /// Whether they kept the minutes.
    pub is_secretary: bool,
    /// Whether the seat votes; `None`: not known.
    pub is_voting: Option<bool>,
    /// What the status rests on.
    pub basis: Basis,
    /// The words or the mark that gave the status.
    pub status_raw: Option<String>,
    /// Whom they stand in for, as written.
    pub represents: Option<String>,
    /// Who stands in for them, as written.
    pub represented_by: Option<String>,
    /// Whom they stand in for, filled in over the dataset.
    #[serde(default)]
    pub represents_person_id: Option<String>,
    /// Who stands in for them, filled in over the dataset.
    #[serde(default)]
    pub represented_by_person_id: Option<String>,
    /// `HH:MM`.
    pub arrived_at: Option<String>,
    /// `HH:MM`.
    pub left_at: Option<String>,
    /// Place of the name.
    #[serde(flatten)]
    pub evidence: Evidence,
}

/// A row of `attendance_events`: an arrival, departure, return, or call of the roll.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct AttendanceEvent {
    /// Key.
    pub attendance_event_id: String,
    /// Key of the document.
    pub document_id: String,
    /// Key of the meeting.
    pub meeting_id: String,
    /// What happened.
    pub kind: EventKind,
    /// `HH:MM`.
    pub time: Option<String>,
    /// Item under discussion.
    pub agenda_item_id: Option<String>,
    /// Who.
    pub attendance_id: Option<String>,
    /// First, second, ... call of the roll.
    pub call_number: Option<i32>,
    /// Number present after it, as stated.
    pub present_count: Option<i32>,
    /// Place.
    #[serde(flatten)]
    pub evidence: Evidence,
}
