//! Evidence: where in a document the words stand that prove a value.
//!
//! Two units of offset exist and each type has one: [`Span`] counts bytes of the document's
//! text (inside the program), [`Place`] counts Unicode characters of it (in tables).

/// A half-open stretch of a document's text, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

impl Span {
    /// The stretch from `start` up to, not including, `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }
    /// Whether no byte is inside.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }
    /// Whether the other stretch lies wholly within this one.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
    /// Whether the two share a byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
    /// The smallest stretch that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }
}

/// A place in a document as tables give it.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Place {
    /// Page, from 1.
    pub page: u32,
    /// Line within the page, from 1.
    pub line: u32,
    /// First character, counted in Unicode characters from the start of the document's text.
    pub char_start: u32,
    /// Character after the last.
    pub char_end: u32,
    /// The document's text between the two, to the letter.
    pub quote: String,
}

/// How sure a value is; `evaluate` prints how often each level is right.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Worked out from position, totals or the absence of a contradiction.
    Low,
    /// Read from prose by a rule.
    Medium,
    /// Stated in a form made for it: a labelled field, a table cell, a formula.
    High,
}

impl Confidence {
    /// The word in tables.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// What proves a fact: its main place, the rule that read it, and how sure it is.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Evidence {
    /// First or main place.
    #[serde(flatten)]
    pub place: Place,
    /// Id of the rule.
    pub rule: String,
    /// Level of confidence.
    pub confidence: Confidence,
}

/// A further place that proves one column of one row: a row of the table `evidence`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct EvidencePart {
    /// Key of this row.
    pub evidence_id: String,
    /// Table of the row that is proved.
    pub table: String,
    /// Key of the row that is proved.
    pub row_id: String,
    /// Column of the row that is proved.
    pub column: String,
    /// Which part of the value, from 0, where it stands in pieces.
    pub part: u32,
    /// The place.
    #[serde(flatten)]
    pub place: Place,
    /// Id of the rule.
    pub rule: String,
}
