//! The words of a content stream (ISO 32000-1, 7.2, 7.3 and 8.9.7).
//!
//! In: the decoded bytes of a stream. Out: operators, each with the operands before it. The
//! data of pictures that stand in the stream are stepped over.
//!
//! ```text
//! content  = { operand | operator }
//! operand  = number | "(" string ")" | "<" hex ">" | "/" name | "[" { operand } "]" | "<<" { operand } ">>"
//! operator = regular characters
//! ```
//!
//! Invariant: every call of [`Tokens::next`] goes on by one byte at least; nothing is refused: what is
//! no word of the language is stepped over.

use std::borrow::Cow;

/// How deep arrays and dictionaries may stand in each other; no operator takes deeper ones.
const DEEPEST: usize = 16;

/// How many operands are kept for one operator of a page; none takes more (`scn` takes 33).
pub(super) const PAGE_OPERANDS: usize = 64;

/// What an operator is given.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Operand<'a> {
    /// A number.
    Number(f32),
    /// A name, without its slash.
    Name(Cow<'a, [u8]>),
    /// A string.
    Text(Cow<'a, [u8]>),
    /// An array.
    Array(Vec<Operand<'a>>),
    /// A dictionary: names and values in turn.
    Dictionary(Vec<Operand<'a>>),
}

impl<'a> Operand<'a> {
    /// Its number, if it is one.
    pub(super) fn number(&self) -> Option<f32> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }
    /// Its name, if it is one.
    pub(super) fn name(&self) -> Option<&[u8]> {
        if let Self::Name(name) = self { Some(name) } else { None }
    }
    /// Its string, if it is one.
    pub(super) fn text(&self) -> Option<&[u8]> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }
    /// The value of a key, if it is a dictionary.
    pub(super) fn value(&self, key: &[u8]) -> Option<&Operand<'a>> {
        let Self::Dictionary(entries) = self else { return None };
        entries.chunks_exact(2).find(|entry| entry[0].name() == Some(key)).map(|entry| &entry[1])
    }
}

/// Reads a content stream.
pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
    most_operands: usize,
}

/// Items of an array or a dictionary; what stands behind them is passed over.
const MOST_ITEMS: usize = 1 << 16;

impl<'a> Tokens<'a> {
    /// At the start of `bytes`, to keep at most so many operands for an operator.
    pub(super) fn new(bytes: &'a [u8], most_operands: usize) -> Self {
        Self { bytes, at: 0, most_operands }
    }

