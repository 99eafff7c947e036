//! Links by code, by stated reference, by repeated words and by subject.

use std::collections::{BTreeMap, BTreeSet};

use super::terms::{Index, Subject, acts};
use super::{Later, Link, Precision};
use crate::model::{Confidence, Outcome as ItemOutcome, Polarity, State, Statement, StatementKind};
use crate::resolve::scope::{MeetingView, Scope};
use crate::resolve::words::{plain, squeeze};

/// Likeness from which on a stated day and a shared subject make a reference: what words that
/// all decisions use have in common stays below it. A day alone says nothing of a decision: most
/// often it is that of minutes which are approved.
const STATED: f64 = 0.4;

/// Likeness from which on a later decision says the same.
const REPEATED: f64 = 0.9;

/// Fewest terms that two texts share before their subjects are compared.
const FEWEST: usize = 2;

/// Fewest terms of a text that says what it is about: the words by which a vote ends, alone,
/// are those of any other.
const FEWEST_REPEATED: usize = 3;

/// Closeness from which on a link by subject is more than a guess.
const SURE: f64 = 0.7;

/// Most decisions that a term leads to: what is commoner says nothing.
const COMMON: usize = 60;

/// What an owner named in the later words adds to the likeness.
const OWNER: f64 = 0.05;

/// How much better the best decision must fit than any of another subject.
const MARGIN: f64 = 0.05;

/// All links of a scope but those of deferred items.
pub(super) fn links<'a>(
    scope: &Scope<'a>,
    index: &Index<'a>,
    precision: Precision,
) -> Vec<Link<'a>> {
    let mut links = Vec::new();
    let codes = codes(index);
    let days = days(scope, index);
    for (to, view) in scope.meetings.iter().enumerate().filter(|(to, _)| index.is_counted[*to]) {
        let titles: BTreeMap<&str, &str> = view
            .items
            .iter()
            .map(|item| (item.agenda_item_id.as_str(), item.title.as_str()))
            .collect();
        let states = states(view);
        for statement in &view.statements {
            let own = states.get(statement.text.as_str()).copied().unwrap_or(State::Mentioned);
            let later = Later::Statement(&statement.statement_id);
            let here = Here { scope, index, to, later, state: own };
            if let Some(link) = here.by_code(&codes, &statement.text, statement.ref_code.as_deref())
            {
                links.push(link);
                continue;
            }
            let mut terms = index.terms(&statement.text);
            if let Some(link) = here.by_reference(statement, &terms, &days) {
                links.push(link);
                continue;
            }
            let is_stated = statement.ref_date.is_some() || statement.ref_number.is_some();
            if statement.kind == StatementKind::Reference && is_stated {
                // A day or number that leads to no decision read is no reason to guess another.
                continue;
            }
            let title = statement.agenda_item_id.as_deref().and_then(|id| titles.get(id));
            if let Some(title) = title
                && terms.len() < 4
            {
                terms.extend(index.terms(title));
            }
            links.extend(here.by_subject(&statement.text, &terms, precision));
        }
        for item in &view.items {
            let state = match item.outcome {
                ItemOutcome::Deferred => State::Postponed,
                ItemOutcome::Withdrawn => State::Cancelled,
                _ => State::Mentioned,
            };
            let here = Here { scope, index, to, later: Later::Item(&item.agenda_item_id), state };
            let link = here
                .by_code(&codes, &item.title, None)
                .or_else(|| here.by_subject(&item.title, &index.terms(&item.title), precision));
            links.extend(link);
        }
        for decision in view.decisions.iter().filter(|row| row.same_as.is_none()) {
            let later = Later::Decision(&decision.decision_id);
            let here = Here { scope, index, to, later, state: State::Mentioned };
            let link = here
                .by_code(&codes, &decision.text, decision.code.as_deref())
                .or_else(|| here.repeated(&index.terms(&decision.text)));
            links.extend(link);
        }
    }
    links
}

/// The state that the sentences of a meeting report: a sentence may refer and report at once.
fn states<'a>(view: &MeetingView<'a>) -> BTreeMap<&'a str, State> {
    let mut states: BTreeMap<&str, State> = BTreeMap::new();
    for statement in &view.statements {
        let state = match (statement.state, statement.polarity) {
            (Some(State::Done), Polarity::Negative) => State::InProgress,
            (Some(state), _) => state,
            (None, _) => continue,
        };
        let known = states.entry(&statement.text).or_insert(state);
        if *known == State::Mentioned {
            *known = state;
        }
    }
    states
}

