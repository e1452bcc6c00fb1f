"""The check after the move: the new site, visited once, held against what the export promises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from migrator.fetch import Fetcher
from migrator.live.answers import Way, row_of, way
from migrator.live.around import feed_row, robots_row, sitemap_row
from migrator.live.arrival import arrive
from migrator.live.deltas import delta
from migrator.live.expected import Expected, ExpectedFile, ExpectedPage
from migrator.live.heads import Head
from migrator.live.pages import asked_later, page_findings
from migrator.live.sheet import Delta, Finding, LiveSheet, Row, few
from migrator.live.visitor import LIMIT, Answer, Visitor
from migrator.sources.base import OnProgress


@dataclass(slots=True)
class _Visit:
    """One page on its way through the check."""

    page: ExpectedPage
    findings: list[Finding] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    head: Head | None = None
    unchecked: str = ""

    def row(self) -> Row:
        kind, path = self.page.kind.value, self.page.path
        return Row(kind, path, findings=tuple(self.findings), unchecked=self.unchecked)


def check(
    expected: Expected,
    address: str,
    fetcher: Fetcher,
    on_progress: OnProgress,
    limit: int = LIMIT,
) -> LiveSheet:
    """Ask the new site for everything, one request after the other, and no other host.

    At most `limit` requests are made. Raises SourceMissing if there is no new site at the address.
    """
    site, robots, requests = arrive(address, fetcher, expected.old_hosts)
    visitor = Visitor(site, fetcher, on_progress, limit)
    visitor.requests, visitor.left = requests, _needed(expected)
    visits = [_visited(page, visitor) for page in expected.pages]
    addresses = tuple(row_of(old, visitor) for old in expected.addresses)
    around = tuple(_around(expected, visitor, robots))
    visitor.left = len(_waiting(visits))
    for visit in visits:
        _follow(visit, visitor)
    return LiveSheet(
        address=site.base,
        target=expected.target,
        addresses=addresses,
        pages=tuple(visit.row() for visit in visits),
        site=around,
        delta=tuple(_deltas(visits, visitor)),
        unanswerable=expected.unanswerable,
        requests=visitor.requests,
        stopped=visitor.stopped,
        rules=expected.rules,
    )


def _needed(expected: Expected) -> int:
    """About how many requests there are before links and files are asked for."""
    return len(expected.pages) + len(expected.addresses) + 3


def _visited(page: ExpectedPage, visitor: Visitor) -> _Visit:
    """The page as it is answered; its links and files wait until all pages are known."""
    answer, tree = visitor.page(visitor.site.at(page.path))
    root = visitor.site.at("/")
    if answer.leads_to and visitor.site.own(answer.leads_to) == root and "" in page.keys:
        answer, tree = visitor.page(root)
    if answer.unasked:
        return _Visit(page, unchecked=answer.unasked)
    links = asked_later(answer, tree, visitor.site) if tree else []
    findings = page_findings(page, answer, tree, visitor)
    if tree is None or answer.leads_to:
        return _Visit(page, findings)
    return _Visit(page, findings, links, answer.head)


def _around(expected: Expected, visitor: Visitor, robots: str) -> Iterator[Row]:
    yield robots_row(expected, visitor, robots)
    yield sitemap_row(expected, visitor, robots)
    if expected.feed:
        yield feed_row(expected, visitor)


def _waiting(visits: list[_Visit]) -> set[str]:
    files = {file.path for visit in visits for file in visit.page.files}
    return files | {link for visit in visits for link in visit.links}


def _follow(visit: _Visit, visitor: Visitor) -> None:
    """Ask for the files of a page, and for whatever of the site it links to."""
    if visit.head is None:
        return
    unasked = list(_files(visit, visitor))
    ways = {url: way(visitor, url) for url in visit.links}
    languages = {visitor.site.own(url) for _, url in visit.head.languages}
    dead = {url for url, found in ways.items() if _is_dead(found)}
    if links := dead - languages:
        visit.findings.append(Finding("link-broken", _told(sorted(links), ways)))
    if others := dead & languages:
        visit.findings.append(Finding("language-link", _told(sorted(others), ways)))
    if any(found.end.unasked == visitor.stopped != "" for found in ways.values()):
        unasked.append(visitor.stopped)
    visit.unchecked = next(iter(unasked), "")


def _is_dead(found: Way) -> bool:
    """Does a link lead to nothing? What robots.txt forbids and other sites are not judged."""
    if found.end.unasked or found.ended == "elsewhere":
        return False
    return bool(found.end.trouble) or found.end.status != 200


def _told(urls: list[str], ways: Mapping[str, Way]) -> str:
    ends = {url: ways[url].end for url in urls}
    return few(f"{url} ({end.trouble or end.status})" for url, end in ends.items())


def _files(visit: _Visit, visitor: Visitor) -> Iterator[str]:
    """Ask for the files of a page; gives why some were not asked for."""
    for file in visit.page.files:
        answer = way(visitor, visitor.site.at(file.path)).end
        if answer.unasked:
            yield answer.unasked
        elif finding := _file_finding(file, answer):
            visit.findings.append(finding)


def _file_finding(file: ExpectedFile, answer: Answer) -> Finding | None:
    if answer.trouble or answer.status != 200:
        told = f"{file.path} ({answer.trouble or answer.status})"
        return Finding("image-broken" if file.is_image else "file-broken", told)
    if file.is_image and not answer.media_type.startswith("image/"):
        told = f"{file.path} is answered as {answer.media_type or 'nothing'}, not as a picture"
        return Finding("image-broken", told)
    if file.digest and answer.digest != file.digest:
        told = f"{file.path} has other bytes than the export's copy"
        return Finding("image-changed" if file.is_image else "file-changed", told)
    return None


def _deltas(visits: list[_Visit], visitor: Visitor) -> Iterator[Delta]:
    for visit in visits:
        yield delta(visit.page, visit.head, visitor.site)
