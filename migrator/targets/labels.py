"""Tags as parts of addresses, for the starters that make the lists of tags themselves.

Those in JavaScript say the same again, in their `addresses.js`.
"""

from __future__ import annotations

import re
import unicodedata

from migrator import urls

_NAMED = {"#": "sharp", "+": "plus", "&": "and", ".": "dot", "@": "at"}
_LONGEST = 60


def label(name: str) -> str:
    """A tag as one segment of an address, as every system can store it; never empty.

    >>> label("C#"), label("Můj blog"), label("NO"), label("2012")
    ('c-sharp', 'můj-blog', 'no', '2012')
    """
    text = "".join(map(_sign, unicodedata.normalize("NFC", name).lower()))
    text = re.sub("-+", "-", text).strip("-")[:_LONGEST].rstrip("-") or "tag"
    return f"{text}-tag" if urls.is_device(text) else text


def _sign(sign: str) -> str:
    """Letters, digits and what stands on them are kept; other signs are named."""
    category = unicodedata.category(sign)
    if category[0] in "LNM" or sign in "-_":
        return sign
    if category[0] == "Z" or category == "Cc":
        return "-"
    return f"-{_NAMED.get(sign) or format(ord(sign), 'x')}-"
