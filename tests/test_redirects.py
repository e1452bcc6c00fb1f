"""A redirect pack breaks no law, and each of its files says the same moves."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import quote

import pytest
from hypothesis import given, settings

from migrator.models.moves import Move, Moved
from migrator.redirects import Pack, pack
from tests.generated.moves import MOVES, SERVED
from tests.redirect_files import of_table, rows

POST, PAGE, LIST, FILE = Moved.POST, Moved.PAGE, Moved.LIST, Moved.FILE


def made(*moves: Move, served: Collection[str] = ()) -> Pack:
    return pack(moves, served, "www.x.example")


def told(found: Pack) -> list[tuple[str, str]]:
    return [(fault.old, fault.check) for fault in found.faults]


def test_moves_are_told_in_the_order_of_their_weight() -> None:
    """Posts before pages before files, each by name, however they were handed over."""
    moves = [Move("/f", "/1", FILE), Move("/b/", "/2", POST), Move("/a/", "/3", POST)]

    assert made(*moves).moves == (moves[2], moves[1], moves[0])
    assert made(*moves).documents == made(*reversed(moves)).documents


@pytest.mark.parametrize(
    "other", ["/l/a", "/l/a/", "//l//a//", "/l/%61/", "/l/a%2F"], ids=lambda other: str(other)
)
def test_one_address_in_many_spellings_is_moved_once(other: str) -> None:
    """Slashes and escapes make no other address: the first move holds, another place is a fault."""
    first = Move("/l/a", "/posts/a/", POST)

    assert made(first, Move(other, "/posts/a", PAGE)).moves == (first,)
    assert made(first, Move(other, "/posts/a", PAGE)).faults == ()
    twice = made(first, Move(other, "/posts/b/", POST))
    assert (twice.moves, told(twice)) == ((first,), [(other, "duplicate")])


def test_the_same_move_twice_covers_what_either_covers() -> None:
    """It does not matter which of them comes first."""
    alone, with_below = Move("/l/a", "/b/", POST), Move("/l/a", "/b/", POST, covers_below=True)

    assert made(alone, with_below).moves == made(with_below, alone).moves == (with_below,)


def test_the_case_of_an_escape_makes_no_other_address() -> None:
    """`%c5%99`, `%C5%99`, `ř` composed and not are one address; so is a query's `%c3`."""
    moves = [Move(f"/l/{way}", "/n", POST) for way in ("%c5%99", "%C5%99", "ř", "r\u030c")]
    queries = [Move(f"/?q={way}+x", "/n", POST) for way in ("%c5%99", "%C5%99", "ř")]

    assert made(*moves, *queries).moves == (queries[0], moves[0])
    assert made(Move("/Gear", "/1", PAGE), Move("/gear", "/2", PAGE)).faults == ()


def test_a_percent_sign_that_is_no_escape_is_a_percent_sign() -> None:
    """`100%bavlna` would be no text if it were read, so it is what it says."""
    found = made(Move("/l/100%bavlna/", "/posts/cotton/", POST))

    assert rows(found, "map.csv")[1][0] == "/l/100%25bavlna/"


def test_a_question_mark_in_a_title_begins_no_query() -> None:
    """Only `?name=` begins one."""
    found = made(Move("/l/kdo?/", "/1", POST), Move("/l/?id=5", "/2", POST))

    assert [row[0] for row in rows(found, "map.csv")[1:]] == ["/l/?id=5", "/l/kdo%3F/"]


def test_what_leads_to_itself_is_left_out() -> None:
    """A move to the old address is a fault, unless the new site has the page there."""
    stays = Move("/gear/", "/gear", PAGE)

    assert (made(stays).moves, told(made(stays))) == ((), [("/gear/", "loop")])
    assert (made(stays, served={"/gear/"}).moves, made(stays, served={"/gear/"}).faults) == ((), ())


def test_a_chain_is_one_hop() -> None:
    """An address that leads to an old one leads to where that leads, by its folder as well."""
    moves = [
        Move("/a/", "/b/", POST),
        Move("/b/", "/c/450/x", POST),
        Move("/c", "/end/", FILE, covers_below=True),
    ]

    assert {move.new for move in made(*moves).moves} == {"/end/"}
    assert made(*moves).faults == ()


def test_a_circle_is_left_out_with_all_that_leads_into_it() -> None:
    """Each of its moves is a fault; the others hold."""
    circle = [Move("/a/", "/b/", POST), Move("/b/", "/c", POST), Move("/c/", "/a", POST)]
    found = made(*circle, Move("/in/", "/a/", PAGE), Move("/x/", "/y/", PAGE))

    assert [move.old for move in found.moves] == ["/x/"]
    assert told(found) == [(old, "loop") for old in ("/a/", "/b/", "/c/", "/in/")]


def test_a_folder_does_not_lead_into_itself() -> None:
    """What lay below an address cannot be sent to a place below it: the address alone is."""
    found = made(Move("/blog/", "/blog/all/", LIST, covers_below=True))

    assert found.moves == (Move("/blog/", "/blog/all/", LIST),)
    assert told(found) == [("/blog/", "loop")]


def test_pages_of_the_new_site_are_not_hidden() -> None:
    """An old address that is a page now is left to it, by its folder or index page as well."""
    served = {"/", "/gear/", "/blog/now/"}
    moves = [
        Move("/gear/", "/posts/gear/", POST),
        Move("/index.html", "/start/", PAGE),
        Move("/blog/", "/posts/", LIST, covers_below=True),
        Move("/?id=5", "/five/", PAGE),
    ]
    found = made(*moves, served=served)

    assert found.moves == (moves[3], Move("/blog/", "/posts/", LIST))
    assert [fault for fault in told(found) if fault[1] == "shadowing"] == [
        ("/blog/", "shadowing"),
        ("/gear/", "shadowing"),
        ("/index.html", "shadowing"),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", "/x"),
        ("l/a", "/x"),
        ("https://x.example/a", "/x"),
        ("/a/../b", "/x"),
        ("/a\0", "/x"),
        ("/a\udc80", "/x"),
        ("/" + "ř" * 200, "/x"),
        ("/a", "//evil.example/"),
        ("/a", "https://evil.example/"),
        ("/a", "/../x"),
        ("/a", ""),
    ],
)
def test_what_is_no_path_is_told(old: str, new: str) -> None:
    """What no browser can ask for, or what would lead to another site, is a fault."""
    found = made(Move(old, new, POST))

    assert (found.moves, told(found)) == ((), [(old, "not-an-address")])


def same(address: str) -> str:
    return quote(address.replace("+", " ")).rstrip("/")


@given(MOVES, SERVED)
@settings(deadline=None)
def test_laws(moves: list[Move], served: set[str]) -> None:
    """No loop, no chain, each old address once, none of the new site's pages hidden; all told."""
    found = pack(moves, served, "x.example")
    table = of_table(found)
    exact = {path for path, query, is_itself in table if is_itself and not query}
    folders = {path for (path, _, _), move in table.items() if move.covers_below}

    def answered(path: str) -> bool:
        parts = path.rstrip("/").split("/")
        above = {"/".join(parts[:end]) for end in range(1, len(parts))}
        return path.rstrip("/") in exact or bool(folders & above)

    assert len({(path, query) for path, query, _ in table}) == len(found.moves)
    assert not [move for move in table.values() if answered(move.new)]
    assert not [path for path in served if answered(path)]
    kept, faulty = ({same(told.old) for told in some} for some in (found.moves, found.faults))
    assert {same(m.old) for m in moves if same(m.old) != same(m.new)} <= kept | faulty
    assert pack(moves, served, "x.example") == found
