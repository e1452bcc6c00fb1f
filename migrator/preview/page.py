"""The page on which one old page stands beside the new one, with all that is known of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from migrator import urls
from migrator.boilerplate import ALL_RULES
from migrator.language import Words
from migrator.models import Asset, Document, Removal, Share
from migrator.preview.copies import ROOT, Copies
from migrator.preview.entries import Around, Entry, Ways
from migrator.preview.templates import filled
from migrator.report.doubts import Reason

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?([+-]\d\d:?\d\d|Z)?")
_LOST = "<span class=gone>"  # a mark of ours: the sanitiser writes those of a page with quotes
_OF_DATES = ("date", "dates")
_KEPT = (Share.FACT, Share.COMMENTS)


@dataclass(frozen=True, slots=True)
class Shown:
    """What every page of the preview shows or leads to."""

    ways: Ways
    copies: Copies
    words: Words
    site: str


def page_document(
    entry: Entry, around: Around, new: str, old: str | None, shown: Shown
) -> Document:
    """One page of the preview; `new` is the new page as HTML that is safe, `old` the old one."""
    from markupsafe import Markup

    words, removed = shown.words, entry.article.removed
    content = filled(
        "page.html",
        words=words,
        entry=entry,
        title=entry.article.title.value or words("page_untitled"),
        new=Markup(new),
        has_old=old is not None,
        around=around,
        total=len(shown.ways.numbers),
        facts=[*_facts(entry.row["facts"], words)],
        reasons=[_spelt_reason(reason, words) for reason in entry.reasons],
        removed=[*_removed(entry, [r for r in removed if r.share not in _KEPT], words)],
        kept=[*_removed(entry, [r for r in removed if r.share in _KEPT], words)],
        lost=_LOST in new or _LOST in (old or ""),
        leads_out=urls.leads_out(entry.article.url),
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
                "value": _value(name, fact, words),
                "origin": _origin(fact["origin"], words),
                "others": [
                    {"value": _value(name, claim, words), "origin": _origin(claim["origin"], words)}
                    for claim in fact.get("others", ())
                ],
            }


def _origin(origin: str, words: Words) -> str:
    name = f"origin_{origin}"
    return words(name) if name in words.texts else origin


def _value(name: str, told: Mapping[str, Any], words: Words) -> str:
    return _spelt(told["value"], words) if name == "date" else str(told["value"])


def _spelt(text: str, words: Words) -> str:
    """A text whose moments are told as the language writes them."""

    def moment(found: re.Match[str]) -> str:
        at = datetime.fromisoformat(found[0])
        return f"{words.spelt(at.date())}, {at:%H:%M %z}".strip()

    return _MOMENT.sub(moment, text)


def _spelt_reason(reason: Reason, words: Words) -> Reason:
    """The same with its dates spelt, if it is about dates."""
    if reason.name not in _OF_DATES:
        return reason
    details = tuple(_spelt(detail, words) for detail in reason.details)
    old, new = _spelt(reason.old, words), _spelt(reason.new, words)
    return replace(reason, details=details, old=old, new=new)


def _removed(entry: Entry, removals: Sequence[Removal], words: Words) -> Iterator[dict[str, Any]]:
    whys = {rule.name: rule.why for rule in ALL_RULES}
    own = (rule for rule in ALL_RULES if rule.generation == entry.article.generation)
    whys |= {rule.name: rule.why for rule in own}
    for removal in removals:
        why = words.rule(removal.rule)
        told = {"why": why or whys.get(removal.rule, ""), "why_in": words.code if why else "en"}
        yield {"removal": removal, **told}


def _file(asset: Asset, copies: Copies) -> dict[str, str]:
    return {
        "name": asset.path.name,
        "path": str(asset.path),
        "url": asset.url,
        "shown": copies.link(asset.url),
    }
