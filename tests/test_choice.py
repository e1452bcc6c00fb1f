"""Which address of a file won and why, and the order in which they are asked: in small pieces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pytest

from migrator.assets import Needs, Tried, Uploads, chosen, examine, largest, same_upload, wanted
from migrator.assets.verdicts import damage
from migrator.models import Article, Fact, Kept, Kind, Missing, Snapshot
from tests.conftest import FETCHED
from tests.test_originals import picture

ID = "200000016-8cb178db6b"
SITE = "https://x.example/"
FILE = f"{SITE}_files/{ID}/a.png"
COPY = f"{SITE}_files/{ID}/450/a.png"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(24)
SQUARE = picture(9)
ABSENT = "was not tried"
SMALL = "the 450 px copy is the largest that could be had"


def kept(url: str, status: int = 200, body: bytes = PNG) -> Kept:
    return Kept(url, status, body)


def told(*tried: Tried) -> str:
    found = chosen(FILE, tried, ABSENT)
    return found.chosen if isinstance(found, Kept) else found.reason


def test_original_that_leads_to_a_copy_is_told() -> None:
    """Whoever asked for it got less than was promised."""
    assert told(Tried(FILE, kept(COPY))) == f"the original leads to a smaller copy; {SMALL}"
    assert told(Tried(COPY, kept(COPY))) == f"the original was not tried; {SMALL}"


def test_last_answer_of_the_original_is_the_one_that_is_told() -> None:
    """It may have been asked for by two schemes."""
    first = Tried(FILE.replace("https", "http"), kept(FILE, 500), "answered 500")
    last = Tried(FILE, kept(FILE, 404), "answered 404")

    assert told(first, last, Tried(COPY, kept(COPY))) == f"the original answered 404; {SMALL}"


def test_answer_says_more_than_none() -> None:
    """Where one address could not be had and another was refused, the refusal is given back."""
    gone = kept(COPY, 404)
    tried = (Tried(FILE, Missing(FILE, "r"), "could not be had"), Tried(COPY, gone, "answered 404"))

    assert chosen(FILE, tried, ABSENT) is gone


def test_broken_file_with_one_address_is_kept_without_a_word() -> None:
    """Nobody compares it with addresses that it does not have."""
    broken = Tried(FILE, kept(FILE), "sent a picture that cannot be decoded", is_damaged=True)

    assert told(broken) == ""
    assert told(broken, Tried(COPY, kept(COPY, 404), "answered 404")) == (
        "it cannot be decoded, and no other address had a better one"
    )


def test_files_come_back_in_the_order_in_which_they_are_needed() -> None:
    """However they are fetched; what is missing is called as the page calls it."""
    first, second, lost = (f"https://e.example/{name}.png" for name in "abc")

    def fetch(wanted: Sequence[str]) -> Iterable[tuple[str, Kept | Missing]]:
        yield lost, Missing("https://elsewhere.example/", "r")
        for url in (second, first):
            yield url, kept(url)

    needs = Needs()
    needs.add([first, second, lost], None)
    stored, missing = needs.collect(fetch, lambda capture: None)

    assert [file.url for file in stored.values()] == [first, second]
    assert missing == (Missing(lost, "r"),)


@pytest.mark.parametrize(
    ("url", "status", "body", "reason"),
    [
        (FILE, 206, PNG, "the server answered 206"),
        (f"{SITE}a.htm", 200, b"<html>", ""),
    ],
)
def test_answer_that_is_not_the_file(url: str, status: int, body: bytes, reason: str) -> None:
    """A part of a file is none; a page is one if it is called so."""
    found = examine(kept(url, status, body), url)

    assert (found.reason if isinstance(found, Missing) else "") == reason


def test_small_drawing_is_no_damage() -> None:
    """A few bytes that say what they are may be all there is."""

    def read(file: Kept) -> Iterator[bytes]:
        yield file.begins

    assert damage(kept(FILE, body=b"<svg/>"), FILE, read) == ""
    assert damage(kept(FILE, body=b"gone"), FILE, read) == "sent only 4 bytes"


def noted(*addresses: str) -> Uploads:
    uploads = Uploads()
    links = "".join(f'<a href="{url}">x</a>' for url in addresses)
    uploads.note(Snapshot(SITE, links.encode(), "text/html", FETCHED))
    return uploads


def test_upload_is_the_same_on_every_host() -> None:
    """Its id tells, where it has one; a picture of a template goes by its path."""
    stock = "https://duyn491kcolsw.cloudfront.net/files/1k/1kv/1kvudr.jpg"

    assert same_upload(COPY) == same_upload(f"http://files.x.example/{ID}/a.png") == ID
    assert same_upload(stock) == "/files/1k/1kv/1kvudr.jpg"
    assert same_upload(f"{SITE}a.png") == ""


def test_page_names_another_address_only_if_it_differs() -> None:
    """The scheme makes no other one."""
    assert not noted(FILE, FILE.replace("https", "http")).names_another(FILE)
    assert noted(FILE, COPY).names_another(FILE)
    assert not noted(f"{SITE}a.png").names_another(f"{SITE}b.png")


@pytest.mark.parametrize("site", ["http://127.0.0.1:8000/", "http://localhost/"])
def test_host_without_a_name_has_no_files_host(site: str) -> None:
    """Nothing is asked of `files.127.0.0.1`."""
    asked = [each.url for each in Uploads().others(FILE, site)]

    assert asked[0] == f"{site}_files/{ID}/a.png"
    assert not [url for url in asked if "//files." in url]


def test_named_addresses_come_first_and_pop_ups_last_among_originals() -> None:
    """A page that shows the picture is asked only where no original answers."""
    named = f"https://cdn.example/{ID}/a.png"
    pop_up = f"{SITE}images/{ID}/a.png"
    asked = noted(pop_up, named).others(COPY, SITE)

    assert [each.url for each in asked[:4]] == [
        named,
        FILE,
        f"http://files.x.example/{ID}/a.png",
        pop_up,
    ]


def test_named_address_is_asked_before_a_guess_of_its_size() -> None:
    """A page knows better than the rules, though they would have said the same, but later."""
    named = f"http://files.x.example/{ID}/a.png"

    assert [each.url for each in noted(named).others(COPY, SITE)[:2]] == [named, FILE]


def test_picture_on_the_disk_is_wanted() -> None:
    """That of a saved page lies beside it; a letter is no file."""
    body = '<img src="file:///s/a.png"><img src="mailto:a@x.example">'
    saved = Article("file:///s/", "classic", Kind.PAGE, "s", Fact("S", "page"), body)

    assert wanted(saved) == ("file:///s/a.png",)


def test_of_pictures_of_one_area_that_of_the_larger_name_wins() -> None:
    """The original says that it is one, whichever came first."""
    copy = (COPY, kept(COPY, body=SQUARE))
    original = (FILE, kept(FILE, body=SQUARE))

    assert largest(FILE, [copy, original], lambda file: [file.begins], ABSENT) == original[1]


def test_only_addresses_of_uploads_are_noted() -> None:
    """A number in a text, or a place on a disk, is nothing to ask for."""
    uploads = noted(f"file:///c/{ID}/a.png", f"https://e.example/?of={ID}/", FILE)

    assert [each.url for each in uploads.others(COPY, SITE) if each.is_named] == [FILE]
