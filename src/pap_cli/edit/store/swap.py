"""Renames that Python has no function for: two files change places, or a name is taken only if it is free.

After an exchange, what was displaced is still there and can be looked at: an editor that saved at the last moment loses
nothing.  Linux has them as renameat2(2), macOS as renamex_np(2); where neither is there, or the file system refuses,
the caller has to do without.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

_AT_FDCWD = -100
_LINUX_NEW, _LINUX_EXCHANGE = 1, 2
_MACOS_EXCHANGE, _MACOS_NEW = 2, 4
# What a kernel or a file system answers that does not know them.
_UNKNOWN = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP)


def exchange(one: Path, other: Path) -> bool:
    """Give each of two files the name of the other; False if this system cannot.

    Raises:
        OSError: if one is missing, or may not be renamed.
    """
    return _rename(one, other, _MACOS_EXCHANGE if sys.platform == "darwin" else _LINUX_EXCHANGE)


def rename_new(old: Path, new: Path) -> None:
    """Rename a file.

    Raises:
        FileExistsError: if the new name is taken.
        OSError: if the file is missing, or may not be renamed.
    """
    if os.name == "nt":
        old.rename(new)  # which refuses there if the name is taken
    elif not _rename(old, new, _MACOS_NEW if sys.platform == "darwin" else _LINUX_NEW):
        try:
            os.link(old, new)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            if os.path.lexists(new):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), os.fspath(new)) from None
            old.rename(new)
        else:
            old.unlink()


def _rename(old: Path, new: Path, flags: int) -> bool:
    call = _call()
    number = errno.ENOSYS if call is None else call(os.fsencode(old), os.fsencode(new), flags)
    if number in _UNKNOWN:
        return False
    if number:
        raise OSError(number, os.strerror(number), os.fspath(old), None, os.fspath(new))
    return True


@cache
def _call() -> Callable[[bytes, bytes, int], int] | None:
    """Return the function of the system, which returns an error number; None if there is none."""
    if sys.platform == "win32":
        return None
    try:
        import ctypes

        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            renamex = library.renamex_np
            renamex.argtypes = (ctypes.c_char_p, ctypes.c_char_p, ctypes.c_uint)
            return lambda old, new, flags: ctypes.get_errno() if renamex(old, new, flags) else 0
        renameat2 = library.renameat2
        renameat2.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
        return lambda old, new, flags: ctypes.get_errno() if renameat2(_AT_FDCWD, old, _AT_FDCWD, new, flags) else 0
    except (ImportError, OSError, AttributeError):
        return None
