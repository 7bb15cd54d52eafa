"""Invisible characters that text needs: they join emoji, shape letters and spell flags."""

from __future__ import annotations

import re

EMOJI = "\u00a9\u00ae\u203c\u2049\u2122-\u3299\U0001f000-\U0001faff"
# Letters of scripts that use joiners between them: Arabic, Indic and their neighbours.
_SHAPED = "\u0620-\u109f\u1700-\u180d\u180f-\u18af\u1a20-\u1c4f\ua800-\uabff\U00011000-\U00011fff\U0001e900-\U0001e95f"
# The flag of a part of a country, such as England: a black flag, then its letters as tags, then the end of tags.
FLAG = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"
# A joiner that joins something, or a whole flag; the first alternatives of a pattern for invisible characters.
NEEDED = f"(?P<needed>(?<=[{EMOJI}\ufe0f])\u200d(?=[{EMOJI}])|(?<=[{_SHAPED}])[\u200c\u200d](?=[{_SHAPED}])|{FLAG})"


def is_needed(found: re.Match[str]) -> bool:
    """Return True if a match of a pattern that starts with `NEEDED` is of characters that the text needs."""
    return found["needed"] is not None
