//! Names that say too little by themselves: initials, surnames alone, names beside offices.
//!
//! In: mentions without a node. Out: a node for each name, body and organisation, joined to the
//! one person who fits: of the same roll first (for owners, chair and secretary), then of the
//! body, then of the scope.

use std::collections::{BTreeMap, BTreeSet};

use super::Doubt;
use super::mentions::{Mention, Source};
use super::nodes::Nodes;
use crate::resolve::name::Fit;
use crate::resolve::words::Words;

/// Makes nodes of the mentions that have none, and joins them where one person fits.
pub(super) fn settle(
    mentions: &[Mention<'_>],
    words: &Words,
    nodes: &mut Nodes,
    doubts: &mut Vec<Doubt>,
) {
    let people = nodes.all.len();
    let on_rolls = by_roll(nodes);
    let seats = by_seat(mentions);
    let mut groups: BTreeMap<(String, usize, Option<&str>, usize), Vec<usize>> = BTreeMap::new();
    let mut alone: Vec<usize> = Vec::new();
    for (at, mention) in mentions.iter().enumerate() {
        if nodes.of_mention[at].is_some() {
            continue;
        }
        if mention.source.is_of_stand_in()
            && let Some((root, fit, score)) = of_this_seat(mention, &seats, mentions, words, nodes)
        {
            let node = nodes.add(vec![at], None, mentions);
            nodes.attach(node, root, fit, score);
            continue;
        }
        if mention.source != Source::Roll
            && let Some(found) = on_this_roll(mention, &on_rolls, words, nodes)
        {
            match found {
                Ok((root, fit, score)) => {
                    let node = nodes.add(vec![at], None, mentions);
                    nodes.attach(node, root, fit, score);
                }
                Err(others) => {
                    let node = if mention.source.is_aside() {
                        others[0]
                    } else {
                        nodes.add(vec![at], None, mentions)
                    };
                    doubts.push(Doubt { mention: at, node, others, kind: "ambiguous" });
                }
            }
            continue;
        }
        if mention.source.is_aside() {
            alone.push(at);
            continue;
        }
        let key = (mention.name.key(), mention.body, mention.organisation, 0);
        groups.entry(key).or_default().push(at);
    }
    let mut apart: BTreeMap<(String, Option<usize>), Vec<usize>> = BTreeMap::new();
    for ((key, body, _, _), of) in groups {
        let node = nodes.add(of, None, mentions);
        match wider(node, body, people, words, nodes) {
            Some(Ok((root, fit, score))) => nodes.attach(node, root, fit, score),
            Some(Err(others)) => {
                let mention = nodes.all[node].mentions[0];
                doubts.push(Doubt { mention, node, others, kind: "ambiguous" });
            }
            None => {
                // Nobody fits: the same initials and surname are one person in the scope, the
                // same surname alone in the body.
                let is_surname = nodes.all[node].name.tokens.len() == 1;
                apart.entry((key, is_surname.then_some(body))).or_default().push(node);
            }
        }
    }
    for of in apart.into_values() {
        let mut roots: Vec<usize> = Vec::new();
        for node in of {
            let same = roots.iter().copied().find(|root| {
                !nodes.are_two(node, *root) && nodes.organisations_agree(node, *root) != Some(false)
            });
            match same {
                Some(root) => nodes.attach(node, root, Fit::Exact, 1.0),
                None => roots.push(node),
            }
        }
    }
    for at in alone {
        if let Some((root, fit, score)) =
            of_this_seat(&mentions[at], &seats, mentions, words, nodes)
        {
            let node = nodes.add(vec![at], None, mentions);
            nodes.attach(node, root, fit, score);
            continue;
        }
        // A name beside an office or another person makes no person: it is one who is known, or
        // nobody.
        let found = fitting(&mentions[at].name, 0..people, words, nodes);
        let in_body: BTreeMap<usize, (Fit, f64)> = found
            .into_iter()
            .filter(|(root, _)| nodes.all[*root].bodies.contains(&mentions[at].body))
            .collect();
        if let (Some((root, (fit, score))), 1) = (in_body.iter().next(), in_body.len()) {
            let node = nodes.add(vec![at], None, mentions);
            nodes.attach(node, *root, *fit, *score);
        }
    }
}

/// The roots on each meeting's roll.
fn by_roll(nodes: &Nodes) -> BTreeMap<usize, BTreeSet<usize>> {
    let mut rolls: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (at, node) in nodes.all.iter().enumerate().filter(|(_, node)| node.parent.is_none()) {
        for meeting in &node.rolls {
            rolls.entry(*meeting).or_default().insert(at);
        }
    }
    rolls
}

/// The rows of each seat of a meeting.
fn by_seat<'a>(mentions: &[Mention<'a>]) -> BTreeMap<(usize, &'a str), Vec<usize>> {
    let mut seats: BTreeMap<(usize, &str), Vec<usize>> = BTreeMap::new();
    for (at, mention) in mentions.iter().enumerate() {
        if let (Source::Roll, Some(seat)) = (mention.source, mention.seat) {
            seats.entry((mention.meeting, seat)).or_default().push(at);
        }
    }
    seats
}

