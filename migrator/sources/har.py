"""A HAR file: what a browser's developer tools saved while somebody looked at a site.

Each content stands in it unpacked, as text or in base64. Other tools write such files, too, and
anything may be missing or odd: that costs one answer, never the file.
"""

from __future__ import annotations

import base64
import io
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from migrator import urls
from migrator.errors import SourceBroken
from migrator.models import Capture, Limits, first_header

_Headers = tuple[tuple[str, str], ...]
_Table = Mapping[str, Any]

_HINT = "Save the file again, in the browser's developer tools, as HAR with content."
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NOT_MODIFIED = 304
_ORIGINAL = "X-Archive-Orig-"
_OF_THE_PACKED = frozenset(["content-encoding", "content-length", "transfer-encoding"])
_SECRET = frozenset(["authorization", "cookie", "proxy-authorization", "set-cookie", "set-cookie2"])
_WEB = re.compile(r"https?://", re.IGNORECASE)
_NAME = re.compile(r"[\w!#$%&'*+.^`|~-]+", re.ASCII)  # none begins with a colon, as in HTTP/2
_LINE_ENDS = re.compile(r"[\r\n]+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)


def is_har(path: Path) -> bool:
    """Does the file begin as a HAR file does?"""
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError:
        return False
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{") and b'"log"' in head


def captures(path: Path, limits: Limits) -> Iterator[Capture]:
    """The answers that were saved with their content, and redirects, in the order of the file.

    Raises SourceBroken where the file is no HAR file, or too large for one.
    """
    return filter(None, map(_capture, _entries(path, limits)))


def _entries(path: Path, limits: Limits) -> list[object]:
    try:
        log = _table(json.loads(_read(path, limits))).get("log")
    except OSError as error:
        raise SourceBroken(f"{path} cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise SourceBroken(f"{path} is no HAR file: its JSON cannot be read", _HINT) from error
    entries = _table(log).get("entries")
    if not isinstance(entries, list):
        raise SourceBroken(f"{path} is no HAR file: it has no list of entries", _HINT)
    return entries


def _read(path: Path, limits: Limits) -> bytes:
    if path.stat().st_size > limits.size:
        message = f"{path} is larger than {limits.size} bytes, and is read in memory"
        raise SourceBroken(message, "Raise the limit with --max size=…, if there is room.")
    return path.read_bytes()


def _capture(entry: object) -> Capture | None:
    """The answer in an entry; None where there is none, or its content was not saved."""
    asked, answer = (_table(_table(entry).get(key)) for key in ("request", "response"))
    url, status = _address(asked.get("url")), _status(answer)
    if not url or not status or _text(asked.get("method")).upper() != "GET":
        return None
    content, headers = _table(answer.get("content")), _headers(answer, status)
    body = _body(content, status)
    if body is None or (_is_redirect(status) and not first_header(headers, "Location")):
        return None
    when, reason = _time(_table(entry).get("startedDateTime")), _one_line(answer.get("statusText"))
    if status == _NOT_MODIFIED:  # the browser had the content, which is as good as sent now
        status, reason = 200, "OK"
    return Capture(url, io.BytesIO(body), when, status, reason, _typed(headers, content, body))


def _table(value: object) -> _Table:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _one_line(value: object) -> str:
    """The text without control characters, and without the halves of characters."""
    line = _CONTROLS.sub(" ", _text(value)).strip()
    return line.encode("utf-8", errors="replace").decode()


def _address(value: object) -> str:
    """The address in its normal form, with escapes for what cannot stand in it; empty if none."""
    text = _text(value)
    if not _WEB.match(text):  # pictures may stand in an address of many megabytes
        return ""
    url = "".join(map(_escaped, urls.as_browsers_read(text)))
    return urls.normal(url) if urls.is_web(url) else ""


def _escaped(char: str) -> str:
    is_plain = char.isprintable() and char != " "
    return char if is_plain else quote(char, errors="surrogatepass")


def _time(value: object) -> datetime:
    """When the answer was asked for; a time without zone is read as UTC."""
    try:
        found = datetime.fromisoformat(_text(value).strip().upper())
        aware = found if found.tzinfo else found.replace(tzinfo=UTC)
        return max(aware.astimezone(UTC), _EPOCH)
    except (ValueError, OverflowError):
        return _EPOCH


def _status(answer: _Table) -> int:
    """The number of a final answer; 0 where none came, or the browser let none through."""
    status = answer.get("status")
    return status if isinstance(status, int) and 200 <= status <= 999 else 0


def _is_redirect(status: int) -> bool:
    return 300 <= status < 400 and status != _NOT_MODIFIED


def _body(content: _Table, status: int) -> bytes | None:
    """The bytes of an answer; None if they were not saved. A redirect needs none."""
    saved = _saved(content)
    if _is_redirect(status):
        return saved or b""
    return saved or None if status == _NOT_MODIFIED else saved


def _saved(content: _Table) -> bytes | None:
    text, encoding = content.get("text"), content.get("encoding") or ""
    if text is None or text == "":
        return b"" if content.get("size") == 0 else None
    if not isinstance(text, str) or not isinstance(encoding, str):
        return None
    if not encoding:
        return text.encode("utf-8", errors="surrogatepass")
    return _from_base64(text) if encoding.lower() == "base64" else None


def _from_base64(text: str) -> bytes | None:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except ValueError:
        return None


def _headers(answer: _Table, status: int) -> _Headers:
    """The headers that may be handed on, and where a redirect leads."""
    listed = answer.get("headers")
    rows = map(_table, listed if isinstance(listed, list) else [])
    headers = tuple(each for row in rows for each in _split(row.get("name"), row.get("value")))
    target = _one_line(answer.get("redirectURL")) if _is_redirect(status) else ""
    return _with(headers, "Location", target)


def _split(name: object, value: object) -> Iterator[tuple[str, str]]:
    """A header, or several of one name, which browsers join with line ends; none for a secret."""
    if not isinstance(name, str) or not _NAME.fullmatch(name) or name.lower() in _SECRET:
        return
    name = f"{_ORIGINAL}{name}" if name.lower() in _OF_THE_PACKED else name
    for line in map(_one_line, _LINE_ENDS.split(_text(value))):
        if line:
            yield name, line


def _with(headers: _Headers, name: str, value: str) -> _Headers:
    """The headers, and this one if there is none of its name."""
    return headers if not value or first_header(headers, name) else (*headers, (name, value))


def _typed(headers: _Headers, content: _Table, body: bytes) -> _Headers:
    """The headers with a type, which tells the encoding that the body has now."""
    kind = _one_line(content.get("mimeType"))
    headers = _with(headers, "Content-Type", kind if "/" in kind else "")
    told = first_header(headers, "Content-Type")
    found = _CHARSET.search(told)
    is_true = found[1].lower() in ("utf-8", "utf8") if found else body.isascii()
    if is_true or not told or not body or content.get("encoding"):
        return headers
    bare = told.partition(";")[0].strip()
    return (*map(_set_aside, headers), ("Content-Type", f"{bare}; charset=utf-8"))


def _set_aside(header: tuple[str, str]) -> tuple[str, str]:
    name, value = header
    return (f"{_ORIGINAL}{name}" if name.lower() == "content-type" else name), value
