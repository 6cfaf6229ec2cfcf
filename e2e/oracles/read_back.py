"""Reads every file of a folder with other people's readers and compares each cell with expected.jsonl.

    python read_back.py FOLDER...

A folder holds columns.json (a list of {name, kind, nullable, scale, millis}), expected.jsonl (one list of cells per row) and
files. A reader gives the rows of one file as lists of Python values; `to_cell` makes of each what the engine's readCell gives.
"""

import datetime
import json
import math
import pathlib
import sys
import uuid

import pandas
import pyarrow
import pyarrow.ipc
import pyarrow.parquet


def to_cell(column, value):
    kind = column["kind"]
    if value is None or value is pandas.NaT or value is pandas.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    if kind == "boolean":
        return bool(value)
    if kind == "integer":
        return int(value)
    if kind in ("decimal", "float"):
        return float(value)
    if kind == "datetime":
        zone = value.strftime("%z")
        assert zone == "+0000", f"expected UTC; found {zone}"
        return value.strftime("%Y-%m-%dT%H:%M:%S") + (f".{value.microsecond // 1000:03}Z" if column["millis"] else "Z")
    if kind == "time":
        return value.isoformat("milliseconds" if column["millis"] else "seconds")
    if kind == "date":
        return value.isoformat()
    if kind == "json":
        return json.loads(value)
    if kind == "uuid":
        assert isinstance(value, uuid.UUID), f"expected a UUID; found {type(value)}"
        return str(value)
    return value


def rows_of_table(table, columns):
    table.validate(full=True)
    for field, column in zip(table.schema, columns, strict=True):
        assert (field.name, field.nullable) == (column["name"], column["nullable"]), f"found {field}"
    return zip(*(column.to_pylist() for column in table.columns)) if table.num_rows else []


def rows_of_frame(frame):
    return frame.astype(object).itertuples(index=False, name=None)


def read_arrow(path, columns):
    with pyarrow.memory_map(str(path)) as source:
        table = pyarrow.ipc.open_file(source).read_all()
        yield "pyarrow", rows_of_table(table, columns)
        yield "pandas", rows_of_frame(table.to_pandas())


def read_parquet(path, columns):
    yield "pyarrow", rows_of_table(pyarrow.parquet.read_table(path), columns)
    yield "pandas", rows_of_frame(pandas.read_parquet(path))
    metadata = pyarrow.parquet.read_metadata(path)
    for group in range(metadata.num_row_groups):
        for c, column in enumerate(columns):
            statistics = metadata.row_group(group).column(c).statistics
            assert statistics is not None and statistics.has_null_count, f"{column['name']}: no statistics"


READERS = {".arrow": read_arrow, ".parquet": read_parquet}


def compare(path, reader, columns, rows, expected):
    found = 0
    for number, row in enumerate(rows):
        cells = [to_cell(column, value) for column, value in zip(columns, row, strict=True)]
        assert number < len(expected), f"{path}, {reader}: more than {len(expected)} rows"
        for column, cell, wanted in zip(columns, cells, expected[number], strict=True):
            same = cell == wanted and isinstance(cell, bool) == isinstance(wanted, bool)
            assert same, f"{path}, {reader}, row {number}, {column['name']}: expected {wanted!r}; found {cell!r}"
        found += 1
    assert found == len(expected), f"{path}, {reader}: expected {len(expected)} rows; found {found}"


def main(folders):
    checks = 0
    for folder in map(pathlib.Path, folders):
        columns = json.loads((folder / "columns.json").read_text())
        expected = [json.loads(line) for line in (folder / "expected.jsonl").read_text("utf8").splitlines()]
        for path in sorted(folder.iterdir()):
            if path.suffix not in READERS:
                continue
            for reader, rows in READERS[path.suffix](path, columns):
                compare(path, reader, columns, rows, expected)
                print(f"{path.parent.name}/{path.name}: {reader} reads {len(expected)} rows as they are")
                checks += 1
    assert checks > 0, f"expected files to read in {folders}; found none"
    print(f"oracles: {checks} readings agree")


if __name__ == "__main__":
    main(sys.argv[1:])
