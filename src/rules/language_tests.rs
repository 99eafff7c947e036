//! The built-in Italian words, tried on what minutes write: numbers, dates, times, verbs.
//!
//! In: the built-in rules. The spellers here are independent of the rules.

use super::{Folded, NoSlots, Pack, Pattern, RuleSet};
use crate::model::{Date, Weekday, add_days, weekday};

fn rules() -> &'static RuleSet {
    static RULES: std::sync::LazyLock<RuleSet> = std::sync::LazyLock::new(|| {
        super::load(&[]).unwrap_or_else(|error| panic!("the built-in rules load: {error}"))
    });
    &RULES
}

fn italian() -> &'static Pack {
    rules().pack("italian").expect("the Italian pack is built in")
}

const UNITS: [&str; 20] = [
    "",
    "uno",
    "due",
    "tre",
    "quattro",
    "cinque",
    "sei",
    "sette",
    "otto",
    "nove",
    "dieci",
    "undici",
    "dodici",
    "tredici",
    "quattordici",
    "quindici",
    "sedici",
    "diciassette",
    "diciotto",
    "diciannove",
];
const TENS: [&str; 10] = [
    "",
    "",
    "venti",
    "trenta",
    "quaranta",
    "cinquanta",
    "sessanta",
    "settanta",
    "ottanta",
    "novanta",
];

/// A number in words, its parts (thousands, hundreds, the rest) parted by `glue`.
fn spell(number: usize, glue: &str) -> String {
    let mut parts = Vec::new();
    let below_hundred = |number: usize| {
        let (tens, unit) = (number / 10, number % 10);
        match (tens, unit) {
            (0 | 1, _) => UNITS[number].to_owned(),
            (_, 1 | 8) => format!("{}{}", &TENS[tens][..TENS[tens].len() - 1], UNITS[unit]),
            (_, 3) => format!("{}tré", TENS[tens]),
            _ => format!("{}{}", TENS[tens], UNITS[unit]),
        }
    };
    match number / 1000 {
        0 => {}
        1 => parts.push("mille".to_owned()),
        thousands => parts.push(format!("{}mila", UNITS[thousands])),
    }
    match number / 100 % 10 {
        0 => {}
        1 => parts.push("cento".to_owned()),
        hundreds => parts.push(format!("{}cento", UNITS[hundreds])),
    }
    if number % 100 > 0 {
        parts.push(below_hundred(number % 100));
    }
    if number == 0 { "zero".to_owned() } else { parts.join(glue) }
}

#[test]
fn every_number_in_words_is_read_glued_and_spaced() {
    let numbers = &italian().vocabulary.numbers;
    let any = Pattern::new("^{number}$", false, &italian().vocabulary).expect("a pattern");
    for number in 0..10_000 {
        for glue in ["", " "] {
            let words = spell(number, glue);
            assert_eq!(numbers.parse(&words), Some(number as i64), "{words}");
            assert_eq!(numbers.parse(&words.to_uppercase()), Some(number as i64), "{words}");
            assert!(any.is_match(&Folded::new(&words)), "{words} {}", numbers.any());
        }
    }
    for (words, number) in [
        ("ventun", 21),
        ("una", 1),
        ("ventitre", 23),
        ("ventitre'", 23),
        ("centottanta", 180),
        ("due mila e", -1),
        ("duemila dodici", 2012),
        ("cinquecentomila", 500_000),
        ("sei venti", -1),
        ("settembre", -1),
        ("cento cento", -1),
    ] {
        assert_eq!(numbers.parse(words), (number >= 0).then_some(number), "{words}");
    }
}

const MONTHS: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];
const WEEKDAYS: [&str; 7] =
    ["lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"];

fn said(day: Weekday) -> &'static str {
    WEEKDAYS[usize::from(day.to_monday_zero_offset().unsigned_abs())]
}

/// Every day of the years from `first` up to and without `end`.
fn days(first: i16, end: i16) -> impl Iterator<Item = Date> {
    let first = Date::new(first, 1, 1).expect("a date");
    std::iter::successors(Some(first), |day| add_days(*day, 1))
        .take_while(move |day| day.year() < end)
}

