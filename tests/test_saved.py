"""Saved pages: their true addresses, and the files beside them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from migrator.archive import Archive
from migrator.errors import NothingToExport, SourceMissing
from migrator.models import Kept, LeftOut, Missing, Snapshot
from migrator.sources import default_folder, open_source
from migrator.sources.address import address_of
from migrator.sources.base import SourceOptions
from migrator.sources.saved import SavedSource
from tests.conftest import ROOT

SAVED = ROOT / "fixtures" / "site" / "saved"


def options(folder: Path) -> SourceOptions:
    return SourceOptions(Archive(folder / "out" / "site.warc.gz"), lambda progress: None)


def file(source: SavedSource, url: str) -> Kept | Missing:
    ((of, found),) = source.files([url])
    assert of == url
    return found


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


def test_folder_gives_each_page_once_under_its_true_address(tmp_path: Path) -> None:
    """Pages, their copies, frames and feeds of a folder are each told apart."""
    found = {
        snapshot.source: (type(snapshot).__name__, snapshot.url)
        for snapshot in SavedSource(SAVED, options(tmp_path)).pages()
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


def test_whatever_is_handed_over_is_in_the_archive(tmp_path: Path) -> None:
    """Every page and file with its bytes, its time and its place in the folder; nothing else."""
    told = options(tmp_path)
    source = SavedSource(SAVED, told)
    pages = [page for page in source.pages() if isinstance(page, Snapshot)]
    picture = "https://stupina.webnode.example/stupina_files/2jm6cb.jpg"
    file(source, picture)
    reopened = Archive(told.archive.path)

    assert [reopened.snapshot(page.url) for page in pages] == pages
    place = SAVED / "stupina_files" / "2jm6cb.jpg"
    assert b"".join(reopened.chunks(picture)) == place.read_bytes()
    entries = [(entry.source, entry.media_type) for entry in reopened.entries()]
    told_of_pages = [(page.source, page.media_type) for page in pages]
    assert entries == [*told_of_pages, ("stupina_files/2jm6cb.jpg", "image/jpeg")]
    assert source.named() == {}


def test_file_beside_a_page_is_found_by_the_address_it_had(tmp_path: Path) -> None:
    """A relative reference of the copy answers for the absolute address."""
    source = SavedSource(SAVED, options(tmp_path))
    list(source.pages())
    found = file(source, "https://stupina.webnode.example/stupina_files/2jm6cb.jpg")

    assert isinstance(found, Kept)
    assert found.source == "stupina_files/2jm6cb.jpg"
    assert found.begins.startswith(b"\xff\xd8")


def test_largest_saved_size_stands_for_an_upload(tmp_path: Path) -> None:
    """Where the page shows a preview and the original is there too, the original is given."""
    source = SavedSource(SAVED, options(tmp_path))
    list(source.pages())
    url = "https://slow-paths.webnode.example/_files/200000016-8cb178db6b/other-name.png"
    found = file(source, url)

    assert isinstance(found, Kept)
    assert found.source.endswith("_files/200000016-8cb178db6b/ridge_09.png")


def test_file_that_was_not_saved_is_missing(tmp_path: Path) -> None:
    """Saved pages are read without the network."""
    source = SavedSource(SAVED, options(tmp_path))
    list(source.pages())
    url = "https://slow-paths.webnode.example/_files/200000017-9db178db6b/lost.png"
    found = file(source, url)

    told = "it is not among the saved files, and saved pages are read without the network"
    assert found == Missing(url, told)


def test_file_outside_the_folder_is_never_read(tmp_path: Path) -> None:
    """A page cannot pull files into the export from elsewhere on the disk."""
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "pages").mkdir()
    html = '<html><img src="../secret.txt"><img src="file:///etc/hostname">'
    (tmp_path / "pages" / "a.html").write_text(html)
    source = SavedSource(tmp_path / "pages", options(tmp_path))
    list(source.pages())

    for url in ("file:///secret.txt", "file:///etc/hostname", f"file://{tmp_path}/secret.txt"):
        assert isinstance(file(source, url), Missing)


def test_output_folder_inside_the_source_is_not_part_of_it(tmp_path: Path) -> None:
    """What an earlier export wrote is not read as a saved page."""
    (tmp_path / "a.html").write_text("<html>a")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "b.html").write_text("<html>b")
    told = replace(options(tmp_path), leave_out=tmp_path / "out")

    pages = [p.source for p in SavedSource(tmp_path, told).pages() if not isinstance(p, Missing)]
    assert pages == ["a.html"]


def test_folder_that_only_looks_like_a_page_s_own_is_read(tmp_path: Path) -> None:
    """Where no page stands beside it, `holiday_files/` is a folder like any other."""
    (tmp_path / "holiday_files").mkdir()
    (tmp_path / "holiday_files" / "a.html").write_text("<html>a")
    (found,) = SavedSource(tmp_path, options(tmp_path)).pages()

    assert isinstance(found, Snapshot)
    assert found.source == "holiday_files/a.html"


def test_single_page_is_a_source_with_the_files_beside_it(tmp_path: Path) -> None:
    """One saved page brings its own files along and no other page."""
    source = SavedSource(SAVED / "stupina.html", options(tmp_path))
    pages = list(source.pages())

    assert [p.source for p in pages if isinstance(p, Snapshot | LeftOut)] == ["stupina.html"]
    found = file(source, "https://stupina.webnode.example/stupina_files/2jm6cb.jpg")
    assert isinstance(found, Kept)


@pytest.mark.parametrize(
    ("named", "error", "told"),
    [
        ("no.html", SourceMissing, "no such file or folder"),
        (".", NothingToExport, "no saved page in this folder"),
        ("ftp://x.example/", SourceMissing, "only http and https"),
        ("https://", SourceMissing, "this is no address"),
        ("", SourceMissing, "no source is named"),
    ],
)
def test_nothing_there_is_an_error(
    named: str, error: type[Exception], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A missing path, a folder without pages and what is no address are told apart."""
    monkeypatch.chdir(tmp_path)

    with pytest.raises(error, match=told), open_source(named, options(tmp_path)):
        pass


@pytest.mark.parametrize(
    ("source", "folder"),
    [
        ("https://www.x.example/", "x.example"),
        ("x.example", "x.example"),
        ("http://127.0.0.1:8000/", "127.0.0.1-8000"),
        ("pages/", "pages-export"),
        ("pages/a.html", "a.html-export"),
        ("https://../x", "site-export"),
    ],
)
def test_default_folder_is_named_after_the_source(source: str, folder: str) -> None:
    """Without --out, an export goes where its source's name says, never onto the source."""
    assert str(default_folder(source)) == folder


def test_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    """Whoever made the folder cannot have another file of the reader's taken for a page."""
    (tmp_path / "secret.html").write_text("<html>secret</html>")
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "a.html").write_text("<html>mine</html>")
    (folder / "b.html").symlink_to(tmp_path / "secret.html")
    found = [getattr(page, "source", "") for page in SavedSource(folder, options(tmp_path)).pages()]

    assert found == ["a.html"]
