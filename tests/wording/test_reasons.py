"""Why a rating is what it is: overrides, and milestones that are red or overdue but not both."""

from __future__ import annotations

from datetime import date

import pytest

from pap_cli.assess.assessment import Assessment
from pap_cli.model.dates import full_date
from pap_cli.wording.reasons import red_and_overdue, why
from render.sample import AS_OF, assessed, workspace

HEAD = """\
plan: {id: p, title: P, start: 2016-01-04}
owners: {head: Head of service}
actions: [{id: A1, title: First, owner: head, milestones: [
"""


def plan(*milestones: str) -> Assessment:
    return assessed(workspace(f"{HEAD}{', '.join(milestones)}]}}]\n", "kpis: []\n"))


def override(rating: str, until: str = "2016-12-30") -> str:
    return f"override: {{rating: {rating}, by: head, reason: Because, until: {until}}}"


LATE, OPEN = "due: 2016-09-01", "due: 2017-09-01"


@pytest.mark.parametrize(
    ("milestones", "shown"),
    [
        ((), []),
        ((f"{{id: M1, title: T, {LATE}}}", f"{{id: M2, title: T, {OPEN}}}"), []),
        (
            (f"{{id: M1, title: T, {OPEN}, {override('red')}}}",),
            ["Red but not overdue: M1 (set by head until 30 December 2016)."],
        ),
        (
            (f"{{id: M1, title: T, {LATE}, {override('green')}}}",),
            ["Overdue but not red: M1 (green, set by head until 30 December 2016)."],
        ),
        ((f"{{id: M1, title: T, {LATE}, {override('red')}}}",), []),
        ((f"{{id: M1, title: T, {LATE}, {override('green', '2016-10-13')}}}",), []),
    ],
)
def test_red_and_overdue_differ_only_by_an_override_in_force(milestones: tuple[str, ...], shown: list[str]) -> None:
    now = plan(*milestones)
    assert red_and_overdue(now.milestones, now.as_of, str, full_date) == shown


@pytest.mark.parametrize("count", range(1, 9))
def test_a_long_list_of_overrides_is_cut(count: int) -> None:
    now = plan(*(f"{{id: M{n}, title: T, {OPEN}, {override('red')}}}" for n in range(count)))
    (line,) = red_and_overdue(now.milestones, now.as_of, str, full_date)
    more = f"and {count - 4} more." if count > 5 else "2016)."
    assert line.endswith(more)
    assert line.count("set by") == (count if count <= 5 else 4)


def test_an_author_that_must_not_be_shown_is_not() -> None:
    now = plan(f"{{id: M1, title: T, {OPEN}, {override('red')}}}")
    (line,) = red_and_overdue(now.milestones, now.as_of, lambda id: "", full_date)
    assert line == "Red but not overdue: M1 (set by decision until 30 December 2016)."
    assert why(now.milestones[0], AS_OF, lambda id: "") == "set by decision until 30 Dec 2016"
    assert why(now.milestones[0], AS_OF) == "set by head until 30 Dec 2016"
    assert why(now.milestones[0], date(2017, 1, 1)) == now.milestones[0].reason
