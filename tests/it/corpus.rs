//! Real minutes that are not in the repository: measured where they are at hand.
//!
//! `VERBALI_CORPUS` names a folder that holds `corpus/documents/` and `corpus/gold/`. Without
//! it the test says loudly that nothing was measured.

use std::io::Write as _;
use std::path::Path;

use crate::accuracy::figures;

#[test]
fn real_minutes_are_measured() {
    let stderr = std::io::stderr();
    let Some(folder) = std::env::var_os("VERBALI_CORPUS") else {
        // Written past the test harness, which would swallow it.
        let text = "SKIPPED: VERBALI_CORPUS is not set; no real minutes were measured";
        writeln!(stderr.lock(), "\n{text}\n").expect("standard error");
        return;
    };
    let corpus = Path::new(&folder).join("corpus");
    let (documents, gold) = (corpus.join("documents"), corpus.join("gold"));
    assert!(documents.is_dir(), "{} is no folder", documents.display());
    let (_, table) = figures(&documents, &gold);
    writeln!(stderr.lock(), "\n{table}\n").expect("standard error");
}
