"""Which of several answers is the newest, and which one stood there at a date."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from migrator.archive import Archive
from tests.test_archive import WHEN, fetched, records


def test_what_came_later_is_hidden_and_what_is_older_hides_nothing(tmp_path: Path) -> None:
    """`until` shows the archive as it was; captures taken over may be older than what is there."""
    path, url = tmp_path / "site.warc.gz", "https://x.example/a"
    for hours in (0, 2, 1, -5):
        Archive(path).keep(fetched("a", b"%d" % hours, hours, request=()))

    seen = {}
    for hours in (-6, -5, 0, 1, 2, 9):
        found = Archive(path, until=WHEN + timedelta(hours=hours)).get(url)
        seen[hours] = found.body if found else None
    assert seen == {-6: None, -5: b"-5", 0: b"0", 1: b"1", 2: b"2", 9: b"2"}
    assert Archive(path).snapshot(url).body == b"2"
    assert url not in Archive(path, until=WHEN - timedelta(days=1))


def test_clock_that_is_put_back_makes_no_answer_older(tmp_path: Path) -> None:
    """What was asked for last is the newest, also for whoever opens the archive later."""
    archive = Archive(tmp_path / "site.warc.gz")
    for hours, body in ((0, b"first"), (-9000, b"second"), (-9000, b"third")):
        archive.keep(fetched("a", body, hours))
    (tmp_path / "index.jsonl").unlink()
    again = Archive(archive.path)

    for each in (archive, again):
        assert each.snapshot("https://x.example/a").body == b"third"
    dates = [str(head.get_header("WARC-Date")) for kind, head, *_ in records(archive.path)][1::2]
    assert dates == sorted(dates)
