//! The shape of a printed line: where its characters stand, before any of it is called a cell.
//!
//! In: a line's stretch and its edits. Out: indent, width, and the tabs, bars and wide gaps in
//! it, by column. It looks at one line alone; what its neighbours make of it is for
//! [`super::cells`].
//!
//! Invariant: gaps, tabs and bars stand in the order of the line.

use std::ops::Range;

use super::edit::{Edit, Shown};
use super::normalize::is_spelled;
use crate::model::Span;

/// Columns from one tab stop to the next.
const TAB_COLUMNS: u32 = 4;

/// A character as it is shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    /// What is shown; a blank for white space of every kind but a tab.
    pub(super) letter: char,
    /// Where it stands in the text.
    pub(super) span: Span,
    /// Its first column.
    pub(super) left: u32,
    /// The column after it.
    pub(super) right: u32,
    /// Whether it is meant as a letter, not as a mark (an escaped bar).
    is_letter: bool,
}

/// A stretch that parts what stands on its left from what stands on its right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parting {
    /// Where.
    pub(super) span: Span,
    /// Its first column.
    pub(super) left: u32,
    /// The column after it.
    pub(super) right: u32,
}

impl Parting {
    /// Width in columns.
    pub(super) fn width(self) -> u32 {
        self.right - self.left
    }
}

/// The shape of a line.
#[derive(Clone, Debug, Default)]
pub(super) struct Shape {
    /// Whether nothing is shown.
    pub(super) is_blank: bool,
    /// Whether it is a drawn line.
    pub(super) is_ruling: bool,
    /// Its stretch without white space at either end; a soft hyphen at its end is in it.
    pub(super) written: Span,
    /// Column of the first visible character.
    pub(super) indent: u32,
    /// Column after the last.
    pub(super) width: u32,
    /// End of the list mark that it starts with.
    pub(super) list_mark: Option<Span>,
    /// Its tabs, those at either end too.
    pub(super) tabs: Vec<Parting>,
    /// Its bars, as tables are drawn with.
    pub(super) bars: Vec<Parting>,
    /// Whether its first and its last visible character are bars.
    pub(super) is_framed: (bool, bool),
    /// Gaps of two blanks or more between visible characters, after the list mark.
    pub(super) gaps: Vec<Parting>,
    /// Such a gap right after the list mark.
    pub(super) mark_gap: Option<Parting>,
    /// Whether its gaps come from stretching prose to the margin.
    pub(super) is_justified: bool,
}

/// The characters of a line as they are shown.
pub(super) fn glyphs(text: &str, span: Span, edits: &[Edit]) -> Vec<Glyph> {
    let mut glyphs: Vec<Glyph> = Vec::new();
    let mut column = 0;
    let mut put = |letter: char, span: Span, is_letter: bool| {
        let right =
            if letter == '\t' { (column / TAB_COLUMNS + 1) * TAB_COLUMNS } else { column + 1 };
        let letter = if letter.is_whitespace() && letter != '\t' { ' ' } else { letter };
        glyphs.push(Glyph { letter, span, left: column, right, is_letter });
        column = right;
    };
    let first = edits.partition_point(|edit| edit.span.end <= span.start);
    let mut edits = edits[first..].iter().peekable();
    let mut hidden_to = span.start;
    for (offset, letter) in text[span.start..span.end].char_indices() {
        let at = span.start + offset;
        if let Some(edit) = edits.next_if(|edit| edit.span.start <= at) {
            hidden_to = edit.span.end;
            match edit.shown {
                Shown::Nothing => {}
                Shown::Blank => put(' ', edit.span, true),
                Shown::Item(mark) => {
                    mark.shown().chars().for_each(|letter| put(letter, edit.span, true));
                }
                Shown::Letter(letter) => put(letter, edit.span, true),
            }
        }
        if at >= hidden_to {
            put(letter, Span::new(at, at + letter.len_utf8()), false);
        }
    }
    glyphs
}

