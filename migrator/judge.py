"""The judgement on each page: the second reading, from the archive's own bytes, and the gate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from migrator.archive import Archive
from migrator.errors import fault
from migrator.models import Difference, Other, Rendered, Written
from migrator.spool import Spool
from migrator.verify import verify
from migrator.verify.gate import OldSite, leftovers
from migrator.verify.references import NewSite, reference_differences
from migrator.workers import ALONE, Workers


def judged(
    pages: Sequence[Rendered],
    archive: Archive,
    old: OldSite,
    others: Iterable[Other] = (),
    workers: Workers = ALONE,
) -> Sequence[Written]:
    """What is to be said of each page; where that cannot be found out, this is what is said.

    `others` are the addresses of the old site that are no articles.
    """
    judge = Judge(archive, old, NewSite.of((page.item for page in pages), others))
    return Spool(workers.map(judge.judged, pages))


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges one page after the other, knowing the old site and the whole new one."""

    archive: Archive
    old: OldSite
    new: NewSite

    def judged(self, page: Rendered) -> Written:
        """What is to be said of this page."""
        try:
            left = leftovers(page, self.old)
            ours = (
                Difference("old host", each.address, each.why) for each in left if each.is_fault
            )
            return Written(page.item, (*self._differences(page), *ours), left)
        except Exception as error:
            return Written(page.item, (Difference("second reading", "", fault(error)),))

    def _differences(self, page: Rendered) -> Iterable[Difference]:
        article = page.item.article
        raw = self.archive.snapshot(article.url)
        merged = [self.archive.snapshot(url) for url in article.merged]
        yield from verify(raw, article, page.markdown, page.item.references, merged)
        yield from reference_differences(page.item, self.new)
