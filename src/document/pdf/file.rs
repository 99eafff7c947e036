//! An opened PDF file: objects followed through their references, streams unpacked within
//! limits, pages with what they inherit. All that the other files here know of lopdf's quirks.
//!
//! In: the bytes of a file. Out: a [`File`], or the reason why it cannot be opened.
//!
//! Invariant: no lookup fails: what is missing or of the wrong kind is `None`; only a limit
//! stops the reading, as a [`Refusal`] that names it.

use std::cell::Cell;

use lopdf::xref::XrefEntry;
use lopdf::{
    DecompressError, Dictionary, Document as Objects, Error, LoadOptions, Object, ObjectId, Stream,
};

use super::super::{PdfLimits, Refusal};
use super::matrix::Matrix;
use crate::diagnostic::Code;

/// How far up a page tree an inherited entry is looked for.
const PAGE_TREE_DEPTH: usize = 64;

/// Side of a page, in points, where none is given: A4 upright.
const A4: [f32; 4] = [0.0, 0.0, 595.0, 842.0];

/// Shortest and longest side of a page that can be one, in points.
const PAGE_SIDE: (f32, f32) = (8.0, 50_000.0);

/// A file, and what may still be unpacked from it.
pub(super) struct File {
    objects: Objects,
    limits: PdfLimits,
    unpacked: Cell<usize>,
}

/// A page's dictionary and geometry.
pub(super) struct PageEntry<'a> {
    /// Its dictionary.
    pub(super) dictionary: &'a Dictionary,
    /// Width as a reader sees it, in points.
    pub(super) width: f32,
    /// Height.
    pub(super) height: f32,
    /// From the file's coordinates to those of [`super::super::drawn`].
    pub(super) to_page: Matrix,
    /// Its resources.
    pub(super) resources: Option<&'a Dictionary>,
}

impl File {
    /// Opens a file; an empty password is tried where it is encrypted.
    pub(super) fn open(bytes: &[u8], limits: PdfLimits) -> Result<Self, Refusal> {
        let load = |force_reconstruct| {
            let max_decompressed_size = Some(limits.stream_bytes);
            let options =
                LoadOptions { max_decompressed_size, force_reconstruct, ..Default::default() };
            Objects::load_mem_with_options(bytes, options)
        };
        let pages = |objects: &Objects| objects.page_iter().take(limits.pages).count();
        let mut loaded = load(false);
        if !loaded.as_ref().is_ok_and(is_whole)
            && let Ok(rebuilt) = load(true)
        {
            let is_better = match &loaded {
                Ok(known) => {
                    is_locked(known) && !is_locked(&rebuilt)
                        || rebuilt.objects.len() > known.objects.len()
                            && pages(&rebuilt) >= pages(known)
                        || pages(known) == 0 && pages(&rebuilt) > 0
                }
                Err(_) => is_locked(&rebuilt) || pages(&rebuilt) > 0,
            };
            if is_better {
                loaded = Ok(rebuilt);
            }
        }
        let objects = loaded.map_err(|error| refusal_of(&error, bytes, &limits))?;
        if is_locked(&objects) {
            return Err(locked());
        }
        if objects.objects.len() > limits.objects {
            return Err(PdfLimits::reached("objects", limits.objects));
        }
        Ok(Self { objects, limits, unpacked: Cell::new(0) })
    }

    /// What counts against this file.
    pub(super) fn limits(&self) -> &PdfLimits {
        &self.limits
    }

    /// Its pages, in order: those of the page tree, or where it is broken, every page object.
    pub(super) fn pages(&self) -> Vec<ObjectId> {
        let tree: Vec<ObjectId> = self.objects.page_iter().collect();
        if !tree.is_empty() {
            return tree;
        }
        let is_page = |object: &Object| object.as_dict().is_ok_and(|entry| entry.has_type(b"Page"));
        let pages = self.objects.objects.iter().filter(|(_, object)| is_page(object));
        pages.map(|(id, _)| *id).collect()
    }

