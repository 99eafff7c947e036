//! One entry of a rule file to one [`Rule`]: names looked up, patterns compiled, what its kind
//! needs and may yield checked.

use std::collections::BTreeSet;

use toml::Spanned;

use super::super::fault::{FaultCode, nearest};
use super::super::kind::{Resolve, RuleKind, SectionKind, Subject, ValueType};
use super::super::pattern::Pattern;
use super::super::schema::{GuardUse, RuleEntry, Written};
use super::super::vocabulary::Vocabulary;
use super::super::{ColumnRule, Guard, Origin, Rule, fields};
use super::Compiler;

impl Compiler<'_> {
    pub(super) fn pattern(
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

    pub(super) fn rule(
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
            // A pattern that does not compile has its own fault.
            let is_written = !entry.pattern.as_slice().is_empty()
                || !entry.label.as_slice().is_empty()
                || entry.trigger.is_some();
            if is_written {
                return None;
            }
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
            let (name, written) = match guard {
                GuardUse::Written(guard) => (None, Some((file, guard))),
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
                    (Some(name.get_ref().clone()), found)
                }
            };
            if let Some((file, guard)) = written
                && let Some(pattern) = self.pattern(file, &guard.pattern, false, vocabulary)
            {
                guards.push(Guard { name, scope: guard.scope, pattern });
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
        if let Some(yields) = &entry.yields
            && !known.contains(&yields.get_ref().as_str())
        {
            self.unknown_name(file, yields, "field", known.iter().copied());
        }
    }
}
