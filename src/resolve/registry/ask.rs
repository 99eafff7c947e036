//! Questions to the registry: who is meant, which seats a body has on a day, whose a folder is.

use super::{AliasKind, Folder, Member, Registry};
use crate::model::Date;
use crate::resolve::words::{plain, squeeze};

/// A spelling for comparison: names of people in any order of their words.
fn key(kind: AliasKind, written: &str) -> String {
    match kind {
        AliasKind::Person => {
            let plain = plain(written);
            let mut words: Vec<&str> = plain.split(' ').collect();
            words.sort_unstable();
            words.join(" ")
        }
        _ => squeeze(written),
    }
}

fn is_same(wanted: Option<&str>, given: Option<&str>) -> bool {
    wanted.is_none_or(|wanted| given.is_some_and(|given| squeeze(wanted) == squeeze(given)))
}

impl Registry {
    /// Prepares the aliases to be asked for.
    pub(super) fn index(&mut self) {
        for (at, alias) in self.aliases.iter().enumerate() {
            let spelling = (alias.kind, key(alias.kind, &alias.written));
            self.by_spelling.entry(spelling).or_default().push(at);
        }
    }

    /// The name that a spelling stands for; the row that says most of where it holds wins.
    #[must_use]
    pub fn alias(
        &self,
        kind: AliasKind,
        ambito: Option<&str>,
        organisation: Option<&str>,
        written: &str,
    ) -> Option<String> {
        if self.aliases.is_empty() {
            return None;
        }
        let rows = self.by_spelling.get(&(kind, key(kind, written)))?;
        let rows = rows.iter().map(|at| &self.aliases[*at]).filter(|alias| {
            is_same(alias.ambito.as_deref(), ambito)
                && is_same(alias.organisation.as_deref(), organisation)
        });
        let said = |alias: &&super::Alias| {
            u8::from(alias.organisation.is_some()) * 2 + u8::from(alias.ambito.is_some())
        };
        rows.max_by_key(said).map(|alias| alias.canonical.clone())
    }

    /// The row of the folder that a path lies in; the longest wins.
    #[must_use]
    pub fn folder(&self, path: &str) -> Option<&Folder> {
        let holds = |folder: &&Folder| is_path_of(&folder.path, path);
        self.folders.iter().filter(holds).max_by_key(|folder| folder.path.len())
    }

    /// The seats of a body on a day; none where the registry does not know the body.
    #[must_use]
    pub fn seats(&self, ambito: Option<&str>, body: &str, day: Option<Date>) -> Vec<&Member> {
        let is_of = |member: &&Member| {
            squeeze(&member.body) == squeeze(body)
                && is_same(member.ambito.as_deref(), ambito)
                && is_within(member.valid_from, member.valid_to, day)
        };
        self.members.iter().filter(is_of).collect()
    }

    /// The inhabitants of a comune of an ambito on a day, where the registry knows them.
    #[must_use]
    pub fn inhabitants(&self, ambito: &str, comune: &str, day: Option<Date>) -> Option<i64> {
        let of = |row: &&super::AmbitoComune| {
            squeeze(&row.ambito) == squeeze(ambito)
                && plain(&row.comune) == plain(comune)
                && is_within(row.valid_from, row.valid_to, day)
        };
        let known = self.ambiti.iter().filter(of).filter(|row| row.population.is_some());
        known.max_by_key(|row| row.valid_from).and_then(|row| row.population)
    }

    /// The comuni and inhabitants of an ambito on a day, where the registry knows them.
    #[must_use]
    pub fn extent(&self, ambito: &str, day: Option<Date>) -> Option<(u32, Option<i64>)> {
        let rows: Vec<_> = self
            .ambiti
            .iter()
            .filter(|row| {
                squeeze(&row.ambito) == squeeze(ambito)
                    && is_within(row.valid_from, row.valid_to, day)
            })
            .collect();
        let inhabitants: Option<i64> = rows.iter().map(|row| row.population).sum();
        (!rows.is_empty()).then_some((rows.len() as u32, inhabitants))
    }
}

/// Whether a day lies within a row's days; a day that is not known does.
fn is_within(from: Option<Date>, to: Option<Date>, day: Option<Date>) -> bool {
    day.is_none_or(|day| from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to))
}

/// Whether a path lies in a folder, or looks like a pattern of one, whose `*` stands for any
/// letters but `/`.
fn is_path_of(pattern: &str, path: &str) -> bool {
    let pattern = pattern.trim_end_matches('/');
    if !pattern.contains('*') {
        return path
            .strip_prefix(pattern)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    }
    let (wanted, given): (Vec<&str>, Vec<&str>) =
        (pattern.split('/').collect(), path.split('/').collect());
    wanted.len() <= given.len()
        && wanted.iter().zip(&given).all(|(wanted, given)| is_part_of(wanted, given))
}

fn is_part_of(pattern: &str, part: &str) -> bool {
    let mut pieces = pattern.split('*');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = part.strip_prefix(first) else { return false };
    let mut last = None;
    for piece in pieces {
        last = Some(piece);
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    match last {
        None => rest.is_empty(),
        Some(piece) => piece.is_empty() || part.ends_with(piece),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_matched_by_part() {
        assert!(is_path_of("valle/tavolo", "valle/tavolo/2020.txt"));
        assert!(!is_path_of("valle/tavolo", "valle/tavolone/2020.txt"));
        assert!(is_path_of("*/assemblea*", "valle/assemblea-sindaci/1.txt"));
        assert!(!is_path_of("*/assemblea", "valle/tavolo/1.txt"));
    }
}
