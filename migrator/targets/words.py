"""The few words that a starter shows around the texts, in the language of the site.

They are those of Hugo's starter, which reads them itself: one file for each language.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from migrator.targets.base import starter

_FOLDER = "themes/plain/i18n"
_ENGLISH = "en"


def words(language: str) -> Mapping[str, str]:
    """`posts`, `pages`, `categories`, `tags` and `comments`; English for an unknown language."""
    known = {
        document.path.stem: document.content.decode()
        for document in starter("hugo")
        if str(document.path.parent) == _FOLDER
    }
    name = language.replace("_", "-").partition("-")[0].lower()
    lines = known.get(name, known[_ENGLISH]).splitlines()
    pairs = (line.split(": ", 1) for line in lines if line)
    return {key: json.loads(value) for key, value in pairs}


def words_json(language: str) -> bytes:
    """The same as a file that a layout reads."""
    return f"{json.dumps(words(language), ensure_ascii=False, indent=2)}\n".encode()
