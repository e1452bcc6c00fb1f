"""Addresses: of a tag's list, of old pages that only send their visitors on, of files in a feed."""

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path, PurePosixPath
from urllib.parse import quote, urljoin

NAMED = {"#": "sharp", "+": "plus", "&": "and", ".": "dot", "@": "at"}
DEVICE = re.compile(r"con|prn|aux|nul|(?:com|lpt)[1-9]")
NO_NAME = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]|[ .]$' if sys.platform == "win32" else r"[\0\\]")
TAG = re.compile(r"<[a-zA-Z][^<>]*>")
ADDRESS = re.compile(r'(\s(?:src|href|poster)=")([^"]*)')
REDIRECT = """<!doctype html>
<html>
<head>
<meta charset="utf-8">
<title>{to}</title>
<link rel="canonical" href="{to}">
<meta http-equiv="refresh" content="0; url={to}">
</head>
<body><a href="{to}">{to}</a></body>
</html>
"""


def label(name: str) -> str:
    """A tag as one segment of an address: "C#" is "c-sharp", "Můj blog" is "můj-blog"."""
    text = "".join(map(_sign, unicodedata.normalize("NFC", name).lower()))
    text = re.sub("-+", "-", text).strip("-")[:60].rstrip("-") or "tag"
    return f"{text}-tag" if DEVICE.fullmatch(text) else text


def _sign(sign: str) -> str:
    category = unicodedata.category(sign)
    if category[0] in "LNM" or sign in "-_":
        return sign
    if category[0] == "Z" or category == "Cc":
        return "-"
    return f"-{NAMED.get(sign) or format(ord(sign), 'x')}-"


def file_of(path: str) -> str:
    """The file of the built site that answers a path."""
    name = path.strip("/")
    if path.endswith((".html", ".htm")):
        return name
    return f"{name}/index.html".lstrip("/")


def send_on(output: Path, moves: Iterable[tuple[str, str]], root: str = "") -> None:
    """Write a page for each old path that sends its visitors to the new one.

    What the site itself has at an address stays; `root` is put before the new path.
    """
    for old, new in moves:
        name = file_of(old)
        path = output / name
        if _is_name(name) and not any(above.is_file() for above in (path, *path.parents)):
            path.parent.mkdir(parents=True, exist_ok=True)
            to = escape(root + quote(new))
            path.write_text(REDIRECT.format(to=to), encoding="utf-8", newline="\n")


def _is_name(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return all(
        part not in (".", "..") and len(part.encode()) <= 240 and not NO_NAME.search(part)
        for part in parts
    )


def anywhere(html: str, base: str) -> str:
    """The same HTML with addresses that are right wherever it is read."""

    def whole(found: re.Match[str]) -> str:
        return found[1] + urljoin(base, found[2])

    return TAG.sub(lambda tag: ADDRESS.sub(whole, tag[0]), html)


def flat(value: object) -> Iterator[str]:
    """The texts of a list, or the one that stands in its place."""
    if isinstance(value, list | tuple):
        yield from map(str, value)
    elif value:
        yield str(value)
