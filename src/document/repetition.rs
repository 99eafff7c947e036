//! Running headers and page numbers in a text that has lost its pages.
//!
//! In: the lines of such a text. Out: some of them marked as furniture. Conversion leaves a
//! page's header as a short block between blank lines, amid sentences and tables. So do
//! headings stand; what tells the two apart is weighed in points: that a block cuts a sentence,
//! that the gap before it is wider than others, how often and how far apart it repeats.
//!
//! Never put aside: rows, list items, headings that are marked as such, lines that end like a
//! sentence or a label.
//!
//! Invariant: only the kind of lines changes, and only from text to furniture.

use std::collections::BTreeMap;
use std::ops::Range;

use super::furniture::Mask;
use super::shape::is_list_mark;
use super::{Line, LineKind};

/// Most lines of a running header.
const BLOCK_LINES: usize = 5;

/// Widest line of a running header, in characters.
const LINE_WIDTH: u32 = 100;

/// Two headers are a page apart where so many lines with text stand between them...
const PAGE_LINES: usize = 15;

/// ... or so many bytes: converted texts have a paragraph on each line.
const PAGE_BYTES: usize = 800;

/// What is further apart than any page is long is the start of another document.
const LONGEST_PAGE_BYTES: usize = 7000;

/// A line shorter than this does not tell whether its sentence goes on.
const SENTENCE_LETTERS: usize = 40;

/// Points at which a block is put aside; the cases of the tests below fix it.
const ENOUGH: i32 = 4;

/// A run of lines with text, between blank or drawn ones.
struct Block {
    lines: Range<usize>,
    /// Blank lines before it.
    gap: usize,
    /// Lines with text before it in the document.
    texts_before: usize,
    is_aside: bool,
}

/// Marks blocks that repeat as running headers do.
pub(super) fn set_aside(lines: &mut [Line]) {
    let mut blocks = blocks(lines);
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, block) in blocks.iter().enumerate() {
        if block.lines.len() <= BLOCK_LINES && lines[block.lines.clone()].iter().all(may_be_aside) {
            let masks = lines[block.lines.clone()].iter().map(|line| Mask::of(line).text);
            groups.entry(masks.collect::<Vec<_>>().join("\n")).or_default().push(index);
        }
    }
    groups.retain(|_, members| members.len() >= 2);
    let mut groups: Vec<(String, Vec<usize>)> = groups.into_iter().collect();
    // A block beside one that was put aside is weighed once more.
    for _ in 0..2 {
        groups.retain(|(mask, members)| {
            let group = Group { lines, blocks: &blocks, mask, members };
            let is_furniture = group.is_page_like() && group.points() >= ENOUGH;
            if is_furniture {
                for member in members {
                    blocks[*member].is_aside = true;
                }
            }
            !is_furniture
        });
    }
    for block in blocks.iter().filter(|block| block.is_aside) {
        for line in &mut lines[block.lines.clone()] {
            line.kind = LineKind::Furniture;
        }
    }
}

fn blocks(lines: &[Line]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let (mut gap, mut texts, mut is_open) = (0, 0, false);
    for (index, line) in lines.iter().enumerate() {
        if line.is_text() {
            match blocks.last_mut() {
                Some(block) if is_open => block.lines.end = index + 1,
                _ => blocks.push(Block {
                    lines: index..index + 1,
                    gap,
                    texts_before: texts,
                    is_aside: false,
                }),
            }
            texts += 1;
            gap = 0;
        } else {
            gap += usize::from(line.kind == LineKind::Blank);
        }
        is_open = line.is_text();
    }
    blocks
}

fn first_word(line: &Line) -> &str {
    let text = line.cells.first().map_or("", |cell| cell.text.as_str());
    text.split(' ').next().unwrap_or("")
}

fn may_be_aside(line: &Line) -> bool {
    let [cell] = &line.cells[..] else { return false };
    let text = cell.text.as_str();
    let is_item = is_list_mark(first_word(line)) && !is_dashed_number(text);
    line.width <= LINE_WIDTH
        && line.heading_level.is_none()
        && !is_item
        && !text.ends_with(['.', ';', ':', ',', '!', '?'])
}

