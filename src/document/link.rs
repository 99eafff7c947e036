//! The address of a Markdown link.
//!
//! In: what follows the `]` of a text in square brackets. Out: where the address that follows
//! ends, if one does. Prose in round brackets is no address: it holds blanks.
//!
//! Grammar: `"(" address [ blank quote title quote ] ")"`, where an address holds no blank and
//! round brackets in pairs alone.
//!
//! Invariant: time over all links of a line is in proportion to the line.

use crate::model::Span;

/// The byte after the address that starts where `span` does and ends within it.
pub(super) fn link_end(text: &str, span: Span) -> Option<usize> {
    let rest = text.as_bytes().get(span.start..span.end)?;
    if rest.first() != Some(&b'(') {
        return None;
    }
    let mut depth = 0_u32;
    let mut is_titled = false;
    for (offset, byte) in rest.iter().enumerate() {
        let next = rest.get(offset + 1).copied().unwrap_or(b' ');
        match byte {
            b'(' => depth += 1,
            b')' if depth == 1 => return Some(span.start + offset + 1),
            b')' => depth -= 1,
            b' ' => {
                is_titled |= matches!(next, b'"' | b'\'');
                if !is_titled {
                    return None;
                }
            }
            // Another link starts: this one has no end, and is not searched through twice.
            b']' if next == b'(' => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_told_from_prose_in_brackets() {
        let end = |text: &str| link_end(text, Span::new(0, text.len()));
        assert_eq!(end("(https://example.it/a_(b)) e"), Some(26));
        assert_eq!(end("(/x \"un titolo\")."), Some(16));
        for prose in ["(vedi la nota)", "(mai chiusa", " (x)", "", "(a](b)"] {
            assert_eq!(end(prose), None, "{prose}");
        }
    }
}