impl Shape {
    /// The tabs between visible characters.
    pub(super) fn inner_tabs(&self) -> &[Parting] {
        let first = self.tabs.partition_point(|tab| tab.right <= self.indent);
        let last = self.tabs.partition_point(|tab| tab.left < self.width);
        &self.tabs[first..last.max(first)]
    }

    /// How many cells its tabs make up to its last visible character.
    pub(super) fn tabbed_cells(&self) -> usize {
        self.tabs.partition_point(|tab| tab.left < self.width) + 1
    }
    /// The shape of a line of `glyphs`.
    pub(super) fn of(glyphs: &[Glyph]) -> Self {
        let is_visible =
            |glyph: &Glyph| !matches!(glyph.letter, ' ' | '\t') && !is_invisible(glyph.letter);
        let Some(first) = glyphs.iter().position(is_visible) else {
            return Self { is_blank: true, ..Self::default() };
        };
        let last = glyphs.iter().rposition(is_visible).unwrap_or(first);
        let inside = &glyphs[first..=last];
        let is_bar =
            |glyph: &Glyph| !glyph.is_letter && matches!(glyph.letter, '|' | '│' | '┃' | '║');
        let parting =
            |glyph: &Glyph| Parting { span: glyph.span, left: glyph.left, right: glyph.right };
        let list_mark = list_mark(inside);
        let after_mark =
            list_mark.map_or(0, |mark| inside.partition_point(|glyph| glyph.span.start < mark.end));
        let mark_gap = gaps(inside, 0).into_iter().next();
        let mark_gap =
            mark_gap.filter(|gap| list_mark.is_some_and(|mark| gap.span.start < mark.end));
        let gaps = gaps(inside, after_mark);
        Self {
            is_blank: false,
            is_ruling: is_ruling(inside),
            written: written(glyphs),
            indent: glyphs[first].left,
            width: glyphs[last].right,
            list_mark,
            tabs: glyphs.iter().filter(|glyph| glyph.letter == '\t').map(parting).collect(),
            bars: inside.iter().filter(|glyph| is_bar(glyph)).map(parting).collect(),
            is_framed: (is_bar(&glyphs[first]), is_bar(&glyphs[last])),
            is_justified: !gaps.is_empty() && (is_justified(inside, &gaps) || is_spaced(inside)),
            gaps,
            mark_gap,
        }
    }
}

fn written(glyphs: &[Glyph]) -> Span {
    let is_written = |glyph: &&Glyph| !matches!(glyph.letter, ' ' | '\t');
    let first = glyphs.iter().find(is_written).map(|glyph| glyph.span);
    let last = glyphs.iter().rfind(is_written).map(|glyph| glyph.span);
    first.zip(last).map_or(Span::default(), |(first, last)| first.cover(last))
}

/// Whether a glyph is a bar that tables are drawn with.
fn is_bar(glyph: &Glyph) -> bool {
    !glyph.is_letter && matches!(glyph.letter, '|' | '│' | '┃' | '║')
}

/// Characters without width.
fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

fn gaps(inside: &[Glyph], after_mark: usize) -> Vec<Parting> {
    let mut gaps: Vec<Parting> = Vec::new();
    let mut is_in_gap = false;
    let leaders = leaders(inside);
    for (at, glyph) in inside.iter().enumerate().skip(after_mark) {
        let is_blank = glyph.letter == ' ' || leaders.iter().any(|run| run.contains(&at));
        match gaps.last_mut() {
            Some(gap) if is_blank && is_in_gap => {
                (gap.span.end, gap.right) = (glyph.span.end, glyph.right);
            }
            _ if is_blank => {
                gaps.push(Parting { span: glyph.span, left: glyph.left, right: glyph.right });
            }
            _ => {}
        }
        is_in_gap = is_blank;
    }
    // The blanks after a list mark are no gap either.
    gaps.retain(|gap| {
        gap.width() >= 2 && (after_mark == 0 || gap.span.start > inside[after_mark - 1].span.end)
    });
    gaps
}

