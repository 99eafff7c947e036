//! TOML packs to [`RuleSet`]: the language of minutes, as data.
//!
//! In: rule files, built in and the user's. Out: compiled packs, or one report of all faults.
//! `rules` knows no documents: what a pattern matches is asked by the extraction.
//!
//! Invariant: no run starts on a partial set of rules.

mod compile;
mod either;
mod fault;
mod fields;
mod fold;
mod kind;
#[cfg(test)]
mod language_tests;
mod lexicon;
mod numbers;
mod parse;
mod pattern;
mod pieces;
mod schema;
mod source;
mod trie;
mod values;
mod verbs;
mod vocabulary;

use std::collections::BTreeMap;
use std::path::PathBuf;

pub use fault::{Fault, FaultCode, SourceText, report};
pub use fold::{Folded, fold, fold_key};
pub use kind::{Resolve, RuleKind, SectionKind, Subject, ValueType};
pub use lexicon::Lexicon;
pub use numbers::Numbers;
pub use pattern::{Found, NoSlots, Pattern, Slot, SlotReader};
pub use schema::{Example, GuardScope, SignalPlace, Written};
pub use values::{DateParts, resolve_year};
pub use vocabulary::Vocabulary;

use crate::error::{Error, Result};
use crate::model::{BodyKind, content_hash};

/// All packs, compiled.
#[derive(Clone, Debug)]
pub struct RuleSet {
    /// Packs, parents among them.
    pub packs: Vec<Pack>,
    /// Names the set: equal rules give equal hashes.
    pub hash: String,
    /// The files, for messages.
    pub sources: Vec<SourceText>,
}

/// A pack as it runs: its own rules and words before those of its parents.
#[derive(Clone, Debug)]
pub struct Pack {
    /// Name.
    pub id: String,
    /// The pack that it extends.
    pub parent: Option<String>,
    /// The ambito of its bodies.
    pub ambito: Option<String>,
    /// Least weight of signals that choose it.
    pub threshold: f64,
    /// Its own signals.
    pub signals: Vec<SignalRule>,
    /// Bodies it names.
    pub bodies: Vec<PackBody>,
    /// Acronyms it knows.
    pub acronyms: Vec<PackAcronym>,
    /// Its words.
    pub vocabulary: Vocabulary,
    /// Its rules, child before parent, then as listed.
    pub rules: Vec<Rule>,
}

/// A sign that a pack is for a document.
#[derive(Clone, Debug)]
pub struct SignalRule {
    /// What it adds.
    pub weight: f64,
    /// Where it is looked for.
    pub place: SignalPlace,
    /// What.
    pub pattern: Pattern,
}

/// A body that a pack names.
#[derive(Clone, Debug)]
pub struct PackBody {
    /// Official name.
    pub name: String,
    /// Kind.
    pub kind: BodyKind,
    /// Acronyms and other names.
    pub aliases: Vec<String>,
}

/// An acronym that a pack knows.
#[derive(Clone, Debug)]
pub struct PackAcronym {
    /// As written.
    pub written: String,
    /// In full.
    pub means: String,
    /// `organisation`, `body`, `role`, `group`.
    pub kind: Option<String>,
}

/// Where a rule was written.
#[derive(Clone, Debug)]
pub struct Origin {
    /// Pack.
    pub pack: String,
    /// Place of the file among the sources.
    pub file: usize,
    /// Bytes of its id.
    pub span: std::ops::Range<usize>,
}

/// A guard as it runs.
#[derive(Clone, Debug)]
pub struct Guard {
    /// Its name, where it has one.
    pub name: Option<String>,
    /// How far it looks.
    pub scope: GuardScope,
    /// What must not stand there.
    pub pattern: Pattern,
}

/// A column of a table rule.
#[derive(Clone, Debug)]
pub struct ColumnRule {
    /// What the column holds.
    pub role: String,
    /// Its headers, whole.
    pub headers: Vec<Pattern>,
    /// For marks: word and the headers that mean it.
    pub marks: Vec<(String, Vec<Pattern>)>,
}

