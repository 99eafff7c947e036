//! The registry read and checked.
//!
//! In: names and texts of files. Out: the registry, or every fault. Values may be parted by
//! comma, semicolon or tab, whichever the first line shows, since spreadsheets write either;
//! days are `YYYY-MM-DD` or `DD/MM/YYYY`; a line without any value is passed over.

use std::collections::BTreeMap;

use super::table::{FILES, Fault, Layout};
use super::{Alias, AliasKind, AmbitoComune, Correction, Folder, Member, Registry};
use crate::model::{Date, content_hash, parse_iso};

/// A line of a file, by column.
struct Line<'a> {
    file: &'a str,
    number: u64,
    values: BTreeMap<&'a str, String>,
}

impl Line<'_> {
    fn text(&self, column: &str) -> Option<String> {
        self.values.get(column).filter(|value| !value.is_empty()).cloned()
    }

    fn fault(&self, column: &str, seen: String, write: &str) -> Fault {
        Fault {
            file: self.file.to_owned(),
            line: self.number,
            column: column.to_owned(),
            seen,
            write: write.to_owned(),
        }
    }

    fn day(&self, column: &str, faults: &mut Vec<Fault>) -> Option<Date> {
        let text = self.text(column)?;
        let turned = || {
            let mut parts = text.split('/');
            let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
            parse_iso(&format!("{year:0>4}-{month:0>2}-{day:0>2}"))
        };
        let day = parse_iso(&text).or_else(turned);
        if day.is_none() {
            let write = "write a day as YYYY-MM-DD, or leave it empty";
            faults.push(self.fault(column, format!("'{text}' is no day"), write));
        }
        day
    }

    fn number<N: std::str::FromStr + PartialOrd + Default>(
        &self,
        column: &str,
        faults: &mut Vec<Fault>,
    ) -> Option<N> {
        let text = self.text(column)?;
        let number =
            text.replace(',', ".").parse::<N>().ok().filter(|number| *number >= N::default());
        if number.is_none() {
            let write = "write a number without unit, or leave it empty";
            faults.push(self.fault(column, format!("'{text}' is no number"), write));
        }
        number
    }

    fn days(&self, faults: &mut Vec<Fault>) -> (Option<Date>, Option<Date>) {
        let (from, to) = (self.day("valid_from", faults), self.day("valid_to", faults));
        if let (Some(first), Some(last)) = (from, to)
            && last < first
        {
            let seen = format!("{last} is before {first}");
            faults.push(self.fault(
                "valid_to",
                seen,
                "write a last day that is not before the first",
            ));
        }
        (from, to)
    }
}

/// Reads the registry from the texts of its files, by file name.
///
/// # Errors
/// Every fault of every file.
pub fn parse(files: &[(String, String)]) -> Result<Registry, Vec<Fault>> {
    let (mut registry, mut faults) = (Registry::default(), Vec::new());
    let mut all = String::new();
    for layout in &FILES {
        let Some((_, text)) = files.iter().find(|(name, _)| name == layout.file) else { continue };
        all.push_str(layout.file);
        all.push_str(text);
        for line in lines(layout, text, &mut faults) {
            fill(&mut registry, &line, &mut faults);
        }
    }
    check_aliases(&registry, &mut faults);
    registry.index();
    if !all.is_empty() {
        registry.hash = content_hash(all.as_bytes());
    }
    if faults.is_empty() { Ok(registry) } else { Err(faults) }
}

fn lines<'a>(layout: &'a Layout, text: &str, faults: &mut Vec<Fault>) -> Vec<Line<'a>> {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let delimiter =
        [';', '\t', ','].into_iter().max_by_key(|mark| first.matches(*mark).count()).unwrap_or(',');
    let at_line = |line: u64, column: &str, seen: String, write: String| Fault {
        file: layout.file.to_owned(),
        line,
        column: column.to_owned(),
        seen,
        write,
    };
    let mut records = super::csv::records(text, delimiter).into_iter();
    let Some((_, headers)) = records.next() else { return Vec::new() };
    let headers: Vec<String> = headers.iter().map(|header| header.to_lowercase()).collect();
    let known = format!("its columns are {}", layout.columns.join(", "));
    for header in headers.iter().filter(|header| !layout.columns.contains(&header.as_str())) {
        faults.push(at_line(1, header, "there is no such column".to_owned(), known.clone()));
    }
    for needed in layout.needed.iter().filter(|needed| !headers.iter().any(|h| h == *needed)) {
        faults.push(at_line(1, needed, "the column is missing".to_owned(), known.clone()));
    }
    let mut lines = Vec::new();
    for (number, record) in records {
        if record.iter().all(String::is_empty) {
            continue;
        }
        if record.len() > headers.len() {
            let seen = format!("{} values under {} columns", record.len(), headers.len());
            faults.push(at_line(
                number,
                "",
                seen,
                "put a value with a comma in \"quotes\"".to_owned(),
            ));
            continue;
        }
        let mut values = BTreeMap::new();
        for (header, value) in headers.iter().zip(&record) {
            if let Some(column) = layout.columns.iter().find(|column| *column == header) {
                values.insert(*column, value.to_owned());
            }
        }
        let line = Line { file: layout.file, number, values };
        let is_empty =
            |column: &&&str| headers.iter().any(|h| h == **column) && line.text(column).is_none();
        for column in layout.needed.iter().filter(is_empty) {
            faults.push(line.fault(
                column,
                "it is empty".to_owned(),
                "write a value, or delete the line",
            ));
        }
        lines.push(line);
    }
    lines
}

