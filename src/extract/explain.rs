//! Why a line was read as it was: the facts that stand on it, the rules that fired, and those
//! that nearly did.

use std::fmt;

use super::apply;
use super::decision;
use super::outline::BlockKind;
use super::scene::Scene;
use super::sentence::sentences;
use super::text::Text;
use crate::model::{Evidence, Facts, Place};
use crate::rules::{Rule, RuleKind, SectionKind};

/// What is known of a line or a page.
#[derive(Clone, Debug, Default)]
pub struct Explanation {
    lines: Vec<String>,
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.lines {
            writeln!(f, "{line}")?;
        }
        Ok(())
    }
}

/// Kinds of rules that are tried on a sentence, for the near misses.
const TRIED: [RuleKind; 9] = [
    RuleKind::Clause,
    RuleKind::Deadline,
    RuleKind::Owner,
    RuleKind::Vote,
    RuleKind::Statement,
    RuleKind::Outcome,
    RuleKind::Event,
    RuleKind::Ignore,
    RuleKind::Roll,
];

/// Explains a line of a page, or a whole page.
pub(super) fn explain(
    scene: &Scene<'_>,
    facts: &Facts,
    page: u32,
    line: Option<u32>,
) -> Explanation {
    let mut told = Explanation::default();
    let wanted = |index: usize| {
        let at = &scene.document.lines[index];
        at.page == page && line.is_none_or(|line| line == at.number)
    };
    let mut is_found = false;
    for (block, placed) in scene.outline.blocks.iter().zip(&scene.placed) {
        if !block.lines.iter().any(|line| wanted(*line)) {
            continue;
        }
        is_found = true;
        for index in block.lines.iter().filter(|line| wanted(**line)) {
            let at = &scene.document.lines[*index];
            told.lines.push(format!("{page}:{}: {}", at.number, at.joined().as_str()));
        }
        let kind = match block.kind {
            BlockKind::Heading => "heading",
            BlockKind::Paragraph => "paragraph",
            BlockKind::Item => "list item",
            BlockKind::Table => "table",
            BlockKind::Contents => "entry of a table of contents",
        };
        let opened = placed
            .opened_by
            .as_ref()
            .map_or_else(String::new, |hit| format!(", opened by {}", hit.rule.id));
        told.lines.push(format!("  {kind} in section '{}'{opened}", placed.kind.name()));
        if block.kind != BlockKind::Table {
            for sentence in sentences(&block.text, scene.pack) {
                let span = sentence.whole();
                let stands_here = block.lines.iter().any(|index| {
                    wanted(*index) && scene.document.lines[*index].span.overlaps(span)
                });
                if stands_here {
                    try_rules(scene, &sentence, placed.kind, &mut told);
                }
            }
        }
    }
    if !is_found {
        let furniture = scene.document.lines.iter().enumerate().any(|(index, line)| {
            wanted(index) && line.kind == crate::document::LineKind::Furniture
        });
        told.lines.push(if furniture {
            "  a running header, footer or page number: put aside".to_owned()
        } else {
            "  no text stands there".to_owned()
        });
    }
    facts_at(facts, page, line, &mut told);
    told
}

fn try_rules(scene: &Scene<'_>, sentence: &Text, section: SectionKind, told: &mut Explanation) {
    let reader = scene.reader(sentence);
    let chosen = decision::read_sentence(scene, sentence, section)
        .map(|reading| reading.hit.rule.id.clone());
    for kind in TRIED {
        for rule in scene.pack.rules_of(kind) {
            for pattern in &rule.patterns {
                for found in pattern.find_all(sentence.folded(), &reader) {
                    let words = sentence.words(found.range.clone());
                    let verdict = verdict(scene, rule, sentence, &found.range, chosen.as_deref());
                    told.lines.push(format!("  {verdict} {} on \"{words}\"", rule.id));
                }
            }
        }
    }
}

fn verdict(
    scene: &Scene<'_>,
    rule: &Rule,
    sentence: &Text,
    range: &std::ops::Range<usize>,
    chosen: Option<&str>,
) -> String {
    if let Some(guard) = apply::forbidden_by(rule, sentence, range) {
        let guard = &rule.guards[guard];
        let called = guard.name.as_deref().unwrap_or_else(|| guard.pattern.source());
        return format!("near miss (kept out by the guard '{called}'):");
    }
    if rule.kind == RuleKind::Clause {
        if decision::read_with(scene, rule, sentence).is_none() {
            return "near miss (nobody who could be its subject stands before it, or what must follow does not):".to_owned();
        }
        if chosen != Some(&rule.id) {
            return "matched, and another rule matched earlier or longer:".to_owned();
        }
    }
    "read by".to_owned()
}

fn facts_at(facts: &Facts, page: u32, line: Option<u32>, told: &mut Explanation) {
    let stands = |place: &Place| {
        let last = place.line + place.quote.matches('\n').count() as u32;
        place.page == page && line.is_none_or(|line| (place.line..=last).contains(&line))
    };
    let mut tell = |table: &str, evidence: &Evidence, text: String| {
        if stands(&evidence.place) {
            told.lines.push(format!(
                "  {table}: {text} [{}, {}]",
                evidence.rule,
                evidence.confidence.word()
            ));
        }
    };
    for meeting in &facts.meetings {
        let date = meeting.date.map(crate::model::iso).unwrap_or_default();
        tell(
            "meetings",
            &meeting.evidence,
            format!("{} {date}", meeting.body.as_deref().unwrap_or_default()),
        );
    }
    for row in &facts.attendance {
        let who = row.name.as_deref().or(row.organisation.as_deref()).unwrap_or_default();
        tell(
            "attendance",
            &row.evidence,
            format!("{who}: {}", crate::model::Word::word(row.status)),
        );
    }
    for row in &facts.agenda_items {
        tell(
            "agenda_items",
            &row.evidence,
            format!(
                "{} {}: {}",
                row.number.as_deref().unwrap_or("-"),
                row.title,
                crate::model::Word::word(row.outcome)
            ),
        );
    }
    for row in &facts.decisions {
        tell(
            "decisions",
            &row.evidence,
            format!("{}: {}", crate::model::Word::word(row.kind), row.text),
        );
    }
    for row in &facts.decision_owners {
        tell("decision_owners", &row.evidence, row.owner.clone());
    }
    for row in &facts.deadlines {
        let date = row.date.map(crate::model::iso).unwrap_or_default();
        tell(
            "deadlines",
            &row.evidence,
            format!("{}: {} {date}", crate::model::Word::word(row.kind), row.raw),
        );
    }
    for row in &facts.statements {
        tell(
            "statements",
            &row.evidence,
            format!("{}: {}", crate::model::Word::word(row.kind), row.text),
        );
    }
    for part in facts.evidence.iter().filter(|part| stands(&part.place)) {
        told.lines.push(format!(
            "  proves {}.{}: \"{}\" [{}]",
            part.table, part.column, part.place.quote, part.rule
        ));
    }
    for remark in
        facts.diagnostics.iter().filter(|remark| remark.place.as_ref().is_some_and(stands))
    {
        told.lines.push(format!("  {}: {} ({})", remark.severity, remark.message, remark.code));
    }
}
