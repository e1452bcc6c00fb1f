"""The door to the network: polite, and never an exception."""

from __future__ import annotations

import base64
import gzip
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
import requests
import responses
from hypothesis import given
from hypothesis import strategies as st

from migrator.fetch import Fetcher
from migrator.fetch.pauses import LONGEST, retry_after
from migrator.fetch.wire import USER_AGENT
from migrator.models import Capture, Limits, Missing
from tests.test_wire import answer, asked, serving

SITE = "https://x.webnode.example/"
SLOW, AT_ONCE = (f"User-agent: *\nCrawl-delay: {seconds}\n" for seconds in (10, 0))
ERROR_PAGE = b'<title>Webnode Error Page</title><h1 class="text-heading1">Oops</h1>'
UNREACHED = "the server could not be reached"


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now, self.slept = 100.0, list[float]()

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def __call__(self) -> float:
        """The time, in seconds."""
        return self.now


def fetcher(
    clock: Clock, delay: float | None = None, robots: str = AT_ONCE, **options: Any
) -> Fetcher:
    """One whose pauses do not depend on chance."""
    made = Fetcher(SITE, delay, sleep=clock.sleep, clock=clock, chance=lambda: 1.0, **options)
    made.obey(SITE, robots)
    return made


@pytest.mark.parametrize(
    ("robots", "delay", "own_site", "waits"),
    [
        (SLOW, None, False, 10.0),
        (SLOW, 2.0, False, 10.0),
        (SLOW, 20.0, False, 20.0),
        (SLOW, 2.0, True, 2.0),
        (SLOW, 0.0, True, 0.0),
        (SLOW, None, True, 10.0),
        (AT_ONCE, None, False, 0.0),
        ("", None, False, 1.0),
        ("", 0.0, False, 1.0),
        ("User-agent: *\nCrawl-delay: 99999999999\n", None, False, 300.0),
    ],
)
def test_it_waits_as_long_as_the_site_asks(
    network: responses.RequestsMock, robots: str, delay: float | None, own_site: bool, waits: float
) -> None:
    """Between two requests lies the site's Crawl-delay, else a second; only owners may shorten."""
    network.get(f"{SITE}a/", body="a")
    clock = Clock()
    polite = fetcher(clock, delay, robots, own_site=own_site)

    assert polite.wait == 0.0
    asked(polite, f"{SITE}a/")
    assert (polite.delay, polite.wait) == (waits, waits)
    clock.now += waits / 4
    asked(polite, f"{SITE}a/")

    assert clock.slept == [waits * 3 / 4] * (waits > 0)


def test_another_host_is_not_waited_for(network: responses.RequestsMock) -> None:
    """The delay is for the site; its asset host asks for none, and its robots.txt is not meant."""
    network.get("https://cdn.example/a.png", body=b"png")
    clock = Clock()
    polite = fetcher(clock, robots=f"{SLOW}Disallow: /a.png\n")
    for _ in range(3):
        asked(polite, "https://cdn.example/a.png")

    assert clock.slept == []


def test_what_robots_txt_forbids_is_not_fetched(network: responses.RequestsMock) -> None:
    """The longest match decides, as the standard says; the newest robots.txt is obeyed."""
    network.get(f"{SITE}a/b", body="b")
    polite = fetcher(Clock(), robots="User-agent: *\nDisallow: /a\nAllow: /a/b\n")
    told = "the site's robots.txt asks not to fetch it"

    assert polite.get(f"{SITE}a/c") == Missing(f"{SITE}a/c", told, is_forbidden=True)
    assert not polite.may(f"{SITE}a/c")
    asked(polite, f"{SITE}a/b")
    polite.obey("https://moved.example/", "User-agent: *\nDisallow: /a/b\n")
    assert polite.may(f"{SITE}a/c")
    assert not polite.may("https://www.moved.example/a/b")


def test_answer_is_kept_as_it_came(network: responses.RequestsMock) -> None:
    """Status, headers, time and bytes are the server's; conditions are sent, and kept."""
    network.get(f"{SITE}home/", status=404, headers={"ETag": '"1"'}, body="gone")
    began = datetime.now(UTC).replace(microsecond=0)
    found = asked(fetcher(Clock()), f"{SITE}home/", If_None_Match='"1"')

    assert (found.url, found.status, found.body.read()) == (f"{SITE}home/", 404, b"gone")
    assert found.header("etag") == '"1"'
    assert began <= found.fetched_at <= datetime.now(UTC)
    assert ("If-None-Match", '"1"') in found.request
    assert network.calls[0].request.headers["If-None-Match"] == '"1"'


