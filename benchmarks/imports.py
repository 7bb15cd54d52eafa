"""How well spreadsheets are understood: columns, dates, states and figures that are right, asked about or wrong.

`python benchmarks/imports.py [FOLDER] [--write]`

Counts the trackers of the tests, and the workbooks in FOLDER with their right answers, `../shared/data/trackers` if it
is there.  With --write, the table in docs/explanation/import.md is replaced.  Exits 1 if something is silently wrong.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from sheets import answers, scoring

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "explanation" / "import.md"
SHARED = ROOT.parent / "shared" / "data" / "trackers"
_HOW = "right | asked | wrong"
HEAD = f"| workbooks | columns | {_HOW} | dates and figures | {_HOW} | states | {_HOW} |\n{'| --- ' * 13}|\n"


def row(name: str, counts: Counter[str]) -> str:
    """Return the row of some workbooks: of columns, of dates and figures, and of states."""
    cells = [name]
    for group in (("columns",), ("dates", "figures"), ("states",)):
        numbers = [sum(counts[f"{one} {how}"] for one in group) for how in ("right", "asked", "wrong")]
        cells += [str(sum(numbers)), *map(str, numbers)] if sum(numbers) else [""] * 4
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Print the table, and write it into the page if that is wanted."""
    words = [word for word in sys.argv[1:] if word != "--write"]
    folder = Path(words[0]) if words else SHARED
    own = scoring.trackers()
    total = scoring.totals(own)
    rows = [row(f"{len(own)} trackers of the tests", total)]
    for kind, what in (("plan", "plan trackers"), ("kpis", "books of figures")):
        found = answers.answers(folder, kind) if folder.is_dir() else []
        counts = answers.totals(found)
        total += counts
        if found:
            rows.append(row(f"{len(found)} {what} by others", counts))
        for path in found:
            for line in answers.score(path).wrong:
                print(f"{path.name}: {line}")
    for name in own:
        for line in scoring.score(name).wrong:
            print(f"{name}: {line}")
    table = HEAD + "\n".join(rows) + "\n"
    print(table, end="")
    if "--write" in sys.argv:
        text = PAGE.read_text(encoding="utf-8")
        start = text.index("| workbooks | columns |")
        end = start + re.match(r"(?:\|.*\n)+", text[start:]).end()  # type: ignore[union-attr]
        PAGE.write_text(text[:start] + table + text[end:], encoding="utf-8")
    sys.exit(any(count and what.endswith("wrong") for what, count in total.items()))


if __name__ == "__main__":
    main()
