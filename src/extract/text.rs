//! A text under the eyes of the rules: reading form, matching form, and the way home.
//!
//! Three coordinates meet here and each method says which it takes: *folded* bytes (patterns
//! match there), *reading* bytes (what people see), *document* bytes ([`Span`]).

use std::ops::Range;

use crate::document::Mapped;
use crate::model::Span;
use crate::rules::Folded;

/// A piece of a document in reading and matching form.
#[derive(Clone, Debug, Default)]
pub(super) struct Text {
    mapped: Mapped,
    folded: Folded,
}

impl Text {
    /// Folds a mapped text.
    #[must_use]
    pub(super) fn new(mapped: Mapped) -> Self {
        let folded = Folded::new(mapped.as_str());
        Self { mapped, folded }
    }
    /// A text that stands in no document: for examples in rule files.
    #[must_use]
    pub(super) fn loose(text: &str) -> Self {
        Self::new(Mapped::verbatim(text, Span::new(0, text.len())))
    }
    /// The reading form.
    #[must_use]
    pub(super) fn as_str(&self) -> &str {
        self.mapped.as_str()
    }
    /// The matching form.
    #[must_use]
    pub(super) fn folded(&self) -> &Folded {
        &self.folded
    }
    /// The mapped text.
    #[must_use]
    pub(super) fn mapped(&self) -> &Mapped {
        &self.mapped
    }
    /// Whether there is no text.
    #[must_use]
    pub(super) fn is_empty(&self) -> bool {
        self.mapped.is_empty()
    }
    /// The document's stretch of the whole text.
    #[must_use]
    pub(super) fn whole(&self) -> Span {
        self.mapped.whole()
    }
    /// The document's stretch of folded bytes.
    #[must_use]
    pub(super) fn span(&self, folded: Range<usize>) -> Span {
        self.mapped.span(self.folded.reading(folded))
    }
    /// The document's stretch of reading bytes.
    #[must_use]
    pub(super) fn span_of_reading(&self, reading: Range<usize>) -> Span {
        self.mapped.span(reading)
    }
    /// The reading form of folded bytes, without white space at its ends.
    #[must_use]
    pub(super) fn words(&self, folded: Range<usize>) -> &str {
        self.as_str()[self.folded.reading(folded)].trim()
    }
    /// The part of the text that folded bytes stand for.
    #[must_use]
    pub(super) fn part(&self, folded: Range<usize>) -> Self {
        Self::new(self.mapped.slice(self.folded.reading(folded)).trimmed())
    }
    /// The part of the text within reading bytes.
    #[must_use]
    pub(super) fn part_of_reading(&self, reading: Range<usize>) -> Self {
        Self::new(self.mapped.slice(reading).trimmed())
    }
    /// The text without white space and without `marks` at its end.
    #[must_use]
    pub(super) fn trimmed_of(&self, marks: &[char]) -> Self {
        let text = self.as_str();
        let end = text
            .trim_end_matches(|letter: char| letter.is_whitespace() || marks.contains(&letter))
            .len();
        if end == text.len() { self.clone() } else { self.part_of_reading(0..end) }
    }
    /// This text and another, with a blank between.
    #[must_use]
    pub(super) fn joined(&self, other: &Self) -> Self {
        let mut mapped = self.mapped.clone();
        mapped.join(&other.mapped, " ");
        Self::new(mapped)
    }
}
