"""The findings of a check as a page: each with its line, looked up for those that are shown."""

from __future__ import annotations

from datetime import date

from pap_cli.checks.engine import CheckResult
from pap_cli.diagnostics import diagnostic_at
from pap_cli.document import Findings
from pap_cli.model.config import Threshold
from pap_cli.model.place import Fields, Place, Source
from pap_cli.problems.values import BAD_VALUE
from pap_cli.views.findings.view import build

TEXT = "".join(f"- due: {2000 + number}\n" for number in range(50))


def test_lines_are_looked_up_for_the_findings_that_are_shown() -> None:
    asked: list[int] = []

    def fields_between(text: str, start: int, end: int) -> Fields:
        asked.append(start)
        return {"due": (start, start + 5, end)}

    source = Source("plans/p.yaml", TEXT, fields_between)
    places = [
        Place(source=source, start=start + 2, end=start + 11, body=start + 2) for start in range(0, len(TEXT), 12)
    ]
    found = tuple(diagnostic_at(BAD_VALUE, "m", place=place, fields=("due",)) for place in places)
    (block, _) = build(CheckResult(found), {source.path: source}, date(2016, 10, 14), fail_on=()).document().blocks
    assert isinstance(block, Findings)
    assert (len(block.findings), asked) == (50, [])
    first, second = block.findings[:2]
    assert [one.excerpt and one.excerpt.text for one in (first, second)] == ["- due: 2000", "- due: 2001"]
    assert asked == [2, 14]
    assert [one.diagnostic for one in block.findings] == list(found)


def test_errors_that_were_not_selected_are_counted() -> None:
    result = CheckResult((), left_out=(diagnostic_at(BAD_VALUE, "m"),))
    assert build(result, {}, date(2016, 10, 14), fail_on=()).summary() == (
        "No findings, as of 14 Oct 2016. 1 error in the files was not selected and may hide findings, "
        "so the check fails."
    )
    assert not build(result, {}, date(2016, 10, 14), fail_on=(Threshold("never"),)).failed
