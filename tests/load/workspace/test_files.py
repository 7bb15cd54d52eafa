from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from time import process_time

import pytest

from pap_cli.errors import PapError
from pap_cli.load.workspace import files
from pap_cli.load.workspace.files import FileReader, find_workspace, kpi_files, plan_units
from pap_cli.load.workspace.loader import Workspace, open_workspace
from pap_cli.problems.entries import UNKNOWN_KEY
from pap_cli.problems.files import NO_PLAN

Write = Callable[[Mapping[str, str | bytes]], Path]
PLAN = "plan: {id: p, title: A plan, start: 2016-01-04}\n"

posix_only = pytest.mark.skipif(os.name != "posix", reason="needs links, pipes and permissions")


def told(workspace: Workspace) -> list[tuple[str, str]]:
    return [(one.rule.name, one.path) for one in workspace.diagnostics]


@pytest.mark.parametrize("below", [".", "plans", "docs/deep/deeper"])
@pytest.mark.parametrize("folder", ["plans", "kpis"])
def test_a_workspace_is_found_from_below(tmp_path: Path, below: str, folder: str) -> None:
    (tmp_path / folder).mkdir()
    start = tmp_path / below
    start.mkdir(parents=True, exist_ok=True)
    assert find_workspace(start) == tmp_path.resolve()


