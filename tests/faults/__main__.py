"""`python -m tests.faults --seconds 300`: plants faults at ever new points; prints what fails."""

from __future__ import annotations

import argparse
import sys
import traceback
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic

from tests.faults.row import Row, Trial
from tests.faults.rows import PARTS
from tests.faults.stage import Stage


def main() -> int:
    """Try all rows with seed after seed; 1 if any failed."""
    asked = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    asked.add_argument("--seconds", type=float, default=300)
    asked.add_argument("--seed", type=int, default=1000, help="the first one")
    asked.add_argument("--only", default="", help="faults with these words")
    told = asked.parse_args()
    rows = [row for found in PARTS.values() for row in found if told.only in row.fault]
    until, failed, tried = monotonic() + told.seconds, 0, 0
    with TemporaryDirectory() as place:
        stage = Stage(Path(place, "stage"))
        stage.place.mkdir()
        for seed in count(told.seed):
            for row in rows:
                if monotonic() > until:
                    print(f"{tried} tried, {failed} failed")
                    return int(failed > 0)
                tried += 1
                failed += not _holds(row, seed, stage)
    return 0


def _holds(row: Row, seed: int, stage: Stage) -> bool:
    with TemporaryDirectory() as place:
        try:
            row.check(Trial(Path(place), Random(f"{row.fault} {seed}"), stage))
        except Exception:
            print(f"{row.fault}, seed {seed}:\n{traceback.format_exc()}", flush=True)
            return False
    return True


if __name__ == "__main__":
    sys.exit(main())
