"""Faults that a reader of the asking has found, each at its smallest."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
import responses

from migrator.archive import Archive
from migrator.errors import OutputRefused
from migrator.fetch import Fetcher
from migrator.models import Capture, LeftOut, Missing, Snapshot
from migrator.read.answers import is_sound
from migrator.run import Access, Job, run
from migrator.sources import Wayback
from migrator.sources.asking import Asker
from migrator.sources.base import Progress, SourceOptions, Stage
from migrator.sources.live import LiveSource
from migrator.sources.stored import StoredSource
from tests.test_cli import run as command
from tests.test_live import PAGE, SITE

WHEN = datetime(2026, 1, 27, 12, 0, tzinfo=UTC)


def capture(url: str, body: bytes = b"text", status: int = 200) -> Capture:
    headers = (("Content-Type", "text/html"), ("ETag", '"1"'))
    request = (("Host", "x"),)
    return Capture(url, BytesIO(body), WHEN, status, headers=headers, request=request)


def asker(archive: Archive, *, refresh: bool = False) -> Asker:
    fetcher = Fetcher(SITE, sleep=lambda seconds: None)
    return Asker(fetcher, SourceOptions(archive, lambda progress: None, refresh=refresh))


def test_nothing_has_changed_though_nobody_asked(
    tmp_path: Path, network: responses.RequestsMock
) -> None:
    """A server that answers 304 to a plain request costs that page, not the run."""
    network.get(f"{SITE}a/", status=304)
    found = asker(Archive(tmp_path / "site.warc.gz")).page(f"{SITE}a/")

    assert isinstance(found, Missing)
    assert "nothing has changed" in found.reason


def test_damaged_record_is_fetched_anew(tmp_path: Path, network: responses.RequestsMock) -> None:
    """What cannot be read back from the archive is asked for as if it had never been there."""
    path = tmp_path / "site.warc.gz"
    archive = Archive(path)
    archive.keep(capture(f"{SITE}a/", b"old" * 99))
    archive.keep(capture(f"{SITE}b/"))
    start, end = (archive.entry(f"{SITE}{name}/") for name in "ab")
    assert start is not None
    assert end is not None
    content = bytearray(path.read_bytes())
    content[start.start + 40 : start.start + 80] = bytes(40)
    path.write_bytes(content)
    network.get(f"{SITE}a/", body=b"<html>new", content_type="text/html")
    found = asker(Archive(path), refresh=True).page(f"{SITE}a/")

    assert isinstance(found, Snapshot)
    assert found.body == b"<html>new"


def test_second_run_in_the_same_folder_destroys_nothing(tmp_path: Path) -> None:
    """What another run has written meanwhile is not cut away: this one stops with a hint."""
    path = tmp_path / "site.warc.gz"
    one, other = Archive(path), Archive(path)
    one.keep(capture(f"{SITE}a/"))

    with pytest.raises(OutputRefused, match="has changed while it was in use"):
        other.keep(capture(f"{SITE}b/"))
    assert f"{SITE}a/" in Archive(path)


def test_page_in_place_of_an_upload_never_is_the_best_answer() -> None:
    """An upload without a suffix, a comment before the tag: it is a page all the same."""
    upload = f"{SITE}_files/200000016-8cb178db6b/ridge"
    for body in (b"<!-- x --><html>", b"<head>", b"<!DOCTYPE html>"):
        page = Snapshot(upload, body, "text/html", WHEN)
        assert not is_sound(page)
    assert is_sound(Snapshot(f"{SITE}images/200000016-8cb178db6b/a.jpg", b"<html>", "", WHEN))


def test_two_sites_that_name_each_other_add_up(tmp_path: Path) -> None:
    """What one lists of the other is no address of another site where that is read, too."""
    archive = Archive(tmp_path / "site.warc.gz")
    for own, other in (("a", "b"), ("b", "a")):
        listed = f"<loc>https://{other}.example/</loc><loc>https://c.example/</loc>"
        sitemap = f"<urlset><url>{listed}</url></urlset>".encode()
        home = PAGE.format("").encode()
        archive.keep(capture(f"https://{own}.example/", home))
        archive.keep(capture(f"https://{own}.example/sitemap.xml", sitemap))
    source = StoredSource((), SourceOptions(archive, lambda progress: None))
    found = [*source.pages()]
    addresses = [page.url for page in found]

    assert len(addresses) == len(set(addresses))
    assert [page.url for page in found if isinstance(page, LeftOut)] == ["https://c.example/"]


def test_web_archive_in_trouble_does_not_cost_what_was_taken(
    tmp_path: Path, network: responses.RequestsMock
) -> None:
    """Where its list can be asked for once, and not for a picture, the pages stay."""
    rows = (
        '[["timestamp", "original", "mimetype", "statuscode"],'
        f'["20140601000000", "{SITE}", "text/html", "200"]]'
    )
    replay = "https://old.example/web/20140601000000id_/"
    index = "https://old.example/web/cdx"
    picture = '<p>x</p><img src="https://cdn.example/a.png">'
    page = PAGE.replace("</head>", "<title>Old</title></head>").format(picture)
    network.get(index, body=rows, match=[matching("prefix")])
    network.get(index, status=403, match=[matching("exact")])
    network.get(replay + SITE, body=page, content_type="text/html")
    access = Access(delay=0, own_site=True, wayback=Wayback("https://old.example/web"))
    result = run(Job(SITE, out=tmp_path / "out", access=access), lambda progress: None)

    (file,) = result.balance.files
    assert "cannot be asked: it answered 403" in file["reason"]
    assert (tmp_path / "out/site/pages/old/index.md").exists()


def matching(match: str) -> object:
    return responses.matchers.query_param_matcher({"matchType": match}, strict_match=False)


@pytest.mark.parametrize(
    "options",
    [["--at", "2019-12-31"], ["--wayback", "--wayback-missing"], ["--delay", "nan"]],
)
def test_options_that_mean_nothing_together_are_wrong_usage(options: list[str]) -> None:
    """Nobody waits an evening for a run that did something else than was meant."""
    assert command("export", "x.webnode.example", *options).exit_code == 2


def test_file_is_not_asked_of_a_web_archive(tmp_path: Path) -> None:
    """`--wayback` needs a site's address."""
    (tmp_path / "a.html").write_text("<html>")
    result = command("export", tmp_path / "a.html", "--wayback")

    assert result.exit_code == 3
    assert "asked for a site's address" in result.output


