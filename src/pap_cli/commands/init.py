"""`pap init`."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from pap_cli.options.app import invocation, single


def _ci_names(incomplete: str) -> list[str]:
    from pap_cli.starter import ci_names

    return [name for name in ci_names() if name.startswith(incomplete)]


@single(example="pap init --example my-plan")
def app(
    context: typer.Context,
    folder: Annotated[str, typer.Argument(metavar="DIR", help="Where to write it; made if it is not there.")] = ".",
    example: Annotated[bool, typer.Option("--example", help="A small plan with something to see in it.")] = False,
    ci: Annotated[
        str | None,
        typer.Option(
            "--ci",
            metavar="NAME",
            help="Also a pipeline that checks the plan: azure, github or gitlab. Where there is a plan, only that.",
            autocompletion=_ci_names,
        ),
    ] = None,
) -> None:
    """Write a small workspace to start from, or a pipeline for CI.

    A pap.toml, a plan and KPIs, with remarks. Nothing that is there is ever overwritten.
    """
    from pap_cli.output.write import write_out, write_whole

    root = Path(invocation(context).workspace or ".") / folder
    there = _workspace_at(root) if ci is not None and not example else None
    workspace = {} if there else _new_workspace(root, "example" if example else "empty")
    pipeline = {} if ci is None else _pipeline(ci, there or root)
    written = workspace | pipeline
    _make_folders(written)
    for path, text in written.items():
        write_whole(path, text)
    for path in written:
        write_out(f"wrote {path.as_posix()}\n")
    if workspace:
        write_out(f"next:  pap {'' if str(root) == '.' else f'-C {shlex.quote(str(root))} '}status\n")
    for path in pipeline:
        write_out(f"next:  read what {path.as_posix()} says at its head, then commit it\n")


def _workspace_at(folder: Path) -> Path | None:
    """The workspace that a folder is or lies in; None if there is none, or no such folder."""
    from pap_cli.errors import PapError
    from pap_cli.load.workspace.files import find_workspace

    try:
        return find_workspace(folder)
    except PapError:
        return None


def _new_workspace(root: Path, kind: str) -> dict[Path, str]:
    """The files of a workspace to start from, with dates from today on.

    Raises:
        PapError: there is a workspace already.
    """
    from pap_cli.clock import today
    from pap_cli.starter import workspace_files

    written = {root / name: text for name, text in workspace_files(kind, today()).items()}
    _must_be_free(root / "plans", root / "kpis", *written, help="name an empty folder: pap init DIR")
    return written


def _pipeline(ci: str, workspace: Path) -> dict[Path, str]:
    """The pipeline of a CI system, at the root of the repository that a workspace is in, or else in the workspace.

    Raises:
        PapError: there is no such CI system, it has a pipeline already, or a pipeline could not name the workspace.
    """
    from pap_cli.errors import PapError
    from pap_cli.starter import ci_names, pipeline_files

    if ci not in ci_names():
        raise PapError(f"--ci: “{ci}” is not one of {', '.join(ci_names())}")
    folder = workspace.resolve()
    root = next((above for above in (folder, *folder.parents) if (above / ".git").exists()), folder)
    files = pipeline_files(ci, folder.relative_to(root).as_posix())
    written = {_shown(root / name): text for name, text in files.items()}
    _must_be_free(*written, help="rename it, run this again, and put the two together")
    return written


def _must_be_free(*paths: Path, help: str) -> None:
    from pap_cli.errors import PapError

    for path in paths:
        if path.exists() or path.is_symlink():
            raise PapError(f"{path} is there already; nothing was written", help)


def _make_folders(files: Iterable[Path]) -> None:
    """Make the folders that files are to be written in.

    Raises:
        PapError: one cannot be made.
    """
    from pap_cli.errors import PapError

    for path in files:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise PapError(f"cannot write to {path.parent}: {(error.strerror or str(error)).lower()}") from None


def _shown(path: Path) -> Path:
    """A path as a person in the current folder would write it."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
