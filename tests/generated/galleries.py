"""Galleries: as elements, as JSON alone, and as a browser's script has drawn them."""

from __future__ import annotations

import json
from html import escape

from hypothesis import strategies as st

from tests.generated.blocks import data
from tests.generated.texts import LABEL
from tests.generated.truth import Data, Part, Truth, written
from tests.generated.uploads import IN_DATA, PICTURE, Upload

Pictures = list[tuple[Upload, str]]


def _title(caption: str) -> str:
    return f'<div class="gallery-title"><span>{written(caption)}</span></div>'


def gallery_a(pictures: Pictures) -> Part:
    """A gallery of the first vocabulary: reduced pictures in links to the originals."""
    html = "".join(
        f'<div class="gallery-photo"><a class="litebox" href="{file.on_site()}" width="9"'
        f' height="9" data-litebox-text="{escape(caption)}"><div class="gallery-image cf">'
        f'<img src="{file.on_site("200/")}" alt="{escape(caption)}"></div>'
        f"{_title(caption)}</a></div>"
        for file, caption in pictures
    )
    whole = f'<div class="gallery block cf"><div class="gallery-wrapper cf">{html}</div></div>'
    return Part(whole, _told(pictures, "a"), (_gallery_data(pictures),))


def gallery_c(pictures: Pictures, variant: str) -> Part:
    """A gallery of the third vocabulary as the server sends it: JSON alone."""
    items = [_item(file, caption) for file, caption in pictures]
    content = {"variant": variant, "gridCount": 4, "id": "wnd_PhotoGalleryBlock_6", "items": items}
    html = (
        '<div class="gal-app b-gal b b-s" id="wnd_PhotoGalleryBlock_6"'
        f' data-content="{escape(json.dumps(content))}"></div>'
    )
    return Part(html, _told(pictures, "c"), (_gallery_data(pictures),))


def _item(file: Upload, caption: str) -> Data:
    sizes = [{"width": 253, "height": 450, "src": file.on_cdn("450/")}]
    twin = Upload(file.number + 500, "twin.webp").on_cdn("450/")
    return {
        "id": file.number,
        "title": caption,
        "img": {"mimeType": "image/jpeg", "src": file.on_cdn()},
        "sources": [
            {"mimeType": "image/jpeg", "sizes": sizes},
            {"mimeType": "image/webp", "sizes": [{"width": 9, "src": twin}]},
        ],
    }


def drawn_gallery(pictures: Pictures, clones: bool, thumbs: bool) -> Part:
    """The same after a browser's script has drawn it, perhaps as a slideshow with clones."""
    drawn = [_drawn(file, caption, thumbs) for file, caption in pictures]
    copies = [item.replace("b-gal-item", "b-gal-item clone") for item in drawn]
    html = "".join([copies[-1], *drawn, copies[0]] if clones else drawn)
    whole = f'<div class="gal-app b-gal b b-s" id="wnd_PhotoGalleryBlock_6">{html}</div>'
    return Part(whole, _told(pictures, "c"), (_gallery_data(pictures),))


def _drawn(file: Upload, caption: str, thumbs: bool) -> str:
    thumb = f'<img src="{file.on_cdn("450/")}" alt="{escape(caption)}">' if thumbs else ""
    return (
        f'<div class="b-gal-item"><a class="b-gal-a litebox" href="{file.on_cdn()}"'
        f' data-litebox-text="{escape(caption)}">{thumb}</a></div>'
    )


def _told(pictures: Pictures, dialect: str) -> Truth:
    text = "\n".join(caption for _, caption in pictures)
    return Truth(text=text, images=tuple((f.url(dialect), caption) for f, caption in pictures))


def _gallery_data(pictures: Pictures) -> Data:
    content = [
        data("PhotoImageBlock", description=written(c), image={"id": f.number, "src": f.src})
        for f, c in pictures
    ]
    return data("PhotoGalleryBlock", variant="default", limit=20, content=content)


# whether a gallery's captions are HTML is not known: these say the same either way
CAPTIONS = st.one_of(
    st.just(""),
    LABEL.filter(lambda text: not set(text) & set("<&")),
)


def pictures_of(file: st.SearchStrategy[Upload]) -> st.SearchStrategy[Pictures]:
    """Some pictures, each once, perhaps with captions."""
    return st.lists(
        st.tuples(file, CAPTIONS),
        min_size=1,
        max_size=3,
        unique_by=lambda pair: pair[0].number,
    )


THUMBS = st.booleans()
GALLERIES_A = st.builds(gallery_a, pictures_of(PICTURE))
GALLERIES_C = st.one_of(
    st.builds(
        gallery_c, pictures_of(IN_DATA), st.sampled_from(["default", "photoFeed", "slideshow"])
    ),
    st.builds(drawn_gallery, pictures_of(PICTURE), st.booleans(), THUMBS),
)
