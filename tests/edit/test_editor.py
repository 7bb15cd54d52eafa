"""The arguments with which each editor opens a file at a line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pap_cli.edit.editor import chosen, command, find, open_at, refuse_special
from pap_cli.errors import PapError

FILE = Path("plans/p.yaml").resolve()
AT = f"{FILE}:12"


@pytest.mark.parametrize(
    ("editor", "arguments"),
    [
        *(
            (name, ["+12", str(FILE)])
            for name in (
                "vi",
                "vim",
                "nvim",
                "nano",
                "pico",
                "emacs",
                "micro",
                "joe",
                "kak",
                "jed",
                "mg",
                "ne",
                "mcedit",
            )
        ),
        *((name, ["+12", str(FILE)]) for name in ("emacsclient", "sensible-editor", "editor")),
        *((name, ["--nofork", "+12", str(FILE)]) for name in ("gvim", "mvim")),
        *((name, ["--wait", "+12", str(FILE)]) for name in ("gedit", "gnome-text-editor", "pluma", "bbedit")),
        *((name, [AT]) for name in ("hx", "helix")),
        *((name, ["--wait", AT]) for name in ("subl", "zed", "atom", "lapce")),
        *((name, ["--wait", "--goto", AT]) for name in ("code", "code-insiders", "codium", "cursor", "windsurf")),
        *((name, ["--block", "--line", "12", str(FILE)]) for name in ("kate", "kwrite")),
        *((name, ["--wait", "--line", "12", str(FILE)]) for name in ("mate", "idea", "pycharm")),
        ("notepad++", ["-n12", str(FILE)]),
        ("an-editor-nobody-knows", [str(FILE)]),
        ("notepad", [str(FILE)]),
    ],
)
def test_each_editor_opens_the_line(editor: str, arguments: list[str]) -> None:
    assert command(editor, FILE, 12, windows=False) == [editor, *arguments]


@pytest.mark.parametrize(
    ("editor", "words"),
    [
        ("code --wait", ["code", "--wait", "--goto", AT]),
        ("code -w --reuse-window", ["code", "-w", "--reuse-window", "--goto", AT]),
        ("gvim -f", ["gvim", "-f", "+12", str(FILE)]),
        ("vim -c 'set filetype=yaml'", ["vim", "-c", "set filetype=yaml", "+12", str(FILE)]),
        ("emacsclient -t -a ''", ["emacsclient", "-t", "-a", "", "+12", str(FILE)]),
        ("/usr/bin/vim.basic", ["/usr/bin/vim.basic", "+12", str(FILE)]),
        ("/opt/emacs-29.1/bin/emacs-29.1 -nw", ["/opt/emacs-29.1/bin/emacs-29.1", "-nw", "+12", str(FILE)]),
        ("'/my editors/nano' -w", ["/my editors/nano", "-w", "+12", str(FILE)]),
        ("env LANG=C vi", ["env", "LANG=C", "vi", str(FILE)]),
    ],
)
def test_options_and_paths_of_an_editor_stay(editor: str, words: list[str]) -> None:
    assert command(editor, FILE, 12, windows=False) == words


@pytest.mark.parametrize(
    ("editor", "words"),
    [
        (
            r'"C:\Program Files\Notepad++\notepad++.exe" -multiInst',
            [r"C:\Program Files\Notepad++\notepad++.exe", "-multiInst", "-n12", str(FILE)],
        ),
        (
            r"C:\Users\ann\AppData\Local\code.cmd",
            [r"C:\Users\ann\AppData\Local\code.cmd", "--wait", "--goto", AT],
        ),
        (r"'C:\Vim\gvim.exe'", [r"C:\Vim\gvim.exe", "--nofork", "+12", str(FILE)]),
        (r'"C:\Program Files\Sublime Text\subl.exe" -w', [r"C:\Program Files\Sublime Text\subl.exe", "-w", AT]),
        ("Code.exe", ["Code.exe", "--wait", "--goto", AT]),
        ("notepad", ["notepad", str(FILE)]),
    ],
)
def test_paths_on_windows(editor: str, words: list[str]) -> None:
    assert command(editor, FILE, 12, windows=True) == words


def test_a_path_with_spaces_needs_no_quotation_marks(tmp_path: Path) -> None:
    program = tmp_path / "my editors" / "nano"
    program.parent.mkdir()
    program.touch()
    assert command(str(program), FILE, 3) == [str(program), "+3", str(FILE)]


def test_a_file_is_never_taken_for_an_option() -> None:
    assert command("vi", Path("-c"), 1)[-1] == f".{os.sep}-c"


@pytest.mark.parametrize("editor", ["", "  ", "'vi", '""'])
def test_what_is_no_command_is_refused(editor: str) -> None:
    with pytest.raises(PapError, match="EDITOR is no command"):
        command(editor, FILE, 1, windows=False)


def test_visual_comes_before_editor() -> None:
    assert chosen({"VISUAL": "code", "EDITOR": "vi"}) == "code"
    assert chosen({"VISUAL": " ", "EDITOR": "vi"}) == "vi"


def test_without_an_editor_the_message_says_what_to_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PapError, match="no editor is set"):
        chosen({}, windows=False)


def test_an_editor_that_is_not_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PapError, match="the editor “no-such-editor” was not found"):
        open_at("no-such-editor --wait", FILE, 1)


@pytest.mark.skipif(os.name == "nt", reason="a program there is a file with an ending")
def test_a_program_in_the_current_folder_is_not_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "nano"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f".{os.pathsep}{tmp_path}")
    assert find("nano") == str(program)
    monkeypatch.chdir(tmp_path)
    assert find("nano") is None


@pytest.mark.parametrize("name", ["a&calc.yaml", "50%PATH%.yaml", "a|b.yaml", 'a"b.yaml', "a^b.yaml"])
def test_the_shell_of_windows_gets_no_name_that_it_would_run(name: str) -> None:
    with pytest.raises(PapError, match="cannot open"):
        refuse_special(r"C:\bin\code.CMD", ["--goto", name])
    refuse_special(r"C:\bin\code.exe", ["--goto", name])
    refuse_special(r"C:\bin\code.cmd", ["--goto", r"C:\plans\p.yaml:12"])
