//! Tables of contents: titles with the page on which each stands.
//!
//! In: the lines of a document. Out: those that are entries of a table of contents, told by
//! their form alone: a title, dots that lead on, a page; or a title and a page, where most
//! titles come again as a line of the document. They open no section and nobody on them attends.
//! Where the titles that they list stand, headings stand, whatever they look like.
//!
//! Invariant: page numbers never go down within one table; a single entry is none.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{Document, Line, LineKind, join_lines};
use crate::rules::fold_key;

/// Fewest entries that make a table.
const ENTRIES: usize = 3;

/// Most lines for which a title wraps before its page stands.
const WRAPPED: usize = 2;

/// An entry: its title, its page, and whether dots lead from one to the other.
struct Entry {
    title: String,
    page: u32,
    is_led: bool,
}

/// What tables of contents tell of a document's lines.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// The lines that they stand on.
    pub(super) lines: BTreeSet<usize>,
    /// The lines at which a title stands that they list: how many lines it takes, and its level
    /// from 1.
    pub(super) titles: BTreeMap<usize, (usize, u8)>,
}

/// The tables of contents of a document.
pub(super) fn of(document: &Document) -> Contents {
    let texts: Vec<usize> =
        (0..document.lines.len()).filter(|at| document.lines[*at].kind == LineKind::Text).collect();
    let entries: Vec<Option<Entry>> = texts.iter().map(|at| entry(&document.lines[*at])).collect();
    let mut contents = Contents::default();
    if entries.iter().flatten().count() < ENTRIES {
        return contents;
    }
    let mut at = 0;
    while at < texts.len() {
        let end = run(&entries, at);
        let run_of = entries[at..end].iter().flatten();
        let led = run_of.clone().filter(|entry| entry.is_led).count();
        let count = run_of.count();
        if count >= ENTRIES {
            let listed = listed(document, &texts[at..end], &entries[at..end]);
            let titles = titles(document, &texts[end..], &listed);
            let found: BTreeSet<&Key> = titles.values().map(|title| &title.key).collect();
            if led * 2 >= count || found.len() * 3 >= listed.len() * 2 {
                contents.lines.extend(&texts[at..end]);
                contents
                    .titles
                    .extend(titles.into_iter().map(|(at, title)| (at, (title.lines, title.level))));
            }
        }
        at = end.max(at + 1);
    }
    contents
}

/// The titles of a run by their key, wrapped ones whole, each with its level: that of its number,
/// else that of its indent among the indents of the run.
fn listed(document: &Document, texts: &[usize], entries: &[Option<Entry>]) -> BTreeMap<Key, u8> {
    let left = |at: usize| {
        document.lines[at].cells.first().map_or(0, |cell| (cell.left / INDENT).round() as i32)
    };
    let indents: BTreeSet<i32> = texts.iter().map(|at| left(*at)).collect();
    let mut found = BTreeMap::new();
    let mut begun: Option<(String, i32)> = None;
    for (at, entry) in texts.iter().zip(entries) {
        let (before, indent) = begun.take().unwrap_or_else(|| (String::new(), left(*at)));
        let Some(entry) = entry else {
            let line = document.lines[*at].joined();
            begun = Some((format!("{before}{} ", line.as_str().trim()), indent));
            continue;
        };
        let title = format!("{before}{}", entry.title);
        let (number, words) = number_of(&title);
        let level = if number.is_empty() {
            indents.iter().position(|known| *known == indent).unwrap_or(0) + 1
        } else {
            number.split('.').filter(|part| !part.is_empty()).count()
        };
        found.insert(key(number, words), level.min(6) as u8);
    }
    found
}

/// What a title is known by: its number without dots at its end, if it has one, and its words.
type Key = (String, String);

fn key(number: &str, words: &str) -> Key {
    (number.trim_end_matches('.').to_owned(), fold_key(words))
}

/// Indents nearer than this, in points or characters, are one.
const INDENT: f32 = 4.0;

/// The number before a title and the title.
fn number_of(title: &str) -> (&str, &str) {
    let title = title.trim();
    let digits = title.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let (number, words) = title.split_at(digits);
    if number.is_empty() || !words.starts_with([' ', ')', '\t']) {
        ("", title)
    } else {
        (number, words.trim_start_matches([' ', ')', '\t']))
    }
}

/// A listed title where it stands.
struct Title {
    key: Key,
    /// How many lines it takes.
    lines: usize,
    level: u8,
}

/// Where listed titles stand, in one line or in several.
fn titles(
    document: &Document,
    texts: &[usize],
    listed: &BTreeMap<Key, u8>,
) -> BTreeMap<usize, Title> {
    let mut found = BTreeMap::new();
    for (nth, at) in texts.iter().enumerate() {
        let mut whole = document.lines[*at].joined();
        for count in 1..=WRAPPED + 1 {
            let (number, words) = number_of(whole.as_str());
            // Contents may leave numbers out; where they have one, so has the title.
            let own = key(number, words);
            let bare = (String::new(), own.1.clone());
            let known = listed.get_key_value(&own).or_else(|| listed.get_key_value(&bare));
            if let Some((key, level)) = known {
                found.insert(*at, Title { key: key.clone(), lines: count, level: *level });
                break;
            }
            let next = texts.get(nth + count).filter(|next| **next == at + count);
            let Some(next) = next else { break };
            whole = join_lines(&[&whole, &document.lines[*next].joined()]);
        }
    }
    found
}

/// Where the entries that begin at a line end: pages do not go down, and at most a wrapped
/// title stands between two.
fn run(entries: &[Option<Entry>], start: usize) -> usize {
    let mut end = start;
    let mut page = 0;
    let mut at = start;
    while at < entries.len() {
        let ahead = (at..entries.len().min(at + WRAPPED + 1)).find(|next| entries[*next].is_some());
        let Some(next) = ahead.filter(|next| at > start || *next == start) else { break };
        let Some(entry) = &entries[next] else { break };
        // A line between two entries is the beginning of a title that wraps.
        if entry.page < page {
            break;
        }
        page = entry.page;
        end = next + 1;
        at = end;
    }
    end
}

/// A line as an entry.
fn entry(line: &Line) -> Option<Entry> {
    let whole = line.joined();
    let text = whole.as_str().trim_end();
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    let letters = text.bytes().rev().take_while(|byte| b"ivxlc".contains(byte)).count();
    let length = if digits > 0 { digits } else { letters };
    let (before, number) = text.split_at(text.len() - length);
    let is_mark =
        |letter: char| letter.is_whitespace() || LEADERS.contains(letter) || letter == '\u{2060}';
    let title = before.trim_end_matches(is_mark);
    let marks = &before[title.len()..];
    let dots = marks.chars().filter(|letter| LEADERS.contains(*letter)).count();
    let is_led = dots >= 3 || marks.contains('…');
    let is_apart =
        line.is_row() && line.cells.last().is_some_and(|cell| cell.text.as_str().trim() == number);
    let page = if digits > 0 {
        Some(number).filter(|number| number.len() <= 3).and_then(|number| number.parse().ok())
    } else {
        // Small roman digits count the pages before the first.
        Some(0).filter(|_| is_led && (1..=5).contains(&number.len()))
    };
    let has_title = title.chars().filter(|letter| letter.is_alphabetic()).count() >= 3;
    page.filter(|_| has_title && (is_led || is_apart && digits > 0)).map(|page| Entry {
        title: title.to_owned(),
        page,
        is_led,
    })
}

/// What leads from a title to its page.
const LEADERS: &str = ".…·_";
