"""How long a page takes to fetch, beside wget, and how much memory a larger site takes.

    python -m tests.benchmarks.crawl [--posts 300] [--more 3000] [--rounds 3]

A server on loopback (`tests/webnode`) is crawled without delay: by `wget -r` with an archive, and
by `migrator fetch`, in turn. They do not do the same: ours also reads every page and tells what
became of each address. The time of a page is told with a server that answers at once, which no
server on the network does, and with one that takes 20 ms; the ratio is that of the time per answer.
Memory is the peak of the process.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from warcio.archiveiterator import ArchiveIterator

TRAPS = (
    "calendar/20|print=1|/search|/discussion|/_system|/servers|/cart|/private/notes|m[.]localhost"
)


TOOLS = ("migrator", "wget")


class Run(NamedTuple):
    """What one run took: seconds, and mebibytes at its peak; how many answers it kept."""

    seconds: float
    memory: float
    answers: int
    size: int  # bytes of the archive


@contextmanager
def server(posts: int, latency: float) -> Iterator[str]:
    """The address of a blog in a process of its own."""
    command = [sys.executable, "-m", "tests.webnode", "--generation", "webnode2"]
    command += ["--posts", str(posts), "--latency", str(latency)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert running.stdout is not None
        yield running.stdout.readline().strip()
    finally:
        running.terminate()
        running.wait()


def measured(command: list[str], folder: Path) -> Run:
    """Run a command in an empty folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    began = time.monotonic()
    quiet = subprocess.DEVNULL
    running = subprocess.Popen(command, cwd=folder, stdout=quiet, stderr=quiet)
    _, _, usage = os.wait4(running.pid, 0)
    running.returncode = 0  # it was waited for
    seconds = time.monotonic() - began
    archive = next(folder.rglob("site.warc.gz"))
    with archive.open("rb") as file:
        answers = sum(r.rec_type in ("response", "revisit") for r in ArchiveIterator(file))
    return Run(seconds, usage.ru_maxrss / 1024, answers, archive.stat().st_size)


def ours(address: str, verb: str = "fetch") -> list[str]:
    """Our command."""
    options = ["--own-site", "--delay", "0", "--out", "out", "-q"]
    return [sys.executable, "-m", "migrator", verb, address, *options]


def wgets(address: str) -> list[str]:
    """What an experienced user of wget would say to get as much."""
    options = ["-q", "-r", "-l", "inf", "-p", "-H", "-D", "127.0.0.1", "--warc-file=site"]
    options += ["-e", "robots=off", "--reject-regex", TRAPS]
    return ["wget", *options, address, f"{address}sitemap_index.xml"]


def speed(posts: int, latency: float, rounds: int, folder: Path) -> str:
    """One line of the table."""
    with server(posts, latency) as address:
        pairs = [
            (measured(ours(address), folder), measured(wgets(address), folder))
            for _ in range(rounds)
        ]
    told = (
        f"{name} {_told(runs)}" for name, runs in zip(TOOLS, zip(*pairs, strict=True), strict=True)
    )
    ratio = statistics.median(_each(mine) / _each(theirs) for mine, theirs in pairs)
    return f"{latency * 1000:4.0f} ms an answer: {', '.join(told)}, ratio {ratio:.2f}"


def _told(runs: tuple[Run, ...]) -> str:
    seconds, last = statistics.median(run.seconds for run in runs), runs[-1]
    return f"{seconds:.1f} s for {last.answers} answers ({last.size / 1e6:.1f} MB)"


def _each(run: Run) -> float:
    return run.seconds / run.answers


def memory(posts: int, more: int, verb: str, folder: Path) -> str:
    """How the peak grows with the number of posts."""
    peaks = []
    for number in (posts, more):
        with server(number, 0.0) as address:
            peaks.append(measured(ours(address, verb), folder).memory)
    few, many = peaks
    told = f"{posts} posts {few:.0f} MiB, {more} posts {many:.0f} MiB"
    return f"{verb:>7}: {told}, ratio {many / few:.2f}"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--posts", type=int, default=300)
    parser.add_argument("--more", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "run"
        for latency in (0.0, 0.02):
            print(speed(asked.posts, latency, asked.rounds, folder), flush=True)
        for verb in ("fetch", "export"):
            print(memory(asked.posts, asked.more, verb, folder), flush=True)


if __name__ == "__main__":
    main()
