//! Gold against tables: no field falls below the floor kept for it in `tests/floors.toml`.
//!
//! A floor is raised when the program has become better, and is never lowered to let a change
//! pass.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::support::{root, run, said};

/// F1 by field of a run over `inputs`, judged against `gold`.
pub(crate) fn figures(inputs: &Path, gold: &Path) -> (BTreeMap<String, f64>, String) {
    let home = tempfile::tempdir().expect("a temporary folder");
    let out = home.path().join("out");
    let place = |path: &Path| path.to_str().expect("a UTF-8 path").to_owned();
    run(["run", &place(inputs), "-o", &place(&out), "--fail-on", "never"]).success();
    let evaluate = ["evaluate", &place(&out), "--gold", &place(gold)].map(str::to_owned);
    let (table, _) = said(&run(&evaluate).success());
    let (json, _) = said(&run(evaluate.iter().map(String::as_str).chain(["--json"])).success());
    let evaluation: Value = serde_json::from_str(&json).expect("JSON");
    let fields = evaluation["fields"].as_array().expect("fields").iter();
    let figure = |field: &Value| Some((field["field"].as_str()?.to_owned(), field["f1"].as_f64()?));
    (fields.filter_map(figure).collect(), table)
}

/// Folder of minutes with gold beside them to field to floor.
type Floors = BTreeMap<String, BTreeMap<String, f64>>;

#[test]
fn no_field_falls_below_its_floor() {
    let text = std::fs::read_to_string(root().join("tests/floors.toml")).expect("the floors");
    let floors: Floors = toml::from_str(&text).expect("[folder] field = floor");
    assert!(!floors.is_empty(), "there is no floor");
    let mut low = Vec::new();
    for (folder, floors) in &floors {
        let minutes = root().join(folder);
        let (found, table) = figures(&minutes, &minutes);
        for (field, floor) in floors {
            match found.get(field) {
                Some(f1) if f1 >= floor => {}
                f1 => low.push(format!("{folder}: {field}: {f1:?}, floor {floor}\n\n{table}")),
            }
        }
    }
    assert!(low.is_empty(), "{}", low.join("\n"));
}