/// Fewest dots that lead from one word to another.
const LEADER_DOTS: usize = 4;

/// The glyphs of runs of dots that lead from a word to a word: a number behind one is a page's,
/// and nothing behind it is a place to fill in.
fn leaders(inside: &[Glyph]) -> Vec<Range<usize>> {
    let is_dot = |glyph: &Glyph| matches!(glyph.letter, '.' | '…');
    let mut found = Vec::new();
    let mut at = 0;
    while at < inside.len() {
        let length = inside[at..].iter().take_while(|glyph| is_dot(glyph)).count();
        let end = at + length;
        let next = inside[end..].iter().find(|glyph| glyph.letter != ' ');
        let leads = at > 0 && next.is_some_and(|glyph| glyph.letter.is_alphabetic());
        if length >= LEADER_DOTS && leads {
            found.push(at..end);
        }
        at = end.max(at + 1);
    }
    found
}

/// Prose that was stretched to the margin: many gaps among many words, none of them wide.
fn is_justified(inside: &[Glyph], gaps: &[Parting]) -> bool {
    let is_break = |pair: &[Glyph]| pair[0].letter != ' ' && pair[1].letter == ' ';
    let breaks = inside.windows(2).filter(|pair| is_break(pair)).count();
    gaps.len() >= 3
        && breaks >= 6
        && gaps.len() * 5 >= breaks * 2
        && gaps.iter().all(|gap| gap.width() <= 3)
}

/// Words set letter by letter: the gaps between them part words, not cells.
fn is_spaced(inside: &[Glyph]) -> bool {
    let words: Vec<&[Glyph]> =
        inside.split(|glyph| glyph.letter == ' ').filter(|word| !word.is_empty()).collect();
    let alone: Vec<char> = words
        .iter()
        .filter(|word| word.len() == 1 && word[0].letter.is_alphabetic())
        .map(|word| word[0].letter)
        .collect();
    alone.len() * 5 >= words.len() * 4 && is_spelled(&alone)
}

/// A drawn line: three strokes in a row, or three or more parted by blanks, and nothing else
/// but the joints of tables.
fn is_ruling(inside: &[Glyph]) -> bool {
    let is_stroke = |letter: char| {
        matches!(
            letter,
            '-' | '_' | '=' | '*' | '~' | '—' | '–' | '─' | '━' | '═' | '┄' | '┈' | '╌'
        )
    };
    let is_joint =
        |letter: char| matches!(letter, '|' | '+' | ':' | ' ' | '\t' | '\u{2500}'..='\u{257F}');
    let mut letters = inside.iter().map(|glyph| glyph.letter);
    if inside.iter().any(|glyph| glyph.is_letter)
        || !letters.all(|letter| is_stroke(letter) || is_joint(letter))
    {
        return false;
    }
    let is_run = |run: &[Glyph]| {
        run.iter().all(|glyph| is_stroke(glyph.letter) && glyph.letter == run[0].letter)
    };
    let is_box = |run: &[Glyph]| {
        let is_box = |letter: char| matches!(letter, '\u{2500}'..='\u{257F}');
        run.iter().all(|glyph| is_box(glyph.letter) && !is_bar(glyph))
    };
    if inside.windows(3).any(|run| is_run(run) || is_box(run)) {
        return true;
    }
    let strokes: Vec<char> =
        inside.iter().map(|glyph| glyph.letter).filter(|letter| is_stroke(*letter)).collect();
    let is_parted_by_blanks =
        inside.iter().all(|glyph| glyph.letter == ' ' || is_stroke(glyph.letter));
    is_parted_by_blanks && strokes.len() >= 3 && strokes.iter().all(|letter| *letter == strokes[0])
}

