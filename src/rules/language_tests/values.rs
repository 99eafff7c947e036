//! Numbers, dates and times in every form that minutes write.

use super::italian;
use crate::model::{Date, Weekday, add_days, weekday};
use crate::rules::{Folded, NoSlots, Pattern};

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
    if !number.is_multiple_of(100) {
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
        let glue = if day.unsigned_abs().is_multiple_of(2) { " " } else { "" };
        let year_words = spell(usize::from(year.unsigned_abs()), glue);
        let weekday = said(weekday(date));
        let mut forms = vec![
            format!("{day:02}/{number:02}/{year}"),
            format!("{year}-{number:02}-{day:02}"),
            format!("{weekday} {day} {month} {year}, ore 15.30"),
            format!("L'anno {year_words} il giorno {day_words} del mese di {month}"),
            format!("Il giorno {day_words} del mese di {month} dell'anno {year_words}"),
        ];
        // The other ways to write the same parts, on some days of every month.
        if day % 7 == 0 {
            forms.extend([
                format!("il {day}.{number}.{year}, presso la sede"),
                format!("{day:02}-{number:02}-{year}"),
                format!("{year}/{number}/{day}"),
                format!("verbale_{year}_{number:02}_{day:02}.txt"),
                format!("il {day} {} {year} alle ore 9", month.to_uppercase()),
                format!("{day} {}. {year}", &month[..3]),
                format!("L'anno {year}, addì {day_words} del mese di {month} alle ore 18"),
                format!("{weekday} {day_words} {month} {year_words}").to_uppercase(),
            ]);
        }
        if (1970..2070).contains(&year) {
            forms.push(format!("{day}.{number:02}.{:02}", year % 100));
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
        ("9.30 - 12.00", "09:30"),
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
        (r"entro (?:il |l'|lo )?{date:date}", "entro il 30/6", "date", "30/6"),
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
