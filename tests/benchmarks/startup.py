"""How long a user waits for `--help`, and how that compares with importing Click alone.

    python -m tests.benchmarks.startup [--runs 40]

The runs of all commands take turns, so that a busy computer slows all of them down alike; of each
the median is told, and of the ratio that of the pairs.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time

_BASE = ["-c", "import click"]
_CALLS = {
    "python -c 'import click'": _BASE,
    "migrator --help": ["-m", "migrator", "--help"],
    "migrator --version": ["-m", "migrator", "--version"],
    "migrator export --help": ["-m", "migrator", "export", "--help"],
    "Tab behind `migrator ex`": ["-c", "from migrator.cli import cli; cli(prog_name='migrator')"],
}
_TAB = {"_MIGRATOR_COMPLETE": "bash_complete", "COMP_WORDS": "migrator ex", "COMP_CWORD": "1"}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=40)
    taken: dict[str, list[float]] = {name: [] for name in _CALLS}
    for _ in range(parser.parse_args().runs):
        for name, call in _CALLS.items():
            taken[name].append(_seconds(call))
    base = next(iter(taken.values()))
    for name, times in taken.items():
        ratio = statistics.median(one / other for one, other in zip(times, base, strict=True))
        print(f"{name:26} {statistics.median(times) * 1000:6.0f} ms  {ratio:5.2f}")


def _seconds(call: list[str]) -> float:
    began = time.perf_counter()
    environment = {**os.environ, **(_TAB if call[0] == "-c" and call is not _BASE else {})}
    subprocess.run([sys.executable, *call], env=environment, stdout=subprocess.DEVNULL, check=False)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
