//! A bar on standard error while files are read: the only file that names indicatif.
//!
//! In: signs of life from the pipeline. Out: a bar where standard error is a terminal, nothing
//! in a pipe or beside a log for programs.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use verbali::pipeline::Progress;

use super::log::Log;

/// How the bar looks.
const TEMPLATE: &str = "{msg:17} [{bar:30}] {pos}/{len} {eta}";

/// The bar of one run.
#[derive(Debug)]
pub(super) struct Bar {
    bar: ProgressBar,
}

impl Bar {
    /// A bar that shows nothing yet.
    pub(super) fn new(log: Log) -> Self {
        // A hidden target draws nothing; that of standard error draws on terminals alone.
        let target =
            if log.is_text() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        if let Ok(style) = ProgressStyle::with_template(TEMPLATE) {
            bar.set_style(style.progress_chars("=> "));
        }
        Self { bar }
    }

    /// Shows a sign of life.
    pub(super) fn show(&self, progress: Progress) {
        let start = |what: &'static str, length: usize| {
            self.bar.reset();
            self.bar.set_message(what);
            self.bar.set_length(length as u64);
        };
        match progress {
            Progress::Hashing(files) => start("looking at files", files),
            Progress::Reading(documents) => start("reading documents", documents),
            Progress::Step => self.bar.inc(1),
        }
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