/// The person of the other row of a seat, where the name beside one row fits it.
fn of_this_seat(
    mention: &Mention<'_>,
    seats: &BTreeMap<(usize, &str), Vec<usize>>,
    mentions: &[Mention<'_>],
    words: &Words,
    nodes: &Nodes,
) -> Option<(usize, Fit, f64)> {
    let rows = seats.get(&(mention.meeting, mention.seat?))?;
    let mut others = rows.iter().filter(|at| mentions[**at].row_id != mention.row_id);
    let (other, None) = (others.next()?, others.next()) else { return None };
    let root = nodes.root(nodes.of_mention[*other]?);
    let (fit, score) = mention.name.fits(&mentions[*other].name, words)?;
    Some((root, fit, score))
}

type Joined = Result<(usize, Fit, f64), Vec<usize>>;

/// The one person of the mention's own roll who fits; `None` where nobody does.
fn on_this_roll(
    mention: &Mention<'_>,
    rolls: &BTreeMap<usize, BTreeSet<usize>>,
    words: &Words,
    nodes: &Nodes,
) -> Option<Joined> {
    let roll = rolls.get(&mention.meeting)?;
    let fits: Vec<(usize, Fit, f64)> = roll
        .iter()
        .filter_map(|root| {
            let (fit, score) = best_fit(&mention.name, *root, words, nodes)?;
            Some((*root, fit, score))
        })
        .collect();
    match fits.as_slice() {
        [] => None,
        [one] => Some(Ok(*one)),
        several => Some(Err(several.iter().map(|(root, _, _)| *root).collect())),
    }
}

/// How a name fits a person in the spelling of the root or of what was joined to it.
fn best_fit(
    name: &crate::resolve::name::Name,
    root: usize,
    words: &Words,
    nodes: &Nodes,
) -> Option<(Fit, f64)> {
    let (fit, score) = name.fits(&nodes.all[root].name, words)?;
    (fit != Fit::Near).then_some((fit, score))
}

/// The roots among `of` that a name fits.
fn fitting(
    name: &crate::resolve::name::Name,
    of: std::ops::Range<usize>,
    words: &Words,
    nodes: &Nodes,
) -> BTreeMap<usize, (Fit, f64)> {
    let mut found: BTreeMap<usize, (Fit, f64)> = BTreeMap::new();
    let lists = name.whole().filter_map(|word| nodes.by_word.get(&word.text));
    for node in lists.flatten().copied().filter(|node| of.contains(node)) {
        if let Some((fit, score)) = name.fits(&nodes.all[node].name, words)
            && fit != Fit::Near
        {
            let root = nodes.root(node);
            let best = found.entry(root).or_insert((fit, score));
            if score > best.1 {
                *best = (fit, score);
            }
        }
    }
    found
}

/// The one person of the body, otherwise of the scope, whom a node fits; organisations tell
/// several apart.
fn wider(node: usize, body: usize, people: usize, words: &Words, nodes: &Nodes) -> Option<Joined> {
    let name = nodes.all[node].name.clone();
    let mut fits = fitting(&name, 0..people, words, nodes);
    fits.retain(|root, _| {
        !nodes.are_two(node, *root) && nodes.organisations_agree(node, *root) != Some(false)
    });
    let is_surname = name.tokens.len() == 1;
    let in_body = |root: &usize| nodes.all[*root].bodies.contains(&body);
    let near: BTreeMap<usize, (Fit, f64)> =
        fits.iter().filter(|(root, _)| in_body(root)).map(|(root, fit)| (*root, *fit)).collect();
    // A surname alone is looked for no further than its body, unless the organisation is known.
    let pool = if !near.is_empty() {
        near
    } else if is_surname {
        fits.retain(|root, _| nodes.organisations_agree(node, *root) == Some(true));
        fits
    } else {
        fits
    };
    let supported: Vec<usize> = pool
        .keys()
        .copied()
        .filter(|root| nodes.organisations_agree(node, *root) == Some(true))
        .collect();
    let chosen: Vec<usize> =
        if supported.len() == 1 { supported } else { pool.keys().copied().collect() };
    match chosen.as_slice() {
        [] => None,
        [one] => {
            let (fit, score) = pool[one];
            Some(Ok((*one, fit, score)))
        }
        several => Some(Err(several.to_vec())),
    }
}
