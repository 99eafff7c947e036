//! How much of a document is read. Counted, never timed, so that a limit falls alike on every
//! machine.

use super::Refusal;
use crate::diagnostic::Code;

/// The limits on a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Limits {
    /// Bytes of a file.
    pub file_bytes: usize,
    /// Bytes of a file of text.
    pub text_bytes: usize,
    /// Bytes of one line, once decoded.
    pub line_bytes: usize,
    /// Lines of a file.
    pub lines: usize,
    /// What else is counted in a PDF file.
    pub pdf: PdfLimits,
}

/// The limits on a PDF file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PdfLimits {
    /// Pages.
    pub pages: usize,
    /// Objects.
    pub objects: usize,
    /// Bytes to which one stream may unpack.
    pub stream_bytes: usize,
    /// Bytes to which all streams together may unpack.
    pub unpacked_bytes: usize,
    /// Operators in all pages together.
    pub operators: usize,
    /// Glyphs in all pages together.
    pub glyphs: usize,
    /// Forms within forms.
    pub nesting: usize,
}

impl Default for Limits {
    /// Far above any minutes: a year of a parliament's verbatim reports is below 64 MiB of text,
    /// and a scanned volume of 500 pages below 256 MiB.
    fn default() -> Self {
        Self {
            file_bytes: 256 << 20,
            text_bytes: 64 << 20,
            line_bytes: 1 << 20,
            lines: 1_000_000,
            pdf: PdfLimits::default(),
        }
    }
}

impl Default for PdfLimits {
    /// A volume of 5,000 dense pages stays below each: a page of minutes has about 3,000 glyphs,
    /// 2,000 operators and 30 KiB of content.
    fn default() -> Self {
        Self {
            pages: 5_000,
            objects: 1_000_000,
            stream_bytes: 64 << 20,
            unpacked_bytes: 512 << 20,
            operators: 10_000_000,
            glyphs: 5_000_000,
            nesting: 28,
        }
    }
}

impl Limits {
    /// The limits by name, each with its value.
    #[must_use]
    pub fn named(&self) -> [(&'static str, usize); 11] {
        let mut copy = *self;
        copy.entries().map(|(name, value)| (name, *value))
    }

    /// Sets the limit called `name`; the names there are where there is no such limit.
    pub fn set(&mut self, name: &str, value: usize) -> Result<(), Vec<&'static str>> {
        let mut entries = self.entries();
        match entries.iter_mut().find(|(known, _)| *known == name) {
            Some((_, limit)) => {
                **limit = value;
                Ok(())
            }
            None => Err(entries.iter().map(|(name, _)| *name).collect()),
        }
    }

    fn entries(&mut self) -> [(&'static str, &mut usize); 11] {
        [
            ("file-bytes", &mut self.file_bytes),
            ("text-bytes", &mut self.text_bytes),
            ("line-bytes", &mut self.line_bytes),
            ("lines", &mut self.lines),
            ("pages", &mut self.pdf.pages),
            ("objects", &mut self.pdf.objects),
            ("stream-bytes", &mut self.pdf.stream_bytes),
            ("unpacked-bytes", &mut self.pdf.unpacked_bytes),
            ("operators", &mut self.pdf.operators),
            ("glyphs", &mut self.pdf.glyphs),
            ("nesting", &mut self.pdf.nesting),
        ]
    }
}

impl PdfLimits {
    /// The refusal of a file that reached the limit called `name`.
    pub(super) fn reached(name: &str, limit: usize) -> Refusal {
        let reason =
            format!("the PDF reaches the limit of {limit} {name}; raise it with --limit {name}=N");
        Refusal::new(Code::LimitReached, reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_set_by_name() {
        let mut limits = Limits::default();
        for (name, value) in Limits::default().named() {
            limits.set(name, value + 1).unwrap();
        }
        let raised = limits
            .named()
            .iter()
            .zip(Limits::default().named())
            .all(|(new, old)| new.1 == old.1 + 1);
        assert!(raised);
        assert!(limits.set("page", 1).unwrap_err().contains(&"pages"));
    }
}
