//! The columns of a roll that is a table: what each holds, told by its header.
//!
//! In: a header row and the table rules. Out: a [`Layout`], and the cells of a row by column.
//! What a cell means is for [`super::rows`].
//!
//! Invariant: a cell goes to one column or to none.

use std::collections::BTreeMap;

use super::headers::{column_of, rules, second_meanings};
use super::lines::RollLine;
use super::tokens::Meaning;
use crate::extract::outline::CellText;
use crate::extract::text::Text;
use crate::model::AttendanceStatus;
use crate::rules::{Pack, Rule, RuleKind, fold};

/// A column.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// What it holds; `None`: its header says nothing that the rules know.
    pub(super) role: Option<String>,
    /// The status that a mark in it stands for.
    pub(super) mark: Option<AttendanceStatus>,
    /// Its header.
    pub(super) header: Text,
    left: f32,
    right: f32,
}

/// The columns of a table.
#[derive(Clone, Debug)]
pub(super) struct Layout<'r> {
    /// The rule.
    pub(super) rule: &'r Rule,
    /// Columns, left to right.
    pub(super) columns: Vec<Column>,
    /// Whether the header lost its columns: it is one line of words.
    pub(super) is_flat: bool,
}

/// A row's cells by column, and those that belong to none.
#[derive(Clone, Debug, Default)]
pub(super) struct Assigned {
    /// One text a column; empty where the row has none.
    pub(super) cells: Vec<Text>,
    /// The others.
    pub(super) free: Vec<Text>,
}

/// Roles that a cell over several rows has for each of them.
const SHARED: [&str; 2] = ["organisation", "group"];

impl<'r> Layout<'r> {
    /// The layout of a header row.
    pub(super) fn of(pack: &'r Pack, row: &RollLine) -> Option<Self> {
        if !row.is_row() {
            return Self::flat(pack, &row.cells.first()?.text);
        }
        rules(pack).find_map(|rule| {
            let columns: Vec<Column> =
                row.cells.iter().flat_map(|cell| Column::all(rule, cell)).collect();
            // A row with a name in it is no header, whatever stands beside.
            let holds_name = columns.iter().any(|column| {
                let words = words(column.header.as_str());
                column.role.is_none()
                    && words.len() >= 2
                    && words.iter().all(|(from, to)| {
                        let word = &column.header.as_str()[*from..*to];
                        word.starts_with(|letter: char| {
                            letter.is_uppercase() || letter.is_ascii_digit()
                        })
                    })
                    && columns.iter().any(|column| {
                        column.mark.is_some() || column.role.as_deref() == Some("status")
                    })
                    && words.len() <= 4
            });
            // One cell with two words for a mark is no header beside cells that are none.
            let told = row
                .cells
                .iter()
                .filter(|cell| Column::all(rule, cell).iter().any(|column| column.role.is_some()));
            let told = told.count();
            let first = columns.iter().find_map(|column| column.mark);
            let is_one = columns.iter().all(|column| {
                column.role.is_none() || column.mark.is_some() && column.mark == first
            });
            if holds_name || told < 2 && is_one {
                return None;
            }
            Self::complete(rule, columns, false)
        })
    }

    fn complete(rule: &'r Rule, mut columns: Vec<Column>, is_flat: bool) -> Option<Self> {
        if columns.iter().any(|column| column.role.as_deref() == Some("surname")) {
            // Beside surnames, names are given names.
            let names = columns.iter_mut().filter(|column| column.role.as_deref() == Some("name"));
            names.for_each(|column| column.role = Some("given_name".to_owned()));
        }
        second_meanings(rule, &mut columns);
        let has = |role: &String| columns.iter().any(|column| column.role.as_ref() == Some(role));
        let known = columns.iter().filter(|column| column.role.is_some()).count();
        let marks = columns.iter().filter(|column| column.mark.is_some()).count();
        // Two columns of marks make a roll, also where the names have no header.
        let is_complete = rule.needs.iter().all(|any| any.iter().any(has)) || marks >= 2;
        (is_complete && known >= 2).then_some(Self { rule, columns, is_flat })
    }

    /// A header whose columns were lost: words that part into headers, at least two.
    fn flat(pack: &'r Pack, text: &Text) -> Option<Self> {
        // A colon makes it the label of a list.
        let words: Vec<(usize, usize)> = words(text.as_str());
        if text.as_str().ends_with(':') || !(2..=10).contains(&words.len()) {
            return None;
        }
        rules(pack).find_map(|rule| Self::complete(rule, parted(rule, text, &words)?, true))
    }

