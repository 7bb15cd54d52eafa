"""How `pap` was installed, and so how an extra is added to it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping

_DISTRIBUTION = "pap-cli"


class Installation(Struct, frozen=True, kw_only=True):
    """What is known of an installation: the environment, the program that made it, and where the source is."""

    prefix: str
    executable: str
    # True outside a virtual environment.
    system: bool = False
    # True if the system's Python refuses packages from pip.
    managed: bool = False
    # The names of the files at the top of the environment, which pipx and uv tool leave there.
    marks: frozenset[str] = frozenset()
    # The name in the file INSTALLER: pip, uv, …
    installer: str = ""
    # The folder of the source, if it was installed from there with changes taking effect at once.
    editable: str = ""


def command(extra: str, found: Installation) -> str:
    """Return the command that adds an extra to an installation."""
    wanted = f'"{_DISTRIBUTION}[{extra}]"'
    if found.editable:
        wanted = f'--editable "{found.editable}[{extra}]"'
    elif "pipx_metadata.json" in found.marks:
        return f"pipx install --force {wanted}"
    elif "uv-receipt.toml" in found.marks:
        return f"uv tool install {wanted}"
    elif _temporary(found.prefix):
        return f"uvx --from {wanted} pap"
    elif found.system and found.managed:
        return f"pipx install {wanted}"
    if found.installer == "uv":
        return f"uv pip install --python {_quoted(found.executable)} {wanted}"
    return f"{_quoted(found.executable)} -m pip install {wanted}"


def _temporary(prefix: str) -> bool:
    """Return True for an environment that uvx made for one run."""
    parts = Path(prefix.replace("\\", "/")).parts
    return "uv" in parts and ("archive-v0" in parts or "environments-v2" in parts)


def _quoted(path: str) -> str:
    return f'"{path}"' if " " in path else path


def installation() -> Installation:
    """Return what is known of the running installation."""
    import sysconfig

    prefix = Path(sys.prefix)
    system = sys.prefix == sys.base_prefix
    managed = Path(sysconfig.get_path("stdlib"), "EXTERNALLY-MANAGED").is_file()
    marks = frozenset(name for name in ("pipx_metadata.json", "uv-receipt.toml") if (prefix / name).is_file())
    installer, editable = _recorded()
    return Installation(
        prefix=sys.prefix,
        executable=sys.executable or "python",
        system=system,
        managed=managed,
        marks=marks,
        installer=installer,
        editable=editable,
    )


def _recorded() -> tuple[str, str]:
    """Return the installer, and the folder of the source, from the files beside the metadata."""
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        found = distribution(_DISTRIBUTION)
        installer = (found.read_text("INSTALLER") or "").strip()
        return installer, editable_folder(found.read_text("direct_url.json") or "")
    except (PackageNotFoundError, OSError, UnicodeDecodeError):
        return "", ""


def editable_folder(direct_url: str) -> str:
    """Return the folder of the source, from the text of direct_url.json; empty if it was not installed from one."""
    import json
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    try:
        found: Mapping[str, object] = json.loads(direct_url)
        folder, url = found.get("dir_info"), found.get("url")
    except (ValueError, AttributeError):
        return ""
    if not isinstance(folder, dict) or not folder.get("editable") or not isinstance(url, str):
        return ""
    return url2pathname(urlsplit(url).path)


def install_advice(extra: str) -> str:
    """Return the help of an error about a missing extra."""
    return f"install it with  {command(extra, installation())}"
