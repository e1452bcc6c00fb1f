"""The site that every destination is tested with: two invented blogs that become one.

`fixtures/moving/` holds its pages and files under names that every system takes; `addresses.json`
says at which address each was answered, `posts.json` what a new site must show of it. Both are
kept by hand: nothing in them is made by what they test.
"""

from __future__ import annotations

import atexit
import gzip
import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from migrator.archive import Archive
from migrator.pipeline import Gathered, gather
from migrator.sources import SourceOptions, open_source
from migrator.survey import Wishes
from tests.conftest import ROOT

MOVING = ROOT / "fixtures" / "moving"
CLASSIC = "https://klid-a-kopce.webnode.example"
WEBNODE2 = "https://quiet-hills.webnode.example"
_WHEN = "2026-11-20T10:00:00Z"


@dataclass(frozen=True, slots=True)
class ExpectedPost:
    """What a reader of the new site must find of one old page.

    `kind` is post, page or home; `instant` is None where the old site tells none. `words` are
    phrases in their order, as a reader sees them. `images` and `files` are the sha256 of the bytes
    that the body shows and links to, `lost` the addresses in it that were dead on the old site,
    `embeds` pieces of the addresses of frames, `elements` how many of some elements the body has.
    The `old_addresses` are decoded paths; of two blogs that become one, one home page has none.
    """

    old_url: str
    title: str
    instant: datetime | None = None
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    draft: bool = False
    words: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    old_addresses: tuple[str, ...] = ()
    kind: str = "post"
    language: str = ""
    author: str = ""
    description: str = ""
    cover: str = ""
    files: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    embeds: tuple[str, ...] = ()
    elements: tuple[tuple[str, int], ...] = ()
    comments: int = 0


@dataclass(frozen=True, slots=True)
class Moving:
    """The site as read, and the archive that its files are in."""

    gathered: Gathered
    archive: Archive


@cache
def expected() -> tuple[ExpectedPost, ...]:
    """Every post and page of the site, as a reader of the new one must find it."""
    told = json.loads((MOVING / "posts.json").read_text("utf-8"))
    return tuple(map(_expected, told))


def _expected(told: Mapping[str, Any]) -> ExpectedPost:
    values: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in told.items()}
    if told.get("instant"):
        values["instant"] = datetime.fromisoformat(told["instant"])
    return ExpectedPost(**values | {"elements": tuple(told.get("elements", {}).items())})


@cache
def warc() -> bytes:
    """The whole site as a `.warc.gz`: the same bytes each time."""
    answers = json.loads((MOVING / "addresses.json").read_text("utf-8"))
    return b"".join(gzip.compress(_record(answer), mtime=0) for answer in answers)


def _record(answer: Mapping[str, str]) -> bytes:
    """An answer of the old site: a file, a redirect, or the status of what is gone."""
    body = (MOVING / answer["file"]).read_bytes() if "file" in answer else b""
    if "file" in answer:
        http = ["200 OK", f"Content-Type: {answer['type']}"]
    elif "location" in answer:
        http = ["301 Moved Permanently", f"Location: {answer['location']}"]
    else:
        http = [answer["status"]]
    http[0] = f"HTTP/1.1 {http[0]}"
    block = _headed([*http, f"Content-Length: {len(body)}"], body)
    head = (
        "WARC/1.1",
        "WARC-Type: response",
        f"WARC-Record-ID: <urn:uuid:{uuid5(NAMESPACE_URL, answer['url'])}>",
        f"WARC-Target-URI: {answer['url']}",
        f"WARC-Date: {_WHEN}",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(block)}",
    )
    return _headed(head, block) + b"\r\n\r\n"


def _headed(lines: Iterable[str], body: bytes) -> bytes:
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def saved(folder: Path) -> Path:
    """The site as one file in the folder, for `migrator export`."""
    path = folder / "moving.warc.gz"
    path.write_bytes(warc())
    return path


@cache
def moving() -> Moving:
    """The site read once for all tests, with its drafts: Webnode shows none, so no page tells."""
    folder = Path(mkdtemp(prefix="moving-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    archive = Archive(folder / "archive" / "site.warc.gz")
    with open_source(str(saved(folder)), SourceOptions(archive, lambda progress: None)) as source:
        return Moving(_with_drafts(gather(source, archive, Wishes())), archive)


def _with_drafts(gathered: Gathered) -> Gathered:
    drafts = {post.old_url for post in expected() if post.draft}
    articles = (
        replace(article, is_draft=article.url in drafts) for article in gathered.survey.articles
    )
    return replace(gathered, survey=replace(gathered.survey, articles=tuple(articles)))
