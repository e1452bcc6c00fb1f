"""What the pages of one site have in common: twins, variants, names, the column beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from migrator import urls
from migrator.models import Article, LeftOut, Note, most_told
from migrator.spool import Spool

_TOLD = 80  # characters


def without_copies(articles: Sequence[Article]) -> tuple[Sequence[Article], list[LeftOut]]:
    """Leaves out pages for telephones, and variants with a query that say the same."""
    keys = [urls.page_key(article.url) for article in articles]
    varied = {page for page, mark, _ in (key.partition("?") for key in keys) if mark}
    pages = zip(keys, articles, strict=True)
    bodies = {key: article.body for key, article in pages if key in varied}
    named = ((urls.page_key(a.url), urls.page_key(a.twin)) for a in articles if a.twin)
    twins = {twin for own, twin in named if own.partition("/")[0] != twin.partition("/")[0]}
    copies = dict[int, LeftOut]()
    for number, article in enumerate(articles) if varied or twins else ():
        rule, reason = _is_copy(article, bodies, twins)
        if rule:
            copies[number] = LeftOut(article.url, rule, reason, article.source)
    if not copies:
        return articles, []
    kept = Spool(article for number, article in enumerate(articles) if number not in copies)
    return kept, [*copies.values()]


def _is_copy(article: Article, bodies: Mapping[str, str], twins: set[str]) -> tuple[str, str]:
    key = urls.page_key(article.url)
    if key in twins:
        return "mobile-twin", "the same page for telephones"
    page, mark, _ = key.partition("?")
    if mark and bodies.get(page) == article.body:
        return "page-variant", "a variant of a page, told by a query: it says the same"
    return "", ""


def of_one_site(articles: Sequence[Article]) -> Iterator[Article]:
    """Each article, with what only its neighbours on the same host can tell of it."""
    told: dict[str, list[tuple[str, str]]] = {}
    for article in articles:
        told.setdefault(urls.host(article.url), []).append((article.site_name, _column(article)))
    names = {host: most_told(name for name, _ in own) for host, own in told.items()}
    beside = {host: most_told(column for _, column in own) for host, own in told.items()}
    for article in articles:
        host = urls.host(article.url)
        yield _with_column(_named(article, names[host]), beside[host])


def _named(article: Article, site: str) -> Article:
    """A title from the head of a page has the site's name behind it."""
    title, suffix = article.title, f" :: {site}"
    if not site or title.origin != "meta" or not title.value.endswith(suffix):
        return article
    return replace(article, title=replace(title, value=title.value.removesuffix(suffix).strip()))


def _column(article: Article) -> str:
    """How the column beside the page begins, and how many words it has."""
    told = (f"{r.words} {r.sample}" for r in article.removed if r.rule == "sidebar" and r.words)
    return next(told, "")


def _with_column(article: Article, usual: str) -> Article:
    """A column that says something else than on the other pages may be about this one."""
    column = _column(article)
    if not column or column == usual:
        return article
    said = column.partition(" ")[2][:_TOLD]
    note = Note("survey", f"the column beside this page says what others do not: “{said}”")
    return replace(article, notes=(*article.notes, note))
