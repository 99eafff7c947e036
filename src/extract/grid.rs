//! Tables by their headers: rows of typed columns, whatever the order of the columns.
//!
//! In: a table block and the table rules of a pack. Out: [`Grid`]s, one for each header that a
//! rule knows, each row a text per role. A row that has none of the key cells goes on with the
//! row above (a wrapped cell); a header that comes again after a page break opens a new grid.

use std::collections::BTreeMap;

use super::outline::{Block, CellText, Row};
use super::text::Text;
use crate::rules::{NoSlots, Rule};

/// A part of a table under one header.
#[derive(Clone, Debug)]
pub(super) struct Grid<'r> {
    /// The rule that knows the header.
    pub rule: &'r Rule,
    /// Its columns, left to right.
    pub columns: Vec<GridColumn>,
    /// Rows below the header.
    pub rows: Vec<GridRow>,
}

/// A column of a grid.
#[derive(Clone, Debug)]
pub(super) struct GridColumn {
    /// What it holds; `None`: a header that the rule does not know.
    pub role: Option<String>,
    left: f32,
    right: f32,
}

/// A row of a grid.
#[derive(Clone, Debug, Default)]
pub(super) struct GridRow {
    /// Role to text; empty cells are left out.
    pub cells: BTreeMap<String, Text>,
    /// The first cell, where its column has no header.
    pub first: Option<Text>,
    /// Document lines it stands on.
    pub lines: Vec<usize>,
}

impl GridRow {
    /// The text of a role.
    #[must_use]
    pub(super) fn get(&self, role: &str) -> Option<&Text> {
        self.cells.get(role)
    }
}

impl Grid<'_> {
    /// The same header over nothing yet.
    #[must_use]
    pub(super) fn bare(&self) -> Self {
        Self { rule: self.rule, columns: self.columns.clone(), rows: Vec::new() }
    }

    /// The column that begins where a text does.
    #[must_use]
    pub(super) fn column_from(&self, left: f32) -> Option<&GridColumn> {
        self.columns.iter().find(|column| (column.left - left).abs() <= 1.0)
    }
}

/// The grids of a table. Rows above the first known header belong to none, unless the header
/// `above` them was parted from its rows.
#[must_use]
pub(super) fn grids<'r>(
    block: &Block,
    rules: &[&'r Rule],
    above: Option<Grid<'r>>,
) -> Vec<Grid<'r>> {
    let mut grids: Vec<Grid<'r>> = above.into_iter().collect();
    for row in &block.rows {
        if let Some(grid) = rules.iter().find_map(|rule| header(row, rule)) {
            grids.push(grid);
            continue;
        }
        if let Some(grid) = grids.last_mut() {
            add(grid, row);
        }
    }
    grids
}

/// Whether a table begins with a header that one of the rules knows.
#[must_use]
pub(super) fn is_of(block: &Block, rules: &[&Rule]) -> bool {
    let first = block.rows.first();
    first.is_some_and(|row| rules.iter().any(|rule| header(row, rule).is_some()))
}

/// What a header may stand over under a rule, the likeliest first.
fn meanings<'r>(rule: &'r Rule, cell: &CellText) -> Vec<&'r str> {
    let known_as = |label: &Text| -> Vec<&'r str> {
        let known = rule.columns.iter().filter(|candidate| {
            candidate.headers.iter().any(|header| header.find(label.folded(), &NoSlots).is_some())
        });
        known.map(|known| known.role.as_str()).collect()
    };
    let label = cell.shown().trimmed_of(&[':', '.', '*']);
    let whole = known_as(&label);
    match label.as_str().split_once('/') {
        // "Decision / action": what the first word tells, the second only widens.
        Some((first, _)) if whole.is_empty() => known_as(&label.part_of_reading(0..first.len())),
        _ => whole,
    }
}

/// The columns of a row that is a header under a rule.
fn header<'r>(row: &Row, rule: &'r Rule) -> Option<Grid<'r>> {
    let mut columns = Vec::new();
    let meanings: Vec<Vec<&str>> = row.cells.iter().map(|cell| meanings(rule, cell)).collect();
    for (at, cell) in row.cells.iter().enumerate() {
        let is_taken = |name: &str| {
            columns.iter().any(|column: &GridColumn| column.role.as_deref() == Some(name))
        };
        // "Issue | Task": a header that may stand over codes does, beside one that may not.
        let is_code = meanings[at].contains(&"code")
            && meanings
                .iter()
                .any(|other| other.first() == Some(&"action") && !other.contains(&"code"));
        // "Project | To do": what may be either stands beside what can only be the action.
        let may_be = |at: usize, name: &str| meanings[at].contains(&name);
        let is_action = |other: usize| may_be(other, "action") && !may_be(other, "item");
        if may_be(at, "action") && may_be(at, "item") && (0..meanings.len()).any(is_action) {
            let place = (!is_taken("item")).then(|| "item".to_owned());
            columns.push(GridColumn { role: place, left: cell.left, right: cell.right });
            continue;
        }
        let free = meanings[at].iter().copied().find(|name| !is_taken(name));
        let meaning = if is_code { Some("code").filter(|name| !is_taken(name)) } else { free };
        let meaning = meaning.map(str::to_owned);
        columns.push(GridColumn { role: meaning, left: cell.left, right: cell.right });
    }
    let has = |role: &String| columns.iter().any(|column| column.role.as_ref() == Some(role));
    let roles = columns.iter().filter(|column| column.role.is_some()).count();
    let filled = row.cells.iter().filter(|cell| !cell.shown().is_empty()).count();
    // A header is mostly known words: a sentence that happens to hold one is none.
    let is_header =
        roles > 0 && roles * 2 >= filled && rule.needs.iter().all(|any| any.iter().any(has));
    is_header.then(|| Grid { rule, columns, rows: Vec::new() })
}

