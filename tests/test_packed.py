"""ZIP files: what is safe comes out as it went in; what is not is passed over, and said so."""

from __future__ import annotations

import errno
import io
import stat
import time
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migrator.errors import OutputRefused, SourceBroken
from migrator.models import Limits
from migrator.sources import packed
from migrator.sources.packed import is_packed, unpacked

MIB = 1024 * 1024
GOOD = ("good.html", b"<p>good</p>")
PACKINGS = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]


def packed_bytes(
    *members: tuple[str, bytes], mode: int = 0, packing: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """A ZIP file with names as they stand, however bad; `mode` is that of its first member."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of two members of one name
        for name, content in members:
            info = zipfile.ZipInfo("x", (2026, 1, 27, 12, 30, 8))
            info.filename, info.external_attr, mode = name, mode << 16, 0
            info.compress_type = packing
            archive.writestr(info, content)
    return file.getvalue()


def patched(content: bytes, at: int, new: bytes) -> bytes:
    """The ZIP file with other bytes at this place of what it lists first."""
    start = content.index(b"PK\x01\x02") + at
    return content[:start] + new + content[start + len(new) :]


def unpack(tmp_path: Path, content: bytes, limits: Limits | None = None) -> tuple[str, ...]:
    """The lines for a file of these bytes, laid out in `into/o`."""
    path = tmp_path / "site.zip"
    path.write_bytes(content)
    return unpacked(path, tmp_path / "into" / "o", limits or Limits())


def below(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("packing", PACKINGS)
def test_members_come_out_as_they_went_in(tmp_path: Path, packing: int) -> None:
    """Names, bytes and times are those of the members; a ZIP file within stays one."""
    content = {
        "index.html": b"<p>\xff\r\n</p>",
        "ěšč/Ünïx €.html": b"",
        "a/b/c/inner.zip": packed_bytes(GOOD),
        "a/con.x. ": bytes(range(256)) * 9000,
    }
    folders = ("empty", b""), ("a/", b""), ("./", b"")
    told = packed_bytes(*folders, *content.items(), mode=stat.S_IFDIR | 0o755, packing=packing)

    assert unpack(tmp_path, told) == ()
    assert below(tmp_path / "into" / "o") == content
    assert (tmp_path / "into" / "o" / "empty").is_dir()
    assert (tmp_path / "into" / "o" / "index.html").stat().st_mtime == 1769517008


OUT, LONG = "its name may lead out of the folder", "its name is too long"
HOSTILE = {
    "../out.html": OUT,
    "a/../../../out.html": OUT,
    **dict.fromkeys(["a/..", "/out.html", "//host/out.html", "..\\out.html", "a\\b.html"], OUT),
    **dict.fromkeys(["C:/out.html", "c:out.html", "a/C:/out.html"], OUT),
    "a.html\0.txt": "its name holds a NUL",
    **dict.fromkeys(["a\r\nX: b", "\x7f/a", "a\x85/"], "its name holds control characters"),
    **dict.fromkeys(["ě" * 128, "a/" * 101 + "b", ("a" * 200 + "/") * 6], LONG),
    **dict.fromkeys([".", ""], "it has no name"),
}


@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: ascii(name[:20]))
def test_hostile_name_is_passed_over(tmp_path: Path, name: str) -> None:
    """It writes nothing anywhere, says why, and costs no other member."""
    (line,) = unpack(tmp_path, packed_bytes((name, b"bad"), GOOD))

    assert line.endswith(f": {HOSTILE[name]}")
    assert below(tmp_path / "into") == {"o/good.html": GOOD[1]}
    assert {path.name for path in tmp_path.iterdir()} == {"site.zip", "into"}


def test_name_is_shown_so_that_it_can_be_printed(tmp_path: Path) -> None:
    """No control character reaches a terminal, and no line is endless."""
    escape, long = unpack(tmp_path, packed_bytes(("../ě\x1b[2J\n", b""), ("x" * 60_000, b"")))

    assert escape == f"../ě\\x1b[2J\\n: {OUT}"
    assert long == f"{'x' * 49}…: {LONG}"


@pytest.mark.parametrize(
    ("kind", "reason"),
    [(stat.S_IFLNK, "it is a link")]
    + [(k, "it is no ordinary file") for k in (stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK)],
)
def test_only_ordinary_files_come_out(tmp_path: Path, kind: int, reason: str) -> None:
    """Neither a link, nor what is written through it, nor a device."""
    told = packed_bytes(("link", b"/etc"), GOOD, mode=kind | 0o777)

    assert unpack(tmp_path, told) == (f"link: {reason}",)
    assert below(tmp_path / "into" / "o") == dict([GOOD])


@pytest.mark.parametrize("flag", [1, 0x41])
def test_encrypted_member_is_passed_over(tmp_path: Path, flag: int) -> None:
    """Nobody is asked for a password; the other members come out."""
    told = patched(packed_bytes(("a.html", b"a"), GOOD), 8, bytes([flag]))

    assert unpack(tmp_path, told) == ("a.html: it is encrypted",)
    assert below(tmp_path / "into" / "o") == dict([GOOD])


@pytest.mark.parametrize("other", ["a/é.html", "A/É.HTML", "./a//é.html", "a/e\u0301.html"])
def test_second_member_of_a_name_is_passed_over(tmp_path: Path, other: str) -> None:
    """Nothing is overwritten, on systems that know no case, or one form of letters, either."""
    (line,) = unpack(tmp_path, packed_bytes(("a/é.html", b"first"), (other, b"second")))

    assert line.endswith(": another member has this name")
    assert below(tmp_path / "into" / "o") == {"a/é.html": b"first"}


def test_name_of_a_member_that_did_not_come_out_is_free(tmp_path: Path) -> None:
    """A whole copy takes the place of a damaged one."""
    told = patched(packed_bytes(("a.html", b"first"), ("A.html", b"second")), 16, b"\0\0\0\0")

    assert len(unpack(tmp_path, told)) == 1
    assert below(tmp_path / "into" / "o") == {"A.html": b"second"}


def test_what_is_there_is_neither_overwritten_nor_removed(tmp_path: Path) -> None:
    """The folder may hold files, links out of it, and a file where a folder ought to be."""
    into = tmp_path / "into" / "o"
    into.mkdir(parents=True)
    (into / "a.html").write_bytes(b"mine")
    (into / "link.html").symlink_to(tmp_path / "nowhere")
    lines = unpack(tmp_path, packed_bytes(("a.html", b""), ("link.html", b""), ("a.html/b", b"")))

    assert lines[:2] == tuple(f"{n}.html: it cannot be written: File exists" for n in ("a", "link"))
    assert lines[2].startswith("a.html/b: it cannot be written: ")
    assert below(into) == {"a.html": b"mine"}
    assert not (tmp_path / "nowhere").exists()


DAMAGED = {
    "a wrong sum": (16, b"\0\0\0\0", "it is damaged: Bad CRC-32 for file 'a.html'"),
    "a header elsewhere": (42, b"\x07\0\0\0", "it is damaged: Bad magic number for file header"),
    "no header": (42, b"\xff\xff\xff\x7f", "it is damaged: Truncated file header"),
    "less than is there": (24, b"\x05\0\0\0", "it is damaged: Bad CRC-32 for file 'a.html'"),
    "another packing": (10, b"\x0c\0", "it is damaged: Invalid data stream"),
    "an unknown packing": (10, b"\x63\0", "it is packed in a way that is not known: That co"),
}


@pytest.mark.parametrize("what", DAMAGED)
def test_damaged_member_is_passed_over(tmp_path: Path, what: str) -> None:
    """It leaves no part of itself, and the other members come out."""
    at, new, reason = DAMAGED[what]
    told = patched(packed_bytes(("a.html", b"a" * 3 * MIB), GOOD), at, new)

    (line,) = unpack(tmp_path, told)
    assert line.startswith(f"a.html: {reason}")
    assert below(tmp_path / "into" / "o") == dict([GOOD])


def test_member_that_is_too_large_is_passed_over(tmp_path: Path) -> None:
    """What comes out is counted, whatever its header says; as much as is allowed may come."""
    told = packed_bytes(("a.bin", b"\0" * (3 * MIB + 1)), ("b.bin", b"\0" * 3 * MIB))
    reason = f"it is larger than {3 * MIB} bytes (--max size=… allows more)"

    assert unpack(tmp_path, told, Limits(size=3 * MIB)) == (f"a.bin: {reason}",)
    assert below(tmp_path / "into" / "o") == {"b.bin": b"\0" * 3 * MIB}
    higher = patched(packed_bytes(("c.bin", b"c")), 24, b"\xff\xff\xff\x7f")
    assert unpack(tmp_path, higher, Limits(size=3)) == ()


def test_no_more_comes_out_than_is_allowed(tmp_path: Path) -> None:
    """All members together: where it is too much, the rest is told in one line."""
    told = packed_bytes(*((f"{n}.bin", b"\0" * MIB) for n in range(6)))
    reason = f"more than {2 * MIB} bytes come out (--max unpacked=… allows more)"

    assert unpack(tmp_path, told, Limits(unpacked=2 * MIB)) == (f"2.bin and 3 more: {reason}",)
    assert sorted(below(tmp_path / "into" / "o")) == ["0.bin", "1.bin"]


def test_bomb_does_not_go_off(tmp_path: Path) -> None:
    """A thousand times its size is no site; small files may be as dense as they like."""
    zeros = b"\0" * 30 * MIB
    told = packed_bytes(("0.bin", zeros), ("1.bin", zeros), ("2.bin", zeros))
    reason = "more than 200 times the file's size comes out, as from a trap"

    assert unpack(tmp_path, told) == (f"2.bin: {reason}",)
    assert sorted(below(tmp_path / "into" / "o")) == ["0.bin", "1.bin"]


def test_members_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders and empty files fill a disk, too; a list that is too long is not even read."""
    told = packed_bytes(*((f"{n}/", b"") for n in range(5)))
    monkeypatch.setattr(packed, "_MEMBERS", 3)
    assert unpack(tmp_path, told) == ("3/ and 1 more: there are more than 3 members",)

    monkeypatch.setattr(packed, "_LIST", 100)
    with pytest.raises(SourceBroken, match="it lists too many members"):
        unpack(tmp_path, told)


@pytest.mark.parametrize("when", [b"\0\0\0\0", b"\xff\xff\xff\xff"])
def test_time_that_is_none_is_left(tmp_path: Path, when: bytes) -> None:
    """There is no month 0, and no second 62: the file is as old as it is."""
    assert unpack(tmp_path, patched(packed_bytes(GOOD), 12, when)) == ()
    assert (tmp_path / "into" / "o" / "good.html").stat().st_mtime > time.time() - 600


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left"), KeyboardInterrupt()])
def test_full_disk_ends_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    """No other member would fit; as after an interruption, no part of a file is left."""

    def broken(archive: object, member: object) -> Iterator[bytes]:
        yield b"a part"
        raise error

    monkeypatch.setattr(packed, "_chunks", broken)
    with pytest.raises((OutputRefused, KeyboardInterrupt)) as raised:
        unpack(tmp_path, packed_bytes(GOOD))

    assert "No space left" in str(raised.value) or raised.type is KeyboardInterrupt
    assert below(tmp_path / "into") == {}
    with pytest.raises(OutputRefused, match="cannot be written: File exists"):
        unpacked(tmp_path / "site.zip", tmp_path / "site.zip", Limits())


WHOLE = packed_bytes(GOOD, ("b.html", b"b" * 50))
BROKEN = [
    *(b"", b"<html>", WHOLE[: len(WHOLE) // 2], patched(WHOLE, 0, b"XX")),
    patched(WHOLE, 6, b"\xff"),  # a version from the future
    patched(patched(WHOLE, 9, b"\x08"), 46, b"\xff"),  # a name in no encoding
]


@pytest.mark.parametrize("content", BROKEN, ids=len)
def test_file_that_is_no_zip_says_so(tmp_path: Path, content: bytes) -> None:
    """One clear line with advice, and the shell's code for a source that cannot be read."""
    with pytest.raises(SourceBroken, match=r"site\.zip cannot be read as a ZIP file") as raised:
        unpack(tmp_path, content)
    assert (raised.value.exit_code, raised.value.hint != "") == (3, True)
    with pytest.raises(SourceBroken, match="cannot be read: Is a directory"):
        unpacked(tmp_path, tmp_path / "o", Limits())


@pytest.mark.parametrize(
    ("content", "is_one"),
    [(WHOLE, True), (packed_bytes(), True), (b"PK", False), (b"x" + WHOLE, False), (b"", False)],
)
def test_zip_is_known_by_its_first_bytes(tmp_path: Path, content: bytes, is_one: bool) -> None:
    """Whatever it is called: a WACZ is one, too, and one without members."""
    (tmp_path / "site.wacz").write_bytes(content)

    assert is_packed(tmp_path / "site.wacz") is is_one
    assert not is_packed(tmp_path)


@settings(deadline=None)
@given(
    packing=st.sampled_from(PACKINGS),
    changes=st.lists(st.tuples(st.integers(0, 400), st.binary(min_size=1, max_size=4)), max_size=6),
)
def test_any_damage_is_told(
    packing: int, changes: list[tuple[int, bytes]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """However a file is damaged, what comes out is whole, and no error but ours is raised."""
    folder = tmp_path_factory.mktemp("any")
    content = bytearray(packed_bytes(("a/a.html", b"a" * 50), GOOD, packing=packing))
    for at, new in changes:
        content[at : at + len(new)] = new
    with suppress(SourceBroken):
        unpack(folder, bytes(content))

    assert set(below(folder / "into").values()) <= {b"a" * 50, GOOD[1], b""}
    assert {path.name for path in folder.iterdir()} <= {"site.zip", "into"}
