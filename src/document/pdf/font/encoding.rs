//! The encodings that a file may name, and what it makes of them. The only door to
//! `pdf_encoding`.
//!
//! In: the name of an encoding, or the names of glyphs. Out: letters by code.

use pdf_encoding::{Encoding, glyphname_to_unicode};

use super::letters::Letters;
use super::tex::TexEncoding;

/// Letters by code, 256 of them.
pub(super) type Table = Vec<Letters>;

/// The table of an encoding that a file names.
pub(super) fn named(name: &[u8]) -> Option<Table> {
    match name {
        b"WinAnsiEncoding" => {
            let mut table = table(Encoding::WinAnsiEncoding);
            // Codes above the blank that stand for nothing are bullets (annex D.2, note 3).
            for letters in table.iter_mut().skip(127).filter(|letters| letters.is_unset()) {
                *letters = Letters::One('•');
            }
            Some(table)
        }
        b"MacRomanEncoding" => Some(table(Encoding::MacRomanEncoding)),
        b"MacExpertEncoding" => Some(table(Encoding::AdobeExpert)),
        b"StandardEncoding" => Some(standard()),
        _ => None,
    }
}

/// Adobe's standard encoding.
pub(super) fn standard() -> Table {
    table(Encoding::AdobeStandard)
}

/// The encoding that a symbol font has of its own, by its name.
pub(super) fn of_symbols(font: &str) -> Option<Table> {
    if font.contains("Wingdings") {
        Some((0..=255).map(wingding).collect())
    } else if font.contains("Dingbats") {
        Some(table(Encoding::AdobeZdingbat))
    } else if font.contains("Symbol") {
        Some(table(Encoding::AdobeSymbol))
    } else {
        None
    }
}

fn wingding(code: u8) -> Letters {
    let sign = WINGDINGS.iter().find(|(known, _)| *known == code).map(|(_, sign)| *sign);
    Letters::of(sign.into_iter())
}

fn table(encoding: Encoding) -> Table {
    let map = encoding.forward_map();
    let letter = |code| Letters::of(map.and_then(|map| map.get(code)).into_iter());
    (0..=255).map(letter).collect()
}

/// The letters that a glyph's name stands for: the Adobe Glyph List, `uni00E8` and `u1F600`, parts
/// joined by `_`; what follows a dot is a variant.
pub(super) fn letters_of_name(name: &str) -> Letters {
    let base = name.split('.').next().unwrap_or_default();
    Letters::of(base.split('_').flat_map(letters_of_part))
}

