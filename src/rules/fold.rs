//! Text for matching only: lower case, few accents, one apostrophe, with the way back.
//!
//! In: reading text. Out: a [`Folded`] string on which every pattern of the rules runs, and
//! for each of its bytes the byte of the reading text it stands for.
//!
//! What is folded, and why:
//! - case, because headings and names come in capitals;
//! - accents inside words, because old files drop them;
//! - a vowel with an apostrophe at the end of a word ("citta'") becomes the accented vowel,
//!   and every final accent becomes the grave one, because minutes write both. Final accents
//!   stay: they tell a future ("sarà") from a noun ("camera").
//!
//! A pattern is folded by [`fold_pattern`]: an accented letter in it matches with and without
//! its accent; in a class (`[à]`) it matches the accent alone.

use unicode_normalization::UnicodeNormalization as _;

/// Text in matching form, with the way back to the text that it was made from.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    text: String,
    /// For each byte of `text` and one past the end: its byte in the reading text.
    origin: Vec<u32>,
}

impl Folded {
    /// Folds a reading text.
    #[must_use]
    pub fn new(reading: &str) -> Self {
        let mut text = String::with_capacity(reading.len());
        let mut origin = Vec::with_capacity(reading.len() + 1);
        let mut letters = reading.char_indices().peekable();
        let mut word_length = 0usize;
        while let Some((at, letter)) = letters.next() {
            let next = letters.peek().map(|(_, next)| *next);
            let ends_word = next.is_none_or(|next| !next.is_alphanumeric());
            let mut push = |letter: char| {
                text.push(letter);
                origin.extend(std::iter::repeat_n(at as u32, letter.len_utf8()));
            };
            if letter.is_alphanumeric() {
                word_length += 1;
            } else {
                word_length = 0;
            }
            if letter.is_ascii() {
                let lower = letter.to_ascii_lowercase();
                let accent_follows = next == Some('\'') && word_length >= 2;
                if let (Some(grave), true) = (grave(lower), accent_follows) {
                    let mut ahead = letters.clone();
                    ahead.next();
                    if ahead.peek().is_none_or(|(_, after)| !after.is_alphanumeric()) {
                        push(grave);
                        letters.next();
                        word_length = 0;
                        continue;
                    }
                }
                push(lower);
                continue;
            }
            for lower in letter.to_lowercase() {
                let mut parts = std::iter::once(lower).nfd();
                let base = parts.next().unwrap_or(lower);
                let has_accent = parts.next().is_some();
                match (has_accent && ends_word).then(|| grave(base)).flatten() {
                    Some(accented) => push(accented),
                    None if has_accent => push(base),
                    None => push(plain(lower)),
                }
            }
        }
        origin.push(reading.len() as u32);
        Self { text, origin }
    }

    /// The folded text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The bytes of the reading text that `range` bytes of the folded text stand for.
    #[must_use]
    pub fn reading(&self, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
        self.origin[range.start] as usize..self.origin[range.end] as usize
    }

    /// The first byte of the folded text at or after byte `at` of the reading text.
    #[must_use]
    pub fn folded_at(&self, at: usize) -> usize {
        let mut found = self.origin.partition_point(|origin| (*origin as usize) < at);
        found = found.min(self.text.len());
        while !self.text.is_char_boundary(found) {
            found += 1;
        }
        found
    }
}

fn grave(vowel: char) -> Option<char> {
    Some(match vowel {
        'a' => 'à',
        'e' => 'è',
        'i' => 'ì',
        'o' => 'ò',
        'u' => 'ù',
        _ => return None,
    })
}

/// Characters that are written in several ways and mean one.
fn plain(letter: char) -> char {
    match letter {
        '’' | '‘' | 'ʼ' | '´' | '`' | '′' => '\'',
        '–' | '—' | '‐' | '‑' | '−' | '•' | '·' | '●' | '▪' | '◦' => '-',
        '“' | '”' | '„' | '«' | '»' => '"',
        'º' => 'o',
        'ª' => 'a',
        other if other.is_whitespace() => ' ',
        other => other,
    }
}

/// The folded text alone, for comparing words.
#[must_use]
pub fn fold(reading: &str) -> String {
    Folded::new(reading).text
}

/// The folded text without any accent, for keys of words that may be written either way.
#[must_use]
pub fn fold_key(reading: &str) -> String {
    let folded = fold(reading);
    if folded.is_ascii() { folded } else { folded.nfd().filter(char::is_ascii).collect() }
}

/// Folds a pattern: letters to lower case, accented ones to either form, outside of classes
/// and escapes.
#[must_use]
pub fn fold_pattern(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut in_class = false;
    let mut letters = pattern.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => {
                out.push(letter);
                if let Some(escaped) = letters.next() {
                    out.push(escaped);
                    // `\p{L}` and `\x{27}`: a name follows, which is no text.
                    if matches!(escaped, 'p' | 'P' | 'x' | 'u') && letters.peek() == Some(&'{') {
                        for inner in letters.by_ref() {
                            out.push(inner);
                            if inner == '}' {
                                break;
                            }
                        }
                    }
                }
            }
            '[' => {
                in_class = true;
                out.push(letter);
            }
            ']' => {
                in_class = false;
                out.push(letter);
            }
            '(' if letters.peek() == Some(&'?') => {
                // A group's name keeps its case.
                out.push(letter);
                let mut ahead = letters.clone();
                ahead.next();
                if ahead.peek() == Some(&'<') || ahead.peek() == Some(&'P') {
                    for inner in letters.by_ref() {
                        out.push(inner);
                        if inner == '>' {
                            break;
                        }
                    }
                }
            }
            _ if letter.is_ascii() => out.push(letter.to_ascii_lowercase()),
            _ => {
                let lower = letter.to_lowercase().next().unwrap_or(letter);
                let base = std::iter::once(lower).nfd().next().unwrap_or(lower);
                match grave(base).filter(|_| base != lower) {
                    Some(accented) if in_class => out.push(accented),
                    Some(accented) => out.extend(['(', '?', ':', accented, '|', base, ')']),
                    None => out.push(plain(lower)),
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn final_accents_stay_and_inner_ones_go() {
        assert_eq!(fold("PERCHÉ la Città è Sarà sérà"), "perchè la città è sarà serà");
        assert_eq!(fold("citta' dell'Unita'."), "città dell'unità.");
    }

    #[test]
    fn every_byte_leads_back() {
        let reading = "Perche' l’ÈTÀ";
        let folded = Folded::new(reading);
        assert_eq!(folded.as_str(), "perchè l'età");
        let at = folded.as_str().find("età").expect("folded word");
        assert_eq!(&reading[folded.reading(at..folded.as_str().len())], "ÈTÀ");
        assert_eq!(&reading[folded.reading(0..7)], "Perche'");
    }

    #[test]
    fn an_accent_in_a_pattern_is_optional_but_not_in_a_class() {
        assert_eq!(fold_pattern("unanimità"), "unanimit(?:à|a)");
        assert_eq!(fold_pattern(r"er[à]\b"), r"er[à]\b");
        assert_eq!(fold_pattern("(?<Name>A)"), "(?<Name>a)");
    }
}
