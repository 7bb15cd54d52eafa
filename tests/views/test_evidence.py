"""Where no evidence is required, no page has a word about it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from conftest import ROOT
from pap_cli.formats import find_format
from pap_cli.load.workspace.loader import Workspace, open_workspace
from pap_cli.model.config import Policy
from pap_cli.render.screen import Screen
from pap_cli.views.site import view as site
from render.sample import AS_OF, PLAN, assessed, report_of, views_of, workspace

_VIEWS = [
    *("status", "timeline", "milestones", "actions", "recommendations", "kpis", "reviews", "owners"),
    *("report-cabinet", "report-public", "item-milestone", "item-action", "item-recommendation", "item-owner"),
]
# The sample, without the word in the titles of its own items.
SAMPLE = PLAN.replace("without evidence", "without proof")


def _without(opened: Workspace, *, required: bool) -> Workspace:
    return replace(opened, config=replace(opened.config, rating=Policy(require_evidence=required)))


def _told(opened: Workspace, name: str) -> str:
    text = find_format("plain").render(views_of(opened)[name](), Screen(400))
    assert isinstance(text, str)
    return text.casefold()


@pytest.mark.parametrize("name", _VIEWS)
def test_no_view_has_a_word_about_evidence_that_is_not_required(name: str) -> None:
    assert "eviden" not in _told(_without(workspace(SAMPLE), required=False), name)


@pytest.mark.parametrize("name", ["status", "timeline", "recommendations", "report-cabinet"])
def test_views_have_words_about_evidence_that_is_required(name: str) -> None:
    assert "eviden" in _told(_without(workspace(SAMPLE), required=True), name)


def test_no_page_of_a_site_has_a_word_about_evidence_that_is_not_required() -> None:
    opened = _without(workspace(SAMPLE), required=False)
    pages = site.build(lambda day: assessed(opened, day), AS_OF, 0, 0).days[0].content().pages
    words = {path: str(page.make()).casefold() for path, page in pages.items()}
    assert [path for path, text in words.items() if "evidence " in text or "evidenced:" in text] == []


def test_the_report_of_the_example_has_no_word_about_evidence_that_is_not_required() -> None:
    opened = _without(open_workspace(ROOT), required=False)
    text = find_format("plain").render(report_of(opened, "cabinet"), Screen(400))
    assert isinstance(text, str)
    lines = [line for line in text.splitlines() if "evidence accepted" in line.casefold() or "evidenced" in line]
    assert lines == []
