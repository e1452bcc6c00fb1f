"""A site as other tools capture it: HAR, WACZ, and a folder such as HTTrack leaves."""

from __future__ import annotations

import json
import posixpath
import re
from base64 import b64encode
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit
from zipfile import ZIP_DEFLATED, ZipFile

import requests

_TEXT = ("text/", "application/xml", "application/rss+xml")
_LINK = re.compile(r"""(?P<name>href|src)="(?P<url>[^"#]*)""")


def har(urls: Iterable[str], into: Path) -> Path:
    """What a browser's developer tools save; pictures are in base64."""
    entries = [_entry(requests.get(url, allow_redirects=False, timeout=30)) for url in urls]
    into.write_text(json.dumps({"log": {"version": "1.2", "entries": entries}}))
    return into


def _entry(answer: requests.Response) -> dict[str, Any]:
    kind = answer.headers.get("Content-Type", "")
    content: dict[str, Any] = {"size": len(answer.content), "mimeType": kind}
    if kind.startswith(_TEXT):
        content["text"] = answer.content.decode("utf-8")
    else:
        content |= {"text": b64encode(answer.content).decode(), "encoding": "base64"}
    return {
        "startedDateTime": "2026-11-23T10:00:00.000+01:00",
        "request": {"method": "GET", "url": answer.url, "headers": []},
        "response": {
            "status": answer.status_code,
            "statusText": answer.reason,
            "headers": [{"name": n, "value": v} for n, v in answer.headers.items()],
            "content": content,
            "redirectURL": answer.headers.get("Location", ""),
        },
    }


def wacz(warc: Path, into: Path) -> Path:
    """What browsertrix leaves: the archive and its description in a ZIP file."""
    with ZipFile(into, "w", ZIP_DEFLATED) as packed:
        packed.write(warc, "archive/data.warc.gz")
        packed.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0"}\n')
        packed.writestr("datapackage.json", '{"profile": "data-package", "wacz_version": "1.1.1"}')
    return into


def mirror(urls: Iterable[str], into: Path) -> Path:
    """What HTTrack leaves: a file for each address, links between them, and where it came from."""
    answers = [requests.get(url, allow_redirects=False, timeout=30) for url in urls]
    there = {a.url: _place(a.url) for a in answers if a.status_code == 200}
    for answer in answers:
        if answer.status_code == 200:
            path = into / there[answer.url]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_copied(answer, there))
    return into


def _place(url: str) -> str:
    parts = urlsplit(url)
    path = unquote(parts.path).lstrip("/")
    return f"{parts.netloc.replace(':', '_')}/{path}" + ("index.html" if url.endswith("/") else "")


def _copied(answer: requests.Response, there: dict[str, str]) -> bytes:
    """A page with its links turned to the copies, where there are some; files as they are."""
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return answer.content
    text = answer.content.decode("utf-8")
    here = posixpath.dirname(there[answer.url])

    def turned(found: re.Match[str]) -> str:
        url = requests.Request("GET", urljoin(answer.url, found["url"])).prepare().url or ""
        local = posixpath.relpath(there[url], here) if url in there else found["url"]
        return f'{found["name"]}="{local}'

    text = re.sub(r'<base href="[^"]*"', "<base ", text)
    mark = answer.url.removeprefix("http://")
    note = f"<!-- Mirrored from {mark} by HTTrack Website Copier/3.x [XR&CO'2014], Mon, 23 Nov -->"
    return _LINK.sub(turned, text).replace("<head>", f"<head>\n{note}", 1).encode()
