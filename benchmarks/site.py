"""What `pap site` costs, as ratios to `pap status` in the same run, and how its cost grows with the plans.

`python benchmarks/site.py` prints two tables.  The example's whole site, with eight quarter ends, is to cost less than
twenty times a cold `pap status`; and a plan among many no more than a plan among few.  Nothing is taken from what was
computed before.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
PLAN = "lambeth-2015"
AS_OF = "2016-10-14"
RUNS = 5
BAR = 20
COUNTS = (10, 50, 150)
GROWTH = 1.5
"""How much dearer a plan may be among the most than among the fewest: the processor's caches have a part in it."""


def seconds(*words: str) -> float:
    """How long a command takes, from its start to its end."""
    environ = {**os.environ, "PAP_NO_CACHE": "1"}
    began = time.perf_counter()
    command = [sys.executable, "-m", "pap_cli", *words, "--as-of", AS_OF]
    subprocess.run(command, env=environ, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def copies(folder: Path, count: int) -> Path:
    """A workspace of the example's plan so many times, each under a name of its own and with KPIs of its own."""
    for number in range(count):
        name = f"plan-{number:03}"
        plan = shutil.copytree(ROOT / "plans" / PLAN, folder / "plans" / name)
        head = plan / "plan.yaml"
        head.write_text(head.read_text(encoding="utf-8").replace(f"id: {PLAN}", f"id: {name}", 1), encoding="utf-8")
        for path in sorted((ROOT / "kpis").glob("*.yaml")):
            own = folder / "kpis" / f"{name}-{path.name}"
            own.parent.mkdir(exist_ok=True)
            text = path.read_text(encoding="utf-8").replace(f"plan: {PLAN}", f"plan: {name}", 1)
            own.write_text(text, encoding="utf-8")
    return folder


def main() -> None:
    """Measure, print, and fail where a bar is not met."""
    failed = False
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        status, new, again = [], [], []
        for run in range(RUNS):
            status.append(seconds("-C", str(ROOT), "status"))
            new.append(seconds("-C", str(ROOT), "site", "--output", str(folder / f"site-{run}")))
            again.append(seconds("-C", str(ROOT), "site", "--output", str(folder / f"site-{run}")))
        base = statistics.median(status)
        print(f"pap status, cold: {base:.2f} s, the median of {RUNS}")
        for name, found in (("a new site", new), ("the same again", again)):
            ratio = statistics.median(found) / base
            failed |= ratio >= BAR
            print(f"pap site, {name}: {statistics.median(found):.2f} s, {ratio:.1f} times as long (bar: {BAR})")
        each = []
        for count in COUNTS:
            root = copies(folder / f"of-{count}", count)
            taken = seconds("-C", str(root), "site", "--quarters", "1", "--output", str(folder / f"site-of-{count}"))
            each.append(taken / count)
            print(f"{count:>4} plans, two days: {taken:6.1f} s, {each[-1] * 1000:.0f} ms a plan")
            shutil.rmtree(folder / f"site-of-{count}")
        growth = each[-1] / each[0]
        failed |= growth > GROWTH
        print(f"a plan among {COUNTS[-1]} costs {growth:.2f} times one among {COUNTS[0]} (bar: {GROWTH})")
    sys.exit(failed)


if __name__ == "__main__":
    main()
