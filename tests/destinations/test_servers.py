"""The servers that the other tests rely on serve what they are given, and end."""

from __future__ import annotations

import socket
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
import requests

from tests.destinations.servers import apache, nginx, static
from tests.destinations.wordpress import WordPress, wordpress

pytestmark = [pytest.mark.destinations, pytest.mark.loopback]

MAP = """
map $uri $moved {
  default "";
  "/products/kůň.html" /kun/;
}
"""
MOVED = "if ($moved) { return 301 $moved; }"
HTACCESS = """
RewriteEngine On
RewriteRule ^products/kůň\\.html$ /kun/ [R=301,L]
Redirect 301 /home/ /
"""

Start = Callable[[Path], AbstractContextManager[str]]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A built site of two pages and a picture, in folders that only their owner may enter."""
    root = tmp_path / "site"
    (root / "kun").mkdir(parents=True)
    (root / "index.html").write_text("<h1>Domů</h1>", "utf-8")
    (root / "kun/index.html").write_text("<h1>Kůň</h1>", "utf-8")
    (root / "kun/x.png").write_bytes(picture())
    (root / "empty").mkdir()
    root.chmod(0o700)
    return root


@pytest.fixture(scope="module")
def blog() -> Iterator[WordPress]:
    """One WordPress for all tests here; each makes posts of its own."""
    with wordpress("Europe/Prague") as blog:
        yield blog


def picture() -> bytes:
    """A PNG of one red pixel."""
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0\xff\0\0")),
        (b"IEND", b""),
    )
    chunks = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def get(url: str) -> requests.Response:
    answer = requests.get(url, allow_redirects=False, timeout=10)
    answer.encoding = "utf-8"
    return answer


@pytest.mark.parametrize("start", [nginx, apache, static])
def test_pages_and_pictures_are_served(site: Path, start: Start) -> None:
    """A folder answers with its index page, a picture with its bytes, all else with 404."""
    with start(site) as url:
        assert get(f"{url}/").text == "<h1>Domů</h1>"
        page = get(f"{url}/kun/")
        assert (page.text, page.headers["Content-Type"][:9]) == ("<h1>Kůň</h1>", "text/html")
        assert get(f"{url}/kun/x.png").content == picture()
        assert get(f"{url}/kun/x.png").headers["Content-Type"] == "image/png"
        assert get(f"{url}/gone/").status_code == 404
        assert get(f"{url}/empty/").status_code in {403, 404}


@pytest.mark.parametrize("start", [nginx, apache, static])
def test_a_server_ends_with_its_block(site: Path, start: Start) -> None:
    """Nobody listens at the port when the block is left, by a failed test as well."""
    with pytest.raises(RuntimeError, match="in the test"), start(site) as url:
        raise RuntimeError("in the test")
    with socket.socket() as knock:
        assert knock.connect_ex(("127.0.0.1", int(url.rpartition(":")[2]))) != 0


def test_nginx_takes_lines_for_http_and_for_the_server(site: Path) -> None:
    """A map of addresses leads an old address, as a browser spells it, to its page."""
    with nginx(site, MAP, MOVED) as url:
        moved = get(f"{url}/products/k%C5%AF%C5%88.html")
        assert (moved.status_code, moved.headers["Location"]) == (301, f"{url}/kun/")
        assert get(f"{url}/kun/").status_code == 200


def test_nginx_says_what_is_wrong_with_the_lines(site: Path) -> None:
    """Lines that nginx refuses fail the test with nginx's own words."""
    with (
        pytest.raises(AssertionError, match='unknown directive "sideways"'),
        nginx(site, "sideways;"),
    ):
        pass


def test_apache_obeys_htaccess(site: Path) -> None:
    """Rules of `.htaccess`, by mod_rewrite and by mod_alias, lead an old address to its page."""
    (site / ".htaccess").write_text(HTACCESS, "utf-8")
    with apache(site) as url:
        moved = get(f"{url}/products/k%C5%AF%C5%88.html")
        assert (moved.status_code, moved.headers["Location"]) == (301, f"{url}/kun/")
        assert get(f"{url}/home/").headers["Location"] == f"{url}/"


def test_apache_refuses_a_wrong_htaccess(site: Path) -> None:
    """A rule that Apache does not know is an error for the reader, as on a real host."""
    (site / ".htaccess").write_text("Sideways On\n")
    with apache(site) as url:
        assert get(f"{url}/kun/").status_code == 500


def test_wordpress_keeps_a_post(blog: WordPress) -> None:
    """A post that is made through the API is read back from it, and stands at its address."""
    tag = blog.post("tags", name="C#")["id"]
    text = '<p>Příliš žluťoučký</p><iframe src="https://www.youtube.com/embed/x"></iframe>'
    made = blog.post(
        "posts",
        title="Kůň &amp; &lt;vůz>",
        slug="kun",
        content=text,
        date="2012-03-05T14:07:00+01:00",
        status="publish",
        tags=[tag],
    )
    (post,) = blog.get("posts", slug="kun", status="any")
    assert (post["id"], post["content"]["raw"], post["tags"]) == (made["id"], text, [tag])
    assert (post["date"], post["date_gmt"]) == ("2012-03-05T14:07:00", "2012-03-05T13:07:00")
    assert post["link"] == f"{blog.url}/2012/03/kun/"
    page = get(post["link"]).text
    assert "<p>Příliš žluťoučký</p>" in page
    assert 'src="https://www.youtube.com/embed/x"' in page
    assert get(f"{blog.url}/products/kun.html").status_code == 404


def test_wordpress_keeps_a_picture(blog: WordPress) -> None:
    """An uploaded picture is served with its own bytes."""
    made = blog.upload("kun.png", picture(), "image/png")
    assert get(made["source_url"]).content == picture()


def test_wordpress_is_empty_at_first() -> None:
    """None of WordPress's own samples is counted with ours, and a refusal fails with its reason."""
    with wordpress() as fresh:
        assert [fresh.get(kind) for kind in ("posts", "pages", "comments", "media")] == [[]] * 4
        assert [tag["name"] for tag in fresh.get("categories")] == ["Uncategorized"]
        with pytest.raises(AssertionError, match="date"):
            fresh.post("posts", title="x", date="5.3.2012")
