//! A seeded generator of archives whose truth is known: ambiti, bodies, people with variants and
//! homonyms, decisions with and without news of them later.
//!
//! It makes facts, not texts, so that what is joined over documents can be measured alone. All
//! names are made of syllables; the same seed gives the same archive.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use verbali::model::{Facts, add_days, content_hash, iso, parse_iso};

/// An archive and what is true of it.
pub(crate) struct Archive {
    pub(crate) facts: Vec<Facts>,
    /// Row of a roll to the person who is meant.
    pub(crate) person_of: BTreeMap<String, usize>,
    /// Decision and statement that speaks of it, for statements with a stated day.
    pub(crate) stated: Vec<(String, String)>,
    /// The same for statements that name nothing but the subject.
    pub(crate) told: Vec<(String, String)>,
}

/// Numbers that only the seed decides (`SplitMix64`, Steele et al. 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
    fn below(&mut self, count: usize) -> usize {
        (self.next() % count as u64) as usize
    }
    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }
    fn word(&mut self, syllables: usize) -> String {
        let parts = [
            "ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo",
            "bri", "cla", "dro", "fle", "gri", "sta", "tro", "spe", "ber", "can", "den", "fil",
        ];
        (0..syllables).map(|_| parts[self.below(parts.len())]).collect()
    }
}

const GIVEN: [&str; 24] = [
    "Anna", "Marco", "Giulia", "Paolo", "Paola", "Luca", "Sara", "Andrea", "Elena", "Davide",
    "Chiara", "Stefano", "Laura", "Roberto", "Marta", "Claudio", "Silvia", "Fabio", "Irene",
    "Giorgio", "Teresa", "Mario", "Maria", "Franco",
];

/// Words of which an ambito's subjects are made.
const VOCABULARY: usize = 600;

/// A decision that later minutes may speak of.
struct Told {
    decision: String,
    day: String,
    /// Words of its own.
    own: Vec<String>,
}

