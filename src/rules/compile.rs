//! Rule files to [`RuleSet`]: names resolved, patterns compiled, packs merged.
//!
//! In: the sources of all packs. Out: the packs as they run, child rules before parent rules,
//! or every fault of every file. Examples are not run here: that takes the extraction, which
//! stands above ([`crate::extract::check_examples`]).
//!
//! Invariant: a [`RuleSet`] that exists has no unknown name and no pattern that fails.

use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;

use super::fault::{Fault, FaultCode, SourceText, nearest};
use super::kind::{Resolve, RuleKind, SectionKind, Subject, ValueType};
use super::parse::parse;
use super::pattern::Pattern;
use super::schema::{Body, GuardUse, RuleEntry, RuleFile, SignalPlace, Written};
use super::source::PackSource;
use super::vocabulary::{Shared, Vocabulary};
use super::{ColumnRule, Guard, Origin, Pack, PackBody, Rule, RuleSet, SignalRule, fields};
use crate::model::{BodyKind, Word as _, content_hash};

/// The files of a pack, read, with the place of each among all sources.
struct PackFiles {
    id: String,
    files: Vec<(usize, RuleFile)>,
}

impl PackFiles {
    fn head(&self) -> Option<(usize, &super::schema::PackHead)> {
        self.files.iter().find_map(|(place, file)| Some((*place, file.pack.as_ref()?)))
    }
    fn parent(&self) -> Option<&str> {
        self.head()?.1.extends.as_ref().map(|parent| parent.get_ref().as_str())
    }
}

/// Compiles packs; on faults, gives the sources and all faults.
pub fn compile(sources: &[PackSource]) -> Result<RuleSet, (Vec<SourceText>, Vec<Fault>)> {
    let mut texts = Vec::new();
    let mut faults = Vec::new();
    let mut packs: Vec<PackFiles> = Vec::new();
    for source in sources {
        let mut pack = PackFiles { id: String::new(), files: Vec::new() };
        for text in &source.files {
            let (file, mut found) = parse(text, texts.len());
            faults.append(&mut found);
            pack.files.push((texts.len(), file));
            texts.push(text.clone());
        }
        let Some((_, head)) = pack.head() else {
            let file = pack.files.first().map_or(0, |(place, _)| *place);
            let help = Some(
                "begin one file of the pack with [pack], id = \"...\" and extends = \"italian\""
                    .to_owned(),
            );
            let message = "no file of this pack says who it is".to_owned();
            faults.push(Fault { code: FaultCode::Missing, file, span: 0..0, message, help });
            continue;
        };
        pack.id = head.id.get_ref().clone();
        // A folder given with --rules may hold a pack that is built in: the user's wins.
        packs.retain(|known| known.id != pack.id);
        packs.push(pack);
    }
    check_parents(&packs, &mut faults);
    let mut compiled = Vec::new();
    if faults.is_empty() {
        let mut shared = Shared::default();
        for pack in &packs {
            let chain = chain_of(&packs, pack);
            let compiler = Compiler { faults: &mut faults, chain: &chain, shared: &mut shared };
            compiled.push(compiler.pack());
        }
    }
    if !faults.is_empty() {
        faults.dedup();
        return Err((texts, faults));
    }
    let mut all = String::new();
    for text in &texts {
        all.push_str(&text.text);
        all.push('\0');
    }
    Ok(RuleSet { packs: compiled, hash: content_hash(all.as_bytes()), sources: texts })
}

