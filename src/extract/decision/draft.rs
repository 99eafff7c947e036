//! A decision in the making: values with the places that prove them, no keys yet.

use super::super::text::Text;
use crate::model::{
    Confidence, Date, DeadlineBasis, DeadlineKind, DecisionKind, DecisionSource, OwnerKind,
    OwnerPart, Precision, Span, VoteOutcome,
};

/// A decision before it has a key.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// Its words.
    pub(super) text: Text,
    /// The sentence it stands in: wider than `text` where a sentence holds several.
    pub(super) kind: DecisionKind,
    /// Where it was found.
    pub(super) source: DecisionSource,
    /// The rule that read it.
    pub(super) rule: String,
    /// How sure.
    pub(super) confidence: Confidence,
    /// Place of its block in the outline.
    pub(super) block: usize,
    /// Place of its agenda item.
    pub(super) item: Option<usize>,
    /// The number of its item, where its row tells one.
    pub(super) item_number: Option<String>,
    /// Place of the draft under whose trigger it is listed.
    pub(super) parent: Option<usize>,
    /// Place of the draft that says the same and counts.
    pub(super) same_as: Option<usize>,
    /// Identifier printed.
    pub(super) code: Option<(String, Span)>,
    /// Owners.
    pub(super) owners: Vec<OwnerDraft>,
    /// Deadlines, the main one first.
    pub(super) deadlines: Vec<DeadlineDraft>,
    /// Vote.
    pub(super) vote: Option<VoteDraft>,
    /// Whether the sentence is whole.
    pub(super) is_complete: bool,
}

impl Draft {
    /// A draft of these words.
    pub(super) fn new(text: Text, kind: DecisionKind, source: DecisionSource, rule: &str) -> Self {
        let confidence = match source {
            DecisionSource::Table => Confidence::High,
            DecisionSource::Prose | DecisionSource::List => Confidence::Medium,
        };
        Self {
            text,
            kind,
            source,
            rule: rule.to_owned(),
            confidence,
            block: 0,
            item: None,
            item_number: None,
            parent: None,
            same_as: None,
            code: None,
            owners: Vec::new(),
            deadlines: Vec::new(),
            vote: None,
            is_complete: true,
        }
    }
}

/// An owner before it has a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::extract) struct OwnerDraft {
    /// As written.
    pub(in crate::extract) raw: String,
    /// Reading form.
    pub(in crate::extract) name: String,
    /// What it is.
    pub(in crate::extract) kind: OwnerKind,
    /// Leading or supporting.
    pub(in crate::extract) part: OwnerPart,
    /// Where it stands.
    pub(in crate::extract) span: Span,
    /// The rule that read it.
    pub(in crate::extract) rule: String,
}

/// A deadline before it has a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::extract) struct DeadlineDraft {
    /// What it is.
    pub(in crate::extract) kind: DeadlineKind,
    /// As written.
    pub(in crate::extract) raw: String,
    /// Where it stands.
    pub(in crate::extract) span: Span,
    /// Its date.
    pub(in crate::extract) date: Option<Date>,
    /// How fine.
    pub(in crate::extract) precision: Option<Precision>,
    /// Where the date comes from.
    pub(in crate::extract) basis: Option<DeadlineBasis>,
    /// The rule that read it.
    pub(in crate::extract) rule: String,
}

/// A vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct VoteDraft {
    /// How it ended.
    pub(super) outcome: Option<VoteOutcome>,
    /// For.
    pub(super) votes_for: Option<i32>,
    /// Against.
    pub(super) against: Option<i32>,
    /// Abstained.
    pub(super) abstained: Option<i32>,
    /// Where it is told.
    pub(super) span: Span,
    /// The rule that read it.
    pub(super) rule: String,
}
