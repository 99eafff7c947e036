//! Kinds of rules, sections and values: the closed vocabularies of the rule language.

macro_rules! names {
    ($(#[$doc:meta])* $name:ident { $($(#[doc = $vdoc:literal])+ $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[doc = $vdoc])+ $variant),+ }
        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The word in rule files.
            #[must_use]
            pub const fn name(self) -> &'static str { match self { $(Self::$variant => $word),+ } }
            /// What it means, in one sentence.
            #[must_use]
            pub const fn meaning(self) -> &'static str { match self { $(Self::$variant => concat!($($vdoc),+)),+ } }
            /// The value of a word.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.name() == name)
            }
        }
    };
}

names! {
    /// Kinds of rules, by the name of their array of tables.
    RuleKind {
        /// A calendar date: captures `day`, `month`, `year`, `weekday`.
        Date = "date",
        /// A time of day: captures `hour`, `minute`.
        Time = "time",
        /// A heading or label that opens a section.
        Section = "section",
        /// A field of the meeting's header, by label or in a sentence.
        Field = "field",
        /// An entry of a roll: a name or an organisation and what is said of it.
        Entry = "entry",
        /// A remark beside a name on a roll: in what capacity, from when, for whom.
        Note = "note",
        /// A sentence that is a roll: who takes part, in running text.
        Roll = "roll",
        /// A table, by the headers of its columns.
        Table = "table",
        /// Arrivals and departures in the text.
        Event = "event",
        /// The heading of an agenda item's discussion.
        Item = "item",
        /// A part of an agenda title that is no title.
        Title = "title",
        /// What became of an agenda item.
        Outcome = "outcome",
        /// A decision, commitment or request in a sentence.
        Clause = "clause",
        /// What turns one kind of decision into another.
        Kind = "kind",
        /// Who owns a decision.
        Owner = "owner",
        /// By when.
        Deadline = "deadline",
        /// How a vote ended.
        Vote = "vote",
        /// What is said of earlier things.
        Statement = "statement",
        /// The definition of an acronym in the document.
        Definition = "definition",
        /// What is knowingly left out.
        Ignore = "ignore",
        /// A sign that a document is minutes, or what else it is.
        Genre = "genre",
        /// The beginning of a meeting in a file that holds several, or of what is no minutes.
        Meeting = "meeting",
    }
}

names! {
    /// Kinds of sections.
    SectionKind {
        /// What stands before the first section.
        Head = "head",
        /// Who was there and who was not.
        Roll = "roll",
        /// The list of items.
        Agenda = "agenda",
        /// What was said under the items.
        Discussion = "discussion",
        /// A list or table of decisions.
        Decisions = "decisions",
        /// A list or table of actions.
        Actions = "actions",
        /// The operative part of a formal act.
        Resolution = "resolution",
        /// What was carried over from an earlier meeting.
        Previous = "previous",
        /// The agenda of a later meeting.
        NextAgenda = "next-agenda",
        /// What stands at the end: times, signatures.
        Closing = "closing",
        /// What is attached.
        Annex = "annex",
        /// What is knowingly left out.
        Ignored = "ignored",
    }
}

names! {
    /// How a deadline's date is worked out.
    Resolve {
        /// The date in the capture `date`.
        Date = "date",
        /// The date in the capture `date`, if it is not before the meeting.
        FutureDate = "future-date",
        /// `count` times `unit` after the meeting.
        Offset = "offset",
        /// The next day with the number `day` after the meeting.
        DayOfMonth = "day-of-month",
        /// The last day of `month` (and `year`), or of the period named.
        MonthEnd = "month-end",
        /// The next such `weekday` after the meeting.
        Weekday = "weekday",
        /// The end of the `part` of the year (quarter, half-year, year) named.
        PeriodEnd = "period-end",
        /// The day for which the minutes announce the next meeting.
        Announced = "announced",
        /// No date follows from the text.
        None = "none",
    }
}

names! {
    /// Who must stand before a verb.
    Subject {
        /// Nobody in particular.
        Any = "any",
        /// A person, organisation, body, role or group.
        Agent = "agent",
        /// A person whom the roll of the meeting knows.
        Member = "member",
        /// The body that meets, or those present.
        Body = "body",
    }
}

names! {
    /// Types of a labelled value.
    ValueType {
        /// A calendar date.
        Date = "date",
        /// A time of day.
        Time = "time",
        /// A number in digits or words.
        Number = "number",
        /// A person's name.
        Person = "person",
        /// The text up to the end of its cell or line.
        Text = "text",
    }
}
