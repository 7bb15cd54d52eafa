"""The sentences of a chart: what the figures bear out, said once, and nothing that contradicts it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from conftest import Files
from pap_cli.assess.assessment import assess
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.load.workspace.loader import Workspace
from pap_cli.wording.charts import assurance_cell, variation_cell
from pap_cli.wording.reading import reading

STABLE = [88, 91, 89, 92, 90, 88, 91, 90, 92, 89, 91, 88, 90, 91, 89]
# Half a point more each month, with noise.
RISING = [70, 72, 69, 73, 71, 74, 72, 75, 73, 76, 74, 77, 75, 78, 76, 79, 77, 80, 78, 81]
# Up for twenty-two months, then down.
TURNED = [80, 83.5, 84.3, 81.9, 81, 84.6, 85.2, 86.6, 87.3, 86.2, 88.1, 90.4, 92.7, 95.7, 94, 96.2, 97.2, 96.3, 96]
TURNED += [97.4, 97.8, 99.5, 97, 92, 85, 75]

Make = Callable[..., KpiStatus]


@pytest.fixture
def kpi(load: Callable[[Files], Workspace]) -> Make:
    """The status of one monthly KPI, whose first figure is for January 2015."""

    def make(values: Sequence[float | str], keys: str = "target: 85", note: str = "") -> KpiStatus:
        months = [f"{2015 + number // 12}-{number % 12 + 1:02d}" for number in range(len(values))]
        figures = "".join(f"      {month}: {value}\n" for month, value in zip(months, values, strict=True))
        if note:
            figures = figures.rpartition(":")[0] + f": {{value: {values[-1]}, note: {note}}}\n"
        text = f"kpis:\n  - id: k\n    title: K\n    frequency: monthly\n    {keys}\n    observations:\n{figures}"
        workspace = load({"kpis/k.yaml": text})
        return assess(workspace.portfolio, date(2017, 5, 14), workspace.config.rating).kpis[0]

    return make


@pytest.mark.parametrize(
    ("values", "keys", "note", "said"),
    [
        pytest.param(
            STABLE,
            "target: 80",
            "",
            "The latest figure is within the usual range. There is no clear change. It will meet the target of 80 "
            "unless the process changes. Expect the next figure to be between 84 and 95.8.",
            id="nothing changed",
        ),
        pytest.param(
            [*STABLE[:-1], 80],
            "target: 85",
            "",
            "The latest figure, 80, is below the lower limit. Is this figure right? If it is, this is a change for the "
            "worse.",
            id="one figure outside the limits",
        ),
        pytest.param(
            [*STABLE[:-1], 99],
            "target: 85",
            "Being looked into",
            "The latest figure, 99, is above the upper limit. Is this figure right? Note on this figure: Being looked "
            "into. Until that is known, do not read it as a change.",
            id="one figure in doubt",
        ),
        pytest.param(
            [*STABLE[:-1], 80],
            "target: 85",
            "Being looked into",
            "The latest figure, 80, is below the lower limit. Is this figure right? Note on this figure: Being looked "
            "into. If it is, this is a change for the worse.",
            id="a change for the worse is never played down",
        ),
        pytest.param(
            [*STABLE, 80, 90],
            "target: 85",
            "",
            "The latest figure is within the usual range, but the one in Apr 2016 was below the lower limit. It may "
            "meet or miss the target of 85. Expect the next figure to be between",
            id="a rule that fired shortly before",
        ),
        pytest.param(
            RISING,
            "target: 95",
            "",
            "This is a change for the better: two of the latest three figures are close to the upper limit, and "
            "figures are above the mean since Feb 2016. Over these 20 figures it rises by 0.5 a month (95% confidence "
            "interval: 0.5 to 0.5). Expect the next figure to be between 74 and 87.5.",
            id="a direction",
        ),
        pytest.param(
            TURNED,
            "target: 85",
            "",
            "It fell from 99.5 in Oct 2016; before, it went the other way.",
            id="a turn, with no forecast across it",
        ),
        pytest.param(
            [*STABLE, "c"],
            "target: 85",
            "",
            "Whether it changed cannot be told, because there is no figure for Apr 2016. Its 15 figures range from 88 "
            "in Jan 2015 to 92 in Apr 2015; the latest is 89 in Mar 2016.",
            id="no figure at the end",
        ),
        pytest.param(
            STABLE[:12],
            "target: 85",
            "",
            "Whether it changed cannot be told, because the chart has 12 figures and needs 13.",
            id="too few figures",
        ),
    ],
)
def test_what_is_said(kpi: Make, values: Sequence[float | str], keys: str, note: str, said: str) -> None:
    assert said in reading(kpi(values, keys, note))


@pytest.mark.parametrize("values", [STABLE, [*STABLE[:-1], 80], [*STABLE, 80, 90], RISING, TURNED, STABLE[:9]])
@pytest.mark.parametrize("keys", ["target: 85", "target: 75\n    trajectory: [{by: 2017-12-31, target: 95}]"])
def test_no_two_sentences_contradict_each_other(kpi: Make, values: Sequence[float], keys: str) -> None:
    said = reading(kpi(values, keys))
    assert said.count("xpect") <= 1, "one forecast"
    assert not ("no clear change" in said and ("for the" in said or "rises" in said or "falls" in said))
    assert not ("for the worse" in said and "it rises" in said)
    assert not ("for the better" in said and "it falls" in said)
    assert not ("cannot be told" in said and "Expect" in said)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (STABLE, "will meet target"),
        # the limits are above the target, but one figure missed it
        ([*STABLE, 80, *STABLE, *STABLE], "may meet or miss"),
    ],
)
def test_a_target_will_be_met_only_if_every_figure_met_it(kpi: Make, values: Sequence[float], words: str) -> None:
    status = kpi(values, "target: 84")
    assert assurance_cell(status).text == words


def test_a_figure_in_doubt_is_not_an_improvement(kpi: Make) -> None:
    status = kpi([*STABLE[:-1], 99], note="Being looked into")
    assert status.signal is not None
    assert (status.signal.in_doubt, status.signal.improvement, status.signal.noise) == (True, False, False)
    assert variation_cell(status).text == "in doubt (higher)"
    assert status.signal.variation.value == "improvement_high", "the chart's own icon stays in JSON"


@pytest.mark.parametrize(
    ("values", "keys", "said"),
    [
        (RISING, "target: 95", "At this rate it reaches the target of 95 in Feb 2019."),
        (RISING, "target: 500", "At this rate it takes more than 20 years to reach the target of 500."),
        (RISING, "polarity: low\n    target: 60", "It moves away from the target of 60."),
        (
            RISING,
            "target: 95\n    trajectory: [{by: 2017-08-31, target: 88}]",
            "At this rate it reaches the target of 88 in Dec 2017; to meet it by 31 Aug 2017 it must rise "
            "by 0.67 a month.",
        ),
        (RISING, "target: 75", ""),
        (STABLE, "target: 95", ""),
        (RISING, "polarity: none", ""),
    ],
)
def test_the_rate_that_a_target_needs(kpi: Make, values: Sequence[float], keys: str, said: str) -> None:
    text = reading(kpi(values, keys))
    assert said in text
    assert bool(said) is ("At this rate" in text or "moves away" in text)
