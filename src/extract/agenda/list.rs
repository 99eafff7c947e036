//! The list of items: numbered, lettered, bulleted, in one sentence, or in a table.
//!
//! In: the blocks of agenda sections. Out: drafts of items in the order of the list; each
//! line that was taken for one is accounted for.
//!
//! A list in a sentence counts up from 1 or from "a": so "art. 3) ..." within a title parts
//! nothing.

use regex::Regex;

use super::super::apply;
use super::super::ledger::Ledger;
use super::super::outline::{Block, BlockKind};
use super::super::scene::Scene;
use super::super::text::Text;
use super::{Draft, MAIN, SUPPLEMENT, title};
use crate::model::Confidence;
use crate::rules::{RuleKind, SectionKind};

/// An unmarked line of a list is no longer than this.
const LINE_CHARACTERS: usize = 260;

/// The items of all agenda sections.
pub(super) fn read(scene: &Scene, ledger: &mut Ledger) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut at = 0;
    while at < scene.placed.len() {
        if scene.placed[at].kind != SectionKind::Agenda {
            at += 1;
            continue;
        }
        let run = scene.placed[at].run;
        let end = (at..scene.placed.len())
            .find(|next| {
                scene.placed[*next].run != run || scene.placed[*next].kind != SectionKind::Agenda
            })
            .unwrap_or(scene.placed.len());
        let list = one_list(scene, ledger, at..end);
        add(&mut drafts, list);
        at = end;
    }
    drafts
}

/// Adds a further list: the same items again are not new, others are a supplement.
fn add(drafts: &mut Vec<Draft>, mut list: Vec<Draft>) {
    if drafts.is_empty() {
        *drafts = list;
        return;
    }
    let is_same = |known: &Draft, item: &Draft| {
        title::likeness(known.title.as_str(), item.title.as_str()) > 0.6
    };
    list.retain(|item| !drafts.iter().any(|known| is_same(known, item)));
    let restarts = list.iter().any(|item| {
        item.number.is_some() && drafts.iter().any(|known| known.number == item.number)
    });
    for item in &mut list {
        if restarts {
            item.part = SUPPLEMENT;
        }
    }
    drafts.extend(list);
}

fn one_list(scene: &Scene, ledger: &mut Ledger, blocks: std::ops::Range<usize>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let rule = scene.placed[blocks.start]
        .opened_by
        .as_ref()
        .map_or_else(String::new, |hit| hit.rule.id.clone());
    let mut is_single = false;
    for at in blocks {
        let block = &scene.outline.blocks[at];
        let placed = &scene.placed[at];
        if placed.is_opening {
            for line in &block.lines {
                ledger.expect_line(*line);
                ledger.account_line(*line);
            }
            if let Some(content) = &placed.content {
                let found = in_text(scene, content, &rule);
                is_single = found.len() == 1 && found[0].number.is_none();
                drafts.extend(found);
            }
            continue;
        }
        let is_over_entries = block.kind == BlockKind::Heading
            && drafts.is_empty()
            && block.number().is_none()
            && scene.outline.blocks.get(at + 1).is_some_and(|next| next.kind == BlockKind::Item);
        if is_over_entries {
            for line in &block.lines {
                ledger.expect_line(*line);
                ledger.account_line(*line);
            }
            continue;
        }
        if is_single {
            // The label had its one item beside it: what follows is no list.
            break;
        }
        for line in &block.lines {
            ledger.expect_line(*line);
        }
        let found = in_block(scene, block, &drafts, &rule);
        if !found.is_empty() {
            for line in &block.lines {
                ledger.account_line(*line);
            }
        }
        drafts.extend(found);
    }
    // A dotted line that leads to a page number belongs to a table of contents.
    drafts.retain(|draft| !is_contents_line(draft.title.as_str()));
    if are_marks(&drafts) {
        drafts.clear();
    }
    drafts
}

