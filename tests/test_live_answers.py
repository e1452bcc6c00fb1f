"""What the crawl makes of a site that moved, is gone, or was asked before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import responses
from requests.exceptions import ConnectionError as Unreachable

from migrator.errors import NothingToExport, SourceMissing
from migrator.models import Kept, Limits, Missing, Snapshot
from tests.test_live import PAGE, SITE, archive_in, fetched, links, serve, source

BEFORE = datetime(2020, 1, 1, tzinfo=UTC)
CDN = "https://cdn.example/"
ERROR = "<title>Webnode Error Page</title><h1 id='text-heading1'>Ooops!!</h1>"
SWITCHED_OFF = "<html><h1>Tento web je dočasně nedostupný (nebo ve výstavbě)</h1>"
GONE = "the site no longer has it: this is its copy of 2020-01-01"
UNSHOWN = "the site did not show it when it was asked again; the archive's copy was used"
UNREACHED = (
    "it could not be fetched again (the server could not be reached); the archive's copy was used"
)


def hold(
    folder: Path,
    path: str,
    body: str = "",
    status: int = 200,
    when: datetime = BEFORE,
    **headers: str,
) -> None:
    """An answer that the archive has from before."""
    url = path if "://" in path else SITE + path
    told = (("Content-Type", "text/html"), *((n.replace("_", "-"), v) for n, v in headers.items()))
    kept = Snapshot(url, body.encode(), "text/html", when, status, told)
    archive_in(folder).keep(kept.as_capture())


def pages(folder: Path, *, refresh: bool = False) -> dict[str, Snapshot]:
    """What a run finds, by path."""
    found = [p for p in source(folder, refresh=refresh).pages() if isinstance(p, Snapshot)]
    return {page.url.removeprefix(SITE): page for page in found}


def asked(network: responses.RequestsMock) -> list[str]:
    return [str(call.request.url) for call in network.calls]


def file(folder: Path, url: str, *, refresh: bool = False) -> Kept | Missing:
    limits = Limits(redirects=3)
    ((_, found),) = source(folder, refresh=refresh, limits=limits).files([url])
    return found


def test_second_run_asks_for_nothing(network: responses.RequestsMock, tmp_path: Path) -> None:
    """Within a day not even for robots.txt: all, a 404 too, was answered before."""
    serve(network, **{"": links("/a/", "/gone/"), "a/": ""})
    network.get(f"{SITE}gone/", status=404)
    once = [page.url for page in source(tmp_path).pages()]
    network.calls.reset()

    assert [page.url for page in source(tmp_path).pages()] == once
    assert asked(network) == []


@pytest.mark.parametrize(("age", "is_asked"), [(23, False), (25, True)])
def test_robots_txt_is_asked_for_once_a_day(
    network: responses.RequestsMock, tmp_path: Path, age: int, is_asked: bool
) -> None:
    """What a site asks of its visitors may change; what it said today still holds."""
    serve(network, "User-agent: *\nDisallow: /new/\n", **{"old/": "", "new/": ""})
    said = datetime.now(UTC) - timedelta(hours=age)
    hold(tmp_path, "robots.txt", "User-agent: *\nDisallow: /old/\n", when=said)
    hold(tmp_path, "", PAGE.format(links("/old/", "/new/")))
    found = {page.url: page for page in source(tmp_path).pages()}

    forbidden = found[f"{SITE}new/" if is_asked else f"{SITE}old/"]
    assert isinstance(forbidden, Missing)
    assert forbidden.is_forbidden
    assert (f"{SITE}robots.txt" in asked(network)) is is_asked
    assert isinstance(found[f"{SITE}old/" if is_asked else f"{SITE}new/"], Snapshot)


@pytest.mark.parametrize(("status", "body"), [(503, "busy"), (200, Unreachable())])
def test_robots_txt_that_cannot_be_had_holds_on(
    network: responses.RequestsMock, tmp_path: Path, status: int, body: str | Exception
) -> None:
    """A server in trouble has not taken its rules back."""
    serve(network, **{"": links("/a/"), "a/": ""})
    network.replace("GET", f"{SITE}robots.txt", body, status=status)
    hold(tmp_path, "robots.txt", "User-agent: *\nDisallow: /a/\n")
    list(source(tmp_path).pages())

    assert f"{SITE}robots.txt" in asked(network)
    assert "a/" not in fetched(network)


def test_refresh_asks_whether_anything_has_changed(
    network: responses.RequestsMock, tmp_path: Path
) -> None:
    """What the server says has not changed is the archive's copy, and no news; the rest is new."""
    serve(network, **{"": "", "a/": "new"})
    hold(tmp_path, "", PAGE.format(links("/a/", "/b/")), ETag='"1"', Last_Modified="Wed, 1 Jan")
    hold(tmp_path, "a/", PAGE.format("old"))
    hold(tmp_path, "b/", PAGE.format("b"))
    network.replace("GET", SITE, status=304)
    network.get(f"{SITE}b/", body=Unreachable())
    found = pages(tmp_path, refresh=True)

    sent = next(call.request for call in network.calls if call.request.url == SITE)
    assert (sent.headers["If-None-Match"], sent.headers["If-Modified-Since"]) == (
        '"1"',
        "Wed, 1 Jan",
    )
    assert (found[""].status, found[""].note) == (200, "")
    assert (b"new" in found["a/"].body, found["a/"].note) == (True, "")
    assert (b"b</main>" in found["b/"].body, found["b/"].note) == (True, UNREACHED)
    network.calls.reset()

    assert b"new" in pages(tmp_path)["a/"].body
    assert asked(network) == []


