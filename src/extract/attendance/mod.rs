//! STAND-IN until the roll is merged.
use super::{ledger::Ledger, scene::Scene};
use crate::model::{Attendance, AttendanceEvent, PresenceScope, RollCheck, Span};
pub(super) struct Roll {
    pub(super) attendance: Vec<Attendance>,
    pub(super) events: Vec<AttendanceEvent>,
    pub(super) scope: PresenceScope,
    pub(super) check: RollCheck,
    pub(super) stated_present: Option<i32>,
    pub(super) stated_absent: Option<i32>,
    pub(super) chair: Option<(String, Span, String)>,
    pub(super) secretary: Option<(String, Span, String)>,
}
pub(super) fn read(_: &Scene<'_>, _: &mut Ledger<'_>) -> Roll {
    Roll {
        attendance: Vec::new(),
        events: Vec::new(),
        scope: PresenceScope::NotInText,
        check: RollCheck::NotStated,
        stated_present: None,
        stated_absent: None,
        chair: None,
        secretary: None,
    }
}
