//! Rolls that lost their rows: a block of names and a block of marks, or one cell a line.
//!
//! In: lines of one cell. Out: seats and the lines that they were read from.
//!
//! Invariant: names and marks are joined by their order only where there are as many of one as
//! of the other; else every status is unknown.

use super::headers::header_role;
use super::lines::RollLine;
use super::seat::{Cited, Named, Seat, Setting, Stated};
use super::tokens::Reader;
use super::{entries, labels};
use crate::extract::text::Text;
use crate::model::{AttendanceStatus, Basis, Confidence, Span};
use crate::rules::fold_key;

/// What was read from such blocks.
#[derive(Debug, Default)]
pub(super) struct ColumnReading {
    /// Seats, in order.
    pub(super) seats: Vec<Seat>,
    /// Document lines.
    pub(super) lines: Vec<usize>,
    /// Where counts differ: the marks, and a message.
    pub(super) undecided: Option<(Span, String)>,
}

/// What a line is, taken by itself.
#[derive(Clone, Debug, PartialEq)]
enum Sort {
    Header(String),
    Status(AttendanceStatus),
    Text,
    Break,
}

/// Longest record of one cell a line.
const RECORD_LINES: usize = 8;

/// The rule that names this reading in evidence.
const BLOCKS: &str = "roll/blocks";
const RECORDS: &str = "roll/records";

