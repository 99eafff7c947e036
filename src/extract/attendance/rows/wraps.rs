//! Rows over several lines, put together by what their cells hold.
//!
//! In: printed rows under a header. Out: [`Record`]s, one a row of the table.

use super::super::labels;
use super::super::layout::{Assigned, Layout};
use super::super::lines::{RollLine, goes_on};
use super::super::tokens::Reader;
use super::TableReading;
use crate::extract::text::Text;

/// A row with its cells by column.
pub(super) struct Record {
    pub(super) assigned: Assigned,
    pub(super) lines: Vec<usize>,
    pub(super) whole: Text,
}

/// Puts together what belongs to one row.
pub(super) fn records(
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
            let role = |at: usize| layout.columns[at].role.as_deref();
            let is_status = |at: usize| matches!(role(at), Some("status" | "mark"));
            let names = filled.iter().any(|at| {
                matches!(role(*at), Some("name" | "surname"))
                    && !goes_on(assigned.cells[*at].as_str())
            });
            let has_key = names || filled.iter().any(|at| is_status(*at));
            let lacks_status = (0..last.assigned.cells.len())
                .all(|at| !is_status(at) || last.assigned.cells[at].is_empty());
            // The status of a row whose cells are wrapped may stand on its last line.
            let ends = !names
                && lacks_status
                && assigned.free.is_empty()
                && filled.iter().any(|at| is_status(*at))
                && filled.iter().any(|at| !is_status(*at) && goes_on(assigned.cells[*at].as_str()))
                && filled.iter().all(|at| is_status(*at) || !last.assigned.cells[*at].is_empty());
            let continues = ends
                || holds_status
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

pub(in crate::extract::attendance) fn starts_with_status(reader: &Reader<'_>, text: &str) -> bool {
    let head = text.split(['(', ',', '-', '–']).next().unwrap_or_default().trim();
    let first = text.split_whitespace().next().unwrap_or_default();
    [head, first]
        .iter()
        .any(|head| reader.status_of(head).is_some() || reader.mark_of(head).is_some())
}
