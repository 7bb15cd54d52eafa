"""What `pap undo` and `pap redo` share: show what they will do, ask, and do it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pap_cli.context.context import Context
from pap_cli.options.app import option
from pap_cli.options.writing import locked_for

DryRun = Annotated[bool, option("--dry-run", None, "Show the difference in the files, and change nothing.")]
Yes = Annotated[bool, option("--yes -y", None, "Do not ask.")]
Commit = Annotated[
    bool, option("--commit", None, "Make a git commit of the changed files. [edit] commit in pap.toml does too.")
]
# The shared options that apply.
NAMES = ("workspace", "format", "output", "color")


def revert_last(context: Context, *, redo: bool, dry_run: bool, yes: bool, commits: bool) -> None:
    """Take the last command back, or make again the one that was last taken back.

    Raises:
        PapError: if there is none, or a file was changed since.
    """
    from pap_cli.clock import now
    from pap_cli.edit.draft.commit import changed_in_git, commit, require_repository, revert_message
    from pap_cli.edit.pages.undone import UndoView, next_of, preview
    from pap_cli.edit.store.journal import Standing
    from pap_cli.edit.store.write import revert
    from pap_cli.output.difference import write_difference

    then = Standing.DONE if redo else Standing.UNDONE
    with locked_for(context) as state:
        root = context.find_root()
        entry = next_of(state, then)
        files = preview(root, entry, then)
        view = UndoView(entry=entry, then=then, files=files, written=not dry_run)
        commits = not dry_run and (commits or _commits(root))
        if not dry_run:
            if commits:
                require_repository(root)
            if not yes and sys.stdin.isatty() and sys.stdout.isatty():
                asked = UndoView(entry=entry, then=then, files=files, written=False)
                write_difference(f"{asked.difference()}{asked.sentence()}\n")
                if not typer.confirm("Change the files like this?", default=True):
                    raise typer.Exit(1)
            revert(root, state, entry, then=then, now=now())
        if dry_run and context.options.format is None and context.options.output is None:
            write_difference(view.difference())
        else:
            context.show(view)
        names = changed_in_git(root, [one.name for one in files]) if commits else []
        if names:  # none if the command that is taken back made no commit
            commit(root, names, revert_message(entry, redo=redo))


def _commits(root: Path) -> bool:
    from pap_cli.load.workspace.config import read_config
    from pap_cli.load.workspace.files import FileReader

    return read_config(FileReader(root)).edit.commit
