//! Faults of rule files: where, what, and what to write instead.
//!
//! In: faults with byte spans. Out: one report of them all, with the lines shown and the
//! places marked. The only file that names annotate-snippets.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

/// The closed list of what can be wrong with a rule file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultCode {
    /// The file cannot be read.
    Unreadable,
    /// The file is no TOML.
    Syntax,
    /// A key that no entry of this kind has, or a value of the wrong type.
    Shape,
    /// A kind of rule that does not exist.
    UnknownKind,
    /// A name that nothing has.
    UnknownName,
    /// A word that the vocabulary does not hold.
    UnknownWord,
    /// Packs that extend each other.
    Cycle,
    /// A pattern that does not compile.
    Pattern,
    /// A capture that the rule does not yield.
    Capture,
    /// An id that is given twice without `replaces`.
    Duplicate,
    /// A rule without what its kind needs.
    Missing,
    /// An example that the rule does not read.
    Example,
    /// A counterexample that the rule reads.
    Counterexample,
    /// A rule that can never be reached.
    Unreachable,
}

impl FaultCode {
    /// The word in reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unreadable => "rule-file-unreadable",
            Self::Syntax => "rule-syntax",
            Self::Shape => "rule-shape",
            Self::UnknownKind => "rule-unknown-kind",
            Self::UnknownName => "rule-unknown-name",
            Self::UnknownWord => "rule-unknown-word",
            Self::Cycle => "rule-cycle",
            Self::Pattern => "rule-pattern",
            Self::Capture => "rule-capture",
            Self::Duplicate => "rule-duplicate",
            Self::Missing => "rule-missing",
            Self::Example => "rule-example-fails",
            Self::Counterexample => "rule-counterexample-matches",
            Self::Unreachable => "rule-unreachable",
        }
    }
}

/// Something wrong in a rule file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub code: FaultCode,
    /// In which file, by its place in the list of sources.
    pub file: usize,
    /// Bytes of the file; empty: the file as a whole.
    pub span: Range<usize>,
    /// In words.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

/// A rule file as it was read.
#[derive(Clone, Debug)]
pub struct SourceText {
    /// Its path, or its name among the built-in ones.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// The report of all faults, in order of file and place.
#[must_use]
pub fn report(sources: &[SourceText], faults: &[Fault]) -> String {
    let mut faults: Vec<&Fault> = faults.iter().collect();
    faults.sort_by_key(|fault| (fault.file, fault.span.start, fault.code));
    let renderer = Renderer::plain();
    let blocks: Vec<String> =
        faults.iter().map(|fault| render(&renderer, &sources[fault.file], fault)).collect();
    blocks.join("\n\n")
}

fn render(renderer: &Renderer, source: &SourceText, fault: &Fault) -> String {
    let title = Level::ERROR.primary_title(fault.message.as_str()).id(fault.code.word());
    let end = fault.span.end.min(source.text.len());
    let start = fault.span.start.min(end);
    let snippet = Snippet::source(source.text.as_str())
        .path(source.path.as_str())
        .annotation(AnnotationKind::Primary.span(start..end));
    let mut group = Group::with_title(title).element(snippet);
    if let Some(help) = &fault.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
}

/// The known name that is most like `written`, if one is like it at all.
#[must_use]
pub(super) fn nearest<'a>(
    written: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    known
        .into_iter()
        .map(|name| (strsim::jaro_winkler(written, name), name))
        // Below this, suggestions have nothing to do with what was meant.
        .filter(|(likeness, _)| *likeness >= 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, name)| name)
}
