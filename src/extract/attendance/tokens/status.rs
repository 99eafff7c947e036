//! Statuses among other words: "P" and "A" are statuses only where they stand apart.

use super::{Kind, Walk};
use crate::model::AttendanceStatus;
use crate::rules::fold;

impl Walk<'_, '_> {
    /// A status at this place. Short ones ("P", "A") must stand apart, in capitals.
    pub(super) fn status(&self) -> Option<(AttendanceStatus, usize)> {
        let reader = self.reader;
        let legend = reader.legend.iter().filter_map(|(mark, meaning)| {
            let rest = self.folded().strip_prefix(mark.as_str())?;
            let ends = rest.chars().next().is_none_or(|next| !next.is_alphanumeric());
            ends.then(|| (meaning.status, self.end_of(mark.len())))
        });
        let word = self.found(&reader.status).and_then(|end| {
            let words = &self.text.as_str()[self.at..end];
            Some((reader.status_of(words)?, end))
        });
        let (status, end) = word.into_iter().chain(legend).max_by_key(|(_, end)| *end)?;
        let words = &self.text.as_str()[self.at..end];
        let letters = words.chars().filter(|letter| letter.is_alphabetic()).count();
        let after = self.text.as_str()[end..].trim_start_matches(['.', ' ', '*']);
        let names = reader.scene.reader(self.text);
        if letters > 3 {
            // "Ass. Rossi" is an office; "Presente verbale" is no status either.
            return Some((status, end));
        }
        if words.chars().any(char::is_lowercase) && !words.ends_with('.') {
            return None;
        }
        // "A. Rossi" is an initial.
        if letters == 1 && words.ends_with('.') && after.starts_with(char::is_uppercase) {
            return None;
        }
        let stands_last = after.is_empty()
            || after.starts_with([',', ';', '|', '(', ')', '/', '-', '–', '—', '[']);
        let stands_first = self.pieces.iter().all(|piece| piece.is_filler);
        let is_initial = self.text.as_str()[end..].starts_with('.') && !stands_last;
        // "Ass. Mario Rossi" is an assessor: as a status it would stand behind, or alone.
        let is_title = reader.honorific.is_match(&fold(&words.to_lowercase()));
        let leads = stands_first
            && !is_title
            && !is_initial
            && names
                .person(
                    end + (self.text.as_str()[end..].len()
                        - self.text.as_str()[end..].trim_start().len()),
                )
                .is_some_and(|person| person.word_count >= 2);
        let follows_name = matches!(
            self.last_kind(),
            Some(
                Kind::Person(_)
                    | Kind::Organisation
                    | Kind::Role
                    | Kind::Mark(_)
                    | Kind::Status(_)
                    | Kind::Listed(_)
            )
        );
        (stands_last && (follows_name || stands_first) || leads).then_some((status, end))
    }
}
