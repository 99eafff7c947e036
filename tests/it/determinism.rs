//! The same files give the same bytes: any number of jobs, any order of inputs, any split in
//! shards. Times are told in `run.json` alone.

use std::path::{Path, PathBuf};

use crate::support::{published, root, run};

const FORMATS: [&str; 4] = ["--format", "parquet,csv,json,xlsx", "--fail-on", "never"];

fn text(path: &Path) -> &str {
    path.to_str().expect("a UTF-8 path")
}

/// The samples, one by one, relative to the root.
fn samples() -> Vec<String> {
    let files = crate::support::files_below(&root().join("samples"));
    let relative = |path: &Path| {
        let below = path.strip_prefix(root()).expect("below the root");
        below.display().to_string()
    };
    let is_minutes =
        |path: &&PathBuf| path.extension().is_some_and(|ending| ending == "txt" || ending == "md");
    files.iter().filter(is_minutes).map(|path| relative(path)).collect()
}

fn assert_same(left: &Path, right: &Path) {
    let (left, right) = (published(left), published(right));
    assert!(left.len() > 20, "{} files are too few", left.len());
    assert_eq!(left.keys().collect::<Vec<_>>(), right.keys().collect::<Vec<_>>());
    for (path, bytes) in &left {
        assert!(bytes == &right[path], "{path} differs");
    }
}

#[test]
fn one_thread_and_four_give_the_same_bytes() {
    let home = tempfile::tempdir().expect("a temporary folder");
    for jobs in ["1", "4"] {
        let out = home.path().join(jobs);
        let arguments = ["run", "samples", "-o", text(&out), "--jobs", jobs];
        run(arguments.into_iter().chain(FORMATS)).success();
    }
    assert_same(&home.path().join("1"), &home.path().join("4"));
}

#[test]
fn any_order_of_inputs_and_any_split_in_shards_give_the_same_bytes() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let place = |name: &str| home.path().join(name);
    let samples = samples();
    let whole = place("whole");
    let inputs = samples.iter().map(String::as_str);
    let arguments = ["run", "-o", text(&whole)];
    run(arguments.into_iter().chain(FORMATS).chain(inputs.clone())).success();

    let shuffled = place("shuffled");
    // Every third first, then the rest backwards: no order that sorting would give.
    let (thirds, rest): (Vec<_>, Vec<_>) =
        inputs.clone().enumerate().partition(|(at, _)| at % 3 == 0);
    let order = thirds.into_iter().chain(rest.into_iter().rev()).map(|(_, path)| path);
    run(["run", "-o", text(&shuffled)].into_iter().chain(FORMATS).chain(order)).success();
    assert_same(&whole, &shuffled);

    let shards = [place("even"), place("odd")];
    for (shard, out) in shards.iter().enumerate() {
        let part = inputs.clone().enumerate().filter(|(at, _)| at % 2 == shard);
        let arguments = ["extract", "-o", text(out), "--fail-on", "never"];
        run(arguments.into_iter().chain(part.map(|(_, path)| path))).success();
    }
    for (name, order) in [("merged", [0, 1]), ("merged-backwards", [1, 0])] {
        let merged = place(name);
        let shards = order.map(|shard: usize| text(&shards[shard]));
        let arguments = ["aggregate", shards[0], shards[1], "-o", text(&merged)];
        run(arguments.into_iter().chain(FORMATS)).success();
        assert_same(&whole, &merged);
    }
}
