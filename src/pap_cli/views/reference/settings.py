"""The settings in force, and where each comes from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from pap_cli.cell import Cell, Column, Tone
from pap_cli.document import SCHEMA_VERSION, Document, Records, Table

_NAMES = ("setting", "value", "from")


class SettingsView(Struct, frozen=True):
    """Settings as rows of name, value and origin."""

    rows: tuple[tuple[str, object, str], ...]
    kind: str = "settings"

    def facts(self) -> Mapping[str, object]:
        """Return every setting by its name."""
        return {
            "schema_version": SCHEMA_VERSION,
            "settings": {name: {"value": _plain(value), "from": origin} for name, value, origin in self.rows},
        }

    def records(self) -> Records:
        """Return one row for each setting."""
        return Records(_NAMES, [(name, _plain(value), origin) for name, value, origin in self.rows])

    def document(self) -> Document:
        """Return the table."""
        rows = tuple(
            (
                Cell(name),
                Cell(_words(value), Tone.STRONG),
                Cell(origin, Tone.MUTED if origin == "default" else Tone.PLAIN),
            )
            for name, value, origin in self.rows
        )
        return Document("", (Table((Column("Setting"), Column("Value"), Column("From")), rows),))


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else str(value)


def _words(value: object) -> str:
    plain = _plain(value)
    if isinstance(plain, bool):
        return "true" if plain else "false"
    if isinstance(plain, list):
        return ", ".join(str(part) for part in plain) or "none"
    return "not set" if plain is None else str(plain)
