//! The built-in Italian words, tried on what minutes write.
//!
//! In: the built-in rules. What is expected is spelled out here, independently of them.

mod values;
mod words;

use super::{Pack, RuleSet};

fn italian() -> &'static Pack {
    static RULES: std::sync::LazyLock<RuleSet> = std::sync::LazyLock::new(|| {
        super::load(&[]).unwrap_or_else(|error| panic!("the built-in rules load: {error}"))
    });
    RULES.pack("italian").expect("the Italian pack is built in")
}
