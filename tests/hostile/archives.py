"""Archives that are bombs, that lie, or whose members would go where they must not."""

from __future__ import annotations

import gzip
import json
import stat
from collections.abc import Mapping
from dataclasses import dataclass

from tests.hostile.pages import SITE, post, sound
from tests.hostile.row import Row
from tests.test_har import entry
from tests.test_packed import packed_bytes, patched
from tests.test_warc import HTTP, record

MIB = 1024 * 1024
ODD = post("<p>A word of sense.</p>").encode()
_PAGES = tuple((f"{slug}.html", page) for slug, page in sound().items())
_RECORDS = tuple(record(f"{SITE}/l/{slug}/", HTTP + page) for slug, page in sound().items())
_ENTRIES = [
    entry(f"{SITE}/l/{slug}/", content={"size": 1, "mimeType": "text/html", "text": page.decode()})
    for slug, page in sound().items()
]
_PASSED = "it is passed over; all others come out"


@dataclass(frozen=True)
class Files:
    """What is named as the source, and all files that are there."""

    source: str
    files: Mapping[str, bytes]


def _zip(
    name: str, gets: str, told: str, content: bytes, *options: str, code: int = 1
) -> Row[Files]:
    return Row(name, gets, code, told, Files("site.zip", {"site.zip": content}), options)


def _with(*members: tuple[str, bytes], mode: int = 0) -> bytes:
    """A ZIP file of these members, then the sound pages."""
    return packed_bytes(*members, *_PAGES, mode=mode)


_LINK, _PIPE = stat.S_IFLNK | 0o777, stat.S_IFIFO | 0o777
_LEADS = "its name may lead out of the folder"
_ZEROS = [(f"{number}.bin", b"\0" * MIB) for number in range(3)]
ZIPS = (
    _zip(
        "a ZIP member called ../../victim.html", _PASSED, _LEADS, _with(("../../victim.html", ODD))
    ),
    _zip("a ZIP member of an absolute path", _PASSED, _LEADS, _with(("/tmp/victim.html", ODD))),
    _zip("a ZIP member with backslashes", _PASSED, _LEADS, _with(("..\\victim.html", ODD))),
    _zip("a ZIP member on a drive", _PASSED, _LEADS, _with(("C:/victim.html", ODD))),
    _zip("a ZIP member with NUL in its name", _PASSED, "holds a NUL", _with(("a\0.html", ODD))),
    _zip(
        "a ZIP member whose name steers a terminal",
        "it is passed over; its name is told in letters that steer nothing",
        "a\\x1b[2J.html: its name holds control characters",
        _with(("a\x1b[2J.html", ODD)),
    ),
    _zip("a ZIP member of 5,000 letters", _PASSED, "name is too long", _with(("x" * 5000, ODD))),
    _zip("a ZIP member that is a link", _PASSED, "it is a link", _with(("l", b"/etc"), mode=_LINK)),
    _zip("a ZIP member that is a pipe", _PASSED, "no ordinary file", _with(("p", b""), mode=_PIPE)),
    _zip(
        "a ZIP member called like another, but for capitals",
        _PASSED,
        "another member has this name",
        packed_bytes(*_PAGES, ("THAW.html", ODD)),
    ),
    _zip(
        "an encrypted ZIP member",
        _PASSED,
        "a.html: it is encrypted",
        patched(_with(("a.html", ODD)), 8, b"\x01"),
    ),
    _zip(
        "a ZIP member with a wrong sum",
        _PASSED,
        "a.html: it is damaged",
        patched(_with(("a.html", ODD)), 16, b"\0\0\0\0"),
    ),
    _zip(
        "a ZIP member that is larger than any file may be",
        _PASSED,
        "it is larger than 1048576 bytes (--max size=… allows more)",
        _with(("a.bin", b"\0" * (MIB + 1))),
        *("--max", "size=1M"),
    ),
    _zip(
        "a ZIP bomb behind the pages",
        "no more comes out than is allowed",
        "more than 2097152 bytes come out (--max unpacked=… allows more)",
        packed_bytes(*_PAGES, *_ZEROS),
        *("--max", "unpacked=2M"),
    ),
    _zip(
        "a ZIP bomb in a ZIP file",
        "the inner file stays packed",
        "2 pages say what they said",
        _with(("inner.zip", packed_bytes(*_ZEROS))),
        code=0,
    ),
    _zip(
        "a page in a ZIP file that is larger than any page may be",
        "it is not read",
        "cannot be read: it is larger than 1 MB (--max page=…)",
        _with(("odd.html", ODD + b" " * MIB)),
        *("--max", "page=1M"),
    ),
    _zip(
        "a ZIP file that is HTML at its end",
        "it is a ZIP file",
        "2 pages say what they said",
        _with() + b"<html><script>alert(1)</script></html>",
        code=0,
    ),
    _zip(
        "a ZIP file that holds a manifest and an archive of ours",
        "they are somebody's files",
        "bytes of the archive are damaged",
        _with(("archive/site.warc.gz", gzip.compress(b"WARC/1.1\r\n")), ("manifest.json", b"{}")),
    ),
)


