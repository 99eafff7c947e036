//! Glyphs to words.
//!
//! In: the glyphs of a page in the order in which they are drawn, all of one direction. Out:
//! [`Word`]s without blanks. Letters keep the order in which they are drawn, since kerning moves
//! a letter before its neighbour; accents that are drawn over a letter are put on it; what is
//! drawn twice, to look bold, is a bold word once.
//!
//! Invariant: every visible glyph is in one word, or was drawn a second time.

use std::collections::HashMap;

use super::super::drawn::Glyph;
use super::super::normalize::accented;
use super::printed::Printed;
use super::shape::Area;

/// A gap of so many sizes between two letters parts words. Blanks are 0.2 sizes and more, also
/// where a narrow font is set tight; letters stand closer than 0.08 even where they are spread.
const WORD_GAP: f32 = 0.13;

/// A letter may be drawn so many sizes before the end of the one before it: kerning.
const BACK: f32 = 0.45;

/// Letters of one word are off their line by at most so many sizes.
const OFF_LINE: f32 = 0.12;

/// Two drawings of one word are at most so many sizes apart.
const TWICE: f32 = 0.12;

/// Share of an accent's width that lies over its letter.
const OVERLAP: f32 = 0.5;

/// How far the letters of a font reach above and below the line, in sizes: as most do.
pub(super) const ABOVE: f32 = 0.75;
/// See [`ABOVE`].
pub(super) const BELOW: f32 = 0.22;

/// Letters in a row without a blank between them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) left: f32,
    pub(super) right: f32,
    /// Where the next letter would be due.
    reach: f32,
    pub(super) baseline: f32,
    pub(super) size: f32,
    pub(super) is_bold: bool,
    pub(super) is_unseen: bool,
    /// Whether a blank is drawn before and after it: then it is whole.
    is_parted: (bool, bool),
}

impl Word {
    fn of(letter: char, glyph: &Glyph, after_blank: bool) -> Self {
        Self {
            text: letter.to_string(),
            left: glyph.left,
            right: glyph.right,
            reach: glyph.reach,
            baseline: glyph.baseline,
            size: glyph.size,
            is_bold: glyph.is_bold,
            is_unseen: glyph.is_unseen,
            is_parted: (after_blank, false),
        }
    }
    /// A printed line as one word at a place on the page.
    pub(super) fn placed(line: &Printed, area: Area, baseline: f32) -> Self {
        let is_unseen = line.words.iter().all(|word| word.is_unseen);
        Self {
            text: line.text(),
            left: area.left,
            right: area.right,
            reach: area.right,
            baseline,
            size: line.size(),
            is_bold: line.is_bold(),
            is_unseen,
            is_parted: (true, true),
        }
    }
    /// Its upper edge.
    pub(super) fn top(&self) -> f32 {
        self.baseline - self.size * ABOVE
    }
    /// Its lower edge.
    pub(super) fn bottom(&self) -> f32 {
        self.baseline + self.size * BELOW
    }
    /// The middle of its box.
    pub(super) fn middle(&self) -> (f32, f32) {
        (f32::midpoint(self.left, self.right), f32::midpoint(self.top(), self.bottom()))
    }

    /// Whether a glyph goes on with it.
    fn takes(&self, glyph: &Glyph) -> bool {
        let size = self.size.min(glyph.size);
        let gap = glyph.left - self.reach;
        (glyph.baseline - self.baseline).abs() <= size * OFF_LINE
            && gap <= size * WORD_GAP
            && glyph.left >= self.right - self.size * BACK
            && glyph.left >= self.left
            && (self.size - glyph.size).abs() <= size * 0.2
    }
    fn push(&mut self, letter: char, glyph: &Glyph) {
        self.text.push(letter);
        self.right = self.right.max(glyph.right);
        self.reach = glyph.reach.max(self.right);
        self.is_bold &= glyph.is_bold;
    }

    /// Joins a word that stands right behind it on its line, where no blank parts the two.
    pub(super) fn join(&mut self, next: &Self) -> bool {
        let size = self.size.min(next.size);
        let is_next = next.left - self.reach <= size * WORD_GAP
            && next.left >= self.right - size * BACK
            && !self.is_parted.1
            && !next.is_parted.0;
        if is_next {
            self.text.push_str(&next.text);
            self.right = self.right.max(next.right);
            self.reach = self.reach.max(next.reach);
            self.is_bold &= next.is_bold;
            self.is_parted.1 = next.is_parted.1;
        }
        is_next
    }
}

