"""Statistics of a published dataset against queries written by hand over tables/.

Each query counts again, in DuckDB and from the facts alone, what a table of stats/ holds; every
column but the key is compared, numbers with a fraction to twelve places. Where the two differ,
the rows are printed and the script exits with 1. It holds for the usual policies of counting.
The queries are the answers to the questions of the README, to be copied; queries that serve
several tables mark the columns that they group by, which are exchanged here.
"""

import json
import pathlib
import re
import sys

import duckdb

QUERIES = pathlib.Path(__file__).parent / "queries"

YEAR = "cast(year(date) as varchar) as period"
PERIODS = {
    "year": (YEAR, "date_trunc('year', date)::date as period_start"),
    "quarter": (
        "year(date) || '-Q' || quarter(date) as period",
        "date_trunc('quarter', date)::date as period_start",
    ),
    "month": ("strftime(date, '%Y-%m') as period", "date_trunc('month', date)::date as period_start"),
}
AMBITO, BODY = ("ambito",), ("ambito", "body")
OF_YEAR = ("ambito", "body", "year(date) as year")

# Table of stats/ to its query and the columns that it groups by, where the query leaves them open.
# Those that read other statistics come after them, though each of those is counted from the facts.
COMPARED = {
    "seat_attendance": ("seats", None),
    "attendance_by_body": ("attendance", BODY),
    "attendance_by_ambito": ("attendance", AMBITO),
    "attendance_by_year": ("attendance", BODY + PERIODS["year"]),
    "attendance_by_quarter": ("attendance", BODY + PERIODS["quarter"]),
    "attendance_by_month": ("attendance", BODY + PERIODS["month"]),
    "attendance_by_person": ("attendance_by_person", None),
    "attendance_by_organisation": ("attendance_by_organisation", None),
    "decisions_by_body": ("decisions", BODY),
    "decisions_by_ambito": ("decisions", AMBITO),
    "decisions_by_year": ("decisions", OF_YEAR),
    "decision_states": ("decision_states", None),
    "followup_by_body": ("followup", BODY),
    "followup_by_ambito": ("followup", AMBITO),
    "followup_by_year": ("followup", OF_YEAR),
    "owner_workload": ("owner_workload", None),
    "agenda_outcomes": ("agenda_outcomes", None),
    "coverage": ("coverage", None),
    "calendar": ("calendar", None),
}

# Columns of a table that a query of their own counts, joined by what both have in common.
BESIDE = {
    "attendance_by_year": ("turnover", ("people", "people_new", "people_gone")),
    "attendance_by_ambito": ("population", ("population",)),
}


def grouped(text, grain):
    """The query with other columns to group by."""
    if grain is None:
        return text
    names = [column.split(" as ")[-1] for column in grain]
    text = re.sub(r"/\*grain\*/.*?/\*grain\*/", ", ".join(grain), text)
    same = " and ".join(f"met.{name} is not distinct from decided.{name}" for name in names)
    return re.sub(r"/\*on\*/.*?/\*on\*/", same, text)


def query(name):
    return (QUERIES / f"{name}.sql").read_text().rstrip().rstrip(";")


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: counted_again.py OUT")
    out = pathlib.Path(sys.argv[1])
    connection = duckdb.connect()
    for path in sorted(out.glob("*/*.parquet")):
        connection.execute(f"create view {path.stem} as select * from read_parquet('{path}')")
    connection.execute((QUERIES / "rates.sql").read_text())
    as_of = json.loads((out / "run.json").read_text())["as_of"]
    connection.execute(f"set variable as_of = cast({as_of!r} as date)" if as_of else "set variable as_of = null::date")
    stats = {path.stem for path in out.glob("stats/*.parquet")}
    faults = 0
    for table in sorted(stats ^ set(COMPARED)):
        print(f"fault: {table} is not both published and counted again", file=sys.stderr)
        faults += 1
    figures = 0
    for table, (name, grain) in COMPARED.items():
        # Named apart, for a query of its own may read the table's name as a common table.
        connection.execute(f"create or replace table counted as {grouped(query(name), grain)}")
        beside, further = BESIDE.get(table, (None, ()))
        described = connection.execute(f"describe {table}").fetchall()[1:]
        columns = [column for column, *_ in described]
        source = "counted"
        if beside:
            connection.execute(f"create or replace table beside as {query(beside)}")
            common = [column for column, *_ in connection.execute("describe beside").fetchall() if column not in further]
            on = " and ".join(f"counted.{column} is not distinct from beside.{column}" for column in common)
            told = ", ".join(f"beside.{column}" for column in further)
            source = f"(select counted.*, {told} from counted left join beside on {on})"
        # Sums of whole numbers are wider in DuckDB than in the tables: both as the table has them.
        shown = ", ".join(f"round({column}::double, 12)" if kind == "DOUBLE" else f"{column}::{kind}" for column, kind, *_ in described)
        differ = connection.execute(
            f"""(select 'statistics', {shown} from {table} except all select 'statistics', {shown} from {source})
                union all
                (select 'query', {shown} from {source} except all select 'query', {shown} from {table})"""
        ).fetchall()
        rows = connection.execute(f"select count(*) from {table}").fetchone()[0]
        figures += rows * len(columns)
        print(f"{rows:>9}  {table} equals its query in {len(columns)} columns" if not differ else f"{len(differ):>9}  {table} DIFFERS")
        for row in differ[:6]:
            print(f"fault: {table}: only in the {row[0]}: {dict(zip(columns, row[1:]))}", file=sys.stderr)
        faults += len(differ)
    print(f"{figures:>9}  figures compared")
    for path in sorted(QUERIES.glob("question_*.sql")):
        rows = connection.execute(path.read_text()).fetchall()
        print(f"{len(rows):>9}  rows answer {path.name}")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
