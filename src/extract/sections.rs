//! Sections: which part of the minutes each block belongs to.
//!
//! In: the outline and the section rules. Out: for each block its [`SectionKind`], the rule
//! that opened it, and where its content begins when heading and content share a line
//! ("Presenti: ..."). A heading that no rule knows ends a roll, an agenda and a list of
//! decisions, and opens discussion.

use super::agenda;
use super::apply::{self, Hit};
use super::aside;
use super::listed::{Acts, Listed, Titles};
use super::outline::{Block, BlockKind, Outline};
use super::series;
use super::text::Text;
use crate::rules::{NoSlots, Pack, Rule, RuleKind, SectionKind};

/// The section of a block.
#[derive(Clone, Debug)]
pub(super) struct Placed<'r> {
    /// Its kind.
    pub kind: SectionKind,
    /// Counts openings: blocks of one section share it.
    pub run: usize,
    /// The rule that opened the section.
    pub opened_by: Option<Hit<'r>>,
    /// Whether this very block is the heading or label.
    pub is_opening: bool,
    /// What stands on the opening line after its label.
    pub content: Option<Text>,
    /// Whether it is a title by its form alone, where the minutes have no agenda.
    pub is_title: bool,
}

/// Longest label, in characters, that may open a section in front of a colon.
const LABEL_CHARACTERS: usize = 90;

/// Places every block of an outline.
#[must_use]
pub(super) fn place<'r>(outline: &Outline, pack: &'r Pack) -> Vec<Placed<'r>> {
    let mut placed: Vec<Placed<'r>> = Vec::new();
    let mut kind = SectionKind::Head;
    let mut run = 0;
    let mut opened_by: Option<Hit<'r>> = None;
    let mut level = None;
    let mut counted = 0;
    let mut listed = Listed::default();
    let mut titles = Titles::default();
    let mut acts = Acts::default();
    let aside = aside::of(outline, pack);
    let has_agenda = outline.blocks.iter().enumerate().any(|(at, block)| {
        let hit = (!aside[at]).then(|| opening(block, pack)).flatten();
        hit.is_some_and(|(hit, _)| hit.rule.word.as_deref() == Some(SectionKind::Agenda.name()))
    });
    let by_form =
        if has_agenda { vec![false; outline.blocks.len()] } else { series::titles(outline) };
    for (at, block) in outline.blocks.iter().enumerate() {
        if aside[at] {
            placed.push(Placed {
                kind: SectionKind::Ignored,
                run,
                opened_by: None,
                is_opening: false,
                content: None,
                is_title: false,
            });
            continue;
        }
        let found = opening(block, pack);
        // "Next meeting: 3 May. On the agenda: ..." goes on with what comes next.
        let goes_on = kind == SectionKind::NextAgenda && block.kind != BlockKind::Heading;
        let is_agenda =
            |hit: &Hit<'_>| hit.rule.word.as_deref() == Some(SectionKind::Agenda.name());
        if let Some((hit, content)) = found.filter(|(hit, _)| !(goes_on && is_agenda(hit))) {
            let opened = hit
                .rule
                .word
                .as_deref()
                .and_then(SectionKind::from_name)
                .unwrap_or(SectionKind::Discussion);
            kind = opened;
            run += 1;
            level = block.level;
            counted = content
                .as_ref()
                .filter(|_| kind == SectionKind::Agenda)
                .map_or(0, |it| agenda::counted(it, None));
            listed = Listed::default();
            acts = Acts::default();
            opened_by = Some(hit);
            placed.push(Placed {
                kind,
                run,
                opened_by: opened_by.clone(),
                is_opening: true,
                content,
                is_title: false,
            });
            continue;
        }
        // A list that is counted within its sentence is over where the sentence is, unless the
        // next block counts on.
        let counts_on = block.number().is_some_and(|number| {
            number.parse::<usize>().ok().or_else(|| letter_place(number)) == Some(counted + 1)
        });
        if kind == SectionKind::Agenda && counted < 2 && block.kind == BlockKind::Item {
            // A list within a sentence may begin at the beginning of a line.
            let first = block.number().filter(|it| *it == "1" || it.eq_ignore_ascii_case("a"));
            let more = first.map_or(0, |number| agenda::counted(&block.text, Some(number)));
            counted = if more > 0 { more + 1 } else { 0 };
        } else if kind == SectionKind::Agenda && counted >= 2 && !counts_on {
            (kind, opened_by) = (SectionKind::Head, None);
            run += 1;
        }
        let next = outline.blocks.get(at + 1);
        let is_inline = placed.iter().rev().find(|placed| placed.is_opening);
        let is_inline = is_inline.is_some_and(|placed| placed.content.is_some());
        let starts = match kind {
            SectionKind::Head | SectionKind::Roll => {
                by_form[at] || begins_discussion(block, next) || opens_item(block, pack)
            }
            SectionKind::Agenda | SectionKind::NextAgenda => {
                listed.comes_again(block)
                    || listed.is_plain() && block.gap > 0 && opens_item(block, pack)
                    || !listed.counts_on(block, next) && is_item_heading(block, next, pack)
                    || block.kind == BlockKind::Heading
                        && block.level.is_some()
                        && level.is_some()
                        && !listed.is_headed(block, level, next)
            }
            SectionKind::Decisions | SectionKind::Actions | SectionKind::Resolution => {
                titles.head(block) || kind == SectionKind::Resolution && acts.end(block, pack)
            }
            _ => false,
        };
        let is_headed = matches!(kind, SectionKind::Agenda | SectionKind::NextAgenda)
            && listed.is_headed(block, level, next);
        if starts || !is_headed && ends(kind, block, level, is_inline, next) {
            kind = SectionKind::Discussion;
            run += 1;
            level = None;
            opened_by = None;
        }
        match kind {
            SectionKind::Agenda => titles.add(block),
            SectionKind::Resolution => acts.add(block, pack),
            _ => {}
        }
        listed.add(block, opens_item(block, pack));
        placed.push(Placed {
            kind,
            run,
            opened_by: opened_by.clone(),
            is_opening: false,
            content: None,
            is_title: by_form[at],
        });
    }
    placed
}

