"""What happens on the way to the site: servers that drop, stall, lie, or have no time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import partial
from pathlib import Path
from random import Random
from unittest.mock import patch

from migrator.archive import Archive
from migrator.fetch import Fetcher
from tests.faults import bad_server as bad
from tests.faults.row import Row, Trial
from tests.faults.stage import DONE, Ended, Stage, command, files, unequal

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
SILENCE = 0.2  # seconds that the client waits for the next byte
PATIENCE = 200  # seconds that all pauses may take together
OWN = ("--own-site", "--delay", "0", "--to", "hugo", "-q")


@contextmanager
def quick(*years: int) -> Iterator[list[float]]:
    """No pause is waited for, but noted; nobody waits long for a byte.

    The clock stands at noon, and jumps by these years, one after another, as often as it is read.
    """
    jumps, paused = iter(years), list[float]()

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Clock:
            return cls.fromtimestamp((NOON + timedelta(days=365 * next(jumps, 0))).timestamp(), tz)

    with (
        patch.dict(Fetcher.__init__.__kwdefaults__, {"sleep": paused.append}),
        patch("migrator.fetch.wire._TIMEOUT", (5, SILENCE)),
        patch("migrator.fetch.wire.datetime", Clock),
        patch("migrator.sources.asking.datetime", Clock),
    ):
        yield paused


def calm(stage: Stage) -> Path:
    """The undisturbed export of the demo's blog."""
    out = stage.place / "demo" / "out"
    if not stage.port:
        with quick(), bad.serve(bad.Mood(bad.is_kind, Random(), share=0)) as address:
            stage.port = int(address.rstrip("/").rpartition(":")[2])
            assert command("export", address, "--out", out, *OWN).code == DONE
    return out


@dataclass(frozen=True)
class _Try:
    """An export of the demo's blog from a server in some mood."""

    out: Path
    calm: Path
    mood: bad.Mood
    address: str

    def run(self, *options: str) -> Ended:
        """The command; done, though perhaps with losses."""
        ended = command("export", self.address, "--out", self.out, *OWN, *options)
        assert ended.code == DONE, ended.told
        return ended

    def heals(self, *options: str) -> None:
        """The same command makes the same files, and once nothing is news, the same report."""
        self.mood.is_over = True
        self.run(*options)
        assert {*self.differs} <= {"report.html", "report.json"}, self.differs
        self.run()
        assert self.differs == []
        self.holds_the_same()

    @property
    def differs(self) -> list[str]:
        """What is not as in the undisturbed export, but for the archive."""
        found = unequal(files(self.out), files(self.calm))
        return [name for name in found if not name.startswith("archive/")]

    def holds_the_same(self) -> None:
        """The archive's newest answers are those of the undisturbed export."""
        held, wanted = (
            {entry.url: entry.says for entry in Archive(out / "archive/site.warc.gz").entries()}
            for out in (self.out, self.calm)
        )
        assert held == wanted

    @property
    def reasons(self) -> set[str]:
        """Why pages and files could not be had."""
        report = json.loads((self.out / "report.json").read_text())
        rows = [*report["pages"], *report["files"]]
        return {row["reason"] for row in rows if row["state"] == "failed"}


@contextmanager
def _served(
    trial: Trial, spoils: bad.Spoils, often: int = bad.ALWAYS, years: tuple[int, ...] = ()
) -> Iterator[_Try]:
    """The blog, badly served, and no pause that is worth mentioning."""
    undisturbed = calm(trial.stage)
    mood = bad.Mood(spoils, trial.chance, often=often)
    with quick(*years) as paused, bad.serve(mood, trial.stage.port) as address:
        yield _Try(trial.place / "out", undisturbed, mood, address)
    assert sum(mood.spoilt.values()) > 1
    assert sum(paused) < PATIENCE


def _for_a_moment(trial: Trial, spoils: bad.Spoils) -> None:
    with _served(trial, spoils, often=1) as site:
        site.run()
        assert site.differs == []


def _for_the_whole_run(trial: Trial, spoils: bad.Spoils, told: str) -> None:
    with _served(trial, spoils) as site:
        site.run()
        assert any(reason.startswith(told) for reason in site.reasons), site.reasons
        site.heals()


def _in_the_middle(trial: Trial) -> None:
    with _served(trial, trial.chance.choice([bad.resets, bad.is_busy])) as site:
        site.mood.share, site.mood.healthy = 1.0, trial.chance.randint(2, 30)
        site.run()
        assert site.reasons
        site.heals()


