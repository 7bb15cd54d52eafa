"""Problems that cannot be kept in a repository as text files: the corpus in bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from pap_cli.diagnostics import Diagnostic, Rule
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.place import Span
from pap_cli.problems.files import BYTE_ORDER_MARK, CONTROL_CHARACTER, NO_PLAN, NOT_UTF8
from pap_cli.problems.values import IMPOSSIBLE_DATE

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
        (b"", NO_PLAN, None),
        (b"\xef\xbb\xbf" + GOOD.encode(), BYTE_ORDER_MARK, Span(1, 1, 1, 1)),
    ],
)
def test_bytes_that_go_wrong(load: Load, data: bytes, rule: Rule, span: Span | None) -> None:
    assert [(one.rule, one.span) for one in found(load, data)][:1] == [(rule, span)]


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
