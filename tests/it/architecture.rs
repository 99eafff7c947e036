//! The sources as text: imports point one way, a third-party crate has one door, the library
//! neither prints nor asks for the time, every file says what it is for, every word a rule
//! author may write is documented.

use std::collections::BTreeMap;
use std::path::PathBuf;

use verbali::diagnostic::Code;
use verbali::rules::{Resolve, RuleKind, SectionKind, Subject, ValueType};

use crate::support::{files_below, root};

/// Module to the modules that it may name. Each sees what stands left of it in
/// `model < diagnostic, error < document | rules < extract < resolve < dataset < stats < report`;
/// `cli` is the program and sees all through the library's name.
const SEES: [(&str, &[&str]); 13] = [
    ("model", &[]),
    ("diagnostic", &["model"]),
    ("error", &["model", "diagnostic"]),
    ("document", &["model", "diagnostic", "error"]),
    ("rules", &["model", "diagnostic", "error"]),
    ("extract", &["model", "diagnostic", "error", "document", "rules"]),
    ("resolve", &["model", "diagnostic", "error", "document", "rules", "extract"]),
    ("dataset", &["model", "diagnostic", "error", "document", "rules", "extract", "resolve"]),
    ("stats", &["model", "diagnostic", "error", "resolve", "dataset"]),
    ("report", &["model", "diagnostic", "error", "dataset", "stats"]),
    (
        "pipeline",
        &["model", "diagnostic", "error", "document", "rules", "extract", "resolve", "dataset"],
    ),
    ("evaluate", &["model", "diagnostic", "error", "dataset"]),
    ("cli", &[]),
];

/// Third-party crate to the files and folders that may name it.
const DOORS: [(&str, &[&str]); 23] = [
    ("annotate_snippets", &["rules/fault.rs"]),
    ("blake3", &["model/key.rs"]),
    ("calamine", &["report/corrections.rs"]),
    ("chardetng", &["document/text.rs"]),
    ("clap", &["cli/args"]),
    ("clap_complete", &["cli/completions.rs"]),
    ("clap_mangen", &["cli/man.rs"]),
    ("encoding_rs", &["document/text.rs"]),
    ("glob", &["document/source.rs"]),
    ("indicatif", &["cli/progress.rs"]),
    ("jiff", &["model/date.rs"]),
    ("lopdf", &["document/pdf/"]),
    ("pdf_encoding", &["document/pdf/font/encoding.rs"]),
    ("polars", &["dataset/frame.rs", "stats/"]),
    ("rayon", &["pipeline.rs"]),
    // Compiled patterns of the rule language, and the shapes that no language decides.
    (
        "regex",
        &["rules/", "extract/names/", "extract/agenda/list.rs", "extract/attendance/tokens/"],
    ),
    ("rust_xlsxwriter", &["report/workbook/"]),
    // Facts, gold and results are JSON: written and read where each is at home.
    ("serde_json", &["dataset/", "evaluate/", "report/", "cli/"]),
    ("strsim", &["rules/fault.rs", "resolve/"]),
    ("toml", &["rules/"]),
    ("ttf_parser", &["document/pdf/font/program.rs"]),
    ("unicode_normalization", &["model/fold.rs", "rules/fold.rs", "document/normalize.rs"]),
    ("walkdir", &["document/source.rs"]),
];

/// Crates whose names may stand anywhere: derives.
const EVERYWHERE: [&str; 1] = ["serde"];

/// Lines of a file without its tests.
const LONGEST: usize = 400;

/// Files that hold more than one idea and are still to be split; none may join them.
const TO_BE_SPLIT: [&str; 0] = [];

/// Words of the language of the minutes that no engine should know: a sample of them.
const TELLTALES: [&str; 10] = [
    "presenti",
    "assenti",
    "seduta",
    "verbale",
    "delibera",
    "giustificato",
    "scadenza",
    "sindaco",
    "ordine del giorno",
    "decide di",
];

/// What the library leaves to the program.
const EFFECTS: [&str; 9] = [
    "println!",
    "eprintln!",
    "print!(",
    "process::exit",
    "SystemTime",
    "Instant::now",
    "std::env::",
    "env::var",
    "io::stdout",
];

/// A source file without its tests.
struct Source {
    /// Below `src/`.
    path: String,
    whole: String,
    /// Lines before the tests, those of comments left out.
    code: Vec<String>,
    /// Number of lines before the tests.
    length: usize,
    /// Whether it is compiled for tests alone.
    is_test: bool,
}

