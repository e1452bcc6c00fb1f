"""The files of a redirect pack: each says the same moves, as far as its host can."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from urllib.parse import quote

import pytest
from hypothesis import given, settings

from migrator.models.moves import Move, Moved
from migrator.redirects import Pack, pack
from tests.generated.moves import MOVES
from tests.redirect_files import Bulk, Lines, Sources, of_table, rows, text

POST, PAGE, LIST, FILE = Moved.POST, Moved.PAGE, Moved.LIST, Moved.FILE


def made(*moves: Move, served: Collection[str] = ()) -> Pack:
    return pack(moves, served, "x.example")


def answers(found: Pack) -> dict[str, Callable[[str], str]]:
    return {
        "_redirects": Lines(text(found, "_redirects")).answer,
        "cloudflare-pages/_redirects": Lines(text(found, "cloudflare-pages/_redirects")).answer,
        "vercel.json": Sources(text(found, "vercel.json")).answer,
        "cloudflare.csv": Bulk(rows(found, "cloudflare.csv"), "x.example").answer,
    }


def test_the_pack_has_a_file_for_each_host() -> None:
    """Seven files and what explains them, whatever there is to move."""
    assert {str(document.path) for document in made().documents} == {
        "README.md",
        "_redirects",
        "cloudflare-pages/_redirects",
        "nginx.conf",
        ".htaccess",
        "vercel.json",
        "cloudflare.csv",
        "map.csv",
    }


def test_a_list_that_stays_takes_its_pagers() -> None:
    """Where the list is a page of the new site, what lay below it leads there, itself excepted."""
    found = made(Move("/news/", "/news/", LIST, covers_below=True), served={"/news/"})

    assert of_table(found)["/news", "", False].new == "/news/"
    assert [fault.detail.partition(":")[0] for fault in found.faults] == ["cloudflare.csv"]
    for name, answer in answers(found).items():
        assert [answer(f"/news{more}") for more in ("", "/")] == ["", ""], name
        below = [answer(f"/news{more}") for more in ("/2", "/2/", "/a/b")]
        assert below == ([""] * 3 if name == "cloudflare.csv" else ["/news/"] * 3), name


def test_what_lay_below_an_address_takes_one_row_for_each_host_name() -> None:
    """The row for a folder answers the folder itself, so that nothing is counted twice."""
    found = made(Move("/_files/1", "/a.jpg", FILE, covers_below=True), Move("/l/a/", "/a/", POST))

    assert [row[0] for row in rows(found, "cloudflare.csv")] == [
        "x.example/l/a",
        "www.x.example/l/a",
        "x.example/l/a/",
        "www.x.example/l/a/",
        "x.example/_files/1",
        "www.x.example/_files/1",
    ]


@pytest.mark.parametrize(
    "request_path",
    [
        "/l/%C5%99%20(1):%20a+b!",
        "/l/%c5%99%20%281%29%3a%20a%2bb%21/",
        "/l/%C5%99%20%281%29%3A%20a%2Bb%21",
        "/l/r%CC%8C%20(1):%20a+b!/",
    ],
)
def test_hosts_that_compare_escapes_know_them_in_both_cases(request_path: str) -> None:
    """As much or as little escaped as may be, in upper and lower case, composed or not."""
    found = made(Move("/l/ř (1): a+b!/", "/posts/ř", POST))

    for name, answer in answers(found).items():
        if name != "cloudflare.csv":  # Cloudflare puts escapes into upper case by itself
            assert answer(request_path) == "/posts/%C5%99", name
    assert answers(found)["cloudflare.csv"]("/l/%C5%99%20(1):%20a+b!") == "/posts/%C5%99"


def test_hosts_that_cannot_tell_a_query_are_named() -> None:
    """The others say it all the same."""
    found = made(Move("/stranka/?id=5", "/five/", PAGE), Move("/?id=6", "/", PAGE))
    by_old = {fault.old: fault.detail for fault in found.faults}

    assert re.findall(r"(\S+): ", by_old["/stranka/?id=5"]) == [
        "cloudflare-pages/_redirects",
        "cloudflare.csv",
    ]
    assert "_redirects: the query is kept" in by_old["/?id=6"]
    for name in ("_redirects", "vercel.json"):
        asked = ("/stranka?id=5", "/stranka/?id=5", "/stranka/?id=55", "/stranka/", "/?id=6")
        told = [answers(found)[name](request) for request in asked]
        assert told == ["/five/", "/five/", "", "", ""], name


def test_a_query_is_no_expression() -> None:
    """What Vercel would read as one is escaped."""
    found = made(Move("/?v=1.5", "/new/", PAGE))

    assert [answers(found)["vercel.json"](f"/?v=1{sign}5") for sign in ".x"] == ["/new/", ""]


def test_a_full_file_takes_what_matters_most_and_tells_the_rest() -> None:
    """Cloudflare Pages and Vercel have limits; the files of the others are whole."""
    posts = [Move(f"/l/{n}/", f"/posts/{n}/", POST) for n in range(1_050)]
    files = [Move(f"/_files/{n}", f"/f/{n}.jpg", FILE, covers_below=True) for n in range(1_200)]
    found = made(*files, *posts)
    left = {
        re.findall(r"^(\d+) moves are left out of (\S+),", fault.detail)[0]
        for fault in found.faults
    }

    assert left == {("1250", "cloudflare-pages/_redirects"), ("202", "vercel.json")}
    pages = Lines(text(found, "cloudflare-pages/_redirects"))
    assert (len(pages.fixed), len(pages.open)) == (2_000, 0)
    assert all("/l/" in path for path, _ in pages.fixed)
    assert len(Sources(text(found, "vercel.json")).rules) == 2_048
    assert len(of_table(found)) == 2_250
    assert len(Lines(text(found, "_redirects")).open) == 1_200


def test_the_readme_says_that_a_webnode_address_cannot_redirect() -> None:
    """And the list for Cloudflare names a domain to be filled in."""
    found = pack([Move("/a/", "/b/", POST)], (), "blog.webnode.cz")

    assert "An address at `*.webnode.*` (such as `my-blog.webnode.page`) cannot redirect." in text(
        found, "README.md"
    )
    assert "in the place of `www.your-domain.example`" in text(found, "README.md")
    assert "in the place of" not in text(made(), "README.md")
    assert {row[1] for row in rows(found, "cloudflare.csv")} == {
        "https://www.your-domain.example/b/"
    }


@given(MOVES)
@settings(deadline=None)
def test_files_say_the_same_moves(moves: list[Move]) -> None:
    """Every file answers an old address, and what lay below it, as `map.csv` says."""
    found = pack(moves, (), "x.example")
    files = answers(found)
    limits = {fault.old: fault.detail for fault in found.faults if fault.check == "host-limit"}
    table = of_table(found)
    for move in found.moves:
        ((key, row),) = of_table(pack([move], (), "x.example")).items()
        assert table.pop(key) == row
        unsaid = {part.partition(": ")[0] for part in limits.get(move.old, "").split("; ")}
        for name in files.keys() - unsaid:
            assert {files[name](request) for request in asked(row)} == {quote(row.new)}, name
    assert table == {}


def asked(row: Move) -> list[str]:
    """An address of `map.csv` with and without slash, and one below it if it covers that."""
    path, mark, query = row.old.partition("?")
    bare = path.rstrip("/")
    below = [f"{bare}/zz/zz%20z.jpg"] if row.covers_below else []
    return [way + mark + query for way in (bare, f"{bare}/") if way] + below


def test_only_the_files_that_are_wanted_are_written_and_told() -> None:
    """A target that no such host serves gets neither its file, its line, nor its faults."""
    moves = [Move("/?id=5", "/b/", POST), Move("/a/", "/b/", POST)]
    found = pack(moves, (), "x.example", ["map.csv", ".htaccess"])

    assert {str(document.path) for document in found.documents} == {
        "README.md",
        "map.csv",
        ".htaccess",
    }
    assert "nginx" not in text(found, "README.md")
    assert "Netlify" not in text(found, "README.md")
    assert found.faults == ()
    assert pack(moves, (), "x.example").faults != ()
