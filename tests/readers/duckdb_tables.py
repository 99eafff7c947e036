"""Opens every table of a dataset with DuckDB and pyarrow and holds it against the contract.

Usage: duckdb_tables.py OUT

Checked: columns and types are those of datapackage.json; files carry one generation; keys are
unique, required values are there, foreign keys resolve, words are of their vocabulary, no text
is empty; and each quote stands in its document's text at char_start..char_end, for SQL's substr
and for Python's slices alike. Exits with 1 and a line for each fault.
"""

import json
import pathlib
import sys

import duckdb
import pyarrow
import pyarrow.parquet

DUCKDB_TYPES = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
}
ARROW_TYPES = {
    "string": pyarrow.string(),
    "integer": pyarrow.int64(),
    "number": pyarrow.float64(),
    "boolean": pyarrow.bool_(),
    "date": pyarrow.date32(),
}


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


class Check:
    def __init__(self, out):
        self.out = pathlib.Path(out)
        self.faults = []
        self.connection = duckdb.connect()
        self.package = json.loads((self.out / "datapackage.json").read_text("utf-8"))
        self.run = json.loads((self.out / "run.json").read_text("utf-8"))
        self.resources = {r["name"]: r for r in self.package["resources"]}

    def fault(self, text):
        self.faults.append(text)

    def rows(self, query):
        return self.connection.execute(query).fetchall()

    def count(self, query):
        return self.rows(query)[0][0]

    def parquet_path(self, resource):
        files = [resource, *resource.get("alternatives", [])]
        for file in files:
            if file.get("format") == "parquet":
                return self.out / file["path"]
        return None

    def open_tables(self):
        for name, resource in self.resources.items():
            path = self.parquet_path(resource)
            if path is None or not path.is_file():
                self.fault(f"{name}: there is no Parquet file; publish with --format parquet")
                continue
            literal = str(path).replace("'", "''")
            self.connection.execute(
                f"create view {quoted(name)} as select * from read_parquet('{literal}')"
            )
            self.types(name, resource["schema"]["fields"], path)
            self.notes(name, literal)
            if (rows := resource.get("rows")) != self.count(f"select count(*) from {quoted(name)}"):
                self.fault(f"{name}: the package counts {rows} rows, the file has others")

    def types(self, name, fields, path):
        declared = [(f["name"], DUCKDB_TYPES[f["type"]]) for f in fields]
        found = [(r[0], r[1]) for r in self.rows(f"describe {quoted(name)}")]
        if declared != found:
            self.fault(f"{name}: DuckDB sees {set(found) ^ set(declared)} or another order")
            return
        arrow = pyarrow.parquet.read_schema(path)
        for field in fields:
            seen = arrow.field(field["name"]).type
            if seen != ARROW_TYPES[field["type"]]:
                self.fault(f"{name}.{field['name']}: pyarrow sees {seen}")

    def notes(self, name, literal):
        notes = dict(self.rows(f"select decode(key), decode(value) from parquet_kv_metadata('{literal}')"))
        generations = {notes.get("verbali:generation"), self.package["generation"], self.run["generation"]}
        if len(generations) != 1:
            self.fault(f"{name}: more than one generation: {generations}")
        columns = self.rows(
            f"select path_in_schema, encodings from parquet_metadata('{literal}') where type = 'BOOLEAN'"
        )
        for column, encodings in columns:
            if "PLAIN" not in encodings.split(", "):
                self.fault(f"{name}.{column}: booleans are encoded as {encodings}")

    def values(self):
        for name, resource in self.resources.items():
            schema = resource["schema"]
            for key in schema["primaryKey"]:
                if twice := self.rows(
                    f"select {quoted(key)} from {quoted(name)} group by 1 having count(*) > 1 limit 3"
                ):
                    self.fault(f"{name}: keys given twice, such as {twice}")
            for field in schema["fields"]:
                self.field(name, field)
            for foreign in schema.get("foreignKeys", []):
                self.foreign_key(name, foreign)

    def field(self, name, field):
        column, constraints = quoted(field["name"]), field["constraints"]
        if constraints["required"] and self.count(
            f"select count(*) from {quoted(name)} where {column} is null"
        ):
            self.fault(f"{name}.{field['name']}: a required value is missing")
        if field["type"] != "string":
            return
        if self.count(f"select count(*) from {quoted(name)} where {column} = ''"):
            self.fault(f"{name}.{field['name']}: an empty text stands for a null")
        if words := constraints.get("enum"):
            for (word,) in self.rows(f"select distinct {column} from {quoted(name)}"):
                if word is not None and word not in words:
                    self.fault(f"{name}.{field['name']}: {word!r} is none of its words")

    def foreign_key(self, name, foreign):
        (column,) = foreign["fields"]
        (key,) = foreign["reference"]["fields"]
        target = foreign["reference"]["resource"] or name
        lost = self.rows(
            f"select {quoted(column)} from {quoted(name)} where {quoted(column)} is not null"
            f" and {quoted(column)} not in (select {quoted(key)} from {quoted(target)}) limit 3"
        )
        if lost:
            self.fault(f"{name}.{column}: no row of {target} for {lost}")

    def evidence_targets(self):
        for table, column in self.rows('select distinct "table", "column" from evidence'):
            resource = self.resources.get(table)
            names = [f["name"] for f in resource["schema"]["fields"]] if resource else []
            if column not in names:
                self.fault(f"evidence: there is no column {table}.{column}")
                continue
            lost = self.rows(
                f"""select row_id from evidence where "table" = '{table}' and row_id not in
                    (select {quoted(names[0])} from {quoted(table)}) limit 3"""
            )
            if lost:
                self.fault(f"evidence: no row of {table} for {lost}")

    def quotes(self):
        """Each quote against the text put together from the pages; counts those looked at."""
        self.connection.execute(
            """create table whole as select document_id,
               string_agg(coalesce(text, ''), '' order by page) as text
               from document_text group by document_id"""
        )
        gaps = self.rows(
            """select document_id, page from (select document_id, page, char_start,
               coalesce(sum(length(coalesce(text, ''))) over (partition by document_id order by page
               rows between unbounded preceding and 1 preceding), 0) as expected
               from document_text) where char_start <> expected limit 3"""
        )
        if gaps:
            self.fault(f"document_text: pages that do not start where the last ended: {gaps}")
        texts = dict(self.rows("select document_id, text from whole"))
        looked_at = 0
        for name, resource in self.resources.items():
            names = [f["name"] for f in resource["schema"]["fields"]]
            if not {"document_id", "char_start", "char_end", "quote"} <= set(names):
                continue
            key = quoted(names[0])
            found = self.rows(
                f"""select {key}, document_id, char_start, char_end, coalesce(quote, '')
                    from {quoted(name)} where char_start is not null"""
            )
            wrong = [
                row[0]
                for row in found
                if texts.get(row[1], "")[row[2] : row[3]] != row[4] or row[2] > row[3]
            ]
            if wrong:
                self.fault(f"{name}: {len(wrong)} quotes not in the text (Python), such as {wrong[:3]}")
            wrong = self.rows(
                f"""select {key} from {quoted(name)} join whole using (document_id)
                    where char_start is not null and coalesce(quote, '')
                    <> substr(whole.text, char_start + 1, char_end - char_start)"""
            )
            if wrong:
                self.fault(f"{name}: {len(wrong)} quotes not in the text (SQL), such as {wrong[:3]}")
            looked_at += len(found)
        return looked_at


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: duckdb_tables.py OUT")
    check = Check(sys.argv[1])
    check.open_tables()
    quotes = 0
    if not check.faults:
        check.values()
        check.evidence_targets()
        quotes = check.quotes()
    for name in check.resources if not check.faults else []:
        print(f"{check.count(f'select count(*) from {quoted(name)}'):>9}  {name}")
    print(f"{quotes:>9}  quotes found in their documents' text" if not check.faults else "")
    for fault in check.faults:
        print(f"fault: {fault}", file=sys.stderr)
    sys.exit(1 if check.faults else 0)


if __name__ == "__main__":
    main()
