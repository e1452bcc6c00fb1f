"""Dates as people print them. Day and month are told apart by a mask or a name, never guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache

LANGUAGES = (
    "bg ca cs da de el en es et fi fr hr hu id is it ja ko lt lv nb nl pl pt ro ru sk sl sr sv th"
    " tr uk vi zh"
).split()
"""Languages in which Webnode offers its sites."""

_TIME = r"(?:\D{0,3}\s(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?)?"
_DAY_FIRST = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})\.\s*(?P<month>\d{1,2})\.\s*(?P<year>\d{4})" + _TIME
)
_YEAR_FIRST = re.compile(
    r"(?<!\d)(?P<year>\d{4})(?P<sign>[./-])\s*(?P<month>\d{1,2})(?P=sign)\s*(?P<day>\d{1,2})(?!\d)"
    + _TIME
)
_SLASHES = re.compile(
    r"(?<!\d)(?P<one>\d{1,2})(?P<sign>[/-])(?P<other>\d{1,2})(?P=sign)(?P<year>\d{4})" + _TIME
)
_NAMED = re.compile(r"(?<!\d)(?P<day>\d{1,2})(?!\d|:)")
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_HALF_DAY = re.compile(r"(?<!\d)(\d{1,2})(:\d{2}(?::\d{2})?)\s*([ap])\.?m\b\.?", re.IGNORECASE)
_PARTS = {
    "d": r"(?P<day>\d{1,2})",
    "e": r"(?P<day>\d{1,2})",
    "m": r"(?P<month>\d{1,2})",
    "Y": r"(?P<year>\d{4})",
    "y": r"(?P<short>\d{2})",
    "B": r"(?P<name>[^\W\d]+\.?)",
    "b": r"(?P<name>[^\W\d]+\.?)",
    "h": r"(?P<name>[^\W\d]+\.?)",
    "A": r"[^\W\d]+\.?",
    "a": r"[^\W\d]+\.?",
    "H": r"(?P<hour>\d{1,2})",
    "k": r"(?P<hour>\d{1,2})",
    "I": r"(?P<hour>\d{1,2})",
    "p": "",
    "M": r"(?P<minute>\d{2})",
    "S": r"(?P<second>\d{2})",
    "%": "%",
}


def shown_date(
    text: str, mask: str = "", language: str = "", months: Mapping[str, int] | None = None
) -> datetime | None:
    """The day that a page shows, with its time if that is printed; None if it is not certain.

    `mask` is strftime's, as the platform gives it; `months` are names that the page itself gives.
    """
    text = unicodedata.normalize("NFC", text).replace("\u00a0", " ").strip()
    text = _HALF_DAY.sub(_whole_day, text)
    if mask and (read := _by_mask(text, mask, language, months or {})):
        return read
    return _by_figures(text) or _by_name(text, language, months or {})


def _whole_day(found: re.Match[str]) -> str:
    """`3:07 PM` as 15:07."""
    hour = int(found[1]) % 12 + (12 if found[3].lower() == "p" else 0)
    return f"{hour}{found[2]}"


def _by_mask(text: str, mask: str, language: str, months: Mapping[str, int]) -> datetime | None:
    """As the mask says; what it holds beside its letters must stand in the text."""
    pattern, used = "", set[str]()
    for part in re.findall(r"%[-_0^#]?.|\s+|[^%\s]+", mask):
        letter = part[-1] if part.startswith("%") else ""
        piece = _PARTS.get(letter, "")
        name = piece.partition("<")[2].partition(">")[0]
        if letter in _PARTS and name not in used:
            pattern += piece
        else:
            pattern += r"\s*" if part.isspace() else re.escape(part)
        used |= {name} - {""}
    found = re.fullmatch(pattern, text)
    if found is None:
        return None
    told = {name: value for name, value in found.groupdict().items() if value}
    if "name" in told:
        told["month"] = str(_month(told["name"], language, months) or "")
    if "short" in told:
        told["year"] = f"20{told['short']}"
    return _moment(told)


def _by_figures(text: str) -> datetime | None:
    """With dots it is day, month, year; the year may come first; slashes only if they are clear."""
    if found := _DAY_FIRST.search(text) or _YEAR_FIRST.search(text):
        return _moment(found.groupdict())
    if found := _SLASHES.search(text):
        one, other = int(found["one"]), int(found["other"])
        if one > 12 or one == other:
            return _moment({**found.groupdict(), "day": found["one"], "month": found["other"]})
        if other > 12:
            return _moment({**found.groupdict(), "day": found["other"], "month": found["one"]})
    return None


def _by_name(text: str, language: str, months: Mapping[str, int]) -> datetime | None:
    """`5. března 2024`, `March 5, 2024`, `5 de marzo de 2024`: the month by its name."""
    year = _YEAR.search(text)
    if year is None:
        return None
    clock = _CLOCK.search(text)
    rest = text.replace(year[0], " ", 1).replace(clock[0] if clock else "\0", " ")
    days = _NAMED.findall(rest)
    names = {_month(word, language, months) for word in re.findall(r"[^\W\d]+", rest)} - {0}
    if len(days) != 1 or len(names) != 1:
        return None
    told = {"year": year[1], "month": str(names.pop()), "day": days[0]}
    if clock:
        told |= {"hour": clock[1], "minute": clock[2], "second": clock[3] or "0"}
    return _moment(told)


def _moment(told: Mapping[str, str | None]) -> datetime | None:
    parts = ("year", "month", "day", "hour", "minute", "second")
    try:
        return datetime(*(int(told.get(part) or 0) for part in parts))  # type: ignore[arg-type]
    except (ValueError, OverflowError):
        return None


def _month(name: str, language: str, months: Mapping[str, int]) -> int:
    """The number of a month; 0 if it is none, or if two languages mean two months by it."""
    word = _key(name)
    own = {number for told, number in months.items() if _key(told) == word}
    language = language.lower().replace("_", "-").partition("-")[0]
    if len(own) == 1:
        return own.pop()
    meant = _names((language,)).get(word, set()) or _names(tuple(LANGUAGES)).get(word, set())
    return next(iter(meant)) if len(meant) == 1 else 0


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).strip(" .").casefold()


@cache
def _names(languages: tuple[str, ...]) -> dict[str, set[int]]:
    """The months by name, wide and short, as they stand in dates and on their own."""
    found: dict[str, set[int]] = {}
    for number, name in (pair for language in languages for pair in _of(language)):
        found.setdefault(_key(name), set()).add(number)
    return found


def _of(language: str) -> Iterable[tuple[int, str]]:
    from babel import Locale, UnknownLocaleError  # asked for only where a month has a name

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in locale.months[context][width].items():
                if not name.isdigit():
                    yield number, name
