"""A clean export of the fixtures and one rich page, into which faults are planted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from migrator import assets
from migrator.archive import Archive
from migrator.judge import Judge
from migrator.localise import localise
from migrator.markdown import RawHtml
from migrator.models import Article, Comment, LeftOut, Other, Rendered, StoredFile
from migrator.plan import plan
from migrator.read import read
from migrator.render import rendered_page
from migrator.targets import ALL
from migrator.verify.gate import OldSite
from migrator.verify.references import NewSite
from tests.conftest import CASES, FETCHED, Case
from tests.test_pages import completed

Pages = Mapping[str, Rendered]
Plant = Callable[[Rendered, Pages], Rendered]
Kinds = Iterator[tuple[str, str, Plant, str]]
"""The kind, the page that it is planted into, how, and the check that must find it."""

RICH, POST, OTHER = "webnode2/post-free-plan", "webnode2/post-c", "webnode2/post-gallery"
CLASSIC, DISCUSSED, FORUM = "classic/article", "classic/article-discussed", "classic/forum"
HEADING = "<h2>Shin pain in walkers</h2>"
FILES = "/_files/2000008{}-0a1b2c3d4e/{}"
BODY = f"""<h2>What we carry</h2>
<p>First we fill the flask with 12 litres of tea.</p>
<p>Then we tie the kůň to the gate. It waits until noon.</p>
<h3>On the upper shelf</h3>
<ul><li>maps<ul><li>compass</li><li>string</li></ul></li><li>lamp</li></ul>
<ol><li>lock the door</li><li>leave</li></ol>
<p>See <a href="https://a.example/one">the first list</a> and
<a href="https://b.example/two">the second list</a>, or
<a href="{FILES.format(71, "list.pdf")}">the paper</a>, or
<a href="/l/over-the-bridge/#bridge">the bridge</a>, or <a href="/l/elsewhere/">the way</a>.</p>
<p><img src="{FILES.format(72, "hill.jpg")}" alt="A hill"></p><p>The hill in May</p>
<p><img src="{FILES.format(73, "mill.jpg")}" alt="A mill"></p><p>The mill in June</p>
<table><tr><th>Day</th><th>Start</th><th>Price</th></tr>
<tr><td>Monday</td><td>nine</td><td></td></tr>
<tr><td>Friday</td><td>ten</td><td>free</td></tr></table>
<pre>first line
    second line
third line</pre>
<blockquote><p>Slowly, says Ida.</p></blockquote>
<p>You <strong>never</strong> run, not <em>ever</em>.</p>
<iframe src="https://www.youtube.com/embed/aBcDeFgHiJk"></iframe>
<p>That was the climb.</p>
<iframe src="https://player.vimeo.com/video/123456"></iframe>
<p>Back to <a href="#gate">the gate</a>.</p>
<p id="gate">It squeaks; 5 &lt; 6 &amp; so on.</p>
{HEADING}"""


@dataclass(frozen=True)
class Planted:
    """One kind of fault: the page that it is planted into, how, and the check that must find it."""

    kind: str
    page: str
    plant: Plant
    found_by: str


class CleanExport:
    """All readable fixtures as one site, with an archive to judge them by."""

    def __init__(self, folder: Path) -> None:
        self._archive = Archive(folder / "site.warc.gz")
        cases = [case for case in CASES if (case.folder / "expected.md").exists()]
        read_pages = {case.name: self._article(case) for case in cases if not case.differs}
        planned = plan([*read_pages.values()], ALL["markdown"], _others(), _files(read_pages))
        items = [localise(one, place, planned, ALL["markdown"]) for one, place in planned.placed]
        written = [rendered_page(item, ALL["markdown"], RawHtml.FEW) for item in items]
        self.pages = dict(zip(read_pages, written, strict=True))
        self._old = OldSite.of([page.item.article.url for page in written], [], [])

    def _article(self, case: Case) -> Article:
        snapshot = replace(case.snapshot, fetched_at=FETCHED)
        if case.name == RICH:
            body = snapshot.body.replace(HEADING.encode(), BODY.encode(), 1)
            named = body.replace(
                b"<meta name=", b'<meta name="author" content="Ida"><meta name=', 1
            )
            snapshot = replace(snapshot, body=named)
        self._archive.keep(snapshot.as_capture())
        found = read(snapshot)
        assert isinstance(found, Article)
        return completed(found)

    def judgement(self, name: str, page: Rendered) -> list[str]:
        """What is said of one page of the site, where it is as given."""
        pages = {**self.pages, name: page}
        return [difference.what for difference in self._judge(pages).judged(page).differences]

    def judgements(self) -> dict[str, list[str]]:
        """What is said of all pages as they are."""
        return {name: self.judgement(name, page) for name, page in self.pages.items()}

    def _judge(self, pages: Pages) -> Judge:
        new = NewSite.of((page.item for page in pages.values()), _others())
        return Judge(self._archive, self._old, new)


def _others() -> list[Other]:
    host = "https://path-and-pavement.webnode.example"
    led = LeftOut(f"{host}/l/elsewhere/", "redirect", "r", leads_to=f"{host}/l/under-the-bridge/")
    return [led]


def _files(articles: Mapping[str, Article]) -> dict[str, StoredFile]:
    """Every upload that they show, as if it had been fetched."""
    wanted = [url for article in articles.values() for url in assets.wanted(article)]
    return {
        assets.key(url): StoredFile(url, PurePosixPath(url.partition("?")[0]).suffix)
        for url in wanted
    }


def text(old: str, new: str) -> Plant:
    """Something in the Markdown is written otherwise."""

    def plant(page: Rendered, pages: Pages) -> Rendered:
        assert old in page.markdown, f"{old!r} is not in {page.markdown}"
        return replace(page, markdown=page.markdown.replace(old, new, 1))

    return plant


def swapped(one: str, other: str) -> Plant:
    """Two things in the Markdown stand in each other's place."""

    def plant(page: Rendered, pages: Pages) -> Rendered:
        assert one in page.markdown, one
        assert other in page.markdown, other
        halves = page.markdown.replace(one, "\0").replace(other, one).replace("\0", other)
        return replace(page, markdown=halves)

    return plant


