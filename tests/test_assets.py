"""The files that a page needs, where they may lie, and what their bytes say they are."""

from __future__ import annotations

import struct
import zlib
from base64 import b64encode

import pytest

from migrator import assets
from migrator.assets.pictures import decodes, pixels
from migrator.models import Capture, Kept, Snapshot
from tests.conftest import FETCHED
from tests.test_read import article, page

PNG = b"\x89PNG\r\n\x1a\n" + bytes(24)


def test_picture_that_stands_in_the_page_becomes_a_file() -> None:
    """Its bytes are decoded and kept like any other's; a dot that only takes up room goes."""
    dot, real = (f"data:image/png;base64,{b64encode(PNG * n).decode()}" for n in (1, 20))
    found = article(page(f'<p>x</p><img src="{dot}"><img src="{real}" alt="M">'))
    kept: list[Capture] = []
    needs = assets.Needs()
    needs.add(assets.wanted(found), found.fetched_at)
    stored, missing = needs.collect(lambda wanted: (), kept.append)

    assert [removal.rule for removal in found.removed] == ["spacer-picture"]
    (capture,) = kept
    assert capture.body.read() == PNG * 20
    assert capture.fetched_at == FETCHED
    assert capture.media_type == "image/png"
    assert [file.extension for file in stored.values()] == [".png"]
    assert missing == ()


@pytest.mark.parametrize(
    ("html", "needed"),
    [
        ('<img src="https://other.example/a.png">', ["https://other.example/a.png"]),
        ('<a href="https://other.example/a.pdf">x</a>', []),
        (
            '<a href="/_files/200000013-b8a1fb99c1/a.pdf">x</a>',
            ["https://x.webnode.example/_files/200000013-b8a1fb99c1/a.pdf"],
        ),
        (
            '<img src="/_files/200000013-b8a1fb99c1/450/a.png">'
            '<img src="/_files/200000013-b8a1fb99c1/a.png">',
            ["https://x.webnode.example/_files/200000013-b8a1fb99c1/a.png"],
        ),
        (
            '<iframe src="/_files/200000013-b8a1fb99c1/a.pdf"></iframe>',
            ["https://x.webnode.example/_files/200000013-b8a1fb99c1/a.pdf"],
        ),
        ('<iframe src="https://v.example/e"></iframe>', []),
        ('<a href="data:text/plain,hello">x</a>', []),
    ],
)
def test_needed_files_are_the_pictures_and_the_sites_own_uploads(
    html: str, needed: list[str]
) -> None:
    """Every picture is wanted, of links only uploads, each upload once whatever its size."""
    assert list(assets.wanted(article(page(html)))) == needed


@pytest.mark.parametrize(
    ("url", "body", "extension", "reason"),
    [
        ("https://x.example/a.jpg", PNG, ".png", ""),
        ("https://x.example/a", PNG, ".png", ""),
        ("https://x.example/a.JPEG", b"\xff\xd8\xff\xe0" + bytes(24), ".jpg", ""),
        ("https://x.example/a.docx", b"PK\x03\x04" + bytes(30), ".docx", ""),
        ("https://x.example/a.png", b"", "", "the file is empty"),
        ("https://x.example/a.png", b"\n<!-- c -->" * 99 + b"<HTML>", "", "a web page came"),
        ("https://x.example/a.html", b"<html>", ".html", ""),
        ("https://x.example/a.jpg", b"%PDF-1.4\n", ".pdf", ""),
        ("https://x.example/a.docx", b"\r\n%PDF-1.4\n", ".pdf", ""),
        ("https://x.example/a", b"PK\3\4..[Content_Types].xml..word/document.xml", ".docx", ""),
        ("https://x.example/a.doc", b"PK\3\4..mimetypeapplication/epub+zip", ".epub", ""),
        ("https://x.example/a.zip", b"PK\3\4..word/document.xml", ".zip", ""),
        ("https://x.example/a.mp3", b"\0\0\0\x20ftypisom", ".mp4", ""),
        ("https://x.example/a.mov", b"\0\0\0\x20ftypisom", ".mov", ""),
        ("https://x.example/a.png", b"\0\0\0\x20ftypavif", ".avif", ""),
        ("https://x.example/a", b"ID3\3\0\0", ".mp3", ""),
        ("https://x.example/a.wav", b"\xff\xfb\x90\0", ".mp3", ""),
        ("https://x.example/a.bin", b"OggS\0\2", ".ogg", ""),
        ("https://x.example/a.oga", b"OggS\0\2", ".oga", ""),
        ("https://x.example/a.mp4", b"\x1aE\xdf\xa3\x9fB\x82\x84webm", ".webm", ""),
        ("https://x.example/a.mp4", b"\x1aE\xdf\xa3\x9fB\x82\x88matroska", ".mkv", ""),
        ("https://x.example/a.nef", b"II*\0" + bytes(30), ".nef", ""),
        ("https://x.example/a.txt", b"BM is a brand of cars, says Tom", ".txt", ""),
        ("https://x.example/a.txt", b"\xff\xfeT\0o\0m\0", ".txt", ""),
        ("https://x.example/a.png", b'<?xml version="1.0"?>\n<!-- c --><svg>', ".svg", ""),
        ("https://x.example/a", b"\xef\xbb\xbf<SVG xmlns=''>", ".svg", ""),
        ("https://x.example/a.svg", b"<!-- c --><html><svg>", "", "a web page came"),
        ("https://x.example/a.svg", b"<!-- c --><svg><foreignObject><html>", ".svg", ""),
        ("https://x.example/a.png", b"\0\0\0\x20ftypavis", ".avif", ""),
        ("https://x.example/a.jpg", b"\0\0\0\x20ftypheic", ".heic", ""),
        ("https://x.example/a.doc", b"\r\n{\\rtf1", ".rtf", ""),
        ("https://x.example/a", b"8BPS\0\1" + bytes(20), ".psd", ""),
        ("https://x.example/a.jpg", b'<?xml version="1.0"?><html>', "", "a web page came"),
    ],
)
def test_file_is_what_its_bytes_are(url: str, body: bytes, extension: str, reason: str) -> None:
    """A picture's type is told by its bytes; nothing, or a page in its place, is no file."""
    found = assets.examine(Kept(url, 200, body), url)

    assert getattr(found, "extension", "") == extension
    assert getattr(found, "reason", "").startswith(reason)


