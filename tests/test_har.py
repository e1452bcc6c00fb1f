"""HAR files: what a browser saved comes out as answers, and nothing that is secret or untrue."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from migrator.errors import SourceBroken
from migrator.models import Capture, Limits, Snapshot
from migrator.read.page import decode
from migrator.sources.har import captures, is_har

URL = "https://slow-paths.webnode.example/news/"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
HTML = {"size": 8, "mimeType": "text/html", "text": "<p>a</p>"}
TYPE = {"name": "content-type", "value": "text/html"}


def header(name: str, value: Any) -> dict[str, Any]:
    return {"name": name, "value": value}


def entry(
    url: Any = URL, method: Any = "GET", when: Any = "2026-01-27T12:00:00.5Z", **answer: Any
) -> dict[str, Any]:
    asked = {"method": method, "url": url, "headers": [header("Cookie", "secret")]}
    told = {"status": 200, "statusText": "OK", "headers": [TYPE], "content": HTML, **answer}
    return {"startedDateTime": when, "request": asked, "response": told}


def har(tmp_path: Path, *entries: Any) -> Path:
    path = tmp_path / "site.har"
    path.write_text(json.dumps({"log": {"version": "1.2", "entries": entries}}))
    return path


def read(tmp_path: Path, *entries: Any) -> list[Capture]:
    return list(captures(har(tmp_path, *entries), Limits()))


def only(tmp_path: Path, **told: Any) -> Capture:
    (found,) = read(tmp_path, entry(**told))
    return found


def test_answers_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    """Address, time, status, headers and bytes of each answer are those that were saved."""
    first, second = read(tmp_path, entry(), entry(url=f"{URL}b/?x=1#part", status=404))

    assert (first.url, first.status, first.reason) == (URL, 200, "OK")
    assert first.fetched_at == datetime(2026, 1, 27, 12, 0, 0, 500_000, tzinfo=UTC)
    assert first.headers == (("content-type", "text/html"),)
    assert first.body.read() == b"<p>a</p>"
    assert first.request == ()
    assert (second.url, second.status) == (f"{URL}b/?x=1", 404)


def test_base64_is_unpacked(tmp_path: Path) -> None:
    """A picture stands in base64, perhaps in lines; its bytes come out."""
    picture = bytes(range(256))
    text = base64.encodebytes(picture).decode()
    content = {"mimeType": "image/png", "text": text, "encoding": "base64"}
    found = only(tmp_path, content=content, headers=[])
    assert found.body.read() == picture
    assert found.headers == (("Content-Type", "image/png"),)


def test_headers_of_the_packed_body_are_set_aside(tmp_path: Path) -> None:
    """The body is unpacked: how it was packed is told under another name."""
    names = ["content-encoding", "Content-Length", "Transfer-Encoding"]
    found = only(tmp_path, headers=[TYPE, header("ETag", "v"), *(header(n, "v") for n in names)])

    aside = tuple((f"X-Archive-Orig-{name}", "v") for name in names)
    assert found.headers == (("content-type", "text/html"), ("ETag", "v"), *aside)


def test_no_secret_is_handed_on(tmp_path: Path) -> None:
    """Neither what the browser sent nor what the server gave it to keep."""
    names = "Set-Cookie set-cookie2 Cookie AUTHORIZATION Proxy-Authorization".split()
    found = only(tmp_path, headers=[TYPE, *(header(name, "a=b\nsecret=c") for name in names)])

    assert (found.headers, found.request) == ((("content-type", "text/html"),), ())


def test_headers_are_lines_of_their_own(tmp_path: Path) -> None:
    """Joined values are parted, control characters and what is no name of a header are left out."""
    odd = [header("Link", "</a>; x=a\r\n</b>\n"), header("X-Odd", "a\x00b\tc\x0b\ud800")]
    none = [header(name, "x") for name in (":status", "X-In\njected", "X: y", "", "ě")]
    found = only(tmp_path, headers=[TYPE, *odd, *none, header("X-None", "")], statusText="O\r\nK")

    assert found.headers[1:] == (("Link", "</a>; x=a"), ("Link", "</b>"), ("X-Odd", "a b c ?"))
    assert found.reason == "O K"


def test_redirect_is_kept_without_content(tmp_path: Path) -> None:
    """Where it leads is all that it says; a header of its own goes before the browser's word."""
    bare = {"status": 301, "content": {"size": 0}, "redirectURL": "/other/"}
    (told,) = read(tmp_path, entry(**bare))
    (own,) = read(tmp_path, entry(**bare, headers=[header("location", "/own/")]))
    (unsaved,) = read(tmp_path, entry(**{**bare, "content": {"size": 300}}))

    assert told.header("Location") == unsaved.header("Location") == "/other/"
    assert own.headers == (("location", "/own/"),)
    assert told.body.read() == own.body.read() == unsaved.body.read() == b""
    assert only(tmp_path, redirectURL="/other/").header("Location") == ""  # no redirect


