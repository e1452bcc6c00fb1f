"""Any spelling of an address has the same answer, forwards and backwards."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize
from urllib.parse import quote, unquote, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from migrator.why import why
from tests.destinations.site import CLASSIC
from tests.why_export import HILL, POST, UPLOAD, addresses, exported, first, saved_pages


@pytest.fixture
def moving() -> Path:
    """The fixture site, exported for Hugo."""
    return exported("hugo")


@pytest.fixture
def plain() -> Path:
    """Saved pages, exported as plain Markdown."""
    return saved_pages()


SPELLED = {
    "its address": POST,
    "http": POST.replace("https", "http"),
    "www": POST.replace("//", "//www."),
    "no scheme": POST.removeprefix("https://"),
    "two slashes": POST.removeprefix("https:"),
    "upper-case host": POST.replace("klid-a-kopce", "KLID-A-Kopce").replace("https", "HTTPS"),
    "lower-case escapes": POST.lower(),
    "no closing slash": POST.rstrip("/"),
    "unescaped": unquote(POST),
    "taken apart": normalize("NFD", unquote(POST)),
    "path": urlsplit(POST).path,
    "unescaped path": unquote(urlsplit(POST).path),
    "no slashes": unquote(urlsplit(POST).path).strip("/"),
    "fragment": f"{POST}#comments",
    "tracking": f"{POST}?utm_source=a&fbclid=b",
    "port": POST.replace(".example/", ".example:443/"),
    "blanks before a path": f" \t{urlsplit(POST).path}",
    "blanks": f"  {POST}\n",
    "index": f"{POST}index.html",
}


@pytest.mark.parametrize("how", SPELLED)
def test_any_spelling_has_the_same_answer(how: str, moving: Path) -> None:
    """However a post's address is written, the answer is that of the address in the report."""
    assert why(moving, SPELLED[how]).known == why(moving, POST).known
    assert addresses(why(moving, SPELLED[how]))[0] == POST


def _spellings(path: str) -> Iterator[str]:
    for form in ("NFC", "NFD"):
        text = normalize(form, unquote(path))
        for shown in (text, quote(text), quote(text).lower()):
            yield from (shown, shown.rstrip("/") or "/")


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_spelling_of_any_address_does_not_matter(data: st.DataObject, moving: Path) -> None:
    """Of every row of the report, each spelling tells the same state and reason first."""
    report = json.loads((moving / "report.json").read_bytes())
    page = data.draw(st.sampled_from([p for p in report["pages"] if "?" not in p["url"]]))
    parts = urlsplit(page["url"])
    scheme = data.draw(st.sampled_from(["https://", "HTTP://", "//", ""]))
    host = data.draw(st.sampled_from([parts.netloc, f"www.{parts.netloc}", parts.netloc.upper()]))
    lower_case = parts.path == parts.path.lower()  # escapes alone may change their case
    spelled = [each for each in _spellings(parts.path) if lower_case or each != each.lower()]
    end = data.draw(st.sampled_from(["", "#top", "?utm_medium=mail"]))
    told = first(why(moving, f"{scheme}{host}{data.draw(st.sampled_from(spelled))}{end}"))

    assert (told["url"], told["state"]) == (page["url"], page["state"])
    assert told.get("rule") == page.get("rule")


@pytest.mark.parametrize(
    "address",
    [
        HILL,
        HILL.replace("/kopec", "/450/kopec"),
        f"{CLASSIC}/_files/system_preview_detail_{UPLOAD}/kopec%201.jpg",
        f"{CLASSIC}/images/{UPLOAD}/kopec-1-jpg/",
        f"/_files/{UPLOAD}",
        f"https://0000.cdn.example/aa/{UPLOAD}/700/kopec.jpg?ph=1234",
        "/files/kopec-1.jpg",
        "site/static/files/kopec-1.jpg",
        "kopec-1.jpg",
    ],
)
def test_picture_is_known_in_every_size_and_by_its_copy(address: str, moving: Path) -> None:
    """Sizes, previews, pop-up pages, the copy and its new address are all the one picture."""
    told = first(why(moving, address))

    assert (told["url"], told["state"]) == (HILL, "written")
    assert (told["meant"] == "an address of the new site") == (address == "/files/kopec-1.jpg")
    assert told["copies"] == ["site/static/files/kopec-1.jpg"]
    assert told["new_addresses"] == {"hugo": "/files/kopec-1.jpg"}
    assert {each["covers"] for each in told["redirects"]} == {"itself and below"}


