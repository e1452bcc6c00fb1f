"""A site captured by other tools gives what the live crawl gives."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from migrator.archive import Archive
from migrator.run import Access, Job, run
from tests import captured
from tests.test_cli import files
from tests.webnode import Blog, serve

pytestmark = pytest.mark.loopback
QUIET = Access(delay=0, own_site=True)


@dataclass(frozen=True)
class Site:
    """A living site, its export, and every address that was answered for it."""

    address: str
    exported: dict[str, bytes]
    archive: Path
    urls: tuple[str, ...]


def export(source: str, out: Path, access: Access = QUIET) -> dict[str, bytes]:
    run(Job(source, out=out, access=access), lambda progress: None)
    return files(out / "site")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Both generations on one host, without troubles."""
    out = tmp_path_factory.mktemp("live") / "out"
    with serve(Blog(posts=40, trouble=False)) as server:
        exported = export(server.address, out)
        archive = out / "archive/site.warc.gz"
        urls = tuple(entry.url for entry in Archive(archive).entries())
        yield Site(server.address, exported, archive, urls)


def test_wgets_archive_gives_the_same_site(site: Site, tmp_path: Path) -> None:
    """`wget --warc-file` keeps every answer: nothing more is needed."""
    if shutil.which("wget") is None:
        pytest.skip("wget is not installed")
    (tmp_path / "urls").write_text("\n".join(site.urls))
    command = ["wget", "-q", "--warc-file=w", "-O", "all", "-i", "urls", "--max-redirect=0"]
    subprocess.run(command, cwd=tmp_path, timeout=120)

    assert export(str(tmp_path / "w.warc.gz"), tmp_path / "out") == site.exported


def test_own_archive_packed_as_wacz_gives_the_same_site(site: Site, tmp_path: Path) -> None:
    """A WACZ is a ZIP file with an archive in it, and ours can be read back."""
    packed = captured.wacz(site.archive, tmp_path / "crawl.wacz")

    assert export(str(packed), tmp_path / "out") == site.exported


def test_har_gives_the_same_site(site: Site, tmp_path: Path) -> None:
    """What a browser saved while somebody clicked through it all is enough."""
    saved = captured.har(site.urls, tmp_path / "site.har")

    assert export(str(saved), tmp_path / "out") == site.exported


def test_httracks_folder_gives_the_same_site(site: Site, tmp_path: Path) -> None:
    """Links turned to local files, an emptied `<base>`: the true addresses are recovered.

    HTTrack does not say whether it asked over https; such sites are read as if it had.
    """
    folder = captured.mirror(site.urls, tmp_path / "mirror")
    secure = site.address.replace("http:", "https:").encode()
    found = export(str(folder), tmp_path / "out")

    plain = {name: body.replace(secure, site.address.encode()) for name, body in found.items()}
    assert plain == site.exported
