"""Statistics of a published dataset against queries written by hand over tables/.

Each query counts again, in DuckDB and from the facts alone, what a table of stats/ holds; where
the two differ, the rows are printed and the script exits with 1. It holds for the usual policies
of counting. The queries are the answers to the questions of the README, to be copied.
"""

import pathlib
import sys

import duckdb

QUERIES = pathlib.Path(__file__).parent / "queries"

# Query to the table of stats/ and the columns that must be equal.
COMPARED = {
    "seats": ("seat_attendance", "meeting_id, seat_id, status, is_delegated, enters_rate"),
    "attendance_by_body": (
        "attendance_by_body",
        "ambito, body, meetings, on_roll, present, unknown, n, n_present, round(rate, 12)",
    ),
    "attendance_by_person": (
        "attendance_by_person",
        "ambito, body, person_id, n, n_present",
    ),
    "attendance_by_organisation": (
        "attendance_by_organisation",
        "ambito, body, organisation_id, n, n_present",
    ),
    "attendance_by_year": ("attendance_by_year", "ambito, body, period, n, n_present"),
    "decisions_by_body": (
        "decisions_by_body",
        "ambito, body, n, with_owner, with_deadline, voted, unanimous",
    ),
    "decision_states": (
        "decision_states",
        "decision_id, due_date, outcome, mentions, done_seen",
    ),
    "followup_by_body": (
        "followup_by_body",
        "ambito, body, n, done_in_time, done_seen_after_due, stated_late, cancelled, "
        "no_evidence, not_observable, not_due",
    ),
    "owner_workload": ("owner_workload", "ambito, owner_kind, owner, n, lead"),
    "agenda_outcomes": ("agenda_outcomes", "ambito, body, year, n, approved, deferred, unknown"),
    "coverage": ("coverage", "ambito, status, n, pages"),
}


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: counted_again.py OUT")
    out = pathlib.Path(sys.argv[1])
    connection = duckdb.connect()
    for path in sorted(out.glob("*/*.parquet")):
        connection.execute(f"create view {path.stem} as select * from read_parquet('{path}')")
    import json

    as_of = json.loads((out / "run.json").read_text())["as_of"]
    connection.execute(f"set variable as_of = cast({as_of!r} as date)" if as_of else "set variable as_of = null::date")
    faults = 0
    for query, (table, columns) in COMPARED.items():
        text = (QUERIES / f"{query}.sql").read_text().rstrip().rstrip(";")
        # Named apart, for a query of its own may read the table's name as a common table.
        connection.execute(f"create or replace table counted as {text}")
        differ = connection.execute(
            f"""(select 'statistics', {columns} from {table} except all select 'statistics', {columns} from counted)
                union all
                (select 'query', {columns} from counted except all select 'query', {columns} from {table})"""
        ).fetchall()
        rows = connection.execute(f"select count(*) from {table}").fetchone()[0]
        print(f"{rows:>9}  {table} equals its query" if not differ else f"{len(differ):>9}  {table} DIFFERS")
        for row in differ[:5]:
            print(f"fault: {table}: only in the {row[0]}: {row[1:]}", file=sys.stderr)
        faults += len(differ)
    for path in sorted(QUERIES.glob("question_*.sql")):
        rows = connection.execute(path.read_text()).fetchall()
        print(f"{len(rows):>9}  rows answer {path.name}")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
