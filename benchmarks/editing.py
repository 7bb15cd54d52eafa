"""What recording a fact costs, as ratios: `pap done A1.1` beside the interpreter's start, and beside `pap show`.

`python benchmarks/editing.py [--rounds N]` measures in copies of workspaces: the example, 10,000 milestones in 112
files, and 10,000 milestones in one file.  Each run changes the file, because the day alternates.  The elapsed time
counts what the disk takes; the CPU time does not.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

import make_plan
from bench import PAP, ROOT, run
from make_plan import AS_OF, make

DAYS = ("2016-10-12", "2016-10-13")


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=11)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environ = {**os.environ, "XDG_STATE_HOME": str(folder / "state"), "XDG_CACHE_HOME": str(folder / "cache")}
        example = folder / "example"
        for part in ("plans", "kpis"):
            shutil.copytree(ROOT / part, example / part)
        many, one = folder / "many", folder / "one"
        make(many, 10_000)
        make_plan.IN_FILE, make_plan.FILES_IN_PLAN = 10_000, 1
        make(one, 10_000)
        print(f"{'':46} {'CPU':>6} {'time':>6}  bar")
        pairs = [pair(example, "A1.1", number, ("-c", "pass"), environ) for number in range(given.rounds)]
        line("example: done / the interpreter's start", pairs, 30)
        for title, root in (("in 112 files", many), ("in one file", one)):
            words = ("-c", PAP, "show", "A0.1", "--no-cache", "--as-of", str(AS_OF))
            pairs = [pair(root, "A0.1", number, words, environ) for number in range(given.rounds)]
            line(f"10,000 milestones {title}: done / show", pairs, 2.5)


def pair(root: Path, id: str, number: int, unit: Sequence[str], environ: Mapping[str, str]) -> tuple[float, float]:
    """Return what `pap done` costs beside the unit: CPU time and elapsed time."""
    done = ("-c", PAP, "done", id, "--on", DAYS[number % 2], "--force", "--as-of", str(AS_OF))
    took = []
    for command in (unit, done):
        began = time.perf_counter()
        cost = run(command, environ, root)
        took.append((cost.cpu, time.perf_counter() - began))
        if cost.code:
            raise SystemExit(f"{' '.join(command)} ended with {cost.code}")
    return took[1][0] / took[0][0], took[1][1] / took[0][1]


def line(title: str, pairs: Sequence[tuple[float, float]], bar: float) -> None:
    """Print the medians of the rounds."""
    cpu, elapsed = (median(pair[index] for pair in pairs) for index in (0, 1))
    print(f"{title:46} {cpu:6.1f} {elapsed:6.1f}  {bar}{'' if cpu <= bar else '  ABOVE'}")


if __name__ == "__main__":
    main()
