"""Pictures whose bytes stand in the page itself: as safe in the archive as all others."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result
from warcio.archiveiterator import ArchiveIterator

from migrator.cli import cli
from tests.destinations.site import saved


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def pictures(site: Path) -> set[str]:
    return {path.name for path in site.rglob("picture-*")}


def test_second_run_and_another_target_have_them_too(tmp_path: Path) -> None:
    """Read back from the archive, the picture is there, whole, and nothing is called damaged."""
    source, out = saved(tmp_path), tmp_path / "out"
    first = run("export", source, "--to", "hugo", "--out", out)
    known = pictures(out / "site")

    assert len(known) == 1, first.output
    again = run("export", source, "--to", "hugo", "--out", out)
    other = run("convert", out, "--to", "astro")
    assert "damaged" not in again.output + other.output
    assert pictures(out / "site") == known


def test_archive_holds_them_as_resources(tmp_path: Path) -> None:
    """No server ever answered with it: other readers find the bytes, and nothing else."""
    out = tmp_path / "out"
    run("export", saved(tmp_path), "--out", out)
    (picture,) = out.rglob("picture-*")

    with (out / "archive" / "site.warc.gz").open("rb") as file:
        records = [
            (record.rec_type, record.content_stream().read())
            for record in ArchiveIterator(file)
            if (record.rec_headers.get_header("WARC-Target-URI") or "").startswith("urn:")
        ]
    assert records == [("resource", picture.read_bytes())]
