//! Decisions in lists: bullets under one trigger, under a heading, or the numbered operative
//! part of a formal act.

use super::super::apply;
use super::super::ledger::Ledger;
use super::super::names::Agent;
use super::super::outline::{Block, BlockKind};
use super::super::scene::Scene;
use super::super::sections::Placed;
use super::super::text::Text;
use super::draft::Draft;
use super::{clause, deadline, led, owner, table};
use crate::model::{DecisionKind, DecisionSource, Word as _};
use crate::rules::{NoSlots, Rule, RuleKind, SectionKind, Subject};

/// Whether what stands in such a section is a list of decisions.
pub(super) fn is_listing(kind: SectionKind) -> bool {
    matches!(kind, SectionKind::Decisions | SectionKind::Actions | SectionKind::Resolution)
}

/// Whether an ignore rule leaves a text out of the decisions.
pub(super) fn ignored(scene: &Scene<'_>, text: &Text) -> bool {
    let reader = scene.reader(text);
    scene.pack.rules_of(RuleKind::Ignore).any(|rule| apply::first(rule, text, &reader).is_some())
}

/// How many lines below a decision its owner or its term may stand behind a label.
const NEAR_LINES: usize = 6;

/// Longest remark in characters that may give an owner or a term to the sentence before it.
const REMARK_CHARACTERS: usize = 60;

/// Whether a sentence is a label and a value that say more of the decision before it: "In
/// charge: ...", "By: ...".
pub(super) fn is_labelled_remark(scene: &Scene<'_>, sentence: &Text) -> bool {
    let words = sentence.as_str();
    let label = words.find(':').map_or(usize::MAX, |at| words[..at].split_whitespace().count());
    let is_short = label <= 3 && words.chars().count() <= REMARK_CHARACTERS;
    is_short
        && (!owner::owners_of(scene, sentence).is_empty()
            || !deadline::deadlines_of(scene, sentence).is_empty())
}

/// Gives a draft the owners and terms of a remark, where it has none of its own.
pub(super) fn complete(scene: &Scene<'_>, remark: &Text, draft: &mut Draft) {
    if draft.owners.is_empty() {
        draft.owners = owner::owners_of(scene, remark);
    }
    if draft.deadlines.is_empty() {
        draft.deadlines = deadline::deadlines_of(scene, remark);
    }
}

/// An item under the trigger of an open draft.
pub(super) fn child(
    scene: &Scene<'_>,
    block: &Block,
    open: Option<usize>,
    drafts: &mut Vec<Draft>,
) {
    let rule = open.map_or_else(|| "list".to_owned(), |parent| drafts[parent].rule.clone());
    let mut draft = entry(scene, &block.text, DecisionKind::Commitment, &rule);
    draft.parent = open;
    drafts.push(draft);
}

/// Fewest words behind an arrow that tell something to be done: fewer tell how a vote ended.
const POINTED_WORDS: usize = 3;

/// Whether an item is something to be done wherever it stands: it has an open box, or an arrow
/// that leads from the words above.
pub(super) fn is_task(block: &Block) -> bool {
    let is_told = block.text.as_str().split_whitespace().count() >= POINTED_WORDS;
    block.kind == BlockKind::Item
        && block.marker.as_ref().is_some_and(|it| it.is_box || it.is_arrow && is_told)
}

/// An item with an open box or an arrow.
pub(super) fn task(
    scene: &Scene<'_>,
    ledger: &mut Ledger<'_>,
    block: &Block,
    drafts: &mut Vec<Draft>,
) {
    for line in &block.lines {
        ledger.expect_line(*line);
        ledger.account_line(*line);
    }
    let is_box = block.marker.as_ref().is_some_and(|marker| marker.is_box);
    let rule = if is_box { "list/box" } else { "list/arrow" };
    drafts.push(entry(scene, &block.text, DecisionKind::Commitment, rule));
}

/// The section of decisions or actions that a whole text is the heading of, and its rule.
pub(super) fn section<'r>(scene: &Scene<'r>, text: &Text) -> Option<(SectionKind, &'r str)> {
    let kind = |rule: &Rule| rule.word.as_deref().and_then(SectionKind::from_name);
    let rules =
        scene.pack.rules_of(RuleKind::Section).filter(|rule| kind(rule).is_some_and(is_listing));
    let rule = apply::label(rules, text, &NoSlots)?.rule;
    Some((kind(rule)?, rule.id.as_str()))
}

/// The rule of a heading of decisions that a whole sentence is.
pub(super) fn label<'r>(scene: &Scene<'r>, sentence: &Text) -> Option<&'r str> {
    let (kind, rule) = section(scene, sentence)?;
    (kind == SectionKind::Decisions).then_some(rule)
}

/// The decision that a sentence behind such a label is.
pub(super) fn labelled(scene: &Scene<'_>, sentence: &Text, rule: &str) -> Draft {
    entry(scene, sentence, DecisionKind::Decision, rule)
}

