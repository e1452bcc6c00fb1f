"""What is there: a survey of a source in a few lines, or as data. Nothing is written."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from migrator import assets
from migrator.models import Article, Failed, Kind, LeftOut
from migrator.report.rows import article_facts, ledger_as_data
from migrator.report.summary import count, listed, notes_by_kind
from migrator.survey import Survey

SCHEMA = 1
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Inspection:
    """A survey, how many pages came in for it, and how many bytes they have."""

    seen: Survey
    pages: int
    size: int

    @property
    def exit_code(self) -> int:
        """0 if every page could be read and accounted for, else 1."""
        failed = any(isinstance(other, Failed) for other in self.seen.others)
        return int(failed or any(article.unaccounted for article in self.seen.articles))

    def as_json(self) -> str:
        """The same as data; the schema is documented in `docs/report.md`."""
        return json.dumps(_data(self), ensure_ascii=False, indent=1) + "\n"

    def as_text(self) -> str:
        """The same for a person."""
        return "\n".join(_lines(self))


def _data(found: Inspection) -> dict[str, Any]:
    articles = found.seen.articles
    days = _days(articles)
    return {
        "schema": SCHEMA,
        "exit_code": found.exit_code,
        "site": found.seen.site_name,
        "generations": _most_first(article.generation for article in articles),
        "kinds": _most_first(str(article.kind) for article in articles),
        "posts_from": days[0] if days else None,
        "posts_to": days[-1] if days else None,
        "languages": _most_first(filter(None, map(_language, articles))),
        "comments": sum(len(article.comments) for article in articles),
        "files": len({assets.key(url) for article in articles for url in assets.wanted(article)}),
        "pages_read": found.pages,
        "bytes": found.size,
        "left_out": _most_first(o.rule for o in found.seen.others if isinstance(o, LeftOut)),
        "failed": [_failed(o) for o in found.seen.others if isinstance(o, Failed)],
        "pages": [_page(article) for article in articles],
    }


def _page(article: Article) -> dict[str, Any]:
    return {
        "url": article.url,
        **({"source": article.source} if article.source else {}),
        "kind": str(article.kind),
        "generation": article.generation,
        "facts": article_facts(article),
        "comments": len(article.comments),
        "ledger": ledger_as_data(article.ledger),
        "unaccounted": list(article.unaccounted),
        "notes": [note.detail for note in article.notes],
    }


def _failed(other: Failed) -> dict[str, str]:
    told = {"source": other.source, "title": other.title}
    return {"url": other.url, **{k: v for k, v in told.items() if v}, "reason": other.reason}


def _lines(found: Inspection) -> Iterator[str]:
    data, articles = _data(found), found.seen.articles
    yield f"Site        {data['site'] or 'does not tell its name'}"
    yield f"Generation  {_counted(data['generations'])}"
    yield f"Kinds       {_counted(data['kinds'])}"
    if data["posts_from"]:
        yield f"Dates       posts from {data['posts_from']} to {data['posts_to']}"
    yield f"Languages   {_counted(data['languages']) or 'no page tells'}"
    if data["comments"]:
        yield f"Comments    {data['comments']}"
    files = count(data["files"], "picture or file", "pictures and files")
    yield f"Files       {files} to come over"
    yield f"Size        {found.size / 1e6:.1f} MB in {count(found.pages, 'page')}"
    if data["left_out"]:
        yield f"Left out    {_counted(data['left_out'])}"
    yield from _troubles(data, articles)
    if len(articles) == 1:
        yield from _one(data["pages"][0])


def _troubles(data: dict[str, Any], articles: Sequence[Article]) -> Iterator[str]:
    yield from listed("Failed", data["failed"])
    undated = sum(a.kind is Kind.POST and a.date is None for a in articles)
    if undated:
        yield f"Doubt       {count(undated, 'post has', 'posts have')} no date"
    for article in articles:
        for text in article.unaccounted:
            yield f"Doubt       {article.source or article.url}: unaccounted: {text[:100]}"
    notes = [(note.detail, a.source or a.url) for a in articles for note in a.notes]
    yield from notes_by_kind("Doubt", notes, "with --json")
    if not (data["failed"] or undated or notes or any(article.unaccounted for article in articles)):
        yield "Doubts      none"


def _one(page: dict[str, Any]) -> Iterator[str]:
    """A single page in full: its facts with their origin, and where everything on it went."""
    for name, fact in page["facts"].items():
        for told in fact if isinstance(fact, list) else [fact]:
            yield f"{name.capitalize():<12}{told['value']}  ({told['origin']})"
            for other in told.get("others", ()):
                yield f"            not {other['value']}  ({other['origin']})"
    for share, counted in page["ledger"].items():
        yield f"{share.replace('_', ' ').capitalize():<12}{_counted(counted)}"


def _counted(numbers: dict[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in numbers.items())


def _days(articles: Sequence[Article]) -> list[str]:
    posts = (article for article in articles if article.kind is Kind.POST)
    return sorted(post.date.value.date().isoformat() for post in posts if post.date is not None)


def _language(article: Article) -> str:
    return article.language.value if article.language is not None else ""


def _most_first(names: Iterable[str]) -> dict[str, int]:
    """How often each name comes, the most frequent first."""
    return dict(sorted(Counter(names).items(), key=lambda each: (-each[1], each[0])))
