"""Where sites go: into folders of their own, none of which is outside or inside of another."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.batch.places import Wanted, inside, placed
from migrator.errors import OutputRefused


def folders(*wanted: tuple[str, str], before: dict[str, str] | None = None) -> list[str]:
    faults: list[str] = []
    rows = [Wanted(number, source, out) for number, (source, out) in enumerate(wanted, 2)]
    names = placed(rows, before or {}, faults)
    assert faults == []
    return [names[row.number] for row in rows]


def faults_of(*outs: str) -> list[str]:
    faults: list[str] = []
    placed([Wanted(n, f"https://s{n}.example", out) for n, out in enumerate(outs, 2)], {}, faults)
    return faults


@pytest.fixture(autouse=True)
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What somebody has saved, in the folder that a test is in."""
    monkeypatch.chdir(tmp_path)
    for name in ("pages.zip", "a/blog.zip", "b/blog.zip", "c/blog.zip"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).touch()
    Path("saved").mkdir()


def test_sites_are_called_as_export_calls_them() -> None:
    """By the host, or by the name of what was saved."""
    assert folders(("https://www.Blog.example:8080/x", ""), ("pages.zip", ""), ("saved", "")) == [
        "blog.example-8080",
        "pages-export",
        "saved-export",
    ]


def test_no_two_share_a_folder() -> None:
    """Whoever comes later gets a number; what the list asks for comes first."""
    assert folders(
        ("a/blog.zip", ""),
        ("b/blog.zip", ""),
        ("https://blog.example", ""),
        ("https://other.example", "blog.example"),
        ("c/blog.zip", ""),
    ) == ["blog-export", "blog-export-2", "blog.example-2", "blog.example", "blog-export-3"]


def test_each_keeps_its_folder_when_the_list_grows() -> None:
    """What an earlier run has written for another source is left to that."""
    before = {"blog-export": "a/blog.zip", "blog-export-2": "b/blog.zip"}

    assert folders(("c/blog.zip", ""), ("b/blog.zip", ""), ("a/blog.zip", ""), before=before) == [
        "blog-export-3",
        "blog-export-2",
        "blog-export",
    ]


def test_out_may_be_several_folders_deep() -> None:
    """With either slash, as long as none lies in another."""
    wanted = (("https://a.example", "ann/one"), ("https://b.example", "ann\\two/"))

    assert folders(*wanted) == ["ann/one", "ann/two"]


@pytest.mark.parametrize(
    ("outs", "told"),
    [
        (("x", "x"), "row 3: out 'x' is taken by row 2"),
        (("x", "X"), "row 3: out 'X' is taken by row 2"),
        (("caf\u00e9", "cafe\u0301"), "row 3: out 'cafe\u0301' is taken by row 2"),
        (("x", "x/site"), "row 3: out 'x/site' is taken by row 2"),
        (("x/y/z", "x/y"), "row 3: out 'x/y' is taken by row 2"),
        (("..",), "row 2: out '..' leads out of the output folder"),
        (("a/../../b",), "row 2: out 'a/../../b' leads out of the output folder"),
        (("/tmp/x",), "row 2: out '/tmp/x' leads out of the output folder"),
        (("C:\\x",), "row 2: out 'C:\\\\x' cannot be the name of a folder everywhere"),
        ((".batch/sites",), "row 2: out '.batch/sites' has an empty part, or one that"),
        (("a//b",), "row 2: out 'a//b' has an empty part, or one that"),
        (("./",), "row 2: out './' has an empty part, or one that"),
        (("Batch.JSON",), "row 2: out 'Batch.JSON' is a name of the batch itself"),
        (("blog. ",), "row 2: out 'blog. ' cannot be the name of a folder everywhere"),
        (("a" * 201,), "cannot be the name of a folder everywhere"),
    ],
)
def test_out_that_cannot_be_is_refused(outs: tuple[str, ...], told: str) -> None:
    """Neither outside, nor in another's folder, whatever system it is read on."""
    (fault,) = faults_of(*outs)

    assert told in fault


def test_link_that_leads_out_is_refused(tmp_path: Path) -> None:
    """Somebody may have put a link where the folder of a site is to be."""
    root = tmp_path / "out"
    root.mkdir()
    (root / "blog.example").symlink_to(tmp_path)

    with pytest.raises(OutputRefused, match="leads out of the output folder"):
        inside(root, "blog.example")
    assert inside(root, "other.example") == root / "other.example"
