//! What resolution works out: rows of its own, values for columns of facts, and remarks.
//!
//! Values are given by the key of the row that they belong to, so that they can be put into
//! the facts (see [`super::apply`]) whatever thread or shard worked them out.

use std::collections::BTreeMap;

use crate::diagnostic::Code;
use crate::model::{BodyKind, Confidence, Date, Place, State};

/// A row of `people`.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// Key.
    pub person_id: String,
    /// The ambito within which the names were joined.
    pub ambito: Option<String>,
    /// The fullest spelling.
    pub name: String,
    /// The role most often printed.
    pub role: Option<String>,
    /// The organisation most often printed.
    pub organisation_id: Option<String>,
    /// Spellings joined.
    pub spelling_count: u32,
    /// Mentions on rolls, as owner, chair or secretary.
    pub mention_count: u32,
    /// Meetings on whose roll the person is, duplicates left out.
    pub meeting_count: u32,
    /// Earliest meeting with a mention.
    pub first_date: Option<Date>,
    /// Latest meeting with a mention.
    pub last_date: Option<Date>,
}

/// A row of `person_names`.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonName {
    /// Key.
    pub person_name_id: String,
    /// The person.
    pub person_id: String,
    /// The spelling.
    pub name_raw: String,
    /// How it was joined: a word of `match_kind`.
    pub match_kind: &'static str,
    /// How near it is to the person's name.
    pub score: f64,
    /// Mentions in this spelling.
    pub mention_count: u32,
    /// Its first mention on a roll.
    pub first_attendance_id: Option<String>,
}

/// A row of `person_links`: two persons that may be one.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonLink {
    /// Key.
    pub person_link_id: String,
    /// One, the lesser key.
    pub person_id: String,
    /// The other.
    pub other_person_id: String,
    /// `ambiguous`, `homonym` or `other_ambito`.
    pub link_kind: &'static str,
    /// How the names fit.
    pub match_kind: &'static str,
    /// How near the names are.
    pub score: f64,
}

/// A row of `organisations`.
#[derive(Clone, Debug, PartialEq)]
pub struct Organisation {
    /// Key.
    pub organisation_id: String,
    /// The ambito.
    pub ambito: Option<String>,
    /// Its name in reading form.
    pub name: String,
    /// Its kind, as the rules name it.
    pub kind: Option<String>,
    /// ISTAT code of a comune.
    pub istat_code: Option<String>,
    /// Province of a comune.
    pub province: Option<String>,
    /// Inhabitants of a comune that the registry knows.
    pub population: Option<i64>,
    /// Mentions on rolls and as owner.
    pub mention_count: u32,
    /// Meetings on whose roll it is, duplicates left out.
    pub meeting_count: u32,
}

/// A row of `bodies`.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Key.
    pub body_id: String,
    /// The ambito.
    pub ambito: Option<String>,
    /// Its name.
    pub body: String,
    /// Its kind.
    pub body_kind: Option<BodyKind>,
    /// Members that the registry knows.
    pub member_count: Option<u32>,
    /// Meetings, duplicates left out.
    pub meeting_count: u32,
    /// First meeting read.
    pub first_date: Option<Date>,
    /// Last meeting read.
    pub last_date: Option<Date>,
}

/// A row of `members`: a seat of a body, as the registry gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct SeatOfBody {
    /// Key.
    pub member_id: String,
    /// The ambito of the body.
    pub ambito: Option<String>,
    /// The body.
    pub body: String,
    /// The organisation that has the seat, where it is on the body's rolls.
    pub organisation_id: Option<String>,
    /// Its name, as the registry writes it.
    pub organisation: Option<String>,
    /// The person who has the seat, where one alone on the body's rolls fits.
    pub person_id: Option<String>,
    /// Their name, as the registry writes it.
    pub name: Option<String>,
    /// Their role.
    pub role: Option<String>,
    /// First day.
    pub valid_from: Option<Date>,
    /// Last day.
    pub valid_to: Option<Date>,
    /// Weight of the vote.
    pub weight: Option<f64>,
}

/// A row of `ambiti`.
#[derive(Clone, Debug, PartialEq)]
pub struct Ambito {
    /// Key.
    pub ambito_id: String,
    /// Its name.
    pub ambito: String,
    /// Comuni that the registry knows.
    pub comune_count: Option<u32>,
    /// Inhabitants that the registry knows.
    pub population: Option<i64>,
    /// Bodies with a meeting read.
    pub body_count: u32,
    /// Meetings, duplicates left out.
    pub meeting_count: u32,
    /// First meeting read.
    pub first_date: Option<Date>,
    /// Last meeting read.
    pub last_date: Option<Date>,
}

