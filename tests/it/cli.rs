//! Exit statuses and messages: what a person or a script is told, also when things go wrong.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::support::{rows, run, run_with, said};

const WORDS: &str = "Some words that are no minutes of anything.\n";

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a UTF-8 path")
}

/// Runs over one file of these bytes; gives the exit status, what was said, and the rows of
/// `files`, `documents` and `diagnostics`.
fn one_file(name: &str, bytes: &[u8]) -> (i32, String, [Vec<serde_json::Value>; 3]) {
    let home = folder();
    let (file, out) = (home.path().join(name), home.path().join("out"));
    fs::write(&file, bytes).expect("an input");
    let ran = run(["run", text(&file), "-o", text(&out), "--format", "json"]);
    let status = ran.status();
    let tables = ["files", "documents", "diagnostics"].map(|table| rows(&out, table));
    (status, said(&ran).1, tables)
}

#[test]
fn help_names_every_command_and_succeeds() {
    let (out, err) = said(&run(["--help"]).success());
    for command in ["run", "extract", "aggregate", "explain", "evaluate", "rules", "schema"] {
        assert!(out.contains(&format!("\n  {command} ")), "{command}: {out}");
    }
    assert!(err.is_empty());
    for command in ["run", "extract", "aggregate", "explain", "evaluate"] {
        run([command, "--help"]).success();
        run(["man", command]).success();
    }
    for shell in ["bash", "zsh", "fish"] {
        assert!(said(&run(["completions", shell]).success()).0.contains("aggregate"));
    }
}

#[test]
fn wrong_flags_end_with_2_and_say_what_is_known() {
    let (_, err) = said(&run(["run", "samples", "-o", "x", "--format", "excel"]).code(2));
    assert!(err.contains("excel") && err.contains("parquet"), "{err}");
    let (_, err) = said(&run(["run", "samples", "-o", "x", "--as-of", "12/03/2024"]).code(2));
    assert!(err.contains("YYYY-MM-DD"), "{err}");
    run(["run", "samples"]).code(2);
    run(["nonsense"]).code(2);
}

#[test]
fn a_missing_path_alone_ends_the_run_and_writes_nothing() {
    let home = folder();
    let out = home.path().join("out");
    let (_, err) = said(&run(["run", "no/such.txt", "-o", text(&out)]).code(2));
    assert!(err.contains("no/such.txt: there is no such file"), "{err}");
    assert!(!out.exists());
}

#[test]
fn a_missing_path_among_others_is_a_row_and_a_shortfall() {
    let home = folder();
    let (file, out) = (home.path().join("a.txt"), home.path().join("out"));
    fs::write(&file, WORDS).expect("an input");
    let arguments = ["run", text(&file), "no/such.txt", "-o", text(&out), "--format", "json"];
    let (said_out, err) = said(&run(arguments).code(1));
    assert!(err.contains("error: no/such.txt: there is no such file [file-missing]"), "{err}");
    assert!(err.contains("help: check the path"), "{err}");
    assert!(said_out.contains("1 missing"), "{said_out}");
    let files = rows(&out, "files");
    assert_eq!(files.len(), 2);
    assert!(files.iter().any(|file| file["status"] == "missing"));
    run(arguments.into_iter().chain(["--fail-on", "never"])).success();
    let (_, err) = said(&run(arguments.into_iter().chain(["--log-format", "json"])).code(1));
    let remark: serde_json::Value = serde_json::from_str(err.trim()).expect("a JSON line");
    assert_eq!((&remark["code"], &remark["path"]), (&"file-missing".into(), &"no/such.txt".into()));
}

#[test]
fn an_unreadable_file_is_told_with_the_reason() {
    let home = folder();
    let (good, bad) = (home.path().join("in/good.txt"), home.path().join("in/bad.txt"));
    fs::create_dir(home.path().join("in")).expect("a folder");
    fs::write(&good, WORDS).expect("an input");
    // A link that leads nowhere cannot be opened by anybody, root included.
    std::os::unix::fs::symlink(home.path().join("nowhere"), &bad).expect("a link");
    let out = home.path().join("out");
    let input = home.path().join("in");
    let (_, err) = said(&run(["run", text(&input), "-o", text(&out), "--format", "json"]).code(1));
    assert!(err.contains("bad.txt"), "{err}");
    let files = rows(&out, "files");
    assert_eq!(files[0]["path"], "bad.txt");
    assert_ne!(files[0]["status"], "read");
    assert!(files[0]["reason"].is_string());
    assert_eq!(files[1]["status"], "read");
}

