"""A run that is killed at any moment goes on where it was, and comes to the same end."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.test_cli import files
from tests.webnode import Blog, serve

pytestmark = pytest.mark.loopback
KILLS = 20
IN_FLIGHT = 5  # one to the site, four to its files


def command(address: str, out: Path) -> list[str]:
    return [
        *(sys.executable, "-m", "migrator", "export", address),
        *("--own-site", "--delay", "0", "--out", str(out), "-q"),
    ]


def start(address: str, out: Path) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command(address, out), stdout=quiet, stderr=quiet, env=env)


def test_killed_twenty_times_it_ends_as_if_undisturbed(tmp_path: Path) -> None:
    """No answer that was kept is asked for again, and the export is the same to the byte."""
    chance = random.Random(5)
    with serve(Blog(posts=24, trouble=False, latency=0.01)) as server:
        undisturbed = start(server.address, tmp_path / "calm")
        began = time.monotonic()
        assert undisturbed.wait(timeout=120) == 1  # the blog has a page that robots.txt forbids
        whole = time.monotonic() - began
        server.log.clear()
        for _ in range(KILLS):
            running = start(server.address, tmp_path / "killed")
            time.sleep(whole * chance.uniform(0.1, 0.7))
            running.send_signal(signal.SIGKILL)
            running.wait()
        last = start(server.address, tmp_path / "killed")
        assert last.wait(timeout=120) == 1
        asked = Counter((request.port, request.path) for request in server.log)

    assert files(tmp_path / "killed/site") == files(tmp_path / "calm/site")
    assert sum(asked.values()) - len(asked) <= KILLS * IN_FLIGHT


def test_ctrl_c_ends_cleanly_and_says_how_to_go_on(tmp_path: Path) -> None:
    """Exit code 130, one sentence, nothing torn; the same command then does the rest."""
    with serve(Blog(posts=40, trouble=False, latency=0.03)) as server:
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        running = subprocess.Popen(
            command(server.address, tmp_path / "out"), stderr=subprocess.PIPE, env=env
        )
        while len(server.log) < 30:
            time.sleep(0.01)
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=20)
        asked = len(server.log)
        done = start(server.address, tmp_path / "out").wait(timeout=120)
        pages = Counter((request.port, request.path) for request in server.log)

    assert running.returncode == 130
    assert told.decode() == "Interrupted. Run the same command again to go on.\n"
    assert done == 1
    assert asked < len(pages)
    assert sum(pages.values()) - len(pages) <= IN_FLIGHT
