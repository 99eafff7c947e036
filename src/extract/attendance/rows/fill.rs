//! What stands beside a name in its row: organisation, role, remarks, times, who stands in.

use super::super::seat::{Cited, Seat};
use super::super::tokens::{Kind, Mark};
use super::Row;
use crate::extract::text::Text;
use crate::model::{AttendanceStatus, Capacity};

impl Row<'_> {
    /// Organisation and role cells.
    pub(super) fn fill(&self, seat: &mut Seat) {
        if let Some((_, text)) = self.cell("organisation") {
            let pieces = self.reader.pieces(text);
            let open = pieces.iter().position(|piece| matches!(piece.kind, Kind::Mark(Mark::Open)));
            let mut end = text.as_str().len();
            if let Some(open) = open {
                let says = pieces[open..]
                    .iter()
                    .any(|piece| matches!(piece.kind, Kind::Note(_) | Kind::Status(_)));
                if says {
                    end = pieces[open].range.start;
                    self.remarks(seat, text);
                }
            }
            let range = 0..end;
            if !text.as_str()[range.clone()].trim().is_empty()
                && !self.reader.is_empty_mark(text.as_str())
            {
                seat.organisation = Some(Cited::of(text, range, &self.layout.rule.id));
            }
        }
        if let Some((_, text)) =
            self.cell("role").filter(|(_, text)| !self.reader.is_empty_mark(text.as_str()))
        {
            let role = self.cited(text);
            let before = seat.role.take();
            self.remarks(seat, text);
            seat.role = Some(role);
            if let Some(before) = before.filter(|before| before.rule != self.layout.rule.id) {
                seat.add_role(before);
            }
        }
    }

    /// Times and remarks.
    pub(super) fn notes(&self, seat: &mut Seat) {
        for at in self.group.clone() {
            let text = &self.assigned.cells[at];
            if text.is_empty() {
                continue;
            }
            match self.layout.columns[at].role.as_deref() {
                Some("note" | "status" | "mark") => {
                    // Where no column is one of statuses, a remark may be one.
                    let has_none = !self.layout.has("status") && self.layout.marks().is_empty();
                    let told = self.reader.status_of(text.as_str()).filter(|_| has_none);
                    if let Some(status) = told {
                        seat.state(status, self.cited(text));
                    }
                    self.remarks(seat, text);
                    let names = self.reader.scene.reader(text);
                    if seat.role.is_none()
                        && names.role(0).is_some_and(|role| role.end == text.as_str().len())
                    {
                        seat.role = Some(self.cited(text));
                    }
                }
                Some("represented_by") if !self.reader.is_empty_mark(text.as_str()) => {
                    seat.represented_by = Some(self.stand_in(text));
                    if seat.is_present() && seat.capacity.is_none() {
                        seat.capacity = Some((Capacity::Delegate, self.cited(text)));
                    }
                }
                Some("arrived_at") => {
                    seat.arrived_at = self.time(text);
                    // Who came at a time was there.
                    if let Some(cited) = seat.arrived_at.clone().filter(|_| seat.status.is_none()) {
                        seat.state(AttendanceStatus::Present, self.cited(text));
                        seat.proofs.push(("arrived_at", cited));
                    }
                }
                Some("left_at") => seat.left_at = self.time(text),
                _ => {}
            }
        }
    }

    /// Who came instead: the person in a cell, without honorifics, or all of it.
    pub(super) fn stand_in(&self, text: &Text) -> Cited {
        let whole = self.cited(text);
        match self.reader.scene.reader(text).person(0) {
            Some(person) if person.range.end == text.as_str().len() => {
                Cited { text: person.name.clone(), ..whole }
            }
            _ => whole,
        }
    }

    pub(super) fn time(&self, text: &Text) -> Option<Cited> {
        let time = self.reader.scene.pack.parse_time(text.as_str())?;
        Some(Cited { text: time, ..self.cited(text) })
    }

    pub(super) fn remarks(&self, seat: &mut Seat, text: &Text) {
        for piece in self.reader.pieces(text) {
            match piece.kind {
                Kind::Note(remark) => seat.remark(&remark),
                // A word beside the marks only makes an absence more precise.
                Kind::Status(status) if status != AttendanceStatus::Present && seat.is_absent() => {
                    seat.state(status, Cited::of(text, piece.range, &self.layout.rule.id));
                }
                _ => {}
            }
        }
    }
}
