//! Agenda items, and statements about earlier things.

use super::{Date, Evidence, Outcome, Polarity, State, StatementKind};

/// A row of `agenda_items`.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct AgendaItem {
    /// Key.
    pub agenda_item_id: String,
    /// Key of the document.
    pub document_id: String,
    /// Key of the meeting.
    pub meeting_id: String,
    /// The item that holds it ("varie ed eventuali").
    pub parent_id: Option<String>,
    /// `main`, or `supplement` where a second agenda starts again at 1.
    pub agenda_part: String,
    /// Number or letter as printed, without its bracket; `None`: a bullet.
    pub number: Option<String>,
    /// Numbers or titles from the top, joined by ` / `.
    pub path: String,
    /// Title on the agenda; where there is no list, the heading of the discussion.
    pub title: String,
    /// Heading under which it was discussed, where it differs from the title.
    pub title_in_discussion: Option<String>,
    /// What became of it.
    pub outcome: Outcome,
    /// The words that say so.
    pub outcome_raw: Option<String>,
    /// To when it was put off, as written.
    pub deferred_to: Option<String>,
    /// The later item that takes up one that was deferred, filled in over the dataset.
    #[serde(default)]
    pub taken_up_in: Option<String>,
    /// Place of the title.
    #[serde(flatten)]
    pub evidence: Evidence,
}

/// A row of `statements`: what minutes say of earlier things.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Statement {
    /// Key.
    pub statement_id: String,
    /// Key of the document.
    pub document_id: String,
    /// Key of the meeting.
    pub meeting_id: String,
    /// Reference, state or announcement.
    pub kind: StatementKind,
    /// Item under which it was said.
    pub agenda_item_id: Option<String>,
    /// Date of the earlier thing.
    pub ref_date: Option<Date>,
    /// Its number.
    pub ref_number: Option<String>,
    /// Its code.
    pub ref_code: Option<String>,
    /// The body that did it.
    pub ref_body: Option<String>,
    /// Its state.
    pub state: Option<State>,
    /// Whether the statement affirms or denies.
    pub polarity: Polarity,
    /// The sentence.
    pub text: String,
    /// Place.
    #[serde(flatten)]
    pub evidence: Evidence,
}
