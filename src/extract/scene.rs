//! What every stage of the extraction sees of one document.

use super::announced::Announced;
use super::names::{Known, NameReader, NameWords};
use super::outline::Outline;
use super::sections::Placed;
use super::text::Text;
use crate::document::Document;
use crate::model::{Date, Span};
use crate::rules::Pack;

/// A document, its outline and the pack that reads it.
#[derive(Debug)]
pub(super) struct Scene<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its blocks.
    pub outline: Outline,
    /// The section of each block.
    pub placed: Vec<Placed<'a>>,
    /// The pack.
    pub pack: &'a Pack,
    /// The pack's words for names.
    pub words: &'a NameWords,
    /// Acronyms and people that are known so far: the roll adds its people.
    pub known: Known,
    /// The day that the beginning of the meeting names in a file of several.
    pub day: Option<(Date, Span)>,
    /// Key of the meeting.
    pub meeting_id: String,
    /// Day of the meeting, once the header has been read.
    pub date: Option<Date>,
    /// The day that the document announces for the next meeting.
    pub next: Option<Announced>,
}

impl Scene<'_> {
    /// A reader of names for a text.
    #[must_use]
    pub(super) fn reader<'t>(&'t self, text: &'t Text) -> NameReader<'t> {
        NameReader::new(self.pack, self.words, &self.known, text)
    }
}
