//! Whole names that are nearly the same: words left out, misprints.

use std::collections::{BTreeMap, BTreeSet};

use super::Doubt;
use super::nodes::Nodes;
use crate::resolve::name::{Fit, Name};
use crate::resolve::words::Words;

/// Most nodes that a word leads to before it is too common to look for candidates by.
const COMMON: usize = 400;

/// Families of one surname in a scope up to which it is rare enough for a name without support.
const RARE: usize = 1;

/// Meetings in which a spelling stands, beyond which it is no misprint unless something else
/// speaks for it: a slip of the pen is not repeated.
const SLIPS: usize = 2;

/// Joins whole names that fit one other and nothing speaks against.
pub(super) fn full(words: &Words, nodes: &mut Nodes, doubts: &mut Vec<Doubt>) {
    let families = families(nodes);
    // Names that say less are joined to names that say more, so they come first.
    let mut order: Vec<usize> = (0..nodes.all.len()).collect();
    order.sort_by_key(|at| {
        let node = &nodes.all[*at];
        (node.name.tokens.len(), node.mentions.len(), node.name.key(), *at)
    });
    for node in order {
        if nodes.all[node].parent.is_some() || !nodes.all[node].name.is_full() {
            continue;
        }
        let mut fits: BTreeMap<usize, (Fit, f64)> = BTreeMap::new();
        let mut refused: Vec<usize> = Vec::new();
        for other in candidates(node, nodes) {
            let root = nodes.root(other);
            if root == node || nodes.are_two(node, root) {
                continue;
            }
            let name = &nodes.all[node].name;
            let Some((fit, score)) = name.fits(&nodes.all[other].name, words) else { continue };
            let is_weaker = nodes.all[node].rolls.len() <= nodes.all[root].rolls.len();
            let is_meant = match fit {
                Fit::Partial => speaks_for(node, root, &families, nodes),
                Fit::Near => is_weaker && is_slip(node, root, nodes),
                // The same words are one node already, or homonyms.
                _ => continue,
            };
            if is_meant {
                let best = fits.entry(root).or_insert((fit, score));
                if score > best.1 {
                    *best = (fit, score);
                }
            } else if fit == Fit::Partial || is_weaker {
                refused.push(root);
            }
        }
        let mention = nodes.all[node].mentions[0];
        match fits.iter().next() {
            Some((root, (fit, score))) if fits.len() == 1 => {
                nodes.attach(node, *root, *fit, *score);
            }
            Some(_) => {
                let others = fits.keys().copied().collect();
                doubts.push(Doubt { mention, node, others, kind: "ambiguous" });
            }
            None => {
                refused.sort_unstable();
                refused.dedup();
                if !refused.is_empty() {
                    doubts.push(Doubt { mention, node, others: refused, kind: "ambiguous" });
                }
            }
        }
    }
}

/// Nodes that share a word with this one.
fn candidates(node: usize, nodes: &Nodes) -> BTreeSet<usize> {
    let lists = nodes.all[node].name.whole().filter_map(|word| nodes.by_word.get(&word.text));
    let useful = lists.filter(|list| list.len() <= COMMON);
    useful.flatten().copied().filter(|other| *other != node).collect()
}

/// Number of different people, by given names, that bear each surname.
fn families(nodes: &Nodes) -> BTreeMap<String, usize> {
    let mut bearers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for node in &nodes.all {
        let given = node
            .name
            .whole()
            .filter(|word| !node.name.surnames().any(|surname| surname.text == word.text));
        let first = given.map(|word| word.text.clone()).min().unwrap_or_default();
        for surname in node.name.surnames() {
            bearers.entry(surname.text.clone()).or_default().insert(first.clone());
        }
    }
    bearers.into_iter().map(|(surname, given)| (surname, given.len())).collect()
}

/// Whether enough speaks for a name with words left out.
fn speaks_for(node: usize, root: usize, families: &BTreeMap<String, usize>, nodes: &Nodes) -> bool {
    if let Some(agree) = nodes.organisations_agree(node, root) {
        return agree;
    }
    let common = |name: &Name| {
        name.surnames().any(|word| families.get(&word.text).copied().unwrap_or(0) > RARE)
    };
    let shares_body = !nodes.all[node].bodies.is_disjoint(&nodes.all[root].bodies);
    shares_body && !common(&nodes.all[node].name)
}

/// Whether a spelling is a slip: the same organisation, or a spelling found once or twice beside
/// one found oftener in the same body.
fn is_slip(node: usize, root: usize, nodes: &Nodes) -> bool {
    let (one, other) = (&nodes.all[node], &nodes.all[root]);
    let shares_body = !one.bodies.is_disjoint(&other.bodies);
    let is_rare = one.rolls.len() <= SLIPS && other.rolls.len() > one.rolls.len();
    match nodes.organisations_agree(node, root) {
        Some(agree) => agree && shares_body,
        None => shares_body && is_rare,
    }
}
