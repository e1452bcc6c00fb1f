"""Escaping only where a character could act, in forms that all engines read alike.

`<` and `&` become entities, since not every engine knows a backslash before them; a pipe is
always escaped, since kramdown makes a table of any line that holds one.
"""

from __future__ import annotations

import re
from urllib.parse import quote

_ACTIVE = re.compile(r"[\\`*_~\]<&|]")
_ESCAPES = (
    (re.compile(r"\\(?=[!-/:-@\[-`{-~]|$)"), r"\\\\"),
    (re.compile(r"&(?=#?\w+;)"), "&amp;"),
    (re.compile(r"`"), r"\\`"),
    (re.compile(r"\*(?!\s)|(?<!\s)\*"), r"\\*"),
    (re.compile(r"(?<![^\W_])_|_(?![^\W_])"), r"\\_"),
    (re.compile(r"~(?=~|$)|(?<=~)~|^~"), r"\\~"),
    (re.compile(r"\](?=[(\[:])"), r"\\]"),
    (re.compile(r"<(?=[A-Za-z/!?])"), "&lt;"),
    (re.compile(r"\|"), r"\\|"),
)
_BLOCK_START = re.compile(
    r"""^(?P<indent>[ \xa0]*)(?:
      (?P<number>\d{1,9})(?=[.)](?:\s|$))   # an item's number: escape what follows it
    | (?=\#{1,6}(?:\s|$)                    # heading
        |[-+*](?:\s|$)                      # bullet
        |>                                  # quotation
        |(?:=+|-+)[ \t]*$                   # underline of a heading
        |~{3,}                              # fence
        |(?P<rule>[-_*])(?:[ \t]*(?P=rule)){2,}[ \t]*$)  # rule
    )""",
    re.MULTILINE | re.VERBOSE,
)
_ENDS_A_LINK = re.compile(r"[\s<>|]")


def escape(text: str) -> str:
    """Running text in which nothing acts as markup."""
    if not _ACTIVE.search(text):
        return text
    for pattern, replacement in _ESCAPES:
        text = pattern.sub(replacement, text)
    return text


def escape_block_starts(paragraph: str) -> str:
    """A finished paragraph in which no line begins a block."""
    return _BLOCK_START.sub(lambda found: f"{found['indent']}{found['number'] or ''}\\", paragraph)


def link_target(address: str) -> str:
    """An address that does not end a link early."""
    address = _ENDS_A_LINK.sub(lambda found: quote(found[0]), address.strip())
    return address if _balanced(address) else address.replace("(", "%28").replace(")", "%29")


def _balanced(address: str) -> bool:
    depth = 0
    for character in address:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return False
    return depth == 0


def alternative_text(text: str) -> str:
    """The text between the brackets of an image."""
    return re.sub(r"[\\\[\]*_`<|~]|&(?=#?\w+;)", r"\\\g<0>", " ".join(text.split()))
