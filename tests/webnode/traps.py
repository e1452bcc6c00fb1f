"""Pages that lead nowhere good: endless calendars, loops, forms, places that nobody may enter."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tests.webnode.blog import Blog
from tests.webnode.skin import Hosts, Skin

_MONTH = re.compile(r"/calendar/(\d{4})/(\d{1,2})/")
_NAMES = (
    "January February March April May June July August September October November December"
).split()
_PLACES = (
    ("/search/?q=lantern", "Look for lanterns"),
    ("/discussion/?tid=1&amp;mid=2", "Answer the ferryman"),
    ("/servers/frontend/counter", "The counter"),
    ("/_system/skins/v8/style.css", "The skin"),
    ("/cart/", "The basket"),
    ("/about/?print=1", "About us, for printers"),
    ("/private/notes/", "Private notes"),
    ("/private/open/", "The open drawer"),
    ("https://elsewhere.example/", "A friend's pages"),
    ("mailto:editor@lantern.example", "Write to us"),
)
NEVER_ASKED = (
    "/search/",
    "/discussion/",
    "/servers/",
    "/_system/",
    "/cart/",
    "/private/notes/",
)
"""What begins like this is linked, and no crawl asks for it; nor for `?print=1`, nor the twin."""
_TROUBLES = (
    ("/loop-a/", "Round and round"),
    ("/loop/", "On the spot"),
    ("/gone/", "Last year's programme"),
    ("/members/", "For members"),
    ("/away/", "Far away"),
    ("/inside/", "Further in"),
)
_REDIRECTS = {
    "/loop-a/": "/loop-b/",
    "/loop-b/": "/loop-a/",
    "/loop/": "/loop/",
    "/away/": "file:///etc/passwd",
    "/inside/": "http://169.254.169.254/latest/",
}
ERROR_PAGE = (
    '<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>Webnode Error Page</title></head>'
    '<body><div id="content"><h1 id="text-heading1">Ooops!!</h1><p id="text-heading2">Something '
    "went wrong.</p></div></body></html>\n"
)
"""What Webnode's servers show for their own faults, with status 200."""
PLAIN = ("/servers/", "/_system/")
"""Below these is no page, but what scripts ask for."""


def redirects(blog: Blog) -> Mapping[str, str]:
    """Which paths lead elsewhere, and where to."""
    return _REDIRECTS if blog.trouble else {}


def links(blog: Blog, hosts: Hosts) -> str:
    """The text of the page that links to all of them."""
    twin = (f"{hosts.twin}/about/", "About us, for telephones")
    places = (*_PLACES, twin, *(_TROUBLES if blog.trouble else ()))
    return "".join(f'<p><a href="{address}">{label}</a></p>' for address, label in places)


def calendar() -> str:
    """The text of the calendar's first page."""
    return '<p>What is on? See <a href="/calendar/2026/11/">November 2026</a>.</p>'


def month(skin: Skin, path: str) -> str | None:
    """The page of a month, which leads to those around it; None if the path is none."""
    found = _MONTH.fullmatch(path)
    if not found or not 1 <= int(found[2]) <= 12:
        return None
    at = int(found[1]) * 12 + int(found[2]) - 1
    shown = f"{_NAMES[at % 12]} {at // 12}"
    around = " ".join(f'<a href="{_path(other)}">{_path(other)}</a>' for other in (at - 1, at + 1))
    text = f"<p>Nothing is planned for {shown}.</p><p>{around}</p>"
    return skin.page(path, shown, skin.text(text))


def _path(month: int) -> str:
    return f"/calendar/{month // 12:04}/{month % 12 + 1:02}/"
