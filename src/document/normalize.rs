//! A stretch of the text in reading form. The only door to unicode-normalization.
//!
//! In: a stretch and the edits for the marks in it. Out: a [`Mapped`] whose white space is
//! folded, whose letters are composed, and in which one sign stands for each of the many that
//! mean an apostrophe or a blank. No word is corrected: what a misspelling stands for is for
//! whoever compares words.
//!
//! What is replaced, and nothing else:
//! - white space of every kind: one blank; none at either end;
//! - characters without width and control characters: dropped; a soft hyphen stays where it
//!   ends the stretch, since there it hyphenates;
//! - apostrophes, primes and single accents: `'`; hyphens of every kind: `-`;
//! - ligatures: their letters, also where a lost font table left a control code for them;
//! - letter and combining mark: the composed letter (NFC);
//! - the tag of an item of a list: its bullet or number, as a browser draws it;
//! - an `E` with an apostrophe that is a word by itself: `È`, which typewriters have not;
//! - letters set apart for emphasis (`T I T L E S`): the word.
//!
//! Invariant: spans of the result do not go backwards, and lie within the stretch.

use unicode_normalization::char::{canonical_combining_class, is_combining_mark};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::Mapped;
use super::edit::{Edit, Shown};
use crate::model::Span;

/// Fewest letters that make a word set letter by letter: fewer are marks in a table.
const SPACED_LETTERS: usize = 5;

/// Fewest different ones among them: a column of marks repeats two or three.
const SPACED_DISTINCT: usize = 4;

/// Widest gap, in blanks, between two words that are set letter by letter.
const SPACED_GAP: usize = 6;

/// A character and the stretch that it stands for.
type Letter = (char, Span);

/// The reading text of `span`, with `edits` applied; edits outside of it are ignored.
pub(super) fn reading(text: &str, span: Span, edits: &[Edit]) -> Mapped {
    let mut letters = Vec::with_capacity(span.end - span.start);
    let first = edits.partition_point(|edit| edit.span.end <= span.start);
    let mut edits = edits[first..].iter().peekable();
    let mut at = span.start;
    while at < span.end {
        if let Some(edit) = edits.next_if(|edit| edit.span.start <= at) {
            let here = Span::new(edit.span.start.max(span.start), edit.span.end.min(span.end));
            match edit.shown {
                Shown::Nothing => {}
                Shown::Blank => letters.push((' ', here)),
                Shown::Item(mark) => {
                    let shown = mark.shown();
                    let mark = shown.chars().map(|letter| (letter, here));
                    letters.extend([(' ', here)].into_iter().chain(mark).chain([(' ', here)]));
                }
                Shown::Letter(letter) => fold(letter, here, &mut letters),
            }
            at = here.end.max(at);
            continue;
        }
        let end = edits.peek().map_or(span.end, |edit| edit.span.start.min(span.end));
        for (offset, letter) in text[at..end].char_indices() {
            let start = at + offset;
            fold(letter, Span::new(start, start + letter.len_utf8()), &mut letters);
        }
        at = end;
    }
    restore_coded_ligatures(&mut letters);
    compose(&mut letters);
    close_spaced_words(&mut letters);
    accent_lone_capital(&mut letters);
    gather(&letters)
}

/// The letter that `accent`, drawn over `base`, makes of it; `None` where there is none. The
/// accent may be a combining mark or a sign of its own; a letter without its dot has it back.
pub(super) fn accented(base: char, accent: char) -> Option<char> {
    let mark = match accent {
        '`' => '\u{300}',
        '´' => '\u{301}',
        'ˆ' | '^' => '\u{302}',
        '˜' | '~' => '\u{303}',
        '¯' => '\u{304}',
        '˘' => '\u{306}',
        '˙' => '\u{307}',
        '¨' => '\u{308}',
        '˚' => '\u{30A}',
        '˝' => '\u{30B}',
        'ˇ' => '\u{30C}',
        '¸' => '\u{327}',
        '˛' => '\u{328}',
        mark => mark,
    };
    let base = match base {
        'ı' => 'i',
        'ȷ' => 'j',
        base => base,
    };
    unicode_normalization::char::compose(base, mark)
}

