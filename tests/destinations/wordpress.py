"""A WordPress of one's own on loopback: empty, with its data in one file, gone afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import requests

from tests.destinations.builders import installed, program
from tests.destinations.servers import free_port, running

_PHP = Path(__file__).parent / "php"
_USER = "admin"


@dataclass(frozen=True)
class WordPress:
    """Where it is, and who may write there through its REST API."""

    url: str
    user: str
    password: str

    def get(self, path: str, **asked: str | int) -> Any:
        """What the API says to an editor, 100 at most: `get("posts", slug="kun", status="any")`."""
        return self._call("GET", path, params={"context": "edit", "per_page": 100, **asked})

    def post(self, path: str, **told: object) -> Any:
        """What was made or changed, as the API tells it: `post("posts", title="Kůň")`."""
        return self._call("POST", path, json=told)

    def delete(self, path: str) -> None:
        """Gone for good: `delete("posts/7")`."""
        self._call("DELETE", path, params={"force": "true"})

    def upload(self, name: str, content: bytes, kind: str) -> Any:
        """A new file of the media library; its address is `source_url`."""
        headers = {"Content-Type": kind, "Content-Disposition": f'attachment; filename="{name}"'}
        return self._call("POST", "media", data=content, headers=headers)

    def _call(self, method: str, path: str, **more: Any) -> Any:
        auth = (self.user, self.password)
        url = f"{self.url}/wp-json/wp/v2/{path}"
        answer = requests.request(method, url, auth=auth, timeout=60, **more)
        assert answer.ok, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json()


@contextmanager
def wordpress(
    zone: str = "UTC",
    permalinks: str = "/%year%/%monthnum%/%postname%/",
    uploads: Path | None = None,
) -> Iterator[WordPress]:
    """A WordPress without any post, its clock in the zone, with a copy of a folder of uploads.

    It shows texts as they are written, and keeps dashes, quotes and faces as they are.
    """
    source, php, port = installed("wordpress"), program("php"), free_port()
    url = f"http://127.0.0.1:{port}"
    workers = {"WORDPRESS_URL": url, "PHP_CLI_SERVER_WORKERS": "4"}
    command = [php, "-d", "memory_limit=512M", "-S", f"127.0.0.1:{port}", "-t"]
    with TemporaryDirectory() as scratch:
        site = shutil.copytree(source, Path(scratch) / "wp")
        shutil.copy(_PHP / "wp-config.php", site)
        plugins = site / "wp-content" / "mu-plugins"
        plugins.mkdir()
        shutil.copy(_PHP / "as-written.php", plugins)
        if uploads:
            shutil.copytree(uploads, site / "wp-content" / "uploads", dirs_exist_ok=True)
        password = _set_up(php, site, url, zone, permalinks)
        command += [str(site), str(_PHP / "router.php")]
        with running(command, port, Path(scratch) / "log", workers):
            yield WordPress(url, _USER, password)


def _set_up(php: str, site: Path, url: str, zone: str, permalinks: str) -> str:
    done = subprocess.run(
        [php, str(_PHP / "setup.php"), _USER, zone, permalinks],
        cwd=site,
        env={**os.environ, "WORDPRESS_URL": url},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, f"WordPress cannot be set up\n{done.stdout}{done.stderr}"
    return done.stdout.strip()
