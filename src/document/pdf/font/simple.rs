//! Fonts of at most 256 codes: Type 1, TrueType, and drawings (Type 3).

use lopdf::{Dictionary, Object};

use super::super::super::Refusal;
use super::super::file::File;
use super::cmap::TextMap;
use super::encoding::{self, Table};
use super::letters::Letters;
use super::metrics::CoreFont;
use super::program::{self, TrueType};
use super::tex::TexEncoding;
use super::{Program, Shown, program_of};

/// The bit of a font's flags that says its codes are its own (ISO 32000-1, table 123).
const SYMBOLIC: i64 = 1 << 2;

/// Widths of letters, in sizes of a font, between which a drawn font has the size it claims.
const USUAL_WIDTHS: (f32, f32) = (0.2, 2.5);

/// Width of a letter in a font that tells none, in thousandths of its size.
const USUAL_WIDTH: f32 = 500.0;

/// Mean width of a letter in sizes of its font, for drawn fonts that claim another size.
const MEAN_WIDTH: f32 = 0.5;

/// A font of single bytes.
pub(super) struct Simple {
    letters: Table,
    widths: Vec<f32>,
}

impl Simple {
    /// Reads a font called `name`; and the size of its letters where its size is 1.
    pub(super) fn read(
        file: &File,
        dictionary: &Dictionary,
        name: &str,
        text_map: Option<&TextMap>,
    ) -> Result<(Self, f32), Refusal> {
        let is_drawn = file.name(dictionary, b"Subtype") == Some(b"Type3");
        let is_true_type = file.name(dictionary, b"Subtype") == Some(b"TrueType");
        let descriptor = file.dictionary(dictionary, b"FontDescriptor");
        let flags = descriptor.and_then(|descriptor| file.number(descriptor, b"Flags"));
        let is_symbolic = flags.is_some_and(|flags| flags as i64 & SYMBOLIC != 0);
        let written = Written::of(file, dictionary, is_drawn);
        let needs_program = text_map.is_none() || !written.is_complete;
        let embedded = if needs_program { program_of(file, descriptor)? } else { None };
        let mut builtin: Option<Table> = None;
        let mut true_type: Option<TrueType> = None;
        match &embedded {
            Some((Program::Type1, bytes)) => builtin = program::type_1(bytes),
            Some((Program::Cff, bytes)) => builtin = program::cff_codes(bytes),
            Some((Program::TrueType, bytes)) => true_type = program::true_type(bytes),
            None => {}
        }
        let own = encoding::of_symbols(name).or(builtin);
        let base = match (&written.base, own) {
            (Some(base), _) => base.clone(),
            (None, Some(own)) => own,
            // Symbols of a TrueType font are looked up by its own codes below.
            (None, None) if is_drawn || is_true_type && is_symbolic && embedded.is_some() => {
                vec![Letters::Unknown; 256]
            }
            (None, None) if is_true_type => encoding::named(b"WinAnsiEncoding").unwrap_or_default(),
            (None, None) => encoding::standard(),
        };
        let mut table = base;
        encoding::rename(&mut table, &written.names, is_drawn);
        let letters = (0..=255_u8)
            .map(|code| {
                let told = text_map.map_or(Letters::Unknown, |map| map.get(u32::from(code)));
                let table = || table[usize::from(code)].clone();
                let glyph = || {
                    let font = true_type.as_ref()?;
                    font.letters(*font.codes.get(&code)?)
                };
                let found = if told.is_control() { Letters::Unknown } else { told.clone() };
                let found = found.or_else(table).or_else(|| glyph().unwrap_or_default());
                let found = found.or_else(|| of_control(&told));
                encoding::public(found, name)
            })
            .collect();
        let mut simple = Self { letters, widths: Vec::new() };
        let matrix = file.get(dictionary, b"FontMatrix").and_then(|matrix| file.numbers(matrix));
        let scale = matrix.as_ref().and_then(|matrix| matrix.first()).copied();
        let scale = if is_drawn { scale.unwrap_or(0.001).abs() } else { 0.001 };
        simple.widths = simple.widths(file, dictionary, descriptor, name, scale);
        let em = if is_drawn { simple.drawn_em() } else { 1.0 };
        Ok((simple, em))
    }

