"""Addresses and names that would lie elsewhere than in the output folder, or on top of others."""

from __future__ import annotations

from dataclasses import dataclass

from tests.hostile.pages import SITE, post
from tests.hostile.row import Row

_SENSE = "<p>A word of sense.</p>"
_VERIFIED = "3 pages say what they said on the old site"


@dataclass(frozen=True)
class Saved:
    """A saved page under this name, and the document that it becomes, if it does."""

    name: str
    page: str
    written: str


def _slug(name: str, slug: str, becomes: str, told: str = _VERIFIED) -> Row[Saved]:
    gets = f"it lies in posts/{becomes if len(becomes) < 40 else '…'}/"
    page = post(_SENSE, slug)
    return Row(name, gets, 0, told, Saved("zz.html", page, f"posts/{becomes}/index.md"))


_UP = "has “.” or “..” in it, which no browser sends"
SLUGS = (
    _slug("an address that leads up", "../../../../victim", "victim", _UP),
    _slug("an address that leads up in escapes", "..%2f..%2f..%2fvictim", "victim", _UP),
    _slug("an address with backslashes", "..%5c..%5cvictim", "victim"),
    _slug("an address of an absolute path", "%2Fetc%2Fpasswd", "passwd"),
    _slug("an address with a drive", "C:%5Cvictim", "C-victim"),
    _slug("an address with NUL", "a%00b", "a-b", "it has signs that no address can hold"),
    _slug("an address with ends of lines", "a%0d%0aX:%20b", "aX-b"),
    _slug("an address with commands of a terminal", "a%1b[2Jb", "a-2Jb"),
    _slug("an address called like a device", "CON", "CON-"),
    _slug("an address called like a Git repository", ".git", "git"),
    _slug("an address called like a rule of Apache", ".htaccess", "htaccess"),
    _slug("an address called like an option", "-rf", "rf"),
    _slug("an address called like a home folder", "~root", "root"),
    _slug("an address called like our document", "index.md", "index.md"),
    _slug(
        "an address that is another, but for capitals",
        "THAW",
        "THAW-2",
        "is empty, unsafe or taken",
    ),
    _slug("an address that is no word", "%2e%2e%2f", "odd", "is empty, unsafe or taken"),
    _slug("an address of 5,000 letters", "s" * 5_000, "s" * 100, "it is longer than 1000 signs"),
    _slug(
        "an address that is a rule of a host",
        "x%20/%20http:%2F%2Fevil.example%20301",
        "evil-example-301",
    ),
    _slug("an address that is a rule of nginx", "x%22;%20}%20return%20301", "x-return-301"),
    _slug("an address that is a formula of a table", "=cmd%7Ccalc!A1", "cmd-calc-A1"),
)

_NO_PAGE = "<html><head><title>None of the site</title></head></html>"


def _name(name: str, file: str, told: str) -> Row[Saved]:
    gets = "its name is told on one line, without what would steer the terminal"
    return Row(name, gets, 1, told, Saved(file, _NO_PAGE, ""))


NAMES = (
    _name("a saved file whose name steers a terminal", "a\x1b[2J\x07b.html", "a[2Jb.html"),
    _name("a saved file whose name turns the order round", "a\u202elmth.html", "almth.html"),
    _name("a saved file whose name is two lines", "a\nFailed 0.html", "a Failed 0.html"),
    Row(
        "a saved file whose name is in no encoding",
        "the page is read; U+FFFD in its name",
        0,
        _VERIFIED,
        Saved("odd\udcff.html", post(_SENSE), "posts/odd/index.md"),
    ),
    Row(
        "a saved page that says it is of this computer",
        "it has no address on the web",
        0,
        _VERIFIED,
        Saved(
            "odd.html",
            post(_SENSE).replace(f"{SITE}/l/odd/", "file:///etc/passwd"),
            "posts/odd/index.md",
        ),
    ),
)
