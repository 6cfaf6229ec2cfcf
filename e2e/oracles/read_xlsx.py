"""Reads every .xlsx of a folder with openpyxl and LibreOffice and compares each cell with expected.jsonl.

    python read_xlsx.py FOLDER...

A folder is as `read_back.py` says. A spreadsheet tells types: openpyxl must give a datetime for a datetime, a number for a number.
LibreOffice, where cells are seen as they are shown, must show the same text. It must be installed: `soffice` on the path.
"""

import csv
import datetime
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import openpyxl

EXACT_MOST = 999_999_999_999_999  # more digits are kept as text


def to_span(text):
    """The timedelta of an ISO 8601 duration."""
    parts = re.fullmatch(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?", text).groups()
    days, hours, minutes, seconds = (float(part or 0) for part in parts)
    return datetime.timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


def to_value(column, cell):
    """What a spreadsheet holds of a cell."""
    kind = column["kind"]
    if cell is None:
        return None
    if kind == "integer":
        return str(cell) if abs(cell) > EXACT_MOST else cell
    if kind == "date":
        return datetime.datetime.fromisoformat(cell)
    if kind == "datetime":
        return datetime.datetime.fromisoformat(cell.removesuffix("Z"))
    if kind == "time":
        return datetime.time.fromisoformat(cell)
    if kind == "duration":
        return cell if cell.startswith("-") else to_span(cell)
    if kind == "json":
        return json.loads(json.dumps(cell))
    return cell


def same_value(column, found, wanted):
    kind = column["kind"]
    if kind == "json":
        return (json.loads(found) if found is not None else None) == wanted
    if isinstance(wanted, datetime.time):  # openpyxl rounds a time to microseconds
        seconds = lambda t: t.hour * 3600 + t.minute * 60 + t.second + t.microsecond / 1e6
        return isinstance(found, datetime.time) and abs(seconds(found) - seconds(wanted)) < 1e-4
    if isinstance(wanted, datetime.datetime):
        return isinstance(found, datetime.datetime) and abs(found - wanted) < datetime.timedelta(microseconds=100)
    if isinstance(wanted, datetime.timedelta):
        # openpyxl reads a span below a day as a time, 0 too
        if isinstance(found, datetime.time):
            found = datetime.timedelta(hours=found.hour, minutes=found.minute, seconds=found.second, microseconds=found.microsecond)
        return isinstance(found, datetime.timedelta) and abs(found - wanted) < datetime.timedelta(microseconds=100)
    return found == wanted and isinstance(found, bool) == isinstance(wanted, bool)


def to_shown(column, cell):
    """What a spreadsheet shows of a cell."""
    kind = column["kind"]
    if cell is None:
        return ""
    if kind == "boolean":
        return "TRUE" if cell else "FALSE"
    if kind == "decimal":
        return f"{cell:.{column['scale']}f}"
    if kind == "datetime":
        return cell.replace("T", " ").removesuffix("Z")
    if kind == "duration" and not cell.startswith("-"):
        ms = round(to_span(cell) / datetime.timedelta(milliseconds=1))
        return f"{ms // 3_600_000}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"
    return str(cell)


def same_shown(column, found, wanted, cell):
    if column["kind"] == "float" and cell is not None:
        return abs(float(found) - cell) <= abs(cell) * 1e-12
    if column["kind"] == "json" and cell is not None:
        return json.loads(found) == cell
    return found == wanted


def read_openpyxl(path):
    sheet = openpyxl.load_workbook(path).active
    assert sheet.freeze_panes == "A2", f"{path}: the row of names is not frozen"
    assert all(cell.font.bold for cell in sheet[1]), f"{path}: the row of names is not bold"
    return list(sheet.iter_rows(values_only=True))


def read_libreoffice(path):
    with tempfile.TemporaryDirectory() as place:
        # field separator, quote, UTF-8, first line, no cell formats, language, quote all, as shown
        target = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"
        profile = f"-env:UserInstallation=file://{place}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", place, str(path)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)
        with open(f"{place}/{path.stem}.csv", newline="", encoding="utf8") as file:
            return list(csv.reader(file))


def check(path, reader, columns, lines, expected, convert, same):
    names = [column["name"] for column in columns]
    assert list(lines[0]) == names, f"{path}, {reader}: expected columns {names}; found {lines[0]}"
    assert len(lines) == len(expected) + 1, f"{path}, {reader}: expected {len(expected)} rows; found {len(lines) - 1}"
    for number, (line, cells) in enumerate(zip(lines[1:], expected, strict=True)):
        for column, found, cell in zip(columns, line, cells, strict=True):
            wanted = convert(column, cell)
            place = f"{path}, {reader}, row {number}, {column['name']}"
            assert same(column, found, wanted, cell), f"{place}: expected {wanted!r}; found {found!r}"
    print(f"{path.parent.name}/{path.name}: {reader} reads {len(expected)} rows as they are")


def main(folders):
    checks = 0
    for folder in map(pathlib.Path, folders):
        columns = json.loads((folder / "columns.json").read_text())
        expected = [json.loads(line) for line in (folder / "expected.jsonl").read_text("utf8").splitlines()]
        for path in sorted(folder.glob("*.xlsx")):
            as_values = lambda column, found, wanted, _: same_value(column, found, wanted)
            check(path, "openpyxl", columns, read_openpyxl(path), expected, to_value, as_values)
            check(path, "LibreOffice", columns, read_libreoffice(path), expected, to_shown, same_shown)
            checks += 2
    assert checks > 0, f"expected .xlsx files to read in {folders}; found none"
    print(f"oracles: {checks} readings of spreadsheets agree")


if __name__ == "__main__":
    main(sys.argv[1:])
