"""What a site answers that is no picture: pages that are bombs, lists that lie, astray homes."""

from __future__ import annotations

import gzip

from tests.hostile.answers import BOMB, INSIDE, MIB, ODD, OUTSIDE, SENSE, Answers, answer
from tests.hostile.row import Row
from tests.live_host import Reply, sent

_RSS = "<rss><channel><title>&e9;</title></channel></rss>"
_URLSET = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">%s</urlset>'
_PAGE_LOST = "the page is told as lost"
PAGES = (
    answer(
        "a page that is a gzip bomb",
        "no more is unpacked than is allowed; the page is told as lost",
        1,
        "unpacked it is larger than 1 MB (--max page=…)",
        ODD,
        Reply(gzip.compress(b"<html>" + b" " * 9 * MIB), headers={"Content-Encoding": "gzip"}),
        *("--max", "page=1M"),
    ),
    answer(
        "a page packed 500 times over",
        _PAGE_LOST,
        1,
        "it is packed 500 times over, as in a trap",
        ODD,
        Reply(b"x", headers={"Content-Encoding": ", ".join(["gzip"] * 500)}),
    ),
    answer(
        "a page whose packing is cut off",
        _PAGE_LOST,
        1,
        "its packing is cut short",
        ODD,
        Reply(gzip.compress(b"<html>" * 99)[:-20], headers={"Content-Encoding": "gzip"}),
    ),
    answer(
        "a page packed in a way that nobody knows",
        _PAGE_LOST,
        1,
        "packed in a way that cannot be undone here: x-own",
        ODD,
        Reply(b"x", headers={"Content-Encoding": "x-own"}),
    ),
    answer(
        "a page that is a PDF file",
        _PAGE_LOST,
        1,
        "this is no HTML page but a file of type application/pdf",
        ODD,
        Reply(b"%PDF-1.4\n"),
    ),
    answer("an answer of status 999", _PAGE_LOST, 1, "answered 999", ODD, Reply(b"x", 999)),
    answer(
        "a sitemap that is an XML bomb",
        "it is told, and never unfolded; the links lead to the pages",
        1,
        "the XML cannot be read: EntitiesForbidden",
        "/sitemap.xml",
        Reply((BOMB + _URLSET % "<url><loc>&e9;</loc></url>").encode(), kind="text/xml"),
    ),
    answer(
        "a sitemap with a file of this computer in it",
        "it is told; the file is not read",
        1,
        "the XML cannot be read: EntitiesForbidden",
        "/sitemap.xml",
        Reply((OUTSIDE + _URLSET % "<url><loc>&e9;</loc></url>").encode(), kind="text/xml"),
    ),
    answer(
        "a sitemap of addresses of this computer",
        "nobody asks them",
        0,
        "other-site",
        "/sitemap.xml",
        Reply(
            (
                _URLSET
                % "".join(
                    f"<url><loc>{url}</loc></url>"
                    for url in ("file:///etc/passwd", "http://169.254.169.254/", "javascript:a()")
                )
            ).encode(),
            kind="text/xml",
        ),
    ),
    answer(
        "a sitemap of 100,000 levels",
        "it is told",
        1,
        "the XML cannot be read",
        "/sitemap.xml",
        Reply(b"<urlset>" + b"<a>" * 100_000, kind="text/xml"),
    ),
    Row(
        "a feed that is an XML bomb",
        "it is told, and never unfolded",
        1,
        "the XML cannot be read: EntitiesForbidden",
        Answers(
            {"/rss/all.xml": Reply((BOMB + _RSS).encode(), kind="text/xml")},
            f'<p><a href="/rss/all.xml">The feed</a></p>{SENSE}',
        ),
    ),
    answer(
        "a robots.txt of 5 MB",
        "what it forbids is not asked for",
        0,
        "pages say what they said",
        "/robots.txt",
        Reply(b"User-agent: *\nDisallow: /" + b"x" * 5 * MIB, kind="text/plain"),
    ),
    answer(
        "a robots.txt with a pattern that takes for ever",
        "it is matched in time",
        0,
        "pages say what they said",
        "/robots.txt",
        Reply(b"User-agent: *\nDisallow: /" + b"*a" * 40 + b"$\n", kind="text/plain"),
    ),
    Row(
        "a page that leads to ever new pages",
        "as many are asked for as --max addresses says",
        1,
        "(--max addresses=…)",
        Answers({}, f"{''.join(f'<a href=/c/{n}/>n</a> ' for n in range(100))}{SENSE}"),
        ("--max", "addresses=30"),
    ),
)


def _home(name: str, told: str, reply: Reply) -> Row[Answers]:
    return Row(name, "nobody asks there; nothing is written", 3, told, Answers({"/": reply}))


HOMES = (
    _home(
        "a site that redirects to a file of this computer",
        "the server answered 301",
        sent("file:///etc/passwd"),
    ),
    _home(
        "a site that redirects to a metadata address",
        INSIDE,
        sent("http://169.254.169.254/latest/meta-data/"),
    ),
    _home("a site that redirects to this computer", INSIDE, sent("http://localhost:22/")),
    _home("a site that redirects to itself", "the server answered 301", sent("/")),
    _home("a site of no bytes", "the file is empty", Reply()),
)