/// Pushes what is read for a character.
fn fold(letter: char, span: Span, letters: &mut Vec<Letter>) {
    let letter = windows_1252(letter);
    let folded = match letter {
        // What is nearly all there is, and coded letters, decided once their neighbours are known.
        '\u{20}'..='\u{5F}' | '\u{61}'..='\u{7E}' | '\u{15}' | '\u{1B}'..='\u{1F}' => letter,
        // Zero-width characters and marks of direction.
        '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}'
        | '\u{FEFF}'
        | '\u{180E}'
        | '\u{34F}' => return,
        '’' | '‘' | '‛' | 'ʼ' | 'ʹ' | '´' | '`' | '′' | '＇' => '\'',
        '\u{2010}' | '\u{2011}' => '-',
        '\u{FB00}'..='\u{FB06}' => {
            let spelled = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"][letter as usize - 0xFB00];
            letters.extend(spelled.chars().map(|letter| (letter, span)));
            return;
        }
        _ if letter.is_whitespace() => ' ',
        _ if letter.is_control() => return,
        _ => letter,
    };
    letters.push((folded, span));
}

/// The letters that Windows-1252 has where Unicode has control characters: a text that was
/// once decoded as Latin-1 holds them.
fn windows_1252(letter: char) -> char {
    match letter {
        '\u{80}' => '€',
        '\u{85}' => '…',
        '\u{91}' | '\u{92}' => '\'',
        '\u{93}' => '“',
        '\u{94}' => '”',
        '\u{95}' => '•',
        '\u{96}' => '–',
        '\u{97}' => '—',
        _ => letter,
    }
}

/// Codes of Cork-encoded fonts that were copied without a table: ligatures between letters,
/// and the dash.
fn restore_coded_ligatures(letters: &mut Vec<Letter>) {
    let is_coded = |letter: &Letter| matches!(letter.0, '\u{15}' | '\u{1B}'..='\u{1F}');
    if !letters.iter().any(is_coded) {
        return;
    }
    let mut restored = Vec::with_capacity(letters.len());
    for (index, coded) in letters.iter().enumerate() {
        let is_letter = |at: Option<usize>| {
            at.and_then(|at| letters.get(at)).is_some_and(|(letter, _)| letter.is_alphabetic())
        };
        let is_in_word = is_letter(index.checked_sub(1)) || is_letter(Some(index + 1));
        let spelled = match coded.0 {
            '\u{15}' => "–",
            '\u{1B}' if is_in_word => "ff",
            '\u{1C}' if is_in_word => "fi",
            '\u{1D}' if is_in_word => "fl",
            '\u{1E}' if is_in_word => "ffi",
            '\u{1F}' if is_in_word => "ffl",
            '\u{1B}'..='\u{1F}' => "",
            _ => {
                restored.push(*coded);
                continue;
            }
        };
        restored.extend(spelled.chars().map(|letter| (letter, coded.1)));
    }
    *letters = restored;
}

/// Brings each letter and its combining marks to NFC.
fn compose(letters: &mut Vec<Letter>) {
    let is_plain = |letter: char| letter.is_ascii() || ('\u{C0}'..'\u{300}').contains(&letter);
    if letters.iter().all(|(letter, _)| is_plain(*letter)) {
        return;
    }
    let mut composed = Vec::with_capacity(letters.len());
    let mut rest = letters.as_slice();
    while !rest.is_empty() {
        let is_mark = |letter: &Letter| {
            canonical_combining_class(letter.0) != 0 || is_combining_mark(letter.0)
        };
        let length = 1 + rest[1..].iter().take_while(|letter| is_mark(letter)).count();
        let (cluster, others) = rest.split_at(length);
        rest = others;
        let is_normal = is_nfc_quick(std::iter::once(cluster[0].0)) == IsNormalized::Yes;
        if length == 1 && is_normal {
            composed.push(cluster[0]);
            continue;
        }
        let whole = cluster.iter().map(|(_, span)| *span).reduce(Span::cover).unwrap_or_default();
        let normal: Vec<char> = cluster.iter().map(|(letter, _)| *letter).nfc().collect();
        if normal.iter().eq(cluster.iter().map(|(letter, _)| letter)) {
            composed.extend_from_slice(cluster);
        } else {
            composed.extend(normal.into_iter().map(|letter| (letter, whole)));
        }
    }
    *letters = composed;
}

