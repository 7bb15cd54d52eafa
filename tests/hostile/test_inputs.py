"""Whatever a file holds: a finding with its place, exit 1, nothing that anybody obeys, and the other plans assessed."""

from __future__ import annotations

import csv
import json
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from commands.running import PLAN, Ran, make_workspace, run_here
from hostile.inputs import INPUTS, OBEYED, Input
from hostile.streams import harmless
from pap_cli.formats import find_format
from render.formats import TEXT_FORMATS

AS_OF = ("--as-of", "2016-10-14")
Run = Callable[..., Ran]
FORMATS = [name for name in TEXT_FORMATS if find_format(name).takes("findings")]
LISTS = [name for name in TEXT_FORMATS if find_format(name).takes("milestones")]


@pytest.fixture
def pap(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: str) -> Ran:
        return run_here(monkeypatch, capsys, *words)

    return run


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(make_workspace(tmp_path))
    monkeypatch.setattr(os, "fsync", lambda _: None)  # hundreds of reports, which no power cut has to leave whole
    (tmp_path / "kpis").mkdir()
    return tmp_path


def reports(folder: Path) -> Iterator[tuple[str, str]]:
    for name in FORMATS:
        yield name, (folder / f"out.{name}").read_bytes().decode("utf-8")


def checked(pap: Run, folder: Path, *words: str) -> tuple[Ran, list[dict[str, object]]]:
    """Check a workspace in every format at once, look at what each wrote, and give what was found."""
    ran = pap("check", *AS_OF, *words, *(f"--report={name}={folder}/out.{name}" for name in FORMATS))
    assert ran.err == ""
    harmless("full", ran.out)
    for name, text in reports(folder):
        harmless(name, text)
    return ran, json.loads((folder / "out.json").read_text(encoding="utf-8"))["diagnostics"]


def milestones(pap: Run) -> list[str]:
    return [one["id"] for one in json.loads(pap("milestones", *AS_OF, "-f", "json").out)["milestones"]]


@pytest.mark.parametrize("sent", INPUTS.values(), ids=INPUTS)
def test_a_file_that_a_stranger_sends(pap: Run, workspace: Path, sent: Input) -> None:
    (workspace / sent.name).write_bytes(sent.data)
    ran, found = checked(pap, workspace)
    assert ran.code == 1
    expected = (sent.rule, sent.name, sent.line, sent.column)
    told = [(one["rule"], one["path"], one["line"], one["column"] if sent.column else None) for one in found]
    assert expected in told
    assert {"A1.1", "A1.2"} <= set(milestones(pap))


@pytest.mark.parametrize("text", OBEYED)
@pytest.mark.parametrize("name", LISTS)
def test_text_that_somebody_would_obey_is_text_in_every_list(pap: Run, workspace: Path, text: str, name: str) -> None:
    plan = (
        PLAN.replace("Published", json.dumps(text))
        .replace("Plan one", json.dumps(text))
        .replace("Head of service", json.dumps(text))
    )
    (workspace / "plans" / "one.yaml").write_text(plan, encoding="utf-8")
    ran = pap("milestones", *AS_OF, "-f", name, "--color", "never")
    assert ran.code == 0
    harmless(name, ran.out)
    harmless("messages", ran.err)


@pytest.mark.parametrize("text", OBEYED)
def test_text_that_somebody_would_obey_is_text_in_every_finding(pap: Run, workspace: Path, text: str) -> None:
    written = json.dumps(text)
    plan = f"plan: {{id: {written}, title: X, start: {written}, {written}: 1}}\nowners: {{head: {written}}}\n"
    (workspace / "plans" / "x.yaml").write_text(plan, encoding="utf-8")
    (workspace / "pap.toml").write_text(f"[check]\nignore = [{written}]\n")
    ran, found = checked(pap, workspace)
    assert ran.code == 1
    assert {one["path"] for one in found} >= {"plans/x.yaml"}


