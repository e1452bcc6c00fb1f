"""Where each picture and file is copied to: identical bytes once, never two under one name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote

from migrator import assets, urls
from migrator.comments import NAME
from migrator.dom import addresses, parse
from migrator.models import Article, Asset, Place, StoredFile
from migrator.targets.base import Target

Copies = Mapping[tuple[PurePosixPath, str], tuple[Asset, str]]


@dataclass(frozen=True, slots=True)
class Shown:
    """What one article shows and links to: files by `assets.key`, and addresses with a part.

    `parts` are pairs of a `urls.page_key` and a fragment without its `#`.
    """

    files: tuple[str, ...]
    parts: tuple[tuple[str, str], ...]


def shown(article: Article) -> Shown:
    """Read off the body what has to be found on the new site."""
    body = parse(article.body).body
    links = [] if body is None else [url for node, _, url in addresses(body) if node.tag == "a"]
    parts = ((urls.page_key(url), unquote(urls.fragment(url)[1:])) for url in links)
    files = tuple(map(assets.key, assets.wanted(article)))
    return Shown(files, tuple(dict.fromkeys(part for part in parts if part[1])))


def copies(
    pages: Sequence[tuple[Place, Sequence[str]]], files: Mapping[str, StoredFile], target: Target
) -> Copies:
    """The copy of each file and how its document refers to it, by the document's path and the key.

    A file that several documents show, under whatever address, has one copy for all of them.
    """
    shows = [(place, key, files[key]) for place, keys in pages for key in keys if key in files]
    users: dict[str, set[PurePosixPath]] = {}
    for place, _, file in shows:
        users.setdefault(_identity(file), set()).add(place.path)
    shared = frozenset(identity for identity, paths in users.items() if len(paths) > 1)
    documents = (place.path for place, _ in pages)
    spots = _Spots(target, shared, documents)
    return {(place.path, key): spots.copy(file, place) for place, key, file in shows}


def _identity(file: StoredFile) -> str:
    """Equal for equal bytes, as far as the archive knows."""
    return file.digest or file.url


class _Spots:
    """Gives out spots, none of them twice, whatever the case; `shared` are identities."""

    def __init__(
        self, target: Target, shared: frozenset[str], documents: Iterable[PurePosixPath]
    ) -> None:
        self._target, self._shared = target, shared
        beside = [path for own in documents for path in (own, own.with_name(NAME))]
        self._taken = {urls.folded(str(path)) for path in beside}
        self._names: dict[str, str] = {}

    def copy(self, file: StoredFile, place: Place) -> tuple[Asset, str]:
        """The copy for the document at this place, and how that refers to it."""
        identity = _identity(file)
        is_shared = identity in self._shared
        if identity not in self._names:
            self._names[identity] = self._free_name(file, place, is_shared)
        spot = self._target.spot(place, self._names[identity], is_shared=is_shared)
        return Asset(file.url, spot.path, file.kept_at, spot.permalink), spot.reference

    def _free_name(self, file: StoredFile, place: Place, is_shared: bool) -> str:
        """Its safe name, with a number if another file lies there already."""
        wanted = PurePosixPath(urls.safe_file_name(file.url, file.extension))
        name, number = wanted.name, 1
        while (path := self._path(place, name, is_shared)) in self._taken:
            number += 1
            name = f"{wanted.stem}-{number}{wanted.suffix}"
        self._taken.add(path)
        return name

    def _path(self, place: Place, name: str, is_shared: bool) -> str:
        return urls.folded(str(self._target.spot(place, name, is_shared=is_shared).path))
