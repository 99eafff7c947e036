//! Character maps: from the codes of a string to the numbers of glyphs, and to text
//! (ISO 32000-1, 9.7.5 and 9.10.3).
//!
//! In: the bytes of a map in the file. Out: a [`CodeMap`] or a [`TextMap`]. What is no entry is
//! stepped over; maps larger than any font are cut.

use std::collections::HashMap;

use super::super::token::{Operand, Tokens};
use super::letters::Letters;

/// Operands that one section of a map may hold: files put all entries into one.
const SECTION_OPERANDS: usize = 200_000;

/// Entries of a map at most: there are no more glyphs in a font.
const MOST_ENTRIES: u32 = 65_536;

/// How the bytes of a string part into codes, and which glyph number each has.
#[derive(Clone, Debug, Default)]
pub(super) struct CodeMap {
    /// Length in bytes, first and last code.
    spaces: Vec<(usize, u32, u32)>,
    /// First and last code, and the number of the first; none: codes are the numbers.
    ranges: Vec<(u32, u32, u32)>,
}

impl CodeMap {
    /// Two bytes a code, which is the number: `Identity-H`.
    pub(super) fn identity() -> Self {
        Self { spaces: vec![(2, 0, 0xFFFF)], ranges: Vec::new() }
    }

    /// Whether codes are glyph numbers.
    pub(super) fn is_identity(&self) -> bool {
        self.ranges.is_empty()
    }

    /// A map that stands in the file.
    pub(super) fn parse(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        sections(bytes, |section, operands| match section {
            b"endcodespacerange" => {
                for pair in operands.chunks_exact(2) {
                    if let (Some((low, length)), Some((high, _))) = (code(&pair[0]), code(&pair[1]))
                    {
                        map.spaces.push((length, low, high));
                    }
                }
            }
            b"endcidrange" => {
                for entry in operands.chunks_exact(3) {
                    if let (Some((low, _)), Some((high, _)), Some(number)) =
                        (code(&entry[0]), code(&entry[1]), entry[2].number())
                    {
                        map.ranges.push((low, high, number as u32));
                    }
                }
            }
            b"endcidchar" => {
                for entry in operands.chunks_exact(2) {
                    if let (Some((low, _)), Some(number)) = (code(&entry[0]), entry[1].number()) {
                        map.ranges.push((low, low, number as u32));
                    }
                }
            }
            _ => {}
        });
        if map.spaces.is_empty() {
            map.spaces.push((2, 0, 0xFFFF));
        }
        map.ranges.sort_unstable();
        map
    }

    /// The code at the start of `bytes` and its length; bytes outside of every space are taken
    /// by the length of the shortest.
    pub(super) fn next(&self, bytes: &[u8]) -> (u32, usize) {
        let mut value = 0_u32;
        for (at, byte) in bytes.iter().take(4).enumerate() {
            value = value << 8 | u32::from(*byte);
            let length = at + 1;
            let fits = |space: &&(usize, u32, u32)| {
                space.0 == length
                    && (0..length).all(|place| {
                        let part = |whole: u32| whole >> (8 * place) & 0xFF;
                        (part(space.1)..=part(space.2)).contains(&part(value))
                    })
            };
            if self.spaces.iter().any(|space| fits(&space)) {
                return (value, length);
            }
        }
        let shortest = self.spaces.iter().map(|space| space.0).min().unwrap_or(1);
        let length = shortest.clamp(1, bytes.len().max(1));
        let taken = bytes.iter().take(length).fold(0, |value, byte| value << 8 | u32::from(*byte));
        (taken, length)
    }

    /// The number of the glyph that a code stands for.
    pub(super) fn number(&self, code: u32) -> u32 {
        if self.ranges.is_empty() {
            return code;
        }
        let at = self.ranges.partition_point(|range| range.0 <= code);
        let range = at.checked_sub(1).map(|at| self.ranges[at]);
        range.filter(|range| code <= range.1).map_or(0, |range| range.2 + (code - range.0))
    }
}

/// The text of codes, as the file tells it.
#[derive(Clone, Debug, Default)]
pub(super) struct TextMap {
    entries: HashMap<u32, Letters>,
}

