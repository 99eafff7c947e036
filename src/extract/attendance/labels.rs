//! Labels within rolls: of a section, of a group of people.
//!
//! In: a text that stands where a label may. Out: what it says of those that follow.

use super::layout::Assigned;
use super::seat::{Cited, Setting, Stated};
use super::tokens::{Kind, Piece, Reader};
use crate::extract::apply;
use crate::extract::text::Text;
use crate::model::{AttendanceStatus, OwnerKind};
use crate::rules::{NoSlots, Pack, RuleKind, SectionKind};

/// Longest line that names a group, in words: longer ones are sentences.
const MOST_GROUP_WORDS: usize = 9;

/// What a label in a table says.
pub(super) enum Label {
    /// It opens a part of the roll: with the status of those that follow.
    Section(Option<Stated>),
    /// It names a group.
    Group(Cited),
    /// It names an office, or people by what they are.
    Office(Cited),
}

/// What the label of a roll says, where a text is one.
pub(super) fn section(pack: &Pack, text: &Text) -> Option<Setting> {
    let rules = pack.rules_of(RuleKind::Section).filter(|rule| {
        rule.word.as_deref().and_then(SectionKind::from_name) == Some(SectionKind::Roll)
    });
    let hit = apply::label(rules, text, &NoSlots)?;
    let whole = text.trimmed_of(&[':', '.', ';']);
    Some(Setting::of(&hit, &whole))
}

/// A label that stands in a row of its own.
pub(super) fn in_table(reader: &Reader<'_>, whole: &Text, assigned: &Assigned) -> Option<Label> {
    let filled =
        assigned.cells.iter().filter(|cell| !cell.is_empty()).count() + assigned.free.len();
    if filled != 1 {
        return None;
    }
    if let Some(setting) = section(reader.scene.pack, whole) {
        return Some(Label::Section(setting.status));
    }
    let text = whole.as_str();
    let end = text.trim_end_matches(':').len();
    let cited = Cited::of(whole, 0..end, "roll/group");
    let names = reader.scene.reader(whole);
    let is_whole = names.role(0).is_some_and(|role| role.end == end)
        || names.agent(0).is_some_and(|(agent, kind)| agent.end == end && kind == OwnerKind::Group)
        || reader.scene.pack.lexicon("roll-group").lookup(&text[..end]).is_some();
    if is_whole {
        return Some(Label::Office(cited));
    }
    text.ends_with(':').then_some(Label::Group(cited))
}

/// A label of a roll and who stands behind it, in a row of a single cell.
pub(super) fn across(
    reader: &Reader<'_>,
    whole: &Text,
    assigned: &Assigned,
) -> Option<(Setting, Text)> {
    let filled =
        assigned.cells.iter().filter(|cell| !cell.is_empty()).count() + assigned.free.len();
    let colon = whole.as_str().find(':').filter(|_| filled == 1)?;
    let label = whole.part_of_reading(0..colon);
    let rest = whole.part_of_reading(colon + 1..whole.as_str().len());
    Some((section(reader.scene.pack, &label)?, rest))
}

/// Parts a text at the labels of rolls that stand in it: "A, B; assenti: C". Each part comes
/// with the setting of its label; the first keeps the present one.
pub(super) fn segments(pack: &Pack, text: &Text, setting: &Setting) -> Vec<(Setting, Text)> {
    let reading = text.as_str();
    let mut cuts: Vec<(usize, usize, Setting)> = Vec::new();
    for (colon, _) in reading.match_indices(':') {
        let from = cuts.last().map_or(0, |(_, end, _)| *end);
        // "arrived at 16:10" is no label.
        if reading[colon + 1..].starts_with(|after: char| after.is_ascii_digit()) {
            continue;
        }
        let start =
            reading[from..colon].rfind([';', '.', ',', '(', ')']).map_or(from, |at| from + at + 1);
        let label = text.part_of_reading(start..colon);
        if label.as_str().split_whitespace().count() > 6 {
            continue;
        }
        if let Some(found) = section(pack, &label) {
            cuts.push((start, colon + 1, found));
        }
    }
    let mut parts = Vec::new();
    let first = cuts.first().map_or(reading.len(), |(start, _, _)| *start);
    let head = text.part_of_reading(0..first).trimmed_of(&[';', ',', '.']);
    if !head.is_empty() {
        parts.push((setting.clone(), head));
    }
    for (nth, (_, from, found)) in cuts.iter().enumerate() {
        let end = cuts.get(nth + 1).map_or(reading.len(), |(start, _, _)| *start);
        parts.push((found.clone(), text.part_of_reading(*from..end)));
    }
    parts
}

