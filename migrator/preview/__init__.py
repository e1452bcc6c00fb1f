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

from migrator.archive import Archive
from migrator.language import Words, words_for
from migrator.models import Document, Stream
from migrator.pipeline import Export
from migrator.preview.compare import mark
from migrator.preview.copies import ROOT, copies
from migrator.preview.entries import Entries, Entry, numbers, shown_export
from migrator.preview.new import NewSide, new_html, new_side
from migrator.preview.old import old_html, old_side
from migrator.preview.overview import overview
from migrator.preview.page import Shown, old_document, page_document
from migrator.preview.server import serve
from migrator.preview.templates import plain_file
from migrator.preview.thumbs import thumb
from migrator.read.traced import traced
from migrator.report import Balance

__all__ = ["addresses", "preview", "serve"]
_FILES = ("style.css", "preview.js")


def preview(
    exports: Sequence[Export],
    balance: Balance,
    archive: Archive,
    words: Words | None = None,
) -> Iterator[Document | Stream]:
    """All documents of the preview, one at a time; their paths are inside the output folder.

    Of several targets the first one's pages are shown, as they were written.
    """
    export = shown_export(exports)
    shown = Shown(
        entries=Entries(export, balance),
        copies=copies(export, balance.changes.broken),
        words=words or words_for("en"),
        site=export.gathered.survey.site_name or "Blog",
    )
    for name in _FILES:
        yield Document(ROOT / name, plain_file(name))
    yield from shown.copies.documents(archive)
    written = {page.item.place.path: number for number, page in enumerate(export.pages)}
    thumbs: set[str] = set()
    for entry in shown.entries.ordered:
        item = entry.written.item
        new = new_side(export.pages[written[item.place.path]].markdown, item)
        yield from _page(entry, new, archive, shown)
        found = thumb(entry.number, item, shown.copies, archive)
        if found is not None:
            thumbs.add(entry.number)
            yield found
    yield overview(shown, thumbs)


def addresses(exports: Sequence[Export], balance: Balance) -> dict[str, str]:
    """The page of the preview for each old address that has one: its path in the output folder."""
    found = numbers(shown_export(exports), balance)
    return {url: str(ROOT / "pages" / f"{number}.html") for url, number in found.items()}


def _page(entry: Entry, new: NewSide, archive: Archive, shown: Shown) -> Iterator[Document]:
    """The page with both sides, and the old one as a file of its own, for the frame."""
    old = _old(entry, new, archive, shown)
    if old is not None:
        yield old_document(entry, old, shown.words)
    html = new_html(new, shown.copies, shown.entries, shown.words)
    yield page_document(entry, html, old, shown)


def _old(entry: Entry, new: NewSide, archive: Archive, shown: Shown) -> str | None:
    """The old page, with what differs marked on both sides; None if it cannot be shown."""
    article = entry.article
    try:
        old = old_side(article.url, traced(archive.snapshot(article.url), article.generation))
        mark(old, new, entry.written.differences)
        return old_html(old, shown.copies, shown.words)
    except Exception:  # any page may be hostile, and the others are shown all the same
        return None
