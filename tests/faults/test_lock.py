"""The lock where this computer's own system does not have it."""

from __future__ import annotations

import errno
import importlib.util
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from migrator.errors import OutputRefused
from migrator.output import lock


class Windows:
    """What `msvcrt` does: a byte of a file is locked for one opening of it, and not for two."""

    LK_NBLCK = 2

    def __init__(self) -> None:
        self.places: list[int] = []
        self.is_taken = False

    def locking(self, number: int, mode: int, size: int) -> None:
        """Lock, or fail as Windows does."""
        if self.is_taken:
            raise PermissionError(errno.EACCES, "Permission denied")
        self.is_taken, self.places = True, [*self.places, size]


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> tuple[ModuleType, Windows]:
    """The module as Windows would load it: there is no `fcntl` there."""
    system = Windows()
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "fcntl", None)
    fake: Any = SimpleNamespace(locking=system.locking, LK_NBLCK=Windows.LK_NBLCK)
    monkeypatch.setitem(sys.modules, "msvcrt", fake)
    spec = importlib.util.spec_from_file_location("lock_of_windows", lock.__file__)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module, system


def test_windows_has_the_lock_too(windows: tuple[ModuleType, Windows], tmp_path: Path) -> None:
    """The second run is told who has it: what is locked is a byte far behind the note."""
    module, system = windows
    out = tmp_path / "out"
    with module.locked(out):
        with pytest.raises(OutputRefused, match=r"another run is at work in .*out: process \d+"):
            module.must_not_be_busy(out)
        with pytest.raises(OutputRefused, match="another run"), module.locked(out):
            pass
        system.is_taken = False  # as the system does when the file is closed

    assert not out.exists()


def test_note_that_nobody_can_read_does_not_hide_the_lock(tmp_path: Path) -> None:
    """Between taking the lock and saying who has it, there is nobody to name."""
    with lock.locked(tmp_path / "out"):
        (tmp_path / "out" / ".migrator.lock").write_text("")
        with pytest.raises(OutputRefused) as refused, lock.locked(tmp_path / "out"):
            pass

    assert str(refused.value) == f"another run is at work in {tmp_path / 'out'}"
