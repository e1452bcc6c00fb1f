"""A process that is killed costs its site a second attempt; Ctrl-C loses nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections import Counter
from functools import partial
from pathlib import Path

import pytest

from tests.batch.hosts import command, exported, listed, start, timeless, town, until

pytestmark = pytest.mark.loopback
_QUIET = subprocess.DEVNULL
IN_FLIGHT = 5  # requests of a site


def parents() -> dict[int, int]:
    """All processes that have not ended, and who has started them."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent, *_ = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        if state != "Z":
            found[int(stat.parent.name)] = int(parent)
    return found


def children(parent: int) -> list[int]:
    return sorted(child for child, its in parents().items() if its == parent)


def has_ended(process: int) -> bool:
    return process not in parents()


needs_proc = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="only /proc tells the processes of a batch"
)


@needs_proc
def test_killed_process_takes_no_other_with_it(tmp_path: Path) -> None:
    """Its site is begun again and goes on from its archive: the same result to the byte."""
    with town(2, latency=0.01) as here:
        sites = listed(tmp_path / "sites.csv", here.addresses)
        calm = start(command(sites, tmp_path / "calm", "-q"), stdout=_QUIET)
        assert calm.wait(timeout=240) == 1
        here.forget()
        batch = start(
            command(sites, tmp_path / "out", "--sites", "2", "-q", "--json"),
            stdout=subprocess.PIPE,
            stderr=_QUIET,
        )
        until(lambda: here.reached(0, 1) > 12)
        doomed, spared = children(batch.pid)
        os.kill(doomed, signal.SIGKILL)
        until(partial(has_ended, doomed))
        assert spared in children(batch.pid)
        told, _ = batch.communicate(timeout=240)
        asked = Counter(here.asked)

    assert batch.returncode == 1
    assert exported(tmp_path / "out") == exported(tmp_path / "calm") != {}
    assert timeless(told.decode()) == timeless((tmp_path / "calm" / "batch.json").read_text())
    assert sum(asked.values()) - len(asked) <= 2 * IN_FLIGHT


@needs_proc
def test_site_that_kills_its_process_each_time_fails_alone(tmp_path: Path) -> None:
    """After three attempts it is told as failed; the others are done."""
    with town(2, latency=0.02) as here:
        sites = listed(tmp_path / "sites.csv", here.addresses)
        batch = start(
            command(sites, tmp_path / "out", "--sites", "1", "-q", "--json"),
            stdout=subprocess.PIPE,
            stderr=_QUIET,
        )
        for _ in range(3):
            until(lambda: children(batch.pid))
            (doomed,) = children(batch.pid)
            os.kill(doomed, signal.SIGKILL)
            until(partial(has_ended, doomed))
        told, _ = batch.communicate(timeout=240)
        first, second = json.loads(told)["sites"]

    assert first["state"] == "failed"
    assert first["error"] == "the process that did it was lost 3 times (it ended with -9)"
    assert second["state"] == "lacking"
    assert second["posts"] > 10


def test_ctrl_c_keeps_what_is_done_and_says_how_to_go_on(tmp_path: Path) -> None:
    """Exit code 130, no process left behind; the same command does what is open, and no more."""
    with town(2, latency=0.01) as here:
        sites = listed(tmp_path / "sites.csv", here.addresses)
        again = command(sites, tmp_path / "out", "--sites", "1")
        batch = start(again, stdout=_QUIET, stderr=subprocess.PIPE)
        until(lambda: here.reached(1) > 8)
        batch.send_signal(signal.SIGINT)
        _, told = batch.communicate(timeout=60)
        asked = len(here.asked)
        states = [site["state"] for site in sheet(tmp_path / "out")]
        here.forget()
        last = start([*again, "-q"], stdout=_QUIET)
        assert last.wait(timeout=240) == 1
        done = [(site["state"], site["done"]) for site in sheet(tmp_path / "out")]
        ports = {port for port, _ in here.asked}

    assert batch.returncode == 130
    assert told.decode().endswith(
        "1 of 2 sites is done and kept.\nInterrupted. Run the same command again to go on.\n"
    )
    assert "Traceback" not in told.decode()
    assert asked > 10
    assert states == ["lacking", "open"]
    assert done == [("lacking", "before"), ("lacking", "now")]
    assert here.servers[0].port not in ports


@needs_proc
def test_processes_end_with_the_batch_that_is_killed(tmp_path: Path) -> None:
    """Nobody goes on to ask a site when whoever asked for it is gone; the folder is free again."""
    with town(2, latency=0.05) as here:
        sites = listed(tmp_path / "sites.csv", here.addresses)
        batch = start(command(sites, tmp_path / "out", "-q"), stdout=_QUIET)
        until(lambda: here.reached(0, 1) > 5)
        left = children(batch.pid)
        batch.kill()
        batch.wait()
        asked = len(here.asked)
        until(lambda: not parents().keys() & {*left})
        more = len(here.asked) - asked
        again = start(command(sites, tmp_path / "out", "-q"), stdout=_QUIET)

        assert len(left) == 2
        assert more <= 2 * IN_FLIGHT
        assert again.wait(timeout=240) == 1


def sheet(out: Path) -> list[dict[str, object]]:
    told: list[dict[str, object]] = json.loads((out / "batch.json").read_text())["sites"]
    return told
