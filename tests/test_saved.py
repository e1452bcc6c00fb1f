"""Saved pages: their true addresses, and the files beside them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from migrator.errors import NothingToExport, SourceMissing
from migrator.models import LeftOut, Missing, Snapshot
from migrator.sources import default_folder, open_source
from migrator.sources.address import address_of
from migrator.sources.base import SourceOptions
from migrator.sources.saved import SavedSource
from tests.conftest import ROOT

SAVED = ROOT / "fixtures" / "site" / "saved"
OPTIONS = SourceOptions(lambda progress: None, lambda url: None)


def page(html: str) -> Snapshot:
    return Snapshot("", html.encode(), "text/html", datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("html", "address"),
    [
        (
            "<html><!-- Mirrored from x.example/a/ by HTTrack Website Copier/3.x, now -->",
            "https://x.example/a/",
        ),
        ("<!-- saved from url=(0024)https://x.example/a/ --><html>", "https://x.example/a/"),
        (
            "<html><!--\n Page saved with SingleFile \n url: https://x.example/a/ -->",
            "https://x.example/a/",
        ),
        ('<html><link rel="canonical" href="https://x.example/a/">', "https://x.example/a/"),
        (
            '<html><link rel="canonical" href="index.html">'
            '<meta property="og:url" content="https://x.example/a/">',
            "https://x.example/a/",
        ),
        ('<html><a class="menu-close" href="https://x.example/a/#">', "https://x.example/a/"),
        ('<html><a class="menu-close" href="#">', ""),
        ("<html><p>nothing", ""),
        (
            '<?xml version="1.0"?><rss xmlns:atom="http://www.w3.org/2005/Atom">'
            '<atom:link href="http://x.example/rss/all.xml" rel="self"/></rss>',
            "http://x.example/rss/all.xml",
        ),
    ],
)
def test_address_is_recovered_from_what_a_copy_tells(html: str, address: str) -> None:
    """Notes of copying programs, canonical, og:url, a link made absolute: in that order."""
    assert address_of(page(html)) == address


def test_folder_gives_each_page_once_under_its_true_address() -> None:
    """Pages, their copies, frames and feeds of a folder are each told apart."""
    found = {
        snapshot.source: (type(snapshot).__name__, snapshot.url)
        for snapshot in SavedSource(SAVED, OPTIONS).pages()
        if not isinstance(snapshot, Missing)
    }
    site = "slow-paths.webnode.example"

    assert found[f"{site}/gear/index.html"] == ("Snapshot", f"https://{site}/gear/")
    assert found[f"{site}/index.html"] == ("Snapshot", f"https://{site}/")
    assert found[f"{site}/home/index.html"][0] == "LeftOut"
    assert found[f"{site}/rss/all.xml"] == ("Snapshot", f"http://{site}/rss/all.xml")
    assert found["stupina.html"] == ("Snapshot", "https://stupina.webnode.example/")
    assert found["stupina_files/saved_resource.html"][0] == "LeftOut"
    assert found["notes.html"] == ("Snapshot", "file:///notes.html")
    assert len(found) == len(list(SAVED.rglob("*.html"))) + 1


def test_file_beside_a_page_is_found_by_the_address_it_had() -> None:
    """A relative reference of the copy answers for the absolute address."""
    source = SavedSource(SAVED, OPTIONS)
    list(source.pages())
    found = source.file("https://stupina.webnode.example/stupina_files/2jm6cb.jpg")

    assert isinstance(found, Snapshot)
    assert found.source == "stupina_files/2jm6cb.jpg"


def test_largest_saved_size_stands_for_an_upload() -> None:
    """Where the page shows a preview and the original is there too, the original is given."""
    source = SavedSource(SAVED, OPTIONS)
    list(source.pages())
    found = source.file(
        "https://slow-paths.webnode.example/_files/200000016-8cb178db6b/other-name.png"
    )

    assert isinstance(found, Snapshot)
    assert found.source.endswith("_files/200000016-8cb178db6b/ridge_09.png")


def test_file_that_was_not_saved_is_missing() -> None:
    """Saved pages are read without the network."""
    source = SavedSource(SAVED, OPTIONS)
    list(source.pages())
    found = source.file("https://slow-paths.webnode.example/_files/200000017-9db178db6b/lost.png")

    assert isinstance(found, Missing)
    assert "not among the saved files" in found.reason


def test_file_outside_the_folder_is_never_read(tmp_path: Path) -> None:
    """A page cannot pull files into the export from elsewhere on the disk."""
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "pages").mkdir()
    html = '<html><img src="../secret.txt"><img src="file:///etc/hostname">'
    (tmp_path / "pages" / "a.html").write_text(html)
    source = SavedSource(tmp_path / "pages", OPTIONS)
    list(source.pages())

    for url in ("file:///secret.txt", "file:///etc/hostname", f"file://{tmp_path}/secret.txt"):
        assert isinstance(source.file(url), Missing)


def test_output_folder_inside_the_source_is_not_part_of_it(tmp_path: Path) -> None:
    """What an earlier export wrote is not read as a saved page."""
    (tmp_path / "a.html").write_text("<html>a")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "b.html").write_text("<html>b")
    options = replace(OPTIONS, leave_out=tmp_path / "out")

    pages = [p.source for p in SavedSource(tmp_path, options).pages() if not isinstance(p, Missing)]
    assert pages == ["a.html"]


def test_folder_that_only_looks_like_a_page_s_own_is_read(tmp_path: Path) -> None:
    """Where no page stands beside it, `holiday_files/` is a folder like any other."""
    (tmp_path / "holiday_files").mkdir()
    (tmp_path / "holiday_files" / "a.html").write_text("<html>a")
    (found,) = SavedSource(tmp_path, OPTIONS).pages()

    assert isinstance(found, Snapshot)
    assert found.source == "holiday_files/a.html"


def test_single_page_is_a_source_with_the_files_beside_it() -> None:
    """One saved page brings its own files along and no other page."""
    source = SavedSource(SAVED / "stupina.html", OPTIONS)
    pages = list(source.pages())

    assert [p.source for p in pages if isinstance(p, Snapshot | LeftOut)] == ["stupina.html"]
    found = source.file("https://stupina.webnode.example/stupina_files/2jm6cb.jpg")
    assert isinstance(found, Snapshot)


def test_nothing_there_is_an_error(tmp_path: Path) -> None:
    """A missing path and a folder without pages are told apart."""
    with pytest.raises(SourceMissing, match="no such file or folder"):
        open_source(str(tmp_path / "no.html"), OPTIONS)
    with pytest.raises(NothingToExport, match="no saved page"):
        open_source(str(tmp_path), OPTIONS)
    with pytest.raises(SourceMissing, match="only http and https"):
        open_source("ftp://x.example/", OPTIONS)


@pytest.mark.parametrize(
    ("source", "folder"),
    [
        ("https://www.x.example/", "x.example"),
        ("x.example", "x.example"),
        ("http://127.0.0.1:8000/", "127.0.0.1-8000"),
        ("pages/", "pages-export"),
        ("pages/a.html", "a.html-export"),
    ],
)
def test_default_folder_is_named_after_the_source(source: str, folder: str) -> None:
    """Without --out, an export goes where its source's name says, never onto the source."""
    assert str(default_folder(source)) == folder