def _warc(
    name: str, gets: str, told: str, *records: bytes, options: tuple[str, ...] = (), code: int = 1
) -> Row[Files]:
    """A WARC file, packed record by record, of the sound pages and then these."""
    content = b"".join(map(gzip.compress, (*_RECORDS, *records)))
    return Row(name, gets, code, told, Files("a.warc.gz", {"a.warc.gz": content}), options)


def _lies(length: bytes) -> bytes:
    """A record of the odd page that tells another length."""
    whole = record(f"{SITE}/l/odd/", HTTP + ODD)
    return whole.replace(b"Content-Length: %d" % len(HTTP + ODD), b"Content-Length: " + length)


def _sent(headers: bytes, body: bytes) -> bytes:
    return record(
        f"{SITE}/l/odd/", HTTP.replace(b"\r\n\r\n", b"\r\n" + headers + b"\r\n\r\n") + body
    )


_LOST = "the record is lost; the others are read"
_BYTES = "bytes of the archive are damaged, and not read"
WARCS = (
    _warc("a WARC record that is longer than it is", _LOST, "cut short", _lies(b"999999999999")),
    _warc("a WARC record that is shorter than it is", _LOST, _BYTES, _lies(b"90")),
    _warc("a WARC record of a negative length", _LOST, _BYTES, _lies(b"-1")),
    _warc("a WARC record of no number's length", _LOST, _BYTES, _lies(b"many")),
    _warc("a WARC record of a length of 5,000 digits", _LOST, "Failed", _lies(b"9" * 5000)),
    _warc("a WARC record without a length", _LOST, _BYTES, _lies(b"")),
    _warc(
        "a WARC record of an address of this computer",
        "it is no page of a site",
        "2 pages say what they said",
        record("file:///etc/passwd", HTTP + ODD),
        code=0,
    ),
    _warc(
        "a WARC record that stands for itself",
        "there is nothing to read",
        "2 pages say what they said",
        record(f"{SITE}/l/odd/", HTTP, "revisit", Refers_To=f"{SITE}/l/odd/"),
    ),
    _warc(
        "a gzip bomb in a WARC record",
        "no more is unpacked than is allowed",
        "unpacked it is larger than 1 MB (--max page=…)",
        _sent(b"Content-Encoding: gzip", gzip.compress(b"<html>" + b" " * 9 * MIB)),
        options=("--max", "page=1M"),
    ),
    _warc(
        "a WARC record that unpacks to more than a file may have",
        "no more is unpacked than is allowed",
        "the capture is larger than 1 MB (--max size=…)",
        record(f"{SITE}/l/odd/", HTTP + b" " * 9 * MIB),
        options=("--max", "size=1M"),
    ),
    _warc(
        "a body packed 500 times over",
        "the page is lost",
        "it is packed 500 times over, as in a trap",
        _sent(b"Content-Encoding: " + b", ".join([b"gzip"] * 500), b"x"),
    ),
    _warc(
        "a body in chunks that lie",
        "the page is lost",
        "its chunks are broken, or cut short",
        _sent(b"Transfer-Encoding: chunked", b"ffffffff\r\n<html>"),
    ),
    _warc("a gzip member that is cut off", _LOST, _BYTES, gzip.compress(_lies(b"9"))[:-30]),
)


