"""The judgement on each page: the second reading, from the archive's own bytes, and the gate."""

from __future__ import annotations

from collections.abc import Iterable

from migrator.archive import Archive
from migrator.errors import fault
from migrator.models import Difference, Rendered, Written
from migrator.verify import verify
from migrator.verify.gate import OldSite, leftovers


def judged(pages: Iterable[Rendered], archive: Archive, old: OldSite) -> list[Written]:
    """What is to be said of each page; where that cannot be found out, this is what is said."""
    return [_judged(page, archive, old) for page in pages]


def _judged(page: Rendered, archive: Archive, old: OldSite) -> Written:
    article = page.item.article
    try:
        raw = archive.snapshot(article.url)
        merged = [archive.snapshot(url) for url in article.merged]
        found = verify(raw, article, page.markdown, page.item.references, merged)
        left = leftovers(page, old)
        ours = (Difference("old host", each.address, each.why) for each in left if each.is_fault)
        return Written(page.item, (*found, *ours), left)
    except Exception as error:
        return Written(page.item, (Difference("second reading", "", fault(error)),))