/// A row of `follow_ups`.
#[derive(Clone, Debug, PartialEq)]
pub struct FollowUp {
    /// Key.
    pub follow_up_id: String,
    /// The decision.
    pub decision_id: String,
    /// The later meeting.
    pub later_meeting_id: String,
    /// The later statement.
    pub statement_id: Option<String>,
    /// The later item.
    pub agenda_item_id: Option<String>,
    /// The later decision.
    pub later_decision_id: Option<String>,
    /// A word of `link_method`.
    pub link_method: &'static str,
    /// How sure the link is.
    pub confidence: Confidence,
    /// The state that the later words report.
    pub state: State,
    /// Days between the meetings.
    pub lag_days: Option<i32>,
}

/// A remark on a document, to be made a row of `diagnostics`.
#[derive(Clone, Debug, PartialEq)]
pub struct Remark {
    /// The document.
    pub document_id: String,
    /// The meeting.
    pub meeting_id: Option<String>,
    /// The problem.
    pub code: Code,
    /// What was seen.
    pub message: String,
    /// Where, if at one place.
    pub place: Option<Place>,
}

/// All that is worked out over one or many scopes.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Rows of `people`.
    pub people: Vec<Person>,
    /// Rows of `person_names`.
    pub person_names: Vec<PersonName>,
    /// Rows of `person_links`.
    pub person_links: Vec<PersonLink>,
    /// Rows of `organisations`.
    pub organisations: Vec<Organisation>,
    /// Rows of `bodies`.
    pub bodies: Vec<Body>,
    /// Rows of `members`.
    pub members: Vec<SeatOfBody>,
    /// Rows of `ambiti`.
    pub ambiti: Vec<Ambito>,
    /// Rows of `follow_ups`.
    pub follow_ups: Vec<FollowUp>,
    /// Row of attendance or owner to person.
    pub person_of: BTreeMap<String, String>,
    /// Meeting to the person in the chair.
    pub chair_of: BTreeMap<String, String>,
    /// Meeting to the person who kept the minutes.
    pub secretary_of: BTreeMap<String, String>,
    /// Row of attendance to the person who is stood in for.
    pub represents_of: BTreeMap<String, String>,
    /// Row of attendance to the person who stands in.
    pub represented_by_of: BTreeMap<String, String>,
    /// Row of attendance or owner to organisation.
    pub organisation_of: BTreeMap<String, String>,
    /// Meeting to its better copy.
    pub duplicate_of: BTreeMap<String, String>,
    /// Decision to the primary one that says the same in another document.
    pub same_as: BTreeMap<String, String>,
    /// Deadline to the day found in another document.
    pub date_of: BTreeMap<String, Date>,
    /// Deferred item to the later item that takes it up.
    pub taken_up_in: BTreeMap<String, String>,
    /// Remarks.
    pub remarks: Vec<Remark>,
}

impl Outcome {
    /// Adds all that was worked out elsewhere in the same scope.
    pub(super) fn add(&mut self, mut other: Self) {
        self.person_of.append(&mut other.person_of);
        self.chair_of.append(&mut other.chair_of);
        self.secretary_of.append(&mut other.secretary_of);
        self.represents_of.append(&mut other.represents_of);
        self.represented_by_of.append(&mut other.represented_by_of);
        self.organisation_of.append(&mut other.organisation_of);
        self.duplicate_of.append(&mut other.duplicate_of);
        self.same_as.append(&mut other.same_as);
        self.date_of.append(&mut other.date_of);
        self.taken_up_in.append(&mut other.taken_up_in);
        self.add_rows(other);
    }

    /// Adds the rows and remarks of another scope, without the values for columns of facts:
    /// those have been put there, and all of an archive in one place are slow to find.
    pub fn add_rows(&mut self, other: Self) {
        self.people.extend(other.people);
        self.person_names.extend(other.person_names);
        self.person_links.extend(other.person_links);
        self.organisations.extend(other.organisations);
        self.bodies.extend(other.bodies);
        self.members.extend(other.members);
        self.ambiti.extend(other.ambiti);
        self.follow_ups.extend(other.follow_ups);
        self.remarks.extend(other.remarks);
    }
}
