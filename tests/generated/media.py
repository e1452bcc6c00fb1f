"""Galleries, players, maps, questions, the owner's own HTML, and what the platform adds."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.generated.blocks import data, texts
from tests.generated.rich import CERTAIN, RICH
from tests.generated.texts import FOLDER, LABEL
from tests.generated.truth import Part, Truth, put, stack_of, written
from tests.generated.uploads import Upload

PLAYERS = {
    "//www.youtube-nocookie.com/embed/aBcDe-1?wmode=opaque&rel=0": (
        "https://www.youtube.com/watch?v=aBcDe-1"
    ),
    "https://www.youtube.com/embed/zZ_9?start=5": "https://www.youtube.com/watch?v=zZ_9",
    "https://player.vimeo.com/video/7654321?h=ab12&title=0": "https://vimeo.com/7654321/ab12",
    "//player.vimeo.com/video/1234567": "https://vimeo.com/1234567",
    "https://tv.example/play?id=5&x=1": "https://tv.example/play?id=5&x=1",
    "//v.example/e/(1)": "https://v.example/e/(1)",
}
MAPS = {
    "https://www.google.com/maps/embed?pb=!1m14!1m8!2sCanal Street 5, Anytown!5e0": (
        "https://www.google.com/maps/embed?pb=!1m14!1m8!2sCanal Street 5, Anytown!5e0"
    ),
    "https://www.google.com/maps/embed?pb=!1m14!2s49.1, 16.7!5e0": (
        "https://www.google.com/maps/embed?pb=!1m14!2s49.1, 16.7!5e0"
    ),
    "/widgets/googlemaps/?z=15&a=Dlouhá 3, Lhota": (
        FOLDER + "/widgets/googlemaps/?z=15&a=Dlouhá 3, Lhota"
    ),
}
VIDEO = (
    '<div class="b-video b b-s cf"><div class="b-c" style="padding-bottom:56.25%;">{}</div></div>'
)
MAP = {
    "a": '<div class="map block"><div class="map-content">{}</div></div>',
    "c": '<div class="b-map b b-s cf"><div class="b-c" id="wnd_MapBlock_9_c">{}</div></div>',
}
MAP["b"] = MAP["c"]
HTML = {
    "a": '<div class="html-embed block"><div class="html-embed-content">{}</div></div>',
    "c": '<div class="b b-html b-s">\n<div class="b-c">\n{}\n</div>\n</div>',
}
HTML["b"] = HTML["c"]
PLATFORM_PARTS = (
    "<script>var qxscript = 1;</script>",
    "<style>.qxnote { color: red; }</style>",
    "<noscript><p>qxnoscript</p></noscript>",
    "<style>@import url('https://f.example/x'); #qxpop { position: fixed; display: none; }</style>"
    '<div id="qxpop"><h2>qxpop</h2><p>qxwords <a href="/qx/">qxlink</a></p></div>',
    '<div style="display: none">qxhidden</div>',
    '<div class="fb-like" data-href="https://qx.example">qxlike</div>',
    '<a href="https://twitter.com/share" class="twitter-share-button">qxtweet</a>',
    '<iframe src="https://www.facebook.com/plugins/like.php?href=qx"></iframe>',
)


def player(source: str) -> Part:
    """A video block."""
    frame = f'<iframe src="{written(source)}" allowfullscreen></iframe>'
    return put(VIDEO, Part(frame, Truth(embeds=(PLAYERS[source],))), data("VideoBlock"))


def map_block(dialect: str, source: str) -> Part:
    """A map block."""
    frame = f'<iframe src="{written(source)}" loading="lazy"></iframe>'
    return put(MAP[dialect], Part(frame, Truth(embeds=(MAPS[source],))), data("MapBlock"))


def audio(inside: bool) -> Part:
    """An audio block: the address at the player, or at a source in it."""
    url = "https://o.example/song.mp3"
    html = f'<audio controls src="{url}"></audio>'
    if inside:
        html = f'<audio controls><source src="{url}" type="audio/mpeg"></audio>'
    whole = f'<div class="b-audio b b-s"><div class="b-c">{html}</div></div>'
    return Part(whole, Truth(embeds=(url,)), (data("AudioBlock"),))


def owner_html(dialect: str, pieces: list[Part]) -> Part:
    """A block of the owner's own HTML, with whatever is in it."""
    return put(HTML[dialect], stack_of(pieces), data("HtmlBlock"))


def _frame(source: str) -> Part:
    frame = f'<iframe width="560" src="{written(source)}"></iframe>'
    return Part(frame, Truth(embeds=(PLAYERS[source],)))


