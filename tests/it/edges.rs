//! Archives of next to nothing, and of very much: report, spreadsheet and summary say sensible
//! words of them. No number is none, no chart is drawn of nothing, and a page stays light.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use calamine::{Data, Reader as _, Xlsx, open_workbook};
use serde_json::Value;
use verbali::dataset::{Content, DerivedRows, Names, derived_rows, frames};
use verbali::pipeline::resolve_all;
use verbali::report::{Archive, Language};
use verbali::resolve::registry::Registry;
use verbali::resolve::{Precision, Words};
use verbali::stats::{Policies, Settings, statistics};

use crate::support::{root, rows, run, said};

/// What is published of an archive, as its readers see it.
struct Told {
    /// Standard output of the run.
    summary: String,
    /// What the page says without its script.
    page: String,
    /// The rows and texts in the page.
    data: Value,
    /// Sheet to the texts of its cells, row by row.
    sheets: BTreeMap<String, Vec<Vec<String>>>,
    /// Table of stats/ to its rows.
    statistics: BTreeMap<String, Vec<Value>>,
    /// Folder of the dataset, and what holds it.
    out: PathBuf,
    _home: tempfile::TempDir,
}

impl Told {
    /// Reads files and publishes what they say.
    fn of(files: &[(&str, &str)]) -> Self {
        let home = tempfile::tempdir().expect("a temporary folder");
        let inputs = home.path().join("in");
        fs::create_dir(&inputs).expect("a folder");
        for (name, text) in files {
            fs::write(inputs.join(name), text).expect("a file");
        }
        let out = home.path().join("out");
        let place = |path: &Path| path.to_str().expect("UTF-8").to_owned();
        let (inputs, to) = (place(&inputs), place(&out));
        let ran = run(["run", &inputs, "-o", &to, "--format", "json,xlsx", "--fail-on", "never"]);
        let (summary, _) = said(&ran.success());
        let html = fs::read_to_string(out.join("report.html")).expect("a report");
        let mut statistics = BTreeMap::new();
        for file in crate::support::files_below(&out.join("stats")) {
            let text = fs::read_to_string(&file).expect("a statistic");
            let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
            let of = text.lines().map(|line| serde_json::from_str(line).expect("a row")).collect();
            statistics.insert(name, of);
        }
        let told = Self {
            summary,
            page: visible(&html),
            data: serde_json::from_str(between(&html, "id=\"data\">", "</script>")).expect("JSON"),
            sheets: sheets(&out.join("verbali.xlsx")),
            statistics,
            out,
            _home: home,
        };
        told.is_sensible();
        told
    }

    /// What holds of every archive, however small.
    fn is_sensible(&self) {
        let cells = self.sheets.values().flatten().flatten().map(String::as_str);
        for text in cells.chain([self.summary.as_str(), self.page.as_str()]) {
            let words = text.split(|letter: char| !letter.is_alphanumeric());
            let odd = ["NaN", "None", "Some", "null", "undefined", "inf", "DIV"];
            let odd = words.filter(|word| odd.contains(word)).collect::<Vec<_>>();
            assert!(odd.is_empty(), "{odd:?} stands in: {text}");
            assert!(!text.contains(['{', '}']), "a place is left unfilled in: {text}");
        }
        for (table, row) in
            self.statistics.iter().flat_map(|(name, of)| of.iter().map(move |row| (name, row)))
        {
            has_sound_rates(table, row);
        }
        for (sheet, of) in &self.sheets {
            assert!(!of.is_empty(), "{sheet} has no header");
        }
        assert!(self.page.contains("<h2"), "the page has headings");
    }

    fn says(&self, sentence: &str) {
        assert!(self.page.contains(sentence), "the page lacks '{sentence}': {}", self.page);
        let cover = self.sheets["Copertina"].iter().flatten();
        assert!(cover.clone().any(|cell| cell.contains(sentence)), "the cover lacks '{sentence}'");
    }

    fn summary_says(&self, sentence: &str) {
        assert!(self.summary.contains(sentence), "{}", self.summary);
    }
}

