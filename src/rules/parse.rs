//! TOML text to [`RuleFile`]: entry by entry, so that one fault does not hide the next.
//!
//! In: a source text. Out: what could be read of it, and a fault for each entry that could
//! not. The only file, with `schema`, that names toml.

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::{Fault, FaultCode, SourceText, nearest};
use super::kind::RuleKind;
use super::schema::RuleFile;

/// Keys of a file beside the kinds of rules.
const OTHER_KEYS: [&str; 11] = [
    "pack",
    "detect",
    "lexicon",
    "pattern",
    "construction",
    "guard",
    "family",
    "paradigm",
    "verb",
    "body",
    "acronym",
];

/// Reads a rule file; faults carry `file` as their place in the list of sources.
#[must_use]
pub(super) fn parse(source: &SourceText, file: usize) -> (RuleFile, Vec<Fault>) {
    let mut reader = Reader { file, faults: Vec::new() };
    let mut rules = RuleFile::default();
    let table = match DeTable::parse(&source.text) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            let span = error.span().unwrap_or(0..0);
            reader.fault(FaultCode::Syntax, span, error.message().to_owned(), None);
            return (rules, reader.faults);
        }
    };
    for (key, value) in table {
        let span = key.span();
        match key.get_ref().as_ref() {
            "pack" => rules.pack = reader.one(value),
            "detect" => rules.detect = reader.one(value),
            "lexicon" => rules.lexicon = reader.map(value),
            "pattern" => rules.pattern = reader.map(value),
            "construction" => rules.construction = reader.map(value),
            "guard" => rules.guard = reader.map(value),
            "family" => rules.family = reader.map(value),
            "paradigm" => rules.paradigm = reader.list(value),
            "verb" => rules.verb = reader.list(value),
            "body" => rules.body = reader.list(value),
            "acronym" => rules.acronym = reader.list(value),
            name if RuleKind::from_name(name).is_some() => {
                let entries = reader.list(value);
                rules.rules.extend(entries.into_iter().map(|entry| (name.to_owned(), entry)));
            }
            name => {
                let known =
                    OTHER_KEYS.into_iter().chain(RuleKind::ALL.iter().map(|kind| kind.name()));
                let help = nearest(name, known).map(|name| format!("did you mean '{name}'?"));
                reader.fault(
                    FaultCode::UnknownKind,
                    span,
                    format!("no entry is called '{name}'"),
                    help,
                );
            }
        }
    }
    (rules, reader.faults)
}

struct Reader {
    file: usize,
    faults: Vec<Fault>,
}

impl Reader {
    fn fault(
        &mut self,
        code: FaultCode,
        span: Range<usize>,
        message: String,
        help: Option<String>,
    ) {
        self.faults.push(Fault { code, file: self.file, span, message, help });
    }

    fn one<'a, T: Deserialize<'a>>(&mut self, value: Spanned<DeValue<'a>>) -> Option<T> {
        let whole = value.span();
        match T::deserialize(toml::de::ValueDeserializer::from(value)) {
            Ok(value) => Some(value),
            Err(error) => {
                let message = error.message().to_owned();
                let help = suggestion(&message);
                self.fault(FaultCode::Shape, error.span().unwrap_or(whole), message, help);
                None
            }
        }
    }

    fn list<'a, T: Deserialize<'a>>(&mut self, value: Spanned<DeValue<'a>>) -> Vec<T> {
        let span = value.span();
        let DeValue::Array(entries) = value.into_inner() else {
            let help = Some("write [[name]] with two brackets".to_owned());
            self.fault(FaultCode::Shape, span, "a list of entries belongs here".to_owned(), help);
            return Vec::new();
        };
        entries.into_iter().filter_map(|entry| self.one(entry)).collect()
    }

    fn map<'a, T: Deserialize<'a>>(
        &mut self,
        value: Spanned<DeValue<'a>>,
    ) -> std::collections::BTreeMap<String, T> {
        let span = value.span();
        let DeValue::Table(entries) = value.into_inner() else {
            self.fault(FaultCode::Shape, span, "a table of names belongs here".to_owned(), None);
            return std::collections::BTreeMap::new();
        };
        let pairs = entries.into_iter();
        pairs
            .filter_map(|(key, entry)| Some((key.into_inner().into_owned(), self.one(entry)?)))
            .collect()
    }
}

/// From serde's "unknown field `patern`, expected one of `pattern`, ..." the nearest name.
fn suggestion(message: &str) -> Option<String> {
    if !message.starts_with("unknown field") {
        return None;
    }
    let mut names = message.split('`').skip(1).step_by(2);
    let written = names.next()?;
    nearest(written, names).map(|name| format!("did you mean '{name}'?"))
}
