//! stub
use super::Line;
pub(super) fn set_aside(_text: &str, _lines: &mut [Line]) {}
