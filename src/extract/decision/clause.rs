//! Decisions in prose: one trigger, its subject, what follows it, what forbids it.
//!
//! In: a sentence. Out: the draft it makes, if any; for `explain`, also what nearly made one.

use std::cell::OnceCell;

use super::super::apply::{self, Hit};
use super::super::names::Agent;
use super::super::scene::Scene;
use super::super::text::Text;
use super::draft::{Draft, OwnerDraft};
use super::{deadline, owner};
use crate::model::{DecisionKind, DecisionSource, OwnerKind, OwnerPart, Word as _};
use crate::rules::{NoSlots, Rule, RuleKind, SectionKind, Subject, fold_key};

/// What a clause rule made of a sentence.
#[derive(Clone, Debug)]
pub(in crate::extract) struct Reading<'r> {
    /// The match.
    pub(in crate::extract) hit: Hit<'r>,
    /// Who stands before the verb.
    pub(in crate::extract) subject: Vec<Agent>,
}

/// The clause rule that reads a sentence: the earliest match, then the longest, then the first
/// listed.
pub(in crate::extract) fn read_sentence<'r>(
    scene: &'r Scene<'_>,
    sentence: &Text,
    section: SectionKind,
) -> Option<Reading<'r>> {
    let rules = scene.pack.rules_of(RuleKind::Clause);
    let rules = rules.filter(|rule| rule.sections.is_empty() || rule.sections.contains(&section));
    let agents = OnceCell::new();
    let readings = rules.filter_map(|rule| read_by(scene, rule, sentence, &agents));
    readings.min_by_key(|reading| {
        (reading.hit.found.range.start, std::cmp::Reverse(reading.hit.found.range.end))
    })
}

/// What one clause rule makes of a sentence.
pub(in crate::extract) fn read_with<'r>(
    scene: &Scene<'_>,
    rule: &'r Rule,
    sentence: &Text,
) -> Option<Reading<'r>> {
    read_by(scene, rule, sentence, &OnceCell::new())
}

/// The same, with the agents of the sentence, which are looked for when a rule first asks.
fn read_by<'r>(
    scene: &Scene<'_>,
    rule: &'r Rule,
    sentence: &Text,
    agents: &OnceCell<Vec<Agent>>,
) -> Option<Reading<'r>> {
    let reader = scene.reader(sentence);
    for hit in apply::all(rule, sentence, &reader) {
        let follows = rule.followed_by.is_empty() || {
            let rest = sentence.part(hit.found.range.end..sentence.folded().as_str().len());
            let reader = scene.reader(&rest);
            rule.followed_by.iter().any(|pattern| pattern.find(rest.folded(), &reader).is_some())
        };
        if !follows {
            continue;
        }
        let subject = if rule.subject == Subject::Any {
            Vec::new()
        } else {
            let agents = agents.get_or_init(|| reader.all());
            subject_of(scene, sentence, agents.clone(), hit.found.range.start)
        };
        let fits = match rule.subject {
            Subject::Any => true,
            Subject::Agent => !subject.is_empty(),
            Subject::Member => subject.iter().any(|agent| is_member(scene, sentence, agent)),
            Subject::Body => subject.iter().any(|agent| {
                let words = sentence.words(agent.range.clone());
                matches!(agent.kind, OwnerKind::Body | OwnerKind::Group)
                    || scene.pack.lexicon("those-present").lookup(words).is_some()
            }),
        };
        if fits {
            return Some(Reading { hit, subject });
        }
    }
    None
}

/// Whether an agent is a person whom the roll of the meeting knows.
fn is_member(scene: &Scene<'_>, sentence: &Text, agent: &Agent) -> bool {
    let words = sentence.words(agent.range.clone());
    let mut words = words.split([' ', '\'', '’', '@']).filter(|word| !word.is_empty());
    agent.kind == OwnerKind::Person
        && words.any(|word| scene.known.name_words.contains(&fold_key(word)))
}

/// A subject that a parenthesis parts from its verb stands within so many bytes of the
/// sentence's start: an article and a connective.
const SUBJECT_START: usize = 16;

