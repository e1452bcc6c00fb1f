"""Site folders as an export writes them: of the whole fixture site, or of pages of a test."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from migrator.models import Article, Comment, Document, Fact, Kind, Localised, Rendered
from migrator.pipeline import Export, export
from migrator.survey import Wishes
from migrator.targets import ALL, Target
from tests.destinations.site import moving


@cache
def exported(name: str) -> Export:
    """The fixture site for a target, once for all tests."""
    return export(moving().gathered, moving().archive, ALL[name], Wishes())


def written(folder: Path, documents: Iterable[Document]) -> Path:
    """The documents on the disk; gives the site folder."""
    for document in documents:
        path = folder / document.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(document.content)
    return folder / "site"


def moved(target: Target, folder: Path) -> Path:
    """The whole fixture site with its files, as it is written to a disk."""
    found = exported(target.name)
    copies = (
        Document(asset.path, moving().archive.snapshot(asset.kept_at or asset.url).body)
        for asset in found.assets
    )
    return written(folder, (*found.documents, *copies))


def post(
    target: Target,
    slug: str = "a",
    body: str = "text",
    title: str = "",
    tags: tuple[str, ...] = (),
    aliases: tuple[str, ...] = (),
    kind: Kind = Kind.POST,
    comments: tuple[Comment, ...] = (),
) -> Rendered:
    """A page that says this; the longer its slug, the later its day."""
    article = Article(
        url=f"https://x.example/news/{slug}/",
        generation="classic",
        kind=kind,
        slug=slug,
        title=Fact(title or slug, "page"),
        body="",
        date=Fact(datetime(2012, 1, 1, tzinfo=UTC) + timedelta(days=len(slug)), "page"),
        tags=tuple(Fact(tag, "page") for tag in tags),
        comments=comments,
    )
    return Rendered(Localised(article, target.place(article, slug), aliases=aliases), body)
