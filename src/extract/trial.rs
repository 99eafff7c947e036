//! Header and agenda on the samples: what is read against what a careful reader finds.
//!
//! In: the files under `samples/` and `tests/cases/minutes/` with their gold. Out: figures per
//! field, printed, and floors that a change must not fall below. For other folders, set
//! `VERBALI_TRIAL` to a list of them; then nothing is asserted.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::header::Header;
use super::ledger::Ledger;
use super::names::{Known, NameWords};
use super::scene::Scene;
use super::text::Text;
use super::{agenda, apply, header, outline, sections};
use crate::document::{Limits, read_text};
use crate::model::{Outcome, Word as _};
use crate::rules::{Example, NoSlots, Pack, RuleKind, RuleSet, fold_key, load};

fn rules() -> &'static RuleSet {
    static RULES: std::sync::LazyLock<RuleSet> =
        std::sync::LazyLock::new(|| load(&[]).unwrap_or_else(|error| panic!("{error}")));
    &RULES
}

fn gold_files(root: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = walkdir::WalkDir::new(root)
        .into_iter()
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.to_string_lossy().ends_with(".gold.json"))
        .collect();
    found.sort();
    found
}

#[derive(Default)]
struct Score {
    right: usize,
    wrong: usize,
    missed: usize,
    extra: usize,
}

#[derive(Default)]
struct Scores(BTreeMap<String, Score>);

