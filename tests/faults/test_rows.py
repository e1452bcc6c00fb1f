"""Each fault of the table is planted, at points that a seed chooses."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.faults.row import Row, Trial
from tests.faults.rows import PARTS
from tests.faults.stage import Stage

pytestmark = pytest.mark.loopback
TRIALS = [
    pytest.param(row, seed, id=f"{row.fault}-{seed}")
    for rows in PARTS.values()
    for row in rows
    for seed in range(row.times)
]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """The undisturbed exports."""
    return Stage(tmp_path_factory.mktemp("stage"))


@pytest.mark.parametrize(("row", "seed"), TRIALS)
def test_fault_does_what_the_table_says(row: Row, seed: int, stage: Stage, tmp_path: Path) -> None:
    """A clear end at once, and with the same command again the export as if nothing had been."""
    row.check(Trial(tmp_path, Random(f"{row.fault} {seed}"), stage))
