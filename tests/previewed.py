"""A preview to look at: a small invented site, exported, and written where a browser opens it."""

from __future__ import annotations

import atexit
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from bs4 import BeautifulSoup, Tag
from PIL import Image

from migrator.archive import Archive
from migrator.language import words_for
from migrator.models import Article, Claim, Document, Fact, Rendered, Snapshot, Stream, Written
from migrator.output import Changes, Output
from migrator.pipeline import Export, Gathered, export, gather
from migrator.preview import preview
from migrator.preview.copies import ROOT, copies
from migrator.preview.entries import Entries
from migrator.preview.overview import overview
from migrator.preview.page import Shown
from migrator.report import Balance, balance
from migrator.sources import SourceOptions, open_source
from migrator.survey import Wishes
from migrator.targets import ALL
from migrator.verify import verify
from tests.conftest import CASES, FETCHED

HOST = "https://www.toulky.example"
CDN = "https://1a2b3c4d5e.clvaw-cdnwnd.com/0123456789abcdef0123456789abcdef"
PICTURE = f"{CDN}/200000071-0123456789/lake.png"
_FILES = {  # what the fixture shows and links to by itself
    f"{CDN}/200000024-754a4754a5/Itiner%C3%A1%C5%99%203.%20-%205.%205.pdf": "application/pdf",
    f"{CDN}/200000029-a29dca29de/hreben.jpg": "image/png",
}
_PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
_FIRST = "<p>Tři dny na hřebeni, dvě termosky"  # what the fixture's text begins with

POSTS = {
    "mill": '<p>The mill<img src="https://elsewhere.example/gone.png" alt="A wheel"></p>',
    "lake": (
        f'<p>A quite slow walk to <a href="/l/mill/">the mill</a>, <img src="{PICTURE}" alt="Lake">'
        ' and <a href="https://other.example/x">beyond</a>.</p>'
    ),
}

Read = tuple[Gathered, Archive]
Change = Callable[[Export], Export]


@dataclass(frozen=True)
class Previewed:
    """A preview on the disk: `folder` is the output folder."""

    folder: Path
    export: Export
    balance: Balance
    archive: Archive

    @property
    def index(self) -> str:
        """The first page, as a file."""
        return (self.folder / "preview" / "index.html").as_uri()

    def number(self, slug: str) -> str:
        """The number of the page of this slug."""
        found = [each for each in self.export.outcomes if isinstance(each, Written)]
        return next(f"{n:04}" for n, each in enumerate(found, 1) if each.item.article.slug == slug)

    def page(self, slug: str) -> str:
        """The page of this slug, as a file."""
        return (self.folder / "preview" / "pages" / f"{self.number(slug)}.html").as_uri()


