//! Decisions in tables, by the headers of their columns.

use super::super::grid::{self, Grid, GridRow, grids};
use super::super::ledger::Ledger;
use super::super::outline::{Block, BlockKind};
use super::super::scene::Scene;
use super::super::sections::Placed;
use super::super::text::Text;
use super::draft::{DeadlineDraft, Draft};
use super::{clause, coded, deadline, list, owner};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{DeadlineKind, DecisionKind, DecisionSource, Word as _};
use crate::rules::{NoSlots, Rule, RuleKind, SectionKind};

/// A header whose rows go on in the next table, and the line in between that is the beginning of
/// a cell of its first row.
#[derive(Default)]
pub(super) struct Open<'r> {
    header: Option<Grid<'r>>,
    begun: Option<(f32, Text)>,
}

/// So many characters of what was not read are told.
const SHOWN_CHARACTERS: usize = 80;

impl<'r> Open<'r> {
    /// What stands between two tables: a line that begins where a column does is the beginning of
    /// a cell, anything else ends the table.
    pub(super) fn pass(&mut self, scene: &Scene<'_>, block: &Block) {
        let cells = block.lines.first().map(|line| &scene.document.lines[*line].cells);
        let left = cells.and_then(|cells| Some(cells.first()?.left));
        let is_part = |header: &Grid<'r>| {
            block.kind == BlockKind::Paragraph
                && block.lines.len() == 1
                && left.is_some_and(|left| header.column_from(left).is_some())
        };
        self.header = self.header.take().filter(is_part);
        self.begun = left.filter(|_| self.header.is_some()).map(|left| (left, block.text.clone()));
    }

    /// The header for a table without one of its own, most of whose rows have as many cells.
    fn over(&mut self, block: &Block, rules: &[&Rule]) -> (Option<Grid<'r>>, Option<(f32, Text)>) {
        let begun = self.begun.take();
        let header = self.header.take().filter(|header| {
            let width = header.columns.len();
            let full = block.rows.iter().filter(|row| row.cells.len() == width).count();
            width >= 3 && full * 2 >= block.rows.len() && !grid::is_of(block, rules)
        });
        (header, begun)
    }
}

/// Reads the decision tables of a block.
pub(super) fn read<'r>(
    scene: &Scene<'r>,
    ledger: &mut Ledger<'_>,
    block: &Block,
    placed: &Placed<'_>,
    open: &mut Open<'r>,
    drafts: &mut Vec<Draft>,
) {
    if matches!(placed.kind, SectionKind::Previous | SectionKind::NextAgenda | SectionKind::Ignored)
        || is_ignored(scene, block)
    {
        return;
    }
    let wanted =
        |rule: &&Rule| matches!(rule.word.as_deref(), Some("decisions" | "actions" | "ignored"));
    let mut rules: Vec<&Rule> = scene.pack.rules_of(RuleKind::Table).filter(wanted).collect();
    // What is knowingly left out outranks what would read it.
    rules.sort_by_key(|rule| rule.word.as_deref() != Some("ignored"));
    let (above, begun) = open.over(block, &rules);
    let mut found = grids(block, &rules, above);
    if let (Some((left, words)), Some(grid)) = (begun, found.first_mut()) {
        let column = grid.column_from(left).and_then(|column| column.role.clone());
        let first = column.and_then(|name| grid.rows.first_mut()?.cells.get_mut(&name));
        if let Some(cell) = first {
            *cell = words.joined(cell);
        }
    }
    open.header = found.last().map(Grid::bare);
    if found.is_empty()
        && list::is_listing(placed.kind)
        && !coded::read(scene, ledger, block, placed, drafts)
    {
        // What stands in a list of decisions and is read by nothing is told.
        block.lines.iter().for_each(|line| ledger.expect_line(*line));
        let words: String = block.text.as_str().chars().take(SHOWN_CHARACTERS).collect();
        let message =
            format!("rows in a list of decisions stand under no header that a rule knows: {words}");
        ledger.remark(Diagnostic::new(Code::DecisionRowUnread, message).at(block.text.whole()));
    }
    for grid in found {
        if grid.rule.word.as_deref() == Some("ignored") {
            continue;
        }
        for row in &grid.rows {
            for line in &row.lines {
                ledger.expect_line(*line);
            }
            if let Some(draft) = read_row(scene, &grid, row) {
                drafts.push(draft);
            } else if !is_skipped(&grid, row) {
                let line = &scene.document.lines[row.lines[0]];
                let words: Vec<&str> = row.cells.values().map(Text::as_str).collect();
                let message = format!(
                    "a row under the header of a decision table holds no decision: {}",
                    words.join(" | ")
                );
                ledger.remark(
                    Diagnostic::new(Code::DecisionRowUnread, message)
                        .at(line.span)
                        .rule(&grid.rule.id),
                );
                continue;
            }
            for line in &row.lines {
                ledger.account_line(*line);
            }
        }
    }
}

