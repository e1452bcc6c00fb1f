"""What the check promises from an export, and how its result reads."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from dataclasses import replace
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any, get_args

import pytest

from migrator.archive import Archive
from migrator.errors import MigratorError
from migrator.live import Delta, Expected, Finding, LiveSheet, Row, State, expected, summary
from migrator.live.deltas import delta
from migrator.live.digests import digest, digest_of
from migrator.live.heads import Head
from migrator.live.place import NewSite
from migrator.live.words import WORD_OF, WORDS
from migrator.live.words import Kind as SheetKind
from migrator.models import Asset, Capture, Moved, RedirectFault, StoredFile
from migrator.pipeline import Export
from migrator.redirects.rule import page as page_key
from tests.conftest import FETCHED, ROOT
from tests.destinations.made import exported
from tests.destinations.site import CLASSIC, moving
from tests.live_blog import PAGES, PICTURE

DOC = (ROOT / "docs" / "verify-live.md").read_text()
STAYS = {"/", "/o-nas/", "/fotogalerie/", "/navstevni-kniha/", "/about/", "/rss/all.xml"}
KUN = "/posts/prilis-zlutoucky-kun/"


def export() -> Export:
    return exported("hugo")


def promised() -> Expected:
    return expected(export(), moving().archive)


def test_target_without_addresses_is_refused() -> None:
    """Plain Markdown has no addresses: there is no site that could be checked."""
    with pytest.raises(MigratorError, match="markdown has no addresses") as raised:
        expected(exported("markdown"), moving().archive)

    assert "--to hugo" in raised.value.hint


def test_every_move_is_asked_for_once() -> None:
    """Each old address is promised or known to have no answer; pages come first."""
    found, told = promised(), export()
    kinds = [address.moved for address in found.addresses]
    known = {old for old, _ in found.unanswerable}
    stays = [a for a in found.addresses if page_key(a.asked) == page_key(a.new)]

    assert kinds == sorted(kinds, key=list(Moved).index)
    moves = len(told.moves) - len(known & {move.old for move in told.moves})
    assert len(found.addresses) == moves + len(stays)
    assert len({address.asked for address in found.addresses}) == len(found.addresses)
    assert {address.asked for address in stays} == STAYS
    assert known == {"/", "/posts/", "/news/koncept/"}
    crowded = RedirectFault(told.moves[0].old, "host-limit", "no room in one file")
    more = replace(told, redirect_faults=(*told.redirect_faults, crowded))
    assert expected(more, moving().archive).unanswerable == found.unanswerable


def test_upload_is_asked_for_by_its_name() -> None:
    """Of all that a folder of an upload answered, a visitor asks for the picture itself."""
    asked = {address.asked: address.new for address in promised().addresses}

    assert asked["/_files/200000003-a8ad238f01/c%23%20100%25.png"] == "/posts/2012/c-100.png"
    assert asked["/images/200000003-a8ad238f01/c%23%20100%25.png"] == "/posts/2012/c-100.png"


def test_page_is_promised_as_it_was_written() -> None:
    """Facts, words, headings, pictures, links and files of a post, and what its old page told."""
    (page,) = (page for page in promised().pages if page.path == KUN)

    assert page.url == f"{CLASSIC}/news/prilis-zlutoucky-kun/"
    assert page.title.startswith("Příliš žluťoučký kůň")
    assert (page.description, page.language) == ("Kůň, plot & ohrada", "cs")
    assert page.date is not None
    assert page.date.isoformat() == "2012-03-05T14:07:00+01:00"
    assert page.text.startswith("Kůň Šemík úpěl ďábelské ódy. Zde stojí {{ neco }}")
    assert "youtube" not in page.text
    assert page.headings == ("Tabulka krmení", "Video z ohrady")
    assert page.images == (f"{KUN}moje-fotka-1.png", f"{KUN}zlutoucky-kun.jpg")
    assert [file.path for file in page.files] == [*page.images]
    assert all(file.digest.startswith("sha1:") for file in page.files)
    assert page.old.title == f"{page.title} :: Klid & kopce"


def test_draft_is_not_promised() -> None:
    """What is not published is on no new page."""
    assert "/posts/koncept/" not in {page.path for page in promised().pages}


def test_hosts_of_pages_and_uploads_are_the_old_ones() -> None:
    """Whatever kept the old site is never asked, and not to be named by the new one."""
    assert promised().old_hosts == {
        "klid-a-kopce.webnode.example",
        "quiet-hills.webnode.example",
        "1a2b3c4d5e.clvaw-cdnwnd.com",
    }
    (page,) = (page for page in promised().pages if page.path == "/posts/2012/")
    assert page.left == {f"{CLASSIC}/_files/200000099-dead00beef/ztraceno.png"}


def test_links_between_documents_are_known_by_their_address() -> None:
    """A builder whose documents refer to one another by their paths has addresses all the same."""
    found = expected(exported("mkdocs"), moving().archive)
    (page,) = (page for page in found.pages if page.url == f"{CLASSIC}/o-nas/")

    assert "/blog/rozcestnik" in page.links
    assert not [link for link in page.links if link.endswith(".md")]


def test_digest_is_that_of_the_unpacked_bytes(tmp_path: Path) -> None:
    """What came packed is compared as a browser gets it."""
    archive = Archive(tmp_path / "site.warc.gz")
    for name, headers in (("a", ()), ("b", (("Content-Encoding", "gzip"),))):
        body = gzip.compress(PICTURE, mtime=0) if headers else PICTURE
        url = f"https://x.example/{name}.png"
        archive.keep(Capture(url, BytesIO(body), FETCHED, headers=headers))
        noted = archive.entry(url)
        assert noted is not None
        stored = StoredFile(url, ".png", digest=noted.digest)

        assert digest_of(archive, Asset(url, PurePosixPath("a")), stored) == digest([PICTURE])


def row(asked: str, *kinds: SheetKind, unchecked: str = "") -> Row:
    findings = tuple(Finding(kind, "as it is " * 30) for kind in kinds)
    return Row("post", asked, "/posts/a/", findings, unchecked)


def sheet() -> LiveSheet:
    kinds = ("404", *get_args(SheetKind)[:8])
    faults = [row(f"/news/{n}/", kinds[n % 9]) for n in range(40)]
    return LiveSheet(
        address="https://new.example",
        target="hugo",
        addresses=(*faults, row("/news/x/", unchecked="the check ends"), row("/news/y/")),
        pages=(row("/posts/a/", "title", "date", unchecked="the check ends"),),
        site=(Row("feed", "/rss/all.xml", findings=(Finding("sitemap", "y", is_fault=False),)),),
        delta=(Delta("/a", "/b", (), ("title", "hreflang")),),
        unanswerable=(("/posts/", "shadowed"),),
        requests=44,
        stopped="the check ends",
    )


def test_each_row_is_in_one_state() -> None:
    """Sums add up; a fault counts before what was not checked, advice not at all."""
    found = sheet()

    for name, total in found.totals.items():
        assert total["seen"] == sum(total[state.value] for state in State), name
    assert found.totals["addresses"] == {"seen": 42, "ok": 1, "fault": 40, "not_checked": 1}
    assert [each.state for each in (*found.pages, *found.site)] == [State.FAULT, State.OK]
    assert found.exit_code == 1
    assert replace(found, addresses=(), pages=()).exit_code == 0
    assert replace(found, addresses=(row("/a/", unchecked="x"),), pages=()).exit_code == 1


def test_summary_fits_one_screen() -> None:
    """However much is wrong, a person sees what, how often, where first, and what to do."""
    lines = summary(sheet()).splitlines()

    assert len(lines) <= 24
    assert max(map(len, lines)) <= 110
    assert lines[0] == "Checked     https://new.example (hugo), 44 requests"
    assert lines[1].startswith("Addresses   1 of 42 ")
    assert lines[1].endswith("40 with a fault, 1 not checked")
    assert lines[4:6] == [
        "Fault       words: 5, words of the export are not in the text",
        "            → publish the whole text of the export",
    ]
    assert any(line.startswith("Not checked 2: the check ends") for line in lines)
    known = "Known       1 old address that nothing can answer: see the report of the export"
    new = "Search      1 page tells search engines something new: title 1, hreflang 1"
    assert {known, new} <= set(lines)
    assert lines[-2] == "Next        Put the redirects in place, as redirects/README.md says,"
    assert lines[-1] == "            then run the same command again."


def told(*rows: Row, **more: Any) -> str:
    return summary(LiveSheet("https://new.example", "hugo", rows, (), (), **more), Path("blog"))


def test_worst_fault_comes_first() -> None:
    """However seldom it is: the words of one page before the descriptions of ten."""
    rows = [row(f"/{n}/", "description", "title", "temporary", "canonical") for n in range(10)]
    lines = told(*rows, row("/x/", "words"), row("/y/", "404")).splitlines()

    faults = [line.split()[1] for line in lines if line.startswith("Fault ")]
    assert faults[:4] == ["words:", "404:", "title:", "canonical:"]
    assert [*WORD_OF] == [*get_args(SheetKind)]


def test_next_step_says_where_the_rules_lie() -> None:
    """Old addresses that nobody answers want the redirects: of several targets, those of one."""
    assert "as blog/redirects/README.md says" in told(row("/a/", "404"))
    there = told(row("/a/", "404"), rules="redirects/hugo")
    assert "as blog/redirects/hugo/README.md says" in there
    assert "README.md" not in told(row("/a/", "two-hops"))
    assert "behind the arrows" in told(row("/a/", "two-hops"))
    assert "Nothing wrong was found" in told(row("/a/", unchecked="robots.txt forbids it"))
    assert promised().rules == "redirects"


def test_addresses_that_have_not_changed_are_counted_apart() -> None:
    """The export counts those alone that have changed."""
    same = replace(row("/rss/all.xml"), meant="/rss/all.xml")

    assert "2 of 2 old addresses (1 changed, 1 not) lead to" in told(row("/a/"), same)
    assert "1 of 1 old addresses lead to" in told(row("/a/"))


def test_row_is_told_without_the_host() -> None:
    """What is long is cut within: an address tells most at both ends."""
    asked = f"/_files/{'x' * 90}/frost.jpg"
    found = Finding("404", "it leads to https://new.example/posts/, which answers 404")
    (line,) = (
        line for line in told(Row("file", asked, "/a", (found,))).splitlines() if "x" * 9 in line
    )

    assert line.endswith("/frost.jpg: it leads to /posts/, which answers 404")
    assert len(line) <= 110


def test_single_advice_is_told_with_its_reason() -> None:
    """There is room for it."""
    advice = Finding("sitemap", "there is none: most builders can make one", is_fault=False)

    assert "Advice      sitemap: 1, there is none: most builders can make one" in told(
        replace(row("/a/"), findings=(advice,))
    )


def test_json_says_the_same() -> None:
    """A program reads the rows, their states and sums; what is empty is left out."""
    told = json.loads(sheet().as_json())

    assert (told["schema"], told["exit_code"], told["live"]) == (1, 1, "https://new.example")
    assert told["totals"] == sheet().totals
    assert Counter(row["state"] for row in told["addresses"]) == {
        "fault": 40,
        "not_checked": 1,
        "ok": 1,
    }
    assert told["addresses"][41] == {
        "what": "post",
        "asked": "/news/y/",
        "meant": "/posts/a/",
        "state": "ok",
    }
    assert told["not_answerable"] == [{"old": "/posts/", "reason": "shadowed"}]


def test_delta_tells_what_search_engines_see() -> None:
    """Both sides of each page; a canonical address counts by whether it is the page's own."""
    site, page = NewSite("https://new.example"), PAGES[1]
    new = Head(
        title="Up the hill · Quiet hills",
        canonical="https://new.example/posts/hill/",
        headings=("Up the hill",),
        languages=(("cs", "https://new.example/cs/"),),
    )
    found = delta(page, new, site)

    assert found.changed == ("title", "canonical", "hreflang")
    assert found.as_dict()["title"] == {
        "old": "Up the hill :: Quiet hills",
        "new": "Up the hill · Quiet hills",
    }
    own = replace(page, old=replace(page.old, canonical=page.url))
    assert "canonical" not in delta(own, new, site).changed
    assert delta(page, None, site).changed == ()
    assert delta(page, None, site).as_dict()["title"]["new"] is None


def test_every_word_is_documented() -> None:
    """The documentation has the table of the code: each word, what it means and what to do."""
    table = DOC.partition("| word |")[2].partition("\n\n")[0].replace("`", "")
    rows = [line.strip("| ").split(" | ") for line in table.splitlines()[2:]]

    assert rows == [[", ".join(word.kinds), word.means, word.do] for word in WORDS]
    assert max(len(f"{kind}: {word.means}") for kind, word in WORD_OF.items()) < 94
    assert all(0 < len(word.do) < 94 for word in WORDS)
