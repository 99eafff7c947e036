//! STUB
use crate::model::AgendaItem;
#[derive(Debug, Default)]
pub(super) struct Agenda {
    pub(super) items: Vec<AgendaItem>,
    pub(super) of_block: Vec<Option<usize>>,
}
