"""A package is a ZIP file that is written as a stream."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from migrator.archive import BodyBroken
from migrator.models import Asset, Document, Package
from migrator.output import Output
from migrator.output.package import zipped

ZIP = PurePosixPath("site/import.zip")


class Bodies:
    """Files by their address; those called `broken` break off."""

    def chunks(self, url: str) -> Iterator[bytes]:
        yield url.encode()
        if url == "broken":
            raise BodyBroken("it is damaged")
        yield b"-" * 100_000


def package(*urls: str) -> Package:
    files = (Asset(url, ZIP / "images" / f"{url}.png") for url in urls)
    return Package(ZIP, (Document(ZIP / "data.json", b"{}"), *files))


def test_members_are_there_under_their_names() -> None:
    """A reader of ZIP files finds each member whole, by its path below the package."""
    whole = b"".join(zipped(package("a"), Bodies()))

    with ZipFile(BytesIO(whole)) as found:
        assert found.testzip() is None
        assert found.namelist() == ["data.json", "images/a.png"]
        assert found.read("data.json") == b"{}"
        assert found.read("images/a.png") == b"a" + b"-" * 100_000


def test_the_same_members_give_the_same_bytes() -> None:
    """Neither the clock nor the machine stands in it."""
    once, again = (b"".join(zipped(package("a", "b"), Bodies())) for _ in range(2))

    assert once == again


def test_member_is_a_readable_file_wherever_it_was_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rights and system are those of a web server's files; pictures are not packed twice."""
    here = b"".join(zipped(package("a"), Bodies()))
    monkeypatch.setattr("sys.platform", "win32")

    assert b"".join(zipped(package("a"), Bodies())) == here
    with ZipFile(BytesIO(here)) as found:
        members = found.infolist()
    assert [oct(member.external_attr >> 16) for member in members] == ["0o644"] * 2
    assert [member.compress_type for member in members] == [ZIP_DEFLATED, ZIP_STORED]


def test_file_is_read_from_where_the_archive_has_it() -> None:
    """Redirects may have led elsewhere; the name stays that of the page."""
    moved = Asset("a", ZIP / "a.png", kept_at="b")
    whole = b"".join(zipped(Package(ZIP, (moved,)), Bodies()))

    with ZipFile(BytesIO(whole)) as found:
        assert found.read("a.png")[:1] == b"b"


def test_package_is_never_whole_in_the_memory() -> None:
    """Each file is read once for its size; then each piece is handed on before the next is read."""
    handed, known = [0], []

    class Large(Bodies):
        def chunks(self, url: str) -> Iterator[bytes]:
            for _ in range(3):
                known.append(sum(handed) // 100_000)
                yield b"-" * 100_000

    handed.extend(map(len, zipped(package("a", "b"), Large())))

    assert known == [0, 0, 0, 0, 1, 2, 3, 3, 3, 3, 4, 5]
    assert sum(handed) // 100_000 == 6


def test_damaged_file_is_left_out_and_told(tmp_path: Path) -> None:
    """The package is written without the file, and the run knows why."""
    output = Output(tmp_path / "out", "x", "ghost")
    changes = output.write((), (), Bodies(), packages=[package("a", "broken")])

    assert [(lost.url, lost.reason) for lost in changes.broken] == [("broken", "it is damaged")]
    with ZipFile(tmp_path / "out" / ZIP) as found:
        assert found.namelist() == ["data.json", "images/a.png"]
    assert changes.new == ("site/import.zip",)
