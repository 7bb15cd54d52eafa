"""`pap init`."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from pap_cli.options.app import option, single


def _ci_names(incomplete: str) -> list[str]:
    from pap_cli.starter import ci_names

    return [name for name in ci_names() if name.startswith(incomplete)]


@single(example="pap init --example my-plan")
def app(
    context: typer.Context,
    folder: Annotated[
        str, typer.Argument(metavar="DIR", help="Folder to create it in. It is created if it does not exist.")
    ] = ".",
    example: Annotated[
        bool, option("--example", None, "Create an example plan instead of an almost empty one.")
    ] = False,
    ci: Annotated[
        str | None,
        option(
            "--ci",
            "NAME",
            "Also create a CI pipeline: azure, github or gitlab. In an existing workspace, create only the pipeline.",
            _ci_names,
        ),
    ] = None,
) -> None:
    """Create a small workspace, or a CI pipeline.

    Writes pap.toml, a plan and KPIs, with comments, and their JSON Schemas for editors. Never overwrites a file.
    """
    from pap_cli.output.write import write_file, write_out

    root = Path(context.find_root().params.get("workspace") or ".") / folder
    existing = _workspace_at(root) if ci is not None and not example else None
    workspace = {} if existing else _new_workspace(root, "example" if example else "empty")
    pipeline = {} if ci is None else _pipeline(ci, existing or root)
    written = workspace | pipeline
    _make_folders(written)
    for path, text in written.items():
        write_file(path, text)
    for path in written:
        write_out(f"wrote {path.as_posix()}\n")
    if workspace:
        write_out(f"next:  pap {'' if str(root) == '.' else f'-C {shlex.quote(str(root))} '}status\n")
    for path in pipeline:
        write_out(f"next:  read the comment at the top of {path.as_posix()}, then commit it\n")


def _workspace_at(folder: Path) -> Path | None:
    """Return the workspace that contains a folder; None if there is none, or no such folder."""
    from pap_cli.errors import PapError
    from pap_cli.load.workspace.files import find_workspace

    try:
        return find_workspace(folder)
    except PapError:
        return None


def _new_workspace(root: Path, kind: str) -> dict[Path, str]:
    """Return the files of a new workspace, with dates from today on.

    Raises:
        PapError: if there already is a workspace.
    """
    from pap_cli.clock import today
    from pap_cli.starter import workspace_files

    written = {root / name: text for name, text in workspace_files(kind, today()).items()}
    _must_be_free(root / "plans", root / "kpis", *written, help="choose an empty folder:  pap init DIR")
    return written


def _pipeline(ci: str, workspace: Path) -> dict[Path, str]:
    """Return the pipeline of a CI system, at the root of the workspace's repository or, without one, in the workspace.

    Raises:
        PapError: if CI is unknown, there already is a pipeline, or it could not name the workspace.
    """
    from pap_cli.errors import PapError
    from pap_cli.starter import ci_names, pipeline_files

    if ci not in ci_names():
        raise PapError(f"--ci: unknown value “{ci}”", f"write one of {', '.join(ci_names())}")
    folder = workspace.resolve()
    root = next((above for above in (folder, *folder.parents) if (above / ".git").exists()), folder)
    files = pipeline_files(ci, folder.relative_to(root).as_posix())
    written = {_shown(root / name): text for name, text in files.items()}
    _must_be_free(*written, help="rename it, run this again, then merge the two files")
    return written


def _must_be_free(*paths: Path, help: str) -> None:
    from pap_cli.errors import PapError

    for path in paths:
        if path.exists() or path.is_symlink():
            raise PapError(f"{path} already exists; nothing was written", help)


def _make_folders(files: Iterable[Path]) -> None:
    """Create the folders of files.

    Raises:
        PapError: if one cannot be created.
    """
    from pap_cli.errors import PapError

    for path in files:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise PapError(f"cannot write to {path.parent}: {(error.strerror or str(error)).lower()}") from None


def _shown(path: Path) -> Path:
    """Return a path as a user in the current folder would type it."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
