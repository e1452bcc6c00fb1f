"""Answers as they come over a real connection: kept as sent, within limits, without secrets."""

from __future__ import annotations

import base64
import gzip
import tracemalloc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from socket import create_server, socket, timeout
from threading import Event, Lock, Thread
from time import monotonic, sleep
from typing import Any

import pytest
import responses

from migrator.archive import Archive
from migrator.errors import OutputRefused
from migrator.fetch import Fetcher
from migrator.fetch.wire import USER_AGENT
from migrator.models import Capture, Limits, Missing

pytestmark = pytest.mark.loopback

Answer = bytes | Iterable[bytes]


class Server:
    """Answers each connection with the next of what it was given, the last one again and again."""

    def __init__(self, answers: tuple[Answer, ...], pause: float) -> None:
        self.heads: list[bytes] = []  # of requests, as they came
        self.connections = self.most_at_once = 0
        self._answers, self._pause = answers, pause
        self._socket = create_server(("127.0.0.1", 0))
        self._socket.settimeout(0.05)
        self._lock, self._stopped, self._open = Lock(), Event(), 0
        self._threads = [Thread(target=self._accept)]
        self._threads[0].start()
        self.port = self._socket.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}/"

    def stop(self) -> None:
        self._stopped.set()
        for thread in self._threads:
            thread.join()
        self._socket.close()

    def _accept(self) -> None:
        while not self._stopped.is_set():
            with suppress(timeout):
                connection, _ = self._socket.accept()
                self.connections += 1
                self._threads.append(Thread(target=self._serve, args=(connection,)))
                self._threads[-1].start()

    def _serve(self, connection: socket) -> None:
        with connection, suppress(OSError):
            connection.settimeout(10)
            head = b""
            while not head.endswith(b"\r\n\r\n"):
                got = connection.recv(1 << 16)
                if not got:
                    return
                head += got
            with self._lock:
                answer = self._answers[min(len(self.heads), len(self._answers) - 1)]
                self.heads.append(head)
                self._open += 1
                self.most_at_once = max(self.most_at_once, self._open)
            sleep(self._pause)
            with self._lock:
                self._open -= 1
            for piece in [answer] if isinstance(answer, bytes) else answer:
                connection.sendall(piece)


@contextmanager
def serving(*answers: Answer, pause: float = 0.0) -> Iterator[Server]:
    """A server on a free port of this computer; stopped when done."""
    server = Server(answers, pause)
    try:
        yield server
    finally:
        server.stop()


def answer(body: bytes = b"", *headers: str, status: str = "200 OK") -> bytes:
    told = [f"HTTP/1.1 {status}", *headers]
    if not any(name.lower().startswith(("content-length", "transfer-")) for name in headers):
        told.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*told, "Connection: close", "", ""]).encode("latin-1") + body


def fetcher(site: str, **options: Any) -> Fetcher:
    return Fetcher(site, 0.0, own_site=True, sleep=lambda seconds: None, **options)


def asked(asking: Fetcher, url: str, **conditions: str) -> Capture:
    """The capture, its body in memory and its file closed."""
    found = asking.get(url, {name.replace("_", "-"): value for name, value in conditions.items()})
    assert isinstance(found, Capture), found
    with found.body:
        return replace(found, body=BytesIO(found.body.read()))


def got(site: str, path: str = "", **options: Any) -> Capture:
    return asked(fetcher(site, **options), site + path)


def why_not(site: str, **options: Any) -> str:
    found = fetcher(site, **options).get(site)
    assert isinstance(found, Missing), found
    return found.reason


def test_headers_are_kept_in_their_order_and_spelling() -> None:
    """Equal names stay apart and where they were; nothing is merged, sorted or respelt."""
    with serving(answer(b"x", "x-ODD: 1", "Server: me", "X-odd: 2", "X-A: ä")) as server:
        found = got(server.address)

    assert found.headers == (
        *(("x-ODD", "1"), ("Server", "me"), ("X-odd", "2"), ("X-A", "ä")),
        *(("Content-Length", "1"), ("Connection", "close")),
    )


def test_status_and_request_are_kept(tmp_path: Path) -> None:
    """The words after the status and what was asked are told as they were, and archived so."""
    raw = "/č/".encode().decode("latin-1")
    with serving(answer(b"x", f"Location: {raw}", status="404 Weg für immer")) as server:
        found = got(server.address, "a/?b=1")

    assert (found.status, found.reason) == (404, "Weg für immer")
    assert found.request[0] == ("Host", f"127.0.0.1:{server.port}")
    assert ("User-Agent", USER_AGENT) in found.request
    assert server.heads[0].startswith(b"GET /a/?b=1 HTTP/1.1\r\n")
    Archive(tmp_path / "site.warc.gz").keep(found)
    kept = Archive(tmp_path / "site.warc.gz").snapshot(found.url)
    assert kept.headers == found.headers
    assert kept.header("Location") == raw


def test_packed_body_is_kept_packed() -> None:
    """The bytes are those of the wire; the header that tells how they are packed stays."""
    packed = gzip.compress(b"text " * 1000)
    with serving(answer(packed, "Content-Encoding: gzip")) as server:
        found = got(server.address)

    assert found.body.read() == packed
    assert found.header("Content-Encoding") == "gzip"