def test_it_says_who_it_is(network: responses.RequestsMock) -> None:
    """The User-Agent names the tool and its version."""
    network.get(SITE, body="")
    asked(fetcher(Clock()), SITE)
    assert network.calls[0].request.headers["User-Agent"] == USER_AGENT
    assert USER_AGENT.startswith("migrator/0.1.0")


def test_password_is_not_sent_where_anybody_reads_it(network: responses.RequestsMock) -> None:
    """What was given for https is not sent over http, though the host is the same."""
    for scheme in ("https", "http"):
        network.get(f"{scheme}://x.webnode.example/", body="")
        asked(Fetcher(SITE.replace("//", "//me:pw@")), f"{scheme}://x.webnode.example/")

    sent = [call.request.headers.get("Authorization") for call in network.calls]
    assert sent == [f"Basic {base64.b64encode(b'me:pw').decode()}", None]


BUSY: list[dict[str, Any]] = [
    *({"status": status, "body": "busy"} for status in (429, 500, 502, 503, 504)),
    {"body": ERROR_PAGE, "content_type": "text/html"},
    {
        "body": gzip.compress(ERROR_PAGE),
        "headers": {"Content-Encoding": "gzip", "Content-Type": "text/html; charset=utf-8"},
    },
]


@pytest.mark.parametrize("busy", BUSY)
@pytest.mark.parametrize(("said", "pauses"), [("", [2.0, 4.0]), ("7", [7.0, 7.0])])
def test_busy_server_is_asked_again_later_and_later(
    network: responses.RequestsMock, busy: dict[str, Any], said: str, pauses: list[float]
) -> None:
    """A fault of the server is no answer: it waits as long as it is told, else longer each time."""
    headers = {**busy.get("headers", {}), **({"Retry-After": said} if said else {})}
    for _ in range(2):
        network.get(f"{SITE}a/", **{**busy, "headers": headers})
    network.get(f"{SITE}a/", body="a", content_type="text/html")
    clock, told = Clock(), list[tuple[float, str]]()
    polite = fetcher(clock)
    polite.on_wait = lambda seconds, why: told.append((seconds, why))

    assert asked(polite, f"{SITE}a/").body.read() == b"a"
    assert clock.slept == pauses
    assert told == [(pause, "the server is busy") for pause in pauses if pause >= 5]


@pytest.mark.parametrize(
    "page", [b"it says Webnode Error Page", ERROR_PAGE[:20], gzip.compress(ERROR_PAGE)[:-20]]
)
def test_page_that_only_speaks_of_errors_is_an_answer(
    network: responses.RequestsMock, page: bytes
) -> None:
    """Only the platform's own page is asked for again; a broken packing is not looked into."""
    headers = {"Content-Encoding": "gzip", "Content-Type": "text/html"}
    network.get(f"{SITE}a/", body=page, headers=headers)

    assert asked(fetcher(Clock()), f"{SITE}a/").body.read() == page
    assert len(network.calls) == 1


def test_server_that_stays_busy_is_given_up(network: responses.RequestsMock) -> None:
    """After four attempts the last answer is what there is; no pause is over five minutes."""
    network.get(f"{SITE}a/", status=503, headers={"Retry-After": "7200"})
    clock = Clock()
    assert asked(fetcher(clock), f"{SITE}a/").status == 503
    assert len(network.calls) == 4
    assert clock.slept == [300.0, 300.0, 300.0]


def test_retry_after_is_seconds_a_date_or_nothing() -> None:
    """A date is as good as seconds; what is past is now, and what is nonsense says nothing."""
    now = datetime(2026, 1, 27, 12, 0, tzinfo=UTC)
    in_a_minute = now + timedelta(seconds=60)

    assert retry_after(" 12 ", now) == 12.0
    assert retry_after(format_datetime(in_a_minute, usegmt=True), now) == 60.0
    assert retry_after("Tue, 27 Jan 2026 12:01:00 -0000", now) == 60.0
    assert retry_after(format_datetime(now - timedelta(days=1)), now) == 0.0
    assert retry_after("9" * 500, now) == LONGEST
    for nonsense in ("", "soon", "-5", "1e3", "Wed, 21 Oct 99999999999999 07:28:00 GMT"):
        assert retry_after(nonsense, now) is None


