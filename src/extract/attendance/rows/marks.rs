//! What the columns of statuses and marks say of one row.
//!
//! Invariant: more than one mark in a row decides nothing, unless they say the same.

use super::super::seat::{Cited, Remark, Stated};
use super::super::tokens::{Kind, Reader};
use super::Row;
use crate::extract::text::Text;
use crate::model::{AttendanceStatus, Basis, Capacity, Mode, Word as _};

/// What the marks of a row say.
pub(super) enum Marked {
    /// One status.
    Stated(Stated, Basis),
    /// Nothing.
    Blank,
    /// More than one.
    Many,
}

/// The mode that a header names.
pub(super) fn mode_of(reader: &Reader<'_>, header: &Text) -> Option<Mode> {
    let words = header.trimmed_of(&[':', '.', '*']);
    Mode::from_word(reader.scene.pack.lexicon("mode-word").lookup(words.as_str())?)
}

impl Row<'_> {
    /// What the columns of statuses and marks say.
    pub(super) fn status(&self) -> Marked {
        if let Some((_, text)) = self.cell("status") {
            return self.word(text).map_or(Marked::Blank, |status| {
                Marked::Stated(Stated { status, cited: self.cited(text) }, Basis::Explicit)
            });
        }
        let columns: Vec<usize> =
            self.layout.marks().into_iter().filter(|at| self.group.contains(at)).collect();
        let filled: Vec<usize> =
            columns.iter().copied().filter(|at| !self.assigned.cells[*at].is_empty()).collect();
        let mut set = Vec::new();
        for at in &filled {
            let text = &self.assigned.cells[*at];
            let tokens: Vec<&str> = text.as_str().split_whitespace().collect();
            if tokens.len() == columns.len() && tokens.len() > 1 && filled.len() == 1 {
                // As many tokens as columns: each stands for its own.
                let marks: Vec<Option<bool>> =
                    tokens.iter().map(|token| self.reader.mark_of(token)).collect();
                let yes: Vec<usize> =
                    (0..marks.len()).filter(|nth| marks[*nth] == Some(true)).collect();
                if let (true, [one]) = (marks.iter().all(Option::is_some), yes.as_slice()) {
                    set.push((
                        columns[*one],
                        self.layout.columns[columns[*one]].mark,
                        text,
                        Basis::ByPosition,
                    ));
                    continue;
                }
            }
            let mark = self
                .mark(text.as_str())
                .or_else(|| self.mark(text.as_str().split(['(', ' ']).next().unwrap_or_default()));
            match mark {
                Some(true) => set.push((*at, self.layout.columns[*at].mark, text, Basis::Explicit)),
                Some(false) if columns.len() == 1 => {
                    set.push((*at, opposite(self.layout.columns[*at].mark), text, Basis::Explicit));
                }
                Some(false) => {}
                None => {
                    if let Some(status) = self.word(text) {
                        set.push((*at, Some(status), text, Basis::Explicit));
                    }
                }
            }
        }
        match set.as_slice() {
            [] => Marked::Blank,
            [(_, Some(status), text, basis)] => {
                Marked::Stated(Stated { status: *status, cited: self.cited(text) }, *basis)
            }
            // Two marks that do not contradict each other: absent, and with a reason.
            several => {
                use AttendanceStatus::{Absent, AbsentJustified, AbsentUnjustified};
                let fine = several.iter().find(|(_, status, _, _)| {
                    matches!(status, Some(AbsentJustified | AbsentUnjustified))
                });
                let plain = several.iter().any(|(_, status, _, _)| *status == Some(Absent));
                match fine {
                    Some((_, Some(status), text, basis)) if plain && several.len() == 2 => {
                        Marked::Stated(Stated { status: *status, cited: self.cited(text) }, *basis)
                    }
                    _ => Marked::Many,
                }
            }
        }
    }

    /// How somebody took part, where the header over their mark says so: "Remote".
    pub(super) fn mode(&self) -> Option<(Mode, Cited)> {
        if let Some((_, text)) = self.cell("status")
            && let Some(mode) = self.reader.meaning_of(text.as_str()).and_then(|it| it.mode)
        {
            return Some((mode, self.cited(text)));
        }
        let columns = || self.layout.marks().into_iter().filter(|at| self.group.contains(at));
        let meant = columns().find_map(|at| {
            let text = &self.assigned.cells[at];
            Some((self.reader.meaning_of(text.as_str())?.mode?, self.cited(text)))
        });
        if meant.is_some() {
            return meant;
        }
        let mut set = columns().filter(|at| {
            let words = self.assigned.cells[*at].as_str();
            let head = words.split(['(', ' ']).next().unwrap_or_default();
            self.reader.mark_of(words).or_else(|| self.reader.mark_of(head)) == Some(true)
        });
        let header = &self.layout.columns[set.next()?].header;
        let mode = mode_of(self.reader, header).filter(|_| set.next().is_none())?;
        Some((mode, self.cited(header)))
    }

    /// Whether a cell says that somebody came through a delegate: a letter only where the header
    /// lists it among its own ("P / D / A").
    pub(super) fn is_by_delegate(&self, cited: &Cited) -> bool {
        if self.reader.meaning_of(&cited.text).is_some_and(|meaning| meaning.is_by_delegate) {
            return true;
        }
        if self.begins_with_proxy(cited) {
            return true;
        }
        let words = cited.text.trim().trim_end_matches('.');
        if self.reader.scene.pack.lexicon("delegate-mark").lookup(words).is_none() {
            return false;
        }
        let Some((at, _)) = self.cell("status") else { return false };
        let header = self.layout.columns[at].header.as_str();
        words.chars().count() > 1
            || header.split('/').any(|letter| letter.trim().eq_ignore_ascii_case(words))
    }

    /// "By proxy to Mario Rossi": the cell begins with the remark that somebody was sent.
    pub(super) fn begins_with_proxy(&self, cited: &Cited) -> bool {
        let pieces = self.reader.pieces(&Text::loose(&cited.text));
        let first = pieces.iter().find(|piece| !piece.is_filler).map(|piece| &piece.kind);
        let is_sent = |remark: &Remark| remark.capacity == Some(Capacity::Delegate);
        matches!(first, Some(Kind::Note(remark)) if is_sent(remark))
    }

    /// What a mark says here: a cross among ticks says no.
    fn mark(&self, text: &str) -> Option<bool> {
        let sort = self.reader.sort_of_mark(text)?;
        Some(sort != "no" && !(self.denies && sort == "cross"))
    }

    /// The status that a cell's words give: whole, or the first that stands in it.
    pub(super) fn word(&self, text: &Text) -> Option<AttendanceStatus> {
        if let Some(status) = self.reader.status_of(text.as_str()) {
            return Some(status);
        }
        if let Some(meaning) = self.reader.meaning_of(text.as_str()) {
            return Some(meaning.status);
        }
        // A time of presence: none of it is absence, of the kind that the cell tells.
        if let Some(is_some) = self.reader.presence_time(text.as_str()) {
            let told = self.reader.pieces(text).iter().find_map(|piece| match piece.kind {
                Kind::Status(status) => Some(status),
                _ => None,
            });
            return Some(match (is_some, told) {
                (true, _) => AttendanceStatus::Present,
                (false, Some(status)) => status,
                (false, None) => AttendanceStatus::Absent,
            });
        }
        // "in presenza, dalle 10:00": how somebody took part tells that they did.
        let lead = text.as_str().split(['(', ',', ';']).next().unwrap_or_default().trim();
        let is_mode = self.reader.scene.pack.lexicon("mode-word").lookup(lead).is_some();
        if is_mode || self.is_by_delegate(&self.cited(text)) {
            return Some(AttendanceStatus::Present);
        }
        let is_word = text.as_str().chars().any(char::is_alphabetic);
        if is_word && self.reader.is_nobody(text.as_str()) {
            return Some(AttendanceStatus::Absent);
        }
        let head = text.as_str().split(['(', ',', ' ']).next().unwrap_or_default();
        if let Some(mark) = self.mark(text.as_str()).or_else(|| self.mark(head)) {
            return Some(if mark { AttendanceStatus::Present } else { AttendanceStatus::Absent });
        }
        let pieces = self.reader.pieces(text);
        let status = pieces.iter().find_map(|piece| match &piece.kind {
            Kind::Status(status) => Some(*status),
            Kind::Note(remark) => remark.status,
            _ => None,
        });
        status.or_else(|| self.reader.status_of(head))
    }
}

fn opposite(mark: Option<AttendanceStatus>) -> Option<AttendanceStatus> {
    Some(match mark? {
        AttendanceStatus::Present => AttendanceStatus::Absent,
        AttendanceStatus::Unknown => AttendanceStatus::Unknown,
        _ => AttendanceStatus::Present,
    })
}
