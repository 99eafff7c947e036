//! Joining a made archive: how well, how long, how much memory, from 100 to 100,000 minutes.
//!
//! `CARGO_PROFILE_DEV_OPT_LEVEL=3 cargo test --bench archive` measures all sizes, each in a
//! process of its own, so that each has its own peak; `-- 1000 100000` after it measures those.
//! (`cargo bench --bench archive` does the same, and compiles everything once more for it.)
//! Peaks and processor time are read from `/proc`, where there is one.

#![expect(clippy::print_stdout, reason = "a benchmark is there to print")]

#[path = "../tests/it/generator.rs"]
mod generator;
#[path = "../tests/it/measured.rs"]
mod measured;

use std::process::Command;
use std::time::Instant;

use verbali::pipeline::resolve_all;
use verbali::resolve::registry::Registry;
use verbali::resolve::{Precision, Words};

const SIZES: [usize; 4] = [100, 1_000, 10_000, 100_000];

/// Argument of a process that measures one size.
const ONE: &str = "--one";

/// Minutes that are joined at least, in several archives where one is smaller: a single small
/// one is over before it can be timed.
const FEWEST: usize = 5_000;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let sizes: Vec<usize> = arguments.iter().filter_map(|word| word.parse().ok()).collect();
    if arguments.iter().any(|word| word == ONE) {
        sizes.into_iter().for_each(measure);
        return;
    }
    println!("minutes\tms each\tCPU ms each\tfacts MiB\tpeak MiB\tpeople\tstated\tby subject");
    let program = std::env::current_exe().expect("the program itself");
    for size in if sizes.is_empty() { SIZES.to_vec() } else { sizes } {
        let ran = Command::new(&program).args([ONE, &size.to_string()]).status();
        assert!(ran.expect("a process").success(), "{size} minutes were not measured");
    }
}

fn measure(minutes: usize) {
    let words = Words::new(&verbali::rules::load(&[]).expect("the built-in rules"));
    let join = |made: &mut generator::Archive| {
        let registry = Registry::default();
        resolve_all(&mut made.facts, &words, &registry, Precision::default(), Vec::new())
    };
    let mut made = generator::archive(7, minutes);
    let held = memory();
    let (mut seconds, mut processor, mut count) = (0.0, 0.0, 0);
    let mut timed = |made: &mut generator::Archive| {
        let (begun, used) = (Instant::now(), processor_seconds());
        let outcome = join(made);
        seconds += begun.elapsed().as_secs_f64();
        processor += processor_seconds() - used;
        count += made.facts.len();
        outcome
    };
    let outcome = timed(&mut made);
    let peak = memory();
    let people = measured::people(&made);
    let stated = measured::links(&made, &outcome, &["reference"], &made.stated);
    let told = measured::links(&made, &outcome, &["subject"], &made.told);
    for seed in 8..8 + (FEWEST / minutes.max(1)) as u64 {
        timed(&mut generator::archive(seed, minutes));
    }
    let each = |seconds: f64| seconds * 1000.0 / count as f64;
    let shares = [people, stated, told]
        .map(|found| format!("{:.4} / {:.4}", found.precision, found.recall))
        .join("\t");
    println!("{minutes}\t{:.3}\t{:.3}\t{held}\t{peak}\t{shares}", each(seconds), each(processor));
}

/// The most memory that this process has held, in MiB; 0 where nobody tells.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    number.unwrap_or_default() / 1024
}

/// Seconds that all processors have worked for this process; 0 where nobody tells.
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    // Fields 14 and 15 of proc(5), in ticks of a hundredth of a second on Linux.
    let ticks: f64 =
        after_name.split_whitespace().skip(11).take(2).filter_map(|t| t.parse::<f64>().ok()).sum();
    ticks / 100.0
}