def test_unchanged_answer_is_as_good_as_sent(tmp_path: Path) -> None:
    """Where the browser had the content already, it is what the server would have sent."""
    found = only(tmp_path, status=304, statusText="Not Modified", headers=[])

    assert (found.status, found.reason, found.body.read()) == (200, "OK", b"<p>a</p>")
    assert found.headers == (("Content-Type", "text/html"),)


def test_empty_answer_is_kept(tmp_path: Path) -> None:
    """An answer of no bytes is an answer: nothing is missing of it."""
    for content in ({"size": 0}, {"size": 0, "text": ""}):
        assert only(tmp_path, status=404, content=content).body.read() == b""


NO_ADDRESS = "data:text/html,x blob:https://x.example/1 ftp://x.example/ https:///x https://[x/"
SAVED = {"size": 3, "encoding": "Base64"}
UNSAVED: list[Any] = [
    *(None, [HTML], {}, {"size": 8, "mimeType": "text/html"}, {"size": 8, "text": ""}),
    *({"text": None}, {"size": 1, "text": 7}, {"size": 0, "text": []}),
    *({**SAVED, "text": text} for text in ("YW*Jj", "YWJ", "ěšč", 7)),
    *({**SAVED, "text": "YWJj", "encoding": encoding} for encoding in ("rot13", ["base64"], 7)),
]
PASSED_OVER: list[Any] = [
    *(entry(url=url) for url in [*NO_ADDRESS.split(), "", 7, None]),
    *(entry(method=method) for method in ("POST", "", 7, None)),
    *(entry(status=status) for status in (0, 103, 2000, "200", 200.5, None)),
    *(entry(content=content) for content in UNSAVED),
    *(entry(status=304, content={"size": 0, **text}) for text in ({}, {"text": ""})),
    *(entry(status=302, redirectURL=target) for target in ("", 7, None)),
    *([entry()], "entry", 7, None, {}, {"request": entry()["request"]}),
    *({**entry(), "request": "GET"}, {**entry(), "response": [200]}),
]


@pytest.mark.parametrize("odd", PASSED_OVER, ids=lambda odd: str(odd)[-60:])
def test_entry_without_an_answer_is_passed_over(tmp_path: Path, odd: Any) -> None:
    """It costs nothing but itself: the next one is read."""
    assert [found.url for found in read(tmp_path, odd, entry(url=f"{URL}next/"))] == [f"{URL}next/"]


def test_headers_of_any_shape(tmp_path: Path) -> None:
    """What are no headers are none; the type is told all the same, if the browser knew it."""
    shapes: list[Any] = [None, 7, "x", {"a": "b"}, [None, 7, [], {}, header("a", 7)]]
    for odd in shapes:
        assert only(tmp_path, headers=odd).headers == (("Content-Type", "text/html"),)
    for kind in ("", "x-unknown", None, 7):
        assert only(tmp_path, headers=[], content={**HTML, "mimeType": kind}).headers == ()


NOON = datetime(2026, 1, 27, 12, tzinfo=UTC)
NOONS = ["2026-01-27t12:00:00.000000999z", "2026-01-27T13:00:00.000+01:00", "2026-01-27 12:00"]
NEVER = ["0001-01-01T00:00:00+23:00", "1601-01-01T00:00:00Z", "yesterday", 1769515200, None]


@pytest.mark.parametrize("told", [*NOONS, "20260127T130000+0100", *NEVER])
def test_time_in_any_form(tmp_path: Path, told: Any) -> None:
    """Every form of ISO 8601 is read, in UTC; what is no time is the beginning of all times."""
    found = only(tmp_path, when=told).fetched_at

    assert found == (EPOCH if told in NEVER else NOON)
    assert found.utcoffset() is not None


def test_address_is_one_line(tmp_path: Path) -> None:
    """In its normal form: what cannot stand in it is escaped, no line ends in it, no secret is."""
    odd = only(tmp_path, url="https://x.example/a b\ud800?c=\u200b")
    lines = only(tmp_path, url="HTTPS://me:pw@X.example:443/ěšč\r\nX: y#part")

    assert odd.url == "https://x.example/a%20b%ED%A0%80?c=%E2%80%8B"
    assert lines.url == "https://x.example/%C4%9B%C5%A1%C4%8DX:%20y"


@pytest.mark.parametrize("charset", ["; charset=windows-1250", "; charset=UTF-16", ""])
def test_text_reads_as_the_browser_read_it(tmp_path: Path, charset: str) -> None:
    """The browser decoded the text, so that the encoding that it once had is true no more."""
    text, told = '<meta charset="windows-1250"><p>ěšč €</p>', f"text/html{charset}"
    found = only(tmp_path, headers=[header("Content-Type", told)], content={**HTML, "text": text})
    page = Snapshot(found.url, found.body.read(), "", found.fetched_at, headers=found.headers)

    assert decode(page) == text
    assert found.headers == (
        ("X-Archive-Orig-Content-Type", told),
        ("Content-Type", "text/html; charset=utf-8"),
    )


