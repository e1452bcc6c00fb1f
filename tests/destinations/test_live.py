"""What Hugo and Jekyll build passes the check behind nginx, and what is planted in it is found."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import pytest

from migrator.fetch import Fetcher
from migrator.live import Expected, LiveSheet, State, check, expected, summary
from migrator.targets import ALL
from tests.destinations.builders import hugo, jekyll
from tests.destinations.made import exported, moved
from tests.destinations.servers import nginx, static
from tests.destinations.site import moving

pytestmark = [pytest.mark.destinations, pytest.mark.loopback]

Which = Literal["hugo", "jekyll"]
both = pytest.mark.parametrize("which", ["hugo", "jekyll"])
KUN, OLD_KUN = "posts/prilis-zlutoucky-kun", "/news/prilis-zlutoucky-kun/"
FINAL = "https://new.example"
SETTINGS = {
    "hugo": ("hugo.toml", 'baseURL = "/"', f'baseURL = "{FINAL}/"'),
    "jekyll": ("_config.yml", 'url: ""', f'url: "{FINAL}"'),
}


@dataclass(frozen=True)
class Ready:
    """A built site, and the lines for nginx that answer its old addresses."""

    root: Path
    in_http: str
    in_server: str


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Ready]:
    """Each site is built once for all tests; a test that changes it takes a copy."""

    @cache
    def build(which: str) -> Ready:
        scratch = tmp_path_factory.mktemp(which)
        site = moved(ALL[which], scratch / "out")
        name, old, new = SETTINGS[which]
        settings = site / name
        settings.write_text(settings.read_text().replace(old, new, 1))
        root = (hugo(site, scratch) if which == "hugo" else jekyll(site, scratch)).root
        files = {str(each.path): each.content.decode() for each in exported(which).redirects}
        (line,) = re.findall("(?m)^ +(if .*)$", files["README.md"])
        return Ready(root, files["nginx.conf"], line)

    return build


@cache
def promised(which: str) -> Expected:
    return expected(exported(which), moving().archive)


@contextmanager
def served(found: Ready, more: str = "", root: Path | None = None) -> Iterator[str]:
    """nginx with our redirects; `more` are lines that somebody has put before them."""
    with nginx(root or found.root, found.in_http, f"{more}\n{found.in_server}") as url:
        yield url


def checked(which: str, url: str) -> LiveSheet:
    fetcher = Fetcher(url, delay=0, own_site=True, sleep=lambda seconds: None)
    return check(promised(which), url, fetcher, lambda progress: None)


def told(sheet: LiveSheet) -> set[tuple[str, str]]:
    return {(row.asked, fault.kind) for row in sheet.rows for fault in row.faults}


@both
def test_built_site_is_clean(which: Which, ready: Callable[[str], Ready]) -> None:
    """Every old address, page and file of the export is answered by the site as it was built."""
    with served(ready(which)) as url:
        sheet = checked(which, url)

    assert [row for row in sheet.rows if row.state is not State.OK] == []
    assert len(sheet.addresses) >= 100
    assert len(sheet.pages) == 26
    assert "meta-refresh" not in sheet.advice
    assert "sitemap" not in sheet.advice
    assert summary(sheet).splitlines()[-1].startswith("Next        Nothing")


@both
def test_bare_host_is_told_what_it_lacks(which: Which, ready: Callable[[str], Ready]) -> None:
    """Without our redirects the builder's own pages answer for pages, and nothing for files."""
    with static(ready(which).root) as url:
        sheet = checked(which, url)
    faults = {row.what for row in sheet.addresses if row.faults}
    advice = {row.what for row in sheet.addresses if row.advice}

    assert faults == {"file"}
    assert {"post", "page", "list"} <= advice


@dataclass(frozen=True)
class Fault:
    """What is planted: a change of the built files, or lines for nginx; and what must be told."""

    kinds: set[tuple[str, str]]
    change: Callable[[Path], None] = lambda root: None
    lines: str = ""


def written(path: str, old: str, new: str) -> Callable[[Path], None]:
    """A file in which this stands for that; in no other test is it looked for in vain."""

    def change(root: Path) -> None:
        text = (root / path).read_text("utf-8")
        assert re.search(old, text, re.DOTALL), f"{path} has no {old}"
        (root / path).write_text(re.sub(old, new, text, count=1, flags=re.DOTALL), "utf-8")

    return change


def removed(path: str) -> Callable[[Path], None]:
    return lambda root: (root / path).unlink()


def put(name: str, content: bytes) -> Callable[[Path], None]:
    """This content in each file of the name, wherever it lies; at the top if there is none."""

    def change(root: Path) -> None:
        for path in [*root.rglob(name)] or [root / name]:
            path.write_bytes(content)

    return change


def sent(path: str, answer: str) -> str:
    """A line for nginx, before all of ours."""
    return f"if ($uri {path}) {{ return {answer}; }}\n"


