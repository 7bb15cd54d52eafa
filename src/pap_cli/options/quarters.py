"""The option --quarters of the commands that show a site."""

from __future__ import annotations

from typing import Annotated

from pap_cli.errors import PapError
from pap_cli.options.app import option

QuartersOption = Annotated[str | None, option("--quarters", "N", "Number of past quarter ends to include. Default: 8.")]


def quarters_of(text: str | None) -> int:
    """Return the number of quarter ends.

    Raises:
        PapError: if TEXT is not a number of up to three digits.
    """
    from pap_cli.views.site.view import QUARTERS

    if text is None:
        return QUARTERS
    if not (text.isascii() and text.isdecimal() and len(text) <= 3):
        raise PapError(f"--quarters: “{text}” is not a number of quarters", "write it as in  --quarters 8")
    return int(text)
