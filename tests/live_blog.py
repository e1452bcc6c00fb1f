"""A small blog after its move: what the export promises, and a new site that keeps it all."""

from __future__ import annotations

from datetime import UTC, datetime

from migrator.fetch import Fetcher
from migrator.live import Expected, ExpectedFile, ExpectedPage, LiveSheet, check
from migrator.live.digests import digest
from migrator.live.heads import Head
from migrator.live.old import OldAddress
from migrator.models import Kind, Moved
from tests.live_host import Host, Reply, page, sent

OLD = "https://kopce.webnode.example"
PICTURE = b"\x89PNG\r\n\x1a\n a hill"
LEAFLET = b"%PDF-1.4 a leaflet"
LOST = f"{OLD}/_files/200000009-72569a50ce/gone.png"
GUID = f"{OLD}/news/hill/"

TEXT = "We went up the hill in the morning. The ford was dry, and we came home late."
ABOUT = "Two people who walk slowly."

_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<title>{title} · Quiet hills</title>
<meta name="description" content="{description}">
<link rel="canonical" href="{base}{path}">
{head}
</head>
<body>
<header><nav><a href="/">Quiet hills</a> <a href="/posts/">Posts</a></nav></header>
<main>
{main}
</main>
<footer>We write slowly.</footer>
</body>
</html>
"""
POST = f"""\
<article><h1>Up the hill</h1>
<time datetime="2012-03-05T13:07:00+00:00">5 March 2012</time>
<div class="body"><p>{TEXT}</p>
<h2>The ford</h2>
<p><img src="hill.png" alt="A hill"> <img src="{LOST}" alt=""></p>
<p><a href="/about/">Who we are</a>, <a href="leaflet.pdf">a leaflet</a>,
<a href="https://maps.example/hill">a map</a></p></div></article>"""

PAGES = (
    ExpectedPage(
        url=f"{OLD}/",
        path="/",
        kind=Kind.HOME,
        title="Home",  # which no home page has to say
        text="Welcome to the hills",
    ),
    ExpectedPage(
        url=f"{OLD}/news/hill/",
        path="/posts/hill/",
        kind=Kind.POST,
        title="Up the hill",
        description="A walk",
        language="en",
        date=datetime(2012, 3, 5, 13, 7, tzinfo=UTC),
        text=f"{TEXT} The ford Who we are, a leaflet, a map",
        headings=("The ford",),
        images=("/posts/hill/hill.png", LOST),
        links=("/about", "/posts/hill/leaflet.pdf", "https://maps.example/hill"),
        files=(
            ExpectedFile("/posts/hill/hill.png", digest([PICTURE])),
            ExpectedFile("/posts/hill/leaflet.pdf", digest([LEAFLET])),
        ),
        left=frozenset([LOST]),
        guid=GUID,
        old=Head(title="Up the hill :: Quiet hills", headings=("Up the hill",)),
    ),
    ExpectedPage(
        url=f"{OLD}/about/",
        path="/about/",
        kind=Kind.PAGE,
        title="About us",
        language="en",
        text=ABOUT,
    ),
)
ADDRESSES = (
    OldAddress("/news/hill/", "/posts/hill/", Moved.POST),
    OldAddress("/about/", "/about/", Moved.PAGE),
    OldAddress("/home/", "/", Moved.HOME),
    OldAddress("/tags/c%23/", "/posts/", Moved.LIST),
    OldAddress("/rss/all.xml", "/rss/all.xml", Moved.FEED),
    OldAddress("/_files/200000001-af283422ec/hill.png", "/posts/hill/hill.png", Moved.FILE),
)


def promised() -> Expected:
    return Expected(
        target="hugo",
        pages=PAGES,
        addresses=ADDRESSES,
        unanswerable=(("/posts/", "the new site has a page of its own at this address"),),
        old_hosts=frozenset(["kopce.webnode.example"]),
        feed="/rss/all.xml",
        keeps_feed=True,
    )


def written(host: Host, path: str, main: str, title: str, head: str = "", text: str = "") -> str:
    """A page in the frame that all pages have; `text` is its description."""
    return _PAGE.format(
        title=title, description=text, base=host.url, path=path, main=main, head=head
    )


def post(host: Host, main: str = POST, title: str = "Up the hill", head: str = "") -> str:
    return written(host, "/posts/hill/", main, title, head, "A walk")


def feed(host: Host, link: str = "/posts/hill/", guid: str = GUID) -> Reply:
    item = f"<item><link>{host.url}{link}</link><guid>{guid}</guid></item>"
    return Reply(f"<rss><channel>{item}</channel></rss>".encode(), kind="application/rss+xml")


def sitemap(*addresses: str) -> Reply:
    listed = "".join(f"<url><loc>{address}</loc></url>" for address in addresses)
    return Reply(f"<urlset>{listed}</urlset>".encode(), kind="text/xml")


def moved(host: Host) -> None:
    """The whole blog at its new host, with nothing wrong."""
    home = "<article><h1>Quiet hills</h1><p>Welcome to the hills</p></article>"
    about = f"<article><h1>About us</h1><p>{ABOUT}</p></article>"
    paths = ("/", "/posts/hill/", "/about/", "/posts/")
    host.replies = {
        "/robots.txt": Reply(b"User-agent: *\nCrawl-delay: 0\n", kind="text/plain"),
        "/sitemap.xml": sitemap(*(f"{host.url}{path}" for path in paths)),
        "/rss/all.xml": feed(host),
        "/": page(written(host, "/", home, "Quiet hills")),
        "/posts/": page(written(host, "/posts/", "<h1>Posts</h1>", "Posts")),
        "/posts/hill/": page(post(host)),
        "/about/": page(written(host, "/about/", about, "About us")),
        "/posts/hill/hill.png": Reply(PICTURE, kind="image/png"),
        "/posts/hill/leaflet.pdf": Reply(LEAFLET, kind="application/pdf"),
        "/news/hill/": sent("/posts/hill/"),
        "/home/": sent(f"{host.url}/", 308),
        "/tags/c%23/": sent("/posts/"),
        "/_files/200000001-af283422ec/hill.png": sent("/posts/hill/hill.png"),
    }


def checked(host: Host, expected: Expected | None = None, limit: int = 1_000) -> LiveSheet:
    """The check without any pauses."""
    fetcher = Fetcher(host.url, delay=0, own_site=True, sleep=lambda seconds: None)
    return check(expected or promised(), host.url, fetcher, lambda progress: None, limit)
