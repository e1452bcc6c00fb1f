"""The preview: each old page beside the new one, as files that open without network or script.

entries     which pages, in which order, and why they need a look
copies      where the copies of pictures lie
side        HTML of a page that is safe to show
old, new    the two sides
wording     which words only one side has
compare     the marks on both sides
thumbs      small pictures
page        one page with both sides
overview    the first page
server      the same over HTTP, on this computer alone
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from migrator.archive import Archive
from migrator.language import Words, words_for
from migrator.models import Document, Stream
from migrator.pipeline import Export
from migrator.preview.compare import mark
from migrator.preview.copies import ROOT, copies
from migrator.preview.entries import Around, Entries, Entry, numbers, shown_export
from migrator.preview.new import NewSide, new_html, new_side
from migrator.preview.old import old_html, old_side
from migrator.preview.overview import overview
from migrator.preview.page import Shown, old_document, page_document
from migrator.preview.server import serve
from migrator.preview.templates import plain_file
from migrator.preview.thumbs import THUMBS, thumb
from migrator.read.traced import traced
from migrator.report import Balance
from migrator.workers import ALONE, Workers

__all__ = ["addresses", "preview", "serve"]
_FILES = ("style.css", "preview.js")


def preview(
    exports: Sequence[Export],
    balance: Balance,
    archive: Archive,
    words: Words | None = None,
    workers: Workers = ALONE,
) -> Iterator[Document | Stream]:
    """All documents of the preview, one at a time; their paths are inside the output folder.

    Of several targets the first one's pages are shown, as they were written.
    """
    export = shown_export(exports)
    entries = Entries.of(export, balance)
    shown = Shown(
        ways=entries.ways,
        copies=copies(export, balance.changes.broken),
        words=words or words_for("en"),
        site=export.gathered.survey.site_name or "Blog",
    )
    for name in _FILES:
        yield Document(ROOT / name, plain_file(name))
    yield from shown.copies.documents(archive)
    thumbs: set[str] = set()
    for found in workers.map(Painter(shown, archive).documents, _with_markdown(entries, export)):
        thumbs |= {each.path.stem for each in found if each.path.parent == THUMBS}
        yield from found
    yield overview(entries, shown, thumbs)


def _with_markdown(entries: Entries, export: Export) -> Iterator[tuple[Entry, Around, str]]:
    written = {page.item.place.path: number for number, page in enumerate(export.pages)}
    for at, entry in enumerate(entries.ordered):
        page = export.pages[written[entry.written.item.place.path]]
        yield entry, entries.ways.around(at), page.markdown


def addresses(exports: Sequence[Export], balance: Balance) -> dict[str, str]:
    """The page of the preview for each old address that has one: its path in the output folder."""
    found = numbers(shown_export(exports), balance)
    return {url: str(ROOT / "pages" / f"{number}.html") for url, number in found.items()}


@dataclass(frozen=True, slots=True)
class Painter:
    """Shows one page after the other, knowing all that they lead to."""

    shown: Shown
    archive: Archive

    def documents(self, page: tuple[Entry, Around, str]) -> tuple[Document, ...]:
        """The page with both sides, the old one for the frame, and a small picture of it."""
        entry, around, markdown = page
        item, shown = entry.written.item, self.shown
        new = new_side(markdown, item)
        old = self._old(entry, new)
        html = new_html(new, shown.copies, shown.ways, shown.words)
        found = (
            old_document(entry, old, shown.words) if old is not None else None,
            page_document(entry, around, html, old, shown),
            thumb(entry.number, item, shown.copies, self.archive),
        )
        return tuple(each for each in found if each is not None)

    def _old(self, entry: Entry, new: NewSide) -> str | None:
        """The old page, with what differs marked on both sides; None if it cannot be shown."""
        article, archive = entry.article, self.archive
        try:
            old = old_side(article.url, traced(archive.snapshot(article.url), article.generation))
            mark(old, new, entry.written.differences)
            return old_html(old, self.shown.copies, self.shown.words)
        except Exception:  # any page may be hostile, and the others are shown all the same
            return None
