//! The rows of a roll that is a table, under a header.
//!
//! In: a [`Layout`] and its rows. Out: seats, the lines that were read, and the rows whose marks
//! decide nothing. Rows over several lines are put together here, by what their cells hold.
//!
//! Invariant: a blank status is unknown; more than one mark in a row decides nothing.

use super::layout::{Assigned, Layout, words};
use super::lines::{RollLine, goes_on};
use super::seat::{Cited, Named, Seat, Setting, Stated};
use super::tokens::{Kind, Mark, Reader};
use super::{entries, labels};
use crate::extract::text::Text;
use crate::model::{AttendanceStatus, Basis, Confidence, Span};

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

/// A row with its cells by column.
struct Record {
    assigned: Assigned,
    lines: Vec<usize>,
    whole: Text,
}

/// Reads the rows under a header.
pub(super) fn read(
    reader: &Reader<'_>,
    layout: &Layout<'_>,
    rows: &[RollLine],
    setting: &Setting,
) -> TableReading {
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
    let mut setting = setting.clone();
    setting.rule.clone_from(&layout.rule.id);
    let base = setting.status.clone();
    if has_status_columns && any_status {
        // A blank beside filled cells says nothing, whatever the heading.
        setting.status = None;
    }
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
                labels::Label::Group(group) => setting.organisation = Some(group),
            }
            reading.lines.extend(record.lines);
            continue;
        }
        let mut found = Vec::new();
        for group in layout.groups() {
            let row = Row { reader, layout, group, assigned: &record.assigned, setting: &setting };
            row.read(&mut found, &mut reading, &record.whole);
        }
        if found.is_empty() {
            if record.whole.is_empty() {
                reading.lines.extend(record.lines);
            }
            continue;
        }
        reading.lines.extend(record.lines);
        reading.seats.extend(found);
    }
    reading
}

/// Puts together what belongs to one row.
fn records(
    reader: &Reader<'_>,
    layout: &Layout<'_>,
    rows: &[RollLine],
    reading: &mut TableReading,
) -> Vec<Record> {
    let is_mark = |text: &str| {
        reader.mark_of(text).is_some()
            || reader.status_of(text).is_some()
            || reader.is_empty_mark(text)
            || starts_with_status(reader, text)
            || text.split_whitespace().all(|word| reader.mark_of(word).is_some())
    };
    let holds_status = layout.has("status") || !layout.marks().is_empty();
    let mut records: Vec<Record> = Vec::new();
    // Text of a cell that began on the line before, with its column.
    let mut begun: Option<(usize, Text, Vec<usize>)> = None;
    for (place, row) in rows.iter().enumerate() {
        let whole = row.joined(" ");
        if whole.is_empty() || layout.repeats(row) || layout.skips(&whole) {
            reading.lines.extend(&row.lines);
            continue;
        }
        let mut assigned = layout.assign(row, &is_mark);
        let filled: Vec<usize> =
            (0..assigned.cells.len()).filter(|at| !assigned.cells[*at].is_empty()).collect();
        let is_single = filled.len() + assigned.free.len() == 1;
        if let Some((column, text, lines)) = begun.take() {
            assigned.cells[column] = text.joined(&assigned.cells[column]);
            let mut lines = lines;
            lines.extend(&row.lines);
            records.push(Record { assigned, lines, whole: text.joined(&whole) });
            continue;
        }
        if is_single && !layout.is_flat {
            let column = filled.first().copied().or_else(|| layout.column_at(&row.cells[0]));
            let text = filled
                .first()
                .map_or_else(|| assigned.free[0].clone(), |at| assigned.cells[*at].clone());
            if let (Some(column), Some(last)) = (column, records.last_mut()) {
                let before = last.assigned.cells[column].as_str();
                let joined = format!("{before} {}", text.as_str());
                let completes =
                    reader.status_of(&joined).is_some() && reader.status_of(before).is_some();
                if goes_on(text.as_str()) || completes {
                    last.assigned.cells[column] = last.assigned.cells[column].joined(&text);
                    last.whole = last.whole.joined(&text);
                    last.lines.extend(&row.lines);
                    continue;
                }
            }
            if let (Some(column), Some(next), true) = (column, rows.get(place + 1), holds_status) {
                let after = layout.assign(next, &is_mark);
                let follows = &after.cells[column];
                let names = |text: &Text| {
                    let names = reader.scene.reader(text);
                    names.organisation(0).is_some()
                        || names.person(0).is_some_and(|person| person.word_count >= 2)
                };
                let has_more = after.cells.iter().filter(|cell| !cell.is_empty()).count() >= 2;
                if !follows.is_empty()
                    && !names(follows)
                    && has_more
                    && !text.as_str().ends_with(':')
                {
                    begun = Some((column, text, row.lines.clone()));
                    continue;
                }
                let wraps =
                    records.last().is_some_and(|last| !last.assigned.cells[column].is_empty())
                        && !names(&text)
                        && reader.status_of(text.as_str()).is_none()
                        && labels::section(reader.scene.pack, &text).is_none();
                if let (true, Some(last)) = (wraps, records.last_mut()) {
                    last.assigned.cells[column] = last.assigned.cells[column].joined(&text);
                    last.lines.extend(&row.lines);
                    continue;
                }
            }
        } else if let Some(last) = records.last_mut() {
            // A row without name and status whose cells go on with those above.
            let has_key = filled.iter().any(|at| {
                let role = layout.columns[*at].role.as_deref();
                matches!(role, Some("status" | "mark"))
                    || matches!(role, Some("name" | "surname"))
                        && !goes_on(assigned.cells[*at].as_str())
            });
            let continues = holds_status
                && !has_key
                && assigned.free.is_empty()
                && filled.iter().all(|at| !last.assigned.cells[*at].is_empty())
                && filled.iter().any(|at| goes_on(assigned.cells[*at].as_str()));
            if continues {
                for at in filled {
                    last.assigned.cells[at] = last.assigned.cells[at].joined(&assigned.cells[at]);
                }
                last.lines.extend(&row.lines);
                continue;
            }
        }
        records.push(Record { assigned, lines: row.lines.clone(), whole });
    }
    if let Some((column, text, lines)) = begun {
        let mut assigned =
            Assigned { cells: vec![Text::default(); layout.columns.len()], free: Vec::new() };
        assigned.cells[column] = text.clone();
        records.push(Record { assigned, lines, whole: text });
    }
    records
}

