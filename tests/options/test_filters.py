"""The filters of the list commands."""

from __future__ import annotations

from enum import StrEnum
from typing import get_args, get_type_hints

import pytest

from commands.running import Run
from pap_cli.assess.charts.chart import Assurance
from pap_cli.assess.deadlines.schedule import State
from pap_cli.columns.selection import VariationChoice
from pap_cli.model.plan import Horizon
from pap_cli.model.rating import Rating
from pap_cli.options.filters import Filters

VALUES = {"horizon": Horizon, "rating": Rating, "state": State, "variation": VariationChoice, "assurance": Assurance}


@pytest.mark.parametrize(("name", "kind"), VALUES.items())
def test_the_help_lists_every_value(name: str, kind: type[StrEnum]) -> None:
    _, option, *_ = get_args(get_type_hints(Filters, include_extras=True)[name])
    assert [value for value in kind if value.value not in option.help] == []


@pytest.mark.parametrize(
    ("command", "overdue", "body"),
    [
        ("milestones", "Only overdue milestones.", "Only milestones that this body expects."),
        ("actions", "Only actions with an overdue milestone.", "Only actions that this body expects."),
        ("reviews", "Only overdue or missed reviews.", "Only reviews by this body."),
    ],
)
def test_help_says_what_a_filter_means_for_the_command(pap: Run, command: str, overdue: str, body: str) -> None:
    shown = " ".join(pap(command, "--help").out.split())
    assert f"--overdue {overdue}" in shown
    assert f"--body ID {body}" in shown


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("--horizon", "tall"),
            "--horizon: unknown value “tall”\n  write one of immediate, short, intermediate, long\n",
        ),
        (("--owner", "x"), "--owner: no owner “x” in this plan\n  the owners are head\n"),
        (("--body", "x"), "--body: no body “x” in this plan\n  the bodies are ofsted\n"),
        (("--limit", "many"), "--limit: “many” is not a number of rows\n  write it as in  --limit 20\n"),
        (("--as-of", "2016; x"), "--as-of: “2016; x” is not a date\n  write it as year-month-day, like 2016-10-14\n"),
        (("--plan", "zzz"), "no plan “zzz”\n  the plans are one\n"),
    ],
)
def test_a_value_that_is_unknown_is_quoted_whole(pap: Run, words: tuple[str, ...], message: str) -> None:
    ran = pap("milestones", *words)
    assert (ran.code, ran.out, ran.err) == (2, "", f"pap: {message}")