TRUE: dict[str, tuple[dict[str, Any], bytes]] = {  # half a character is what JavaScript may leave
    "text/html; charset=windows-1250": ({**SAVED, "text": "7Jro"}, b"\xec\x9a\xe8"),
    "text/html; charset=UTF-8": ({"text": "\ud83d \ud83d\ude00"}, b"\xed\xa0\xbd \xf0\x9f\x98\x80"),
    "text/html": ({"text": "esc"}, b"esc"),
}


@pytest.mark.parametrize("told", TRUE)
def test_type_that_is_true_stays(tmp_path: Path, told: str) -> None:
    """What the server said of the bytes is not touched where it says what they are."""
    found = only(tmp_path, headers=[header("Content-Type", told)], content=TRUE[told][0])

    assert found.headers == (("Content-Type", told),)
    assert found.body.read() == TRUE[told][1]


BROKEN = [
    *(b"", b'{"log": {"entries": [', b'{"log": "\xff"}', b"[" * 200_000, b"9" * 10_000, b"7"),
    *(b'[{"log": {}}]', b'{"entries": []}', b'{"log": [{"entries": []}]}', b'{"log": "entries"}'),
    *(b'{"log": {}}', b'{"log": {"entries": {"0": {}}}}', b'{"log": {"entries": null}}'),
]


@pytest.mark.parametrize("content", BROKEN, ids=lambda content: ascii(content[:40]))
def test_file_that_is_no_har_says_so(tmp_path: Path, content: bytes) -> None:
    """One clear line with advice, and the shell's code for a source that cannot be read."""
    path = tmp_path / "site.har"
    path.write_bytes(content)

    with pytest.raises(SourceBroken, match=r"site\.har is no HAR file") as raised:
        captures(path, Limits())
    assert raised.value.exit_code == 3
    assert "HAR with content" in raised.value.hint
    with pytest.raises(SourceBroken, match="cannot be read: Is a directory"):
        captures(tmp_path, Limits())


def test_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    """It is read in memory: the limit is told, and how to raise it; at the limit it is read."""
    path = har(tmp_path, entry())
    size = path.stat().st_size

    with pytest.raises(SourceBroken, match=f"larger than {size - 1} bytes") as raised:
        list(captures(path, Limits(size=size - 1)))
    assert "--max size=" in raised.value.hint
    assert len(list(captures(path, Limits(size=size)))) == 1


REST = b'"log": {"entries": []}}'
BEGINS = [b"{" + REST, b"\xef\xbb\xbf \r\n{\n " + REST, b'{"x": "%b", ' % (b"x" * 4000) + REST]
OTHERS = [b"[{" + REST + b"]", b'{"x": "%b", ' % (b"x" * 4096) + REST, b"{}", b""]


@pytest.mark.parametrize("content", [*BEGINS, *OTHERS], ids=len)
def test_har_is_known_by_its_content(tmp_path: Path, content: bytes) -> None:
    """Whatever the file is called, and with a mark of the byte order, as some tools write it."""
    path = tmp_path / "saved"
    path.write_bytes(content)

    assert is_har(path) is (content in BEGINS)
    assert content in OTHERS or list(captures(path, Limits())) == []
    assert not is_har(tmp_path)


WORDS = st.sampled_from(
    [URL, "GET", "base64", "YWJj", "text/html", "Location", "2026-01-27", "Set-Cookie", "a\r\nb: c"]
)
TEXTS = st.text(st.characters(codec=None, exclude_categories=())) | WORDS
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=6),
    max_leaves=20,
)
HEADERS = st.lists(st.fixed_dictionaries({"name": TEXTS, "value": TEXTS}))
CONTENT = st.fixed_dictionaries({"text": TEXTS, "mimeType": TEXTS, "size": JSON})
ENTRIES = st.builds(
    entry,
    url=TEXTS.map(URL.__add__) | JSON,
    method=st.just("GET") | JSON,
    when=JSON | st.datetimes().map(str),
    status=st.sampled_from([200, 301, 304]) | JSON,
    headers=HEADERS | JSON,
    content=CONTENT | JSON,
    redirectURL=JSON,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(entries=st.lists(ENTRIES | JSON, max_size=4))
def test_any_entries_are_read_or_passed_over(
    entries: list[Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever the entries are, they give answers that can be written, or none; never an error."""
    for found in read(tmp_path_factory.mktemp("any"), *entries):
        lines = [found.url, found.reason, *(part for each in found.headers for part in each)]
        assert not set("\r\n\0") & set("".join(lines).encode().decode())
        assert found.url.startswith("http")
        assert found.fetched_at.utcoffset() is not None
        assert 200 <= found.status <= 999
        assert not found.header("Set-Cookie")
