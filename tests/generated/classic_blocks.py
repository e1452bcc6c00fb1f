"""The blocks of classic pages: texts, products, photos, questions, lists of articles."""

from __future__ import annotations

from html import escape

from hypothesis import strategies as st

from tests.generated.media import FORMS, FRAMES
from tests.generated.rich import rich, text_of
from tests.generated.texts import BREAK, DEAD_LINK, FOLDER, HREFS, LABEL, LINE, LINK, line_of
from tests.generated.truth import Part, Truth, put, run_of, stack_of, written
from tests.generated.uploads import PAPER, PICTURE, Upload

TAIL = (
    f'<p>{{}}<br/>\nVíce zde: <a href="{FOLDER}/qx/?utm_source=copy&amp;utm_medium=paste&amp;'
    f'utm_campaign=copypaste&amp;utm_content=x">{FOLDER}/qx/</a></p>'
)
AROUND = (
    "{}",
    '<span style="color: rgb(0, 0, 0); font-family: arial;">{}</span>',
    '<div style="text-align: center;">{}</div>',
    '<p style="text-align: justify;">{}</p>',
    TAIL,
)
SOURCES = ("/_files/{id}/{name}", FOLDER + "/_files/{id}/{name}?ph=d4bd0c3470")
PLATFORM_PARTS = (
    '<div class="rbcBookmarks"><div id="rbcBookmarks2">qxshare</div></div>',
    "<script>qxscript()</script>",
    '<div style="display:none">qxhidden</div>',
    '<iframe src="https://www.facebook.com/plugins/like.php?href=qx" scrolling="no"></iframe>',
    '<div class="cleaner"><!-- / --></div>',
)


def picture(file: Upload, alt: str, source: int) -> Part:
    """A picture in a text."""
    src = SOURCES[source].format(id=file.file_id, name=file.name)
    html = f'<img alt="{escape(alt)}" src="{src}" style="float: right; width: 404px;" />'
    return Part(html, Truth(images=((file.on_site(), alt),)))


def reduced(file: Upload, alt: str) -> Part:
    """A picture's preview in a link that enlarges it."""
    html = (
        f'<a href="{SOURCES[0].format(id=file.file_id, name=file.name)}">'
        f'<img alt="{escape(alt)}" src="{file.preview("detail")}" /></a>'
    )
    return Part(html, Truth(images=((file.on_site(), alt),)))


def linked(inner: Part, href: str) -> Part:
    """A picture that leads elsewhere."""
    truth = inner.truth.beside(Truth(links=(("", HREFS[href]),)))
    return Part(f'<a href="{written(href)}" rel="nofollow">{inner.html}</a>', truth)


def paper(label: str, file: Upload) -> Part:
    """A link to a file."""
    html = f'<a href="{file.on_site()}">{written(label)}</a>'
    return Part(html, Truth(text=label, links=((label, file.on_site()),)))


def product(title: str, file: Upload, words: Part, number: int) -> Part:
    """A product in a list: its name and its picture lead to its page."""
    href = f"/products/vec-{number}/"
    html = (
        f'<h3 class="title"><a href="{href}">{written(title)}</a></h3><div class="image">'
        f'<a href="{href}"><span class="obr"><span><img src="{file.preview("small")}"'
        f' alt="{escape(title)}"></span></span></a></div>'
    )
    head = Truth(
        text=title + "\n",
        headings=((3, title),),
        images=((file.on_site(), title),),
        links=((title, FOLDER + href), ("", FOLDER + href)),
    )
    inner = run_of([Part(html, head), put('<div class="text">{}</div>', words)])
    return put('<div class="product">{}</div><div class="cleaner"><!-- / --></div>', inner)