/// Whether a label and a time tell when the meeting was, and not by when something is due.
fn is_of_meeting(scene: &Scene<'_>, label: &Text, value: &Text) -> bool {
    let is_time =
        |rule: &&crate::rules::Rule| rule.yields.as_deref().is_some_and(|it| it.ends_with("time"));
    let rules = scene.pack.rules_of(RuleKind::Field).filter(is_time);
    let has_date = scene.pack.find_date(value.folded(), 0).is_some();
    !has_date && apply::label(rules, label, &NoSlots).is_some()
}

/// Whether a block is a label and a value that say more of the decision right before it: its
/// label is a header that tables of decisions have for owners or terms ("In charge: ...",
/// "Term: ..."). The decision takes them.
pub(super) fn take_label(
    scene: &Scene<'_>,
    ledger: &mut Ledger<'_>,
    block: &Block,
    is_opening: bool,
    drafts: &mut [Draft],
) -> bool {
    let Some(draft) = drafts.last_mut().filter(|_| !is_opening) else { return false };
    let words = block.text.as_str();
    let is_near = scene.outline.blocks.get(draft.block).is_some_and(|above| {
        let last = |block: &Block| block.lines.last().copied().unwrap_or_default();
        last(block).saturating_sub(last(above)) <= NEAR_LINES
    });
    if !is_near || block.kind == BlockKind::Table || !words.contains(':') {
        return false;
    }
    // "In charge: Merli. By: 30 June." holds two.
    let mut told = Vec::new();
    for part in super::sentences(&block.text, scene.pack) {
        let Some(colon) = part.as_str().find(':') else { return false };
        let label = part.part_of_reading(0..colon);
        let value = part.part_of_reading(colon + 1..part.as_str().len()).trimmed_of(&['.', ';']);
        let Some((holds, rule)) = table::header_role(scene, &label) else { return false };
        let is_term = holds == "deadline" && !is_of_meeting(scene, &label, &value);
        if value.is_empty() || holds != "owner" && !is_term {
            return false;
        }
        told.push((holds, value, rule));
    }
    for (holds, value, rule) in told {
        if holds == "owner" && draft.owners.is_empty() {
            draft.owners = owner::owners_of_cell(scene, &value, &rule.id);
        } else if holds == "deadline" && draft.deadlines.is_empty() {
            draft.deadlines = table::deadlines_of_cell(scene, &value, &rule.id);
        }
    }
    for line in &block.lines {
        ledger.expect_line(*line);
        ledger.account_line(*line);
    }
    true
}

/// What an entry is by the section that lists it.
pub(super) fn kind_in(section: SectionKind) -> DecisionKind {
    match section {
        SectionKind::Actions => DecisionKind::Commitment,
        _ => DecisionKind::Decision,
    }
}

/// A block of a section that lists decisions.
pub(super) fn read(
    scene: &Scene<'_>,
    ledger: &mut Ledger<'_>,
    block: &Block,
    placed: &Placed<'_>,
    open: &mut Option<usize>,
    drafts: &mut Vec<Draft>,
) {
    let Some(opened) = &placed.opened_by else { return };
    let kind = kind_in(placed.kind);
    let is_formal = placed.kind == SectionKind::Resolution;
    let text = if placed.is_opening { placed.content.clone() } else { Some(block.text.clone()) };
    let Some(text) = text.filter(|text| !text.is_empty()) else { return };
    for line in &block.lines {
        ledger.expect_line(*line);
        ledger.account_line(*line);
    }
    if block.kind == BlockKind::Heading && !placed.is_opening && block.number().is_none() {
        return;
    }
    // Initials or a name below a list sign it.
    let name = scene.reader(&text).person(0);
    let is_name = |end: usize| !text.as_str()[end..].contains(char::is_alphanumeric);
    let is_blank = text.as_str().contains("____") && text.as_str().split(' ').count() <= 6;
    let is_signature = is_blank
        || text.as_str().chars().filter(|letter| letter.is_alphabetic()).count() <= 3
        || name.is_some_and(|name| name.word_count >= 2 && is_name(name.range.end));
    if is_signature
        || scene.pack.lexicon("nothing").lookup(text.trimmed_of(&['.']).as_str()).is_some()
    {
        return;
    }
    // Prose among the items of an operative part, or below a table of tasks, decides only by its
    // own trigger.
    let is_below_table = drafts.iter().any(|draft| {
        draft.source == DecisionSource::Table && scene.placed[draft.block].run == placed.run
    });
    let is_entry = block.marker.is_some()
        || placed.is_opening
        || placed.kind != SectionKind::Resolution && !is_below_table
        || starts_with_action(scene, &text);
    if is_entry {
        if placed.kind == SectionKind::Actions && block.lines.len() > 1 && !placed.is_opening {
            let parts = by_owner(scene, block);
            if parts.len() > 1 {
                let draft = |part: &Text| entry(scene, part, kind, &opened.rule.id);
                drafts.extend(parts.iter().map(draft));
                return;
            }
        }
        // Several tasks beside one label are a sentence each.
        let sentences = super::sentences(&text, scene.pack);
        let parts: Vec<Text> =
            sentences.iter().flat_map(|sentence| led::by_semicolon(scene, sentence)).collect();
        if placed.is_opening && placed.kind == SectionKind::Actions && parts.len() > 1 {
            drafts.extend(parts.iter().map(|part| entry(scene, part, kind, &opened.rule.id)));
            return;
        }
        let mut draft = entry(scene, &text, kind, &opened.rule.id);
        if is_formal && draft.kind == DecisionKind::Commitment {
            // What a body resolves it decides, whoever is to carry it out.
            draft.kind = DecisionKind::Decision;
        }
        draft.parent = open.filter(|parent| {
            block.marker.as_ref().is_some_and(|marker| marker.number.is_none())
                && is_nested(scene, drafts, *parent, block)
        });
        let ends_open = text.as_str().ends_with(':');
        drafts.push(draft);
        if ends_open {
            *open = Some(drafts.len() - 1);
        }
    } else {
        for sentence in super::sentences(&text, scene.pack) {
            drafts.extend(clause::drafts(scene, &sentence, placed.kind));
        }
    }
}

