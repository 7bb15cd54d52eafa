"""Where a command's words go: standard output, or a file that is written whole or not at all."""

from __future__ import annotations

import errno
import os
import sys

from pap_cli.errors import PapError

TYPE_CHECKING = False
if TYPE_CHECKING:  # pathlib and typing are not needed to write to standard output, and cost more than all of this
    from pathlib import Path
    from typing import TextIO


def write_out(text: str | bytes) -> None:
    """Write to standard output; where nobody reads on, say nothing more and let the command end as it would.

    Raises:
        PapError: there is no standard output, or it cannot be written, as on a full disk.
    """
    if sys.stdout is None:
        raise PapError("there is no standard output to write to", "name a file with --output FILE")
    try:
        if isinstance(text, bytes):
            sys.stdout.buffer.write(text)
        else:
            sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        discard_output()  # what could not be written is still in the buffer, and would fail again at exit
        if not _nobody_reads(error):
            raise PapError(f"cannot write the output: {(error.strerror or str(error)).lower()}") from None


def forgive_streams() -> None:
    """Have what a stream's encoding has no sign for written as a question mark, not end the program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def say_again(out: str, err: str, *, whole: bool) -> None:
    """Say what was said before, as it was said then; all at once, or in a pager where there is one.

    Raises:
        PapError: it cannot be written.
    """
    forgive_streams()
    tell(err)
    if not whole and sys.stdout.isatty():
        from pap_cli.output.pager import shown_in_pager

        if shown_in_pager(out, os.environ):
            return
    write_out(out)


def tell(text: str) -> None:
    """A word to the person, on standard error; where that is closed or full, it is not worth an error of its own."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        discard(sys.__stderr__, 2)


def _nobody_reads(error: OSError) -> bool:
    return error.errno == errno.EPIPE or (os.name == "nt" and error.errno == errno.EINVAL)


def discard_output() -> None:
    """Let what is still to be written to standard output vanish, so that the interpreter's last flush does not fail."""
    discard(sys.__stdout__, 1)


def discard(stream: TextIO | None, number: int) -> None:
    """Send what is left in a stream's buffer to the null device; `number` is its file descriptor if it has none."""
    null = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(null, stream.fileno() if stream is not None else number)
    except (OSError, ValueError):
        os.dup2(null, number)
    os.close(null)


def write_whole(path: Path, text: str | bytes) -> None:
    """Write a file whole or not at all: a full disk leaves the old one as it was.

    What is no ordinary file, such as a pipe or a device, is written to; a link keeps leading where it led.

    Raises:
        PapError: it cannot be written.
    """
    try:
        if path.exists() and not path.is_file() and not path.is_dir():  # a pipe's real path is no name to open
            path.write_bytes(_encoded(text))
            return
        target = path.__class__(os.path.realpath(path))
        if path.is_dir() or not target.name:
            raise PapError(f"cannot write {path}: it is a folder", "name a file")
        _replace(target, _encoded(text))
    except (OSError, ValueError) as error:
        why = (error.strerror or str(error)).lower() if isinstance(error, OSError) else "that is no name for a file"
        raise PapError(f"cannot write {path}: {why}") from None


def _encoded(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8")


def _replace(target: Path, data: bytes) -> None:
    """Write beside a file, then put it in its place in one step, with the rights that the old one had."""
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            draft.chmod(target.stat().st_mode)
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
