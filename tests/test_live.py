"""A site on the network: everything it names, nothing it does not, each page once."""

from __future__ import annotations

from pathlib import Path

import pytest
import responses
from requests.exceptions import ConnectionError as Unreachable

from migrator.archive import Archive
from migrator.fetch import Fetcher
from migrator.models import Failed, Kept, LeftOut, Limits, Missing, NamedBy, Namer, Snapshot
from migrator.read import read
from migrator.read.answers import is_sound
from migrator.sources.base import SourceOptions
from migrator.sources.live import LiveSource

SITE = "https://x.webnode.example/"
PAGE = (
    '<html><head><meta name="generator" content="Webnode 2"></head>'
    '<body><div class="wnd-page"><main>{}</main></div></body></html>'
)


CLASSIC = (
    '<html><head><meta name="generator" content="Webnode"></head>'
    '<body><div id="content">{}</div><div id="rbcFooterText"></div></body></html>'
)
PERHAPS = "<html><body><div class='wnd-page'><main>{}</main></div></body></html>"


def archive_in(folder: Path) -> Archive:
    return Archive(folder / "archive" / "site.warc.gz", is_sound)


def source(
    folder: Path, site: str = SITE, *, refresh: bool = False, limits: Limits | None = None
) -> LiveSource:
    """A run: what is in the folder's archive is from those before."""
    told = limits or Limits()
    options = SourceOptions(archive_in(folder), lambda progress: None, told, refresh=refresh)
    return LiveSource(site, Fetcher(site, limits=told, sleep=lambda seconds: None), options)


def serve(
    network: responses.RequestsMock,
    robots: str = "User-agent: *\nCrawl-delay: 0\n",
    skin: str = PAGE,
    **pages: str,
) -> None:
    """Serve pages by path; of what else is asked for only a sitemap may be missing."""
    network.get(f"{SITE}robots.txt", body=robots)
    for path, body in {"sitemap.xml": "", **pages}.items():
        if path == "sitemap.xml" and not body:
            network.get(SITE + path, status=404)
        elif "<?xml?>" in body:
            xml = body.removeprefix("<?xml?>")
            network.get(SITE + path, body=xml, content_type="text/xml")
        else:
            network.get(SITE + path, body=skin.format(body), content_type="text/html")


def links(*paths: str) -> str:
    return "".join(f'<a href="{path}">x</a>' for path in paths)


def fetched(network: responses.RequestsMock) -> list[str]:
    """What was asked for, by path, but for robots.txt."""
    asked = [str(call.request.url).removeprefix(SITE) for call in network.calls]
    return [path for path in asked if path != "robots.txt"]


def test_pager_is_followed_to_its_end(network: responses.RequestsMock, tmp_path: Path) -> None:
    """Every page of a list is found because the one before names it, and every post on them."""
    serve(
        network,
        **{
            "": links("/blog/"),
            "blog/": links("/l/a/", "/blog/p-4k2m/1/"),
            "blog/p-4k2m/1/": links("/blog/", "/l/b/", "/blog/p-4k2m/2/"),
            "blog/p-4k2m/2/": links("/l/c/", "/blog/p-4k2m/1/"),
            **{f"l/{name}/": "" for name in "abc"},
        },
    )
    found = list(source(tmp_path).pages())

    posts = [page.url for page in found if isinstance(page, Snapshot) and "/l/" in page.url]
    assert posts == [f"{SITE}l/{name}/" for name in "abc"]
    assert len(fetched(network)) == len(set(fetched(network)))


