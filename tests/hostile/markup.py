"""Pages that are bombs, broken, or full of signs that are none."""

from __future__ import annotations

from tests.hostile.pages import post
from tests.hostile.row import Row

S = "<p>A word of sense.</p>"
"""What each of these pages says beside all else."""
_VERIFIED = "3 pages say what they said on the old site"
_DIFFERS = "1 of 3 do not say quite what their pages say"
_FLAT = "the wrappers go, the words stay; that it is not nested as it was is told"
_DATA = '<script>wnd.$system = {"page":{},"isListingDetail":true,"listing_item":%s};</script>'


def _page(name: str, gets: str, code: int, told: str, page: str | bytes) -> Row[bytes]:
    """The words of sense must come over, unless nothing of the page does."""
    return Row(name, gets, code, told, page if isinstance(page, bytes) else page.encode())


def _in(charset: str, body: str = S) -> str:
    return post(body).replace('charset="utf-8"', f'charset="{charset}"')


def _data(item: str, head: str = _DATA) -> str:
    return post(S, head=head.replace("%s", item))


BOMBS = (
    _page("20,000 elements in one another", _FLAT, 1, _DIFFERS, post("<div>" * 20_000 + f"in{S}")),
    _page("20,000 bold letters in one another", _FLAT, 1, _DIFFERS, post("<b>" * 20_000 + S)),
    _page(
        "5,000 formats that cross", _FLAT, 1, _DIFFERS, post("<font><i><b>" * 5_000 + f"</p>{S}")
    ),
    _page("2,000 quotations in one another", _FLAT, 1, _DIFFERS, post("<blockquote>" * 2_000 + S)),
    _page(
        "1,500 lists in one another",
        "every item stays; that they are not nested as they were is told",
        1,
        _DIFFERS,
        post("<ul><li>" * 1_500 + S),
    ),
    _page("500 tables in one another", _FLAT, 1, _DIFFERS, post("<table><tr><td>" * 500 + S)),
    _page(
        "an element with 100,000 attributes",
        "two thousand of them are read, which is told",
        1,
        _DIFFERS,
        post(f"<p {' '.join(f'a{n}=x' for n in range(100_000))}>many</p>{S}"),
    ),
    _page(
        "an attribute of 5 MB",
        "it is passed over",
        0,
        _VERIFIED,
        post(f'<p title="{"x" * 5_000_000}">long</p>{S}'),
    ),
    _page(
        "a text of 100,000 words", "it is written", 0, _VERIFIED, post(f"{'word ' * 100_000}{S}")
    ),
    _page("a word of 1 MB", "it is written", 0, _VERIFIED, post(f"<p>{'x' * 1_000_000}</p>{S}")),
    _page(
        "50,000 entities", "they are written", 0, _VERIFIED, post(f"<p>{'&amp;' * 50_000}</p>{S}")
    ),
    _page(
        "20,000 signs of Markdown",
        "each is seen as it was",
        0,
        _VERIFIED,
        post(f"<p>{'*a_ [' * 5_000}</p>{S}"),
    ),
    _page(
        "a number for a letter of 100,000 digits",
        "it is written; that it cannot be compared is told",
        1,
        "The page could not be compared with the old one",
        post(f"<p>&#{'9' * 100_000};</p>{S}"),
    ),
    _page(
        "numbers that are no letters",
        "what a browser shows in their place",
        0,
        _VERIFIED,
        post(f"<p>&#0; &#xD800; &#x110000; &#x80; &#99999999999;</p>{S}"),
    ),
    _page(
        "20,000 comments that never end",
        "the page has no text any more, which is told",
        0,
        "nothing is left of the page: it is empty",
        post("<!--[if IE]>" * 20_000 + S),
    ),
    _page(
        "a cell that is a milliard columns wide",
        "a table of as many columns as have cells",
        0,
        _VERIFIED,
        post(f"<table><tr><td colspan=1000000000 rowspan=65534>x<tr><td>y</table>{S}"),
    ),
    _page(
        "data of 100,000 levels in the page",
        "the visible page is read",
        0,
        "the JSON in the page is broken; the visible page was read instead",
        _data('{"a":' * 100_000 + "1" + "}" * 100_000),
    ),
    _page(
        "data of the wrong shape in the page",
        "the visible page is read",
        0,
        _VERIFIED,
        _data('{"name":{"a":1},"date":7,"content_items":[[1]],"identifier":[2]}'),
    ),
    _page(
        "a title in the data with 50,000 elements in one another",
        "its words are the title",
        0,
        "its data say “deep”, which was taken",
        _data('{"id":1,"name":"%sdeep"}' % ("<div>" * 50_000)),
    ),
)

