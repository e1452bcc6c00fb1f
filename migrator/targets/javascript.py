"""What the two builders in JavaScript share: what their starters know of a site."""

from __future__ import annotations

import json

from migrator.frontmatter import Value
from migrator.models import Localised, Moved, Site
from migrator.targets.labels import label


def tag_list(name: str) -> str:
    """The address of the list of a tag's posts."""
    return f"/tags/{label(name)}/"


def quoted_date(item: Localised) -> Value:
    """The date as text: read as a date, it would lose its offset, and so perhaps its day."""
    return item.article.date.value.isoformat(timespec="seconds") if item.article.date else None


def site_facts(site: Site, feed: str) -> bytes:
    """`site.json`: the name of the site, where its feed stands, and which lists have moved.

    The feed stands at `feed` and wherever a feed of the old site stood.
    """
    plain = [move for move in site.moves if move.fits_a_page]
    feeds = [move.old for move in plain if move.moved is Moved.FEED and move.old.endswith(".xml")]
    told = {
        "title": site.title,
        "language": site.language,
        "url": "",
        "feeds": list(dict.fromkeys(filter(None, [feed, site.old_feed, *feeds]))),
        "moved": [{"old": m.old, "to": m.new} for m in plain if m.moved is Moved.LIST],
    }
    return f"{json.dumps(told, ensure_ascii=False, indent=2)}\n".encode()


def has_home(site: Site) -> bool:
    """Does a page of the old site stand at the root of the new one?"""
    return any(item.place.permalink == "/" for item in site.items)