    /// A code as it is shown.
    pub(super) fn shown(&self, code: u8) -> Shown {
        let at = usize::from(code);
        Shown { letters: self.letters[at].clone(), width: self.widths[at], is_blank: code == b' ' }
    }

    fn widths(
        &self,
        file: &File,
        dictionary: &Dictionary,
        descriptor: Option<&Dictionary>,
        name: &str,
        scale: f32,
    ) -> Vec<f32> {
        let first =
            file.number(dictionary, b"FirstChar").map_or(0, |first| first.max(0.0) as usize);
        let listed = file.get(dictionary, b"Widths").and_then(|widths| file.numbers(widths));
        let missing = descriptor.and_then(|descriptor| file.number(descriptor, b"MissingWidth"));
        let core = if listed.is_none() { CoreFont::of(name) } else { None };
        let width = |code: usize| {
            let own = listed.as_ref().and_then(|widths| widths.get(code.checked_sub(first)?));
            match (own, core, &self.letters[code]) {
                (Some(width), _, _) if width.is_finite() => width * scale,
                (_, Some(core), Letters::One(letter)) => core.width(*letter),
                (_, Some(core), _) => core.width('n'),
                // A file that lists widths draws nothing for the codes that it leaves out.
                _ if listed.is_some() => missing.unwrap_or(0.0) * scale,
                _ => missing.unwrap_or(USUAL_WIDTH) * scale,
            }
        };
        (0..256).map(width).collect()
    }

    /// The size of the letters of a drawn font, told by how wide they are: some are drawn in
    /// dots and made small by the text matrix.
    fn drawn_em(&self) -> f32 {
        let widths: Vec<f32> = self.widths.iter().copied().filter(|width| *width > 0.0).collect();
        let widest = widths.iter().copied().fold(0.0, f32::max);
        if widths.is_empty() || (USUAL_WIDTHS.0..=USUAL_WIDTHS.1).contains(&widest) {
            return 1.0;
        }
        widths.iter().sum::<f32>() / widths.len() as f32 / MEAN_WIDTH
    }
}

/// The letters of a control character in a table of letters: programs put the codes of TeX's
/// fonts there; a tab or a line end is a blank.
pub(super) fn of_control(told: &Letters) -> Letters {
    match told {
        Letters::One('\t' | '\n' | '\r') => Letters::One(' '),
        Letters::One(control @ ('\u{15}' | '\u{16}' | '\u{1B}'..='\u{1F}')) => {
            Letters::of(TexEncoding::Cork.letters(*control as u8).chars())
        }
        _ => Letters::Unknown,
    }
}

/// What a file writes about a font's encoding.
struct Written {
    base: Option<Table>,
    names: Vec<(u8, String)>,
    /// Whether it leaves nothing to the font program.
    is_complete: bool,
}

impl Written {
    fn of(file: &File, dictionary: &Dictionary, is_drawn: bool) -> Self {
        let mut written = Self { base: None, names: Vec::new(), is_complete: is_drawn };
        match file.get(dictionary, b"Encoding") {
            Some(Object::Name(name)) => written.base = encoding::named(name),
            Some(Object::Dictionary(own)) => {
                written.base = file.name(own, b"BaseEncoding").and_then(encoding::named);
                written.names = differences(file, own);
            }
            _ => {}
        }
        written.is_complete |= written.base.is_some();
        written
    }
}

/// The names that a dictionary gives to codes: `[39 /quotesingle 96 /grave /a]`.
fn differences(file: &File, encoding: &Dictionary) -> Vec<(u8, String)> {
    let mut names = Vec::new();
    let mut code = 0_usize;
    for item in file.array(encoding, b"Differences").unwrap_or_default() {
        match file.follow(item) {
            Some(Object::Name(name)) => {
                if let Ok(code) = u8::try_from(code) {
                    names.push((code, String::from_utf8_lossy(name).into_owned()));
                }
                code = code.saturating_add(1);
            }
            Some(number) => {
                code = number.as_float().map_or(code, |number| number.max(0.0) as usize);
            }
            None => {}
        }
    }
    names
}
