"""What no stream may hold, in any format."""

from __future__ import annotations

import re

from pap_cli.model.joiners import NEEDED

RAW = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""All that steers a terminal, turns the direction of writing, or takes no room; a line feed is none of these."""
_NEEDED = re.compile(NEEDED)
"""The joiners that hold an emoji or a word together, which may stay."""
COMMAND = re.compile(r"##(?:\w*\.?\w*)?\[|^\s*::", re.MULTILINE)
"""What a CI service takes for a command."""
_OWN = {
    "github": re.compile(r"^::(?:error|warning|notice) [^\n]*?::", re.MULTILINE),
    "azure": re.compile(r"^##vso\[task\.logissue type=(?:error|warning);[^\]\n]*\]", re.MULTILINE),
}
"""The commands that a format is made of."""


def harmless(name: str, text: str) -> None:
    """Make sure that a text in some format holds nothing that is obeyed but what the format itself is made of."""
    raw = RAW.search(_NEEDED.sub("", text))
    assert raw is None, f"{name}: {raw[0]!r} in …{text[max(0, raw.start() - 40) : raw.end()]!r}"
    if name in _OWN:
        text = _OWN[name].sub("", text)
    command = COMMAND.search(text)
    assert command is None, f"{name}: {text[command.start() : command.end() + 40]!r}"
