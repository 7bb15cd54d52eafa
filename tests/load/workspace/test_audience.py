"""Audiences: those that come with `pap`, and those of an operator."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from pap_cli.errors import PapError
from pap_cli.load.workspace.audience import among, read_audience
from pap_cli.load.workspace.audience_names import audience_names
from pap_cli.model.report import LeftOut, Section


@pytest.mark.parametrize("name", audience_names())
def test_those_that_come_with_it_are_whole(name: str) -> None:
    audience = read_audience(name)
    assert audience.title
    assert audience.purpose
    assert len(set(audience.sections)) == len(audience.sections)
    assert {Section.SUMMARY, Section.EXCEPTIONS, Section.APPENDIX} <= set(audience.sections)


def test_the_ones_that_were_promised_are_there() -> None:
    assert set(audience_names()) >= {"cabinet", "board", "dfe", "ofsted", "public"}
    assert set(read_audience("public").leave_out) == set(LeftOut)


@pytest.mark.parametrize("name", ["cabinet", "board"])
def test_without_the_body_a_report_that_asks_for_decisions_is_for_any_meeting(name: str) -> None:
    audience, meeting = read_audience(name), read_audience("meeting")
    assert among(audience, audience.bodies) == audience
    elsewhere = among(audience, ["full-council"])
    assert (elsewhere.title, elsewhere.purpose) == (meeting.title, meeting.purpose)
    assert elsewhere.sections == audience.sections
    assert among(read_audience("ofsted"), []) == read_audience("ofsted")


def test_a_file_may_say_little(tmp_path: Path) -> None:
    path = tmp_path / "scrutiny.yaml"
    path.write_text("title: Report to scrutiny\nbodies: scrutiny\nsections: [kpis, next]\n", encoding="utf-8")
    audience = read_audience(str(path))
    assert (audience.title, audience.bodies) == ("Report to scrutiny", ("scrutiny",))
    assert audience.sections == (Section.KPIS, Section.NEXT)
    assert audience.shows_owners
    assert audience.shows_notes


def test_everything_wrong_in_a_file_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("titel: x\nsections: [sumary]\nleave-out: [names]\n", encoding="utf-8")
    with pytest.raises(PapError) as refused:
        read_audience(str(path))
    told = refused.value.message
    assert "mine.yaml:1:1" in told
    assert "did you mean title?" in told
    assert "mine.yaml:2:12" in told
    assert "did you mean summary?" in told
    assert "mine.yaml:3:13" in told


@pytest.mark.parametrize(("name", "hint"), [("cabnet", "cabinet"), ("nobody-at-all", "ofsted"), ("none.yaml", "YAML")])
def test_an_audience_that_is_not_there(name: str, hint: str) -> None:
    with pytest.raises(PapError) as refused:
        read_audience(name)
    assert hint in refused.value.help


def test_an_empty_file_is_no_audience(tmp_path: Path) -> None:
    path = tmp_path / "mine.yml"
    path.write_text("# nothing\n", encoding="utf-8")
    with pytest.raises(PapError):
        read_audience(str(path))


def test_a_section_named_twice_is_included_once(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("title: Mine\nsections: [kpis, next, kpis]\n", encoding="utf-8")
    assert read_audience(str(path)).sections == (Section.KPIS, Section.NEXT)


def test_sections_can_be_put_first_and_left_out(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("title: Mine\nfirst: [next, kpis]\nwithout: reviews\n", encoding="utf-8")
    others = [one for one in Section if one not in (Section.NEXT, Section.KPIS, Section.REVIEWS)]
    assert list(read_audience(str(path)).sections) == [Section.NEXT, Section.KPIS, *others]
    path.write_text("title: Mine\nsections: kpis\nwithout: kpis\n", encoding="utf-8")
    with pytest.raises(PapError, match="leaves out every section"):
        read_audience(str(path))


ADDED = """
from pap_cli.document import Heading
from pap_cli.model.report import Section

def blocks(_):
    return [Heading(Section.CLOSED.heading)]
"""


# The report for each audience, in one process.
EACH = """
import contextlib, os, sys
from pap_cli.start import run
words = sys.argv[1:]
for name in os.environ["NAMES"].split():
    sys.argv = [*words, "--audience", name, "--output", f"{name}.md"]
    with contextlib.suppress(SystemExit):
        run()
"""


def test_every_audience_includes_a_section_that_is_added(tmp_path: Path) -> None:
    """One member of `Section` and one file are enough: no audience has to be edited."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    model = tmp_path / "src" / "pap_cli" / "model" / "report.py"
    text = model.read_text(encoding="utf-8")
    member, heading = '    CONCERNS = "concerns"\n', '    Section.CONCERNS: "Areas of concern",\n'
    assert member in text
    assert heading in text
    text = text.replace(member, f'{member}    CLOSED = "closed"\n')
    model.write_text(text.replace(heading, f'{heading}    Section.CLOSED: "Closed",\n'), encoding="utf-8")
    (tmp_path / "src" / "pap_cli" / "views" / "report" / "closed.py").write_text(ADDED, encoding="utf-8")
    words = ["pap", "-C", str(ROOT), "report", "--no-cache", "--as-of", "2016-10-14", "--format", "markdown"]
    subprocess.run(
        [sys.executable, "-c", EACH, *words],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "src"), "NAMES": " ".join(audience_names())},
        cwd=tmp_path,
        check=True,
    )
    for name in audience_names():
        assert "\n## Closed\n" in (tmp_path / f"{name}.md").read_text(encoding="utf-8"), name
