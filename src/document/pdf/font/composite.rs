//! Fonts of many bytes a code (Type 0): Word, `LibreOffice`, Typst and browsers write them.

use std::collections::HashMap;

use lopdf::{Dictionary, Object};

use super::super::super::Refusal;
use super::super::file::File;
use super::cmap::{CodeMap, TextMap};
use super::letters::Letters;
use super::program::TrueType;
use super::{Program, Shown, are_latin, encoding, name_of, program, program_of};

/// Width of a glyph that no entry names, in thousandths (ISO 32000-1, table 117).
const DEFAULT_WIDTH: f32 = 1000.0;

/// In most TrueType fonts the first glyphs stand in one order, three before the blank, so that
/// a glyph's number is its letter's code less this.
const GLYPHS_BEFORE: u32 = 29;

/// What tells the letters of glyphs by number.
enum Glyphs {
    Unknown,
    Named(HashMap<u32, Letters>),
    Font(TrueType),
}

impl Glyphs {
    fn letters(&self, glyph: u32) -> Option<Letters> {
        match self {
            Self::Unknown => None,
            Self::Named(letters) => letters.get(&glyph).cloned(),
            Self::Font(font) => font.letters(glyph),
        }
    }
}

/// A font of codes, glyph numbers and widths.
pub(super) struct Composite {
    codes: CodeMap,
    text_map: Option<TextMap>,
    /// What tells the letters of codes that the text map leaves out.
    glyphs: Glyphs,
    /// Glyph by number, where the file maps them; otherwise they are the same.
    glyph_of: Option<Vec<u8>>,
    /// Whether codes are Unicode by themselves.
    is_unicode: bool,
    /// First and last number, and width: in order.
    widths: Vec<(u32, u32, f32)>,
    default_width: f32,
    name: String,
}

impl Composite {
    /// Reads a font made of `descendant`.
    pub(super) fn read(
        file: &File,
        dictionary: &Dictionary,
        descendant: Option<&Dictionary>,
        text_map: Option<TextMap>,
    ) -> Result<Self, Refusal> {
        let mut is_unicode = false;
        let codes = match file.get(dictionary, b"Encoding") {
            Some(Object::Stream(stream)) => {
                file.unpack(stream)?.map_or_else(CodeMap::identity, |bytes| CodeMap::parse(&bytes))
            }
            Some(Object::Name(name)) => {
                is_unicode = has(name, b"UCS2") || has(name, b"UTF16");
                CodeMap::identity()
            }
            _ => CodeMap::identity(),
        };
        if file.name(dictionary, b"ToUnicode").is_some_and(|name| name.starts_with(b"Identity")) {
            is_unicode = true;
        }
        let mut font = Self {
            codes,
            text_map,
            glyphs: Glyphs::Unknown,
            glyph_of: None,
            is_unicode,
            widths: Vec::new(),
            default_width: DEFAULT_WIDTH / 1000.0,
            name: name_of(file, dictionary),
        };
        let Some(descendant) = descendant else { return Ok(font) };
        if let Some(width) = file.number(descendant, b"DW") {
            font.default_width = width / 1000.0;
        }
        font.widths =
            file.array(descendant, b"W").map(|items| widths(file, items)).unwrap_or_default();
        if let Some(stream) = file.stream(descendant, b"CIDToGIDMap") {
            font.glyph_of = file.unpack(stream)?;
        }
        if font.is_told() {
            return Ok(font);
        }
        let descriptor = file.dictionary(descendant, b"FontDescriptor");
        if let Some((program, bytes)) = program_of(file, descriptor)? {
            font.glyphs = match program {
                Program::TrueType => program::true_type(&bytes).map(Glyphs::Font),
                Program::Cff => program::cff_glyphs(&bytes).map(Glyphs::Named),
                Program::Type1 => None,
            }
            .unwrap_or(Glyphs::Unknown);
        }
        let is_silent = match &font.glyphs {
            Glyphs::Unknown => true,
            Glyphs::Font(font) => !font.has_letters(),
            Glyphs::Named(_) => false,
        };
        if is_silent && file.name(descendant, b"Subtype") == Some(b"CIDFontType2") {
            font.take_usual_order();
        }
        Ok(font)
    }

