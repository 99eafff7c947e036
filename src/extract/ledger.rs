//! The ledger of one document: facts with their keys and places, remarks, and what is owed.
//!
//! In: values with [`Span`]s. Out: [`Evidence`] with page, line, characters and quote; keys;
//! diagnostics; and the account of lines that rolls, agendas and decision tables hold against
//! those that a rule read (`accounted_share`).

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::model::{
    Confidence, DiagnosticRecord, Evidence, EvidencePart, PageText, Place, Span, row_key,
};

/// Places in a document's text: from bytes to pages, lines and characters.
#[derive(Debug)]
pub(super) struct Places<'a> {
    document: &'a Document,
    /// Characters before every 256th byte, so that counting starts near.
    counts: Vec<u32>,
}

const STRIDE: usize = 256;

/// How far a ledger has been written.
#[derive(Debug)]
pub(super) struct Mark {
    parts: usize,
    diagnostics: usize,
    account: BTreeMap<usize, bool>,
}

impl<'a> Places<'a> {
    /// Prepares the way from bytes to characters.
    #[must_use]
    pub(super) fn new(document: &'a Document) -> Self {
        let mut counts = vec![0];
        let mut count = 0;
        for chunk in document.text.as_bytes().chunks(STRIDE) {
            count += chunk.iter().filter(|byte| (**byte & 0xC0) != 0x80).count() as u32;
            counts.push(count);
        }
        Self { document, counts }
    }

    /// Unicode characters before byte `at`.
    #[must_use]
    pub(super) fn characters(&self, at: usize) -> u32 {
        let chunk = at / STRIDE;
        let bytes = &self.document.text.as_bytes()[chunk * STRIDE..at];
        self.counts[chunk] + bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count() as u32
    }

    /// The place of a stretch.
    #[must_use]
    pub(super) fn place(&self, span: Span) -> Place {
        let lines = &self.document.lines;
        let at = lines.partition_point(|line| line.span.start <= span.start).saturating_sub(1);
        let (page, line) = lines.get(at).map_or((1, 1), |line| {
            // A row whose cells hold several printed lines: count the newlines within it.
            let inside = &self.document.text
                [line.span.start..span.start.clamp(line.span.start, line.span.end)];
            (line.page, line.number + inside.matches('\n').count() as u32)
        });
        Place {
            page,
            line,
            char_start: self.characters(span.start),
            char_end: self.characters(span.end),
            quote: self.document.text[span.start..span.end].to_owned(),
        }
    }

    /// The pages as the table `document_text` holds them.
    #[must_use]
    pub(super) fn pages(&self) -> Vec<PageText> {
        let pages = self.document.pages.iter();
        let page_text = |page: &crate::document::Page| PageText {
            page: page.number,
            char_start: self.characters(page.span.start),
            text: self.document.text[page.span.start..page.span.end].to_owned(),
        };
        pages.map(page_text).collect()
    }
}

/// Where facts of a document are written down.
#[derive(Debug)]
pub(super) struct Ledger<'a> {
    /// Key of the document.
    pub document_id: String,
    /// Places in its text.
    pub places: Places<'a>,
    /// Further evidence.
    pub parts: Vec<EvidencePart>,
    /// Number of people with a seat who are present, once the roll has been read.
    pub present: Option<i32>,
    diagnostics: Vec<Diagnostic>,
    ordinals: BTreeMap<(String, u32), u32>,
    /// Lines that should be read: document line to whether a rule read or left it out.
    account: BTreeMap<usize, bool>,
}

impl<'a> Ledger<'a> {
    /// An empty ledger.
    #[must_use]
    pub(super) fn new(document_id: &str, document: &'a Document) -> Self {
        Self {
            document_id: document_id.to_owned(),
            places: Places::new(document),
            parts: Vec::new(),
            present: None,
            diagnostics: Vec::new(),
            ordinals: BTreeMap::new(),
            account: BTreeMap::new(),
        }
    }

    /// Evidence at a place.
    #[must_use]
    pub(super) fn evidence(&self, span: Span, rule: &str, confidence: Confidence) -> Evidence {
        Evidence { place: self.places.place(span), rule: rule.to_owned(), confidence }
    }

    /// The key of the next row of `table` that starts at `char_start`.
    pub(super) fn key(&mut self, table: &str, char_start: u32) -> String {
        let ordinal = self.ordinals.entry((table.to_owned(), char_start)).or_insert(0);
        let key = row_key(&self.document_id, table, char_start, *ordinal);
        *ordinal += 1;
        key
    }

    /// Notes a further place that proves `column` of a row.
    pub(super) fn prove(
        &mut self,
        table: &str,
        row_id: &str,
        column: &str,
        span: Span,
        rule: &str,
    ) {
        if span.is_empty() {
            return;
        }
        let place = self.places.place(span);
        let same = |part: &&EvidencePart| {
            part.table == table && part.row_id == row_id && part.column == column
        };
        let part = self.parts.iter().rev().take(16).filter(same).count() as u32;
        let evidence_id = self.key("evidence", place.char_start);
        self.parts.push(EvidencePart {
            evidence_id,
            table: table.to_owned(),
            row_id: row_id.to_owned(),
            column: column.to_owned(),
            part,
            place,
            rule: rule.to_owned(),
        });
    }

    /// Adds a remark.
    pub(super) fn remark(&mut self, diagnostic: Diagnostic) {
        if !self.diagnostics.contains(&diagnostic) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// A line of a roll, agenda or decision table that a rule ought to read.
    pub(super) fn expect_line(&mut self, line: usize) {
        self.account.entry(line).or_insert(false);
    }

    /// Such a line that a rule read or knowingly left out.
    pub(super) fn account_line(&mut self, line: usize) {
        self.account.insert(line, true);
    }

    /// What has been written down so far, to come [`Self::back_to`].
    pub(super) fn mark(&self) -> Mark {
        Mark {
            parts: self.parts.len(),
            diagnostics: self.diagnostics.len(),
            account: self.account.clone(),
        }
    }

    /// Forgets what was written down since a mark: what was read was no minutes.
    pub(super) fn back_to(&mut self, mark: Mark) {
        self.parts.truncate(mark.parts);
        self.diagnostics.truncate(mark.diagnostics);
        self.account = mark.account;
        self.present = None;
    }

    /// Share of lines accounted for; `None` where there are none.
    #[must_use]
    pub(super) fn accounted_share(&self) -> Option<f64> {
        let read = self.account.values().filter(|read| **read).count();
        (!self.account.is_empty()).then(|| read as f64 / self.account.len() as f64)
    }

    /// The remarks as rows.
    pub(super) fn diagnostics(&mut self, meeting_id: Option<&str>) -> Vec<DiagnosticRecord> {
        let remarks = std::mem::take(&mut self.diagnostics);
        let mut rows = Vec::new();
        for remark in remarks {
            let place = remark.span.map(|span| self.places.place(span));
            let at = place.as_ref().map_or(0, |place| place.char_start);
            rows.push(DiagnosticRecord {
                diagnostic_id: self.key("diagnostics", at),
                document_id: Some(self.document_id.clone()),
                meeting_id: meeting_id.map(str::to_owned),
                severity: remark.code.severity().word().to_owned(),
                code: remark.code.word().to_owned(),
                message: remark.message,
                hint: remark.code.hint().to_owned(),
                place,
                rule: remark.rule,
            });
        }
        rows
    }
}
