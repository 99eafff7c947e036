//! Tables without upright lines: columns told by the gaps between them.
//!
//! In: the printed lines of a column of text. Out: the same lines in order, those that stand
//! under each other in columns as tables. A gap parts columns where it is wide, and where the
//! lines below and above leave it free too; what is bridged by a word anywhere is no gap.
//!
//! Invariant: every word of the lines is in one cell, or leads from one to the next.

use super::printed::Printed;
use super::rowing::{self, Tabled};
use super::shape::Area;
use super::table::{Cell, Item, Row};
use super::word::{Word, is_leader};

/// A gap of so many sizes may part columns, where other lines agree.
const SEED: f32 = 1.2;

/// A gap of so many sizes parts a line by itself.
const CERTAIN: f32 = 2.6;

/// Columns stand at least so many sizes apart in every line.
const NARROWEST: f32 = 0.42;

/// A gap after a list mark of up to so many sizes sets its item in.
const MARK_GAP: f32 = 6.0;

/// Lines further apart than so many sizes are not of one table.
const FARTHEST: f32 = 4.5;

/// Distances that grow by more than this factor end a table.
const STEP: f32 = 1.7;

/// Lines of cells beside each other are at most so many sizes apart.
const BESIDE: f32 = 1.0;

/// Lines of a header before the one that has all columns.
const HEADER_LINES: usize = 2;

/// Lines of one header stand at most so many sizes apart.
const HEADER_STEP: f32 = 1.7;

/// Lines of a table may always be so many sizes apart.
const USUAL_STEP: f32 = 2.4;

/// Share of the cells of a column that stand flush.
const FLUSH: f32 = 0.5;

/// How far, in points, edges may be off and still be flush.
const OFF: f32 = 2.5;

/// The lines of a column of text, tables among them.
pub(super) fn read(lines: Vec<Printed>, column: Option<Area>) -> Vec<Item> {
    let mut items = Vec::new();
    let mut from = 0;
    while from < lines.len() {
        if let Some((count, rows)) = table(&lines[from..]) {
            items.push(Item::Table(rows));
            from += count;
        } else {
            let mut row = parted(&lines[from]);
            from += 1;
            from += hang(&mut row, &lines[from..]);
            items.push(Item::Line { row, column });
        }
    }
    items
}

/// Adds the lines that go on in the last cell of a row: close below it, at its left edge. Gives
/// how many they are.
fn hang(row: &mut Row, below: &[Printed]) -> usize {
    let [_, .., cell] = row.cells.as_mut_slice() else { return 0 };
    let mut count = 0;
    for line in below {
        let Some(above) = cell.lines.last() else { break };
        let step = line.baseline() - above.baseline();
        let is_below = (line.left() - cell.left).abs() <= OFF && step <= line.size() * HEADER_STEP;
        if !is_below || line.is_bold() != above.is_bold() || list_mark(line).is_some() {
            break;
        }
        cell.right = cell.right.max(line.right());
        cell.lines.push(line.clone());
        count += 1;
    }
    count
}

/// Rows of lines that are known to be a table, whatever their gaps; `None` where they have one
/// column.
pub(super) fn known(lines: &[Printed]) -> Option<Vec<Tabled>> {
    let gutters = gutters_of(lines);
    (!gutters.is_empty()).then(|| lines.iter().map(|line| tabled(line, &gutters)).collect())
}

/// Rows of lines that are told apart already; one row where `is_row` is set.
pub(super) fn rows(lines: &[Tabled], is_row: bool) -> Vec<Row> {
    let columns = columns(lines);
    let mut lines = lines.to_vec();
    if !is_row {
        rowing::raise_labels(&mut lines);
    }
    let starts = if is_row { vec![0] } else { rowing::starts(&lines) };
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    starts.iter().zip(ends).map(|(from, to)| row(&lines[*from..to], &columns)).collect()
}

/// Left and right edge of each column.
pub(super) fn columns(lines: &[Tabled]) -> Vec<(f32, f32)> {
    let count = lines.iter().map(|line| line.cells.len()).max().unwrap_or(0);
    let edges = |column: usize| {
        let cells = || lines.iter().filter_map(move |line| line.cells.get(column)?.as_ref());
        let left = cells().map(Printed::left).fold(f32::INFINITY, f32::min);
        (left, cells().map(Printed::right).fold(left, f32::max))
    };
    (0..count).map(edges).collect()
}

fn row(lines: &[Tabled], columns: &[(f32, f32)]) -> Row {
    let cell = |(column, (left, right)): (usize, &(f32, f32))| {
        let printed = lines.iter().filter_map(|line| line.cells.get(column)?.as_ref());
        let mut cell = Cell { left: *left, right: *right, ..Cell::default() };
        for line in printed {
            let (words, leader) = without_leader(line);
            cell.lines.extend(words);
            cell.leader = cell.leader.or(leader);
        }
        cell
    };
    Row { cells: columns.iter().enumerate().map(cell).collect() }
}