struct Person {
    number: usize,
    given: String,
    /// A second given name, which is not always written.
    second: Option<&'static str>,
    surname: String,
    /// A second surname, of a marriage, which is not always written.
    married: Option<String>,
    organisation: String,
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A word with two neighbouring letters exchanged.
fn slip(word: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = word.to_lowercase().chars().collect();
    let at = 1 + random.below(letters.len() - 2);
    letters.swap(at, at - 1);
    capital(&letters.into_iter().collect::<String>())
}

/// How a person is written this time.
fn spelling(person: &Person, random: &mut Random, surname_first: bool) -> String {
    let given = match person.second {
        Some(second) if !random.one_in(4) => format!("{} {second}", person.given),
        _ => person.given.clone(),
    };
    let surname = match &person.married {
        Some(married) if random.one_in(3) => format!("{} {married}", person.surname),
        _ => person.surname.clone(),
    };
    match random.below(40) {
        0..=1 => format!("{}. {surname}", &given[..1]),
        2 => format!("{surname} {}.", &given[..1]),
        3 => format!("{given} {}", slip(&person.surname, random)),
        4..=8 => format!("{} {given}", surname.to_uppercase()),
        9 => format!("dott. {given} {surname}"),
        _ if surname_first => format!("{surname} {given}"),
        _ => format!("{given} {surname}"),
    }
}

fn evidence() -> Value {
    json!({ "page": 1, "line": 1, "char_start": 0, "char_end": 1, "quote": "x", "rule": "made/up",
        "confidence": "high" })
}

fn with(mut row: Value) -> Value {
    let fields = row.as_object_mut().expect("an object");
    fields.extend(evidence().as_object().expect("an object").clone());
    row
}

/// An archive of about `minutes` minutes.
pub(crate) fn archive(seed: u64, minutes: usize) -> Archive {
    let mut random = Random(seed);
    let mut made = Archive {
        facts: Vec::new(),
        person_of: BTreeMap::new(),
        stated: Vec::new(),
        told: Vec::new(),
    };
    // Verbs and things that decisions of all ambiti share, as in life.
    let common: Vec<String> = (0..30).map(|_| random.word(3)).collect();
    let per_ambito = 100.min(minutes);
    let mut number = 0;
    for ambito in 0..minutes.div_ceil(per_ambito) {
        let mut people: Vec<Person> = Vec::new();
        let surnames: Vec<String> = (0..36).map(|_| capital(&random.word(3))).collect();
        for seat in 0..40 {
            number += 1;
            let given = GIVEN[random.below(GIVEN.len())].to_owned();
            let surname = surnames[random.below(surnames.len())].clone();
            let surname = match random.below(8) {
                0 => format!("De {surname}"),
                _ => surname,
            };
            let second = random.one_in(8).then(|| GIVEN[random.below(GIVEN.len())]);
            let married = random.one_in(12).then(|| capital(&random.word(4)));
            let organisation =
                format!("Comune di {}", capital(&format!("{}{seat}", random.word(3))));
            people.push(Person { number, given, second, surname, married, organisation });
        }
        // A homonym in another seat of the same body.
        let (given, surname) = (people[0].given.clone(), people[0].surname.clone());
        for homonym in [0, 10] {
            people[homonym].given.clone_from(&given);
            people[homonym].surname.clone_from(&surname);
            people[homonym].second = None;
            people[homonym].married = None;
        }
        meetings(&mut made, &mut random, ambito, &people, per_ambito, &common);
    }
    made
}

fn meetings(
    made: &mut Archive,
    random: &mut Random,
    ambito: usize,
    people: &[Person],
    count: usize,
    common: &[String],
) {
    let ambito_name = format!("Ambito {ambito}");
    // What this ambito speaks of: a word of a decision is one of a few hundred, some of them in
    // many decisions and most in few.
    let vocabulary: Vec<String> = (0..VOCABULARY).map(|_| random.word(3)).collect();
    let topic = |random: &mut Random| {
        let rank = random.below(VOCABULARY).min(random.below(VOCABULARY));
        vocabulary[rank].clone()
    };
    let mut open: Vec<Told> = Vec::new();
    for meeting in 0..count {
        let body = meeting % 2;
        // Now and then both bodies meet on one day.
        let shared = usize::from(body == 1 && meeting % 6 == 1);
        let document = content_hash(format!("{ambito} {meeting}").as_bytes());
        let key =
            |table: &str, row: usize| content_hash(format!("{document} {table} {row}").as_bytes());
        let day =
            iso(add_days(parse_iso("2015-01-07").expect("a day"), (meeting - shared) as i64 * 14)
                .expect("a day"));
        let meeting_id = key("meetings", 0);
        let surname_first = random.one_in(2);
        let mut attendance = Vec::new();
        for (row, person) in people.iter().skip(body * 20).take(20).enumerate() {
            let name = spelling(person, random, surname_first);
            let id = key("attendance", row);
            made.person_of.insert(id.clone(), person.number);
            let organisation =
                (!random.one_in(4) || row == 0 || row == 10).then_some(&person.organisation);
            let status = if random.one_in(5) { "absent" } else { "present" };
            attendance.push(with(json!({ "attendance_id": id, "document_id": document,
                "meeting_id": meeting_id, "seat_id": key("seat", row), "row_number": row + 1,
                "name": name, "name_raw": name, "organisation": organisation,
                "organisation_raw": organisation, "status": status, "mode": "unstated",
                "capacity": "member", "is_chair": false, "is_secretary": false, "basis": "explicit" })));
        }
        let (mut decisions, mut statements) = (Vec::new(), Vec::new());
        for row in 0..=random.below(4) {
            let mut own: Vec<String> = Vec::new();
            while own.len() < 5 {
                let word = topic(random);
                if !own.contains(&word) {
                    own.push(word);
                }
            }
            let shared: Vec<&str> =
                (0..3).map(|_| common[random.below(common.len())].as_str()).collect();
            let text = format!("{} {}", shared.join(" "), own.join(" "));
            let id = key("decisions", row);
            decisions.push(with(json!({ "decision_id": id, "document_id": document,
                "meeting_id": meeting_id, "kind": "decision", "source": "prose", "text": text,
                "is_complete": true })));
            open.push(Told { decision: id, day: day.clone(), own });
        }
        let earlier = open.iter().filter(|told| told.day < day).count();
        for row in 0..6 {
            let id = key("statements", row);
            let mut words: Vec<String> =
                (0..=random.below(3)).map(|_| common[random.below(common.len())].clone()).collect();
            let mut ref_date = None;
            let told = (earlier > 0).then(|| &open[earlier - 1 - random.below(earlier.min(40))]);
            match (row, told) {
                // A day that is stated, with two words of the decision or more.
                (0, Some(told)) => {
                    words.extend(told.own[..2 + random.below(3)].iter().cloned());
                    ref_date = Some(told.day.clone());
                    made.stated.push((told.decision.clone(), id.clone()));
                }
                // The day of a meeting, of which something else is said than its decisions.
                (1, Some(told)) => {
                    words.extend((0..2 + random.below(3)).map(|_| topic(random)));
                    ref_date = Some(told.day.clone());
                }
                // Words alone: all of the decision's, or most.
                (2 | 3, Some(told)) => {
                    words.extend(told.own[..3 + random.below(3)].iter().cloned());
                    made.told.push((told.decision.clone(), id.clone()));
                }
                // News of what nobody has decided.
                _ => words.extend((0..3 + random.below(3)).map(|_| topic(random))),
            }
            let text = words.join(" ");
            statements.push(with(json!({ "statement_id": id, "document_id": document,
                "meeting_id": meeting_id, "kind": if ref_date.is_some() { "reference" } else { "state" },
                "ref_date": ref_date, "state": "done", "polarity": "positive", "text": text })));
        }
        let facts = json!({
            "document": { "document_id": document, "path": format!("{ambito}/{meeting}.txt"),
                "file_name": format!("{meeting}.txt"), "format": "text", "byte_size": 1,
                "page_count": 1, "text_source": "native", "status": "extracted", "meeting_count": 1 },
            "pages": [],
            "meetings": [with(json!({ "meeting_id": meeting_id, "document_id": document,
                "meeting_index": 1, "ambito": ambito_name, "body": format!("Organo {body}"),
                "date": day, "is_excerpt": false, "roll_check": "not_stated",
                "presence_scope": "full" }))],
            "attendance": attendance, "attendance_events": [], "agenda_items": [],
            "decisions": decisions, "decision_owners": [], "deadlines": [],
            "statements": statements, "evidence": [], "diagnostics": [],
        });
        made.facts.push(serde_json::from_value(facts).expect("facts of the model's shape"));
    }
}