PAGE = f"{KUN}/index.html"
NEW_KUN = f"/{KUN}/"
SHOP = "/products/kun.html"  # another old address of the same post
FAULTS = {
    "page removed": Fault(
        {("/posts/radky/", "404"), ("/news/radky/", "404")},
        lambda root: shutil.rmtree(root / "posts" / "radky"),
    ),
    "title": Fault({(NEW_KUN, "title")}, written(PAGE, "<title>Příliš", "<title>Docela")),
    "heading": Fault({(NEW_KUN, "title")}, written(PAGE, "<h1>Příliš", "<h1>Docela")),
    "words": Fault({(NEW_KUN, "words")}, written(PAGE, "úpěl ďábelské ", "")),
    "order": Fault({(NEW_KUN, "order")}, written(PAGE, "Kůň Šemík úpěl", "úpěl Šemík Kůň")),
    "date": Fault({(NEW_KUN, "date")}, written(PAGE, 'datetime="2012', 'datetime="2013')),
    "description": Fault({(NEW_KUN, "description")}, written(PAGE, "Kůň, plot", "Kůň, strom")),
    "language": Fault({(NEW_KUN, "language")}, written(PAGE, 'lang="cs"', 'lang="de"')),
    "second heading": Fault(
        {(NEW_KUN, "headings")},
        written(PAGE, "<h3([^>]*)>(.*?)</h3>", r"<p\1>\2</p>"),
    ),
    "picture off the page": Fault({(NEW_KUN, "image-missing")}, written(PAGE, "<img[^>]*>", "")),
    "noindex": Fault(
        {(NEW_KUN, "noindex")},
        written(PAGE, "</head>", '<meta name="robots" content="noindex"></head>'),
    ),
    "canonical to the old host": Fault(
        {(NEW_KUN, "canonical")},
        written(
            PAGE,
            '(?:<link rel="canonical"[^>]*>\n)?</title>|</title>',
            f'</title><link rel="canonical" href="https://klid-a-kopce.webnode.example{OLD_KUN}">',
        ),
    ),
    "link to the old host": Fault(
        {(NEW_KUN, "old-host")},
        written(
            PAGE, "</article>", '<a href="https://quiet-hills.webnode.example/"></a></article>'
        ),
    ),
    "feed gone": Fault({("/rss/all.xml", "feed"), ("/rss/all.xml", "404")}, removed("rss/all.xml")),
    "feed with new ids": Fault(
        {("/rss/all.xml", "feed")},
        written("rss/all.xml", "(<guid[^>]*>)[^<]*(?=prilis)", r"\1/"),
    ),
    "sitemap short": Fault(
        {("/sitemap.xml", "sitemap")},
        written("sitemap.xml", f"<loc>[^<]*{KUN}/</loc>", f"<loc>{FINAL}/</loc>"),
    ),
    "robots": Fault(
        {("/robots.txt", "robots")}, put("robots.txt", b"User-agent: Googlebot\nDisallow: /\n")
    ),
    "picture replaced": Fault(
        {(NEW_KUN, "image-changed")}, put("moje-fotka-1.png", b"\x89PNG\r\n\x1a\n another")
    ),
    "to the home page": Fault({(OLD_KUN, "to-home")}, lines=sent(f"= {OLD_KUN}", "301 /")),
    "all to the home page": Fault(
        {(f"/l/{slug}/", "to-home") for slug in ("new", "cesta", "next-year", "over-the-hill")}
        | {("/l/what-now%21%3A-part-%E2%80%93%E2%81%A02/", "to-home")},
        lines=sent("~ ^/l/", "301 /"),
    ),
    "loop": Fault({(OLD_KUN, "loop")}, lines=sent(f"= {OLD_KUN}", f"301 {OLD_KUN}")),
    "temporary": Fault({(OLD_KUN, "temporary")}, lines=sent(f"= {OLD_KUN}", f"302 {NEW_KUN}")),
    "chain": Fault(
        {(OLD_KUN, "two-hops")},
        lines=sent(f"= {OLD_KUN}", "301 /hop/") + sent("= /hop/", f"301 {NEW_KUN}"),
    ),
    "wrong page": Fault({(OLD_KUN, "wrong-page")}, lines=sent(f"= {OLD_KUN}", "301 /o-nas/")),
    "to the old host": Fault(
        {(OLD_KUN, "old-host")},
        lines=sent(f"= {OLD_KUN}", f"301 https://quiet-hills.webnode.example{NEW_KUN}"),
    ),
    "shut": Fault(
        {(NEW_KUN, "error"), (OLD_KUN, "error"), (SHOP, "error")},
        lines=sent(f"= {NEW_KUN}", "403"),
    ),
}
FOLLOWS = "link-broken"  # of the pages that link to one that is gone


@both
@pytest.mark.parametrize("name", FAULTS)
def test_planted_fault_is_found(
    which: Which, name: str, ready: Callable[[str], Ready], tmp_path: Path
) -> None:
    """What is changed in the built site, or at its server, is told where it is; nothing else is."""
    fault, found = FAULTS[name], ready(which)
    root = Path(shutil.copytree(found.root, tmp_path / "root"))
    fault.change(root)
    with served(found, fault.lines, root) as url:
        sheet = checked(which, url)

    assert {each for each in told(sheet) if each[1] != FOLLOWS} == fault.kinds
    assert sheet.exit_code == 1