fn check_parents(packs: &[PackFiles], faults: &mut Vec<Fault>) {
    for pack in packs {
        let Some((file, head)) = pack.head() else { continue };
        let Some(parent) = &head.extends else { continue };
        if !packs.iter().any(|other| other.id == *parent.get_ref()) {
            let help = nearest(parent.get_ref(), packs.iter().map(|pack| pack.id.as_str()))
                .map(|name| format!("did you mean '{name}'?"));
            let message = format!("no pack is called '{}'", parent.get_ref());
            faults.push(Fault {
                code: FaultCode::UnknownName,
                file,
                span: parent.span(),
                message,
                help,
            });
            continue;
        }
        let mut seen = BTreeSet::from([pack.id.as_str()]);
        let mut at = Some(parent.get_ref().as_str());
        while let Some(id) = at {
            if !seen.insert(id) {
                let message =
                    format!("'{}' extends itself, by way of '{}'", pack.id, parent.get_ref());
                faults.push(Fault {
                    code: FaultCode::Cycle,
                    file,
                    span: parent.span(),
                    message,
                    help: None,
                });
                break;
            }
            at = packs.iter().find(|pack| pack.id == id).and_then(PackFiles::parent);
        }
    }
}

/// A pack, its parent, its parent's parent.
fn chain_of<'a>(packs: &'a [PackFiles], pack: &'a PackFiles) -> Vec<&'a PackFiles> {
    let mut chain = vec![pack];
    let mut at = pack.parent();
    while let Some(parent) = at.and_then(|id| packs.iter().find(|pack| pack.id == id)) {
        chain.push(parent);
        at = parent.parent();
    }
    chain
}

struct Compiler<'a> {
    faults: &'a mut Vec<Fault>,
    chain: &'a [&'a PackFiles],
    shared: &'a mut Shared,
}

impl<'a> Compiler<'a> {
    fn fault(
        &mut self,
        code: FaultCode,
        file: usize,
        span: Range<usize>,
        message: String,
        help: Option<String>,
    ) {
        let fault = Fault { code, file, span, message, help };
        // A parent's fault shows once, not once for each of its children.
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }

    fn files(&self) -> Vec<(usize, &'a RuleFile, &'a str)> {
        let chain = self.chain;
        let files = chain.iter().flat_map(|pack| {
            pack.files.iter().map(|(place, file)| (*place, file, pack.id.as_str()))
        });
        files.collect()
    }

    fn pack(mut self) -> Pack {
        let files = self.files();
        let (vocabulary, found) = Vocabulary::sharing(
            self.shared,
            &files.iter().map(|(place, file, _)| (*place, *file)).collect::<Vec<_>>(),
        );
        for fault in found {
            self.fault(fault.code, fault.file, fault.span, fault.message, fault.help);
        }
        let disabled = self.disabled(&files);
        let mut rules: Vec<Rule> = Vec::new();
        let mut replaced = BTreeSet::new();
        for (file, rule_file, pack) in &files {
            for (kind, entry) in &rule_file.rules {
                let Some(kind) = RuleKind::from_name(kind) else { continue };
                let id = entry.id.get_ref();
                if disabled.contains(id) {
                    continue;
                }
                if let Some(earlier) = rules.iter().find(|rule| rule.id == *id) {
                    if earlier.origin.pack != *pack && replaced.contains(id) {
                        continue;
                    }
                    let help = "give it another id; to take an inherited rule's place, say replaces = true".to_owned();
                    self.fault(
                        FaultCode::Duplicate,
                        *file,
                        entry.id.span(),
                        format!("the id '{id}' is given twice"),
                        Some(help),
                    );
                    continue;
                }
                if entry.replaces {
                    replaced.insert(id.clone());
                }
                let origin =
                    Origin { pack: (*pack).to_owned(), file: *file, span: entry.id.span() };
                if let Some(rule) = self.rule(kind, entry, origin, &vocabulary) {
                    rules.push(rule);
                }
            }
        }
        let own = self.chain[0];
        let (threshold, signals) = self.detection(own, &vocabulary);
        let bodies = self.bodies(&files);
        let acronyms = files
            .iter()
            .flat_map(|(_, file, _)| &file.acronym)
            .map(|acronym| super::PackAcronym {
                written: acronym.written.get_ref().clone(),
                means: acronym.means.clone(),
                kind: acronym.kind.as_ref().map(|kind| kind.get_ref().clone()),
            })
            .collect();
        let ambito = self.chain.iter().find_map(|pack| pack.head()?.1.ambito.clone());
        Pack {
            id: own.id.clone(),
            parent: own.parent().map(str::to_owned),
            ambito,
            threshold,
            signals,
            bodies,
            acronyms,
            vocabulary: vocabulary.settled(),
            rules,
        }
    }

