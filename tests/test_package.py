"""A package is a ZIP file that is written as a stream."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

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


def test_damaged_file_is_left_out_and_told(tmp_path: Path) -> None:
    """The package is written without the file, and the run knows why."""
    output = Output(tmp_path / "out", "x", "ghost")
    changes = output.write((), (), Bodies(), packages=[package("a", "broken")])

    assert [(lost.url, lost.reason) for lost in changes.broken] == [("broken", "it is damaged")]
    with ZipFile(tmp_path / "out" / ZIP) as found:
        assert found.namelist() == ["data.json", "images/a.png"]
    assert changes.new == ("site/import.zip",)