fn fill(registry: &mut Registry, line: &Line<'_>, faults: &mut Vec<Fault>) {
    let text = |column: &str| line.text(column).unwrap_or_default();
    match line.file {
        "ambiti.csv" => {
            let (valid_from, valid_to) = line.days(faults);
            registry.ambiti.push(AmbitoComune {
                ambito: text("ambito"),
                comune: text("comune"),
                valid_from,
                valid_to,
                population: line.number("population", faults),
            });
        }
        "members.csv" => {
            let (valid_from, valid_to) = line.days(faults);
            let (organisation, person) = (line.text("organisation"), line.text("person"));
            if organisation.is_none() && person.is_none() {
                let write = "name the organisation or the person that has the seat";
                faults.push(line.fault(
                    "organisation",
                    "neither it nor person is there".to_owned(),
                    write,
                ));
            }
            registry.members.push(Member {
                ambito: line.text("ambito"),
                body: text("body"),
                organisation,
                person,
                role: line.text("role"),
                valid_from,
                valid_to,
                weight: line.number("weight", faults),
            });
        }
        "aliases.csv" => {
            let kind = match text("kind").to_lowercase().as_str() {
                "person" => AliasKind::Person,
                "organisation" => AliasKind::Organisation,
                "body" => AliasKind::Body,
                "ambito" => AliasKind::Ambito,
                "" => return,
                other => {
                    let write = "write person, organisation, body or ambito";
                    faults.push(line.fault("kind", format!("'{other}' is no kind"), write));
                    return;
                }
            };
            registry.aliases.push(Alias {
                kind,
                written: text("written"),
                canonical: text("canonical"),
                ambito: line.text("ambito"),
                organisation: line.text("organisation"),
            });
        }
        "folders.csv" => {
            let (ambito, body) = (line.text("ambito"), line.text("body"));
            if ambito.is_none() && body.is_none() {
                let write = "name the ambito or the body whose minutes are in the folder";
                faults.push(line.fault("ambito", "neither it nor body is there".to_owned(), write));
            }
            registry.folders.push(Folder { path: text("path").replace('\\', "/"), ambito, body });
        }
        _ => registry.corrections.push(Correction {
            table: text("table"),
            row_id: text("row_id"),
            column: text("column"),
            value: text("value"),
            note: line.text("note"),
            line: line.number,
        }),
    }
}

/// Two rows that give one spelling two meanings say nothing.
fn check_aliases(registry: &Registry, faults: &mut Vec<Fault>) {
    for (at, alias) in registry.aliases.iter().enumerate() {
        let earlier = registry.aliases[..at].iter().find(|other| {
            (other.kind, &other.written, &other.ambito, &other.organisation)
                == (alias.kind, &alias.written, &alias.ambito, &alias.organisation)
                && other.canonical != alias.canonical
        });
        if let Some(earlier) = earlier {
            faults.push(Fault {
                file: "aliases.csv".to_owned(),
                line: at as u64 + 2,
                column: "canonical".to_owned(),
                seen: format!(
                    "'{}' means '{}' here and '{}' above",
                    alias.written, alias.canonical, earlier.canonical
                ),
                write: "keep one of the two, or tell them apart by ambito or organisation"
                    .to_owned(),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(entries: &[(&str, &str)]) -> Vec<(String, String)> {
        entries.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn files_of_either_mark_are_read() {
        let registry = parse(&files(&[
            ("aliases.csv", "kind,written,canonical\nperson,\"Bo, P.\",Piero Bo\n"),
            (
                "ambiti.csv",
                "\u{feff}ambito;comune;valid_from\nVal Fresca;Pinarella;01/03/2020\n;;\n",
            ),
        ]))
        .expect("no fault");
        assert_eq!(registry.aliases[0].written, "Bo, P.");
        assert_eq!(registry.ambiti.len(), 1);
        assert_eq!(registry.ambiti[0].valid_from, parse_iso("2020-03-01"));
        assert!(!registry.hash.is_empty());
    }

    #[test]
    fn all_faults_of_all_files_are_told_at_once() {
        let faults = parse(&files(&[
            ("ambiti.csv", "ambito,comune,valid_from\nVal Fresca,,12-03\n"),
            ("aliases.csv", "kind,written,canonical\nname,Bo,Piero Bo\nperson,Bo,A\nperson,Bo,B\n"),
            ("members.csv", "body,organization\nAssemblea,Pinarella\n"),
        ]))
        .expect_err("faults");
        let told = super::super::report(&faults);
        for part in [
            "ambiti.csv, line 2, column comune: it is empty",
            "ambiti.csv, line 2, column valid_from: '12-03' is no day",
            "aliases.csv, line 2, column kind: 'name' is no kind",
            "'Bo' means 'B' here and 'A' above",
            "members.csv, line 1, column organization: there is no such column",
            "members.csv, line 2, column organisation: neither it nor person is there",
        ] {
            assert!(told.contains(part), "{part}\n{told}");
        }
    }
}
