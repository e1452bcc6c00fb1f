"""Asks the new site, as politely as a crawl asks the old one, and no other host at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from urllib.parse import quote

from bs4 import BeautifulSoup

from migrator import urls
from migrator.archive.bodies import BodyBroken, unpacked
from migrator.archive.reader import within
from migrator.fetch import Fetcher
from migrator.live.digests import digest
from migrator.live.heads import Head, head_of, hides, tree_of
from migrator.live.place import NewSite
from migrator.models import Capture, Missing
from migrator.sources.base import OnProgress, Progress, Stage

LIMIT = 50_000  # requests
_LARGEST = 1 << 30  # bytes of a file, unpacked
_LARGEST_PAGE = 1 << 25
_GIVES_UP = 3  # requests in a row without an answer
_REDIRECTS = frozenset([301, 302, 303, 307, 308])
_NOBODY = "/there-is-no-such-page-on-any-site/"


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered; `unasked` or `trouble` say why there is no answer.

    `location` is absolute. `head` is that of a page; `digest` that of the bytes.
    """

    url: str
    status: int = 0
    location: str = ""
    media_type: str = ""
    digest: str = ""
    is_hidden: bool = False  # by a header
    head: Head = field(default_factory=Head)
    trouble: str = ""
    unasked: str = ""

    @property
    def leads_to(self) -> str:
        """Where a visitor is sent at once, by a redirect or by the page itself."""
        return self.location or (self.head.leads_to if self.status == 200 else "")


class Visitor:
    """One visit to the new site: each address is asked for once, and one after the other.

    `limit` is how many requests are made at most.
    """

    def __init__(
        self, site: NewSite, fetcher: Fetcher, on_progress: OnProgress, limit: int = LIMIT
    ) -> None:
        self.site, self._fetcher = site, fetcher
        self._on_progress, self._limit = on_progress, limit
        self._answers: dict[str, Answer] = {}
        self._silent = 0
        self.requests, self.stopped = 0, ""
        self.left = 0  # as far as it is known
        self._step = Progress(Stage.PAGES, 0, 0, site.base)
        fetcher.on_wait = self._tell_wait

    def ask(self, url: str) -> Answer:
        """The answer at an address of the site, without what it says."""
        return self._answers.get(urls.normal(url)) or self.page(url)[0]

    def page(self, url: str) -> tuple[Answer, BeautifulSoup | None]:
        """The answer at an address of the site, asked for now; and its tree, if it is a page."""
        url = urls.normal(url)
        found = self._asked(url)
        if isinstance(found, Answer):
            answer, tree = found, None
        else:
            with closing(found.body):
                answer, tree = _read(found)
        self._answers[url] = answer
        return answer, tree

    def text(self, url: str) -> tuple[Answer, bytes]:
        """The answer at an address, and all its bytes: for a feed, a sitemap, robots.txt."""
        found = self._asked(urls.normal(url))
        if isinstance(found, Answer):
            return found, b""
        with closing(found.body):
            try:
                return _answer(found), b"".join(within(_pieces(found), _LARGEST_PAGE, "page"))
            except BodyBroken as broken:
                return replace(_answer(found), trouble=str(broken)), b""

    def nobody(self) -> Answer:
        """What the site answers at an address that cannot be there."""
        return self.ask(self.site.base + quote(_NOBODY))

    def _asked(self, url: str) -> Capture | Answer:
        """Raises ValueError for another host: nothing but the new site is ever asked."""
        if urls.host(url) != self.site.host or urls.host(url) in self.site.old:
            raise ValueError(f"{url} is not of the new site")
        if not self.stopped and self.requests >= self._limit:
            self.stopped = f"the check ends after {self._limit} requests"
        if self.stopped:
            return Answer(url, unasked=self.stopped)
        self._tell(url)
        self.requests += 1
        self.left = max(0, self.left - 1)
        return self._heard(self._fetcher.get(url))

    def _heard(self, found: Capture | Missing) -> Capture | Answer:
        if isinstance(found, Capture):
            self._silent = 0
            return found
        if found.is_forbidden:
            self.requests -= 1
            return Answer(found.url, unasked=found.reason)
        self._silent = self._silent + 1 if found.is_passing else 0
        if self._silent >= _GIVES_UP:
            self.stopped = "the site has stopped answering: run the same command again later"
        return Answer(found.url, trouble=found.reason)

    def _tell(self, url: str) -> None:
        wait, delay = self._fetcher.wait, self._fetcher.delay
        self._step = Progress(Stage.PAGES, self.requests, max(1, self.left), url, delay, wait)
        self._on_progress(self._step)

    def _tell_wait(self, seconds: float, why: str) -> None:
        if why or not self._step.wait:
            self._on_progress(replace(self._step, wait=seconds, why=why))


def _read(found: Capture) -> tuple[Answer, BeautifulSoup | None]:
    """The answer with what its bytes tell, and the tree of a page."""
    answer = _answer(found)
    try:
        if answer.status != 200 or "html" not in answer.media_type:
            return replace(answer, digest=digest(within(_pieces(found), _LARGEST, "size"))), None
        body = b"".join(within(_pieces(found), _LARGEST_PAGE, "page"))
    except BodyBroken as broken:
        return replace(answer, trouble=str(broken)), None
    tree = tree_of(body, _charset(found))
    return replace(answer, digest=digest([body]), head=head_of(tree, found.url)), tree


def _answer(found: Capture) -> Answer:
    location = found.header("Location") if found.status in _REDIRECTS else ""
    return Answer(
        url=found.url,
        status=found.status,
        location=urls.located(found.url, location) if location else "",
        media_type=found.header("Content-Type").partition(";")[0].strip().lower(),
        is_hidden=hides(found.header("X-Robots-Tag")),
    )


def _pieces(found: Capture) -> Iterator[bytes]:
    return unpacked(found.body, found.headers)


def _charset(found: Capture) -> str:
    said = found.header("Content-Type").lower().partition("charset=")[2]
    return said.partition(";")[0].strip(" \"'")
