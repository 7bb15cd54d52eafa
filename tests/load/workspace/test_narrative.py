"""An author's words beside the plan: which file, which section, and what of Markdown is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from pap_cli.document import Narrative, Run
from pap_cli.errors import PapError
from pap_cli.load.workspace.files import FileReader
from pap_cli.load.workspace.loader import open_workspace
from pap_cli.load.workspace.narrative import MAX_NARRATIVE, read_narrative

Write = Callable[[Mapping[str, str | bytes]], Path]
PLAN = "plan: {id: p, title: A plan, start: 2016-01-04}\n"
SINCE, AS_OF = date(2016, 7, 13), date(2016, 10, 14)


def narrative(write: Write, files: Mapping[str, str | bytes], plan: str = "plans/p/plan.yaml") -> Narrative:
    root = write({plan: PLAN, **files})
    return read_narrative(FileReader(root), open_workspace(root.resolve()).portfolio.plans[0], SINCE, AS_OF)


def words(found: Narrative, section: str) -> list[tuple[str, str]]:
    return [(passage.marker, passage.text) for passage in found.sections[section].passages]


def test_without_a_file_nothing_is_said(write: Write) -> None:
    assert narrative(write, {}) == Narrative()


def test_headings_say_which_section_the_words_belong_to(write: Write) -> None:
    text = """\
        # For me only
        Meeting: Cabinet, 14 October 2016 <!-- not yet public -->
        Lead director: Director of children's services

        ## Areas of concern
        First
        line.

        Second.

        ## purpose
        Why.

        ## KPIS
        Figures.
    """
    found = narrative(write, {"plans/p/report.md": text})
    assert found.facts == (
        ("Meeting", "Cabinet, 14 October 2016"),
        ("Lead director", "Director of children's services"),
    )
    assert words(found, "concerns") == [("", "First line."), ("", "Second.")]
    assert words(found, "purpose") == [("", "Why.")]
    assert words(found, "kpis") == [("", "Figures.")]


def test_lists_and_voices_are_kept_and_the_rest_is_words(write: Write) -> None:
    text = """\
        ## Summary
        Some **strong**, some *stressed*, ***both***, `code`, <b>no tag</b> &amp; [a link](https://example.org).

        - one
        - two
          more

          of it

        3. third
        4. fourth

        ### Below

        > quoted

            set apart

        <div>no tag</div>

        <!-- for me -->

        Seen <!-- not this --> whole.
    """
    found = narrative(write, {"plans/p/report.md": text})
    assert words(found, "summary") == [
        ("", "Some strong, some stressed, both, code, <b>no tag</b> & a link (https://example.org)."),
        ("•", "one"),
        ("•", "two more"),
        ("", "of it"),
        ("3.", "third"),
        ("4.", "fourth"),
        ("", "Below"),
        ("", "quoted"),
        ("", "set apart"),
        ("", "<div>no tag</div>"),
        ("", "Seen  whole."),
    ]
    runs = found.sections["summary"].passages[0].runs
    assert Run("strong", strong=True) in runs
    assert Run("stressed", emphasis=True) in runs
    assert Run("both", strong=True, emphasis=True) in runs


def test_the_newest_file_for_a_report_since_the_last_stands_over_the_one_for_all(write: Write) -> None:
    files = {
        "plans/p/report.md": "Author: Somebody\nMeeting: any\n\n## Summary\nAlways.\n\n## Risks\nThe usual.\n",
        "plans/p/report-2016-07-13.md": "## Summary\nOf the last report.\n",
        "plans/p/report-2016-09-01.md": "## Summary\nA draft.\n",
        "plans/p/report-2016-10-14.md": "Meeting: Cabinet\n\n## Summary\nOf this report.\n",
        "plans/p/report-2016-10-15.md": "## Summary\nToo late.\n",
        "plans/p/report-some-day.md": "## No section at all\n",
        "plans/p/reports.md": "## No section at all\n",
    }
    found = narrative(write, files)
    assert words(found, "summary") == [("", "Of this report.")]
    assert words(found, "risks") == [("", "The usual.")]
    assert dict(found.facts) == {"Author": "Somebody", "Meeting": "Cabinet"}


def test_beside_a_plan_of_one_file_the_name_begins_with_its_name(write: Write) -> None:
    files = {"plans/p.report.md": "## Risks\nOurs.\n", "plans/report.md": "## Risks\nNobody's.\n"}
    assert words(narrative(write, files, plan="plans/p.yaml"), "risks") == [("", "Ours.")]


def test_words_for_one_audience_stand_before_those_for_all_and_some_get_none_but_their_own(write: Write) -> None:
    files = {
        "plans/p/plan.yaml": PLAN,
        "plans/p/report.md": "Lead: Somebody\n\n## Risks\nInside.\n\n## Summary\nInside.\n",
        "plans/p/report-2016-10-14.md": "## Impact\nInside.\n",
        "plans/p/report.public.md": "## Summary\nFor everybody.\n",
        "plans/p/report-2016-10-14.public.md": "## Impact\nFor everybody.\n",
        "plans/p/report.dfe.md": "## Summary\nFor the DfE.\n",
    }
    root = write(files)
    plan = open_workspace(root.resolve()).portfolio.plans[0]
    public = read_narrative(FileReader(root), plan, SINCE, AS_OF, "public", own_words_only=True)
    assert public.facts == ()
    assert {section: words(public, section) for section in public.sections} == {
        "summary": [("", "For everybody.")],
        "impact": [("", "For everybody.")],
    }
    dfe = read_narrative(FileReader(root), plan, SINCE, AS_OF, "dfe")
    assert words(dfe, "summary") == [("", "For the DfE.")]
    assert words(dfe, "risks") == words(dfe, "impact") == [("", "Inside.")]


def test_every_heading_that_is_no_section_is_told_with_its_place(write: Write) -> None:
    files = {"plans/p/report.md": "## Sumary\nx\n", "plans/p/report-2016-10-14.md": "## Risks\n\n## Jokes\nx\n"}
    with pytest.raises(PapError) as refused:
        narrative(write, files)
    assert "plans/p/report.md:1:1" in refused.value.message
    assert "did you mean Summary?" in refused.value.message
    assert "plans/p/report-2016-10-14.md:3:1" in refused.value.message


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("report.md", "Words of nobody.\n", "this text is not below a heading"),
        ("report.md", "# A title\n\nPlan: another\n", "the cover already has a line “Plan”"),
        ("report-2016-06-31.md", "## Risks\nx\n", "“2016-06-31” is not a date"),
        ("report-2016-6-1.md", "## Risks\nx\n", "“2016-6-1” is not a date"),
    ],
)
def test_words_that_would_be_lost_are_told_of(write: Write, name: str, text: str, said: str) -> None:
    with pytest.raises(PapError, match=said):
        narrative(write, {f"plans/p/{name}": text})


def test_deep_lists_keep_their_words(write: Write) -> None:
    text = "## Risks\n" + "".join(f"{'  ' * depth}- item {depth}\n" for depth in range(30))
    assert [text for _, text in words(narrative(write, {"plans/p/report.md": text}), "risks")][-1] == "item 29"


@pytest.mark.parametrize("data", [b"\xff\xfe", b"## Risks\n\xff", b"x" * (MAX_NARRATIVE + 1)])
def test_a_file_that_is_no_text_or_too_long_is_refused(write: Write, data: bytes) -> None:
    with pytest.raises(PapError):
        narrative(write, {"plans/p/report.md": data})


def test_a_link_out_of_the_workspace_is_not_followed(write: Write, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.md"
    outside.write_text("## Risks\nsecret\n", encoding="utf-8")
    root = write({"plans/p/plan.yaml": PLAN})
    (root / "plans/p/report.md").symlink_to(outside)
    with pytest.raises(PapError, match="points outside the workspace"):
        read_narrative(FileReader(root), open_workspace(root.resolve()).portfolio.plans[0], SINCE, AS_OF)
