//! Names of people: capital words, particles, honorifics, initials, nicks.
//!
//! In: a place in a text. Out: where the name ends, its words and its honorifics.

use std::ops::Range;

use super::NameReader;
use crate::rules::fold_key;

/// A person's name that was read: its words, its honorific, in reading bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::extract) struct PersonName {
    /// From the first honorific or word to the last word.
    pub range: Range<usize>,
    /// The words of the name without honorifics, joined by blanks.
    pub name: String,
    /// Honorifics, joined by blanks.
    pub honorific: Option<String>,
    /// Number of words, particles aside.
    pub word_count: usize,
}

impl NameReader<'_> {
    /// The length in bytes of the capitalised word at byte `at` of the reading text.
    pub(super) fn word_at(&self, at: usize) -> Option<usize> {
        let rest = &self.text.as_str()[at..];
        let mut letters = rest.char_indices().peekable();
        let (_, first) = letters.next()?;
        if !first.is_uppercase() {
            return None;
        }
        let mut end = first.len_utf8();
        while let Some((offset, letter)) = letters.next() {
            let follows = letters.peek().map(|(_, next)| *next);
            let joins =
                letter == '\'' || (letter == '-' && follows.is_some_and(char::is_alphabetic));
            // A letter that a page does not tell is a letter: without it, it is another name.
            let is_letter = letter.is_alphabetic() || letter == char::REPLACEMENT_CHARACTER;
            if is_letter || joins {
                end = offset + letter.len_utf8();
            } else {
                // "G." is an initial; a longer word with a dot ends its sentence.
                if letter == '.'
                    && rest[..end].chars().count() == 1
                    && follows.is_none_or(|next| " ,;)|".contains(next) || next.is_uppercase())
                {
                    end = offset + 1;
                }
                break;
            }
        }
        Some(end)
    }

    /// Whether a capitalised word cannot be part of a person's name.
    pub(super) fn is_no_name(&self, word: &str) -> bool {
        let folded = fold_key(word);
        if self.known.name_words.contains(&folded) {
            return false;
        }
        let lexicons = [
            "not-a-name",
            "month",
            "weekday",
            "role",
            "organisation",
            "group",
            "body",
            "adverb",
            "article",
            "conjunction",
            "number-word",
            "status-word",
            "subordinator",
        ];
        if lexicons.iter().any(|name| self.pack.lexicon(name).lookup_folded(&folded).is_some()) {
            return true;
        }
        // "DI TRASMETTERE" in capitals is a verb, and no name.
        if word.chars().count() > 4
            && !self.pack.vocabulary.verbs.families_of_form(&folded, "infinitive").is_empty()
        {
            return true;
        }
        if self.known.acronyms.contains_key(&folded)
            && word.chars().all(|letter| letter.is_uppercase() || !letter.is_alphabetic())
        {
            return true;
        }
        // "L'Assessore", "dell'Ufficio": an article glued to a word that is no name.
        folded.split_once('\'').is_some_and(|(article, rest)| {
            let article = format!("{article}'");
            !rest.is_empty()
                && self.pack.lexicon("article").lookup_folded(&article).is_some()
                && self.pack.lexicon("particle").lookup_folded(&article).is_none()
        })
    }

    /// The person whose name begins at byte `at` of the reading text.
    #[must_use]
    pub(in crate::extract) fn person(&self, at: usize) -> Option<PersonName> {
        let text = self.text.as_str();
        let rest = &text[at..];
        if let Some(nick) = rest.strip_prefix('@') {
            let length = nick
                .bytes()
                .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
                .count();
            // "@Name Surname" is a name with a mark before it.
            let follows = nick[length..].strip_prefix(' ').and_then(|next| next.chars().next());
            if follows.is_some_and(char::is_uppercase)
                && let Some(named) = self.person(at + 1).filter(|named| named.word_count > 1)
            {
                return Some(PersonName { range: at..named.range.end, ..named });
            }
            return (length > 0).then(|| PersonName {
                range: at..at + 1 + length,
                name: rest[..=length].to_owned(),
                honorific: None,
                word_count: 2,
            });
        }
        let mut position = at;
        let mut name = String::new();
        let mut honorifics: Vec<String> = Vec::new();
        let mut words = 0;
        let mut end = at;
        loop {
            if let Some(after) = self.skip(&self.words.honorifics, position) {
                // An honorific must be written as one: "Dott.", not the surname "Conte".
                let written = text[position..after].trim();
                if after > position
                    && !written.is_empty()
                    && (written.ends_with('.') || words == 0 || written.contains('.'))
                {
                    // "Stazione di Cogne isp. Ennio Neri": the place before it is no surname.
                    let before = text[..at].split_whitespace().next_back().unwrap_or_default();
                    if words > 0 && self.pack.lexicon("particle").lookup(before).is_some() {
                        return None;
                    }
                    // "alla Mobilità ing. Guido Prato": before a title and a whole name stands no
                    // surname, unless two given names follow it.
                    if words == 1 && self.is_whole_name(after) {
                        return None;
                    }
                    honorifics.push(written.to_owned());
                    position = after;
                    continue;
                }
            }
            if let Some(length) = self.word_at(position) {
                let word = &text[position..position + length];
                let follows = text[position + length..].chars().next();
                // "Nello" at the end of a name is a given name, "Nella sala" is none.
                let closes = words > 0
                    && length > 3
                    && follows != Some(' ')
                    && self.pack.lexicon("article").lookup(word).is_some();
                // "Domenica Scuderi": a day of the week that is a given name, before a surname.
                let leads = words == 0
                    && follows == Some(' ')
                    && self.word_at(position + length + 1).is_some()
                    && self.pack.lexicon("given-name").lookup(word).is_some()
                    && self.pack.lexicon("weekday").lookup(word).is_some();
                // "Noemi Quaranta": a number that follows a name is a surname.
                let counts = words == 1 && self.pack.lexicon("number-word").lookup(word).is_some();
                let is_name = closes
                    || counts
                    || leads
                    || word.ends_with('.')
                    || self.begins_surname(position)
                    || !self.is_no_name(word);
                if !is_name || words >= 6 {
                    break;
                }
                if !name.is_empty() {
                    name.push(' ');
                }
                name.push_str(word);
                words += 1;
                end = position + length;
            } else if let Some(after) =
                self.skip(&self.words.particles, position).filter(|_| words > 0)
            {
                let follows = self.word_at(after).map(|length| &text[after..after + length]);
                let Some(word) = follows.filter(|word| !self.is_no_name(word)) else { break };
                if self.is_full(&name) && self.is_articled(&text[position..after]) {
                    break;
                }
                name.push(' ');
                name.push_str(&text[position..after]);
                name.push_str(word);
                words += 1;
                end = after + word.len();
            } else {
                break;
            }
            let next = &text[end..];
            if !next.starts_with(' ') {
                break;
            }
            position = end + 1;
        }
        // Initials alone are no name.
        if !name
            .split(' ')
            .any(|word| word.chars().filter(|letter| letter.is_alphabetic()).count() > 1)
        {
            return None;
        }
        let honorific = (!honorifics.is_empty()).then(|| honorifics.join(" "));
        Some(PersonName { range: at..end, name, honorific, word_count: words })
    }

    /// Whether a given name and a word that is none begin at byte `at`.
    fn is_whole_name(&self, at: usize) -> bool {
        let text = self.text.as_str();
        let is_given = |word: &str| self.pack.lexicon("given-name").lookup(word).is_some();
        let Some(first) = self.word_at(at) else { return false };
        let second = text[at + first..].strip_prefix(' ').map(|_| at + first + 1);
        let second = second.and_then(|next| Some(&text[next..next + self.word_at(next)?]));
        is_given(&text[at..at + first])
            && second.is_some_and(|word| !is_given(word) && !self.is_no_name(word))
    }

    /// Whether two words are a name in full, and not two given names that a surname follows.
    fn is_full(&self, name: &str) -> bool {
        let is_given = |word: &&str| self.pack.lexicon("given-name").lookup(word).is_some();
        let words: Vec<&str> = name.split(' ').collect();
        let begins_surname = |word: &str| self.pack.lexicon("particle").lookup(word).is_some();
        words.len() == 2 && !begins_surname(words[0]) && !words.iter().all(is_given)
    }

    /// Whether a particle is small and has an article in it.
    fn is_articled(&self, particle: &str) -> bool {
        let particle = particle.trim();
        particle.starts_with(char::is_lowercase)
            && self.pack.lexicon("articled-particle").lookup(particle).is_some()
    }

    /// Whether the capital word at byte `at` is a particle before a capital word of a name:
    /// "Lo Turco", "DEL BENE", and not "La Sindaca".
    pub(super) fn begins_surname(&self, at: usize) -> bool {
        let text = self.text.as_str();
        let Some(after) = self.skip(&self.words.particles, at) else { return false };
        let next = self.word_at(after).map(|length| &text[after..after + length]);
        next.is_some_and(|word| !self.is_no_name(word))
    }
}
