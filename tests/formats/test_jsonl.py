"""JSON Lines: as many lines as records, each an object that gives every value back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pap_cli.formats import find_format
from pap_cli.render.screen import Screen
from render.findings import SAMPLE, sample_findings, view_of
from render.sample import sample_views
from render.test_escaping import TEXT, HostileView, each_nasty

VIEWS = sample_views()


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_a_line_a_record(name: str) -> None:
    view = VIEWS[name]()
    lines = find_format("jsonl").render(view, Screen()).splitlines()
    records = view.records()
    assert len(lines) == len(records.rows)
    for line, row in zip(lines, records.rows, strict=True):
        assert json.loads(line) == json.loads(json.dumps(dict(zip(records.names, row, strict=True))))


def test_the_lines_are_the_diagnostics_of_the_json_document() -> None:
    whole = json.loads(find_format("json").render(sample_findings(), Screen()))
    lines = find_format("jsonl").render(sample_findings(), Screen()).splitlines()
    assert [json.loads(line) for line in lines] == whole["diagnostics"]
    assert len(lines) == len(SAMPLE)


def test_no_records_are_no_lines() -> None:
    assert find_format("jsonl").render(view_of(), Screen()) == ""


@each_nasty(unicode=True)
@settings(max_examples=80, deadline=None)
@given(text=TEXT, unicode=st.booleans())
def test_any_text_stays_on_its_line_and_comes_back(text: str, unicode: bool) -> None:
    lines = find_format("jsonl").render(HostileView(text), Screen(unicode=unicode)).splitlines()
    record = {"title": text, "list": [text, "x"], "number": -5, "none": None}
    assert [json.loads(line) for line in lines] == [record, record]
