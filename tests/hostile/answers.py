"""What a site answers that leads elsewhere, is a bomb, or is not what it says."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image

from tests.hostile.row import Row
from tests.live_host import Reply, page, sent

MIB = 1024 * 1024
PICTURE = "/_files/200000001-0123456789/a.png"
DRAWING = "/_files/200000001-0123456789/a.svg"
ODD = "/l/odd/"
SENSE = "<p>A word of sense.</p>"
_HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="a()"><script>a()</script>%s</svg>'
_ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<!DOCTYPE x [<!ENTITY e0 "{"a" * 10}">{_ENTITIES}]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY e9 SYSTEM "file:///etc/passwd">]>'


@dataclass(frozen=True)
class Answers:
    """What is answered at which path; what the odd page says; what is written beside it."""

    replies: Mapping[str, Reply]
    body: str = ""
    files: tuple[str, ...] = ()
    asks: Mapping[str, int] = field(default_factory=dict)  # how often at most


def _png() -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "PNG")
    return out.getvalue()


def _gigantic() -> bytes:
    out = BytesIO()
    Image.new("1", (12_000, 12_000)).save(out, "PNG")
    return out.getvalue()


def answer(
    name: str, gets: str, code: int, told: str, path: str, reply: Reply, *options: str
) -> Row[Answers]:
    return Row(name, gets, code, told, Answers({path: reply}), options)


_NOT_FOLLOWED = "nobody asks there; the page is left out as a redirect, and its link is told"
REDIRECTS = (
    *(
        answer(f"a page that redirects to {what}", _NOT_FOLLOWED, 0, "redirect 1", ODD, sent(to))
        for what, to in {
            "a file of this computer": "file:///etc/passwd",
            "a metadata address": "http://169.254.169.254/latest/meta-data/",
            "a metadata address in one number": "http://2852039166/latest/",
            "a metadata address in IPv6": "http://[fd00:ec2::254]/latest/",
            "another port of this computer": "http://localhost:22/",
            "another site": "https://elsewhere.example/",
            "a script": "javascript:alert(1)",
            "the data themselves": "data:text/html,x",
            "another protocol": "gopher://elsewhere.example/",
            "an address that is none": "http://[bad",
            "a place above the root": "/../../../etc/passwd",
            "an address of 60,000 letters": f"/{'x' * 60_000}",
            "itself": ODD,
        }.items()
    ),
    Row(
        "two pages that redirect to each other",
        "each is asked for once",
        0,
        "redirect 2",
        Answers({ODD: sent("/l/even/"), "/l/even/": sent(ODD)}, asks={ODD: 1, "/l/even/": 1}),
    ),
    Row(
        "a page that redirects to itself in ever new spellings",
        "it is asked as often as --max redirects says",
        1,
        "it leads to itself in ever new spellings (--max redirects=…)",
        Answers(
            {f"/l/odd/?utm_x={n}" if n else ODD: sent(f"/l/odd/?utm_x={n + 1}") for n in range(9)}
        ),
        ("--max", "redirects=3"),
    ),
    answer(
        "a page that sends the browser to a file of this computer",
        "nobody reads it; the page is lost",
        1,
        "no Webnode generation claims this page",
        ODD,
        page('<html><meta http-equiv=refresh content="0;url=file:///etc/passwd"></html>'),
    ),
)


def _picture(
    name: str,
    gets: str,
    code: int,
    told: str,
    reply: Reply,
    *options: str,
    at: str = PICTURE,
    written: str = "",
) -> Row[Answers]:
    body = f'<p>See <img src="{at}"></p>{SENSE}'
    files = (f"posts/odd/{written}",) if written else ()
    return Row(name, gets, code, told, Answers({at: reply}, body, files), options)


_GONE = "nobody asks there; the picture is told as missing"
_LOST = "the picture is told as missing"
INSIDE = "leads into a network that is not public"
_KEPT = "1 picture or file"
PICTURES = (
    *(
        _picture(f"a picture that redirects to {what}", _GONE, 1, told, sent(to))
        for what, to, told in (
            ("a file of this computer", "file:///etc/passwd", "this is no web address"),
            ("a metadata address", "http://169.254.169.254/latest/", INSIDE),
            ("a metadata address in one number", "http://2852039166/latest/", INSIDE),
            ("a metadata address in IPv6", "http://[fd00:ec2::254]/latest/", INSIDE),
            ("another name of this computer", "http://localhost:22/", INSIDE),
            ("itself", PICTURE, "it redirects in a circle"),
        )
    ),
    _picture("a picture that is HTML", _LOST, 1, "sent a web page", Reply(_HTML)),
    _picture(
        "HTML that says it is a picture",
        _LOST,
        1,
        "sent a web page",
        Reply(_HTML, kind="image/png"),
    ),
    _picture("a picture of no bytes", _LOST, 1, "sent nothing", Reply(b"", kind="image/png")),
    _picture(
        "a picture that is a program",
        "it is kept as a picture: nothing would run it",
        0,
        _KEPT,
        Reply(b"MZ" + b"\0" * 900, kind="image/png"),
        written="a.png",
    ),
    _picture(
        "a picture with HTML behind it",
        "it is kept as a picture",
        0,
        _KEPT,
        Reply(_png() + _HTML, kind="text/html"),
        written="a.png",
    ),
    _picture(
        "a GIF that is a ZIP file and a script",
        "it is kept as a picture",
        0,
        _KEPT,
        Reply(b"GIF89a=1;/*\0\0\0*/alert(1);PK\x05\x06" + b"\0" * 18, kind="image/gif"),
        at=PICTURE.replace("png", "gif"),
        written="a.gif",
    ),
    _picture(
        "a drawing with scripts",
        "it is kept as it is; the preview shows it where it cannot run, and does not open it",
        0,
        _KEPT,
        Reply((_SVG % "").encode(), kind="image/svg+xml"),
        at=DRAWING,
        written="a.svg",
    ),
    _picture(
        "a drawing that says it is a PNG",
        "it is called what it is",
        0,
        _KEPT,
        Reply((_SVG % "").encode(), kind="image/png"),
        written="a.svg",
    ),
    _picture(
        "a drawing that is an XML bomb",
        "it is kept as it is, and never unfolded",
        0,
        _KEPT,
        Reply((BOMB + _SVG % "&e9;").encode(), kind="image/svg+xml"),
        at=DRAWING,
        written="a.svg",
    ),
    _picture(
        "a drawing with a file of this computer in it",
        "it is kept as it is; the file is not read",
        0,
        _KEPT,
        Reply((OUTSIDE + _SVG % "&e9;").encode(), kind="image/svg+xml"),
        at=DRAWING,
        written="a.svg",
    ),
    _picture(
        "a picture of 144 million dots",
        "it is kept, and never drawn",
        0,
        _KEPT,
        Reply(_gigantic(), kind="image/png"),
        written="a.png",
    ),
    _picture(
        "a picture that calls itself ../../../victim.sh",
        "the name is that of its address",
        0,
        _KEPT,
        Reply(
            _png(),
            kind="image/png",
            headers={"Content-Disposition": 'attachment; filename="../../../victim.sh"'},
        ),
        written="a.png",
    ),
    _picture(
        "a picture whose address leads up",
        "it lies beside its page, under its last name",
        0,
        _KEPT,
        Reply(_png(), kind="image/png"),
        at="/_files/200000001-0123456789/..%2F..%2F..%2Fvictim.png",
        written="victim.png",
    ),
    _picture(
        "a picture called like a device and a rule of Apache",
        "it gets a name that all systems take",
        0,
        _KEPT,
        Reply(_png(), kind="image/png"),
        at="/_files/200000001-0123456789/NUL.htaccess",
        written="nul-htaccess.png",
    ),
    _picture(
        "a picture that is a gzip bomb",
        "no more is unpacked than is allowed; the picture is told as missing",
        1,
        "--max size=…",
        Reply(
            gzip.compress(b"\x89PNG\r\n\x1a\n" + b"\0" * 9 * MIB),
            kind="image/png",
            headers={"Content-Encoding": "gzip"},
        ),
        *("--max", "size=1M"),
    ),
    _picture(
        "a picture that is larger than any file may be",
        "it is told as missing",
        1,
        "the answer is larger than 1 MB (--max size=…)",
        Reply(_png() + b"\0" * MIB, kind="image/png"),
        *("--max", "size=1M"),
    ),
)