BROKEN = (
    _page(
        "letters of another encoding than is told",
        "U+FFFD in their place, which is told",
        0,
        "1 characters are not valid in the page's encoding",
        post(f"<p>caf\xe9</p>{S}").encode("latin-1"),
    ),
    _page(
        "two encodings in one page",
        "U+FFFD in place of the other's letters, which is told",
        0,
        "2 characters are not valid in the page's encoding",
        post(f"<p>k\u016f\u0148 MIX</p>{S}").encode().replace(b"MIX", b"\xe8\xff"),
    ),
    _page(
        "UTF-16 that says it is UTF-8",
        "its mark of the byte order tells",
        0,
        _VERIFIED,
        b"\xff\xfe" + post(f"<p>k\u016f\u0148</p>{S}").encode("utf-16-le"),
    ),
    _page(
        "UTF-16 without a mark",
        "the page is lost",
        1,
        "this is no HTML page but something else",
        post(S).encode("utf-16-le"),
    ),
    _page(
        "UTF-7, in which signs hide tags",
        "the signs are seen as they stand",
        0,
        _VERIFIED,
        _in("utf-7", f"<p>+ADw-script+AD4-alert(1)+ADw-/script+AD4-</p>{S}"),
    ),
    *(
        _page(f"an encoding called {name}", "it is read as UTF-8", 0, _VERIFIED, _in(name))
        for name in ("hex", "zlib", "idna", "undefined", "utf-32")
    ),
    _page(
        "an encoding whose name has 100,000 letters",
        "it is read as UTF-8",
        0,
        _VERIFIED,
        _in("x" * 100_000),
    ),
    _page(
        "NUL within a word",
        "it goes, as in a browser; the difference is told",
        1,
        _DIFFERS,
        post(f"<p>a\0b</p>{S}"),
    ),
    _page(
        "half a letter outside of all planes",
        "U+FFFD in its place, which is told",
        0,
        "3 characters are not valid in the page's encoding",
        post(f"<p>a\ud800b</p>{S}").encode("utf-8", "surrogatepass"),
    ),
    _page(
        "control characters in the text",
        "they stay; none reaches the terminal",
        0,
        _VERIFIED,
        post(f"<p>\x01 \x1b[31mred\x1b[0m \x7f end</p>{S}"),
    ),
    _page(
        "signs that turn the order of letters round, in the text",
        "they stay, as the old site showed them",
        0,
        _VERIFIED,
        post(f"<p>abc \u202ecba\u202c \u2066x\u2069</p>{S}"),
    ),
    _page(
        "100,000 accents on one letter",
        "they stay",
        0,
        _VERIFIED,
        post("a" + "\u0301" * 99_999 + S),
    ),
    _page(
        "a title in the data that steers a terminal",
        "its letters are told, its commands are not",
        0,
        "its data say “T [2J]0;pwned”",
        _data('{"id":1,"name":"T \\u001b[2J\\u001b]0;pwned\\u0007\\u202e"}'),
    ),
    _page(
        "a comment that never ends",
        "the page has no text any more, which is told",
        1,
        "nothing is left of the page: it is empty",
        post(f"<!--{S}"),
    ),
    _page(
        "a date before all years",
        "it is the date",
        0,
        _VERIFIED,
        post(S).replace("2024-03-09T00:00:00+0100", "0001-01-01T00:00:00+2359"),
    ),
    _page(
        "a date that is another field",
        "the post has no date, which is told",
        0,
        "The post has no date",
        post(S).replace("2024-03-09T00:00:00+0100", "2024-03-09\n---\nevil: 1"),
    ),
    _page(
        "a language that is another field",
        "its first letters are the language",
        0,
        _VERIFIED,
        post(S).replace('lang="en"', 'lang="en\n---\nevil: 1"'),
    ),
    _page("a file of no bytes", "the page is lost", 1, "the file is empty", b""),
    _page("random bytes", "the page is lost", 1, "this is no HTML page", bytes(range(256)) * 40),
)

ACTIVE = (
    _page(
        "scripts, handlers and styles",
        "none of them comes over",
        0,
        _VERIFIED,
        post(
            "<script>alert(1)</script><svg><script>alert(2)</script></svg>"
            '<p onclick="alert(3)" style="background:url(file:///etc/passwd)">t</p>'
            f"<object data='file:///etc/passwd'></object>{S}"
        ),
    ),
    _page(
        "links that run, or are no addresses",
        "their words come over; that the links are gone is told",
        1,
        _DIFFERS,
        post(
            '<a href="java\nscript:alert(1)">a</a> <a href="\x01javascript:alert(1)">b</a>'
            '<a href="vbscript:x">c</a> <a href="data:text/html,x">d</a> <a href="http://[">e</a>'
            + S
        ),
    ),
    _page(
        "pictures of this computer, and of no address",
        "nothing outside of the saved folder is read; each is told as missing",
        1,
        "it is not among the saved files",
        post(
            '<img src="file:///etc/passwd"><img src="../../../victim.html">'
            f'<img src="/../../../../victim.html"><img src="javascript:alert(1)">{S}'
        ),
    ),
    _page(
        "frames of this computer and of a metadata service",
        "a link in their place; nobody asks them",
        1,
        _DIFFERS,
        post(
            '<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;"></iframe>'
            '<iframe src="javascript:alert(1)"></iframe><iframe src="file:///etc/passwd"></iframe>'
            f'<iframe src="http://169.254.169.254/latest/"></iframe>{S}'
        ),
    ),
)
