"""Whole pages of Webnode 2: posts and ordinary pages of each dialect."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from html import escape
from itertools import pairwise
from urllib.parse import quote

from hypothesis import strategies as st

from migrator.models import Kind, Snapshot
from tests.conftest import FETCHED
from tests.generated import frames
from tests.generated.blocks import text
from tests.generated.rich import CERTAIN
from tests.generated.system import Shape, content_items, scripts
from tests.generated.texts import FOLDER
from tests.generated.truth import Data, Facts, Generated, Part, Truth, normal, stack_of
from tests.generated.uploads import PICTURE
from tests.generated.vocabularies import BLOCKS

TITLE_WORDS = "Titul o cestě \u2013 3.\u20135. května & „Nové“ :: 2. díl (část) Hrad\u2060y".split(
    " "
)
TITLES = st.lists(st.sampled_from(TITLE_WORDS), max_size=3).map(lambda t: " ".join(["Výlet", *t]))
NAMES = ("{}", '<font class="wnd-font-size-110" style="">{}</font>', "<strong>{}</strong>&nbsp;")
SLUGS = st.sampled_from(["vylet", "new", "pres-hreben-2", "výlet!", "a1o-vylet"])
DAYS = st.datetimes(datetime(2016, 1, 1), datetime(2026, 1, 26)).map(
    lambda d: d.replace(microsecond=0)
)
ZONES = st.sampled_from([timezone(timedelta(hours=1)), timezone(timedelta(hours=2))])
LANGUAGES = st.sampled_from(["cs", "it", "pt-br", "en", "hu"])
LABELS = {
    "wnd.pc.SystemFooterBlock.poweredByWebnode": "Powered by",
    "wnd.fe.FeFooter.createWebsite": "Create your website for free!",
}
PEREX = st.sampled_from([("", ""), ("<p>Tři dny, <b>dva</b> svetry.</p>", "Tři dny, dva svetry.")])


@st.composite
def sections_of(draw: st.DrawFn, dialect: str) -> list[Part]:
    """Sections of blocks, of which at least one says something."""
    frame = "c" if dialect == "mixed" else dialect
    blocks = draw(st.lists(BLOCKS[dialect], max_size=6))
    blocks.insert(draw(st.integers(0, len(blocks))), text(frame, draw(CERTAIN)))
    cuts = sorted(draw(st.sets(st.integers(1, len(blocks)), max_size=2)) | {0, len(blocks)})
    return [stack_of(blocks[start:end]) for start, end in pairwise(cuts)]


@st.composite
def shapes(draw: st.DrawFn, title: str) -> Shape:
    """The page's JSON, in all its varieties."""
    name = draw(st.sampled_from(NAMES)).format(escape(title))
    return Shape(
        is_there=draw(st.integers(0, 7)) > 0,
        lists_as_objects=draw(st.booleans()),
        has_list_page=draw(st.booleans()),
        backwards=draw(st.booleans()),
        mask=draw(st.sampled_from(["%d.%m.%Y", "%d/%m/%Y"])),
        name=name,
        slug=draw(SLUGS),
        labels=draw(st.sampled_from([{}, LABELS])),
    )


@st.composite
def posts(draw: st.DrawFn, dialect: str) -> tuple[Facts, Shape, list[Part], bool]:
    """A post, before it is put into a page: so that its JSON may be made to differ."""
    title, (perex, description) = draw(TITLES), draw(PEREX)
    cover = draw(st.one_of(st.none(), PICTURE))
    shape = draw(shapes(title))
    shape = replace(shape, perex=perex, cover=cover)
    facts = Facts(
        kind=Kind.POST,
        title=normal(title),
        language=draw(LANGUAGES),
        date=draw(DAYS).replace(tzinfo=draw(ZONES)),
        description=description,
        cover=cover.url("a" if dialect == "a" else "c") if cover else "",
    )
    if not shape.is_there:
        facts, shape = _without_json(facts), replace(shape, mask="%d.%m.%Y")
    return facts, shape, draw(sections_of(dialect)), draw(st.booleans())


def _without_json(facts: Facts) -> Facts:
    """What is left to know where a page lacks its JSON: its day, and nothing of a cover."""
    midnight = facts.date.replace(hour=0, minute=0, second=0) if facts.date else None
    return replace(facts, date=midnight, cover="")


def post_page(
    dialect: str,
    made: tuple[Facts, Shape, list[Part], bool],
    items: dict[str, Data] | None = None,
) -> Generated:
    """The page of a post; `items` stand in place of the JSON that would agree with it."""
    facts, shape, sections, template = made
    frame = "c" if dialect == "mixed" else dialect
    if items is None:
        items = content_items([list(part.data) for part in sections], shape)
    day = facts.date.strftime(shape.mask) if facts.date else ""
    url = f"{FOLDER}/l/{quote(shape.slug)}/"
    main = frames.post(frame, shape.name, day, [part.html for part in sections], template)
    data = scripts(facts, shape, items, frame)
    html = frames.whole(frame, facts, url, "blogpost", main, data)
    return Generated(snapshot(url, html), facts, stack_of(sections).truth)


def snapshot(url: str, html: str) -> Snapshot:
    """The page as it was fetched."""
    return Snapshot(url, html.encode(), "text/html", FETCHED)


@st.composite
def ordinary_pages(draw: st.DrawFn, dialect: str) -> Generated:
    """A page that is no post."""
    frame = "c" if dialect == "mixed" else dialect
    title, hero = draw(TITLES), draw(st.sampled_from(["", "", "Vítejte & čtěte"]))
    shape = draw(shapes(title))
    facts = Facts(Kind.PAGE, normal(title), draw(LANGUAGES), description=draw(DESCRIPTIONS))
    sections = draw(sections_of(dialect))
    url = f"{FOLDER}/{quote(shape.slug)}/"
    main = frames.page(frame, hero, [part.html for part in sections])
    kind = draw(st.sampled_from(["page", "blog"]))
    html = frames.whole(frame, facts, url, kind, main, scripts(facts, shape, None, frame))
    claim = Truth(text=hero + "\n", headings=((1, hero),)) if hero else Truth()
    return Generated(snapshot(url, html), facts, claim.beside(stack_of(sections).truth))


DESCRIPTIONS = st.sampled_from(["", "Kam jsme šli & co jsme pili."])


def pages(dialect: str) -> st.SearchStrategy[Generated]:
    """Posts and ordinary pages of one dialect."""
    whole = posts(dialect).map(lambda made: post_page(dialect, made))
    return st.one_of(whole, ordinary_pages(dialect))
