//! Marks that send to a glossary: one letter, always the same, glued to the end of words.
//!
//! In: the lines of a document. Out: the same, their cells read without such marks; the
//! document's text keeps them. A capital that ends words in small letters is no letter of
//! theirs; printed small and raised or lowered, it comes glued, or stands alone behind its word.
//!
//! Invariant: nothing is taken off unless the same letter ends several different words, or one
//! that stands in the document without it too.

use std::collections::BTreeSet;

use super::{Line, Mapped};

/// Fewest different words that a mark must end.
const WORDS: usize = 3;

/// Takes the marks off the cells of lines.
pub(super) fn take_off(lines: &mut [Line]) {
    let mut marked: Vec<BTreeSet<String>> = vec![BTreeSet::new(); 26];
    for cell in lines.iter().flat_map(|line| &line.cells) {
        for (at, mark) in glued(cell.text.as_str()) {
            let word = word_before(cell.text.as_str(), at);
            marked[mark as usize - 'A' as usize].insert(word.to_lowercase());
        }
    }
    let is_word = |word: &String| {
        let cells = lines.iter().flat_map(|line| &line.cells);
        cells.into_iter().any(|cell| {
            let text = cell.text.as_str().to_lowercase();
            text.split(|letter: char| !letter.is_alphabetic()).any(|other| other == word)
        })
    };
    let marks: Vec<char> = ('A'..='Z')
        .zip(&marked)
        .filter(|(_, words)| words.len() >= WORDS || words.iter().any(is_word))
        .map(|(mark, _)| mark)
        .collect();
    if marks.is_empty() {
        return;
    }
    for cell in lines.iter_mut().flat_map(|line| &mut line.cells) {
        if cell.text.as_str().contains(marks.as_slice()) {
            cell.text = without(&cell.text, &marks);
        }
    }
}

fn word_before(text: &str, at: usize) -> &str {
    let start = text[..at]
        .rfind(|letter: char| !letter.is_alphabetic())
        .map_or(0, |before| before + text[before..].chars().next().map_or(1, char::len_utf8));
    &text[start..at]
}

/// Capitals that end words whose letters before are small: where each stands.
fn glued(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    text.char_indices().filter(|(at, letter)| {
        letter.is_ascii_uppercase()
            && text[..*at].chars().rev().take(2).filter(|before| before.is_lowercase()).count() == 2
            && !text[at + 1..].starts_with(char::is_alphanumeric)
    })
}

/// A text without the marks: glued, or alone behind a word and not before a dot, as an initial is.
fn without(text: &Mapped, marks: &[char]) -> Mapped {
    let reading = text.as_str();
    let mut stretches = Vec::new();
    for (at, _) in reading.char_indices().filter(|(_, letter)| marks.contains(letter)) {
        let after = &reading[at + 1..];
        let before = &reading[..at];
        if after.starts_with(char::is_alphanumeric) {
            continue;
        }
        let small =
            |text: &str| text.chars().rev().take(2).filter(|it| it.is_lowercase()).count() == 2;
        if small(before) {
            stretches.push(at..at + 1);
        } else if let Some(word) = before.strip_suffix(' ')
            && small(word)
            && !after.starts_with(['.', '\''])
        {
            stretches.push(at - 1..at + 1);
        }
    }
    let mut rest = Mapped::default();
    let mut from = 0;
    for stretch in stretches {
        rest.join(&text.slice(from..stretch.start), "");
        from = stretch.end;
    }
    rest.join(&text.slice(from..reading.len()), "");
    rest
}

#[cfg(test)]
mod tests {
    use super::super::{Limits, read_text};

    fn read(text: &str) -> String {
        let read = read_text(text.as_bytes(), "minutes.txt", &Limits::default());
        let lines = read.map(|read| read.document.lines).unwrap_or_default();
        lines.iter().map(|line| line.joined().as_str().to_owned()).collect::<Vec<_>>().join("/")
    }

    #[test]
    fn a_letter_that_ends_many_words_is_a_mark() {
        assert_eq!(
            read("la bozzaG del testoG, nel gruppoG\nbozza G e"),
            "la bozza del testo, nel gruppo/bozza e"
        );
        assert_eq!(read("la bozzaG del piano\nCasa G. Neri"), "la bozzaG del piano/Casa G. Neri");
        assert_eq!(read("la bozzaG del piano\nuna bozza"), "la bozza del piano/una bozza");
    }
}
