"""All faults, by what they happen to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.faults import machine, network
from tests.faults.row import Row

PARTS: Mapping[str, Sequence[Row]] = {
    "The computer": machine.ROWS,
    "The server": network.SERVER,
    "The clock": network.CLOCK,
}