impl Scores {
    fn add(&mut self, case: &str, name: &str, expected: &[Option<String>], got: Option<&str>) {
        let key = |text: &str| fold_key(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let score = self.0.entry(name.to_owned()).or_default();
        let is_right = expected.iter().any(|expected| expected.as_deref().map(key) == got.map(key));
        let main = expected.first().cloned().flatten();
        match (is_right, &main, got) {
            (true, _, _) => score.right += 1,
            (_, Some(_), None) => score.missed += 1,
            (_, None, Some(_)) => score.extra += 1,
            _ => score.wrong += 1,
        }
        if !is_right {
            println!("  {case}: {name}: gold {main:?}, read {got:?}");
        }
    }
    fn share(&self, name: &str) -> f64 {
        let score = &self.0[name];
        score.right as f64 / (score.right + score.wrong + score.missed + score.extra) as f64
    }
    fn print(&self) {
        for (name, score) in &self.0 {
            let Score { right, wrong, missed, extra } = score;
            println!(
                "{name:<16} right {right:>3}  wrong {wrong:>2}  missed {missed:>2}  extra {extra:>2}  {:.2}",
                self.share(name)
            );
        }
    }
}

fn text_of(gold: &Value, name: &str) -> Option<String> {
    match &gold[name] {
        Value::String(text) => Some(text.clone()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn try_one(rules: &RuleSet, pack: &Pack, gold_path: &Path, scores: &mut Scores) {
    let gold: Value =
        serde_json::from_str(&std::fs::read_to_string(gold_path).expect("gold is there"))
            .expect("gold is JSON");
    let Some(source) = gold["source"].as_str() else { return };
    if gold["expect_status"].as_str() == Some("not_minutes") {
        return;
    }
    let path = gold_path.parent().expect("a file is in a folder").join(source);
    let bytes = std::fs::read(&path).expect("the source is there");
    let checked = read_text(&bytes, source, &Limits::default()).expect("the source is text");
    let document = checked.document;
    let outline = outline::build(&document);
    let detected = super::detect::choose(rules, &document, &outline, "");
    println!("  {source}: pack {:?}", detected.map(|(pack, weight, _)| (&pack.id, weight)));
    let placed = sections::place(&outline, pack);
    let words = NameWords::new(pack);
    let case = source;
    if std::env::var("VERBALI_SHOW").is_ok_and(|show| case.contains(&show)) {
        for (block, placed) in outline.blocks.iter().zip(&placed) {
            println!(
                "{:?} {:?}{} gap {} {:?} | {}",
                placed.kind,
                block.kind,
                if placed.is_opening { " OPENS" } else { "" },
                block.gap,
                block.marker.as_ref().map(|marker| &marker.number),
                block.text.as_str()
            );
        }
    }
    let mut scene = Scene {
        document: &document,
        outline,
        placed,
        pack,
        words: &words,
        known: Known::of_pack(pack),
        meeting_id: "m".to_owned(),
        date: None,
    };
    let mut ledger = Ledger::new("d", &document);
    let header = header::read(&scene, &mut ledger, "");
    scene.date = header.date.as_ref().and_then(|field| field.date);
    let agenda = agenda::read(&scene, &mut ledger);
    score_header(case, &gold, &header, scores);
    let items: Vec<_> = agenda.items.iter().filter(|item| item.parent_id.is_none()).collect();
    let golds: Vec<&Value> =
        gold["agenda"].as_array().map(|items| items.iter().collect()).unwrap_or_default();
    for at in 0..golds.len().max(items.len()) {
        let expected = golds.get(at).copied();
        let item = items.get(at);
        let number = expected.and_then(|gold| text_of(gold, "number"));
        let numbers =
            if golds.len() == 1 { vec![number.clone(), None] } else { vec![number.clone()] };
        scores.add(case, "agenda.number", &numbers, item.and_then(|item| item.number.as_deref()));
        let title = expected.and_then(|gold| text_of(gold, "title"));
        scores.add(case, "agenda.title", &[title], item.map(|item| item.title.as_str()));
        let mut outcomes = vec![expected.and_then(|gold| text_of(gold, "outcome"))];
        if let Some(others) = gold["outcome_alternatives"][number.unwrap_or_default()].as_array() {
            outcomes.extend(others.iter().map(|other| other.as_str().map(str::to_owned)));
        }
        let outcome = item.map(|item| Outcome::word(item.outcome));
        scores.add(case, "agenda.outcome", &outcomes, outcome);
        if std::env::var("VERBALI_SHOW").is_ok_and(|show| case.contains(&show)) {
            println!("    item {item:?}");
        }
    }
    if !ledger.unread_lines().is_empty() {
        println!("  {case}: unread agenda lines {:?}", ledger.unread_lines());
    }
    for remark in ledger.diagnostics(None) {
        println!("  {case}: {} {} {:?}", remark.code, remark.message, remark.rule);
    }
}

fn score_header(case: &str, gold: &Value, header: &Header, scores: &mut Scores) {
    let fields = [
        ("ambito", &header.ambito),
        ("body", &header.body),
        ("date", &header.date),
        ("start_time", &header.start_time),
        ("end_time", &header.end_time),
        ("place", &header.place),
        ("secretary", &header.secretary),
    ];
    for (name, field) in fields {
        let mut expected = vec![text_of(gold, name)];
        let stem = name.split('_').next().unwrap_or_default();
        for key in [format!("{name}_alternatives"), format!("{stem}_alternatives")] {
            if let Some(others) = gold[key].as_array() {
                expected.extend(others.iter().map(|other| other.as_str().map(str::to_owned)));
            }
        }
        scores.add(case, name, &expected, field.as_ref().map(|field| field.value.as_str()));
    }
    let is_excerpt = header.is_excerpt.as_ref().map_or("false", |field| field.value.as_str());
    scores.add(case, "is_excerpt", &[text_of(gold, "is_excerpt")], Some(is_excerpt));
    for (name, field) in [("number", &header.number), ("call", &header.call)] {
        if gold.get(name).is_some() {
            scores.add(
                case,
                name,
                &[text_of(gold, name)],
                field.as_ref().map(|field| field.value.as_str()),
            );
        } else if let Some(field) = field {
            println!("  {case}: {name}: not in gold, read {:?}", field.value);
        }
    }
    if header.body.is_some() && header.body_kind.is_none() {
        println!("  {case}: no kind of body");
    }
    let others = [&header.chair, &header.session_kind, &header.quorum_stated, &header.body_kind];
    let others: Vec<_> = others
        .iter()
        .map(|field| field.as_ref().map_or("-", |field| field.value.as_str()))
        .collect();
    println!("  {case}: chair, kind, quorum, body kind: {others:?}");
}

fn measure(roots: &[PathBuf], with_packs: bool) -> Scores {
    let rules = rules();
    let mut scores = Scores::default();
    for gold in roots.iter().flat_map(|root| gold_files(root)) {
        let path = gold.to_string_lossy().to_string();
        let own = rules.packs.iter().find(|pack| pack.parent.is_some() && path.contains(&pack.id));
        let base = rules.pack("italian").expect("the base pack is built in");
        try_one(rules, own.filter(|_| with_packs).unwrap_or(base), &gold, &mut scores);
    }
    scores
}

/// What was reached; a rule that costs more than it gives falls below.
const FLOORS: &[(&str, f64)] = &[
    ("agenda.number", 1.0),
    ("agenda.title", 0.97),
    ("agenda.outcome", 0.98),
    ("ambito", 0.94),
    ("body", 1.0),
    ("call", 1.0),
    ("date", 1.0),
    ("start_time", 0.97),
    ("end_time", 0.97),
    ("is_excerpt", 1.0),
    ("number", 1.0),
    ("place", 1.0),
    ("secretary", 1.0),
];

#[test]
fn samples_are_read_as_their_gold_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let given = std::env::var("VERBALI_TRIAL").ok();
    let roots: Vec<PathBuf> = match &given {
        Some(given) => given.split(',').map(PathBuf::from).collect(),
        None => vec![root.join("samples"), root.join("tests/cases/minutes")],
    };
    for with_packs in [false, true] {
        println!("== packs of bodies: {with_packs}");
        let scores = measure(&roots, with_packs);
        scores.print();
        if given.is_some() {
            continue;
        }
        for (name, floor) in FLOORS {
            let floor = if *name == "ambito" && with_packs { 1.0 } else { *floor };
            assert!(
                scores.share(name) >= floor,
                "{name} fell below {floor}: {}",
                scores.share(name)
            );
        }
    }
}

#[test]
fn rules_read_their_examples() {
    let kinds =
        [RuleKind::Field, RuleKind::Section, RuleKind::Item, RuleKind::Title, RuleKind::Outcome];
    let rules = rules();
    let mut faults = Vec::new();
    for (pack, rule) in rules.rules() {
        if !kinds.contains(&rule.kind) {
            continue;
        }
        let words = NameWords::new(pack);
        let known = Known::of_pack(pack);
        let hit = |text: &Text| {
            let reader = super::names::NameReader::new(pack, &words, &known, text);
            let labelled = apply::label(std::iter::once(rule), text, &NoSlots);
            let hit = labelled.or_else(|| apply::first(rule, text, &reader))?;
            let captures = hit
                .found
                .captures
                .iter()
                .map(|(name, range)| (name.clone(), text.words(range.clone()).to_owned()));
            Some(captures.collect::<BTreeMap<_, _>>())
        };
        for example in &rule.examples {
            let text = Text::loose(example.text().get_ref());
            match hit(&text) {
                None => faults.push(format!("{}: does not read: {}", rule.id, text.as_str())),
                Some(found) => {
                    if let Example::Full(full) = example {
                        for (name, expected) in &full.expect {
                            let got = found.get(name);
                            let fits = got.is_some_and(|got| got.contains(expected.as_str()));
                            if !fits {
                                faults.push(format!(
                                    "{}: {name} is {got:?} in: {}",
                                    rule.id,
                                    text.as_str()
                                ));
                            }
                        }
                    }
                }
            }
        }
        for text in &rule.counterexamples {
            if hit(&Text::loose(text.get_ref())).is_some() {
                faults.push(format!("{}: reads: {}", rule.id, text.get_ref()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What a head says: name of the field and its value, for texts that are in no sample.
fn head_of(text: &str) -> Header {
    let rules = rules();
    let pack = rules.pack("italian").expect("the base pack is built in");
    let checked =
        read_text(text.as_bytes(), "text.txt", &Limits::default()).expect("the text is text");
    let outline = outline::build(&checked.document);
    let placed = sections::place(&outline, pack);
    let words = NameWords::new(pack);
    let scene = Scene {
        document: &checked.document,
        outline,
        placed,
        pack,
        words: &words,
        known: Known::of_pack(pack),
        meeting_id: "m".to_owned(),
        date: None,
    };
    let mut ledger = Ledger::new("d", &checked.document);
    let header = header::read(&scene, &mut ledger, "");
    for remark in ledger.diagnostics(None) {
        println!("{} {}", remark.code, remark.message);
    }
    header
}

fn value(field: Option<&super::header::Field>) -> &str {
    field.map_or("-", |field| field.value.as_str())
}

#[test]
fn heads_of_other_forms_are_read() {
    let cases: [(&str, [&str; 7]); 8] = [
        // body, date, start, end, place, secretary, call
        (
            "COMITATO DEI SINDACI DEL DISTRETTO\nVerbale n. 3\n\nL'anno duemiladiciannove, addì quattro del mese di febbraio, alle ore 9:35 e segg., presso la sede municipale di Bovalta, previa convocazione prot. 118 del 21/01/2019, si è riunito il Comitato dei Sindaci.\n\nFunge da segretaria la dott.ssa Lia Marconelli.\n\n1. Bilancio\n\nIl Comitato approva.\n\nLa seduta è tolta alle ore 11,20.\n",
            [
                "COMITATO DEI SINDACI DEL DISTRETTO",
                "2019-02-04",
                "09:35",
                "11:20",
                "sede municipale di Bovalta",
                "Lia Marconelli",
                "-",
            ],
        ),
        (
            "Ufficio di Piano di Valdosca\n\nData e ora: 12/03/2018, ore 14.30\nLuogo: Sala Verde\nDurata: dalle 14.30 alle 16.00\nVerbalizza: Piero Santamarini\n\nOdG: 1) Bandi; 2) Varie\n",
            [
                "Ufficio di Piano di Valdosca",
                "2018-03-12",
                "14:30",
                "16:00",
                "Sala Verde",
                "Piero Santamarini",
                "-",
            ],
        ),
        (
            "VERBALE DI RIUNIONE\n\nData: 5 maggio 2017\tSede: Palazzo Comunale\tOrario: 15:00 - 17:00\n\nPresenti: Anna Bellinati\n",
            ["-", "2017-05-05", "15:00", "17:00", "Palazzo Comunale", "-", "-"],
        ),
        (
            "Conferenza dei Sindaci\nProt. 4410 del 02/12/2016\n\nIn data 29.11.2016, alle h. 12.40, in 2^ convocazione, essendo andata deserta la prima, si è riunita nella sala consiliare di Fratte la Conferenza dei Sindaci.\n",
            [
                "Conferenza dei Sindaci",
                "2016-11-29",
                "12:40",
                "-",
                "sala consiliare di Fratte",
                "-",
                "second",
            ],
        ),
        (
            "Data\tOra inizio\tOra fine\tLuogo\n07/06/2021\t10.00\t12.15\tOn line\n\nTavolo di lavoro Disabilità\n",
            ["Tavolo di lavoro Disabilità", "2021-06-07", "10:00", "12:15", "On line", "-", "-"],
        ),
        (
            "Consiglio comunale di Pratolungo\nSessione straordinaria - prima convocazione\nSeduta del 14 ottobre 2014\n\nIl giorno quattordici ottobre duemilaquattordici, alle ore 21,15, si è riunito il Consiglio comunale. È approvato il verbale della seduta del 9 settembre 2014.\n\nLa riunione si conclude alle 23.05. Il verbale è stato redatto da Ugo Ferrantelli.\n",
            [
                "Consiglio comunale di Pratolungo",
                "2014-10-14",
                "21:15",
                "23:05",
                "-",
                "Ugo Ferrantelli",
                "first",
            ],
        ),
        (
            "Sintesi dei lavori\nGruppo di lavoro Minori - incontro del 3.4.2019 (ore 9-11)\n\nPresenti: Anna Bellinati, Marta Coldanini\n",
            ["Gruppo di lavoro Minori", "2019-04-03", "09:00", "11:00", "-", "-", "-"],
        ),
        (
            "STRALCIO DEL VERBALE DELLA GIUNTA COMUNALE\n\nOggi, trenta del mese di ottobre dell'anno duemiladodici, alle ore dodici e minuti zero, nella sede comunale, la Giunta si è riunita sotto la presidenza di Rita Mandelloni.\n",
            ["GIUNTA COMUNALE", "2012-10-30", "12:00", "-", "sede comunale", "-", "-"],
        ),
    ];
    let mut faults = Vec::new();
    for (text, expected) in cases {
        let header = head_of(text);
        let read = [
            value(header.body.as_ref()),
            value(header.date.as_ref()),
            value(header.start_time.as_ref()),
            value(header.end_time.as_ref()),
            value(header.place.as_ref()),
            value(header.secretary.as_ref()),
            value(header.call.as_ref()),
        ];
        if read != expected {
            faults.push(format!(
                "{}\n  expected {expected:?}\n  read     {read:?}",
                text.lines().next().unwrap_or_default()
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Number, title and outcome of each item, for texts that are in no sample.
fn items_of(text: &str) -> Vec<String> {
    let rules = rules();
    let pack = rules.pack("italian").expect("the base pack is built in");
    let checked =
        read_text(text.as_bytes(), "text.txt", &Limits::default()).expect("the text is text");
    let outline = outline::build(&checked.document);
    let placed = sections::place(&outline, pack);
    let words = NameWords::new(pack);
    let scene = Scene {
        document: &checked.document,
        outline,
        placed,
        pack,
        words: &words,
        known: Known::of_pack(pack),
        meeting_id: "m".to_owned(),
        date: None,
    };
    let mut ledger = Ledger::new("d", &checked.document);
    let agenda = agenda::read(&scene, &mut ledger);
    let line = |item: &crate::model::AgendaItem| {
        let part = if item.agenda_part == "main" { "" } else { "+" };
        let number = item.number.as_deref().unwrap_or("-");
        format!("{part}{number} {} [{}]", item.title, item.outcome.word())
    };
    agenda.items.iter().map(line).collect()
}

#[test]
fn agendas_of_other_forms_are_read() {
    let cases: [(&str, &[&str]); 6] = [
        (
            "Il giorno 3 marzo 2020 si è riunito il Comitato dei Sindaci per discutere il seguente ordine del giorno: 1. Bilancio di previsione; 2. Nomina del revisore; 3. Varie ed eventuali.\n\nAl primo punto il Presidente illustra il bilancio.\n",
            &[
                "1 Bilancio di previsione [unknown]",
                "2 Nomina del revisore [unknown]",
                "3 Varie ed eventuali [unknown]",
            ],
        ),
        (
            "Ordine del giorno\n\n- Bando affidi\n- Fondo povertà\n\nBando affidi\n\nSi illustra il bando.\n\nFondo povertà\n\nIl punto è rinviato alla prossima riunione.\n",
            &["- Bando affidi [discussed]", "- Fondo povertà [deferred]"],
        ),
        (
            "O.d.G.\n1)- Comunicazioni\n2)- Rette dei nidi\n\nOrdine del giorno aggiuntivo\n1) Variazione di bilancio\n\nPUNTO 1 - Comunicazioni\nNessuna.\nPUNTO 2 - Rette dei nidi\nL'Assemblea approva le rette con voti unanimi.\n",
            &[
                "1 Comunicazioni [discussed]",
                "2 Rette dei nidi [approved]",
                "+1 Variazione di bilancio [unknown]",
            ],
        ),
        (
            "Argomenti all'ordine del giorno:\nP.to 1 Piano di zona\nP.to 2 Regolamento\n\nP.to 1 Piano di zona\n\nDopo ampia discussione si approva il Piano di zona.\n\nP.to 2 Regolamento\n\nIl punto viene ritirato.\n",
            &["1 Piano di zona [approved]", "2 Regolamento [withdrawn]"],
        ),
        (
            "Verbale del 3 marzo 2020\n\nORDINE DEL GIORNO\n1. Consuntivo\n2. Varie ed eventuali\n\n1. Consuntivo\n\nLa proposta è respinta a maggioranza.\n\n2. Varie ed eventuali\n\nTRASPORTO DISABILI\n\nIl servizio riprende a settembre con due mezzi in più del solito.\n\nOrdine del giorno della prossima riunione:\n1. Preventivo\n2. Piano casa\n",
            &[
                "1 Consuntivo [rejected]",
                "2 Varie ed eventuali [discussed]",
                "- TRASPORTO DISABILI [discussed]",
            ],
        ),
        (
            "Indice\n1. Bilancio ........ 3\n2. Nidi ........ 5\n\nOrdine del giorno:\na) Bilancio\nb) Nidi\n5bis) Rette\n\na) Bilancio\n\nViene approvato.\n\nb) Nidi\n\nNon viene trattato.\n",
            &["a Bilancio [approved]", "b Nidi [not_discussed]", "5bis Rette [unknown]"],
        ),
    ];
    let mut faults = Vec::new();
    for (text, expected) in cases {
        let read = items_of(text);
        if read != expected {
            let start = text.lines().next().unwrap_or_default();
            faults.push(format!("{start}\n  expected {expected:?}\n  read     {read:?}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