def product_detail(file: Upload, alt: str, words: Part) -> Part:
    """The one product of a page, whose picture opens in a window of its own."""
    html = (
        f'<span class="image"><a href="/images/{file.file_id}/{file.name}" title="qxopens">'
        f'<img src="{file.preview("detail")}" alt="{escape(alt)}"></a></span>'
    )
    shown = Part(html, Truth(images=((file.on_site(), alt),)))
    below = Part(PLATFORM_PARTS[0] + '<div class="back"><a href="/qx/">qxback</a></div>')
    inner = stack_of([shown, put('<div class="text">{}</div>', words), below])
    return put('<div class="productDetail">{}</div>', inner)


def photo(file: Upload, name: str, template: str) -> Part:
    """A photo of an album; its link leads to a page of the photo alone."""
    html = template.format(src=file.preview("small"), name=written(name))
    return Part(html, Truth(text=name, images=((file.on_site(), name),)))


def question(title: str, answer: Part) -> Part:
    """A question with a folded answer."""
    head = (
        '<h3 class="title viewAnswer" onclick="RubicusFrontendIns.showFaqItem(this);">'
        f"{written(title)}</h3>"
    )
    folded = put('<div class="answerBlock" style="display: none;">{}</div>', answer)
    asked = Part(head, Truth(text=title, headings=((3, title),)))
    return put('<div class="item question">{}</div>', stack_of([asked, folded]))


def article_list(numbers: list[int], pager: bool) -> Part:
    """A list of articles: it names them, and is no content."""
    html = "".join(
        f'<div class="article"><h3><a href="/news/qx-{n}/">qxtitle {n}</a></h3>'
        '<ins>16.09.2013</ins><div class="articleContent"><p>qxperex</p></div></div>'
        for n in numbers
    )
    html += '<div class="paging"><a class="right" href="/denik/newscbm_1/3/">qxnext</a></div>'
    html += '<div class="pagingInfo">qxpages</div>' if pager else ""
    return Part(html, Truth(listed=tuple(f"{FOLDER}/news/qx-{n}/" for n in numbers)))


PHOTOS = (
    '<div class="photo118"><a class="photo" href="/album/hory/p1/"><span class="image">'
    '<img src="{src}" alt=""></span><span class="name">{name}</span></a></div>',
    '<ul class="photogallery"><li class="photo"><a class="photoLink" href="/album/hory/p2/">'
    '<img src="{src}" alt=""></a><span class="imgTitle">{name}</span></li></ul>',
)
ALTS = st.one_of(st.just(""), LABEL)
INNER_PICTURES = st.builds(picture, PICTURE, ALTS, st.integers(0, 1))
IN_LINE = st.one_of(
    INNER_PICTURES,
    st.builds(reduced, PICTURE, ALTS),
    st.builds(linked, INNER_PICTURES, st.sampled_from(list(HREFS))),
    st.builds(paper, LABEL, PAPER),
)
SPOKEN = line_of(LINK, BREAK, DEAD_LINK, IN_LINE)
ONE = rich(SPOKEN, st.one_of(LINE, SPOKEN))
LOOSE = st.builds(put, st.sampled_from(AROUND), SPOKEN)
TEXTS = text_of(st.one_of(ONE, LOOSE, FRAMES, FORMS, st.sampled_from(PLATFORM_PARTS).map(Part)))
PRODUCTS = st.lists(
    st.builds(product, ALTS.filter(bool), PICTURE, TEXTS, st.integers(1, 9)),
    min_size=1,
    max_size=2,
).map(stack_of)
ALBUMS = st.lists(
    st.builds(photo, PICTURE, ALTS, st.sampled_from(PHOTOS)),
    min_size=1,
    max_size=3,
).map(stack_of)
QUESTIONS = st.lists(st.builds(question, LABEL, TEXTS), min_size=1, max_size=2).map(stack_of)
DETAILS = st.builds(product_detail, PICTURE, ALTS, TEXTS)
ARTICLES = st.builds(
    article_list, st.lists(st.integers(1, 9), min_size=1, max_size=2, unique=True), st.booleans()
)
