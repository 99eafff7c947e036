//! What a user chooses about what is published: policies, language, names, parts, spreadsheet.

use std::fs;
use std::path::Path;

use crate::support::{published, run, said};

fn text(path: &Path) -> &str {
    path.to_str().expect("a UTF-8 path")
}

/// The rows of a statistic, each a JSON object.
fn statistic(dataset: &Path, table: &str) -> Vec<serde_json::Value> {
    let path = dataset.join(format!("stats/{table}.ndjson"));
    let text = fs::read_to_string(&path).expect("a statistic");
    text.lines().map(|line| serde_json::from_str(line).expect("a row")).collect()
}

fn sum(rows: &[serde_json::Value], column: &str) -> i64 {
    rows.iter().map(|row| row[column].as_i64().expect("a count")).sum()
}

#[test]
fn a_policy_changes_the_numbers_and_is_told_beside_them() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let (usual, other) = (home.path().join("usual"), home.path().join("other"));
    let arguments = ["run", "samples", "--fail-on", "never", "--format", "json", "-o"];
    run(arguments.into_iter().chain([text(&usual)])).success();
    let chosen = [text(&other), "--count", "delegate=absent", "--count", "justified=excluded"];
    run(arguments.into_iter().chain(chosen)).success();
    let bodies = |dataset: &Path| statistic(dataset, "attendance_by_body");
    let (usual_rows, other_rows) = (bodies(&usual), bodies(&other));
    assert!(sum(&other_rows, "n") < sum(&usual_rows, "n"), "the justified left the base");
    assert!(sum(&other_rows, "n_present") < sum(&usual_rows, "n_present"), "so did delegates");
    assert_eq!(sum(&other_rows, "on_roll"), sum(&usual_rows, "on_roll"));
    let package = fs::read_to_string(other.join("datapackage.json")).expect("a package");
    let package: serde_json::Value = serde_json::from_str(&package).expect("JSON");
    assert_eq!(package["policies"]["delegate"], "absent");
    assert_eq!(package["policies"]["partial"], "present");
    let page = fs::read_to_string(other.join("report.html")).expect("a report");
    let usual_page = fs::read_to_string(usual.join("report.html")).expect("a report");
    let sentence = "Un seggio è presente solo se c'è il titolare";
    assert!(page.contains(&format!("<li>{sentence}")), "the report tells its policies");
    assert!(!usual_page.contains(&format!("<li>{sentence}")));
}

#[test]
fn a_choice_that_is_none_ends_the_run_and_tells_those_there_are() {
    let (_, err) = said(&run(["run", "samples", "-o", "x", "--count", "delegate=maybe"]).code(2));
    assert!(err.contains("present or absent"), "{err}");
    let (_, err) = said(&run(["run", "samples", "-o", "x", "--count", "delegates"]).code(2));
    assert!(err.contains("POLICY=CHOICE"), "{err}");
    let (_, err) = said(&run(["run", "samples", "-o", "x", "--partition-by", "body"]).code(2));
    assert!(err.contains("ambito, year"), "{err}");
}

#[test]
fn names_and_words_are_left_out_where_that_is_asked_for() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let out = home.path().join("out");
    let arguments = ["run", "samples/seregno", "-o", text(&out), "--format", "csv,json"];
    run(arguments).success();
    let names: Vec<String> = crate::support::rows(&out, "attendance")
        .iter()
        .filter_map(|row| row["name"].as_str().map(str::to_owned))
        .collect();
    assert!(names.len() > 20, "the samples have people");
    let holds = |name: &String| {
        let files = published(&out);
        files.values().any(|bytes| String::from_utf8_lossy(bytes).contains(name.as_str()))
    };
    assert!(holds(&names[0]));
    run(arguments.into_iter().chain(["--pseudonymise"])).success();
    let left: Vec<&String> = names.iter().filter(|name| holds(name)).collect();
    assert!(left.is_empty(), "{left:?}");
    assert!(statistic(&out, "attendance_by_body").iter().any(|row| row["n"].as_i64() > Some(0)));
}

#[test]
fn the_summary_tells_what_matters_and_what_changed() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let out = home.path().join("out");
    let (first, _) = said(&run(["run", "samples/seregno", "-o", text(&out)]).success());
    assert!(first.contains("- At meetings with a full roll"), "{first}");
    assert!(first.contains("report.html") && !first.contains("since the last run"), "{first}");
    let (second, _) = said(&run(["run", "samples/cremasco", "-o", text(&out)]).success());
    assert!(second.contains("since the last run: +"), "{second}");
    let (third, _) = said(&run(["run", "samples/cremasco", "-o", text(&out)]).success());
    assert!(third.contains("no row more or less"), "{third}");
}

#[test]
fn a_spreadsheet_comes_back_as_corrections_and_keeps_those_that_were_there() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let (out, registry) = (home.path().join("out"), home.path().join("registry"));
    let arguments = ["run", "samples/cremasco", "-o", text(&out), "--format", "xlsx"];
    run(arguments).success();
    assert!(out.join("tables/meetings.parquet").is_file(), "a dataset has its tables");
    let book = out.join("verbali.xlsx");
    fs::create_dir(&registry).expect("a folder");
    let corrections = registry.join("corrections.csv");
    let kept = "table,row_id,column,value,note\nmeetings,abc,body,Comitato,\n";
    fs::write(&corrections, kept).expect("a file");
    let import = ["corrections", "import", text(&book), "--registry", text(&registry)];
    let (said_out, _) = said(&run(import).success());
    assert!(said_out.contains("0 taken over") && said_out.contains("1 were there"), "{said_out}");
    assert_eq!(fs::read_to_string(&corrections).expect("a file"), kept);
    fs::write(&corrections, "a,b\n").expect("a file");
    let (_, err) = said(&run(import).code(2));
    assert!(err.contains("first line is not table,row_id"), "{err}");
    let (_, err) = said(&run(["corrections", "import", "samples/README.md"]).code(2));
    assert!(err.contains("no spreadsheet"), "{err}");
}
