//! What holds of every text, tried on texts made at random from the pieces that minutes hold.

use proptest::prelude::*;

use super::normalize::parts;
use super::{Checked, Limits, Mapped, join_lines, read_text};
use crate::model::Span;

/// Pieces that matter to reading, and any character besides.
fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "\n",
        "\n\n",
        "\x0C",
        "\t",
        " ",
        "  ",
        "     ",
        "|",
        "| ",
        "---",
        "===",
        "**",
        "*",
        "_",
        "__",
        "`",
        "\\",
        "[",
        "](",
        ")",
        "!",
        "# ",
        "> ",
        "- ",
        "1. ",
        "E'",
        "E’",
        "&egrave;",
        "&amp;",
        "&#8217;",
        "<li>",
        "<br/>",
        "<b>",
        "</b>",
        "<p>",
        "<u",
        "<!--",
        "-->",
        "<tr>",
        "<td>",
        "</td>",
        "</tr>",
        "<table>",
        "<h2>",
        "</h2>",
        "<",
        ">",
        "≥",
        "e\u{301}",
        "\u{300}",
        "\u{AD}",
        "\u{A0}",
        "\u{200B}",
        "\u{FB03}",
        "\u{1C}",
        "’",
        "-",
        "\u{2010}",
        "V E R B A L E",
        "   ",
        "Pag. 3",
        "Anna Bassi",
        "testo",
        "fine.\n",
        "Comune di Pieve\n",
    ]);
    let piece =
        prop_oneof![6 => pieces.prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(piece, 1..60).prop_map(|pieces| pieces.concat())
}

fn read(text: &str, name: &str) -> Option<Checked> {
    read_text(text.as_bytes(), name, &Limits::default()).ok()
}

/// Whether a letter stands in the document as it is read, or is one of the replacements that
/// [`super::normalize`] documents.
fn is_faithful(letter: char, written: &str) -> bool {
    let is_spelled =
        |ligature: char| ('\u{FB00}'..='\u{FB06}').contains(&ligature) || ligature.is_control();
    written.contains(letter)
        || (letter == ' ' && (written.starts_with('<') || written.chars().any(char::is_whitespace)))
        || (letter == '-'
            && (written.starts_with(['<', '#']) || written.contains(['\u{2010}', '\u{2011}'])))
        || (letter == '\'' && !written.ends_with(char::is_alphanumeric))
        || (letter == 'È' && written.starts_with('E'))
        || (written.starts_with('&') && written.ends_with(';'))
        || written.contains(is_spelled)
        || parts(letter)
            .iter()
            .all(|part| written.chars().flat_map(parts).any(|other| other == *part))
}

fn check_mapped(text: &str, mapped: &Mapped, within: Span) -> Result<(), TestCaseError> {
    let mut last = within.start;
    for (letter, span) in mapped.letters() {
        prop_assert!(within.contains(span), "{span:?} lies outside of {within:?}");
        prop_assert!(span.start >= last, "{span:?} goes back");
        last = span.start;
        let written = &text[span.start..span.end];
        prop_assert!(is_faithful(letter, written), "{letter:?} is read for {written:?}");
    }
    let shown = mapped.as_str();
    prop_assert_eq!(shown.trim_matches(' '), shown);
    let is_folded = !shown.contains("  ") && !shown.contains(['\n', '\t', '\u{A0}']);
    prop_assert!(is_folded, "white space is left in {shown:?}");
    let whole = mapped.whole();
    prop_assert!(text.is_char_boundary(whole.start) && text.is_char_boundary(whole.end));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) })]

    #[test]
    fn every_letter_leads_back_to_the_text(text in texts(), name in prop::sample::select(vec!["a.txt", "a.md", "a.html"])) {
        let Some(Checked { document, diagnostics }) = read(&text, name) else { return Ok(()) };
        let text = &document.text;
        let mut end = 0;
        for (index, page) in document.pages.iter().enumerate() {
            prop_assert_eq!(page.number as usize, index + 1);
            prop_assert_eq!(page.span.start, end);
            end = page.span.end;
        }
        prop_assert_eq!(end, text.len());
        let mut last = 0;
        for line in &document.lines {
            let page = document.pages[line.page as usize - 1];
            prop_assert!(page.span.contains(line.span));
            prop_assert!(line.span.start >= last, "lines overlap");
            last = line.span.end;
            let has_cells = line.kind == super::LineKind::Text || line.kind == super::LineKind::Furniture;
            prop_assert_eq!(has_cells, !line.cells.is_empty());
            let mut cell_end = line.span.start;
            for cell in &line.cells {
                check_mapped(text, &cell.text, Span::new(cell_end, line.span.end))?;
                cell_end = cell_end.max(cell.text.whole().end);
                prop_assert!(cell.left <= cell.right);
            }
        }
        for remark in &diagnostics {
            let span = remark.span.unwrap_or_default();
            prop_assert!(text.get(span.start..span.end).is_some_and(|lost| !lost.is_empty()));
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(checked) = read_text(&bytes, "a.txt", &Limits::default()) {
            prop_assert!(!checked.document.text.trim().is_empty());
        }
    }

    #[test]
    fn plain_words_are_read_as_they_stand(words in prop::collection::vec("[a-zàèéìòù]{2,9}", 1..12)) {
        let text = words.join(" ");
        let checked = read(&text, "a.txt").expect("words are visible");
        let line = checked.document.lines[0].joined();
        prop_assert_eq!(line.as_str(), text.as_str());
        prop_assert_eq!(line.whole(), Span::new(0, text.len()));
    }

    #[test]
    fn joined_lines_keep_their_letters(text in texts()) {
        let Some(Checked { document, .. }) = read(&text, "a.txt") else { return Ok(()) };
        let lines: Vec<Mapped> = document.lines.iter().map(super::Line::joined).collect();
        let whole = join_lines(&lines.iter().collect::<Vec<_>>());
        let letters = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
        let parts: String = lines.iter().map(Mapped::as_str).collect();
        prop_assert_eq!(letters(whole.as_str()), letters(&parts));
        let mut last = 0;
        for (_, span) in whole.letters() {
            prop_assert!(span.start >= last);
            last = span.start;
        }
    }
}
