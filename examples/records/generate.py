"""Write the records of an invented borough's children's services into a folder, as its case system would export them.

No child in them is real.  The files have what such exports have: dates in two forms, codes for missing, rows that are
there twice, ends before their starts, and facts that were recorded late.

usage: generate.py FOLDER
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

FIRST, LAST = date(2015, 4, 1), date(2016, 12, 31)
EXTRACTS = [date(2016, month, 28) for month in range(1, 13)] + [LAST]


def uk(day: date | None) -> str:
    """Return a day as the case system shows it."""
    return f"{day:%d/%m/%Y}" if day else ""


def write(path: Path, heading: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a CSV file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(heading)
        writer.writerows(rows)


def referrals(chance: random.Random, folder: Path) -> list[tuple[str, date]]:
    """Write the referrals; every hundredth row is there twice. Return each child with the day."""
    found, rows = [], []
    for number in range(1, 1501):
        child = f"B{chance.randint(1, 1100):05d}"
        day = FIRST + timedelta(days=chance.randint(0, (LAST - FIRST).days))
        known = day + timedelta(days=chance.choice((0, 0, 0, 1, 3, 20)))
        found.append((child, day))
        row = (f"R{number:05d}", f" {child.lower()} " if number % 50 == 0 else child, uk(day), known.isoformat())
        rows += [row, row] if number % 100 == 0 else [row]
    write(folder / "referrals.csv", ("Referral ID", "Child ID", "Date of Referral", "Recorded On"), rows)
    return found


def assessments(chance: random.Random, folder: Path, referred: Sequence[tuple[str, date]]) -> None:
    """Write monthly extracts of assessments: each has the rows that are new or changed since the one before."""
    changes: dict[date, dict[int, tuple[object, ...]]] = {day: {} for day in EXTRACTS}
    for number, (child, day) in enumerate(referred[:900], 1):
        end = day + timedelta(days=chance.choice((20, 35, 48, 58, 63, 66, 70, 90)))
        if number % 80 == 0:
            end = day - timedelta(days=3)  # a typing mistake
        steps = [(day, "", "Open"), (end, uk(end), "Authorised")]
        for since, written, status in steps:
            late = since + timedelta(days=chance.choice((0, 1, 2, 30)))
            extract = next((one for one in EXTRACTS if one >= late), None)
            if extract is not None and late <= LAST:
                changes[extract][number] = (f"A{number:05d}", child, uk(day), written, status)
    for extract, rows in changes.items():
        heading = "Child ID" if extract.month < 6 else "Child Unique ID"
        write(
            folder / "assessments" / extract.isoformat() / "assessments.csv",
            ("Assessment ID", heading, "Start", "Authorised", "Status"),
            rows.values(),
        )


def plans(chance: random.Random, folder: Path, referred: Sequence[tuple[str, date]]) -> None:
    """Write child protection plans, the visits in them, and the conferences that they began with."""
    rows, visits, conferences = [], [], []
    for number, (child, day) in enumerate(chance.sample(referred, 160), 1):
        enquiry = day + timedelta(days=chance.randint(0, 5))
        start = enquiry + timedelta(days=chance.choice((12, 15, 18, 20, 21, 22, 30)))
        end = start + timedelta(days=chance.randint(60, 400)) if chance.random() < 0.7 else None
        end = end if end is not None and end <= LAST else None
        known = (start + timedelta(days=chance.choice((0, 1, 5)))).isoformat()
        conferences.append((f"S{number:04d}", child, uk(enquiry), start.isoformat(), known))
        rows.append((f"P{number:04d}", child, uk(start), uk(end), chance.choice("0000112ux"), known))
        visit = start
        while visit <= min(end or LAST, LAST):
            seen = chance.choice(("a) Yes", "a) Yes", "a) Yes", "b) No"))
            visits.append(
                (f"P{number:04d}", uk(visit), seen, (visit + timedelta(days=chance.randint(0, 4))).isoformat())
            )
            visit += timedelta(days=chance.choice((7, 10, 12, 14, 14, 20, 28)))
    write(folder / "conferences.csv", ("Enquiry ID", "Child ID", "Enquiry", "Conference", "Recorded On"), conferences)
    write(folder / "plans.csv", ("Plan ID", "Child ID", "Start", "End", "Earlier Plans", "Recorded On"), rows)
    write(folder / "visits.csv", ("Plan ID", "Visit", "Child Seen", "Recorded On"), visits)


def missing(chance: random.Random, folder: Path) -> None:
    """Write episodes of children missing from care, with the return interviews."""
    rows = []
    for number in range(1, 241):
        back = datetime(2015, 4, 1, 8, 30) + timedelta(hours=chance.randint(0, 15_000))  # noqa: DTZ001 - as on the wall
        held = back + timedelta(hours=chance.choice((10, 40, 70, 72, 73, 96, 200)))
        shown = "" if number % 9 == 0 else f"{held:%Y-%m-%d}" if number % 4 == 0 else f"{held:%Y-%m-%d %H:%M}"
        known = (back.date() + timedelta(days=chance.choice((1, 2, 9)))).isoformat()
        rows.append((f"B{chance.randint(1, 90):05d}", f"{back:%d/%m/%Y %H:%M}", shown, known))
    write(folder / "missing.csv", ("Child ID", "Returned", "Interview", "Recorded On"), rows)


def main(folder: Path) -> None:
    """Write all files."""
    chance = random.Random(2016)  # noqa: S311 - the same records every time
    referred = referrals(chance, folder)
    assessments(chance, folder, referred)
    plans(chance, folder, referred)
    missing(chance, folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
