//! Columns of a roll whose header says nothing, told by what stands in them.
//!
//! In: a layout and the rows under it. Out: the same layout, completed: cells that stand apart
//! from every header and below each other are a column of statuses, of names or of organisations,
//! where nearly all of them are such.
//!
//! Invariant: a column that has a header keeps what the header says.

use super::layout::{Column, Layout};
use super::lines::RollLine;
use super::rows;
use super::tokens::{Kind, Reader};
use crate::extract::outline::CellText;
use crate::extract::text::Text;

/// So many cells make a column.
const LEAST_CELLS: usize = 3;

/// Completes a layout by the columns that its rows have and its header does not name.
pub(super) fn completed<'r>(
    mut layout: Layout<'r>,
    reader: &Reader<'_>,
    body: &[RollLine],
) -> Layout<'r> {
    if layout.is_flat {
        return layout;
    }
    people_of_organisations(&mut layout, reader, body);
    let told = layout.clone();
    let width = layout.columns.len();
    for at in 0..width {
        let column = &layout.columns[at];
        if column.is_told() {
            continue;
        }
        let below = |row: &'_ RollLine| -> Vec<usize> {
            let is_indexed = row.is_drawn && row.cells.len() == width;
            let is_below = |cell: usize| column.overlaps(&row.cells[cell]);
            let is_it = |cell: &usize| if is_indexed { *cell == at } else { is_below(*cell) };
            (0..row.cells.len()).filter(is_it).collect()
        };
        let cells = body.iter().flat_map(|row| below(row).into_iter().map(|at| &row.cells[at]));
        let role = role_of(&told, reader, &cells.collect::<Vec<_>>());
        layout.columns[at].role = role;
    }
    let apart = |cell: &&CellText| {
        let mut columns = layout.columns.iter().filter(|column| column.is_told());
        !cell.text.is_empty() && columns.all(|column| !column.overlaps(cell))
    };
    let printed = body.iter().filter(|row| row.is_row() && !row.is_drawn);
    let cells: Vec<&CellText> = printed.flat_map(|row| row.cells.iter().filter(apart)).collect();
    let found: Vec<Column> = clusters(cells)
        .into_iter()
        .filter_map(|cells| {
            let role = role_of(&told, reader, &cells)?;
            let left = cells.iter().map(|cell| cell.left).fold(f32::INFINITY, f32::min);
            let right = cells.iter().map(|cell| cell.right).fold(0.0, f32::max);
            Some(Column::silent(role, left, right))
        })
        .collect();
    for column in found {
        // The first of two columns of one kind holds it, unless the headers come twice.
        let role = column.role.clone().unwrap_or_default();
        let is_second = role == "name" && layout.is_twofold();
        if role == "status" || is_second || !layout.has(&role) {
            layout.insert(column);
        }
    }
    layout
}

/// "Socio": a header that may stand over people or over organisations, told by its cells.
fn people_of_organisations(layout: &mut Layout<'_>, reader: &Reader<'_>, body: &[RollLine]) {
    if layout.has("name") || layout.has("surname") {
        return;
    }
    let Some(at) =
        layout.columns.iter().position(|column| column.role.as_deref() == Some("organisation"))
    else {
        return;
    };
    let rows: Vec<Text> = body
        .iter()
        .filter(|row| row.is_row())
        .map(|row| layout.assign(row, &|_| true).cells.swap_remove(at))
        .filter(|text| !text.is_empty())
        .collect();
    let is_person = |text: &&Text| {
        let names = reader.scene.reader(text);
        let person = names.person(0).filter(|person| person.word_count >= 2);
        names.organisation(0).is_none()
            && person.is_some_and(|person| person.range.end == text.as_str().len())
    };
    let count = rows.iter().filter(is_person).count();
    if count >= LEAST_CELLS && count * 5 >= rows.len() * 4 {
        layout.columns[at].role = Some("name".to_owned());
    }
}

/// Cells that stand below each other.
fn clusters(mut cells: Vec<&CellText>) -> Vec<Vec<&CellText>> {
    cells.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut found: Vec<(f32, Vec<&CellText>)> = Vec::new();
    for cell in cells {
        match found.last_mut() {
            Some((right, known)) if cell.left < *right => {
                *right = right.max(cell.right);
                known.push(cell);
            }
            _ => found.push((cell.right, vec![cell])),
        }
    }
    found.into_iter().map(|(_, cells)| cells).collect()
}

/// What nearly all cells of a column are.
fn role_of(layout: &Layout<'_>, reader: &Reader<'_>, cells: &[&CellText]) -> Option<String> {
    let texts: Vec<&Text> =
        cells.iter().map(|cell| &cell.text).filter(|text| !text.is_empty()).collect();
    let are = |is_it: &dyn Fn(&Text) -> bool| {
        let count = texts.iter().filter(|text| is_it(text)).count();
        count >= LEAST_CELLS && count * 5 >= texts.len() * 4
    };
    let is_status = |text: &Text| rows::starts_with_status(reader, text.as_str());
    let is_person =
        |text: &Text| reader.pieces(text).iter().any(|piece| matches!(piece.kind, Kind::Person(_)));
    let is_organisation = |text: &Text| reader.scene.reader(text).organisation(0).is_some();
    let has_name = layout.has("name") || layout.has("surname");
    let has_status = layout.has("status") || !layout.marks().is_empty();
    let role = if !has_status && are(&is_status) {
        "status"
    } else if !has_name && are(&is_person) {
        "name"
    } else if !layout.has("organisation") && are(&is_organisation) {
        "organisation"
    } else {
        return None;
    };
    Some(role.to_owned())
}
