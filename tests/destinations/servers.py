"""Web servers on loopback, which stop with all they started."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

from tests.destinations.builders import missing, program

_APACHE_MODULES = Path("/usr/lib/apache2/modules")

_NGINX = """
daemon off;
{user}
worker_processes 1;
pid {scratch}/pid;
events {{ worker_connections 64; }}
http {{
  types {{
    text/html html; text/css css; text/xml xml; text/plain txt; application/json json;
    image/png png; image/jpeg jpg jpeg; image/gif gif; image/webp webp; image/svg+xml svg;
  }}
  access_log off;
  client_body_temp_path {scratch}/body;
  proxy_temp_path {scratch}/proxy;
  fastcgi_temp_path {scratch}/fastcgi;
  uwsgi_temp_path {scratch}/uwsgi;
  scgi_temp_path {scratch}/scgi;
  include {scratch}/in_http.conf;
  server {{
    listen 127.0.0.1:{port};
    root "{root}";
    include {scratch}/in_server.conf;
  }}
}}
"""

_APACHE = """
ServerRoot "{scratch}"
DefaultRuntimeDir "{scratch}"
PidFile "{scratch}/pid"
ErrorLog "{scratch}/log"
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
{user}
{modules}
TypesConfig /dev/null
AddType text/html .html
AddType text/css .css
AddType text/xml .xml
AddType image/png .png
AddType image/jpeg .jpg .jpeg
DirectoryIndex index.html
DocumentRoot "{root}"
<Directory />
  AllowOverride None
  Require all denied
</Directory>
<Directory "{root}">
  AllowOverride All
  Options FollowSymLinks
  Require all granted
</Directory>
"""


@contextmanager
def nginx(root: Path, in_http: str = "", in_server: str = "") -> Iterator[str]:
    """The address of an nginx that serves the folder, with our lines in `http` and `server`."""
    command = [program("nginx"), "-p", "{}", "-e", "{}/log", "-c", "{}/conf"]
    with _scratch() as scratch:
        port = free_port()
        user = "user root;" if os.geteuid() == 0 else ""  # else it could not read our folders
        conf = _NGINX.format(user=user, scratch=scratch, port=port, root=root.resolve())
        (scratch / "conf").write_text(conf)
        (scratch / "in_http.conf").write_text(in_http)
        (scratch / "in_server.conf").write_text(in_server)
        with running([part.format(scratch) for part in command], port, scratch / "log"):
            yield f"http://127.0.0.1:{port}"


@contextmanager
def apache(root: Path) -> Iterator[str]:
    """The address of an Apache that serves the folder and obeys each `.htaccess` in it."""
    if not _APACHE_MODULES.is_dir():
        missing("apache2")
    command = [program("apache2"), "-D", "FOREGROUND", "-f", "{}/conf"]
    with _scratch() as scratch:
        port = free_port()
        served = _readable(shutil.copytree(root, scratch / "root"))
        (scratch / "conf").write_text(_apache_conf(scratch, port, served))
        with running([part.format(scratch) for part in command], port, scratch / "log"):
            yield f"http://127.0.0.1:{port}"


@contextmanager
def static(root: Path) -> Iterator[str]:
    """The address of a server that knows nothing but files, as a bare host does."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Files, directory=str(root)))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def running(
    command: Sequence[str], port: int, log: Path, more: Mapping[str, str] | None = None
) -> Iterator[None]:
    """A server that answers at its port; in the end all its processes are gone."""
    with log.open("ab") as out:
        server = subprocess.Popen(
            command,
            cwd=log.parent,
            env={**os.environ, **(more or {})},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        _wait_for(port, server, log)
        yield
    finally:
        _stop(server)


def free_port() -> int:
    """A port on loopback that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class _Files(SimpleHTTPRequestHandler):
    """Files and the index pages of folders, in silence; no list of a folder's names."""

    def list_directory(self, path: str | os.PathLike[str]) -> None:
        """No page, since there is none."""
        self.send_error(404)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing to say."""


@contextmanager
def _scratch() -> Iterator[Path]:
    """A folder that other users may enter."""
    with TemporaryDirectory() as name:
        folder = Path(name).resolve()
        folder.chmod(0o755)
        yield folder


def _apache_conf(scratch: Path, port: int, root: Path) -> str:
    names = ("mpm_event", "authz_core", "dir", "mime", "alias", "rewrite")
    return _APACHE.format(
        scratch=scratch,
        port=port,
        root=root,
        # It refuses to serve as root, so it serves as nobody.
        user="User #65534\nGroup #65534" if os.geteuid() == 0 else "",
        modules="\n".join(f"LoadModule {n}_module {_APACHE_MODULES}/mod_{n}.so" for n in names),
    )


def _readable(root: Path) -> Path:
    for path in (root, *root.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return root


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        assert server.poll() is None, f"{server.args!r} ended by itself\n{log.read_text()}"
        with suppress(ConnectionError), socket.create_connection(("127.0.0.1", port), timeout=5):
            return
        time.sleep(0.05)
    raise AssertionError(f"{server.args!r} does not answer\n{log.read_text()}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Ask the whole group to end; whoever is still there after ten seconds is ended."""
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        server.wait(timeout=10)
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
    server.wait()
