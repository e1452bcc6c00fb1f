"""Turns: one request at a time to a host, over threads, processes and runs."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Lock, Thread

import pytest

from migrator.fetch.turns import Turns
from tests.conftest import ROOT

HOLDS = """
import sys, time
from pathlib import Path
from migrator.fetch.turns import Turns
with Turns(Path(sys.argv[1])).taken("a.example", 0.0, lambda seconds, why: None):
    print("mine", flush=True)
    time.sleep(60)
"""


class Pauses:
    """Notes every pause, and waits for none."""

    def __init__(self) -> None:
        self.told: list[float] = []

    def __call__(self, seconds: float, why: str) -> None:
        """One more."""
        self.told.append(seconds)


class Busy:
    """Counts who is in at once."""

    def __init__(self) -> None:
        self._lock, self._now, self.most = Lock(), 0, 0

    def stay(self) -> None:
        """Be in for a moment."""
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        time.sleep(0.01)
        with self._lock:
            self._now -= 1


def together(turns: list[Turns], hosts: list[str], busy: Busy) -> None:
    def ask(own: Turns, host: str) -> None:
        for _ in range(5):
            with own.taken(host, 0.0, Pauses()):
                busy.stay()

    threads = [Thread(target=ask, args=pair) for pair in zip(turns, hosts, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_host_is_asked_one_thing_at_a_time(tmp_path: Path) -> None:
    """By threads of a run, and by runs that know no more of one another than the folder."""
    alone, shared = Busy(), Busy()
    own = Turns(tmp_path / "own")
    together([own] * 4, ["a.example"] * 4, alone)
    together([Turns(tmp_path / "turns") for _ in range(4)], ["a.example"] * 4, shared)

    assert (alone.most, shared.most) == (1, 1)


def test_hosts_do_not_wait_for_one_another(tmp_path: Path) -> None:
    """Two hosts are asked at once; without a folder nobody waits for anybody."""
    several, free = Busy(), Busy()
    together([Turns(tmp_path)] * 4, [f"{name}.example" for name in "abcd"], several)
    together([Turns(None)] * 4, ["a.example"] * 4, free)

    assert several.most > 1
    assert free.most > 1


def test_whoever_is_next_keeps_the_delay(tmp_path: Path) -> None:
    """The next run waits for what is left of the pause that the site asks for; after it, not."""
    pauses = Pauses()
    for delay in (5.0, 0.0, 0.0):
        with Turns(tmp_path).taken("a.example", delay, pauses):
            pass

    assert pauses.told == [0.0, pytest.approx(5.0, abs=0.5), 0.0]


@pytest.mark.parametrize("said", [b"9999999999.0", b"torn", b"nan", b""])
def test_clock_that_was_set_back_stops_nobody(tmp_path: Path, said: bytes) -> None:
    """Nobody waits longer than any site may ask for, whatever stands in the file."""
    pauses = Pauses()
    with Turns(tmp_path).taken("a.example", 0.0, pauses):
        pass
    (file,) = tmp_path.iterdir()
    file.write_bytes(said)
    with Turns(tmp_path).taken("a.example", 0.0, pauses):
        pass

    assert pauses.told[-1] == (300.0 if said.startswith(b"9") else 0.0)


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that has the turn."""
    command = [sys.executable, "-c", HOLDS, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"mine\n"
        yield process
        process.kill()


def test_turn_of_a_killed_process_is_free(tmp_path: Path, holder: subprocess.Popen[bytes]) -> None:
    """While it lives nobody else has the turn; with it the lock is gone."""
    done: list[float] = []

    def ask() -> None:
        with Turns(tmp_path).taken("a.example", 0.0, Pauses()):
            done.append(time.monotonic())

    thread = Thread(target=ask)
    thread.start()
    time.sleep(0.2)
    assert done == []
    holder.kill()
    thread.join(10)

    assert len(done) == 1
