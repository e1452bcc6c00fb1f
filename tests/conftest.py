"""What all tests share: a shut network, golden files, fixture pages."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import responses

from migrator.models import Snapshot

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "fixtures" / "pages"
FETCHED = datetime(2026, 1, 27, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Case:
    """One fixture page: a folder with the bytes, what is known of them, and what must come out."""

    folder: Path

    @property
    def name(self) -> str:
        """Generation and case, as tests print it."""
        return f"{self.folder.parent.name}/{self.folder.name}"

    @property
    def snapshot(self) -> Snapshot:
        """The page as if it had just been fetched."""
        told = json.loads((self.folder / "source.json").read_text())
        body = (self.folder / "source.html").read_bytes()
        return Snapshot(told["url"], body, "text/html", FETCHED)

    @property
    def differs(self) -> list[str]:
        """What the second reading must find: nothing, unless the page contradicts itself."""
        told: list[str] = json.loads((self.folder / "source.json").read_text()).get("differs", [])
        return told


# The disk is the list: a new folder is a new test.
CASES = [Case(path.parent) for path in sorted(PAGES.glob("*/*/source.html"))]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-goldens` rewrites what is expected; a person reads the diff."""
    parser.addoption("--update-goldens", action="store_true", help="rewrite the golden files")


def pytest_configure(config: pytest.Config) -> None:
    """Declare the markers."""
    config.addinivalue_line("markers", "loopback: may reach a server that the test itself started")


@pytest.fixture(autouse=True)
def network(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[responses.RequestsMock]:
    """No test reaches the network; one marked `loopback` reaches this computer alone."""
    may_connect = request.node.get_closest_marker("loopback") is not None
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if not may_connect or not str(address[0]).startswith("127."):
            raise AssertionError(f"a test reaches out to {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        if may_connect:
            mock.add_passthru("http://127.0.0.1")
        yield mock


class Golden:
    """Holds a text against a file, or writes it there."""

    def __init__(self, update: bool) -> None:
        self.update = update

    def check(self, path: Path, actual: str) -> None:
        """Fail where they differ, and say how to accept the difference."""
        if self.update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(actual, encoding="utf-8", newline="\n")
        hint = "run pytest --update-goldens, then read the diff"
        assert path.exists(), f"{path} is missing: {hint}"
        expected = path.read_bytes().decode()

        assert actual == expected, f"{path} differs: {hint}"

    def check_json(self, path: Path, actual: Any) -> None:
        """The same for data."""
        self.check(path, json.dumps(actual, ensure_ascii=False, indent=1) + "\n")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Golden files."""
    return Golden(request.config.getoption("--update-goldens"))
