"""What the files of an export say together of an address, also where they are spoiled."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from migrator.errors import MigratorError
from migrator.why import why
from tests.destinations.site import CLASSIC
from tests.why_export import (
    HILL,
    POST,
    UPLOAD,
    addresses,
    changed,
    exported,
    first,
    row,
    saved_pages,
    with_items,
)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the fixture site's export, to be changed."""
    return shutil.copytree(exported("hugo"), tmp_path / "out")


def test_old_address_comes_before_a_new_one_of_the_same_name(copied: Path) -> None:
    """Where a path is an old address of one page and the new one of another, both are told."""

    def move(report: Any) -> None:
        row(report, f"{CLASSIC}/news/cesta/")["permalink"] = "/o-nas/"

    changed(copied, "report.json", move)
    known = why(copied, "/o-nas/").known

    assert [each.told["url"] for each in known[:2]] == [
        f"{CLASSIC}/o-nas/",
        f"{CLASSIC}/news/cesta/",
    ]
    assert known[1].meant == "an address of the new site"


def test_address_that_redirects_alone_know_leads_to_its_page(copied: Path) -> None:
    """An earlier address of a page, that no row has, is answered by the redirect and the page."""
    table = copied / "redirects" / "map.csv"
    table.write_text(table.read_text("utf-8") + "/stara/,/posts/cesta/,301,post,itself\n", "utf-8")
    answer = why(copied, f"{CLASSIC.removeprefix('https:')}/stara")

    assert answer.known[0].meant == "an old address that is redirected"
    assert addresses(answer) == [f"{CLASSIC}/news/cesta/"]


def test_redirect_of_a_folder_answers_what_lay_below(copied: Path) -> None:
    """What nobody saw, below an address that covers it, is told with its redirect."""
    table = copied / "redirects" / "map.csv"
    table.write_text(table.read_text("utf-8") + "/listy/,/posts/,301,list,below\n", "utf-8")
    answer = why(copied, "/listy/12/")

    assert first(answer)["redirects"][0]["old"] == "/listy/"
    assert "Redirect    301 from all below /listy/ to /posts/" in answer.as_text()
    assert why(copied, "/listy/").exit_code == 3


def test_redirect_with_a_query_comes_before_one_without(copied: Path) -> None:
    """A line that asks for a query is taken where it fits, the other one for any query."""
    table = copied / "redirects" / "map.csv"
    lines = "/q/,/any/,301,list,itself\n/q/?a=1,/one/,301,list,itself\n"
    table.write_text(table.read_text("utf-8") + lines, "utf-8")

    assert first(why(copied, "/q/?a=1"))["new_addresses"] == {"hugo": "/one/"}
    assert first(why(copied, "/q/?a=2"))["new_addresses"] == {"hugo": "/any/"}


def test_host_that_cannot_say_a_redirect_is_named(copied: Path) -> None:
    """A file of the pack that lacks the redirect is told with the reason, and not among those
    that have it; one that had no room for all may lack it."""

    def limit(report: Any) -> None:
        told = "vercel.json: a name twice; nginx.conf: too long"
        fault = {"old": "/news/cesta/", "check": "host-limit", "detail": told}
        crowded = "3 moves are left out of cloudflare.csv, this one first: it takes 10"
        more = {"old": "/other/", "check": "host-limit", "detail": crowded}
        report["redirects"][0]["faults"] += [fault, more]

    changed(copied, "report.json", limit)
    (redirect,) = first(why(copied, "/news/cesta/"))["redirects"]

    assert redirect["files"] == ["_redirects", "cloudflare-pages/_redirects", ".htaccess"]
    reasons = {each["file"]: each["reason"] for each in redirect["not_in"]}
    assert reasons["vercel.json"] == "a name twice"
    assert reasons["nginx.conf"] == "too long"
    assert reasons["cloudflare.csv"].startswith("perhaps not: 3 moves are left out")
    assert "not in redirects/vercel.json: a name twice" in why(copied, "/news/cesta/").as_text()


def test_page_shows_the_pictures_of_its_items(copied: Path) -> None:
    """Where a report has items, they tell which pages show a picture, in whatever size."""
    page = f"{CLASSIC}/o-nas/"
    small = f"/_files/{UPLOAD}/450/kopec%201.jpg"
    lost = f"{CLASSIC}/_files/200000008-1b949c216e/kopec.png"
    with_items(
        copied,
        page,
        {"kind": "image", "what": small, "state": "written"},
        {"kind": "image", "what": lost, "state": "left_out"},
    )

    assert first(why(copied, page))["shows"] == [HILL]
    assert page in first(why(copied, HILL))["shown_on"]


def test_page_shows_its_cover(copied: Path) -> None:
    """The picture that stands for a page is one of its pictures, though its text has none."""
    page = f"{CLASSIC}/o-nas/"

    def cover(report: Any) -> None:
        row(report, page)["facts"]["cover"] = {"value": HILL, "origin": "meta"}

    changed(copied, "report.json", cover)

    assert first(why(copied, page))["shows"] == [HILL]


