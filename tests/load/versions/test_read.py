"""The history of a workspace: what each entry was in each commit, and what is no change."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import SKELETON
from pap_cli.errors import PapError
from pap_cli.load.versions.read import read_history
from pap_cli.model.items import Milestone
from pap_cli.model.kpi import Kpi
from pap_cli.model.versions import History, Life
from repositories import Past, git, needs_git

pytestmark = needs_git
STEPS = """\
actions:
  - id: A1
    title: Publish the thresholds
    answers: [R1]
    owner: head
    milestones:
      - {id: A1.1, title: Published, due: 2016-09-30}
      - {id: A1.2, title: Understood, due: 2016-11-30}
"""
PLAN = SKELETON + STEPS
KPIS = "kpis:\n  - {id: k1, title: Visits, owner: head, observations: {csv: k1.csv}}\n"


def history(past: Past, root: Path, folder: str = "", **options: bool) -> History:
    past.write(root)
    return read_history(root / folder, **options)


def days(life: Life) -> list[str]:
    return [str(version.commit.day) for version in life.versions]


def of(found: History, id: str) -> Life:
    (life,) = found.find(id)
    return life


def dues(life: Life) -> list[str]:
    return [version.entry.due.written if isinstance(version.entry, Milestone) else "gone" for version in life.versions]


def test_a_version_for_each_change_of_what_an_entry_says(tmp_path: Path) -> None:
    past = Past()
    past.commit("2016-01-04", {"plans/p.yaml": PLAN})
    past.commit("2016-02-01", {"plans/p.yaml": PLAN.replace("2016-09-30", "2016-10-31")}, by="B <b@example.org>")
    past.commit(
        "2016-03-01", {"plans/p.yaml": PLAN.replace("      - {id: A1.1, title: Published, due: 2016-09-30}\n", "")}
    )
    past.commit("2016-04-01", {"README.md": "not a plan"})
    found = history(past, tmp_path)
    assert dues(of(found, "A1.1")) == ["2016-09-30", "2016-10-31", "gone"]
    assert days(of(found, "A1.1")) == ["2016-01-04", "2016-02-01", "2016-03-01"]
    assert [version.commit.author for version in of(found, "A1.1").versions] == ["A. Officer", "B", "A. Officer"]
    assert {version.parent for version in of(found, "A1.1").versions} == {"A1"}
    assert days(of(found, "A1.2")) == days(of(found, "A1")) == ["2016-01-04"]
    assert len(found.commits) == 3
    assert found.gaps == ()


@pytest.mark.parametrize(
    "after",
    [
        {"plans/p.yaml": None, "plans/q.yaml": PLAN},
        {"plans/p.yaml": None, "plans/p/plan.yaml": SKELETON, "plans/p/actions/one.yml": STEPS},
        {"plans/p.yaml": PLAN.replace("\n", "\r\n")},
        {"plans/p.yaml": "# A comment\n---\n".partition("\n")[2] + PLAN},
        {"plans/p.yaml": PLAN.replace("due: 2016-09-30}", "due: 2016-09-30}  # agreed\n\n")},
        {"plans/p.yaml": STEPS + SKELETON},
        {
            "plans/p.yaml": SKELETON
            + STEPS.replace("      - {id: A1.1, title: Published, due: 2016-09-30}\n", "")
            + "      - id: A1.1\n        due: 2016-09-30\n        title: 'Published'\n"
        },
        {
            "plans/p.yaml": SKELETON
            + "actions: [{id: A1, title: Publish the thresholds, answers: R1, owner: [head], milestones: [\n"
            + " {id: A1.1, title: Published, due: 2016-09-30}, {id: A1.2, title: Understood, due: 2016-11-30}]}]\n"
        },
        {"plans/p.yaml": PLAN.replace("title: Published", "title: &t Published")},
    ],
    ids=["renamed", "folder", "line-ends", "marker", "comments", "reordered", "reformatted", "flow", "anchor"],
)
def test_what_is_no_change(after: dict[str, str | None], tmp_path: Path) -> None:
    past = Past()
    past.commit("2016-01-04", {"plans/p.yaml": PLAN})
    past.commit("2016-02-01", after)
    past.commit(
        "2016-03-01",
        {**dict.fromkeys(after), "plans/z.yaml": PLAN},
    )
    found = history(past, tmp_path)
    assert {life.id: days(life) for life in found.lives if len(life.versions) > 1} == {}


def test_a_changed_folder_of_the_workspace_is_no_change(tmp_path: Path) -> None:
    past = Past()
    past.commit("2016-01-04", {"old/plans/p.yaml": PLAN, "old/kpis/k.yaml": KPIS, "old/kpis/k1.csv": "period,value\n"})
    past.commit("2016-02-01", {"old/plans/p.yaml": PLAN.replace("2016-09-30", "2016-10-31")})
    moved = {"old/plans/p.yaml": None, "old/kpis/k.yaml": None, "old/kpis/k1.csv": None}
    past.commit("2016-03-01", {**moved, "new/place/plans/p.yaml": PLAN, "new/place/kpis/k.yaml": KPIS})
    found = history(past, tmp_path, "new/place")
    assert dues(of(found, "A1.1")) == ["2016-09-30", "2016-10-31", "2016-09-30"]
    assert days(of(found, "k1")) == ["2016-01-04"]


def test_a_renamed_id_is_followed(tmp_path: Path) -> None:
    past = Past()
    past.commit("2016-01-04", {"plans/p.yaml": PLAN})
    by_title = PLAN.replace("id: A1.1, title: Published, due: 2016-09-30", "id: B7, title: Published, due: 2016-10-31")
    past.commit("2016-02-01", {"plans/p.yaml": by_title})
    by_was = by_title.replace("id: B7, title: Published,", "id: C9, was: B7, title: Sent out,")
    past.commit("2016-03-01", {"plans/p.yaml": by_was})
    plan = by_was.replace("plan: {id: p,", "plan: {id: q,")
    past.commit("2016-04-01", {"plans/p.yaml": plan})
    found = history(past, tmp_path)
    life = of(found, "C9")
    assert (life.plan, [version.id for version in life.versions]) == ("q", ["A1.1", "B7", "C9"])
    assert found.find("A1.1") == (life,)
    assert {one.plan for one in found.lives} == {"q"}
    assert [version.id for version in found.by_key["q", "plan", "q"].versions] == ["p", "q"]


def test_a_rename_that_is_said_later_is_followed(tmp_path: Path) -> None:
    past = Past()
    past.commit("2016-01-04", {"plans/p.yaml": PLAN})
    other = PLAN.replace("{id: A1.1, title: Published, due: 2016-09-30}", "{id: N1, title: Something, due: 2016-10-31}")
    past.commit("2016-02-01", {"plans/p.yaml": other})
    past.commit("2016-03-01", {"plans/p.yaml": other.replace("{id: N1,", "{id: N1, was: A1.1,")})
    assert [version.id for version in of(history(past, tmp_path), "N1").versions] == ["A1.1", "N1", "N1"]


def test_figures_of_a_table_belong_to_their_kpi(tmp_path: Path) -> None:
    past = Past()
    past.commit(
        "2016-01-04",
        {"plans/p.yaml": PLAN, "kpis/k.yaml": KPIS, "kpis/k1.csv": "period,value\n2016-04,80\n2016-05,81\n"},
    )
    past.commit("2016-02-01", {"kpis/k1.csv": "period,value\n2016-05,81\n2016-04,80\n"})
    past.commit("2016-03-01", {"kpis/k1.csv": 'kpi,period,value,note\nk1,2016-04,80,"a, b"\nk1,2016-05,99,\n'})
    past.commit(
        "2016-04-01",
        {
            "kpis/k.yaml": "kpis:\n  - id: k1\n    title: Visits\n    owner: head\n"
            "    observations:\n      2016-05: 99\n      2016-04: {value: 80, note: 'a, b'}\n",
            "kpis/k1.csv": None,
        },
    )
    life = of(history(past, tmp_path), "k1")
    values = [
        [one.value for one in version.entry.observations] for version in life.versions if isinstance(version.entry, Kpi)
    ]
    assert values == [[80, 81], [80, 99]]
    assert life.plan == "p"


def test_a_merge_counts_as_one_commit_unless_all_are_asked_for(tmp_path: Path) -> None:
    past = Past()
    first = past.commit("2016-01-04", {"plans/p.yaml": PLAN})
    ours = past.commit("2016-02-01", {"plans/p.yaml": PLAN.replace("Understood", "Known")}, parents=(first,))
    side = past.commit(
        "2016-02-02", {"plans/q.yaml": SKELETON.replace("id: p", "id: q")}, parents=(first,), branch="side"
    )
    side = past.commit(
        "2016-02-03",
        {"plans/q.yaml": SKELETON.replace("id: p, title: A plan", "id: q, title: New")},
        parents=(side,),
        branch="side",
        by="B <b@example.org>",
    )
    merged = {"plans/q.yaml": SKELETON.replace("id: p, title: A plan", "id: q, title: New")}
    past.commit("2016-03-01", merged, parents=(ours, side))
    found = history(past, tmp_path)
    assert days(found.by_key["q", "plan", "q"]) == ["2016-03-01"]
    whole = read_history(tmp_path, first_parent=False)
    assert days(whole.by_key["q", "plan", "q"]) == ["2016-02-02", "2016-02-03"]


def test_authors_are_those_of_the_mailmap(tmp_path: Path) -> None:
    past = Past()
    past.commit(
        "2016-01-04", {"plans/p.yaml": PLAN, ".mailmap": "Anne Other <anne@example.org> <a.officer@example.org>\n"}
    )
    (commit,) = history(past, tmp_path).commits
    assert (commit.author, commit.email) == ("Anne Other", "anne@example.org")


def test_versions_that_cannot_be_read_are_skipped_and_said_once(tmp_path: Path) -> None:
    past = Past()
    past.commit("2016-01-04", {"plans/p.yaml": PLAN})
    past.commit("2016-02-01", {"plans/p.yaml": PLAN + "actions: [\n"})
    past.commit("2016-02-02", {"plans/p.yaml": b"\xff\xfe\0"})
    past.commit("2016-03-01", {"plans/p.yaml": PLAN.replace("2016-09-30", "2016-10-31")})
    found = history(past, tmp_path)
    assert [(gap.path, str(gap.commit.day)) for gap in found.gaps] == [("plans/p.yaml", "2016-02-01")]
    assert days(of(found, "A1.1")) == ["2016-01-04", "2016-03-01"]


def test_a_shallow_clone_is_incomplete(tmp_path: Path) -> None:
    past = Past()
    past.commit("2016-01-04", {"plans/p.yaml": PLAN})
    past.commit("2016-02-01", {"plans/p.yaml": PLAN.replace("2016-09-30", "2016-10-31")})
    past.commit("2016-03-01", {"README.md": "x"})
    past.write(tmp_path / "whole")
    git(tmp_path, "clone", "--quiet", "--depth=2", f"file://{tmp_path}/whole", "shallow")
    found = read_history(tmp_path / "shallow")
    assert [(str(gap.commit.day), gap.path) for gap in found.gaps] == [("2016-02-01", "")]
    assert "shallow clone" in found.gaps[0].why


def test_a_shallow_clone_is_incomplete_even_if_the_plan_began_later(tmp_path: Path) -> None:
    past = Past()
    for day in ("2016-01-04", "2016-01-05"):
        past.commit(day, {"README.md": day})
    past.commit("2016-02-01", {"plans/p.yaml": PLAN})
    past.write(tmp_path / "whole")
    git(tmp_path, "clone", "--quiet", "--depth=2", f"file://{tmp_path}/whole", "shallow")
    (gap,) = read_history(tmp_path / "shallow").gaps
    assert (str(gap.commit.day), gap.commit.author) == ("2016-01-05", "A. Officer")


def test_names_of_files_may_be_any_bytes(tmp_path: Path) -> None:
    past = Past()
    past.commit("2016-01-04", {"plans/p.yaml": PLAN, '"kpis/\\377\\n.yaml"': KPIS})
    past.commit("2016-02-01", {"plans/p.yaml": PLAN.replace("2016-09-30", "2016-10-31"), '"kpis/\\377\\n.yaml"': "["})
    (gap,) = history(past, tmp_path).gaps
    assert gap.path == "kpis/\ufffd\n.yaml"


def test_a_work_tree_of_its_own_and_a_submodule_have_a_history(tmp_path: Path) -> None:
    past = Past()
    past.commit("2016-01-04", {"plans/p.yaml": PLAN})
    past.write(tmp_path / "one")
    git(tmp_path / "one", "worktree", "add", "--quiet", "--detach", "../two")
    git(tmp_path, "init", "--quiet", "above")
    git(tmp_path / "above", "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "../one", "plan")
    for root in (tmp_path / "two", tmp_path / "above" / "plan"):
        assert days(of(read_history(root), "A1.1")) == ["2016-01-04"]


def test_without_a_repository_there_is_a_plain_sentence(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    with pytest.raises(PapError, match="is not in a git repository"):
        read_history(tmp_path / "none")
    git(tmp_path, "init", "--quiet", "empty")
    with pytest.raises(PapError, match="has no commits"):
        read_history(tmp_path / "empty")
    past = Past()
    past.commit("2016-01-04", {"plans/p.yaml": PLAN})
    past.write(tmp_path / "one")
    git(tmp_path, "clone", "--quiet", "--bare", "one", "bare.git")
    with pytest.raises(PapError, match="is not in a git repository"):
        read_history(tmp_path / "bare.git")


def test_files_that_are_missing_are_said(tmp_path: Path) -> None:
    past = Past()
    past.commit("2016-01-04", {"plans/p.yaml": PLAN})
    past.commit("2016-02-01", {"plans/p.yaml": PLAN.replace("2016-09-30", "2016-10-31")})
    past.write(tmp_path / "whole")
    git(tmp_path / "whole", "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", f"file://{tmp_path}/whole", "part")
    found = read_history(tmp_path / "part")
    assert [gap.why for gap in found.gaps] == ["missing from this clone"]


def test_a_workspace_that_moves_there_and_back_is_followed(tmp_path: Path) -> None:
    past = Past()
    past.commit("2016-01-04", {"a/plans/p.yaml": PLAN, "a/kpis/k.yaml": KPIS})
    past.commit(
        "2016-02-01", {"a/plans/p.yaml": None, "a/kpis/k.yaml": None, "plans/p.yaml": PLAN, "kpis/k.yaml": KPIS}
    )
    moved = PLAN.replace("2016-09-30", "2016-10-31")
    past.commit("2016-03-01", {"plans/p.yaml": moved})
    past.commit(
        "2016-04-01", {"plans/p.yaml": None, "kpis/k.yaml": None, "a/plans/p.yaml": moved, "a/kpis/k.yaml": KPIS}
    )
    found = history(past, tmp_path, "a")
    assert {life.id: days(life) for life in found.lives if len(life.versions) > 1} == {
        "A1.1": ["2016-01-04", "2016-03-01"]
    }


def test_a_header_that_moves_to_a_file_before_or_after_its_own_is_no_change(tmp_path: Path) -> None:
    past = Past()
    past.commit("2016-01-04", {"plans/p/m.yaml": SKELETON, "plans/p/steps.yaml": STEPS})
    past.commit("2016-02-01", {"plans/p/m.yaml": None, "plans/p/a.yaml": SKELETON})
    past.commit("2016-03-01", {"plans/p/a.yaml": None, "plans/p/z.yaml": SKELETON})
    assert {len(life.versions) for life in history(past, tmp_path).lives} == {1}


def test_a_figure_that_is_a_quotient_is_in_the_unit_of_its_kpi(tmp_path: Path) -> None:
    kpi = "kpis: [{id: k1, title: T, unit: percent, observations: {2016-04: {numerator: 4, denominator: 5}}}]\n"
    past = Past()
    past.commit("2016-01-04", {"plans/p.yaml": PLAN, "kpis/k.yaml": kpi})
    past.commit("2016-02-01", {"kpis/k.yaml": kpi.replace("{numerator: 4, denominator: 5}", "80")})
    life = of(history(past, tmp_path), "k1")
    assert [version.entry.observations[0].value for version in life.versions if isinstance(version.entry, Kpi)] == [
        80,
        80,
    ]
