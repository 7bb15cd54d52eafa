"""Elements and fields of a Word file: what Word computes, with the result that it would give."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

# An element of lxml, which has no types.
Element: TypeAlias = Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def add(parent: Element, tag: str, **attributes: object) -> Element:
    """Add a Word element and return it."""
    child = parent.makeelement(_W + tag, {_W + name: str(value) for name, value in attributes.items()})
    parent.append(child)
    return child


@contextmanager
def field(paragraph: Element, code: str) -> Iterator[None]:
    """Add a field to a paragraph; what is added meanwhile is its result."""
    begin_field(paragraph, code)
    yield
    end_field(paragraph)


def begin_field(paragraph: Element, code: str) -> None:
    """Add the beginning of a field, which may end in a later paragraph."""
    _border(paragraph, "begin")
    instruction = add(add(paragraph, "r"), "instrText")
    instruction.text = f" {code} "
    instruction.set(_SPACE, "preserve")
    _border(paragraph, "separate")


def end_field(paragraph: Element) -> None:
    """Add the end of a field."""
    _border(paragraph, "end")


def _border(paragraph: Element, sort: str) -> None:
    add(add(paragraph, "r"), "fldChar", fldCharType=sort)


def mark_of(label: str) -> str:
    """Return the bookmark of a table or a figure, hidden in Word's lists: `_Ref_Table_3`."""
    return f"_Ref_{label.replace(' ', '_')}"
