//! Damaged PDF files: each gives a document or a refusal with its reason, and none a panic.
//!
//! The damage is made from a seed, so that every run tries the same files; `benches/robustness.py`
//! does the same on any number of files, each in a process of its own, with time and memory.

use std::panic::{AssertUnwindSafe, catch_unwind};

use verbali::document::{self, Limits};

use crate::support::{files_below, root};

/// Damaged copies of each file.
const COPIES: u64 = 6;

/// Pages and glyphs of a damaged file at most: what is tried is the reading, not the amount.
const SMALL: [(&str, usize); 2] = [("pages", 50), ("glyphs", 200_000)];

/// Numbers that look random and are the same in every run (xorshift, Marsaglia 2003).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// A damaged copy of `bytes`; `other` is a file whose pieces may be spliced in.
fn damaged(bytes: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    let mut copy = bytes.to_vec();
    let at = random.below(copy.len());
    let length = 1 + random.below(copy.len() / 8);
    let end = (at + length).min(copy.len());
    match random.below(5) {
        0 => copy.truncate(at),
        1 => {
            for _ in 0..=random.below(64) {
                let at = random.below(copy.len());
                copy[at] ^= 1 << random.below(8);
            }
        }
        2 => drop(copy.drain(at..end)),
        3 => copy[at..end].fill(0),
        _ => {
            let from = random.below(other.len());
            let piece = &other[from..(from + length).min(other.len())];
            copy.splice(at..at, piece.iter().copied());
        }
    }
    copy
}

#[test]
fn damaged_pdf_files_are_read_or_refused() {
    let is_pdf = |path: &std::path::PathBuf| path.extension().is_some_and(|kind| kind == "pdf");
    let paths: Vec<_> =
        files_below(&root().join("tests/cases/printed")).into_iter().filter(is_pdf).collect();
    let files: Vec<Vec<u8>> =
        paths.iter().map(|path| std::fs::read(path).expect("a case")).collect();
    assert!(files.len() > 20, "the printed cases were not found");
    let mut limits = Limits::default();
    for (name, value) in SMALL {
        limits.set(name, value).expect("a limit");
    }
    let mut random = Random(0x5EED_2026);
    let (mut read, mut refused) = (0, 0);
    for (at, bytes) in files.iter().enumerate() {
        for copy in 0..COPIES {
            let other = &files[(at + 1) % files.len()];
            let damaged = damaged(bytes, other, &mut random);
            let name = paths[at].file_name().and_then(|name| name.to_str()).unwrap_or("x.pdf");
            let outcome =
                catch_unwind(AssertUnwindSafe(|| document::read(&damaged, name, &limits)));
            match outcome.unwrap_or_else(|_| panic!("{name}, copy {copy}: reading it panicked")) {
                Ok(checked) => {
                    read += 1;
                    let end = checked.document.pages.last().map_or(0, |page| page.span.end);
                    assert_eq!(end, checked.document.text.len(), "{name}, copy {copy}: the pages");
                }
                Err(no) => {
                    refused += 1;
                    assert!(
                        !no.refusal.reason.is_empty(),
                        "{name}, copy {copy}: a refusal without a reason"
                    );
                }
            }
        }
    }
    assert!(read > 0 && refused > 0, "the damage tries nothing: {read} read, {refused} refused");
}

#[test]
fn every_cell_of_a_printed_page_leads_back_to_its_text() {
    let is_pdf = |path: &std::path::PathBuf| path.extension().is_some_and(|kind| kind == "pdf");
    let mut seen = 0;
    for path in files_below(&root().join("tests/cases/printed")).into_iter().filter(is_pdf) {
        let bytes = std::fs::read(&path).expect("a case");
        let Ok(checked) = document::read(&bytes, "x.pdf", &Limits::default()) else { continue };
        let document = checked.document;
        let letters = |text: &str| -> String {
            text.chars()
                .filter(|letter| letter.is_alphanumeric())
                .flat_map(char::to_lowercase)
                .collect()
        };
        let mut end = 0;
        for line in &document.lines {
            let place = format!("{} {}:{}", path.display(), line.page, line.number);
            assert!(line.span.start >= end, "{place}: lines overlap");
            end = line.span.end;
            let page = &document.pages[line.page as usize - 1];
            assert!(page.span.contains(line.span), "{place}: it lies outside of its page");
            for cell in line.cells.iter().filter(|cell| !cell.text.is_empty()) {
                let whole = cell.text.whole();
                assert!(line.span.contains(whole), "{place}: a cell lies outside of its line");
                let written = &document.text[whole.start..whole.end];
                let (read, full) = (letters(cell.text.as_str()), letters(&spelled(written)));
                let bare = letters(&without_marks(&spelled(written)));
                assert!(read == full || read == bare, "{place}: {read} of {full}");
                seen += 1;
            }
        }
    }
    assert!(seen > 1000, "the printed cases were not read");
}

/// Text without capitals that end words in small letters: marks that send to a glossary.
fn without_marks(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let small = |at: usize| letters.get(at).is_some_and(|letter| letter.is_lowercase());
    let is_mark = |at: usize| {
        letters[at].is_ascii_uppercase()
            && at >= 2
            && (small(at - 1) && small(at - 2) || letters[at - 1].is_whitespace() && small(at - 2))
            && !letters.get(at + 1).is_some_and(|next| next.is_alphanumeric())
    };
    (0..letters.len()).filter(|at| !is_mark(*at)).map(|at| letters[at]).collect()
}

/// Text with its ligatures spelled, as it is read.
fn spelled(text: &str) -> String {
    let pairs = [
        ("ﬀ", "ff"),
        ("ﬁ", "fi"),
        ("ﬂ", "fl"),
        ("ﬃ", "ffi"),
        ("ﬄ", "ffl"),
        ("ﬅ", "st"),
        ("ﬆ", "st"),
    ];
    pairs.iter().fold(text.to_owned(), |text, (ligature, spelled)| text.replace(ligature, spelled))
}
