"""What a site has beside its pages: robots.txt, a sitemap, the feed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import islice
from typing import Any

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from protego import Protego

from migrator import urls
from migrator.archive.bodies import unpacked
from migrator.archive.reader import within
from migrator.live.expected import Expected
from migrator.live.sheet import Finding, Row, few
from migrator.live.visitor import Answer, Visitor
from migrator.redirects.rule import page as page_key

ROBOTS = "/robots.txt"
_USUAL = (
    "/sitemap.xml",
    "/sitemap_index.xml",
    "/wp-sitemap.xml",
    "/sitemap-index.xml",
    "/sitemap.xml.gz",
)
_SEARCH_ENGINE = "Googlebot"
_MOST_SITEMAPS = 200
_LARGEST = 1 << 25  # bytes, unpacked
_PACKED = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class _Listed:
    """All addresses of some sitemaps; None if none of them is one. `unread` were too many.

    The answer is that of the first which is none, if there is one.
    """

    answer: Answer
    addresses: list[str] | None
    unread: int


def robots_row(expected: Expected, visitor: Visitor, robots: str) -> Row:
    """Does robots.txt let search engines see the pages?"""
    rules, site = Protego.parse(robots), visitor.site
    paths = [page.path for page in expected.pages]
    shut = [path for path in paths if not rules.can_fetch(site.at(path), _SEARCH_ENGINE)]
    told = f"it shuts search engines out of {len(shut)} of {len(paths)} pages: {few(shut)}"
    return Row("robots", ROBOTS, findings=(Finding("robots", told),) if shut else ())


def sitemap_row(expected: Expected, visitor: Visitor, robots: str) -> Row:
    """Does the sitemap list every page, and none of another site?"""
    for asked in _sitemaps(visitor, robots):
        listed = _listed(asked, visitor)
        answer, path = listed.answer, asked[0].removeprefix(visitor.site.base)
        if answer.unasked:
            return Row("sitemap", path, unchecked=answer.unasked)
        if listed.addresses is not None:
            found = tuple(_compared(expected, visitor, asked[0], listed))
            return Row("sitemap", path, findings=found, unchecked=_unread(listed))
        if answer.trouble and "html" not in answer.media_type:
            return Row("sitemap", path, findings=(Finding("sitemap", answer.trouble),))
    none = Finding("sitemap", "there is none: most builders can make one", is_fault=False)
    return Row("sitemap", _USUAL[0], findings=(none,))


def _sitemaps(visitor: Visitor, robots: str) -> list[list[str]]:
    """Those that robots.txt names, which count as one; else those at the usual addresses."""
    base = visitor.site.base
    named = (urls.absolute(f"{base}/", each) for each in Protego.parse(robots).sitemaps)
    own = [own for each in named if (own := visitor.site.own(each))]
    return [*([own] if own else []), *([base + path] for path in _USUAL)]


def _unread(listed: _Listed) -> str:
    told = f"{listed.unread} of {listed.unread + _MOST_SITEMAPS} sitemaps were not read"
    return f"{told}: too many" if listed.unread else ""


def _compared(expected: Expected, visitor: Visitor, url: str, listed: _Listed) -> Iterator[Finding]:
    """What is lacking, and what is of another site; an unread one may hold what is lacking."""
    site, strange, there = visitor.site, list[str](), set[str]()
    addresses = listed.addresses or []
    for address in addresses:
        own = site.own(urls.absolute(url, address))
        there.add(site.key(own)) if own else strange.append(address)
    lost = [page.path for page in expected.pages if not page.keys & there]
    if lost and not listed.unread:
        yield Finding("sitemap", f"{len(lost)} pages are not in it: {few(lost)}")
    if strange:
        yield Finding("sitemap", f"it lists addresses of another site: {few(strange)}")
    if any(not urls.is_web(address) for address in addresses):
        told = "its addresses have no host: set the address of the new site, and build again"
        yield Finding("sitemap", told, is_fault=False)


def _listed(asked: list[str], visitor: Visitor) -> _Listed:
    """What is in sitemaps, and in those that they list."""
    found, waiting, failed, is_one = list[str](), [*dict.fromkeys(asked)], list[Answer](), False
    for url in islice(waiting, _MOST_SITEMAPS):  # it grows meanwhile
        answer, root = xml_of(url, visitor)
        if root is None:
            failed.append(answer)
            continue
        is_one = True
        told = [(loc.text or "").strip() for loc in root.iter() if _name(loc) == "loc"]
        if _name(root) == "sitemapindex":
            own = (visitor.site.own(urls.absolute(url, each)) for each in told)
            waiting[:] = dict.fromkeys([*waiting, *filter(None, own)])
        else:
            found += told
    unread = max(0, len(waiting) - _MOST_SITEMAPS)
    return _Listed(failed[0] if failed else answer, found if is_one else None, unread)


def xml_of(url: str, visitor: Visitor) -> tuple[Answer, Any]:
    """The answer at an address, and the root of its XML; None if it is none. It may be packed."""
    answer, body = visitor.text(url)
    if answer.status != 200:
        return answer, None
    try:
        return answer, fromstring(_unpacked(body))
    except (ParseError, DefusedXmlException, LookupError, ValueError) as error:
        return replace(answer, trouble=f"it is no XML that can be read: {error}"), None


def _unpacked(body: bytes) -> bytes:
    """The bytes of a file that is packed itself, as `sitemap.xml.gz` is."""
    if not body.startswith(_PACKED):
        return body
    found = unpacked(BytesIO(body), (("Content-Encoding", "gzip"),))
    return b"".join(within(found, _LARGEST, "sitemap"))


def feed_row(expected: Expected, visitor: Visitor) -> Row:
    """Is the feed where its readers look for it, with the posts, and the ids that they know?"""
    answer, root = xml_of(visitor.site.at(expected.feed), visitor)
    if answer.unasked:
        return Row("feed", expected.feed, unchecked=answer.unasked)
    if root is None:
        told = answer.trouble or f"it answers {answer.status}"
        return Row("feed", expected.feed, findings=(Finding("feed", told),))
    items = [item for item in root.iter() if _name(item) in ("item", "entry")]
    told_of = {_link(item, visitor): _guid(item) for item in items}
    return Row("feed", expected.feed, findings=tuple(_lacking(expected, told_of)))


def _lacking(expected: Expected, items: dict[str, str]) -> Iterator[Finding]:
    """Posts that the feed must have; a builder may keep to the newest, if it keeps no old ids."""
    posts = [page for page in expected.pages if page.kind.value == "post"]
    lost = [post.path for post in posts if page_key(post.path) not in items]
    if lost and (expected.keeps_feed or len(lost) == len(posts)):
        yield Finding("feed", f"{len(lost)} of {len(posts)} posts are not in it: {few(lost)}")
    known = [post for post in posts if post.guid and page_key(post.path) in items]
    other = [post.path for post in known if items[page_key(post.path)] != post.guid]
    if other and expected.keeps_feed:
        told = f"{len(other)} posts have new ids, readers get them again: {few(other)}"
        yield Finding("feed", told)


def _link(item: Any, visitor: Visitor) -> str:
    """The path of the post that an item leads to."""
    for child in item:
        if _name(child) == "link":
            url = urls.absolute(f"{visitor.site.base}/", child.get("href") or child.text or "")
            own = visitor.site.own(url)
            return visitor.site.key(own) if own else url
    return ""


def _guid(item: Any) -> str:
    told = (child.text or "" for child in item if _name(child) in ("guid", "id"))
    return next(told, "").strip()


def _name(element: Any) -> str:
    """The name without its namespace, in lower case."""
    return str(element.tag).rpartition("}")[2].lower()