/// Whether a bullet stands deeper than the entry that ended with a colon.
fn is_nested(scene: &Scene<'_>, drafts: &[Draft], parent: usize, block: &Block) -> bool {
    let above = scene.outline.blocks.get(drafts[parent].block);
    above.is_some_and(|above| {
        block.indent > above.indent || above.number().is_some() || above.marker.is_none()
    })
}

/// Whether a text begins as an entry of an operative part: "di approvare ...".
fn starts_with_action(scene: &Scene<'_>, text: &Text) -> bool {
    let verbs = &scene.pack.vocabulary.verbs;
    let mut words = clause::words_of(text.folded().as_str()).take(2);
    words.any(|word| !verbs.families_of_form(word, "infinitive").is_empty())
}

/// The entries of a block whose lines begin with an owner each: "Merli: ..." below "Bruni: ...".
fn by_owner(scene: &Scene<'_>, block: &Block) -> Vec<Text> {
    let mut parts: Vec<Text> = Vec::new();
    for line in &block.lines {
        let line = Text::new(scene.document.lines[*line].joined());
        let start = line.whole().start;
        let begins = owner::owners_of(scene, &line).iter().any(|owner| owner.span.start == start);
        match parts.last_mut().filter(|_| !begins) {
            Some(part) => *part = part.joined(&line),
            None => parts.push(line),
        }
    }
    parts
}

/// A draft of an entry, with its owners and deadlines.
pub(super) fn entry(scene: &Scene<'_>, text: &Text, kind: DecisionKind, rule: &str) -> Draft {
    let reading = clause::read_sentence(scene, text, SectionKind::Decisions);
    let kind = clause::kind_by_rule(scene, text)
        .or_else(|| kind_of_infinitive(scene, text))
        .or_else(|| kind_of_noun(scene, text))
        .unwrap_or(kind);
    let mut draft = Draft::new(text.clone(), kind, DecisionSource::List, rule);
    if let Some(reading) = &reading {
        // Those who meet decide and do not thereby own; who commits does, and who else acts.
        let is_meeting = |agent: &Agent| {
            let words = text.words(agent.range.clone());
            reading.hit.rule.subject == Subject::Body
                && scene.pack.lexicon("those-present").lookup(words).is_some()
        };
        for agent in reading.subject.iter().filter(|agent| !is_meeting(agent)) {
            owner::add(
                &mut draft.owners,
                owner::owner(
                    scene,
                    text,
                    agent,
                    crate::model::OwnerPart::Lead,
                    &reading.hit.rule.id,
                ),
            );
        }
    }
    let told = reading
        .as_ref()
        .and_then(|reading| Some((reading.hit.found.get("owner")?, reading.hit.rule.id.as_str())));
    if let Some((range, rule)) = told {
        for agent in scene.reader(text).agents_at(range.start) {
            if agent.range.end <= range.end {
                let part = crate::model::OwnerPart::Lead;
                owner::add(&mut draft.owners, owner::owner(scene, text, &agent, part, rule));
            }
        }
    }
    for named in owner::owners_of(scene, text) {
        owner::add(&mut draft.owners, named);
    }
    draft.deadlines = deadline::deadlines_of(scene, text);
    draft
}

/// The kind of the infinitive that an entry begins with; of a verb's several meanings, the one
/// that is more than work.
fn kind_of_infinitive(scene: &Scene<'_>, text: &Text) -> Option<DecisionKind> {
    let words = clause::words_of(text.folded().as_str()).take(2);
    words.into_iter().find_map(|word| clause::kind_of_form(scene, word, "infinitive"))
}

/// The kind of the noun that a nominal row begins with: "Approvazione del bilancio".
pub(super) fn kind_of_noun(scene: &Scene<'_>, text: &Text) -> Option<DecisionKind> {
    let folded = text.folded().as_str();
    let lexicon = scene.pack.lexicon("decision-noun");
    let words: Vec<&str> = folded.split_whitespace().take(3).collect();
    (1..=words.len()).rev().find_map(|count| {
        DecisionKind::from_word(lexicon.lookup_folded(&words[..count].join(" "))?)
    })
}
