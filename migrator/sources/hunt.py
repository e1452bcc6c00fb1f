"""The hunt for one file: its addresses are tried one after the other until one is sound."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from migrator import assets, urls
from migrator.archive import Archive, BodyBroken
from migrator.assets import Candidate, Tried
from migrator.dom import attribute, parse
from migrator.models import Kept, Missing

_NOT_TRIED = "was not asked for"
_BELIEVED = 5  # promises in a row that a site may break


class Hunt:
    """One wanted file. `others` tells where else it may lie, and is asked only if need be.

    Where a page `names_another` of its addresses, all of its bytes must be sound: then there is
    something better than a broken picture.
    """

    def __init__(
        self, url: str, others: Callable[[], Sequence[Candidate]], *, names_another: bool
    ) -> None:
        self.url, self.is_thorough = url, names_another
        self._others = others
        self._waiting: list[Candidate] | None = None
        self._tried: list[Tried] = []
        self.next: Candidate | None = Candidate(url, is_named=True)

    def note(self, tried: Tried, *, ends: bool = False) -> None:
        """What came of the next address. One in trouble `ends` the hunt: it may send it later."""
        shown = _shown(tried)
        if not shown or not self._tried:
            self._tried.append(tried)
        self.next = None if ends or not tried.fault else self._next(shown)

    def skip(self) -> None:
        """Pass the next address over."""
        self.next = self._next("")

    @property
    def outcome(self) -> Kept | Missing:
        """What the file is in the end, with the reason; or why it is missing."""
        return assets.chosen(self.url, self._tried, _NOT_TRIED)

    def _next(self, shown: str) -> Candidate | None:
        if self._waiting is None:
            self._waiting, self.is_thorough = [*self._others()], True
        if shown:
            self._waiting = [each for each in self._waiting if not _same(each.url, shown)]
            if not any(_same(each.at, shown) for each in self._tried):
                return Candidate(shown, is_named=True)
        return self._waiting.pop(0) if self._waiting else None


class Promises:
    """Where the rules say that a file may lie: a site that does not keep to them is spared."""

    def __init__(self) -> None:
        self._broken: Counter[tuple[str, int]] = Counter()  # in a row, by host and size

    def note(self, candidate: Candidate, tried: Tried) -> None:
        """Learn from what came of an address."""
        if not candidate.is_named:
            kind = _kind(candidate)
            self._broken[kind] = self._broken[kind] + 1 if tried.fault else 0

    def hold(self, candidate: Candidate) -> bool:
        """Is it worth asking for the address?"""
        return candidate.is_named or self._broken[_kind(candidate)] < _BELIEVED


def _kind(candidate: Candidate) -> tuple[str, int]:
    return urls.host(candidate.url), urls.size(candidate.url)


def judged(archive: Archive, hunt: Hunt, at: str, found: Kept | Missing) -> Tried:
    """What is to be said of the answer to one address of a hunt."""
    return assets.judged(hunt.url, at, found, reader(archive) if hunt.is_thorough else None)


def reader(archive: Archive) -> assets.Read:
    """Gives the bytes of a file in the archive, as far as they can be read."""

    def pieces(file: Kept) -> Iterator[bytes]:
        with suppress(BodyBroken):
            yield from archive.chunks(file.url)

    return pieces


def _same(one: str, other: str) -> bool:
    return assets.place(one) == assets.place(other)


def _shown(tried: Tried) -> str:
    """The address of the picture that a pop-up page shows; empty if this is none."""
    found = tried.found
    if not isinstance(found, Kept) or found.status != 200 or not urls.is_pop_up(tried.at):
        return ""
    if not tried.fault:
        return ""
    image = parse(found.begins.decode("utf-8", errors="replace")).css_first("img#image")
    shown = urls.absolute(found.url, attribute(image, "src"))
    return shown if urls.is_web(shown) else ""
