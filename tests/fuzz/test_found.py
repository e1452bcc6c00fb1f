"""What fuzzers found once holds for good, and so does what is close to a sound input."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.seeds import SEEDS
from tests.fuzz.targets import TARGETS

FOUND = Path(__file__).parent / "found"
FILES = sorted(path for path in FOUND.glob("*/*") if path.is_file())
CHANGES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 9), st.binary(max_size=6)), max_size=5)
CALM = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def changed(seed: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    """The seed with some bytes of it replaced, wherever in it."""
    for place, length, new in changes:
        at = int(place * len(seed))
        seed = seed[:at] + new + seed[at + length :]
    return seed


@pytest.mark.parametrize("file", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_was_found_once_is_mended(file: Path) -> None:
    """The bytes that broke a target do so no more."""
    TARGETS[file.parent.name](file.read_bytes())


@pytest.mark.parametrize("target", list(TARGETS))
def test_sound_input_that_is_damaged_breaks_nothing(target: str) -> None:
    """Whatever bytes of a seed are replaced or lost, all that the target promises holds."""
    seeds = st.sampled_from(SEEDS[target]())

    @CALM
    @given(seeds, CHANGES)
    def holds(seed: bytes, changes: list[tuple[float, int, bytes]]) -> None:
        TARGETS[target](changed(seed, changes))

    holds()


@pytest.mark.parametrize("target", list(TARGETS))
def test_seeds_are_sound(target: str) -> None:
    """What a fuzzer starts from breaks nothing, and there is some."""
    seeds = SEEDS[target]()

    assert seeds
    for seed in seeds:
        TARGETS[target](seed)
