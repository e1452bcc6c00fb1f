"""The clock of this computer may be wrong; the server's is the one that it goes by."""

from __future__ import annotations

import responses

from tests.test_fetch import SITE, Clock, fetcher
from tests.test_wire import asked


def test_wrong_clock_here_waits_no_longer(network: responses.RequestsMock) -> None:
    """A date to come back at is held against the server's clock: ours may be years behind."""
    headers = {
        "Date": "Tue, 01 Jan 2086 12:00:00 GMT",
        "Retry-After": "Tue, 01 Jan 2086 12:00:09 GMT",
    }
    network.get(f"{SITE}a/", status=503, headers=headers)
    network.get(f"{SITE}a/", body="a")
    clock = Clock()
    asked(fetcher(clock), f"{SITE}a/")

    assert clock.slept == [9.0]
