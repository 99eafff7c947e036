//! Pages of a file to what is drawn on them: their content, the forms in it, and what annotations
//! show (ISO 32000-1, 7.8, 8.10 and 12.5).
//!
//! In: a page of a [`File`]. Out: a [`DrawnPage`]. Form objects and what annotations show are
//! drawn where they stand; what is switched off is not.
//!
//! Invariant: a page that is broken gives what could be read of it; only a limit stops.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use lopdf::{Dictionary, Object, ObjectId, Stream};

use super::super::drawn::DrawnPage;
use super::super::{PdfLimits, Refusal};
use super::file::{File, PageEntry};
use super::font::Font;
use super::matrix::Matrix;
use super::run::run;
use super::state::State;

/// The bits of an annotation's flags that keep it from view: hidden, and not viewed
/// (ISO 32000-1, table 165).
const HIDDEN: i64 = 1 << 1 | 1 << 5;

/// Reads the pages of a file, one after the other.
pub(super) struct Reader<'f> {
    pub(super) file: &'f File,
    fonts: HashMap<ObjectId, Option<Rc<Font>>>,
    /// Groups of optional content that are switched off.
    hidden: HashSet<ObjectId>,
    /// Operators and glyphs so far, in all pages.
    pub(super) operators: usize,
    pub(super) glyphs: usize,
}

impl<'f> Reader<'f> {
    /// At the start of a file.
    pub(super) fn new(file: &'f File) -> Self {
        let hidden = hidden_groups(file);
        Self { file, fonts: HashMap::new(), hidden, operators: 0, glyphs: 0 }
    }

    /// Draws a page.
    pub(super) fn page(&mut self, entry: &PageEntry<'f>) -> Result<DrawnPage, Refusal> {
        let mut page =
            DrawnPage { width: entry.width, height: entry.height, ..DrawnPage::default() };
        let mut content = Vec::new();
        for stream in streams(self.file, entry.dictionary) {
            if let Some(bytes) = self.file.unpack(stream)? {
                content.extend_from_slice(&bytes);
                // Streams are parted where words are.
                content.push(b'\n');
            }
        }
        run(self, &content, entry.resources, State::new(entry.to_page), 0, &mut page)?;
        for item in self.file.array(entry.dictionary, b"Annots").unwrap_or_default() {
            if let Some(annotation) = self.file.dict(item) {
                self.annotation(annotation, entry, &mut page)?;
            }
        }
        let (width, height) = (page.width, page.height);
        page.glyphs.retain(|glyph| {
            glyph.angle != 0
                || (glyph.right >= 0.0
                    && glyph.left <= width
                    && glyph.baseline >= 0.0
                    && glyph.baseline - glyph.size <= height)
        });
        Ok(page)
    }

    /// Draws what an annotation shows: the value of a form field, a stamp.
    fn annotation(
        &mut self,
        annotation: &'f Dictionary,
        entry: &PageEntry<'f>,
        page: &mut DrawnPage,
    ) -> Result<(), Refusal> {
        let file = self.file;
        let flags = file.number(annotation, b"F").unwrap_or(0.0) as i64;
        let kind = file.name(annotation, b"Subtype").unwrap_or_default();
        if flags & HIDDEN != 0 || matches!(kind, b"Popup" | b"Link") {
            return Ok(());
        }
        let Some(looks) = file.dictionary(annotation, b"AP") else { return Ok(()) };
        let look = match file.get(looks, b"N") {
            Some(Object::Stream(look)) => look,
            Some(Object::Dictionary(states)) => {
                let Some(state) = file.name(annotation, b"AS") else { return Ok(()) };
                let Some(look) = file.stream(states, state) else { return Ok(()) };
                look
            }
            _ => return Ok(()),
        };
        let numbers = |dictionary: &Dictionary, key: &[u8]| {
            file.get(dictionary, key).and_then(|found| file.numbers(found))
        };
        let four = |numbers: Option<Vec<f32>>| <[f32; 4]>::try_from(numbers?).ok();
        let Some(place) = four(numbers(annotation, b"Rect")) else { return Ok(()) };
        let Some(frame) = four(numbers(&look.dict, b"BBox")) else { return Ok(()) };
        let own = numbers(&look.dict, b"Matrix").and_then(|matrix| Matrix::of(&matrix));
        let seen = own.unwrap_or(Matrix::IDENTITY).bounds(frame);
        let scale = |from: f32, to: f32, low: f32, high: f32| {
            if (to - from).abs() < f32::EPSILON { 1.0 } else { (high - low) / (to - from) }
        };
        let (left, right) = (place[0].min(place[2]), place[0].max(place[2]));
        let (bottom, top) = (place[1].min(place[3]), place[1].max(place[3]));
        let (a, d) = (scale(seen[0], seen[2], left, right), scale(seen[1], seen[3], bottom, top));
        let fit =
            Matrix { a, d, e: left - seen[0] * a, f: bottom - seen[1] * d, ..Matrix::IDENTITY };
        self.form(look, None, State::new(fit.then(entry.to_page)), 1, page)
    }

