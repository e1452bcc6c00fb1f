"""What to do for the move of this very site, in order: from the doubtful pages to the old plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from migrator import urls
from migrator.language import Words
from migrator.models import most_told

_YOURS = "your-domain.example"
_TEMPORARY = "https://temporary-address.example"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the steps depend on. `host` is the old one, empty if no page tells it.

    `next_steps` are those of the targets, `redirects` names the file that explains the redirects.
    `has_addresses`: can the new site be asked for them? `checked` is the target to check, if it
    is not the first.
    """

    host: str
    folder: str
    next_steps: tuple[str, ...] = ()
    doubtful: int = 0
    redirects: int = 0
    redirects_file: str = "redirects/README.md"
    forms: int = 0
    comments: int = 0
    embeds: int = 0
    has_addresses: bool = True
    checked: str = ""

    @property
    def is_of_webnode(self) -> bool:
        """Is the old address one that stays with Webnode?"""
        return urls.is_of_webnode(self.host)

    @property
    def has_name(self) -> bool:
        """Is the old host a name on the web, and not the number of a computer?"""
        return "." in self.host and self.host[-1].isalpha()

    @property
    def domain(self) -> str:
        """The domain of the new site: the old one, unless that is Webnode's or not known."""
        is_own = self.has_name and not self.is_of_webnode
        return self.host.removeprefix("www.") if is_own else _YOURS


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: what, how, and what to type or to read for it."""

    title: str
    how: str
    commands: tuple[str, ...] = ()


def steps(facts: Facts, words: Words) -> tuple[Step, ...]:
    """Everything to do, in this order."""
    before = _at_webnode if facts.is_of_webnode else _own_domain
    after = _leave_webnode if facts.is_of_webnode else _leave
    return tuple(
        step
        for part in (_prepare, before, _new_site, _switch, after)
        for step in part(facts, words)
    )


def old_host(pages: Iterable[dict[str, Any]]) -> str:
    """The host that most pages which came over are of; empty if they do not tell."""
    return most_told(_host(page["url"]) for page in pages if page["state"] == "written")


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def lost_forms(pages: Iterable[dict[str, Any]]) -> int:
    """How many forms were taken off the pages, since nothing would answer them."""
    return sum(_forms(page) for page in pages)


def _forms(page: dict[str, Any]) -> int:
    items = [item for item in page.get("items", ()) if item["kind"] == "form"]
    taken = any(removed["rule"] == "form" for removed in page.get("removed", ()))
    return sum(item.get("rule") == "form" for item in items) or int(taken)


def _prepare(facts: Facts, words: Words) -> Iterator[Step]:
    if facts.doubtful:
        yield _step(words, "look", n=facts.doubtful)
    yield _step(words, "keep", folder=facts.folder)
    if facts.has_name:
        yield _step(words, "plan", host=facts.host)


def _own_domain(facts: Facts, words: Words) -> Iterator[Step]:
    for name in ("domain", "mail", "ttl"):
        yield _step(words, name, domain=facts.domain)


def _at_webnode(facts: Facts, words: Words) -> Iterator[Step]:
    yield _step(words, "own", host=facts.host)


def _new_site(facts: Facts, words: Words) -> Iterator[Step]:
    yield _step(words, "build", *facts.next_steps)
    counted = {"forms": facts.forms, "comments": facts.comments, "embeds": facts.embeds}
    for name, number in counted.items():
        if number:
            yield _step(words, name, n=number)
    if facts.redirects:
        how = "redirects_webnode" if facts.is_of_webnode else "redirects_how"
        told = words(f"cutover_{how}", file=f"{facts.folder}/{facts.redirects_file}")
        yield Step(words("cutover_redirects", n=facts.redirects), told)
    yield _checked(facts, words, "check", _TEMPORARY)


def _switch(facts: Facts, words: Words) -> Iterator[Step]:
    yield _step(words, "connect" if facts.is_of_webnode else "switch", domain=facts.domain)
    yield _step(words, "certificate", domain=facts.domain)
    yield _checked(facts, words, "live", f"https://{facts.domain}")
    if not facts.is_of_webnode:
        yield _step(words, "post")


def _leave(facts: Facts, words: Words) -> Iterator[Step]:
    for name in ("feed", "search", "leave"):
        yield _step(words, name)


def _leave_webnode(facts: Facts, words: Words) -> Iterator[Step]:
    yield _step(words, "notice", host=facts.host)
    yield _step(words, "feed")
    yield Step(words("cutover_search"), words("cutover_search_webnode"))
    yield Step(words("cutover_leave"), words("cutover_leave_webnode"))


def _checked(facts: Facts, words: Words, name: str, address: str) -> Step:
    """By a command, if the new site has addresses that we know."""
    folder = f'"{facts.folder}"' if " " in facts.folder else facts.folder
    if facts.has_addresses:
        which = f" --to {facts.checked}" if facts.checked else ""
        return _step(words, name, f"migrator verify {folder} --live {address}{which}")
    commands = (f"migrator convert {folder} --to hugo",) if name == "check" else ()
    return Step(words(f"cutover_{name}"), words(f"cutover_{name}_by_hand"), commands)


def _step(words: Words, name: str, *commands: str, **values: str | int) -> Step:
    title = words(f"cutover_{name}", **values)
    return Step(title, words(f"cutover_{name}_how", **values), commands)
