//! Marked content (ISO 32000-1, 14.6): text that a file gives for what it draws, and content
//! that is switched off.
//!
//! In: the marks of a stream as they open and close. Out: the glyphs between them with the
//! letters that the file gives, where it gives some.

use super::super::drawn::Glyph;

/// Marks open at once.
const MOST_OPEN: usize = 256;

/// How far, in sizes of the text, two glyphs of one line may be off its line.
const OFF_LINE: f32 = 0.5;

/// What a mark says of the content in it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Marked {
    /// Nothing that matters here.
    Plain,
    /// It is switched off.
    Hidden,
    /// This text stands for it.
    StandingFor(String),
}

impl Marked {
    /// The mark of a text string.
    pub(super) fn standing_for(text: &[u8]) -> Self {
        Self::StandingFor(text_string(text))
    }
}

/// The marks that are open.
#[derive(Default)]
pub(super) struct Marks {
    open: Vec<(Marked, usize)>,
    beyond: usize,
    hidden: usize,
}

impl Marks {
    /// Opens a mark before the glyph `at`.
    pub(super) fn open(&mut self, marked: Marked, at: usize) {
        if self.open.len() >= MOST_OPEN {
            self.beyond += 1;
            return;
        }
        self.hidden += usize::from(marked == Marked::Hidden);
        self.open.push((marked, at));
    }
    /// Whether what is drawn is switched off.
    pub(super) fn is_hidden(&self) -> bool {
        self.hidden > 0
    }
    /// Closes the last mark.
    pub(super) fn close(&mut self, glyphs: &mut Vec<Glyph>) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        let Some((marked, start)) = self.open.pop() else { return };
        match marked {
            Marked::Plain => {}
            Marked::Hidden => self.hidden -= 1,
            Marked::StandingFor(text) => replace(glyphs, start, &text),
        }
    }
    /// Closes what a stream leaves open.
    pub(super) fn close_all(&mut self, glyphs: &mut Vec<Glyph>) {
        while !self.open.is_empty() {
            self.close(glyphs);
        }
    }
}

/// A text with more letters for each glyph that is drawn is not the text of these.
const LETTERS_OF_GLYPH: usize = 8;

/// Gives the glyphs from `start` on the letters of `text`. Glyphs over several lines keep their
/// own: nothing tells which letters are whose.
fn replace(glyphs: &mut Vec<Glyph>, start: usize, text: &str) {
    let Some(drawn) = glyphs.get(start..).filter(|drawn| !drawn.is_empty()) else { return };
    let first = drawn[0];
    let is_one_line = drawn.iter().all(|glyph| {
        glyph.angle == first.angle
            && (glyph.baseline - first.baseline).abs() <= first.size * OFF_LINE
    });
    let letters: Vec<char> = text.chars().filter(|letter| *letter != '\0').collect();
    let own = drawn.iter().map(|glyph| glyph.letter);
    let is_own_text = letters.len() <= drawn.len() * LETTERS_OF_GLYPH;
    if !is_one_line || !is_own_text || letters.is_empty() || own.eq(letters.iter().copied()) {
        return;
    }
    if letters.len() == drawn.len() {
        for (glyph, letter) in glyphs[start..].iter_mut().zip(letters) {
            glyph.letter = letter;
        }
        return;
    }
    let left = drawn.iter().map(|glyph| glyph.left).fold(f32::INFINITY, f32::min);
    let right = drawn.iter().map(|glyph| glyph.right).fold(f32::NEG_INFINITY, f32::max);
    let reach = drawn.iter().map(|glyph| glyph.reach).fold(right, f32::max);
    let share = (right - left) / letters.len() as f32;
    glyphs.truncate(start);
    let count = letters.len();
    for (at, letter) in letters.into_iter().enumerate() {
        let from = left + share * at as f32;
        let reach = if at + 1 == count { reach } else { from + share };
        glyphs.push(Glyph { letter, left: from, right: from + share, reach, ..first });
    }
}

/// The characters of a text string (ISO 32000-1, 7.9.2.2): UTF-16 or UTF-8 by their marks,
/// otherwise Latin-1, from which `PDFDocEncoding` differs in signs alone.
fn text_string(bytes: &[u8]) -> String {
    if let Some(units) = bytes.strip_prefix(b"\xFE\xFF") {
        let units = units.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
        return char::decode_utf16(units)
            .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect();
    }
    if let Some(text) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return String::from_utf8_lossy(text).into_owned();
    }
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyphs(text: &str) -> Vec<Glyph> {
        let glyph = |(at, letter): (usize, char)| Glyph {
            letter,
            left: at as f32,
            right: at as f32 + 1.0,
            reach: at as f32 + 1.0,
            baseline: 10.0,
            size: 1.0,
            angle: 0,
            is_bold: false,
            is_unseen: false,
        };
        text.chars().enumerate().map(glyph).collect()
    }
    fn told(drawn: &str, text: &[u8]) -> String {
        let mut all = glyphs(drawn);
        let mut marks = Marks::default();
        marks.open(Marked::standing_for(text), 1);
        marks.close(&mut all);
        all.iter().map(|glyph| glyph.letter).collect()
    }

    #[test]
    fn the_file_may_tell_what_its_glyphs_stand_for() {
        assert_eq!(told("a??", b"bc"), "abc");
        assert_eq!(told("a?", b"\xFE\xFF\0f\0f\0i"), "affi");
        assert_eq!(told("abc", b""), "abc");
        assert_eq!(told("a-", b"\xFE\xFF\0\xAD"), "a\u{AD}");
    }

    #[test]
    fn marks_close_in_order_however_many_there_are() {
        let mut marks = Marks::default();
        let mut all = glyphs("ab");
        marks.close(&mut all);
        for _ in 0..MOST_OPEN + 3 {
            marks.open(Marked::Hidden, 0);
        }
        assert!(marks.is_hidden());
        (0..MOST_OPEN + 3).for_each(|_| marks.close(&mut all));
        assert!(!marks.is_hidden());
        marks.open(Marked::Hidden, 0);
        marks.close_all(&mut all);
        assert!(!marks.is_hidden());
    }
}