/// The words of glyphs, in the order in which they are drawn.
pub(super) fn words(glyphs: &[Glyph]) -> Vec<Word> {
    let glyphs = &drawn_once(glyphs);
    let mut words: Vec<Word> = Vec::new();
    // Whether the last glyph was a letter, to which another may be joined.
    let mut is_open = false;
    let mut after_blank = false;
    let mut at = 0;
    while at < glyphs.len() {
        let glyph = &glyphs[at];
        at += 1;
        if is_blank(glyph.letter) {
            // A blank drawn over the word itself, out of order, parts nothing.
            let is_within = is_open
                && words.last().is_some_and(|last| {
                    glyph.left < last.right - last.size * 0.2
                        && glyph.left >= last.left - last.size
                        && (glyph.baseline - last.baseline).abs() <= last.size * OFF_LINE
                });
            if is_within {
                continue;
            }
            if let Some(last) = words.last_mut().filter(|_| is_open) {
                last.is_parted.1 = true;
            }
            after_blank = true;
            is_open = false;
            continue;
        }
        let mut letter = glyph.letter;
        let mut base = *glyph;
        if let Some(next) = glyphs.get(at)
            && let Some(whole) = over(glyph, next)
        {
            (letter, base) = (whole, *next);
            at += 1;
        } else if is_open
            && let Some(last) = words.last_mut()
            && let Some(whole) = after(last, &glyphs[at - 2], glyph)
        {
            last.text.pop();
            last.text.push(whole);
            continue;
        }
        let turns = is_open && turns_to_leader(&words, &glyphs[at - 1..]);
        if let Some(last) = words.last_mut().filter(|_| turns) {
            last.is_parted.1 = true;
        }
        match words.last_mut() {
            Some(last) if is_open && !turns && last.takes(&base) => last.push(letter, &base),
            Some(_) if turns => words.push(Word::of(letter, &base, true)),
            _ => words.push(Word::of(letter, &base, after_blank)),
        }
        after_blank = false;
        is_open = true;
    }
    words
}

/// Glyphs without those that are drawn a second time at the same place; these are bold.
fn drawn_once(glyphs: &[Glyph]) -> Vec<Glyph> {
    let mut kept: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    let mut places: HashMap<(char, i32, i32), Vec<usize>> = HashMap::new();
    for glyph in glyphs {
        if is_blank(glyph.letter) {
            kept.push(*glyph);
            continue;
        }
        let near = glyph.size * TWICE;
        let (x, y) = ((glyph.left / near) as i32, (glyph.baseline / near) as i32);
        let around = (-1..=1)
            .flat_map(|i| (-1..=1).map(move |j| (x.saturating_add(i), y.saturating_add(j))));
        let twin =
            around.filter_map(|(x, y)| places.get(&(glyph.letter, x, y))).flatten().copied().find(
                |at| {
                    let other = &kept[*at];
                    (other.left - glyph.left).abs() <= near
                        && (other.right - glyph.right).abs() <= near
                        && (other.baseline - glyph.baseline).abs() <= near
                },
            );
        if let Some(at) = twin {
            kept[at].is_bold = true;
        } else {
            places.entry((glyph.letter, x, y)).or_default().push(kept.len());
            kept.push(*glyph);
        }
    }
    kept
}

/// Whether dots that lead to the next column begin or end before the first of `glyphs`.
fn turns_to_leader(words: &[Word], glyphs: &[Glyph]) -> bool {
    let Some(word) = words.last() else { return false };
    let dots = |letters: &mut dyn Iterator<Item = char>| {
        letters.take(LEADER_DOTS).filter(|letter| is_leader_dot(*letter)).count() == LEADER_DOTS
    };
    // Its last dot may be set apart from the others.
    let is_rest = |word: &Word| word.text.chars().all(is_leader_dot);
    let is_leader = dots(&mut word.text.chars().rev())
        || is_rest(word) && words.iter().rev().nth(1).is_some_and(is_rest);
    let begins =
        dots(&mut glyphs.iter().map(|glyph| glyph.letter)) && !word.text.ends_with(is_leader_dot);
    let ends = is_leader && glyphs.first().is_some_and(|glyph| !is_leader_dot(glyph.letter));
    begins || ends
}

/// Fewest dots in a row that lead the eye over a gap: three are an ellipsis.
pub(super) const LEADER_DOTS: usize = 4;

/// Whether a letter is a dot or stroke of which leaders are made.
pub(super) fn is_leader_dot(letter: char) -> bool {
    matches!(letter, '.' | '…' | '_' | '·')
}

/// Whether a word is dots or strokes that lead the eye over a gap.
pub(super) fn is_leader(word: &Word) -> bool {
    let count = word.text.chars().count();
    let is_long = count >= LEADER_DOTS || count >= 2 && word.text.contains('…');
    is_long && word.text.chars().all(is_leader_dot)
}