impl TextMap {
    /// A map that stands in the file.
    pub(super) fn parse(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        sections(bytes, |section, operands| match section {
            b"endbfchar" => {
                for entry in operands.chunks_exact(2) {
                    if let (Some((code, _)), Some(text)) = (code(&entry[0]), entry[1].text()) {
                        map.put(code, utf_16(text, 0));
                    }
                }
            }
            b"endbfrange" => {
                for entry in operands.chunks_exact(3) {
                    let (Some((low, _)), Some((high, _))) = (code(&entry[0]), code(&entry[1]))
                    else {
                        continue;
                    };
                    let last = high.min(low.saturating_add(MOST_ENTRIES));
                    match &entry[2] {
                        Operand::Text(first) => {
                            for code in low..=last {
                                map.put(code, utf_16(first, code - low));
                            }
                        }
                        Operand::Array(texts) => {
                            for (code, text) in (low..=last).zip(texts) {
                                map.put(code, utf_16(text.text().unwrap_or_default(), 0));
                            }
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        });
        map
    }

    fn put(&mut self, code: u32, letters: Letters) {
        if self.entries.len() < MOST_ENTRIES as usize {
            self.entries.insert(code, letters);
        }
    }

    /// The text of a code.
    pub(super) fn get(&self, code: u32) -> Letters {
        self.entries.get(&code).cloned().unwrap_or_default()
    }
}

/// The ends of sections.
const SECTIONS: [&[u8]; 5] =
    [b"endcodespacerange", b"endbfrange", b"endbfchar", b"endcidrange", b"endcidchar"];

/// Calls `take` with the name and the operands of each section.
fn sections<'a>(bytes: &'a [u8], mut take: impl FnMut(&[u8], &[Operand<'a>])) {
    let mut tokens = Tokens::new(bytes, SECTION_OPERANDS);
    let mut operands = Vec::new();
    while let Some(word) = tokens.next(&mut operands) {
        // Some programs leave out the blank behind a section: "endbfcharendcmap".
        let name = SECTIONS.iter().find(|section| word.starts_with(section));
        take(name.copied().unwrap_or(word), &operands);
    }
}

/// A code and its length in bytes.
fn code(operand: &Operand<'_>) -> Option<(u32, usize)> {
    let bytes = operand.text()?;
    let is_code = (1..=4).contains(&bytes.len());
    is_code.then(|| (bytes.iter().fold(0, |code, byte| code << 8 | u32::from(*byte)), bytes.len()))
}

/// Text in UTF-16, its last unit `step` further on; a single byte is a character of Latin-1.
fn utf_16(bytes: &[u8], step: u32) -> Letters {
    if let [byte] = bytes {
        return Letters::of(char::from_u32(u32::from(*byte) + step).into_iter());
    }
    let mut units: Vec<u16> =
        bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    // Ghostscript has written ligatures with their bytes swapped: U+7400 U+7400 for "tt".
    let is_swapped = |unit: &u16| {
        let [high, low] = unit.to_be_bytes();
        low == 0 && high.is_ascii_alphabetic()
    };
    if units.len() > 1 && units.iter().all(is_swapped) {
        for unit in &mut units {
            *unit >>= 8;
        }
    }
    if let Some(last) = units.last_mut() {
        *last = last.wrapping_add(step as u16);
    }
    // Half a character is none: the table is broken here.
    let letters: Result<Vec<char>, _> = char::decode_utf16(units).collect();
    letters.map_or(Letters::Unknown, |letters| Letters::of(letters.into_iter()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_map_gives_letters_and_ligatures() {
        let map = TextMap::parse(
            b"2 beginbfchar <01> <0041> <02> <00660069> endbfchar
              2 beginbfrange <10> <12> <0061> <20> <21> [<00E0> <D835DC00>] endbfrange",
        );
        assert_eq!(map.get(1), Letters::One('A'));
        assert_eq!(map.get(2), Letters::Many("fi".into()));
        assert_eq!(map.get(0x12), Letters::One('c'));
        assert_eq!(map.get(0x20), Letters::One('à'));
        assert_eq!(map.get(0x21), Letters::One('\u{1D400}'));
        assert_eq!(map.get(0x99), Letters::Unknown);
        let swapped = TextMap::parse(b"1 beginbfchar <05> <74007400> endbfchar");
        assert_eq!(swapped.get(5), Letters::Many("tt".into()));
        let broken = TextMap::parse(b"1 beginbfchar <05> <7400DD00> endbfchar");
        assert_eq!(broken.get(5), Letters::Unknown);
    }

    #[test]
    fn codes_have_the_length_of_their_space() {
        let map = CodeMap::parse(
            b"2 begincodespacerange <00> <7F> <8140> <9FFC> endcodespacerange
              1 begincidrange <20> <7E> 1 endcidrange 1 begincidchar <8140> 633 endcidchar",
        );
        assert_eq!(map.next(b"A\x81\x40"), (0x41, 1));
        assert_eq!(map.next(b"\x81\x40"), (0x8140, 2));
        assert_eq!((map.number(0x41), map.number(0x8140), map.number(0x9000)), (34, 633, 0));
        assert_eq!(map.next(b"\xFF"), (0xFF, 1));
        let identity = CodeMap::identity();
        assert_eq!((identity.next(b"\x01\x02\x03"), identity.number(0x102)), ((0x102, 2), 0x102));
        assert_eq!(identity.next(b"\x01"), (1, 1));
    }

    #[test]
    fn endless_ranges_are_cut() {
        let map = TextMap::parse(b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange");
        assert!(map.entries.len() <= MOST_ENTRIES as usize + 1);
    }
}
