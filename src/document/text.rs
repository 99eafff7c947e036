//! Bytes to characters: encodings, pages and printed lines. The only door to
//! `encoding_rs` and `chardetng`.
//!
//! In: the bytes of a file called text. Out: its text with LF newlines, and where its pages
//! and lines stand; or the reason why it is none. Nothing is mended: characters stay as they
//! came, form feeds included.
//!
//! Invariant: pages join without a gap, and every line lies within its page.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{Limits, Page, Refusal};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Span;

/// First bytes of files that are no text, and what they are.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "a rich text (RTF) document"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Office document (DOC, XLS)"),
    (b"PK\x03\x04", "a ZIP archive or an Office document (DOCX, ODT)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"\x1F\x8B\x08", "a gzip archive"),
    (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"),
    (b"Rar!\x1A\x07", "a RAR archive"),
];

/// How many bytes are looked at for the pattern of zeros that UTF-16 leaves.
const UTF_16_SAMPLE: usize = 4096;

/// One control character in so many characters is still text: some conversions leave a few.
const LETTERS_PER_CONTROL: usize = 50;

/// A line as it stands in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Printed {
    /// Page, from 1.
    pub(super) page: u32,
    /// Line within the page, from 1.
    pub(super) number: u32,
    /// Its stretch, without newline and form feed.
    pub(super) span: Span,
}

/// The text that `bytes` spell.
pub(super) fn decode(bytes: &[u8], limits: &Limits) -> Result<String, Refusal> {
    let limit = |what: &str, most: usize| {
        let reason = format!("{what}; the limit is {most}");
        Refusal::new(Code::LimitReached, reason)
    };
    if bytes.len() > limits.text_bytes {
        return Err(limit(&format!("the file holds {} bytes", bytes.len()), limits.text_bytes));
    }
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        let reason = format!("the file is called text and is {kind}");
        return Err(Refusal::new(Code::DocumentBinary, reason));
    }
    // UTF-16 spends two bytes on a letter, so that only twice the limit is certain here.
    if has_line_longer_than(bytes, limits.line_bytes.saturating_mul(2)) {
        return Err(limit("a line is longer than one line may be in bytes", limits.line_bytes));
    }
    let text = with_line_feeds(spell(bytes));
    if text.trim().is_empty() {
        return Err(Refusal::new(Code::DocumentEmpty, "the file holds no visible character"));
    }
    let controls = text.chars().filter(|letter| is_stray_control(*letter)).count();
    if controls.saturating_mul(LETTERS_PER_CONTROL) > text.len() {
        let reason = format!(
            "{controls} of its characters are control characters, as in a program or an image"
        );
        return Err(Refusal::new(Code::DocumentBinary, reason));
    }
    if has_line_longer_than(text.as_bytes(), limits.line_bytes) {
        return Err(limit("a line is longer than one line may be in bytes", limits.line_bytes));
    }
    let lines = text.bytes().filter(|byte| is_line_end(*byte)).count();
    if lines > limits.lines {
        return Err(limit(&format!("the file holds {lines} lines"), limits.lines));
    }
    Ok(text)
}

fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r' | b'\x0C')
}

fn has_line_longer_than(bytes: &[u8], most: usize) -> bool {
    let mut length = 0_usize;
    bytes.iter().any(|byte| {
        length = if is_line_end(*byte) { 0 } else { length + 1 };
        length > most
    })
}

/// Control characters that no text needs. Those from U+001B to U+001F and U+0015 are letters
/// in fonts that once had no table: see [`super::normalize`].
fn is_stray_control(letter: char) -> bool {
    matches!(letter, '\0'..='\x08' | '\x0E'..='\x14' | '\x16'..='\x1A' | '\x7F')
}

fn spell(bytes: &[u8]) -> String {
    let decoded = |encoding: &'static Encoding, bytes| {
        encoding.decode_without_bom_handling(bytes).0.into_owned()
    };
    if let Some((encoding, mark_length)) = Encoding::for_bom(bytes) {
        return decoded(encoding, &bytes[mark_length..]);
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && !text.contains('\0')
    {
        return text.to_owned();
    }
    match unmarked_utf_16(bytes) {
        Some(encoding) => decoded(encoding, bytes),
        None if is_damaged_utf_8(bytes) => decoded(UTF_8, bytes),
        None => decoded(one_byte_encoding(bytes), bytes),
    }
}

