"""`pap site`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from pap_cli.context.context import Context
from pap_cli.options.app import single
from pap_cli.options.shared import WORKSPACE_OPTIONS, with_context

if TYPE_CHECKING:
    from pap_cli.views.site.view import Site

QuartersOption = Annotated[
    str | None,
    typer.Option("--quarters", metavar="N", help="Number of past quarter ends to include. Default: 8."),
]


@single(example="pap site --as-of 2016-10-14 --output public")
@with_context(WORKSPACE_OPTIONS)
def app(
    context: Context,
    output: Annotated[str, typer.Option("--output", "-o", metavar="DIR", help="Folder to write to.")] = "site",
    quarters: QuartersOption = None,
) -> None:
    """Write the plan as a website in one folder.

    It needs no server, loads nothing from elsewhere and includes past quarter ends. Refuses a folder that pap site did
    not create, unless it is empty.
    """
    from pathlib import Path

    from pap_cli.model.dates import show_date
    from pap_cli.output.folder import Folder
    from pap_cli.output.write import write_out
    from pap_cli.render.site.frame import site_files
    from pap_cli.wording.cells import count_words

    count = quarters_of(quarters)
    folder = Folder(Path(output))
    context.open()
    context.warn_of_file_errors()
    site = site_of(context, count)
    files = site_files(site)
    progress = context.progress

    def rendered() -> Iterator[tuple[str, str]]:
        for done, (name, make) in enumerate(files.items()):
            progress.rendering(done, len(files))
            yield name, make()

    folder.write(rendered(), files)
    progress.end()
    pages = sum(len(day.pages) for day in site.days)
    past = f" and {count_words(len(site.days) - 1, 'quarter end')} before" if len(site.days) > 1 else ""
    write_out(f"wrote {Path(output, 'index.html')}: {pages:,} pages, as of {show_date(context.as_of)}{past}\n")


def site_of(context: Context, quarters: int) -> Site:
    """Return the site of an open workspace."""
    from pap_cli.views.site.view import build

    return build(context.assess, context.as_of, quarters, context.file_errors)


def quarters_of(text: str | None) -> int:
    """Return the number of quarter ends.

    Raises:
        PapError: if TEXT is not a number of up to three digits.
    """
    from pap_cli.errors import PapError
    from pap_cli.views.site.view import QUARTERS

    if text is None:
        return QUARTERS
    if not (text.isascii() and text.isdecimal() and len(text) <= 3):
        raise PapError(f"--quarters: “{text}” is not a number of quarters", "write it as in  --quarters 8")
    return int(text)