def test_the_nearest_workspace_is_taken(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    inner = tmp_path / "inner"
    (inner / "kpis").mkdir(parents=True)
    assert find_workspace(inner / "kpis") == inner.resolve()


@pytest.mark.parametrize("git", ["folder", "file"])
def test_the_search_stops_at_the_root_of_a_repository(tmp_path: Path, git: str) -> None:
    (tmp_path / "plans").mkdir()
    repository = tmp_path / "repository"
    (repository / "docs").mkdir(parents=True)
    if git == "folder":
        (repository / ".git").mkdir()
    else:
        (repository / ".git").write_text("gitdir: elsewhere\n")
    with pytest.raises(PapError):
        find_workspace(repository / "docs")
    (repository / "kpis").mkdir()
    assert find_workspace(repository / "docs") == repository.resolve()


def test_no_such_folder(tmp_path: Path) -> None:
    with pytest.raises(PapError, match="folder not found"):
        find_workspace(tmp_path / "nowhere")
    (tmp_path / "file").write_text("")
    with pytest.raises(PapError, match="folder not found"):
        find_workspace(tmp_path / "file")


def test_a_file_named_plans_is_no_workspace(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "plans").write_text("")
    with pytest.raises(PapError):
        find_workspace(tmp_path)


def test_files_and_folders_of_plans_in_the_order_of_their_names(write: Write) -> None:
    root = write(
        {
            "plans/b.yaml": PLAN,
            "plans/a.yml": PLAN,
            "plans/c/z.yaml": PLAN,
            "plans/c/a.yaml": PLAN,
            "plans/c/deep/b.yaml": PLAN,
            "plans/.hidden.yaml": PLAN,
            "plans/.git/x.yaml": PLAN,
            "plans/c/.draft.yaml": PLAN,
            "plans/notes.md": "",
            "plans/d.yaml.bak": "",
            "plans/empty/notes.txt": "",
        }
    )
    units = [(unit.name, [path.name for path in unit.paths], unit.folder) for unit in plan_units(root)]
    assert units == [
        ("a.yml", ["a.yml"], False),
        ("b.yaml", ["b.yaml"], False),
        ("c", ["a.yaml", "b.yaml", "z.yaml"], True),
    ]


def test_kpi_files_are_found_below_too(write: Write) -> None:
    root = write({"kpis/b.yaml": "", "kpis/a/z.yml": "", "kpis/.x.yaml": "", "kpis/readme": ""})
    assert [path.relative_to(root).as_posix() for path in kpi_files(root)] == ["kpis/a/z.yml", "kpis/b.yaml"]


def test_a_workspace_without_plans_or_kpis_is_empty(tmp_path: Path) -> None:
    assert list(plan_units(tmp_path)) == []
    assert kpi_files(tmp_path) == ()
    assert open_workspace(tmp_path).portfolio.plans == ()


@posix_only
def test_a_link_out_of_the_workspace_is_not_followed(write: Write, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.yaml").write_text(PLAN)
    root = write({"plans/p.yaml": PLAN})
    (root / "plans" / "link.yaml").symlink_to(outside / "secret.yaml")
    (root / "plans" / "folder").symlink_to(outside)
    (root / "pap.toml").symlink_to(outside / "secret.yaml")
    workspace = open_workspace(root)
    assert told(workspace) == [
        ("unreadable-file", "pap.toml"),
        ("unreadable-file", "plans/folder"),
        ("unreadable-file", "plans/link.yaml"),
    ]
    assert set(workspace.sources) == {"plans/p.yaml"}


@posix_only
def test_a_link_within_the_workspace_is_read(write: Write) -> None:
    root = write({"drafts/p.yaml": PLAN})
    (root / "plans" / "p.yaml").symlink_to(root / "drafts" / "p.yaml")
    workspace = open_workspace(root)
    assert (told(workspace), [plan.id for plan in workspace.portfolio.plans]) == ([], ["p"])


@posix_only
def test_links_to_nothing_to_themselves_and_round_in_a_circle(write: Write) -> None:
    root = write({"plans/p.yaml": PLAN})
    (root / "plans" / "broken.yaml").symlink_to(root / "plans" / "gone.yaml")
    (root / "plans" / "self.yaml").symlink_to(root / "plans" / "self.yaml")
    (root / "kpis").mkdir()
    (root / "kpis" / "round").symlink_to(root / "kpis")
    workspace = open_workspace(root)
    assert told(workspace) == [("unreadable-file", "plans/broken.yaml"), ("unreadable-file", "plans/self.yaml")]


@posix_only
def test_a_workspace_behind_a_link_is_read(write: Write, tmp_path: Path) -> None:
    root = write({"real/plans/p.yaml": PLAN})
    (tmp_path / "link").symlink_to(root / "real")
    assert told(open_workspace(tmp_path / "link")) == []


@posix_only
def test_what_is_named_like_a_file_and_is_none(write: Write) -> None:
    root = write({"plans/p.yaml": PLAN, "plans/folder.yaml/x.yaml": PLAN})
    os.mkfifo(root / "plans" / "pipe.yaml")
    workspace = open_workspace(root)
    assert told(workspace) == [("unreadable-file", "plans/folder.yaml"), ("unreadable-file", "plans/pipe.yaml")]
    assert [plan.id for plan in workspace.portfolio.plans] == ["p"]


@posix_only
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_files_and_folders_that_may_not_be_read(write: Write) -> None:
    root = write({"plans/p.yaml": PLAN, "plans/closed.yaml": PLAN, "kpis/k.yaml": ""})
    (root / "plans" / "closed.yaml").chmod(0)
    (root / "kpis").chmod(0)
    try:
        workspace = open_workspace(root)
    finally:
        (root / "kpis").chmod(0o755)
    assert told(workspace) == [("unreadable-file", "plans/closed.yaml")]


@pytest.mark.parametrize("closed", ["plans", "kpis", "plans/two", "plans/two/deep", "kpis/deep"])
def test_a_folder_that_cannot_be_listed(write: Write, monkeypatch: pytest.MonkeyPatch, closed: str) -> None:
    root = write(
        {"plans/p.yaml": PLAN, "plans/two/plan.yaml": PLAN, "plans/two/deep/x.yaml": "", "kpis/deep/k.yaml": ""}
    )
    listed = Path.iterdir

    def refuse(folder: Path) -> Iterator[Path]:
        if folder == root / closed:
            raise PermissionError(13, "Permission denied")
        return listed(folder)

    monkeypatch.setattr(Path, "iterdir", refuse)
    workspace = open_workspace(root)
    assert ("unreadable-file", closed) in told(workspace)
    assert "cannot read this folder" in next(one.message for one in workspace.diagnostics if one.path == closed)
    assert not workspace.portfolio.whole


@posix_only
def test_folders_deeper_than_calls_can_be(write: Write) -> None:
    root = write({"plans/p.yaml": PLAN})
    deep = [f"{root}/plans" + "/a" * depth for depth in range(1, 1050)]  # Python gives up at 1,000 calls
    for folder in deep:
        os.mkdir(folder)  # noqa: PTH102 - pathlib calls itself for each of them
    parts = [f"{folder}/part.yaml" for folder in deep[::50]]
    for part in parts:
        Path(part).write_text("")
    started = process_time()
    try:
        assert [(unit.name, len(unit.paths)) for unit in plan_units(root)] == [("a", len(parts)), ("p.yaml", 1)]
        assert len(open_workspace(root).portfolio.plans) == 1
        assert process_time() - started < 10  # it was 25 seconds when each folder's links were followed from the top
    finally:
        for part in parts:
            os.remove(part)  # noqa: PTH107
        for folder in reversed(deep):
            os.rmdir(folder)  # noqa: PTH106


@posix_only
def test_a_link_to_everything_is_not_walked(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write({"plans/p.yaml": PLAN, "plans/two/plan.yaml": PLAN})
    (root / "plans" / "all").symlink_to("/")
    (root / "plans" / "two" / "all").symlink_to("/")
    (root / "kpis").symlink_to("/")
    listed: list[Path] = []
    iterdir = Path.iterdir

    def watched(folder: Path) -> Iterator[Path]:
        listed.append(folder)
        return iterdir(folder)

    monkeypatch.setattr(Path, "iterdir", watched)
    workspace = open_workspace(root)
    refused = [one.path for one in workspace.diagnostics if "outside the workspace" in one.message]
    assert refused == ["kpis", "plans/all", "plans/two/all"]
    assert listed == [root / "plans", root / "plans" / "two"]


@posix_only
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_settings_that_are_no_file(write: Write, make: Callable[[Path], None]) -> None:
    root = write({"plans/p.yaml": PLAN})
    make(root / "pap.toml")
    workspace = open_workspace(root)
    assert told(workspace) == [("unreadable-file", "pap.toml")]
    assert workspace.diagnostics[0].message == "not a regular file"


def test_a_file_that_vanishes_before_it_is_read(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write({"plans/gone.yaml": PLAN, "plans/p.yaml": PLAN.replace("id: p", "id: q")})
    monkeypatch.setattr(files.FileReader, "_outside", lambda _, path: path.name == "gone.yaml" and path.unlink())
    workspace = open_workspace(root)
    assert told(workspace) == [("unreadable-file", "plans/gone.yaml")]
    assert "no such file" in workspace.diagnostics[0].message
    assert [plan.id for plan in workspace.portfolio.plans] == ["q"]


def test_a_file_that_grows_while_it_is_read(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write({"plans/p.yaml": PLAN})
    monkeypatch.setattr(files, "MAX_BYTES", len(PLAN))
    stat = Path.stat

    def growing(path: Path, **words: bool) -> os.stat_result:
        found = stat(path, **words)
        if path.name == "p.yaml":
            path.write_text(PLAN + "# more")
        return found

    monkeypatch.setattr(Path, "stat", growing)
    assert told(open_workspace(root)) == [("unreadable-file", "plans/p.yaml")]


def test_a_file_that_fails_while_it_is_read(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write({"plans/p.yaml": PLAN})

    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", fail)
    workspace = open_workspace(root)
    assert told(workspace) == [("unreadable-file", "plans/p.yaml")]
    assert "input/output error" in workspace.diagnostics[0].message


def test_a_file_larger_than_any_plan(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 10)
    root = write({"plans/p.yaml": PLAN, "plans/small.yaml": "# 9 bytes"})
    assert told(open_workspace(root)) == [("no-plan", "plans/small.yaml"), ("unreadable-file", "plans/p.yaml")][::-1]


@posix_only
def test_a_file_name_that_is_no_text(write: Write) -> None:
    root = write({"plans/p.yaml": PLAN})
    try:
        Path(os.fsdecode(os.fsencode(root / "plans") + b"/\xff.yaml")).write_text("x: y\n")
    except OSError:
        pytest.skip("this file system takes no such name")
    for one in open_workspace(root).diagnostics:
        assert one.path.encode("utf-8")
        assert one.rule in (UNKNOWN_KEY, NO_PLAN)


def test_a_name_is_relative_and_has_slashes(tmp_path: Path) -> None:
    assert FileReader(tmp_path).name(tmp_path.resolve() / "plans" / "a" / "b.yaml") == "plans/a/b.yaml"