/// Whether a label names people by what they are: a group, an office, a body, an organisation,
/// or a part with a letter or a number ("Area A"). Any other may say of them anything.
fn names_a_group(reader: &Reader<'_>, label: &Text) -> bool {
    let pack = reader.scene.pack;
    let names = reader.scene.reader(label);
    let known = [
        "group",
        "roll-group",
        "role",
        "body",
        "organisation",
        "organisation-plural",
        "seat-plural",
    ];
    let words = label.as_str().split([' ', '(', ')', '/', '\'']).filter(|word| !word.is_empty());
    let is_known = |word: &str| known.iter().any(|name| pack.lexicon(name).lookup(word).is_some());
    let is_part = |word: &str| {
        word.chars().count() == 1 || word.chars().all(|letter| letter.is_ascii_digit())
    };
    let is_acronym = |word: &str| word.chars().count() <= 6 && word.chars().all(char::is_uppercase);
    let starts = label.as_str().char_indices().map(|(at, _)| at);
    is_known(label.as_str())
        || words.clone().any(|word| is_known(word) || is_part(word) || is_acronym(word))
        || starts.into_iter().any(|at| names.organisation(at).is_some())
}

/// Parts "Docenti: A, B" into what the group is and who is in it, as a setting of its own.
pub(super) fn group(
    reader: &Reader<'_>,
    text: &Text,
    setting: &Setting,
) -> Option<(Setting, Text)> {
    let reading = text.as_str();
    let at = reading.find(':')?;
    let label = text.part_of_reading(0..at);
    // "ASL, Department of Health: ..." is one organisation, "Rossi, Comune di Alba: ..." is none.
    let is_listed = reading[..at].contains(',')
        && (reader.scene.reader(&label).organisation(0).is_none()
            || reader.pieces(&label).iter().any(Piece::is_full_name));
    if reading[..at].chars().count() > 90 || reading[..at].contains(';') || is_listed {
        return None;
    }
    let rest = text.part_of_reading(at + 1..reading.len());
    if label.is_empty() {
        return None;
    }
    let mut inner = setting.clone();
    if let Some(found) = section(reader.scene.pack, &label) {
        inner = found;
        return Some((inner, rest));
    }
    let says_more =
        reader.scene.pack.lexicon("label-verb").lookup(first_word(label.as_str())).is_some();
    // Guests and speakers named below "Absent: A, B" are not absent for that.
    let is_other = setting.is_closed
        && setting.status.as_ref().is_some_and(|stated| stated.status != AttendanceStatus::Present);
    if says_more || is_other || !names_a_group(reader, &label) {
        // It says something of those that follow, and not what the label above says.
        inner.status = None;
        inner.capacity = None;
        return Some((inner, rest));
    }
    // "per la Cooperativa X:": what leads is no part of its name.
    let lead = reader
        .pieces(&label)
        .iter()
        .take_while(|piece| matches!(piece.kind, Kind::Lead) || piece.is_filler)
        .last()
        .map_or(0, |piece| piece.range.end);
    let label = label.part_of_reading(lead..label.as_str().len());
    if label.is_empty() {
        return None;
    }
    let names = reader.scene.reader(&label);
    let is_person = names
        .person(0)
        .is_some_and(|person| person.word_count >= 2 && person.range.end == label.as_str().len())
        && names.organisation(0).is_none()
        && names.role(0).is_none();
    if is_person {
        return None;
    }
    let bracket = label.as_str().find('(').and_then(|open| {
        let close = label.as_str()[open..].find(')')? + open;
        Some(open + 1..close)
    });
    let range = bracket.unwrap_or(0..label.as_str().len());
    let cited = Cited::of(&label, range, &setting.rule);
    let kind = names.agent(0).map(|(_, kind)| kind);
    let is_role = names.role(0).is_some() && names.organisation(0).is_none()
        || kind == Some(OwnerKind::Group);
    if is_role {
        inner.role = Some(cited);
    } else {
        inner.organisation = Some(cited);
    }
    Some((inner, rest))
}

