"""One document as it lies: its front matter line by line, its text by the second reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from migrator.archive import Archive
from migrator.frontmatter import Format
from migrator.models import Difference, Rendered
from migrator.verify import verify


def differences(
    page: Rendered, written: bytes, there: bytes, form: Format, archive: Archive
) -> tuple[Difference, ...]:
    """What the document says otherwise than the page, and did not when it was written."""
    ours, theirs = (text.decode("utf-8", errors="replace") for text in (written, there))
    (head, body), (their_head, their_body) = _parts(ours, form), _parts(theirs, form)
    known = set(_read(page, body, archive))
    more = (each for each in _read(page, their_body, archive) if each not in known)
    return (*_of_head(head, their_head), *more)


def lines(written: bytes, there: bytes) -> tuple[Difference, ...]:
    """What a file of data lacks, and what it has too much, line by line."""
    ours, theirs = (text.decode("utf-8", errors="replace").split("\n") for text in (written, there))
    lost, added = Counter(ours) - Counter(theirs), Counter(theirs) - Counter(ours)
    told = (" | ".join(line.strip() for line in each.elements()) for each in (lost, added))
    return (Difference("comments", *told),)


def _read(page: Rendered, body: str, archive: Archive) -> tuple[Difference, ...]:
    article = page.item.article
    merged = [archive.snapshot(url) for url in article.merged]
    return verify(archive.snapshot(article.url), article, body, page.item.references, merged)


def _parts(text: str, form: Format) -> tuple[str, str]:
    """The front matter and the text; a document without a fence is all text."""
    text = text.replace("\r\n", "\n")
    head, fence, body = text.removeprefix(f"{form.fence}\n").partition(f"\n{form.fence}\n")
    return (head, body) if fence and text.startswith(f"{form.fence}\n") else ("", text)


def _of_head(ours: str, theirs: str) -> Iterator[Difference]:
    """The fields that are gone or say something else; what somebody added is theirs."""
    there = _fields(theirs)
    for name, said in _fields(ours).items():
        if there.get(name) != said:
            yield Difference(f"front matter: {name}", said, there.get(name, ""))


def _fields(head: str) -> dict[str, str]:
    """By name, each with the lines that belong to it."""
    found: dict[str, str] = {}
    name = ""
    for line in head.split("\n"):
        if line[:1].strip() and not line.startswith(("-", "#", "[")):
            name = line.replace("=", ":", 1).partition(":")[0].strip()
            found[name] = line
        elif name:
            found[name] += f"\n{line}"
    return {name: said.rstrip() for name, said in found.items()}
