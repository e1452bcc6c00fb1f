"""The page on which one old page stands beside the new one, with all that is known of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from migrator.boilerplate import ALL_RULES
from migrator.language import Words
from migrator.models import Asset, Document
from migrator.preview.copies import ROOT, Copies
from migrator.preview.entries import Entries, Entry
from migrator.preview.templates import filled


@dataclass(frozen=True, slots=True)
class Shown:
    """What every page of the preview shows or leads to."""

    entries: Entries
    copies: Copies
    words: Words
    site: str


def page_document(entry: Entry, new: str, has_old: bool, shown: Shown) -> Document:
    """One page of the preview; `new` is the new page as HTML that is safe."""
    from markupsafe import Markup

    entries, words = shown.entries, shown.words
    content = filled(
        "page.html",
        words=words,
        entry=entry,
        title=entry.article.title.value or words("page_untitled"),
        new=Markup(new),
        has_old=has_old,
        place=entries.place(entry),
        total=len(entries.ordered),
        before=entries.before(entry),
        after=entries.after(entry),
        to_look=entries.next_to_look_at(entry),
        facts=[*_facts(entry.row["facts"], words)],
        removed=[*_removed(entry, words)],
        files=[_file(asset, shown.copies) for asset in entry.written.item.assets],
        language=entry.article.language.value if entry.article.language else None,
        site=shown.site,
    )
    return Document(ROOT / "pages" / f"{entry.number}.html", content)


def old_document(entry: Entry, old: str, words: Words) -> Document:
    """The old page alone, as the frame shows it; `old` is HTML that is safe."""
    from markupsafe import Markup

    title = entry.article.title.value or words("page_untitled")
    content = filled("old.html", words=words, title=title, old=Markup(old))
    return Document(ROOT / "old" / f"{entry.number}.html", content)


def _facts(facts: Mapping[str, Any], words: Words) -> Iterator[dict[str, Any]]:
    for name, told in facts.items():
        for fact in told if isinstance(told, list) else [told]:
            yield {
                "name": words(f"fact_{name}"),
                "value": fact["value"],
                "origin": _origin(fact["origin"], words),
                "others": [
                    {"value": claim["value"], "origin": _origin(claim["origin"], words)}
                    for claim in fact.get("others", ())
                ],
            }


def _origin(origin: str, words: Words) -> str:
    name = f"origin_{origin}"
    return words(name) if name in words.texts else origin


def _removed(entry: Entry, words: Words) -> Iterator[dict[str, Any]]:
    whys = {rule.name: rule.why for rule in ALL_RULES}
    own = (rule for rule in ALL_RULES if rule.generation == entry.article.generation)
    whys |= {rule.name: rule.why for rule in own}
    for told in entry.row["removed"]:
        other = f"preview_why_{told['rule'].replace('-', '_')}"
        is_ours = other in words.texts
        why = words(other) if is_ours else whys.get(told["rule"], "")
        yield {**told, "why": why, "why_in": words.code if is_ours else "en"}


def _file(asset: Asset, copies: Copies) -> dict[str, str]:
    return {
        "name": asset.path.name,
        "path": str(asset.path),
        "url": asset.url,
        "shown": copies.link(asset.url),
    }
