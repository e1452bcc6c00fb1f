"""Real saved pages, which belong to others and are not part of the project.

MIGRATOR_CORPUS names the folder that holds them.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from migrator.cli import cli

CORPUS = Path(os.environ.get("MIGRATOR_CORPUS", "nowhere"))

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the pages belong to other people and are not part of the project"
)


@pytest.fixture(scope="module", params=["wnd2", "classic"])
def exported(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path, dict[str, Any]]:
    """Each folder of pages, exported once: its name, the output, the report."""
    out = tmp_path_factory.mktemp(request.param) / "out"
    CliRunner().invoke(cli, ["export", str(CORPUS / request.param), "--out", str(out)])
    return request.param, out, json.loads((out / "report.json").read_text())


def test_exactly_the_posts_and_pages_come_out(
    exported: tuple[str, Path, dict[str, Any]],
) -> None:
    """Posts are posts, pages are pages, a bare list is neither."""
    name, out, _ = exported
    kinds = {kind: len(list(out.glob(f"site/{kind}/*/index.md"))) for kind in ("posts", "pages")}

    assert (
        kinds
        == {
            "wnd2": {"posts": 5, "pages": 10},
            "classic": {"posts": 0, "pages": 6},
        }[name]
    )


def test_second_reading_agrees_on_every_page(
    exported: tuple[str, Path, dict[str, Any]],
) -> None:
    """No word, heading, picture, link, cell or embed is lost or added on any real page."""
    _, _, report = exported

    assert [page["url"] for page in report["pages"] if page.get("differences")] == []
    assert [
        n for p in report["pages"] for n in p.get("notes", ()) if "outside" in n["detail"]
    ] == []


def test_nothing_of_the_platform_is_left(exported: tuple[str, Path, dict[str, Any]]) -> None:
    """Signatures, adverts, menus and share buttons are in none of the documents."""
    _, out, _ = exported
    text = "\n".join(path.read_text() for path in out.glob("site/**/*.md"))
    platform = ["Vytvořeno službou", "Desenvolvido por", "Creat cu", "Crie um site", "Cookies"]
    platform += ["Tweet", "Close Menu", "Tvorba webových stránek", "utm_medium=footer"]

    assert [line for line in platform if line in text] == []
