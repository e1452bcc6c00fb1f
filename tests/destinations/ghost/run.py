"""`python -m tests.destinations.ghost.run FOLDER IMPORT.zip`: what a real Ghost makes of it."""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import sys
import time
from collections.abc import Iterator, Set
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urljoin
from zipfile import ZipFile

import requests
from bs4 import BeautifulSoup

from tests.destinations.servers import free_port, running

Key = tuple[str, str, str]  # type, slug, status

_NAME = "owner@example.com"
_PASSWORD = "a long sentence for a test"
_PATIENCE, _SURE = 60, 4  # seconds without a change; the import goes on after its answer


@dataclass(frozen=True)
class Post:
    """A post or page as the Admin API tells it."""

    slug: str
    title: str
    published_at: str | None
    tags: tuple[str, ...]
    status: str
    type: str
    html: str

    @property
    def key(self) -> Key:
        """What must be the same before and after."""
        return self.type, self.slug, self.status


@dataclass(frozen=True)
class Ghost:
    """A running Ghost, and its owner's session."""

    url: str
    session: requests.Session

    def call(self, method: str, path: str, **more: Any) -> requests.Response:
        """The Admin API's answer; a refusal ends the run with its reason."""
        url = f"{self.url}/ghost/api/admin/{path}"
        answer = self.session.request(method, url, timeout=120, **more)
        if not answer.ok:
            raise SystemExit(f"{method} {path}: {answer.status_code} {answer.text}")
        return answer


def main() -> int:
    """Import, read back, print; 1 if a post, a picture or an old address did not get through."""
    asked = _arguments()
    expected = sorted(posts_in(asked.zip))
    with TemporaryDirectory() as scratch, _ghost(asked.folder, Path(scratch)) as ghost:
        _import(ghost, asked.zip)
        posts = _settled(ghost, len(expected))
        faults = list(_differences(expected, sorted(post.key for post in posts)))
        faults += _lost_pictures(ghost, posts)
        if asked.redirects:
            _upload(ghost, asked.redirects)
        if asked.map:
            drafts = {f"/{post.slug}/" for post in posts if post.status == "draft"}
            faults += _lost_addresses(ghost, asked.map, drafts)
    print(json.dumps([asdict(post) for post in posts], ensure_ascii=False, indent=2))
    print(
        f"{len(expected)} posts and pages in, {len(posts)} out", *faults, sep="\n", file=sys.stderr
    )
    return 1 if faults else 0


def posts_in(archive: Path) -> Iterator[Key]:
    """Type, slug and status of each post and page that an import file holds."""
    with ZipFile(archive) as members:
        for name in members.namelist():
            if name.endswith(".json"):
                for export in json.loads(members.read(name))["db"]:
                    for post in export["data"]["posts"]:
                        yield post.get("type", "post"), post["slug"], post.get("status", "draft")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.destinations.ghost.run")
    parser.add_argument("folder", type=Path, help="where install.sh put Ghost")
    parser.add_argument("zip", type=Path, help="the import file")
    parser.add_argument("--redirects", type=Path, help="redirects.yaml or redirects.json")
    parser.add_argument("--map", type=Path, help="map.csv: the old addresses to ask for")
    return parser.parse_args()


@contextmanager
def _ghost(folder: Path, scratch: Path) -> Iterator[Ghost]:
    """An empty Ghost on loopback; its data lie in the scratch folder."""
    package, port = folder.resolve() / "package", free_port()
    url = f"http://127.0.0.1:{port}"
    shutil.copytree(package / "content", scratch / "content")
    shutil.copy(package / "package.json", scratch)  # looked for in the working folder
    config = json.dumps(_config(scratch, url, port))
    (scratch / "config.production.json").write_text(config)
    node = folder.resolve() / "tools/node_modules/node/bin"
    more = {"NODE_ENV": "production", "PATH": f"{node}:{os.environ['PATH']}"}
    with running([f"{node}/node", str(package / "index.js")], port, scratch / "log", more):
        yield _owned(url)


def _config(scratch: Path, url: str, port: int) -> dict[str, Any]:
    """Nothing is sent anywhere: no mail, no statistics, no look for updates."""
    ways_out = ("useUpdateCheck", "useGravatar", "useRpcPing", "useStructuredData")
    return {
        "url": url,
        "server": {"host": "127.0.0.1", "port": port},
        "database": {
            "client": "sqlite3",
            "connection": {"filename": str(scratch / "ghost.db")},
            "useNullAsDefault": True,
        },
        "mail": {"transport": "stub"},
        "explore": {"update_url": ""},
        "security": {"staffDeviceVerification": False},
        "privacy": dict.fromkeys(ways_out, False),
        "paths": {"contentPath": str(scratch / "content")},
        "logging": {"level": "warn", "transports": ["stdout"]},
    }


