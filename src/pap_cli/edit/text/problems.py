"""Why a change of a text is not made."""

from __future__ import annotations


class NotCleanError(Exception):
    """A change that cannot be made without changing something else; the message says why, and `offset` where."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


class UnexpectedMeaningError(Exception):
    """The changed text does not mean what it should: a bug in `pap`, found before anything is written."""
