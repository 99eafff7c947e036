"""The spreadsheet as people use it: opened by openpyxl and LibreOffice, filled in, read back.

workbook.py OUT VERBALI: OUT holds verbali.xlsx in Italian and its tables in Parquet; VERBALI is
the program. LibreOffice is `soffice`, or what SOFFICE names.
"""

import csv
import datetime
import os
import pathlib
import subprocess
import sys
import tempfile

import openpyxl
import pyarrow.parquet

faults = []


def check(holds, what):
    if not holds:
        faults.append(what)


def table_sheets(book, out):
    """Each table has a sheet with its rows; gives how many cells of days and shares were seen."""
    sizes = sorted(
        pyarrow.parquet.read_metadata(path).num_rows
        for folder in ("tables", "stats")
        for path in (out / folder).glob("*.parquet")
    )
    sheets = [sheet for sheet in book.worksheets[2:]]
    check(sorted(sheet.max_row - 1 for sheet in sheets) == sizes, "sheets and tables differ in rows")
    days = shares = 0
    for sheet in sheets:
        check(sheet.freeze_panes == "A2", f"{sheet.title}: the header is not frozen")
        check(sheet.auto_filter.ref, f"{sheet.title}: there is no filter")
        header = [cell.value for cell in sheet[1]]
        check(all(header) and all("_" not in name for name in header), f"{sheet.title}: {header}")
        for row in sheet.iter_rows(min_row=2, max_row=200):
            for cell in row:
                if isinstance(cell.value, datetime.datetime):
                    days += 1
                if cell.number_format == "0.0%":
                    shares += 1
                    check(0 <= cell.value <= 1, f"{sheet.title} {cell.coordinate}: {cell.value}")
                check(cell.data_type != "f", f"{sheet.title} {cell.coordinate}: a formula")
    return days, shares


def filled(book):
    """Fills in what is asked for first of each column; gives what corrections.csv must hold."""
    sheet = book.worksheets[1]
    at = {cell.value: cell.column for cell in sheet[1]}
    names = ("Tabella", "Id riga", "Colonna", "Valore giusto", "Nota")
    check(all(name in at for name in names), f"{sheet.title}: {list(at)}")
    right = {
        "date": (datetime.datetime(2024, 3, 12), "2024-03-12"),
        "deadline_date": ("31/12/2024", "2024-12-31"),
        "status": ("Assente giustificato", "absent_justified"),
        "body": ("Comitato, «A»", "Comitato, «A»"),
        "text": ('Dice "sì", e altro', 'Dice "sì", e altro'),
        "stated_present": (7, "7"),
    }
    expected = []
    for row in range(2, sheet.max_row + 1):
        table, row_id, column = (sheet.cell(row, at[name]).value for name in names[:3])
        if column in right:
            value, told = right.pop(column)
            sheet.cell(row, at["Valore giusto"]).value = value
            sheet.cell(row, at["Nota"]).value = "visto"
            expected.append([table, row_id, column, told, "visto"])
    return sorted(expected)


def taken_over(verbali, workbook, home):
    run = subprocess.run(
        [verbali, "corrections", "import", workbook, "--registry", home], capture_output=True, text=True
    )
    check(run.returncode == 0, f"{workbook}: {run.stderr}")
    with open(pathlib.Path(home) / "corrections.csv", newline="", encoding="utf-8") as file:
        return sorted(list(csv.reader(file))[1:])


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: workbook.py OUT VERBALI")
    out, verbali = pathlib.Path(sys.argv[1]), sys.argv[2]
    book = openpyxl.load_workbook(out / "verbali.xlsx")
    days, shares = table_sheets(book, out)
    check(days > 0 and shares > 0, f"{days} days and {shares} shares are too few")
    cover = [cell.value for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    check(any("%" in str(value) for value in cover), "the cover has no finding with a number")
    expected = filled(book)
    check(expected, "nothing was asked for that a person can fill in")
    with tempfile.TemporaryDirectory() as home:
        by_hand = pathlib.Path(home) / "filled.xlsx"
        book.save(by_hand)
        got = taken_over(verbali, by_hand, pathlib.Path(home) / "openpyxl")
        check(got == expected, f"openpyxl: {got} for {expected}")
        office = os.environ.get("SOFFICE", "soffice")
        subprocess.run(
            [office, "--headless", f"-env:UserInstallation=file://{home}/profile", "--convert-to", "xlsx",
             "--outdir", f"{home}/office", by_hand],
            check=True, capture_output=True,
        )
        again = pathlib.Path(home) / "office" / "filled.xlsx"
        names = openpyxl.load_workbook(again, read_only=True).sheetnames
        check(names == book.sheetnames, f"LibreOffice: {names}")
        got = taken_over(verbali, again, pathlib.Path(home) / "libreoffice")
        check(got == expected, f"LibreOffice: {got} for {expected}")
    for fault in faults:
        print(f"fault: {fault}", file=sys.stderr)
    print(f"{len(book.sheetnames)} sheets, {days} days, {shares} shares, {len(expected)} corrections taken over")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