/// A rule as it runs.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Permanent id.
    pub id: String,
    /// Kind.
    pub kind: RuleKind,
    /// Why it exists.
    pub note: String,
    /// Where it was written.
    pub origin: Origin,
    /// Sections in which it applies; empty: those usual for its kind.
    pub sections: Vec<SectionKind>,
    /// What it matches.
    pub patterns: Vec<Pattern>,
    /// Headings or labels, whole.
    pub labels: Vec<Pattern>,
    /// What must follow.
    pub followed_by: Vec<Pattern>,
    /// Verb families of its trigger.
    pub families: Vec<String>,
    /// Who must stand before the verb.
    pub subject: Subject,
    /// The field that a label's value fills.
    pub yields: Option<String>,
    /// The type of that value.
    pub value_type: Option<ValueType>,
    /// Its `kind`, a word of the vocabulary of its kind of rule.
    pub word: Option<String>,
    /// Fields set to fixed words.
    pub set: BTreeMap<String, String>,
    /// How a deadline's date is worked out.
    pub resolve: Option<Resolve>,
    /// What must not stand near.
    pub guards: Vec<Guard>,
    /// Columns of a table.
    pub columns: Vec<ColumnRule>,
    /// Roles that a table must have, of each list one.
    pub needs: Vec<Vec<String>>,
    /// Rows that are none.
    pub skip_rows: Vec<Pattern>,
    /// Texts that it reads.
    pub examples: Vec<Example>,
    /// Texts that it must not read.
    pub counterexamples: Vec<Written>,
}

impl Pack {
    /// The rules of a kind, in order.
    pub fn rules_of(&self, kind: RuleKind) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(move |rule| rule.kind == kind)
    }
    /// A lexicon of the pack.
    #[must_use]
    pub fn lexicon(&self, name: &str) -> &Lexicon {
        self.vocabulary.lexicon(name)
    }
}

impl RuleSet {
    /// A pack by name.
    #[must_use]
    pub fn pack(&self, id: &str) -> Option<&Pack> {
        self.packs.iter().find(|pack| pack.id == id)
    }
    /// The set with none but the packs named, so that nothing else is detected. The hash names
    /// the narrower set.
    ///
    /// # Errors
    /// A name that no pack has.
    pub fn only(mut self, ids: &[String]) -> Result<Self> {
        if let Some(unknown) = ids.iter().find(|id| self.pack(id).is_none()) {
            let known: Vec<&str> = self.packs.iter().map(|pack| pack.id.as_str()).collect();
            let problem = format!("no pack is called '{unknown}'; known are: {}", known.join(", "));
            return Err(Error::Usage { problem });
        }
        if !ids.is_empty() {
            self.packs.retain(|pack| ids.contains(&pack.id));
            self.hash = content_hash(format!("{} {}", self.hash, ids.join(" ")).as_bytes());
        }
        Ok(self)
    }
    /// Every rule, once, in the order of files.
    #[must_use]
    pub fn rules(&self) -> Vec<(&Pack, &Rule)> {
        let mut seen = std::collections::BTreeSet::new();
        let mut rules = Vec::new();
        for pack in &self.packs {
            for rule in pack.rules.iter().filter(|rule| rule.origin.pack == pack.id) {
                if seen.insert((rule.origin.file, rule.origin.span.start)) {
                    rules.push((pack, rule));
                }
            }
        }
        rules.sort_by_key(|(_, rule)| (rule.origin.file, rule.origin.span.start));
        rules
    }
}

/// Reads and compiles the built-in packs and those in `folders`.
pub fn load(folders: &[PathBuf]) -> Result<RuleSet> {
    let mut sources = source::built_in();
    for folder in folders {
        sources.extend(source::in_folder(folder)?);
    }
    compile::compile(&sources).map_err(|(texts, faults)| Error::Rules {
        count: faults.len(),
        report: report(&texts, &faults),
    })
}