/// Adds a row under a header, or to the row above where it only goes on with it.
fn add(grid: &mut Grid<'_>, row: &Row) {
    let mut cells: BTreeMap<String, Text> = BTreeMap::new();
    for (index, cell) in row.cells.iter().enumerate() {
        if cell.text.is_empty() {
            continue;
        }
        let column = if row.cells.len() == grid.columns.len() {
            index
        } else {
            nearest(grid, cell.left, cell.right)
        };
        let Some(role) = grid.columns[column].role.clone() else { continue };
        match cells.get_mut(&role) {
            Some(text) => *text = text.joined(&cell.text),
            None => {
                cells.insert(role, cell.text.clone());
            }
        }
    }
    if cells.is_empty() {
        return;
    }
    let keys: Vec<&String> = grid.rule.needs.first().into_iter().flatten().collect();
    let has_key = keys.iter().any(|key| cells.contains_key(*key));
    let first_letter =
        keys.iter().find_map(|key| cells.get(*key)).and_then(|text| text.as_str().chars().next());
    let others = cells.keys().filter(|role| *role != "item" && *role != "number").count();
    let is_small = first_letter.is_some_and(char::is_lowercase);
    let is_wrapped = !has_key || others == 1 && is_small || goes_on(grid, &cells, is_small);
    let Some(above) = grid.rows.last_mut().filter(|_| is_wrapped) else {
        add_shared(grid, row, &mut cells);
        let is_silent = grid.columns.first().is_some_and(|column| column.role.is_none());
        let first = row.cells.first().filter(|cell| is_silent && !cell.text.is_empty());
        let first = first.map(|cell| cell.text.clone());
        grid.rows.push(GridRow { cells, first, lines: vec![row.line] });
        return;
    };
    for (role, text) in cells {
        let joined = above.cells.get(&role).map_or_else(
            || text.clone(),
            |known| Text::new(crate::document::join_lines(&[known.mapped(), text.mapped()])),
        );
        above.cells.insert(role, joined);
    }
    above.lines.push(row.line);
}

/// Whether cells go on with those of the row above, several of which are broken over lines: they
/// begin small in the middle of a sentence and leave a column of that row empty, or leave empty
/// the identifier that every row has.
fn goes_on(grid: &Grid<'_>, cells: &BTreeMap<String, Text>, is_small: bool) -> bool {
    let Some(above) = grid.rows.last() else { return false };
    if cells.keys().any(|role| !above.cells.contains_key(role)) {
        return false;
    }
    let mut keys = grid.rule.needs.first().into_iter().flatten();
    let begun = keys.find_map(|key| above.cells.get(key));
    let is_open = begun.is_some_and(|begun| {
        begun.as_str().starts_with(|letter: char| !letter.is_lowercase())
            && !begun.as_str().ends_with(['.', ';', ':', '!', '?'])
    });
    let is_identified = ["code", "number"].into_iter().any(|role| {
        let is_first = grid.columns.first().is_some_and(|it| it.role.as_deref() == Some(role));
        is_first
            && !cells.contains_key(role)
            && grid.rows.iter().all(|row| row.cells.contains_key(role))
    });
    is_open && (is_identified || is_small && cells.len() < above.cells.len())
}

/// Adds what a cell drawn over several rows says of each of them: an owner, a day, but never
/// what a row is about.
fn add_shared(grid: &Grid<'_>, row: &Row, cells: &mut BTreeMap<String, Text>) {
    if row.cells.len() != grid.columns.len() {
        return;
    }
    for (cell, column) in row.cells.iter().zip(&grid.columns) {
        let Some(role) = column.role.as_ref() else { continue };
        let is_key = grid.rule.needs.first().is_some_and(|keys| keys.contains(role));
        if let Some(above) = cell.above.as_ref().filter(|_| cell.text.is_empty() && !is_key) {
            cells.entry(role.clone()).or_insert_with(|| above.clone());
        }
    }
}

/// The column that shares most with a cell, or whose middle is nearest.
fn nearest(grid: &Grid<'_>, left: f32, right: f32) -> usize {
    let mut best = (0, f32::NEG_INFINITY);
    for (index, column) in grid.columns.iter().enumerate() {
        let shared = right.min(column.right) - left.max(column.left);
        let score = if shared > 0.0 { shared } else { -((left - column.left).abs()) };
        if score > best.1 {
            best = (index, score);
        }
    }
    best.0
}
