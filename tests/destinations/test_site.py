"""The site that every destination is tested with is as nasty as it should be, and is read whole."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from pathlib import Path, PurePosixPath

import pytest

from migrator.models import Article, Kind
from migrator.run import Job, run
from tests.destinations.site import CLASSIC, MOVING, WEBNODE2, expected, moving, saved, warc

POSTS = [post for post in expected() if post.kind == "post"]
LOST = {CLASSIC + "/neni/tu/", f"{CLASSIC}/_files/200000099-dead00beef/ztraceno.png"}


def articles() -> dict[str, Article]:
    return {article.url: article for article in moving().gathered.survey.articles}


def test_export_loses_only_what_is_gone(tmp_path: Path) -> None:
    """Everything comes over and reads the same again; one picture and one page are gone."""
    job = Job(str(saved(tmp_path)), out=tmp_path / "out")
    report = json.loads(run(job, lambda progress: None).balance.as_json())
    states = Counter(page["state"] for page in report["pages"])
    gone = {page["url"] for page in report["pages"] if page.get("rule") == "dead-link"}

    assert (states["written"], states["failed"], report["exit_code"]) == (len(expected()), 0, 1)
    assert [page["differences"] for page in report["pages"] if page.get("differences")] == []
    assert gone | {f["url"] for f in report["files"] if f["state"] == "failed"} == LOST


def test_what_must_come_out_is_what_was_read() -> None:
    """Each post and page is gathered once, with the facts that the old site tells of it."""
    told = {
        article.url: (
            article.kind is Kind.POST,
            article.title.value,
            article.date.value if article.date else None,
            tuple(tag.value for tag in article.tags),
            tuple(category.value for category in article.categories),
            article.author.value if article.author else "",
            article.description.value if article.description else "",
            article.language.value if article.language else "",
            article.is_draft,
        )
        for article in articles().values()
    }

    assert told == {
        post.old_url: (
            post.kind == "post",
            post.title,
            post.instant,
            post.tags,
            post.categories,
            post.author,
            post.description,
            post.language,
            post.draft,
        )
        for post in expected()
    }


def test_pictures_and_files_are_the_originals() -> None:
    """Whatever a body shows or links to is gathered with the bytes that were uploaded."""
    site = moving()
    stored = {
        sha256(b"".join(site.archive.chunks(f.kept_at or f.url))).hexdigest()
        for f in site.gathered.files.values()
    }
    wanted = {digest for post in expected() for digest in (*post.images, *post.files)}

    assert stored == wanted | {post.cover for post in expected() if post.cover}


def test_archive_is_the_same_each_time() -> None:
    """Nothing in the packed site comes from the clock, the computer or chance."""
    first = warc()
    warc.cache_clear()

    assert warc() == first


def test_every_file_has_an_address() -> None:
    """The table and the folder agree, and no name on disk is odd on any system."""
    answers = json.loads((MOVING / "addresses.json").read_text("utf-8"))
    named = {answer["file"] for answer in answers if "file" in answer}
    there = {p.relative_to(MOVING).as_posix() for p in MOVING.rglob("*") if p.is_file()}

    assert there == named | {"addresses.json", "posts.json"}
    assert len({answer["url"] for answer in answers}) == len(answers)
    assert len({name.lower() for name in there}) == len(there)
    assert all(PurePosixPath(name).name.replace("-", "").isascii() for name in there)
    assert not {PurePosixPath(name).stem for name in there} & {"con", "aux", "nul", "prn"}


@pytest.mark.parametrize(
    "trap", ["2012", "no", "{{ x }}", "{% raw %}", '"', "&", "<tag>", "#", ": ", "---", "🐴", "]]>"]
)
def test_titles_are_nasty(trap: str) -> None:
    """What has broken somebody's front matter stands in a title."""
    assert any(trap in post.title for post in POSTS)


def test_other_traps_are_there() -> None:
    """First letters that mean something, long titles, equal slugs, times around midnight."""
    titles = [post.title for post in POSTS]
    slugs = [PurePosixPath(post.old_addresses[0]).name for post in POSTS]
    instants = [post.instant for post in POSTS]

    assert {title[0] for title in titles} >= {*'-*@!{"'}
    assert {tag for post in POSTS for tag in post.tags} >= {"2012", "C#", "NO", "1e3"}
    assert max(map(len, titles)) > 260
    assert max(len(post.description) for post in POSTS) > 300
    assert (slugs.count("cesta"), slugs.count("Cesta"), "con" in slugs) == (3, 1, True)
    assert {f"{i:%m-%d %H:%M %z}" for i in instants if i} >= {
        "06-30 23:50 +0200",
        "12-31 23:50 +0100",
        "06-01 00:10 +0200",
    }
    assert (instants.count(None), min(i.year for i in instants if i)) == (1, 2008)
    assert {post.old_url.partition("/l/")[0] for post in POSTS if post.language == "en"} == {
        WEBNODE2
    }
    assert [post.title for post in POSTS if post.draft] == ["Koncept: nezveřejňovat"]
