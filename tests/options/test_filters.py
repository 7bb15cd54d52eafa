"""The filters of the list commands."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from commands.running import Run
from pap_cli.assess.deadlines.schedule import State
from pap_cli.columns.selection import JSON_NAMES, AssuranceChoice, VariationChoice
from pap_cli.model.items import Horizon
from pap_cli.model.rating import Rating
from pap_cli.options.filters import Filters
from pap_cli.wording.charts import ASSURANCE_WORDS, VARIATION_WORDS

VALUES = {
    "horizon": Horizon,
    "rating": Rating,
    "state": State,
    "variation": VariationChoice,
    "assurance": AssuranceChoice,
}


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


@pytest.mark.parametrize(
    ("words", "help"),
    [
        ("milestones -f xls", "did you mean csv?"),
        ("milestones -f md", "did you mean markdown?"),
        ("milestones -f Word", "did you mean docx?"),
        ("milestones --rating Yellow", "did you mean amber?"),
        ("milestones --state done", "did you mean delivered?"),
        ("milestones --horizon medium-term", "did you mean intermediate?"),
        ("milestones --sort deadline", "did you mean due?"),
        ("milestones --owner nobdy", "did you mean nobody?"),
    ],
)
@pytest.mark.usefixtures("workspace")
def test_a_synonym_of_a_value(pap: Run, words: str, help: str) -> None:
    ran = pap(*words.split())
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith(f"  {help}\n")


UNOWNED = """\
plan: {id: p, title: A plan, start: 2016-01-04}
owners: {head: Head of service}
recommendations: [{id: R1, title: Answered by nobody}, {id: R2, title: Answered}]
actions:
  - {id: A1, title: Nobody's, answers: R1, milestones: [{id: M1, title: T, due: 2016-05-01}]}
  - {id: A2, title: Owned, answers: R2, owner: head, milestones: [{id: M2, title: T, due: 2016-05-01}]}
  - {id: A3, title: Led, lead: head, milestones: [{id: M3, title: T, due: 2016-05-01}]}
"""
UNOWNED_KPIS = "kpis: [{id: k1, title: Nobody's}, {id: k2, title: Owned, owner: head}]\n"


@pytest.mark.parametrize(
    ("command", "key", "ids"),
    [
        ("milestones", "milestones", ["M1", "M3"]),
        ("actions", "actions", ["A1", "A3"]),
        ("recommendations", "recommendations", ["R1"]),
        ("kpis", "kpis", ["k1"]),
        ("owners", "owners", [""]),
    ],
)
def test_nobody_selects_what_has_no_owner(pap: Run, tmp_path: Path, command: str, key: str, ids: list[str]) -> None:
    for name, text in (("plans/p.yaml", UNOWNED), ("kpis/k.yaml", UNOWNED_KPIS)):
        (tmp_path / "w" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "w" / name).write_text(text, encoding="utf-8")
    ran = pap(command, "-C", str(tmp_path / "w"), "--owner", "nobody", "--as-of", "2016-04-01", "-f", "json")
    assert [item["id"] or "" for item in json.loads(ran.out)[key]] == ids
    both = pap(command, "-C", str(tmp_path / "w"), "--owner", "nobody,head", "--as-of", "2016-04-01", "-f", "json")
    assert len(json.loads(both.out)[key]) > len(ids)


def test_the_words_of_control_charts_are_those_of_the_cells() -> None:
    cells = {words.partition(" (")[0].replace(" ", "-") for words in VARIATION_WORDS.values()}
    assert cells == {choice.value for choice in VariationChoice} - {"too-few", "cannot-tell", "in-doubt"}
    starts = {choice.value.replace("-", " ") for choice in AssuranceChoice}
    assert {next(start for start in starts if words.startswith(start)) for words in ASSURANCE_WORDS.values()} == starts


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize(("name", "word"), JSON_NAMES.items())
def test_the_names_of_json_are_taken_too(pap: Run, name: str, word: str) -> None:
    option = "--assurance" if word in list(AssuranceChoice) else "--variation"
    first, second = pap("kpis", option, name), pap("kpis", option, word)
    assert (first.code, first.out) == (second.code, second.out) == (0, second.out)
