"""A dataset in parts against the same dataset in whole files, by DuckDB.

partitions.py WHOLE PARTED: WHOLE was published with --format parquet, PARTED with
--partition-by as well.
"""

import json
import pathlib
import sys

import duckdb


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: partitions.py WHOLE PARTED")
    whole, parted = map(pathlib.Path, sys.argv[1:])
    connection = duckdb.connect()
    faults, count = [], 0
    for resource in json.loads((parted / "datapackage.json").read_text())["resources"]:
        if not isinstance(resource["path"], list):
            continue
        count += 1
        name = resource["name"]
        files = [str(parted / path) for path in resource["path"]]
        left = f"read_parquet('{whole}/tables/{name}.parquet')"
        right = f"read_parquet({files!r}, hive_partitioning = false)"
        differ = connection.execute(
            f"""select (select count(*) from (select * from {left} except all select * from {right})),
                       (select count(*) from (select * from {right} except all select * from {left}))"""
        ).fetchone()
        if differ != (0, 0):
            faults.append(f"{name}: {differ} rows differ")
    if count < 5:
        faults.append(f"only {count} tables are in parts")
    for fault in faults:
        print(f"fault: {fault}", file=sys.stderr)
    print(f"{count} tables in parts equal the whole")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
