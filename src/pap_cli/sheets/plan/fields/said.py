"""What one row says about its item, besides its text."""

from __future__ import annotations

from msgspec import Struct

from pap_cli.sheets.understood import DatedNote, ReadDate


class Fields(Struct, kw_only=True):
    """What one row says about its item, besides its text."""

    ref: str | None = None
    theme: str | None = None
    owners: tuple[str, ...] = ()
    lead: str | None = None
    dates: dict[str, ReadDate] = {}
    revised: list[ReadDate] = []
    evidence: str | None = None
    state: str | None = None
    status_cell: str | None = None
    rag: str | None = None
    rag_cell: str | None = None
    rag_by: str | None = None
    percent: float | None = None
    success: str | None = None
    notes: list[DatedNote] = []
    cost: str | None = None
    risk: str | None = None
