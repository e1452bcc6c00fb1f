"""`python -m tests.fuzz TARGET --seconds 120`: look for bytes that break a target.

It needs atheris: `pip install -e '.[dev,fuzz]'`. What it finds lies in the present folder then, as
`crash-…`: give it a telling name in `tests/fuzz/found/TARGET/`, and mend the fault.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["migrator"]):
    from tests.fuzz.seeds import SEEDS
    from tests.fuzz.targets import TARGETS

_LONGEST = 1 << 16  # bytes
_SLOWEST = 20  # seconds for one input


def main() -> None:
    """Fuzz one target until the time is over, or it breaks."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--corpus", type=Path, help="a folder to keep what opens new paths")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus: Path = asked.corpus or Path(folder)
        corpus.mkdir(exist_ok=True)
        for number, seed in enumerate(SEEDS[asked.target]()):
            (corpus / f"seed-{number}").write_bytes(seed)
        atheris.Setup(_arguments(asked.seconds, corpus), TARGETS[asked.target])
        atheris.Fuzz()


def _arguments(seconds: int, corpus: Path) -> list[str]:
    limits = [f"-max_total_time={seconds}", f"-max_len={_LONGEST}", f"-timeout={_SLOWEST}"]
    return [sys.argv[0], *limits, "-rss_limit_mb=4096", str(corpus)]


if __name__ == "__main__":
    main()