/// Whether somebody is named in full in a text, as people are and places are not.
pub(super) fn holds_full_name(reader: &Reader<'_>, text: &Text) -> bool {
    let lexicon = reader.scene.pack.lexicon("given-name");
    reader.pieces(text).iter().any(|piece| match &piece.kind {
        Kind::Person(name) => {
            name.honorific.is_some()
                || name.word_count >= 2
                    && name.name.split(' ').any(|it| lexicon.lookup(it).is_some())
        }
        _ => false,
    })
}

/// Whether a short line is what a group of people is called, and nobody's name: "Giunta",
/// "Struttura tecnica".
pub(super) fn is_group_name(reader: &Reader<'_>, text: &Text) -> bool {
    let words = text.as_str().split_whitespace().count();
    (1..=4).contains(&words)
        && !text.as_str().contains([',', ':', '(', '.'])
        && !reader.pieces(text).iter().any(Piece::is_full_name)
        && names_a_group(reader, text)
}

/// Whether a heading is a word and the letter or the number of a part: "STAIR A", "Area 2".
pub(super) fn names_a_part(text: &Text) -> bool {
    let words: Vec<&str> = text.as_str().trim_end_matches(':').split(' ').collect();
    let is_count = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit()) && word.len() <= 2;
    let is_letter = |word: &str| word.len() == 1 && word.bytes().all(|it| it.is_ascii_uppercase());
    matches!(words.as_slice(), [name, part] if name.len() > 2 && (is_count(part) || is_letter(part)))
}

/// What stands behind the words "for the" that a line begins with.
pub(super) fn behind_lead(reader: &Reader<'_>, text: &Text) -> Option<Text> {
    let pieces = reader.pieces(text);
    let first = pieces.first().filter(|first| is_lead(reader, text, first))?;
    let start =
        pieces.iter().find(|piece| !piece.is_filler && piece.range.start > first.range.start)?;
    Some(text.part_of_reading(start.range.start..text.as_str().len()))
}

fn is_lead(reader: &Reader<'_>, text: &Text, first: &Piece) -> bool {
    let words = &text.as_str()[first.range.clone()];
    matches!(first.kind, Kind::Lead)
        || reader.scene.pack.lexicon("seat-for").lookup(words).is_some()
}

/// A line of a roll that only tells for whom those below it came: "Per il Comune di Alba".
pub(super) fn group_line(reader: &Reader<'_>, text: &Text) -> Option<Cited> {
    let line = text.trimmed_of(&[':']);
    let pieces = reader.pieces(&line);
    let first = pieces.first()?;
    let is_led = is_lead(reader, &line, first);
    let rest = &pieces[1..];
    let is_plain = |piece: &Piece| match &piece.kind {
        Kind::Person(name) => name.honorific.is_none(),
        Kind::Organisation | Kind::Listed(_) | Kind::Word | Kind::Role => true,
        _ => piece.is_filler,
    };
    let names = |pair: &[Piece]| {
        matches!(pair[0].kind, Kind::Organisation | Kind::Role)
            && matches!(pair[1].kind, Kind::Person(_))
    };
    let is_short = line.as_str().split_whitespace().count() <= MOST_GROUP_WORDS;
    let is_group = is_led && is_short && rest.iter().all(is_plain) && !rest.windows(2).any(names);
    let start = rest.iter().find(|piece| !piece.is_filler)?.range.start;
    let range = start..line.as_str().len();
    is_group.then(|| Cited::of(&line, range, "roll/group"))
}

fn first_word(text: &str) -> &str {
    text.split_whitespace().next().unwrap_or_default().trim_matches(['.', ','])
}