/// A share lies within 0 and 1, and there is none of nothing.
fn has_sound_rates(table: &str, row: &Value) {
    let columns = row.as_object().expect("an object");
    for (column, value) in columns {
        let is_share = ["rate", "share", "coverage"].iter().any(|word| column.contains(word))
            && column != "enters_rate"
            && column != "rate_reason";
        if let Some(number) = value.as_f64().filter(|_| is_share) {
            assert!((0.0..=1.0).contains(&number), "{table}.{column}: {number}");
        }
    }
    if columns.contains_key("n_present") {
        assert_eq!(row["n"] == 0, row["rate"].is_null(), "{table}: {row}");
        assert_eq!(row["rate"].is_null(), row["rate_low"].is_null(), "{table}: {row}");
        assert_eq!(row["rate"].is_null(), !row["rate_reason"].is_null(), "{table}: {row}");
    }
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = text.split_once(from).expect("a beginning");
    rest.split_once(to).expect("an end").0
}

/// A page without its style and scripts.
fn visible(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = ["<style", "<script"].iter().filter_map(|mark| rest.find(mark)).min() {
        text.push_str(&rest[..at]);
        let end = if rest[at..].starts_with("<style") { "</style>" } else { "</script>" };
        rest = rest[at..].split_once(end).expect("an end").1;
    }
    text + rest
}

fn sheets(path: &Path) -> BTreeMap<String, Vec<Vec<String>>> {
    let mut book: Xlsx<_> = open_workbook(path).expect("a spreadsheet");
    let mut sheets = BTreeMap::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).expect("a sheet");
        let of = range.rows().map(|row| {
            row.iter()
                .map(|cell| match cell {
                    Data::Error(error) => format!("NaN: {error}"),
                    other => other.to_string(),
                })
                .collect()
        });
        sheets.insert(name, of.collect());
    }
    sheets
}

fn sample(path: &str) -> String {
    fs::read_to_string(root().join("samples").join(path)).expect("a sample")
}

/// Minutes of an invented assembly: what its roll says of four comuni, and what was decided.
fn minutes(ambito: &str, day: &str, statuses: [&str; 4], after: &str) -> String {
    let comuni = ["Castelfiorito", "Borgosereno", "Pratolungo", "Rocca Chiara"];
    let people = ["Elia Torrigiani", "Nora Bencivelli", "Sandro Malavolti", "Pia Quercetani"];
    let mut text = format!(
        "AMBITO TERRITORIALE {ambito}\n\nVERBALE DELL'ASSEMBLEA DEI SINDACI\n\nData: {day}\nOra inizio: 15.00\n\nNome e cognome\tEnte\tPresenza\n"
    );
    for ((comune, person), status) in comuni.iter().zip(people).zip(statuses) {
        text += &[person, "\tComune di ", comune, "\t", status, "\n"].concat();
    }
    text.push_str(after);
    text
}

const DISCUSSED: &str = "\nPunto 1. Comunicazioni del Presidente\n\nIl Presidente riferisce sulle attività in corso. Segue una discussione.\n";
const PRESENT: [&str; 4] = ["PRESENTE", "PRESENTE", "ASSENTE", "PRESENTE"];

#[test]
fn one_document_is_told_in_the_singular() {
    let name = "2024-01-23-tavolo-tecnico.txt";
    let told = Told::of(&[(name, &sample(&format!("valle-metaurino/{name}")))]);
    told.says("1 seduta di 1 organo, 23 gennaio 2024");
    told.summary_says("meetings: 1 of 1 body, 2024-01-23");
    assert!(!told.page.contains("data-finding=\"lowest\""), "one body is not the lowest of any");
    assert!(!told.page.contains("data-finding=\"trend\""), "one year is no trend");
    assert_eq!(told.statistics["attendance_by_year"].len(), 1);
    assert_eq!(told.data["rows_left_out"], false);
}

#[test]
fn a_body_with_one_meeting_has_a_wide_interval_and_no_turnover() {
    let after = "\nSi decide di convocare un nuovo incontro.\n";
    let told = Told::of(&[("1.txt", &minutes("VAL SERENA", "10/01/2024", PRESENT, after))]);
    let bodies = &told.statistics["attendance_by_body"];
    assert_eq!(bodies.len(), 1, "{bodies:?}");
    assert_eq!((&bodies[0]["n"], &bodies[0]["n_present"]), (&4.into(), &3.into()));
    let (low, high) = (&bodies[0]["rate_low"], &bodies[0]["rate_high"]);
    assert!(low.as_f64() < Some(0.35) && high.as_f64() > Some(0.95), "{bodies:?}");
    let year = &told.statistics["attendance_by_year"][0];
    assert!(year["people"] == 4 && year["people_new"].is_null() && year["people_gone"].is_null());
    for row in &told.statistics["attendance_by_organisation"] {
        assert!(row["longest_absence"].as_i64() <= Some(1), "{row}");
    }
    assert!(!told.page.contains("data-finding=\"absent\""), "one absence is no habit");
}