/// `- 3 -`
fn is_dashed_number(text: &str) -> bool {
    let inner =
        text.strip_prefix(['-', '–', '—']).and_then(|text| text.strip_suffix(['-', '–', '—']));
    inner.is_some_and(|number| {
        let number = number.trim();
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// Blocks that are alike but for their numbers.
struct Group<'a> {
    lines: &'a [Line],
    blocks: &'a [Block],
    mask: &'a str,
    members: &'a [usize],
}

impl Group<'_> {
    fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.members.iter().map(|member| &self.blocks[*member])
    }

    fn distances(&self) -> Vec<(usize, usize)> {
        let start = |block: &Block| self.lines[block.lines.start].span.start;
        let pair = |pair: &[usize]| {
            let (one, next) = (&self.blocks[pair[0]], &self.blocks[pair[1]]);
            (next.texts_before - one.texts_before, start(next) - start(one))
        };
        self.members.windows(2).map(pair).collect()
    }

    /// Whether its blocks stand a page apart; of many, one may stand closer.
    fn is_page_like(&self) -> bool {
        let is_close =
            |distance: &&(usize, usize)| distance.0 < PAGE_LINES && distance.1 < PAGE_BYTES;
        let distances = self.distances();
        let close = distances.iter().filter(is_close).count();
        close == 0 || (close == 1 && distances.len() >= 3)
    }

    fn points(&self) -> i32 {
        let Some(numbers) = self.number_points() else { return 0 };
        let cuts = self.members.iter().filter(|member| self.is_cut(**member)).count();
        let words = self.mask.split_whitespace().filter(|word| *word != "#").count();
        let rows = self.mask.lines().count();
        let mut points = numbers + self.gap_points();
        points += i32::from(self.members.len() >= 3);
        points += if cuts > 0 { 3 } else { 0 };
        points += (rows.min(3) as i32) - 1;
        points += i32::from(words >= 4);
        points +=
            if self.members.iter().all(|member| self.is_beside_aside(*member)) { 2 } else { 0 };
        if cuts == 0 {
            let is_one_word = words == 1 && !self.mask.contains('#');
            points -= if is_one_word { 2 } else { 0 };
            points -= if self.starts_records() || self.heads_lists() { 3 } else { 0 };
            let mut lengths: Vec<usize> =
                self.distances().iter().map(|distance| distance.1).collect();
            lengths.sort_unstable();
            let is_far =
                lengths.get(lengths.len() / 2).is_some_and(|length| *length > LONGEST_PAGE_BYTES);
            points -= if is_far { 2 } else { 0 };
        }
        points
    }

    /// Points for the blank lines before its blocks: headings have them too, unless hardly
    /// anything else in the text has as many.
    fn gap_points(&self) -> i32 {
        let mut gaps: Vec<usize> =
            self.blocks().filter(|block| block.texts_before > 0).map(|block| block.gap).collect();
        gaps.sort_unstable();
        // Of many blocks, one may have lost its gap.
        let gap = gaps.get(usize::from(gaps.len() >= 4)).copied().unwrap_or(0);
        if gap < 2 {
            return 0;
        }
        let as_wide = |block: &&Block| block.gap >= gap && block.texts_before > 0;
        let all = self.blocks.iter().filter(as_wide).count();
        let own = self.blocks().filter(as_wide).count();
        let is_exceptional = own * 2 >= all;
        match (gap, is_exceptional) {
            (2, false) => 1,
            (2, true) | (_, false) => 2,
            (_, true) => 4,
        }
    }

    /// Points for numbers; `None` where they do not count as pages do.
    fn number_points(&self) -> Option<i32> {
        let numbers = |block: &Block| -> Vec<u64> {
            self.lines[block.lines.clone()].iter().flat_map(|line| Mask::of(line).numbers).collect()
        };
        let all: Vec<Vec<u64>> = self.blocks().map(numbers).collect();
        let first = all.first()?;
        let varies = |at: &usize| all.iter().any(|numbers| numbers[*at] != first[*at]);
        let varying: Vec<usize> = (0..first.len()).filter(varies).collect();
        let counter = match varying[..] {
            [] => return Some(0),
            [counter] => counter,
            _ => return None,
        };
        let is_rising = all.windows(2).all(|pair| pair[0][counter] < pair[1][counter]);
        if !is_rising {
            return None;
        }
        let is_counting = all.windows(2).all(|pair| pair[0][counter] + 1 == pair[1][counter]);
        let total = first.get(counter + 1);
        let is_of_total =
            total.is_some_and(|total| all.iter().all(|numbers| numbers[counter] <= *total));
        let letters = self.mask.chars().filter(|letter| letter.is_alphabetic()).count();
        let is_bare = letters == 0 && !self.mask.contains(['-', '–', '—', '/']);
        let is_label = letters > 4 && self.mask.ends_with('#') && !self.mask.contains('\n');
        let mut points = i32::from(is_counting);
        points += if is_of_total { 3 } else { 0 };
        points += if letters == 0 && !is_bare { 2 } else { 0 };
        points += i32::from((1..=4).contains(&letters));
        points -= i32::from(is_bare);
        points -= if is_label && !is_of_total { 3 } else { 0 };
        Some(points)
    }

    fn before(&self, member: usize) -> Option<&Line> {
        let block = self.blocks[..member].iter().rev().find(|block| !block.is_aside)?;
        self.lines.get(block.lines.end - 1)
    }

    fn after(&self, member: usize) -> Option<&Line> {
        let block = self.blocks[member + 1..].iter().find(|block| !block.is_aside)?;
        self.lines.get(block.lines.start)
    }

    /// Whether a block stands amid a sentence, or amid the cells of a row.
    fn is_cut(&self, member: usize) -> bool {
        let (Some(before), Some(after)) = (self.before(member), self.after(member)) else {
            return false;
        };
        if before.is_row() && after.is_row() {
            return after.cells[0].text.is_empty() && before.cells.len() == after.cells.len();
        }
        let (last, next) = (before.joined(), after.joined());
        let (last, next) = (last.as_str(), next.as_str());
        let goes_on = next.starts_with(char::is_lowercase) && !is_list_mark(first_word(after));
        let is_open = last.ends_with(|letter: char| {
            letter.is_alphanumeric() || matches!(letter, ',' | '-' | '\'')
        });
        goes_on && is_open && last.chars().count() >= SENTENCE_LETTERS
    }

    fn is_beside_aside(&self, member: usize) -> bool {
        let beside = [member.checked_sub(1), Some(member + 1)];
        beside
            .into_iter()
            .flatten()
            .any(|at| self.blocks.get(at).is_some_and(|block| block.is_aside))
    }

    /// Whether all that follows begins with one word, as the head of one record after another.
    fn starts_records(&self) -> bool {
        let mut words =
            self.members.iter().map(|member| self.after(*member).map_or("", first_word));
        let first = words.next().unwrap_or("");
        // What follows may be a header itself, and is then the same throughout.
        let is_alike = first.chars().count() >= 3 && words.all(|word| word == first);
        let whole =
            |member: &usize| self.after(*member).map(|line| line.joined().as_str().to_owned());
        let mut wholes = self.members.iter().map(whole);
        let one = wholes.next();
        is_alike && !wholes.all(|other| Some(other) == one)
    }

    /// Whether a list or a table follows each time, and no table goes before: a heading.
    fn heads_lists(&self) -> bool {
        self.members.iter().all(|member| {
            let is_row = |line: Option<&Line>| line.is_some_and(Line::is_row);
            let after = self.after(*member);
            let is_item = after.is_some_and(|line| is_list_mark(first_word(line)));
            is_item || (is_row(after) && !is_row(self.before(*member)))
        })
    }
}
