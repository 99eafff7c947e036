//! What a rule author writes: the shape of a TOML file of rules.
//!
//! In: nothing but serde's view of a file. Out: [`RuleFile`], one field per kind of entry.
//! What may be written in two ways is read by [`super::either`].
//! Nothing is checked here beyond shape: names, patterns and examples are the business of
//! [`super::compile`]. Unknown keys are faults.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

/// A pattern as written, with its place in the file.
pub type Written = Spanned<String>;

/// One value or a list of them.
#[derive(Clone, Debug)]
pub enum OneOrMany<T> {
    /// One.
    One(T),
    /// Several.
    Many(Vec<T>),
}

impl<T> Default for OneOrMany<T> {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl<T> OneOrMany<T> {
    /// The values, in order.
    pub fn as_slice(&self) -> &[T] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(many) => many,
        }
    }
}

/// `[pack]`: who the pack is and what it builds on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PackHead {
    /// Permanent name.
    pub id: Spanned<String>,
    /// The pack that it builds on.
    pub extends: Option<Spanned<String>>,
    /// Why it exists.
    pub note: Option<String>,
    /// The ambito of its bodies.
    pub ambito: Option<String>,
    /// Ids of inherited rules that it takes out.
    #[serde(default)]
    pub disable: Vec<Spanned<String>>,
}

/// `[detect]`: how a document shows that the pack is for it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Detect {
    /// Least sum of weights.
    pub threshold: f64,
    /// What counts.
    #[serde(default)]
    pub signals: Vec<Signal>,
}

/// One sign that a pack is for a document.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Signal {
    /// What it adds.
    pub weight: f64,
    /// Where it is looked for.
    #[serde(rename = "in")]
    pub place: SignalPlace,
    /// The pattern.
    pub pattern: Written,
}

/// Where a signal is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignalPlace {
    /// The first forty lines that carry text.
    FirstPage,
    /// Running headers and footers.
    Furniture,
    /// Headings.
    Heading,
    /// Anywhere in the text.
    Anywhere,
    /// The path of the file.
    Path,
}

/// Words and the value that they mean.
pub(super) type LexiconFile = BTreeMap<String, OneOrMany<Spanned<String>>>;

/// `[[paradigm]]`: how verbs of one class are inflected.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Paradigm {
    /// Name.
    pub id: Spanned<String>,
    /// What is taken off the infinitive to get the stem.
    pub ending: String,
    /// Form to endings.
    pub forms: BTreeMap<String, Vec<String>>,
}

/// `[[verb]]`: verbs of one family that follow one paradigm.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Verb {
    /// The family: what the verbs mean.
    pub family: Spanned<String>,
    /// Infinitives.
    pub words: Vec<String>,
    /// The paradigm.
    pub paradigm: Spanned<String>,
    /// A word that follows and makes the meaning: "prendere" with "atto".
    pub complement: Option<String>,
    /// Forms that differ from the paradigm.
    #[serde(default)]
    pub forms: BTreeMap<String, Vec<String>>,
}

/// `[family.<name>]`: what a family of verbs stands for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Family {
    /// Why it exists.
    pub note: Option<String>,
    /// The kind of decision that its verbs make.
    pub kind: Option<Spanned<String>>,
}

/// A text with what a rule must read in it.
#[derive(Clone, Debug)]
pub enum Example {
    /// The rule must match.
    Text(Spanned<String>),
    /// The rule must match and yield these fields.
    Full(FullExample),
}

/// A text and the fields that it yields.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FullExample {
    /// The text.
    pub text: Spanned<String>,
    /// Day of the meeting, where it matters.
    pub meeting: Option<String>,
    /// Field to value.
    #[serde(default)]
    pub expect: BTreeMap<String, String>,
    /// Number of rows, for rules that read several.
    pub rows: Option<usize>,
}

impl Example {
    /// The text.
    #[must_use]
    pub fn text(&self) -> &Spanned<String> {
        match self {
            Self::Text(text) => text,
            Self::Full(full) => &full.text,
        }
    }
}

/// Something that must not stand near a match.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Guard {
    /// How far it is looked for.
    #[serde(default)]
    pub scope: GuardScope,
    /// The pattern; in scope `before` it must end where the match starts.
    pub pattern: Written,
}

/// A guard by name or written out.
#[derive(Clone, Debug)]
pub enum GuardUse {
    /// The name of a `[guard.<name>]`.
    Named(Spanned<String>),
    /// Written out.
    Written(Guard),
}

/// How far a guard looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GuardScope {
    /// Inside the match.
    Match,
    /// In the clause around the match: between punctuation or conjunctions.
    #[default]
    Clause,
    /// In the clause, before the match.
    ClauseBefore,
    /// In the clause, after the match.
    ClauseAfter,
    /// Before the match, and reaching up to it.
    Before,
    /// After the match in its sentence.
    After,
    /// In the whole sentence, cell or entry.
    Sentence,
}