/// A line without the dots that lead to the next column, and these.
fn without_leader(line: &Printed) -> (Option<Printed>, Option<Printed>) {
    let at = line.words.iter().position(is_leader);
    let Some(at) = at.filter(|at| line.words[*at..].iter().all(is_leader)) else {
        return (Some(line.clone()), None);
    };
    let printed = |words: &[Word]| (!words.is_empty()).then(|| Printed { words: words.to_vec() });
    (printed(&line.words[..at]), printed(&line.words[at..]))
}

/// A line as it stands, parted where a gap or a leader is certain.
pub(super) fn parted(line: &Printed) -> Row {
    let size = line.size();
    let mark = list_mark(line);
    let mut pieces: Vec<Vec<Word>> = Vec::new();
    let mut after_leader = false;
    let mut leaders: Vec<Option<Printed>> = Vec::new();
    for (at, word) in line.words.iter().enumerate() {
        if is_leader(word) && at > 0 && at + 1 < line.words.len() {
            if let Some(leader) = leaders.last_mut() {
                leader.get_or_insert_with(Printed::default).words.push(word.clone());
            }
            after_leader = true;
            continue;
        }
        let before = at.checked_sub(1).map(|at| &line.words[at]);
        let is_gap = before.is_some_and(|before| {
            word.left - before.right >= size * CERTAIN && !mark.is_some_and(|mark| mark == at)
        });
        if pieces.is_empty() || is_gap || after_leader {
            pieces.push(Vec::new());
            leaders.push(None);
        }
        after_leader = false;
        if let Some(piece) = pieces.last_mut() {
            piece.push(word.clone());
        }
    }
    let cells = pieces.into_iter().zip(leaders).map(|(words, leader)| {
        let line = Printed { words };
        Cell {
            left: line.left(),
            right: line.right(),
            lines: vec![line],
            leader,
            is_spanned: false,
        }
    });
    Row { cells: cells.collect() }
}

/// Where the text of an item begins, if the line begins with a list mark.
fn list_mark(line: &Printed) -> Option<usize> {
    let [first, second, ..] = line.words.as_slice() else { return None };
    let gap = second.left - first.right;
    (is_mark(&first.text) && gap <= line.size() * MARK_GAP).then_some(1)
}

/// Whether a word stands before an item: a bullet, a number or letter with its dot or bracket.
fn is_mark(text: &str) -> bool {
    let mut letters = text.chars();
    let (first, rest) = (letters.next(), letters.as_str());
    let is_sign = first.is_some_and(|first| {
        !first.is_alphanumeric() && !matches!(first, '"' | '\'' | '«' | '“' | '€' | '£' | '$')
    });
    if rest.is_empty() {
        return is_sign || text == "o";
    }
    let count = text.chars().count();
    let closes = text.ends_with(['.', ')', ']', '°', 'º', '-']);
    let body = text.trim_matches(|letter: char| !letter.is_alphanumeric());
    let is_number =
        !body.is_empty() && body.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    count <= 7
        && closes
        && (is_number
            || body.chars().count() == 1
            || count <= 4 && body.chars().all(|letter| "ivxIVX".contains(letter)))
}

/// The table that begins with the first of `lines`: how many of them it takes, and its rows.
fn table(lines: &[Printed]) -> Option<(usize, Vec<Row>)> {
    // A header may begin with lines of fewer columns than its last.
    (0..=HEADER_LINES).find_map(|lead| table_after(lines, lead))
}