    /// Whether the text map tells the letters of every glyph that has a width of its own.
    fn is_told(&self) -> bool {
        let Some(map) = &self.text_map else { return false };
        // With a map of codes, numbers are no codes.
        let are_codes = self.codes.is_identity();
        are_codes
            && !self.widths.is_empty()
            && self
                .widths
                .iter()
                .all(|(first, last, _)| first == last && !map.get(*first).is_unset())
    }

    /// Takes the glyphs for those of the usual order of TrueType fonts, where their widths say
    /// that they are and the file tells nothing, or tells the numbers themselves as letters.
    fn take_usual_order(&mut self) {
        let width = |number: u32| self.listed_width(number);
        let by_order = are_latin(|letter| width(letter as u32 - GLYPHS_BEFORE));
        let as_told = are_latin(|letter| width(letter as u32));
        let told = |code: u32| self.text_map.as_ref().map_or(Letters::Unknown, |map| map.get(code));
        let mut printable = (0x24..=0x5D_u32).filter(|number| width(*number).is_some()).peekable();
        let tells_numbers = printable.peek().is_some()
            && printable.all(|number| match told(number) {
                Letters::One(letter) => letter as u32 == number,
                Letters::Unknown => true,
                Letters::Many(_) => false,
            });
        if by_order == Some(true) && as_told != Some(true) && tells_numbers {
            self.glyphs = Glyphs::Named(encoding::usual_order());
            self.text_map = None;
        }
    }

    fn listed_width(&self, number: u32) -> Option<f32> {
        let at = self.widths.partition_point(|range| range.0 <= number).checked_sub(1)?;
        let (_, last, width) = self.widths[at];
        (number <= last).then_some(width)
    }

    /// Shows a string, code by code.
    pub(super) fn show(&self, bytes: &[u8], mut take: impl FnMut(Shown)) {
        let mut rest = bytes;
        while !rest.is_empty() {
            let (code, length) = self.codes.next(rest);
            let number = self.codes.number(code);
            let width = self.listed_width(number).unwrap_or(self.default_width);
            let letters = encoding::public(self.letters(code, number), &self.name);
            take(Shown { letters, width, is_blank: length == 1 && code == u32::from(b' ') });
            rest = &rest[length.min(rest.len())..];
        }
    }

    fn letters(&self, code: u32, number: u32) -> Letters {
        let told = self.text_map.as_ref().map_or(Letters::Unknown, |map| map.get(code));
        let told = if told.is_control() { Letters::Unknown } else { told };
        let own = || {
            if self.is_unicode {
                Letters::of(char::from_u32(code).into_iter())
            } else {
                Letters::Unknown
            }
        };
        let glyph = match &self.glyph_of {
            Some(map) => {
                let at = number as usize * 2;
                map.get(at..at + 2).map(|pair| u32::from(pair[0]) << 8 | u32::from(pair[1]))
            }
            None => Some(number),
        };
        let by_glyph = || glyph.and_then(|glyph| self.glyphs.letters(glyph)).unwrap_or_default();
        let control = self
            .text_map
            .as_ref()
            .map_or(Letters::Unknown, |map| super::simple::of_control(&map.get(code)));
        told.or_else(own).or_else(by_glyph).or_else(|| control)
    }
}

fn has(name: &[u8], part: &[u8]) -> bool {
    name.windows(part.len()).any(|window| window == part)
}

/// The widths of glyph numbers: `first [w w w]` and `first last w`.
fn widths(file: &File, items: &[Object]) -> Vec<(u32, u32, f32)> {
    let mut all = Vec::new();
    let mut at = 0;
    let number = |at: usize| items.get(at).and_then(|item| file.follow(item)?.as_float().ok());
    while let Some(first) = number(at) {
        let first = first.max(0.0) as u32;
        if let Some(list) = items.get(at + 1).and_then(|item| file.numbers(item)) {
            let widths = list.iter().zip(first..);
            all.extend(widths.map(|(width, number)| (number, number, width / 1000.0)));
            at += 2;
        } else if let (Some(last), Some(width)) = (number(at + 1), number(at + 2)) {
            all.push((first, last.max(0.0) as u32, width / 1000.0));
            at += 3;
        } else {
            break;
        }
    }
    all.retain(|(_, _, width)| width.is_finite());
    all.sort_by_key(|(first, _, _)| *first);
    all
}