#[test]
fn every_day_of_two_centuries_is_read_in_every_form() {
    std::thread::scope(|scope| {
        for first in [1900, 1950, 2000, 2050] {
            scope.spawn(move || read_every_day(first, first + 50));
        }
    });
}

fn read_every_day(first: i16, end: i16) {
    for date in days(first, end) {
        let (day, year) = (date.day(), date.year());
        let number = date.month();
        let month = MONTHS[usize::from(number.unsigned_abs()) - 1];
        let day_words = match day {
            1 => "primo".to_owned(),
            day => spell(usize::from(day.unsigned_abs()), ""),
        };
        let glue = if day % 2 == 0 { " " } else { "" };
        let year_words = spell(usize::from(year.unsigned_abs()), glue);
        let weekday = said(weekday(date));
        let mut forms = vec![
            format!("{day:02}/{number:02}/{year}"),
            format!("il {day}.{number}.{year}, presso la sede"),
            format!("{day:02}-{number:02}-{year}"),
            format!("{year}-{number:02}-{day:02}"),
            format!("{year}/{number}/{day}"),
            format!("verbale_{year}_{number:02}_{day:02}.txt"),
            format!("{weekday} {day} {month} {year}, ore 15.30"),
            format!("il {day} {} {year} alle ore 9", month.to_uppercase()),
            format!("{day} {}. {year}", &month[..3]),
            format!("L'anno {year_words} il giorno {day_words} del mese di {month}"),
            format!("L'anno {year}, addì {day_words} del mese di {month} alle ore 18"),
            format!("Il giorno {day_words} del mese di {month} dell'anno {year_words}"),
            format!("{weekday} {day_words} {month} {year_words}").to_uppercase(),
        ];
        if (1970..2070).contains(&year) {
            forms.push(format!("{day}/{number}/{:02}", year % 100));
            forms.push(format!("{day:02}.{number:02}.{:02}", year % 100));
        }
        for form in forms {
            let parts = italian().parse_date(&form).unwrap_or_else(|| panic!("a date in {form}"));
            assert_eq!(parts.date(), Some(date), "{form}");
            assert!(!parts.weekday_conflicts(), "{form}");
        }
    }
}

#[test]
fn dates_in_sentences_are_found_where_they_stand() {
    for (text, range, date) in [
        ("Il 26 gennaio alle ore 08:30", "26 gennaio", (None, 1, 26)),
        ("giusta D.R. 529/AG dd. 31.3.2006", "31.3.2006", (Some(2006), 3, 31)),
        ("verbale della seduta dell'11 dicembre 2018", "11 dicembre 2018", (Some(2018), 12, 11)),
        ("dal 1° aprile al 30 giugno", "1° aprile", (None, 4, 1)),
        ("addì due. del mese di marzo", "due. del mese di marzo", (None, 3, 2)),
        ("addì UNO del mese di giugno", "uno del mese di giugno", (None, 6, 1)),
        ("dal 3 al 15 marzo '21", "15 marzo '21", (Some(2021), 3, 15)),
        ("27 8 24", "27 8 24", (Some(2024), 8, 27)),
        ("via XX, piazza 4 novembre 3; il 5 maggio", "5 maggio", (None, 5, 5)),
        ("27 febbraio 15 comuni", "27 febbraio", (None, 2, 27)),
        (
            "L'anno duemilaundici (2011) il giorno 18 (diciotto) del mese di luglio",
            "anno duemilaundici (2011) il giorno 18 (diciotto) del mese di luglio",
            (Some(2011), 7, 18),
        ),
    ] {
        let folded = Folded::new(text);
        let (parts, found, _) =
            italian().find_date(&folded, 0).unwrap_or_else(|| panic!("a date in {text}"));
        assert_eq!(&folded.as_str()[found], range, "{text}");
        assert_eq!((parts.year, parts.month, parts.day), date, "{text}");
    }
}