def _owned(url: str) -> Ghost:
    """The Ghost with an owner who is logged in, and without its own sample posts."""
    session = requests.Session()
    session.headers["Origin"] = url
    ghost = Ghost(url, session)
    _awake(ghost)
    owner = {"name": "Owner", "email": _NAME, "password": _PASSWORD, "blogTitle": "Test"}
    ghost.call("POST", "authentication/setup/", json={"setup": [owner]})
    ghost.call("POST", "session/", json={"username": _NAME, "password": _PASSWORD})
    ghost.call("DELETE", "db/")
    return ghost


def _awake(ghost: Ghost) -> None:
    """Wait while it lays out its tables: it answers 503 until then, or hangs up."""
    for _ in range(240):
        with suppress(requests.ConnectionError):
            if ghost.session.get(f"{ghost.url}/ghost/api/admin/site/", timeout=30).ok:
                return
        time.sleep(0.5)
    raise SystemExit("Ghost does not wake up")


def _import(ghost: Ghost, archive: Path) -> None:
    with archive.open("rb") as content:
        told = {"importfile": (archive.name, content, "application/zip")}
        ghost.call("POST", "db/", files=told)


def _settled(ghost: Ghost, expected: int) -> list[Post]:
    """What is there when nothing more comes; the longer to wait, if some are still missing."""
    posts, since = _all_posts(ghost), time.monotonic()
    while time.monotonic() - since < (_SURE if len(posts) >= expected else _PATIENCE):
        time.sleep(1)
        before, posts = posts, _all_posts(ghost)
        if posts != before:
            since = time.monotonic()
    return posts


def _all_posts(ghost: Ghost) -> list[Post]:
    return [*_posts(ghost, "post"), *_posts(ghost, "page")]


def _posts(ghost: Ghost, kind: str) -> Iterator[Post]:
    asked = {"limit": 100, "formats": "html", "include": "tags", "order": "slug", "page": 1}
    while asked["page"]:
        told = ghost.call("GET", f"{kind}s/", params=asked).json()
        for post in told[f"{kind}s"]:
            yield Post(
                slug=post["slug"],
                title=post["title"],
                published_at=post["published_at"],
                tags=tuple(tag["name"] for tag in post["tags"]),
                status=post["status"],
                type=kind,
                html=post["html"] or "",
            )
        asked["page"] = told["meta"]["pagination"]["next"]


def _differences(expected: list[Key], found: list[Key]) -> Iterator[str]:
    yield from (f"missing: {' '.join(key)}" for key in expected if key not in found)
    yield from (f"too many: {' '.join(key)}" for key in found if key not in expected)
    if len(expected) != len(found):
        yield "the numbers differ"


def _lost_pictures(ghost: Ghost, posts: list[Post]) -> Iterator[str]:
    for post in posts:
        for picture in BeautifulSoup(post.html, "html.parser").select("img[src]"):
            url = urljoin(ghost.url, str(picture["src"]))
            if url.startswith(ghost.url) and not requests.get(url, timeout=30).ok:
                yield f"no picture: {url} of {post.slug}"


def _upload(ghost: Ghost, redirects: Path) -> None:
    with redirects.open("rb") as content:
        ghost.call("POST", "redirects/upload/", files={"redirects": (redirects.name, content)})


def _lost_addresses(ghost: Ghost, table: Path, drafts: Set[str]) -> Iterator[str]:
    """Ask for each old address, and for something below those that cover it; queries are lost."""
    for row in csv.DictReader(table.read_text("utf-8").splitlines()):
        below = [f"{row['old'].rstrip('/')}/x.jpg"] if "below" in row["covers"] else []
        for old in (row["old"], *below) if "?" not in row["old"] else ():
            answer = requests.get(f"{ghost.url}{old}", allow_redirects=False, timeout=30)
            led = urljoin(ghost.url, answer.headers.get("Location", "nowhere"))
            if led != urljoin(ghost.url, row["new"]):
                yield f"{old} leads to {led}, not to {row['new']} ({answer.status_code})"
            elif row["new"] not in drafts and not requests.get(led, timeout=30).ok:
                yield f"{old} leads to {led}, where nothing is"


if __name__ == "__main__":
    sys.exit(main())
