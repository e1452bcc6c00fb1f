"""Constructs that are written otherwise than they stand: the second reading follows each."""

from __future__ import annotations

import pytest

from migrator.markdown import RawHtml
from migrator.targets import ALL, Target
from migrator.verify import verify
from tests.test_pages import rendered
from tests.test_read import article, page

ROW = "<tr><td>a</td><td>b</td></tr>"
HEAD = "<thead><tr><th>h</th><th>i</th></tr></thead>"
FOOT = "<tfoot><tr><td>f</td><td>g</td></tr></tfoot>"
FRAMED = (
    "&lt;map&gt;&lt;area href='/news/'&gt;&lt;/map&gt;&lt;form&gt;&lt;label&gt;Name&lt;/label&gt;"
    "&lt;input&gt;&lt;/form&gt;&lt;p&gt;framed&lt;/p&gt;"
)
BODIES = {
    "a head behind a caption": f"<table><caption>C</caption>{HEAD}{ROW}</table>",
    "a foot before the rows": f"<table>{HEAD}{FOOT}<tbody>{ROW}</tbody></table>",
    "two heads": f"<table>{HEAD}<thead><tr><th>j</th><th>k</th></tr></thead>{ROW}</table>",
    "a table of one column": "<table><tr><td><ul><li>a</li></ul></td></tr></table>",
    "a page in a frame": f'<p>x</p><iframe srcdoc="{FRAMED}"></iframe>',
    "a picture as an object": '<p>x</p><object data="/i.png" type="image/png"></object>',
    "a video and a song": (
        '<iframe src="//www.youtube.com/embed/aB-1"></iframe><p>x</p>'
        '<iframe src="https://open.spotify.com/embed/track/4Zx"></iframe>'
    ),
    "headings of the first level": "<h1>One</h1><p>x</p><h2>Two</h2>",
    "a script for a target": '<p><a href="javascript:x()">Open</a> it</p>',
    "a script behind the end of a line": '<p><a href="java&#10;script:x()">Open</a> it</p>',
    "a loose text in a list": "<ul>text <b>x</b> more<li>y</li></ul>",
}


@pytest.mark.parametrize("raw_html", RawHtml)
@pytest.mark.parametrize("target", ALL.values(), ids=lambda target: target.name)
@pytest.mark.parametrize("what", BODIES)
def test_nothing_differs(what: str, target: Target, raw_html: RawHtml) -> None:
    """However it is spelt, it says what the page says."""
    snapshot = page(f'<div class="b-text"><p>Words.</p>{BODIES[what]}</div>')
    found = article(snapshot)
    done = rendered(found, target, raw_html)

    assert found.unaccounted == ()
    assert verify(snapshot, done.item.article, done.markdown, done.item.references) == ()
