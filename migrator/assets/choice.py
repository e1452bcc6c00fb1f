"""Which of a file's addresses won, and why: the sentence that the report shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from migrator import urls
from migrator.assets.pictures import is_known, joined, pixels
from migrator.assets.uploads import place
from migrator.assets.verdicts import Read, damage, fault, place_of
from migrator.models import Kept, Missing

_FULL = 1_000_000  # the size of an original
_PREVIEWS = {1: "the small preview", 2: "the detail preview"}


@dataclass(frozen=True, slots=True)
class Tried:
    """One address of a wanted file and what is wrong with it: `fault` is empty if it is sound.

    What `is_damaged` came, but cannot be shown.
    """

    at: str
    found: Kept | Missing
    fault: str = ""
    is_damaged: bool = False


def judged(url: str, at: str, found: Kept | Missing, read: Read | None) -> Tried:
    """The answer to one address of the file at `url`; with `read`, all of its bytes are tried."""
    wrong = fault(found, url)
    if wrong or read is None or isinstance(found, Missing):
        return Tried(at, found, wrong)
    wrong = damage(found, url, read)
    return Tried(at, found, wrong, is_damaged=bool(wrong))


def chosen(url: str, tried: Sequence[Tried], absent: str) -> Kept | Missing:
    """The last that was tried, if it is sound, with the reason why it stands for the file.

    If none is, what came without being sound; else why it is missing. `absent` is said of an
    original that was not even tried.
    """
    winner = tried[-1]
    if not winner.fault and isinstance(winner.found, Kept):
        return _with_reason(url, winner.found, _original(url, tried), absent)
    came = [each.found for each in tried if each.is_damaged and isinstance(each.found, Kept)]
    if came and len(tried) > 1:
        return replace(
            came[0], chosen="it cannot be decoded, and no other address had a better one"
        )
    return came[0] if came else _lost(url, tried, absent)


def largest(url: str, found: Sequence[tuple[str, Kept]], read: Read, absent: str) -> Kept | Missing:
    """Of the answers of all addresses of an upload, at least one, the largest that decodes.

    By pixels where all of them tell theirs, else by what their addresses say, else by bytes.
    """
    if len(found) == 1:
        return chosen(url, [judged(url, *found[0], read=None)], absent)
    tried = [judged(url, at, file, read=None) for at, file in found]
    good = [each for each in found if not fault(each[1], url)]
    bad = [each for each in tried if each.fault]
    for at, file in _by_size(good, read):
        bad.append(judged(url, at, file, read))
        if not bad[-1].fault:
            smaller = [Tried(other, it, "is smaller") for other, it in good if it is not file]
            return chosen(url, [*smaller, *bad], absent)
    return chosen(url, bad, absent)


def _by_size(found: Sequence[tuple[str, Kept]], read: Read) -> list[tuple[str, Kept]]:
    """The largest first; of equal ones in the order in which they came."""
    if len(found) < 2:
        return [*found]
    good = [file for _, file in found]
    areas = [_area(each, read) for each in good]
    sizes = [urls.size(place_of(each)) for each in good]
    ranks = [*zip(areas, sizes, strict=True)]
    if not all(areas):
        lengths = [sum(map(len, read(each))) for each in good]
        ranks = [*zip(sizes, lengths, strict=True)]
    ranked = sorted(zip(ranks, found, strict=True), key=lambda each: each[0], reverse=True)
    return [each for _, each in ranked]


def _area(file: Kept, read: Read) -> int:
    """In pixels; 0 if that cannot be told."""
    if not is_known(file.begins):
        return 0
    width, height = pixels(file.begins) or pixels(joined(read(file))) or (0, 0)
    return width * height


def _original(url: str, tried: Sequence[Tried]) -> Tried | None:
    return next((each for each in reversed(tried) if place(each.at) == place(url)), None)


def _with_reason(url: str, file: Kept, original: Tried | None, absent: str) -> Kept:
    """The winner; `original` is what came of the page's own address."""
    told = absent if original is None else original.fault
    if not told and urls.size(place_of(file)) >= urls.size(url):
        return file
    told = told or (absent if file.source else "leads to a smaller copy")
    return replace(file, chosen=f"the original {told}; {_named(file)}")


def _named(file: Kept) -> str:
    size = urls.size(place_of(file))
    if size == _FULL:
        return f"it was had at {file.url}"
    return f"{_PREVIEWS.get(size, f'the {size} px copy')} is the largest that could be had"


def _lost(url: str, tried: Sequence[Tried], absent: str) -> Kept | Missing:
    answered = [each for each in tried if isinstance(each.found, Kept)]
    if len(answered) < 2:
        return (answered or tried)[0].found
    original = _original(url, answered)
    others = Counter(each.fault for each in answered if each is not original)
    told = f"the original {original.fault if original else absent}"
    if original is not None and [*others] == [original.fault]:
        return Missing(url, f"{told}; so did {_counted(others.total())} of it")
    rest = ", ".join(f"{_counted(number)} of it {wrong}" for wrong, number in others.items())
    return Missing(url, f"{told}; {rest}")


def _counted(number: int) -> str:
    return f"{number} other address" + ("" if number == 1 else "es")