/// The table whose first `lead` lines only head it.
fn table_after(lines: &[Printed], lead: usize) -> Option<(usize, Vec<Row>)> {
    let mut gutters = seed(lines.get(lead)?);
    if gutters.is_empty() {
        return None;
    }
    let first = lines[lead].left();
    let is_lead = |at: usize| {
        let line = &lines[at];
        let step =
            (lines[at + 1].baseline() - line.baseline()) / line.size().max(lines[at + 1].size());
        // Long cells begin above short ones that stand beside their middle.
        let is_beside = step <= BESIDE
            && line.left() > first + line.size()
            && narrowed(&gutters, line).len() == gutters.len();
        is_beside || step <= HEADER_STEP && heads(line, &gutters)
    };
    if !(0..lead).all(is_lead) {
        return None;
    }
    let mut end = lead + 1;
    let mut distance: Option<f32> = None;
    while let Some(line) = lines.get(end) {
        let above = &lines[end - 1];
        let left = narrowed(&gutters, line);
        if !are_near(above, line, distance) || left.is_empty() {
            break;
        }
        if left.len() < gutters.len() {
            // A gap of the first line alone may be chance; one that held is a column.
            let is_chance = end == lead + 1 && seed(line).len() >= left.len();
            if !is_chance {
                break;
            }
        }
        gutters = left;
        // Gaps of this line that the lines above leave free are columns too. Where the first
        // line bridges one, it is no row of this table.
        for gap in seed(line) {
            if gutters.iter().any(|known| known.0 < gap.1 && gap.0 < known.1) {
                continue;
            }
            let free = lines[lead..end]
                .iter()
                .try_fold(gap, |gap, line| widest_free(gap, line, line.size() * NARROWEST));
            match free {
                Some(free) => gutters.push(free),
                None if end == lead + 1 => return None,
                None => {}
            }
        }
        gutters.sort_by(|one, other| one.0.total_cmp(&other.0));
        let step = line.baseline() - above.baseline();
        distance = Some(distance.map_or(step, |known| known.max(step)));
        end += 1;
    }
    while end > lead + 1 && is_behind(&lines[..end], gutters[0]) {
        end -= 1;
    }
    let lines = &lines[..end];
    let gutters = gutters_of(lines);
    let tabled: Vec<Tabled> = lines.iter().map(|line| tabled(line, &gutters)).collect();
    is_table(&tabled).then(|| (end, rows(&tabled, false)))
}

/// Whether the last line is text behind a table: it stands in the first column alone, and apart
/// from the lines above or in another weight.
fn is_behind(lines: &[Printed], gutter: (f32, f32)) -> bool {
    let [above @ .., last] = lines else { return false };
    if last.right() > gutter.0 + 0.01 {
        return false;
    }
    let steps = above.windows(2).map(|pair| pair[1].baseline() - pair[0].baseline());
    let usual = steps.fold(0.0, f32::max);
    let step = last.baseline() - above.last().map_or(0.0, Printed::baseline);
    let is_bold = |line: &Printed| line.words.first().is_some_and(|word| word.is_bold);
    let weights = above.iter().skip(1).filter(|line| line.left() <= gutter.0);
    step > usual * 1.1 || is_bold(last) && !weights.clone().any(is_bold)
}

/// How many lines at the end of `above` head a table whose lines are `below`: close above the
/// line at `top`, with something in two columns at least, and nothing in the gaps between them.
pub(super) fn header(above: &[Printed], below: &[Printed], mut top: f32) -> usize {
    let gutters = gutters_of(below);
    let mut count = 0;
    for line in above.iter().rev() {
        let is_close = top - line.baseline() <= line.size() * HEADER_STEP;
        if !is_close || !heads(line, &gutters) {
            break;
        }
        top = line.baseline();
        count += 1;
    }
    let header = &above[above.len() - count..];
    let columns: std::collections::BTreeSet<usize> = header
        .iter()
        .flat_map(|line| tabled(line, &gutters).cells.into_iter().enumerate())
        .filter_map(|(column, cell)| cell.map(|_| column))
        .collect();
    if columns.len() >= 2 { count } else { 0 }
}

/// How many of the lines `below` a table whose lines are `above` are its last row: close below
/// the line at `bottom`, the first of them in two columns at least.
pub(super) fn footer(below: &[Printed], above: &[Printed], mut bottom: f32) -> usize {
    let gutters = gutters_of(above);
    let mut fits = |line: &&Printed| {
        let is_close = line.baseline() - bottom <= line.size() * HEADER_STEP;
        bottom = line.baseline();
        is_close && narrowed(&gutters, line).len() == gutters.len()
    };
    let count = below.iter().take_while(|line| fits(line)).count();
    let columns =
        below.first().map_or(0, |line| tabled(line, &gutters).cells.iter().flatten().count());
    if columns >= 2 { count } else { 0 }
}

/// Whether a line may be part of a header over gutters: it has something in two columns, or
/// stands behind the first.
fn heads(line: &Printed, gutters: &[(f32, f32)]) -> bool {
    let columns = tabled(line, gutters).cells.iter().flatten().count();
    let is_behind_first = gutters.first().is_some_and(|first| line.left() >= first.1 - 1.0);
    narrowed(gutters, line).len() == gutters.len() && (columns >= 2 || is_behind_first)
}

/// How many gaps of a line are so wide that they part columns.
pub(super) fn wide_gaps(line: &Printed) -> usize {
    seed(line).len()
}

/// The gaps of a line that may part columns. The one behind a list mark does so only beside
/// others.
fn seed(line: &Printed) -> Vec<(f32, f32)> {
    let least = line.size() * SEED;
    let words: Vec<&Word> = line.words.iter().filter(|word| !is_leader(word)).collect();
    let gaps = words.windows(2).map(|pair| (pair[0].right, pair[1].left));
    let mut gaps: Vec<(f32, f32)> = gaps.filter(|gap| gap.1 - gap.0 >= least).collect();
    let is_after_mark =
        |gap: &(f32, f32)| list_mark(line).is_some() && gap.0 <= line.words[0].right + 0.01;
    if gaps.len() == 1 && gaps.first().is_some_and(is_after_mark) {
        gaps.clear();
    }
    gaps
}