def test_home_is_known_by_its_name_in_menus(moving: Path) -> None:
    """`/home/` is the home page, and so is the host alone; of two blogs, both are told."""
    home = addresses(why(moving, CLASSIC))

    assert home == [f"{CLASSIC}/"]
    assert addresses(why(moving, f"{CLASSIC}/home/")) == home
    assert addresses(why(moving, "/home/")) == [*home, "https://quiet-hills.webnode.example/"]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("/posts/cesta/", "an address of the new site"),
        ("posts/cesta", "an address of the new site"),
        ("site/content/posts/cesta/index.md", "a file of the export"),
        ("posts/cesta/index.md", "a file of the export"),
        ("./content/posts/cesta/index.md", "a file of the export"),
        ("content\\posts\\cesta\\index.md", "a file of the export"),
        ("{folder}/site/content/posts/cesta/index.md", "a file of the export"),
    ],
)
def test_new_address_and_file_are_answered_backwards(asked: str, meant: str, moving: Path) -> None:
    """A permalink or a document leads to the old address that it is made of."""
    answer = why(moving, asked.format(folder=moving))

    assert addresses(answer) == [f"{CLASSIC}/news/cesta/"]
    assert answer.known[0].meant == meant


@pytest.mark.parametrize(
    ("asked", "url", "state"),
    [
        ("stupina.html", "https://stupina.webnode.example/", "written"),
        ("notes.html", "file:///notes.html", "failed"),
        ("file:///notes.html", "file:///notes.html", "failed"),
        (
            "stupina_files/saved_resource.html",
            "file:///stupina_files/saved_resource.html",
            "left_out",
        ),
        (
            "slow-paths.webnode.example/gear/index.html",
            "https://slow-paths.webnode.example/gear/",
            "written",
        ),
    ],
)
def test_saved_page_is_known_by_its_file(asked: str, url: str, state: str, plain: Path) -> None:
    """A page that was saved to a disk is found by its path there."""
    told = first(why(plain, asked))

    assert (told["url"], told["state"]) == (url, state)
    assert told["source"] in asked
    assert told["meant"] == ("an address of the old site" if "/gear/" in asked else "a saved page")


def test_unknown_query_is_left_away(moving: Path) -> None:
    """What somebody adds to a known address does not hide it, and the answer says so."""
    stays = f"{CLASSIC}/o-nas/"
    answer = why(moving, f"{stays}?print=1")

    assert answer.beside_query
    assert addresses(answer) == [stays]
    assert answer.as_text().startswith("Nothing is known of the query")
    assert not why(moving, stays).beside_query
    assert addresses(why(moving, f"{POST}?print=1")) == [POST]  # its redirect takes any query


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        (f"{CLASSIC}/news/prilis-zlutoucky-kum/", f"{CLASSIC}/news/prilis-zlutoucky-kun/"),
        ("/NEWS/Radky/", f"{CLASSIC}/news/radky/"),
        ("/one/two/three/four/five/six/radky/", f"{CLASSIC}/news/radky/"),
        ("https://elsewhere.example/blog/radky/", f"{CLASSIC}/news/radky/"),
    ],
)
def test_unknown_address_names_those_most_like_it(asked: str, near: str, moving: Path) -> None:
    """Of an address that nobody saw, the answer is 3, what is spelled like it, and why perhaps."""
    answer = why(moving, asked)

    assert answer.exit_code == 3
    assert not answer.known
    assert near in answer.nearest
    assert near in answer.as_text()
    assert answer.reasons
    assert json.loads(answer.as_json())["exit_code"] == 3


def test_address_of_another_site_is_not_taken_for_ours(moving: Path) -> None:
    """A path that we know does not make another host ours."""
    answer = why(moving, "https://elsewhere.example/news/radky/")

    assert answer.exit_code == 3
    assert why(moving, "https://elsewhere.example/q/").nearest == ()
    assert answer.reasons[0].startswith("it is at another site: this is the export of klid-a-kopce")


def test_case_of_letters_is_told_apart(moving: Path) -> None:
    """Two addresses that differ in a capital alone are two pages; one that nobody saw is none."""
    assert addresses(why(moving, "/news/Cesta/")) == [f"{CLASSIC}/news/Cesta/"]
    assert addresses(why(moving, "/news/cesta/")) == [f"{CLASSIC}/news/cesta/"]
    assert any("upper and in lower case" in each for each in why(moving, "/news/RADKY/").reasons)


def test_address_with_bytes_that_are_no_text_is_unknown(moving: Path) -> None:
    """As a shell gives what is not in its encoding; the answer can be printed all the same."""
    found = why(moving, "/l/k\udcf8\ud800")

    assert found.exit_code == 3
    assert (found.as_text() + found.as_json()).encode()
