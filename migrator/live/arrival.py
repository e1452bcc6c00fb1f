"""The first steps at the new site: is it there, is it the new one, what does it call itself?"""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from itertools import islice
from urllib.parse import urlsplit, urlunsplit

from migrator import urls
from migrator.archive.bodies import BodyBroken, unpacked
from migrator.errors import MigratorError, SourceMissing
from migrator.fetch import Fetcher
from migrator.generations import Refusal, recognise
from migrator.live.around import ROBOTS
from migrator.live.heads import head_of, tree_of
from migrator.live.place import NewSite
from migrator.models import Capture, Missing, Snapshot
from migrator.read.page import parse, refusal
from migrator.redirects.rule import page

_PIECES = 64  # of 64 KB
_MOST = 5  # hops from the address that was given to the home page
_REDIRECTS = frozenset([301, 302, 303, 307, 308])


def address_of(named: str) -> str:
    """The address of the new site that the user means; `https://` may be left out.

    Raises MigratorError for what is none.
    """
    address = named if "://" in named else f"https://{named}"
    host = urls.host(address)
    if not urls.is_web(address) or " " in host or ("://" not in named and "." not in host):
        raise MigratorError(f"{named} is no web address", "It begins with https:// or http://.")
    return address


def arrive(address: str, fetcher: Fetcher, old_hosts: frozenset[str]) -> tuple[NewSite, str, int]:
    """The site at an address, its robots.txt, and how many requests that took.

    Raises SourceMissing where there is no site, or still the old one.
    """
    base, requests = _base(address), 0
    for _ in range(_MOST):
        robots, home = _robots(base, fetcher), _asked(f"{base}/", fetcher)
        requests += 2
        there = _elsewhere(home, base)
        if not there:
            break
        base = there
    old = old_hosts - {urls.host(base)}
    _must_not_lead_away(base, home, old)
    final = _final(home, base)
    is_kept = not final or _path(final) == _path(base)
    return NewSite(base, urls.host(final), old, is_kept), robots, requests


def _path(address: str) -> str:
    return page(urls.path_of(_base(address)))


def _elsewhere(home: Snapshot, base: str) -> str:
    """Where the home page leads, if that is the same site: with `www.`, or at https."""
    there = _base(urls.located(home.url, home.header("Location")))
    if home.status not in _REDIRECTS or there == base or urls.host(there) != urls.host(base):
        return ""
    return there if urlsplit(there).path == urlsplit(base).path else ""


def _base(address: str) -> str:
    """Scheme, host and folder, without a closing slash."""
    parts = urlsplit(address)
    path = parts.path.removesuffix("index.html").rstrip("/")
    return urlunsplit((parts.scheme.lower(), parts.netloc.rpartition("@")[2].lower(), path, "", ""))


def _robots(base: str, fetcher: Fetcher) -> str:
    """What its host's robots.txt says, which is obeyed from the next request on."""
    fetcher.obey(base, "")
    found = fetcher.get(urls.absolute(base, ROBOTS))
    if isinstance(found, Missing):
        return ""
    with closing(found.body):
        text = _begins(found).decode("utf-8", "replace") if found.status == 200 else ""
    fetcher.obey(base, text)
    return text


def _asked(url: str, fetcher: Fetcher) -> Snapshot:
    """The home page. It must be there, unless robots.txt forbids to ask for it."""
    found = fetcher.get(url)
    if isinstance(found, Missing):
        if found.is_forbidden:
            return Snapshot(url, b"", "text/html", datetime.now(UTC), 403)
        hint = "Check the address of the new site, and that it opens in a browser."
        raise SourceMissing(f"{url}: {found.reason}", hint)
    with closing(found.body):
        body = _begins(found)
    kind = found.header("Content-Type")
    return Snapshot(url, body, kind, found.fetched_at, found.status, found.headers)


def _begins(found: Capture) -> bytes:
    """As much as it takes to know a page."""
    try:
        return b"".join(islice(unpacked(found.body, found.headers), _PIECES))
    except BodyBroken:
        return b""


def _must_not_lead_away(base: str, home: Snapshot, old: frozenset[str]) -> None:
    there = urls.located(home.url, home.header("Location"))
    if home.status in _REDIRECTS and urls.host(there) != urls.host(base):
        where = "the old site" if urls.host(there) in old else "another site"
        hint = "Name the address that the new site has itself."
        raise SourceMissing(f"{base}/ leads to {where}, {there}", hint)
    if _is_webnode(home):
        hint = "Name the new host's own address until your domain leads there."
        raise SourceMissing(f"{base}/ is still answered by Webnode", hint)


def _is_webnode(home: Snapshot) -> bool:
    if home.status != 200 or refusal(home):
        return False
    return not isinstance(recognise(parse(home)), Refusal)


def _final(home: Snapshot, base: str) -> str:
    """What the home page calls its address, if that is on another host, and not Webnode's."""
    canonical = head_of(tree_of(home.body), home.url).canonical if home.status == 200 else ""
    host = urls.host(canonical)
    is_other = host not in ("", urls.host(base)) and not urls.is_of_webnode(host)
    return canonical if is_other else ""
