"""Fields that may be left out beside a numerator and a denominator, because they are their quotient."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from pap_cli.load.entries.slots import Slot
from pap_cli.model.measure import Missing, Quotient


def take_quotient(slot: Slot, values: dict[str, Any]) -> None:
    """Add the quotient of a numerator and a denominator to the values of an entry, if both are there."""
    numerator, denominator = map(values.get, slot.quotient or ())
    if numerator is not None and denominator is not None:
        values[slot.name] = Quotient(numerator / denominator) if denominator else Missing.MISSING


def lacking(slot: Slot, written: Mapping[str, object], meant: Container[str]) -> list[str]:
    """Return which of the numerator and denominator of a field are not written, in a misspelt key either."""
    return [part for part in slot.quotient or () if written.get(part) is None and part not in meant]


def advice(slot: Slot, lacks: list[str]) -> str:
    """Return what to write where a field is not written, and these parts of its quotient are not either."""
    if slot.quotient and len(lacks) == 1:
        return f"add {lacks[0]}: …, and the {slot.key} is their quotient; or add {slot.key}: …"
    return slot.advice
