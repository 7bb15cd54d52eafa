"""What one column is taken for, and on what grounds."""

from __future__ import annotations

from msgspec import Struct

from pap_cli.sheets.guess.contents import Profile
from pap_cli.sheets.guess.headings import Hint


class Guess(Struct, frozen=True, kw_only=True):
    """What one column is taken for, and on what grounds."""

    column: int
    heading: str
    profile: Profile
    hints: tuple[Hint, ...]
    means: str
    confidence: float
    asked: bool = False
    why: str = ""
