"""The hunt for the full-size original: where else a file may lie, and which copy of it wins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
import responses
from PIL import Image
from requests import PreparedRequest
from requests.exceptions import ConnectionError as Unreachable

from migrator.assets import Needs, examine
from migrator.models import Kept, Limits, Missing, StoredFile
from tests.test_live import CLASSIC, SITE, fetched, links, serve, source

ID = "200000016-8cb178db6b"
FILE = f"{SITE}_files/{ID}/ridge.png"
PATH = f"_files/{ID}/ridge.png"
COPY = f"_files/{ID}/450/ridge.png"
PREVIEW = f"_files/system_preview_{{}}_{ID}/ridge.png"
FILES = f"http://files.x.webnode.example/{ID}/ridge.png"
SMALLER = "the original {}; the 450 px copy is the largest that could be had"
BROKEN = "sent a picture that cannot be decoded"


def picture(side: int = 40, kind: str = "PNG") -> bytes:
    """A picture with so many pixels on each side, no two of which are alike."""
    body = BytesIO()
    shades = Random(side).randbytes(side * side)
    Image.frombytes("L", (side, side), shades).save(body, kind)
    return body.getvalue()


def hunted(folder: Path, *, refresh: bool = False) -> StoredFile | Missing:
    """What becomes of the picture in a run that has seen all pages."""
    live = source(folder, refresh=refresh, limits=Limits(redirects=3))
    list(live.pages())
    needs = Needs()
    needs.add([FILE], None)
    stored, missing = needs.collect(live.files, lambda capture: None)
    found: list[StoredFile | Missing] = [*stored.values(), *missing]
    return found[0]


def stored(folder: Path) -> StoredFile:
    found = hunted(folder)
    assert isinstance(found, StoredFile)
    return found


def asked(network: responses.RequestsMock) -> list[str]:
    """Which files were asked for, by path; those of other hosts whole."""
    return [path for path in fetched(network) if ID in path]


Answers = dict[str, bytes | int | Exception]


def show(network: responses.RequestsMock, shown: Sequence[str], files: Answers) -> None:
    """A site whose home page links to these addresses of the picture, and what they answer.

    An answer is a body, a status, or what happens instead; all that is not told of is gone.
    """
    usual = {"rss/": "", "rss/all.xml": "", "archive/news/": ""}
    serve(network, skin=CLASSIC, **{"": links(*(f"/{path}" for path in shown)), **usual})

    def answer(request: PreparedRequest) -> tuple[int, dict[str, str], bytes] | Exception:
        found = files.get(str(request.url).removeprefix(SITE), 404)
        if isinstance(found, Exception):
            return found
        return (found, {}, b"") if isinstance(found, int) else (200, {}, found)

    network.add_callback("GET", re.compile(r".*\d{9}-.*"), answer)


def test_healthy_picture_costs_one_request(network: responses.RequestsMock, tmp_path: Path) -> None:
    """The original is asked for and nothing else, whatever other sizes the pages name."""
    show(network, [COPY, PREVIEW.format("small")], {PATH: picture()})
    found = stored(tmp_path)

    assert asked(network) == [PATH]
    assert (found.chosen, found.is_reduced) == ("", False)
    assert (found.width, found.height, found.extension) == (40, 40, ".png")
    assert found.digest.startswith("sha1:")


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (404, "answered 404"),
        (410, "answered 410"),
        (403, "answered 403"),
        (b"", "sent nothing"),
        (b"<!DOCTYPE html><html>moved", "sent a web page"),
        (picture()[:-400], BROKEN),
        (picture(kind="JPEG")[:-200], BROKEN),
        (b"not there", "sent only 9 bytes"),
    ],
)
def test_copy_that_a_page_names_stands_for_a_bad_original(
    network: responses.RequestsMock, tmp_path: Path, answer: bytes | int | Exception, told: str
) -> None:
    """However the original fails, the largest copy is taken, and the report says why."""
    show(network, [COPY], {PATH: answer, COPY: picture(20)})
    found = stored(tmp_path)

    assert found.kept_at == SITE + COPY
    assert (found.is_reduced, found.width) == (True, 20)
    assert found.chosen == SMALLER.format(told)


@pytest.mark.parametrize("answer", [503, 429, Unreachable()])
def test_site_in_trouble_is_not_searched(
    network: responses.RequestsMock, tmp_path: Path, answer: bytes | int | Exception
) -> None:
    """A server that is busy may send the original later: no copy takes its place for good."""
    show(network, [COPY], {PATH: answer, COPY: picture(20)})
    found = hunted(tmp_path)

    assert isinstance(found, Missing)
    assert set(asked(network)) == {PATH}


def test_broken_picture_is_kept_where_nothing_else_is_known(
    network: responses.RequestsMock, tmp_path: Path
) -> None:
    """Without a copy that a page names, nobody looks closer: some bytes are better than none."""
    show(network, [], {PATH: picture()[:-400]})
    assert stored(tmp_path).chosen == ""
    assert asked(network) == [PATH]


def test_broken_picture_is_kept_where_nothing_else_is_better(
    network: responses.RequestsMock, tmp_path: Path
) -> None:
    """All addresses were tried in vain: what came is kept, and told."""
    show(network, [COPY], {PATH: picture()[:-400]})
    found = stored(tmp_path)

    assert found.kept_at == FILE
    assert found.chosen == "it cannot be decoded, and no other address had a better one"


def test_addresses_are_asked_for_from_the_largest_down(
    network: responses.RequestsMock, tmp_path: Path
) -> None:
    """Originals by every route come first, then copies, those that pages name among them."""
    show(network, [COPY, PREVIEW.format("detail")], {})
    found = hunted(tmp_path)

    assert asked(network) == [
        PATH,
        FILES,
        *(f"_files/{ID}/{size}/ridge.png" for size in (1000, 700, 450, 200)),
        *(PREVIEW.format(kind) for kind in ("detail", "small")),
    ]
    assert found == Missing(FILE, "the original answered 404; so did 7 other addresses of it")


def test_what_is_missing_tells_what_else_was_tried(
    network: responses.RequestsMock, tmp_path: Path
) -> None:
    """Different answers are told apart; those that never came are not counted."""
    show(network, [COPY], {PATH: 410, COPY: b"<html>", FILES: Unreachable()})
    found = hunted(tmp_path)

    told = "5 other addresses of it answered 404, 1 other address of it sent a web page"
    assert found == Missing(FILE, f"the original answered 410; {told}")


def test_document_has_no_sizes(network: responses.RequestsMock, tmp_path: Path) -> None:
    """For a lost PDF only the places of originals are asked for."""
    url = FILE.replace(".png", ".pdf")
    show(network, [], {})
    live = source(tmp_path)
    list(live.pages())
    ((_, found),) = live.files([url])

    assert found == Missing(url, "the original answered 404; so did 1 other address of it")
    assert len(asked(network)) == 2


def test_pop_up_page_leads_to_the_original(network: responses.RequestsMock, tmp_path: Path) -> None:
    """`/images/…` is a page that shows the picture, at a host that no rule would guess."""
    files = "http://files.old-name.webnode.example"
    there, images = f"{files}/{ID}/ridge.png", f"images/{ID}/ridge.png"
    pop_up = f'<html><body><img id="image" src="{there}"></body></html>'.encode()
    show(network, [images, COPY], {there: picture(), images: pop_up, COPY: picture(9)})
    found = stored(tmp_path)

    assert asked(network)[-2:] == [images, there]
    assert (found.kept_at, found.is_reduced) == (there, False)
    assert found.chosen == f"the original answered 404; it was had at {there}"


def test_pop_up_page_is_no_address_of_the_picture(
    network: responses.RequestsMock, tmp_path: Path
) -> None:
    """One that leads to nothing new is not told as if a picture had been due there."""
    images = f"images/{ID}/ridge.png"
    pop_up = f'<html><body><img id="image" src="/{PATH}"></body></html>'.encode()
    show(network, [images], {images: pop_up})
    found = hunted(tmp_path)

    assert asked(network).count(PATH) == 1
    assert found == Missing(FILE, "the original answered 404; so did 6 other addresses of it")


def test_broken_copy_is_passed_over(network: responses.RequestsMock, tmp_path: Path) -> None:
    """Once the original is lost, every copy has to decode, though no page names another."""
    broken = {COPY.replace("450", "700"): picture(30)[:-300]}
    show(network, [], {**broken, COPY: picture(20)})

    assert stored(tmp_path).kept_at == SITE + COPY


def test_site_that_keeps_no_promise_is_spared(
    network: responses.RequestsMock, tmp_path: Path
) -> None:
    """Where five pictures had no copy of a size, no sixth is asked for what no page names."""
    urls = [FILE.replace("200000016", f"2000000{n}") for n in range(20, 40)]
    show(network, [], {})
    live = source(tmp_path)
    list(live.pages())
    network.calls.reset()
    found = dict(live.files(urls))

    own = [path for path in fetched(network) if "://" not in path]
    assert len(own) == 20 + 5 * 6
    assert all(isinstance(file, Missing | Kept) and not is_stored(file) for file in found.values())


def is_stored(found: Kept | Missing) -> bool:
    return isinstance(found, Kept) and isinstance(examine(found, FILE), StoredFile)


def test_what_is_known_to_be_gone_is_not_asked_for_again(
    network: responses.RequestsMock, tmp_path: Path
) -> None:
    """A second run asks for nothing and chooses the same; to refresh, it asks for all of it."""
    files: Answers = {COPY: picture(20)}
    show(network, [COPY], files)
    first, tried = stored(tmp_path), asked(network)
    network.calls.reset()
    assert hunted(tmp_path) == first
    assert asked(network) == []

    files[PATH] = picture(50)
    refreshed = hunted(tmp_path, refresh=True)
    assert asked(network) == [PATH]
    assert isinstance(refreshed, StoredFile)
    assert (refreshed.width, refreshed.chosen) == (50, "")
    assert len(tried) == 5
