"""Writes archives of next to nothing, each in a folder of its own, and a registry.

made_archives.py FOLDER. All of it is invented. The report, the spreadsheet and the tables of
each are opened by the other scripts: sensible words, no number that is none, no empty chart.
"""

import pathlib
import sys

COMUNI = ["Castelfiorito", "Borgosereno", "Pratolungo", "Rocca Chiara"]
PEOPLE = ["Elia Torrigiani", "Nora Bencivelli", "Sandro Malavolti", "Pia Quercetani"]
DISCUSSED = "Punto 1. Comunicazioni del Presidente\n\nIl Presidente riferisce sulle attività in corso.\n"
DECIDED = "Si decide di inviare la scheda ai Comuni entro il 31/01/2024.\n"


def minutes(ambito, day, statuses, after):
    rows = "".join(
        f"{person}\tComune di {comune}\t{status}\n"
        for person, comune, status in zip(PEOPLE, COMUNI, statuses)
    )
    return (
        f"AMBITO TERRITORIALE {ambito}\n\nVERBALE DELL'ASSEMBLEA DEI SINDACI\n\nData: {day}\n"
        f"Ora inizio: 15.00\n\nNome e cognome\tEnte\tPresenza\n{rows}\n{after}"
    )


PRESENT = ["PRESENTE", "PRESENTE", "ASSENTE", "PRESENTE"]
SERENA = "VAL SERENA"
ARCHIVES = {
    "one-meeting": {"1.txt": minutes(SERENA, "10/01/2024", PRESENT, DECIDED)},
    "no-decisions": {"1.txt": minutes(SERENA, "10/01/2024", PRESENT, DISCUSSED)},
    "one-ambito-without": {
        "1.txt": minutes(SERENA, "10/01/2024", PRESENT, DISCUSSED),
        "2.txt": minutes("ALTO COLLE", "17/01/2024", PRESENT, DECIDED),
    },
    "unknown-rolls": {"1.txt": minutes(SERENA, "10/01/2024", [""] * 4, DISCUSSED)},
    "no-minutes": {"1.txt": "Queste parole non sono il verbale di nessuno.\n"},
    "unreadable": {"vuoto.txt": "", "foto.png": "no picture", "rotto.pdf": "%PDF-1.7"},
}


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: made_archives.py FOLDER")
    folder = pathlib.Path(sys.argv[1])
    for name, files in ARCHIVES.items():
        (folder / name).mkdir(parents=True)
        for file, text in files.items():
            (folder / name / file).write_text(text)
    registry = folder / "registry"
    registry.mkdir()
    known = "ambito,comune,population\n"
    inhabitants = {"Barlassina": 7000, "Giussano": 26000, "Lazzate": 8000, "Seregno": 45000}
    known += "".join(f"Ambito di Seregno,{comune},{count}\n" for comune, count in inhabitants.items())
    (registry / "ambiti.csv").write_text(known)
    seats = "ambito,body,organisation\n"
    seats += "".join(f"Ambito di Seregno,Assemblea dei Sindaci,Comune di {comune}\n" for comune in inhabitants)
    (registry / "members.csv").write_text(seats)
    print(f"{len(ARCHIVES)} archives and a registry in {folder}")


if __name__ == "__main__":
    main()
