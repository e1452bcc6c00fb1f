"""What pages say to the owner of a site, in the owner's language: `data/words/<code>.toml`.

A text is one line, or one for each plural form that the language has for whole numbers.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

LANGUAGES = ("en", "cs", "sk", "de", "es", "pt", "fr", "it", "hu", "nl", "pl")
"""The languages that we have; the first is the source of the others."""

_COUNTED = "n"

Text = str | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of one language. `words("pages", n=3)` is the text of that name, filled in."""

    code: str
    texts: Mapping[str, Text]

    def __call__(self, key: str, /, **values: str | int | date) -> str:
        """The text of this name, filled in; of several plural forms that of the number `n`."""
        text = self.texts[key]
        if not isinstance(text, str):
            form = str(self.locale.plural_form(int(str(values[_COUNTED]))))
            text = text.get(form, text["other"])
        return text.format(**{name: self.spelt(value) for name, value in values.items()})

    def rule(self, name: str) -> str:
        """What a rule takes off a page, or why it leaves a page out; empty for an unknown rule."""
        return str(self.texts.get(f"rule_{name.replace('-', '_')}", ""))

    @property
    def locale(self) -> Locale:
        """What is known of the language: its plural forms, and how it writes numbers and days."""
        return _locale(self.code)

    def spelt(self, value: str | int | date) -> str:
        """A number or a day as the language writes it; a text stays as it is."""
        from babel.dates import format_date
        from babel.numbers import format_decimal

        match value:
            case int():
                return format_decimal(value, locale=self.locale)
            case date():
                return format_date(value, "long", locale=self.locale)
        return value

    def listed(self, texts: Iterable[str]) -> str:
        """Several texts as one: `a, b and c`."""
        from babel.lists import format_list

        return format_list(list(texts), locale=self.locale)


def words_for(code: str) -> Words:
    """The texts of a language, or of the one that it is a variant of; else the English ones.

    >>> words_for("pt-BR").code, words_for("de_AT").code, words_for("xx").code
    ('pt', 'de', 'en')
    """
    base = code.replace("_", "-").partition("-")[0].lower()
    return _words(base if base in LANGUAGES else LANGUAGES[0])


@cache
def _words(code: str) -> Words:
    path = files("migrator").joinpath(f"data/words/{code}.toml")
    return Words(code, tomllib.loads(path.read_text("utf-8")))


@cache
def _locale(code: str) -> Locale:
    from babel import Locale

    return Locale.parse(code)
