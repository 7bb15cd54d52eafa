"""Write text to stdout or stderr, or a file that is written whole or not at all."""

from __future__ import annotations

import errno
import os
import sys

from pap_cli.errors import PapError

TYPE_CHECKING = False
if TYPE_CHECKING:  # pathlib and typing are not needed to write to stdout, and take longer to import than this module
    from pathlib import Path
    from typing import TextIO


def write_out(text: str | bytes) -> None:
    """Write to stdout; if its reader has closed the pipe, discard the rest without an error.

    Raises:
        PapError: if there is no stdout, or it cannot be written, as on a full disk.
    """
    require_stdout()
    try:
        if isinstance(text, bytes):
            sys.stdout.buffer.write(text)
        else:
            sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        discard_output()  # the text is still in the buffer and would fail again at exit
        if not _is_closed_pipe(error):
            raise PapError(f"cannot write the output: {(error.strerror or str(error)).lower()}") from None


def require_stdout() -> None:
    """Check that there is a stdout.

    Raises:
        PapError: if the process was started without one.
    """
    if sys.stdout is None:
        raise PapError("there is no standard output to write to", "write to a file with --output FILE")


def replace_unencodable() -> None:
    """Write characters that a stream's encoding does not have as question marks, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def write_cached_output(out: str, err: str) -> None:
    """Write cached output as the command would: through a pager if it is long.

    Raises:
        PapError: if stdout cannot be written.
    """
    replace_unencodable()
    write_error(err)
    if sys.stdout.isatty():
        from pap_cli.output.pager import shown_in_pager

        if shown_in_pager(out, os.environ):
            return
    write_out(out)


def write_error(text: str) -> None:
    """Write to stderr, ignoring failures: there is nowhere to report them."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        discard(sys.__stderr__, 2)


def _is_closed_pipe(error: OSError) -> bool:
    return error.errno == errno.EPIPE or (os.name == "nt" and error.errno == errno.EINVAL)


def discard_output() -> None:
    """Discard what is still in the buffer of stdout, so that the interpreter's last flush does not fail."""
    discard(sys.__stdout__, 1)


def discard(stream: TextIO | None, number: int) -> None:
    """Redirect a stream to the null device; `number` is the file descriptor if the stream has none."""
    null = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(null, stream.fileno() if stream is not None else number)
    except (OSError, ValueError):
        os.dup2(null, number)
    os.close(null)


def write_file(path: Path, text: str | bytes) -> None:
    """Write a file whole or not at all: a full disk leaves the old file unchanged.

    A pipe or a device is written to directly; the target of a link is replaced, not the link.

    Raises:
        PapError: if it cannot be written.
    """
    try:
        if path.exists() and not path.is_file() and not path.is_dir():  # the real path of a pipe cannot be opened
            path.write_bytes(_encoded(text))
            return
        target = path.__class__(os.path.realpath(path))
        if path.is_dir() or not target.name:
            raise PapError(f"cannot write {path}: it is a folder", "give the name of a file")
        _replace(target, _encoded(text))
    except (OSError, ValueError) as error:
        why = (error.strerror or str(error)).lower() if isinstance(error, OSError) else "invalid file name"
        raise PapError(f"cannot write {path}: {why}") from None


def _encoded(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8")


def _replace(target: Path, data: bytes) -> None:
    """Write a temporary file beside TARGET, then move it into place with the old file's permissions."""
    from pap_cli.output.lock import open_draft

    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    _remove_drafts(target)
    try:
        with open_draft(draft) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            if target.exists():
                draft.chmod(target.stat().st_mode)
            if os.name != "nt":  # where the lock holds until the draft is no more, and an open file can be moved
                draft.replace(target)
        if os.name == "nt":
            draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _remove_drafts(target: Path) -> None:
    """Delete the drafts of TARGET that killed runs left."""
    import re

    from pap_cli.output.lock import is_abandoned

    drafts = re.compile(rf"\.{re.escape(target.name)}\.\d+\.tmp")
    for path in target.parent.iterdir():
        if drafts.fullmatch(path.name) and is_abandoned(path):
            path.unlink(missing_ok=True)
