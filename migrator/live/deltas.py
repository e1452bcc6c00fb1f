"""What search engines were told by each old page, beside what the new one tells them."""

from __future__ import annotations

from typing import Any

from migrator import urls
from migrator.live.expected import ExpectedPage
from migrator.live.heads import Head
from migrator.live.place import NewSite
from migrator.live.sheet import Delta

NAMES = ("title", "description", "canonical", "headings", "hreflang")


def delta(page: ExpectedPage, head: Head | None, site: NewSite) -> Delta:
    """Both sides, and which of them differ. A canonical address is to be the page's own."""
    old, new = _told(page.old), _told(head or Head())
    changed = [name for name in NAMES if old[name] != new[name] and name != "canonical"]
    if head is not None and _is_own_of_old(page) != _is_own(page, head, site):
        changed.append("canonical")
    return Delta(
        old=page.url,
        new=page.path,
        told=tuple((name, (old[name], new[name])) for name in NAMES),
        changed=tuple(name for name in NAMES if name in changed and head is not None),
        is_known=head is not None,
    )


def _told(head: Head) -> dict[str, Any]:
    return {
        "title": head.title,
        "description": head.description,
        "canonical": head.canonical,
        "headings": list(head.headings),
        "hreflang": sorted(language for language, _ in head.languages),
    }


def _is_own_of_old(page: ExpectedPage) -> bool:
    return urls.page_key(page.old.canonical) == urls.page_key(page.url)


def _is_own(page: ExpectedPage, head: Head, site: NewSite) -> bool:
    own = site.own(head.canonical)
    return bool(own) and site.key(own) in page.keys