/// Folded codes to the decisions that bear them.
fn codes(index: &Index<'_>) -> BTreeMap<String, Vec<usize>> {
    let mut codes: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, subject) in index.subjects.iter().enumerate() {
        if let Some(code) = subject.decision.code.as_deref().map(squeeze)
            && !code.is_empty()
        {
            codes.entry(code).or_default().push(at);
        }
    }
    codes
}

/// Days of meetings to the decisions taken on them.
fn days(scope: &Scope<'_>, index: &Index<'_>) -> BTreeMap<crate::model::Date, Vec<usize>> {
    let mut days: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, subject) in index.subjects.iter().enumerate() {
        if let Some(day) = scope.meetings[subject.meeting].date() {
            days.entry(day).or_default().push(at);
        }
    }
    days
}

/// Later words of one meeting.
struct Here<'x, 'a> {
    scope: &'x Scope<'a>,
    index: &'x Index<'a>,
    to: usize,
    later: Later<'a>,
    state: State,
}

impl<'a> Here<'_, 'a> {
    fn link(
        &self,
        subject: &Subject<'a>,
        method: &'static str,
        confidence: Confidence,
    ) -> Link<'a> {
        Link {
            decision_id: &subject.decision.decision_id,
            from: subject.meeting,
            to: self.to,
            later: self.later,
            method,
            confidence,
            state: self.state,
        }
    }

    fn is_earlier(&self, subject: &Subject<'_>) -> bool {
        let date = |at: usize| self.scope.meetings[at].date();
        date(subject.meeting) < date(self.to)
    }

    /// The last earlier decision whose code these words bear.
    fn by_code(
        &self,
        codes: &BTreeMap<String, Vec<usize>>,
        text: &str,
        stated: Option<&str>,
    ) -> Option<Link<'a>> {
        if codes.is_empty() {
            return None;
        }
        // A code in a text has a digit and a mark or a letter: a number alone is none.
        let is_code = |word: &&str| {
            word.bytes().any(|byte| byte.is_ascii_digit())
                && word.chars().any(|letter| !letter.is_ascii_digit())
        };
        let trimmed =
            |word: &str| word.trim_matches([',', '.', ';', ':', '(', ')', '[', ']']).to_owned();
        let words = text.split_whitespace().map(trimmed).collect::<Vec<_>>();
        let written = words.iter().map(String::as_str).filter(is_code);
        let found = stated.into_iter().chain(written).find_map(|code| {
            let bearers = codes.get(&squeeze(code))?;
            bearers.iter().rev().map(|at| &self.index.subjects[*at]).find(|subject| {
                let is_as_written =
                    subject.decision.code.as_deref().is_some_and(|own| own.trim() == code);
                (is_as_written || stated == Some(code)) && self.is_earlier(subject)
            })
        })?;
        Some(self.link(found, "code", Confidence::High))
    }

    /// The decision of the meeting whose day, or else whose number, the words name.
    fn by_reference(
        &self,
        statement: &Statement,
        terms: &BTreeSet<u32>,
        days: &BTreeMap<crate::model::Date, Vec<usize>>,
    ) -> Option<Link<'a>> {
        // The body that is named; where none is, the own one before the others of that day.
        let named = statement.ref_body.as_deref().map(plain);
        let is_named = named.is_some();
        let wanted = named.unwrap_or_else(|| self.index.bodies[self.to].clone());
        let body = |subject: &Subject<'_>| &self.index.bodies[subject.meeting];
        let Some(day) = statement.ref_date else {
            let of = self.numbered(statement.ref_number.as_deref()?, &wanted);
            return Some(self.link(self.best_of(&of, terms)?, "reference", Confidence::High));
        };
        let of = days.get(&day)?.iter().map(|at| &self.index.subjects[*at]);
        let (own, others): (Vec<_>, Vec<_>) = of
            .filter(|subject| self.is_earlier(subject))
            .partition(|subject| *body(subject) == wanted);
        let found = self.best_of(&own, terms).map(|one| (one, Confidence::High));
        let found = found.or_else(|| {
            let may_be_meant = !is_named || own.is_empty();
            let one = may_be_meant.then(|| self.best_of(&others, terms)).flatten()?;
            Some((one, Confidence::Medium))
        });
        found.map(|(one, sure)| self.link(one, "reference", sure))
    }

    /// The decisions of the last earlier meeting of a body that bears a number.
    fn numbered(&self, number: &str, body: &str) -> Vec<&Subject<'a>> {
        let key = (body.to_owned(), number.trim_start_matches('0').to_owned());
        let date = |at: usize| self.scope.meetings[at].date();
        let bearing = self.index.by_number.get(&key).into_iter().flatten().rev();
        let earlier = bearing.copied().find(|at| date(*at) < date(self.to));
        let Some(meeting) = earlier else { return Vec::new() };
        let first = self.index.subjects.partition_point(|subject| subject.meeting < meeting);
        let of = self.index.subjects[first..].iter();
        of.take_while(|subject| subject.meeting == meeting).collect()
    }

    /// The one decision whose subject the words fit.
    fn best_of<'s>(
        &self,
        of: &[&'s Subject<'a>],
        terms: &BTreeSet<u32>,
    ) -> Option<&'s Subject<'a>> {
        let mut scored: Vec<(f64, &Subject<'a>)> = of
            .iter()
            .map(|subject| (self.index.likeness(&subject.terms, terms).0, *subject))
            .collect();
        scored.sort_by(|one, other| other.0.total_cmp(&one.0));
        let (best, one) = *scored.first()?;
        let is_clear = scored.get(1).is_none_or(|(second, _)| best - second >= MARGIN);
        (best >= STATED && is_clear).then_some(one)
    }

    /// Earlier decisions that share terms with a text, each with its likeness.
    fn candidates(&self, terms: &BTreeSet<u32>) -> Vec<(f64, usize)> {
        let mut seen: BTreeSet<usize> = BTreeSet::new();
        for term in terms {
            if let Some(of) = self.index.by_term.get(term)
                && of.len() <= COMMON
            {
                seen.extend(of);
            }
        }
        let mut scored = Vec::new();
        for at in seen {
            let subject = &self.index.subjects[at];
            if !self.is_earlier(subject) {
                continue;
            }
            let (mut likeness, shared) = self.index.closeness(&subject.terms, terms);
            if shared < FEWEST {
                continue;
            }
            if !subject.owners.is_disjoint(terms) {
                likeness += OWNER;
            }
            scored.push((likeness, at));
        }
        scored.sort_by(|one, other| other.0.total_cmp(&one.0).then(other.1.cmp(&one.1)));
        scored
    }

    /// The decision whose subject the words are about.
    fn by_subject(
        &self,
        text: &str,
        terms: &BTreeSet<u32>,
        precision: Precision,
    ) -> Option<Link<'a>> {
        let scored = self.candidates(terms);
        let (best, at) = *scored.first()?;
        let subject = &self.index.subjects[at];
        let named = acts(text);
        let is_other =
            !named.is_empty() && !subject.acts.is_empty() && named.is_disjoint(&subject.acts);
        if best < precision.least_likeness() || is_other {
            return None;
        }
        // Another subject that fits nearly as well leaves it open which of the two is meant; the
        // same subject decided again is followed up by its last decision.
        let is_open = scored.iter().skip(1).take_while(|(score, _)| best - score < MARGIN).any(
            |(_, other)| {
                let other = &self.index.subjects[*other];
                self.index.likeness(&subject.terms, &other.terms).0 < REPEATED
            },
        );
        let sure = if best >= SURE { Confidence::Medium } else { Confidence::Low };
        (!is_open).then(|| self.link(subject, "subject", sure))
    }

    /// The last earlier decision of the same body that says the same.
    fn repeated(&self, terms: &BTreeSet<u32>) -> Option<Link<'a>> {
        if terms.len() < FEWEST_REPEATED {
            return None;
        }
        let body = &self.index.bodies[self.to];
        let candidates = self.candidates(terms);
        let same = candidates.into_iter().filter(|(_, at)| {
            let subject = &self.index.subjects[*at];
            let (one, other) = (subject.terms.len(), terms.len());
            let shared = subject.terms.intersection(terms).count();
            let is_same = shared * 10 >= one.max(other) * 9;
            is_same && self.index.bodies[subject.meeting] == *body
        });
        let last =
            same.map(|(_, at)| &self.index.subjects[at]).max_by_key(|subject| subject.meeting)?;
        Some(self.link(last, "carried_over", Confidence::Medium))
    }
}
