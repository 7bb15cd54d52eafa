"""`pap init`."""

from __future__ import annotations

import shlex
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pap_cli.commands._app import single

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def _files(folder: Traversable, prefix: str = "") -> dict[str, str]:
    """Every file below a folder of the package, by its path."""
    found: dict[str, str] = {}
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            found |= _files(entry, f"{prefix}{entry.name}/")
        else:
            found[prefix + entry.name] = entry.read_text(encoding="utf-8")
    return found


def _dated(text: str, dates: dict[str, date]) -> str:
    """A starter file with its words for dates replaced by days from today on."""
    for word, day in dates.items():
        text = text.replace(word, day.isoformat())
    return text


@single(example="pap init --example my-plan")
def app(
    context: typer.Context,
    folder: Annotated[str, typer.Argument(metavar="DIR", help="Where to write it; made if it is not there.")] = ".",
    example: Annotated[bool, typer.Option("--example", help="A small plan with something to see in it.")] = False,
) -> None:
    """Write a small workspace to start from.

    A pap.toml, a plan and KPIs, with remarks. Nothing that is there is ever overwritten.
    """
    from importlib.resources import files

    from pap_cli.commands._options import today
    from pap_cli.commands._output import write_out, write_whole
    from pap_cli.errors import PapError
    from pap_cli.model.dates import add_months

    start = today()
    dates = {"FIRST-DUE-DATE": add_months(start, 3), "START-DATE": start}
    written = _files(files("pap_cli.starter") / ("example" if example else "empty"))
    root = Path(context.find_root().obj or ".") / folder
    for name in ("plans", "kpis", *written):
        if (root / name).exists() or (root / name).is_symlink():
            raise PapError(f"{root / name} is there already; nothing was written", "name an empty folder: pap init DIR")
    try:
        for name in written:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PapError(f"cannot write to {root}: {(error.strerror or str(error)).lower()}") from None
    for name, text in written.items():
        write_whole(root / name, _dated(text, dates))
    for name in written:
        write_out(f"wrote {(root / name).as_posix()}\n")
    write_out(f"next:  pap {'' if str(root) == '.' else f'-C {shlex.quote(str(root))} '}status\n")