/// White space of any kind, and what shows nothing.
fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || letter.is_control() || letter == '\u{200B}' || letter == '\u{FEFF}'
}

/// The letter that an accent makes of the glyph drawn after it.
fn over(accent: &Glyph, base: &Glyph) -> Option<char> {
    is_accent(accent.letter).then_some(())?;
    let wide = (accent.right - accent.left).max(0.01);
    let shared = accent.right.min(base.right) - accent.left.max(base.left);
    let is_near = (accent.baseline - base.baseline).abs() <= base.size * 0.6;
    (is_near && shared >= wide * OVERLAP).then(|| accented(base.letter, accent.letter)).flatten()
}

/// The letter that an accent makes of the glyph drawn before it.
fn after(word: &Word, base: &Glyph, accent: &Glyph) -> Option<char> {
    let is_last = word.text.ends_with(base.letter);
    let is_mark = matches!(accent.letter, '\u{300}'..='\u{36F}');
    if is_last && is_mark && accent.left <= base.right + base.size * WORD_GAP {
        return accented(base.letter, accent.letter);
    }
    // An apostrophe is drawn behind its letter, an accent over it.
    if is_last { over(&Glyph { baseline: accent.baseline, ..*accent }, base) } else { None }
}

/// Accents that have a width of their own.
fn is_accent(letter: char) -> bool {
    matches!(
        letter,
        '`' | '´'
            | 'ˆ'
            | '^'
            | '˜'
            | '~'
            | '¨'
            | '˝'
            | '˚'
            | 'ˇ'
            | '˘'
            | '¯'
            | '˙'
            | '¸'
            | '˛'
            | '\u{300}'..='\u{36F}'
    )
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Glyphs of size 10, each 5 wide, drawn from `left` on.
    pub(in super::super) fn drawn(text: &str, left: f32, baseline: f32) -> Vec<Glyph> {
        let glyph = |(at, letter): (usize, char)| {
            let left = left + at as f32 * 5.0;
            Glyph {
                letter,
                left,
                right: left + 5.0,
                reach: left + 5.0,
                baseline,
                size: 10.0,
                angle: 0,
                is_bold: false,
                is_unseen: false,
            }
        };
        text.chars().enumerate().map(glyph).collect()
    }
    fn read(glyphs: &[Glyph]) -> Vec<String> {
        words(glyphs).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn blanks_and_gaps_part_words() {
        assert_eq!(read(&drawn("uno due", 0.0, 10.0)), ["uno", "due"]);
        let gap = [drawn("uno", 0.0, 10.0), drawn("due", 17.0, 10.0)].concat();
        assert_eq!(read(&gap), ["uno", "due"]);
        let kerned = [drawn("V", 0.0, 10.0), drawn("oce", 3.5, 10.0)].concat();
        assert_eq!(read(&kerned), ["Voce"]);
        let spread: Vec<Glyph> = drawn("ab", 0.0, 10.0)
            .into_iter()
            .enumerate()
            .map(|(at, glyph)| Glyph {
                left: at as f32 * 9.0,
                right: at as f32 * 9.0 + 5.0,
                reach: at as f32 * 9.0 + 9.0,
                ..glyph
            })
            .collect();
        assert_eq!(read(&spread), ["ab"], "the space set between letters is none between words");
    }

    #[test]
    fn accents_drawn_over_letters_are_put_on_them() {
        let mut glyphs = drawn("Cant", 0.0, 10.0);
        glyphs.extend(drawn("`", 20.0, 10.0));
        glyphs.extend(drawn("u e", 20.0, 10.0));
        assert_eq!(read(&glyphs), ["Cantù", "e"]);
        assert_eq!(read(&drawn("e\u{300}", 0.0, 10.0)), ["è"]);
        let dotless = [drawn("´", 0.0, 10.0), drawn("ı", 0.0, 10.0)].concat();
        assert_eq!(read(&dotless), ["í"]);
        assert_eq!(read(&drawn("l`a", 0.0, 10.0)), ["l`a"], "beside its letter it is a sign");
    }

    #[test]
    fn a_word_drawn_twice_is_bold_once() {
        let twice =
            [drawn("esito", 0.0, 10.0), drawn("esito", 0.4, 10.0), drawn("esito", 60.0, 10.0)]
                .concat();
        let words = words(&twice);
        let shown: Vec<(&str, bool)> =
            words.iter().map(|word| (word.text.as_str(), word.is_bold)).collect();
        assert_eq!(shown, [("esito", true), ("esito", false)]);
    }
}