    /// A page; `None` where its object is none.
    pub(super) fn page(&self, id: ObjectId) -> Option<PageEntry<'_>> {
        let dictionary = self.objects.get_dictionary(id).ok()?;
        let numbers = |key: &[u8]| self.numbers(self.inherited(dictionary, key)?);
        let media = numbers(b"MediaBox").and_then(|found| box_of(&found)).unwrap_or(A4);
        let crop = numbers(b"CropBox").and_then(|found| box_of(&found));
        let shown = crop.map_or(media, |crop| meet(crop, media).unwrap_or(media));
        let unit = self.number(dictionary, b"UserUnit").filter(|unit| *unit > 0.0).unwrap_or(1.0);
        let turn = self.inherited(dictionary, b"Rotate").and_then(|turn| turn.as_float().ok());
        let [left, bottom, right, top] = shown;
        let (wide, high) = (right - left, top - bottom);
        let matrix = |a, b, c, d, e, f| Matrix { a, b, c, d, e, f };
        let quarter = turn.map_or(0, |turn| ((turn / 90.0).round() as i32).rem_euclid(4));
        let (width, height, turned) = match quarter {
            1 => (high, wide, matrix(0.0, 1.0, 1.0, 0.0, -bottom, -left)),
            2 => (wide, high, matrix(-1.0, 0.0, 0.0, 1.0, right, -bottom)),
            3 => (high, wide, matrix(0.0, -1.0, -1.0, 0.0, top, right)),
            _ => (wide, high, matrix(1.0, 0.0, 0.0, -1.0, -left, top)),
        };
        let to_page = turned.then(Matrix { a: unit, d: unit, ..Matrix::IDENTITY });
        let resources = self.inherited(dictionary, b"Resources").and_then(|found| self.dict(found));
        Some(PageEntry {
            dictionary,
            width: width * unit,
            height: height * unit,
            to_page,
            resources,
        })
    }

    /// An entry of a page, or of what stands above it.
    fn inherited<'a>(&'a self, page: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
        let mut node = page;
        for _ in 0..PAGE_TREE_DEPTH {
            if let Some(found) = self.get(node, key) {
                return Some(found);
            }
            node = self.dictionary(node, b"Parent")?;
        }
        None
    }

    /// What an object leads to.
    pub(super) fn follow<'a>(&'a self, object: &'a Object) -> Option<&'a Object> {
        let found = self.objects.dereference(object).ok()?.1;
        (!found.is_null()).then_some(found)
    }
    /// The entry of a dictionary.
    pub(super) fn get<'a>(&'a self, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
        self.follow(dictionary.get(key).ok()?)
    }
    /// A dictionary, or that of a stream.
    pub(super) fn dict<'a>(&'a self, object: &'a Object) -> Option<&'a Dictionary> {
        match self.follow(object)? {
            Object::Dictionary(dictionary) => Some(dictionary),
            Object::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }
    /// The entry of a dictionary that is one.
    pub(super) fn dictionary<'a>(
        &'a self,
        dictionary: &'a Dictionary,
        key: &[u8],
    ) -> Option<&'a Dictionary> {
        self.dict(dictionary.get(key).ok()?)
    }
    /// The entry of a dictionary that is a number.
    pub(super) fn number(&self, dictionary: &Dictionary, key: &[u8]) -> Option<f32> {
        self.get(dictionary, key)?.as_float().ok().filter(|number| number.is_finite())
    }
    /// The entry of a dictionary that is a name.
    pub(super) fn name<'a>(&'a self, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a [u8]> {
        self.get(dictionary, key)?.as_name().ok()
    }
    /// The entry of a dictionary that is an array.
    pub(super) fn array<'a>(
        &'a self,
        dictionary: &'a Dictionary,
        key: &[u8],
    ) -> Option<&'a [Object]> {
        self.get(dictionary, key)?.as_array().ok().map(Vec::as_slice)
    }
    /// The entry of a dictionary that is a stream.
    pub(super) fn stream<'a>(
        &'a self,
        dictionary: &'a Dictionary,
        key: &[u8],
    ) -> Option<&'a Stream> {
        self.get(dictionary, key)?.as_stream().ok()
    }
    /// The numbers of an array; what is none counts as zero.
    pub(super) fn numbers(&self, object: &Object) -> Option<Vec<f32>> {
        let array = self.follow(object)?.as_array().ok()?;
        let number = |item| self.follow(item).and_then(|item| item.as_float().ok()).unwrap_or(0.0);
        Some(array.iter().map(number).collect())
    }
    /// The catalog.
    pub(super) fn catalog(&self) -> Option<&Dictionary> {
        self.objects.catalog().ok()
    }

    /// The bytes of a stream, unpacked; `None` where its filters are unknown or its data broken.
    pub(super) fn unpack(&self, stream: &Stream) -> Result<Option<Vec<u8>>, Refusal> {
        let left = self.limits.unpacked_bytes - self.unpacked.get();
        let most = left.min(self.limits.stream_bytes);
        let unpacked = match self.direct(stream) {
            Some(direct) => direct.decompressed_content_with_limit(most),
            None => stream.decompressed_content_with_limit(most),
        };
        match unpacked {
            Ok(bytes) => {
                self.unpacked.set(self.unpacked.get() + bytes.len());
                Ok(Some(bytes))
            }
            Err(Error::Decompress(DecompressError::MemoryLimitExceeded { .. })) => {
                let (what, limit) = if most == left {
                    ("unpacked-bytes", self.limits.unpacked_bytes)
                } else {
                    ("stream-bytes", self.limits.stream_bytes)
                };
                Err(PdfLimits::reached(what, limit))
            }
            Err(_) => Ok(None),
        }
    }

    /// The stream with its filters by their full names and without references, where it is not so.
    fn direct(&self, stream: &Stream) -> Option<Stream> {
        let entry = |key: &[u8]| stream.dict.get(key).ok();
        let holds_reference = |object: &Object| match object {
            Object::Array(items) => items.iter().any(|item| matches!(item, Object::Reference(_))),
            other => matches!(other, Object::Reference(_)),
        };
        let entries = [entry(b"Filter"), entry(b"DecodeParms")];
        let is_odd = |object: &Object| match object {
            Object::Array(items) => {
                items.is_empty() || items.iter().any(|item| full_name(item).is_some())
            }
            other => full_name(other).is_some(),
        };
        if !entries.into_iter().flatten().any(holds_reference)
            && !entry(b"Filter").is_some_and(is_odd)
        {
            return None;
        }
        let mut dict = Dictionary::new();
        for key in [b"Filter".as_slice(), b"DecodeParms"] {
            let value = match self.get(&stream.dict, key) {
                Some(Object::Array(items)) if items.is_empty() => continue,
                Some(Object::Array(items)) => {
                    let items =
                        items.iter().map(|item| self.follow(item).map_or(Object::Null, in_full));
                    Object::Array(items.collect())
                }
                Some(other) => in_full(other),
                None => continue,
            };
            dict.set(key, value);
        }
        Some(Stream {
            dict,
            content: stream.content.clone(),
            allows_compression: false,
            start_position: None,
        })
    }
}

