"""The examples in docstrings say what is so."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest

from tests.conftest import ROOT

NAMES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in sorted((ROOT / "migrator").rglob("*.py"))
    if "starters" not in path.parts and ">>> " in path.read_text("utf-8")
]


@pytest.mark.parametrize("name", NAMES)
def test_examples_give_what_they_say(name: str) -> None:
    """Each example is run; a module without one is not in the list."""
    found = doctest.testmod(import_module(name))

    assert found.attempted > 0
    assert found.failed == 0
