"""Front matter that every builder reads alike: one function per field, one spelling of values."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from datetime import datetime

from migrator import urls
from migrator.models import Kind, Localised

Value = str | bool | datetime | tuple[str, ...] | None
Field = tuple[str, Callable[[Localised], Value]]

_TROUBLESOME = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


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
    """Never a draft: what a visitor could read was published."""
    return False


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


def aliases(item: Localised) -> Value:
    """The old path, so that old links can be answered; none where the new one is the same.

    The menus of the old site call the home page `/home/`.
    """
    path = "/home/" if item.article.kind is Kind.HOME else item.article.old_path
    same = path.rstrip("/") == item.place.permalink.rstrip("/")
    return (path,) if path not in ("", "/") and not same else None


FIELDS: tuple[Field, ...] = (
    ("title", title),
    ("slug", slug),
    ("date", date),
    ("draft", draft),
    ("description", description),
    ("author", author),
    ("language", language),
    ("cover", cover),
    ("categories", categories),
    ("tags", tags),
    ("original_url", original_url),
    ("aliases", aliases),
)


def front_matter(item: Localised, fields: Iterable[Field] = FIELDS) -> str:
    """The block between the two `---` lines; a field without a value is left out."""
    told = ((name, read(item)) for name, read in fields)
    lines = [f"{name}:{spell(value)}\n" for name, value in told if value is not None]
    return f"---\n{''.join(lines)}---\n"


def spell(value: Value) -> str:
    """A value as every YAML reader understands it, with the blank or line break before it."""
    match value:
        case bool():
            return " true" if value else " false"
        case datetime():
            return f" {value.isoformat(timespec='seconds')}"
        case tuple():
            return "".join(f"\n  - {quoted(item)}" for item in value)
        case _:
            return f" {quoted(value or '')}"


def quoted(text: str) -> str:
    """Text as a JSON string, which is also a YAML scalar and a TOML basic string."""
    escaped = json.dumps(text, ensure_ascii=False)
    return _TROUBLESOME.sub(lambda found: f"\\u{ord(found[0]):04x}", escaped)
