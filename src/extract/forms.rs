//! Heads and agendas in forms that no sample has: what is read of each.

use super::extractor::scene_of;
use super::header::Header;
use super::ledger::Ledger;
use super::names::NameWords;
use super::{agenda, check_examples, header};
use crate::document::{Limits, read_text};
use crate::model::Word as _;
use crate::rules::{RuleSet, load, report};

fn rules() -> &'static RuleSet {
    static RULES: std::sync::LazyLock<RuleSet> =
        std::sync::LazyLock::new(|| load(&[]).unwrap_or_else(|error| panic!("{error}")));
    &RULES
}

#[test]
fn rules_read_their_examples() {
    let faults = check_examples(rules());
    assert!(faults.is_empty(), "{}", report(&rules().sources, &faults));
}

/// What a head says: name of the field and its value, for texts that are in no sample.
fn head_of(text: &str) -> Header {
    let rules = rules();
    let pack = rules.pack("italian").expect("the base pack is built in");
    let checked =
        read_text(text.as_bytes(), "text.txt", &Limits::default()).expect("the text is text");
    let words = NameWords::new(pack);
    let scene = scene_of(&checked.document, pack, &words);
    let mut ledger = Ledger::new("d", &checked.document);
    header::read(&scene, &mut ledger, "")
}

fn value(field: Option<&super::header::Field>) -> &str {
    field.map_or("-", |field| field.value.as_str())
}