/// The place of a letter in the alphabet, from 1.
fn letter_place(letter: &str) -> Option<usize> {
    let only = letter.chars().next().filter(|_| letter.len() == 1)?;
    only.is_ascii_alphabetic().then(|| only.to_ascii_lowercase() as usize - 'a' as usize + 1)
}

/// Longest text, in characters, whose end may announce a section ("... the following agenda:").
const LEAD_CHARACTERS: usize = 1500;

/// The rule whose label the block is or begins with, or whose pattern leads up to a colon, and
/// what follows the label.
pub(super) fn opening<'r>(block: &Block, pack: &'r Pack) -> Option<(Hit<'r>, Option<Text>)> {
    let rules = || pack.rules_of(RuleKind::Section);
    if block.kind == BlockKind::Table {
        // A label, a wide gap and the one subject beside it.
        let [row] = block.rows.as_slice() else { return None };
        let [label, content] = row.cells.as_slice() else { return None };
        // "Decisions | Reasons": a header whose lists stand below.
        let bare = |cell: &Text| cell.trimmed_of(&[':']);
        let decides = |rule: &&'r Rule| {
            let kind = rule.word.as_deref().and_then(SectionKind::from_name);
            matches!(kind, Some(SectionKind::Decisions | SectionKind::Actions))
        };
        let reasons = |rule: &'r Rule| {
            let remarks = rule.columns.iter().filter(|column| column.role == "remark");
            let mut headers = remarks.flat_map(|column| &column.headers);
            headers.any(|header| header.find(bare(&content.text).folded(), &NoSlots).is_some())
        };
        if pack.rules_of(RuleKind::Table).any(reasons)
            && let Some(hit) = apply::label(rules().filter(decides), &bare(&label.text), &NoSlots)
        {
            return Some((hit, None));
        }
        let lead = label.text.as_str().strip_suffix(':')?;
        let lead = label.text.part_of_reading(0..lead.len());
        let agenda =
            rules().filter(|rule| rule.word.as_deref() == Some(SectionKind::Agenda.name()));
        let hit = apply::label(agenda, &lead, &NoSlots)?;
        return (!content.text.is_empty()).then(|| (hit, Some(content.text.clone())));
    }
    let text = block.text.as_str();
    // Words behind a colon are what the label stands over, and no part of it.
    let is_bare = text.find(": ").is_none_or(|at| text[at + 1..].trim().is_empty());
    if is_bare && text.chars().count() <= LABEL_CHARACTERS * 2 {
        let hit = apply::label(rules(), &block.text, &NoSlots).or_else(|| {
            // A mark that sends to a glossary may be glued to its last word.
            let start = numbered(text).unwrap_or(0);
            let end = text.len() - usize::from(ends_marked(text));
            let is_whole = start == 0 && end == text.len();
            let title = block.text.part_of_reading(start..end);
            (!is_whole).then(|| apply::label(rules(), &title, &NoSlots)).flatten()
        });
        // A title with a number is an item of this meeting, also where it speaks of the next.
        let is_item = block.number().is_some() || numbered(text).is_some();
        let is_next =
            |hit: &Hit<'_>| hit.rule.word.as_deref() == Some(SectionKind::NextAgenda.name());
        if let Some(hit) = hit.filter(|hit| !(is_item && is_next(hit))) {
            return Some((hit, None));
        }
    }
    let colons = text.char_indices().filter(|(at, letter)| {
        *letter == ':' && !text[at + 1..].starts_with(|next: char| next.is_ascii_digit())
    });
    for (count, (at, mark)) in colons.take(4).enumerate() {
        let lead = block.text.part_of_reading(0..at);
        let characters = lead.as_str().chars().count();
        let is_label = count == 0 && characters <= LABEL_CHARACTERS;
        let hit = if is_label { apply::label(rules(), &lead, &NoSlots) } else { None };
        let hit = hit.or_else(|| {
            let patterned = rules().filter(|rule| !rule.patterns.is_empty());
            (characters <= LEAD_CHARACTERS)
                .then(|| apply::best(patterned, &lead, &NoSlots))
                .flatten()
        });
        if let Some(hit) = hit {
            let content = block.text.part_of_reading(at + mark.len_utf8()..text.len());
            return Some((hit, (!content.is_empty()).then_some(content)));
        }
    }
    None
}