#[test]
fn a_folder_without_files_ends_the_run_and_says_so() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let out = home.path().join("out");
    let empty = home.path().join("empty");
    fs::create_dir(&empty).expect("a folder");
    let place = |path: &Path| path.to_str().expect("UTF-8").to_owned();
    let (_, err) = said(&run(["run", &place(&empty), "-o", &place(&out)]).code(2));
    assert!(err.contains("there is no file in it"), "{err}");
    assert!(!out.exists(), "nothing is published of nothing");
}

#[test]
fn of_nothing_there_is_nothing_to_count() {
    let pictures = [("foto.png", "no picture"), ("dati.zip", "no archive")];
    let unreadable = [("vuoto.txt", ""), ("foto.png", "no picture"), ("rotto.pdf", "%PDF-1.7")];
    for (files, sentence) in [
        (&pictures[..], "Nessun documento da leggere"),
        (&unreadable[..], "Nessun verbale letto"),
        (&[("lettera.txt", "Gentile signora, grazie della torta.")][..], "Nessun verbale letto"),
    ] {
        let told = Told::of(files);
        told.says(sentence);
        assert_eq!(told.page.matches("data-finding=\"attendance\"").count(), 0);
        assert!(!told.page.contains('%'), "no share of nothing: {}", told.page);
        for (name, of) in &told.statistics {
            assert!(of.is_empty() || name == "coverage", "{name}: {of:?}");
        }
        assert_eq!(rows(&told.out, "meetings").len(), 0);
        for (name, sheet) in told.sheets.iter().filter(|(name, _)| *name == "Presenze per organo") {
            assert_eq!(sheet.len(), 1, "{name} has a header alone");
        }
    }
}

#[test]
fn an_ambito_without_decisions_has_rows_of_zeros() {
    let decided = "\nSi decide di inviare la scheda ai Comuni entro il 31/01/2024.\n";
    let told = Told::of(&[
        ("1.txt", &minutes("VAL SERENA", "10/01/2024", PRESENT, DISCUSSED)),
        ("2.txt", &minutes("ALTO COLLE", "17/01/2024", PRESENT, decided)),
    ]);
    let ambiti = &told.statistics["decisions_by_ambito"];
    assert_eq!(ambiti.len(), 2, "{ambiti:?}");
    let idle = ambiti.iter().find(|row| row["n"] == 0).expect("an ambito without decisions");
    assert!(idle["owner_rate"].is_null() && idle["deadline_rate"].is_null(), "{idle}");
    let follow = &told.statistics["followup_by_ambito"];
    let idle = follow.iter().find(|row| row["n"] == 0).expect("nothing to follow up");
    assert!(idle["done_rate"].is_null() && idle["coverage"].is_null(), "{idle}");
    let alone = Told::of(&[("1.txt", &minutes("VAL SERENA", "10/01/2024", PRESENT, DISCUSSED))]);
    alone.says("Nessuna decisione trovata nei verbali letti.");
    alone.says("Nessuna decisione ha una data di scadenza");
}

#[test]
fn rolls_of_unknown_give_counts_and_no_rate() {
    let told = Told::of(&[("1.txt", &minutes("VAL SERENA", "10/01/2024", [""; 4], DISCUSSED))]);
    let roll = rows(&told.out, "attendance");
    assert!(!roll.is_empty() && roll.iter().all(|row| row["status"] == "unknown"), "{roll:?}");
    let body = &told.statistics["attendance_by_body"][0];
    assert_eq!((&body["n"], &body["unknown"]), (&0.into(), &roll.len().into()));
    assert!(body["rate"].is_null() && !body["rate_reason"].is_null(), "{body}");
    told.says("un tasso non c'è");
    told.says("chiedono l'occhio di una persona");
    assert!(told.sheets["Da verificare"].len() > roll.len(), "each is asked about");
}

