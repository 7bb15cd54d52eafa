"""The settings of a person, beside those of the workspace: who they are in its plans."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pap_cli.errors import PapError
from pap_cli.load.workspace.locate import user_settings

_MOST_BYTES = 64 * 1024
_EXAMPLE = 'write one line, as in  me = "head-permanence"'


def read_me(environ: Mapping[str, str]) -> tuple[str, str]:
    """Return who the person is, and the path of the file that says so; "" and the path if none does.

    Raises:
        PapError: if the file cannot be read, is not TOML, or contains anything but `me = "OWNER"`.
    """
    import tomllib

    path = user_settings(environ)
    try:
        with Path(path).open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return "", path
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
    others = [key for key in found if key != "me"]
    if others:
        raise PapError(f"{path}: unknown key “{others[0]}”", _EXAMPLE)
    me = found.get("me", "")
    if not isinstance(me, str) or ("me" in found and not me.strip(" ,")):
        raise PapError(f"{path}: me is not an owner", _EXAMPLE)
    return me, path