/// Finds blocks and records in lines that follow each other; `None` parts those that do not.
pub(super) fn read(reader: &Reader<'_>, lines: &[Option<RollLine>]) -> Vec<ColumnReading> {
    let sorts: Vec<Sort> = lines.iter().map(|line| sort(reader, line.as_ref())).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if let Some((reading, end)) = records(reader, lines, &sorts, at) {
            found.push(reading);
            at = end;
        } else if let Some((reading, end)) = blocks(reader, lines, &sorts, at) {
            found.push(reading);
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

fn sort(reader: &Reader<'_>, line: Option<&RollLine>) -> Sort {
    let Some(line) = line.filter(|line| !line.is_row()) else { return Sort::Break };
    let text = &line.cells[0].text;
    let words = text.as_str();
    if let Some(status) = reader.status_of(words) {
        return Sort::Status(status);
    }
    let is_long = words.chars().count() > 3;
    if let Some((role, _)) = header_role(reader.scene.pack, text).filter(|_| is_long) {
        return Sort::Header(role);
    }
    // A number alone is a share or a weight.
    if words.chars().all(|letter| letter.is_ascii_digit()) {
        return Sort::Text;
    }
    match reader.mark_of(words) {
        Some(true) => Sort::Status(AttendanceStatus::Present),
        Some(false) => Sort::Status(AttendanceStatus::Absent),
        None => Sort::Text,
    }
}

/// Header lines, then records of `k` lines each with a status at one place.
fn records(
    reader: &Reader<'_>,
    lines: &[Option<RollLine>],
    sorts: &[Sort],
    at: usize,
) -> Option<(ColumnReading, usize)> {
    let headers = sorts[at..].iter().take_while(|sort| matches!(sort, Sort::Header(_))).count();
    if sorts[at] != Sort::Text && headers < 2 {
        return None;
    }
    let mut start = at + headers;
    if headers >= 2 {
        // A header that no rule knows stands among those that one does.
        while start < sorts.len()
            && sorts[start] == Sort::Text
            && !is_person(reader, lines[start].as_ref())
        {
            start += 1;
        }
    }
    if start >= sorts.len() || !is_person(reader, lines[start].as_ref()) {
        return None;
    }
    for length in 2..=RECORD_LINES {
        let is_record = |from: usize| {
            from + length <= sorts.len()
                && matches!(sorts[from + length - 1], Sort::Status(_))
                && sorts[from] == Sort::Text
                && sorts[from..from + length - 1]
                    .iter()
                    .all(|sort| matches!(sort, Sort::Text | Sort::Header(_)))
                && is_person(reader, lines[from].as_ref())
        };
        let mut count = 0;
        while is_record(start + count * length) {
            count += 1;
        }
        if count < 2 || count < 3 && headers < 2 {
            continue;
        }
        let roles: Vec<Option<String>> = (0..length)
            .map(|place| match sorts.get(at + place) {
                Some(Sort::Header(role)) if headers >= 2 && place < start - at => {
                    Some(role.clone())
                }
                _ => None,
            })
            .collect();
        let mut reading = ColumnReading::default();
        reading.lines.extend((at..start).filter_map(|line| Some(lines[line].as_ref()?.lines[0])));
        for nth in 0..count {
            let from = start + nth * length;
            if let Some(seat) =
                record(reader, &lines[from..from + length], &sorts[from + length - 1], &roles)
            {
                reading.seats.push(seat);
            }
            reading.lines.extend(
                lines[from..from + length].iter().flatten().flat_map(|line| line.lines.clone()),
            );
        }
        return Some((reading, start + count * length));
    }
    None
}

fn record(
    reader: &Reader<'_>,
    lines: &[Option<RollLine>],
    status: &Sort,
    roles: &[Option<String>],
) -> Option<Seat> {
    let setting = Setting { rule: RECORDS.to_owned(), ..Setting::default() };
    let text = |place: usize| lines[place].as_ref().map(|line| &line.cells[0].text);
    let mut seat = name_of(reader, text(0)?, &setting)?;
    for place in 1..lines.len() - 1 {
        let Some(text) = text(place) else { continue };
        if !text.as_str().chars().any(char::is_alphabetic) {
            continue;
        }
        let cited = Cited::of(text, 0..text.as_str().len(), RECORDS);
        let names = reader.scene.reader(text);
        match roles.get(place).and_then(Option::as_deref) {
            Some("organisation") => seat.organisation = Some(cited),
            Some("role") => seat.role = Some(cited),
            None if names.role(0).is_some() && seat.role.is_none() => seat.role = Some(cited),
            None if seat.organisation.is_none() => seat.organisation = Some(cited),
            Some(_) | None => {}
        }
    }
    if let (Sort::Status(status), Some(text)) = (status, text(lines.len() - 1)) {
        seat.status = Some(Stated {
            status: *status,
            cited: Cited::of(text, 0..text.as_str().len(), RECORDS),
        });
        seat.has_own_status = true;
    }
    Some(seat)
}

fn is_person(reader: &Reader<'_>, line: Option<&RollLine>) -> bool {
    let Some(line) = line else { return false };
    let text = &line.cells[0].text;
    let setting = Setting::default();
    let reading = entries::read(reader, text, &setting);
    reading.seats.len() == 1
        && reading.is_list()
        && reading.seats[0].name.as_ref().is_some_and(|name| name.words >= 2)
}

/// The seat of a line that holds a name; the whole line where it is not read as one.
fn name_of(reader: &Reader<'_>, text: &Text, setting: &Setting) -> Option<Seat> {
    let mut reading = entries::read(reader, text, setting);
    if reading.seats.len() == 1 && reading.is_list() {
        return reading.seats.pop();
    }
    whole_name(text, setting)
}

/// A line that is nothing but a name.
fn whole_name(text: &Text, setting: &Setting) -> Option<Seat> {
    let whole = text.as_str();
    let first = whole.chars().find(|letter| letter.is_alphabetic())?;
    if !first.is_uppercase() || whole.split_whitespace().count() > 6 {
        return None;
    }
    let mut seat = Seat::new(setting, text.whole());
    let words = whole.split_whitespace().count();
    seat.name = Some(Named {
        name: whole.to_owned(),
        honorific: None,
        words,
        nick: None,
        span: text.whole(),
    });
    Some(seat)
}

/// Whether the first of several statuses is the header of the others: a long word over marks,
/// one more than there are names, or the label of a list, which is no status of one person.
fn is_status_header(
    reader: &Reader<'_>,
    lines: &[Option<RollLine>],
    sorts: &[Sort],
    first: usize,
    names: usize,
) -> bool {
    let count = sorts[first..].iter().take_while(|sort| matches!(sort, Sort::Status(_))).count();
    let text = |line: &Option<RollLine>| line.as_ref().map(|line| line.cells[0].text.clone());
    let Some(head) = text(&lines[first]) else { return false };
    if count < 2 || head.as_str().chars().count() <= 3 {
        return false;
    }
    let mut others = lines[first + 1..first + count].iter().filter_map(text);
    let is_label = labels::section(reader.scene.pack, &head).is_some()
        && lines[first + 1..first + count]
            .iter()
            .filter_map(text)
            .all(|other| fold_key(other.as_str()) != fold_key(head.as_str()));
    count == names + 1 || is_label || others.all(|other| other.as_str().chars().count() <= 3)
}

/// Blocks of names (and given names, offices, organisations), then a block of statuses.
fn blocks(
    reader: &Reader<'_>,
    lines: &[Option<RollLine>],
    sorts: &[Sort],
    at: usize,
) -> Option<(ColumnReading, usize)> {
    let is_headed = matches!(&sorts[at], Sort::Header(role) if role == "name" || role == "surname" || role == "organisation");
    let begins = sorts[at] == Sort::Text && is_person(reader, lines[at].as_ref());
    if !is_headed && !begins {
        return None;
    }
    // The columns, each with its role and its lines.
    let mut columns: Vec<(Option<String>, Vec<usize>)> = Vec::new();
    let mut statuses: Vec<usize> = Vec::new();
    let mut next = at;
    let mut used = Vec::new();
    while next < lines.len() {
        match &sorts[next] {
            Sort::Break => break,
            Sort::Header(holds) => {
                if !statuses.is_empty() {
                    break;
                }
                used.push(next);
                columns.push((Some(holds.clone()), Vec::new()));
            }
            Sort::Status(_) => {
                // One status word over the others is their header.
                let stands_over = statuses.is_empty()
                    && is_status_header(
                        reader,
                        lines,
                        sorts,
                        next,
                        columns.last().map_or(0, |(_, rows)| rows.len()),
                    );
                if stands_over {
                    used.push(next);
                } else {
                    statuses.push(next);
                }
            }
            Sort::Text => {
                if !statuses.is_empty() {
                    break;
                }
                match columns.last_mut() {
                    Some((_, rows)) => rows.push(next),
                    None => columns.push((None, vec![next])),
                }
            }
        }
        next += 1;
    }
    columns.retain(|(_, rows)| !rows.is_empty());
    if columns.iter().any(|(role, _)| role.as_deref() == Some("surname")) {
        // Beside surnames, names are given names.
        for (role, _) in columns.iter_mut().filter(|(role, _)| role.as_deref() == Some("name")) {
            *role = Some("given_name".to_owned());
        }
    }
    if statuses.len() < 2 || columns.is_empty() {
        return None;
    }
    let count = columns[0].1.len();
    if count < 2 || columns.iter().any(|(_, rows)| rows.len() != count) {
        return None;
    }
    let names = columns[0].1.iter().filter(|row| is_person(reader, lines[**row].as_ref())).count();
    if names * 2 < count && !is_headed {
        return None;
    }
    let is_equal = statuses.len() == count;
    let mut reading = ColumnReading::default();
    let setting = Setting { rule: BLOCKS.to_owned(), ..Setting::default() };
    let text = |line: usize| &lines[line].as_ref().expect("a sorted line is there").cells[0].text;
    for nth in 0..count {
        let role = columns[0].0.as_deref();
        let first = text(columns[0].1[nth]);
        let cited = |line: usize| Cited::of(text(line), 0..text(line).as_str().len(), BLOCKS);
        let mut seat = if role == Some("organisation") {
            let mut seat = Seat::new(&setting, first.whole());
            seat.organisation = Some(cited(columns[0].1[nth]));
            seat
        } else {
            let read =
                if role == Some("surname") { None } else { name_of(reader, first, &setting) };
            match read.or_else(|| whole_name(first, &setting)) {
                Some(seat) => seat,
                None => continue,
            }
        };
        for (role, rows) in &columns[1..] {
            let cited = cited(rows[nth]);
            match role.as_deref() {
                Some("given_name") => {
                    if let Some(name) = &mut seat.name {
                        name.name = format!("{} {}", first.as_str(), cited.text);
                        name.words += 1;
                        seat.proofs.push(("name", cited));
                    }
                }
                Some("name" | "surname") if seat.name.is_none() => {
                    let organisation = seat.organisation.take();
                    if let Some(named) = name_of(reader, text(rows[nth]), &setting) {
                        seat = named;
                    }
                    seat.organisation = organisation;
                }
                Some("organisation") => seat.organisation = Some(cited),
                Some("role") => seat.role = Some(cited),
                _ => {}
            }
        }
        if is_equal {
            let line = statuses[nth];
            if let Sort::Status(status) = sorts[line] {
                seat.status = Some(Stated { status, cited: cited(line) });
                seat.has_own_status = true;
            }
        }
        seat.basis = Basis::ByPosition;
        seat.confidence = Confidence::Low;
        reading.seats.push(seat);
    }
    if !is_equal {
        let span = text(statuses[0]).whole().cover(text(statuses[statuses.len() - 1]).whole());
        reading.undecided = Some((span, format!("{} names and {} marks", count, statuses.len())));
    }
    let all =
        used.into_iter().chain(columns.into_iter().flat_map(|(_, rows)| rows)).chain(statuses);
    reading.lines = all.filter_map(|line| lines[line].as_ref().map(|line| line.lines[0])).collect();
    Some((reading, next))
}
