"""Players, maps and frames: one record, which each target spells."""

from __future__ import annotations

import pytest

from migrator.dom import parse
from migrator.markdown import RawHtml, to_markdown
from migrator.markdown.embeds import embed_of
from migrator.models import Embed
from migrator.targets import ALL
from migrator.verify.addresses import Rewrites, same_embed
from migrator.verify.written import written_inventory

SOUND = "https%3A//soundcloud.com/band/song"
POST = "https%3A%2F%2Fwww.facebook.com%2Fpage%2Fposts%2F12"
FRAMES = {
    "//www.youtube.com/embed/aB-1?rel=0": ("youtube", "https://www.youtube.com/watch?v=aB-1"),
    "https://www.youtube-nocookie.com/embed/aB-1": (
        "youtube",
        "https://www.youtube.com/watch?v=aB-1",
    ),
    "https://www.youtube.com/embed/videoseries?list=PL1": (
        "youtube",
        "https://www.youtube.com/playlist?list=PL1",
    ),
    "https://player.vimeo.com/video/7?h=ab": ("vimeo", "https://vimeo.com/7/ab"),
    "https://open.spotify.com/embed/track/4Zx": ("spotify", "https://open.spotify.com/track/4Zx"),
    f"https://w.soundcloud.com/player/?url={SOUND}&color=f": (
        "soundcloud",
        "https://soundcloud.com/band/song",
    ),
    f"https://www.facebook.com/plugins/post.php?href={POST}&width=5": (
        "facebook",
        "https://www.facebook.com/page/posts/12",
    ),
    "https://www.google.com/maps/embed?pb=!1m1!2sHut": (
        "maps",
        "https://www.google.com/maps/embed?pb=!1m1!2sHut",
    ),
    "https://other.example/frame": ("frame", "https://other.example/frame"),
}


def embed(html: str) -> Embed:
    body = parse(html).body
    found = None if body is None or body.first_child is None else embed_of(body.first_child)
    assert isinstance(found, Embed)
    return found


@pytest.mark.parametrize("source", FRAMES)
def test_frame_is_known_by_its_address(source: str) -> None:
    """Who provides it, and what a reader opens; both readings mean the same thing by it."""
    provider, address = FRAMES[source]
    found = embed(f'<iframe src="{source}" width="560" height="315"></iframe>')

    assert (found.provider, found.address, found.source) == (provider, address, source)
    assert (found.width, found.height) == ("560", "315")
    assert same_embed(source) == same_embed(address)


@pytest.mark.parametrize(
    ("html", "provider", "source"),
    [
        ("<video><source src='/v.mp4'></video>", "video", "/v.mp4"),
        ("<audio src='/a.mp3'></audio>", "audio", "/a.mp3"),
        ("<object data='/x.swf'></object>", "frame", "/x.swf"),
        ("<object><param name='movie' value='/y.swf'></object>", "frame", "/y.swf"),
        ("<embed src='//www.youtube.com/v/Q1'>", "youtube", "//www.youtube.com/v/Q1"),
        ("<iframe src='about:blank' data-src='/late'></iframe>", "frame", "/late"),
    ],
)
def test_player_shows_what_stands_in_it(html: str, provider: str, source: str) -> None:
    """Its own address, that of its source, or the one a script loads late."""
    found = embed(html)

    assert (found.provider, found.source) == (provider, source)


VIDEO = '<iframe src="//www.youtube.com/embed/aB-1" title="A &quot;walk&quot;"></iframe>'
LIST = '<iframe src="//www.youtube.com/embed/videoseries?list=PL1"></iframe>'
MAP = '<iframe src="https://maps.example/?a=1&amp;b=2"></iframe>'
AS_FRAME = '<iframe src="https://maps.example/?a=1&amp;b=2" title="{}" allowfullscreen></iframe>'
SPELT = {
    ("markdown", "few", VIDEO): '[A "walk"](https://www.youtube.com/watch?v=aB-1)',
    ("markdown", "keep", MAP): AS_FRAME.format("Embedded content"),
    ("hugo", "few", VIDEO): "{{< youtube aB-1 >}}",
    ("hugo", "none", VIDEO): "{{< youtube aB-1 >}}",
    ("hugo", "none", LIST): "[Videos](https://www.youtube.com/playlist?list=PL1)",
    ("hugo", "none", MAP): "[Embedded content](https://maps.example/?a=1&b=2)",
    ("hugo", "few", MAP): AS_FRAME.format("Embedded content"),
}


@pytest.mark.parametrize("case", SPELT)
def test_target_spells_it_and_the_second_reading_reads_it(case: tuple[str, str, str]) -> None:
    """A shortcode, a frame or a link: it counts as the frame that it was, and adds no word."""
    target, raw_html, html = case
    written = ALL[target].converter(RawHtml(raw_html)).written(f"<p>one</p>{html}<p>two</p>")
    source = embed(html).source

    assert written.text == f"one\n\n{SPELT[case]}\n\ntwo"
    name = same_embed(source)
    found = written_inventory(written.text, Rewrites("https://x.example/", {}), {name: ["embed"]})
    assert found.embeds == {name: 1}
    assert found.sequence == ["one", "two"]


def test_embed_that_the_page_does_not_have_is_no_embed() -> None:
    """The same words on a page without a video are words."""
    told = written_inventory("{{< youtube aB-1 >}}", Rewrites("https://x.example/", {}), {})

    assert not told.embeds
    assert told.sequence == ["youtube", "aB", "1"]


def test_frame_within_a_line_is_a_link() -> None:
    """In a heading, a cell or a link no target can put a frame."""
    html = f"<h2>See {VIDEO}</h2><table><tr><td>{MAP}</td><td>a</td></tr></table>"
    written = ALL["hugo"].converter(RawHtml.FEW).written(html)

    assert written.embeds == ()
    assert written.text == (
        '## See [A "walk"](https://www.youtube.com/watch?v=aB-1)\n\n'
        "| | |\n| --- | --- |\n| [Embedded content](https://maps.example/?a=1&b=2) | a |"
    )


def test_frame_within_a_link_stands_behind_it() -> None:
    """Neither of the two addresses is lost."""
    html = f"<table><tr><td><a href='/q'>see {MAP}</a></td><td>b</td></tr></table>"

    assert to_markdown(html).splitlines()[2] == (
        "| [see](/q) [Embedded content](https://maps.example/?a=1&b=2) | b |"
    )