def moved(what: str, before: str) -> Plant:
    """Something in the Markdown stands before something else."""

    def plant(page: Rendered, pages: Pages) -> Rendered:
        assert what in page.markdown, what
        rest = page.markdown.replace(what, "", 1)
        assert before in rest, before
        return replace(page, markdown=rest.replace(before, what + before, 1))

    return plant


def added(words: str) -> Plant:
    """The document says more at its end."""
    return lambda page, pages: replace(page, markdown=f"{page.markdown}\n{words}\n")


def body_of(other: str) -> Plant:
    """The text of another page stands under this title."""
    return lambda page, pages: replace(page, markdown=pages[other].markdown)


def fact(**changes: Any) -> Plant:
    """The article has another fact, or none."""

    def plant(page: Rendered, pages: Pages) -> Rendered:
        article = page.item.article
        assert any(getattr(article, name) != value for name, value in changes.items())
        return replace(page, item=replace(page.item, article=replace(article, **changes)))

    return plant


def fact_of(name: str, other: str) -> Plant:
    """The article has a fact of another page."""

    def plant(page: Rendered, pages: Pages) -> Rendered:
        return fact(**{name: getattr(pages[other].item.article, name)})(page, pages)

    return plant


def comments(change: Callable[[tuple[Comment, ...]], tuple[Comment, ...]]) -> Plant:
    """The messages of visitors are others."""

    def plant(page: Rendered, pages: Pages) -> Rendered:
        return fact(comments=change(page.item.article.comments))(page, pages)

    return plant


def reference(part: str, new: str) -> Plant:
    """An old address, known by a part of it, leads to another new one, wherever that is written."""

    def plant(page: Rendered, pages: Pages) -> Rendered:
        (old,) = [old for old in page.item.references if part in old]
        there = {**page.item.references, old: new}
        markdown = page.markdown.replace(f"]({page.item.references[old]})", f"]({new})")
        assert markdown != page.markdown
        return replace(page, item=replace(page.item, references=there), markdown=markdown)

    return plant


def without_copy(part: str) -> Plant:
    """The copy of a file is not among those that are written."""

    def plant(page: Rendered, pages: Pages) -> Rendered:
        left = tuple(asset for asset in page.item.assets if part not in asset.url)
        assert len(left) == len(page.item.assets) - 1
        return replace(page, item=replace(page.item, assets=left))

    return plant


def copies_swapped(page: Rendered, pages: Pages) -> Rendered:
    """Two files of a page are copied to each other's place."""
    first, second, *_ = (asset for asset in page.item.assets if asset.url.endswith(".jpg"))
    changed = (replace(first, path=second.path), replace(second, path=first.path))
    others = (asset for asset in page.item.assets if asset not in (first, second))
    return replace(page, item=replace(page.item, assets=(*changed, *others)))
