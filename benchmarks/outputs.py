"""What output costs: JSON, reports, sites, long tables and the cache, each beside its bar.

`python benchmarks/outputs.py [--runs N]` prints CPU time as a ratio to `python -c pass`, or to another command of the
same run, and at last the seconds and the memory of a large site.  Nothing is read from the cache unless a row says so.
"""

from __future__ import annotations

import argparse
import os
import re
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

from bench import ROOT, Row, measure, pap, run, table
from growth import plans
from make_plan import AS_OF, START, make

DAY = ("--as-of", AS_OF.isoformat())
KPIS, FIGURES = 500, 120
SITE_SECONDS, SITE_MEMORY = 15, 60
PLAN = """\
plan: {{id: p, title: Plan, start: {0}}}
owners: {{head: {{title: Head of Service}}}}
actions:
  - id: A1
    title: Visit every child on time
    owner: head
    milestones:
      - {{id: A1.1, title: Rota agreed, due: 2016-03-01}}
"""


def figures(root: Path) -> Path:
    """Write a workspace of one small plan and KPIs with ten years of monthly figures, up to the as-of date."""
    (root / "plans").mkdir(parents=True)
    (root / "kpis").mkdir()
    start = AS_OF - timedelta(days=365 * 2 + 100)  # eight quarter ends ago
    (root / "plans/p.yaml").write_text(PLAN.format(min(start, START)), encoding="utf-8")
    last = AS_OF.year * 12 + AS_OF.month - 2
    months = [divmod(month, 12) for month in range(last - FIGURES + 1, last + 1)]
    for number in range(KPIS):
        shown = "".join(
            f"      {year}-{month + 1:02}: {70 + (number * 7 + place * 31) % 97 / 10:.1f}\n"
            for place, (year, month) in enumerate(months)
        )
        text = (
            f"kpis:\n  - id: k{number}\n    title: KPI {number}\n    owner: head\n    unit: percent\n    target: 80\n"
        )
        (root / f"kpis/k{number}.yaml").write_text(f"{text}    observations:\n{shown}", encoding="utf-8")
    return root


def sharing(root: Path) -> Path:
    """Let the plans of a workspace share a hundred KPIs, so that its JSON is linear in the plans."""
    for path in (root / "plans").glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"(?<=shared-)\d+", lambda found: str(int(found[0]) % 100), text), encoding="utf-8")
    shared = root / "kpis/shared.yaml"
    lines = shared.read_text(encoding="utf-8").splitlines(keepends=True)
    shared.write_text("".join(lines[:101]), encoding="utf-8")
    return root


def compared(
    name: str,
    bar: float,
    rounds: int,
    dear: Row,
    cheap: Row,
    environ: dict[str, str],
    *,
    fresh: Callable[[], Path] | None = None,
) -> Row:
    """Return a row with the CPU time of one command as a ratio to another; `fresh` names a new cache for each run."""
    found = Row(name, bar)
    for attempt in range(rounds + 1):
        own = dear.environ if fresh is None else {"PAP_CACHE_DIR": str(fresh())}
        costs = [
            run(dear.arguments, {**environ, **own}, dear.folder),
            run(cheap.arguments, {**environ, **cheap.environ}, cheap.folder),
        ]
        found.codes |= {cost.code for cost in costs}
        if attempt:  # the first run writes byte code
            found.ratios.append(costs[0].cpu / costs[1].cpu)
    return found


def main() -> None:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="rounds of each command (default 5)")
    rounds = parser.parse_args().runs
    environ = {
        name: value for name, value in os.environ.items() if not name.startswith(("PAP_", "_PAP", "COMP_", "PYTHON"))
    }
    with tempfile.TemporaryDirectory(prefix="pap-outputs-") as made:
        root = Path(made)
        large, kpis = root / "10000", figures(root / "kpis")
        make(large, 10_000)
        few, many = sharing(plans(root / "150", 150)), sharing(plans(root / "500", 500))
        kept = root / "cache"
        fill = pap("", None, "check", *DAY, folder=large, kept=kept)
        run(fill.arguments, {**environ, **fill.environ}, large)
        typed = {"_PAP_COMPLETE": "complete_bash", "COMP_WORDS": "pap show A1", "COMP_CWORD": "2"}
        since = ("--since", "2016-07-13")
        rows = [
            pap("completion of an ID, 10,000 milestones", 10, folder=large, kept=kept, **typed),
            pap(f"kpis -f json, {KPIS} KPIs, {FIGURES} figures each", 120, "kpis", *DAY, "-f", "json", folder=kpis),
            pap("report as docx, the example", 40, "report", *DAY, *since, "-o", str(root / "report.docx")),
            pap("report as pdf, the example", 35, "report", *DAY, *since, "-o", str(root / "report.pdf")),
            pap("site, the example", 60, "site", *DAY, "-o", str(root / "site")),
        ]
        measure(rows, 1, environ)  # writes byte code
        rows = [replace(row, ratios=[], memory=[]) for row in rows]
        measure(rows, rounds, environ)
        table("CPU time, × python -c pass: median (least–most)", rows, " ×", lambda row: row.ratios)

        number = count()

        def cold(*words: str, folder: Path = ROOT) -> Row:
            return pap("", None, *words, *DAY, folder=folder)

        def empty() -> Path:
            return root / f"empty-{next(number)}"

        status, check = cold("status", folder=large), cold("check", folder=large)
        example = cold("status")
        pairs = [
            ("status of the example, empty cache to none", 1.1, example, example, empty),
            ("check of 10,000, empty cache to none", 1.1, check, check, empty),
            ("status -f json to status, 10,000", 1.5, cold("status", "-f", "json", folder=large), status, None),
            (
                "status -f json, 500 plans to 150",
                3.5,
                cold("status", "-f", "json", folder=many),
                cold("status", "-f", "json", folder=few),
                None,
            ),
            (
                "timeline in a terminal to check, 10,000",
                1.3,
                cold("timeline", "-f", "terminal", folder=large),
                check,
                None,
            ),
        ]
        ratios = [
            compared(name, bar, rounds, dear, cheap, environ, fresh=fresh) for name, bar, dear, cheap, fresh in pairs
        ]
        table("CPU time, × another command: median (least–most)", ratios, " ×", lambda row: row.ratios)

        row = cold("site", "-o", str(root / "large-site"), folder=kpis)
        started = time.perf_counter()
        cost = run(row.arguments, {**environ, **row.environ}, row.folder)
        seconds = Row("seconds", SITE_SECONDS, ratios=[time.perf_counter() - started], codes={cost.code})
        memory = Row("peak memory", SITE_MEMORY, ratios=[cost.memory], codes={cost.code})
        title = f"A site of {KPIS} KPIs with {FIGURES} figures each, nine dates"
        table(title, [seconds], " s", lambda row: row.ratios)
        table(title, [memory], " MB", lambda row: row.ratios)


if __name__ == "__main__":
    main()
