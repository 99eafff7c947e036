//! Names in texts, with the built-in words.

use std::sync::LazyLock;

use super::{Known, NameReader, NameWords};
use crate::extract::text::Text;
use crate::rules::{Pack, RuleSet, load};

static RULES: LazyLock<RuleSet> = LazyLock::new(|| load(&[]).expect("the built-in rules load"));

fn pack() -> &'static Pack {
    RULES.pack("italian").expect("the pack of the language")
}

fn with<T>(text: &str, read: impl Fn(&NameReader<'_>) -> T) -> T {
    let words = NameWords::new(pack());
    let known = Known::of_pack(pack());
    let text = Text::loose(text);
    read(&NameReader::new(pack(), &words, &known, &text))
}

fn person(text: &str) -> Option<(String, Option<String>, usize)> {
    with(text, |names| names.person(0))
        .map(|person| (person.name, person.honorific, person.range.end))
}

fn name(text: &str) -> Option<String> {
    person(text).map(|(name, _, _)| name)
}

#[test]
fn honorifics_stand_before_and_within_names() {
    let found = person("dott.ssa Maria Grazia De Bonis, Sante").expect("a name");
    assert_eq!(found, ("Maria Grazia De Bonis".into(), Some("dott.ssa".into()), 30));
    let found = person("LOPERFI dott. Nicola").expect("a name");
    assert_eq!((found.0.as_str(), found.1.as_deref()), ("LOPERFI Nicola", Some("dott.")));
    assert_eq!(name("suor Agnese Mollica (Istituto"), Some("Agnese Mollica".into()));
}

#[test]
fn particles_begin_and_join_names() {
    for whole in [
        "Sante Lo Turco",
        "Lo Cicero Agata",
        "DE LUCREZIIS Antonio",
        "DEL FABBRO Edda",
        "Ivo Dal Corso",
        "Anna Lisa Van Rossem",
        "Pia D'Oliva",
        "Di Berardi Nello",
        "Ugo Zampa Conti",
    ] {
        assert_eq!(name(whole).as_deref(), Some(whole));
    }
}

#[test]
fn initials_belong_to_names_and_are_none_alone() {
    assert_eq!(name("M. Rossini (presidente)"), Some("M. Rossini".into()));
    assert_eq!(name("A. Gialli, P. Neri"), Some("A. Gialli".into()));
    assert_eq!(name("Gialli A., Neri"), Some("Gialli A.".into()));
    assert_eq!(name("N. 4"), None);
}

#[test]
fn a_name_ends_where_other_words_begin() {
    assert_eq!(name("Mario Rossini Sindaco"), Some("Mario Rossini".into()));
    assert_eq!(name("Mario Rossini Comune di Alba"), Some("Mario Rossini".into()));
    assert_eq!(name("La Sindaca"), None);
    assert_eq!(name("@m_rossini, @lia"), Some("@m_rossini".into()));
}

#[test]
fn organisations_take_their_places() {
    let organisation =
        |text: &str| with(text, |names| names.organisation(0)).map(|range| text[range].to_owned());
    assert_eq!(
        organisation("Comune di Colli al Metauro, Mario"),
        Some("Comune di Colli al Metauro".into())
    );
    assert_eq!(organisation("Comune di Noci ASSENTE"), Some("Comune di Noci".into()));
    assert_eq!(organisation("Mario Rossini"), None);
}

#[test]
fn offices_take_what_they_are_the_office_of() {
    let role = |text: &str| with(text, |names| names.role(0)).map(|range| text[range].to_owned());
    assert_eq!(role("Sindaco di Crema, Mario"), Some("Sindaco di Crema".into()));
    assert_eq!(role("Sindaco Mario Rossini"), Some("Sindaco".into()));
    assert_eq!(role("Mario"), None);
}