@pytest.mark.parametrize("text", OBEYED)
def test_no_field_of_a_spreadsheet_starts_a_formula(pap: Run, workspace: Path, text: str) -> None:
    plan = PLAN.replace("Published", json.dumps(text))
    (workspace / "plans" / "one.yaml").write_text(plan, encoding="utf-8")
    rows = list(csv.reader(pap("milestones", *AS_OF, "-f", "csv").out.splitlines()))
    assert len({len(row) for row in rows}) == 1
    assert not [field for row in rows for field in row if field.lstrip()[:1] in tuple("=+-@")]


def test_html_stays_text_in_pages(pap: Run, workspace: Path) -> None:
    plan = PLAN.replace("Published", "'<script>alert(1)</script><img src=x onerror=y>'")
    (workspace / "plans" / "one.yaml").write_text(plan, encoding="utf-8")
    for name in ("markdown", "svg"):
        ran = pap("milestones", *AS_OF, "-f", name)
        assert "<script" not in ran.out
        assert "<img" not in ran.out
        assert "alert" in ran.out


@pytest.mark.skipif(os.name != "posix", reason="needs links and pipes")
@pytest.mark.parametrize(
    "kind", ["folder", "pipe", "link out", "link to a device", "link to itself", "link to nothing"]
)
def test_what_is_named_like_a_file(
    pap: Run, workspace: Path, tmp_path_factory: pytest.TempPathFactory, kind: str
) -> None:
    path = workspace / "plans" / "x.yaml"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        outside = tmp_path_factory.mktemp("outside") / "secret.yaml"
        outside.write_text(PLAN.replace("one", "secret"))
        where = {"link out": outside, "link to a device": Path("/dev/zero"), "link to itself": path}
        path.symlink_to(where.get(kind, workspace / "plans" / "gone.yaml"))
    ran, found = checked(pap, workspace)
    assert ran.code == 1
    assert [(one["rule"], one["path"]) for one in found if one["path"] == "plans/x.yaml"] == [
        ("unreadable-file", "plans/x.yaml")
    ]
    assert "secret" not in "".join(text for _, text in reports(workspace))
    assert milestones(pap) == ["A1.1", "A1.2"]


@pytest.mark.skipif(os.name != "posix", reason="such names are not allowed elsewhere")
@pytest.mark.parametrize(
    "name", ["\x1b]0;owned\x07.yaml", "::error::x.yaml", "a\n::error::b.yaml", "\u202elmay.yaml", "##[error]x.yaml"]
)
def test_a_name_that_somebody_would_obey(pap: Run, workspace: Path, name: str) -> None:
    (workspace / "plans" / name).write_text("a: [")
    ran, found = checked(pap, workspace)
    assert ran.code == 1
    assert len([one for one in found if one["rule"] == "yaml-syntax"]) == 1


@pytest.mark.parametrize(
    "command", ["status", "milestones", "kpis", "actions", "owners", "timeline", "reviews", "recommendations"]
)
def test_every_command_reads_on_beside_such_files(pap: Run, workspace: Path, command: str) -> None:
    for number, sent in enumerate(INPUTS.values()):
        folder, _, _ = sent.name.partition("/")
        (workspace / folder / f"x{number}.yaml").write_bytes(sent.data)
    ran = pap(command, *AS_OF)
    assert ran.code == 0
    harmless("plain", ran.out)
    harmless("messages", ran.err)
    assert threading.active_count() == 1


@pytest.mark.parametrize("line", ["select = ['']", "fail-on = 'never'", "ignore = ['ALL']"])
def test_settings_of_a_workspace_open_no_door(pap: Run, workspace: Path, line: str) -> None:
    (workspace / "pap.toml").write_text(f"[check]\n{line}\n[pap]\nplugins = ['evil']\neditor = 'run'\n")
    (workspace / "plans" / "x.yaml").write_bytes(INPUTS["a tag"].data)
    (workspace / "plans" / "y.yaml").symlink_to("/etc/hostname")
    ran, _ = checked(pap, workspace)
    assert ran.code in (0, 1)
    assert "os.system" not in pap("milestones", *AS_OF, "-f", "json").out
    assert pap("check", *AS_OF, "--fail-on", "error", "--ignore", "PAP2").code == 1