    /// The next operator; `operands` holds those before it. `None` at the end.
    pub(super) fn next(&mut self, operands: &mut Vec<Operand<'a>>) -> Option<&'a [u8]> {
        operands.clear();
        loop {
            self.skip_blanks();
            let first = *self.bytes.get(self.at)?;
            if is_regular(first) && !starts_number(first) {
                let word = self.regular();
                match word {
                    b"true" | b"false" | b"null" => {}
                    b"BI" => self.skip_picture(),
                    _ => return Some(word),
                }
                continue;
            }
            if let Some(operand) = self.operand(DEEPEST)
                && operands.len() < self.most_operands
            {
                operands.push(operand);
            }
        }
    }

    /// The operand that starts here; what is none is stepped over.
    fn operand(&mut self, depth: usize) -> Option<Operand<'a>> {
        let first = *self.bytes.get(self.at)?;
        match first {
            b'/' => {
                self.at += 1;
                Some(Operand::Name(unescaped(self.regular())))
            }
            b'(' => Some(Operand::Text(self.string())),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.at += 2;
                self.sequence(b'>', depth).map(Operand::Dictionary)
            }
            b'<' => Some(Operand::Text(Cow::Owned(self.hex()))),
            b'[' => {
                self.at += 1;
                self.sequence(b']', depth).map(Operand::Array)
            }
            _ if starts_number(first) => Some(Operand::Number(number(self.regular()))),
            _ => {
                self.at += 1;
                None
            }
        }
    }

    /// Operands up to `end`; `None` where they stand too deep, but stepped over all the same.
    fn sequence(&mut self, end: u8, depth: usize) -> Option<Vec<Operand<'a>>> {
        if depth == 0 {
            return None;
        }
        let mut all = Vec::new();
        loop {
            self.skip_blanks();
            let first = *self.bytes.get(self.at)?;
            if first == end {
                self.at += 1;
                if end == b'>' && self.bytes.get(self.at) == Some(&b'>') {
                    self.at += 1;
                }
                return Some(all);
            }
            if is_regular(first) && !starts_number(first) {
                // A keyword; an operator means that the end was lost.
                let start = self.at;
                let word = self.regular();
                if !matches!(word, b"true" | b"false" | b"null") {
                    self.at = start;
                    return Some(all);
                }
                all.push(Operand::Array(Vec::new()));
            } else if let Some(operand) = self.operand(depth - 1)
                && all.len() < MOST_ITEMS
            {
                all.push(operand);
            }
        }
    }

    fn skip_blanks(&mut self) {
        while let Some(byte) = self.bytes.get(self.at) {
            match byte {
                b'%' => {
                    let rest = &self.bytes[self.at..];
                    let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
                    self.at += end.unwrap_or(rest.len());
                }
                _ if is_blank(*byte) => self.at += 1,
                _ => break,
            }
        }
    }

    /// The regular characters from here on.
    fn regular(&mut self) -> &'a [u8] {
        let rest = &self.bytes[self.at..];
        let length = rest.iter().position(|byte| !is_regular(*byte)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    /// A string in brackets.
    fn string(&mut self) -> Cow<'a, [u8]> {
        self.at += 1;
        let start = self.at;
        let mut depth = 0;
        let mut has_escape = false;
        while let Some(byte) = self.bytes.get(self.at) {
            match byte {
                b'\\' => {
                    has_escape = true;
                    self.at += 1;
                }
                b'\r' => has_escape = true,
                b'(' => depth += 1,
                b')' if depth == 0 => break,
                b')' => depth -= 1,
                _ => {}
            }
            self.at += 1;
        }
        let end = self.at.min(self.bytes.len());
        self.at = (end + 1).min(self.bytes.len());
        let written = &self.bytes[start..end];
        if has_escape { Cow::Owned(unquoted(written)) } else { Cow::Borrowed(written) }
    }

    /// A string in hexadecimal digits; an odd last one has a zero after it.
    fn hex(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut digits = Vec::new();
        while let Some(byte) = self.bytes.get(self.at) {
            self.at += 1;
            if *byte == b'>' {
                break;
            }
            digits.extend(hex_digit(*byte));
        }
        digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).unwrap_or(&0)).collect()
    }

    /// Steps over a picture in the stream: its keys up to `ID`, its data up to an `EI` that
    /// stands by itself and is followed by what reads like a content stream.
    fn skip_picture(&mut self) {
        let rest = &self.bytes[self.at..];
        let data = rest
            .windows(3)
            .position(|window| is_blank(window[0]) && &window[1..] == b"ID" || window == b"\nID");
        let Some(data) = data else {
            self.at = self.bytes.len();
            return;
        };
        let mut from = data + 3;
        while let Some(found) = rest[from..].windows(2).position(|window| window == b"EI") {
            let at = from + found;
            let before = at.checked_sub(1).is_none_or(|before| is_blank(rest[before]));
            let after = &rest[at + 2..];
            let is_end = after.first().is_none_or(|byte| is_blank(*byte))
                && after
                    .iter()
                    .take(16)
                    .all(|byte| matches!(byte, b'\t' | b'\n' | b'\r' | 32..=126));
            if before && is_end {
                self.at += at + 2;
                return;
            }
            from = at + 2;
        }
        self.at = self.bytes.len();
    }
}

/// White space, the zero byte included.
pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    let delimits =
        matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%');
    !is_blank(byte) && !delimits
}

fn starts_number(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.')
}

/// The value of a hexadecimal digit.
pub(super) fn hex_digit(byte: u8) -> Option<u8> {
    (byte as char).to_digit(16).map(|digit| digit as u8)
}

/// A number, as far as it reads like one: files hold `--5`, `1.2.3` and `12-3`.
fn number(written: &[u8]) -> f32 {
    let signs = written.iter().take_while(|byte| matches!(byte, b'+' | b'-')).count();
    let is_negative = written[..signs].contains(&b'-');
    let (mut value, mut scale, mut is_fraction) = (0.0_f64, 1.0_f64, false);
    for byte in &written[signs..] {
        match byte {
            b'0'..=b'9' => {
                value = value * 10.0 + f64::from(byte - b'0');
                if is_fraction {
                    scale *= 10.0;
                }
            }
            b'.' if !is_fraction => is_fraction = true,
            _ => break,
        }
    }
    let value = (value / scale) as f32;
    let value = if value.is_finite() { value } else { 0.0 };
    if is_negative { -value } else { value }
}

