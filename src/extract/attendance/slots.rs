//! Slots between slashes: `/X/ / /` keeps the place of its mark.
//!
//! In: a text. Out: the place of the one mark among its slots, or the meanings of the slots
//! where the text is their header ("Pres. / Ass. giust. / Ass. ing.").

use super::tokens::Reader;
use crate::extract::text::Text;
use crate::model::AttendanceStatus;

/// The meanings of slots, where a text is nothing but statuses between slashes.
pub(super) fn header(reader: &Reader<'_>, text: &Text) -> Option<Vec<AttendanceStatus>> {
    let words = text.as_str().trim().trim_matches('/');
    let parts: Vec<&str> = words.split('/').collect();
    if parts.len() < 2 {
        return None;
    }
    parts.iter().map(|part| reader.status_of(part)).collect()
}

/// Where slots stand in a text, in reading bytes, and the place of their only mark.
pub(super) fn find(
    reader: &Reader<'_>,
    text: &str,
) -> Option<(std::ops::Range<usize>, Option<usize>)> {
    let start = text.find('/')?;
    let end = text.rfind('/')? + 1;
    let inside = &text[start + 1..end.max(start + 2) - 1];
    let slots: Vec<&str> = inside.split('/').collect();
    if slots.len() < 2 || end <= start + 1 {
        return None;
    }
    let mut marked = Vec::new();
    for (place, slot) in slots.iter().enumerate() {
        let slot = slot.trim();
        if slot.is_empty() {
            continue;
        }
        if reader.mark_of(slot) != Some(true) {
            return None;
        }
        marked.push(place);
    }
    let one = (marked.len() == 1).then(|| marked[0]);
    Some((start..end, one))
}