def test_sitemap_and_feed_name_pages_that_nothing_links_to(
    network: responses.RequestsMock, tmp_path: Path
) -> None:
    """An index of sitemaps leads to sitemaps; a feed leads to articles, in whatever scheme.

    They are asked for as the home page was: else the same page would come twice.
    """
    serve(
        network,
        f"Sitemap: {SITE}map.xml\n",
        CLASSIC,
        **{
            "": "",
            "map.xml": f"<?xml?><sitemapindex><loc>{SITE}map-1.xml</loc></sitemapindex>",
            "map-1.xml": f"<?xml?><urlset><url><loc>{SITE}lonely/</loc></url></urlset>",
            "rss/": "<?xml?><rss/>",
            "rss/all.xml": "<?xml?><rss><item><link>http://www.x.webnode.example/news/old/</link>"
            "</item></rss>",
            "archive/news/": "",
            "lonely/": "",
            "news/old/": "",
        },
    )
    urls = [page.url for page in source(tmp_path).pages()]

    assert f"{SITE}lonely/" in urls
    assert f"{SITE}news/old/" in urls
    assert [url for url in urls if not url.startswith(SITE)] == []


@pytest.mark.parametrize(
    ("skin", "asked"),
    [
        (PAGE, ["sitemap.xml"]),
        (CLASSIC, ["sitemap.xml", "rss/", "rss/all.xml", "archive/news/"]),
        (PERHAPS, ["sitemap.xml", "rss/", "rss/all.xml", "archive/news/"]),
    ],
)
def test_usual_places_are_those_of_the_home_page_s_generation(
    network: responses.RequestsMock, tmp_path: Path, skin: str, asked: list[str]
) -> None:
    """Where the home page tells too little, the places of every generation are looked into."""
    serve(network, skin=skin, **{"": ""})
    for path in ("rss/", "rss/all.xml", "archive/news/"):
        network.get(SITE + path, status=404)
    list(source(tmp_path).pages())

    assert fetched(network) == ["", *asked]


def test_what_holds_no_page_is_never_asked_for_but_told(
    network: responses.RequestsMock, tmp_path: Path
) -> None:
    """Reply forms, search, files and queries are left out with a line; other hosts are not ours."""
    system = ["/discussion/?tid=1", "/search/", "/servers/x/", "/photo.jpg", "/a/?print=1"]
    foreign = ["http://m.x.webnode.example/a/", "https://other.example/", "mailto:a@x.example"]
    upload = "/_files/200000013-b8a1fb99c1/a.pdf"
    own = ["/a/#b", "/album/hills/one/", "/version-2.0"]
    serve(network, **{"": links(*system, *foreign, upload, *own), "album/hills/one/": "", "a/": ""})
    network.get(f"{SITE}version-2.0", body=PAGE.format(""), content_type="text/html")
    found = list(source(tmp_path).pages())

    assert fetched(network) == ["", "sitemap.xml", "a/", "album/hills/one/", "version-2.0"]
    left_out = [page.url for page in found if isinstance(page, LeftOut)]
    assert left_out == [SITE + path[1:] for path in system]


def test_redirect_to_a_page_that_is_linked_too_gives_it_once(
    network: responses.RequestsMock, tmp_path: Path
) -> None:
    """An old address that leads to a known page does not make a second copy of it."""
    serve(network, **{"": links("/old/", "/new/"), "new/": ""})
    network.get(f"{SITE}old/", status=301, headers={"Location": "/new/"})
    found = [page.url for page in source(tmp_path).pages()]

    assert found.count(f"{SITE}new/") == 1
    assert f"{SITE}old/" in found


def test_pager_that_never_ends_is_left(network: responses.RequestsMock, tmp_path: Path) -> None:
    """A further page that names no new post is the last one that is asked for."""
    serve(
        network,
        **{
            "": links("/blog/"),
            "blog/": links("/l/a/", "/blog/p-4k2m/1/"),
            "l/a/": "",
            **{f"blog/p-4k2m/{n}/": links("/blog/", f"/blog/p-4k2m/{n + 1}/") for n in range(9)},
        },
    )
    list(source(tmp_path).pages())

    assert [path for path in fetched(network) if "p-4k2m" in path] == [
        "blog/p-4k2m/1/",
        "blog/p-4k2m/2/",
    ]


