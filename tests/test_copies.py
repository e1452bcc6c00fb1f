"""Several copies of one file, in an archive or a folder: the largest that decodes wins."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import responses
from requests import PreparedRequest

from migrator import urls
from migrator.archive import Archive
from migrator.assets import examine
from migrator.models import Kept, Missing, Snapshot, StoredFile
from migrator.read.answers import is_sound
from migrator.run import Access, Job, Result, convert, fetch, run
from migrator.sources import Wayback
from migrator.sources.base import SourceOptions
from migrator.sources.saved import SavedSource
from migrator.sources.stored import StoredSource
from tests.conftest import FETCHED
from tests.test_cli import files
from tests.test_live import PAGE, SITE
from tests.test_live import serve as serve_pages
from tests.test_originals import (
    BROKEN,
    COPY,
    FILE,
    FILES,
    ID,
    PATH,
    PREVIEW,
    SMALLER,
    Answers,
    picture,
)
from tests.webnode import Blog, serve


def captured(folder: Path, answers: Answers) -> StoredFile | Missing:
    """What becomes of the picture where this was captured of it, and nothing else."""
    archive = Archive(folder / "site.warc.gz", is_sound)
    for path, answer in answers.items():
        status, body = (answer, b"") if isinstance(answer, int) else (200, answer)
        url = path if "://" in path else SITE + path
        assert isinstance(body, bytes)
        archive.keep(Snapshot(url, body, "", FETCHED, status).as_capture())
    offline = StoredSource((), SourceOptions(archive, lambda progress: None))
    list(offline.pages())
    ((_, found),) = offline.files([FILE])
    return replace(found, url=FILE) if isinstance(found, Missing) else examine(found, FILE)


SVG = b"<svg xmlns='http://www.w3.org/2000/svg'>%s</svg>"


@pytest.mark.parametrize(
    ("answers", "path", "told"),
    [
        ({COPY: picture(9), PATH: picture()}, PATH, ""),
        ({PATH: picture(9), COPY: picture()}, COPY, SMALLER.format("is smaller")),
        ({PATH: picture()[:-400], COPY: picture(9)}, COPY, SMALLER.format(BROKEN)),
        ({PATH: 404, COPY: picture(9)}, COPY, SMALLER.format("answered 404")),
        (
            {COPY: picture(9), PREVIEW.format("small"): picture(5)},
            COPY,
            SMALLER.format("was not captured"),
        ),
        ({FILES: picture(9)}, FILES, f"the original was not captured; it was had at {FILES}"),
        ({PATH: picture(), FILES: picture()}, PATH, ""),
        ({COPY: SVG % b"<g/>", PATH: SVG % b""}, PATH, ""),
        ({COPY: picture(9), PATH: SVG % b""}, PATH, ""),
        (
            {PATH: SVG % b"", FILES: SVG % b"<g/>"},
            FILES,
            f"the original is smaller; it was had at {FILES}",
        ),
        (
            {f"images/{ID}/ridge.png": b"<html>", COPY: picture()},
            COPY,
            SMALLER.format("was not captured"),
        ),
    ],
)
def test_largest_capture_that_decodes_wins(
    tmp_path: Path, answers: Answers, path: str, told: str
) -> None:
    """By pixels where they can be read, else by what the addresses say of their size."""
    found = captured(tmp_path, answers)

    assert isinstance(found, StoredFile)
    assert found.kept_at.removeprefix(SITE) == path
    assert found.chosen == told
    assert found.is_reduced == (path == COPY)


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({}, "it is not in the archive, and archives are read without the network"),
        ({PATH: 404}, "the server answered 404"),
        (
            {PATH: 404, COPY: 404, FILES: 404},
            "the original answered 404; so did 2 other addresses of it",
        ),
        ({PATH: b"<html>", COPY: 404}, "the original sent a web page; 1 other address of it ans"),
        ({f"images/{ID}/ridge.png": b"<html>"}, "it is not in the archive"),
    ],
)
def test_what_was_never_captured_is_told(tmp_path: Path, answers: Answers, told: str) -> None:
    """Nothing of it, or nothing that is a picture: all that was tried is told."""
    found = captured(tmp_path, answers)

    assert isinstance(found, Missing)
    assert found.reason.startswith(told)


def test_largest_saved_copy_that_decodes_wins(tmp_path: Path) -> None:
    """Sizes that no page shows count, too; a larger one that is broken does not."""
    saved, sizes = tmp_path / "x.webnode.example", {700: picture(30)[:-300], 450: picture(20)}
    for size, body in {**sizes, 200: picture(10)}.items():
        place = saved / f"_files/{ID}/{size}/ridge.png"
        place.parent.mkdir(parents=True)
        place.write_bytes(body)
    (saved / "index.html").write_text(f'<html><img src="_files/{ID}/200/ridge.png">')
    archive = Archive(tmp_path / "site.warc.gz")
    folder = SavedSource(tmp_path, SourceOptions(archive, lambda progress: None))
    list(folder.pages())
    ((_, found),) = folder.files([FILE])

    assert isinstance(found, Kept)
    assert found.source == f"x.webnode.example/_files/{ID}/450/ridge.png"
    assert b"".join(archive.chunks(FILE)) == picture(20)
    file = examine(found, FILE)
    assert isinstance(file, StoredFile)
    assert (file.is_reduced, file.chosen) == (True, SMALLER.format("was not saved"))


@pytest.mark.loopback
def test_fetch_then_convert_chooses_what_export_does(tmp_path: Path) -> None:
    """Without the network the same copy is found, and the report says the same of it."""
    blog = Blog(posts=40)
    with serve(blog) as server:
        access = Access(delay=0, own_site=True)
        exported = run(Job(server.address, out=tmp_path / "a", access=access), quiet)
        fetch(Job(server.address, out=tmp_path / "b", access=access), quiet)
    converted = convert(Job(str(tmp_path / "b"), out=tmp_path / "b"), quiet)

    assert files(tmp_path / "b/site") == files(tmp_path / "a/site")
    assert odd(blog, converted) == odd(blog, exported)
    states = sorted(row["state"] for row in odd(blog, exported))
    assert states == ["failed", "failed", "written"]


def odd(blog: Blog, result: Result) -> list[dict[str, Any]]:
    """What the report says of the files that are not where they should be."""
    paths = {blog.troubles.only_reduced, *blog.never_paths}
    rows = [row for row in result.balance.files if urls.path_of(row["url"]) in paths]
    return sorted(rows, key=lambda row: row["url"])


OLD = "https://old.example/web"
HOME = PAGE.replace("</head>", "<title>Old</title></head>")


def remember(network: responses.RequestsMock, **answers: bytes) -> None:
    """A web archive that has these addresses of the site, and no others."""
    rows = [["timestamp", "original", "mimetype", "statuscode"]]
    listed = {path: ["20140601000000", SITE + path, "", "200"] for path in answers}

    def index(request: PreparedRequest) -> tuple[int, dict[str, str], str]:
        told = parse_qs(urlsplit(str(request.url)).query)
        url, is_all = told["url"][0].removeprefix(SITE), told["matchType"] == ["prefix"]
        found = [row for path, row in listed.items() if is_all or path == url]
        return 200, {}, json.dumps(rows + found)

    network.add_callback("GET", f"{OLD}/cdx", index)
    for path, body in answers.items():
        network.get(f"{OLD}/20140601000000id_/{SITE}{path}", body=body)


def test_web_archives_largest_copy_that_decodes_wins(
    network: responses.RequestsMock, tmp_path: Path
) -> None:
    """Of a site that is gone each captured size counts, the broken original does not."""
    home = HOME.format(f'<p>x</p><img src="/{PATH}">').encode()
    broken, sizes = picture()[:-400], {COPY: picture(20), COPY.replace("450", "200"): picture(10)}
    remember(network, **{"": home, PATH: broken, **sizes})
    access = Access(delay=0, own_site=True, wayback=Wayback(OLD))
    run(Job(SITE, out=tmp_path / "out", access=access), quiet)

    assert (tmp_path / "out/site/pages/old/ridge.png").read_bytes() == picture(20)


def test_original_is_rescued_where_the_site_has_only_a_copy(
    network: responses.RequestsMock, tmp_path: Path
) -> None:
    """What the living site has in a smaller size is taken from the web archive in full."""
    serve_pages(network, **{"": ""})
    network.replace("GET", SITE, HOME.format(f'<p>x</p><img src="/{COPY}">'))
    network.get(SITE + COPY, body=picture(20))
    network.get(re.compile(rf"{SITE}_files/(?!.*450).*"), status=404)
    remember(network, **{PATH: picture(40)})
    access = Access(delay=0, own_site=True, wayback=Wayback(OLD, only_missing=True))
    result = run(Job(SITE, out=tmp_path / "out", access=access), quiet)

    (file,) = result.balance.files
    assert file["retrieved_from"] == f"{OLD}/20140601000000id_/{FILE}"
    assert (tmp_path / "out/site/pages/old/ridge.png").read_bytes() == picture(40)


def quiet(progress: object) -> None:
    """Nobody is told."""
