//! Mentions of equal names as nodes, and the nodes that were found to be one person.
//!
//! In: mentions with their names. Out: nodes that hold the mentions of the same words, parted
//! where they are homonyms.
//!
//! Invariant: a node's mentions are one person as far as can be known; joins form trees, whose
//! roots are the persons.

use std::collections::{BTreeMap, BTreeSet};

use super::Doubt;
use super::mentions::{Mention, Source};
use crate::resolve::name::{Fit, Name};

/// Mentions of one name.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub name: Name,
    pub mentions: Vec<usize>,
    /// Who is meant, as the registry says.
    pub pinned: Option<String>,
    /// Meetings on whose roll it stands.
    pub rolls: BTreeSet<usize>,
    pub bodies: BTreeSet<usize>,
    pub organisations: BTreeSet<String>,
    /// The node that it was joined to, and how.
    pub parent: Option<(usize, Fit, f64)>,
}

/// All nodes of a scope.
#[derive(Clone, Debug)]
pub(super) struct Nodes {
    pub all: Vec<Node>,
    /// Word to the nodes whose name has it.
    pub by_word: BTreeMap<String, Vec<usize>>,
    /// Node of each mention.
    pub of_mention: Vec<Option<usize>>,
}

impl Nodes {
    /// No nodes yet.
    pub(super) fn new(mentions: &[Mention<'_>]) -> Self {
        Self { all: Vec::new(), by_word: BTreeMap::new(), of_mention: vec![None; mentions.len()] }
    }

    /// The node that a node was joined to in the end.
    pub(super) fn root(&self, mut node: usize) -> usize {
        while let Some((parent, _, _)) = self.all[node].parent {
            node = parent;
        }
        node
    }

    /// Makes a node of mentions of one name; the first gives the name.
    pub(super) fn add(
        &mut self,
        of: Vec<usize>,
        pinned: Option<String>,
        mentions: &[Mention<'_>],
    ) -> usize {
        let at = self.all.len();
        let name = mentions[of[0]].name.clone();
        for word in name.whole() {
            let nodes = self.by_word.entry(word.text.clone()).or_default();
            if nodes.last() != Some(&at) {
                nodes.push(at);
            }
        }
        let rows = || of.iter().map(|mention| &mentions[*mention]);
        let rolls =
            rows().filter(|row| row.source == Source::Roll).map(|row| row.meeting).collect();
        let bodies = rows().map(|row| row.body).collect();
        let organisations = rows().filter_map(|row| row.organisation.map(str::to_owned)).collect();
        for mention in &of {
            self.of_mention[*mention] = Some(at);
        }
        self.all.push(Node {
            name,
            mentions: of,
            pinned,
            rolls,
            bodies,
            organisations,
            parent: None,
        });
        at
    }

    /// Joins a root to another root.
    pub(super) fn attach(&mut self, node: usize, to: usize, fit: Fit, score: f64) {
        let Node { rolls, bodies, organisations, pinned, .. } = self.all[node].clone();
        let target = &mut self.all[to];
        target.rolls.extend(rolls);
        target.bodies.extend(bodies);
        target.organisations.extend(organisations);
        if target.pinned.is_none() {
            target.pinned = pinned;
        }
        self.all[node].parent = Some((to, fit, score));
    }

    /// Whether two roots cannot be one person: they sit in one meeting, or the registry
    /// means two.
    pub(super) fn are_two(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.all[one], &self.all[other]);
        let are_pinned = matches!((&one.pinned, &other.pinned), (Some(a), Some(b)) if a != b);
        are_pinned || !one.rolls.is_disjoint(&other.rolls)
    }

    /// Whether their organisations speak for one person (`Some(true)`) or for two.
    pub(super) fn organisations_agree(&self, one: usize, other: usize) -> Option<bool> {
        let (one, other) = (&self.all[one].organisations, &self.all[other].organisations);
        (!one.is_empty() && !other.is_empty()).then(|| !one.is_disjoint(other))
    }

    /// A spelling of a node, for messages.
    pub(super) fn name_of(&self, node: usize, mentions: &[Mention<'_>]) -> String {
        mentions[self.all[node].mentions[0]].written.to_owned()
    }
}

/// Makes nodes of all names of two whole words or more, and of all that the registry means.
pub(super) fn build(mentions: &[Mention<'_>], nodes: &mut Nodes, doubts: &mut Vec<Doubt>) {
    let mut pinned: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut named: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, mention) in mentions.iter().enumerate() {
        if let Some(alias) = &mention.alias {
            pinned.entry(alias.clone()).or_default().push(at);
        } else if mention.name.is_full() && !mention.source.is_aside() {
            named.entry(mention.name.key()).or_default().push(at);
        }
    }
    // A name that equals what an alias means is that person, unless an alias speaks of it too.
    for (canonical, of) in &mut pinned {
        let mut words: Vec<String> =
            crate::resolve::words::plain(canonical).split(' ').map(str::to_owned).collect();
        words.sort();
        if let Some(more) = named.remove(&words.join(" ")) {
            of.extend(more);
            of.sort_unstable();
        }
    }
    for (canonical, of) in pinned {
        nodes.add(of, Some(canonical), mentions);
    }
    for of in named.into_values() {
        let parts = homonyms(&of, mentions);
        let made: Vec<usize> =
            parts.into_iter().map(|part| nodes.add(part, None, mentions)).collect();
        if let [first, others @ ..] = made.as_slice()
            && !others.is_empty()
        {
            let mention = nodes.all[*first].mentions[0];
            doubts.push(Doubt { mention, node: *first, others: others.to_vec(), kind: "homonym" });
        }
    }
}

/// Mentions of one name parted by person: all together, unless two seats of one meeting, or
/// organisations that alternate in one body, show that they are several.
fn homonyms(of: &[usize], mentions: &[Mention<'_>]) -> Vec<Vec<usize>> {
    if !are_several(of, mentions) {
        return vec![of.to_vec()];
    }
    let mut parts: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut unknown = Vec::new();
    for mention in of {
        match mentions[*mention].organisation {
            Some(organisation) => parts.entry(organisation).or_default().push(*mention),
            None => unknown.push(*mention),
        }
    }
    let known = parts.clone();
    let mut apart: Vec<Vec<usize>> = Vec::new();
    for mention in &unknown {
        // Without an organisation, it is the one of that body who is not on that roll already;
        // an owner or the chair is the one who is.
        let row = &mentions[*mention];
        let is_here = |at: &usize| mentions[*at].meeting == row.meeting;
        let in_body = |at: &usize| mentions[*at].body == row.body;
        let rivals = unknown
            .iter()
            .filter(|at| is_here(at) && mentions[**at].source == Source::Roll)
            .count();
        let one = if row.source == Source::Roll {
            let mut free = known
                .iter()
                .filter(|(_, of)| of.iter().any(in_body) && !of.iter().any(is_here))
                .map(|(key, _)| *key);
            free.next().filter(|_| rivals == 1 && free.next().is_none())
        } else {
            sole(&known, is_here)
        };
        match one.and_then(|key| parts.get_mut(key)) {
            Some(part) => part.push(*mention),
            None => apart.push(vec![*mention]),
        }
    }
    let mut parts: Vec<Vec<usize>> = parts.into_values().chain(apart).collect();
    for part in &mut parts {
        part.sort_unstable();
    }
    parts.sort();
    parts
}

/// The one part that has a mention such as asked for.
fn sole<'a>(
    parts: &BTreeMap<&'a str, Vec<usize>>,
    is_such: impl Fn(&usize) -> bool,
) -> Option<&'a str> {
    let mut found = parts.iter().filter(|(_, of)| of.iter().any(&is_such)).map(|(key, _)| *key);
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn are_several(of: &[usize], mentions: &[Mention<'_>]) -> bool {
    // Nobody sits for two comuni at once, in whatever bodies; other organisations are compared
    // within a body, since one person may sit for different ones in different bodies.
    let seats = || {
        let rolls = of.iter().map(|mention| &mentions[*mention]);
        rolls
            .filter(|row| row.source == Source::Roll)
            .filter_map(|row| Some((row, row.organisation?)))
    };
    let bodies: BTreeSet<usize> = seats().map(|(row, _)| row.body).collect();
    let comuni = seats().filter(|(row, _)| row.is_comune);
    alternates(comuni.map(|(row, organisation)| (row.meeting, organisation)))
        || bodies.into_iter().any(|body| {
            let own = seats().filter(|(row, _)| row.body == body);
            alternates(own.map(|(row, organisation)| (row.meeting, organisation)))
        })
}

/// Whether two organisations stand in one meeting, or one comes back after another.
fn alternates<'a>(seats: impl Iterator<Item = (usize, &'a str)>) -> bool {
    let mut last: Option<(usize, &str)> = None;
    let mut left: BTreeSet<&str> = BTreeSet::new();
    for (meeting, organisation) in seats {
        if let Some((before, other)) = last
            && other != organisation
        {
            if before == meeting || left.contains(organisation) {
                return true;
            }
            left.insert(other);
        }
        last = Some((meeting, organisation));
    }
    false
}