/// The mark of a list item and the blank after it.
fn list_mark(inside: &[Glyph]) -> Option<Span> {
    let end = inside.iter().take(10).position(|glyph| matches!(glyph.letter, ' ' | '\t'))?;
    let mark: String = inside[..end].iter().map(|glyph| glyph.letter).collect();
    is_list_mark(&mark).then(|| inside[0].span.cover(inside[end].span))
}

/// Whether a word marks a list item: a bullet, or a short number or letter with a full stop or
/// a bracket.
pub(super) fn is_list_mark(mark: &str) -> bool {
    let is_bullet = |letter: char| BULLETS.contains(&letter);
    if matches!(mark, "->" | "=>" | ">>" | "-->" | "→") {
        return true;
    }
    if mark.chars().count() == 1 && mark.chars().all(is_bullet) {
        return true;
    }
    let Some(number) = mark.strip_prefix('(').unwrap_or(mark).strip_suffix(['.', ')']) else {
        return false;
    };
    let number = number.trim_end_matches(['.', ')', '°', 'º']);
    let is_letter = number.chars().count() == 1 && number.chars().all(char::is_alphabetic);
    let is_roman_digit = |letter| matches!(letter, 'i' | 'v' | 'x' | 'I' | 'V' | 'X');
    let is_roman = (1..=5).contains(&number.len()) && number.chars().all(is_roman_digit);
    let is_digits = |part: &str| {
        (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    is_letter || is_roman || number.split('.').all(is_digits)
}

/// Marks of list items, those of symbol fonts too.
const BULLETS: [char; 21] = [
    '-', '–', '—', '*', '+', '•', '·', '●', '○', '◦', '▪', '■', '□', '►', '➢', '✓', '✔', '❖', '⁃',
    '\u{F0B7}', '\u{F0A7}',
];

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> Shape {
        Shape::of(&glyphs(text, Span::new(0, text.len()), &[]))
    }

    #[test]
    fn columns_count_tabs_to_the_next_stop() {
        let shape = shape("\t a  b\tc  ");
        assert_eq!((shape.indent, shape.width), (5, 13));
        assert_eq!(shape.tabs.iter().map(|tab| tab.left).collect::<Vec<_>>(), [0, 9]);
        assert_eq!(shape.gaps.len(), 1);
        assert_eq!((shape.gaps[0].left, shape.gaps[0].right), (6, 8));
    }

    #[test]
    fn drawn_lines_are_told_from_text() {
        for ruling in [
            "-----",
            "___",
            "===",
            "***",
            "* * *",
            "|---|:--:|",
            "+---+--+",
            "──┼──",
            "----\t---",
            "____     ____",
        ] {
            assert!(shape(ruling).is_ruling, "{ruling}");
        }
        for text in ["-", "--", "- -", "-\t-\t-", "....", "--- a", "||||", "", "***bold***", "+ +"]
        {
            assert!(!shape(text).is_ruling, "{text}");
        }
    }

    #[test]
    fn list_marks_are_known_by_form() {
        for line in ["- a", "1. a", "1) a", "(a) b", "1.2. a", "IV) a", "•\ta", "12.  a", "1°) a"]
        {
            assert!(shape(line).list_mark.is_some(), "{line}");
        }
        for line in ["-a", "1 a", "2018. a", "ab. c", "3.5 a", "-", "Dr. a"] {
            assert!(shape(line).list_mark.is_none(), "{line}");
        }
        assert!(shape("1.    voce").gaps.is_empty());
    }

    #[test]
    fn stretched_prose_and_spaced_letters_have_no_cells() {
        assert!(
            shape("il  presidente   apre  la seduta  e saluta  tutti i  presenti").is_justified
        );
        assert!(shape("V E R B A L E   D I   S E D U T A").is_justified);
        assert!(!shape("Anna Bassi     presente     Comune di Valtorta").is_justified);
    }
}
