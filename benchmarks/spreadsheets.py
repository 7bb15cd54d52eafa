"""What spreadsheets cost: hostile files of up to a megabyte, an Excel sheet of empty rows, a tracker of 2,000 rows.

`python benchmarks/spreadsheets.py [NAME]`

Every file is read by a process of its own.  Prints seconds and the most memory of the process beyond those of one that
reads nothing, and what was said of the file.  Then `pap import plan` takes in a tracker, the same again, and a newer
version in which every tenth row has changed.  Exits 1 if a file of a megabyte or less takes more than 2 seconds or
300 MB, or an import more than 2 seconds.
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
HEADINGS = (
    *("Ref", "Section", "Action", "Lead officer", "Target date", "Status", "RAG", "Progress update", "Evidence"),
    "Success measure",
)
WORDS = [
    "visit",
    "agree",
    "policy",
    "train",
    "staff",
    "audit",
    "review",
    "children",
    "board",
    "plan",
    "weekly",
    "quality",
    "record",
    "data",
    "home",
    "school",
]
READ = """
import resource, sys, time
from pathlib import Path
from pap_cli.errors import PapError
from pap_cli.sheets.book.read import read_book
start, said = time.process_time(), ""
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
print(f"{time.process_time() - start:.2f}|{peak}|{said}")
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
        if wanted in "imports":
            good &= imports(Path(folder, "workspace"))
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


def tracker(count: int, *, newer: bool = False) -> bytes:
    """Return a workbook of ten columns, as XlsxWriter writes it; in a newer one every tenth row has changed."""
    import datetime as dt
    import random

    import xlsxwriter

    chance, out = random.Random(1), io.BytesIO()  # noqa: S311 - words, no secret
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, day = book.add_worksheet("Plan"), book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, HEADINGS)
    for number in range(count):
        texts = (" ".join(chance.choices(WORDS, k=length)).capitalize() for length in (12, 8, 3, 6))
        what, news, evidence, success = texts
        changed = newer and number % 10 == 0
        due = dt.date(2017, 9, 30) if changed else dt.date(2016, 1, 1) + dt.timedelta(days=number % 400)
        row = (f"{number // 50 + 1}.{number % 50 + 1}", f"Section {number // 50 + 1}", what, "Head of Service")
        sheet.write_row(number + 1, 0, row)
        sheet.write_datetime(number + 1, 4, dt.datetime.combine(due, dt.time()), day)
        status = "Complete" if number % 3 == 0 or changed else "In progress"
        sheet.write_row(number + 1, 5, (status, "RAG"[number % 3], f"12/05/2016: {news}.", evidence, success))
    book.close()
    return out.getvalue()


def cpu() -> float:
    """Return the seconds of CPU time of the programs that have ended: what else runs here does not count."""
    used = os.times()
    return used.children_user + used.children_system


def imports(folder: Path) -> bool:
    """Import a tracker, the same again and a newer version, and print what each took; True if all were fast enough."""
    (folder / "plans").mkdir(parents=True)
    environ = {**os.environ, "XDG_STATE_HOME": str(folder.parent / "state"), "PAP_NO_CACHE": "1"}
    environ["PYTHONPATH"] = str(Path(__file__).parent.parent / "src")
    good = True
    for name, newer, on in (
        ("a tracker of", False, "11-28"),
        ("the same", False, "11-28"),
        ("a newer one", True, "12-28"),
    ):
        (folder / "tracker.xlsx").write_bytes(tracker(2_000, newer=newer))
        words = ("import", "plan", "tracker.xlsx", "--yes", "--no-input", "--on", f"2016-{on}")
        start = cpu()
        code = "from pap_cli.start import main; main()"
        done = subprocess.run(
            [sys.executable, "-c", code, *words], cwd=folder, env=environ, capture_output=True, text=True, check=False
        )
        seconds = cpu() - start
        good &= done.returncode == 0 and seconds <= SECONDS
        lines = done.stdout.splitlines() or done.stderr.splitlines()
        print(f"     import {name:12} 2,000 rows {seconds:6.2f} s CPU  {len(lines)} lines: {lines[0][:70]}")
    return good


def measured(path: Path | None) -> tuple[float, int, str]:
    """Return seconds, megabytes and what was said."""
    words = [sys.executable, "-c", READ, *([str(path)] if path else [])]
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent / "src")}
    done = subprocess.run(words, capture_output=True, text=True, env=environ, check=True)
    seconds, peak, said = done.stdout.strip().split("|", 2)
    return float(seconds), int(peak), said


if __name__ == "__main__":
    main()
