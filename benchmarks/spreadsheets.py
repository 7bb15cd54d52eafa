"""What reading a spreadsheet costs: hostile files of up to a megabyte, an Excel sheet of empty rows, a large tracker.

`python benchmarks/spreadsheets.py [NAME]`

Every file is read by a process of its own.  Prints seconds and the most memory of the process beyond those of one that
reads nothing, and what was said of the file.  Exits 1 if one of a megabyte or less takes more than 2 seconds or 300 MB.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from sheets.book.bombs import BOMBS, end_of
from sheets.book.making import packed, parts, row, text

MEGABYTE = 999_000
SECONDS, MEGABYTES = 2.0, 300
ROWS = 1_048_576
READ = """
import resource, sys, time
from pathlib import Path
from pap_cli.errors import PapError
from pap_cli.sheets.book.read import read_book
start, said = time.perf_counter(), ""
if len(sys.argv) > 1:
    try:
        book = read_book(Path(sys.argv[1]), Path(sys.argv[1]).name)
        said = f"read: {sum(len(one.rows) for one in book.sheets):,} rows"
    except PapError as error:
        said = error.message
status = Path("/proc/self/status")  # what the parent had at the fork does not count there
lines = status.read_text().splitlines() if status.exists() else []
peaks = [int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")]
peak = peaks[0] if peaks else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(f"{time.perf_counter() - start:.2f}|{peak}|{said}")
"""


def main() -> None:
    """Read each file, print what it cost, and exit 1 if one was over the limits."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    good = True
    with tempfile.TemporaryDirectory() as folder:
        least = measured(None)[1]
        for name, data, end in files(wanted):
            path = Path(folder, f"t.{end}")
            path.write_bytes(data)
            seconds, peak, said = measured(path)
            over = len(data) <= MEGABYTE and (seconds > SECONDS or peak - least > MEGABYTES)
            good &= not over
            size = f"{len(data) / 1_000_000:6.2f} MB"
            print(f"{'OVER ' if over else '     '}{name:32} {size} {seconds:6.2f} s {peak - least:5} MB  {said[:90]}")
    sys.exit(0 if good else 1)


def files(wanted: str):
    """Yield the name, the bytes and the kind of each file."""
    for name, (make, _) in BOMBS.items():
        if wanted in name:
            yield name, largest(make), end_of(name)
    if wanted in "rows":
        rows = "".join(f'<row r="{n}" spans="1:3" s="1" customFormat="1" ht="15"/>' for n in range(2, ROWS + 1))
        yield "1,048,576 empty formatted rows", packed(parts(row(1, text("A1", "a")) + rows)), "xlsx"
    if wanted in "tracker":
        yield "a tracker of 2,000 rows", tracker(2_000), "xlsx"


def largest(make) -> bytes:
    """Return the largest file of a megabyte or less that a maker makes."""
    size = 1_000
    data = make(size)
    while size < 1_000_000 and len(bigger := make(size * 2)) <= MEGABYTE:
        size, data = size * 2, bigger
    return data


def tracker(count: int) -> bytes:
    """Return a workbook of twelve columns, as XlsxWriter writes it."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Plan")
    for number in range(count):
        sheet.write_row(number, 0, [f"{number}.{column} some words of a cell" for column in range(12)])
    book.close()
    return out.getvalue()


def measured(path: Path | None) -> tuple[float, int, str]:
    """Return seconds, megabytes and what was said."""
    words = [sys.executable, "-c", READ, *([str(path)] if path else [])]
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent / "src")}
    done = subprocess.run(words, capture_output=True, text=True, env=environ, check=True)
    seconds, peak, said = done.stdout.strip().split("|", 2)
    return float(seconds), int(peak), said


if __name__ == "__main__":
    main()