/// A letter and its combining marks.
#[cfg(test)]
pub(super) fn parts(letter: char) -> Vec<char> {
    std::iter::once(letter).nfd().collect()
}

/// Length of the gap of blanks at the start of `letters`.
fn gap(letters: &[Letter]) -> usize {
    letters.iter().take_while(|(letter, _)| *letter == ' ').count()
}

/// Drops the blanks within words that are set letter by letter.
fn close_spaced_words(letters: &mut Vec<Letter>) {
    let mut at = gap(letters);
    let mut dropped: Vec<usize> = Vec::new();
    while at < letters.len() {
        let run = spaced_run(&letters[at..]);
        if run.is_word {
            dropped.extend(run.inner_blanks.iter().map(|blank| at + blank));
        }
        // On to the next word.
        at += run.length;
        at += letters[at..].iter().take_while(|(letter, _)| *letter != ' ').count();
        at += gap(&letters[at..]);
    }
    let mut dropped = dropped.into_iter().peekable();
    let mut index = 0;
    letters.retain(|_| {
        index += 1;
        dropped.next_if_eq(&(index - 1)).is_none()
    });
}

/// Letters that stand alone, one after the other.
struct SpacedRun {
    length: usize,
    /// The blanks between two letters of one word.
    inner_blanks: Vec<usize>,
    /// Whether they make words: they are many, and neither marks nor labels.
    is_word: bool,
}

/// The letters that stand alone at the start of `letters`: of one case, parted by one blank
/// within a word and by more between words.
fn spaced_run(letters: &[Letter]) -> SpacedRun {
    let mut run = SpacedRun { length: 0, inner_blanks: Vec::new(), is_word: false };
    let mut seen = Vec::new();
    let mut at = 0;
    while let Some((letter, _)) = letters.get(at)
        && letter.is_alphabetic()
        && seen.first().is_none_or(|first: &char| first.is_uppercase() == letter.is_uppercase())
        && letters.get(at + 1).is_none_or(|(next, _)| matches!(next, ' ' | ':' | ';' | ',' | ')'))
    {
        seen.push(*letter);
        run.length = at + 1;
        let width = gap(&letters[at + 1..]);
        if width == 0 || width > SPACED_GAP {
            break;
        }
        if width == 1 {
            run.inner_blanks.push(at + 1);
        }
        at += 1 + width;
    }
    run.inner_blanks.retain(|blank| *blank < run.length);
    run.is_word = is_spelled(&seen);
    run
}

/// Whether letters that stand alone spell words.
pub(super) fn is_spelled(letters: &[char]) -> bool {
    let mut distinct = letters.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    // Letters in the order of the alphabet are labels.
    let is_alphabet = letters.windows(2).all(|pair| pair[0] as u32 + 1 == pair[1] as u32);
    letters.len() >= SPACED_LETTERS && distinct.len() >= SPACED_DISTINCT && !is_alphabet
}

/// `E'` as a word by itself, save where it is quoted.
fn accent_lone_capital(letters: &mut Vec<Letter>) {
    let is_apart = |letter: Option<&Letter>| {
        letter.is_none_or(|(letter, _)| !letter.is_alphanumeric() && *letter != '\'')
    };
    let is_lone = |at: usize| {
        letters[at].0 == '\''
            && letters[at - 1].0 == 'E'
            && is_apart(at.checked_sub(2).and_then(|before| letters.get(before)))
            && is_apart(letters.get(at + 1))
    };
    let lone: Vec<usize> = (1..letters.len()).filter(|at| is_lone(*at)).collect();
    for at in &lone {
        letters[at - 1] = ('È', letters[at - 1].1.cover(letters[*at].1));
    }
    let mut lone = lone.into_iter().peekable();
    let mut index = 0;
    letters.retain(|_| {
        index += 1;
        lone.next_if_eq(&(index - 1)).is_none()
    });
}

