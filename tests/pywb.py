"""The real pywb, started on loopback with somebody's archive in it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

COLLECTION = "old"


def wayback_command() -> Path:
    """Where pywb is; a test that needs it is skipped where it is not."""
    found = os.environ.get("MIGRATOR_PYWB") or shutil.which("wayback")
    if not found:
        pytest.skip("no pywb: install it in an environment of its own, MIGRATOR_PYWB=…/wayback")
    return Path(found)


@contextmanager
def replaying(warcs: Sequence[Path], folder: Path) -> Iterator[str]:
    """The address of a collection that holds the archives; pywb stops when done."""
    wayback = wayback_command()
    folder.mkdir()
    manager = [str(wayback.with_name("wb-manager"))]
    for arguments in (["init", COLLECTION], ["add", COLLECTION, *map(str, warcs)]):
        subprocess.run([*manager, *arguments], cwd=folder, check=True, capture_output=True)
    port = _free_port()
    command = [str(wayback), "--bind", "127.0.0.1", "-p", str(port)]
    with (folder / "log").open("wb") as log:
        running = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            _wait_for(f"http://127.0.0.1:{port}/", running)
            yield f"http://127.0.0.1:{port}/{COLLECTION}"
        finally:
            running.terminate()
            running.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(url: str, running: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert running.poll() is None, "pywb ended by itself"
        try:
            requests.get(url, timeout=5)
            return
        except requests.ConnectionError:
            time.sleep(0.1)
    raise AssertionError("pywb does not answer")
