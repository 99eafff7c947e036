//! The encodings of TeX's text fonts and of its signs, for fonts that give codes and no names: bitmap fonts
//! (Type 3) as `MiKTeX` and dvips embed them.
//!
//! In: the codes that a font has. Out: which encoding they are of, and the letters of a code.
//! Sources: the tables of the LaTeX encoding guide (`encguide`): T1 ("Cork"),
//! OT1, TS1 and OMS.

/// An encoding of TeX.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TexEncoding {
    /// T1, of 256 characters with accented letters.
    Cork,
    /// OT1, of 128 characters, whose accents are glyphs by themselves.
    Ot1,
    /// TS1, signs beside T1.
    Companion,
    /// OMS, the signs of mathematics, among them the bullet of lists.
    Signs,
}

/// The signs of TS1 that minutes hold, by code.
const COMPANION: [(u8, char); 17] = [
    (0x84, '†'),
    (0x85, '‡'),
    (0x87, '‰'),
    (0x88, '•'),
    (0x97, '™'),
    (0xA2, '¢'),
    (0xA7, '§'),
    (0xA9, '©'),
    (0xAA, 'ª'),
    (0xAE, '®'),
    (0xB0, '°'),
    (0xB1, '±'),
    (0xB2, '²'),
    (0xB3, '³'),
    (0xB7, '·'),
    (0xBA, 'º'),
    (0xBF, '€'),
];

/// The signs of OMS that minutes hold, by code.
const SIGNS: [(u8, char); 6] = [(0, '−'), (1, '·'), (2, '×'), (3, '∗'), (14, '◦'), (15, '•')];

/// Codes 0 to 31 and 127 to 191 of T1.
const CORK_LOW: [&str; 32] = [
    "`", "´", "ˆ", "˜", "¨", "˝", "˚", "ˇ", "˘", "¯", "˙", "¸", "˛", "‚", "‹", "›", "“", "”", "„",
    "«", "»", "–", "—", "\u{200B}", "", "ı", "ȷ", "ff", "fi", "fl", "ffi", "ffl",
];
const CORK_MIDDLE: &str = "-ĂĄĆČĎĚĘĞĹĽŁŃŇŊŐŔŘŚŠŞŤŢŰŮŸŹŽŻĲİđ§ăąćčďěęğĺľłńňŋőŕřśšşťţűůÿźžżĳ¡¿£";

/// Codes 0 to 31 of OT1.
const OT1_LOW: [&str; 32] = [
    "Γ", "Δ", "Θ", "Λ", "Ξ", "Π", "Σ", "Υ", "Φ", "Ψ", "Ω", "ff", "fi", "fl", "ffi", "ffl", "ı",
    "ȷ", "`", "´", "ˇ", "˘", "¯", "˚", "¸", "ß", "æ", "œ", "ø", "Æ", "Œ", "Ø",
];

impl TexEncoding {
    /// The encoding of a font that has these codes: T1 alone has codes beyond 127; both have
    /// ligatures, at different places below 32. Without any of these they are the same. A font
    /// that has nothing but codes of signs is one of signs.
    pub(super) fn of(codes: &[u8]) -> Self {
        let has = |from: u8, to: u8| codes.iter().any(|code| (from..=to).contains(code));
        let all_of = |signs: &[(u8, char)]| {
            codes.iter().all(|code| signs.iter().any(|sign| sign.0 == *code))
        };
        if all_of(&COMPANION) {
            return Self::Companion;
        }
        if all_of(&SIGNS) {
            return Self::Signs;
        }
        if !has(128, 255) && has(11, 15) && !has(27, 31) { Self::Ot1 } else { Self::Cork }
    }

    /// The letters of a code.
    pub(super) fn letters(self, code: u8) -> String {
        let at = usize::from(code);
        let same = || char::from(code).to_string();
        let sign = |signs: &[(u8, char)]| {
            signs.iter().filter(|sign| sign.0 == code).map(|sign| sign.1).collect()
        };
        match (self, code) {
            (Self::Companion, _) => sign(&COMPANION),
            (Self::Signs, _) => sign(&SIGNS),
            (Self::Ot1, 128..) => String::new(),
            (Self::Cork, 0..=31) => CORK_LOW[at].to_owned(),
            (Self::Ot1, 0..=31) => OT1_LOW[at].to_owned(),
            (_, b'\'') => "’".to_owned(),
            (_, b'`') => "‘".to_owned(),
            (Self::Ot1, b'"' | b'\\') => if code == b'"' { "”" } else { "“" }.to_owned(),
            (Self::Ot1, b'<') => "¡".to_owned(),
            (Self::Ot1, b'>') => "¿".to_owned(),
            (Self::Ot1, b'_') => "˙".to_owned(),
            (Self::Ot1, b'{') => "–".to_owned(),
            (Self::Ot1, b'|') => "—".to_owned(),
            (Self::Ot1, b'}') => "˝".to_owned(),
            (Self::Ot1, b'~') => "˜".to_owned(),
            (Self::Ot1, 127) => "¨".to_owned(),
            (Self::Cork, 127..=191) => {
                CORK_MIDDLE.chars().nth(at - 127).map(String::from).unwrap_or_default()
            }
            (Self::Cork, 0xD7) => "Œ".to_owned(),
            (Self::Cork, 0xDF) => "SS".to_owned(),
            (Self::Cork, 0xF7) => "œ".to_owned(),
            (Self::Cork, 0xFF) => "ß".to_owned(),
            _ => same(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_encodings_spell_italian() {
        let spell = |encoding: TexEncoding, codes: &[u8]| -> String {
            codes.iter().map(|code| encoding.letters(*code)).collect()
        };
        assert_eq!(
            spell(TexEncoding::Cork, b"citt\xE0, perch\xE9, u\x1Ecio \x13s\xEC\x14"),
            "città, perché, ufficio «sì»"
        );
        assert_eq!(spell(TexEncoding::Ot1, b"u\x0Ecio { l'atto"), "ufficio – l’atto");
        assert_eq!(CORK_MIDDLE.chars().count(), 65);
        assert_eq!(TexEncoding::Cork.letters(0xBF), "£");
    }

    #[test]
    fn the_codes_tell_the_encoding() {
        assert_eq!(TexEncoding::of(&[65, 0xE0]), TexEncoding::Cork);
        assert_eq!(TexEncoding::of(&[65, 12]), TexEncoding::Ot1);
        assert_eq!(TexEncoding::of(&[65, 28]), TexEncoding::Cork);
        assert_eq!(TexEncoding::of(&[65]), TexEncoding::Cork);
        assert_eq!(TexEncoding::of(&[0x88]), TexEncoding::Companion);
        assert_eq!(TexEncoding::of(&[15]), TexEncoding::Signs);
        assert_eq!(TexEncoding::Signs.letters(15), "•");
    }
}
