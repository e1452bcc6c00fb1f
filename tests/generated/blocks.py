"""The blocks of Webnode 2 in the three vocabularies: texts, images, buttons, columns."""

from __future__ import annotations

from html import escape

from hypothesis import strategies as st

from tests.generated.rich import CAPTION, RICH
from tests.generated.texts import HREFS, LABEL
from tests.generated.truth import Data, Part, Truth, normal, put, stack_of, written
from tests.generated.uploads import PAPER, PICTURE, Upload

TEXTS = {
    "a": '<div class="text cf design-01"><div class="text-content">{}</div></div>',
    "b": '<div class="b b-text cf"><div class="b-c b-text-c b-s b-s-t60 cf">{}</div></div>',
    "c": '<div class="b b-text cf">\n\t<div class="b-c b-text-c b-s b-cs cf">{}</div>\n</div>',
}
BUTTONS = {
    "a": '<div class="button block{file} typo-01"><div class="button-content"><a href="{href}"'
    ' target="_blank">\n<span class="button-text">{label}</span>\n</a></div></div>',
    "c": '<div class="b b-s b-btn{file} b-btn-3"><div class="b-btn-c">\n<a class="b-btn-l"'
    ' href="{href}"><span class="b-btn-t">{label}</span></a></div></div>',
}
BUTTONS["b"] = BUTTONS["c"]
FILE_CLASS = {"a": " file", "b": " b-btn-file", "c": " b-btn-file b-btn-i-left"}
COLUMNS = {
    "a": (
        '<div class="column-wrapper cf"><div>{}</div></div>',
        '<div class="column-content pr" style="width:50%;"><div>{}</div></div>',
    ),
    "b": (
        '<div class="column-wrapper cw cf"><div class="cw-c">{}</div></div>',
        '<div class="column-content c pr cf" style="width:50%;"><div class="c-c">{}</div></div>',
    ),
    "c": (
        '<div class="cw cf">\n<div class="cw-c cf">{}</div>\n</div>',
        '<div class="c cf" style="width:50.0%;"><div class="c-c cf">{}</div></div>',
    ),
}
SIZES = {"a": "200/", "b": "450/", "c": ""}
FLOATS = st.sampled_from(["", "", " wnd-float-left", " wnd-float-right"])


def data(kind: str, **told: object) -> Data:
    """One block of the page's JSON, still without its id."""
    return {"type": f"wnd.pc.{kind}", "context": "page", **told}


def text(dialect: str, inner: Part) -> Part:
    """A text block."""
    code = data("TextBlock", code=inner.html)
    return put(TEXTS[dialect], inner, code)


def image(dialect: str, file: Upload, caption: Part, href: str, how: str) -> Part:
    """An image block: `href` is where the picture leads, `how` a class beside."""
    html = _viewed(dialect, file, caption, href, how)
    links = ((("", HREFS[href]),) if href else ()) + caption.truth.links
    shown = Truth(text=caption.truth.text, images=((file.url(dialect), caption.truth.text),))
    told = data("ImageBlock", description=caption.html, link=href, image=_file(file))
    return Part(html, shown.beside(Truth(links=links)), (told,))


def _file(file: Upload) -> Data:
    return {"id": file.number, "src": file.src, "mime": "image/jpeg"}


def _viewed(dialect: str, file: Upload, caption: Part, href: str, how: str) -> str:
    source = file.url(dialect, SIZES[dialect])
    img = f'<img src="{source}" alt="{escape(normal(caption.truth.text))}" style="top:0%;">'
    if dialect == "a":
        return (
            f'<div class="image-block block{how}"><div class="image-content cf">{img}<div'
            f' class="embed-content"></div><div class="image-title"><span>{caption.html}</span>'
            "</div></div></div>"
        )
    if dialect == "c":
        twin = Upload(file.number + 400, "twin.webp").on_cdn("450/")
        img = f'<picture><source type="image/webp" srcset="{twin} 450w">{img}</picture>'
    legend = f'<div class="b-img-t">{caption.html}</div>' if caption.html or dialect == "b" else ""
    inner = f'<div class="b-img-c">{img}<div class="b-img-embed"></div></div>'
    if "lightbox" in how:
        inner = f'<a class="litebox" href="{file.url(dialect)}">{inner}</a>'
    whole = f'<div class="b-img-w">{inner}{legend}</div>'
    if href:
        whole = f'<a class="b-img-a" title="" href="{written(href)}">{whole}</a>'
    return f'<div class="b-img{how} b b-s cf" id="wnd_ImageBlock_7">{whole}</div>'


