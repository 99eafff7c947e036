//! What is measured: the closed list of fields, in the order in which they are printed.
//!
//! In and out: nothing but names. How a field is judged is told beside each of them in short
//! ("soft": one text stands in the other, or they share most words) and done elsewhere.
//!
//! Invariant: no two fields have one name.

use serde::Serialize;

macro_rules! fields {
    ($($(#[$doc:meta])* $variant:ident = $label:literal),+ $(,)?) => {
        /// What is measured.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
        pub enum Field { $($(#[$doc])* #[serde(rename = $label)] $variant),+ }
        impl Field {
            /// Every field, in the order in which they are printed.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The name that is printed.
            #[must_use]
            pub const fn label(self) -> &'static str { match self { $(Self::$variant => $label),+ } }
        }
    };
}

fields! {
    /// Status of the document, where gold expects one.
    Status = "document.status",
    /// Day of the meeting.
    Date = "meeting.date",
    /// Its start.
    Start = "meeting.start",
    /// Its end.
    End = "meeting.end",
    /// Its place, soft.
    Place = "meeting.place",
    /// Its district, soft.
    Ambito = "meeting.ambito",
    /// The body that met, soft.
    Body = "meeting.body",
    /// Who kept the minutes: the same words.
    Secretary = "meeting.secretary",
    /// Number of the minutes.
    Number = "meeting.number",
    /// The call that was held.
    Call = "meeting.call",
    /// How much of the membership the roll shows.
    Scope = "meeting.presence scope",
    /// Number of those present, as the text states it.
    StatedPresent = "meeting.stated present",
    /// Number of those absent, as the text states it.
    StatedAbsent = "meeting.stated absent",
    /// A contradiction of the document that was reported.
    Conflict = "conflict.reported",
    /// Persons, by name as printed.
    NameStrict = "attendance.name (strict)",
    /// Persons, by the words of their names.
    Name = "attendance.name",
    /// Persons with their status.
    NameStatus = "attendance.name+status",
    /// Those whom gold calls present.
    Present = "attendance.present",
    /// Those who took part from afar.
    Remote = "attendance.remote",
    /// Those who came after the opening.
    Late = "attendance.late",
    /// Those absent.
    Absent = "attendance.absent",
    /// Those absent with a reason.
    Excused = "attendance.excused",
    /// Those who stood in for somebody.
    Delegate = "attendance.delegate",
    /// Those of whom the text does not tell.
    Unknown = "attendance.unknown",
    /// Persons with their organisation, soft.
    NameOrganisation = "attendance.name+organisation",
    /// Agenda items, title and number to the letter.
    ItemStrict = "agenda.item (strict)",
    /// Agenda items, title soft, number equal.
    Item = "agenda.item",
    /// What became of an item.
    ItemOutcome = "agenda.outcome",
    /// Decisions and actions, text equal but for punctuation.
    DecisionStrict = "decisions.text (strict)",
    /// Decisions and actions, text alike.
    Decision = "decisions.text",
    /// The item of a matched decision.
    DecisionItem = "decisions.item",
    /// All owners of a matched decision: the same words.
    OwnersStrict = "decisions.owners (strict)",
    /// Owners of a matched decision: words of one among those of the other.
    Owners = "decisions.owners",
    /// Owners that gold calls roles and that were found to be roles.
    OwnerRole = "decisions.owner is role",
    /// Words of the deadline of a matched decision, soft.
    DeadlineRaw = "decisions.deadline words",
    /// Date of the deadline of a matched decision.
    DeadlineDate = "decisions.deadline date",
    /// Printed identifier of a matched decision.
    Code = "decisions.code",
}

impl Field {
    /// The fields that are added up to compare documents, bodies and packs.
    pub const HEADLINE: &'static [Self] = &[
        Self::Status,
        Self::Date,
        Self::Start,
        Self::End,
        Self::NameStatus,
        Self::Item,
        Self::Decision,
        Self::Owners,
        Self::DeadlineDate,
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_its_own_label() {
        let mut labels: Vec<_> = Field::ALL.iter().map(|field| field.label()).collect();
        labels.sort_unstable();
        labels.dedup();
        assert_eq!(labels.len(), Field::ALL.len());
    }
}