/// The bytes of the page of a made archive, and how many seats it has.
fn page_of(minutes: usize) -> (String, usize) {
    let mut facts = crate::generator::archive(11, minutes).facts;
    let words = Words::new(&verbali::rules::load(&[]).expect("the built-in rules"));
    let registry = Registry::default();
    let outcome = resolve_all(&mut facts, &words, &registry, Precision::default(), Vec::new());
    let mut derived: DerivedRows = derived_rows(&outcome);
    let as_of = verbali::model::parse_iso("2024-12-31");
    let settings = Settings { as_of, policies: Policies::default() };
    let frames = frames(&facts, &[], &derived).expect("frames");
    derived.extend(statistics(&frames, &settings).expect("statistics"));
    let seats = derived["seat_attendance"].len();
    let archive = Archive {
        content: Content::new(&facts, &[], &derived, Names::Told),
        as_of,
        policies: Policies::default(),
        language: Language::Italian,
    };
    let page = verbali::report::page(&archive).expect("a page");
    (String::from_utf8(page.bytes).expect("UTF-8"), seats)
}

/// Most bytes of a page, as the README promises.
const LIGHT: usize = 8_000_000;
/// Most bytes of a page that holds counts alone.
const COUNTS_ALONE: usize = 2_000_000;

#[test]
fn a_page_of_twenty_thousand_seats_is_light_and_a_larger_one_holds_counts_alone() {
    let (page, seats) = page_of(1_000);
    assert!(seats >= 20_000, "{seats}");
    println!("{seats} seats: a page of {} bytes", page.len());
    assert!(page.len() < LIGHT, "{} bytes", page.len());
    assert!(page.contains("\"rows_left_out\":false"), "its rows are there");
    let (page, seats) = page_of(4_000);
    println!("{seats} seats: a page of {} bytes", page.len());
    assert!(page.len() < COUNTS_ALONE, "{} bytes", page.len());
    assert!(page.contains("\"rows_left_out\":true"), "{seats} seats are too many");
}

#[test]
fn an_ambito_is_one_however_its_name_is_spelled() {
    let other = minutes("VAL SERENITÀ", "17/01/2024", PRESENT, DISCUSSED)
        .replace("AMBITO TERRITORIALE VAL SERENITÀ", "Ambito Territoriale Val Serenita'")
        .replace("VERBALE DELL'ASSEMBLEA DEI SINDACI", "Verbale dell'Assemblea dei Sindaci");
    let told = Told::of(&[
        ("1.txt", &minutes("VAL SERENITÀ", "10/01/2024", PRESENT, DISCUSSED)),
        ("2.txt", &other),
    ]);
    let ambiti = &told.statistics["attendance_by_ambito"];
    assert_eq!(ambiti.len(), 1, "{ambiti:?}");
    assert_eq!((&ambiti[0]["meetings"], &ambiti[0]["n"]), (&2.into(), &8.into()));
    assert_eq!(told.statistics["attendance_by_body"].len(), 1);
}

#[test]
fn what_could_not_be_read_is_told_in_the_language_of_the_report() {
    let told = Told::of(&[
        ("vuoto.txt", ""),
        ("foto.png", "no picture"),
        ("rotto.pdf", "%PDF-1.7"),
        ("lettera.txt", "Gentile signora, grazie della torta."),
        ("1.txt", &minutes("VAL SERENA", "10/01/2024", [""; 4], DISCUSSED)),
    ]);
    let remarks = rows(&told.out, "diagnostics");
    let reasons = [rows(&told.out, "documents"), rows(&told.out, "files")].concat();
    let said = |rows: &[Value], column: &str| -> Vec<String> {
        rows.iter().filter_map(|row| row[column].as_str().map(str::to_owned)).collect()
    };
    let english = [said(&remarks, "message"), said(&reasons, "reason")].concat();
    assert!(english.len() >= 8, "{english:?}");
    let cells: Vec<&String> = told.sheets.values().flatten().flatten().collect();
    for message in english {
        assert!(!told.page.contains(&message), "'{message}' stands on the page");
        assert!(!cells.iter().any(|cell| cell.contains(&message)), "'{message}' in the sheets");
    }
}
