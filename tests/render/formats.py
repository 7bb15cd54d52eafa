"""Which formats are text; those that are not are tested by who can read them back."""

from __future__ import annotations

from inspect import signature

from pap_cli.formats import find_format, format_names


def writes_text(name: str) -> bool:
    """Whether a format gives text, which its function says."""
    return "str" in signature(find_format(name).render).return_annotation.split(" | ")


TEXT_FORMATS = [name for name in format_names() if writes_text(name)]
FILE_FORMATS = [name for name in format_names() if not writes_text(name)]