def test_internet_archive_is_asked_as_slowly_as_it_is_polite(
    tmp_path: Path, network: responses.RequestsMock
) -> None:
    """That a site is the user's own does not make the archive of all of us theirs."""
    rows = f'[["timestamp", "original"], ["20140601000000", "{SITE}"]]'
    page = PAGE.replace("</head>", "<title>Old</title></head>").format("<p>x</p>")
    for endpoint, index in (
        ("https://web.archive.org/web", "https://web.archive.org/cdx/search/cdx"),
        ("https://old.example/web", "https://old.example/web/cdx"),
    ):
        network.get(index, body=rows)
        network.get(f"{endpoint}/20140601000000id_/{SITE}", body=page)
    delays: dict[str, set[float]] = {}
    for host in ("web.archive.org", "old.example"):
        access = Access(delay=0, own_site=True, wayback=Wayback(f"https://{host}/web"))
        steps: list[Progress] = []
        run(Job(SITE, out=tmp_path / host, access=access), steps.append)
        delays[host] = {step.delay for step in steps if step.stage is Stage.PAGES}

    assert delays == {"web.archive.org": {1.0}, "old.example": {0.0}}


def test_waits_for_the_sites_own_files_are_told(
    tmp_path: Path, network: responses.RequestsMock
) -> None:
    """A site that wants ten seconds between two pictures does not look like one that hangs."""
    picture = f"{SITE}_files/200000016-8cb178db6b/a.png"
    network.get(picture, body=b"png")
    steps: list[Progress] = []
    fetcher = Fetcher(SITE, 10.0, sleep=lambda seconds: None)
    options = SourceOptions(Archive(tmp_path / "site.warc.gz"), steps.append)
    source = LiveSource(SITE, fetcher, options)
    list(source.files([picture]))
    list(source.files([f"{picture}?again"]))

    assert [round(step.wait) for step in steps] == [0, 10, 0]
    assert {step.stage for step in steps} == {Stage.FILES}
