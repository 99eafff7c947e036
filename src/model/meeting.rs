//! A meeting: its header fields and what its roll claims of itself.

use super::{BodyKind, Call, Date, Evidence, PresenceScope, RollCheck, SessionKind};

/// A row of `meetings`.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Meeting {
    /// Key.
    pub meeting_id: String,
    /// Key of the document.
    pub document_id: String,
    /// Position in its file, from 1.
    pub meeting_index: u32,
    /// Social-planning district, as the pack, the letterhead or the registry names it.
    pub ambito: Option<String>,
    /// The body that met.
    pub body: Option<String>,
    /// Its kind.
    pub body_kind: Option<BodyKind>,
    /// Number of the minutes, as printed.
    pub number: Option<String>,
    /// Day of the meeting.
    pub date: Option<Date>,
    /// Its words.
    pub date_raw: Option<String>,
    /// `HH:MM`.
    pub start_time: Option<String>,
    /// `HH:MM`.
    pub end_time: Option<String>,
    /// Minutes between the two.
    pub duration_minutes: Option<i32>,
    /// Where it was held.
    pub place: Option<String>,
    /// First, second or single call; `None`: not said.
    pub call: Option<Call>,
    /// Ordinary, extraordinary, urgent; `None`: not said.
    pub session_kind: Option<SessionKind>,
    /// Who chaired, as written.
    pub chair: Option<String>,
    /// Who kept the minutes, as written.
    pub secretary: Option<String>,
    /// Who chaired, filled in over the dataset.
    #[serde(default)]
    pub chair_person_id: Option<String>,
    /// Who kept the minutes, filled in over the dataset.
    #[serde(default)]
    pub secretary_person_id: Option<String>,
    /// Whether the text is an extract of the minutes.
    pub is_excerpt: bool,
    /// Number of those present, as the text states it.
    pub stated_present: Option<i32>,
    /// Number of those absent, as the text states it.
    pub stated_absent: Option<i32>,
    /// How the roll agrees with the two.
    pub roll_check: RollCheck,
    /// Whether the text states that the meeting was quorate; `None`: not said.
    pub quorum_stated: Option<bool>,
    /// Seats that the registry gives the body on that day, filled in over the dataset.
    #[serde(default)]
    pub eligible_seats: Option<i32>,
    /// Whether more than half of these seats were filled; `None`: not known.
    #[serde(default)]
    pub quorum_by_heads: Option<bool>,
    /// The same by the weights of the registry.
    #[serde(default)]
    pub quorum_by_weight: Option<bool>,
    /// The same by the inhabitants of the comuni.
    #[serde(default)]
    pub quorum_by_population: Option<bool>,
    /// How much of the membership the roll shows.
    pub presence_scope: PresenceScope,
    /// The better copy of the same meeting, worked out over the dataset.
    pub duplicate_of: Option<String>,
    /// Main place: where the date or the body stands.
    #[serde(flatten)]
    pub evidence: Evidence,
}