def _unseen(trial: Trial) -> None:
    with _served(trial, bad.says_less) as site:
        site.run()
        site.heals("--refresh")


def _of_another_kind(trial: Trial) -> None:
    with _served(trial, bad.says_another_kind) as site:
        site.run()
        assert {*site.differs} <= {"report.html", "report.json"}, site.differs
        site.heals("--refresh")


def _not_at_all(trial: Trial) -> None:
    undisturbed = calm(trial.stage)
    mood = bad.Mood(bad.is_kind, trial.chance, share=0)
    address = f"http://127.0.0.1:{trial.stage.port}/"
    out = trial.place / "out"
    with quick():
        ended = command("export", address, "--out", out, *OWN)
        assert ended.code == 3
        assert "could not be reached" in ended.told
        assert not out.exists()
        with bad.serve(mood, trial.stage.port):
            _Try(out, undisturbed, mood, address).run()
    assert _Try(out, undisturbed, mood, address).differs == []


def _clock(trial: Trial, sign: int) -> None:
    steady = trial.chance.randint(1, 20)
    years = (*(0 for _ in range(steady)), *(sign for _ in range(1000)))
    with _served(trial, bad.resets, often=1, years=years) as site:
        site.run()
        assert [name for name in site.differs if name.startswith(("site/", "redirects/"))] == []


def _refreshed_in_the_past(trial: Trial) -> None:
    with _served(trial, bad.says_what_was) as site:
        site.mood.share = 1.0
        site.run()
        assert any(name.startswith("site/") for name in site.differs)
        site.mood.is_over = True
        with quick(*(-1 for _ in range(1000))):
            site.run("--refresh")
        assert [name for name in site.differs if name.startswith("site/")] == []


_ASKED_AGAIN = "it is asked again, later and later, up to three times"
_A_LINE = "one line for each address with the reason; the rest is exported; exit code 1"
_SAME = "what was missing is asked for, and nothing else: the undisturbed export, to the byte"
_NOTHING = "nothing to do: it is the undisturbed export, to the byte"


def _rows(fault: str, spoils: bad.Spoils, told: str) -> Iterator[Row]:
    """The same for a moment, and for as long as the run lasts."""
    short = partial(_for_a_moment, spoils=spoils)
    yield Row(f"{fault}, once for each address", _ASKED_AGAIN, _NOTHING, short)
    long = partial(_for_the_whole_run, spoils=spoils, told=told)
    yield Row(f"{fault}, as long as the run lasts", _A_LINE, _SAME, long)


SERVER = (
    *_rows("drops the connection in the middle of a body", bad.drops, "the answer was cut short"),
    *_rows("resets the connection", bad.resets, "the server could not be reached"),
    *_rows("falls silent in the middle of a body", bad.stalls, "the server did not answer in time"),
    *_rows("answers 503", bad.is_busy, "the server answered 503"),
    Row("stops answering at any point, for good", _A_LINE, _SAME, _in_the_middle, 3),
    Row(
        "cannot be reached",
        "one line; exit code 3; nothing is left behind",
        "the undisturbed export, to the byte",
        _not_at_all,
    ),
    Row(
        "says that a body is packed, which it is not",
        "it is read as it is",
        _NOTHING,
        partial(_for_a_moment, spoils=bad.says_packed),
        2,
    ),
    Row(
        "packs bodies in a way that nobody knows",
        _A_LINE,
        _SAME,
        partial(_for_the_whole_run, spoils=bad.packs_strangely, told="it is packed in a way"),
    ),
    Row(
        "says that pages are plain text, and pictures pages",
        "what they are is told by their bytes: the same files are written",
        "the same; with `--refresh` the same report, too",
        _of_another_kind,
    ),
    Row(
        "says that a body is shorter than it is",
        "nobody can see it: the page ends where the server said",
        "with `--refresh` the undisturbed export, to the byte",
        _unseen,
    ),
)
CLOCK = (
    Row(
        "is put forward by a year during the run",
        "nothing waits longer; the same files are written; the report has the dates of the clock",
        "the same",
        partial(_clock, sign=1),
        2,
    ),
    Row(
        "is put back by a year during the run",
        "nothing waits longer; the same files are written; the report has the dates of the clock",
        "the same",
        partial(_clock, sign=-1),
        2,
    ),
    Row(
        "is a year behind when the site is asked what has changed",
        "what came last counts, and is dated a second after what it follows",
        "the same",
        _refreshed_in_the_past,
    ),
)
