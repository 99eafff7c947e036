//! Diagnostics: what was seen that a person should know, and what to do about it.
//!
//! A diagnostic never stops a run. Codes are closed, named after the problem and documented
//! in `rules/README.md`; they are a table too, so that quality is counted by ambito.

use crate::model::{Place, Span};

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// A row is incomplete or guessed.
    Warning,
    /// A row or a document was dropped.
    Error,
}

impl Severity {
    /// The word in tables.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $code:literal, $severity:ident, $hint:literal;)+) => {
        /// The closed list of problems.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $($(#[doc = $doc])+ $variant),+ }
        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The word in tables.
            #[must_use]
            pub const fn word(self) -> &'static str { match self { $(Self::$variant => $code),+ } }
            /// How much it matters.
            #[must_use]
            pub const fn severity(self) -> Severity { match self { $(Self::$variant => Severity::$severity),+ } }
            /// What to do about it.
            #[must_use]
            pub const fn hint(self) -> &'static str { match self { $(Self::$variant => $hint),+ } }
            /// What it means, in one sentence.
            #[must_use]
            pub const fn meaning(self) -> &'static str { match self { $(Self::$variant => concat!($($doc),+)),+ } }
        }
    };
}

codes! {
    /// An input path does not exist.
    FileMissing = "file-missing", Error, "check the path, its spelling and the folder it is given from";
    /// A file could not be opened or read.
    FileUnreadable = "file-unreadable", Error, "check the permissions of the file and that it is not locked";
    /// A file is of a kind that is not read.
    FileSkipped = "file-skipped", Note, "convert it to PDF or text if it holds minutes";
    /// A file holds no text at all.
    DocumentEmpty = "document-empty", Error, "check that the file was copied or exported whole";
    /// A file called text holds binary data.
    DocumentBinary = "document-binary", Error, "convert the file to text or PDF with the program that wrote it";
    /// A limit on size was reached.
    LimitReached = "limit-reached", Error, "split the file, or raise the limit named in the message";
    /// A document that needs a password.
    DocumentEncrypted = "document-encrypted", Error, "save a copy without a password";
    /// A document in a format that cannot be read yet, or is damaged.
    DocumentUndecodable = "document-undecodable", Error, "convert the file to text and give that instead";
    /// A page or document without a text layer, or with one that tells no letters.
    NeedsOcr = "needs-ocr", Error, "recognise the text with an OCR program first";
    /// Characters that could not be decoded.
    TextUndecodable = "text-undecodable", Warning, "look at the place named: letters may be missing or wrong";
    /// A document that is no minutes.
    NotMinutes = "not-minutes", Warning, "nothing to do, unless it is minutes: then a rule must learn its form";
    /// Two packs claim the document with equal weight.
    PackTie = "pack-tie", Note, "give one of the packs another signal; the common parent was used";
    /// No date of the meeting was found.
    DateMissing = "date-missing", Warning, "look at the head of the minutes and add the form of its date to the rules";
    /// The text gives more than one date for the meeting.
    DateConflict = "date-conflict", Warning, "see which of the dates is right and correct it in corrections.csv";
    /// The weekday written does not fit the date written.
    WeekdayConflict = "weekday-conflict", Warning, "see which of the two is wrong; the date was left as written";
    /// The times of a meeting contradict each other.
    TimeConflict = "time-conflict", Warning, "see which of the times is right and correct it in corrections.csv";
    /// No name of the body that met was found.
    BodyMissing = "body-missing", Note, "name the body in a rule pack or in the registry";
    /// No roll was found.
    RollMissing = "roll-missing", Warning, "if the minutes hold a roll, its heading or its form is not known to the rules";
    /// Totals stated in the text do not fit the roll.
    RollMismatch = "roll-mismatch", Warning, "count the roll in the document: a row may be missing or the text may err";
    /// A line of a roll that no rule read.
    RollLineUnread = "roll-line-unread", Warning, "look at the line: a person may be missing from the roll";
    /// A status that the text does not decide.
    StatusUndecided = "status-undecided", Warning, "look at the page: marks have lost their column, or the word is not known";
    /// The same person stands twice on a roll with different statuses.
    StatusConflict = "status-conflict", Warning, "see which of the two holds; the later one was kept";
    /// A gap in a list of organisations.
    OrganisationSlotEmpty = "organisation-slot-empty", Warning, "a name was lost in conversion: look at the original";
    /// An acronym with two meanings.
    AcronymConflict = "acronym-conflict", Note, "the document's own definition was used";
    /// No agenda and no heading of items was found.
    AgendaMissing = "agenda-missing", Note, "if the minutes hold an agenda, its heading is not known to the rules";
    /// A discussion under a number that the agenda does not hold.
    ItemUnlisted = "item-unlisted", Note, "nothing to do: the item was added from its heading";
    /// An item whose title in the discussion shares no word with that on the agenda.
    ItemTitleDiffers = "item-title-differs", Note, "check that the number leads to the right item";
    /// An agenda item whose outcome the text does not tell.
    OutcomeUnknown = "outcome-unknown", Note, "nothing to do: no words under the item";
    /// A row of a decision table that no rule read.
    DecisionRowUnread = "decision-row-unread", Warning, "look at the row: a decision may be missing";
    /// A decision without an object or an end.
    DecisionIncomplete = "decision-incomplete", Note, "nothing to do: the sentence breaks off in the document";
    /// An owner that is neither a person nor a known organisation, body, role or group.
    OwnerUnknown = "owner-unknown", Note, "add the acronym or the office to a rule pack";
    /// A deadline whose words were not understood.
    DeadlineUnresolved = "deadline-unresolved", Note, "nothing to do, unless a rule should know this form";
    /// Votes that exceed those present.
    VotesExceedPresent = "votes-exceed-present", Warning, "count the votes in the document: the text may err";
    /// A name that several people may bear, or that too little speaks for.
    PersonAmbiguous = "person-ambiguous", Note, "say who is meant in aliases.csv of the registry";
    /// A comune whose name several bear.
    ComuneAmbiguous = "comune-ambiguous", Note, "nothing to do, unless the ISTAT code is needed: then name the comune with its province in aliases.csv";
    /// The same meeting told by another file.
    MeetingDuplicate = "meeting-duplicate", Note, "see which of the two is right where they differ; the meeting is counted once";
    /// A document and the registry name different ambiti or bodies.
    PlaceConflict = "place-conflict", Warning, "see which of the two is right; the row of folders.csv was used";
    /// A document without an ambito that was given that of its folder.
    AmbitoFromFolder = "ambito-from-folder", Note, "name the ambito in folders.csv of the registry";
    /// Members of a body taken to be present, since the text excepts others alone.
    RollFromRegistry = "roll-from-registry", Note, "nothing to do, if members.csv and the exceptions are right";
    /// Somebody missing from a body of whom members.csv knows no seat.
    MemberUnknown = "member-unknown", Warning, "add the seat to members.csv, or the spelling to aliases.csv: until then the roll is not completed";
    /// A quorum that is stated and does not follow from the seats.
    QuorumDisagrees = "quorum-disagrees", Warning, "check the roll, and members and weights in members.csv";
    /// A value that a person has corrected.
    Corrected = "corrected", Note, "nothing to do: the value is that of corrections.csv";
    /// A correction that leads to no row.
    CorrectionUnused = "correction-unused", Warning, "check the table, the row and the column in corrections.csv";
    /// The program failed inside one document.
    InternalError = "internal-error", Error, "this is a fault of the program: please report it with the file";
}

/// A remark on one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The problem.
    pub code: Code,
    /// What was seen.
    pub message: String,
    /// Where, in bytes of the document's text.
    pub span: Option<Span>,
    /// Where, once the text is known: filled in when facts are made.
    pub place: Option<Place>,
    /// The rule concerned.
    pub rule: Option<String>,
}

impl Diagnostic {
    /// A remark on the whole document.
    #[must_use]
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), span: None, place: None, rule: None }
    }
    /// The same remark, at a place.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }
    /// The same remark, about a rule.
    #[must_use]
    pub fn rule(mut self, rule: impl Into<String>) -> Self {
        self.rule = Some(rule.into());
        self
    }
}
