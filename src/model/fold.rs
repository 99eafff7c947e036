//! Folding: a text for comparison only. The only file that names unicode-normalization.
//!
//! In: any text. Out: the same words in lower case, without accents, with ligatures and other
//! compatibility forms taken apart. Punctuation and white space stay: what they mean is for
//! the caller to say. A folded text is never shown and never stored.
//!
//! Invariant: folding a folded text changes nothing.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The text in lower case, without accents.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    // Compatibility forms are taken apart first, since some of them yield capitals; the second
    // pass takes apart what lower case puts together (a dotted capital I).
    let plain = |text: &str| -> String { text.nfkd().filter(|c| !is_combining_mark(*c)).collect() };
    plain(&plain(text).to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_ligatures_are_folded() {
        assert_eq!(fold("PERCHÉ l’Ufficio"), "perche l’ufficio");
        assert_eq!(fold("e\u{300} così"), "e cosi");
        assert_eq!(fold("u\u{fb03}cio"), "ufficio");
        assert_eq!(fold("\u{130}\u{2122}"), "itm");
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for text in ["Àçñ ß", "ΑΣ", "\u{1e9e}", "1º CAPO", "\u{fb01}\u{2460}"] {
            let once = fold(text);
            assert_eq!(fold(&once), once, "{text}");
        }
    }
}