/// A name whose `#xx` are undone.
fn unescaped(written: &[u8]) -> Cow<'_, [u8]> {
    if !written.contains(&b'#') {
        return Cow::Borrowed(written);
    }
    let mut name = Vec::with_capacity(written.len());
    let mut at = 0;
    while at < written.len() {
        let digit = |offset: usize| written.get(at + offset).and_then(|byte| hex_digit(*byte));
        match (written[at], digit(1), digit(2)) {
            (b'#', Some(high), Some(low)) => {
                name.push(high << 4 | low);
                at += 3;
            }
            (byte, _, _) => {
                name.push(byte);
                at += 1;
            }
        }
    }
    Cow::Owned(name)
}

/// A string whose escapes and line ends are undone.
fn unquoted(written: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(written.len());
    let mut bytes = written.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        if byte == b'\r' {
            bytes.next_if_eq(&b'\n');
            text.push(b'\n');
            continue;
        }
        if byte != b'\\' {
            text.push(byte);
            continue;
        }
        match bytes.next() {
            Some(b'n') => text.push(b'\n'),
            Some(b'r') => text.push(b'\r'),
            Some(b't') => text.push(b'\t'),
            Some(b'b') => text.push(8),
            Some(b'f') => text.push(12),
            Some(b'\r') => drop(bytes.next_if_eq(&b'\n')),
            Some(b'\n') | None => {}
            Some(digit @ b'0'..=b'7') => {
                let mut code = u32::from(digit - b'0');
                for _ in 0..2 {
                    let Some(next) = bytes.next_if(|next| matches!(next, b'0'..=b'7')) else {
                        break;
                    };
                    code = code * 8 + u32::from(next - b'0');
                }
                text.push((code & 0xFF) as u8);
            }
            Some(other) => text.push(other),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(content: &[u8]) -> Vec<(Vec<Operand<'_>>, String)> {
        let mut tokens = Tokens::new(content, PAGE_OPERANDS);
        let mut operands = Vec::new();
        let mut all = Vec::new();
        while let Some(word) = tokens.next(&mut operands) {
            all.push((operands.clone(), String::from_utf8_lossy(word).into_owned()));
        }
        all
    }

    #[test]
    fn operators_come_with_their_operands() {
        let read = read(b"/F1 12 Tf % size\n[(a\\(b\\)\\101) -120.5 <4 14>]TJ T* (x(y)z)'");
        let number = Operand::Number;
        let text = |text: &[u8]| Operand::Text(Cow::Owned(text.to_vec()));
        assert_eq!(read[0].0, [Operand::Name(b"F1".into()), number(12.0)]);
        assert_eq!(read[0].1, "Tf");
        assert_eq!(read[1].0, [Operand::Array(vec![text(b"a(b)A"), number(-120.5), text(b"A@")])]);
        assert_eq!((read[2].0.len(), read[2].1.as_str()), (0, "T*"));
        assert_eq!((read[3].0[0].text(), read[3].1.as_str()), (Some(b"x(y)z".as_slice()), "'"));
    }

    #[test]
    fn pictures_in_the_stream_are_stepped_over() {
        let read = read(b"q BI /W 8 /H 8 ID \x01EI\xFF (EI) \x02 EI Q 1 w");
        let words: Vec<&str> = read.iter().map(|(_, word)| word.as_str()).collect();
        assert_eq!(words, ["q", "Q", "w"]);
    }

    #[test]
    fn what_is_broken_is_stepped_over() {
        for broken in [
            b"(open".as_slice(),
            b"<41",
            b"[1 2 BT",
            b"<< /a",
            b">> ] ) } 1 w",
            b"/",
            b"\\",
            b"BI",
            b"BI ID x",
        ] {
            read(broken);
        }
        assert_eq!(
            read(b"--5 +.5 1.2.3 12-3 . w")[0].0,
            [-5.0, 0.5, 1.2, 12.0, 0.0].map(Operand::Number)
        );
        let deep = [b"[".repeat(500), b"]".repeat(500), b" 7 w".to_vec()].concat();
        assert_eq!(read(&deep).last().unwrap().0.last(), Some(&Operand::Number(7.0)));
        assert_eq!(read(b"[1 2 3 BT ET").len(), 2);
        let mark = read(b"/Span <</ActualText (x) /On true>> BDC");
        assert_eq!(
            mark[0].0[1].value(b"ActualText").and_then(Operand::text),
            Some(b"x".as_slice())
        );
    }
}
