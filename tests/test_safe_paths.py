"""Whatever a page is called: its files are safe on every system, and no two are one."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migrator import assets, urls
from migrator.localise import localise
from migrator.models import Article, Fact, Kind, StoredFile
from migrator.plan import plan
from migrator.targets import ALL, Target

SITE = "https://x.example"
DAY = Fact(datetime(2012, 3, 5, tzinfo=UTC), "feed")
FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]')
DEVICES = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))}
SEGMENTS = st.one_of(
    st.sampled_from(
        [
            *("con", "CON", "nul.txt", "com1", "..", "%2e%2e", "%2E%2E%2Fetc", "..%5c..", "a%00b"),
            *("index.md", "comments.json", "posts", "Posts", "a.", "a ", "A", "a", "%C3%A1", "á"),
            *("k%C5%AF%C5%88", "ku%CC%8An%CC%8C", "C:%5Cx", "_files", "x" * 300, "%F0%9F%90%8E"),
            *("-", ".", "%20", "~", "a:b", "a*b?c", "ß", "ẞ", "İ", "ﬁ", "fi", ".hidden", "_draft"),
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12),
)


def unsafe(path: PurePosixPath) -> str:
    """What a file system somewhere would not take, or would take for something else."""
    for part in path.parts:
        if part in ("..", "") or FORBIDDEN.search(part) or len(part.encode()) > 200:
            return part
        if part.endswith((".", " ")) or part.lower().partition(".")[0] in DEVICES:
            return part
    return "/" if path.is_absolute() else ""


def folded(path: PurePosixPath) -> str:
    """The same for two names that some file system takes for one."""
    return unicodedata.normalize("NFKC", str(path)).casefold()


@pytest.mark.parametrize("target", ALL.values(), ids=lambda target: target.name)
@given(
    pages=st.lists(st.tuples(SEGMENTS, st.sampled_from([Kind.POST, Kind.PAGE])), max_size=6),
    files=st.lists(st.tuples(SEGMENTS, st.sampled_from(["", ".jpg", ".png"])), max_size=6),
)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_names_are_safe_and_each_its_own(
    target: Target, pages: list[tuple[str, Kind]], files: list[tuple[str, str]]
) -> None:
    """Documents and copies lie below the root, under names that all systems take and keep apart."""
    uploads = [
        f"{SITE}/_files/{200000000 + n}-8cb178db6b/{name}" for n, (name, _) in enumerate(files)
    ]
    shown = "".join(f'<img src="{url}">' for url in uploads if '"' not in url)
    articles = [
        Article(
            url=f"{SITE}/{n}/{segment}/",
            generation="classic",
            kind=kind,
            slug=urls.slug_of(f"{SITE}/{n}/{segment}/"),
            title=Fact("T", "page"),
            body=shown if n == 0 else "",
            date=DAY,
        )
        for n, (segment, kind) in enumerate(pages)
    ]
    stored = {
        assets.key(url): StoredFile(url, extension, digest=url)
        for url, (_, extension) in zip(uploads, files, strict=True)
    }
    planned = plan(articles, target, files=stored)
    items = [localise(each, place, planned, target) for each, place in planned.placed]
    documents = [] if target.in_one_file else [item.place.path for item in items]
    copies = list({asset.path for item in items for asset in item.assets})
    paths = [*documents, *copies]

    assert [unsafe(path) for path in paths] == [""] * len(paths)
    assert len({folded(path) for path in paths}) == len(paths)
    assert all(path.is_relative_to(target.root) for path in paths)
    if articles:
        received = {key for key in stored if any(key == assets.key(u) for u in uploads)}
        shown_keys = {assets.key(url) for url in assets.wanted(articles[0])} & received
        assert len({asset.path for asset in items[0].assets}) == len(shown_keys)
