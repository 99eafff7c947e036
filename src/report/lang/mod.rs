//! What the report and the spreadsheet say, in the language of whoever reads them.
//!
//! In: names of tables, columns, words and texts. Out: what stands for them, from the JSON file
//! of the language beside this one. Of a name that its language leaves out, the name itself is
//! made readable: so a new column is never left without a header.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::dataset::schema::Table;
use crate::model::Date;

/// A language of the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Italian.
    #[default]
    Italian,
    /// English.
    English,
}

#[derive(Debug, Deserialize)]
struct Words {
    tables: BTreeMap<String, String>,
    columns: BTreeMap<String, String>,
    #[serde(rename = "words")]
    values: BTreeMap<String, String>,
    meanings: BTreeMap<String, String>,
    /// What a remark means and what to do, by its code.
    remarks: BTreeMap<String, String>,
    /// What the program says of a document, `{name}` for what changes, and how it is said here.
    messages: Vec<[String; 2]>,
    months: Vec<String>,
    texts: BTreeMap<String, String>,
}

/// A value for a place in a text.
#[derive(Clone, Debug)]
pub(super) enum Filling {
    /// As it is.
    Text(String),
    /// A number, which chooses between singular and plural.
    Count(i64),
}

impl From<String> for Filling {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
impl From<&str> for Filling {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
impl From<i64> for Filling {
    fn from(count: i64) -> Self {
        Self::Count(count)
    }
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::Italian, Self::English];

    /// Its code, as in HTML.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Italian => "it",
            Self::English => "en",
        }
    }

    fn words(self) -> &'static Words {
        static ITALIAN: LazyLock<Words> = LazyLock::new(|| parse(include_str!("it.json")));
        static ENGLISH: LazyLock<Words> = LazyLock::new(|| parse(include_str!("en.json")));
        match self {
            Self::Italian => &ITALIAN,
            Self::English => &ENGLISH,
        }
    }

    /// The title of a table.
    pub(super) fn table(self, name: &str) -> String {
        self.words().tables.get(name).cloned().unwrap_or_else(|| readable(name))
    }
    /// What a table holds; where the language leaves it out, as the schema says it.
    pub(super) fn meaning(self, table: &Table) -> String {
        self.words().meanings.get(table.name).cloned().unwrap_or_else(|| table.meaning.to_owned())
    }
    /// The header of a column.
    pub(super) fn column(self, name: &str) -> String {
        let is_key_of_statistic = name.ends_with("_id") && self == Self::Italian;
        let known = self.words().columns.get(name);
        if is_key_of_statistic && known.is_none() {
            return self.text("id").to_owned();
        }
        self.words().columns.get(name).cloned().unwrap_or_else(|| readable(name))
    }
    /// A word that a column may hold.
    pub(super) fn word(self, word: &str) -> String {
        self.words().values.get(word).cloned().unwrap_or_else(|| word.replace('_', " "))
    }
    /// All texts and all words for columns' values, for a page that fills them itself.
    pub(super) fn for_page(self) -> [&'static BTreeMap<String, String>; 2] {
        [&self.words().texts, &self.words().values]
    }
    /// What a remark means and what to do about it; the program's own hint where the language
    /// leaves the code out.
    pub(super) fn remark(self, code: &str, hint: &str) -> String {
        self.words().remarks.get(code).cloned().unwrap_or_else(|| hint.to_owned())
    }
    /// A message or reason of the program in this language; as it is where none is known.
    pub(super) fn message(self, message: &str) -> String {
        let said = self.words().messages.iter().find_map(|[pattern, said]| {
            let parts = parted(pattern, message.trim_end_matches('.'))?;
            // A reason within a message is one of those known, too.
            let part = |(name, part): (&str, &str)| (name.to_owned(), self.message(part));
            let parts: Vec<(String, String)> = parts.into_iter().map(part).collect();
            let filled = parts.iter().fold(said.clone(), |said, (name, part)| {
                said.replace(&format!("{{{name}}}"), part)
            });
            Some(filled)
        });
        said.unwrap_or_else(|| message.to_owned())
    }
    /// What to do, by the program's own words for it.
    pub(super) fn hint(self, hint: &str) -> String {
        let code = crate::diagnostic::Code::ALL.iter().find(|code| code.hint() == hint);
        code.map_or_else(|| hint.to_owned(), |code| self.remark(code.word(), hint))
    }
    /// A text without places to fill.
    pub(super) fn text(self, key: &str) -> &'static str {
        self.words().texts.get(key).map_or("", String::as_str)
    }
    /// A text with its places filled: `{name}` is a value, `{name:one|many}` a number followed by
    /// the word for one or for many.
    pub(super) fn fill(self, key: &str, fillings: &[(&str, Filling)]) -> String {
        let mut filled = String::new();
        let mut rest = self.text(key);
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let (place, after) = after.split_once('}').unwrap_or((after, ""));
            let (name, forms) = place.split_once(':').unwrap_or((place, ""));
            let filling = fillings.iter().find(|(known, _)| *known == name);
            match filling.map(|(_, filling)| filling) {
                Some(Filling::Text(text)) => filled.push_str(text),
                Some(Filling::Count(count)) => {
                    filled.push_str(&self.count(*count));
                    if let Some((one, many)) = forms.split_once('|') {
                        filled.push(' ');
                        filled.push_str(if *count == 1 { one } else { many });
                    }
                }
                None => {}
            }
            rest = after;
        }
        filled.push_str(rest);
        filled
    }
    /// A whole number, thousands set apart.
    pub(super) fn count(self, count: i64) -> String {
        let digits = count.abs().to_string();
        let mut text = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                text.push(if self == Self::Italian { '.' } else { ',' });
            }
            text.push(digit);
        }
        if count < 0 { format!("-{text}") } else { text }
    }
    /// A day in words.
    pub(super) fn day(self, date: Date) -> String {
        let month = usize::from(date.month().unsigned_abs()).saturating_sub(1);
        let month = self.words().months.get(month).map_or("", String::as_str);
        format!("{} {month} {}", date.day(), date.year())
    }
}

