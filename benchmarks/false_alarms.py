"""How often a control chart calls the latest figure special, where nothing changed and where something did.

`python benchmarks/false_alarms.py` prints one table of series without a change, one of series with a change, and how
often the forecast for the next figure holds it.  Everything is seeded, so each run prints the same.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date
from math import exp, pi, sin, sqrt

from msgspec.structs import replace

from pap_cli.assess.charts.making import signal_of
from pap_cli.assess.charts.parts import Variation
from pap_cli.assess.charts.reading import reading_of
from pap_cli.assess.charts.signal import Signal
from pap_cli.model.kpi import Kpi, Observation
from pap_cli.model.measure import Basis
from pap_cli.model.periods import parse_period
from pap_cli.model.place import Place, Source

SERIES, LENGTHS = 1_500, (24, 36, 48, 60)
NOWHERE = Place(Source("bench.yaml", ""), 0, 0, 0)
MONTHS = [parse_period(f"{2000 + month // 12}-{month % 12 + 1:02}") for month in range(61)]

Make = Callable[[random.Random, int], Sequence[float]]


def white(chance: random.Random, n: int) -> list[float]:
    """Independent figures."""
    return [chance.gauss(0, 1) for _ in range(n)]


def counts(mean: float) -> Make:
    """Independent counts (Poisson, by Knuth's method)."""

    def one(chance: random.Random) -> float:
        count, product = 0, chance.random()
        while product > exp(-mean):
            count, product = count + 1, product * chance.random()
        return float(count)

    return lambda chance, n: [one(chance) for _ in range(n)]


def dependent(share: float) -> Make:
    """Figures of which each depends on the one before: AR(1)."""

    def make(chance: random.Random, n: int) -> list[float]:
        found = [chance.gauss(0, 1 / sqrt(1 - share**2))]
        while len(found) < n:
            found.append(share * found[-1] + chance.gauss(0, 1))
        return found

    return make


def rolling(chance: random.Random, n: int) -> list[float]:
    """Means of twelve months."""
    single = white(chance, n + 11)
    return [sum(single[first : first + 12]) / 12 for first in range(n)]


def swinging(size: float) -> Make:
    """A yearly swing that begins at any time of the year."""

    def make(chance: random.Random, n: int) -> list[float]:
        start = chance.random() * 12
        return [size * sin(2 * pi * (place + start) / 12) + chance.gauss(0, 1) for place in range(n)]

    return make


def changed(change: Callable[[int], float]) -> Make:
    """Independent figures and a change that depends on how many figures ago it is."""
    return lambda chance, n: [chance.gauss(0, 1) + change(n - 1 - place) for place in range(n)]


UNCHANGED: dict[str, Make] = {
    "white noise": white,
    "Poisson, mean 0.2": counts(0.2),
    "Poisson, mean 1": counts(1.0),
    "AR(1), 0.8": dependent(0.8),
    "AR(1), 0.6": dependent(0.6),
    "AR(1), 0.4": dependent(0.4),
    "rolling 12 months": rolling,
    "the same, basis not written": rolling,
    "yearly swing of 1 sd": swinging(1.0),
    "yearly swing of 2 sd": swinging(2.0),
}
CHANGED: dict[str, Make] = {
    "step of 2 sd, 8 figures ago": changed(lambda ago: 2.0 * (ago < 8)),
    "step of 3 sd, 8 figures ago": changed(lambda ago: 3.0 * (ago < 8)),
    "rise of 0.1 sd a month": changed(lambda ago: -0.1 * ago),
    "rise of 0.2 sd, 16 months": changed(lambda ago: 0.2 * max(0, 16 - ago)),
    "one figure 5 sd away": changed(lambda ago: 5.0 * (ago < 1)),
}


def charted(values: Sequence[float], basis: Basis = Basis.IN_PERIOD) -> Signal:
    """Return the signal of a monthly KPI with these figures."""
    kpi = replace(Kpi(id="k", title="K", place=NOWHERE), basis=basis)
    series = [Observation(period, value, NOWHERE) for period, value in zip(MONTHS, values, strict=False)]
    found = signal_of(kpi, series, 1, None, date(2020, 1, 1))
    if found is None:
        raise ValueError("no chart")
    return found


def shares(kind: str, make: Make, length: int) -> tuple[float, float, float]:
    """Return how many in a hundred series are marked by the chart, shown as special to people, and withheld."""
    chance = random.Random(f"{kind} {length}")  # noqa: S311 - figures to measure with, no secret
    basis = Basis.ROLLING_12_MONTHS if kind == "rolling 12 months" else Basis.IN_PERIOD
    marked = told = withheld = 0
    for _ in range(SERIES):
        signal = charted(make(chance, length), basis)
        special = signal.variation is not Variation.COMMON_CAUSE
        marked += special
        told += special and signal.withheld is None
        withheld += signal.withheld is not None
    return 100 * marked / SERIES, 100 * told / SERIES, 100 * withheld / SERIES


def coverage(make: Make, length: int) -> tuple[float, float]:
    """Return how many in a hundred series have a forecast for the next figure, and how many of those hold it."""
    chance = random.Random(length)  # noqa: S311 - figures to measure with, no secret
    given = held = 0
    for _ in range(SERIES):
        *values, following = make(chance, length + 1)
        outlook = reading_of(charted(values), None).outlook
        if outlook is not None and outlook.lower is not None and outlook.upper is not None:
            given += 1
            held += outlook.lower <= following <= outlook.upper
    return 100 * given / SERIES, 100 * held / max(1, given)


def main() -> None:
    """Print the tables."""
    for title, kinds in (("Nothing changed", UNCHANGED), ("Changed", CHANGED)):
        print(f"{title}: % of {SERIES:,} series whose latest figure is marked / called special / withheld\n")
        print(f"{'':30}" + "".join(f"{length:>5} figures    " for length in LENGTHS))
        for kind, make in kinds.items():
            found = (shares(kind, make, length) for length in LENGTHS)
            print(f"{kind:30}" + "".join(f"{a:4.0f} /{b:5.1f} /{c:4.0f}  " for a, b, c in found))
        print()
    print("Forecast of the next figure: % of series that have one, and % of those that hold it\n")
    for kind, make in (("white noise", white), ("rise of 0.1 sd a month", CHANGED["rise of 0.1 sd a month"])):
        found = [coverage(make, length) for length in LENGTHS]
        print(f"{kind:30}" + "".join(f"{a:4.0f} /{b:5.1f}        " for a, b in found))


if __name__ == "__main__":
    main()
