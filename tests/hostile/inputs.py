"""Files that strangers send: what is in each, which rule speaks of it, and where."""

from __future__ import annotations

import codecs
import io
import zipfile
from dataclasses import dataclass

START = "plan: {id: x, title: X, start: 2016-01-04}\nowners: {head: Head}\n"
"""Two lines; what follows starts on the third."""
MILESTONE = START + "actions:\n- id: A1\n  title: T\n  owner: head\n  scope: corporate\n  milestones:\n  - "
"""What follows stands on line 9 from column 5 on."""
TEXT = (START + "# Größe – “quoted”\n").encode()


@dataclass(frozen=True)
class Input:
    """The bytes of a file, and the rule, the line and the column of what is found first; None where it has none."""

    data: bytes
    rule: str
    line: int | None = None
    column: int | None = None
    name: str = "plans/x.yaml"


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(zipfile.ZipInfo("word/document.xml"), "<w:document/>" * 20)
    return out.getvalue()


def _text(data: str, rule: str, line: int | None = None, column: int | None = None) -> Input:
    return Input(data.encode("utf-8", "surrogatepass"), rule, line, column)


def _milestone(data: str, rule: str, column: int) -> Input:
    """An input within the braces of a milestone; the column is the one in the file."""
    return _text(MILESTONE + "{id: M1, title: T, " + data + "}\n", rule, 9, column)


def _figure(written: str) -> Input:
    data = f"kpis:\n- {{id: k, title: K, owner: head, observations: {{2015/16: {written}}}}}\n"
    return Input(data.encode(), "bad-value", 2, 58, "kpis/x.yaml")