#[test]
fn a_weekday_that_does_not_fit_is_seen_and_moves_nothing() {
    let parts = italian().parse_date("lunedì 31 luglio 2019").expect("a date");
    assert_eq!(parts.date(), Date::new(2019, 7, 31).ok());
    assert!(parts.weekday_conflicts());
    assert!(
        !italian().parse_date("mercoledi' 31 luglio 2019").expect("a date").weekday_conflicts()
    );
}

#[test]
fn times_are_read_in_every_form() {
    for (text, time) in [
        ("19.30", "19:30"),
        ("9:35 e segg.", "09:35"),
        ("14,30", "14:30"),
        ("20.40 circa", "20:40"),
        ("h. 12.40", "12:40"),
        ("(h.17,00)", "17:00"),
        ("ore 18", "18:00"),
        ("dodici e minuti zero", "12:00"),
        ("alle ore dodici e minuti zero, in seguito a convocazione", "12:00"),
        ("17.:00", "17:00"),
        ("La seduta è tolta alle ore 21,15.", "21:15"),
        ("La seduta inizia alle 15.00 e termina alle 17.", "15:00"),
        ("dalle 15:00 alle 17:00", "15:00"),
        ("dalle 9 alle 13", "09:00"),
        ("alle ore ventuno e trenta", "21:30"),
        ("Alle ore venti e mezza", "20:30"),
        ("ore 18 e minuti 30", "18:30"),
        ("alle ore 24.00", "00:00"),
        ("ore 00.30", "00:30"),
        ("a mezzogiorno", "12:00"),
        ("lunedì 25 marzo 15:30", "15:30"),
    ] {
        assert_eq!(italian().parse_time(text).as_deref(), Some(time), "{text}");
    }
    for text in [
        "59.000,00",
        "16.01.2019",
        "il 16.01.2019 si riunisce",
        "art. 3.10",
        "38 ore",
        "per ore 20 settimanali",
        "ore 16.01.2019",
        "euro 12,50",
        "alle 15 associazioni",
        "38 ore 20 minuti",
        "ore 27",
        "alla Regione",
        "n. 9",
    ] {
        assert_eq!(italian().parse_time(text), None, "{text}");
    }
}

#[test]
fn fragments_of_values_fit_into_other_patterns() {
    let pack = italian();
    for (source, text, field, value) in [
        ("alle (?:ore )?{end_time:time}", "si chiude alle 19.30.", "end_time", "19.30"),
        ("alle (?:ore )?{end_time:time}", "si chiude alle ore dodici", "end_time", "dodici"),
        ("alle (?:ore )?{end_time:time}", "si chiude alle ore 12 e minuti 5", "end_time", "12"),
        (
            r"entro (?:il |l'|lo )?{date:date}",
            "entro l'11 dicembre 2018, e poi",
            "date",
            "11 dicembre 2018",
        ),
        (r"entro (?:il |l'|lo )?{date:date}", "entro il 30.06.2019.", "date", "30.06.2019"),
        (r"entro (?:il |l'|lo )?{date:date}", "entro il 30/6", "date", ""),
        (
            r"entro {count:number} (?<unit>{unit})",
            "entro quindici giorni dalla",
            "count",
            "quindici",
        ),
        (
            r"entro {count:number} (?<unit>{unit})",
            "entro 15 gg. lavorativi",
            "unit",
            "gg. lavorativi",
        ),
        (
            r"entro (?:il |la )?(?<part>{part-of-year})\b",
            "entro il primo semestre 2019",
            "part",
            "primo semestre",
        ),
        (
            r"entro (?:la )?(?<part>{part-of-year}) (?<month>{month})\b",
            "entro metà settembre",
            "part",
            "metà",
        ),
    ] {
        let pattern = Pattern::new(source, false, &pack.vocabulary).expect("a pattern");
        let folded = Folded::new(text);
        let found = pattern.find(&folded, &NoSlots).and_then(|found| found.get(field));
        assert_eq!(found.map_or("", |range| &folded.as_str()[range]), value, "{text}");
    }
}

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
