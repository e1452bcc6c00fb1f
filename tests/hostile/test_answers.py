"""A site that leads astray, or answers with a trap: the sound pages come over all the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import responses

from tests.hostile.answers import ODD, PICTURES, REDIRECTS, Answers
from tests.hostile.pages import SAID, post, sound
from tests.hostile.row import Row
from tests.hostile.traps import HOMES, PAGES
from tests.hostile.world import World
from tests.live_host import Host, Reply, page, serving

pytestmark = pytest.mark.loopback
_FAST = ("--own-site", "--delay", "0")


@pytest.fixture
def host(network: responses.RequestsMock) -> Iterator[Host]:
    """A blog whose home page leads to the two sound posts, and to the odd one.

    Nothing stands between the tool and the network but its own guard, and that of the tests.
    """
    network.add_passthru("http")
    with serving() as found:
        links = "".join(f'<p><a href="/l/{slug}/">x</a></p>' for slug in (*SAID, "odd"))
        home = post(links, "", "Home", found.url).replace("wt-blogpost", "wt-home")
        home = home.replace(' class="s-bdh-t"', "").replace("/l//", "/")
        found.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow:\n", kind="text/plain")
        found.replies["/"] = page(home)
        for slug, html in sound(found.url).items():
            found.replies[f"/l/{slug}/"] = Reply(html)
        yield found


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """An empty folder, and all around what is somebody else's."""
    return World(tmp_path / "around", monkeypatch)


@pytest.mark.parametrize("row", [*REDIRECTS, *PICTURES, *PAGES], ids=lambda row: row.name)
def test_answer_costs_no_sound_page(row: Row[Answers], world: World, host: Host) -> None:
    """The sound pages are written and verified; nobody is asked but the site itself."""
    said = row.given.body or "<p>A word of sense.</p>"
    host.replies[ODD] = page(post(said, site=host.url))
    host.replies |= row.given.replies
    world.exported(row, host.url, *_FAST)

    assert world.has_the_sound_pages()
    assert set(world.written()) - {"posts/odd/index.md", "pages/home/index.md"} == set(
        row.given.files
    )
    assert all(host.asked.count(path) <= times for path, times in row.given.asks.items())


@pytest.mark.parametrize("row", HOMES, ids=lambda row: row.name)
def test_home_that_leads_astray_leaves_nothing(row: Row[Answers], world: World, host: Host) -> None:
    """One line says why; there is no output folder."""
    host.replies |= row.given.replies
    result = world.exported(row, host.url, *_FAST)

    assert [line.partition(":")[0] for line in result.output.splitlines()] == ["Error", "Hint"]
    assert not world.out.exists()