/// What verbs of which families in which construction.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Trigger {
    /// Families.
    pub family: OneOrMany<Spanned<String>>,
    /// Constructions (`[construction]`).
    pub form: OneOrMany<Spanned<String>>,
}

/// A rule: the fields that any kind of rule may have; [`super::compile`] says which kind
/// needs which.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RuleEntry {
    /// Permanent id.
    pub id: Spanned<String>,
    /// Why.
    #[serde(default)]
    pub note: String,
    /// Takes the place of an inherited rule of this id.
    #[serde(default)]
    pub replaces: bool,
    /// Sections in which it applies; empty: those usual for its kind.
    #[serde(default)]
    pub sections: Vec<Spanned<String>>,
    /// Patterns.
    #[serde(default)]
    pub pattern: OneOrMany<Written>,
    /// Patterns of a heading or label.
    #[serde(default)]
    pub label: OneOrMany<Written>,
    /// Verbs.
    pub trigger: Option<Trigger>,
    /// Who must stand before the verb: `agent`, `body`, `none`; empty: anybody.
    pub subject: Option<Spanned<String>>,
    /// What must follow the trigger.
    #[serde(default)]
    pub followed_by: OneOrMany<Written>,
    /// The field that a label's value fills.
    pub yields: Option<Spanned<String>>,
    /// The type of that value.
    #[serde(rename = "type")]
    pub value_type: Option<Spanned<String>>,
    /// Kind of section, decision, deadline, statement, event ...
    pub kind: Option<Spanned<String>>,
    /// Fields that a match sets to fixed words.
    #[serde(default)]
    pub set: BTreeMap<String, Spanned<String>>,
    /// How a deadline's date is worked out.
    pub resolve: Option<Spanned<String>>,
    /// Guards: names of `[guard.<name>]`, or guards written out.
    #[serde(default)]
    pub unless: Vec<GuardUse>,
    /// Table columns: role to how it is known.
    #[serde(default)]
    pub column: BTreeMap<String, Column>,
    /// Roles of columns, of each list one at least.
    #[serde(default)]
    pub needs: Vec<Vec<Spanned<String>>>,
    /// Rows whose first text matches are no rows.
    #[serde(default)]
    pub skip_rows: OneOrMany<Written>,
    /// Texts that it reads.
    #[serde(default)]
    pub examples: Vec<Example>,
    /// Texts that it must not read.
    #[serde(default)]
    pub counterexamples: Vec<Spanned<String>>,
}

/// A column of a table, known by its header.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Column {
    /// Headers, matched whole.
    #[serde(default)]
    pub header: OneOrMany<Written>,
    /// For marks: the word that a header stands for, and the headers.
    #[serde(default)]
    pub marks: BTreeMap<String, OneOrMany<Written>>,
}

/// `[[body]]`: a body of a pack.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Body {
    /// Official name.
    pub name: Spanned<String>,
    /// Kind.
    pub kind: Spanned<String>,
    /// Acronyms and other names.
    #[serde(default)]
    pub aliases: Vec<Spanned<String>>,
}

/// `[[acronym]]`: what an acronym means here.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Acronym {
    /// As written.
    pub written: Spanned<String>,
    /// In full.
    pub means: String,
    /// What it names: `organisation`, `body`, `role`, `group`.
    pub kind: Option<Spanned<String>>,
}

/// A file of rules.
#[derive(Clone, Debug, Default)]
pub struct RuleFile {
    /// `[pack]`.
    pub pack: Option<PackHead>,
    /// `[detect]`.
    pub detect: Option<Detect>,
    /// `[lexicon.<name>]`.
    pub lexicon: BTreeMap<String, LexiconFile>,
    /// `[pattern]`.
    pub pattern: BTreeMap<String, Written>,
    /// `[construction]`: any of a construction's patterns will do.
    pub construction: BTreeMap<String, OneOrMany<Written>>,
    /// `[guard.<name>]`.
    pub guard: BTreeMap<String, Guard>,
    /// `[family.<name>]`.
    pub family: BTreeMap<String, Family>,
    /// `[[paradigm]]`.
    pub paradigm: Vec<Paradigm>,
    /// `[[verb]]`.
    pub verb: Vec<Verb>,
    /// `[[body]]`.
    pub body: Vec<Body>,
    /// `[[acronym]]`.
    pub acronym: Vec<Acronym>,
    /// Every other array of tables: kind of rule to its entries, in order.
    pub rules: Vec<(String, RuleEntry)>,
}
