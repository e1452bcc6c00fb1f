"""Several blogs on loopback, whose pictures all lie at one host, as at Webnode."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from types import MappingProxyType
from typing import Any

from tests.conftest import ROOT
from tests.webnode.answers import Answer
from tests.webnode.blog import Blog
from tests.webnode.server import Server, _Http

POSTS = 12
_POLL = 0.01
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Town:
    """The blogs, and the port of the host of their pictures."""

    servers: tuple[Server, ...]
    pictures: int

    @property
    def addresses(self) -> list[str]:
        """Of the blogs."""
        return [server.address for server in self.servers]

    @property
    def asked(self) -> list[tuple[int, str]]:
        """Every request, by port and path."""
        return [(each.port, each.path) for server in self.servers for each in server.log]

    def reached(self, *numbers: int) -> int:
        """How many requests the least asked of these blogs has had, without the pictures."""
        ports = Counter(port for port, _ in self.asked)
        return min(ports[self.servers[number].port] for number in numbers)

    @property
    def most_at_once(self) -> list[int]:
        """How many requests each host had in flight at once, at the most; the pictures' last."""
        own = [server.most_at_once(server.port) for server in self.servers]
        return [*own, self.servers[-1].most_at_once(self.pictures)]

    def forget(self) -> None:
        """Begin the logs anew."""
        for server in self.servers:
            server.log.clear()


@contextmanager
def town(blogs: int, latency: float = 0.0) -> Iterator[Town]:
    """So many small blogs; each lacks nothing but a page that its robots.txt forbids."""
    with ExitStack() as stack:
        hosts = [stack.enter_context(_Http()) for _ in range(blogs)]
        pictures = stack.enter_context(_Http())
        servers = tuple(Server(_blog(at, latency), http, pictures) for at, http in enumerate(hosts))
        pictures.serve(_first([server._site.asset for server in servers]), servers[-1])
        for http in (pictures, *hosts):
            Thread(target=http.serve_forever, args=(0.02,), daemon=True).start()
            stack.callback(http.shutdown)
        yield Town(servers, pictures.server_port)


def _blog(number: int, latency: float) -> Blog:
    return Blog("webnode2", POSTS, trouble=False, latency=latency, seed=40 + number)


def _first(answers: Sequence[Callable[[str], Answer]]) -> Callable[[str], Answer]:
    """Whichever blog has the file."""

    def answer(path: str) -> Answer:
        found = [each(path) for each in answers]
        return next((each for each in found if each.status == 200), found[0])

    return answer


def listed(path: Path, rows: Sequence[str], columns: str = "source,own-site,delay") -> Path:
    """A list of sites of the user's own, which may be asked without a pause."""
    path.write_text("\n".join([columns, *(f"{row},yes,0" for row in rows)]))
    return path


def command(sites: Path, out: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "migrator", "batch", str(sites), "--out", str(out), *options]


def start(
    arguments: Sequence[str], more: Mapping[str, str] = NOTHING, **options: Any
) -> subprocess.Popen[bytes]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), **more}
    return subprocess.Popen(arguments, env=env, **options)


def until(holds: Callable[[], object], seconds: float = 60.0) -> None:
    """Wait until something holds; it fails if that takes too long."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(_POLL)


def exported(out: Path) -> dict[str, bytes]:
    """All that was written for the new sites, by its path."""
    found = [*out.rglob("site/**/*"), *out.rglob("redirects/**/*")]
    return {str(path.relative_to(out)): path.read_bytes() for path in found if path.is_file()}


def timeless(sheet: str) -> str:
    """The report over all without what documents moments in time."""
    rows = sheet.splitlines()
    return "\n".join(row for row in rows if '"started"' not in row and '"ended"' not in row)
