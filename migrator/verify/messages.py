"""The messages of visitors on a raw page, one by one, against the comments that were read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from bs4 import Tag

from migrator.models import Article, Comment, Difference
from migrator.verify.addresses import joined
from migrator.verify.classic import comments_of, level_of
from migrator.verify.raw import Raw
from migrator.verify.text import normal, visible, words

_SHOWN = 500  # letters


def messages_on(raw: Raw) -> list[str]:
    """Each message on a line: how far before it stands what it answers, and all that it says."""
    levels: list[int] = []
    found: list[str] = []
    for message in comments_of(raw.soup):
        levels.append(level_of(message))
        above = [at for at, level in enumerate(levels, start=1) if level < levels[-1]]
        back = len(levels) - above[-1] if above else 0
        said = " | ".join(_parts(message, raw.address))
        found.append(f"{levels[-1]} -{back} | {said}")
    return found


def comment_difference(pages: Sequence[Sequence[str]], article: Article) -> Difference | None:
    """Every message must be among the comments as it is, in its order, and nothing else."""
    said = [message for page in pages for message in page]
    written = [" | ".join(_written(comment)) for comment in article.comments]
    if said == written:
        return None
    lost, added = Counter(said) - Counter(written), Counter(written) - Counter(said)
    if lost or added:
        return Difference("comments", _listed(lost), _listed(added))
    pairs = zip(said, written, strict=True)
    one, other = next((one, other) for one, other in pairs if one != other)
    return Difference("order of comments", one, other)


def _listed(messages: Counter[str]) -> str:
    return " ¶ ".join(messages.elements())[:_SHOWN]


def _parts(message: Tag, address: str) -> Iterator[str]:
    head, text = message.find(class_="head"), message.find(class_="text")
    title, line = (head.find("h3"), head.find("p")) if isinstance(head, Tag) else (None, None)
    yield _said(title)
    day = head.find("ins") if isinstance(head, Tag) else None
    yield _said(day)
    yield _author(line)
    yield _said(text)
    parts = [p for p in message.select("a[href], img[src]") if not p.find_parent(class_="reply")]
    yield " ".join(joined(address, str(p.get("href") or p.get("src"))) for p in parts)


def _author(line: Tag | None) -> str:
    """What the line says but for its labels and the day."""
    if not isinstance(line, Tag):
        return ""
    rest = words(visible(line))
    for part in line.select(".date, .user, ins"):
        inner = words(visible(part))
        at = next((n for n in range(len(rest)) if rest[n : n + len(inner)] == inner), len(rest))
        del rest[at : at + len(inner)]
    return " ".join(rest)


def _said(node: object) -> str:
    return " ".join(words(visible(node))) if isinstance(node, Tag) else ""


def _written(comment: Comment) -> Iterator[str]:
    yield f"{comment.depth} -{comment.number - comment.parent if comment.parent else 0}"
    for part in (comment.title, comment.date, comment.author, comment.text):
        yield " ".join(words(normal(part)))
    yield " ".join(comment.links)
