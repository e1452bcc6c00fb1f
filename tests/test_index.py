"""The index beside the archive: made again whenever it is in doubt, and never believed blindly."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from migrator.archive import Archive, BodyBroken, Entry
from migrator.archive.index import Index
from migrator.errors import ArchiveBroken, OutputRefused
from migrator.models import Capture
from tests.conftest import FETCHED

URL = "https://x.example/"
LOCATION = "/zażółć-ą/".encode().decode("latin-1")  # as HTTP libraries read it: it has a \x85


def capture(path: str, body: bytes = b"text", hours: int = 0, **options: Any) -> Capture:
    when = FETCHED + timedelta(hours=hours)
    given: dict[str, Any] = {
        "request": (("Host", "x.example"),),
        "headers": (("Content-Type", "Text/HTML; charset=utf-8"),),
    }
    return Capture(URL + path, io.BytesIO(body), when, **{**given, **options})


def filled(path: Path) -> Archive:
    """An archive with every kind of record."""
    archive = Archive(path)
    for one in (
        capture("a", b"one"),
        capture("b", b"one"),  # a repetition
        capture("a", b"older", -9),
        capture("a", b"two", 1),
        capture("a", b"", 2, status=304, headers=()),
        capture("c", b"", status=301, headers=(("Location", LOCATION),), reason="Přesunuto"),
        Capture("file:///d.html", io.BytesIO(b"one"), FETCHED, media_type="text/html", source="d"),
        capture("e", b"bare", headers=()),
        capture("a", b"gone", 3, status=404),
    ):
        archive.keep(one)
    return archive


def known(archive: Archive) -> dict[str, list[Entry]]:
    """All that an archive knows of what is in it."""
    return dict(archive._index.entries)


def content(archive: Archive) -> list[tuple[str, int, bytes]]:
    """All that it gives out."""
    every = [(entry.url, archive.snapshot(entry.url)) for entry in archive.entries()]
    return [(url, found.status, found.body) for url, found in every]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where an archive lies that was written and left."""
    filled(tmp_path / "site.warc.gz")
    return tmp_path / "site.warc.gz"


def test_index_says_what_the_archive_says(tmp_path: Path) -> None:
    """As written, as read from the index, and as made again from the archive alone: the same."""
    archive = filled(tmp_path / "site.warc.gz")
    reopened = Archive(archive.path)
    (tmp_path / "index.jsonl").unlink()
    made_again = Archive(archive.path)

    assert known(reopened) == known(archive)
    assert known(made_again) == known(archive)
    assert content(reopened) == content(made_again) == content(archive)
    assert reopened._index.by_digest == made_again._index.by_digest == archive._index.by_digest
    assert reopened._index.end == made_again._index.end == archive.size
    assert content(archive) == [
        *((f"{URL}a", 200, b"two"), (f"{URL}b", 200, b"one"), (f"{URL}c", 301, b"")),
        *(("file:///d.html", 200, b"one"), (f"{URL}e", 200, b"bare")),
    ]


