"""A dataset published with --pseudonymise: no name and no quote of the full one is left in it.

nameless.py FULL NAMELESS: the same minutes, published with names and without.
"""

import pathlib
import sys

import duckdb

# Columns of the full dataset whose texts must be gone, and the least length of a text that can
# be looked for: shorter ones are parts of other words.
NAMES = [
    ("attendance", "name"), ("attendance", "name_raw"), ("attendance", "represents"),
    ("attendance", "represented_by"), ("meetings", "chair"), ("meetings", "secretary"),
    ("people", "name"), ("person_names", "name_raw"),
]
QUOTES = [("decisions", "text"), ("statements", "text"), ("decisions", "quote"), ("document_text", "text")]
SHORTEST = 8


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: nameless.py FULL NAMELESS")
    full, nameless = map(pathlib.Path, sys.argv[1:])
    published = [*nameless.glob("*/*.csv"), nameless / "report.html", nameless / "datapackage.json"]
    # As JSON and HTML write them, letters beside ASCII stand as they are; quotes do not.
    text = "\n".join(path.read_text(encoding="utf-8") for path in published)
    found, looked_for = [], 0
    for table, column in NAMES + QUOTES:
        rows = duckdb.execute(
            f"select distinct {column} from '{full}/tables/{table}.parquet' where {column} is not null"
        ).fetchall()
        for (value,) in rows:
            if len(value) >= SHORTEST:
                looked_for += 1
                if value in text:
                    found.append((table, column, value))
    for table, column, value in found[:10]:
        print(f"fault: {table}.{column}: {value!r} is published", file=sys.stderr)
    print(f"{looked_for} names and words looked for, {len(found)} found")
    sys.exit(1 if found or looked_for < 100 else 0)


if __name__ == "__main__":
    main()