def button(dialect: str, label: str, href: str) -> Part:
    """A button: one link."""
    html = BUTTONS[dialect].format(file="", href=written(href), label=written(label))
    told = data("ButtonBlock", code=written(label), link=href, open_in_new_window=0)
    told["=text"] = "template text"
    return Part(html, Truth(text=label, links=((label, HREFS[href]),)), (told,))


def file_link(dialect: str, label: str, file: Upload) -> Part:
    """A button that brings a file."""
    url = file.url(dialect)
    html = BUTTONS[dialect].format(file=FILE_CLASS[dialect], href=url, label=written(label))
    told = data("FileBlock", code=written(label), file={"id": file.number, "src": file.src})
    return Part(html, Truth(text=label, links=((label, url),)), (told,))


def columns(dialect: str, sides: list[Part]) -> Part:
    """Columns, each with blocks of its own."""
    outer, inner = COLUMNS[dialect]
    each = [put(inner, side, data("ContentZoneCol", content=list(side.data))) for side in sides]
    made = stack_of(each)
    return put(outer, made, data("ContentZoneColWrapper", content=list(made.data)))


def teaser(dialect: str, sides: list[tuple[Part, Part]], icon: bool) -> Part:
    """A template's row of pictures or icons with texts."""
    made = []
    for number, (picture, words) in enumerate(sides):
        first = _icon(number) if icon else picture
        made.append(put('<div class="mt-column cf">{}</div>', stack_of([first, words])))
    return put(
        '<div class="mt mt-3 mt-03-column cf"><div class="cf">{}</div></div>',
        stack_of(made),
        data("MtBlock"),
    )


def _icon(number: int) -> Part:
    source = (
        f"https://d1di2lzuh97fh2.cloudfront.net/files/3h/3h{number}/3h{number}a2e.svg?ph=f0f0f0f0f0"
    )
    html = (
        '<div class="b-img b b-s cf wnd-type-icon"><div class="b-img-w"><div class="b-img-c cf">'
        f'<div class="b-img-embed"><embed type="image/svg+xml" src="{source}"></div>'
        '</div><div class="b-img-t"></div></div></div>'
    )
    return Part(html, Truth(images=((source, ""),)))


def texts(dialect: str) -> st.SearchStrategy[Part]:
    """Text blocks."""
    return RICH.map(lambda inner: text(dialect, inner))


def images(dialect: str) -> st.SearchStrategy[Part]:
    """Image blocks: plain, and in newer vocabularies linked, floating, or with a viewer."""
    plain = st.builds(image, st.just(dialect), PICTURE, CAPTION, st.just(""), FLOATS)
    if dialect == "a":
        return plain
    bare = st.just(Part(""))
    linked = st.builds(
        image, st.just(dialect), PICTURE, UNLINKED, st.sampled_from(list(HREFS)), st.just("")
    )
    viewed = st.builds(
        image, st.just(dialect), PICTURE, bare, st.just(""), st.just(" b-img-lightbox")
    )
    return st.one_of(plain, linked, viewed)


UNLINKED = CAPTION.filter(lambda caption: "<a " not in caption.html)
"""A caption that may itself stand in a link."""


def simple(dialect: str) -> st.SearchStrategy[Part]:
    """Blocks that every vocabulary has."""
    return st.one_of(
        texts(dialect),
        images(dialect),
        st.builds(button, st.just(dialect), LABEL, st.sampled_from(list(HREFS))),
        st.builds(file_link, st.just(dialect), LABEL, PAPER),
    )


def framed(dialect: str, block: st.SearchStrategy[Part]) -> st.SearchStrategy[Part]:
    """Columns of such blocks."""
    side = st.lists(block, max_size=2).map(stack_of)
    return st.builds(columns, st.just(dialect), st.lists(side, min_size=1, max_size=3))


def teasers(dialect: str) -> st.SearchStrategy[Part]:
    """Rows of teasers."""
    pair = st.tuples(images(dialect), texts(dialect))
    return st.builds(
        teaser, st.just(dialect), st.lists(pair, min_size=1, max_size=2), st.booleans()
    )