def form(labels: list[str], legend: str) -> Part:
    """A form, of whose fields only a list of labels is kept."""
    told = list(dict.fromkeys(labels))
    fields = "".join(
        f'<div class="form-input"><label><span class="it-c">{written(label)}</span></label>'
        '<input type="text" value="qxvalue"></div>'
        for label in labels
    )
    head = f"<legend>{written(legend)}</legend>" if legend else ""
    html = (
        f'<form action="/qx/"><fieldset class="form-fieldset">{head}{fields}'
        "<button>qxsend</button></fieldset></form>"
    )
    return Part(html, Truth(text="\n".join([legend, *told]), items=tuple(told), forms=1))


def faq(items: list[tuple[str, Part]]) -> Part:
    """Questions with folded answers."""
    whole = '<div class="mt mt-faq faq-bullets cf"><div class="mt-faq-c">{}</div></div>'
    return put(whole, stack_of(_question(*item) for item in items), data("MtBlock"))


def _question(title: str, answer: Part) -> Part:
    head = (
        '<div class="mt-faq-title b-s"><span class="mt-faq-bullet"></span><div class="b-text"><h3>'
        f'<span class="it b link">\n<span class="it-c">{written(title)}</span>\n</span></h3></div>'
        "</div>"
    )
    asked = Part(head, Truth(text=title, headings=((3, title),)))
    folded = put('<div class="mt-faq-text" style="display: none;">{}</div>', answer)
    whole = '<div class="mt-faq-item close"><div class="mt-faq-inner">{}</div></div>'
    return put(whole, stack_of([asked, folded]))


def blog(posts: list[int], variant: str, pager: bool) -> Part:
    """A list of posts: it names them, and is no content."""
    items = "".join(_tile(number, variant) for number in posts)
    older = (
        '<div class="pager"><div class="pager-container"><a class="pager-prev wnd-disabled"'
        ' href="#">qxnewer</a><a class="pager-next" href="/denik/p-a1b2c3d4/1/">qxolder</a></div>'
        "</div>"
    )
    html = (
        f'<div class="blog {variant} grid b b-s"><div class="blog-wrapper"><div'
        f' class="blog-container">{items}</div>{older if pager else ""}</div>'
        '<div class="blog-empty-listing">qxempty</div></div>'
    )
    return Part(html, Truth(listed=tuple(f"{FOLDER}/l/qx-{n}/" for n in posts)), (data("Blog"),))


def _tile(number: int, variant: str) -> str:
    href, picture = f"/l/qx-{number}/", Upload(600 + number, "qx.jpg").on_cdn("450/")
    date = '<div class="item-date"><div class="ld"><span class="ld-c">27.02.2025</span></div></div>'
    img = f'<div class="b-tb"><picture><img src="{picture}" alt=""></picture></div>'
    if variant == "blog-tiles-large":
        return (
            f'<article class="item"><a href="{href}"><div class="item-media">{img}</div>{date}'
            f"<h2>qxtitle {number}</h2></a></article>"
        )
    return (
        f'<article class="item"><div class="item-wrapper"><div class="item-media"><a href="{href}">'
        f'{img}</a></div><div class="item-content"><div class="item-head"><h2><a href="{href}">'
        f'<div class="ld"><span class="ld-c">qxtitle {number}</span></div></a></h2>{date}</div>'
        '<div class="item-perex"><div class="perex"><div class="perex-content"><p>qxperex</p></div>'
        "</div></div></div></div></article>"
    )


SOCIAL = st.sampled_from([Part(html) for html in PLATFORM_PARTS])
LINES = st.just(
    Part('<div class="b b-s b-hr-line"><hr class="line-style"></div>', data=(data("HrLineBlock"),))
)
SPACES = st.just(
    Part(
        '<div class="b-sp b b-s cf"><div class="b-sp-c" id="wnd_SpacingBlock_4_container"><div'
        ' class="b-sp-placeholder"></div></div></div>',
        data=(data("SpacingBlock", style={"paddingBottom": "15%"}),),
    )
)
FORMS = st.builds(form, st.lists(LABEL, min_size=1, max_size=3), st.one_of(st.just(""), LABEL))
FRAMES = st.sampled_from(sorted(PLAYERS)).map(_frame)
VIDEOS = st.sampled_from(sorted(PLAYERS)).map(player)
AUDIO = st.booleans().map(audio)
BLOGS = st.builds(
    blog,
    st.lists(st.integers(1, 9), max_size=2, unique=True),
    st.sampled_from(["blog-left-thumbnail", "blog-tiles-large", "blog-headings"]),
    st.booleans(),
)
QUESTIONS = st.lists(st.tuples(LABEL, texts("c")), min_size=1, max_size=2).map(faq)


def own_html(dialect: str) -> st.SearchStrategy[Part]:
    """Blocks of the owner's own HTML."""
    piece = st.one_of(SOCIAL, CERTAIN, FRAMES, RICH, FORMS)
    return st.lists(piece, max_size=3).map(lambda pieces: owner_html(dialect, pieces))


def maps(dialect: str) -> st.SearchStrategy[Part]:
    """Map blocks."""
    return st.sampled_from(sorted(MAPS)).map(lambda source: map_block(dialect, source))
