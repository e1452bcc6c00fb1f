"""A site that runs, as files: what a visitor gets who follows every link from its home page."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import requests
from bs4 import BeautifulSoup

_SENT_ON = '<!DOCTYPE html><meta http-equiv="refresh" content="0; url={}">'


def mirror(url: str, folder: Path, *more: str) -> Path:
    """The folder with every answer at the path it was asked for; `more` are further paths to ask.

    A redirect is a page that sends its visitor on; what is not there is no file.
    """
    waiting, known = deque(["/", *more]), {"/", *more}
    with requests.Session() as session:
        while waiting:
            path = waiting.popleft()
            answer = session.get(f"{url}{path}", allow_redirects=False, timeout=60)
            for there in _kept(answer, folder, unquote(path)):
                own = _own(urljoin(f"{url}{path}", there), url)
                if own and own not in known:
                    known.add(own)
                    waiting.append(own)
    return folder


def _kept(answer: requests.Response, folder: Path, path: str) -> Iterator[str]:
    """Writes what was answered; the addresses that it names."""
    if answer.is_redirect:
        there = answer.headers["Location"]
        _write(folder, path, _SENT_ON.format(escape(there)).encode())
        yield there
    elif answer.ok:
        _write(folder, path, answer.content)
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            tree = BeautifulSoup(answer.content, "html.parser", from_encoding="utf-8")
            yield from (str(each["href"]) for each in tree.select("a[href]"))
            yield from (str(each["src"]) for each in tree.select("img[src]"))


def _write(folder: Path, path: str, content: bytes) -> None:
    name = path.lstrip("/")
    is_file = "." in name.rpartition("/")[2]
    file = folder / name if is_file else folder / name / "index.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def _own(address: str, url: str) -> str:
    """The path of an address of this site; what is asked of its pages is left out."""
    parts = urlsplit(address)
    return parts.path if parts.netloc == urlsplit(url).netloc and not parts.query else ""
