"""`pap site`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from pap_cli.context.context import Session
from pap_cli.options.app import single
from pap_cli.options.shared import makes

if TYPE_CHECKING:
    from pap_cli.views.site.view import Site

QuartersOption = Annotated[
    str | None,
    typer.Option("--quarters", metavar="N", help="How many past quarter ends to show as well; 8 if not given."),
]


@single(example="pap site --as-of 2016-10-14 --output public")
@makes
def app(
    session: Session,
    output: Annotated[str, typer.Option("--output", "-o", metavar="DIR", help="The folder to write it to.")] = "site",
    quarters: QuartersOption = None,
) -> None:
    """Write the plan as a web site in one folder.

    It needs no server, asks nobody for anything, and shows past quarter ends as well. A folder that holds other files
    is never written to.
    """
    from pathlib import Path

    from pap_cli.model.dates import show_date
    from pap_cli.output.folder import Folder
    from pap_cli.output.write import write_out
    from pap_cli.render.site.frame import site_files
    from pap_cli.wording.cells import count_words

    count = quarters_of(quarters)
    folder = Folder(Path(output))
    session.tell_of_faults()
    site = site_of(session, count)
    files = site_files(site)
    progress = session.reading.progress

    def made() -> Iterator[tuple[str, str]]:
        for done, (name, make) in enumerate(files.items()):
            progress.making(done, len(files))
            yield name, make()

    folder.write(made(), files)
    progress.end()
    pages = sum(len(day.pages) for day in site.days)
    past = f" and {count_words(len(site.days) - 1, 'quarter end')} before" if len(site.days) > 1 else ""
    write_out(f"wrote {Path(output, 'index.html')}: {pages:,} pages, as of {show_date(session.as_of)}{past}\n")


def site_of(session: Session, quarters: int) -> Site:
    """The site of a session."""
    from pap_cli.views.site.view import build

    return build(session.assess, session.as_of, quarters, session.faults)


def quarters_of(text: str | None) -> int:
    """How many quarter ends were asked for.

    Raises:
        PapError: that is no number.
    """
    from pap_cli.errors import PapError
    from pap_cli.views.site.view import QUARTERS

    if text is None:
        return QUARTERS
    if not (text.isascii() and text.isdecimal() and len(text) <= 3):
        raise PapError(f"--quarters: “{text}” is not a number of quarters", "write it as in --quarters 8")
    return int(text)
