//! The words of a chain of packs, merged: lexicons, fragments, verbs, constructions, guards.
//!
//! In: the rule files of a pack and its parents, child first. Out: [`Vocabulary`], which
//! patterns draw their fragments from and which the extraction asks what a word means.
//! A child's word or fragment outranks its parent's.

use std::collections::BTreeMap;
use std::sync::Arc;

use regex::Regex;

use super::fault::{Fault, FaultCode};
use super::kind::RuleKind;
use super::lexicon::Lexicon;
use super::numbers::Numbers;
use super::pattern::{Expressions, Fragments, Pattern, without_captures};
use super::schema::{Guard, RuleFile, Written};
use super::verbs::Verbs;

/// Names that patterns may use for values.
const VALUE_TYPES: [&str; 4] = ["date", "time", "number", "text"];

/// Fragments that are not expanded yet: name to the place of their file and their pattern.
type OpenFragments<'a> = BTreeMap<&'a str, (usize, &'a Written)>;

/// The words of a pack and its parents.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    lexicons: BTreeMap<String, Lexicon>,
    fragments: BTreeMap<String, String>,
    /// Constructions by name: patterns with `{verb.form}` in them, of which any will do.
    pub constructions: BTreeMap<String, Vec<String>>,
    /// Guards by name, with the file they stand in.
    pub guards: BTreeMap<String, (usize, Guard)>,
    /// Family to the kind of decision that its verbs make.
    pub family_kinds: BTreeMap<String, String>,
    /// Verbs.
    pub verbs: Arc<Verbs>,
    /// Numbers in words.
    pub numbers: Numbers,
    dates: String,
    times: String,
    expressions: Expressions,
}

/// What packs that extend one parent have in common, so that it is made once.
#[derive(Debug, Default)]
pub(super) struct Shared {
    expressions: Expressions,
    lexicons: BTreeMap<LexiconWords, Lexicon>,
    /// By the places of the files that hold verbs or paradigms.
    verbs: BTreeMap<Vec<usize>, Arc<Verbs>>,
}

/// The values of a lexicon with their words.
type LexiconWords = Vec<(String, Vec<String>)>;

impl Vocabulary {
    /// Merges rule files, child first.
    #[must_use]
    pub fn new(files: &[(usize, &RuleFile)]) -> (Self, Vec<Fault>) {
        Self::sharing(&mut Shared::default(), files)
    }

    /// Merges rule files, child first, and shares what was made for other packs.
    pub(super) fn sharing(shared: &mut Shared, files: &[(usize, &RuleFile)]) -> (Self, Vec<Fault>) {
        let mut merged = Self { expressions: shared.expressions.clone(), ..Self::default() };
        let mut faults = Vec::new();
        merged.add_lexicons(shared, files, &mut faults);
        let number_words = files.iter().filter_map(|(_, rules)| rules.lexicon.get("number"));
        merged.numbers = Numbers::new(number_words.flatten().flat_map(|(value, words)| {
            let value = value.parse().ok();
            words.as_slice().iter().filter_map(move |word| Some((word.get_ref().clone(), value?)))
        }));
        for (file, rules) in files {
            for (name, guard) in &rules.guard {
                merged.guards.entry(name.clone()).or_insert_with(|| (*file, guard.clone()));
            }
            for (name, family) in &rules.family {
                if let Some(kind) = &family.kind {
                    merged
                        .family_kinds
                        .entry(name.clone())
                        .or_insert_with(|| kind.get_ref().clone());
                }
            }
            for (name, construction) in &rules.construction {
                merged.constructions.entry(name.clone()).or_insert_with(|| {
                    let patterns = construction.as_slice().iter();
                    patterns.map(|pattern| pattern.get_ref().clone()).collect()
                });
            }
        }
        merged.verbs = Self::verbs_of(shared, files, &mut faults);
        let open = Self::fragments_of(files);
        for (name, (file, written)) in &open {
            if merged.lexicons.contains_key(*name) || VALUE_TYPES.contains(name) {
                faults.push(Fault {
                    code: FaultCode::Duplicate,
                    file: *file,
                    span: written.span(),
                    message: format!("a lexicon or a type of value is called '{name}', too"),
                    help: Some("give the fragment another name".to_owned()),
                });
            }
        }
        let open = merged.add_fragments(open);
        merged.dates = merged.alternation(files, RuleKind::Date);
        merged.times = merged.alternation(files, RuleKind::Time);
        // Fragments that dates and times are in; what is still open then, is at fault.
        for (name, (file, written)) in merged.add_fragments(open) {
            let reason = Pattern::expression(written.get_ref(), &merged).err().unwrap_or_default();
            let message = format!("fragment '{name}': {reason}");
            faults.push(Fault {
                code: FaultCode::Pattern,
                file,
                span: written.span(),
                message,
                help: None,
            });
        }
        (merged, faults)
    }

