//! Several meetings in one file: a yearly register, a bound volume, minutes behind the letter
//! that called the meeting.
//!
//! In: the outline of a file and the pack of its language. Out: [`Part`]s in the order of the
//! text: meetings, and stretches that are no minutes, each with its blocks.
//!
//! A meeting begins where a `[[meeting]]` rule matches and what it says is another meeting than
//! the one before: another day, or another number on the same day. Both must have a roll, and the
//! one before must have ended, so that minutes which cite, approve or excerpt others remain one
//! meeting.
//!
//! Invariant: the parts and the front cover every block once; one meeting alone is one part.

use std::ops::Range;

use super::apply;
use super::outline::{Block, BlockKind, Outline};
use super::sections::{self, Placed};
use super::text::Text;
use crate::document::Document;
use crate::model::{Date, Span};
use crate::rules::{NoSlots, Pack, Rule, RuleKind, SectionKind};

/// A stretch of a file.
#[derive(Debug)]
pub(super) struct Part {
    /// The day that its beginning names, and where.
    pub(super) day: Option<(Date, Span)>,
    /// Its blocks, and the running headers of its pages.
    pub(super) outline: Outline,
    /// Why it is no minutes, where a rule says so.
    pub(super) other: Option<String>,
}

/// Where a rule sees the beginning of a meeting.
struct Start {
    at: usize,
    date: Option<Date>,
    /// Where the day stands.
    place: Option<Span>,
    number: Option<String>,
    /// Whether it opens something that is no minutes: the note of the rule.
    other: Option<String>,
    /// Level of a heading that the source marks.
    level: Option<u8>,
    /// Whether it is the sentence that opens minutes, and no title.
    is_opening: bool,
    /// Whether it opens what is attached to minutes.
    is_attached: bool,
}

/// Blocks above a title that may be part of its letterhead.
const LETTERHEAD_BLOCKS: usize = 6;

/// Blocks after a title among which its day is looked for.
const TITLE_BLOCKS: usize = 4;

/// Parts a file into its meetings.
#[must_use]
pub(super) fn parts(outline: Outline, document: &Document, pack: &Pack) -> Vec<Part> {
    let starts = starts(&outline, document, pack);
    let has_several = starts.windows(2).any(|pair| differs(&pair[0], &pair[1]));
    if !has_several && starts.iter().all(|start| start.other.is_none()) {
        return vec![Part { day: None, outline, other: None }];
    }
    let placed = sections::place(&outline, pack);
    let kept = kept(&outline, document, &placed, pack, starts);
    let several = kept.iter().filter(|start| start.other.is_none()).count() > 1;
    let is_mixed = several || kept.iter().any(|start| start.other.is_some());
    if !is_mixed || kept.iter().all(|start| start.other.is_some()) {
        return vec![Part { day: None, outline, other: None }];
    }
    let tops: Vec<usize> =
        kept.iter().map(|start| letterhead(&outline, document, start.at)).collect();
    // A title page and an index stand before the first meeting of several.
    let front = if several { tops[0] } else { 0 };
    let mut parts = Vec::new();
    for (nth, start) in kept.iter().enumerate() {
        let from = if nth == 0 { front } else { tops[nth] };
        let to = tops.get(nth + 1).copied().unwrap_or(outline.blocks.len());
        let mut part = cut(&outline, document, from..to);
        let of_front = outline.blocks[..front].iter();
        part.front = of_front
            .filter(|block| block.kind != BlockKind::Contents)
            .map(|block| block.text.clone())
            .collect();
        let day = start.date.filter(|_| several).zip(start.place);
        parts.push(Part { day, outline: part, other: start.other.clone() });
    }
    parts
}

fn page(document: &Document, block: &Block) -> u32 {
    block.lines.first().map_or(1, |line| document.lines[*line].page)
}

/// Every block at which a rule sees a beginning, and every marked heading that holds a day.
fn starts(outline: &Outline, document: &Document, pack: &Pack) -> Vec<Start> {
    let mut found = Vec::new();
    for (at, block) in outline.blocks.iter().enumerate() {
        if block.kind == BlockKind::Contents {
            continue;
        }
        let hit = rules(pack, None).find_map(|rule| {
            apply::first(rule, &block.text, &NoSlots).filter(|hit| hit.found.range.start == 0)
        });
        // A day at the start of a heading was taken for its number.
        let whole = block.level.map(|_| Text::new(document.lines[block.lines[0]].joined()));
        let own = date_in(pack, whole.as_ref().unwrap_or(&block.text));
        let has_own = own.is_some();
        if hit.is_none() && (block.level.is_none() || !has_own) {
            continue;
        }
        let is_other = hit.as_ref().is_some_and(|hit| hit.set("status") == Some("not_minutes"));
        let below = || {
            let next = outline.blocks[at + 1..].iter().take(TITLE_BLOCKS);
            next.take_while(|block| block.text.as_str().chars().count() <= 400)
                .find_map(|block| date_in(pack, &block.text))
        };
        let day = if is_other { None } else { own.or_else(below) };
        let number = hit.as_ref().and_then(|hit| hit.words(&block.text, "number"));
        let note = hit.as_ref().map(|hit| hit.rule.note.trim_end_matches('.').to_owned());
        found.push(Start {
            at,
            date: day.map(|(date, _)| date),
            place: day.map(|(_, place)| place),
            number: number.map(str::to_owned),
            other: note.filter(|_| is_other),
            level: block.level,
            is_opening: hit.as_ref().and_then(|hit| hit.set("meeting_part")) == Some("opening"),
            is_attached: hit.as_ref().and_then(|hit| hit.set("meeting_part")) == Some("attached"),
        });
    }
    found
}

