//! Decisions, their owners, their deadlines.

use super::{
    Date, DeadlineBasis, DeadlineKind, DecisionKind, DecisionSource, Evidence, OwnerKind,
    OwnerPart, Precision, VoteOutcome,
};

/// A row of `decisions`: a decision, an action or a commitment.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Decision {
    /// Key.
    pub decision_id: String,
    /// Key of the document.
    pub document_id: String,
    /// Key of the meeting.
    pub meeting_id: String,
    /// The decision under whose trigger it is listed.
    pub parent_id: Option<String>,
    /// Item under which it was taken.
    pub agenda_item_id: Option<String>,
    /// Identifier printed in the document.
    pub code: Option<String>,
    /// What kind it is.
    pub kind: DecisionKind,
    /// Table, prose or list.
    pub source: DecisionSource,
    /// The primary row that says the same.
    pub same_as: Option<String>,
    /// The words of the decision.
    pub text: String,
    /// How the vote ended; `None`: no vote told.
    pub vote_outcome: Option<VoteOutcome>,
    /// Votes for.
    pub votes_for: Option<i32>,
    /// Votes against.
    pub votes_against: Option<i32>,
    /// Abstentions.
    pub votes_abstained: Option<i32>,
    /// Main deadline's kind; the columns that follow repeat that row of `deadlines`.
    pub deadline_kind: Option<DeadlineKind>,
    /// Its words.
    pub deadline_raw: Option<String>,
    /// Its date.
    pub deadline_date: Option<Date>,
    /// How fine the date is.
    pub deadline_precision: Option<Precision>,
    /// Where the date comes from.
    pub deadline_basis: Option<DeadlineBasis>,
    /// Whether the sentence says all: false where its object or its end is missing.
    pub is_complete: bool,
    /// Place.
    #[serde(flatten)]
    pub evidence: Evidence,
}

/// A row of `decision_owners`.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct DecisionOwner {
    /// Key.
    pub decision_owner_id: String,
    /// Key of the document.
    pub document_id: String,
    /// Key of the meeting.
    pub meeting_id: String,
    /// The decision.
    pub decision_id: String,
    /// Position among its owners, from 1.
    pub owner_number: u32,
    /// As written.
    pub owner_raw: String,
    /// Reading form; what an acronym stands for is decided over the dataset.
    pub owner: String,
    /// What it is.
    pub owner_kind: OwnerKind,
    /// Filled in over the dataset.
    pub person_id: Option<String>,
    /// Filled in over the dataset.
    pub organisation_id: Option<String>,
    /// Leading or supporting.
    pub part: OwnerPart,
    /// Place.
    #[serde(flatten)]
    pub evidence: Evidence,
}

/// A row of `deadlines`.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Deadline {
    /// Key.
    pub deadline_id: String,
    /// Key of the document.
    pub document_id: String,
    /// Key of the meeting.
    pub meeting_id: String,
    /// The decision.
    pub decision_id: String,
    /// Position among its deadlines, from 1; 1 is the main one.
    pub deadline_number: u32,
    /// What it is.
    pub kind: DeadlineKind,
    /// As written.
    pub raw: String,
    /// Its date, where one follows from the text and the meeting's date.
    pub date: Option<Date>,
    /// How fine the date is.
    pub precision: Option<Precision>,
    /// Where the date comes from.
    pub basis: Option<DeadlineBasis>,
    /// Place.
    #[serde(flatten)]
    pub evidence: Evidence,
}