/// The filter that a short name stands for (ISO 32000-1, table 94).
fn full_name(object: &Object) -> Option<&'static [u8]> {
    match object.as_name().ok()? {
        b"A85" => Some(b"ASCII85Decode"),
        b"AHx" => Some(b"ASCIIHexDecode"),
        b"Fl" => Some(b"FlateDecode"),
        b"LZW" => Some(b"LZWDecode"),
        b"RL" => Some(b"RunLengthDecode"),
        _ => None,
    }
}

/// A filter by its full name; anything else as it is.
fn in_full(object: &Object) -> Object {
    full_name(object).map_or_else(|| object.clone(), |name| Object::Name(name.to_vec()))
}

/// Whether a file has pages, and every object that its table lists.
fn is_whole(objects: &Objects) -> bool {
    let is_found = |(number, entry): (&u32, &XrefEntry)| match entry {
        XrefEntry::Normal { generation, .. } => {
            objects.objects.contains_key(&(*number, *generation))
        }
        _ => true,
    };
    objects.page_iter().next().is_some() && objects.reference_table.entries.iter().all(is_found)
}

/// Whether a password is needed: what the empty one opens has lost its lock.
fn is_locked(objects: &Objects) -> bool {
    objects.trailer.has(b"Encrypt") && objects.encryption_state.is_none()
}

fn locked() -> Refusal {
    Refusal::new(Code::DocumentEncrypted, "the PDF cannot be opened without a password")
}

/// Why a file could not be loaded.
fn refusal_of(error: &Error, bytes: &[u8], limits: &PdfLimits) -> Refusal {
    match error {
        Error::Decompress(DecompressError::MemoryLimitExceeded { .. }) => {
            PdfLimits::reached("stream-bytes", limits.stream_bytes)
        }
        Error::InvalidPassword | Error::Decryption(_) => locked(),
        // An encrypted file whose empty password fails may be refused as a whole.
        _ if bytes.windows(8).any(|window| window == b"/Encrypt") => locked(),
        _ => Refusal::new(Code::DocumentUndecodable, format!("the PDF is damaged: {error}")),
    }
}

/// Left, bottom, right, top, in that order whatever the file's; `None` where it is no page.
fn box_of(numbers: &[f32]) -> Option<[f32; 4]> {
    let [a, b, c, d] = *numbers else { return None };
    let sides = [a.min(c), b.min(d), a.max(c), b.max(d)];
    let is_side = |side: f32| side >= PAGE_SIDE.0 && side <= PAGE_SIDE.1;
    let is_page = is_side(sides[2] - sides[0]) && is_side(sides[3] - sides[1]);
    (is_page && numbers.iter().all(|number| number.is_finite())).then_some(sides)
}

/// What two boxes share, where that is a page.
fn meet(one: [f32; 4], other: [f32; 4]) -> Option<[f32; 4]> {
    box_of(&[
        one[0].max(other[0]),
        one[1].max(other[1]),
        one[2].min(other[2]),
        one[3].min(other[3]),
    ])
    .filter(|met| met[0] >= one[0] && met[1] >= one[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_are_put_in_order_and_cut_to_each_other() {
        assert_eq!(box_of(&[595.0, 842.0, 0.0, 0.0]), Some([0.0, 0.0, 595.0, 842.0]));
        assert_eq!(box_of(&[0.0, 0.0, 1.0, 842.0]), None);
        assert_eq!(box_of(&[0.0, 0.0, f32::NAN, 842.0]), None);
        let page = [0.0, 0.0, 100.0, 100.0];
        assert_eq!(meet([10.0, 10.0, 500.0, 500.0], page), Some([10.0, 10.0, 100.0, 100.0]));
        assert_eq!(meet([200.0, 200.0, 300.0, 300.0], page), None);
    }
}
