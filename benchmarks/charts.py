"""What control charts cost: 1,000 series of 36 figures, beside what the R package takes for the same.

`python benchmarks/charts.py` prints one table.  Where R and NHSRplotthedots are at hand they are run too, one call a
series, and the ratio is of this run; else it is to the package's figure as it was measured once (71.7 CPU seconds with
icons, one call a series; 6.2 as a thousand facets of one call), which only tells the order of magnitude.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from datetime import date

from pap_cli.assess.charts.kinds.process import process_chart
from pap_cli.assess.charts.spc import control_chart
from pap_cli.assess.charts.trend import direction_of_travel
from pap_cli.model.dates import add_months
from pap_cli.model.kpi import ChartKind
from pap_cli.model.measure import Improvement

SERIES, FIGURES = 1_000, 36
MEASURED_ONCE = {"one call a series, with icons": 71.7, "a thousand facets of one call": 6.2}
_R = """
suppressMessages(library(NHSRplotthedots)); set.seed(1)
d <- seq(as.Date("2016-01-01"), by = "month", length.out = 36)
for (i in 1:1000) { s <- ptd_spc(data.frame(d = d, v = 50 + rnorm(36)), v, d, target = 55); ptd_get_icons(s) }
"""


def _made() -> list[list[tuple[date, float | None]]]:
    chance = random.Random(1)  # noqa: S311 - figures to measure with, no secret
    days = [add_months(date(2016, 1, 31), number) for number in range(FIGURES)]
    return [[(day, 50 + chance.gauss(0, 1)) for day in days] for _ in range(SERIES)]


def _cpu_of_r() -> float | None:
    """CPU seconds of the package for the same, or None where it is not at hand."""
    script = shutil.which("Rscript")
    if script is None:
        return None
    import resource

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    if subprocess.run([script, "-e", _R], capture_output=True, check=False).returncode:
        return None
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure, and print what it took and how many times less than the package that is."""
    series = _made()
    began = time.process_time()
    for points in series:
        control_chart(points, improvement=Improvement.INCREASE, target=55.0)
    charts = time.process_time() - began
    began = time.process_time()
    for points in series:
        direction_of_travel([(float(number), value) for number, (_, value) in enumerate(points)])
    travel = time.process_time() - began
    began = time.process_time()
    for points in series:
        process_chart(
            [(day, value, 100.0) for day, value in points], ChartKind.P_PRIME, improvement=Improvement.INCREASE
        )
    shares = time.process_time() - began
    print(f"{SERIES:,} series of {FIGURES} figures: {charts:.2f} s of CPU, {charts * 1000 / SERIES:.2f} ms a series")
    print(f"the same as P′ charts: {shares:.2f} s of CPU, {shares * 1000 / SERIES:.2f} ms a series")
    print(f"their direction of travel: {travel:.2f} s more")
    measured = _cpu_of_r()
    taken = {"NHSRplotthedots, this run": measured} if measured is not None else MEASURED_ONCE
    for name, seconds in taken.items():
        print(f"{name}: {seconds:.1f} s, {seconds / charts:.0f} times as long")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
