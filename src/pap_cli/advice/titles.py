"""Titles where an ID should be: `1 Safety culture`, `Section 2: Early help`, `Data quality`."""

from __future__ import annotations

import re

# An ID, then a title: `1 Safety culture`, `1.2 – Medicines`, `WF3: Workforce`.
_NUMBERED = re.compile(r"([A-Za-z]{0,3}\d[\w.]*?)(?:\s*[:.)–—-]\s+|\s+|[:)]\s*)(\S.*)", re.DOTALL)
# A word and a number: `Section 1: Early help`, `Priority 2`.
_COUNTED = re.compile(r"([^\W\d_])[^\W\d_]*\s+(\d[\w.]*\w|\d)(?!\w).*", re.DOTALL)
_IS_ID = re.compile(r"[^\W_][\w.:/\-]{0,79}")
# The longest ID that is made from the words of a title, in characters.
_LONGEST = 40
# The longest title that an example repeats.
_MAX_EXAMPLE = 100
# What YAML does not read as text, or not as part of it, without quotation marks.
_SPECIAL = frozenset(",:#{}[]&*!|>'%@`\"")


def id_and_title(text: str) -> tuple[str, str]:
    """Return an ID for an item that is written as its title, and the title; the ID itself and `…` for an ID."""
    text = " ".join(text.split())
    if _IS_ID.fullmatch(text):
        return text, "…"
    if numbered := _NUMBERED.fullmatch(text):
        return numbered[1], numbered[2]
    if counted := _COUNTED.fullmatch(text):
        return counted[1].upper() + counted[2], text
    slug = re.sub(r"[^\w]+", "-", text.casefold()).strip("-_")
    if len(slug) > _LONGEST:
        slug = slug[: _LONGEST + 1].rpartition("-")[0] or slug[:_LONGEST]
    return slug or "…", text


def keyed(text: str) -> str:
    """Return how an item that is written as its title is written as a key and its title."""
    id, title = id_and_title(text)
    return f"{id}: {in_yaml(title)}"


def in_yaml(text: str) -> str:
    """Return text as it can stand on a line of YAML; `…` if it is too long or cannot."""
    if len(text) > _MAX_EXAMPLE or not text.isprintable():
        return "…"
    if _SPECIAL.isdisjoint(text) and text[:1] not in "-?" and not text[:1].isspace():
        return text
    return "…" if '"' in text or "\\" in text else f'"{text}"'