/// The capitalised word right before a verb, where it may be a surname alone: within the
/// sentence, since every word is capitalised at its start.
fn surname_before(scene: &Scene<'_>, sentence: &Text, verb: usize) -> Option<Agent> {
    let folded = sentence.folded().as_str();
    let end = folded[..verb].trim_end().len();
    let start = folded[..end].rfind(' ').map(|at| at + 1)?;
    let person = scene.reader(sentence).person_at(start)?;
    let range = start..end;
    let whole = sentence.words(range.clone()) == person.name;
    whole.then_some(Agent { range, kind: OwnerKind::Person })
}

/// The agents that end where a verb begins, adverbs and pronouns aside.
fn subject_of(
    scene: &Scene<'_>,
    sentence: &Text,
    mut agents: Vec<Agent>,
    verb: usize,
) -> Vec<Agent> {
    let folded = sentence.folded().as_str();
    if let Some(named) = surname_before(scene, sentence, verb) {
        let is_new = !agents.iter().any(|agent| {
            agent.range.end > named.range.start && agent.range.start < named.range.end
        });
        if is_new {
            let at = agents.partition_point(|agent| agent.range.start < named.range.start);
            agents.insert(at, named);
        }
    }
    let Some(mut last) = agents.iter().rposition(|agent| agent.range.end <= verb) else {
        return Vec::new();
    };
    // "L'Assemblea, con 4 voti favorevoli, approva": what stands between commas is passed over.
    if folded[..verb].trim_end().ends_with(',') {
        let opens = |agent: &Agent| folded[agent.range.end..].trim_start().starts_with(',');
        let article = scene.pack.lexicon("article");
        let starts = |agent: &Agent| {
            // At the start, or behind another parenthesis: "The debate over, the Board, with ...".
            let before = folded[..agent.range.start].trim_end();
            let (lead, word) = before.rsplit_once(' ').unwrap_or(("", before));
            let is_article = article.lookup_folded(word).is_some();
            agent.range.start <= SUBJECT_START || is_article && lead.trim_end().ends_with(',')
        };
        match agents.iter().position(|agent| opens(agent) && starts(agent)) {
            Some(first)
                if first < last || !folded[agents[last].range.end..verb].trim().is_empty() =>
            {
                return vec![agents[first].clone()];
            }
            Some(first) => last = first,
            None => {}
        }
    }
    let gap = folded[agents[last].range.end..verb].trim_matches([' ', ',', ')']);
    let between = scene.pack.lexicon("between");
    let adverbs = scene.pack.lexicon("adverb");
    let is_open = gap.is_empty()
        || adverbs.lookup_folded(gap).is_some()
        || gap.split([' ', ',']).filter(|word| !word.is_empty()).all(|word| {
            between.lookup_folded(word).is_some() || adverbs.lookup_folded(word).is_some()
        });
    if !is_open {
        return Vec::new();
    }
    // An agent after a preposition is no subject: "i contenuti del gruppo saranno ...".
    let before = folded[..agents[last].range.start].trim_end();
    let preposition = scene.pack.lexicon("preposition");
    let bare = scene.pack.lexicon("bare-article");
    let mut words = before.rsplit(char::is_whitespace);
    let word = words.next().unwrap_or_default();
    let word = if bare.lookup_folded(word).is_some() { words.next().unwrap_or(word) } else { word };
    if preposition.lookup_folded(word).is_some() {
        // "The President writes to the provider and will report": who began the sentence goes on.
        let joined = gap.split(' ').next().unwrap_or_default();
        let goes_on = scene.pack.lexicon("conjunction").lookup_folded(joined).is_some();
        let first = agents.first().filter(|agent| agent.range.start <= SUBJECT_START);
        return first.filter(|_| goes_on).into_iter().cloned().collect();
    }
    // The whole row of agents: "A e B".
    let mut first = last;
    while first > 0 {
        let gap = folded[agents[first - 1].range.end..agents[first].range.start].trim();
        let words: Vec<&str> =
            gap.split([' ', ',', '\'']).filter(|word| !word.is_empty()).collect();
        let joins = gap.starts_with(',')
            && words.iter().all(|word| scene.pack.lexicon("article").lookup_folded(word).is_some())
            || words.first().is_some_and(|word| {
                scene.pack.lexicon("conjunction").lookup_folded(word).is_some()
            }) && words[1..].iter().all(|word| {
                scene.pack.lexicon("article").lookup_folded(word).is_some()
                    || scene.pack.lexicon("article").lookup_folded(&format!("{word}'")).is_some()
            });
        if !joins {
            break;
        }
        first -= 1;
    }
    agents[first..=last].to_vec()
}

