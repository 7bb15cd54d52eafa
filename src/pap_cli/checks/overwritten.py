"""A rule about figures that are written over instead of revised."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import isclose

from pap_cli.checks import Found, Versions, rule_of_change
from pap_cli.checks.written import items_of
from pap_cli.diagnostics import Severity
from pap_cli.model.kpi import Kpi, Observation
from pap_cli.model.measure import Figure
from pap_cli.model.numbers import plain, with_unit
from pap_cli.model.periods import Period


@rule_of_change("PAP707", "figure-overwritten", Severity.WARNING)
def figure_overwritten(versions: Versions) -> Iterator[Found]:
    """A published figure, or a revision of it, is written over or deleted.

    What was published stays a fact. A better figure is a revision beside the first one, so that everybody can see what
    was known when. This rule applies to a change with `--changed-since`, and to every commit with `--history`; there, a
    figure that was changed within the grace (`[history]`, 7 days) of its first commit was corrected.

    Before:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        observations: {2016-08: 83.4, 2016-09: 85}
    ```

    Bad:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        observations: {2016-08: 88.1, 2016-09: 85}
    ```

    Good:

    ```yaml
    kpis:
      - id: k1
        title: Visits on time
        owner: head
        observations:
          2016-08: {value: 83.4, revisions: [{value: 88.1, published: 2016-10-10, reason: Late returns counted}]}
          2016-09: 85
    ```
    """
    before = items_of(versions.files_before)
    for key, kpi in items_of(versions.files).items():
        was = before.get(key)
        if not isinstance(kpi, Kpi) or not isinstance(was, Kpi):
            continue
        now = {figure.period: figure for figure in reversed(kpi.observations)}
        for figure in was.observations:
            after = now.get(figure.period)
            for then, since in _overwritten(figure, after):
                if not versions.settled(key, _had(figure.period)):
                    continue
                old, new = _shown(then, kpi.unit), _shown(since, kpi.unit) if since is not None else None
                to = f"written over: it was {old}, and is {new}" if new is not None else f"deleted: it was {old}"
                yield Found(
                    message=f"the figure of {kpi.id} for {figure.period} was {to}",
                    help=f"write {old} again, and the new figure as a revision of it",
                    place=after.place if after is not None else kpi.place,
                    fields=("value", "observations", "id"),
                    plan=key[0],
                    item=kpi.id,
                    before=_plain(then),
                    after=_plain(since) if since is not None else None,
                )


def _overwritten(figure: Observation, after: Observation | None) -> Iterator[tuple[Figure, Figure | None]]:
    """Yield the values of a figure and of its revisions that are no longer there, each with what is in its place."""
    values = [figure.value, *(one.value for one in figure.revisions)]
    now = [after.value, *(one.value for one in after.revisions)] if after is not None else []
    for number, value in enumerate(values):
        if not isinstance(value, float):
            continue  # a code in place of a figure
        here = now[number] if number < len(now) else None
        # a figure may get earlier values in front of it, when its first publication is found
        if not any(_same(value, one) for one in now):
            yield value, here


def _same(one: Figure, other: Figure) -> bool:
    return isinstance(one, float) and isinstance(other, float) and isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)


def _had(period: Period) -> Callable[[object], bool]:
    def had(entry: object) -> bool:
        return isinstance(entry, Kpi) and any(one.period == period for one in entry.observations)

    return had


def _plain(value: Figure) -> str:
    return plain(value) if isinstance(value, float) else str(value)


def _shown(value: Figure, unit: str) -> str:
    return with_unit(value, unit, 10) if isinstance(value, float) else str(value)
