//! `verbali` turns archives of Italian minutes into tables that can be trusted.

pub mod dataset;
pub mod diagnostic;
pub mod document;
pub mod error;
pub mod evaluate;
pub mod extract;
pub mod model;
pub mod pipeline;
pub mod rules;
