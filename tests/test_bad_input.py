"""Sources that cannot be used: one clear line, a hint, the right code, nothing left behind."""

from __future__ import annotations

from pathlib import Path

import pytest
import responses
from click.testing import CliRunner
from requests.exceptions import ConnectionError as Unreachable

from migrator.cli import cli
from tests.conftest import PAGES

BAD = {
    "no name": ("", "no source is named", 3),
    "a broken address": ("https://[bad", "this is no address", 3),
    "an address without host": ("https://", "this is no address", 3),
    "a name too long to be one": ("x/" + "y" * 5000, "no such file or folder", 3),
    "a file that might be a host": ("notes.txt", "no such file or folder", 3),
    "a missing file": ("missing.html", "no such file or folder", 3),
    "a missing folder": ("missing/", "no such file or folder", 3),
    "a folder without pages": ("empty", "no saved page in this folder", 3),
    "a picture named like a page": (
        str(PAGES / "refused/picture/source.html"),
        "this is no HTML page but a file of type image/png",
        3,
    ),
    "an empty page": (str(PAGES / "refused/empty/source.html"), "the file is empty", 3),
    "a page of another builder": (
        str(PAGES / "refused/not-webnode/source.html"),
        "no Webnode generation claims this page",
        3,
    ),
    "Webnode's error page": (
        str(PAGES / "refused/error-page/source.html"),
        "Webnode's own error page",
        3,
    ),
    "another scheme": ("ftp://x.example/", "only http and https", 3),
    "an unreachable host": ("https://nowhere.example/", "could not be reached", 3),
    "a host that is not Webnode": ("https://blog.example/", "no Webnode generation", 3),
}


@pytest.mark.parametrize("what", BAD)
def test_bad_source_is_one_clear_line(
    what: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    network: responses.RequestsMock,
) -> None:
    """A source that cannot be used gives one line, a hint, the right code, and leaves nothing."""
    source, message, code = BAD[what]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    network.get("https://nowhere.example/robots.txt", body=Unreachable())
    network.get("https://nowhere.example/", body=Unreachable())
    network.get("https://blog.example/robots.txt", body="User-agent: *\nCrawl-delay: 0\n")
    network.get("https://blog.example/", body="<html><body>A blog</body></html>")
    result = CliRunner().invoke(cli, ["export", source, "--out", "out"])

    assert result.exit_code == code, result.output
    lines = result.output.splitlines()
    assert lines[0].startswith("Error: ")
    assert message in lines[0]
    assert all(line.startswith("Hint:") for line in lines[1:])
    assert not (tmp_path / "out").exists()
