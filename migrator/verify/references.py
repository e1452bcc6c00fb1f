"""Does each rewritten address lead to what it led to: the same page, or a copy of the same file?

The second reading of one page has to trust what took the place of its addresses. Who knows all
pages can tell: each new address belongs to one page or one copy, and so does each old one.
"""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from migrator.models import Difference, LeftOut, Localised, Other, Place
from migrator.verify.addresses import joined, same_file, same_link

_LONGEST_WAY = 20  # redirects
_IMPORTER = "__GHOST_URL__"  # stands for the new site's address


@dataclass(frozen=True, slots=True)
class NewSite:
    """What stands where on the new site, and which old page each address was.

    `answers` are the places of old pages, `others` the old addresses that are no articles, with
    what they lead to; `places` and `files` tell what an address or a path of the new site holds.
    """

    answers: Mapping[str, frozenset[Place]]
    others: Mapping[str, str]
    places: Mapping[str, Place]
    files: Mapping[str, frozenset[str]]

    @staticmethod
    def of(items: Iterable[Localised], others: Iterable[Other]) -> NewSite:
        """From all pages that were written, and all that were not."""
        answers: dict[str, frozenset[Place]] = {}
        places: dict[str, Place] = {}
        files: dict[str, frozenset[str]] = {}
        for item in items:
            for key in _old_keys(item):
                answers[key] = answers.get(key, frozenset()) | {item.place}
            spots = filter(None, (item.place.permalink, str(item.place.path)))
            places |= dict.fromkeys(spots, item.place)
            for asset in item.assets:
                for spot in (asset.permalink, str(asset.path)):
                    names = {same_file(asset.url), same_file(asset.kept_at or asset.url)}
                    files[spot] = files.get(spot, frozenset()) | names
        led = {_page(o.url): o.leads_to if isinstance(o, LeftOut) else "" for o in others}
        return NewSite(answers, led, places, files)

    def place_of(self, old: str) -> frozenset[Place]:
        """Where the page of an old address went, after redirects; nowhere if it is no article."""
        key = _page(old)
        for _ in range(_LONGEST_WAY):
            found = self.answers.get(key) or self.answers.get(key.partition("?")[0])
            if found or not self.others.get(key):
                return found or frozenset()
            key = _page(self.others[key])
        return frozenset()

    def is_known(self, old: str) -> bool:
        """Is it at all an address of the old site, that something may stand for?"""
        key = _page(old)
        return key in self.others or key.partition("?")[0] in self.others


def reference_differences(item: Localised, new_site: NewSite) -> Iterator[Difference]:
    """Each address that leads elsewhere than the old one did; the cover's, too."""
    for old, new in item.references.items():
        if not _is_right(old, new, item, new_site):
            yield Difference("references", old, new)
    cover = item.article.cover.value if item.article.cover is not None else ""
    if item.cover != cover and not _is_copy(cover, item.cover, item, new_site):
        yield Difference("references", cover, item.cover)


def _is_right(old: str, new: str, item: Localised, new_site: NewSite) -> bool:
    if same_link(new) == same_link(old) or _is_copy(old, new, item, new_site):
        return True
    if old.startswith("file:") and unquote(old.removeprefix("file://")) == unquote(new):
        return True
    meant = new_site.place_of(old)
    if meant:
        return _place(new, item, new_site) in meant and _part(old) == _part(new)
    return new_site.is_known(old)


def _is_copy(old: str, new: str, item: Localised, new_site: NewSite) -> bool:
    held = (new_site.files.get(spot, frozenset()) for spot in _spots(new, item))
    return any(_name(old) in names for names in held)


def _name(old: str) -> str:
    """What a copy of the file is known by; a picture that stands in the page by its letters."""
    is_inlined = old.startswith("data:")
    return f"sha256:{hashlib.sha256(old.encode()).hexdigest()}" if is_inlined else same_file(old)


def _place(new: str, item: Localised, new_site: NewSite) -> Place | None:
    if new.startswith("#"):
        return item.place
    found = (new_site.places.get(spot) for spot in _spots(new, item))
    return next((place for place in found if place is not None), None)


def _spots(new: str, item: Localised) -> Iterator[str]:
    """How the same address may be called: from the top of the new site, or from the document."""
    bare = new.removeprefix(_IMPORTER).removesuffix(f"#{_fragment(new)}")
    for spelling in dict.fromkeys((bare, unquote(bare))):
        yield spelling
        yield posixpath.normpath(posixpath.join(item.place.path.parent, spelling))


def _old_keys(item: Localised) -> Iterator[str]:
    article = item.article
    yield from map(_page, (article.url, *article.merged))
    if article.old_path:
        yield _page(joined(article.url, quote(article.old_path, safe="/?=&%")))


def _page(address: str) -> str:
    """A page, whatever part of it is meant; the home page has two addresses."""
    key = same_link(address).partition("#")[0].rstrip("/").replace("//www.", "//", 1)
    return key.removesuffix("/home") if key.count("/") == 3 else key


def _part(address: str) -> str:
    return unquote(_fragment(address))


def _fragment(address: str) -> str:
    try:
        return urlsplit(address).fragment
    except ValueError:
        return ""
