"""The pages that tell how to move to a destination: every command in them is run as it stands."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from migrator.targets import ALL
from tests.conftest import ROOT
from tests.destinations.builders import SYSTEM, installed

pytestmark = pytest.mark.destinations

SHELL = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMES_OF_IT = {
    "markdown": "new-blog/site/posts/first-frost/index.md",
    "hugo": "new-blog/site/public/posts/first-frost/index.html",
    "jekyll": "new-blog/site/_site/posts/first-frost/index.html",
    "eleventy": "new-blog/site/_site/posts/first-frost/index.html",
    "astro": "new-blog/site/dist/blog/first-frost/index.html",
    "pelican": "new-blog/site/output/posts/first-frost/index.html",
    "mkdocs": "new-blog/site/site/blog/first-frost/index.html",
    "zola": "new-blog/site/content/posts/first-frost/index.md",
    "wordpress": "new-blog/site/wordpress.xml",
    "ghost": "new-blog/site/ghost-import.zip",
}


def test_every_target_has_its_page() -> None:
    """Ten targets, ten pages, and what comes of each is known here."""
    pages = {path.stem for path in (ROOT / "docs" / "targets").glob("*.md")}

    assert pages == set(ALL) == set(COMES_OF_IT)


@pytest.mark.parametrize("target", COMES_OF_IT)
def test_every_command_of_the_page_runs(target: str, tmp_path: Path) -> None:
    """Typed in their order into one shell, the commands leave what they promise."""
    page = (ROOT / "docs" / "targets" / f"{target}.md").read_text("utf-8")
    script = "set -e\n" + "\n".join(SHELL.findall(page))
    places = [str(Path(sys.executable).parent), str(installed("node") / "bin"), SYSTEM]
    environment = {**os.environ, "PATH": ":".join(places), "LANG": "C.UTF-8"}
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )

    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    assert (tmp_path / COMES_OF_IT[target]).is_file(), done.stdout
