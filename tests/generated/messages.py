"""The messages of classic forums and discussions, with what a reader sees of each."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from migrator.models import Comment
from tests.generated.texts import LABEL
from tests.generated.truth import Part, Truth, normal, stack_of, written

MESSAGE = """<div class="post level-{depth}"><div class="head"><h3>{title}</h3>
<p><span class="date">Datum:</span> <ins>{date}</ins> |
<span class="user">Vložil:</span> {author}</p>
</div><div class="text">{text}</div>
<div class="reply"><a href="/discussion/?tid=200000004&amp;mid={mid}">qxreply</a></div>
<div class="cleaner"><!-- / --></div></div><div class="cleaner"><!-- / --></div>
"""
FORM = (
    '<div class="diskuze"><h4>qxadd</h4><form><label for="a">qxname</label><input id="a"'
    ' type="text"><noscript><p>qxcopy</p></noscript></form></div>'
)
DEEPEST = 6
AUTHORS = st.sampled_from(["Anna", "Bob & Eva", "<i>", "K. Nováková", "x_y_z", "1. Petr"])
DAYS = st.dates(date(2008, 1, 1), date(2026, 1, 1))
PARAGRAPHS = st.lists(st.lists(LABEL, min_size=1, max_size=2), min_size=1, max_size=2)


@st.composite
def comments(draw: st.DrawFn) -> tuple[Comment, ...]:
    """Some threads: a reply is one level below the message that it answers."""
    found: list[Comment] = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        depth = draw(st.integers(1, found[-1].depth + 1 if found else 1))
        above = [comment.number for comment in found if comment.depth < depth]
        day = draw(DAYS)
        found.append(
            Comment(
                number=number,
                parent=above[-1] if above else 0,
                depth=depth,
                author=draw(AUTHORS),
                date=f"{day:%d.%m.%Y}",
                day=day.isoformat(),
                title=draw(st.one_of(LABEL, st.just("Re: Výlet"))),
                text="\n\n".join("\n".join(lines) for lines in draw(PARAGRAPHS)),
                message_id=str(200000000 + number),
            )
        )
    return tuple(found)


def html_of(comment: Comment) -> str:
    """A message as the platform writes it."""
    paragraphs = comment.text.split("\n\n")
    return MESSAGE.format(
        depth=comment.depth,
        title=written(comment.title),
        date=comment.date,
        author=written(comment.author),
        text="".join(f"<p>{_broken(paragraph)}</p>" for paragraph in paragraphs),
        mid=comment.message_id,
    )


def _broken(paragraph: str) -> str:
    return "<br />\n".join(map(written, paragraph.split("\n")))


def forum(told: tuple[Comment, ...]) -> Part:
    """A page's messages as its content."""
    return stack_of(Part(html_of(comment), _seen(comment)) for comment in told)


def _seen(comment: Comment) -> Truth:
    text = f"{comment.title}\n{comment.date} | {comment.author}\n{comment.text}"
    quotes = (normal(text),) * (min(comment.depth, DEEPEST) - 1)
    return Truth(text=text, headings=((3, comment.title),), quotes=quotes)