@given(st.text() | st.from_regex(r"\w{3}, \d+ Jan \d+ \d+:\d+:\d+ [+-]?\d+", fullmatch=True))
def test_no_retry_after_is_an_error(said: str) -> None:
    """Whatever a server says, the pause is none or within reason."""
    pause = retry_after(said, datetime(2026, 1, 27, tzinfo=UTC))

    assert pause is None or 0.0 <= pause <= LONGEST


@pytest.mark.parametrize(
    ("error", "reason", "asked_again"),
    [
        (requests.exceptions.ConnectionError(), UNREACHED, False),
        (requests.exceptions.ReadTimeout(), "the server did not answer in time", True),
        (requests.exceptions.ConnectTimeout(), "the server did not answer in time", False),
        (requests.exceptions.SSLError(), "the server's certificate could not be verified", False),
        (requests.exceptions.ChunkedEncodingError(), "the answer was cut short", True),
        (requests.exceptions.InvalidURL(), "this is no address", False),
        (UnicodeError(), "the request failed: UnicodeError", False),
    ],
)
def test_trouble_is_a_reason(
    network: responses.RequestsMock, error: Exception, reason: str, asked_again: bool
) -> None:
    """Whatever the network does is told in plain words; a dead host is not asked again."""
    network.get(f"{SITE}a/", body=error)

    passes = "certificate" not in reason and "address" not in reason and "failed" not in reason
    assert fetcher(Clock()).get(f"{SITE}a/") == Missing(f"{SITE}a/", reason, is_passing=passes)
    assert len(network.calls) == (4 if asked_again else 1)


def test_host_that_answered_before_is_asked_again(network: responses.RequestsMock) -> None:
    """A host that was there a moment ago is in trouble; one that never was is dead."""
    network.get("https://cdn.example/a", body="a")
    for host in ("cdn", "dead"):
        network.get(f"https://{host}.example/b", body=requests.exceptions.ConnectionError())
    clock = Clock()
    polite = fetcher(clock)
    asked(polite, "https://cdn.example/a")

    for host, attempts in (("cdn", 4), ("dead", 1)):
        network.calls.reset()
        found = polite.get(f"https://{host}.example/b")
        assert found == Missing(f"https://{host}.example/b", UNREACHED, is_passing=True)
        assert len(network.calls) == attempts
    assert clock.slept == [2.0, 4.0, 8.0]


def test_site_that_has_stopped_answering_is_left_alone(network: responses.RequestsMock) -> None:
    """After five requests in a row without an answer the site is not asked any more."""
    network.get(f"{SITE}up", body="")
    network.get(f"{SITE}down", body=requests.exceptions.ConnectionError())
    network.get("https://cdn.example/a", body="a")
    polite = fetcher(Clock())
    for path in ("down",) * 4 + ("up",) + ("down",) * 5:
        found = polite.get(SITE + path)
        if isinstance(found, Capture):
            found.body.close()
        assert path == "up" or found == Missing(SITE + path, UNREACHED, is_passing=True)
    network.calls.reset()

    told = polite.get(f"{SITE}up")
    assert isinstance(told, Missing)
    assert told.reason.startswith("x.webnode.example has stopped answering and was not asked: run")
    assert len(network.calls) == 0
    assert asked(polite, "https://cdn.example/a").status == 200


def test_refused_answers_are_not_silence(network: responses.RequestsMock) -> None:
    """Many large files in a row are not fetched, and the site is still asked for its pages."""
    network.get(f"{SITE}video", body=b"x" * 11)
    network.get(f"{SITE}a/", body=b"a")
    polite = fetcher(Clock(), limits=Limits(size=10))

    for _ in range(6):
        assert isinstance(polite.get(f"{SITE}video"), Missing)
    assert asked(polite, f"{SITE}a/").body.read() == b"a"


@pytest.mark.loopback
def test_the_site_is_asked_for_one_thing_at_a_time() -> None:
    """However many threads ask, no two requests to the site overlap."""
    with serving(answer(b"x"), pause=0.02) as server:
        polite = Fetcher(server.address, 0.0, own_site=True)
        with ThreadPoolExecutor(6) as pool:
            list(pool.map(lambda n: asked(polite, f"{server.address}{n}"), range(12)))
        assert (len(server.heads), server.most_at_once) == (12, 1)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://x.example/a", "data:text/html,x", ""])
def test_only_web_addresses_are_asked_for(url: str) -> None:
    """A page cannot make the tool read local files."""
    assert fetcher(Clock()).get(url) == Missing(url, "this is no web address")
