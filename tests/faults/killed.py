"""Real processes that are really killed, while they fetch, write and convert."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from tests.conftest import ROOT
from tests.faults.row import Row, Trial
from tests.faults.stage import LOCK, SAVED, files, unequal
from tests.webnode import Blog, Server, serve

_KILLS = 5
_CONVERTS = 2
_IN_FLIGHT = 5  # requests: one to the site, four to its files
_DONE = 1  # each of them has something that cannot be had
_INTERRUPTED = 130


def start(*arguments: str | Path) -> subprocess.Popen[bytes]:
    """The tool as a process of its own."""
    command = [sys.executable, "-m", "migrator", *map(str, arguments), "-q"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=env)


def ended(running: subprocess.Popen[bytes]) -> tuple[int, str]:
    """How a process ends, and what it told."""
    _, told = running.communicate(timeout=300)
    return running.returncode, told.decode()


def _export(server: Server, out: Path) -> subprocess.Popen[bytes]:
    return start("export", server.address, "--own-site", "--delay", "0", "--out", out)


def _killed(running: subprocess.Popen[bytes], seconds: float) -> None:
    time.sleep(seconds)
    running.send_signal(signal.SIGKILL)
    running.communicate()


def _while_it_exports(trial: Trial) -> None:
    """No answer that was kept is asked for again."""
    calm, out = trial.place / "calm" / "out", trial.place / "out"
    with serve(Blog("webnode2", 16, trouble=False, latency=0.02)) as server:
        began = time.monotonic()
        assert ended(_export(server, calm)) == (_DONE, "")
        whole = time.monotonic() - began
        server.log.clear()
        for _ in range(_KILLS):
            _killed(_export(server, out), whole * trial.chance.uniform(0.1, 0.7))
        assert ended(_export(server, out)) == (_DONE, "")
        asked = Counter((request.port, request.path) for request in server.log)

    assert unequal(files(calm / "site"), files(out / "site")) == []
    assert unequal(files(calm / "redirects"), files(out / "redirects")) == []
    assert sum(asked.values()) - len(asked) <= _KILLS * _IN_FLIGHT
    assert not (out / LOCK).exists()


def _while_it_converts(trial: Trial) -> None:
    """All but the report's date of nothing is the same."""
    calm, out = trial.place / "calm" / "out", trial.place / "out"
    assert ended(start("fetch", SAVED, "--out", calm)) == (_DONE, "")
    shutil.copytree(calm, out)
    began = time.monotonic()
    assert ended(start("convert", calm)) == (_DONE, "")
    whole = time.monotonic() - began
    for _ in range(_CONVERTS):
        _killed(start("convert", out), whole * trial.chance.uniform(0.5, 1.0))
    assert ended(start("convert", out)) == (_DONE, "")
    assert unequal(files(calm), files(out)) == []


def _interrupted(trial: Trial) -> None:
    """Exit code 130, one sentence, nothing torn."""
    out = trial.place / "out"
    with serve(Blog("webnode2", 24, trouble=False, latency=0.03)) as server:
        running = _export(server, out)
        while len(server.log) < 30:
            time.sleep(0.01)
        running.send_signal(signal.SIGINT)
        told = "Interrupted. Run the same command again to go on.\n"
        assert ended(running) == (_INTERRUPTED, told)
        assert not (out / LOCK).exists()
        asked = len(server.log)
        assert ended(_export(server, out)) == (_DONE, "")
        pages = Counter((request.port, request.path) for request in server.log)

    assert asked < len(pages)
    assert sum(pages.values()) - len(pages) <= _IN_FLIGHT


ROWS = (
    Row(
        "the process is killed (SIGKILL) again and again while it exports from the site",
        "no lock stays; what was answered is in the archive",
        "only what is missing is asked for; the files are those of the undisturbed export",
        _while_it_exports,
    ),
    Row(
        "the process is killed (SIGKILL) again and again while it converts",
        "no lock stays; the last export is whole, or each of its files is the old or the new one",
        "the undisturbed export, to the byte",
        _while_it_converts,
    ),
    Row(
        "Ctrl-C",
        "one sentence; exit code 130",
        "only what is missing is asked for",
        _interrupted,
    ),
)
