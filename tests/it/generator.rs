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

struct Person {
    number: usize,
    given: String,
    surname: String,
    organisation: String,
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// How a person is written this time.
fn spelling(person: &Person, random: &mut Random, surname_first: bool) -> String {
    let Person { given, surname, .. } = person;
    match random.below(40) {
        0..=2 => format!("{}. {surname}", &given[..1]),
        3 => {
            let at = 1 + random.below(surname.len() - 2);
            let mut slip: Vec<char> = surname.chars().collect();
            slip.swap(at, at - 1);
            let slip: String = slip.into_iter().collect();
            format!("{given} {}", capital(&slip.to_lowercase()))
        }
        4..=8 => format!("{} {given}", surname.to_uppercase()),
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
    // Verbs and things that many decisions share, as in life; the rest tells them apart.
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
            let organisation =
                format!("Comune di {}", capital(&format!("{}{seat}", random.word(3))));
            people.push(Person { number, given, surname, organisation });
        }
        // A homonym in another seat of the same body.
        let (given, surname) = (people[0].given.clone(), people[0].surname.clone());
        people[10].given = given;
        people[10].surname = surname;
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
    // Decisions of this ambito: key, day, words of its own.
    let mut open: Vec<(String, String, Vec<String>, usize)> = Vec::new();
    for meeting in 0..count {
        let body = meeting % 2;
        let document = content_hash(format!("{ambito} {meeting}").as_bytes());
        let key =
            |table: &str, row: usize| content_hash(format!("{document} {table} {row}").as_bytes());
        let day =
            iso(add_days(parse_iso("2015-01-07").expect("a day"), meeting as i64 * 14)
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
        for row in 0..3 {
            let own: Vec<String> = (0..5).map(|_| random.word(3)).collect();
            let shared: Vec<&str> =
                (0..3).map(|_| common[random.below(common.len())].as_str()).collect();
            let text = format!("{} {}", shared.join(" "), own.join(" "));
            let id = key("decisions", row);
            decisions.push(with(json!({ "decision_id": id, "document_id": document,
                "meeting_id": meeting_id, "kind": "decision", "source": "prose", "text": text,
                "is_complete": true })));
            open.push((id, day.clone(), own, meeting));
        }
        for row in 0..4 {
            let id = key("statements", row);
            let earlier = open.iter().filter(|(_, _, _, at)| *at < meeting).count();
            let noise: Vec<&str> =
                (0..3).map(|_| common[random.below(common.len())].as_str()).collect();
            let (mut text, mut ref_date) =
                (format!("{} {}", noise.join(" "), random.word(4)), None);
            if earlier > 0 && row < 3 {
                let (decision, day, own, _) = &open[earlier - 1 - random.below(earlier.min(40))];
                let kept = if row == 0 { 2 } else { 3 };
                text = format!("{} {}", own[..kept].join(" "), noise[..2].join(" "));
                if row == 0 {
                    ref_date = Some(day.clone());
                    made.stated.push((decision.clone(), id.clone()));
                } else {
                    made.told.push((decision.clone(), id.clone()));
                }
            }
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
