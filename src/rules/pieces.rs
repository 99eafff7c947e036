//! The grammar of `{name}` in patterns: where references stand, and where braces are text.
//!
//! In: a pattern as written. Out: its [`Piece`]s, in order. What a name stands for is the
//! business of [`super::pattern`].

/// A part of a pattern as written.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// What the `regex` crate reads.
    Text(String),
    /// `{name}` or `{field:name}`.
    Reference { field: Option<String>, name: String },
}

/// What may stand in braces after `\b` and is no reference.
const BOUNDARIES: [&str; 4] = ["start", "end", "start-half", "end-half"];

/// Parts a pattern into text and references; `{2,3}`, `\p{L}` and `\b{start}` are text.
pub(super) fn split(source: &str) -> Result<Vec<Piece>, String> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut letters = source.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == '\\' {
            text.push(letter);
            if let Some(escaped) = letters.next() {
                text.push(escaped);
                if matches!(escaped, 'p' | 'P' | 'x' | 'u') && letters.peek() == Some(&'{') {
                    for inner in letters.by_ref() {
                        text.push(inner);
                        if inner == '}' {
                            break;
                        }
                    }
                }
            }
            continue;
        }
        if letter != '{' || letters.peek().is_none_or(char::is_ascii_digit) {
            text.push(letter);
            continue;
        }
        let mut reference = String::new();
        loop {
            match letters.next() {
                Some('}') => break,
                Some(inner) => reference.push(inner),
                None => return Err(format!("the brace of {{{reference} is not closed")),
            }
        }
        if text.ends_with("\\b") && BOUNDARIES.contains(&reference.as_str()) {
            text.extend(["{", &reference, "}"]);
            continue;
        }
        if !text.is_empty() {
            pieces.push(Piece::Text(std::mem::take(&mut text)));
        }
        let (field, name) = match reference.split_once(':') {
            Some((field, name)) => (Some(field.to_owned()), name.to_owned()),
            None => (None, reference),
        };
        pieces.push(Piece::Reference { field, name });
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
    Ok(pieces)
}

/// Keeps count of the groups that are open, escapes and classes aside.
pub(super) fn track_groups(text: &str, open: &mut usize) {
    let mut letters = text.chars();
    let mut in_class = false;
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => {
                letters.next();
            }
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => *open += 1,
            ')' if !in_class => *open = open.saturating_sub(1),
            _ => {}
        }
    }
}

/// The expression with its named captures made anonymous, for use within another pattern.
#[must_use]
pub(super) fn without_captures(expression: &str) -> String {
    let mut out = String::with_capacity(expression.len());
    let mut rest = expression;
    while let Some(at) = rest.find("(?<").into_iter().chain(rest.find("(?P<")).min() {
        out.push_str(&rest[..at]);
        match rest[at..].find('>') {
            Some(end) => {
                out.push_str("(?:");
                rest = &rest[at + end + 1..];
            }
            None => break,
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_told_from_quantifiers_classes_and_boundaries() {
        let names = |source: &str| -> Vec<String> {
            let pieces = split(source).expect("closed braces");
            pieces
                .into_iter()
                .filter_map(|piece| match piece {
                    Piece::Reference { name, .. } => Some(name),
                    Piece::Text(_) => None,
                })
                .collect()
        };
        assert!(names(r"\p{L}{2,3}\x{27}\b{start}\{x\}").is_empty());
        assert_eq!(names(r"\b{month} (?<year>{year})"), ["month", "year"]);
        assert!(split("{month").is_err());
    }

    #[test]
    fn groups_are_counted_outside_of_classes_and_escapes() {
        let mut open = 0;
        track_groups(r"(a[(]\(", &mut open);
        assert_eq!(open, 1);
        track_groups("b)", &mut open);
        assert_eq!(open, 0);
    }

    #[test]
    fn captures_lose_their_names() {
        assert_eq!(without_captures(r"(?<day>a)(?P<b>c)(?:d)\(e"), r"(?:a)(?:c)(?:d)\(e");
    }
}