def test_report_without_items_tells_what_lies_beside_a_document(tmp_path: Path) -> None:
    """Where nothing says what stands on a page, its folder and what was lost of it do."""
    folder = shutil.copytree(saved_pages(), tmp_path / "out")

    def without(report: Any) -> None:
        for page in report["pages"]:
            page.pop("items", None)

    changed(folder, "report.json", without)
    page = "https://slow-paths.webnode.example/news/over-the-ridge/"
    shown = first(why(folder, page))["shows"]

    assert [name.rpartition("/")[2] for name in shown] == ["map%20of%20hills.pdf", "lost.png"]


@pytest.mark.parametrize(
    ("change", "now"),
    [
        ({"edited_and_left_alone": True}, "somebody has edited it: it was left alone"),
        ({"kept": True}, "it is of an earlier export: this one could not have the page"),
        ({"conflicts": True}, "both changed, see x.new"),
        ({}, "it was written, and is not there any more"),
    ],
)
def test_document_that_is_not_as_written_is_told(
    change: dict[str, bool], now: str, copied: Path
) -> None:
    """Edited, kept, conflicting or deleted: what has happened to the document is said."""
    path = "site/content/posts/cesta/index.md"

    def mark(report: Any) -> None:
        for name in change:
            entry: Any = {"path": path, "new_version": "x.new"} if name == "conflicts" else path
            report[name] = [entry]

    changed(copied, "report.json", mark)
    if not change:
        (copied / path).unlink()

    assert first(why(copied, "/news/cesta/"))["files_now"] == [{"path": path, "now": now}]


def test_removed_file_is_remembered(copied: Path) -> None:
    """A file that only an earlier export had is told as removed."""
    changed(copied, "report.json", lambda report: report["removed"].append("site/old/index.md"))

    assert first(why(copied, "old/index.md"))["state"] == "removed"


def test_words_cannot_steer_a_terminal(copied: Path) -> None:
    """Control signs of a hostile title are not printed."""

    def name(report: Any) -> None:
        row(report, POST)["facts"]["title"]["value"] = "a\x1b[31mb\x07\r\n"

    changed(copied, "report.json", name)
    text = why(copied, POST).as_text()

    assert "title: a[31mb (page)" in text
    assert not set(text) & set("\x1b\x07\r")


def _no_report(folder: Path) -> None:
    (folder / "report.json").unlink()


def _torn(folder: Path) -> None:
    text = (folder / "report.json").read_text("utf-8")
    (folder / "report.json").write_text(text[:1000], "utf-8")


def _other_schema(folder: Path) -> None:
    changed(folder, "report.json", lambda report: report.update(schema=2))


def _list(folder: Path) -> None:
    (folder / "report.json").write_text("[]", "utf-8")


def _no_pages(folder: Path) -> None:
    changed(folder, "report.json", lambda report: report.pop("pages"))


def _no_state(folder: Path) -> None:
    changed(folder, "report.json", lambda report: report["pages"][0].pop("state"))


def _broken_facts(folder: Path) -> None:
    def change(report: Any) -> None:
        row(report, POST)["facts"]["title"] = {"origin": "page"}

    changed(folder, "report.json", change)


def _long_name(folder: Path) -> None:
    name = "a" * 300
    changed(folder, "report.json", lambda report: row(report, POST).update(path=name))
    changed(folder, "manifest.json", lambda told: told["files"].update({name: ""}))


def _without_targets(folder: Path) -> None:
    changed(folder, "report.json", lambda report: report.update(redirects=[]))


def _broken_items(folder: Path) -> None:
    with_items(folder, f"{CLASSIC}/o-nas/", {"kind": "link", "what": POST})


def _number(folder: Path) -> None:
    changed(folder, "report.json", lambda report: report["files"][0].update(url=7))


def _no_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def _no_table(folder: Path) -> None:
    (folder / "redirects" / "map.csv").unlink()


def _strange_table(folder: Path) -> None:
    (folder / "redirects" / "map.csv").write_text("a,b\n1,2\n", "utf-8")


FAULTS: Sequence[tuple[Callable[[Path], None], str]] = (
    (_no_report, "there is no "),
    (_torn, "report.json cannot be read"),
    (_other_schema, "has schema 2, not 1"),
    (_list, "it is no object"),
    (_no_pages, "there is no 'pages'"),
    (_no_state, "there is no 'state'"),
    (_broken_items, "there is no 'state'"),
    (_broken_facts, "there is no 'value'"),
    (_long_name, "File name too long"),
    (_without_targets, "tuple index out of range"),
    (_number, "an address is no text"),
    (_no_manifest, "manifest.json"),
    (_no_table, "map.csv: No such file"),
    (_strange_table, "there is no 'status'"),
)


@pytest.mark.parametrize(("spoil", "words"), FAULTS)
def test_folder_that_is_no_export_is_refused(
    spoil: Callable[[Path], None], words: str, copied: Path
) -> None:
    """What is missing or broken is named, with what to do; nothing is answered by half."""
    spoil(copied)
    with pytest.raises(MigratorError) as caught:
        why(copied, POST)

    assert words in str(caught.value)
    assert f"migrator convert {copied}" in caught.value.hint
    assert caught.value.exit_code == (3 if str(caught.value).startswith("there is no /") else 2)