#[test]
fn binary_bytes_called_text_are_a_failed_document() {
    let (status, err, [files, documents, remarks]) =
        one_file("a.txt", b"\x7fELF\0\0\x01\x02\0\0\xff\xfe\0\0\x03");
    assert_eq!(status, 1);
    assert!(err.contains("[document-binary]"), "{err}");
    assert_eq!(files[0]["status"], "read");
    assert_eq!(documents[0]["status"], "failed");
    assert_eq!(remarks[0]["code"], "document-binary");
}

#[test]
fn an_empty_file_is_a_failed_document() {
    for bytes in [&b""[..], b" \n\t\n"] {
        let (status, err, [_, documents, _]) = one_file("a.txt", bytes);
        assert_eq!(status, 1);
        assert!(err.contains("[document-empty]"), "{err}");
        assert_eq!(documents[0]["status"], "failed");
    }
}

#[test]
fn a_damaged_pdf_is_a_failed_document_that_says_so() {
    let (status, err, [_, documents, _]) = one_file("a.pdf", b"%PDF-1.4\nbroken");
    assert_eq!(status, 1);
    assert!(err.contains("[document-undecodable]"), "{err}");
    assert_eq!(
        (&documents[0]["format"], &documents[0]["status"]),
        (&"pdf".into(), &"failed".into())
    );
}

#[test]
fn a_file_over_the_limit_is_told_and_not_held() {
    let (status, err, [files, documents, _]) = one_file("a.txt", &vec![b'a'; (256 << 20) + 1]);
    assert_eq!(status, 1);
    assert!(err.contains("the limit on a file is"), "{err}");
    assert_eq!(files[0]["status"], "unreadable");
    assert!(documents.is_empty());
}

#[test]
fn a_line_over_the_limit_is_told() {
    let (status, err, _) = one_file("a.txt", &vec![b'a'; 10 << 20]);
    assert_eq!(status, 1);
    assert!(err.contains("[limit-reached]"), "{err}");
}

#[test]
fn invalid_utf8_is_read_and_never_panics() {
    let (status, err, [_, documents, _]) =
        one_file("a.txt", b"caff\xe8 alle 9\n\xff\xc3\x28 words\n");
    assert!(status <= 1, "{err}");
    assert_eq!(documents.len(), 1);
    assert_ne!(documents[0]["text_source"], "none");
}

#[test]
fn a_folder_of_other_things_is_refused_and_left_alone() {
    let home = folder();
    fs::write(home.path().join("letter.txt"), "mine").expect("a file");
    let (_, err) = said(&run(["run", "samples", "-o", text(home.path())]).code(2));
    assert!(err.contains("letter.txt") && err.contains("nothing was written"), "{err}");
    assert_eq!(fs::read_dir(home.path()).expect("a folder").count(), 1);
}

#[test]
fn a_broken_rule_file_ends_the_run_with_its_place() {
    let home = folder();
    let file = home.path().join("mine.toml");
    fs::write(&file, "[pack]\nid = \"mine\"\nextends = \"nothing-of-the-kind\"\n").expect("rules");
    let out = home.path().join("out");
    for arguments in [
        vec!["run", "samples", "-o", text(&out), "--rules", text(home.path())],
        vec!["rules", "check", "--rules", text(home.path())],
    ] {
        let (_, err) = said(&run(arguments).code(2));
        assert!(err.contains("mine.toml:3:11"), "{err}");
        assert!(err.contains("nothing-of-the-kind"), "{err}");
    }
    assert!(!out.exists());
    let (_, err) = said(&run(["rules", "list", "--rules", "no/such/folder"]).code(2));
    assert!(err.contains("no/such/folder"), "{err}");
}

