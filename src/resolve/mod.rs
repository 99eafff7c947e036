//! From facts of single documents to an archive that can be counted.
//!
//! In: the facts of all documents, the words of the rules, the registry. Out: an [`Outcome`]:
//! people, organisations, bodies, ambiti and follow-ups, and the values that facts get from
//! other documents. It reads facts, never text, and knows no word of the language of minutes.
//!
//! [`places::settle`] says which ambito and body each meeting belongs to; [`seat`] names the
//! seats that the registry knows; [`scopes`] parts the archive by ambito; [`work`] does all of
//! one scope; [`apply`] puts the values into the facts. Scopes do not know each other: they can
//! be worked on side by side.
//!
//! Invariant: the order of documents and their split in shards change nothing.

mod apply;
mod comuni;
mod deadlines;
mod dimensions;
mod duplicates;
mod follow_up;
mod members;
mod name;
mod organisations;
mod outcome;
mod people;
mod places;
pub mod registry;
mod scope;
mod words;

pub use apply::apply;
pub use dimensions::{across, dimensions};
pub use follow_up::Precision;
pub use members::{members, seat};
pub use outcome::{
    Ambito, Body, FollowUp, Organisation, Outcome, Person, PersonLink, PersonName, Remark,
    SeatOfBody,
};
pub use places::settle;
pub use scope::{Scope, scopes};
pub use words::Words;

use registry::Registry;

/// Works out all of one scope.
#[must_use]
pub fn work(
    scope: &Scope<'_>,
    words: &Words,
    registry: &Registry,
    precision: Precision,
) -> Outcome {
    let mut out = Outcome::default();
    duplicates::find(scope, words, &mut out);
    organisations::join(scope, words, registry, &mut out);
    let mut found = Outcome::default();
    people::join(scope, words, registry, &out, &mut found);
    out.add(found);
    deadlines::settle(scope, words, &mut out);
    follow_up::link(scope, words, precision, &mut out);
    out
}
