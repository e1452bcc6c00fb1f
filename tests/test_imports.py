"""What happens when the package is imported: nothing."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import importlib, os, pkgutil, socket, sys, threading, warnings

def refused(*_):
    raise AssertionError("reaches out")

for name in ("connect", "connect_ex", "bind", "sendto"):
    setattr(socket.socket, name, refused)
socket.getaddrinfo = socket.gethostbyname = refused
before = set(os.listdir())
import migrator
names = [each.name for each in pkgutil.walk_packages(migrator.__path__, "migrator.")]
names = [name for name in names if not name.startswith("migrator.data") and "__main__" not in name]
for name in names:
    importlib.import_module(name)
assert set(os.listdir()) == before, "writes files"
assert threading.active_count() == 1, "starts threads"
print(len(names))
"""


def test_import_reaches_for_nothing(tmp_path: object) -> None:
    """Every module can be imported without network; none writes, starts or warns."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", CODE],
        cwd=str(tmp_path),
        capture_output=True,
        text=True,
    )

    assert done.stderr == ""
    assert int(done.stdout) > 150
