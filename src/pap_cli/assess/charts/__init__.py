"""Control charts and trends: limits, signals and direction of travel.

`chart` computes a chart of any kind from numbers alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pap_cli.assess.charts.qic import Chart


def chart(
    kind: str,
    values: Sequence[float | None],
    denominators: Sequence[float | None] | None = None,
    freeze: int | None = None,
    part: Sequence[int] = (),
    exclude: Sequence[int] = (),
    screen_outliers: bool | None = None,
) -> Chart:
    """Return a control chart of numbers, in order; see `pap_cli.assess.charts.qic.chart`."""
    from pap_cli.assess.charts import qic

    return qic.chart(kind, values, denominators, freeze, part, exclude, screen_outliers)