def test_whole_index_is_believed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The archive is not read through where its index fits: that would take minutes."""
    read: list[int] = []
    real = Index._note
    monkeypatch.setattr("migrator.archive.index.entry_in", counted(read))
    index = Index(path)

    assert len(read) == 1  # the newest record, to see that it is there
    assert index.entries[f"{URL}a"][-1].status == 404
    assert Index._note is real


def counted(calls: list[int]) -> Any:
    from migrator.archive.records import entry_in

    def called(begins: bytes, start: int) -> Entry | None:
        calls.append(start)
        return entry_in(begins, start)

    return called


def torn(text: str) -> str:
    return text[:-20]


def nonsense(text: str) -> str:
    return "\n".join([*text.splitlines()[:2], "{]", *text.splitlines()[3:]])


def of_another_form(text: str) -> str:
    return text.replace('"version": 1', '"version": 2', 1)


def lines_of_other_things(text: str) -> str:
    return text.splitlines()[0] + '\n[1, 2]\n"x"\nnull\n'


def with_a_field_too_many(text: str) -> str:
    return text.replace('"status"', '"colour": 1, "status"', 1)


def with_wrong_kinds(text: str) -> str:
    first, *lines = text.splitlines()
    return "\n".join([first, *(json.dumps({**json.loads(li), "end": "x"}) for li in lines)])


def pointing_elsewhere(text: str) -> str:
    first, *lines = text.splitlines()
    moved = ({**said, "start": said.get("start", 0) + 7} for said in map(json.loads, lines))
    return "\n".join([first, *map(json.dumps, moved)])


def behind(text: str) -> str:
    return "\n".join(text.splitlines()[:4]) + "\n"


def empty(text: str) -> str:
    return text[:0]


@pytest.mark.parametrize(
    "spoil",
    [
        *(torn, nonsense, of_another_form, lines_of_other_things, with_a_field_too_many),
        *(with_wrong_kinds, pointing_elsewhere, behind, empty),
    ],
)
def test_index_in_doubt_is_made_again(path: Path, spoil: Any) -> None:
    """Whatever has become of it, the archive gives what it holds, writes nothing until it must."""
    index = path.parent / "index.jsonl"
    expected, before = content(Archive(path)), path.read_bytes()
    index.write_text(spoil(index.read_text()))
    spoilt = index.read_bytes()
    archive = Archive(path)

    assert content(archive) == expected
    assert (path.read_bytes(), index.read_bytes()) == (before, spoilt)
    archive.keep(capture("new", b"new"))
    assert path.read_bytes().startswith(before)
    assert content(Archive(path)) == [*expected, (f"{URL}new", 200, b"new")]
    index.unlink()
    assert content(Archive(path)) == [*expected, (f"{URL}new", 200, b"new")]


def test_index_that_is_gone_or_no_text_is_made_again(path: Path) -> None:
    """A missing index, a folder in its place, or bytes: opening never fails for it."""
    expected = content(Archive(path))
    index = path.parent / "index.jsonl"
    index.write_bytes(b"\xff\xfe\x00")
    assert content(Archive(path)) == expected
    index.unlink()
    assert content(Archive(path)) == expected
    assert not index.exists()
    index.mkdir()
    assert content(Archive(path)) == expected


def test_index_of_another_archive_is_not_believed(path: Path, tmp_path: Path) -> None:
    """An index that was copied from elsewhere does not tell what is here."""
    other = Archive(tmp_path / "other" / "site.warc.gz")
    for number in range(12):
        other.keep(capture(f"other/{number}", b"%d" % number * 99))
    expected = content(Archive(path))
    (path.parent / "index.jsonl").write_bytes((other.path.parent / "index.jsonl").read_bytes())

    assert content(Archive(path)) == expected


def test_index_of_a_longer_archive_is_not_believed(path: Path) -> None:
    """Where the archive was cut, only what is left is known, and it can be gone on with."""
    whole = path.read_bytes()
    entry = Archive(path).entry(f"{URL}e")
    assert entry is not None
    path.write_bytes(whole[: entry.start + 30])
    archive = Archive(path)

    assert [url for url, _, _ in content(archive)] == [
        *(f"{URL}a", f"{URL}b", f"{URL}c", "file:///d.html")
    ]
    archive.keep(capture("e", b"bare", headers=()))
    reopened = Archive(path)
    assert known(reopened) == known(archive)
    assert reopened.snapshot(f"{URL}e").body == b"bare"


def test_archive_that_has_grown_is_caught_up_with(path: Path) -> None:
    """What another run wrote behind the end of the index is found."""
    index = (path.parent / "index.jsonl").read_bytes()
    Archive(path).keep(capture("new", b"new"))
    (path.parent / "index.jsonl").write_bytes(index)

    assert Archive(path).snapshot(f"{URL}new").body == b"new"


def test_opening_writes_nothing(tmp_path: Path) -> None:
    """An archive that is only looked at, or not there, leaves no trace."""
    archive = Archive(tmp_path / "deep" / "site.warc.gz")

    assert (archive.get(URL), archive.size, list(archive.entries())) == (None, 0, [])
    assert list(tmp_path.iterdir()) == []


def test_line_that_could_not_be_written_is_not_forgotten(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the disk was full for a line of the index, the next one writes it all."""
    archive = Archive(path)
    real = Path.open

    def full(self: Path, *arguments: Any, **options: Any) -> Any:
        if self.name == "index.jsonl":
            raise OSError(28, "No space left on device")
        return real(self, *arguments, **options)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", full)
        with pytest.raises(OutputRefused, match="No space left"):
            archive.keep(capture("lost", b"lost"))
    archive.keep(capture("next", b"next"))

    assert known(Archive(path)) == known(archive)
    assert Archive(path).snapshot(f"{URL}lost").body == b"lost"


def test_entry_that_points_to_another_record_gives_nothing_wrong(path: Path) -> None:
    """An index that fits at its end and lies before is found out when the record is read."""
    index = path.parent / "index.jsonl"
    first, *lines = index.read_text().splitlines()
    said = [json.loads(line) for line in lines]
    said[1]["start"], said[0]["start"] = said[0]["start"], said[1]["start"]
    index.write_text("\n".join([first, *map(json.dumps, said)]) + "\n")

    archive = Archive(path)
    entry = archive.entry(f"{URL}b")
    assert entry is not None
    with pytest.raises(BodyBroken, match="its record in the archive is damaged"):
        archive.get(f"{URL}b")
    with pytest.raises(BodyBroken, match="its record in the archive is damaged"):
        archive.headers(entry)


def test_files_are_found_behind_redirects(tmp_path: Path) -> None:
    """A file is read at the end of its redirects, as they stand in the archive; circles end."""
    archive = Archive(tmp_path / "site.warc.gz")
    leads = {"a": "/b", "b": LOCATION, "loop": "/pool", "pool": "loop", "out": "/not-here", "x": ""}
    for path, to in leads.items():
        archive.keep(capture(path, b"moved", status=302, headers=(("Location", to),)))
    target = "za%C5%BC%C3%B3%C5%82%C4%87-%C4%85/"
    archive.keep(capture(target, b"file"))

    def end_of(path: str) -> tuple[str, int, bytes]:
        kept = archive.file(URL + path)
        assert kept is not None
        assert b"".join(archive.chunks(URL + path)) == kept.begins
        return kept.url, kept.status, kept.begins

    assert end_of("a") == (URL + target, 200, b"file")
    assert end_of("loop")[1:] == (302, b"moved")
    assert end_of("out") == (f"{URL}out", 302, b"moved")
    assert end_of("x") == (f"{URL}x", 302, b"moved")
    assert archive.file(f"{URL}nowhere") is None
    with pytest.raises(ArchiveBroken, match="is not in"):
        next(archive.chunks(f"{URL}nowhere"))
