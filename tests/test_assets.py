"""The files that a page needs, and what their bytes say they are."""

from __future__ import annotations

from base64 import b64encode

import pytest

from migrator import assets
from migrator.models import Capture, Kept
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
    assert capture.header("Content-Type") == "image/png"
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
    ],
)
def test_file_is_what_its_bytes_are(url: str, body: bytes, extension: str, reason: str) -> None:
    """A picture's type is told by its bytes; nothing, or a page in its place, is no file."""
    found = assets.examine(Kept(url, 200, body), url)

    assert getattr(found, "extension", "") == extension
    assert getattr(found, "reason", "").startswith(reason)