def _har(name: str, gets: str, told: str, *entries: object, code: int = 1) -> Row[Files]:
    content = json.dumps({"log": {"entries": [*_ENTRIES, *entries]}}).encode()
    return Row(name, gets, code, told, Files("a.har", {"a.har": content}))


def _beside(name: str, told: str, har: bytes) -> Row[Files]:
    """A HAR file that is none, beside the saved pages."""
    files = {f"site/{page}": content for page, content in _PAGES} | {"site/a.har": har}
    return Row(name, "it is told; the saved pages are read", 1, told, Files("site", files))


_SAYS = "2 pages say what they said"
_ODD_ENTRIES: dict[str, object] = {
    "a number": 7,
    "null": None,
    "a list of lists": [[[]]],
    "of no status": entry(f"{SITE}/l/odd/", status="200"),
    "of an address of this computer": entry("file:///etc/passwd"),
    "in broken base64": entry(
        f"{SITE}/l/odd/", content={"text": "YWJ", "encoding": "base64", "size": 3}
    ),
}
HARS = (
    *(
        _har(f"an entry of a HAR file that is {what}", "it is passed over", _SAYS, odd, code=0)
        for what, odd in _ODD_ENTRIES.items()
    ),
    _har(
        "an entry of a HAR file whose headers begin another record",
        "they are lines of their own, and the page is read",
        "3 pages say what they said",
        entry(
            f"{SITE}/l/odd/",
            headers=[{"name": "X", "value": "a\r\n\r\nWARC/1.0\r\nWARC-Target-URI: https://x/"}],
            content={"size": 1, "mimeType": "text/html", "text": ODD.decode()},
        ),
        code=0,
    ),
    _beside(
        "a HAR file whose entries are a number", "no list of entries", b'{"log":{"entries":7}}'
    ),
    _beside("a HAR file of 100,000 levels", "its JSON cannot be read", b'{"log":' + b"[" * 100_000),
    _beside("a HAR file that is cut off", "its JSON cannot be read", b'{"log": {"entries": [{"a"'),
    _beside(
        "a HAR file without answers", "no answer with its content", b'{"log":{"entries":[{}]}}'
    ),
)


def _alone(
    name: str, told: str, source: str, content: bytes, options: tuple[str, ...] = ()
) -> Row[Files]:
    return Row(name, "nothing is written", 3, told, Files(source, {source: content}), options)


ALONE = (
    _alone("a ZIP file that is cut off", "cannot be read as a ZIP file", "a.zip", _with()[:-40]),
    _alone("a ZIP file that is none", "this is no WARC, HAR or ZIP file", "a.zip", b"PK" * 99),
    _alone("a HAR file of another shape", "no list of entries", "a.har", b'{"log": {"pages": 1}}'),
    _alone("a WARC file of nothing but damage", _BYTES, "a.warc", b"WARC/1.0\r\n\r\n" * 9),
    _alone("a gzip file of nothing", "this is no WARC, HAR or ZIP file", "a.gz", b"\x1f\x8b\x08"),
    _alone(
        "a ZIP bomb before the pages",
        "more than 2097152 bytes come out",
        "a.zip",
        packed_bytes(*_ZEROS, *_PAGES),
        ("--max", "unpacked=2M"),
    ),
)
