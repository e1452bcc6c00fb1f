"""Markdown as kramdown reads it, and Liquid before: other signs act in them than in CommonMark."""

from __future__ import annotations

import pytest

from migrator.targets.kramdown import as_kramdown_reads


@pytest.mark.parametrize(
    "markdown",
    [
        "Words, *marks* and **more**, `code`, ~~gone~~; snake_case, C++, 3 * 4, 50 % -- ...\n",
        "## A heading #1\n\n1. one\n2. two\n    - in it\n\n        more\n\n---\n",
        "> said\n>\n> - a\n> - b\n\n```py\nx = {1: 2}\n```\n",
        "| | |\n| --- | ---: |\n| a | b<br>c |\n",
        '[link](/x_(y) "title") ![a picture](/x.png) <https://x.example/a_b>  \nH<sub>2</sub>O\n',
        '- a\n- b\n\n<!-- -->\n\n- c\n\n<iframe src="/x"></iframe>\n',
        'Costs $5, [so] {to say}: "it\'s" & <\xa03.\n',
    ],
)
def test_ordinary_markdown_stays_as_it_was(markdown: str) -> None:
    """Only what kramdown or Liquid would read otherwise is spelt otherwise."""
    assert as_kramdown_reads(markdown) == markdown


@pytest.mark.parametrize(
    ("markdown", "spelt"),
    [
        ("{{ x }} {% y %}", "&#123;{ x }} &#123;% y %}"),
        ("`{{ x }}`", '`{{ "{{" }} x }}`'),
        ("```\n{% raw %}\n```", '```\n{{ "{%" }} raw %}\n```'),
        ("a | b", r"a \| b"),
        ("x{: .a} {::b} $$c$$", r"x\{: .a} \{::b} \$\$c\$\$"),
        (": so\n+ x", "\\: so\n\n+ x"),
        ("^", "&#94;"),
        (r"\[^1]: x", r"[^1]\: x"),
        (r"\*[a]: b", r"\*[a]\: b"),
        ("## x {#id}", r"## x \{#id}"),
        ("1) x", "1. x"),
        ("5. x", '5. x\n{: start="5"}'),
        ("- a\n\n* b", "- a\n\n<!-- -->\n\n* b"),
        ("[a|b](/c)", r"[a\|b](/c)"),
        ("![a|b](/c)", "![a&#124;b](/c)"),
        ("| `a\\|b` |\n| --- |\n| - |", "| <code>a&#124;b</code> |\n| --- |\n| \\- |"),
        ("<u>*a*|</u>", "<u><em>a</em>&#124;</u>"),
        ("***a** b*", "<em>**a** b</em>"),
        ("- # x\n\n    # y", "-   # x\n\n    # y"),
        ("-   ```\n    - x\n    ```", "-   <pre><code>- x&#10;</code></pre>"),
    ],
)
def test_what_kramdown_would_read_otherwise(markdown: str, spelt: str) -> None:
    """Signs that act in kramdown alone are escaped in a way that it knows."""
    assert as_kramdown_reads(markdown).rstrip("\n").lstrip() == spelt
