"""Front matter that every builder reads alike: one function per field, one spelling of values."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime

from migrator import urls
from migrator.models import Localised

Value = str | bool | datetime | tuple[str, ...] | None
Reader = Callable[[Localised], Value]

_TROUBLESOME = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Field:
    """One line of front matter: `fact` is what we call it, `name` what the builder calls it.

    A builder that needs the field gets it whatever the user has chosen.
    """

    fact: str
    name: str
    read: Reader
    is_needed: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """How front matter is written down: the lines around it, and one field."""

    fence: str
    line: Callable[[str, Value], str]


def title(item: Localised) -> Value:
    """The title as text."""
    return item.article.title.value


def slug(item: Localised) -> Value:
    """The slug on the new site."""
    return item.place.slug


def date(item: Localised) -> Value:
    """The publication date with its offset; a page has none."""
    return item.article.date.value if item.article.date else None


def draft(item: Localised) -> Value:
    """Is it to be published only after somebody has looked at it?"""
    return item.article.is_draft


def description(item: Localised) -> Value:
    """The summary of the page or of its list, if there is one."""
    return item.article.description.value if item.article.description else None


def language(item: Localised) -> Value:
    """The language as the page declares it."""
    return item.article.language.value if item.article.language else None


def cover(item: Localised) -> Value:
    """The cover picture: the copy beside the document, else its old address."""
    return item.cover or None


def author(item: Localised) -> Value:
    """Who wrote it, if the page, the feed or the user says so."""
    return item.article.author.value if item.article.author else None


def categories(item: Localised) -> Value:
    """The page of the old site whose list the post belonged to."""
    return tuple(category.value for category in item.article.categories) or None


def tags(item: Localised) -> Value:
    """The tags, if there are any."""
    return tuple(tag.value for tag in item.article.tags) or None


def original_url(item: Localised) -> Value:
    """Where the page came from, if the page tells it."""
    return item.article.url if urls.is_web(item.article.url) else None


def guid(item: Localised) -> Value:
    """What the old feed calls the post, so that a reader's program knows it again."""
    return item.article.guid.value if item.article.guid else None


def aliases(item: Localised) -> Value:
    """The old paths, so that old links can be answered; none where the new one is the same."""
    return item.aliases or None


FIELDS: tuple[Field, ...] = tuple(
    Field(read.__name__, read.__name__, read)
    for read in (
        title,
        slug,
        date,
        draft,
        description,
        author,
        language,
        cover,
        categories,
        tags,
        original_url,
        guid,
        aliases,
    )
)
# when and whether a post is published, its old addresses, its name in the feed: never left out
_PROMISED = frozenset(["date", "draft", "aliases", "guid", "original_url"])
FACTS = tuple(field.fact for field in FIELDS)


def fields(
    names: Mapping[str, str], without: Set[str] = frozenset(), needed: Set[str] = frozenset()
) -> tuple[Field, ...]:
    """The fields as a builder calls them: `names` by fact, `without` those it cannot carry.

    Of all that builders write, `needed` is what this one cannot do without.
    """
    kept = needed | _PROMISED
    return tuple(
        replace(field, name=names.get(field.fact, field.name), is_needed=field.fact in kept)
        for field in FIELDS
        if field.fact not in without
    )


def chosen(known: Sequence[Field], wanted: Sequence[tuple[str, str]]) -> tuple[Field, ...]:
    """What the builder needs, and the fields that the user wants, under the names they give.

    `wanted` are pairs of a fact and a name; an empty name is the builder's own. Where a fact has
    several fields, all of them come, and the last, which is the fact itself, is renamed.
    """
    by_fact = {field.fact: field for field in known}
    told = {fact: name for fact, name in wanted if fact in by_fact}
    more = [field for field in known if field.fact in told and field is not by_fact[field.fact]]
    renamed = [
        replace(by_fact[fact], name=name or by_fact[fact].name) for fact, name in told.items()
    ]
    names = {field.name for field in (*more, *renamed)}
    return (*(f for f in known if f.is_needed and f.name not in names), *more, *renamed)


def front_matter(item: Localised, fields: Iterable[Field], form: Format) -> str:
    """The block between the two fences; a field without a value is left out."""
    told = ((field.name, field.read(item)) for field in fields)
    lines = [form.line(name, value) for name, value in told if value is not None]
    return f"{form.fence}\n{''.join(lines)}{form.fence}\n"


def _yaml(name: str, value: Value) -> str:
    """A value as every YAML reader understands it."""
    match value:
        case bool():
            told = " true" if value else " false"
        case datetime():
            told = f" {value.isoformat(timespec='seconds')}"
        case tuple():
            told = "".join(f"\n  - {quoted(item)}" for item in value)
        case _:
            told = f" {quoted(value or '')}"
    return f"{name}:{told}\n"


def _toml(name: str, value: Value) -> str:
    """A value in TOML; a dotted name is one of a table."""
    match value:
        case bool():
            told = "true" if value else "false"
        case datetime():
            told = value.isoformat(timespec="seconds")
        case tuple():
            told = f"[{', '.join(map(quoted, value))}]"
        case _:
            told = quoted(value or "")
    return f"{name} = {told}\n"


YAML = Format("---", _yaml)
TOML = Format("+++", _toml)


def quoted(text: str) -> str:
    """Text as a JSON string, which is also a YAML scalar and a TOML basic string."""
    escaped = json.dumps(text, ensure_ascii=False)
    return _TROUBLESOME.sub(lambda found: f"\\u{ord(found[0]):04x}", escaped)
