//! A seat on a roll while it is read: values with the words that prove them.
//!
//! In: what readers of lists, tables and sentences find. Out: [`Seat`]s, from which rows are
//! written. Keys, numbers and diagnostics are not made here.
//!
//! Invariant: each value carries the place and the rule that it comes from.

use crate::extract::apply::Hit;
use crate::extract::names::PersonName;
use crate::extract::text::Text;
use crate::model::{AttendanceStatus, Basis, Capacity, Confidence, Mode, Span, Word as _};

/// Words of the document and the rule that read them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cited {
    /// The words in reading form.
    pub(super) text: String,
    /// Where they stand.
    pub(super) span: Span,
    /// The rule.
    pub(super) rule: String,
}

impl Cited {
    /// Words of a text, by reading bytes.
    pub(super) fn of(text: &Text, range: std::ops::Range<usize>, rule: &str) -> Self {
        let span = text.span_of_reading(range.clone());
        Self { text: text.as_str()[range].trim().to_owned(), span, rule: rule.to_owned() }
    }
}

/// A person's name as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// Without honorifics.
    pub(super) name: String,
    /// Honorifics.
    pub(super) honorific: Option<String>,
    /// Number of its words, particles aside.
    pub(super) words: usize,
    /// A nick or initials printed beside it: "@mrossi", "MR".
    pub(super) nick: Option<String>,
    /// Where it stands, honorifics included.
    pub(super) span: Span,
}

impl Named {
    /// Whether letters are initials of its words, in their order.
    pub(super) fn begins(&self, letters: &str) -> bool {
        let mut words = self.name.split([' ', '-', '\'']).filter_map(|word| word.chars().next());
        letters.chars().all(|letter| words.any(|first| first.to_uppercase().eq([letter])))
    }

    /// A person that was read.
    pub(super) fn of(person: &PersonName, span: Span) -> Self {
        Self {
            name: person.name.clone(),
            honorific: person.honorific.clone(),
            words: person.word_count,
            nick: None,
            span,
        }
    }
}

/// A status and the words that gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stated {
    /// The status.
    pub(super) status: AttendanceStatus,
    /// The words or the mark.
    pub(super) cited: Cited,
}

/// What holds for all seats of a list or a table: what its label says.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each says one thing of the list by itself")]
pub(super) struct Setting {
    /// The rule that opened it.
    pub(super) rule: String,
    /// The status that its label gives.
    pub(super) status: Option<Stated>,
    /// The status of all, where no entry of the list tells one.
    pub(super) otherwise: Option<Stated>,
    /// How they took part.
    pub(super) mode: Option<(Mode, Cited)>,
    /// In what capacity.
    pub(super) capacity: Option<(Capacity, Cited)>,
    /// The words of a label that says that they came late.
    pub(super) late: Option<Cited>,
    /// What the label of a group says of all its members.
    pub(super) organisation: Option<Cited>,
    /// See `organisation`.
    pub(super) role: Option<Cited>,
    /// Whether the people of this list chaired.
    pub(super) is_chair: bool,
    /// Whether they kept the minutes.
    pub(super) is_secretary: bool,
    /// What the status rests on.
    pub(super) basis: Option<Basis>,
    /// Whether it is running text, where a single capital word is no name.
    pub(super) is_prose: bool,
    /// Whether its lines have a place behind the name: "Rossi Mario, Alba".
    pub(super) has_places: bool,
    /// Whether its list stood on the line of its label, and has ended with it.
    pub(super) is_closed: bool,
}