/// Whether a capital is glued to the end of a word in small letters.
fn ends_marked(text: &str) -> bool {
    let mut letters = text.chars().rev();
    letters.next().is_some_and(|last| last.is_ascii_uppercase())
        && letters.take(2).filter(|letter| letter.is_lowercase()).count() == 2
}

/// Where the words of a title begin that has a number without a mark: "2 Title", "2.1 Title".
pub(super) fn numbered(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let words = text[digits..].trim_start();
    let is_number = (1..=6).contains(&digits)
        && text.starts_with(|first: char| first.is_ascii_digit())
        && text[digits..].starts_with(' ')
        && words.starts_with(char::is_uppercase);
    is_number.then(|| text.len() - words.len())
}

/// Whether an item rule knows the block, or a row of it, as the heading of a discussion.
fn opens_item(block: &Block, pack: &Pack) -> bool {
    let is_heading_rule =
        |rule: &&Rule| rule.sections.is_empty() || rule.sections.contains(&SectionKind::Discussion);
    let knows = |text: &Text| {
        apply::best(pack.rules_of(RuleKind::Item).filter(is_heading_rule), text, &NoSlots)
            .is_some_and(|hit| hit.found.range.start == 0)
    };
    match block.rows.first().and_then(|row| row.cells.iter().find(|cell| !cell.text.is_empty())) {
        Some(cell) => knows(&cell.text),
        None => block.kind != BlockKind::Table && knows(&block.text),
    }
}

/// Whether a block within an agenda is the heading of its first discussion: an item rule knows
/// it, and what follows is running text.
fn is_item_heading(block: &Block, next: Option<&Block>, pack: &Pack) -> bool {
    let runs_on = |text: &str| text.split_whitespace().count() >= 8 && text.ends_with('.');
    let is_followed =
        next.is_some_and(|next| next.kind == BlockKind::Paragraph && runs_on(next.text.as_str()));
    let is_numbered = block.number().is_some() && block.kind != BlockKind::Table;
    is_followed && (is_numbered || opens_item(block, pack))
        || is_numbered && runs_on(block.text.as_str()) && block.gap > 0
}

/// Whether a numbered block is no entry of a roll or of the head, but begins a discussion:
/// running text stands under it.
fn begins_discussion(block: &Block, next: Option<&Block>) -> bool {
    if block.number().is_none() || block.kind == BlockKind::Table {
        return false;
    }
    let is_running = |text: &str| {
        text.split_whitespace().count() >= 5 && text.trim_end().ends_with(['.', ';', ':'])
    };
    is_running(block.text.as_str())
        || next
            .is_some_and(|next| next.kind == BlockKind::Paragraph && is_running(next.text.as_str()))
}

/// Whether a block that no rule knows ends a section.
fn ends(
    kind: SectionKind,
    block: &Block,
    level: Option<u8>,
    is_inline: bool,
    next: Option<&Block>,
) -> bool {
    let is_heading = block.kind == BlockKind::Heading;
    match kind {
        SectionKind::Head | SectionKind::Discussion | SectionKind::Annex => false,
        SectionKind::Resolution => is_heading && block.marker.is_none() && block.level.is_some(),
        SectionKind::Roll => {
            // A heading within a roll may name a group of its people; a table or names follow.
            let deeper =
                matches!((level, block.level), (Some(outer), Some(inner)) if inner > outer);
            // A list on the line of its label is at its end: no group of it follows.
            let groups = !is_inline
                && next.is_some_and(|next| {
                    next.kind == BlockKind::Table || next.kind == BlockKind::Item && next.gap <= 1
                });
            let is_prose = block.kind == BlockKind::Paragraph
                && block.text.as_str().chars().count() > 240
                && block.text.as_str().ends_with('.');
            let is_prose = is_prose || is_inline && is_sentence(block);
            is_prose || is_heading && !deeper && !(groups && block.number().is_none())
        }
        SectionKind::Agenda | SectionKind::NextAgenda => {
            is_heading && block.marker.is_none()
                || block.kind == BlockKind::Paragraph && block.text.as_str().chars().count() > 300
        }
        // What stands beside its label is all of it, unless items follow.
        SectionKind::Decisions | SectionKind::Actions
            if is_inline && (block.kind != BlockKind::Item || block.number().is_some()) =>
        {
            true
        }
        _ => is_heading && level.is_none_or(|outer| block.level.is_none_or(|inner| inner <= outer)),
    }
}

/// Whether a paragraph that stands apart is a sentence about people rather than a list of them:
/// it ends with a dot, and at most half of its words are capitalised.
fn is_sentence(block: &Block) -> bool {
    let text = block.text.as_str();
    let words: Vec<&str> = text.split_whitespace().collect();
    let high = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    let is_apart = block.kind == BlockKind::Paragraph && block.gap > 0 && text.ends_with('.');
    is_apart && words.len() >= 4 && high * 2 <= words.len()
}