    /// The vocabulary without what only serves to compile patterns.
    #[must_use]
    pub(super) fn settled(mut self) -> Self {
        self.expressions = Expressions::default();
        self
    }

    fn verbs_of(
        shared: &mut Shared,
        files: &[(usize, &RuleFile)],
        faults: &mut Vec<Fault>,
    ) -> Arc<Verbs> {
        let has_verbs = |rules: &RuleFile| !rules.verb.is_empty() || !rules.paradigm.is_empty();
        let files: Vec<_> = files.iter().filter(|(_, rules)| has_verbs(rules)).collect();
        let places: Vec<usize> = files.iter().map(|(file, _)| *file).collect();
        if let Some(verbs) = shared.verbs.get(&places) {
            return Arc::clone(verbs);
        }
        let paradigms: Vec<_> =
            files.iter().flat_map(|(_, rules)| rules.paradigm.iter().cloned()).collect();
        let mut verbs = Verbs::default();
        for (file, rules) in files {
            for verb in &rules.verb {
                let found = verbs.inflect(&paradigms, verb).into_iter();
                faults.extend(found.map(|(span, message)| Fault {
                    code: FaultCode::UnknownName,
                    file: *file,
                    span,
                    message,
                    help: None,
                }));
            }
        }
        let verbs = Arc::new(verbs);
        shared.verbs.insert(places, Arc::clone(&verbs));
        verbs
    }

    fn add_lexicons(
        &mut self,
        shared: &mut Shared,
        files: &[(usize, &RuleFile)],
        faults: &mut Vec<Fault>,
    ) {
        let mut values: BTreeMap<&str, LexiconWords> = BTreeMap::new();
        for (_, rules) in files {
            for (name, lexicon) in &rules.lexicon {
                let known = values.entry(name).or_default();
                for (value, words) in lexicon {
                    let words = words.as_slice().iter().map(|word| word.get_ref().clone());
                    match known.iter_mut().find(|(of, _)| of == value) {
                        Some((_, known)) => known.extend(words),
                        None => known.push((value.clone(), words.collect())),
                    }
                }
            }
        }
        for (name, values) in values {
            let made = match shared.lexicons.get(&values) {
                Some(lexicon) => Ok(lexicon.clone()),
                None => Lexicon::new(&values),
            };
            match made {
                Ok(lexicon) => {
                    shared.lexicons.insert(values, lexicon.clone());
                    self.lexicons.insert(name.to_owned(), lexicon);
                }
                Err(message) => {
                    let file = files
                        .iter()
                        .find(|(_, rules)| rules.lexicon.contains_key(name))
                        .map_or(0, |(file, _)| *file);
                    let message = format!("lexicon '{name}': {message}");
                    faults.push(Fault {
                        code: FaultCode::Pattern,
                        file,
                        span: 0..0,
                        message,
                        help: None,
                    });
                }
            }
        }
    }

