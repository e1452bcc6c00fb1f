"""What a post tells, before a skin draws it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from random import Random

from tests.webnode import words
from tests.webnode.posts import Post
from tests.webnode.spelling import ODD


@dataclass(frozen=True, slots=True)
class Telling:
    """What a post tells: the opening as plain text, all else as HTML."""

    opening: str
    before: tuple[str, ...]
    heading: str
    bullets: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def perex(self) -> str:
        """The first sentence."""
        return self.opening.partition(". ")[0].rstrip(".") + "."


def tell(post: Post, seed: int, site: str, opening: str = "") -> Telling:
    """What a post tells, with another opening if there is one."""
    rng = Random(f"{seed} {post.dialect} {post.number} text")
    first = words.paragraph(rng)
    before = [_marked(words.paragraph(rng), rng) for _ in range(rng.randint(2, 3))]
    after = [_marked(words.paragraph(rng), rng) for _ in range(rng.randint(3, 5))]
    bullets = [words.bullet(rng) for _ in range(rng.randint(3, 5))]
    heading = words.title(rng)
    for link in post.links:
        target = escape(ODD[link.spelling](site, link.path))
        after[0] += f' It began with <a href="{target}">{escape(link.title)}</a>.'
    return Telling(opening or first, tuple(before), heading, tuple(bullets), tuple(after))


def _marked(text: str, rng: Random) -> str:
    """The text with one sentence set in bold or italics."""
    parts = text.split(". ")
    at, tag = rng.randrange(len(parts)), rng.choice(("strong", "em"))
    parts[at] = f"<{tag}>{parts[at].rstrip('.')}</{tag}>" + ("." if at == len(parts) - 1 else "")
    return ". ".join(parts)
