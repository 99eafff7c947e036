//! The closed vocabularies: the words that columns may hold.
//!
//! A word is an enum inside and a fixed lower-case string in rules, facts and tables.
//! An unknown word in a rule file is a fault at load, never a silent default.

/// A closed vocabulary: all its words, and the two ways between word and value.
pub trait Word: Copy + Sized + 'static {
    /// Name of the vocabulary, as messages give it.
    const NAME: &'static str;
    /// Every value, in the order in which the documentation lists them.
    const ALL: &'static [Self];
    /// The word in tables and rule files.
    fn word(self) -> &'static str;
    /// The value of a word; `None` where the vocabulary does not know it.
    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.word() == word)
    }
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident ($label:literal) { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $word)] #[doc = concat!("`", $word, "`")] $variant),+
        }
        impl Word for $name {
            const NAME: &'static str = $label;
            const ALL: &'static [Self] = &[$(Self::$variant),+];
            fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}

words! {
    /// What became of an input path.
    FileStatus ("file status") { Read = "read", Unreadable = "unreadable", Missing = "missing", Skipped = "skipped" }
}
words! {
    /// What became of a document.
    DocumentStatus ("document status") {
        Extracted = "extracted", Partial = "partial", NotMinutes = "not_minutes",
        NeedsOcr = "needs_ocr", Failed = "failed",
    }
}
words! {
    /// Where the text of a document comes from.
    TextSource ("text source") { Native = "native", Ocr = "ocr", Mixed = "mixed", None = "none" }
}
words! {
    /// Kinds of bodies that meet.
    BodyKind ("body kind") {
        MayorsAssembly = "mayors_assembly", Coordination = "coordination", Committee = "committee",
        PlanOffice = "plan_office", WorkingTable = "working_table", Council = "council",
        Executive = "executive", Board = "board", Assembly = "assembly", Other = "other",
    }
}
words! {
    /// Which call of the meeting was held.
    Call ("call") { First = "first", Second = "second", Single = "single" }
}
words! {
    /// Ordinary, extraordinary or urgent session.
    SessionKind ("session kind") { Ordinary = "ordinary", Extraordinary = "extraordinary", Urgent = "urgent" }
}
words! {
    /// How the roll agrees with the totals that the text states.
    RollCheck ("roll check") { Match = "match", Mismatch = "mismatch", NotStated = "not_stated", Unreadable = "unreadable" }
}
words! {
    /// How much of the body's membership the roll shows.
    PresenceScope ("presence scope") {
        Full = "full", PresentOnly = "present_only", AbsentOnly = "absent_only",
        Complement = "complement", OrganisationsOnly = "organisations_only", NotInText = "not_in_text",
    }
}
words! {
    /// Whether somebody was there. Silence is never absence.
    AttendanceStatus ("attendance status") {
        Present = "present", Absent = "absent", AbsentJustified = "absent_justified",
        AbsentUnjustified = "absent_unjustified", Unknown = "unknown",
    }
}
words! {
    /// How somebody took part.
    Mode ("mode") { InPerson = "in_person", Remote = "remote", Unstated = "unstated" }
}
words! {
    /// In what capacity somebody is on the roll.
    Capacity ("capacity") {
        Member = "member", Delegate = "delegate", Substitute = "substitute", Staff = "staff",
        Guest = "guest", Observer = "observer", Unstated = "unstated",
    }
}
words! {
    /// What a status rests on.
    Basis ("basis") { Explicit = "explicit", ByComplement = "by_complement", ByTotal = "by_total", ByPosition = "by_position" }
}
words! {
    /// What happened on the roll during the meeting.
    EventKind ("event kind") { Arrival = "arrival", Departure = "departure", Return = "return", RollCall = "roll_call" }
}
words! {
    /// What became of an agenda item in the meeting.
    Outcome ("outcome") {
        Approved = "approved", Rejected = "rejected", Noted = "noted", Discussed = "discussed",
        Deferred = "deferred", Withdrawn = "withdrawn", NotDiscussed = "not_discussed", Unknown = "unknown",
    }
}
words! {
    /// What kind of decision a row is.
    DecisionKind ("decision kind") {
        Approval = "approval", Decision = "decision", Commitment = "commitment", Mandate = "mandate",
        Appointment = "appointment", Acknowledgement = "acknowledgement", Deferral = "deferral",
        Rejection = "rejection", Request = "request", Proposal = "proposal", Position = "position",
        Procedural = "procedural",
    }
}
words! {
    /// Where in the document a decision was found.
    DecisionSource ("decision source") { Table = "table", Prose = "prose", List = "list" }
}
words! {
    /// How a vote ended.
    VoteOutcome ("vote outcome") { Unanimous = "unanimous", Majority = "majority", Rejected = "rejected", Acclamation = "acclamation" }
}
words! {
    /// What a deadline is: only `due` and a resolved `next_meeting` can be overdue.
    DeadlineKind ("deadline kind") {
        Due = "due", Event = "event", EffectiveFrom = "effective_from", NextMeeting = "next_meeting",
        AfterEvent = "after_event", Immediate = "immediate", Vague = "vague", Recurring = "recurring",
    }
}
words! {
    /// How fine a deadline's date is.
    Precision ("deadline precision") {
        Minute = "minute", Day = "day", Week = "week", Month = "month", Quarter = "quarter",
        HalfYear = "half_year", Year = "year",
    }
}
words! {
    /// Where a deadline's date comes from.
    DeadlineBasis ("deadline basis") { Stated = "stated", Computed = "computed", Resolved = "resolved" }
}
words! {
    /// What an owner is.
    OwnerKind ("owner kind") {
        Person = "person", Organisation = "organisation", Body = "body", Role = "role",
        Group = "group", Unknown = "unknown",
    }
}
words! {
    /// An owner's part in a decision.
    OwnerPart ("owner part") { Lead = "lead", Support = "support" }
}
words! {
    /// What a statement about earlier things is.
    StatementKind ("statement kind") { Reference = "reference", State = "state", Announcement = "announcement" }
}
words! {
    /// The state that a later meeting reports.
    State ("state") {
        Done = "done", InProgress = "in_progress", Postponed = "postponed", Cancelled = "cancelled", Mentioned = "mentioned",
    }
}
words! {
    /// Whether a statement affirms or denies.
    Polarity ("polarity") { Positive = "positive", Negative = "negative" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_leads_back_to_its_value() {
        fn check<W: Word + PartialEq + std::fmt::Debug>() {
            for value in W::ALL {
                assert_eq!(W::from_word(value.word()), Some(*value), "{}", W::NAME);
            }
            assert_eq!(W::from_word("no such word"), None);
        }
        check::<AttendanceStatus>();
        check::<Outcome>();
        check::<DecisionKind>();
        check::<DeadlineKind>();
        check::<BodyKind>();
    }
}