@pytest.mark.parametrize(
    ("path", "kind", "told"),
    [
        ("gone/", "LeftOut", f"the server answered 404; named by the page {SITE}"),
        ("rss/all.xml", "LeftOut", "the site has no such feed or sitemap"),
        ("listed/", "Failed", f"the server answered 404; named by the sitemap {SITE}sitemap.xml"),
    ],
)
def test_404_means_what_the_one_who_named_it_meant(
    network: responses.RequestsMock, tmp_path: Path, path: str, kind: str, told: str
) -> None:
    """A dead link is the old site's own; a guess is nothing; what a sitemap names is a loss."""
    sitemap = f"<?xml?><urlset><url><loc>{SITE}listed/</loc></url></urlset>"
    home = links("/gone/", "/listed/")
    serve(network, skin=CLASSIC, **{"": home, "sitemap.xml": sitemap, "archive/news/": ""})
    for gone in ("gone/", "listed/", "rss/", "rss/all.xml"):
        network.get(SITE + gone, status=404)
    pages = [page for page in source(tmp_path).pages() if isinstance(page, Snapshot)]
    readings = {page.url: read(page) for page in pages}

    reading = readings[SITE + path]
    assert isinstance(reading, LeftOut | Failed)
    assert (type(reading).__name__, reading.reason) == (kind, told)


def test_page_that_cannot_be_had_does_not_stop_the_crawl(
    network: responses.RequestsMock, tmp_path: Path
) -> None:
    """A broken connection costs one page, with its reason and who named it."""
    serve(network, **{"": links("/a/", "/b/"), "b/": ""})
    network.get(f"{SITE}a/", body=Unreachable())
    found = {page.url: page for page in source(tmp_path).pages()}

    lost = found[f"{SITE}a/"]
    assert isinstance(lost, Missing)
    assert lost.named_by == NamedBy(Namer.PAGE, SITE)
    assert isinstance(found[f"{SITE}b/"], Snapshot)


def test_redirect_is_followed_within_the_site(
    network: responses.RequestsMock, tmp_path: Path
) -> None:
    """Where a page has moved, its new address is fetched; both are seen."""
    serve(network, **{"": links("/old/"), "new/": ""})
    network.get(f"{SITE}old/", status=301, headers={"Location": "/new/"})
    found = [page.url for page in source(tmp_path).pages()]

    assert f"{SITE}old/" in found
    assert f"{SITE}new/" in found


def test_redirect_to_another_spelling_is_fetched_there(
    network: responses.RequestsMock, tmp_path: Path
) -> None:
    """A redirect that only adds a slash still leads to the page; a loop ends."""
    serve(network, **{"": links("/a", "/loop/"), "a/": ""})
    network.get(f"{SITE}a", status=301, headers={"Location": "/a/"})
    network.get(f"{SITE}loop/", status=302, headers={"Location": "/loop/"})
    found = [page.url for page in source(tmp_path).pages()]

    assert f"{SITE}a/" in found
    assert fetched(network).count("loop/") == 1


def test_file_comes_over_a_redirect(network: responses.RequestsMock, tmp_path: Path) -> None:
    """A picture may have moved to another host; every step is in the archive, its bytes too."""
    network.get("https://cdn.example/a%20b.png", status=302, headers={"Location": "/b.png"})
    network.get("https://cdn.example/b.png", body=b"png")

    live = source(tmp_path)
    (found,) = live.files(["https://cdn.example/a b.png"])
    assert found[0] == "https://cdn.example/a b.png"
    assert isinstance(found[1], Kept)
    assert (found[1].url, found[1].begins) == ("https://cdn.example/b.png", b"png")
    archive = archive_in(tmp_path)
    assert [entry.status for entry in archive.entries()] == [302, 200]
    assert b"".join(archive.chunks("https://cdn.example/a%20b.png")) == b"png"
