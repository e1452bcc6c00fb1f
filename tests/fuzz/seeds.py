"""What a fuzzer starts from: sound inputs of each target, made when they are asked for."""

from __future__ import annotations

import gzip
import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

from migrator.archive import members
from tests.conftest import CASES
from tests.fuzz.targets import INDEX, NEXT
from tests.test_har import entry
from tests.test_index import filled
from tests.test_warc import record, revisit

_SMALL = 20_000  # bytes; with larger pages a fuzzer gets nowhere
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


def _pages() -> list[bytes]:
    bodies = [case.snapshot.body for case in CASES]
    return [body for body in bodies if len(body) <= _SMALL]


def _texts() -> list[bytes]:
    """Any bytes stand for some text."""
    return [Random(number).randbytes(length) for number, length in enumerate((5, 10, 20, 60))]


def _archives() -> list[bytes]:
    """An archive with every kind of record: packed, with its index, and as what is to be packed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "site.warc.gz"
        filled(path)
        packed, index = path.read_bytes(), path.with_name("index.jsonl").read_bytes()
        found = [gzip.decompress(packed[each.start : each.end]) for each in members(path)]
    return [packed, packed + INDEX + index, NEXT.join(found)]


def _warcs() -> list[bytes]:
    return [record() + revisit(), record(kind="resource"), gzip.compress(record()), _archives()[0]]


def _hars() -> list[bytes]:
    moved = entry(status=301, redirectURL="/b/", content={})
    packed = entry(content={"text": "YWJj", "encoding": "base64", "mimeType": "image/png"})
    log = {"log": {"version": "1.2", "entries": [entry(), moved, packed]}}
    return [json.dumps(log).encode()]


def _zips() -> list[bytes]:
    return [_zip(packing) for packing in _PACKINGS]


def _zip(packing: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packing) as archive:
        for name, content in (("a/a.html", b"<p>tea</p>" * 9), ("b/", b""), ("b.txt", b"")):
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 27, 12, 30, 8)), content, packing)
    return file.getvalue()


SEEDS: dict[str, Callable[[], list[bytes]]] = {
    "reader": _pages,
    "converter": _texts,
    "soup": _texts,
    "archive": _archives,
    "captures": _warcs,
    "browser": _hars,
    "zipped": _zips,
}
