//! Comma-separated values, as RFC 4180 has them.
//!
//! In: a text and the mark between values. Out: its records, each with the line on which it
//! begins; values without the blanks around them. A value in quotes may hold the mark, line
//! ends, and quotes written twice. (The csv crate would change the features of crates that
//! polars builds on, and so compile all of them twice.)

/// The records of a text with their lines, from 1.
pub(super) fn records(text: &str, mark: char) -> Vec<(u64, Vec<String>)> {
    let mut records = Vec::new();
    let (mut values, mut value): (Vec<String>, String) = (Vec::new(), String::new());
    let (mut line, mut first) = (1, 1);
    let mut is_quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => {
                letters.next();
                value.push('"');
            }
            '"' if is_quoted => is_quoted = false,
            '"' if value.trim().is_empty() => {
                value.clear();
                is_quoted = true;
            }
            '\n' if !is_quoted => {
                values.push(value.trim().to_owned());
                value.clear();
                records.push((first, std::mem::take(&mut values)));
                first = line + 1;
            }
            letter if letter == mark && !is_quoted => {
                values.push(value.trim().to_owned());
                value.clear();
            }
            letter => value.push(letter),
        }
        line += u64::from(letter == '\n');
    }
    if !value.trim().is_empty() || !values.is_empty() {
        values.push(value.trim().to_owned());
        records.push((first, values));
    }
    records
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_hold_marks_line_ends_and_quotes() {
        let read = records("a,b\r\n\"x, \"\"y\"\"\nz\", w \n\nlast", ',');
        let values = |at: usize| read[at].1.iter().map(String::as_str).collect::<Vec<_>>();
        assert_eq!(values(0), ["a", "b"]);
        assert_eq!(values(1), ["x, \"y\"\nz", "w"]);
        assert_eq!((read[2].0, values(2)), (4, vec![""]));
        assert_eq!((read[3].0, values(3)), (5, vec!["last"]));
    }
}