BYTES = {
    "UTF-16 with its mark": Input(TEXT.decode().encode("utf-16"), "not-utf8"),
    "UTF-16 without": Input(TEXT.decode().encode("utf-16-le"), "not-utf8"),
    "UTF-16, the other way round": Input(TEXT.decode().encode("utf-16-be"), "not-utf8"),
    "UTF-32": Input(TEXT.decode().encode("utf-32"), "not-utf8"),
    "UTF-32 without its mark": Input(TEXT.decode().encode("utf-32-le"), "not-utf8"),
    "a byte-order mark and then no UTF-8": Input(codecs.BOM_UTF8 + b"plan: \xff", "byte-order-mark", 1, 1),
    "NUL": _text(START + "a: \0", "control-character", 3, 4),
    "a control character of C0": _text(START + "a: \x07", "control-character", 3, 4),
    "a control character of C1": _text(START + "a: \x9b31m", "control-character", 3, 4),
    "a lone surrogate": _text(START + "a: \ud800", "not-utf8", 3, 4),
    "a lone surrogate as an escape": _text(START + 'a: "\\ud800"', "yaml-syntax", 3),
    "invalid UTF-8": Input(START.encode() + b"a: \xc3\x28", "not-utf8", 3, 4),
    "text of an old Windows": Input(TEXT.decode().encode("cp1252"), "not-utf8", 3, 5),
    "a PDF": Input(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "not-utf8"),
    "a zip": Input(_zip(), "not-utf8"),
    "an encrypted file": Input(b"\x00GITCRYPT\x00\x93\x1a\xf0\x8e", "not-utf8"),
    "an encrypted file of a vault": _text("$ANSIBLE_VAULT;1.1;AES256\n6638643965\n", "not-utf8"),
    "a message that is encrypted": _text("-----BEGIN PGP MESSAGE-----\n\nhQIMA\n", "not-utf8"),
    "an empty file": Input(b"", "no-plan", 1, 1),
    "comments only": Input(b"# nothing yet\n", "no-plan", 1, 1),
    "several documents": _text(START + "---\nplan: {}\n", "several-documents", 3, 1),
    "a tab": _text(START + "actions:\n\t- id: A1\n", "tab-indentation", 4, 1),
    "a merge conflict": _text(START + "<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> theirs\n", "merge-conflict", 3, 1),
}
YAML = {
    "a tag": _text(START + "notes: !!python/object/apply:os.system ['echo run']\n", "yaml-tag", 3, 8),
    "an include": _text(START + "notes: !include /etc/passwd\n", "yaml-tag", 3, 8),
    "a merge key": _text(START + "a: &a {b: c}\nc: {<<: *a}\n", "merge-key", 4, 5),
    "a cyclic alias": _text(START + "a: &a [*a]\n", "alias", 3, 8),
    "aliases that multiply": _text(
        START
        + "a: &a [x, x, x, x, x, x, x, x, x]\n"
        + "".join(
            f"{new}: &{new} [{', '.join(['*' + old] * 9)}]\n" for old, new in zip("abcdef", "bcdefg", strict=True)
        ),
        "alias",
        7,
    ),
    "an alias of nothing": _text(START + "a: *b\n", "alias", 3, 4),
    "deep nesting": _text(START + "a: " + "[" * 100 + "]" * 100 + "\n", "too-much", 3),
    "deeper nesting": _text(START + "a: " + "[" * 100_000, "too-much", 3),
    "a key twice": _text(START + "owners: {dcs: DCS}\n", "duplicate-key", 3, 1),
    "a key that is a list": _text(START + "? [a, b]\n: c\n", "key-not-text", 3, 3),
    "a key that is nothing": _text(START + "~: c\n", "key-not-text", 3, 1),
    "a list": _text("- plan\n", "wrong-shape", 1, 1),
    "one word": _text("plan\n", "wrong-shape", 1, 1),
    "a directive": _text("%YAML 9.9\n---\nplan: x\n", "yaml-syntax", 1),
}
VALUES = {
    "id no": _text("plan: {id: no, title: X, start: 2016-01-04}\n", "ambiguous-id", 1, 12),
    "id 1.10": _text("plan: {id: 1.10, title: X, start: 2016-01-04}\n", "ambiguous-id", 1, 12),
    "id 0123": _text("plan: {id: 0123, title: X, start: 2016-01-04}\n", "ambiguous-id", 1, 12),
    "id 12:30": _text("plan: {id: 12:30, title: X, start: 2016-01-04}\n", "ambiguous-id", 1, 12),
    "id 1e3": _text("plan: {id: 1e3, title: X, start: 2016-01-04}\n", "ambiguous-id", 1, 12),
    "a day that there is not": _milestone("due: 2016-02-30", "impossible-date", 29),
    "a leap day that there is not": _milestone("due: 2015-02-29", "impossible-date", 29),
    "a day and a time": _milestone("due: 2016-02-20 12:00:00", "date-format", 29),
    "a day, a time and a zone": _milestone("due: 2016-02-20T12:00:00Z", "date-format", 29),
    "a day of a time before ours": _milestone("due: 0001-01-01", "impossible-date", 29),
    "a day as a number": _milestone("due: 42000", "date-format", 29),
    "a number with a comma": _figure('"1,234"'),
    "a number with a per cent sign": _figure("83%"),
    "infinity": _figure(".inf"),
    "no number": _figure(".nan"),
    "no number in words": _figure("nan"),
    "a number with an underscore": _figure("1_000"),
    "a number of thousands of digits": _figure("1" * 10_000),
    "a number beyond all": _figure("1e999"),
    "an id of many characters": _text(f"plan: {{id: {'a' * 200_000}, title: X, start: 2016-01-04}}\n", "bad-id", 1, 12),
}
LIKENESS = {
    "ids that differ by case": _text(START + "bodies: {board: Board, Board: Board}\n", "look-alike-id", 3, 24),
    "ids that differ by width": _text(START + "bodies: {board: Board, ｂoard: Board}\n", "look-alike-id", 3, 24),
    "ids that differ by form": _text(START + "bodies: {file: Board, ﬁle: Board}\n", "look-alike-id", 3, 23),
    "ids that differ by script": _text(START + "bodies: {board: Board, bоard: Board}\n", "look-alike-id", 3, 24),
    "an id of combining characters": _text(START + "bodies: {cafe\u0301: Board}\n", "bad-id", 3, 10),
    "an id with a character that turns": _text(START + "bodies: {a\u202eb: Board}\n", "bad-id", 3, 10),
    "an id without room": _text(START + "bodies: {a\u200bb: Board}\n", "bad-id", 3, 10),
    "an owner with a character that turns": _text(START + "bodies: {board: Bo\u202edrao}\n", "hidden-character", 3, 19),
    "an owner with a character without room": _text(
        START + "bodies: {board: Bo\u200bard}\n", "hidden-character", 3, 19
    ),
    "a comment with a character that turns": _text(START + "# a \u2066b\n", "hidden-character", 3, 5),
    "an escape of a character that turns": _text(START + 'bodies: {board: "a\\u202eb"}\n', "hidden-character", 3, 17),
}
INPUTS = BYTES | YAML | VALUES | LIKENESS

OBEYED = (
    "[bold red]markup[/bold red] [/] :warning:",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "**bold** [link](javascript:alert(1)) | cell | `code`",
    "::error file=x::workflow command",
    "##[error]workflow command ##vso[task.setvariable variable=a]b",
    "\x1b]8;;http://example.org\x1b\\link\x1b]8;;\x1b\\",
    "\x1b]52;c;ZWNobyBydW4=\x07",
    "\x9b31mred\x1b[2J\r\n::set-output name=a::b",
    '=HYPERLINK("http://example.org","x")',
    "+1+cmd|' /C calc'!A0",
    "@SUM(1)\t=1",
    "\u202egnp.exe\u200b",
    "]]> <!-- --> &amp; \x00 \ufffe",
)
"""What a terminal, a spreadsheet, a page or a CI service would obey."""