impl Setting {
    /// What a rule sets, proved by the words that it matched.
    pub(super) fn of(hit: &Hit<'_>, text: &Text) -> Self {
        let mut setting = Self { rule: hit.rule.id.clone(), ..Self::default() };
        let range = text.folded().reading(hit.found.range.clone());
        let cited = Cited::of(text, range, &hit.rule.id);
        let status = hit.set("status").and_then(AttendanceStatus::from_word);
        setting.status = status.map(|status| Stated { status, cited: cited.clone() });
        let otherwise = hit.set("otherwise").and_then(AttendanceStatus::from_word);
        setting.otherwise = otherwise.map(|status| Stated { status, cited: cited.clone() });
        setting.mode = hit.set("mode").and_then(Mode::from_word).map(|mode| (mode, cited.clone()));
        setting.capacity = hit
            .set("capacity")
            .and_then(Capacity::from_word)
            .map(|capacity| (capacity, cited.clone()));
        setting.late = (hit.set("is_late") == Some("true")).then(|| cited.clone());
        setting.is_chair = hit.set("is_chair") == Some("true");
        setting.is_secretary = hit.set("is_secretary") == Some("true");
        setting.basis = hit.set("basis").and_then(Basis::from_word);
        setting
    }
}

/// A seat.
#[expect(clippy::struct_excessive_bools, reason = "each is a column or a question of its own")]
#[derive(Clone, Debug)]
pub(super) struct Seat {
    /// Who.
    pub(super) name: Option<Named>,
    /// For what organisation.
    pub(super) organisation: Option<Cited>,
    /// In what office.
    pub(super) role: Option<Cited>,
    /// Whether they were there.
    pub(super) status: Option<Stated>,
    /// See [`Setting::otherwise`].
    pub(super) otherwise: Option<Stated>,
    /// How.
    pub(super) mode: Option<(Mode, Cited)>,
    /// In what capacity.
    pub(super) capacity: Option<(Capacity, Cited)>,
    /// Whom they stand in for.
    pub(super) represents: Option<Cited>,
    /// Who stands in for them.
    pub(super) represented_by: Option<Cited>,
    /// `HH:MM` and its words.
    pub(super) arrived_at: Option<Cited>,
    /// See `arrived_at`.
    pub(super) left_at: Option<Cited>,
    /// The words that say that they came late, where no time is told.
    pub(super) late: Option<Cited>,
    /// Whether they chaired.
    pub(super) is_chair: bool,
    /// Whether they kept the minutes.
    pub(super) is_secretary: bool,
    /// What the status rests on.
    pub(super) basis: Basis,
    /// How sure the row is.
    pub(super) confidence: Confidence,
    /// The rule that read it.
    pub(super) rule: String,
    /// Its main place.
    pub(super) span: Span,
    /// The seat, by its place on the roll, that it shares.
    pub(super) shares: Option<usize>,
    /// Further places that prove the status.
    pub(super) proofs: Vec<(&'static str, Cited)>,
    /// Whether it may be left out where the same person stands on the roll already.
    pub(super) is_officer: bool,
    /// Whether the setting's status was overruled by one of its own.
    pub(super) has_own_status: bool,
}

impl Seat {
    /// A seat in a setting.
    pub(super) fn new(setting: &Setting, span: Span) -> Self {
        Self {
            name: None,
            organisation: setting.organisation.clone(),
            role: setting.role.clone(),
            status: setting.status.clone(),
            otherwise: setting.otherwise.clone(),
            mode: setting.mode.clone(),
            capacity: setting.capacity.clone(),
            represents: None,
            represented_by: None,
            arrived_at: None,
            left_at: None,
            late: setting.late.clone(),
            is_chair: setting.is_chair,
            is_secretary: setting.is_secretary,
            basis: setting.basis.unwrap_or(Basis::Explicit),
            confidence: if setting.is_prose { Confidence::Medium } else { Confidence::High },
            rule: setting.rule.clone(),
            span,
            shares: None,
            proofs: Vec::new(),
            is_officer: false,
            has_own_status: false,
        }
    }

    /// The status, `unknown` where nothing gave one.
    pub(super) fn value(&self) -> AttendanceStatus {
        self.status.as_ref().map_or(AttendanceStatus::Unknown, |stated| stated.status)
    }

    /// Whether the seat was taken.
    pub(super) fn is_present(&self) -> bool {
        self.value() == AttendanceStatus::Present
    }

