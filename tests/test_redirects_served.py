"""nginx and Apache themselves answer every old address with one hop to where its page is now."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from migrator.models.moves import Move, Moved
from migrator.redirects import Pack, pack
from tests.destinations import servers
from tests.redirect_files import text

pytestmark = [pytest.mark.destinations, pytest.mark.loopback]

SERVED = ("/", "/posts/", "/gear/", "/news/", "/news-of-2012/", "/posts/kun/", "/shop/tea/")

NASTY = [
    Move("/news/příliš žlutý/", "/posts/příliš-žlutý/", Moved.POST),
    Move("/l/konat!:-21\u2013\u206023…-unora/", "/posts/konat/", Moved.POST),
    Move("/l/100%/", "/posts/100%25/", Moved.POST),
    Move("/l/100%bavlna/", "/posts/20%20off/", Moved.POST),
    Move("/l/%1%{x}$1${HOME}/", "/posts/%1%{x}$1${HOME}/", Moved.POST),
    Move("""/l/"double" 'single'/""", """/posts/"d" 's'/""", Moved.POST),
    Move("/l/a+b;c,d=e&f@g/", "/posts/a+b;c/", Moved.POST),
    Move("/l/(x)[y]{z}|^$.*~/", "/posts/(x)[y]{z}/", Moved.POST),
    Move("/l/back\\slash\\\\x/", "/posts/back\\slash/", Moved.POST),
    Move("/l/#one } # two;/", "/posts/#one/", Moved.POST),
    Move("/l/co je to?/", "/posts/co je to?/", Moved.POST),
    Move("/l/日本語/", "/posts/日本語/", Moved.POST),
    Move("/l/" + "a-very-long-name-of-a-post-" * 8, "/posts/long/", Moved.POST),
    Move("/o-nas.html", "/o-nas/", Moved.PAGE),
    Move("/Gear/", "/gear-of-old/", Moved.PAGE),
    Move("/l/case/", "/posts/lower/", Moved.POST),
    Move("/l/CASE/", "/posts/upper/", Moved.POST),
    Move("/home/", "/", Moved.HOME),
    Move("/blog/", "/posts/", Moved.LIST, covers_below=True),
    Move("/blog/one/", "/posts/one/", Moved.POST),
    Move("/blog/deep/er/", "/posts/deep/", Moved.LIST, covers_below=True),
    Move("/news-of-2012/", "/news-of-2012/", Moved.LIST, covers_below=True),
    Move("/Shop/", "/posts/shop/", Moved.LIST, covers_below=True),
    Move("/rss/all.xml", "/index.xml", Moved.FEED),
    Move("/_files/200000016-8cb178db6b", "/posts/kun/kůň 1.jpg", Moved.FILE, covers_below=True),
    Move("/images/200000016-8cb178db6b", "/posts/kun/kůň 1.jpg", Moved.FILE, covers_below=True),
    Move("/nafta (2)/č", "/files/č", Moved.FILE, covers_below=True),
]
QUERIES = {
    "/?id=5": "/",
    "/?id=6&name=a%20b": "/posts/six/",
    "/stranka/?q=%C5%99+x": "/posts/q/",
    '/stranka/?a="$1;}#': "/posts/quotes/",
}
UNRELATED = [
    "/",
    "/?id=55",
    "/?xid=5",
    "/?id=5&x=1",
    "/gear/",
    "/posts/kun/",
    "/news/",
    "/news/p",
    "/news-of-2012/",
    "/l/100/",
    "/l/xa+b;c,d=e&f@g/",
    "/l/konat/",
    "/o-nas_html",
    "/o-nas.html.bak",
    "/home/x",
    "/shop/tea/",
    "/xhome/",
    "/x/home/",
    "/_files/",
    "/_files/200000016-8cb178db6bb/a.jpg",
    "/x/_files/200000016-8cb178db6b/a.jpg",
    "/images/200000017-8cb178db6b/a.jpg",
    "/blogger/",
    "/rss/allxxml",
]

Answer = tuple[int, str]
Start = Callable[[Path, Pack], AbstractContextManager[str]]


@contextmanager
def nginx(root: Path, made: Pack) -> Iterator[str]:
    """nginx with the two lines of the README."""
    (line,) = re.findall("(?m)^ +(if .*)$", text(made, "README.md"))
    with servers.nginx(root, text(made, "nginx.conf"), line) as url:
        yield url


@contextmanager
def apache(root: Path, made: Pack) -> Iterator[str]:
    """Apache with `.htaccess` in the top folder of the site."""
    (root / ".htaccess").write_text(text(made, ".htaccess"), "utf-8")
    with servers.apache(root) as url:
        yield url


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The new site."""
    for path in SERVED:
        page = tmp_path / "site" / path.strip("/") / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(path)
    return tmp_path / "site"


def answers(url: str, targets: Sequence[str]) -> Iterator[tuple[str, Answer]]:
    """What the server says to each target, sent as it stands; Location without the server."""
    connection = HTTPConnection(urlsplit(url).netloc, timeout=10)
    for target in targets:
        connection.request("GET", target)
        answer = connection.getresponse()
        answer.read()
        yield target, (answer.status, answer.getheader("Location", "").removeprefix(url))
    connection.close()


