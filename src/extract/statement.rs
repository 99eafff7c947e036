//! Statements: what the minutes say of earlier things, sentence by sentence.
//!
//! They are the raw material of follow-up: references by day, number or code, states, and
//! announcements. What they refer to is decided over the whole archive, not here.

use super::agenda::Agenda;
use super::apply;
use super::ledger::Ledger;
use super::outline::BlockKind;
use super::scene::Scene;
use super::sentence::sentences;
use super::text::Text;
use crate::model::{Confidence, Polarity, State, Statement, StatementKind, Word as _};
use crate::rules::{Rule, RuleKind, SectionKind};

/// Sections whose sentences may speak of earlier things.
const SPEAKING: [SectionKind; 7] = [
    SectionKind::Head,
    SectionKind::Discussion,
    SectionKind::Decisions,
    SectionKind::Actions,
    SectionKind::Resolution,
    SectionKind::Previous,
    SectionKind::Closing,
];

/// Reads the statements of a meeting: of each sentence, one a kind at most.
pub(super) fn read(scene: &Scene<'_>, ledger: &mut Ledger<'_>, agenda: &Agenda) -> Vec<Statement> {
    let mut found = Vec::new();
    for (at, (block, placed)) in scene.outline.blocks.iter().zip(&scene.placed).enumerate() {
        if !SPEAKING.contains(&placed.kind) {
            continue;
        }
        let item =
            agenda.of_block.get(at).copied().flatten().and_then(|item| agenda.items.get(item));
        let item = item.map(|item| item.agenda_item_id.clone());
        let texts = match block.kind {
            BlockKind::Table => block
                .rows
                .iter()
                .flat_map(|row| row.cells.iter().map(|cell| cell.text.clone()))
                .collect(),
            _ => sentences(&block.text, scene.pack),
        };
        for text in texts {
            let mut kinds = Vec::new();
            for rule in scene.pack.rules_of(RuleKind::Statement) {
                let Some(kind) = rule.word.as_deref().and_then(StatementKind::from_word) else {
                    continue;
                };
                if kinds.contains(&kind) {
                    continue;
                }
                if let Some(statement) = statement(scene, ledger, &text, rule, kind, item.clone()) {
                    kinds.push(kind);
                    found.push(statement);
                }
            }
        }
    }
    found
}

fn statement(
    scene: &Scene<'_>,
    ledger: &mut Ledger<'_>,
    text: &Text,
    rule: &Rule,
    kind: StatementKind,
    item: Option<String>,
) -> Option<Statement> {
    let reader = scene.reader(text);
    let hit = apply::first(rule, text, &reader)?;
    let evidence = ledger.evidence(text.whole(), &rule.id, Confidence::Medium);
    let words = |field: &str| hit.words(text, field).map(str::to_owned);
    let ref_date = hit
        .words(text, "ref_date")
        .and_then(|words| scene.pack.parse_date(words))
        .and_then(|parts| {
            // A reference looks back: without a year it is the last such day before the meeting.
            parts.date().or_else(|| {
                let meeting = scene.date?;
                let years = [meeting.year(), meeting.year() - 1];
                years
                    .into_iter()
                    .filter_map(|year| crate::model::Date::new(year, parts.month, parts.day).ok())
                    .find(|date| *date <= meeting)
            })
        });
    Some(Statement {
        statement_id: ledger.key("statements", evidence.place.char_start),
        document_id: ledger.document_id.clone(),
        meeting_id: scene.meeting_id.clone(),
        kind,
        agenda_item_id: item,
        ref_date,
        ref_number: words("ref_number"),
        ref_code: words("ref_code"),
        ref_body: words("ref_body"),
        state: hit.set("state").and_then(State::from_word),
        polarity: hit.set("polarity").and_then(Polarity::from_word).unwrap_or(Polarity::Positive),
        text: text.as_str().to_owned(),
        evidence,
    })
}
