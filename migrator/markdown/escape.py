"""Escaping only where a character could act, in forms that all engines read alike.

`<` and `&` become entities, since not every engine knows a backslash before them. A pipe acts in
a cell, or above a line that looks like the head of a table.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from urllib.parse import quote

from migrator.urls import as_browsers_read

_STAR = (re.compile(r"\*(?!\s)|(?<!\s)\*"), r"\\*")
_UNDERSCORE = (re.compile(r"(?<![^\W_])_|_(?![^\W_])"), r"\\_")
_BACKSLASH = (re.compile(r"\\(?=[!-/:-@\[-`{-~]|$)"), r"\\\\")
_OTHERS = (
    (re.compile(r"&(?=#?\w+;)"), "&amp;"),
    (re.compile(r"`"), r"\\`"),
    # one alone strikes out in some engines, if another can end it: one behind a letter, or such
    (re.compile(r"~(?=~|$)|(?<=~)~|^~|(?<=\w)~|(?<=[^\w\s])~(?=\W)"), r"\\~"),
    (re.compile(r"\[(?=[ xX]\](?:\s|$))"), r"\\["),  # a box to tick, wherever engines see one
    (re.compile(r"\](?=[(\[])"), r"\\]"),
    (re.compile(r"<(?=[A-Za-z/!?])"), "&lt;"),
)
_ACTIVE = re.compile(r"[\\`*_~\]<&]")
_BLOCK_START = re.compile(
    r"""^(?P<indent>[ \xa0]*)(?:
      (?P<number>\d{1,9})(?=[.)](?:\s|$))   # an item's number: escape what follows it
    | (?=\#{1,6}(?:\s|$)                    # heading
        |[-+*](?:\s|$)                      # bullet
        |>                                  # quotation
        |=+[ \t]*$                          # underline of a heading
        |(?=[^-\n]*-)[|:\-][|:\- \t]*$     # the same, or that of a table's head
        |~{3,}                              # fence
        |\[(?:\\.|`[^`]*`|[^\]\\`]){1,999}\]:  # the address of a reference, a footnote
        |:\s                                # a definition, where the engine knows them
        |(?P<rule>[-_*])(?:[ \t]*(?P=rule)){2,}[ \t]*$)  # rule
    )""",
    re.MULTILINE | re.VERBOSE,
)
_MAY_START = re.compile(r"[ \xa0]*[\d#\-+*>=~\[:_|]")
_MAY_START_BELOW = re.compile(r"\n[ \xa0]*[\d#\-+*>=~\[:_|]")
_HARMLESS = re.compile(r"[\w\-./:?=%+@~#!$',;]+", re.ASCII)
_ENDS_A_LINK = re.compile(r"[\s<>|\x00-\x1f]")
_PIPE = re.compile(r"(\\*)\|")
_HOST = re.compile(r"((?:https?:)?//)([^/?#:@]+)", re.IGNORECASE)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_ACTS_IN_ALT = re.compile(r"[\\\[\]*_`<|~]|&(?=#?\w+;)")
_ENTITY = re.compile(r"&(?=#?\w+;)")


def escape(
    text: str, *, asterisks: bool = True, underscores: bool = True, others: bool = True
) -> str:
    """Running text in which nothing acts as markup, but for kinds of signs that are let pass."""
    if not _ACTIVE.search(text):
        return text
    chosen = [_BACKSLASH] if others else []
    chosen += [_STAR] if asterisks else []
    chosen += [_UNDERSCORE] if underscores else []
    for pattern, replacement in (*chosen, *(_OTHERS if others else ())):
        text = pattern.sub(replacement, text)
    return text


def escaping(*, asterisks: bool, underscores: bool, others: bool) -> Callable[[str], str]:
    """The same with the choice made."""
    return partial(escape, asterisks=asterisks, underscores=underscores, others=others)


def escape_block_starts(paragraph: str) -> str:
    """A finished paragraph in which no line begins a block."""
    is_harmless = not _MAY_START.match(paragraph)
    if is_harmless and ("\n" not in paragraph or not _MAY_START_BELOW.search(paragraph)):
        return paragraph
    return _BLOCK_START.sub(lambda found: f"{found['indent']}{found['number'] or ''}\\", paragraph)


def link_target(address: str) -> str:
    """An address that does not end a link early."""
    if _HARMLESS.fullmatch(address):
        return address
    address = _ENDS_A_LINK.sub(lambda found: quote(found[0]), as_browsers_read(address))
    address = address if address.isascii() else _in_ascii(address)
    address = _ENTITY.sub("&amp;", address.replace("\\", "%5C"))
    return address if _balanced(address) else address.replace("(", "%28").replace(")", "%29")


def escape_pipes(cell: str) -> str:
    """A finished cell that no pipe ends; behind a backslash that is shown, only an entity holds."""
    return _PIPE.sub(_escaped_pipe, cell) if "|" in cell else cell


def _escaped_pipe(found: re.Match[str]) -> str:
    slashes = found[1]
    if len(slashes) % 2:
        return found[0]
    return f"{slashes}&#124;" if slashes else r"\|"


def _in_ascii(address: str) -> str:
    """The host as name servers know it, all else percent-encoded: as renderers write it."""
    found = _HOST.match(address)
    if found and not found[2].isascii():
        with suppress(UnicodeError):
            host = found[2].encode("idna").decode()
            address = f"{found[1]}{host}{address[found.end() :]}"
    return _NOT_ASCII.sub(lambda letters: quote(letters[0]), address)


def _balanced(address: str) -> bool:
    depth = 0
    for character in address if "(" in address or ")" in address else "":
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return False
    return depth == 0


def link_title(text: str) -> str:
    """A title, without its quotes: entities, which every engine reads."""
    text = _ENTITY.sub("&amp;", _BACKSLASH[0].sub(_BACKSLASH[1], " ".join(text.split())))
    return text.replace('"', "&quot;").replace("|", "&#124;")


def alternative_text(text: str) -> str:
    """The text between the brackets of an image."""
    return _ACTS_IN_ALT.sub(r"\\\g<0>", " ".join(text.split())) if text else ""
