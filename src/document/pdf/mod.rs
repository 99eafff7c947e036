//! PDF files: from their bytes to pages of glyphs and lines. The only folder that names lopdf.
//!
//! In: the bytes of a file. Out: a [`DrawnPage`] for each page, or the reason why there are none.
//! lopdf opens, repairs and decrypts; content streams and fonts are read here, since it gives no
//! positions. What the page means is for [`super::layout`].
//!
//! Invariant: reading depends on the bytes and the limits alone, each limit is counted, and a
//! file that reaches one is refused with its name.

mod content;
mod file;
mod font;
mod marked;
mod matrix;
mod paths;
mod run;
mod state;
#[cfg(test)]
mod tests;
mod token;
mod write;

use super::drawn::DrawnPage;
use super::{PdfLimits, Refusal};
use crate::diagnostic::Code;
use content::Reader;
use file::File;

/// How far into a file its mark may stand: readers accept that much before it.
const MARK_WITHIN: usize = 1024;

/// Whether the bytes are those of a PDF file.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(MARK_WITHIN)];
    let at = head.windows(5).position(|window| window == b"%PDF-");
    // Text that merely speaks of the mark has letters before it, and no objects after it.
    at.is_some_and(|at| {
        let has = |word: &[u8]| bytes[at..].windows(word.len()).any(|window| window == word);
        !head[..at].iter().any(u8::is_ascii_alphabetic)
            || has(b" obj") && has(b"endobj") && has(b"/Type")
    })
}

/// Why a file was refused, and how many pages it has where that is known.
pub(super) struct Unread {
    pub(super) refusal: Refusal,
    pub(super) page_count: Option<u32>,
}

/// The pages of a file, in order.
pub(super) fn pages(bytes: &[u8], limits: &PdfLimits) -> Result<Vec<DrawnPage>, Unread> {
    let early = |refusal| Unread { refusal, page_count: None };
    let file = File::open(bytes, *limits).map_err(early)?;
    let ids = file.pages();
    let page_count = Some(ids.len() as u32);
    let unread = |refusal| Unread { refusal, page_count };
    if ids.is_empty() {
        let reason = "the PDF is damaged: it has no page";
        return Err(unread(Refusal::new(Code::DocumentUndecodable, reason)));
    }
    if ids.len() > limits.pages {
        return Err(unread(PdfLimits::reached("pages", limits.pages)));
    }
    let mut reader = Reader::new(&file);
    let mut pages = Vec::with_capacity(ids.len());
    for id in ids {
        pages.push(match file.page(id) {
            Some(entry) => reader.page(&entry).map_err(unread)?,
            None => DrawnPage::default(),
        });
    }
    Ok(pages)
}