/// What is left of gutters once a line stands between them.
fn narrowed(gutters: &[(f32, f32)], line: &Printed) -> Vec<(f32, f32)> {
    let least = line.size() * NARROWEST;
    gutters.iter().filter_map(|gutter| widest_free(*gutter, line, least)).collect()
}

/// The widest stretch of a gutter that no word of a line covers.
fn widest_free(gutter: (f32, f32), line: &Printed, least: f32) -> Option<(f32, f32)> {
    let mut best: Option<(f32, f32)> = None;
    let mut from = gutter.0;
    let words = line
        .words
        .iter()
        .filter(|word| !is_leader(word) && word.right > gutter.0 && word.left < gutter.1);
    let edges = words.map(|word| (word.left, word.right)).chain([(gutter.1, gutter.1)]);
    for (left, right) in edges {
        let free = (from, left.min(gutter.1));
        if free.1 - free.0 >= least && best.is_none_or(|best| free.1 - free.0 > best.1 - best.0) {
            best = Some(free);
        }
        from = from.max(right);
    }
    best
}

fn are_near(above: &Printed, below: &Printed, known: Option<f32>) -> bool {
    let distance = below.baseline() - above.baseline();
    let size = above.size().max(below.size());
    distance <= size * FARTHEST
        && known.is_none_or(|known| distance <= (known * STEP).max(size * USUAL_STEP))
}

/// The gutters that all lines leave free, each with text on both sides in some line.
fn gutters_of(lines: &[Printed]) -> Vec<(f32, f32)> {
    let mut spans: Vec<(f32, f32)> = lines
        .iter()
        .flat_map(|line| {
            line.words.iter().filter(|word| !is_leader(word)).map(|word| (word.left, word.right))
        })
        .collect();
    spans.sort_by(|one, other| one.0.total_cmp(&other.0));
    let size = lines.iter().map(Printed::size).fold(0.0, f32::max);
    let mut gutters = Vec::new();
    let mut reach = spans.first().map_or(0.0, |span| span.1);
    for (left, right) in spans {
        if left - reach >= size * NARROWEST {
            gutters.push((reach, left));
        }
        reach = reach.max(right);
    }
    // A column of list marks is none.
    if let Some(first) = gutters.first() {
        let is_mark_column = lines.iter().all(|line| {
            line.words
                .iter()
                .take_while(|word| word.right <= first.0 + 0.01)
                .all(|word| is_mark(&word.text))
        });
        if is_mark_column && gutters.len() == 1 {
            gutters.clear();
        }
    }
    gutters
}

/// What a line has in each column.
fn tabled(line: &Printed, gutters: &[(f32, f32)]) -> Tabled {
    let mut cells: Vec<Option<Printed>> = vec![None; gutters.len() + 1];
    for word in &line.words {
        let middle = if is_leader(word) { word.left } else { (word.left + word.right) / 2.0 };
        let column =
            gutters.iter().take_while(|gutter| (gutter.0 + gutter.1) / 2.0 < middle).count();
        cells[column].get_or_insert_with(Printed::default).words.push(word.clone());
    }
    Tabled { cells }
}

/// Whether lines stand in columns and not by chance: two of them have cells side by side, and
/// the cells of most columns are flush.
fn is_table(lines: &[Tabled]) -> bool {
    let columns = lines.first().map_or(0, |line| line.cells.len());
    let is_row = |line: &&Tabled| line.cells.iter().flatten().count() >= 2;
    if columns < 2 || lines.iter().filter(is_row).count() < 2 {
        return false;
    }
    let flush = (1..columns).filter(|column| is_flush(lines, *column)).count();
    flush as f32 >= (columns - 1) as f32 * FLUSH
}

/// Whether most cells of a column have one left edge, right edge or middle.
fn is_flush(lines: &[Tabled], column: usize) -> bool {
    let cells: Vec<&Printed> =
        lines.iter().filter_map(|line| line.cells[column].as_ref()).collect();
    if cells.len() < 2 {
        return cells.len() == 1;
    }
    let share = |edge: fn(&Printed) -> f32| {
        let most = cells
            .iter()
            .map(|one| cells.iter().filter(|other| (edge(one) - edge(other)).abs() <= OFF).count());
        most.max().unwrap_or(0) as f32 / cells.len() as f32
    };
    let edges: [fn(&Printed) -> f32; 3] =
        [Printed::left, Printed::right, |cell| (cell.left() + cell.right()) / 2.0];
    edges.into_iter().any(|edge| share(edge) >= FLUSH + 0.1)
}
