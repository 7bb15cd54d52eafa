"""The settings of a person, beside those of the workspace: who they are in its plans, and where records may be."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pap_cli.errors import PapError
from pap_cli.load.workspace.locate import user_settings

_MOST_BYTES = 64 * 1024
_EXAMPLE = 'write one line, as in  me = "head-permanence"'
_ALLOW = 'write  [records]  and below it  allow = ["FOLDER"]'


def read_me(environ: Mapping[str, str]) -> tuple[str, str]:
    """Return who the person is, and the path of the file that says so; "" and the path if none does.

    Raises:
        PapError: if the file cannot be read, is not TOML, or contains what is no setting.
    """
    found, path = _settings(environ)
    me = found.get("me", "")
    if not isinstance(me, str) or ("me" in found and not me.strip(" ,")):
        raise PapError(f"{path}: me is not an owner", _EXAMPLE)
    return me, path


def read_allowed(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return the folders from which the person lets records be read.

    Raises:
        PapError: if the file cannot be read, is not TOML, or contains what is no setting.
    """
    found, path = _settings(environ)
    allowed = found.get("records", {})
    folders = allowed.get("allow", []) if isinstance(allowed, dict) and set(allowed) <= {"allow"} else None
    if not isinstance(folders, list) or not all(isinstance(one, str) and one for one in folders):
        raise PapError(f"{path}: [records] is not a list of folders", _ALLOW)
    return tuple(folders)


def _settings(environ: Mapping[str, str]) -> tuple[dict[str, object], str]:
    """Return the settings of the person, and the path of their file."""
    import tomllib

    path = user_settings(environ)
    try:
        with Path(path).open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return {}, path
    except OSError as error:
        raise PapError(f"cannot read {path}: {(error.strerror or str(error)).lower()}") from None
    if len(data) > _MOST_BYTES:
        raise PapError(f"{path} is larger than {_MOST_BYTES // 1024} KB", _EXAMPLE)
    try:
        found = tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError:
        raise PapError(f"{path} is not UTF-8 text", _EXAMPLE) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        reason = str(error) if isinstance(error, tomllib.TOMLDecodeError) else "nested too deeply"
        raise PapError(f"{path} is not valid TOML: {reason[:1].lower()}{reason[1:]}", _EXAMPLE) from None
    others = [key for key in found if key not in ("me", "records")]
    if others:
        raise PapError(f"{path}: unknown key “{others[0]}”", _EXAMPLE)
    return found, path
