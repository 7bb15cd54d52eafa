"""What a file contains, read by the composer of PyYAML, so that nothing of `edit` judges itself."""

from __future__ import annotations

import json
import re
from typing import Any

import yaml


def plain(text: str) -> Any:
    """Return what a file contains, as mappings, lists and texts; of two keys with one name, the first counts."""
    return json.loads(json.dumps(_plain(composed(text))))


def composed(text: str) -> Any:
    return yaml.compose(text, getattr(yaml, "CBaseLoader", yaml.BaseLoader))


def _plain(node: Any) -> Any:
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key, value in node.value:
            found.setdefault(key.value, _plain(value))
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_plain(one) for one in node.value]
    if node is None or (not node.style and node.value in ("", "~", "null", "Null", "NULL")):
        return None
    return node.value


def append(entry: dict[str, Any], key: str, value: Any, *, single: bool = False) -> None:
    old = entry.get(key)
    if old is None:
        entry[key] = value if single else [value]
    else:
        entry[key] = [*old, value] if isinstance(old, list) else [old, value]


def given(**fields: str | None) -> dict[str, str]:
    return {key: value for key, value in fields.items() if value}


def comments_of(text: str) -> list[str]:
    """Return the comments of a file: what begins with a hash sign outside of every value."""
    spans: list[tuple[int, int]] = []

    def visit(node: Any) -> None:
        if isinstance(node, yaml.ScalarNode):
            end = node.end_mark.index
            if node.style in ("|", ">"):
                end = max(text.find("\n", node.start_mark.index), node.start_mark.index)
                found = re.search(r"\s#", text[node.start_mark.index : end])
                spans.append((node.start_mark.index, node.start_mark.index + found.start() if found else end))
                spans.append((end, node.end_mark.index))
            else:
                spans.append((node.start_mark.index, end))
        elif isinstance(node, yaml.MappingNode):
            for pair in node.value:
                for one in pair:
                    visit(one)
        elif isinstance(node, yaml.SequenceNode):
            for one in node.value:
                visit(one)

    visit(composed(text))
    found = (one.start() for one in re.finditer(r"(?<!\S)#", text))
    starts = [one for one in found if not any(first <= one < last for first, last in spans)]
    return [re.split(r"[\r\n]", text[one:], maxsplit=1)[0].strip() for one in starts]
