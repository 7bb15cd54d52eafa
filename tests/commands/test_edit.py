"""An item opened in an editor, and the check afterwards."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from commands.running import Ran, Run
from conftest import Files

PLAN = """\
plan: {id: p, title: A plan, start: 2016-01-04}
owners: {head: Head of service}
recommendations:
  - {id: R1, title: Be clear}
actions:
  - id: A1
    title: "; touch here #"
    answers: R1
    owner: head
    milestones:
      - {id: A1.1, title: Published, due: 2016-12-30}
"""
# An editor that writes down its arguments, and does what is asked in a file beside it.
EDITOR = """\
import json, pathlib, sys
folder = pathlib.Path(__file__).parent
with open(folder / "arguments", "a", encoding="utf-8") as file:
    file.write(json.dumps(sys.argv[1:]) + "\\n")
exec((folder / "does.py").read_text(encoding="utf-8"))
"""


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def edit(
    pap: Run, write: Callable[[Files], Path], monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., Ran]:
    """Edits an item with an editor that runs some code, and answers questions."""
    root, folder = write({"plans/p.yaml": PLAN}), tmp_path_factory.mktemp("an editor")
    monkeypatch.chdir(root)
    (folder / "editor.py").write_text(EDITOR, encoding="utf-8")
    monkeypatch.setenv("VISUAL", f'"{sys.executable}" "{folder / "editor.py"}"')

    def run(id: str, does: str = "", answers: str = "") -> Ran:
        (folder / "does.py").write_text(does, encoding="utf-8")
        (folder / "arguments").unlink(missing_ok=True)
        monkeypatch.setattr(sys, "stdin", Terminal(answers))
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
        ran = pap("edit", id, "--as-of", "2016-10-14")
        run.arguments = (folder / "arguments").read_text(encoding="utf-8") if (folder / "arguments").exists() else ""  # type: ignore[attr-defined]
        return ran

    return run


def replacing(old: str, new: str) -> str:
    """Code that changes the file that is opened."""
    return (
        "path = pathlib.Path(sys.argv[-1])\n"
        f"path.write_text(path.read_text(encoding='utf-8').replace({old!r}, {new!r}), encoding='utf-8', newline='')\n"
    )


def test_the_file_is_opened_and_what_is_fine_is_not_spoken_of(edit: Callable[..., Ran]) -> None:
    ran = edit("A1.1", replacing("Published", "Printed"))
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_nothing_of_the_plan_is_in_the_arguments(edit: Callable[..., Ran]) -> None:
    edit("A1")
    assert edit.arguments.count("\n") == 1  # type: ignore[attr-defined]
    assert "touch" not in edit.arguments  # type: ignore[attr-defined]
    assert "p.yaml" in edit.arguments  # type: ignore[attr-defined]


def test_a_file_that_was_not_saved_is_said(edit: Callable[..., Ran]) -> None:
    ran = edit("A1.1")
    assert (ran.code, ran.err) == (0, "plans/p.yaml was not changed\n")


def test_a_new_finding_is_printed_and_no_reason_to_open_it_again(edit: Callable[..., Ran]) -> None:
    ran = edit("A1.1", replacing("2016-12-30", "2016-09-30"))
    assert ran.code == 0
    assert ran.err.startswith("plans/p.yaml:11: error: ")
    assert "overdue" in ran.err


def test_an_error_is_printed_and_the_file_is_opened_again_there(edit: Callable[..., Ran]) -> None:
    ran = edit("A1.1", replacing("2016-12-30", "2016-13-30"), answers="y\nn\n")
    assert ran.code == 1
    assert "plans/p.yaml:11: error: “2016-13-30” does not exist" in ran.err
    assert edit.arguments.count("\n") == 2  # type: ignore[attr-defined]


def test_a_file_that_cannot_be_read_any_more(edit: Callable[..., Ran]) -> None:
    ran = edit("A1.1", replacing("plan:", "plan: ["), answers="n\n")
    assert ran.code == 1
    assert "plans/p.yaml:" in ran.err
    assert "Traceback" not in ran.err


def test_an_editor_that_fails(edit: Callable[..., Ran]) -> None:
    ran = edit("A1.1", "sys.exit(3)")
    assert ran.code == 2
    assert "the editor ended with exit code 3" in ran.err


def test_an_unknown_id_names_the_nearest(edit: Callable[..., Ran]) -> None:
    ran = edit("A1.2")
    assert ran.code == 2
    assert "no item has the ID “A1.2”" in ran.err
    assert "did you mean A1.1?" in ran.err


def test_without_a_terminal_the_place_is_given(pap: Run, workspace: Path) -> None:
    ran = pap("edit", "A1.1", "--as-of", "2016-10-14")
    assert ran.code == 2
    assert "an editor needs a terminal" in ran.err
    assert "A1.1 is at plans/one.yaml:12" in ran.err
