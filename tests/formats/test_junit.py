"""JUnit's XML: the elements and attributes that the strictest reader allows, and no others."""

from __future__ import annotations

from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from conftest import SHARED
from pap_cli.diagnostics import Diagnostic, Severity
from pap_cli.document import View
from pap_cli.formats import find_format
from pap_cli.render.screen import Screen
from pap_cli.render.text import printable
from render.findings import FORM, SAMPLE, form, overdue, sample_findings, view_of
from render.test_escaping import TEXT, HostileView, each_nasty

SCHEMA = SHARED / "schemas" / "junit-10.xsd"
COUNTS = ("tests", "failures", "errors")
ATTRIBUTES = {
    "testsuites": {"name", *COUNTS},
    "testsuite": {"name", *COUNTS, "skipped"},
    "testcase": {"name", "classname"},
    "failure": {"type", "message"},
    "skipped": {"type", "message"},
    "system-out": set(),
}
CHILDREN = {
    "testsuites": {"testsuite"},
    "testsuite": {"testcase", "system-out"},
    "testcase": {"failure", "skipped"},
}


def report(view: View, *, unicode: bool = True) -> Element:
    return ElementTree.fromstring(find_format("junit").render(view, Screen(unicode=unicode)))  # noqa: S314 (our own text)


def suite(*diagnostics: Diagnostic, base: str = "") -> Element:
    (found,) = report(view_of(*diagnostics, base=base))
    return found


VIEWS = {
    "sample": sample_findings,
    "nothing": view_of,
    "one": lambda: view_of(overdue(1)),
    "hostile": lambda: HostileView("\x00 ]]> <b> & \" ' \x1b \ufffe \ud800 ##[a] \n::b::"),
}


@pytest.mark.parametrize("name", VIEWS)
def test_nothing_stands_in_it_that_is_not_allowed(name: str) -> None:
    root = report(VIEWS[name]())
    assert root.tag == "testsuites"
    for element in root.iter():
        assert set(element.attrib) == ATTRIBUTES[element.tag]
        assert {child.tag for child in element} <= CHILDREN.get(element.tag, set())


@pytest.mark.parametrize("name", VIEWS)
def test_the_counts_are_right(name: str) -> None:
    root = report(VIEWS[name]())
    (found,) = root
    counted = {
        "tests": len(root.findall(".//testcase")),
        "failures": len(root.findall(".//failure")),
        "errors": 0,
    }
    for element in (root, found):
        assert {count: int(element.attrib[count]) for count in COUNTS} == counted
    assert int(found.attrib["skipped"]) == len(root.findall(".//skipped"))


@pytest.mark.skipif(not SCHEMA.is_file(), reason="the schema of Jenkins' xUnit plugin is not at hand")
@pytest.mark.parametrize("name", VIEWS)
def test_jenkins_schema_allows_it(name: str) -> None:
    from lxml import etree

    schema = etree.XMLSchema(file=str(SCHEMA))
    for unicode in (True, False):
        text = find_format("junit").render(VIEWS[name](), Screen(unicode=unicode))
        schema.assertValid(etree.fromstring(text.encode()))


def test_an_error_is_a_failure_with_all_its_words() -> None:
    (case, _) = suite(overdue(2), base="lambeth/")
    assert case.attrib == {"classname": "pap.sample-overdue", "name": "A1.2 (lambeth/plans/plan.yaml)"}
    (failure,) = case
    assert failure.tag == "failure"
    assert failure.attrib == {"type": "error", "message": "A1.2 is 14 days overdue"}
    assert (failure.text or "").split("\n") == [
        "error[PAP901] sample-overdue: A1.2 is 14 days overdue",
        " --> lambeth/plans/plan.yaml:2:10",
        "  |",
        "2 |   - {id: A1.2, due: 2016-09-30}",
        "  |          ^^^^",
        "  = write completed: when it was delivered",
    ]


def test_what_is_less_bad_is_skipped_and_turns_nothing_red() -> None:
    found = suite(overdue(1).at(Severity.WARNING), overdue(2).at(Severity.NOTE))
    assert [(told.tag, told.attrib["type"]) for told in found.iterfind("testcase/*")] == [
        ("skipped", "warning"),
        ("skipped", "note"),
    ]
    assert found.attrib["failures"] == "0"


def test_nothing_found_is_one_case_that_passes() -> None:
    (case, out) = suite()
    assert list(case) == []
    assert case.attrib == {"classname": "pap.check", "name": "nothing found"}
    assert out.text == "No findings; 1 suppressed, as of 14 Oct 2016."


def names(*diagnostics: Diagnostic) -> list[str]:
    return [case.attrib["name"] for case in suite(*diagnostics).iterfind("testcase")]


def test_no_two_cases_share_a_class_and_a_name() -> None:
    cases = [(case.attrib["classname"], case.attrib["name"]) for case in report(sample_findings()).iter("testcase")]
    assert len(set(cases)) == len(cases) == len(SAMPLE)
    assert names(form(1), form(2), form(3)) == ["plans/plan.yaml", "plans/plan.yaml #2", "plans/plan.yaml #3"]
    same = (replace(form(1), path=path) for path in ("a", "a #2", "a", "a", "a #2"))
    assert names(*same) == ["a", "a #2", "a #3", "a #4", "a #2 #2"]
    assert names(*(replace(overdue(1), path="", item=item) for item in ("\x1b", "\x1c"))) == ["\ufffd", "\ufffd #2"]
    assert names(Diagnostic(rule=FORM, message="there is no plan")) == ["the workspace"]


def test_a_case_keeps_its_name_from_day_to_day() -> None:
    assert names(overdue(2)) == names(replace(overdue(2, line=9), message="A1.2 is 15 days overdue"))


@each_nasty(unicode=True)
@settings(max_examples=80, deadline=None)
@given(text=TEXT, unicode=st.booleans())
def test_any_text_is_xml_and_comes_back(text: str, unicode: bool) -> None:
    view = view_of(replace(overdue(1), message=text, help=text, path=text, item=f"A1{text}"))
    (failure,) = report(view, unicode=unicode).iter("failure")
    assert failure.attrib["message"] == printable(text)
