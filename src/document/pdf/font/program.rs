//! Font programs in the file: what they tell of their codes and glyphs. The only door to
//! ttf-parser.
//!
//! In: the bytes of an embedded font. Out: the letters of codes and of glyph numbers, by the
//! names and tables that the font has of its own. Outlines are not looked at.

use std::collections::{HashMap, HashSet};

use ttf_parser::{Face, GlyphId, PlatformId, Tag, cff};

use super::encoding::letters_of_name;
use super::letters::Letters;

/// Where symbol fonts have their codes in Unicode's private area.
const SYMBOL_AREA: u32 = 0xF000;

/// How far into a Type 1 font its encoding may stand: it is in the part that is not encrypted.
const HEAD_BYTES: usize = 1 << 16;

/// The letters of the 256 codes of a font that names its glyphs.
pub(super) type Builtin = Vec<Letters>;

/// The codes of a Type 1 font that it names one by one: `dup 65 /A put`.
pub(super) fn type_1(bytes: &[u8]) -> Option<Builtin> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD_BYTES)]);
    let head = head.split("eexec").next()?;
    let (_, encoding) = head.split_once("/Encoding")?;
    if encoding.trim_start().starts_with("StandardEncoding") {
        return Some(super::encoding::standard());
    }
    let mut letters = vec![Letters::Unknown; 256];
    let mut words = encoding.split_whitespace().flat_map(|word| {
        // `dup 65/A put` is written too.
        let slash = word.find('/').unwrap_or(word.len());
        [&word[..slash], &word[slash..]].into_iter().filter(|part| !part.is_empty())
    });
    while let Some(word) = words.next() {
        match word {
            "dup" => {
                let code = words.next().and_then(|code| code.parse::<u8>().ok());
                let name = words.next().and_then(|name| name.strip_prefix('/'));
                if let (Some(code), Some(name)) = (code, name) {
                    letters[usize::from(code)] = letters_of_name(name);
                }
            }
            "def" | "readonly" => break,
            _ => {}
        }
    }
    Some(letters)
}

/// The codes of a CFF font.
pub(super) fn cff_codes(bytes: &[u8]) -> Option<Builtin> {
    let font = cff::Table::parse(bytes)?;
    // ttf-parser finds no code of the standard encoding in a font of the predefined charset.
    let held: Vec<Letters> = (0..font.number_of_glyphs())
        .filter_map(|glyph| font.glyph_name(GlyphId(glyph)))
        .map(letters_of_name)
        .collect();
    let standard = super::encoding::standard();
    let letters = |code: u8| match font.glyph_index(code) {
        Some(glyph) => font.glyph_name(glyph).map(letters_of_name).unwrap_or_default(),
        None => Some(standard[usize::from(code)].clone())
            .filter(|own| held.contains(own))
            .unwrap_or_default(),
    };
    Some((0..=255).map(letters).collect())
}

/// The letters of the glyphs of a CFF font that names them; none where it numbers them.
pub(super) fn cff_glyphs(bytes: &[u8]) -> Option<HashMap<u32, Letters>> {
    let font = cff::Table::parse(bytes)?;
    let named = |glyph| Some((u32::from(glyph), letters_of_name(font.glyph_name(GlyphId(glyph))?)));
    Some((0..font.number_of_glyphs()).filter_map(named).collect())
}

/// A TrueType or OpenType font: the letters of its glyphs, and the glyphs of its codes.
pub(super) struct TrueType {
    /// By glyph number.
    letters: HashMap<u32, Letters>,
    /// Glyphs that draw nothing.
    blanks: HashSet<u32>,
    /// Glyph by code, of a font that has codes of its own.
    pub(super) codes: HashMap<u8, u32>,
}