    /// The same columns, those under a mark of the document's own legend told by it.
    pub(super) fn with_legend(mut self, legend: &BTreeMap<String, Meaning>) -> Self {
        for column in self.columns.iter_mut().filter(|column| column.role.is_none()) {
            let bare: String =
                fold(column.header.as_str()).chars().filter(|it| it.is_alphabetic()).collect();
            if let Some(meaning) = legend.get(&bare) {
                column.role = Some("mark".to_owned());
                column.mark = Some(meaning.status);
            }
        }
        self
    }

    /// Adds a column at its place from left to right.
    pub(super) fn insert(&mut self, column: Column) {
        let at = self.columns.partition_point(|other| other.left <= column.left);
        self.columns.insert(at, column);
    }

    /// The columns of a role.
    pub(super) fn has(&self, role: &str) -> bool {
        self.columns.iter().any(|column| column.role.as_deref() == Some(role))
    }

    /// The places of the columns of marks.
    pub(super) fn marks(&self) -> Vec<usize> {
        let places = 0..self.columns.len();
        places.filter(|at| self.columns[*at].role.as_deref() == Some("mark")).collect()
    }

    /// Whether the headers of marks come twice: "Pres. Ass.   Pres. Ass.".
    pub(super) fn is_twofold(&self) -> bool {
        let marks: Vec<_> = self.columns.iter().filter_map(|column| column.mark).collect();
        let (first, second) = marks.split_at(marks.len() / 2);
        !first.is_empty() && first == second
    }

    /// The groups of columns: where two people share a row, the headers come twice.
    pub(super) fn groups(&self) -> Vec<std::ops::Range<usize>> {
        let key = ["name", "surname", "organisation"].into_iter().find(|role| {
            self.columns.iter().filter(|column| column.role.as_deref() == Some(role)).count() > 1
        });
        let Some(key) = key else {
            return std::iter::once(0..self.columns.len()).collect();
        };
        let starts: Vec<usize> = (0..self.columns.len())
            .filter(|at| self.columns[*at].role.as_deref() == Some(key))
            .collect();
        // What stands before the first key belongs to its group, and so on to the right.
        let lead = starts[0];
        let mut groups = Vec::new();
        for (nth, start) in starts.iter().enumerate() {
            let end = starts.get(nth + 1).map_or(self.columns.len(), |next| next - lead);
            groups.push(start - lead..end);
        }
        groups
    }

    /// Whether a row is the header again.
    pub(super) fn repeats(&self, row: &RollLine) -> bool {
        let texts = row.cells.iter().filter(|cell| !cell.text.is_empty());
        let (mut known, mut all) = (0, 0);
        for cell in texts {
            all += 1;
            known += usize::from(column_of(self.rule, &cell.text).is_some());
        }
        all >= 2 && known == all
    }

    /// Whether a row is none: totals, notes.
    pub(super) fn skips(&self, text: &Text) -> bool {
        self.rule.skip_rows.iter().any(|pattern| pattern.is_match(text.folded()))
    }

    /// The cells of a row by column. `is_mark` tells what may stand in a column of marks.
    pub(super) fn assign(&self, row: &RollLine, is_mark: &dyn Fn(&str) -> bool) -> Assigned {
        let mut assigned =
            Assigned { cells: vec![Text::default(); self.columns.len()], free: Vec::new() };
        let by_index = row.is_drawn
            && (row.cells.len() == self.columns.len()
                || row.is_printed && row.cells.len() <= self.columns.len());
        for (index, cell) in row.cells.iter().enumerate() {
            if cell.text.is_empty() {
                // A cell drawn over several rows says of each whose they are, and nothing else.
                let column = self.columns.get(index).filter(|_| by_index);
                let is_shared = column.is_some_and(|column| {
                    column.role.as_deref().is_some_and(|role| SHARED.contains(&role))
                });
                if let Some(above) = cell.above.as_ref().filter(|_| is_shared) {
                    assigned.cells[index] = above.clone();
                }
                continue;
            }
            let column = if by_index { Some(index) } else { self.column_at(cell) };
            let column = column.filter(|at| {
                let column = &self.columns[*at];
                column.role.is_some()
                    && (column.role.as_deref() != Some("mark") || is_mark(cell.text.as_str()))
            });
            match column {
                Some(at) if assigned.cells[at].is_empty() => assigned.cells[at] = cell.text.clone(),
                Some(at) => assigned.cells[at] = assigned.cells[at].joined(&cell.text),
                None => assigned.free.push(cell.text.clone()),
            }
        }
        assigned
    }

