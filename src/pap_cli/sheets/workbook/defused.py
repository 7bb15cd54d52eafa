"""Text that no spreadsheet takes for a formula, and how it becomes again what it was."""

from __future__ import annotations

import re

# What starts a formula or a command, as it is and in the wide forms that some languages use, with or without blanks and
# control characters before it (OWASP ASVS 1.2.10); a tab or a line end at the beginning does so by itself.
_STARTS = r"(?:[\t\r\n\x00]|[\s\x00-\x1f]*[=+\-@|%＝＋－＠｜％])"
_DANGEROUS = re.compile(f"'*{_STARTS}")
_DEFUSED = re.compile(f"''*{_STARTS}")


def defused(text: str) -> str:
    """Return text with an apostrophe before what would start a formula; `restored` takes away no other one."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def restored(text: str) -> str:
    """Return the text that `defused` was given.

    A spreadsheet may have dropped the apostrophe itself: then there is nothing to take away.
    """
    return text[1:] if _DEFUSED.match(text) else text
