"""The address a saved page had: from what copying programs note, else from the page's own words."""

from __future__ import annotations

import re

from migrator import urls
from migrator.dom import attribute, one_line
from migrator.generations.base import Page, meta
from migrator.models import Snapshot
from migrator.read.feed import is_feed, is_sitemap, xml_root
from migrator.read.page import parse, refusal

_HTTRACK = re.compile(r"<!-- Mirrored from (\S+) by HTTrack")
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->")
_SINGLE_FILE = re.compile(r"Page saved with SingleFile\s+url: (\S+)")
_ATOM_LINK = "{http://www.w3.org/2005/Atom}link"


def address_of(snapshot: Snapshot) -> str:
    """The absolute address the file was saved from; empty if nothing in it tells."""
    if is_feed(snapshot):
        return _feed_address(snapshot)
    if is_sitemap(snapshot) or refusal(snapshot):
        return ""
    page = parse(snapshot)
    found = (_noted(page.text), _declared(page), _made_absolute(page))
    return next((urls.normal(url) for url in found if urls.is_web(url)), "")


def site_of(snapshot: Snapshot) -> str:
    """The site that a page's `<base>` names, without a path; empty if it names none."""
    if is_feed(snapshot) or is_sitemap(snapshot) or refusal(snapshot):
        return ""
    base = attribute(parse(snapshot).tree.css_first("base[href]"), "href")
    return urls.absolute(base, "/").rstrip("/") if urls.is_web(base) else ""


def _noted(text: str) -> str:
    """HTTrack leaves the scheme out; such sites are read as https, since Webnode serves both."""
    if found := _HTTRACK.search(text):
        return found[1] if "://" in found[1] else f"https://{found[1]}"
    found = _SAVED_FROM.search(text) or _SINGLE_FILE.search(text)
    return found[1] if found else ""


def _declared(page: Page) -> str:
    canonical = attribute(page.tree.css_first('link[rel="canonical"]'), "href")
    return canonical if urls.is_web(canonical) else meta(page, "og:url")


def _made_absolute(page: Page) -> str:
    """A browser that saves a page turns the menu's `#` links into the page's own address."""
    link = page.tree.css_first("a.close-menu, a.menu-close, a#menu-submit")
    href = attribute(link, "href")
    return href.removesuffix("#") if href.endswith("#") else ""


def _feed_address(snapshot: Snapshot) -> str:
    root = xml_root(snapshot)
    if isinstance(root, str):
        return ""
    own = [link.get("href", "") for link in root.iter(_ATOM_LINK) if link.get("rel") == "self"]
    return next((urls.normal(one_line(url)) for url in own if urls.is_web(url)), "")
