//! PDF files: told from text, counted, and refused with the reason. The only file that names
//! lopdf.
//!
//! In: the bytes of a file. Out: whether they are a PDF, and of one its number of pages and why
//! no document comes of it. No text is taken from a page.
//!
//! Invariant: a damaged file is refused like a sound one; nothing here panics on input.

use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::{Document as PdfFile, LoadOptions};

use super::{Format, Refusal, Refused};
use crate::diagnostic::Code;

/// How far into a file its mark may stand: readers accept that much before it.
const MARK_WITHIN: usize = 1024;

/// Bytes to which one stream may unpack while pages are counted: far above any list of pages,
/// far below what a hostile file could unpack to.
const STREAM_BYTES: usize = 64 << 20;

/// Whether the bytes are those of a PDF file.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(MARK_WITHIN)];
    let at = head.windows(5).position(|window| window == b"%PDF-");
    // Text that merely speaks of the mark has letters before it.
    at.is_some_and(|at| !head[..at].iter().any(u8::is_ascii_alphabetic))
}

/// Why a PDF file gives no document.
pub(super) fn refuse(bytes: &[u8]) -> Refused {
    // The parser has been seen to panic on damaged files; nothing of it outlives the call.
    let seen = catch_unwind(AssertUnwindSafe(|| look(bytes))).unwrap_or(Seen::Damaged);
    let (code, reason, page_count) = match seen {
        Seen::Pages(pages) => {
            let reason = format!("PDF is not read by this version ({pages} pages)");
            (Code::DocumentUndecodable, reason, Some(pages))
        }
        Seen::Locked => {
            (Code::DocumentEncrypted, "the PDF cannot be opened without a password".into(), None)
        }
        Seen::Damaged => {
            let reason = "the PDF is damaged, and PDF is not read by this version";
            (Code::DocumentUndecodable, reason.into(), None)
        }
    };
    Refused { refusal: Refusal::new(code, reason), format: Some(Format::Pdf), page_count }
}

enum Seen {
    Pages(u32),
    Locked,
    Damaged,
}

fn look(bytes: &[u8]) -> Seen {
    let options = LoadOptions { max_decompressed_size: Some(STREAM_BYTES), ..Default::default() };
    let Ok(file) = PdfFile::load_mem_with_options(bytes, options) else {
        // An encrypted file whose empty password fails may be refused as a whole.
        let is_locked = bytes.windows(8).any(|window| window == b"/Encrypt");
        return if is_locked { Seen::Locked } else { Seen::Damaged };
    };
    let pages = file.get_pages().len() as u32;
    match pages {
        0 if file.is_encrypted() => Seen::Locked,
        0 => Seen::Damaged,
        pages => Seen::Pages(pages),
    }
}

#[cfg(test)]
mod tests {
    use lopdf::{Object, dictionary};

    use super::*;

    fn file(pages: usize) -> Vec<u8> {
        let mut file = PdfFile::with_version("1.5");
        let tree = file.new_object_id();
        let page = dictionary! { "Type" => "Page", "Parent" => tree };
        let kids: Vec<Object> = (0..pages).map(|_| file.add_object(page.clone()).into()).collect();
        let root = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => pages as i64 };
        file.objects.insert(tree, Object::Dictionary(root));
        let catalog = file.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
        file.trailer.set("Root", catalog);
        let mut bytes = Vec::new();
        file.save_to(&mut bytes).unwrap();
        bytes
    }

    #[test]
    fn a_pdf_is_refused_with_its_number_of_pages() {
        let bytes = file(3);
        assert!(is_pdf(&bytes));
        let refused = refuse(&bytes);
        assert_eq!(
            (refused.refusal.code, refused.page_count),
            (Code::DocumentUndecodable, Some(3))
        );
        assert!(refused.refusal.reason.contains("3 pages"), "{refused:?}");
    }

    #[test]
    fn a_locked_pdf_asks_for_a_password() {
        let mut bytes = file(1);
        let at = bytes.windows(5).position(|window| window == b"/Root").unwrap();
        bytes.splice(at..at, *b"/Encrypt<</Filter/Standard/V 9/R 9>>");
        assert_eq!(refuse(&bytes).refusal.code, Code::DocumentEncrypted);
    }

    #[test]
    fn cut_and_empty_files_are_refused() {
        let bytes = file(2);
        for end in (9..bytes.len()).step_by(7) {
            let code = refuse(&bytes[..end]).refusal.code;
            assert_eq!(code, Code::DocumentUndecodable, "cut at {end}");
        }
    }

    #[test]
    fn a_text_that_speaks_of_the_mark_is_no_pdf() {
        assert!(!is_pdf(b"see %PDF-1.5"));
        assert!(!is_pdf(b""));
        assert!(is_pdf(b"\r\n%PDF-1.5"));
    }
}
