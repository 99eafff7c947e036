//! The rows of a roll that is a table, under a header.
//!
//! In: a [`Layout`] and its rows. Out: seats, the lines that were read, and the rows whose marks
//! decide nothing. Rows over several lines are put together here, by what their cells hold.
//!
//! Invariant: a blank status is unknown; more than one mark in a row decides nothing.

mod fill;
mod marks;
mod people;
mod wraps;

use marks::{Marked, mode_of};
use people::led;
use wraps::records;
pub(super) use wraps::starts_with_status;

use super::layout::{Assigned, Layout};
use super::lines::RollLine;
use super::seat::{Cited, Seat, Setting, Stated};
use super::tokens::{Kind, Reader};
use super::{entries, labels, plain};
use crate::extract::text::Text;
use crate::model::{AttendanceStatus, Basis, Capacity, Confidence, Span};

/// What a table gave.
#[derive(Debug, Default)]
pub(super) struct TableReading {
    /// Seats, in order.
    pub(super) seats: Vec<Seat>,
    /// Document lines that were read or knowingly left out.
    pub(super) lines: Vec<usize>,
    /// Rows whose marks decide nothing, with their text.
    pub(super) undecided: Vec<(Span, String)>,
    /// Places among the seats of rows whose only column of marks is blank.
    pub(super) blanks: Vec<usize>,
}

/// Reads the rows under a header.
pub(super) fn read(
    reader: &Reader<'_>,
    layout: &Layout<'_>,
    rows: &[RollLine],
    setting: &Setting,
) -> TableReading {
    if let Some(reading) = people_in_columns(reader, layout, rows, setting) {
        return reading;
    }
    let mut reading = TableReading::default();
    let records = records(reader, layout, rows, &mut reading);
    let has_status_columns = layout.has("status") || !layout.marks().is_empty();
    let status_columns: Vec<usize> = (0..layout.columns.len())
        .filter(|at| matches!(layout.columns[*at].role.as_deref(), Some("status" | "mark")))
        .collect();
    let any_status = records.iter().any(|record| {
        status_columns.iter().any(|at| !record.assigned.cells[*at].is_empty())
            || record.assigned.free.iter().any(|text| reader.status_of(text.as_str()).is_some())
    });
    let sorts: Vec<&str> = match status_columns.as_slice() {
        [one] => records
            .iter()
            .filter_map(|record| {
                let cell = record.assigned.cells[*one].as_str();
                let head = cell.split(['(', ' ']).find(|word| !word.is_empty()).unwrap_or_default();
                reader.sort_of_mark(head)
            })
            .collect(),
        _ => Vec::new(),
    };
    let denies = sorts.contains(&"tick") && sorts.contains(&"cross");
    let mut setting = setting.clone();
    setting.rule.clone_from(&layout.rule.id);
    let base = setting.status.clone();
    if has_status_columns && any_status {
        // A blank beside filled cells says nothing, whatever the heading.
        setting.status = None;
    }
    let mut group_cell: Option<Cited> = None;
    let group_at = layout.columns.iter().position(|column| column.role.as_deref() == Some("group"));
    for record in records {
        if let Some(label) = labels::in_table(reader, &record.whole, &record.assigned) {
            match label {
                labels::Label::Section(status) => {
                    setting.status = if has_status_columns && any_status {
                        None
                    } else {
                        status.or_else(|| base.clone())
                    };
                }
                labels::Label::Group(group) => {
                    setting.organisation = Some(group);
                    setting.role = None;
                }
                labels::Label::Office(office) => {
                    setting.role = Some(office);
                    setting.organisation = None;
                }
            }
            reading.lines.extend(record.lines);
            continue;
        }
        // "Guests: Mario Rossi" across the columns.
        if let Some((inner, rest)) = labels::across(reader, &record.whole, &record.assigned) {
            let found = plain::list(reader, &rest, &inner);
            if found.is_list() {
                reading.seats.extend(found.seats);
                reading.lines.extend(record.lines);
                continue;
            }
        }
        // A group is printed in its first row only.
        if let Some(text) =
            group_at.map(|at| &record.assigned.cells[at]).filter(|text| !text.is_empty())
        {
            group_cell = Some(Cited::of(text, 0..text.as_str().len(), &layout.rule.id));
        }
        let mut found = Vec::new();
        for group in layout.groups() {
            let row = Row {
                reader,
                layout,
                group,
                assigned: &record.assigned,
                setting: &setting,
                denies,
            };
            row.read(&mut found, &mut reading, &record.whole);
        }
        if found.is_empty() {
            if record.whole.is_empty() {
                reading.lines.extend(record.lines);
            }
            continue;
        }
        for seat in &mut found {
            if let Some(group) = group_cell.clone().filter(|_| seat.role.is_none()) {
                seat.role = Some(group);
            }
        }
        reading.lines.extend(record.lines);
        reading.seats.extend(found);
    }
    reading
}