/// Whether an ignore rule leaves the table out, by the text of its first cells.
fn is_ignored(scene: &Scene<'_>, block: &Block) -> bool {
    let Some(row) = block.rows.first() else { return false };
    let cells = row.cells.iter().take(2).filter(|cell| !cell.text.is_empty());
    cells.into_iter().any(|cell| list::ignored(scene, &cell.text))
}

fn is_skipped(grid: &Grid<'_>, row: &GridRow) -> bool {
    let mut texts = row.cells.values();
    texts.any(|text| {
        grid.rule.skip_rows.iter().any(|pattern| pattern.find(text.folded(), &NoSlots).is_some())
    })
}

fn read_row(scene: &Scene<'_>, grid: &Grid<'_>, row: &GridRow) -> Option<Draft> {
    let action = row.get("action").filter(|text| text.as_str().chars().any(char::is_alphabetic))?;
    if is_skipped(grid, row)
        || scene.pack.lexicon("nothing").lookup(action.trimmed_of(&['.']).as_str()).is_some()
    {
        return None;
    }
    let type_of = |text: &Text| scene.pack.lexicon("row-type").lookup(text.as_str());
    let row_type = row.get("type").and_then(type_of);
    if row_type == Some("information") {
        return None;
    }
    let base = row_type.or_else(|| grid.rule.set.get("kind").map(String::as_str));
    let base = base.and_then(DecisionKind::from_word);
    let base = base.unwrap_or(if grid.rule.word.as_deref() == Some("actions") {
        DecisionKind::Commitment
    } else {
        DecisionKind::Decision
    });
    let kind = clause::kind_by_rule(scene, action)
        .or_else(|| list::kind_of_noun(scene, action))
        .unwrap_or(base);
    let mut draft = Draft::new(action.clone(), kind, DecisionSource::Table, &grid.rule.id);
    if let Some(code) = row.get("code") {
        draft.code = Some((code.as_str().to_owned(), code.whole()));
    }
    // "Item | Action | Who": a code may be the number of an item too.
    let number = row.get("item").or_else(|| row.get("code"));
    draft.item_number = number.map(|text| text.trimmed_of(&['.', ')']).as_str().to_owned());
    match row.get("owner") {
        Some(cell) => draft.owners = owner::owners_of_cell(scene, cell, &grid.rule.id),
        None if !grid.columns.iter().any(|column| column.role.as_deref() == Some("owner")) => {
            draft.owners = owner::owners_of(scene, action);
        }
        None => {}
    }
    match row.get("deadline") {
        Some(cell) => draft.deadlines = deadlines_of_cell(scene, cell, &grid.rule.id),
        None if !grid.columns.iter().any(|column| column.role.as_deref() == Some("deadline")) => {
            // A bare day within a task is of what the task is about.
            draft.deadlines = deadline::deadlines_of(scene, action);
            draft.deadlines.retain(|deadline| deadline.kind != DeadlineKind::Event);
        }
        None => {}
    }
    Some(draft)
}

/// What a label is the header of in tables of decisions: the role of its column, and the rule.
pub(super) fn header_role<'r>(scene: &Scene<'r>, label: &Text) -> Option<(&'r str, &'r Rule)> {
    let is_one = |rule: &&Rule| matches!(rule.word.as_deref(), Some("decisions" | "actions"));
    let folded = label.trimmed_of(&['*', '-', '.']);
    scene.pack.rules_of(RuleKind::Table).filter(is_one).find_map(|rule| {
        let knows = |column: &&crate::rules::ColumnRule| {
            column.headers.iter().any(|it| it.find(folded.folded(), &NoSlots).is_some())
        };
        Some((rule.columns.iter().find(knows)?.role.as_str(), rule))
    })
}

/// The deadlines of a cell made for them: a bare date is due, words that no rule knows are kept
/// as a vague term.
pub(super) fn deadlines_of_cell(scene: &Scene<'_>, cell: &Text, rule: &str) -> Vec<DeadlineDraft> {
    let trimmed = cell.trimmed_of(&[';', ',']);
    if trimmed.is_empty()
        || scene.pack.lexicon("nothing").lookup(trimmed.trimmed_of(&['.']).as_str()).is_some()
    {
        return Vec::new();
    }
    let mut found = deadline::deadlines_of(scene, &trimmed);
    for deadline in &mut found {
        if deadline.kind == DeadlineKind::Event {
            deadline.kind = DeadlineKind::Due;
        }
    }
    if let Some(main) = found.first_mut() {
        // The cell as a whole is the term.
        if trimmed.as_str().chars().count() <= 60 {
            trimmed.as_str().clone_into(&mut main.raw);
            main.span = trimmed.whole();
        }
        return found;
    }
    vec![DeadlineDraft {
        kind: DeadlineKind::Vague,
        raw: trimmed.as_str().to_owned(),
        span: trimmed.whole(),
        date: None,
        precision: None,
        basis: None,
        rule: rule.to_owned(),
    }]
}