/// Folds blanks, and leaves out those at either end and the soft hyphens within.
fn gather(letters: &[Letter]) -> Mapped {
    // Nearly all letters take one byte.
    let mut mapped = Mapped::with_capacity(letters.len());
    let mut blank: Option<Span> = None;
    for (letter, span) in letters {
        match letter {
            '\u{AD}' => {}
            ' ' => blank = Some(blank.map_or(*span, |earlier| earlier.cover(*span))),
            _ => {
                if let Some(blank) = blank.take().filter(|_| !mapped.is_empty()) {
                    mapped.push(' ', blank);
                }
                mapped.push(*letter, *span);
            }
        }
    }
    let last = letters.iter().rev().find(|(letter, _)| *letter != ' ');
    if let Some(('\u{AD}', span)) = last
        && !mapped.is_empty()
    {
        mapped.push('\u{AD}', *span);
    }
    mapped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Mapped {
        reading(text, Span::new(0, text.len()), &[])
    }

    #[test]
    fn each_replacement_is_read() {
        for (written, expected) in [
            ("  a\u{A0}\u{2003} b\t c\u{3000}", "a b c"),
            ("pro\u{AD}getto\u{200B} u\u{FEFF}no", "progetto uno"),
            ("l’ora ‘x’ dell´anno citta` 5′", "l'ora 'x' dell'anno citta' 5'"),
            ("«a» “b” \"c\" – —", "«a» “b” \"c\" – —"),
            ("u\u{FB03}cio, \u{FB01}ne, po\u{FB06}o", "ufficio, fine, posto"),
            ("veri\u{1C}catore, u\u{1E}cio, 1\u{15}2", "verificatore, ufficio, 1–2"),
            ("perche\u{301} cosi\u{300}", "perché così"),
            ("l\u{92}anno, 5 \u{80}", "l'anno, 5 €"),
            ("E' vero. E’ così", "È vero. È così"),
            ("D'E'poca, 'E', E'stato", "D'E'poca, 'E', E'stato"),
            ("citta' e attivita'", "citta' e attivita'"),
            ("≥ 20%, < 3, n° 1º", "≥ 20%, < 3, n° 1º"),
            ("Emilia\u{2011}Romagna", "Emilia-Romagna"),
            ("co-\u{AD}", "co-\u{AD}"),
            ("\u{AD} \u{AD}", ""),
        ] {
            assert_eq!(read(written).as_str(), expected, "{written}");
        }
    }

    #[test]
    fn words_set_letter_by_letter_are_closed() {
        for (written, expected) in [
            ("V E R B A L E", "VERBALE"),
            ("V E R B A L E   D I   S E D U T A", "VERBALE DI SEDUTA"),
            ("O G G E T T O : bilancio", "OGGETTO : bilancio"),
            ("v e r b a l e n. 3", "verbale n. 3"),
        ] {
            assert_eq!(read(written).as_str(), expected, "{written}");
        }
        for plain in ["P A P P A P", "X X X X X X", "gruppi A B C D E F", "A T T O", "a e b o di c"]
        {
            assert_eq!(read(plain).as_str(), plain);
        }
    }

    #[test]
    fn spans_lead_back_over_every_replacement() {
        let text = "u\u{FB03}cio  e\u{301} E’ qui";
        let mapped = read(text);
        let quote = |words: &str| {
            let at = mapped.as_str().find(words).unwrap();
            let span = mapped.span(at..at + words.len());
            &text[span.start..span.end]
        };
        assert_eq!(quote("ufficio"), "u\u{FB03}cio");
        assert_eq!(quote("é"), "e\u{301}");
        assert_eq!(quote("È"), "E’");
        assert_eq!(quote("qui"), "qui");
    }
}
