//! Votes: how they ended, and to which decision they belong.
//!
//! A vote belongs to the decisions of its own sentence; else, told before an operative part, to
//! all entries of that part; else to the nearest decision of its block or of the block before.

use super::super::apply::{self, Hit};
use super::super::ledger::Ledger;
use super::super::outline::BlockKind;
use super::super::scene::Scene;
use super::super::sentence::sentences;
use super::super::text::Text;
use super::draft::{Draft, VoteDraft};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Span, VoteOutcome, Word as _};
use crate::rules::{RuleKind, SectionKind};

/// Finds votes and gives them to drafts.
pub(super) fn attach(scene: &Scene<'_>, ledger: &mut Ledger<'_>, drafts: &mut [Draft]) {
    for (at, (block, placed)) in scene.outline.blocks.iter().zip(&scene.placed).enumerate() {
        if block.kind == BlockKind::Table
            || matches!(
                placed.kind,
                SectionKind::Roll | SectionKind::Agenda | SectionKind::NextAgenda
            )
        {
            continue;
        }
        for sentence in sentences(&block.text, scene.pack) {
            if let Some(vote) = vote_of(scene, &sentence) {
                check_sum(ledger, &vote, sentence.whole());
                give(scene, drafts, at, &sentence, &vote);
            }
        }
    }
}

/// The vote that a sentence tells: all vote rules that match, joined.
fn vote_of(scene: &Scene<'_>, sentence: &Text) -> Option<VoteDraft> {
    let reader = scene.reader(sentence);
    let hits: Vec<Hit<'_>> = scene
        .pack
        .rules_of(RuleKind::Vote)
        .filter_map(|rule| apply::first(rule, sentence, &reader))
        .collect();
    let first = hits.first()?;
    let count = |field: &str| {
        let words = hits.iter().find_map(|hit| hit.words(sentence, field))?;
        // "nessun contrario": no vote, in a word.
        let none = scene.pack.lexicon("nothing").lookup(words).map(|_| 0);
        none.or_else(|| scene.pack.vocabulary.numbers.parse(words))
            .and_then(|count| i32::try_from(count).ok())
    };
    let outcome = hits.iter().find_map(|hit| VoteOutcome::from_word(hit.set("vote_outcome")?));
    let (votes_for, against, abstained) =
        (count("votes_for"), count("votes_against"), count("votes_abstained"));
    let outcome = outcome.or(match (votes_for, against, abstained) {
        (Some(0), Some(1..), _) => Some(VoteOutcome::Rejected),
        (Some(votes_for), Some(against), _) if against > votes_for => Some(VoteOutcome::Rejected),
        (Some(_), Some(0), None | Some(0)) => Some(VoteOutcome::Unanimous),
        (Some(_), Some(_), _) | (Some(_), None, Some(1..)) => Some(VoteOutcome::Majority),
        _ => None,
    });
    let span = hits.iter().map(|hit| sentence.span(hit.found.range.clone())).reduce(Span::cover)?;
    if outcome.is_none() && votes_for.is_none() {
        return None;
    }
    Some(VoteDraft { outcome, votes_for, against, abstained, span, rule: first.rule.id.clone() })
}

fn check_sum(ledger: &mut Ledger<'_>, vote: &VoteDraft, span: Span) {
    let (Some(present), Some(votes_for)) = (ledger.present, vote.votes_for) else { return };
    let cast = votes_for + vote.against.unwrap_or(0) + vote.abstained.unwrap_or(0);
    if cast > present {
        let message =
            format!("{cast} votes are told, and {present} people with a seat are present");
        ledger.remark(Diagnostic::new(Code::VotesExceedPresent, message).at(span).rule(&vote.rule));
    }
}

fn give(scene: &Scene<'_>, drafts: &mut [Draft], block: usize, sentence: &Text, vote: &VoteDraft) {
    let whole = sentence.whole();
    let own: Vec<usize> = indexes(drafts, |draft| {
        whole.contains(draft.text.whole()) || draft.text.whole().contains(whole)
    });
    if !own.is_empty() {
        return own.into_iter().for_each(|at| set(&mut drafts[at], vote));
    }
    // The operative part that begins within the next blocks.
    let resolution = (block + 1..scene.placed.len().min(block + 4))
        .find(|at| scene.placed[*at].kind == SectionKind::Resolution);
    if let Some(start) = resolution {
        let run = scene.placed[start].run;
        let listed = indexes(drafts, |draft| scene.placed[draft.block].run == run);
        return listed.into_iter().for_each(|at| set(&mut drafts[at], vote));
    }
    let item = drafts.iter().find(|draft| draft.block == block).and_then(|draft| draft.item);
    let near = indexes(drafts, |draft| draft.block == block)
        .into_iter()
        .min_by_key(|at| drafts[*at].text.whole().start.abs_diff(whole.start))
        .or_else(|| {
            indexes(drafts, |draft| {
                draft.block < block
                    && block - draft.block <= 2
                    && (item.is_none() || draft.item == item)
            })
            .pop()
        });
    if let Some(at) = near {
        set(&mut drafts[at], vote);
    }
}

fn indexes(drafts: &[Draft], fits: impl Fn(&Draft) -> bool) -> Vec<usize> {
    (0..drafts.len()).filter(|at| fits(&drafts[*at])).collect()
}

fn set(draft: &mut Draft, vote: &VoteDraft) {
    if draft.vote.is_none() {
        draft.vote = Some(vote.clone());
    }
}
