"""Keys that contradict themselves, and labels that cannot be told apart."""

from __future__ import annotations

import pytest

from checks.asking import Find

HEAD = "plan:\n  id: example\n  title: Plan\n  start: 2016-01-04\n  key: "


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("{rule: percent}", "rule: percent needs the percent from which green holds"),
        ("{rule: elapsed, green: {from: 90}}", "rule: elapsed needs the percent from which amber holds"),
        ("{rule: percent, green: {over: 75}, amber: {from: 80}}", "amber, at 80% or more, is not below green"),
        ("{rule: percent, green: {from: 75}, amber: {from: 75}}", "amber, at 75% or more, is not below green"),
        ("{rule: percent, green: {from: 75, over: 75}, amber: {from: 2}}", "green has both from and over"),
        ("{rule: percent, green: {from: 75}, amber: {from: 25}, red: {from: 0}}", "from cannot apply to red"),
        ("{rule: percent, green: {from: 75}, amber: {from: 25}, blue: {over: 99}}", "over cannot apply to blue"),
        ("{rule: percent, green: {from: 75}, amber: {from: 25, past_due_under: 50}}", "past_due_under applies to red"),
        ("{rule: percent, green: {from: 75}, amber: {from: 25}, red: {past_due_under: 20}}", "changes nothing"),
        ("{rule: elapsed, green: {from: 90}, amber: {from: 70}, red: {past_due_under: 80}}", "does not apply with"),
        ("{green: {from: 75}}", "from of green needs a rule, and this key has none"),
        ("{kpis: {green: {from: 75}}}", "from does not apply to KPIs"),
    ],
)
def test_a_key_contradicts_itself(find: Find, key: str, message: str) -> None:
    found = find("key-contradicts-itself", f"{HEAD}{key}\n")
    assert message in "; ".join(one.message for one in found)
    assert all(one.help for one in found)


@pytest.mark.parametrize(
    ("key", "messages"),
    [
        ("{red: Late, amber: late}", ["“late” is the label of amber and of red"]),
        ("{green: Blue}", ["“Blue” is the label of green and of blue"]),
        (
            "{red: Amber, amber: Red}",
            ["“Amber” is the label of red and of amber", "“Red” is the label of amber and of red"],
        ),
        ("{kpis: {red: Missed, amber: Missed}}", ["“Missed” is the label of amber and of red"]),
        ("{red: Late, kpis: {red: Late}}", []),
        ("{red: Red}", []),
    ],
)
def test_two_ratings_have_the_same_label(find: Find, key: str, messages: list[str]) -> None:
    assert [one.message for one in find("key-label-twice", f"{HEAD}{key}\n")] == messages
