"""Read and write a baseline file: JSON with one finding per line, so that a pull request shows each change."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pap_cli.errors import PapError
from pap_cli.load.workspace.locate import MAX_BYTES
from pap_cli.model.baseline import Accepted

VERSION = 1
_KEYS = {"rule": str, "plan": str, "item": str, "count": int}
_AGAIN = "create it again with  pap baseline write"


def read_baseline(path: Path) -> tuple[Accepted, ...]:
    """Return the findings that a baseline lists.

    Raises:
        PapError: if the file does not exist or is not a baseline.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pull request could replace it with a link to a device
            raise PapError(f"{path} is not a regular file", _AGAIN)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise PapError(f"{path} is larger than {MAX_BYTES // 1024 // 1024} MB", _AGAIN)
    except FileNotFoundError:
        raise PapError(f"baseline not found: {path}", "create one with  pap baseline write") from None
    except OSError as error:
        raise PapError(f"cannot read the baseline {path}: {(error.strerror or str(error)).lower()}") from None
    return parse_baseline(path, data)


def parse_baseline(path: Path, data: bytes) -> tuple[Accepted, ...]:
    """Return the findings that the bytes of a baseline list.

    Raises:
        PapError: if they are not a baseline.
    """
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise PapError(f"{path} is not UTF-8 text", _AGAIN) from None
    except json.JSONDecodeError as error:
        raise PapError(f"{path}:{error.lineno}:{error.colno}: this is not JSON: {error.msg.lower()}", _AGAIN) from None
    except (RecursionError, ValueError):
        raise PapError(f"{path} is not a baseline", _AGAIN) from None
    return _entries(path, found)


def _entries(path: Path, data: Any) -> tuple[Accepted, ...]:
    if not isinstance(data, dict) or data.get("version") != VERSION or not isinstance(data.get("findings"), list):
        raise PapError(f"{path} is not a baseline of version {VERSION}", _AGAIN)
    found: list[Accepted] = []
    for number, entry in enumerate(data["findings"], 1):
        if not isinstance(entry, dict) or not _is_entry(entry):
            raise PapError(f"{path}: finding {number} may have only rule, plan, item and count", _AGAIN)
        found.append(Accepted(**entry))
    return tuple(found)


def _is_entry(entry: dict[str, Any]) -> bool:
    typed = all(key in _KEYS and type(value) is _KEYS[key] for key, value in entry.items())
    return typed and "rule" in entry and entry.get("count", 1) > 0


def baseline_text(entries: Iterable[Accepted]) -> str:
    """Return the text of a baseline file."""
    lines = []
    for entry in entries:
        known = {"rule": entry.rule, "plan": entry.plan, "item": entry.item, "count": entry.count}
        lines.append("    " + json.dumps({key: value for key, value in known.items() if value not in ("", 1)}))
    findings = "[\n" + ",\n".join(lines) + "\n  ]" if lines else "[]"
    return f'{{\n  "version": {VERSION},\n  "findings": {findings}\n}}\n'