    /// The column over a cell: that which it overlaps most, else the last that begins before it.
    pub(super) fn column_at(&self, cell: &CellText) -> Option<usize> {
        let overlap = |column: &Column| column.right.min(cell.right) - column.left.max(cell.left);
        let best = (0..self.columns.len())
            .filter(|at| self.columns[*at].is_told())
            .max_by(|a, b| overlap(&self.columns[*a]).total_cmp(&overlap(&self.columns[*b])))?;
        if overlap(&self.columns[best]) > 0.0 {
            return Some(best);
        }
        let distance = |at: &usize| {
            let column = &self.columns[*at];
            let gap = (column.left - cell.right).max(cell.left - column.right);
            (gap * 16.0) as i64
        };
        let width = (cell.right - cell.left).max(1.0);
        let near = (0..self.columns.len())
            .filter(|at| self.columns[*at].is_told())
            .min_by_key(distance)?;
        // A cell that stands apart from every header belongs to none.
        let column = &self.columns[near];
        let gap = (column.left - cell.right).max(cell.left - column.right);
        (gap <= width.max(column.right - column.left)).then_some(near)
    }
}

/// The headers that a text consists of, one after the other.
fn parted(rule: &Rule, text: &Text, words: &[(usize, usize)]) -> Option<Vec<Column>> {
    let mut columns = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let (end, column) = (at + 1..=words.len()).rev().find_map(|end| {
            let part = text.part_of_reading(words[at].0..words[end - 1].1);
            let (holds, mark) = column_of(rule, &part)?;
            Some((end, Column { role: Some(holds), mark, header: part, left: 0.0, right: 0.0 }))
        })?;
        columns.push(column);
        at = end;
    }
    Some(columns)
}

impl Column {
    /// The column under a header cell, or those under a cell with several headers in it, their
    /// edges by their share of its letters.
    fn all(rule: &Rule, cell: &CellText) -> Vec<Self> {
        let one = Self::new(rule, cell);
        let text = cell.text.as_str();
        let words = words(text);
        if one.role.is_some() || !(2..=6).contains(&words.len()) {
            return vec![one];
        }
        let Some(mut columns) = parted(rule, &cell.text, &words).filter(|all| all.len() > 1) else {
            return vec![one];
        };
        let width = (cell.right - cell.left) / text.chars().count().max(1) as f32;
        let mut from = 0;
        for column in &mut columns {
            let start = text[from..].find(column.header.as_str()).map_or(from, |at| from + at);
            let before = text[..start].chars().count() as f32;
            column.left = cell.left + before * width;
            from = start + column.header.as_str().len();
            column.right = cell.left + text[..from].chars().count() as f32 * width;
        }
        columns
    }

    /// A column without a header.
    pub(super) fn silent(role: String, left: f32, right: f32) -> Self {
        Self { role: Some(role), mark: None, header: Text::default(), left, right }
    }

    /// Whether its header or its cells tell what it holds.
    pub(super) fn is_told(&self) -> bool {
        !self.header.is_empty() || self.role.is_some()
    }

    /// Whether a cell stands below its header.
    pub(super) fn overlaps(&self, cell: &CellText) -> bool {
        self.right.min(cell.right) > self.left.max(cell.left)
    }

    fn new(rule: &Rule, cell: &CellText) -> Self {
        let header = cell.shown().clone();
        let found = column_of(rule, &header);
        let (holds, mark) = found.map_or((None, None), |(holds, mark)| (Some(holds), mark));
        Self { role: holds, mark, header, left: cell.left, right: cell.right }
    }
}

/// The words of a text, as byte ranges.
pub(super) fn words(text: &str) -> Vec<(usize, usize)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices() {
        match (letter.is_whitespace(), start) {
            (false, None) => start = Some(at),
            (true, Some(from)) => {
                words.push((from, at));
                start = None;
            }
            _ => {}
        }
    }
    words.extend(start.map(|from| (from, text.len())));
    words
}

/// Whether a row is the header of a table that is no roll.
pub(super) fn is_other_header(pack: &Pack, row: &RollLine) -> bool {
    let rules = pack.rules_of(RuleKind::Table).filter(|rule| rule.word.as_deref() != Some("roll"));
    rules.into_iter().any(|rule| {
        let known = row.cells.iter().filter(|cell| column_of(rule, &cell.text).is_some()).count();
        known >= 2
    })
}
