"""Translate errors of the Python parser into plain messages."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from pap_cli.model.dates import quote
from pap_cli.model.place import Source
from pap_cli.problems import Report
from pap_cli.problems.yaml import TAB_INDENTATION, YAML_SYNTAX

# Part of an error of PyYAML, the message to show instead, and the help.
_SYNTAX: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "second “: ” in this line",
        'put text that contains a colon and a space in quotation marks, as in title: "Part 1: homes"',
    ),
    ("could not find expected ':'", "no “: ” in this line", "write it as  name: value, with a space after the colon"),
    ("incompatible version", "this is not a version of YAML that pap can read", "delete this line"),
    (
        "mapping keys are not allowed",
        "“? ” cannot start a value here",
        "put text that starts with ? in quotation marks",
    ),
    (
        "sequence entries are not allowed",
        "a list cannot start here",
        "put the first “- ” on a new line below the key",
    ),
    (
        "unexpected end of stream",
        "this quotation mark is not closed",
        "add the same quotation mark at the end of the text",
    ),
    (
        "unexpected document separator",
        "this quotation mark is not closed before the end of the document",
        "add the same quotation mark at the end of the text",
    ),
    (
        "expected ',' or ']'",
        "this square bracket is not closed, or a comma is missing",
        "write the list like [one, two]",
    ),
    (
        "expected ',' or '}'",
        "this brace is not closed, or a comma is missing",
        "write the entry like {to: 2016-09-30, by: cabinet}",
    ),
    ("but found '-'", "a list with dashes cannot be inside brackets", "write the list like [one, two]"),
    ("but found '<document end>'", "“...” ends a document, and there is none above it", "delete this line"),
    ("expected the node content", "missing value", "add one, or delete the text before it"),
    (
        "alphabetic or numeric character",
        "* and & have a special meaning at the start of a value",
        "put the text in quotation marks",
    ),
    (
        "escape",
        "a backslash has a special meaning in double quotation marks",
        "put the text in single quotation marks",
    ),
    (
        "a comment or a line break",
        "text cannot follow | or > on the same line",
        "start it on the next line, indented, or put it in quotation marks",
    ),
    ("expected '<document start>'", "this line is not part of the entry above", "check the indentation"),
)
# A limit such as `target: >= 90`, which YAML takes for the start of a block of text.
_LIMIT = re.compile(r"([A-Za-z_]\w*):[ ]+(>=?[ ]*[-+.\d][\d.,]*%?)")
_ENDED = (
    "a comment ends the text above, which cannot continue here",
    "put the whole text in quotation marks, or move the comment below it",
)
_NEIGHBOURS = ("indentation does not match the lines around it", "line it up with its entry")
_LIST = (
    "indentation does not match the list above",
    "start it with “- ”, lined up with the other entries, or indent it further than the dash",
)
# Errors that are noticed late: the place to show is the start of the construct, not where the parser gave up.
_LATE = (
    "unexpected end of stream",
    "unexpected document separator",
    "expected ',' or",
    "could not find expected ':'",
    "alphabetic or numeric",
)


def report_syntax(
    error: yaml.MarkedYAMLError, source: Source, report: Report, quoted: tuple[int, int], comments: Sequence[int]
) -> None:
    """Report an error.

    `quoted` contains the offsets of the last value in quotation marks before it, `comments` those of the comments that
    end a value without quotation marks.
    """
    problem = f"{error.problem or ''}".lower()
    start = _start(error, problem, source)
    line, column = source.position(start)
    before, after = source.line(line)[: column - 1], source.line(line)[column - 1 :]
    indented = not before.strip()
    if after.startswith("\t") or (indented and "\t" in before):
        start -= len(before) - len(before.split("\t", 1)[0])
        message = "this line is indented with a tab" if indented else "tab in place of spaces"
        help = "indent with spaces; most editors have a setting for it"
        report(TAB_INDENTATION, message, help, start, start + 1)
        return
    if "expected <block end>" in problem:
        if indented and _follows_comment(source, start, after, comments):
            message, help = _ENDED
        elif not indented:
            start, message, help = _text_after_value(source, start, quoted)
        else:
            message, help = _NEIGHBOURS if f"{error.context}".endswith("mapping") else _LIST
    else:
        message, help = _explained(problem, before, after)
    end = error.problem_mark.index if error.problem_mark else start
    if "expected ',' or" in problem and (comment := _commented_out(source, start, end, comments)):
        message = f"{message.partition(',')[0]}: {quote(comment)} is a comment"
        help = "put text that contains a space and # in quotation marks"
    report(YAML_SYNTAX, message, help, start, start + 1)


def _start(error: yaml.MarkedYAMLError, problem: str, source: Source) -> int:
    """Return the offset to show for an error."""
    marks = (error.problem_mark, error.context_mark)
    first, second = reversed(marks) if any(words in problem for words in _LATE) else marks
    mark = first or second
    if mark is None:
        return 0
    return source.text.rfind("\\", 0, mark.index) if "escape" in problem else min(mark.index, len(source.text))


def _explained(problem: str, before: str, after: str) -> tuple[str, str]:
    """Return the message and help for an error, given the parts of its line before and after its place."""
    if ("line break" in problem or after.startswith(">")) and (limit := _LIMIT.search(before + after)):
        return "text that starts with > needs quotation marks", f'write {limit[1]}: "{limit[2]}"'
    if "cannot start any token" in problem:
        return f"a value cannot start with {quote(after[:1])}", "put the text in quotation marks"
    if "mapping values" in problem and ": " not in before:
        help = "line it up with its neighbours; put a space after a dash, as in  - id: A1"
        return "this line continues the value above", help
    for words, message, help in _SYNTAX:
        if words in problem:
            return message, help
    return f"cannot parse this line as YAML: {problem}", "check the indentation and the quotation marks"


def _commented_out(source: Source, start: int, end: int, comments: Sequence[int]) -> str | None:
    """Return the first comment between two offsets that looks like part of a text: one without a space after its #."""
    for comment in comments:
        if start < comment < end and source.text[comment + 1 : comment + 2].strip():
            line, column = source.position(comment)
            return source.line(line)[column - 1 :].rstrip()
    return None


def _follows_comment(source: Source, start: int, text: str, comments: Sequence[int]) -> bool:
    """Return True if a line would go on with the words of a line above it, if a comment had not ended them."""
    if ": " in text or text.rstrip().endswith(":") or text.startswith("- "):
        return False
    before = [comment for comment in comments if comment < start]
    between = source.text[before[-1] : start].splitlines() if before else ["no comment"]
    return all(line.lstrip()[:1] in ("", "#") for line in between)


def _text_after_value(source: Source, start: int, quoted: tuple[int, int]) -> tuple[int, str, str]:
    """Return the offset, message and help for text that follows the end of a value."""
    if source.text[quoted[1] : start].strip() or not quoted[1]:
        return start, "unexpected text after the closing bracket", "put the whole value in quotation marks"
    first, _ = source.position(quoted[0])
    last, _ = source.position(quoted[1])
    if first != last:
        message = f"this quotation mark is not closed before line {last}, where other text follows"
        return quoted[0], message, "add the same quotation mark at the end of the text"
    help = "put the whole text in double quotation marks, and use single ones inside it"
    return start, "unexpected text after the closing quotation mark", help