    /// Whether somebody was missing, with whatever excuse.
    pub(super) fn is_absent(&self) -> bool {
        use AttendanceStatus::{Absent, AbsentJustified, AbsentUnjustified};
        matches!(self.value(), Absent | AbsentJustified | AbsentUnjustified)
    }

    /// Takes a status of its own.
    pub(super) fn state(&mut self, status: AttendanceStatus, cited: Cited) {
        // "assente" in one place and "giustificato" in another: the more precise one holds.
        if self.has_own_status && status == AttendanceStatus::Absent && self.is_absent() {
            return;
        }
        self.status = Some(Stated { status, cited });
        self.has_own_status = true;
    }

    /// Takes what a remark beside a name says.
    pub(super) fn remark(&mut self, note: &Remark) {
        if let Some(status) = note.status {
            // A remark on an absence says nothing of people who are present, and beside who stands
            // in it is of the person whom they stand in for.
            let is_known = status == AttendanceStatus::Absent && self.is_absent()
                || status != AttendanceStatus::Present && self.represents.is_some();
            let is_foreign = note.is_weak && self.status.is_some() && !self.is_absent();
            if !is_known && !is_foreign {
                self.state(status, note.cited.clone());
            }
        }
        if let Some(mode) = note.mode {
            self.mode = Some((mode, note.cited.clone()));
        }
        if let Some(capacity) = note.capacity {
            let known = self.capacity.as_ref().map(|(capacity, _)| *capacity);
            if known.is_none_or(|known| known != Capacity::Substitute) {
                self.capacity = Some((capacity, note.cited.clone()));
            }
        }
        let fields = [
            (&note.represents, &mut self.represents),
            (&note.represented_by, &mut self.represented_by),
            (&note.arrived_at, &mut self.arrived_at),
            (&note.left_at, &mut self.left_at),
        ];
        for (found, field) in fields {
            if found.is_some() {
                field.clone_from(found);
            }
        }
        if note.is_late {
            self.late = Some(note.cited.clone());
            if self.status.is_none() {
                self.state(AttendanceStatus::Present, note.cited.clone());
            }
        }
        self.is_chair |= note.is_chair;
        self.is_secretary |= note.is_secretary;
        if note.is_role && self.role.is_none() {
            self.role = Some(note.cited.clone());
        }
        if let Some(role) = &note.role {
            self.add_role(role.clone());
        }
    }

    /// Takes a role, after those that it has.
    pub(super) fn add_role(&mut self, role: Cited) {
        match &mut self.role {
            Some(known) if known.text == role.text => {}
            Some(known) => {
                known.text = format!("{}, {}", known.text, role.text);
                known.span = known.span.cover(role.span);
            }
            None => self.role = Some(role),
        }
    }
}

/// What a remark beside a name says.
#[expect(clippy::struct_excessive_bools, reason = "each is a column or a question of its own")]
#[derive(Clone, Debug)]
pub(super) struct Remark {
    /// Its words.
    pub(super) cited: Cited,
    /// A status, where it gives one.
    pub(super) status: Option<AttendanceStatus>,
    /// Whether the status only makes an absence more precise.
    pub(super) is_weak: bool,
    /// How they took part.
    pub(super) mode: Option<Mode>,
    /// In what capacity.
    pub(super) capacity: Option<Capacity>,
    /// Whom they stand in for.
    pub(super) represents: Option<Cited>,
    /// Who stands in for them.
    pub(super) represented_by: Option<Cited>,
    /// `HH:MM` and its words.
    pub(super) arrived_at: Option<Cited>,
    /// See `arrived_at`.
    pub(super) left_at: Option<Cited>,
    /// Whether they chaired.
    pub(super) is_chair: bool,
    /// Whether they kept the minutes.
    pub(super) is_secretary: bool,
    /// Whether they came late, at a time that is not told.
    pub(super) is_late: bool,
    /// A role that it names.
    pub(super) role: Option<Cited>,
    /// Whether the remark as a whole says in what role they are there.
    pub(super) is_role: bool,
}
