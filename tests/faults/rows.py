"""All faults, by what they happen to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.faults import killed, machine, network, two_runs
from tests.faults.row import Row

PARTS: Mapping[str, Sequence[Row]] = {
    "The computer": (*killed.ROWS, *machine.ROWS),
    "Two runs at once": two_runs.ROWS,
    "The server": network.SERVER,
    "The clock": network.CLOCK,
}
