"""The worst inputs that we could think of, each as large as it is asked to be: what costs most for its size.

A function in any module here under `@bomb` is one by that alone.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from hostile.bombs.making import BOMBS as BOMBS

for found in iter_modules(__path__):
    import_module(f"{__name__}.{found.name}")
