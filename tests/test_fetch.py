"""The door to the network: polite, and never an exception."""

from __future__ import annotations

import pytest
import requests
import responses

from migrator.fetch import USER_AGENT, Fetcher
from migrator.models import Missing, Snapshot

SITE = "https://x.webnode.example/"


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now, self.slept = 100.0, list[float]()

    def sleep(self, seconds: float) -> None:
        """Let the time pass, and remember how long."""
        self.slept.append(seconds)
        self.now += seconds

    def __call__(self) -> float:
        """The time, in seconds."""
        return self.now


def fetcher(clock: Clock, delay: float = 0.0) -> Fetcher:
    return Fetcher(SITE, delay, clock.sleep, clock)


def robots(network: responses.RequestsMock, text: str, status: int = 200) -> None:
    network.get(f"{SITE}robots.txt", body=text, status=status)


@pytest.mark.parametrize(
    ("text", "delay", "waits"),
    [
        ("User-agent: *\nCrawl-delay: 10\n", 0.0, 10.0),
        ("User-agent: *\nCrawl-delay: 10\n", 2.0, 10.0),
        ("User-agent: *\nCrawl-delay: 10\n", 20.0, 20.0),
        ("User-agent: *\nCrawl-delay: 0\n", 0.0, 0.0),
        ("", 0.0, 1.0),
    ],
)
def test_it_waits_as_long_as_the_site_asks(
    network: responses.RequestsMock, text: str, delay: float, waits: float
) -> None:
    """Between two requests lies the site's Crawl-delay, else a second; the user can only add."""
    robots(network, text)
    network.get(f"{SITE}a/", body="a")
    clock = Clock()
    polite = fetcher(clock, delay)
    polite.get(f"{SITE}a/")
    polite.get(f"{SITE}a/")

    assert clock.slept == [waits, waits]


def test_another_host_is_not_waited_for(network: responses.RequestsMock) -> None:
    """The delay is for the site; its asset host asks for none."""
    robots(network, "User-agent: *\nCrawl-delay: 10\n")
    network.get("https://cdn.example/a.png", body=b"png")
    clock = Clock()
    fetcher(clock).get("https://cdn.example/a.png")

    assert clock.slept == []


def test_what_robots_txt_forbids_is_not_fetched(network: responses.RequestsMock) -> None:
    """The longest match decides, as the standard says."""
    robots(network, "User-agent: *\nDisallow: /a\nAllow: /a/b\n")
    network.get(f"{SITE}a/b", body="b")
    polite = fetcher(Clock())

    assert polite.get(f"{SITE}a/c") == Missing(
        f"{SITE}a/c", "the site's robots.txt asks not to fetch it", is_forbidden=True
    )
    assert isinstance(polite.get(f"{SITE}a/b"), Snapshot)


def test_response_is_kept_as_it_came(network: responses.RequestsMock) -> None:
    """Status, type and bytes are the server's; redirects are not followed by themselves."""
    robots(network, "", status=404)
    network.get(f"{SITE}home/", status=301, headers={"Location": "/"}, body="moved")
    found = fetcher(Clock()).get(f"{SITE}home/")

    assert isinstance(found, Snapshot)
    assert (found.status, found.body, found.media_type) == (301, b"moved", "text/plain")
    assert ("Location", "/") in found.headers


def test_it_says_who_it_is(network: responses.RequestsMock) -> None:
    """The User-Agent names the tool and its version."""
    robots(network, "")
    fetcher(Clock()).sitemaps()

    assert network.calls[0].request.headers["User-Agent"] == USER_AGENT
    assert USER_AGENT.startswith("migrator/0.1.0")


@pytest.mark.parametrize(
    ("headers", "pauses"), [({}, [2.0, 4.0]), ({"Retry-After": "7"}, [7.0, 7.0])]
)
def test_busy_server_is_asked_again_later_and_later(
    network: responses.RequestsMock, headers: dict[str, str], pauses: list[float]
) -> None:
    """A 503 is no answer: it waits as long as the server says, else longer each time."""
    robots(network, "User-agent: *\nCrawl-delay: 0\n")
    for status in (503, 429):
        network.get(f"{SITE}a/", status=status, headers=headers)
    network.get(f"{SITE}a/", body="a")
    clock = Clock()
    found = fetcher(clock).get(f"{SITE}a/")

    assert isinstance(found, Snapshot)
    assert found.status == 200
    assert [seconds for seconds in clock.slept if seconds] == pauses


def test_server_that_stays_busy_is_given_up(network: responses.RequestsMock) -> None:
    """After four attempts the last answer is what there is; no pause is over five minutes."""
    robots(network, "User-agent: *\nCrawl-delay: 99999999999\n")
    network.get(f"{SITE}a/", status=503, headers={"Retry-After": "7200"})
    clock = Clock()
    found = fetcher(clock).get(f"{SITE}a/")

    assert isinstance(found, Snapshot)
    assert found.status == 503
    assert len(network.calls) == 5
    assert max(clock.slept) == 300.0


def test_too_large_an_answer_is_not_kept(
    network: responses.RequestsMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A body without end does not fill the memory."""
    monkeypatch.setattr("migrator.fetch.LARGEST", 1000)
    robots(network, "")
    network.get(f"{SITE}a/", body=b"x" * 1001)

    found = fetcher(Clock()).get(f"{SITE}a/")
    assert isinstance(found, Missing)
    assert "larger than" in found.reason


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (requests.exceptions.ConnectionError(), "the server could not be reached"),
        (requests.exceptions.ReadTimeout(), "the server did not answer in time"),
        (requests.exceptions.SSLError(), "the server's certificate could not be verified"),
        (requests.exceptions.TooManyRedirects(), "the address redirects without end"),
        (requests.exceptions.ChunkedEncodingError(), "the request failed: ChunkedEncodingError"),
    ],
)
def test_trouble_is_a_reason(
    network: responses.RequestsMock, error: Exception, reason: str
) -> None:
    """Whatever the network does, the caller gets a value with a reason in plain words."""
    robots(network, "")
    network.get(f"{SITE}a/", body=error)

    assert fetcher(Clock()).get(f"{SITE}a/") == Missing(f"{SITE}a/", reason)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://x.example/a", "data:text/html,x"])
def test_only_web_addresses_are_asked_for(url: str) -> None:
    """A page cannot make the tool read local files."""
    assert fetcher(Clock()).get(url) == Missing(url, "this is no web address")
