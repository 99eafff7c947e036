//! Several meetings in one file: a yearly register, a bound volume, minutes behind the letter
//! that called the meeting.
//!
//! In: the outline of a file and the pack of its language. Out: [`Part`]s in the order of the
//! text: meetings, and stretches that are no minutes, each with its blocks.
//!
//! A meeting begins where a `[[meeting]]` rule matches and what it says is another meeting than
//! the one before: another day, or another number on the same day. Both must have a roll, so
//! that minutes which cite, approve or excerpt others remain one meeting.
//!
//! Invariant: the parts and the front cover every block once; one meeting alone is one part.

use std::ops::Range;

use super::apply;
use super::outline::{Block, BlockKind, Outline};
use super::sections::{self, Placed};
use super::text::Text;
use crate::document::Document;
use crate::model::Date;
use crate::rules::{NoSlots, Pack, RuleKind, SectionKind};

/// A stretch of a file.
#[derive(Debug)]
pub(super) struct Part {
    /// Its blocks, and the running headers of its pages.
    pub(super) outline: Outline,
    /// Why it is no minutes, where a rule says so.
    pub(super) other: Option<String>,
}

/// Where a rule sees the beginning of a meeting.
struct Start {
    at: usize,
    date: Option<Date>,
    number: Option<String>,
    /// Whether it opens something that is no minutes: the note of the rule.
    other: Option<String>,
}

/// Blocks above a title that may be part of its letterhead.
const LETTERHEAD_BLOCKS: usize = 6;

/// Blocks after a title among which its day is looked for.
const TITLE_BLOCKS: usize = 4;

/// Parts a file into its meetings.
#[must_use]
pub(super) fn parts(outline: Outline, document: &Document, pack: &Pack) -> Vec<Part> {
    let starts = starts(&outline, pack);
    let has_several = starts.windows(2).any(|pair| differs(&pair[0], &pair[1]));
    if !has_several && starts.iter().all(|start| start.other.is_none()) {
        return vec![Part { outline, other: None }];
    }
    let placed = sections::place(&outline, pack);
    let kept = kept(&outline, &placed, pack, starts);
    let several = kept.iter().filter(|start| start.other.is_none()).count() > 1;
    let is_mixed = several || kept.iter().any(|start| start.other.is_some());
    if !is_mixed || kept.iter().all(|start| start.other.is_some()) {
        return vec![Part { outline, other: None }];
    }
    let tops: Vec<usize> =
        kept.iter().map(|start| letterhead(&outline, document, start.at)).collect();
    // A title page and an index stand before the first meeting of several.
    let is_front = several && page(document, &outline.blocks[tops[0]]) > 1;
    let mut parts = Vec::new();
    for (nth, start) in kept.iter().enumerate() {
        let from = if nth == 0 && !is_front { 0 } else { tops[nth] };
        let to = tops.get(nth + 1).copied().unwrap_or(outline.blocks.len());
        let mut part = cut(&outline, document, from..to);
        if is_front {
            let front = outline.blocks[..tops[0]].iter();
            part.furniture.extend(
                front.filter(|block| block.kind != BlockKind::Contents).map(|it| it.text.clone()),
            );
        }
        parts.push(Part { outline: part, other: start.other.clone() });
    }
    parts
}

fn page(document: &Document, block: &Block) -> u32 {
    block.lines.first().map_or(1, |line| document.lines[*line].page)
}

/// Every block at which a rule sees a beginning.
fn starts(outline: &Outline, pack: &Pack) -> Vec<Start> {
    let mut found = Vec::new();
    for (at, block) in outline.blocks.iter().enumerate() {
        if block.kind == BlockKind::Contents {
            continue;
        }
        let hit = pack.rules_of(RuleKind::Meeting).find_map(|rule| {
            apply::first(rule, &block.text, &NoSlots).filter(|hit| hit.found.range.start == 0)
        });
        let Some(hit) = hit else { continue };
        let is_other = hit.set("status") == Some("not_minutes");
        let own = date_in(pack, &block.text);
        let below = || {
            let next = outline.blocks[at + 1..].iter().take(TITLE_BLOCKS);
            next.take_while(|block| block.text.as_str().chars().count() <= 400)
                .find_map(|block| date_in(pack, &block.text))
        };
        found.push(Start {
            at,
            date: if is_other { None } else { own.or_else(below) },
            number: hit.words(&block.text, "number").map(str::to_owned),
            other: is_other.then(|| hit.rule.note.trim_end_matches('.').to_owned()),
        });
    }
    found
}

