"""The example report in docs/ is what `pap report` writes today."""

from __future__ import annotations

import importlib.util
import platform
import sys
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from types import ModuleType
from zipfile import ZipFile

import pytest

from conftest import ROOT

KEPT = ROOT / "docs" / "examples"


def _maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("examples", ROOT / "docs" / "examples.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["examples"] = module
    spec.loader.exec_module(module)
    return module


@cache
def _made() -> Path:
    folder = Path(mkdtemp(prefix="pap-example-"))
    _maker().write(folder)
    return folder


@pytest.mark.parametrize("name", [name for name in _maker().NAMES if name.endswith((".md", ".html"))])
def test_the_example_is_current(name: str) -> None:
    assert (KEPT / name).read_bytes() == (_made() / name).read_bytes(), "run  make report"


def test_the_example_in_word_is_current() -> None:
    (name,) = (name for name in _maker().NAMES if name.endswith(".docx"))
    with ZipFile(KEPT / name) as kept, ZipFile(_made() / name) as made:
        assert kept.namelist() == made.namelist(), "run  make report"
        for part in kept.namelist():
            if not part.endswith(".png"):  # pixels may differ by a shade between processors
                assert kept.read(part) == made.read(part), f"{part}: run  make report"


@pytest.mark.skipif(platform.machine() not in ("x86_64", "AMD64"), reason="the PDF was made on another processor")
def test_the_example_in_pdf_is_current() -> None:
    (name,) = (name for name in _maker().NAMES if name.endswith(".pdf"))
    assert (KEPT / name).read_bytes() == (_made() / name).read_bytes(), "run  make report"