def test_chunked_body_arrives_whole() -> None:
    """Chunks are joined, and the header that speaks of them is set aside."""
    chunks = b"3\r\nabc\r\n5;x=y\r\ndefgh\r\n0\r\nX-Trailer: 1\r\n\r\n"
    with serving(answer(chunks, "Transfer-Encoding: chunked")) as server:
        found = got(server.address)

    assert found.body.read() == b"abcdefgh"
    assert found.header("X-Archive-Orig-Transfer-Encoding") == "chunked"
    assert found.header("Transfer-Encoding") == ""


@pytest.mark.parametrize(
    "cut",
    [
        answer(b"half", "Content-Length: 8"),
        answer(b"4\r\nhalf\r\n4\r\nth", "Transfer-Encoding: chunked"),
        answer(b"4\r\nhalf\r\n", "Transfer-Encoding: chunked"),
    ],
)
def test_answer_cut_short_is_asked_for_again(cut: bytes) -> None:
    """Half an answer is none, even the first of a host; what stays cut is told."""
    with serving(cut, answer(b"half, whole")) as server:
        assert got(server.address).body.read() == b"half, whole"
    with serving(cut) as server:
        assert why_not(server.address) == "the answer was cut short"
        assert len(server.heads) == 4


def test_redirect_is_not_followed() -> None:
    """A redirect is the answer at its address; where it leads is for others to decide."""
    with serving(answer(b"moved", "Location: /b/", status="301 Moved")) as server:
        found = got(server.address)

        assert (found.status, found.body.read(), found.header("Location")) == (301, b"moved", "/b/")
        assert len(server.heads) == 1


@pytest.mark.parametrize("status", ["200 OK", "301 Moved"])
def test_too_large_an_answer_is_not_kept(status: str) -> None:
    """A body without end, of a redirect too, is given up at the limit, and not asked for again."""
    head = answer(b"", "Content-Length: 99999999999", "Location: /b/", status=status)
    endless = (head, *[bytes(1 << 20)] * 50)
    with serving(endless) as server:
        told = why_not(server.address, limits=Limits(size=2 << 20))

        assert told == "the answer is larger than 2 MB (--max size=…)"
        assert len(server.heads) == 1


def drip() -> Iterator[bytes]:
    yield answer(b"", "Content-Length: 1000")
    for _ in range(1000):
        sleep(0.02)
        yield b"x"


def test_answer_that_drips_is_given_up() -> None:
    """The time limit holds for a server that sends a byte now and then, too."""
    began = monotonic()
    with serving(drip()) as server:
        told = why_not(server.address, limits=Limits(seconds=1))

    assert told == "the answer took longer than 1 s (--max seconds=…)"
    assert monotonic() - began < 5


def test_secrets_are_not_kept() -> None:
    """No cookie or password goes into a capture, neither the server's nor the user's."""
    sent = answer(b"x", "Set-Cookie: a=1", "SET-COOKIE2: b=2", "Authorization: c", "X-A: d")
    with serving(sent) as server:
        site = server.address.replace("//", "//me:secret@")
        told = {"Cookie": "e=3", "Proxy_Authorization": "f", "X_B": "g"}
        found = asked(fetcher(site), server.address, **told)

    names = {name.lower() for name, _ in (*found.headers, *found.request)}
    assert not names & {"set-cookie", "set-cookie2", "cookie", "authorization"}
    assert "proxy-authorization" not in names
    assert {"x-a", "x-b"} <= names
    assert "secret" not in repr(found)


def test_cookies_are_never_sent_back() -> None:
    """What a server sets is forgotten at once."""
    with serving(answer(b"x", "Set-Cookie: a=1; Path=/; Max-Age=9999")) as server:
        asking = fetcher(server.address)
        for path in ("a/", "b/"):
            asked(asking, server.address + path)

        assert [b"cookie" in head.lower() for head in server.heads] == [False, False]


def test_password_goes_to_its_own_host_alone(
    network: responses.RequestsMock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address's password is sent where it stood; ~/.netrc and other addresses' are not."""
    netrc = tmp_path / ".netrc"
    netrc.write_text("machine 127.0.0.1 login other password stolen\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(netrc))
    network.add_passthru("http://a:b@127.0.0.1")
    with serving(answer(b"x")) as own, serving(answer(b"x")) as other:
        asking = fetcher(own.address.replace("//", "//m%C4%9B:s%40crét@"))
        for address in (own.address, other.address, other.address.replace("//", "//a:b@")):
            asked(asking, address)

    expected = base64.b64encode("mě:s@crét".encode())
    assert b"\r\nAuthorization: Basic " + expected + b"\r\n" in own.heads[0]
    assert [b"Authorization" in head for head in other.heads] == [False, False]


def test_large_body_costs_no_memory(tmp_path: Path) -> None:
    """200 MB lie in the folder that was named, and are never in memory at once."""
    size = 200 << 20
    large = (answer(b"", f"Content-Length: {size}"), *[bytes(1 << 20)] * 200)
    with serving(large) as server:
        tracemalloc.start()
        found = fetcher(server.address, spool=tmp_path).get(server.address)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()

    assert peak < 8 << 20
    assert isinstance(found, Capture)
    with found.body:
        assert found.body.seek(0, 2) == size


def test_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a body cannot be put down the run ends with advice; it is not the site's fault."""

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.SpooledTemporaryFile.write", full)
    with serving(answer(b"x")) as server, pytest.raises(OutputRefused, match="No space left"):
        fetcher(server.address, spool=tmp_path).get(server.address)
