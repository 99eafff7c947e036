//! Text that remembers where it came from.
//!
//! A [`Mapped`] is a string in reading form (markup gone, white space folded, split words
//! joined) and, for each of its bytes, the byte of the document's text that it stands for.
//! Joining two of them (a wrapped clause, a cell over three lines) keeps both ways home.
//!
//! Invariant: `text.len() == origin.len()`, and `origin` never falls within one piece.

use std::ops::Range;

use crate::model::Span;

/// A text with the way back to the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapped {
    text: String,
    /// For each byte of `text`, its byte in the document's text.
    origin: Vec<u32>,
    /// For each byte of `text`, the byte after the character that it stands for.
    origin_end: Vec<u32>,
}

impl Mapped {
    /// The text that stands in the document at `span`, unchanged.
    #[must_use]
    pub fn verbatim(document_text: &str, span: Span) -> Self {
        let mut mapped = Self::default();
        for (offset, letter) in document_text[span.start..span.end].char_indices() {
            let start = span.start + offset;
            mapped.push(letter, Span::new(start, start + letter.len_utf8()));
        }
        mapped
    }

    /// An empty text with room for `bytes` bytes.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            origin: Vec::with_capacity(bytes),
            origin_end: Vec::with_capacity(bytes),
        }
    }

    /// Adds a character that stands for `span` of the document.
    ///
    /// Offsets beyond 4 GiB do not occur: the limit on document size is far below.
    pub fn push(&mut self, letter: char, span: Span) {
        self.text.push(letter);
        for _ in 0..letter.len_utf8() {
            self.origin.push(u32::try_from(span.start).unwrap_or(u32::MAX));
            self.origin_end.push(u32::try_from(span.end).unwrap_or(u32::MAX));
        }
    }

    /// Appends another piece, parted by `glue`; the glue leads back to the end of this piece.
    pub fn join(&mut self, other: &Self, glue: &str) {
        if !self.is_empty() {
            let end = self.origin_end.last().map_or(0, |end| *end as usize);
            for letter in glue.chars() {
                self.push(letter, Span::new(end, end));
            }
        }
        self.text.push_str(&other.text);
        self.origin.extend_from_slice(&other.origin);
        self.origin_end.extend_from_slice(&other.origin_end);
    }

    /// The reading text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
    /// Whether there is no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
    /// Length of the reading text in bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Its characters, each with the stretch of the document that it stands for; that of
    /// glue is empty.
    #[must_use]
    pub fn letters(&self) -> impl DoubleEndedIterator<Item = (char, Span)> {
        self.text.char_indices().map(|(byte, letter)| {
            let span = Span::new(self.origin[byte] as usize, self.origin_end[byte] as usize);
            (letter, span)
        })
    }

    /// The document's stretch for `range` bytes of the reading text: from the first
    /// character to the last, whatever lies between. An empty range gives an empty stretch.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        let range = range.start.min(self.len())..range.end.min(self.len());
        if range.is_empty() {
            let at = self.origin.get(range.start).or(self.origin_end.last());
            let at = at.map_or(0, |offset| *offset as usize);
            return Span::new(at, at);
        }
        let pieces =
            range.map(|byte| Span::new(self.origin[byte] as usize, self.origin_end[byte] as usize));
        pieces.filter(|piece| !piece.is_empty()).reduce(Span::cover).unwrap_or_default()
    }

    /// The document's stretch for the whole text.
    #[must_use]
    pub fn whole(&self) -> Span {
        self.span(0..self.len())
    }

    /// Shortens the text to its first `len` bytes.
    pub fn truncate(&mut self, len: usize) {
        self.text.truncate(len);
        self.origin.truncate(len);
        self.origin_end.truncate(len);
    }

    /// Puts another character in the place of the last; an empty text stays so.
    pub(super) fn replace_last(&mut self, letter: char) {
        let Some((_, span)) = self.letters().next_back() else { return };
        let last = self.text.chars().next_back().map_or(0, char::len_utf8);
        self.truncate(self.text.len() - last);
        self.push(letter, span);
    }

    /// The part of the text within `range` bytes.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Self {
        Self {
            text: self.text[range.clone()].to_owned(),
            origin: self.origin[range.clone()].to_vec(),
            origin_end: self.origin_end[range].to_vec(),
        }
    }

    /// The text without white space at either end.
    #[must_use]
    pub fn trimmed(&self) -> Self {
        let start = self.text.len() - self.text.trim_start().len();
        let end = self.text.trim_end().len();
        if start >= end { Self::default() } else { self.slice(start..end) }
    }
}
