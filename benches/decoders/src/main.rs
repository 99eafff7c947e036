//! The text that other Rust crates take from PDF files, for `benches/decoders.py`.
//!
//! `decoders CANDIDATE FILE...` reads the files one after another and prints a JSON object a line
//! for each: `file`, `cpu_seconds` (of the whole process, reading the file included), then either
//! `pages` and `text`, or `error` and `panicked`. Each file is read in a thread of its own with a
//! big stack, which a panic ends, and no more. What cannot be caught (a stack that is big and still
//! overflows, no memory, more than `LIMIT`) ends the process before the line of its file is out.
//! Without arguments it prints the names of the candidates.

mod candidates;

use std::io::Write;
use std::process::ExitCode;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;
use std::{env, fs, io, thread};

use cpu_time::ProcessTime;
use serde_json::{Value, json};

use candidates::{CANDIDATES, Read};

const LIMIT: Duration = Duration::from_secs(20);
const STACK: usize = 256 << 20;

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let Some(name) = arguments.next() else {
        for (name, _) in CANDIDATES {
            println!("{name}");
        }
        return ExitCode::SUCCESS;
    };
    let Some((_, read)) = CANDIDATES.iter().find(|(known, _)| *known == name) else {
        eprintln!("{name} is no candidate");
        return ExitCode::FAILURE;
    };
    for file in arguments {
        let Some(line) = measured(*read, &file) else {
            eprintln!("more than {} s for one file", LIMIT.as_secs());
            return ExitCode::FAILURE;
        };
        // At once, so that the lines before it are out when a file ends the process.
        let mut out = io::stdout().lock();
        if writeln!(out, "{line}").and_then(|()| out.flush()).is_err() {
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

/// What `read` makes of the file; nothing when its time is over.
fn measured(read: Read, file: &str) -> Option<Value> {
    let start = ProcessTime::now();
    let (done, doing) = mpsc::channel();
    let path = file.to_owned();
    let reader = thread::Builder::new().stack_size(STACK).spawn(move || {
        let bytes = fs::read(path).map_err(|error| error.to_string());
        let _ = done.send(bytes.and_then(|bytes| read(&bytes)));
    });
    let reader = reader.expect("a thread can be started");
    let told = doing.recv_timeout(LIMIT);
    let cpu_seconds = start.elapsed().as_secs_f64();
    Some(match told {
        Ok(Ok((pages, text))) => {
            json!({"file": file, "cpu_seconds": cpu_seconds, "pages": pages, "text": text})
        }
        Ok(Err(error)) => {
            json!({"file": file, "cpu_seconds": cpu_seconds, "error": error, "panicked": false})
        }
        Err(RecvTimeoutError::Timeout) => return None,
        Err(RecvTimeoutError::Disconnected) => {
            let error = panic_text(reader);
            json!({"file": file, "cpu_seconds": cpu_seconds, "error": error, "panicked": true})
        }
    })
}

fn panic_text(reader: thread::JoinHandle<()>) -> String {
    let Err(payload) = reader.join() else { return "no panic".to_owned() };
    payload
        .downcast::<String>()
        .map(|text| *text)
        .or_else(|payload| payload.downcast::<&str>().map(|text| text.to_string()))
        .unwrap_or_default()
}
