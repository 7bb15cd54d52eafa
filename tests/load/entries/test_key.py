"""The key of a plan as it is written in its header."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.judgements import Percent
from pap_cli.model.key import PLAIN_KEY, Key, KeyRating, KeyRule, KpiKey
from pap_cli.model.rating import Rating

Load = Callable[[Mapping[str, str | bytes]], Workspace]
PLAN = "plan:\n  id: p\n  title: P\n  start: 2016-01-04\n"


@pytest.fixture
def read(load: Load) -> Callable[[str], Workspace]:
    """Reads the lines of a plan's header below `key:`."""
    return lambda lines: load({"plans/p.yaml": f"{PLAN}  key: {lines}\n"})


def test_a_plan_without_a_key_has_the_plain_one(load: Load) -> None:
    assert load({"plans/p.yaml": PLAN}).portfolio.plans[0].header.key is PLAIN_KEY


def test_short_and_long_form(read: Callable[[str], Workspace]) -> None:
    workspace = read(
        '{red: Off track, amber: {label: Some issues, meaning: "Some, so far.", colour: "#F4B183"}, '
        "green: {label: On track, from: 75}, rule: percent, kpis: {green: Target met}}"
    )
    assert not workspace.diagnostics
    key = workspace.portfolio.plans[0].header.key
    assert key == Key(
        red=KeyRating(label="Off track"),
        amber=KeyRating(label="Some issues", meaning="Some, so far.", colour=key.amber.colour),
        green=KeyRating(label="On track", at_least=Percent(75)),
        rule=KeyRule.PERCENT,
        kpis=KpiKey(green=KeyRating(label="Target met")),
    )
    assert key.amber.colour == "#f4b183"
    assert key.label(Rating.BLUE) == "blue"


@pytest.mark.parametrize(
    ("lines", "message", "help"),
    [
        ("{red: {colour: puce}}", "“puce” is not a colour", 'write a hex colour in quotation marks, like "#f4b183"'),
        ("\n    red:\n      colour: #f4b183", "missing value", "without them # begins a comment"),
        ("{green: {from: 101}}", "“101” is more than 100%", "0 to 100"),
        ("{green: {from: most}}", "“most” is not a number", ""),
        ("{red: {color: red}}", "unknown key “color”", "did you mean colour?"),
        ("{gray: None}", "unknown key “gray”", "did you mean grey?"),
        ("{green: {above: 75}}", "unknown key “above”", "did you mean over?"),
        ("{green: {name: On track}}", "unknown key “name”", "did you mean label?"),
        ("{rule: percents}", "unknown value “percents”", "did you mean percent?"),
        ("[red, green]", "", ""),
        ("{red: [Off, track]}", "", ""),
    ],
)
def test_what_is_wrong_is_said_in_its_place(
    read: Callable[[str], Workspace], lines: str, message: str, help: str
) -> None:
    (found,) = read(lines).diagnostics
    assert message in found.message
    assert help in (found.help or "")


def test_a_key_in_another_place_is_sent_to_the_header(load: Load) -> None:
    (found,) = load({"plans/p.yaml": f"{PLAN}key: {{red: Off track}}\n"}).diagnostics
    assert found.help == "key belongs to a plan: write it in plan"


def test_a_colour_is_not_taken_for_a_label(read: Callable[[str], Workspace]) -> None:
    assert read("{red: {label: Late, colour: red}}").portfolio.plans[0].header.key.red.colour == "#ff0000"