fn sources() -> Vec<Source> {
    let folder = root().join("src");
    let mut sources = Vec::new();
    // What is no Rust (words of languages, the page of the report) has rules of its own.
    let is_rust = |file: &PathBuf| file.extension().is_some_and(|ending| ending == "rs");
    for file in files_below(&folder).into_iter().filter(is_rust) {
        let path = file.strip_prefix(&folder).expect("below").display().to_string();
        let whole = std::fs::read_to_string(&file).expect("a source file");
        let before = whole.split("\n#[cfg(test)]\nmod tests").next().unwrap_or_default();
        let code = before.lines().filter(|line| !line.trim_start().starts_with("//"));
        let code = code.map(str::to_owned).collect();
        let length = before.lines().count();
        sources.push(Source { length, code, path, whole, is_test: false });
    }
    let tests: Vec<String> =
        sources.iter().flat_map(|source| test_paths(&source.path, &source.whole)).collect();
    for source in &mut sources {
        let below = |test: &String| source.path.strip_prefix(test.as_str());
        source.is_test =
            tests.iter().filter_map(below).any(|rest| rest == ".rs" || rest.starts_with('/'));
    }
    assert!(sources.len() > 50, "the sources were not found");
    sources
}

/// The paths that `#[cfg(test)] mod name;` in a file leads to: compiled for tests alone.
fn test_paths(path: &str, whole: &str) -> Vec<String> {
    let folder = path.strip_suffix("mod.rs").map(str::to_owned);
    let folder = folder.unwrap_or_else(|| match path {
        "lib.rs" | "main.rs" => String::new(),
        _ => format!("{}/", path.trim_end_matches(".rs")),
    });
    let declared = whole.split("#[cfg(test)]\nmod ").skip(1);
    let names = declared.filter_map(|rest| rest.split_once(';')).map(|(name, _)| name);
    let names =
        names.filter(|name| name.chars().all(|letter| letter.is_alphanumeric() || letter == '_'));
    names.map(|name| format!("{folder}{name}")).collect()
}

/// The module at the top of the crate that a file belongs to.
fn module(path: &str) -> &str {
    let first = path.split('/').next().unwrap_or(path);
    first.strip_suffix(".rs").unwrap_or(first)
}

/// Whether `word` stands in `line` with no letter, digit or underscore before it.
fn names(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        !line[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_')
    })
}

fn assert_none(faults: &[String], rule: &str) {
    assert!(faults.is_empty(), "{rule}:\n{}", faults.join("\n"));
}

#[test]
fn imports_point_one_way() {
    let order: BTreeMap<&str, &[&str]> = SEES.into_iter().collect();
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test) {
        let own = module(&source.path);
        if ["lib", "main"].contains(&own) {
            continue;
        }
        let Some(allowed) = order.get(own) else {
            faults.push(format!("{}: {own} has no place in the order", source.path));
            continue;
        };
        for line in &source.code {
            for (at, _) in line.match_indices("crate::") {
                let rest = &line[at + "crate::".len()..];
                let end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
                let seen = &rest[..end.unwrap_or(rest.len())];
                if seen != own && !allowed.contains(&seen) {
                    faults.push(format!("{}: {}", source.path, line.trim()));
                }
            }
        }
    }
    assert_none(&faults, "a module names only what stands before it (one `use` for each)");
}

#[test]
fn a_crate_has_one_door() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| !source.is_test) {
        for (name, doors) in DOORS {
            let is_door = doors.iter().any(|door| source.path.starts_with(door));
            let path = format!("{name}::");
            if !is_door && source.code.iter().any(|line| names(line, &path)) {
                faults.push(format!("{} names {name}", source.path));
            }
        }
    }
    assert_none(&faults, "each third-party crate is named where DOORS says");
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).expect("the manifest");
    let manifest: toml::Table = toml::from_str(&manifest).expect("TOML");
    let dependencies = manifest["dependencies"].as_table().expect("dependencies");
    for name in dependencies.keys().map(|name| name.replace('-', "_")) {
        let has_door = DOORS.iter().any(|(door, _)| *door == name);
        assert!(has_door || EVERYWHERE.contains(&name.as_str()), "{name} has no door");
    }
}