def spelled(path: str) -> Iterator[str]:
    """The path as browsers, old pages and other programs escape it."""
    for form in (path, unicodedata.normalize("NFD", path)):
        least, most = quote(form, safe="/!$&'()+,;=@:*~"), quote(form)
        lower = re.sub("%..", lambda found: found[0].lower(), most)
        mixed = re.sub("%(.)(.)", lambda found: f"%{found[1].lower()}{found[2].upper()}", least)
        yield from (least, most, lower, mixed)


def asked(move: Move) -> Iterator[str]:
    """All that the move must answer."""
    path = move.old.rstrip("/")
    if move.old.rstrip("/") != move.new.rstrip("/"):
        yield from spelled(path)
        yield from spelled(f"{path}/")
    if move.covers_below:
        yield from spelled(f"{path}/450/Kůň %1 (2).JPG")
        yield from spelled(f"{path}/2/")
        yield f"{quote(path)}/name.jpg?ph=1a2b3c"


def check(url: str, moves: Sequence[Move]) -> None:
    """Each address has one hop to the escaped new address, and what it held is not carried on."""
    wanted = {target: (301, quote(move.new)) for move in moves for target in asked(move)}
    found = dict(answers(url, sorted(wanted)))

    assert found == wanted


@pytest.mark.parametrize("start", [nginx, apache])
def test_every_old_address_is_answered_with_one_hop(site: Path, start: Start) -> None:
    """In whatever way it is spelled, an old address leads to where its page is now."""
    made = pack(NASTY, SERVED, "www.x.example")
    assert len(made.moves) == len(NASTY)
    with start(site, made) as url:
        check(url, NASTY)
        ends = sorted({quote(move.new) for move in NASTY})
        assert {status for _, (status, _) in answers(url, ends)} <= {200, 404}


@pytest.mark.parametrize("start", [nginx, apache])
def test_what_is_no_old_address_is_left_alone(site: Path, start: Start) -> None:
    """Pages of the new site, and addresses that only look like old ones, are not redirected."""
    moves = [*NASTY, *(Move(old, new, Moved.PAGE) for old, new in QUERIES.items())]
    with start(site, pack(moves, SERVED, "x.example")) as url:
        assert [target for target, (_, location) in answers(url, UNRELATED) if location] == []
        assert {status for _, (status, _) in answers(url, SERVED)} == {200}


@pytest.mark.parametrize("start", [nginx, apache])
def test_queries_tell_pages_apart(site: Path, start: Start) -> None:
    """A page that was told by its query is found by it, however that is escaped; it goes."""
    moves = [Move(old, new, Moved.PAGE) for old, new in QUERIES.items()]
    moves.append(Move("/stranka/", "/stranka-1/", Moved.PAGE))
    wanted = {
        "/?id=5": "/",
        "/?%69d=5": "",
        "/?id=6&name=a%20b": "/posts/six/",
        "/?id=6&name=a+b": "/posts/six/",
        "/stranka?q=%c5%99+x": "/posts/q/",
        "/stranka/?q=%C5%99%20x": "/posts/q/",
        "/stranka/?a=%22$1;%7D%23": "/posts/quotes/",
        "/stranka/?utm_source=mail": "/stranka-1/",
    }
    with start(site, pack(moves, SERVED, "x.example")) as url:
        assert {t: location for t, (_, location) in answers(url, sorted(wanted))} == wanted


@pytest.mark.parametrize("start", [nginx, apache])
def test_no_sign_breaks_out_of_its_rule(site: Path, start: Start) -> None:
    """Each sign of ASCII, and some others, in old and new address, in folders and queries."""
    signs = [chr(n) for n in range(1, 128) if chr(n) not in "/"] + ["\x85", "\u2028", "\ufeff", "é"]
    moves = [Move(f"/s{ord(s)}/{s}x{s}{s}/", f"/new/{s}y{s}", Moved.POST) for s in signs]
    moves += [Move(f"/b{ord(s)}/x{s}", f"/new/{s}z", Moved.FILE, covers_below=True) for s in signs]
    queries = [Move(f"/q{ord(s)}/?a={s}b", "/new/", Moved.PAGE) for s in signs]
    with start(site, pack([*moves, *queries], SERVED, "x.example")) as url:
        sent = {move: quote(move.old.replace("?", "%3F")).replace("%253F", "%3F") for move in moves}
        found = dict(answers(url, sorted(sent.values())))
        assert {move.old: found[sent[move]] for move in moves} == {
            move.old: (301, quote(move.new)) for move in moves
        }


def test_nginx_finds_one_among_thousands(site: Path) -> None:
    """As many posts and pictures as a large blog has fit into nginx's tables as it stands."""
    moves = [
        Move(f"/l/post-{n}-{'long' * (n % 30)}/", f"/posts/{n}/", Moved.POST) for n in range(5_000)
    ]
    moves += [
        Move(f"/_files/{200_000_000 + n}-8cb178db6b", f"/p/{n}.jpg", Moved.FILE, covers_below=True)
        for n in range(5_000)
    ]
    with nginx(site, pack(moves, SERVED, "x.example")) as url:
        check(url, [moves[0], moves[4_999], moves[9_999]])