/// So many lines with one letter: it counts nothing, and is a mark of what the line tells.
const REPEATED: usize = 3;

/// Whether the letters before the lines of a list are the group's own marks ("D" for decided).
fn are_marks(drafts: &[Draft]) -> bool {
    let letters = || drafts.iter().filter(|draft| is_letter(draft)).map(|draft| &draft.number);
    letters().any(|letter| letters().filter(|other| *other == letter).count() >= REPEATED)
}

fn is_contents_line(text: &str) -> bool {
    let head = text.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == ' ');
    head.len() < text.len() && (head.ends_with("....") || head.ends_with("…"))
}

fn in_block(scene: &Scene, block: &Block, known: &[Draft], rule: &str) -> Vec<Draft> {
    match block.kind {
        BlockKind::Table => in_table(scene, block, known, rule),
        _ if block.marker.is_some() => {
            let number = block.number().map(str::to_owned);
            let mut found = Vec::new();
            let rest = if number.is_some() {
                parts_of(&block.text, number.as_deref())
            } else {
                Vec::new()
            };
            if rest.is_empty() {
                found.push(draft(number, block.text.clone(), rule));
            } else {
                let first = block.text.part_of_reading(0..rest[0].0);
                found.push(draft(number, first, rule));
                found.extend(
                    rest.into_iter().map(|(_, number, title)| draft(Some(number), title, rule)),
                );
            }
            found.retain(|item| !item.title.is_empty());
            found
        }
        _ => {
            let text = &block.text;
            let is_line = text.as_str().chars().count() <= LINE_CHARACTERS;
            let listed = in_text(scene, text, rule);
            let is_numbered = listed.iter().any(|item| item.number.is_some());
            // Unmarked lines are items where no marked one stands before them.
            let follows_marked = known.iter().any(|item| item.number.is_some());
            // A first line that is a sentence tells of the agenda and is no item of it.
            let is_sentence = text.as_str().ends_with('.') && known.is_empty();
            let ends_open = text.as_str().ends_with(':');
            if is_numbered || is_line && !follows_marked && !ends_open && !is_sentence {
                listed
            } else {
                Vec::new()
            }
        }
    }
}

/// The items of a table: rows that count on from the items before them. A table that counts
/// anew after a list, or that does not count up, is another table (a roll, a sheet of votes).
fn in_table(scene: &Scene, block: &Block, known: &[Draft], rule: &str) -> Vec<Draft> {
    let mut found = Vec::new();
    let mut last: Option<u32> =
        known.iter().rev().find_map(|item| item.number.as_deref()?.parse().ok());
    for row in &block.rows {
        let cells: Vec<&Text> =
            row.cells.iter().map(|cell| &cell.text).filter(|text| !text.is_empty()).collect();
        match cells.as_slice() {
            [first, title, ..] => {
                let Some(number) = number_in_cell(scene, first) else {
                    // "First | - The budget": the number and its title are a cell each.
                    let whole = cells[1..].iter().fold((*first).clone(), |all, it| all.joined(it));
                    let titled = titled(scene, &whole);
                    found.extend(
                        titled.map(|(number, title, rule)| draft(Some(number), title, &rule)),
                    );
                    continue;
                };
                if let Ok(value) = number.parse::<u32>() {
                    // "N. | Topic" over a 1: the letter was the heading of its column.
                    found.retain(|item: &Draft| last.is_some() || !is_letter(item));
                    if last.is_some_and(|last| value <= last) {
                        return Vec::new();
                    }
                    last = Some(value);
                }
                found.push(draft(Some(number), (*title).clone(), rule));
            }
            [only] => found.extend(in_text(scene, only, rule)),
            [] => {}
        }
    }
    found
}

fn is_letter(item: &Draft) -> bool {
    item.number.as_deref().is_some_and(|number| number.chars().all(char::is_alphabetic))
}

