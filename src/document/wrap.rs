//! Wrapped lines to running text.
//!
//! In: the reading texts of lines that follow each other. Out: one text, in which a word that
//! was parted at a line's end stands whole. No dictionary is asked: a hyphen between small
//! letters is taken for one that parts a word, any other for one that belongs to it.
//!
//! Invariant: every letter of the lines but such a hyphen is kept, with its way back.

use super::Mapped;

/// Stands at the end of a line whose last word surely goes on in the next.
pub(super) const SOFT_HYPHEN: char = '\u{AD}';

/// Stands at the end of a line for a hyphen that surely belongs to its word.
pub(super) const KEPT_HYPHEN: char = '\u{2011}';

/// Joins wrapped lines with a blank, or with nothing where a line ends in a hyphen.
///
/// The hyphen goes where it stands between small letters (`com-` `mon`) and stays before a
/// capital or a digit (`Rhine-` `Main`) and after a single letter (`e-` `mail`). A soft
/// hyphen always goes. A dash with a blank before it parts no word.
#[must_use]
pub fn join_lines(lines: &[&Mapped]) -> Mapped {
    let mut whole = Mapped::default();
    for line in lines.iter().filter(|line| !line.is_empty()) {
        let seam = Seam::between(whole.as_str(), line.as_str());
        if whole.as_str().ends_with(KEPT_HYPHEN) {
            whole.replace_last('-');
        }
        if seam == Seam::Parted {
            let hyphen = whole.as_str().chars().next_back().map_or(0, char::len_utf8);
            whole.truncate(whole.len() - hyphen);
        }
        whole.join(line, if seam == Seam::Apart { " " } else { "" });
    }
    whole
}

/// How a line goes on from the line before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seam {
    /// With another word.
    Apart,
    /// Within a word that has a hyphen of its own.
    Hyphened,
    /// Within a word that was parted.
    Parted,
}

impl Seam {
    fn between(before: &str, after: &str) -> Self {
        if before.ends_with(SOFT_HYPHEN) {
            return Self::Parted;
        }
        if before.ends_with(KEPT_HYPHEN) {
            return Self::Hyphened;
        }
        let Some(word) = before.strip_suffix(['-', '\u{2010}']) else { return Self::Apart };
        let last = word.chars().next_back();
        let (Some(last), Some(first)) = (last, after.chars().next()) else { return Self::Apart };
        if !last.is_alphanumeric() || !first.is_alphanumeric() {
            return Self::Apart;
        }
        let letters =
            word.chars().rev().take_while(|letter| letter.is_alphabetic()).take(2).count();
        if last.is_lowercase() && first.is_lowercase() && letters > 1 {
            Self::Parted
        } else {
            Self::Hyphened
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;

    /// The lines of `text`, joined.
    fn joined(text: &str) -> Mapped {
        let mut start = 0;
        let mut lines = Vec::new();
        for line in text.split_inclusive('\n') {
            let span = Span::new(start, start + line.trim_end_matches('\n').len());
            lines.push(Mapped::verbatim(text, span));
            start += line.len();
        }
        join_lines(&lines.iter().collect::<Vec<_>>())
    }

    #[test]
    fn parted_words_are_joined_and_hyphened_ones_kept() {
        for (lines, expected) in [
            ("la proposta\nè accolta", "la proposta è accolta"),
            ("il consiglio comu-\nnale", "il consiglio comunale"),
            ("il comu\u{2010}\nnale", "il comunale"),
            ("ASSEM\u{AD}\nBLEA", "ASSEMBLEA"),
            ("socio\u{2011}\nsanitario", "socio-sanitario"),
            ("Emilia-\nRomagna", "Emilia-Romagna"),
            ("il biennio 2018-\n2020", "il biennio 2018-2020"),
            ("per e-\nmail", "per e-mail"),
            ("art. 3-\nbis", "art. 3-bis"),
            ("varie -\neventuali", "varie - eventuali"),
            ("voce --\naltra", "voce -- altra"),
            ("di cui-\n\n(nota)", "di cui- (nota)"),
            ("", ""),
        ] {
            assert_eq!(joined(lines).as_str(), expected, "{lines}");
        }
    }

    #[test]
    fn a_joined_word_leads_back_over_the_break() {
        let text = "il comu-\nnale";
        let whole = joined(text);
        let span = whole.span(3..whole.len());
        assert_eq!(&text[span.start..span.end], "comu-\nnale");
    }
}