    fn disabled(&mut self, files: &[(usize, &RuleFile, &str)]) -> BTreeSet<String> {
        let ids: BTreeSet<&str> = files
            .iter()
            .flat_map(|(_, file, _)| &file.rules)
            .map(|(_, entry)| entry.id.get_ref().as_str())
            .collect();
        let mut disabled = BTreeSet::new();
        for (file, rule_file, _) in files {
            for id in rule_file.pack.iter().flat_map(|pack| &pack.disable) {
                if ids.contains(id.get_ref().as_str()) {
                    disabled.insert(id.get_ref().clone());
                } else {
                    self.unknown_name(*file, id, "rule", ids.iter().copied());
                }
            }
        }
        disabled
    }

    fn unknown_name<'n>(
        &mut self,
        file: usize,
        name: &Spanned<String>,
        what: &str,
        known: impl Iterator<Item = &'n str>,
    ) {
        let help = nearest(name.get_ref(), known).map(|name| format!("did you mean '{name}'?"));
        let message = format!("no {what} is called '{}'", name.get_ref());
        self.fault(FaultCode::UnknownName, file, name.span(), message, help);
    }

    fn bodies(&mut self, files: &[(usize, &RuleFile, &str)]) -> Vec<PackBody> {
        let mut bodies = Vec::new();
        for (file, rule_file, _) in files {
            for Body { name, kind, aliases } in &rule_file.body {
                match BodyKind::from_word(kind.get_ref()) {
                    Some(kind) => bodies.push(PackBody {
                        name: name.get_ref().clone(),
                        kind,
                        aliases: aliases.iter().map(|alias| alias.get_ref().clone()).collect(),
                    }),
                    None => self.unknown_name(
                        *file,
                        kind,
                        "body kind",
                        BodyKind::ALL.iter().map(|kind| kind.word()),
                    ),
                }
            }
        }
        bodies
    }

    fn detection(&mut self, own: &'a PackFiles, vocabulary: &Vocabulary) -> (f64, Vec<SignalRule>) {
        let mut signals = Vec::new();
        let mut threshold = 0.0;
        for (file, rule_file) in &own.files {
            let Some(detect) = &rule_file.detect else { continue };
            threshold = detect.threshold;
            for signal in &detect.signals {
                if let Some(pattern) = self.pattern(*file, &signal.pattern, false, vocabulary) {
                    let place: SignalPlace = signal.place;
                    signals.push(SignalRule { weight: signal.weight, place, pattern });
                }
            }
        }
        (threshold, signals)
    }

    fn pattern(
        &mut self,
        file: usize,
        written: &Written,
        whole: bool,
        vocabulary: &Vocabulary,
    ) -> Option<Pattern> {
        match Pattern::new(written.get_ref(), whole, vocabulary) {
            Ok(pattern) => Some(pattern),
            Err(message) => {
                let unknown =
                    message.split('\'').nth(1).filter(|_| message.starts_with("no fragment"));
                let help = unknown
                    .and_then(|name| nearest(name, vocabulary.names()))
                    .map(|name| format!("did you mean '{{{name}}}'?"));
                let code =
                    if unknown.is_some() { FaultCode::UnknownName } else { FaultCode::Pattern };
                self.fault(code, file, written.span(), message, help);
                None
            }
        }
    }

    fn patterns(
        &mut self,
        file: usize,
        written: &[Written],
        whole: bool,
        vocabulary: &Vocabulary,
    ) -> Vec<Pattern> {
        written
            .iter()
            .filter_map(|written| self.pattern(file, written, whole, vocabulary))
            .collect()
    }

    fn word<T: Copy>(
        &mut self,
        file: usize,
        name: Option<&Spanned<String>>,
        what: &str,
        all: &[T],
        text: fn(T) -> &'static str,
    ) -> Option<T> {
        let name = name?;
        let found = all.iter().copied().find(|value| text(*value) == name.get_ref());
        if found.is_none() {
            let help = nearest(name.get_ref(), all.iter().map(|value| text(*value))).map_or_else(
                || {
                    format!(
                        "known are: {}",
                        all.iter().map(|value| text(*value)).collect::<Vec<_>>().join(", ")
                    )
                },
                |name| format!("did you mean '{name}'?"),
            );
            let message = format!("'{}' is no {what}", name.get_ref());
            self.fault(FaultCode::UnknownWord, file, name.span(), message, Some(help));
        }
        found
    }

    fn rule(
        &mut self,
        kind: RuleKind,
        entry: &RuleEntry,
        origin: Origin,
        vocabulary: &Vocabulary,
    ) -> Option<Rule> {
        let file = origin.file;
        let needs = fields::needs(kind);
        let mut sections = Vec::new();
        for name in &entry.sections {
            sections.extend(self.word(
                file,
                Some(name),
                "section",
                SectionKind::ALL,
                SectionKind::name,
            ));
        }
        let mut patterns =
            self.patterns(file, entry.pattern.as_slice(), needs.whole_patterns, vocabulary);
        let mut families = Vec::new();
        if let Some(trigger) = &entry.trigger {
            for family in trigger.family.as_slice() {
                if vocabulary.verbs.has_family(family.get_ref()) {
                    families.push(family.get_ref().clone());
                } else {
                    self.unknown_name(file, family, "verb family", vocabulary.verbs.families());
                }
            }
            for form in trigger.form.as_slice() {
                let Some(constructions) = vocabulary.constructions.get(form.get_ref()) else {
                    self.unknown_name(
                        file,
                        form,
                        "construction",
                        vocabulary.constructions.keys().map(String::as_str),
                    );
                    continue;
                };
                for construction in constructions {
                    match vocabulary.construct(construction, &families) {
                        Ok(source) => {
                            let written = Spanned::new(form.span(), source);
                            patterns.extend(self.pattern(file, &written, false, vocabulary));
                        }
                        Err(message) => {
                            self.fault(FaultCode::Pattern, file, form.span(), message, None);
                        }
                    }
                }
            }
        }
        let labels = self.patterns(file, entry.label.as_slice(), true, vocabulary);
        let columns = self.columns(file, entry, vocabulary);
        if patterns.is_empty() && labels.is_empty() && columns.is_empty() {
            let message = format!(
                "'{}' has nothing to match: a {} needs {}",
                entry.id.get_ref(),
                kind.name(),
                needs.what
            );
            self.fault(FaultCode::Missing, file, entry.id.span(), message, None);
            return None;
        }
        if entry.note.trim().is_empty() {
            let message = format!("'{}' does not say why it exists", entry.id.get_ref());
            self.fault(
                FaultCode::Missing,
                file,
                entry.id.span(),
                message,
                Some("add note = \"...\"".to_owned()),
            );
        }
        if entry.examples.is_empty() || entry.counterexamples.is_empty() {
            let message = format!(
                "'{}' has no {}",
                entry.id.get_ref(),
                if entry.examples.is_empty() { "example" } else { "counterexample" }
            );
            let help = "add a text that it reads to examples, and one that it must not read to counterexamples".to_owned();
            self.fault(FaultCode::Missing, file, entry.id.span(), message, Some(help));
        }
        self.check_fields(kind, entry, file, &patterns);
        let word = fields::kind_words(kind).and_then(|(what, words)| {
            let name = entry.kind.as_ref()?;
            self.word(file, Some(name), what, &words, |word| word)
        });
        let mut guards = Vec::new();
        for guard in &entry.unless {
            let written = match guard {
                GuardUse::Written(guard) => Some((file, guard)),
                GuardUse::Named(name) => {
                    let found =
                        vocabulary.guards.get(name.get_ref()).map(|(file, guard)| (*file, guard));
                    if found.is_none() {
                        self.unknown_name(
                            file,
                            name,
                            "guard",
                            vocabulary.guards.keys().map(String::as_str),
                        );
                    }
                    found
                }
            };
            if let Some((file, guard)) = written {
                if let Some(pattern) = self.pattern(file, &guard.pattern, false, vocabulary) {
                    guards.push(Guard { scope: guard.scope, pattern });
                }
            }
        }
        Some(Rule {
            id: entry.id.get_ref().clone(),
            kind,
            note: entry.note.clone(),
            origin,
            sections,
            patterns,
            labels,
            followed_by: self.patterns(file, entry.followed_by.as_slice(), false, vocabulary),
            families,
            subject: self
                .word(file, entry.subject.as_ref(), "subject", Subject::ALL, Subject::name)
                .unwrap_or(Subject::Any),
            yields: entry.yields.as_ref().map(|name| name.get_ref().clone()),
            value_type: self.word(
                file,
                entry.value_type.as_ref(),
                "type of value",
                ValueType::ALL,
                ValueType::name,
            ),
            word: word.map(str::to_owned),
            set: entry
                .set
                .iter()
                .map(|(field, word)| (field.clone(), word.get_ref().clone()))
                .collect(),
            resolve: self.word(
                file,
                entry.resolve.as_ref(),
                "way to work out a date",
                Resolve::ALL,
                Resolve::name,
            ),
            guards,
            needs: entry
                .needs
                .iter()
                .map(|any| any.iter().map(|role| role.get_ref().clone()).collect())
                .collect(),
            columns,
            skip_rows: self.patterns(file, entry.skip_rows.as_slice(), false, vocabulary),
            examples: entry.examples.clone(),
            counterexamples: entry.counterexamples.clone(),
        })
    }

    fn columns(
        &mut self,
        file: usize,
        entry: &RuleEntry,
        vocabulary: &Vocabulary,
    ) -> Vec<ColumnRule> {
        let mut columns = Vec::new();
        for (role, column) in &entry.column {
            let marks = column.marks.iter().map(|(word, written)| {
                (word.clone(), self.patterns(file, written.as_slice(), true, vocabulary))
            });
            let marks = marks.collect();
            let headers = self.patterns(file, column.header.as_slice(), true, vocabulary);
            if !fields::COLUMN_ROLES.contains(&role.as_str()) {
                let help = nearest(role, fields::COLUMN_ROLES.iter().copied())
                    .map(|name| format!("did you mean '{name}'?"));
                self.fault(
                    FaultCode::UnknownName,
                    file,
                    entry.id.span(),
                    format!("no column has the role '{role}'"),
                    help,
                );
            }
            columns.push(ColumnRule { role: role.clone(), headers, marks });
        }
        columns
    }

    /// Captures and fixed words must be fields of the kind of rule, and fixed words must be words.
    fn check_fields(
        &mut self,
        kind: RuleKind,
        entry: &RuleEntry,
        file: usize,
        patterns: &[Pattern],
    ) {
        let known = fields::of(kind);
        let span = entry.pattern.as_slice().first().map_or(entry.id.span(), Spanned::span);
        let named: BTreeSet<String> = patterns.iter().flat_map(Pattern::fields).collect();
        for field in named {
            if !known.contains(&field.as_str()) {
                let help = nearest(&field, known.iter().copied())
                    .map(|name| format!("did you mean '{name}'?"));
                self.fault(
                    FaultCode::Capture,
                    file,
                    span.clone(),
                    format!("a {} yields no '{field}'", kind.name()),
                    help,
                );
            }
        }
        for (field, word) in &entry.set {
            if !known.contains(&field.as_str()) {
                let help = nearest(field, known.iter().copied())
                    .map(|name| format!("did you mean '{name}'?"));
                self.fault(
                    FaultCode::Capture,
                    file,
                    word.span(),
                    format!("a {} yields no '{field}'", kind.name()),
                    help,
                );
            } else if let Some(words) = fields::words_of(field) {
                self.word(file, Some(word), field, &words, |word| word);
            }
        }
        if let Some(yields) = &entry.yields {
            if !known.contains(&yields.get_ref().as_str()) {
                self.unknown_name(file, yields, "field", known.iter().copied());
            }
        }
    }
}