/// Columns of people under statuses ("PRESENTI | ASSENTI"): a cell is a person, not a mark.
fn people_in_columns(
    reader: &Reader<'_>,
    layout: &Layout<'_>,
    rows: &[RollLine],
    setting: &Setting,
) -> Option<TableReading> {
    let marks = layout.marks();
    let is_bare = layout
        .columns
        .iter()
        .all(|column| column.role.as_deref() == Some("mark") || column.header.is_empty());
    if marks.len() < 2 || !is_bare {
        return None;
    }
    let mut reading = TableReading::default();
    for row in rows {
        let is_indexed = row.is_drawn && row.cells.len() <= layout.columns.len();
        for (index, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.text.is_empty())
        {
            let column = if is_indexed { Some(index) } else { layout.column_at(cell) }?;
            let status = layout.columns[column].mark?;
            let header = &layout.columns[column].header;
            let cited = Cited::of(header, 0..header.as_str().len(), &layout.rule.id);
            let mut inner = setting.clone();
            inner.rule.clone_from(&layout.rule.id);
            inner.status = Some(Stated { status, cited: cited.clone() });
            inner.mode = mode_of(reader, header).map(|mode| (mode, cited)).or(inner.mode);
            let found = plain::list(reader, &cell.text, &inner);
            if !found.is_list() {
                continue;
            }
            reading.seats.extend(found.seats);
            reading.lines.extend(&row.lines);
        }
    }
    (reading.seats.len() >= 2).then_some(reading)
}

/// One person's part of a row.
struct Row<'t> {
    reader: &'t Reader<'t>,
    layout: &'t Layout<'t>,
    group: std::ops::Range<usize>,
    assigned: &'t Assigned,
    setting: &'t Setting,
    /// Whether a cross says no: the only column of statuses holds ticks beside crosses.
    denies: bool,
}

impl Row<'_> {
    fn cell(&self, role: &str) -> Option<(usize, &Text)> {
        let mut columns = self.group.clone();
        columns.find_map(|at| {
            let is_it = self.layout.columns[at].role.as_deref() == Some(role);
            let text = &self.assigned.cells[at];
            (is_it && !text.is_empty()).then_some((at, text))
        })
    }

    fn cited(&self, text: &Text) -> Cited {
        Cited::of(text, 0..text.as_str().len(), &self.layout.rule.id)
    }

    fn read(&self, found: &mut Vec<Seat>, reading: &mut TableReading, whole: &Text) {
        let mut quiet = self.setting.clone();
        quiet.status = None;
        let mut seats = self.people(&quiet);
        let organisation = self.cell("organisation").map(|(_, text)| text);
        let free: Vec<&Text> = self
            .assigned
            .free
            .iter()
            .filter(|text| labels::section(self.reader.scene.pack, text).is_none())
            .collect();
        let mut free_status = None;
        if self.group.start == 0 && !free.is_empty() {
            let mut joined = free[0].clone();
            for text in &free[1..] {
                let mut mapped = joined.mapped().clone();
                mapped.join(text.mapped(), " | ");
                joined = Text::new(mapped);
            }
            let part = entries::read(self.reader, &joined, &quiet);
            if seats.is_empty() {
                seats = led(part.seats).into_iter().collect();
            } else if let Some(extra) = part.seats.first() {
                for seat in &mut seats {
                    if seat.role.is_none() {
                        seat.role.clone_from(&extra.role);
                    }
                }
            } else if seats[0].role.is_none() {
                let roles = self.reader.pieces(&joined);
                if let Some(piece) = roles.iter().find(|piece| matches!(piece.kind, Kind::Role)) {
                    seats[0].add_role(Cited::of(
                        &joined,
                        piece.range.clone(),
                        &self.layout.rule.id,
                    ));
                }
            }
            for piece in self.reader.pieces(&joined) {
                if let Kind::Status(status) = piece.kind {
                    free_status =
                        Some((status, Cited::of(&joined, piece.range, &self.layout.rule.id)));
                }
            }
        }
        if seats.is_empty() {
            let Some(organisation) = organisation else { return };
            if organisation.as_str().chars().filter(|letter| letter.is_alphabetic()).count() < 2 {
                return;
            }
            let mut seat = Seat::new(&quiet, organisation.whole());
            seat.organisation = Some(self.cited(organisation));
            seats.push(seat);
        }
        let marks = self.status();
        let mark_columns: Vec<usize> =
            self.layout.marks().into_iter().filter(|at| self.group.contains(at)).collect();
        for seat in &mut seats {
            self.fill(seat);
            match &marks {
                Marked::Stated(stated, basis) => {
                    seat.state(stated.status, stated.cited.clone());
                    if let Some(mode) = self.mode() {
                        seat.mode = Some(mode);
                    }
                    seat.basis = *basis;
                    if self.is_by_delegate(&stated.cited) {
                        seat.capacity = Some((Capacity::Delegate, stated.cited.clone()));
                        self.named_delegate(seat, stated);
                    }
                    if *basis == Basis::ByPosition {
                        seat.confidence = Confidence::Low;
                    }
                }
                Marked::Many => {
                    seat.status = None;
                    reading.undecided.push((whole.whole(), whole.as_str().to_owned()));
                }
                Marked::Blank => {
                    if let Some(came) = self.named_as_come(seat) {
                        seat.state(AttendanceStatus::Present, came);
                    } else if let Some((status, cited)) = &free_status {
                        seat.state(*status, cited.clone());
                    } else if !seat.has_own_status {
                        seat.status.clone_from(&self.setting.status);
                        if seat.status.is_none()
                            && (mark_columns.len() == 1 || self.layout.has("status"))
                        {
                            reading.blanks.push(reading.seats.len() + found.len());
                        }
                    }
                }
            }
            self.notes(seat);
            // "No (proxy to Mario Rossi)": whoever came for them, they were away.
            if let Marked::Stated(stated, _) = &marks
                && stated.status != AttendanceStatus::Present
                && seat.represented_by.is_some()
            {
                seat.state(stated.status, stated.cited.clone());
                seat.capacity = None;
            }
        }
        found.append(&mut seats);
    }
}