    /// Fragments as written, child before parent.
    fn fragments_of<'a>(files: &[(usize, &'a RuleFile)]) -> OpenFragments<'a> {
        let mut open = OpenFragments::new();
        for (file, rules) in files {
            for (name, written) in &rules.pattern {
                open.entry(name).or_insert((*file, written));
            }
        }
        open
    }

    /// Fragments may use each other: each round expands those whose own fragments are known.
    /// Gives those that stay open.
    fn add_fragments<'a>(&mut self, mut open: OpenFragments<'a>) -> OpenFragments<'a> {
        loop {
            let mut done = Vec::new();
            for (name, (_, written)) in &open {
                if let Ok(pattern) = Pattern::expression(written.get_ref(), self) {
                    self.fragments.insert((*name).to_owned(), without_captures(&pattern));
                    done.push(*name);
                }
            }
            if done.is_empty() {
                return open;
            }
            open.retain(|name, _| !done.contains(name));
        }
    }

    /// All patterns of the rules of a kind, as one alternation without captures. What reads
    /// only a whole text by itself (`^...$`, `^...\.?$`) is free of that here: the pattern around it says
    /// what the words are.
    fn alternation(&self, files: &[(usize, &RuleFile)], kind: RuleKind) -> String {
        let entries = files
            .iter()
            .flat_map(|(_, rules)| &rules.rules)
            .filter(|(name, _)| name == kind.name());
        let written = entries.flat_map(|(_, entry)| entry.pattern.as_slice());
        let expressions =
            written.filter_map(|written| Pattern::expression(written.get_ref(), self).ok());
        expressions
            .map(|expression| {
                let inner = expression
                    .strip_prefix('^')
                    .and_then(|rest| rest.strip_suffix(r"\.?$").or_else(|| rest.strip_suffix('$')));
                format!("(?:{})", without_captures(inner.unwrap_or(&expression)))
            })
            .collect::<Vec<_>>()
            .join("|")
    }

    /// A lexicon; an empty one where the rules have none of this name.
    #[must_use]
    pub fn lexicon(&self, name: &str) -> &Lexicon {
        static EMPTY: std::sync::LazyLock<Lexicon> = std::sync::LazyLock::new(Lexicon::default);
        self.lexicons.get(name).unwrap_or(&EMPTY)
    }

    /// Every name that a pattern may put in braces.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let lexicons = self.lexicons.keys().map(String::as_str);
        lexicons.chain(self.fragments.keys().map(String::as_str)).chain(VALUE_TYPES)
    }

    /// A construction's pattern for the verbs of `families`.
    pub fn construct(&self, construction: &str, families: &[String]) -> Result<String, String> {
        let families: Vec<&str> = families.iter().map(String::as_str).collect();
        let mut out = String::new();
        let mut rest = construction;
        let mut is_captured = false;
        while let Some(at) = rest.find("{verb.") {
            out.push_str(&rest[..at]);
            let after = &rest[at + 6..];
            let end = after.find('}').ok_or("the brace of {verb. is not closed")?;
            let form = &after[..end];
            let words = self.verbs.alternation(&families, form).ok_or_else(|| {
                format!("no verb of {} has the form '{form}'", families.join(", "))
            })?;
            // One capture a pattern: the first verb of a construction is the one that decides.
            let open = if is_captured { "(?:" } else { "(?<verb>" };
            is_captured = true;
            out.push_str(open);
            out.push_str(&words);
            out.push(')');
            rest = &after[end + 1..];
        }
        out.push_str(rest);
        Ok(out)
    }
}

impl Fragments for Vocabulary {
    fn compile(&self, expression: &str) -> Result<Regex, String> {
        self.expressions.compile(expression)
    }

    fn fragment(&self, name: &str) -> Result<String, String> {
        if let Some(fragment) = self.fragments.get(name) {
            return Ok(fragment.clone());
        }
        // The lexicon of this name holds parts of numbers; a pattern means a number.
        if name == "number" {
            return Ok(match self.numbers.any() {
                "" => "[0-9]+".to_owned(),
                words => format!("[0-9]+|{words}"),
            });
        }
        if let Some(lexicon) = self.lexicons.get(name) {
            return Ok(lexicon.any().to_owned());
        }
        if let Some((lexicon, value)) = name.split_once('=') {
            let words = self.lexicons.get(lexicon).and_then(|lexicon| lexicon.words_of(value));
            return words.ok_or_else(|| format!("no fragment is called '{name}'"));
        }
        match name {
            "date" if !self.dates.is_empty() => Ok(self.dates.clone()),
            "time" if !self.times.is_empty() => Ok(self.times.clone()),
            "text" => Ok(".+?".to_owned()),
            _ => Err(format!("no fragment is called '{name}'")),
        }
    }
}
