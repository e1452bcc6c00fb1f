"""Is each new page there, with its facts and its words? Its links and files are asked for later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bs4 import BeautifulSoup, Tag

from migrator import urls
from migrator.live.answers import is_soft
from migrator.live.bodies import body_of, heading_findings, holds, main_of, text_findings
from migrator.live.expected import ExpectedPage
from migrator.live.place import NewSite
from migrator.live.references import foreign_findings, image_findings, link_findings
from migrator.live.sheet import Finding
from migrator.live.visitor import Answer, Visitor
from migrator.models import Kind
from migrator.redirects.rule import page as page_key
from migrator.verify.text import normal, visible, words


def page_findings(
    page: ExpectedPage, answer: Answer, tree: BeautifulSoup | None, visitor: Visitor
) -> list[Finding]:
    """All that is wrong with a page as it was answered; its tree is of no use afterwards."""
    if trouble := _unanswered(page, answer, tree, visitor):
        return [trouble]
    assert tree is not None
    site, url = visitor.site, answer.url
    found = [
        *_title(page, answer, tree),
        *_canonical(page, answer, site),
        *_date(page, answer, tree),
    ]
    found += [*_description(page, answer), *_hidden(answer, site)]
    found += foreign_findings(page, tree, url, site)
    root = main_of(tree)
    told = words(page.text)
    body = body_of(root, told)
    found += [*_language(page, answer, body), *text_findings(body, told)]
    found += heading_findings(root, page.headings)
    found += image_findings(page, root, url, site)
    return found + link_findings(page, root, url, site)


def _unanswered(
    page: ExpectedPage, answer: Answer, tree: BeautifulSoup | None, visitor: Visitor
) -> Finding | None:
    if answer.trouble:
        return Finding("error", answer.trouble)
    if answer.status in (404, 410):
        return Finding("404", f"it answers {answer.status}")
    if answer.leads_to:
        return Finding("moved", f"it leads to {answer.leads_to}")
    if answer.status != 200 or tree is None:
        told = f"it answers {answer.status} with {answer.media_type or 'no type'}"
        return Finding("error", told)
    if page_key(page.path) and is_soft(answer, visitor):
        return Finding("soft-404", "it answers like an address that cannot be there")
    return None


def _title(page: ExpectedPage, answer: Answer, tree: BeautifulSoup) -> Iterator[Finding]:
    """It stands in the head and above the text; a home page is called by its site there."""
    if page.kind is Kind.HOME or not words(page.title):
        return
    if not holds(answer.head.title, page.title):
        told = f"the browser's title is “{answer.head.title}”, not “{page.title}”"
        yield Finding("title", told)
    shown = [visible(heading) for heading in tree.find_all(["h1", "h2"])]
    if not any(holds(heading, page.title) for heading in shown):
        yield Finding("title", f"no heading says “{page.title}”")


def _canonical(page: ExpectedPage, answer: Answer, site: NewSite) -> Iterator[Finding]:
    canonical = answer.head.canonical
    if not canonical:
        told = "search engines are not told which of its addresses is the page's own"
        yield Finding("no-canonical", told, is_fault=False)
    elif not (own := site.own(canonical)) or site.key(own) not in page.keys:
        yield Finding("canonical", f"it calls {canonical} its own address")


def _date(page: ExpectedPage, answer: Answer, tree: BeautifulSoup) -> Iterator[Finding]:
    """A post tells its day to programs, or at least to readers."""
    if page.kind is not Kind.POST or page.date is None:
        return
    moments = [moment for moment in answer.head.moments if _moment(moment)]
    told = ", ".join(moments)
    if moments and not any(_is_same(_moment(moment), page.date) for moment in moments):
        yield Finding("date", f"it tells {told}, not {page.date.isoformat()}")
    elif not moments and not _shows(tree, page.date):
        yield Finding("date", f"it does not tell {page.date.date().isoformat()}")


def _moment(said: str) -> datetime | None:
    try:
        return datetime.fromisoformat(said.strip())
    except ValueError:
        return None


def _is_same(said: datetime | None, date: datetime) -> bool:
    """The same instant; where no zone is told, the same day."""
    if said is None:
        return False
    if said.tzinfo is None or date.tzinfo is None:
        return said.date() == date.date()
    return said == date


def _shows(tree: BeautifulSoup, date: datetime) -> bool:
    figures = set(words(visible(tree)))
    return {str(date.year), str(date.day)} <= {figure.lstrip("0") for figure in figures}


def _description(page: ExpectedPage, answer: Answer) -> Iterator[Finding]:
    said, wanted = answer.head.description, normal(page.description)
    if not wanted:
        return
    if not said:
        told = f"search engines no longer get “{wanted}”"
        yield Finding("no-description", told, is_fault=False)
    elif words(said) != words(wanted):
        yield Finding("description", f"it says “{said}”, not “{wanted}”")


def _language(page: ExpectedPage, answer: Answer, body: Tag) -> Iterator[Finding]:
    around = (each.get("lang") for each in (body, *body.parents) if isinstance(each, Tag))
    said = next((str(lang) for lang in around if lang), answer.head.language)
    if page.language and _primary(said) != _primary(page.language):
        yield Finding("language", f"it says “{said}”, not “{page.language}”")


def _primary(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].lower()


def _hidden(answer: Answer, site: NewSite) -> Iterator[Finding]:
    """Hosts hide their temporary addresses by a header, which is gone at the final one."""
    if answer.head.is_hidden:
        yield Finding("noindex", "the page asks search engines to leave it out")
    elif answer.is_hidden:
        told = "the server's X-Robots-Tag asks search engines to leave it out"
        yield Finding("noindex", told, is_fault=not site.is_temporary)


def asked_later(answer: Answer, tree: BeautifulSoup, site: NewSite) -> list[str]:
    """The addresses of the site that a page links to: other pages, and its other languages.

    What has a query is a form's or a counter's, of which there may be any number.
    """
    links = (urls.absolute(answer.url, str(a["href"])) for a in tree.find_all("a", href=True))
    others = (url for _, url in answer.head.languages)
    own = (site.own(url) for url in (*links, *others))
    return [*dict.fromkeys(url for url in own if url and "?" not in url)]