ID = "200000016-8cb178db6b"


@pytest.mark.parametrize(
    ("html", "named"),
    [
        (f'<img src="/_files/{ID}/450/a b.jpg">', f"https://x.example/_files/{ID}/450/a b.jpg"),
        (f"<img src=/_files/{ID}/200/a.jpg alt=x>", f"https://x.example/_files/{ID}/200/a.jpg"),
        (
            f'<base href="https://y.example/z/"><a href="../_files/{ID}/a.jpg">',
            f"https://y.example/_files/{ID}/a.jpg",
        ),
        (
            f'<img srcset="//c.example/f/{ID}/450/a.jpg?ph=1 450w, /f/200000017-8cb178db6b/b.jpg">',
            f"https://c.example/f/{ID}/450/a.jpg?ph=1",
        ),
        (
            f'<i data-content="{{&quot;src&quot;:&quot;https://c.example/f/{ID}/a.jpg&quot;}}">',
            f"https://c.example/f/{ID}/a.jpg",
        ),
        (
            rf'{{"src":"https:\/\/c.example\/f\/{ID}\/700\/\u010d.jpg"}}',
            f"https://c.example/f/{ID}/700/č.jpg",
        ),
        (f"<i style='background:url(/_files/{ID}/a.jpg)'>", f"https://x.example/_files/{ID}/a.jpg"),
        (
            f'<a href="/images/{ID}/a.jpg?x=1&amp;y=2">',
            f"https://x.example/images/{ID}/a.jpg?x=1&y=2",
        ),
        (
            f'<img src="/_files/system_preview_small_{ID}/a.jpg">',
            f"https://x.example/_files/system_preview_small_{ID}/a.jpg",
        ),
    ],
)
def test_every_address_of_an_upload_on_a_page_is_noted(html: str, named: str) -> None:
    """In attributes, style, data and sets of sizes, however it is written there."""
    uploads = assets.Uploads()
    uploads.note(Snapshot("https://x.example/l/a/", html.encode(), "text/html", FETCHED))
    others = uploads.others(f"https://gone.example/{ID}/a.jpg", "https://x.example/")

    assert [each.url for each in others if each.is_named] == [named]


def test_files_host_is_the_one_that_the_pages_tell() -> None:
    """Where the data of a page says where files lie, no other host is guessed."""
    told = r'<script>RS_CFG["filesPath"] = "http:\/\/files.old.example\/";</script>'
    uploads = assets.Uploads()
    uploads.note(Snapshot("https://x.example/", told.encode(), "text/html", FETCHED))
    others = uploads.others(f"https://x.example/_files/{ID}/a.pdf", "https://x.example/")

    assert [each.url for each in others] == [f"http://files.old.example/{ID}/a.pdf"]


def test_upload_without_a_suffix_may_be_a_picture() -> None:
    """Its smaller copies are asked for, as those of a picture are; a document has none."""
    none, paper = (f"https://x.example/_files/{ID}/{name}" for name in ("a", "a.pdf"))
    uploads = assets.Uploads()

    assert f"https://x.example/_files/{ID}/450/a" in [
        each.url for each in uploads.others(none, "https://x.example/")
    ]
    assert len(uploads.others(paper, "https://x.example/")) == 1


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


@pytest.mark.parametrize("side", [9_000, 11_000, 60_000])
def test_picture_that_would_fill_the_memory_is_not_decoded(side: int) -> None:
    """A trap of few bytes that claims to be huge is neither opened nor called broken."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    bomb = PNG[:8] + header + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")

    assert decodes([bomb])
    assert pixels(bomb) == ((side, side) if side < 20_000 else None)
    assert not decodes([PNG])
    assert decodes([b"8BPS" + PNG])