/// UTF-16 without a byte order mark: of Latin letters, every other byte is zero.
fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(UTF_16_SAMPLE)];
    let pairs = sample.len() / 2;
    let zeros =
        |first: usize| sample.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let is_most = |count: usize| count * 10 >= pairs * 6;
    let is_few = |count: usize| count * 20 <= pairs;
    if pairs < 2 {
        None
    } else if is_most(odd) && is_few(even) {
        Some(UTF_16LE)
    } else if is_most(even) && is_few(odd) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether nearly all letters beyond ASCII are UTF-8, so that what is not is damage.
fn is_damaged_utf_8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > 0 && whole >= broken * 4
}

fn one_byte_encoding(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new();
    detector.feed(bytes, true);
    let guess = detector.guess(None, false);
    // Of a few accented letters a detector makes Chinese; Windows-1252 is what they most are.
    if guess.is_single_byte() { guess } else { WINDOWS_1252 }
}

fn with_line_feeds(text: String) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

/// The pages of a text: a form feed ends one and belongs to it.
///
/// White space after the last form feed is no page of its own.
pub(super) fn pages(text: &str) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    let mut start = 0;
    for piece in text.split_inclusive('\x0C') {
        let span = Span::new(start, start + piece.len());
        start = span.end;
        let is_tail = span.end == text.len() && piece.trim().is_empty();
        match pages.last_mut() {
            Some(last) if is_tail => last.span.end = span.end,
            _ => pages.push(Page { number: pages.len() as u32 + 1, span }),
        }
    }
    pages
}

/// The lines of all pages. A form feed after a newline makes no line of its own.
pub(super) fn printed_lines(text: &str, pages: &[Page]) -> Vec<Printed> {
    let mut lines = Vec::new();
    for page in pages {
        let mut number = 0;
        let mut start = page.span.start;
        let mut put = |span: Span| {
            number += 1;
            lines.push(Printed { page: page.number, number, span });
        };
        for (offset, byte) in text[page.span.start..page.span.end].bytes().enumerate() {
            let at = page.span.start + offset;
            if byte == b'\n' || (byte == b'\x0C' && at > start) {
                put(Span::new(start, at));
            }
            if is_line_end(byte) {
                start = at + 1;
            }
        }
        if start < page.span.end {
            put(Span::new(start, page.span.end));
        }
    }
    lines
}

