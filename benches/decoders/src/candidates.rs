//! Each candidate, read the shortest way that its documentation shows for the text of all pages.
//!
//! The text is in the order that the crate gives it. Where it gives pieces, a new line parts them,
//! within words too: only characters are compared. An empty password is tried, as all crates do.

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask,
};

/// Bytes to the number of pages and their text.
pub(crate) type Read = fn(&[u8]) -> Result<(usize, String), String>;

pub(crate) const CANDIDATES: [(&str, Read); 5] = [
    ("pdfplumber", with_pdfplumber),
    ("pdf-extract", with_pdf_extract),
    ("hayro-interpret", with_hayro),
    ("pdfboss-text", with_pdfboss),
    ("lopdf", with_lopdf),
];

fn with_pdfplumber(bytes: &[u8]) -> Result<(usize, String), String> {
    let document = pdfplumber::Pdf::open_bytes(bytes, None).map_err(told)?;
    let options = pdfplumber::TextOptions::default();
    let pages = document.pages().iter().map(|page| Ok(page.map_err(told)?.extract_text(&options)));
    Ok(joined(&pages.collect::<Result<Vec<_>, String>>()?))
}

fn with_pdf_extract(bytes: &[u8]) -> Result<(usize, String), String> {
    let mut document = pdf_extract::Document::load_mem(bytes).map_err(told)?;
    if document.is_encrypted() {
        document.decrypt("").map_err(told)?;
    }
    let mut text = String::new();
    let mut output = pdf_extract::PlainTextOutput::new(&mut text);
    pdf_extract::output_doc(&document, &mut output).map_err(told)?;
    Ok((document.get_pages().len(), text))
}

/// Its documentation calls text "experimental". It hands on glyphs with their places, in content
/// order; a new line starts where the baseline changes, and spaces are those that the file has.
fn with_hayro(bytes: &[u8]) -> Result<(usize, String), String> {
    let document = Pdf::new(bytes.to_vec()).map_err(|error| format!("{error:?}"))?;
    let cache = InterpreterCache::new();
    let read = |page| {
        let bounds = Rect::new(0.0, 0.0, 1.0, 1.0);
        let settings = InterpreterSettings::default();
        let mut context = Context::new(Affine::IDENTITY, bounds, &cache, document.xref(), settings);
        let mut glyphs = Glyphs::default();
        hayro_interpret::interpret_page(page, &mut context, &mut glyphs);
        glyphs.text
    };
    Ok(joined(&document.pages().iter().map(read).collect::<Vec<_>>()))
}

#[derive(Default)]
struct Glyphs {
    text: String,
    baseline: f64,
}

impl Device<'_> for Glyphs {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        for glyph in run.glyphs() {
            let baseline = (props.transform * glyph.transform() * Point::ZERO).y;
            if (baseline - self.baseline).abs() > 1.0 {
                self.text.push('\n');
                self.baseline = baseline;
            }
            match glyph.as_unicode() {
                Some(BfString::Char(character)) => self.text.push(character),
                Some(BfString::String(characters)) => self.text.push_str(&characters),
                None => self.text.push(char::REPLACEMENT_CHARACTER),
            }
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

fn with_pdfboss(bytes: &[u8]) -> Result<(usize, String), String> {
    use pdfboss_core::{Document, Immediate, block_on};
    use pdfboss_text::{FontCache, ReadingOrder, extract_spans_reporting_cached_with};

    let document = Document::load(bytes.to_vec()).map_err(told)?;
    if document.is_locked() {
        return Err("a password is needed".to_owned());
    }
    let (fonts, layers) = (FontCache::default(), document.oc_state());
    let read = |index| {
        let page = document.page(index)?;
        let (spans, _) = block_on(extract_spans_reporting_cached_with(
            Immediate(&document),
            &page,
            &fonts,
            layers.as_ref(),
            None,
            ReadingOrder::Content,
        ))?;
        Ok(spans.iter().map(|span| span.text.as_str()).collect::<Vec<_>>().join("\n"))
    };
    let pages = (0..document.flattened_page_count()).map(read);
    Ok(joined(&pages.collect::<pdfboss_core::Result<Vec<_>>>().map_err(told)?))
}

fn with_lopdf(bytes: &[u8]) -> Result<(usize, String), String> {
    let document = lopdf::Document::load_mem(bytes).map_err(told)?;
    if document.is_encrypted() {
        return Err("a password is needed".to_owned());
    }
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    Ok((pages.len(), document.extract_text(&pages).map_err(told)?))
}

fn joined(pages: &[String]) -> (usize, String) {
    (pages.len(), pages.join("\n"))
}

fn told(error: impl std::fmt::Display) -> String {
    error.to_string()
}
