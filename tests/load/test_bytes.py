"""Problems that cannot be kept in a repository as text files: the corpus in bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from commands.running import Run
from pap_cli.diagnostics import Diagnostic, Rule
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.place import Span
from pap_cli.problems.entries import WRONG_SHAPE
from pap_cli.problems.files import BYTE_ORDER_MARK, CONTROL_CHARACTER, EMPTY_FILE, NO_PLAN, NOT_UTF8
from pap_cli.problems.values import IMPOSSIBLE_DATE
from pap_cli.problems.yaml import YAML_SYNTAX

Load = Callable[[Mapping[str, str | bytes]], Workspace]

PLAN = """\
plan:
  id: p
  title: A plan for the children’s services
  start: 2016-01-04
owners:
  head: Head of service
actions:
  - id: A1
    title: Publish
    owner: head
    milestones:
      - {id: A1.1, title: Published, due: 2016-02-30}
"""
GOOD = PLAN.replace("2016-02-30", "2016-02-29")


def found(load: Load, data: bytes) -> list[Diagnostic]:
    return list(load({"plans/p.yaml": data}).diagnostics)


@pytest.mark.parametrize(
    ("data", "rule", "span"),
    [
        (GOOD.replace("Publish\n", "Pub\x00lish\n").encode(), CONTROL_CHARACTER, Span(9, 15, 9, 16)),
        (GOOD.replace("Publish\n", "Pub\x1b[31mlish\n").encode(), CONTROL_CHARACTER, Span(9, 15, 9, 16)),
        (GOOD.replace("Publish\n", "Pub\x9blish\n").encode(), CONTROL_CHARACTER, Span(9, 15, 9, 16)),
        (GOOD.replace("Publish\n", "Pub\ufefflish\n").encode(), CONTROL_CHARACTER, Span(9, 15, 9, 16)),
        (GOOD.encode("utf-16"), NOT_UTF8, None),
        (GOOD.encode("utf-32"), NOT_UTF8, None),
        (GOOD.encode("utf-16-le"), NOT_UTF8, None),
        (GOOD.encode("utf-16-be"), NOT_UTF8, None),
        (GOOD.encode("cp1252"), NOT_UTF8, Span(3, 33, 3, 34)),
        (GOOD.encode() + b"# \xff", NOT_UTF8, Span(13, 3, 13, 4)),
        (b"PK\x03\x04\x14\x00\x08\x08\xb1\x8fN", NOT_UTF8, None),
        (b"\x00" * 1000, CONTROL_CHARACTER, Span(1, 1, 1, 2)),
        (b"", NO_PLAN, Span(1, 1, 1, 1)),
        (b"\n \n", NO_PLAN, Span(1, 1, 1, 1)),
        (b"\r\r", NO_PLAN, Span(1, 1, 1, 1)),
        (b"# nothing\n", NO_PLAN, Span(1, 1, 1, 1)),
        (b"# nothing\n---\n", NO_PLAN, Span(2, 1, 2, 4)),
        (b"---", NO_PLAN, Span(1, 1, 1, 4)),
        (b"---\n...\n", NO_PLAN, Span(1, 1, 1, 4)),
        (b"%YAML 1.2\n---\n", NO_PLAN, Span(1, 1, 1, 10)),
        (b"~\n", NO_PLAN, Span(1, 1, 1, 2)),
        (b"{}\n", NO_PLAN, Span(1, 1, 1, 3)),
        (b"\n\nowners: {a: B}  \n", NO_PLAN, Span(3, 1, 3, 15)),
        (b"...\n", YAML_SYNTAX, Span(1, 1, 1, 2)),
        (b"[]\n", WRONG_SHAPE, Span(1, 1, 1, 3)),
        (b"\xef\xbb\xbf" + GOOD.encode(), BYTE_ORDER_MARK, Span(1, 1, 1, 1)),
    ],
)
def test_bytes_that_go_wrong(load: Load, data: bytes, rule: Rule, span: Span | None) -> None:
    assert [(one.rule, one.span) for one in found(load, data)][:1] == [(rule, span)]


@pytest.mark.parametrize("data", [b"", b"\n", b"owners: {a: B}\n"])
def test_a_byte_order_mark_does_not_hide_that_there_is_no_plan(load: Load, data: bytes) -> None:
    assert [one.rule for one in found(load, b"\xef\xbb\xbf" + data)] == [BYTE_ORDER_MARK, NO_PLAN]


EMPTY = [
    b"",
    b"\n",
    b" \n\n",
    b"---\n",
    b"---\n...\n",
    b"~",
    b"null\n",
    b"\xef\xbb\xbf",
    b"%YAML 1.2\n---\n",
]


@pytest.mark.parametrize("name", ["kpis/k.yaml", "plans/p/more.yaml"])
@pytest.mark.parametrize("data", EMPTY)
def test_an_empty_file_beside_a_plan_is_reported(load: Load, name: str, data: bytes) -> None:
    workspace = load({"plans/p/plan.yaml": GOOD, name: data})
    reported = [(one.path, one.span is not None) for one in workspace.diagnostics if one.rule is EMPTY_FILE]
    assert reported == [(name, True)]


@pytest.mark.parametrize("data", [b"{}\n", b"# to come\n", b"[]\n", b"x\n", b"a: [\n", b'""', b"kpis: []\n"])
def test_a_file_with_something_in_it_is_not_empty(load: Load, data: bytes) -> None:
    workspace = load({"plans/p.yaml": GOOD, "kpis/k.yaml": data})
    assert EMPTY_FILE not in {one.rule for one in workspace.diagnostics}


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("full", "plans/empty.yaml:1:1\n"),
        ("concise", "plans/empty.yaml:1:1:"),
        ("github", "file=plans/empty.yaml,line=1,endLine=1,col=1,"),
        ("gitlab", '"begin": 1'),
        ("junit", "plans/empty.yaml:1:1"),
        ("sarif", '"startLine": 1'),
        ("azure", "linenumber=1;columnnumber=1;"),
        ("json", '"line": 1,\n      "column": 1,'),
        ("csv", ",plans/empty.yaml,1,1,"),
        ("markdown", "plans/empty.yaml\\:1:1"),
        ("html", "plans/empty.yaml:1:1<"),
    ],
)
def test_an_empty_plan_has_a_line_and_column_in_every_format(pap: Run, workspace: Path, name: str, place: str) -> None:
    (workspace / "plans" / "empty.yaml").write_bytes(b"")
    assert place in pap("check", "--as-of", "2016-10-14", "--select", "PAP112", "-f", name).out


def test_a_plan_with_a_byte_order_mark_is_read(load: Load) -> None:
    workspace = load({"plans/p.yaml": b"\xef\xbb\xbf" + PLAN.encode()})
    assert [plan.id for plan in workspace.portfolio.plans] == ["p"]
    assert [one.rule for one in workspace.diagnostics] == [BYTE_ORDER_MARK, IMPOSSIBLE_DATE]
    assert workspace.diagnostics[1].span == Span(12, 43, 12, 53)


@pytest.mark.parametrize("end", [b"\r\n", b"\r"])
def test_other_line_ends_change_nothing(load: Load, end: bytes) -> None:
    expected = load({"plans/p.yaml": PLAN})
    workspace = load({"plans/p.yaml": PLAN.encode().replace(b"\n", end)})
    assert workspace.portfolio == expected.portfolio
    assert workspace.diagnostics == expected.diagnostics


def test_a_problem_in_one_file_does_not_affect_the_others(load: Load) -> None:
    workspace = load({"plans/bad.yaml": b"\xff\xfe\x00", "plans/p.yaml": GOOD})
    assert [plan.id for plan in workspace.portfolio.plans] == ["p"]
    assert [one.path for one in workspace.diagnostics] == ["plans/bad.yaml"]


def test_settings_in_another_encoding(load: Load) -> None:
    workspace = load({"plans/p.yaml": GOOD, "pap.toml": '[pap]\nas-of = "é"'.encode("latin-1")})
    assert [(one.rule, one.path) for one in workspace.diagnostics] == [(NOT_UTF8, "pap.toml")]