/// The number that a whole cell is: digits, a letter, roman digits, or what an item rule knows
/// and leaves nothing of. A letter before digits is a code.
fn number_in_cell(scene: &Scene, text: &Text) -> Option<String> {
    let words = text.as_str().trim_end_matches(['.', ')']);
    let is_short = (1..=4).contains(&words.len());
    let is_digits = words.len() <= 3
        && words.starts_with(|first: char| first.is_ascii_digit())
        && words.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_letter = words.len() == 1 && words.bytes().all(|byte| byte.is_ascii_alphabetic());
    if is_short && (is_digits || is_letter || roman_value(words).is_some()) {
        return Some(words.to_owned());
    }
    let reader = scene.reader(text);
    let hit = apply::best(scene.pack.rules_of(RuleKind::Item), text, &reader)?;
    let is_whole = hit.found.range.start == 0
        && hit.found.get("title").is_none()
        && !text.as_str()[text.folded().reading(hit.found.range.clone()).end..]
            .contains(char::is_alphanumeric);
    let number = hit.words(text, "number").filter(|_| is_whole)?;
    Some(super::discussion::number_of(scene, number))
}

/// How many items markers count in a text; `after`: those that count on from a number.
pub(super) fn counted(text: &Text, after: Option<&str>) -> usize {
    parts_of(text, after).len()
}

/// The items in a text that holds several, or one.
pub(super) fn in_text(scene: &Scene, text: &Text, rule: &str) -> Vec<Draft> {
    let parts = parts_of(text, None);
    if !parts.is_empty() {
        return parts
            .into_iter()
            .map(|(_, number, title)| draft(Some(number), title, rule))
            .collect();
    }
    let mut pieces = Vec::new();
    let words = text.as_str();
    let mut start = 0;
    for (at, _) in words.match_indices(';') {
        pieces.push(text.part_of_reading(start..at));
        start = at + 1;
    }
    pieces.push(text.part_of_reading(start..words.len()));
    pieces.retain(|piece| !piece.is_empty());
    let titled: Vec<_> = pieces.iter().map(|piece| titled(scene, piece)).collect();
    let is_list = titled.iter().all(Option::is_some) || pieces.len() > 1;
    if is_list {
        let of_piece = |(piece, titled): (&Text, &Option<(String, Text, String)>)| match titled {
            Some((number, title, rule)) => draft(Some(number.clone()), title.clone(), rule),
            None => draft(None, piece.clone(), rule),
        };
        return pieces.iter().zip(&titled).map(of_piece).collect();
    }
    vec![draft(None, text.clone(), rule)]
}

/// Number and title where an item rule reads both at the start of a text.
fn titled(scene: &Scene, text: &Text) -> Option<(String, Text, String)> {
    let reader = scene.reader(text);
    let hit = apply::best(scene.pack.rules_of(RuleKind::Item), text, &reader)?;
    if hit.found.range.start > 0 {
        return None;
    }
    let number = super::discussion::number_of(scene, hit.words(text, "number")?);
    let title = hit.found.get("title").map_or_else(
        || text.part(hit.found.range.end..text.folded().as_str().len()),
        |range| text.part(range),
    );
    (!title.is_empty()).then(|| (number, title, hit.rule.id.clone()))
}

fn draft(number: Option<String>, title: Text, rule: &str) -> Draft {
    Draft {
        number,
        title,
        rule: rule.to_owned(),
        confidence: Confidence::High,
        part: MAIN,
        parent: None,
        heading: None,
    }
}

