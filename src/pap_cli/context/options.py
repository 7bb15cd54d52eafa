"""The options that commands share."""

from __future__ import annotations

from msgspec import Struct


class Options(Struct, frozen=True, kw_only=True):
    """Options shared by all commands that read a workspace or show a view."""

    plan: str | None = None
    as_of: str | None = None
    known_on: str | None = None
    workspace: str | None = None
    format: str | None = None
    output: str | None = None
    report: list[str] | None = None
    color: str = "auto"
    excel: bool = False
    suppress: bool = False
    no_cache: bool = False
