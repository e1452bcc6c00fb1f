"""How long to wait: for politeness, and for a server in trouble."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from protego import Protego

LONGEST = 300.0  # whoever asks for more did not mean it
_USUAL = 1.0


def crawl_delay(robots: Protego, agent: str) -> float:
    """Seconds between two requests, as robots.txt asks for them; one if it does not."""
    asked = robots.crawl_delay(agent)
    wanted = _USUAL if asked is None or not math.isfinite(asked) else float(asked)
    return min(wanted, LONGEST)


def retry_after(said: str, now: datetime) -> float | None:
    """Seconds until a busy server wants to be asked again, within reason; None if it does not say.

    It says seconds or a date.
    """
    said = said.strip()
    if said.isdecimal():
        return min(float(said), LONGEST)
    when = date_in(said)
    return None if when is None else min(max((when - now).total_seconds(), 0.0), LONGEST)


def date_in(said: str) -> datetime | None:
    """The moment that a header tells; None if it tells none."""
    try:
        when = parsedate_to_datetime(said)
    except (ValueError, TypeError, OverflowError):
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def back_off(attempt: int, chance: float) -> float:
    """Seconds until the next attempt: twice as long each time, half of it by chance (0 to 1).

    >>> back_off(1, 0.0), back_off(1, 1.0), back_off(3, 0.5)
    (1.0, 2.0, 6.0)
    """
    return min(2.0**attempt * (1 + chance) / 2, LONGEST)