@pytest.mark.parametrize("status", [404, 410])
@pytest.mark.parametrize("is_linked", [True, False])
def test_page_that_is_gone_keeps_its_copy(
    network: responses.RequestsMock, tmp_path: Path, is_linked: bool, status: int
) -> None:
    """In the run that finds it gone, and in all later ones, whether anything still names it."""
    serve(network, **{"": links("/a/") if is_linked else "nothing"})
    network.get(f"{SITE}a/", status=status, content_type="text/plain")
    hold(tmp_path, "", PAGE.format(links("/a/")))
    hold(tmp_path, "a/", PAGE.format("text"))
    first = pages(tmp_path, refresh=True)["a/"]
    network.calls.reset()
    second = pages(tmp_path)["a/"]

    assert (first.status, b"text" in first.body, first.is_gone) == (200, True, True)
    assert first.note == GONE
    assert (second.body, second.is_gone, second.note) == (first.body, True, GONE)
    assert asked(network) == []


@pytest.mark.parametrize(("status", "body"), [(503, "busy"), (200, ERROR), (200, SWITCHED_OFF)])
def test_site_in_trouble_does_not_replace_what_was_there(
    network: responses.RequestsMock, tmp_path: Path, status: int, body: str
) -> None:
    """A server that is busy, its error page, and a site over its quota are no news of a page."""
    serve(network, **{"": links("/a/")})
    network.get(f"{SITE}a/", status=status, body=body, content_type="text/html; charset=utf-8")
    hold(tmp_path, "a/", PAGE.format("text"))
    first, second = pages(tmp_path, refresh=True)["a/"], pages(tmp_path)["a/"]

    assert (first.status, b"text" in first.body, first.is_gone) == (200, True, False)
    assert (first.note, second.note) == (UNSHOWN, UNSHOWN)


@pytest.mark.parametrize(("status", "body"), [(503, "busy"), (429, "slow"), (200, ERROR)])
def test_answer_that_is_none_is_asked_for_again(
    network: responses.RequestsMock, tmp_path: Path, status: int, body: str
) -> None:
    """What the archive has from a server in trouble is not taken for the page."""
    serve(network, **{"": links("/a/"), "a/": "text"})
    hold(tmp_path, "a/", body, status)

    assert b"text" in pages(tmp_path)["a/"].body


def test_unreachable_site_is_an_error_with_a_hint(
    network: responses.RequestsMock, tmp_path: Path
) -> None:
    """No such host: nothing is exported and the user is told what to check."""
    network.get(f"{SITE}robots.txt", body=Unreachable())
    network.get(SITE, body=Unreachable())

    with pytest.raises(SourceMissing, match="could not be reached") as error:
        list(source(tmp_path).pages())
    assert "Check the address" in error.value.hint


