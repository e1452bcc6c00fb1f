"""How much HTML stands in the Markdown."""

from __future__ import annotations

import pytest

from migrator.markdown import to_markdown

RAW = {
    "<p>H<sub>2</sub> <u>u</u> <kbd>k</kbd></p>": (
        "H2 u k",
        "H<sub>2</sub> u k",
        "H<sub>2</sub> <u>u</u> <kbd>k</kbd>",
    ),
    "<p>x<b>&gt;y</b>z <b>w</b></p>": ("x>**y**z **w**",) * 3,
    "<p>x<b><i>!</i></b>z</p>": ("x!z",) * 3,
    "<table><tr><td>a<br>b</td><td colspan='2' onclick='x()'>c</td></tr></table>": (
        "| | | |\n| --- | --- | --- |\n| a b | c | |",
        "| | | |\n| --- | --- | --- |\n| a<br>b | c | |",
        '<table><tbody><tr><td>a<br>b</td><td colspan="2">c</td></tr></tbody></table>',
    ),
    "<ul><li>a</li></ul><ul><li>b</li></ul>": (
        "- a\n\n* b",
        "- a\n\n<!-- -->\n\n- b",
        "- a\n\n<!-- -->\n\n- b",
    ),
    "<details><summary>s</summary><a href='javascript:x'>t</a><script>y</script></details>": (
        "s\n\nt",
        "s\n\nt",
        "<details><summary>s</summary><a>t</a></details>",
    ),
    "<dl><dt>t</dt><dd style='color:red'>d</dd></dl>": (
        "t\n\nd",
        "t\n\nd",
        "<dl><dt>t</dt><dd>d</dd></dl>",
    ),
    "<iframe src='https://x.example/a?b&c' onload='x()' width='5'></iframe>": (
        "[Embedded content](https://x.example/a?b&c)",
        "[Embedded content](https://x.example/a?b&c)",
        '<iframe src="https://x.example/a?b&amp;c" title="Embedded content" width="5"'
        " allowfullscreen></iframe>",
    ),
    "<details><summary>s</summary><iframe src='/f'></iframe>t</details>": (
        "s\n\n[Embedded content](/f)\n\nt",
    )
    * 2
    + ('s\n\n<iframe src="/f" title="Embedded content" allowfullscreen></iframe>\n\nt',),
    "<dl><dd><center>a</center><center>b<img data-src='r.png' src='data:x'></center></dd></dl>": (
        "a\n\nb![](r.png)",
    )
    * 2
    + ('<dl><dd><center>a</center><center>b<img src="r.png"></center></dd></dl>',),
    "<dl><dt><a href='skype:x?call'>call</a></dt></dl>": ("[call](skype:x?call)",) * 3,
    "<ul><li>a</li><ul><li>b</li></ul><ul><li>c</li></ul></ul>": (
        "- a\n    - b\n\n    * c",
        "- a\n    - b\n\n    <!-- -->\n\n    - c",
        "- a\n    - b\n\n    <!-- -->\n\n    - c",
    ),
    "<dl><dd><picture><source srcset='p.png 2x'><img></picture></dd></dl>": ("![](p.png)",) * 2
    + ('<dl><dd><img src="p.png"></dd></dl>',),
    "<details><img src='a.png'></details>": ("![](a.png)",) * 2
    + ('<details><img src="a.png"></details>',),
    "<table><tr><td><code>a|b</code></td><td><code>c\\|</code></td></tr></table>": (
        "| | |\n| --- | --- |\n| `a\\|b` | c\\\\&#124; |",
    )
    + ("| | |\n| --- | --- |\n| <code>a&#124;b</code> | <code>c&#92;&#124;</code> |",) * 2,
    "<b><dl><dd>a</dd></dl></b><dl></dl>": ("**a**",) * 3,
    "<u title='x\n\ny'>a</u>": ("a", "a", '<u title="x y">a</u>'),
    "<abbr title='a \"b\"'>c</abbr>": ("c", "c", '<abbr title="a &quot;b&quot;">c</abbr>'),
}


@pytest.mark.parametrize("html", RAW)
def test_raw_html_is_as_much_as_was_asked_for(html: str) -> None:
    """None, few, or all that Markdown cannot say, without anything that acts."""
    none, few, keep = RAW[html]

    assert to_markdown(html, raw_html="none") == none + "\n"
    assert to_markdown(html) == few + "\n"
    assert to_markdown(html, raw_html="keep") == keep + "\n"
