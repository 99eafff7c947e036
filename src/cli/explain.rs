//! `verbali explain`: what the rules made of a document, a page or a line.

use std::fmt::Write as _;
use std::path::Path;

use verbali::document::{self, Refusal, source};
use verbali::error::{Error, Result};
use verbali::extract::{Extractor, Input};
use verbali::model::content_hash;

use super::args::ExplainArguments;
use super::{Status, output, rules};

/// Prints the explanation.
pub(super) fn run(arguments: &ExplainArguments) -> Result<Status> {
    let rules = rules::load(&arguments.rules)?;
    let place = Place::parse(&arguments.place, |path| Path::new(path).exists());
    let limits = arguments.limits.limits();
    let refused = |refusal: &Refusal| {
        let (reason, hint) = (&refusal.reason, refusal.code.hint());
        Error::Usage { problem: format!("{}: {reason}; {hint}", place.path) }
    };
    let bytes = source::read(Path::new(place.path), limits.file_bytes);
    let bytes = bytes.map_err(|refusal| refused(&refusal))?;
    let file_name = place.path.rsplit('/').next().unwrap_or(place.path);
    let read = document::read(&bytes, file_name, &limits);
    let document = read.map_err(|no| refused(&no.refusal))?.document;
    let last = document.pages.last().map_or(0, |page| page.number);
    if let Some(page) = place.page.filter(|page| *page == 0 || *page > last) {
        let problem = format!("{}: there is no page {page}; it has {last}", place.path);
        return Err(Error::Usage { problem });
    }
    if let Some(folder) = &arguments.dump_layout {
        let pictures = document::layout_pictures(&bytes, &limits).map_err(|no| refused(&no))?;
        let wanted = |page: &u32| place.page.is_none_or(|wanted| wanted == *page);
        let pages = (1..).zip(&pictures).filter(|(page, _)| wanted(page));
        for (page, picture) in pages {
            output::write_file(&folder.join(format!("page-{page:03}.svg")), picture)?;
        }
    }
    let document_id = content_hash(&bytes);
    let input = Input {
        document_id: &document_id,
        path: place.path,
        file_name,
        byte_size: bytes.len() as u64,
    };
    let extractor = Extractor::new(&rules);
    let pages = place.page.map_or(1..=last, |page| page..=page);
    let mut text = String::new();
    for page in pages {
        // Writing to a string cannot fail.
        let _ = write!(text, "{}", extractor.explain(&input, &document, page, place.line));
    }
    output::print(&text)?;
    Ok(Status::Done)
}

/// A place as the user writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place<'a> {
    path: &'a str,
    page: Option<u32>,
    line: Option<u32>,
}

impl<'a> Place<'a> {
    /// `FILE`, `FILE:PAGE` or `FILE:PAGE:LINE`; a file that exists is never cut.
    fn parse(text: &'a str, exists: impl Fn(&str) -> bool) -> Self {
        let cut = |text: &'a str| {
            let (before, number) = text.rsplit_once(':')?;
            Some((before, number.parse::<u32>().ok()?))
        };
        let whole = Self { path: text, page: None, line: None };
        if exists(text) {
            return whole;
        }
        let Some((before, last)) = cut(text) else { return whole };
        match cut(before) {
            Some((path, page)) if !exists(before) => {
                Self { path, page: Some(page), line: Some(last) }
            }
            _ => Self { path: before, page: Some(last), line: None },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_and_line_are_cut_from_the_end() {
        let place = |path, page, line| Place { path, page, line };
        let never = |_: &str| false;
        assert_eq!(Place::parse("a.txt", never), place("a.txt", None, None));
        assert_eq!(Place::parse("a.txt:2", never), place("a.txt", Some(2), None));
        assert_eq!(Place::parse("a.txt:2:14", never), place("a.txt", Some(2), Some(14)));
        assert_eq!(Place::parse("c:\\a.txt:3", never), place("c:\\a.txt", Some(3), None));
        assert_eq!(Place::parse("a:1:2", |path| path == "a:1:2"), place("a:1:2", None, None));
        assert_eq!(Place::parse("a:1:2", |path| path == "a:1"), place("a:1", Some(2), None));
    }
}