fn letters_of_part(name: &str) -> Vec<char> {
    if let Some(known) = glyphname_to_unicode(name) {
        return known.chars().collect();
    }
    let hex = |digits: &str| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
    let are_hex =
        |digits: &str| digits.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'A'..=b'F'));
    match (name.strip_prefix("uni"), name.strip_prefix('u')) {
        (Some(digits), _) if digits.len() >= 4 && digits.len() % 4 == 0 && are_hex(digits) => {
            (0..digits.len() / 4).filter_map(|at| hex(&digits[at * 4..at * 4 + 4])).collect()
        }
        (_, Some(digits)) if (4..=6).contains(&digits.len()) && are_hex(digits) => {
            hex(digits).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// The letters of the glyphs that most TrueType fonts begin with: after three of their own they
/// follow the codes of Macintosh's encoding, in which 127 stands for nothing.
pub(super) fn usual_order() -> std::collections::HashMap<u32, Letters> {
    let codes = (32..=255_u8).filter(|code| *code != 127);
    let table = table(Encoding::MacRomanEncoding);
    (3..).zip(codes.map(|code| table[usize::from(code)].clone())).collect()
}

/// The code of a character in `WinAnsi`.
pub(super) fn win_ansi_code(letter: char) -> Option<u8> {
    if (' '..='~').contains(&letter) || ('\u{A0}'..='\u{FF}').contains(&letter) {
        return Some(letter as u8);
    }
    Encoding::WinAnsiEncoding.reverse_map()?.get(letter as u32)
}

/// Puts the names that a file gives for single codes into a table. Names that say nothing but
/// their code (`a224` for 224) are those of a bitmap font of TeX where `is_bitmap` is set.
pub(super) fn rename(table: &mut Table, names: &[(u8, String)], is_bitmap: bool) {
    let spoken: Vec<&(u8, String)> = names.iter().filter(|(_, name)| name != ".notdef").collect();
    let is_coded = |(code, name): &&(u8, String)| code_of(name) == Some(u32::from(*code));
    if !spoken.is_empty() && spoken.iter().all(is_coded) {
        let encoding = TexEncoding::of(&spoken.iter().map(|(code, _)| *code).collect::<Vec<u8>>());
        for (code, _) in spoken {
            table[usize::from(*code)] = if is_bitmap {
                Letters::of(encoding.letters(*code).chars())
            } else {
                Letters::Unknown
            };
        }
        return;
    }
    for (code, name) in names {
        table[usize::from(*code)] = match name.as_str() {
            ".notdef" => Letters::Unknown,
            name => letters_of_name(name).or_else(|| of_odd_name(name)),
        };
    }
}

/// Letters without those of Unicode's private area, which programs use for the codes of symbol
/// fonts: what the font called `font` shows for them.
pub(super) fn public(letters: Letters, font: &str) -> Letters {
    let Letters::One(letter @ '\u{F000}'..='\u{F0FF}') = letters else { return letters };
    let code = (letter as u32 & 0xFF) as u8;
    let symbols = of_symbols(font).unwrap_or_else(|| table(Encoding::AdobeSymbol));
    symbols[usize::from(code)].clone()
}

/// The signs of Wingdings that stand before items and in boxes of forms, by code.
const WINGDINGS: [(u8, char); 17] = [
    (0x6C, '●'),
    (0x6E, '■'),
    (0x6F, '□'),
    (0x71, '❑'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x77, '⬥'),
    (0x9F, '•'),
    (0xA7, '▪'),
    (0xA8, '◻'),
    (0xD8, '➢'),
    (0xE0, '→'),
    (0xF0, '⇨'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFD, '☒'),
    (0xFE, '☑'),
];

/// The code in a name that is letters and a number: `a224`, `g31`.
fn code_of(name: &str) -> Option<u32> {
    let digits = name.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
    let is_coded = (1..=5).contains(&(name.len() - digits.len())) && !name.starts_with("uni");
    if is_coded { digits.parse().ok() } else { None }
}

/// Names that older programs of TeX and of Macintosh give to letters.
fn of_odd_name(name: &str) -> Letters {
    let letters = match name {
        "nbspace" | "nonbreakingspace" | "visiblespace" => " ",
        "sfthyphen" | "softhyphen" | "hyphenchar" => "-",
        "dotlessj" => "ȷ",
        "ff" => "ff",
        "ffi" => "ffi",
        "ffl" => "ffl",
        "quotesinglleft" => "‘",
        "quotesinglright" => "’",
        "Euro" | "euro" => "€",
        _ => "",
    };
    Letters::of(letters.chars())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_outrank_the_table_and_codes_are_no_names() {
        let mut table = standard();
        rename(
            &mut table,
            &[
                (1, "agrave".into()),
                (2, "f_f_i".into()),
                (3, "uni00E8".into()),
                (65, ".notdef".into()),
            ],
            false,
        );
        assert_eq!(table[1], Letters::One('à'));
        assert_eq!(table[2], Letters::Many("ffi".into()));
        assert_eq!(table[3], Letters::One('è'));
        assert_eq!((table[65].clone(), table[66].clone()), (Letters::Unknown, Letters::One('B')));
        let coded = [(28, "a28".to_owned()), (97, "a97".to_owned()), (224, "a224".to_owned())];
        rename(&mut table, &coded, true);
        assert_eq!(table[28], Letters::Many("fi".into()));
        assert_eq!((table[97].clone(), table[224].clone()), (Letters::One('a'), Letters::One('à')));
        rename(&mut table, &coded, false);
        assert_eq!(table[97], Letters::Unknown);
    }

    #[test]
    fn codes_of_win_ansi_are_found() {
        assert_eq!(win_ansi_code('à'), Some(0xE0));
        assert_eq!(win_ansi_code('€'), Some(0x80));
        assert_eq!(win_ansi_code('Ω'), None);
    }
}