/// The drafts of a sentence: one for each of its parts between semicolons that decides.
pub(super) fn drafts(scene: &Scene<'_>, sentence: &Text, section: SectionKind) -> Vec<Draft> {
    let mut found = Vec::new();
    let parts = split(sentence);
    let several = parts.len() > 1;
    // "Decided: the room stays shut; one enters to clean": all behind the label is decided.
    if several
        && let Some(whole) = read_sentence(scene, sentence, section)
        && whole.hit.found.get("text").is_some()
    {
        return draft(scene, sentence, section).into_iter().collect();
    }
    for part in parts {
        if let Some(draft) = draft(scene, &part, section) {
            found.push(draft);
        } else if several && found.is_empty() {
            // The trigger may stand in one part and its objects in the others.
            if let Some(draft) = draft(scene, sentence, section) {
                return vec![draft];
            }
        }
    }
    found
}

fn split(sentence: &Text) -> Vec<Text> {
    let reading = sentence.as_str();
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in reading.match_indices(';') {
        parts.push(sentence.part_of_reading(start..at + 1));
        start = at + 1;
    }
    parts.push(sentence.part_of_reading(start..reading.len()));
    parts.retain(|part| !part.is_empty());
    parts
}

fn draft(scene: &Scene<'_>, sentence: &Text, section: SectionKind) -> Option<Draft> {
    let reading = read_sentence(scene, sentence, section)?;
    let kind = kind_of(scene, sentence, &reading.hit)?;
    let text = match reading.hit.found.get("text") {
        Some(range) => sentence.part(range.start..sentence.folded().as_str().len()),
        None => without_label(scene, sentence),
    };
    let mut draft = Draft::new(text, kind, DecisionSource::Prose, &reading.hit.rule.id);
    draft.owners = owners(scene, sentence, &reading);
    draft.deadlines = deadline::deadlines_of(scene, sentence);
    Some(draft)
}

/// A sentence without the label of a section before it: "Decisions: ...".
fn without_label(scene: &Scene<'_>, sentence: &Text) -> Text {
    let words = sentence.as_str();
    let colon = words.find(": ").filter(|colon| words[colon + 1..].trim().chars().count() > 8);
    let Some(colon) = colon else { return sentence.clone() };
    let lead = sentence.part_of_reading(0..colon);
    let sections = scene.pack.rules_of(RuleKind::Section);
    if apply::label(sections, &lead, &NoSlots).is_none() {
        return sentence.clone();
    }
    sentence.part_of_reading(colon + 1..words.len())
}

