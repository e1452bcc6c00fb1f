"""A move as a server meets it: the path of a request, decoded, and where it is sent."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

from migrator.models.moves import Move, Moved

_QUERY = re.compile(r"\?(?=[^/?=&]+=)")
_ESCAPES = re.compile(r"(?:%[0-9a-fA-F]{2})+")
_SLASHES = re.compile(r"/{2,}")
_LONGEST = 1_000  # signs, escaped; nginx and Apache refuse the whole file for a line too long
_IN_QUERIES = "%=&+;,:@!/?$'()*"
_PLAIN = re.compile(r"[a-zA-Z0-9/_~.-]*")
_SPECIAL = re.compile(r"[^a-zA-Z0-9/_~-]")
_IMPORTANT = {moved: number for number, moved in enumerate(Moved)}

OFTEN_RAW = "!$&'()+,;=@"  # what some programs escape and others do not


@dataclass(frozen=True, slots=True)
class Rule:
    """What answers an old address: `itself`, with and without closing slash, and what is `below`.

    `path` is decoded and has no closing slash, so that the root is empty. Without `query`, a
    request with any query is meant.
    """

    given: str
    path: str
    query: str
    new: str
    moved: Moved
    itself: bool = True
    below: bool = False

    @property
    def location(self) -> str:
        """The new address with all escaped but letters, digits, `-._~` and slashes: no file of
        any server reads a sign of its own in it."""
        return quote(self.new, safe="/")

    @property
    def depth(self) -> int:
        """How many segments the path has."""
        return self.path.count("/")

    @property
    def order(self) -> tuple[int, str, str]:
        """What matters most comes first; the rest is by name."""
        return (_IMPORTANT[self.moved], self.path, self.query)

    @property
    def old(self) -> str:
        """The old address, escaped, as it was given."""
        path, query = _split(self.given)
        slash = "/" if path.endswith("/") else ""
        return quote(self.path + slash) + (f"?{quote(query, safe=_IN_QUERIES)}" if query else "")

    def move(self) -> Move:
        """The same as a record for others."""
        return Move(self.given, self.new, self.moved, self.below)


def rule_of(move: Move) -> Rule | str:
    """The rule for a move, or why there can be none."""
    path, query = _split(move.old)
    reason = _unfit(move.old, path) or _unfit(move.new, move.new)
    if reason or move.new.startswith("//"):
        return reason or "the new address would lead to another site"
    below = move.covers_below and not query
    return Rule(move.old, page(path), query, move.new, move.moved, below=below)


def page(path: str) -> str:
    """The same for all spellings of a path: composed, without escapes and closing slash."""
    text = unicodedata.normalize("NFC", _ESCAPES.sub(_read, path))
    return _SLASHES.sub("/", text).rstrip("/")


def ancestors(path: str) -> list[str]:
    """The paths above this one, the nearest first, without the root.

    >>> ancestors("/a/b/c")
    ['/a/b', '/a']
    """
    parts = path.split("/")
    return ["/".join(parts[:end]) for end in range(len(parts) - 1, 1, -1)]


def first_needed(rule: Rule) -> tuple[bool, bool, int, tuple[int, str, str]]:
    """Sorts the more specific rules to the front: a query, one address, the deepest folder."""
    return (not rule.query, rule.below, -rule.depth, rule.order)


def spellings(path: str, raw: str) -> list[str]:
    """The path escaped as programs do it: as little and as much as may be, composed or not.

    Escapes are in upper case. A path without special signs has one spelling.
    """
    if _PLAIN.fullmatch(path):
        return [path]
    forms = (path, unicodedata.normalize("NFD", path))
    return list(dict.fromkeys(quote(form, safe=f"/{safe}") for form in forms for safe in (raw, "")))


def pattern(path: str) -> str:
    """A regular expression for the decoded path, in which no sign is left that a file may read.

    For PCRE on bytes; letters of all languages stand as they are.
    """
    forms = (path, unicodedata.normalize("NFD", path))
    composed, taken_apart = (_SPECIAL.sub(_sign, form) for form in forms)
    return composed if composed == taken_apart else f"(?:{composed}|{taken_apart})"


def query_pattern(query: str) -> str:
    """A regular expression for a query as it is sent, whatever of it is escaped."""
    found = re.finditer(rb"%([0-9a-fA-F]{2})|(.)", query.encode(), re.DOTALL)
    return "".join(_query_sign(sign[1], sign[2]) for sign in found)


def query_key(query: str) -> str:
    """The same for all spellings of a query: its names and values in their order."""
    pairs = (part.split("=", 1) for part in query.replace("+", " ").split("&"))
    return "&".join("=".join(quote(unquote_to_bytes(word), safe="") for word in p) for p in pairs)


def _split(old: str) -> tuple[str, str]:
    """Path and query. A `?` begins a query where `name=` follows; titles have question marks."""
    path, *query = _QUERY.split(old, maxsplit=1)
    return path, "".join(query)


def _unfit(text: str, path: str) -> str:
    if not path.startswith("/"):
        return "it is no path: it does not begin with a slash"
    try:
        escaped = quote(text, safe="/")
    except UnicodeEncodeError:
        return "it has signs that no address can hold"
    if "\0" in page(path):
        return "it has signs that no address can hold"
    if {".", ".."} & set(page(path).split("/")):
        return "it has “.” or “..” in it, which no browser sends"
    return f"it is longer than {_LONGEST} signs" if len(escaped) > _LONGEST else ""


def _read(escapes: re.Match[str]) -> str:
    """Escapes that are left in a decoded path, unless they make no text, as in `100%bavlna`."""
    try:
        return unquote_to_bytes(escapes[0]).decode()
    except UnicodeDecodeError:
        return escapes[0]


def _sign(found: re.Match[str]) -> str:
    sign = found[0]
    if sign == ".":
        return r"\."
    if not sign.isascii() and sign.isprintable():
        return sign
    return "".join(map(_byte, sign.encode()))


def _byte(byte: int) -> str:
    return f"\\x{byte:02X}"


def _query_sign(escaped: bytes | None, raw: bytes) -> str:
    byte = int(escaped, 16) if escaped else raw[0]
    if escaped is None and byte in b"&=":
        return _byte(byte)  # these part names and values; escaped, they are part of them
    if chr(byte).isascii() and (chr(byte).isalnum() or byte in b"_~-"):
        return chr(byte)
    forms = [any_case(f"%{byte:02X}")]
    if byte == ord(" ") or (escaped is None and byte == ord("+")):
        forms = [r"\x2B", "%20"]
    elif byte not in b"%&=+#":
        forms.append(_byte(byte))
    return f"(?:{'|'.join(forms)})"


def any_case(escapes: str) -> str:
    """A regular expression for escapes in upper and in lower case."""
    return re.sub("[A-F]", lambda found: f"[{found[0]}{found[0].lower()}]", escapes)
