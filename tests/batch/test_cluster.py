"""The batch on a Dask cluster of two workers on this computer, one of which is killed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from migrator.batch import cluster
from migrator.cli import cli
from tests.batch.hosts import command, exported, listed, start, timeless, town, until
from tests.test_cli import SAVED

pytestmark = pytest.mark.loopback
_DASK = (sys.executable, "-m", "dask")
_QUIET = subprocess.DEVNULL


@contextmanager
def running(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    process = start([*_DASK, *arguments], stdout=_QUIET, stderr=_QUIET)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def scheduler(folder: Path) -> Iterator[Path]:
    """A scheduler; gives the file that says where it is."""
    said = folder / "scheduler.json"
    where = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    with running("scheduler", *where, "--scheduler-file", str(said)):
        until(said.exists)
        yield said


@contextmanager
def worker(said: Path, name: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker that does one site at a time, in the process that was started."""
    local = str(said.parent / name)
    options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
    given = ("--scheduler-file", str(said), "--local-directory", local, "--name", name)
    with running("worker", *options, *given) as process:
        yield process


def address_in(said: Path) -> str:
    told: str = json.loads(said.read_text())["address"]
    return told


def test_killed_worker_costs_nothing_but_time(tmp_path: Path) -> None:
    """Two workers, one of them killed in the middle of its site: the same result to the byte.

    No host was ever asked two things at once, whoever asked.
    """
    with town(3, latency=0.01) as here, scheduler(tmp_path) as said:
        sites = listed(tmp_path / "sites.csv", here.addresses)
        calm = start(command(sites, tmp_path / "calm", "-q"), stdout=_QUIET)
        assert calm.wait(timeout=240) == 1  # each has a page that robots.txt forbids
        here.forget()
        where = ("--scheduler", address_in(said), "--sites", "2", "-q", "--json")
        with worker(said, "one") as doomed, worker(said, "two"):
            batch = start(
                command(sites, tmp_path / "out", *where), stdout=subprocess.PIPE, stderr=_QUIET
            )
            until(lambda: here.reached(0, 1) > 12)
            doomed.send_signal(signal.SIGKILL)
            told, _ = batch.communicate(timeout=240)
        most = here.most_at_once

    assert batch.returncode == 1
    assert exported(tmp_path / "out") == exported(tmp_path / "calm") != {}
    first, second = ((tmp_path / name / "batch.json").read_text() for name in ("calm", "out"))
    assert timeless(first) == timeless(second) == timeless(told.decode())
    assert most == [1] * 4


def test_cluster_of_this_computer_gives_the_same(tmp_path: Path) -> None:
    """`--scheduler local` starts workers of its own, and ends them."""
    sites = tmp_path / "sites.csv"
    sites.write_text(f"{SAVED}\n{SAVED / 'notes.html'}\n{SAVED.parent / 'missing'}")
    for name, where in (("one", ()), ("two", ("--scheduler", "local", "--sites", "2"))):
        done = start(command(sites, tmp_path / name, "-q", *where), stdout=_QUIET)
        assert done.wait(timeout=240) == 1
    one, two = ((tmp_path / name / "batch.json").read_text() for name in ("one", "two"))

    assert exported(tmp_path / "two") == exported(tmp_path / "one") != {}
    assert timeless(two) == timeless(one)


def test_interrupted_cluster_stops_and_goes_on(tmp_path: Path) -> None:
    """Ctrl-C stops the sites that workers are at, too; the same command then does the rest."""
    with town(2, latency=0.02) as here, scheduler(tmp_path) as said, worker(said, "one"):
        sites = listed(tmp_path / "sites.csv", here.addresses)
        where = ("--scheduler", address_in(said), "-q")
        batch = start(
            command(sites, tmp_path / "out", *where), stdout=_QUIET, stderr=subprocess.PIPE
        )
        until(lambda: here.reached(0) > 10)
        batch.send_signal(signal.SIGINT)
        _, told = batch.communicate(timeout=60)
        asked = len(here.asked)
        again = start(command(sites, tmp_path / "out", *where), stdout=_QUIET)
        done = again.wait(timeout=240)

    assert batch.returncode == 130
    assert told.decode() == "Interrupted. Run the same command again to go on.\n"
    assert done == 1
    assert len(here.asked) > asked + 20


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("tcp://127.0.0.1:1", "Error: tcp://127.0.0.1:1 is no scheduler that answers: "),
        ("nonsense://x", "Error: nonsense://x is no address of a scheduler\n"),
    ],
)
def test_scheduler_that_is_none_is_told(tmp_path: Path, address: str, told: str) -> None:
    """One line, and the exit code of wrong usage, whatever is wrong with the address."""
    (tmp_path / "sites.csv").write_text("blog.example")
    asked = command(tmp_path / "sites.csv", tmp_path / "out", "--scheduler", address)
    done = start(asked, stdout=_QUIET, stderr=subprocess.PIPE)
    _, said = done.communicate(timeout=90)

    assert done.returncode == 2
    assert said.decode().startswith(told)
    assert "Traceback" not in said.decode()


def test_missing_extra_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has not installed it reads the command that does, and nothing is begun."""
    (tmp_path / "sites.csv").write_text("blog.example")
    monkeypatch.setattr(cluster, "find_spec", lambda name: None)
    out = tmp_path / "out"
    asked = ["batch", str(tmp_path / "sites.csv"), "--out", str(out), "--scheduler", "local"]
    done = CliRunner().invoke(cli, asked)

    assert done.exit_code == 2
    assert "Error: --scheduler needs the package distributed" in done.output
    assert "pip install 'webnode-migrator[distributed]'" in done.output
    assert not out.exists()