#[test]
fn every_fault_of_a_rule_file_is_in_one_report() {
    let home = folder();
    let rules = r#"[pack]
id = "mine"
extends = "italain"

[[deadline]]
id = "deadline/mine"
note = "A misspelt key."
patern = 'entro la fine'
kind = "due"
examples = ["entro la fine"]
counterexamples = ["domani"]

[[vote]]
id = "vote/mine"
note = "A pattern that does not compile."
pattern = '(voti'
examples = ["voti"]
counterexamples = ["nulla"]

[[outcome]]
id = "outcome/mine"
note = "A word and a capture that do not exist."
kind = "aproved"
pattern = 'fatto il {dat:date}'
examples = ["fatto il 3/3/2020"]
counterexamples = ["nulla"]
"#;
    fs::write(home.path().join("mine.toml"), rules).expect("rules");
    let (_, err) = said(&run(["rules", "check", "--rules", text(home.path())]).code(2));
    for place in
        ["mine.toml:3:11", "mine.toml:8:1", "mine.toml:16:11", "mine.toml:23:8", "mine.toml:24:11"]
    {
        assert!(err.contains(place), "{place}: {err}");
    }
    assert!(err.contains("did you mean 'italian'?"), "{err}");
    assert!(err.contains("5 fault(s)"), "{err}");
}

#[test]
fn the_rules_are_without_fault() {
    let (out, _) = said(&run(["rules", "check"]).success());
    assert!(out.contains("no fault"), "{out}");
    run(["rules", "list"]).success();
    run(["rules", "test"]).success();
}

#[test]
fn a_list_of_paths_is_read_from_standard_input() {
    let list = "samples/README.md\nsamples/README.md\n\n";
    let ran = run_with(["run", "-", "--dry-run"], list).success();
    let (out, _) = said(&ran);
    assert!(out.contains("1 of 1 files would be read"), "{out}");
    run_with(["run", "-", "--dry-run"], "").code(2);
}

#[test]
fn nothing_but_results_is_printed_in_a_pipe() {
    let home = folder();
    let out = home.path().join("out");
    let ran = run(["extract", "samples/altro", "-o", text(&out), "--fail-on", "never"]).success();
    let (said_out, err) = said(&ran);
    assert!(err.is_empty(), "{err}");
    assert!(said_out.starts_with("files: "), "{said_out}");
    assert!(!out.join("tables").exists(), "a shard has no tables");
    assert!(!out.join("run.json").exists());
}

#[test]
fn a_second_run_reads_nothing_again_and_publishes_the_same() {
    let home = folder();
    let out = home.path().join("out");
    let arguments = ["run", "samples", "-o", text(&out), "--fail-on", "never"];
    run(arguments).success();
    let first = crate::support::published(&out);
    run(arguments).success();
    assert!(first == crate::support::published(&out));
    let (said_out, _) =
        said(&run(["extract", "samples", "-o", text(&out), "--fail-on", "never"]).success());
    assert!(said_out.contains("read before and not again"), "{said_out}");
}

#[test]
fn an_explanation_needs_a_document_and_a_page_that_exist() {
    run(["explain", "samples/README.md"]).success();
    run(["explain", "samples/README.md:1:3"]).success();
    let (_, err) = said(&run(["explain", "samples/README.md:9"]).code(2));
    assert!(err.contains("there is no page 9"), "{err}");
    let (_, err) = said(&run(["explain", "no/such.txt"]).code(2));
    assert!(err.contains("no/such.txt"), "{err}");
}

#[test]
fn the_schema_is_printed_for_people_and_programs() {
    assert!(said(&run(["schema"]).success()).0.contains("tables/meetings"));
    let (json, _) = said(&run(["schema", "--json"]).success());
    let schema: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert!(schema["tables"].is_array());
}

#[test]
fn what_is_no_dataset_is_neither_aggregated_nor_evaluated() {
    let home = folder();
    let out = home.path().join("out");
    let (_, err) = said(&run(["aggregate", "samples", "-o", text(&out)]).code(2));
    assert!(err.contains("is not a dataset"), "{err}");
    let (_, err) = said(&run(["evaluate", "samples", "--gold", "samples"]).code(2));
    assert!(err.contains("is not a dataset"), "{err}");
}
