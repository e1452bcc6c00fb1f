"""Blocks of the platform, said in plain HTML."""

from __future__ import annotations

import pytest

from tests.test_read import article, page

BLOCKS = {
    "a linked image": (
        '<div class="b-img"><a class="b-img-a" href="/k/"><div class="b-img-w"><img src="a.png">'
        '</div></a><div class="b-img-t">Cap</div></div>',
        '<figure><a href="https://x.webnode.example/k/">'
        '<img src="https://x.webnode.example/a/a.png" alt="Cap"></a>'
        "<figcaption>Cap</figcaption></figure>",
    ),
    "a link in a caption is not the picture's": (
        '<div class="b-img"><img src="/a.png"><div class="b-img-t"><a href="/k/">Cap</a></div>'
        "</div>",
        '<figure><img src="https://x.webnode.example/a.png" alt="Cap">'
        '<figcaption><a href="https://x.webnode.example/k/">Cap</a></figcaption></figure>',
    ),
    "an image in the viewer": (
        '<div class="b-img"><a class="litebox" href="/big.png"><img src="/small.png"></a></div>',
        '<figure><img src="https://x.webnode.example/big.png" alt=""></figure>',
    ),
    "an image that a script loads": (
        '<div class="b-img"><img src="data:image/gif;base64,R0" data-src="/a.png"></div>',
        '<figure><img src="https://x.webnode.example/a.png" alt=""></figure>',
    ),
    "an image with sizes only": (
        '<p><img srcset="/s.png 450w, /l.png 900w"></p>',
        '<p><img src="https://x.webnode.example/l.png"></p>',
    ),
    "a drawn slideshow without its clones": (
        '<div class="b-gal"><div class="clone"><a class="litebox" href="/1.png"></a></div>'
        '<a class="litebox" href="/1.png" data-litebox-text="One"></a></div>',
        '<figure><img src="https://x.webnode.example/1.png" alt="One">'
        "<figcaption>One</figcaption></figure>",
    ),
    "a gallery whose list is written as an object": (
        '<div class="b-gal" data-content=\'{"items":{"0":{"img":{"src":"/1.png"},"title":"x"},'
        '"1":{"img":null},"2":5}}\'></div>',
        '<figure><img src="https://x.webnode.example/1.png" alt="x">'
        "<figcaption>x</figcaption></figure>",
    ),
    "a button around boxes": (
        '<div class="b-btn"><a href="/k/"><div> Go &amp;\n</div><span>on</span></a></div>',
        '<p><a href="https://x.webnode.example/k/">Go &amp; on</a></p>',
    ),
    "a protocol-relative frame": (
        '<iframe src="//v.example/e"></iframe>',
        '<iframe src="https://v.example/e"></iframe>',
    ),
    "a picture in the picture element": (
        '<picture><source srcset="/a.webp"><img src="/a.png" srcset="/b.png 2x"></picture>',
        '<picture><img src="https://x.webnode.example/a.png"></picture>',
    ),
    "a link from a reduced picture to its original": (
        '<p><a href="/_files/200000016-8cb178db6b/r.jpg">'
        '<img src="/_files/200000016-8cb178db6b/450/r.jpg"></a></p>',
        '<p><img src="https://x.webnode.example/_files/200000016-8cb178db6b/r.jpg"></p>',
    ),
    "tabs that another rule shows": (
        '<div class="b-html"><style>.tab{display:none} .tab.on{display:block}</style>'
        '<div class="tab on">one</div><div class="tab">two</div></div>',
        '<div class="b-html"><div class="tab on">one</div><div class="tab">two</div></div>',
    ),
    "an icon": (
        '<div class="mt-column"><embed type="image/svg+xml" src="/i.svg"></div>',
        '<div class="mt-column"><img src="https://x.webnode.example/i.svg" alt=""></div>',
    ),
    "what the owner called like a list": (
        '<div class="blog"><p>my text</p></div><p style="">styled</p>',
        '<div class="blog"><p>my text</p></div><p style="">styled</p>',
    ),
    "a broken address": ('<a href="http://[">x</a>', '<a href="">x</a>'),
}


@pytest.mark.parametrize("what", BLOCKS)
def test_block_is_said_in_plain_html(what: str) -> None:
    """Each way of showing a picture, gallery, button or frame becomes what it means."""
    html, expected = BLOCKS[what]
    body = article(page(f'<div class="b-text"></div>{html}')).body

    assert expected in body.replace(' class=""', "")
    assert body.count("<img") == expected.count("<img")