    /// Draws a form object.
    pub(super) fn form(
        &mut self,
        form: &'f Stream,
        outer: Option<&'f Dictionary>,
        mut state: State,
        depth: usize,
        page: &mut DrawnPage,
    ) -> Result<(), Refusal> {
        let limits = self.file.limits();
        if depth > limits.nesting {
            return Err(PdfLimits::reached("nesting", limits.nesting));
        }
        let Some(content) = self.file.unpack(form)? else { return Ok(()) };
        let matrix =
            self.file.get(&form.dict, b"Matrix").and_then(|matrix| self.file.numbers(matrix));
        if let Some(matrix) = matrix.and_then(|matrix| Matrix::of(&matrix)) {
            state.matrix = matrix.then(state.matrix);
        }
        let resources = self.file.dictionary(&form.dict, b"Resources").or(outer);
        run(self, &content, resources, state, depth, page)
    }

    /// The font that a name stands for; read once for the whole file.
    pub(super) fn font(
        &mut self,
        resources: Option<&'f Dictionary>,
        name: &[u8],
    ) -> Result<Option<Rc<Font>>, Refusal> {
        let Some(fonts) = resources.and_then(|resources| self.file.dictionary(resources, b"Font"))
        else {
            return Ok(None);
        };
        let Ok(object) = fonts.get(name) else { return Ok(None) };
        self.font_of(object)
    }

    pub(super) fn font_of(&mut self, object: &'f Object) -> Result<Option<Rc<Font>>, Refusal> {
        let id = object.as_reference().ok();
        if let Some(known) = id.and_then(|id| self.fonts.get(&id)) {
            return Ok(known.clone());
        }
        let font = match self.file.dict(object) {
            Some(dictionary) => Some(Rc::new(Font::read(self.file, dictionary)?)),
            None => None,
        };
        if let Some(id) = id {
            self.fonts.insert(id, font.clone());
        }
        Ok(font)
    }

    /// Whether an entry for optional content is switched off.
    pub(super) fn is_hidden(&self, entry: Option<&'f Object>) -> bool {
        let Some(entry) = entry else { return false };
        let is_off =
            |object: &Object| object.as_reference().is_ok_and(|id| self.hidden.contains(&id));
        if is_off(entry) {
            return true;
        }
        let Some(members) = self.file.dict(entry) else { return false };
        match members.get(b"OCGs") {
            Ok(Object::Array(groups)) => !groups.is_empty() && groups.iter().all(is_off),
            Ok(group) => is_off(group),
            Err(_) => false,
        }
    }
}

/// The content streams of a page, in order.
fn streams<'f>(file: &'f File, page: &'f Dictionary) -> Vec<&'f Stream> {
    match file.get(page, b"Contents") {
        Some(Object::Stream(stream)) => vec![stream],
        Some(Object::Array(items)) => {
            let followed = items.iter().filter_map(|item| file.follow(item)?.as_stream().ok());
            followed.collect()
        }
        _ => Vec::new(),
    }
}

/// The groups of optional content that are off when the file is opened.
fn hidden_groups(file: &File) -> HashSet<ObjectId> {
    let off = || {
        let properties = file.dictionary(file.catalog()?, b"OCProperties")?;
        file.array(file.dictionary(properties, b"D")?, b"OFF")
    };
    off().unwrap_or_default().iter().filter_map(|group| group.as_reference().ok()).collect()
}