def picture(colour: str = "steelblue", size: tuple[int, int] = (64, 48)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def post(slug: str, html: str) -> bytes:
    """A whole post of the second generation that says this before all else."""
    (case,) = [case for case in CASES if case.name == "webnode2/post-c"]
    text = case.snapshot.body.decode()
    assert text.count(_FIRST) == 1
    return text.replace("pres-hreben", slug).replace(_FIRST, f"{html}{_FIRST}").encode()


def gathered(folder: Path, posts: Mapping[str, str]) -> Read:
    """A site of these posts, by their slug: what each says before all else."""
    source = folder / "source.warc.gz"
    written = Archive(source)
    pages = [(f"{HOST}/l/{slug}/", post(slug, html), "text/html") for slug, html in posts.items()]
    files = [(PICTURE, picture(), "image/png")]
    for url, kind in _FILES.items():
        body = _PDF if kind == "application/pdf" else picture("olive", (90, 60))
        files += [(url, body, kind), (f"{url}?ph=1a2b3c4d5e", body, kind)]
    for url, body, kind in [*pages, *files]:
        headers = (("Content-Type", kind),)
        written.keep(Snapshot(url, body, kind, FETCHED, headers=headers).as_capture())
    archive = Archive(folder / "out" / "archive" / "site.warc.gz")
    with open_source(str(source), SourceOptions(archive, lambda progress: None)) as opened:
        return gather(opened, archive, Wishes()), archive


def previewed(
    folder: Path,
    read: Read,
    target: str = "markdown",
    change: Change = lambda found: found,
) -> Previewed:
    """The export of a site and its preview, all of it written into `folder/out`."""
    site, archive = read
    made = change(export(site, archive, ALL[target], Wishes()))
    packages = [made.package] if made.package else []
    output = Output(folder / "out", target=target)
    changes = output.write(made.documents, made.assets, archive, packages=packages)
    sheet = balance([made], changes)
    write(folder / "out", made, sheet, archive)
    return Previewed(folder / "out", made, sheet, archive)


def write(folder: Path, made: Export, sheet: Balance, archive: Archive) -> None:
    for document in preview([made], sheet, archive):
        path = folder / document.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(document.content)


def planted(old: str, new: str, archive: Archive, slug: str) -> Change:
    """A fault in the body of one page, found by the second reading."""

    def change(found: Export) -> Export:
        converter = found.target.converter(Wishes().raw_html)
        pages = {page.item.place.path: page for page in found.pages}

        def judged(outcome: Written) -> Written:
            item, article = outcome.item, outcome.item.article
            if article.slug != slug:
                return outcome
            assert old in article.body
            item = replace(item, article=replace(article, body=article.body.replace(old, new)))
            page = Rendered(item, converter.written(item.article.body).document)
            pages[item.place.path] = page
            raw = archive.snapshot(article.url)
            told = verify(raw, item.article, page.markdown, item.references)
            return replace(outcome, item=item, differences=told)

        outcomes = [judged(each) if isinstance(each, Written) else each for each in found.outcomes]
        return replace(found, outcomes=tuple(outcomes), pages=tuple(pages.values()))

    return change


def claim(value: str, origin: str) -> Claim[str]:
    return Claim(value, origin)


def with_facts(found: Export, slug: str, **facts: Any) -> Export:
    """The export, where one page has other facts."""

    def changed(outcome: Written) -> Written:
        item, article = outcome.item, outcome.item.article
        if article.slug != slug:
            return outcome
        return replace(outcome, item=replace(item, article=replace(article, **facts)))

    outcomes = (changed(each) if isinstance(each, Written) else each for each in found.outcomes)
    return replace(found, outcomes=tuple(outcomes))


def overview_of(found: Previewed, number: int) -> Previewed:
    """The overview alone of so many posts over twenty years, all with a picture."""
    first = next(each for each in found.export.outcomes if isinstance(each, Written))
    posts = tuple(_copy(first, at) for at in range(number))
    survey = replace(found.export.gathered.survey, pages_seen=number)
    gathered = replace(found.export.gathered, survey=survey)
    made = replace(found.export, outcomes=posts, gathered=gathered)
    sheet = balance([made], Changes())
    entries = Entries.of(made, sheet)
    small = (found.folder / "preview" / "thumbs" / "0001.jpg").read_bytes()
    numbers = [entry.number for entry in entries.ordered]
    shown = Shown(entries.ways, copies(made, ()), words_for("en"), "Toulky")
    page = overview(entries, shown, frozenset(numbers))
    thumbs = (Document(ROOT / "thumbs" / f"{number}.jpg", small) for number in numbers)
    documents: tuple[Document | Stream, ...] = (page, *thumbs)
    for document in documents:
        (found.folder / document.path).write_bytes(document.content)
    return replace(found, export=made, balance=sheet)


def _copy(first: Written, at: int) -> Written:
    day = datetime(2006 + at % 20, 1 + at % 12, 1 + at % 28, 12, tzinfo=UTC)
    article: Article = replace(
        first.item.article,
        url=f"{HOST}/l/walk-{at}/",
        old_path="",
        slug=f"walk-{at}",
        title=Fact(f"Walk number {at}", "page"),
        date=None if at % 50 == 7 else Fact(day, "page"),
    )
    return replace(first, item=replace(first.item, article=article))


@cache
def two_posts() -> Read:
    """The site that most tests look at, read once."""
    return gathered(_folder(), POSTS)


@cache
def sound() -> Previewed:
    """Its preview, without any fault."""
    return previewed(_folder(), two_posts())


@cache
def faulty() -> Previewed:
    """Its preview, where a word of one post has changed."""
    site = two_posts()
    return previewed(_folder(), site, change=planted("quite slow", "quite fast", site[1], "lake"))


def _folder() -> Path:
    folder = Path(mkdtemp(prefix="preview-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def parsed(found: Previewed, kind: str, slug: str) -> BeautifulSoup:
    path = found.folder / "preview" / kind / f"{found.number(slug)}.html"
    return BeautifulSoup(path.read_bytes(), "html.parser")


def texts(within: Tag, selector: str) -> list[str]:
    return [" ".join(node.get_text().split()) for node in within.select(selector)]


def one(within: Tag, selector: str) -> Tag:
    (found,) = within.select(selector)
    return found
