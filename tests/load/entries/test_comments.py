"""Text after ` #` is reported where it may be the end of a text, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from load.yaml.parsers import without_libyaml
from pap_cli.diagnostics import Diagnostic
from pap_cli.load.workspace.loader import Workspace
from pap_cli.problems.yaml import COMMENT_IN_TEXT

Load = Callable[[Mapping[str, str | bytes]], Workspace]

PLAN = """\
plan: {id: p, title: A plan, start: 2016-01-04}
owners: {head: Head}
"""


def found(load: Load, text: str) -> list[tuple[str, str]]:
    """Return the comment and the suggested value of each warning."""
    workspace = load({"plans/p.yaml": PLAN + text})
    with without_libyaml():
        again = load({"plans/p.yaml": PLAN + text})
    assert workspace.diagnostics == again.diagnostics
    lines = (PLAN + text).splitlines()
    return [
        (_pointed_at(one, lines), one.help.removeprefix("put the text in quotation marks: ").partition(", or put")[0])
        for one in workspace.diagnostics
        if one.rule is COMMENT_IN_TEXT
    ]


def _pointed_at(one: Diagnostic, lines: list[str]) -> str:
    assert one.span is not None
    return lines[one.span.line - 1][one.span.column - 1 : one.span.end_column - 1]


@pytest.mark.parametrize(
    ("line", "comment", "value"),
    [
        ("concerns: [{id: C1, by: x, title: y}]\nbodies:\n  x: Ward #4 by May", "#4 by May", '"Ward #4 by May"'),
        ("bodies:\n  x: Ward   #4", "#4", '"Ward   #4"'),
        ("bodies:\n  x: Ward\t#4", "#4", '"Ward\t#4"'),
        ("bodies:\n  x: Ward #hashtag  ", "#hashtag", '"Ward #hashtag"'),
        ("bodies:\n  x: Ward #4 # a comment", "#4 # a comment", '"Ward #4 # a comment"'),
        ('bodies:\n  x: The "ward" #4', "#4", "'The \"ward\" #4'"),
        ("bodies:\n  x: C:\\it's #4", "#4", "'C:\\it''s #4'"),
        ("bodies:\n  x: Ward #(4)", "#(4)", '"Ward #(4)"'),
        ("bodies:\n  x: Ward #é", "#é", '"Ward #é"'),
        ("bodies:\n  x: Ward\n    two #4", "#4", '"Ward two #4"'),
        ("bodies: {x: Ward #4\n }", "#4", '"Ward #4"'),
        ("bodies:\n  x: {title: Ward #4\n }", "#4", '"Ward #4"'),
        ("bodies:\n  x: {asked_first:\n    - Ward #4\n  }", "", ""),
        ("recommendations:\n  - id: R1\n    title: Ward #4\n    made_by: head", "#4", '"Ward #4"'),
        ("actions:\n  - id: A1\n    success:\n    - Ward #4", "#4", '"Ward #4"'),
        ("actions:\n  - id: A1\n    success:\n    - #4 ward", "#4 ward", '"#4 ward"'),
    ],
)
def test_text_that_loses_its_end(load: Load, line: str, comment: str, value: str) -> None:
    assert found(load, line + "\n") == ([(comment, value)] if comment else [])


@pytest.mark.parametrize(
    "text",
    [
        "bodies:\n  x: #4\n",
        "recommendations:\n  - id: R1\n    title: #4\n",
        "recommendations:\n  - {id: R1, title: #4\n  }\n",
    ],
)
def test_a_text_that_is_a_comment_as_a_whole_is_one_problem(load: Load, text: str) -> None:
    (one,) = load({"plans/p.yaml": PLAN + text}).diagnostics
    assert one.rule.name == "missing-key"
    assert one.help.startswith('put the text in quotation marks: "#4", or put')


@pytest.mark.parametrize(
    "line",
    [
        "# a comment",
        "#a comment on a line of its own",
        "bodies: #all of them\n  x: Ward",
        "bodies:\n  x: Ward # a comment",
        "bodies:\n  x: Ward #",
        "bodies:\n  x: Ward #!x",
        "bodies:\n  x: Ward #--- x",
        "bodies:\n  x: Ward #### x",
        "bodies:\n  x: Ward#4",
        "bodies:\n  x: http://example.org/#4",
        'bodies:\n  x: "Ward #4"',
        "bodies:\n  x: 'Ward #4'",
        'bodies:\n  x: "Ward" #4',
        "bodies: {x: Ward} #4",
        "bodies:\n  x: |\n    Ward #4",
        "bodies:\n  x: >-\n    Ward #4\n    goes on",
        'bodies:\n  x: "Ward\n    on #4"',
        "recommendations:\n  - id: R1 #x\n    title: Ward\n    made_by: head #x\n",
        "recommendations:\n  - id: R1\n    title: Ward\n    made_on: 2016-01-04 #x\n    priority: true #x",
        "actions:\n  - id: A1\n    owner: head #acting\n    answers: [R1 #x\n    ]",
        "actions:\n  - id: A1\n    answers:\n    - R1 #x",
    ],
)
def test_a_real_comment_is_not_reported(load: Load, line: str) -> None:
    assert found(load, line + "\n") == []


def test_figures_have_comments(load: Load) -> None:
    kpis = "kpis:\n  - id: k\n    title: T\n    observations:\n      2015: 4 #provisional\n      2016: c #suppressed\n"
    assert COMMENT_IN_TEXT not in {one.rule for one in load({"plans/p.yaml": PLAN, "kpis/k.yaml": kpis}).diagnostics}


def test_an_alias_does_not_repeat_the_warning(load: Load) -> None:
    assert len(found(load, "bodies:\n  x: &x\n    title: Ward #4\n  y: *x\n")) == 1
