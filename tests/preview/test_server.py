"""The preview's server: what it gives, to whom, and how a browser is told to treat it."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from migrator.errors import MigratorError
from migrator.preview import serve
from migrator.run import previewed

pytestmark = pytest.mark.loopback


@dataclass(frozen=True)
class Asked:
    """An answer, read to its end."""

    status: int
    headers: dict[str, str]
    body: bytes


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """A server of an output folder with one file of each kind, and secrets around it."""
    for name in (
        "out/preview/index.html",
        "out/preview/old/0001.html",
        "out/preview/Pages/0001.html",
        "out/preview/pages/0001.html",
        "out/preview/style.css",
        "out/preview/preview.js",
        "out/preview/thumbs/0001.jpg",
        "out/site/posts/a/page.html",
        "out/site/posts/a/drawing.svg",
        "out/site/posts/a/script.js",
        "out/site/posts/a/index.md",
        "out/report.html",
        "out/report.json",
        "out/archive/site.warc.gz",
        "out/manifest.json",
        "secret.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"this is {name}")
    (tmp_path / "out/site/link.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "out/site/loop").symlink_to("loop")
    (tmp_path / "out/site/archive").symlink_to(tmp_path / "out/archive")
    with serve(tmp_path / "out") as address:
        yield int(urlsplit(address).port or 0)


def ask(port: int, path: str, method: str = "GET", **headers: str) -> Asked:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, headers=headers)
    answer: HTTPResponse = connection.getresponse()
    told = Asked(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
    connection.close()
    return told


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/preview/index.html", "text/html; charset=utf-8"),
        ("/preview/index.html?x=1", "text/html; charset=utf-8"),
        ("/preview/style.css", "text/css; charset=utf-8"),
        ("/preview/preview.js", "text/javascript; charset=utf-8"),
        ("/preview/thumbs/0001.jpg", "image/jpeg"),
        ("/report.html", "text/html; charset=utf-8"),
        ("/site/posts/a/drawing.svg", "image/svg+xml"),
        ("/site/posts/a/page.html", "text/plain; charset=utf-8"),
        ("/site/posts/a/script.js", "text/plain; charset=utf-8"),
        ("/site/posts/a/index.md", "text/plain; charset=utf-8"),
    ],
)
def test_files_come_with_their_type(port: int, path: str, kind: str) -> None:
    """Pages of the old site's files are text; the type is never guessed."""
    found = ask(port, path)

    assert (found.status, found.headers["content-type"]) == (200, kind)
    assert found.headers["x-content-type-options"] == "nosniff"
    assert found.headers["referrer-policy"] == "no-referrer"
    assert found.body == f"this is out{path.partition('?')[0]}".encode()


@pytest.mark.parametrize(
    "path",
    [
        "/archive/site.warc.gz",
        "/manifest.json",
        "/report.json",
        "/secret.txt",
        "/../secret.txt",
        "/preview/../archive/site.warc.gz",
        "/preview/%2e%2e/archive/site.warc.gz",
        "/preview/%2e%2e%2farchive/site.warc.gz",
        "/preview/..%5c..%5csecret.txt",
        "/preview/pages/..%2fold/0001.html",
        "/site/loop",
        "/site/" + "a" * 300,
        "//etc/passwd",
        "/site//etc/passwd",
        "/site/link.txt",
        "/site/archive/site.warc.gz",
        "/site/",
        "/site/%00",
        "/preview",
        "/nothing",
    ],
)
def test_nothing_else_is_given(port: int, path: str) -> None:
    """No archive, no folder, nothing outside, whatever the spelling, nor through a link."""
    found = ask(port, path)

    assert found.status == (302 if path == "/preview" else 404)
    assert found.body == b""


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "", "localhost.evil"])
def test_another_host_gets_nothing(port: int, host: str) -> None:
    """A page elsewhere that points its own name at this computer is refused."""
    assert ask(port, "/preview/index.html", Host=host).status == 421
    assert ask(port, "/preview/index.html", Host=f"localhost:{port}").status == 200


def test_what_came_from_others_is_in_a_sandbox(port: int) -> None:
    """Every answer names what may be loaded; old pages and copies may not run anything at all."""
    own, old = ask(port, "/preview/index.html"), ask(port, "/preview/old/0001.html")
    drawing = ask(port, "/site/posts/a/drawing.svg")
    page, other = ask(port, "/preview/pages/0001.html"), ask(port, "/preview/Pages/0001.html")

    for found in (own, page, old, other, drawing, ask(port, "/nothing")):
        assert found.headers["content-security-policy"].startswith("default-src 'none'; ")
    assert "sandbox" not in own.headers["content-security-policy"]
    assert "sandbox" not in page.headers["content-security-policy"]
    assert other.headers["content-security-policy"].endswith("; sandbox")
    assert old.headers["content-security-policy"].endswith("; sandbox")
    assert drawing.headers["content-security-policy"].endswith("; sandbox")


def test_a_head_request_gets_the_head(port: int) -> None:
    """HEAD says how long a file is, and sends nothing of it; other methods are not known."""
    found = ask(port, "/preview/style.css", "HEAD")

    assert (found.status, found.body) == (200, b"")
    assert found.headers["content-length"] == "29"
    assert ask(port, "/preview/style.css", "POST").status == 501


def test_browser_that_goes_away_is_not_told_of(
    port: int, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Nothing is written to the terminal when a connection ends before the answer does."""
    (tmp_path / "out/site/large.txt").write_bytes(b"x" * 30_000_000)
    with socket.create_connection(("127.0.0.1", port)) as gone:
        gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        gone.sendall(f"GET /site/large.txt HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        gone.recv(1)
    time.sleep(0.3)

    assert ask(port, "/report.html").status == 200
    assert capfd.readouterr().err == ""


def test_only_a_port_that_is_taken_is_called_so(port: int, tmp_path: Path) -> None:
    """What goes wrong while the preview is shown is something else."""
    taken = previewed(tmp_path / "out", port)
    with pytest.raises(MigratorError, match=f"port {port} cannot be used"):
        taken.__enter__()
    with pytest.raises(OSError, match="full"), previewed(tmp_path / "out"):
        raise OSError("the disk is full")


def test_it_listens_to_this_computer_alone(tmp_path: Path) -> None:
    """The address is a loopback one, and the port is free again afterwards."""
    with serve(tmp_path) as address:
        parts = urlsplit(address)
        assert (parts.hostname, parts.path) == ("127.0.0.1", "/preview/index.html")
        port = int(parts.port or 0)
    with serve(tmp_path, port) as again:
        assert urlsplit(again).port == port
    with socket.socket() as tried:
        assert tried.connect_ex(("127.0.0.1", port)) != 0
