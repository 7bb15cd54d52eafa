"""A git commit of just the files that a command changed, with a message that a program can read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pap_cli.edit.draft.edits import Effect
from pap_cli.edit.store.journal import Entry
from pap_cli.errors import PapError
from pap_cli.load.workspace.git import commit_files, output


def require_repository(root: Path) -> None:
    """Check that a commit can be made.

    Raises:
        PapError: if the workspace is not in a git repository.
    """
    if output(root, "rev-parse", "--is-inside-work-tree") != "true":
        raise PapError("--commit: the workspace is not in a git repository", "leave out --commit, or run  git init")


def commit(root: Path, names: Sequence[str], message: str) -> None:
    """Commit files; nothing else that is changed or staged gets into the commit.

    Raises:
        PapError: if git refuses; the files stay changed.
    """
    refusal = commit_files(root, names, message)
    if refusal:
        raise PapError(
            f"the files are changed, but git made no commit: {refusal}", "commit them yourself, or run  pap undo"
        )


def message(command: str, effects: Sequence[Effect]) -> str:
    """Return the message: what happened, a line for each item that says what was done, and trailers for programs."""
    ids = ", ".join(dict.fromkeys(one.edit.item.id for one in effects))
    title = f"{ids}: {effects[0].edit.did}" if len(effects) == 1 else f"{command}: {ids}"
    lines = [_one_line(one.sentence()) for one in effects]
    trailers: list[str] = []
    for one in effects:
        plan = f"{one.edit.item.plan}/" if one.edit.item.plan else ""
        trailers += [f"Pap-Item: {plan}{one.edit.item.id}", f"Pap-Fact: {one.edit.key}"]
    return f"{_one_line(title)}\n\n" + "\n".join(lines) + "\n\n" + "\n".join(trailers) + "\n"


def revert_message(entry: Entry, *, redo: bool) -> str:
    """Return the message for a command that was taken back, or made again: its lines of effect, and a trailer."""
    verb = "Redo" if redo else "Undo"
    command = _one_line(entry.command)
    lines = "".join(f"{_one_line(line)}\n" for line in entry.effects)
    return f"{verb} {command}\n\n{lines}\nPap-{verb}: {command}\n"


def changed_in_git(root: Path, names: Sequence[str]) -> list[str]:
    """Return the files that differ from the last commit."""
    status = ("status", "--porcelain", "--untracked-files=all", "--")
    return [name for name in names if output(root, *status, name)]


def _one_line(text: str) -> str:
    return " ".join(text.split())
