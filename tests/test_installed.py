from __future__ import annotations

import os

import pytest

from pap_cli.installed import Installation, command, editable_folder, install_advice, installation

PYTHON = "/home/me/env/bin/python"


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (
            Installation(prefix="/home/me/env", executable=PYTHON, installer="pip"),
            f'{PYTHON} -m pip install "pap-cli[report]"',
        ),
        (Installation(prefix="/home/me/env", executable=PYTHON), f'{PYTHON} -m pip install "pap-cli[report]"'),
        (
            Installation(prefix="/home/me/env", executable=PYTHON, installer="uv"),
            f'uv pip install --python {PYTHON} "pap-cli[report]"',
        ),
        (
            Installation(prefix="C:\\My Env", executable="C:\\My Env\\python.exe", installer="pip"),
            '"C:\\My Env\\python.exe" -m pip install "pap-cli[report]"',
        ),
        (
            Installation(
                prefix="/home/me/.local/share/pipx/venvs/pap-cli",
                executable=PYTHON,
                marks=frozenset({"pipx_metadata.json"}),
                installer="pip",
            ),
            'pipx install --force "pap-cli[report]"',
        ),
        (
            Installation(
                prefix="/home/me/.local/share/uv/tools/pap-cli",
                executable=PYTHON,
                marks=frozenset({"uv-receipt.toml"}),
                installer="uv",
            ),
            'uv tool install "pap-cli[report]"',
        ),
        (
            Installation(prefix="/home/me/.cache/uv/archive-v0/x1", executable=PYTHON, installer="uv"),
            'uvx --from "pap-cli[report]" pap',
        ),
        (
            Installation(prefix="/usr", executable="/usr/bin/python3", system=True, managed=True),
            'pipx install "pap-cli[report]"',
        ),
        (
            Installation(prefix="/usr", executable="/usr/bin/python3", system=True, installer="pip"),
            '/usr/bin/python3 -m pip install "pap-cli[report]"',
        ),
        (
            Installation(prefix="/home/me/env", executable=PYTHON, installer="pip", editable="/home/me/pap"),
            f'{PYTHON} -m pip install --editable "/home/me/pap[report]"',
        ),
    ],
)
def test_the_command_fits_the_installation(found: Installation, words: str) -> None:
    assert command("report", found) == words


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"url": "https://example.org/pap.whl"}', '{"dir_info": {}, "url": "file:///x"}']
)
def test_what_is_no_editable_installation(text: str) -> None:
    assert editable_folder(text) == ""


@pytest.mark.skipif(os.name == "nt", reason="a path of POSIX")
def test_the_folder_of_an_editable_installation() -> None:
    assert editable_folder('{"dir_info": {"editable": true}, "url": "file:///home/me/my%20pap"}') == "/home/me/my pap"


def test_the_running_installation_is_recognised() -> None:
    assert installation().executable
    assert install_advice("report").startswith("install it with  ")
    assert "[report]" in install_advice("report")