fn date_in(pack: &Pack, text: &Text) -> Option<Date> {
    pack.find_date(text.folded(), 0).and_then(|(parts, _, _)| parts.date())
}

/// Whether two beginnings are of different meetings, as far as they say.
fn differs(one: &Start, other: &Start) -> bool {
    match (one.date, other.date) {
        (Some(a), Some(b)) if a != b => true,
        (Some(_), Some(_)) => {
            matches!((&one.number, &other.number), (Some(a), Some(b)) if a != b)
        }
        _ => matches!((&one.number, &other.number), (Some(a), Some(b)) if a != b),
    }
}

/// The beginnings that hold: a new meeting has a roll and so has the one before it; what is no
/// minutes stands before the first meeting or behind the end of one.
fn kept(outline: &Outline, placed: &[Placed<'_>], pack: &Pack, starts: Vec<Start>) -> Vec<Start> {
    let count = outline.blocks.len();
    let ends: Vec<usize> = starts.iter().skip(1).map(|start| start.at).chain([count]).collect();
    let mut kept: Vec<Start> = Vec::new();
    let mut from = 0;
    for (nth, start) in starts.into_iter().enumerate() {
        let end = ends[nth];
        let Some(last) = kept.last_mut() else {
            from = if start.other.is_some() { end } else { start.at };
            kept.push(start);
            continue;
        };
        let is_closed = || ends_within(placed, from..start.at);
        if start.other.is_some() {
            if last.other.is_none() && is_closed() {
                kept.push(start);
            }
            continue;
        }
        if last.other.is_some() {
            // Behind a letter, minutes begin with their own title and have a roll.
            if has_roll(outline, placed, pack, start.at..count) {
                from = start.at;
                kept.push(start);
            }
            continue;
        }
        let is_annexed = placed[start.at].kind == SectionKind::Annex;
        let rolls = || {
            has_roll(outline, placed, pack, from..start.at)
                && has_roll(outline, placed, pack, start.at..count.min(next_meeting(&ends, nth)))
        };
        if !is_annexed && differs(last, &start) && rolls() {
            from = start.at;
            kept.push(start);
        } else {
            last.date = last.date.or(start.date);
            last.number = last.number.take().or(start.number);
        }
    }
    kept
}

/// A title and the opening sentence under it are two beginnings of one meeting: its roll may
/// stand under either.
fn next_meeting(ends: &[usize], nth: usize) -> usize {
    ends.get(nth + 1).or(ends.get(nth)).copied().unwrap_or(usize::MAX)
}

fn ends_within(placed: &[Placed<'_>], range: Range<usize>) -> bool {
    placed[range].iter().any(|placed| placed.kind == SectionKind::Closing)
}

/// Whether a roll stands among blocks: a section of one, or a sentence that is one.
fn has_roll(outline: &Outline, placed: &[Placed<'_>], pack: &Pack, range: Range<usize>) -> bool {
    let blocks = outline.blocks[range.clone()].iter().zip(&placed[range]);
    blocks.into_iter().any(|(block, placed)| {
        placed.kind == SectionKind::Roll && placed.is_opening
            || pack
                .rules_of(RuleKind::Roll)
                .any(|rule| apply::first(rule, &block.text, &NoSlots).is_some())
    })
}

/// Where the letterhead above a title begins: short lines down from the top of its page.
fn letterhead(outline: &Outline, document: &Document, at: usize) -> usize {
    let of = page(document, &outline.blocks[at]);
    let is_head = |block: &&Block| {
        page(document, block) == of
            && block.text.as_str().chars().count() <= 120
            && !block.text.as_str().ends_with('.')
    };
    let above = outline.blocks[..at].iter().rev().take(LETTERHEAD_BLOCKS);
    let lines = above.take_while(is_head).count();
    let is_top = lines == at || page(document, &outline.blocks[at - lines - 1]) < of;
    if is_top { at - lines } else { at }
}

/// The blocks of a stretch with the furniture of its pages.
fn cut(outline: &Outline, document: &Document, range: Range<usize>) -> Outline {
    let blocks = outline.blocks[range].to_vec();
    let pages = blocks.first().map_or(1, |block| page(document, block))
        ..=blocks.last().map_or(1, |block| page(document, block));
    let stands_within = |text: &&Text| {
        let start = text.whole().start;
        let page =
            document.pages.iter().find(|page| page.span.start <= start && start < page.span.end);
        page.is_some_and(|page| pages.contains(&page.number))
    };
    let furniture = outline.furniture.iter().filter(stands_within).cloned().collect();
    Outline { blocks, furniture }
}