def test_site_of_another_builder_is_refused_before_it_is_crawled(
    network: responses.RequestsMock, tmp_path: Path
) -> None:
    """One request tells that a site is not Webnode's."""
    serve(network, skin="<html><body><main>{}</main></body></html>", **{"": links("/a/")})

    with pytest.raises(NothingToExport, match="no Webnode generation claims this page"):
        list(source(tmp_path).pages())
    assert fetched(network) == [""]


def test_site_that_moved_to_its_own_domain_is_followed(
    network: responses.RequestsMock, tmp_path: Path
) -> None:
    """By way of https and `www.`, as usual; robots.txt of the last one holds, none of before.

    Links to the old addresses are links to the site.
    """
    ways = ["http://x.webnode.example/", SITE, "https://blog.example/"]
    own = "https://www.blog.example/"
    rules = "User-agent: *\nDisallow: /{}/\n"
    for number, (url, target) in enumerate(zip(ways, [*ways[1:], own], strict=True)):
        network.get(f"{url}robots.txt", body=rules.format(f"no{number}"))
        network.get(url, status=301, headers={"Location": target})
    network.get(f"{own}robots.txt", body=rules.format("no"))
    home = links(f"{SITE}a/", "http://blog.example/no0/", "/no/")
    for path, body in {"": home, "a/": "", "no0/": ""}.items():
        network.get(own + path, body=PAGE.format(body), content_type="text/html")
    network.get(f"{own}sitemap.xml", status=404)
    found = {page.url: page for page in source(tmp_path, "http://X.webnode.example/").pages()}

    assert [*found] == [*ways, own, f"{own}sitemap.xml"] + [
        f"{own}{p}/" for p in ("a", "no0", "no")
    ]
    forbidden = found.pop(f"{own}no/")
    assert isinstance(forbidden, Missing)
    assert forbidden.is_forbidden
    statuses = [page.status for page in found.values() if isinstance(page, Snapshot)]
    assert statuses == [301, 301, 301, 200, 404, 200, 200]


@pytest.mark.parametrize(
    ("targets", "told"),
    [
        (["b", "c", "d", "e"], "it redirects too often (--max redirects=…)"),
        (["b", "a"], "it redirects in a circle"),
        (["a"], "it redirects in a circle"),
        (["b", None], "the server could not be reached"),
    ],
)
def test_file_that_leads_nowhere_is_missing(
    network: responses.RequestsMock, tmp_path: Path, targets: list[str | None], told: str
) -> None:
    """It is told why, under the address that the page has."""
    for name, target in zip("abcd", targets, strict=False):
        if target:
            network.get(CDN + name, status=302, headers={"Location": f"/{target}"})
        else:
            network.get(CDN + name, body=Unreachable())

    is_passing = targets[-1] is None
    assert file(tmp_path, f"{CDN}a") == Missing(f"{CDN}a", told, is_passing=is_passing)


def test_file_that_cannot_be_had_now_is_that_from_before(
    network: responses.RequestsMock, tmp_path: Path
) -> None:
    """Neither a dead host nor a 404 takes away what the archive holds."""
    hold(tmp_path, f"{CDN}a", "old")
    hold(tmp_path, f"{CDN}b", status=302, Location="/c")
    hold(tmp_path, f"{CDN}c", "old")
    network.get(f"{CDN}a", body=Unreachable())
    network.get(f"{CDN}b", status=302, headers={"Location": "/c"})
    network.get(f"{CDN}c", status=404)

    for name, at in {"a": "a", "b": "c"}.items():
        found = file(tmp_path, CDN + name, refresh=True)
        assert isinstance(found, Kept)
        assert (found.url, found.status, found.begins) == (CDN + at, 200, b"old")
    assert len(asked(network)) == 3


@pytest.mark.parametrize(("status", "is_asked"), [(200, False), (404, False), (503, True)])
def test_file_that_was_answered_is_not_asked_for_again(
    network: responses.RequestsMock, tmp_path: Path, status: int, is_asked: bool
) -> None:
    """A file that is not there is an answer, too; a server in trouble is none."""
    hold(tmp_path, f"{CDN}a", "body", status)
    network.get(f"{CDN}a", body="now")
    found = file(tmp_path, f"{CDN}a")

    assert isinstance(found, Kept)
    assert found.status == (200 if is_asked else status)
    assert bool(asked(network)) is is_asked