#[test]
fn heads_of_other_forms_are_read() {
    let cases: [(&str, [&str; 7]); 8] = [
        // body, date, start, end, place, secretary, call
        (
            "COMITATO DEI SINDACI DEL DISTRETTO\nVerbale n. 3\n\nL'anno duemiladiciannove, addì quattro del mese di febbraio, alle ore 9:35 e segg., presso la sede municipale di Bovalta, previa convocazione prot. 118 del 21/01/2019, si è riunito il Comitato dei Sindaci.\n\nFunge da segretaria la dott.ssa Lia Marconelli.\n\n1. Bilancio\n\nIl Comitato approva.\n\nLa seduta è tolta alle ore 11,20.\n",
            [
                "COMITATO DEI SINDACI DEL DISTRETTO",
                "2019-02-04",
                "09:35",
                "11:20",
                "sede municipale di Bovalta",
                "Lia Marconelli",
                "-",
            ],
        ),
        (
            "Ufficio di Piano di Valdosca\n\nData e ora: 12/03/2018, ore 14.30\nLuogo: Sala Verde\nDurata: dalle 14.30 alle 16.00\nVerbalizza: Piero Santamarini\n\nOdG: 1) Bandi; 2) Varie\n",
            [
                "Ufficio di Piano di Valdosca",
                "2018-03-12",
                "14:30",
                "16:00",
                "Sala Verde",
                "Piero Santamarini",
                "-",
            ],
        ),
        (
            "VERBALE DI RIUNIONE\n\nData: 5 maggio 2017\tSede: Palazzo Comunale\tOrario: 15:00 - 17:00\n\nPresenti: Anna Bellinati\n",
            ["-", "2017-05-05", "15:00", "17:00", "Palazzo Comunale", "-", "-"],
        ),
        (
            "Conferenza dei Sindaci\nProt. 4410 del 02/12/2016\n\nIn data 29.11.2016, alle h. 12.40, in 2^ convocazione, essendo andata deserta la prima, si è riunita nella sala consiliare di Fratte la Conferenza dei Sindaci.\n",
            [
                "Conferenza dei Sindaci",
                "2016-11-29",
                "12:40",
                "-",
                "sala consiliare di Fratte",
                "-",
                "second",
            ],
        ),
        (
            "Data\tOra inizio\tOra fine\tLuogo\n07/06/2021\t10.00\t12.15\tOn line\n\nTavolo di lavoro Disabilità\n",
            ["Tavolo di lavoro Disabilità", "2021-06-07", "10:00", "12:15", "On line", "-", "-"],
        ),
        (
            "Consiglio comunale di Pratolungo\nSessione straordinaria - prima convocazione\nSeduta del 14 ottobre 2014\n\nIl giorno quattordici ottobre duemilaquattordici, alle ore 21,15, si è riunito il Consiglio comunale. È approvato il verbale della seduta del 9 settembre 2014.\n\nLa riunione si conclude alle 23.05. Il verbale è stato redatto da Ugo Ferrantelli.\n",
            [
                "Consiglio comunale di Pratolungo",
                "2014-10-14",
                "21:15",
                "23:05",
                "-",
                "Ugo Ferrantelli",
                "first",
            ],
        ),
        (
            "Sintesi dei lavori\nGruppo di lavoro Minori - incontro del 3.4.2019 (ore 9-11)\n\nPresenti: Anna Bellinati, Marta Coldanini\n",
            ["Gruppo di lavoro Minori", "2019-04-03", "09:00", "11:00", "-", "-", "-"],
        ),
        (
            "STRALCIO DEL VERBALE DELLA GIUNTA COMUNALE\n\nOggi, trenta del mese di ottobre dell'anno duemiladodici, alle ore dodici e minuti zero, nella sede comunale, la Giunta si è riunita sotto la presidenza di Rita Mandelloni.\n",
            ["GIUNTA COMUNALE", "2012-10-30", "12:00", "-", "sede comunale", "-", "-"],
        ),
    ];
    let mut faults = Vec::new();
    for (text, expected) in cases {
        let header = head_of(text);
        let read = [
            value(header.body.as_ref()),
            value(header.date.as_ref()),
            value(header.start_time.as_ref()),
            value(header.end_time.as_ref()),
            value(header.place.as_ref()),
            value(header.secretary.as_ref()),
            value(header.call.as_ref()),
        ];
        if read != expected {
            faults.push(format!(
                "{}\n  expected {expected:?}\n  read     {read:?}",
                text.lines().next().unwrap_or_default()
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Number, title and outcome of each item, for texts that are in no sample.
fn items_of(text: &str) -> Vec<String> {
    let rules = rules();
    let pack = rules.pack("italian").expect("the base pack is built in");
    let checked =
        read_text(text.as_bytes(), "text.txt", &Limits::default()).expect("the text is text");
    let words = NameWords::new(pack);
    let scene = scene_of(&checked.document, pack, &words);
    let mut ledger = Ledger::new("d", &checked.document);
    let agenda = agenda::read(&scene, &mut ledger);
    let line = |item: &crate::model::AgendaItem| {
        let part = if item.agenda_part == "main" { "" } else { "+" };
        let number = item.number.as_deref().unwrap_or("-");
        format!("{part}{number} {} [{}]", item.title, item.outcome.word())
    };
    agenda.items.iter().map(line).collect()
}

#[test]
fn agendas_of_other_forms_are_read() {
    let cases: [(&str, &[&str]); 6] = [
        (
            "Il giorno 3 marzo 2020 si è riunito il Comitato dei Sindaci per discutere il seguente ordine del giorno: 1. Bilancio di previsione; 2. Nomina del revisore; 3. Varie ed eventuali.\n\nAl primo punto il Presidente illustra il bilancio.\n",
            &[
                "1 Bilancio di previsione [unknown]",
                "2 Nomina del revisore [unknown]",
                "3 Varie ed eventuali [unknown]",
            ],
        ),
        (
            "Ordine del giorno\n\n- Bando affidi\n- Fondo povertà\n\nBando affidi\n\nSi illustra il bando.\n\nFondo povertà\n\nIl punto è rinviato alla prossima riunione.\n",
            &["- Bando affidi [discussed]", "- Fondo povertà [deferred]"],
        ),
        (
            "O.d.G.\n1)- Comunicazioni\n2)- Rette dei nidi\n\nOrdine del giorno aggiuntivo\n1) Variazione di bilancio\n\nPUNTO 1 - Comunicazioni\nNessuna.\nPUNTO 2 - Rette dei nidi\nL'Assemblea approva le rette con voti unanimi.\n",
            &[
                "1 Comunicazioni [discussed]",
                "2 Rette dei nidi [approved]",
                "+1 Variazione di bilancio [unknown]",
            ],
        ),
        (
            "Argomenti all'ordine del giorno:\nP.to 1 Piano di zona\nP.to 2 Regolamento\n\nP.to 1 Piano di zona\n\nDopo ampia discussione si approva il Piano di zona.\n\nP.to 2 Regolamento\n\nIl punto viene ritirato.\n",
            &["1 Piano di zona [approved]", "2 Regolamento [withdrawn]"],
        ),
        (
            "Verbale del 3 marzo 2020\n\nORDINE DEL GIORNO\n1. Consuntivo\n2. Varie ed eventuali\n\n1. Consuntivo\n\nLa proposta è respinta a maggioranza.\n\n2. Varie ed eventuali\n\nTRASPORTO DISABILI\n\nIl servizio riprende a settembre con due mezzi in più del solito.\n\nOrdine del giorno della prossima riunione:\n1. Preventivo\n2. Piano casa\n",
            &[
                "1 Consuntivo [rejected]",
                "2 Varie ed eventuali [discussed]",
                "- TRASPORTO DISABILI [discussed]",
            ],
        ),
        (
            "Indice\n1. Bilancio ........ 3\n2. Nidi ........ 5\n\nOrdine del giorno:\na) Bilancio\nb) Nidi\n5bis) Rette\n\na) Bilancio\n\nViene approvato.\n\nb) Nidi\n\nNon viene trattato.\n",
            &["a Bilancio [approved]", "b Nidi [not_discussed]", "5bis Rette [unknown]"],
        ),
    ];
    let mut faults = Vec::new();
    for (text, expected) in cases {
        let read = items_of(text);
        if read != expected {
            let start = text.lines().next().unwrap_or_default();
            faults.push(format!("{start}\n  expected {expected:?}\n  read     {read:?}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