/// The `[[meeting]]` rules that tell of a part of minutes: `None` those of beginnings.
fn rules<'p>(pack: &'p Pack, part: Option<&'static str>) -> impl Iterator<Item = &'p Rule> {
    pack.rules_of(RuleKind::Meeting).filter(move |rule| {
        let told = rule
            .set
            .get("meeting_part")
            .map(String::as_str)
            .filter(|told| !["opening", "attached"].contains(told));
        told == part
    })
}

fn date_in(pack: &Pack, text: &Text) -> Option<(Date, Span)> {
    let (parts, range, _) = pack.find_date(text.folded(), 0)?;
    Some((parts.date()?, text.span(range)))
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

/// The beginnings that hold: a new meeting has a roll and so has the one before it, and that one
/// has ended, as far as can be seen; what is no minutes stands before the first meeting or behind
/// the end of one.
fn kept(
    outline: &Outline,
    document: &Document,
    placed: &[Placed<'_>],
    pack: &Pack,
    starts: Vec<Start>,
) -> Vec<Start> {
    let count = outline.blocks.len();
    let mut kept: Vec<Start> = Vec::new();
    for mut start in starts {
        let Some(last) = kept.last() else {
            // An extract that nothing stands before is attached to nothing.
            start.other = start.other.filter(|_| !start.is_attached);
            kept.push(start);
            continue;
        };
        let before = &outline.blocks[last.at..start.at];
        if start.other.is_some() {
            if last.other.is_none() && has(before, pack, "end") {
                kept.push(start);
            }
            continue;
        }
        let after = &outline.blocks[start.at..count.min(start.at + ROLL_BLOCKS)];
        if last.other.is_some() {
            // What is attached to minutes cites others: only a later meeting follows it.
            let earlier = kept.iter().rev().find(|start| start.other.is_none());
            let is_later = earlier.is_none_or(
                |earlier| matches!((earlier.date, start.date), (Some(a), Some(b)) if b > a),
            );
            // Behind a letter, minutes begin with their own title and have a roll.
            if is_later && has(after, pack, "roll") {
                kept.push(start);
            }
            continue;
        }
        let is_annexed = placed[start.at].kind == SectionKind::Annex;
        let is_deeper =
            matches!((last.level, start.level), (Some(outer), Some(inner)) if inner > outer);
        let is_later = matches!((last.date, start.date), (Some(a), Some(b)) if b > a);
        let has_ended = || {
            start.level.is_some() && start.level == last.level
                || start.is_opening && is_later
                || !start.is_opening && is_top(outline, document, start.at)
                || has(&before[before.len().saturating_sub(END_BLOCKS)..], pack, "end")
        };
        let is_new = !is_annexed
            && !is_deeper
            && differs(last, &start)
            && has(before, pack, "roll")
            && has(after, pack, "roll")
            && has_ended();
        if is_new {
            kept.push(start);
        } else if !differs(last, &start)
            && let Some(last) = kept.last_mut()
        {
            if last.date.is_none() {
                (last.date, last.place) = (start.date, start.place);
            }
            last.number = last.number.take().or(start.number);
        }
    }
    kept
}

/// Blocks behind the beginning of a meeting among which its roll begins.
const ROLL_BLOCKS: usize = 16;

/// Blocks before a beginning among which the meeting before it ends: closing words, signatures.
const END_BLOCKS: usize = 6;

/// Whether a `[[meeting]]` rule of a part matches among blocks.
fn has(blocks: &[Block], pack: &Pack, part: &'static str) -> bool {
    blocks.iter().any(|block| {
        rules(pack, Some(part)).any(|rule| apply::first(rule, &block.text, &NoSlots).is_some())
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
    if is_top {
        return at - lines;
    }
    // Within a page, what stands close above the title is part of it.
    let mut top = at;
    while at - top < lines && outline.blocks[top].gap == 0 {
        top -= 1;
    }
    top
}

/// Whether nothing but a letterhead stands above a block on its page.
fn is_top(outline: &Outline, document: &Document, at: usize) -> bool {
    let top = letterhead(outline, document, at);
    top == 0 || page(document, &outline.blocks[top - 1]) < page(document, &outline.blocks[top])
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
    Outline { blocks, furniture, front: Vec::new() }
}
