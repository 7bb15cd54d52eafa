"""What libyaml says of a text that is not YAML, in words that a person who never heard of libyaml can use."""

from __future__ import annotations

import yaml

from pap_cli.load.yaml.reporting import Report
from pap_cli.model.dates import quote
from pap_cli.model.place import Source
from pap_cli.problems.yaml import TAB_INDENTATION, YAML_SYNTAX

# What libyaml says, and what to tell a person instead: a message, and what to write.
_SYNTAX: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "there is a second “: ” in this line",
        'put text that holds a colon and a space between quotation marks, as in title: "Part 1: homes"',
    ),
    ("could not find expected ':'", "there is no “: ” here", "write it as  name: value, with a space after the colon"),
    (
        "did not find expected key",
        "this line does not fit the lines around it",
        "line it up with the entries it belongs to",
    ),
    (
        "did not find expected '-' indicator",
        "this line does not fit the list above it",
        "start it with “- ”, lined up with the other entries, or indent it further than the dash",
    ),
    (
        "block sequence entries are not allowed",
        "a list cannot start here",
        "put the first “- ” on a line of its own, below the key",
    ),
    (
        "unexpected end of stream",
        "this quotation mark is never closed",
        "close the text with the mark it began with",
    ),
    (
        "did not find expected ',' or ']'",
        "this square bracket is not closed, or a comma is missing",
        "write the list as [one, two]",
    ),
    (
        "did not find expected ',' or '}'",
        "this brace is not closed, or a comma is missing",
        "write the entry as {to: 2016-09-30, by: cabinet}",
    ),
    ("did not find expected node content", "there is no value here", "write one, or delete what leads up to it"),
    (
        "alphabetic or numeric character",
        "a value that starts with * or & stands for another value",
        "put the text between quotation marks",
    ),
    (
        "unknown escape character",
        "between double quotation marks, a backslash has a meaning",
        "put the text between single quotation marks",
    ),
    ("found unexpected ':'", "there is no space after this colon", "write it as  name: value"),
    (
        "expected comment or line break",
        "no text can follow | or > on its line",
        "begin it on the next line, indented, or put it between quotation marks",
    ),
    ("did not find expected <document start>", "this line does not belong to what stands above", "check its indent"),
)
# Problems that are noticed late: the place to show is where the thing began, not where the parser gave up.
_OPENINGS = ("unexpected end of stream", "expected ',' or", "could not find expected ':'", "alphabetic or numeric")


def report_syntax(error: yaml.MarkedYAMLError, source: Source, report: Report, quoted: tuple[int, int]) -> None:
    """Say what libyaml found wrong in words that a person who never heard of libyaml can use."""
    problem = f"{error.problem or ''}".lower()
    begun = any(words in problem for words in _OPENINGS)
    marks = (error.context_mark, error.problem_mark) if begun else (error.problem_mark, error.context_mark)
    mark = marks[0] or marks[1]
    start = min(mark.index, len(source.text)) if mark else 0
    line, column = source.position(start)
    before, after = source.line(line)[: column - 1], source.line(line)[column - 1 :]
    indented = not before.strip()
    if after.startswith("\t") or (indented and "\t" in before):
        start -= len(before) - len(before.split("\t", 1)[0])
        message = "this line is indented with a tab" if indented else "a tab stands where spaces belong"
        help = "indent with spaces; most editors can be told to do so"
        report(TAB_INDENTATION, message, help, start, start + 1)
        return
    if "cannot start any token" in problem:
        message, help = f"a value cannot start with {quote(after[:1])}", "put the text between quotation marks"
    elif "mapping values" in problem and ": " not in before:
        message = "this line is read as going on from the one above"
        help = "line it up with its neighbours; a dash has a space after it, as in  - id: A1"
    elif "expected key" in problem and not indented:
        start, message, help = _going_on(source, start, quoted)
    else:
        known = ((message, help) for words, message, help in _SYNTAX if words in problem)
        otherwise = (f"this is not YAML: {problem}", "check the indentation and the quotation marks")
        message, help = next(known, otherwise)
    report(YAML_SYNTAX, message, help, start, start + 1)


def _going_on(source: Source, start: int, quoted: tuple[int, int]) -> tuple[int, str, str]:
    """What to say where text goes on after a value had ended: where, the message, the help."""
    if source.text[quoted[1] : start].strip() or not quoted[1]:
        message = "the value ended before this, with its bracket"
        return start, message, "put all of the text, brackets included, between quotation marks"
    first, _ = source.position(quoted[0])
    last, _ = source.position(quoted[1])
    if first != last:
        message = f"this quotation mark is closed only on line {last}, where other text follows"
        return quoted[0], message, "close the text with the mark it began with"
    help = "put all of the text between double quotation marks, and write those in it as single ones"
    return start, "the text ended at the quotation mark before this", help
