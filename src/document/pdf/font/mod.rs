//! Fonts: from the bytes of a string to letters and widths.
//!
//! In: a font's dictionary. Out: a [`Font`], whatever is missing in it. What a code stands for is
//! told by, in this order: the file's table of letters, the names of its glyphs, the encoding it
//! names, the font program itself. Where none tells, the letter is unknown, never a guess; what
//! is taken for certain without being told is written where it is done.

mod cmap;
mod composite;
mod encoding;
mod letters;
mod metrics;
mod program;
mod simple;
mod tex;

use lopdf::{Dictionary, Object};

use super::super::Refusal;
use super::file::File;
use cmap::TextMap;
use composite::Composite;
pub(super) use letters::Letters;
use simple::Simple;

/// Weight from which a font counts as bold (CSS and OpenType call 600 "semi-bold").
const BOLD_WEIGHT: f32 = 600.0;

/// The bit of a font's flags that asks for a bold look (ISO 32000-1, table 123).
const FORCE_BOLD: i64 = 1 << 18;

/// A font of a file.
pub(super) struct Font {
    /// Whether it is bold.
    pub(super) is_bold: bool,
    /// Size of its letters where its size is 1: other than 1 only in fonts that are drawings.
    pub(super) em: f32,
    kind: Kind,
}

enum Kind {
    Simple(Simple),
    Composite(Box<Composite>),
}

/// A code in a string, as its font shows it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shown {
    /// Its letters.
    pub(super) letters: Letters,
    /// How far it moves on, in sizes of the font.
    pub(super) width: f32,
    /// Whether it is the single byte 32, which alone takes the space between words.
    pub(super) is_blank: bool,
}

impl Font {
    /// Reads a font's dictionary.
    pub(super) fn read(file: &File, dictionary: &Dictionary) -> Result<Self, Refusal> {
        let text_map = match file.stream(dictionary, b"ToUnicode") {
            Some(stream) => file.unpack(stream)?.map(|bytes| TextMap::parse(&bytes)),
            None => None,
        };
        let is_composite = file.name(dictionary, b"Subtype") == Some(b"Type0");
        let described = if is_composite { descendant(file, dictionary) } else { Some(dictionary) };
        let descriptor = described.and_then(|font| file.dictionary(font, b"FontDescriptor"));
        let name = name_of(file, dictionary);
        let (kind, em) = if is_composite {
            (
                Kind::Composite(Box::new(Composite::read(file, dictionary, described, text_map)?)),
                1.0,
            )
        } else {
            let (simple, em) = Simple::read(file, dictionary, &name, text_map.as_ref())?;
            (Kind::Simple(simple), em)
        };
        Ok(Self { is_bold: is_bold(file, descriptor, &name), em, kind })
    }

    /// Shows a string, code by code.
    pub(super) fn show(&self, bytes: &[u8], mut take: impl FnMut(Shown)) {
        match &self.kind {
            Kind::Simple(simple) => bytes.iter().for_each(|code| take(simple.shown(*code))),
            Kind::Composite(composite) => composite.show(bytes, take),
        }
    }
}

/// The font that a composite one is made of.
fn descendant<'a>(file: &'a File, dictionary: &'a Dictionary) -> Option<&'a Dictionary> {
    file.dict(file.array(dictionary, b"DescendantFonts")?.first()?)
}

/// The name of a font, without the mark of a subset (`ABCDEF+`).
fn name_of(file: &File, dictionary: &Dictionary) -> String {
    let name = file.name(dictionary, b"BaseFont").unwrap_or_default();
    let name = String::from_utf8_lossy(name).into_owned();
    match name.split_once('+') {
        Some((mark, rest)) if mark.len() == 6 => rest.to_owned(),
        _ => name,
    }
}

fn is_bold(file: &File, descriptor: Option<&Dictionary>, name: &str) -> bool {
    let lower = name.to_lowercase();
    // "bx" and "b" stand for bold in the names of TeX's fonts (`CMBX10`, `SFBX1095`, `LMSansBold`).
    let says_so = ["bold", "black", "heavy", "cmbx", "sfbx", "ecbx", "cmssbx", "-demi", "medi10"]
        .iter()
        .any(|word| lower.contains(word));
    let entry = |key: &[u8]| descriptor.and_then(|descriptor| file.number(descriptor, key));
    let is_forced = entry(b"Flags").is_some_and(|flags| flags as i64 & FORCE_BOLD != 0);
    says_so || is_forced || entry(b"FontWeight").is_some_and(|weight| weight >= BOLD_WEIGHT)
}

/// The bytes of the font program in a descriptor, and its kind.
fn program_of(
    file: &File,
    descriptor: Option<&Dictionary>,
) -> Result<Option<(Program, Vec<u8>)>, Refusal> {
    let Some(descriptor) = descriptor else { return Ok(None) };
    for (key, program) in [
        (b"FontFile".as_slice(), Program::Type1),
        (b"FontFile2", Program::TrueType),
        (b"FontFile3", Program::Cff),
    ] {
        let Some(stream) = file.stream(descriptor, key) else { continue };
        let is_open_type =
            stream.dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"OpenType");
        let Some(bytes) = file.unpack(stream)? else { continue };
        let program = if is_open_type { Program::TrueType } else { program };
        return Ok(Some((program, bytes)));
    }
    Ok(None)
}

/// Kinds of font programs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Program {
    Type1,
    TrueType,
    Cff,
}

/// Whether widths could be those of Latin letters: the digits are as wide as each other, `i` and
/// `l` narrower than `m` and `w`. `None` where too few are known to tell.
fn are_latin(width: impl Fn(char) -> Option<f32>) -> Option<bool> {
    let known = |letters: &str| -> Vec<f32> { letters.chars().filter_map(&width).collect() };
    let (digits, narrow, wide) = (known("0123456789"), known("ijlI"), known("mwMW"));
    if narrow.is_empty() || wide.is_empty() {
        return None;
    }
    let is_even = digits.windows(2).all(|pair| (pair[0] - pair[1]).abs() < 0.001);
    let widest = narrow.iter().copied().fold(0.0, f32::max);
    Some(is_even && wide.iter().all(|wide| *wide > widest * 1.3))
}
