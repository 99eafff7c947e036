//! Remarks to standard error, for people or for programs.
//!
//! In: errors and diagnostics. Out: a line each, text or JSON. Text is cut short where it would
//! flood a terminal; JSON never is.

use std::io::{self, Write as _};

use serde_json::json;
use verbali::diagnostic::Severity;
use verbali::error::Error;

use super::LogFormat;
use super::shortfall::Remark;

/// Remarks shown to a person before the rest is only counted.
const SHOWN: usize = 20;

/// Where remarks go.
#[derive(Clone, Copy, Debug)]
pub(super) struct Log {
    format: LogFormat,
}

impl Log {
    /// A log of that format.
    pub(super) fn new(format: LogFormat) -> Self {
        Self { format }
    }

    /// Whether a person reads it.
    pub(super) fn is_text(self) -> bool {
        self.format == LogFormat::Text
    }

    /// Tells why the run could not be done.
    pub(super) fn fatal(self, error: &Error) {
        let cause = std::error::Error::source(error).map(|cause| format!(": {cause}"));
        let message = format!("{error}{}", cause.unwrap_or_default());
        match self.format {
            // The report of the rules names each of its faults an error itself.
            LogFormat::Text if matches!(error, Error::Rules { .. }) => line(&message),
            LogFormat::Text => line(&format!("error: {message}")),
            LogFormat::Json => {
                line(&json!({ "severity": "fatal", "message": message }).to_string())
            }
        }
    }

    /// Tells something that is no fault.
    pub(super) fn note(self, message: &str) {
        match self.format {
            LogFormat::Text => line(message),
            LogFormat::Json => line(&json!({ "severity": "note", "message": message }).to_string()),
        }
    }

    /// Tells the remarks that are at least as grave as `least`, in their order.
    pub(super) fn remarks(self, remarks: &[Remark], least: Severity) {
        let grave = remarks.iter().filter(|remark| remark.code.severity() >= least);
        if self.format == LogFormat::Json {
            grave.for_each(|remark| line(&object(remark)));
            return;
        }
        let grave: Vec<&Remark> = grave.collect();
        for remark in grave.iter().take(SHOWN) {
            let severity = remark.code.severity().word();
            let (place, code) = (remark.place(), remark.code.word());
            line(&format!("{severity}: {place}: {} [{code}]", remark.message));
            line(&format!("  help: {}", remark.code.hint()));
        }
        if grave.len() > SHOWN {
            let more = grave.len() - SHOWN;
            line(&format!("... and {more} more: the table diagnostics holds them all"));
        }
    }
}

fn object(remark: &Remark) -> String {
    let told = json!({
        "severity": remark.code.severity().word(),
        "code": remark.code.word(),
        "path": remark.path,
        "page": remark.page_line.map(|(page, _)| page),
        "line": remark.page_line.map(|(_, line)| line),
        "message": remark.message,
        "hint": remark.code.hint(),
    });
    told.to_string()
}

fn line(text: &str) {
    // Nobody is left to tell where standard error is closed.
    let _ = writeln!(io::stderr().lock(), "{text}");
}