/// Reads the tables of a TrueType or OpenType font.
pub(super) fn true_type(bytes: &[u8]) -> Option<TrueType> {
    let font = Face::parse(bytes, 0).ok()?;
    let mut read =
        TrueType { letters: HashMap::new(), blanks: HashSet::new(), codes: HashMap::new() };
    let tables = font.tables().cmap.iter().flat_map(|cmap| cmap.subtables);
    for table in tables {
        let is_symbol = table.platform_id == PlatformId::Windows && table.encoding_id == 0;
        if table.is_unicode() && !is_symbol {
            table.codepoints(|code| {
                let glyph = table.glyph_index(code).filter(|glyph| glyph.0 != 0);
                let letter = char::from_u32(code).filter(|_| !(0xE000..=0xF8FF).contains(&code));
                if let (Some(glyph), Some(letter)) = (glyph, letter) {
                    // Of several letters for a glyph the first is the plain one: the blank before
                    // the one that does not break, the hyphen before the soft one.
                    read.letters.entry(u32::from(glyph.0)).or_insert(Letters::One(letter));
                }
            });
        }
        if is_symbol || table.platform_id == PlatformId::Macintosh {
            for code in 0..=255_u8 {
                let places = [u32::from(code), SYMBOL_AREA + u32::from(code)];
                let mut found = places.iter().filter_map(|place| table.glyph_index(*place));
                if let Some(glyph) = found.find(|glyph| glyph.0 != 0) {
                    read.codes.entry(code).or_insert(u32::from(glyph.0));
                }
            }
        }
    }
    let has_outlines = font.tables().glyf.is_some();
    let names = Names::of(&font);
    for glyph in 0..font.number_of_glyphs() {
        let letters = names.get(glyph).map(letters_of_name).unwrap_or_default();
        if !letters.is_unknown() {
            read.letters.entry(u32::from(glyph)).or_insert(letters);
        }
        // The first glyph stands for what the font lacks.
        if glyph > 0 && has_outlines && font.glyph_bounding_box(GlyphId(glyph)).is_none() {
            read.blanks.insert(u32::from(glyph));
        }
    }
    Some(read)
}

/// The names of glyphs, looked up without counting from the first each time.
struct Names<'a> {
    font: &'a Face<'a>,
    post: &'a [u8],
    own: Vec<&'a str>,
}

impl<'a> Names<'a> {
    fn of(font: &'a Face<'a>) -> Self {
        let own = font.tables().post.map(|post| post.names().collect()).unwrap_or_default();
        let post = font.raw_face().table(Tag::from_bytes(b"post")).unwrap_or_default();
        Self { font, post, own }
    }

    /// The name of a glyph: one of those that every such font has, or one of its own.
    fn get(&self, glyph: u16) -> Option<&'a str> {
        let unit = |at: usize| {
            self.post.get(at..at + 2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
        };
        let is_own =
            self.post.starts_with(&[0, 2, 0, 0]) && unit(32).is_some_and(|count| glyph < count);
        if let Some(own) = unit(34 + usize::from(glyph) * 2)
            .filter(|_| is_own)
            .and_then(|index| index.checked_sub(258))
        {
            return self.own.get(usize::from(own)).copied();
        }
        self.font.glyph_name(GlyphId(glyph))
    }
}

impl TrueType {
    /// The letters of a glyph: a blank where it draws nothing and has no name.
    pub(super) fn letters(&self, glyph: u32) -> Option<Letters> {
        let blank = || self.blanks.contains(&glyph).then_some(Letters::One(' '));
        self.letters.get(&glyph).cloned().or_else(blank)
    }
    /// Whether it tells the letters of any glyph.
    pub(super) fn has_letters(&self) -> bool {
        !self.letters.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_1_font_names_its_codes() {
        let font = b"%!PS-AdobeFont-1.0\n/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\ndup 65 /A put\ndup 224/agrave put\nreadonly def\ncurrentfile eexec dup 66 /B put";
        let letters = type_1(font).unwrap();
        assert_eq!(
            (letters[65].clone(), letters[224].clone()),
            (Letters::One('A'), Letters::One('à'))
        );
        assert!(letters[66].is_unknown());
        assert_eq!(type_1(b"/Encoding StandardEncoding def").unwrap()[66], Letters::One('B'));
        assert!(type_1(b"no font").is_none());
    }

    #[test]
    fn what_is_no_font_tells_nothing() {
        for bytes in [b"".as_slice(), b"\0\x01\0\0", b"\x01\0\x04\x01", &[0xFF; 200]] {
            assert!(cff_codes(bytes).is_none() && cff_glyphs(bytes).is_none());
            assert!(true_type(bytes).is_none());
        }
    }
}
