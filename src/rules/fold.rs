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
        let mut folder = Folder {
            folded: Self {
                text: String::with_capacity(reading.len()),
                origin: Vec::with_capacity(reading.len() + 1),
            },
            word_length: 0,
            in_quotes: false,
        };
        let mut letters = reading.char_indices().peekable();
        while let Some((at, letter)) = letters.next() {
            // A text that comes decomposed has its accents behind their letters.
            let mut has_mark = false;
            while letters.next_if(|(_, mark)| is_combining(*mark)).is_some() {
                has_mark = true;
            }
            let mut ahead = letters.clone().map(|(_, next)| next);
            let next = ahead.next();
            if is_apostrophe(next) && folder.apostrophe_is_accent(letter, ahead.next()) {
                folder.accented(at, letter);
                letters.next();
                continue;
            }
            folder.letter(at, letter, has_mark, next);
        }
        let Self { text, mut origin } = folder.folded;
        origin.push(reading.len() as u32);
        Self { text, origin }
    }

    /// The folded text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// A part of the folded text, as a folded text of its own.
    #[must_use]
    pub fn part(&self, range: std::ops::Range<usize>) -> Self {
        Self {
            text: self.text[range.clone()].to_owned(),
            origin: self.origin[range.start..=range.end].to_vec(),
        }
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

/// Folding at work.
struct Folder {
    folded: Folded,
    /// Letters of the word so far.
    word_length: usize,
    /// Whether an apostrophe has opened a quotation: the next one closes it.
    in_quotes: bool,
}

impl Folder {
    fn push(&mut self, at: usize, letter: char) {
        self.folded.text.push(letter);
        self.folded.origin.extend(std::iter::repeat_n(at as u32, letter.len_utf8()));
    }

    /// Whether the apostrophe behind a letter is its accent: a vowel ends the word, the word
    /// is longer than an elided one ("o'", but "e'" is a verb), and no quotation is open.
    fn apostrophe_is_accent(&self, letter: char, after: Option<char>) -> bool {
        let lower = letter.to_ascii_lowercase();
        grave(lower).is_some()
            && (self.word_length >= 1 || lower == 'e')
            && !self.in_quotes
            && after.is_none_or(|after| !after.is_alphanumeric())
    }

    fn accented(&mut self, at: usize, letter: char) {
        let lower = letter.to_ascii_lowercase();
        self.push(at, grave(lower).unwrap_or(lower));
        self.word_length = 0;
    }

    fn letter(&mut self, at: usize, letter: char, has_mark: bool, next: Option<char>) {
        if matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}') {
            return;
        }
        if is_apostrophe(Some(letter)) {
            let opens = self.word_length == 0 && next.is_some_and(char::is_alphabetic);
            self.in_quotes = opens;
        }
        let ends_word = next.is_none_or(|next| !next.is_alphanumeric());
        self.word_length = if letter.is_alphanumeric() { self.word_length + 1 } else { 0 };
        if letter.is_ascii() && !has_mark {
            self.push(at, letter.to_ascii_lowercase());
            return;
        }
        for lower in letter.to_lowercase() {
            let mut parts = std::iter::once(lower).nfd();
            let base = parts.next().unwrap_or(lower);
            let has_accent = has_mark || parts.next().is_some();
            match (has_accent && ends_word).then(|| grave(base)).flatten() {
                Some(accented) => self.push(at, accented),
                None if has_accent => self.push(at, base),
                None => self.push(at, plain(lower)),
            }
        }
    }
}

fn is_combining(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

fn is_apostrophe(letter: Option<char>) -> bool {
    letter.is_some_and(|letter| plain(letter) == '\'')
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

/// The classes of the `regex` crate, as far as folded text needs them: theirs hold hundreds of
/// ranges, and one compiles forty times slower. Letters are any above those of ASCII, symbols
/// aside; white space and digits were folded.
fn narrow_class(escaped: char) -> Option<&'static str> {
    match escaped {
        'w' => Some(r"[0-9a-z_\u{c0}-\u{1fff}\u{2c00}-\u{10ffff}]"),
        's' => Some(r"[\t-\r ]"),
        'd' => Some("[0-9]"),
        _ => None,
    }
}

/// Folds a pattern: letters to lower case, accented ones to either form, outside of classes
/// and escapes.
#[must_use]
pub(super) fn fold_pattern(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut in_class = false;
    let mut letters = pattern.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => {
                let escaped = letters.next();
                if let Some(narrow) = escaped.and_then(narrow_class) {
                    // Within brackets the ranges stand as they are.
                    out.push_str(if in_class { &narrow[1..narrow.len() - 1] } else { narrow });
                    continue;
                }
                out.push(letter);
                if let Some(escaped) = escaped {
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
                    Some(accented) => out.extend(['[', accented, base, ']']),
                    // In a class a hyphen of any kind is a hyphen, not a range.
                    None if in_class && plain(lower) == '-' => out.push_str("\\-"),
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
        assert_eq!(fold("E’ un po’ d'eta\u{300}, e l'e\u{301}quipe"), "è un pò d'età, e l'equipe");
        assert_eq!(fold("il gruppo 'insieme', la citta'"), "il gruppo 'insieme', la città");
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
        assert_eq!(fold_pattern("unanimità"), "unanimit[àa]");
        assert_eq!(fold_pattern(r"er[à]\b"), r"er[à]\b");
        assert_eq!(fold_pattern("(?<Name>A)"), "(?<Name>a)");
    }

    #[test]
    fn classes_match_what_folded_text_holds() {
        let matches = |pattern: &str, text: &str| {
            let whole = format!("^(?:{})$", fold_pattern(pattern));
            regex::Regex::new(&whole).expect("a pattern").is_match(&fold(text))
        };
        for text in ["Città", "straße", "Łódź", "ΑΘΗΝΑ", "n1_"] {
            assert!(matches(r"\w+", text) && matches(r"[\w-]+", text), "{text}");
            assert!(!matches(r"[^\w\s]+", text), "{text}");
        }
        for text in ["a b", "…", "€", "°", "«", "-"] {
            assert!(!matches(r"\w+", text), "{text}");
        }
        assert!(matches(r"\d\s\D\S", "1\u{a0}\ta") && matches(r"[\d\s.]+", "1. 2"));
    }
}