/// A remark for each page that holds characters which could not be decoded.
pub(super) fn undecodable(text: &str, pages: &[Page]) -> Vec<Diagnostic> {
    let is_lost = |letter: char| letter == char::REPLACEMENT_CHARACTER || is_stray_control(letter);
    let mut remarks = Vec::new();
    for page in pages {
        let mut lost = text[page.span.start..page.span.end].match_indices(is_lost);
        let Some((offset, letter)) = lost.next() else { continue };
        let at = page.span.start + offset;
        let message = match lost.count() {
            0 => "a character could not be decoded".to_owned(),
            others => {
                format!("{} characters could not be decoded; the first stands here", others + 1)
            }
        };
        let span = Span::new(at, at + letter.len());
        remarks.push(Diagnostic::new(Code::TextUndecodable, message).at(span));
    }
    remarks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        decode(bytes, &Limits::default()).unwrap()
    }
    fn refused(bytes: &[u8]) -> Code {
        decode(bytes, &Limits::default()).unwrap_err().code
    }

    #[test]
    fn every_usual_encoding_spells_the_same_words() {
        let words = "La seduta è tolta: perché c'è già l'attività\n";
        let utf_16 = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            words.encode_utf16().flat_map(bytes).collect()
        };
        let (little, big) = (utf_16(u16::to_le_bytes), utf_16(u16::to_be_bytes));
        assert_eq!(text(words.as_bytes()), words);
        assert_eq!(text(&[b"\xEF\xBB\xBF", words.as_bytes()].concat()), words);
        assert_eq!(text(&little), words);
        assert_eq!(text(&big), words);
        assert_eq!(text(&[b"\xFF\xFE".as_slice(), &little].concat()), words);
        assert_eq!(text(&[b"\xFE\xFF".as_slice(), &big].concat()), words);
        assert_eq!(text(&WINDOWS_1252.encode(words).0), words);
        let marks = "Il totale è di 41.200 € – l’importo “massimo”";
        assert_eq!(text(&WINDOWS_1252.encode(marks).0), marks);
    }

    #[test]
    fn all_newlines_become_line_feeds() {
        assert_eq!(text(b"a\r\nb\rc\nd"), "a\nb\nc\nd");
    }

    #[test]
    fn binary_data_is_refused_whatever_its_name() {
        let zeros = [b"abc".as_slice(), &[0, 1, 2, 3, 0, 0, 5], b"def"].concat();
        for bytes in [b"PK\x03\x04rest".as_slice(), b"{\\rtf1 x}", b"%PDF-1.7", &zeros] {
            assert_eq!(refused(bytes), Code::DocumentBinary, "{bytes:?}");
        }
        let office = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....";
        let reason = decode(office, &Limits::default()).unwrap_err().reason;
        assert_eq!(reason, "the file is called text and is an old Office document (DOC, XLS)");
    }

    #[test]
    fn nothing_visible_is_refused_as_empty() {
        for bytes in [b"".as_slice(), b"\xEF\xBB\xBF", b" \r\n\t\x0C\n", "\u{a0}\n".as_bytes()] {
            assert_eq!(refused(bytes), Code::DocumentEmpty);
        }
    }

    #[test]
    fn each_limit_is_named_when_it_is_reached() {
        let limits = Limits { text_bytes: 40, line_bytes: 10, lines: 3, ..Limits::default() };
        let refusal = |bytes: &[u8]| decode(bytes, &limits).unwrap_err();
        assert_eq!(refusal(&[b'a'; 41]).reason, "the file holds 41 bytes; the limit is 40");
        let long = "a line is longer than one line may be in bytes; the limit is 10";
        assert_eq!(refusal(&[b'a'; 11]).reason, long);
        assert_eq!(refusal(&[b'a'; 30]).reason, long);
        assert_eq!(refusal(b"a\nb\nc\nd\n").reason, "the file holds 4 lines; the limit is 3");
        assert!(decode(b"1234567890\n1234567890\n", &limits).is_ok());
    }

    #[test]
    fn pages_end_with_their_form_feed_and_join() {
        let shown = |text: &str| -> Vec<(u32, u32, String)> {
            let pages = pages(text);
            let ends: Vec<usize> = pages.iter().map(|page| page.span.end).collect();
            let starts: Vec<usize> = pages.iter().skip(1).map(|page| page.span.start).collect();
            assert_eq!(ends[..ends.len() - 1], starts);
            assert_eq!(ends.last(), Some(&text.len()));
            let lines = printed_lines(text, &pages);
            let row = |line: &Printed| {
                (line.page, line.number, text[line.span.start..line.span.end].to_owned())
            };
            lines.iter().map(row).collect()
        };
        let expected = [(1, 1, "a".to_owned()), (1, 2, String::new()), (2, 1, "b".to_owned())];
        assert_eq!(shown("a\n\n\x0Cb\n\x0C"), expected);
        assert_eq!(shown("a\n\n\x0Cb\n\x0C\n").len(), 4, "the tail is on the last page");
        assert_eq!(shown("a\x0C\x0Cb")[1], (3, 1, "b".to_owned()), "an empty page counts");
    }

    #[test]
    fn lost_characters_are_kept_and_told() {
        let text = text("perch\u{e9} s\u{ec} \u{e8} gi\u{e0} l\u{ec}".as_bytes());
        assert!(undecodable(&text, &pages(&text)).is_empty());
        let damaged =
            decode(b"citt\xC3\xA0, perch\xC3\xA9, gi\xC3\xA0, s\xC3\xAC \xC3", &Limits::default());
        let damaged = damaged.unwrap();
        assert!(damaged.ends_with('\u{FFFD}'));
        let remarks = undecodable(&damaged, &pages(&damaged));
        assert_eq!(remarks.len(), 1);
        assert_eq!(remarks[0].code, Code::TextUndecodable);
        assert_eq!(remarks[0].span, Some(Span::new(damaged.len() - 3, damaged.len())));
    }
}