/// Owners by the owner rules, then the subject of a commitment.
fn owners(scene: &Scene<'_>, sentence: &Text, reading: &Reading<'_>) -> Vec<OwnerDraft> {
    let mut found = Vec::new();
    // Who decides does not thereby own; who commits does.
    if matches!(reading.hit.rule.subject, Subject::Agent | Subject::Member) {
        for agent in &reading.subject {
            owner::add(
                &mut found,
                owner::owner(scene, sentence, agent, OwnerPart::Lead, &reading.hit.rule.id),
            );
        }
    }
    if let Some(range) = reading.hit.found.get("owner") {
        for agent in scene.reader(sentence).agents_at(range.start) {
            if agent.range.end <= range.end {
                let rule = &reading.hit.rule.id;
                owner::add(
                    &mut found,
                    owner::owner(scene, sentence, &agent, OwnerPart::Lead, rule),
                );
            }
        }
    }
    // What stands before the trigger tells why, and of whom, not who has to do it.
    let trigger = sentence.span(reading.hit.found.range.clone()).start;
    for named in owner::owners_of(scene, sentence) {
        if named.span.start >= trigger {
            owner::add(&mut found, named);
        }
    }
    if found.is_empty() {
        // "Si concorda che Rossi preparerà ...": the commitment stands within the decision.
        let told = reading.hit.found.get("text").map(|text| text.start);
        let from = told.unwrap_or(reading.hit.found.range.end);
        let rest = sentence.part(from..sentence.folded().as_str().len());
        // Behind a label or an arrow the present tense commits, as it does in a list.
        let is_marked = reading.hit.rule.families.is_empty();
        let commits = |rule: &&Rule| {
            let holds = |kind: SectionKind| rule.sections.contains(&kind);
            rule.subject == Subject::Agent
                && (rule.sections.is_empty()
                    || holds(SectionKind::Resolution)
                    || is_marked && holds(SectionKind::Actions))
        };
        for rule in scene.pack.rules_of(RuleKind::Clause).filter(commits) {
            if let Some(inner) = read_with(scene, rule, &rest) {
                for agent in &inner.subject {
                    owner::add(
                        &mut found,
                        owner::owner(scene, &rest, agent, OwnerPart::Lead, &rule.id),
                    );
                }
                break;
            }
        }
    }
    found
}

/// The kind of decision: a kind rule's, else that of the infinitive after the trigger, else
/// the trigger's verb's, else the rule's.
pub(super) fn kind_of(scene: &Scene<'_>, sentence: &Text, hit: &Hit<'_>) -> Option<DecisionKind> {
    let own = hit.rule.word.as_deref().and_then(DecisionKind::from_word);
    if let Some(kind) = kind_by_rule(scene, sentence) {
        return Some(kind);
    }
    let verbs = &scene.pack.vocabulary.verbs;
    let kinds = &scene.pack.vocabulary.family_kinds;
    let of_family = |family: &str| kinds.get(family).and_then(|kind| DecisionKind::from_word(kind));
    let families: Vec<&str> = hit.rule.families.iter().map(String::as_str).collect();
    let verb = hit.words(sentence, "verb").map(crate::rules::fold);
    let of_verb = verb.and_then(|verb| verbs.family_of(&verb, &families).and_then(of_family));
    let base = own.or(of_verb)?;
    if base == DecisionKind::Decision {
        let rest = &sentence.folded().as_str()[hit.found.range.end..];
        let mut kinds =
            words_of(rest).take(4).filter_map(|word| kind_of_form(scene, word, "infinitive"));
        let infinitive = kinds.next();
        return Some(infinitive.filter(|kind| *kind != DecisionKind::Commitment).unwrap_or(base));
    }
    Some(base)
}

/// The words of a folded text.
pub(super) fn words_of(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty())
}

/// The kind of decision that a form of a verb makes; of several, one that is more than work.
pub(super) fn kind_of_form(scene: &Scene<'_>, word: &str, form: &str) -> Option<DecisionKind> {
    let vocabulary = &scene.pack.vocabulary;
    let families = vocabulary.verbs.families_of_form(word, form);
    let kinds = families.iter().filter_map(|family| vocabulary.family_kinds.get(*family));
    let mut kinds: Vec<DecisionKind> =
        kinds.filter_map(|kind| DecisionKind::from_word(kind)).collect();
    kinds.sort_by_key(|kind| *kind == DecisionKind::Commitment);
    kinds.into_iter().next()
}

/// The kind that a `[[kind]]` rule gives to a text.
pub(super) fn kind_by_rule(scene: &Scene<'_>, text: &Text) -> Option<DecisionKind> {
    let reader = scene.reader(text);
    let hit =
        scene.pack.rules_of(RuleKind::Kind).find_map(|rule| apply::first(rule, text, &reader))?;
    hit.rule.word.as_deref().and_then(DecisionKind::from_word)
}
