"""How long a user waits for `--help`, and how that compares with importing Click alone.

    python -m tests.benchmarks.startup [--runs 40]

The runs of all commands take turns; of each the median is told, and of the ratios that of the
pairs. Time of the processor counts, so that a busy computer changes little.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys

_BASE = ["-c", "import click"]
_MAIN = ["-c", "from migrator.cli import cli; cli(prog_name='migrator')"]  # as the command does
_CALLS = {
    "python -c 'import click'": _BASE,
    "migrator --help": [*_MAIN, "--help"],
    "migrator --version": [*_MAIN, "--version"],
    "migrator export --help": [*_MAIN, "export", "--help"],
    "Tab behind `migrator ex`": _MAIN,
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
    (_, base), *_ = taken.items()
    print(f"{'':26} {'median':>9}  times the first")
    for name, times in taken.items():
        ratio = statistics.median(one / other for one, other in zip(times, base, strict=True))
        print(f"{name:26} {statistics.median(times) * 1000:6.0f} ms  {ratio:5.2f}")


def _seconds(call: list[str]) -> float:
    """What the processor did for it: other programs are not to count."""
    environment = {**os.environ, **(_TAB if call is _MAIN else {})}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *call], env=environment, stdout=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    user, system = after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime
    return user + system


if __name__ == "__main__":
    main()
