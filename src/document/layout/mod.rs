//! Drawn pages to a [`Document`]: the same lines and cells that the best text would give.
//!
//! In: [`DrawnPage`]s. Out: a document whose text is the laid-out lines of its pages: one line
//! for each printed line, blanks between words, a tab between cells, the lines of a cell one
//! after the other, an empty line where the page leaves more room than between lines.
//!
//! ```text
//! glyphs -> words -> printed lines --+
//! strokes -> grids and stacks -------+-> flow: tables and lines in reading order -> document
//! ```
//!
//! It knows geometry and no words: what a header means is for the rules. What stands on a page
//! in another direction than the page's text is put aside like a running header.
//!
//! Invariant: every glyph that shows something is in the document's text, but for words that
//! are drawn twice.

mod compose;
mod drawn_table;
mod dump;
mod flow;
mod gaps;
mod gutters;
mod hyphens;
mod parting;
mod printed;
mod rowing;
mod ruling;
mod running;
mod shape;
mod sideways;
mod stripes;
mod table;
mod turn;
mod word;

use super::drawn::DrawnPage;
use super::{Checked, Document, Format, Refusal, furniture, text};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::TextSource;
use compose::Composer;
pub(super) use dump::svg;
use printed::Printed;
use ruling::Rulings;
use running::{PageWords, Running};
use table::Item;
use word::Word;

/// Share of a page that a picture covers from which the page may be a scan.
const SCAN_SHARE: f32 = 0.5;

/// A scan may bear so many letters, of a stamp or a protocol number, and still be unread.
const STAMP_LETTERS: usize = 150;

/// A page as layout sees it.
struct LaidOut {
    items: Vec<Item>,
    /// Running header and footer.
    running: Running,
    /// Lines in other directions than the page's text.
    aside: Vec<Printed>,
    letters: usize,
    /// Characters that the file does not tell.
    lost: usize,
    /// Letters drawn without ink.
    unseen: usize,
    /// Whether it is a picture that nobody has read.
    is_scan: bool,
}

/// Lays out the pages of a file.
pub(super) fn read(pages: &[DrawnPage]) -> Result<Checked, Refusal> {
    let mut seen: Vec<Seen> = pages.iter().map(see).collect();
    let mut words: Vec<PageWords<'_>> = seen
        .iter_mut()
        .map(|page| PageWords { words: &mut page.words, rulings: &page.rulings })
        .collect();
    let running = running::take(&mut words);
    let laid_out: Vec<LaidOut> =
        seen.into_iter().zip(running).map(|(page, running)| lay_out(page, running)).collect();
    let letters: usize = laid_out.iter().map(|page| page.letters).sum();
    let scans = laid_out.iter().filter(|page| page.is_scan).count();
    let written = laid_out.iter().filter(|page| page.letters > 0 && !page.is_scan).count();
    if scans > 0 && written == 0 {
        let reason = format!("its {scans} pages are pictures without a text layer");
        return Err(Refusal::new(Code::NeedsOcr, reason));
    }
    let lost: usize = laid_out.iter().map(|page| page.lost).sum();
    if lost > letters {
        let reason = format!(
            "{lost} of its {} characters cannot be read: its fonts do not tell which letters they show",
            lost + letters
        );
        return Err(Refusal::new(Code::NeedsOcr, reason));
    }
    if letters == 0 {
        return Err(Refusal::new(
            Code::DocumentEmpty,
            "no page of the PDF holds a visible character",
        ));
    }
    let mut composer = Composer::new(laid_out.iter().map(|page| page.items.as_slice()));
    for page in &laid_out {
        composer.page(page);
    }
    let (text, pages, mut lines) = composer.finish();
    furniture::set_aside_on_pages(&mut lines);
    let mut diagnostics = text::undecodable(&text, &pages);
    for (page, _) in pages.iter().zip(&laid_out).filter(|(_, laid_out)| laid_out.is_scan) {
        let message = format!("page {} is a picture whose text was not read", page.number);
        diagnostics.push(Diagnostic::new(Code::NeedsOcr, message).at(page.span));
    }
    let unseen: usize = laid_out.iter().map(|page| page.unseen).sum();
    let text_source = match unseen {
        0 => TextSource::Native,
        unseen if unseen * 2 > letters => TextSource::Ocr,
        _ => TextSource::Mixed,
    };
    let document = Document { format: Format::Pdf, text_source, text, pages, lines };
    Ok(Checked { document, diagnostics })
}

fn lay_out(seen: Seen, running: Running) -> LaidOut {
    let Seen { words, rulings, aside, letters, lost, unseen, picture_share } = seen;
    let is_scan = picture_share >= SCAN_SHARE && letters < STAMP_LETTERS;
    LaidOut { items: flow::read(words, &rulings), running, aside, letters, lost, unseen, is_scan }
}

/// The words of a page, the lines drawn on it, and what is written in other directions.
struct Seen {
    words: Vec<Word>,
    rulings: Rulings,
    aside: Vec<Printed>,
    letters: usize,
    lost: usize,
    unseen: usize,
    picture_share: f32,
}

fn see(page: &DrawnPage) -> Seen {
    let upright = turn::upright(page);
    let mut words = word::words(&upright.glyphs);
    let mut strokes = upright.strokes;
    strokes.extend(stripes::strokes(&upright.fills, &words));
    let rulings = ruling::read(&strokes);
    let mut aside = Vec::new();
    for (angle, glyphs) in &upright.others {
        let lines = printed::lines(word::words(glyphs));
        let (inside, outside) = sideways::part(lines, *angle, &rulings.grids);
        words.extend(inside);
        aside.extend(outside);
    }
    let count = |word: &Word| word.text.chars().filter(|letter| letter.is_alphanumeric()).count();
    let letters = words.iter().map(count).sum();
    let unseen = words.iter().filter(|word| word.is_unseen).map(count).sum();
    let lost =
        words.iter().map(|word| word.text.matches(char::REPLACEMENT_CHARACTER).count()).sum();
    Seen { words, rulings, aside, letters, lost, unseen, picture_share: page.picture_share }
}