/// The parts of a text that markers count: where each marker stands, its number, its title.
/// Without `after` the first must be 1 or "a"; with it, the next of that number.
fn parts_of(text: &Text, after: Option<&str>) -> Vec<(usize, String, Text)> {
    static MARKER: std::sync::LazyLock<Regex> = std::sync::LazyLock::new(|| {
        Regex::new(
            r"(?:^|[\s;:,.(])((\d{1,2})|([A-Za-z]|[IVX]{2,5}|[ivx]{2,5}))\s?[).°](?:\s*[-–])?\s*(?:$|[^\s\d])",
        )
        .expect("a fixed expression")
    });
    let words = text.as_str();
    let mut found: Vec<(usize, usize, String)> = Vec::new();
    let mut expected = after.map(next_of);
    let mut from = 0;
    while let Some(captures) = MARKER.captures_at(words, from) {
        let marker = captures.get(1).expect("the marker is no optional group");
        let number = marker.as_str().to_owned();
        let closes = words[marker.end()..].trim_start().starts_with(')');
        // A letter with a dot is an initial.
        let is_marker =
            closes || captures.get(2).is_some() && words[marker.end()..].starts_with('.');
        let fits = match &expected {
            None => ["1", "I", "i", "a", "A"].contains(&number.as_str()),
            Some(expected) => number.eq_ignore_ascii_case(expected),
        };
        // "(art. 3)" counts nothing: its bracket was opened within the title.
        let title = &words[found.last().map_or(0, |(_, start, _)| *start)..marker.start()];
        let title = title.trim_end_matches('(');
        let is_inside = title.matches('(').count() > title.matches(')').count();
        from = marker.end();
        if is_marker && fits && !is_inside {
            let rest = &words[marker.end()..];
            let title = rest.trim_start_matches(|letter: char| {
                letter.is_whitespace() || ").°-–".contains(letter)
            });
            let opens = usize::from(words[..marker.start()].ends_with('('));
            found.push((marker.start() - opens, words.len() - title.len(), number.clone()));
            expected = Some(next_of(&number));
        }
    }
    let ends: Vec<usize> =
        found.iter().skip(1).map(|(start, _, _)| *start).chain([words.len()]).collect();
    found
        .into_iter()
        .zip(ends)
        .map(|((at, start, number), end)| (at, number, text.part_of_reading(start..end.max(start))))
        .collect()
}

/// The number or letter after one; a letter that is a roman digit counts as one.
pub(super) fn next_of(number: &str) -> String {
    let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
    if let Ok(value) = digits.parse::<u32>() {
        return (value + 1).to_string();
    }
    if let Some(value) = roman_value(number) {
        return ROMAN.get(value).map_or_else(|| number.to_owned(), |next| (*next).to_owned());
    }
    let letter = number.chars().next().unwrap_or('a');
    char::from_u32(letter as u32 + 1).unwrap_or(letter).to_string()
}

/// Roman numbers, as far as lists count.
const ROMAN: [&str; 20] = [
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV",
    "XVI", "XVII", "XVIII", "XIX", "XX",
];

/// What roman digits in capitals are worth.
fn roman_value(number: &str) -> Option<usize> {
    ROMAN.iter().position(|roman| *roman == number).map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(text: &str) -> Vec<(String, String)> {
        let parts = parts_of(&Text::loose(text), None);
        parts.into_iter().map(|(_, number, title)| (number, title.as_str().to_owned())).collect()
    }

    #[test]
    fn a_list_in_a_sentence_counts_up() {
        let found = titles("1) Bilancio; 2) Personale (art. 3) del CCNL; 3)- Varie.");
        let expected = [("1", "Bilancio;"), ("2", "Personale (art. 3) del CCNL;"), ("3", "Varie.")];
        assert_eq!(found.len(), 3);
        for ((number, title), (is_number, is_title)) in found.iter().zip(expected) {
            assert_eq!((number.as_str(), title.as_str()), (is_number, is_title));
        }
        assert!(titles("Nomina del sig. A. Bianchi").is_empty());
        assert_eq!(titles("a) Bilancio b) Varie").len(), 2);
        let roman = titles("I) Bilancio; II) Personale; III) Varie");
        let numbers: Vec<&str> = roman.iter().map(|(number, _)| number.as_str()).collect();
        assert_eq!(numbers, ["I", "II", "III"]);
    }
}