/// A share as a whole percentage; one that is not quite nothing or all is not rounded to it.
pub(super) fn percent(share: f64) -> String {
    let rounded = (share * 100.0).round();
    if share > 0.0 && rounded < 1.0 {
        "<1%".to_owned()
    } else if share < 1.0 && rounded > 99.0 {
        ">99%".to_owned()
    } else {
        format!("{rounded:.0}%")
    }
}

/// The parts of a message that stand where a pattern has `{name}`; `None` where it is another.
fn parted<'m, 'p>(pattern: &'p str, message: &'m str) -> Option<Vec<(&'p str, &'m str)>> {
    let (before, rest) = pattern.split_once('{').unwrap_or((pattern, ""));
    let message = message.strip_prefix(before)?;
    let Some((name, pattern)) = rest.split_once('}') else {
        return message.is_empty().then(Vec::new);
    };
    let next = pattern.split('{').next().unwrap_or_default();
    let end = if next.is_empty() { message.len() } else { message.find(next)? };
    let mut parts = parted(pattern, &message[end..])?;
    parts.push((name, &message[..end]));
    Some(parts)
}

/// A file of words, which is part of the program.
fn parse(text: &str) -> Words {
    serde_json::from_str(text).expect("a language file of this form: a test parses each")
}

fn readable(name: &str) -> String {
    let text = name.replace('_', " ");
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::schema::tables;

    #[test]
    fn every_language_has_every_text_with_the_same_places() {
        let texts = |language: Language| &language.words().texts;
        let places = |text: &str| -> Vec<String> {
            let mut places: Vec<String> = text
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split(['}', ':']).next())
                .map(str::to_owned)
                .collect();
            places.sort();
            places
        };
        let (left, right) = (texts(Language::Italian), texts(Language::English));
        assert_eq!(left.keys().collect::<Vec<_>>(), right.keys().collect::<Vec<_>>());
        for (key, text) in left {
            assert_eq!(places(text), places(&right[key]), "{key}");
        }
        assert!(Language::ALL.iter().all(|language| language.words().months.len() == 12));
    }

    #[test]
    fn italian_names_every_table_column_and_word() {
        let words = Language::Italian.words();
        let mut missing = Vec::new();
        for table in tables() {
            if !words.tables.contains_key(table.name) || !words.meanings.contains_key(table.name) {
                missing.push(table.name);
            }
            for column in &table.columns {
                // Keys are not for reading.
                if !words.columns.contains_key(column.name) && !column.name.ends_with("_id") {
                    missing.push(column.name);
                }
                let closed = column.words.iter().filter(|_| column.name != "code");
                missing.extend(closed.filter(|word| !words.values.contains_key(**word)));
            }
        }
        let codes = crate::diagnostic::Code::ALL.iter().map(|code| code.word());
        missing.extend(codes.filter(|code| !words.remarks.contains_key(*code)));
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn messages_of_the_program_are_said_in_the_language_of_the_report() {
        let said = |message: &str| Language::Italian.message(message);
        assert_eq!(
            said("88 votes are told, and 6 people with a seat are present"),
            "voti riferiti: 88; persone presenti con un seggio: 6"
        );
        assert_eq!(
            said("left out: A press account of a meeting."),
            "lasciato fuori: una cronaca o un comunicato stampa"
        );
        assert_eq!(said("something of which nobody thought"), "something of which nobody thought");
        let hint = crate::diagnostic::Code::RollMissing.hint();
        assert!(Language::Italian.hint(hint).starts_with("L'appello"));
        assert_eq!(Language::English.message("no roll was found"), "no roll was found");
        // Every place of a message is told, and what is told has its place.
        for [pattern, said] in &Language::Italian.words().messages {
            let parts = parted(pattern, pattern).expect("a pattern fits itself");
            for (name, _) in parts {
                assert!(name == "what" || said.contains(&format!("{{{name}}}")), "{pattern}");
            }
            let odd = said.split('{').skip(1).filter_map(|rest| rest.split('}').next());
            odd.for_each(|name| assert!(pattern.contains(&format!("{{{name}}}")), "{said}"));
        }
    }

    #[test]
    fn texts_are_filled_with_the_right_number() {
        let fill = |count: i64| Language::Italian.fill("f_verify", &[("n", count.into())]);
        assert_eq!(fill(1), "1 valore chiede l'occhio di una persona.");
        assert_eq!(fill(1200), "1.200 valori chiedono l'occhio di una persona.");
        assert_eq!(Language::English.count(-1_234_567), "-1,234,567");
        assert_eq!(percent(0.001), "<1%");
        assert_eq!(percent(0.999), ">99%");
        assert_eq!(percent(1.0), "100%");
    }
}
