"""The dataset with what BI tools stand on: pandas with pyarrow, polars for Python, frictionless.

packages.py OUT: a dataset published with --format parquet,csv.
"""

import json
import pathlib
import sys

import frictionless
import pandas
import polars

faults = []


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: packages.py OUT")
    out = pathlib.Path(sys.argv[1])
    package = json.loads((out / "datapackage.json").read_text())
    for resource in package["resources"]:
        path = out / resource["path"].replace(".csv", ".parquet")
        by_pandas, by_polars = pandas.read_parquet(path), polars.read_parquet(path)
        names = [field["name"] for field in resource["schema"]["fields"]]
        if list(by_pandas.columns) != names or by_polars.columns != names:
            faults.append(f"{path.name}: columns differ from datapackage.json")
        if not len(by_pandas) == by_polars.height == resource["rows"]:
            faults.append(f"{path.name}: {len(by_pandas)}, {by_polars.height}, {resource['rows']} rows")
        for column in by_polars.select(polars.selectors.float()):
            if column.is_nan().any() or column.is_infinite().any():
                faults.append(f"{path.name}: {column.name} holds NaN or infinity")
    report = frictionless.validate(str(out / "datapackage.json"))
    for error in report.flatten(["name", "rowNumber", "fieldName", "type", "note"])[:20]:
        faults.append(f"frictionless: {error}")
    if not report.valid and not faults:
        faults.append(f"frictionless: {report.to_summary()}")
    for fault in faults:
        print(f"fault: {fault}", file=sys.stderr)
    print(f"{len(package['resources'])} tables by pandas, polars and frictionless")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