fn starts_with_status(reader: &Reader<'_>, text: &str) -> bool {
    let head = text.split(['(', ',', '-', '–']).next().unwrap_or_default().trim();
    let first = text.split_whitespace().next().unwrap_or_default();
    [head, first]
        .iter()
        .any(|head| reader.status_of(head).is_some() || reader.mark_of(head).is_some())
}

/// One person's part of a row.
struct Row<'t> {
    reader: &'t Reader<'t>,
    layout: &'t Layout<'t>,
    group: std::ops::Range<usize>,
    assigned: &'t Assigned,
    setting: &'t Setting,
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
                seats = part.seats.into_iter().take(1).collect();
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
                    seat.basis = *basis;
                    if *basis == Basis::ByPosition {
                        seat.confidence = Confidence::Low;
                    }
                }
                Marked::Many => {
                    seat.status = None;
                    reading.undecided.push((whole.whole(), whole.as_str().to_owned()));
                }
                Marked::Blank => {
                    if let Some((status, cited)) = &free_status {
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
        }
        found.append(&mut seats);
    }

    /// The people of the name's cell.
    fn people(&self, setting: &Setting) -> Vec<Seat> {
        if let (Some((_, surname)), given) = (self.cell("surname"), self.cell("given_name")) {
            let mut seat = Seat::new(setting, surname.whole());
            let given = given.map(|(_, text)| text.as_str().to_owned()).unwrap_or_default();
            let name = format!("{} {given}", surname.as_str()).trim().to_owned();
            let words = words(&name).len();
            seat.name = Some(Named { name, honorific: None, words, span: surname.whole() });
            return vec![seat];
        }
        let Some((column, text)) = self.cell("name") else { return Vec::new() };
        let is_filled = self.layout.columns[column].mark;
        if self.reader.mark_of(text.as_str()).is_some()
            || self.reader.is_empty_mark(text.as_str())
            || self.reader.is_nobody(text.as_str())
        {
            return Vec::new();
        }
        // "ASSENTE" where a name should stand.
        if let Some(status) =
            self.reader.status_of(text.as_str()).filter(|_| text.as_str().chars().count() > 3)
        {
            let Some((_, organisation)) = self.cell("organisation") else { return Vec::new() };
            let mut seat = Seat::new(setting, organisation.whole());
            seat.organisation = Some(self.cited(organisation));
            seat.state(status, self.cited(text));
            return vec![seat];
        }
        let mut seats = entries::read(self.reader, text, setting).seats;
        let is_odd = seats.iter().any(|seat| seat.name.is_none())
            || seats.iter().any(|seat| {
                seat.status.as_ref().is_some_and(|stated| stated.cited.text.chars().count() <= 3)
            });
        // "Sì Carmelo": a cell of capital words alone is the name, whatever they mean elsewhere.
        let is_part = seats.len() == 1
            && seats[0].role.is_none()
            && seats[0].organisation.is_none()
            && seats[0].name.as_ref().is_some_and(|name| {
                name.honorific.is_none()
                    && name.words
                        < words(text.as_str().split(['(', ',']).next().unwrap_or_default()).len()
            })
            && text
                .as_str()
                .split(['(', ',', ' '])
                .next()
                .is_some_and(|first| first.starts_with(char::is_uppercase))
            && !seats[0].has_own_status
            && seats[0].capacity.is_none();
        if seats.is_empty() || is_odd && seats.len() == 1 || is_part {
            seats = self.whole_name(text, setting).into_iter().collect();
        }
        seats.retain(|seat| seat.name.is_some());
        if let Some(status) = is_filled {
            let cited = self.cited(&self.layout.columns[column].header);
            for seat in seats.iter_mut().filter(|seat| !seat.has_own_status) {
                seat.state(status, cited.clone());
            }
        }
        seats
    }

    /// A cell that holds nothing but a name, whatever its words mean elsewhere.
    fn whole_name(&self, text: &Text, setting: &Setting) -> Option<Seat> {
        let head = text.as_str().split(['(', ',', ';']).next()?.trim();
        let letters = head.chars().filter(|letter| letter.is_alphabetic()).count();
        let is_name = letters >= 2
            && head.split_whitespace().count() <= 6
            && head.chars().find(|letter| letter.is_alphabetic())?.is_uppercase();
        if !is_name {
            return None;
        }
        let start = text.as_str().find(head)?;
        let span = text.span_of_reading(start..start + head.len());
        let mut seat = Seat::new(setting, span);
        let words = words(head).len();
        seat.name = Some(Named { name: head.to_owned(), honorific: None, words, span });
        Some(seat)
    }

    /// Organisation and role cells.
    fn fill(&self, seat: &mut Seat) {
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
    fn notes(&self, seat: &mut Seat) {
        for at in self.group.clone() {
            let text = &self.assigned.cells[at];
            if text.is_empty() {
                continue;
            }
            match self.layout.columns[at].role.as_deref() {
                Some("note" | "status" | "mark") => {
                    self.remarks(seat, text);
                    let names = self.reader.scene.reader(text);
                    if seat.role.is_none()
                        && names.role(0).is_some_and(|role| role.end == text.as_str().len())
                    {
                        seat.role = Some(self.cited(text));
                    }
                }
                Some("arrived_at") => seat.arrived_at = self.time(text),
                Some("left_at") => seat.left_at = self.time(text),
                _ => {}
            }
        }
    }

    fn time(&self, text: &Text) -> Option<Cited> {
        let time = self.reader.scene.pack.parse_time(text.as_str())?;
        Some(Cited { text: time, ..self.cited(text) })
    }

    fn remarks(&self, seat: &mut Seat, text: &Text) {
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

    /// What the columns of statuses and marks say.
    fn status(&self) -> Marked {
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
            let mark = self.reader.mark_of(text.as_str()).or_else(|| {
                self.reader.mark_of(text.as_str().split(['(', ' ']).next().unwrap_or_default())
            });
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

    /// The status that a cell's words give: whole, or the first that stands in it.
    fn word(&self, text: &Text) -> Option<AttendanceStatus> {
        if let Some(status) = self.reader.status_of(text.as_str()) {
            return Some(status);
        }
        let head = text.as_str().split(['(', ',', ' ']).next().unwrap_or_default();
        if let Some(mark) = self.reader.mark_of(text.as_str()).or_else(|| self.reader.mark_of(head))
        {
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

/// What the marks of a row say.
enum Marked {
    /// One status.
    Stated(Stated, Basis),
    /// Nothing.
    Blank,
    /// More than one.
    Many,
}

fn opposite(mark: Option<AttendanceStatus>) -> Option<AttendanceStatus> {
    Some(match mark? {
        AttendanceStatus::Present => AttendanceStatus::Absent,
        AttendanceStatus::Unknown => AttendanceStatus::Unknown,
        _ => AttendanceStatus::Present,
    })
}