#[test]
fn the_library_leaves_effects_to_the_program() {
    let mut faults = Vec::new();
    let is_library =
        |source: &&Source| !source.is_test && !["cli", "main"].contains(&module(&source.path));
    for source in sources().iter().filter(is_library) {
        for line in &source.code {
            if EFFECTS.iter().any(|effect| names(line, effect)) {
                faults.push(format!("{}: {}", source.path, line.trim()));
            }
        }
    }
    assert_none(&faults, "the library never prints, exits, reads the clock or the environment");
}

#[test]
fn every_file_says_what_it_is_for_and_holds_one_idea() {
    let mut faults = Vec::new();
    for source in sources() {
        if !source.whole.starts_with("//! ") {
            faults.push(format!("{} does not begin with `//!`", source.path));
        }
        let is_known = TO_BE_SPLIT.contains(&source.path.as_str());
        if source.length > LONGEST && !is_known && !source.is_test {
            faults.push(format!("{} has {} lines", source.path, source.length));
        }
    }
    assert_none(&faults, "a file says what it is for, and is split beyond 400 lines");
}

#[test]
fn the_engine_knows_no_italian() {
    let mut faults = Vec::new();
    let is_engine = |source: &&Source| !source.is_test && !source.path.starts_with("report/lang");
    for source in sources().iter().filter(is_engine) {
        for line in &source.code {
            let folded = line.to_lowercase();
            if let Some(word) = TELLTALES.iter().find(|word| names(&folded, word)) {
                faults.push(format!("{}: {word}: {}", source.path, line.trim()));
            }
        }
    }
    assert_none(&faults, "words of the language of the minutes live in rules/");
}

#[test]
fn the_page_of_the_report_says_its_words_in_the_files_of_languages_alone() {
    let folder = root().join("src/report/page");
    let assets = files_below(&folder).into_iter().filter(|file| {
        file.extension()
            .is_some_and(|ending| ["js", "css", "html"].iter().any(|own| ending == *own))
            && !file.starts_with(folder.join("vendor"))
    });
    let mut faults = Vec::new();
    for file in assets {
        let text = std::fs::read_to_string(&file).expect("an asset");
        let length = text.lines().count();
        let lower = text.to_lowercase();
        let word = TELLTALES.iter().find(|word| names(&lower, word));
        if word.is_some() || length > LONGEST {
            faults.push(format!("{}: {length} lines, {word:?}", file.display()));
        }
    }
    assert_none(&faults, "short files without words of a language");
}

#[test]
fn every_word_of_the_rule_language_is_documented() {
    let page = std::fs::read_to_string(root().join("rules/README.md")).expect("the page");
    let mut words: Vec<String> = Code::ALL.iter().map(|code| code.word().to_owned()).collect();
    words.extend(RuleKind::ALL.iter().map(|kind| format!("[[{}]]", kind.name())));
    words.extend(SectionKind::ALL.iter().map(|kind| kind.name().to_owned()));
    words.extend(Resolve::ALL.iter().map(|resolve| resolve.name().to_owned()));
    words.extend(Subject::ALL.iter().map(|subject| subject.name().to_owned()));
    words.extend(ValueType::ALL.iter().map(|value| value.name().to_owned()));
    let schema = std::fs::read_to_string(root().join("src/rules/schema.rs")).expect("the schema");
    words.extend(fields(&schema));
    let is_missing = |word: &String| {
        !page.contains(&format!("`{word}`")) && !page.contains(&format!("`[{word}]`"))
    };
    let undocumented: Vec<String> = words.into_iter().filter(is_missing).collect();
    assert_none(&undocumented, "rules/README.md has each of these in backticks");
}

/// The fields that a rule author may write, by the names that they have in files.
fn fields(schema: &str) -> Vec<String> {
    let mut fields = Vec::new();
    let mut renamed = None;
    for line in schema.lines().map(str::trim) {
        if let Some(rest) = line.strip_prefix("#[serde(rename = \"") {
            renamed = rest.split('"').next().map(str::to_owned);
        } else if line.starts_with("pub enum") || line.starts_with("pub struct") {
            renamed = None;
        } else if let Some((name, _)) =
            line.strip_prefix("pub ").and_then(|line| line.split_once(':'))
            && name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_')
        {
            fields.push(renamed.take().unwrap_or_else(|| name.replace('_', "-")));
        }
    }
    // The list of all other entries has no name of its own in files.
    fields.retain(|field| field != "rules");
    assert!(fields.len() > 50, "the fields were not found: {fields:?}");
    fields
}
