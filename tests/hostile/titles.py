"""Titles and texts that would be more than text to what builds the new site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

from tests.hostile.pages import post
from tests.hostile.row import Row

_VERIFIED = "3 pages say what they said on the old site"
_EXACT = "it is the title, in all targets; no field of front matter comes of it"
_NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True)
class Told:
    """A title, as the page has it; what it is, if that differs; and what holds for all targets."""

    title: str
    becomes: str = ""

    @property
    def page(self) -> bytes:
        """The page that has it."""
        return post("<p>A word of sense.</p>", title=self.title).encode("utf-8", "surrogatepass")

    @property
    def expected(self) -> str:
        """The title that must come out."""
        return self.becomes or self.title


def _title(name: str, title: str, becomes: str = "", gets: str = _EXACT) -> Row[Told]:
    return Row(name, gets, 0, _VERIFIED, Told(title, becomes))


TITLES = (
    _title("a title that ends the front matter", "--- evil: 1 ---"),
    _title("a title of several lines", "a\n---\nevil: 1\n---\nb", "a --- evil: 1 --- b"),
    _title("a title that ends TOML", 'a"\n+++\nevil = 1', 'a" +++ evil = 1'),
    _title("a title that is another field", "evil: yes"),
    _title("a title with a comment", "a # b"),
    _title("a title in quotes", '"a" \'b\' """c"""'),
    _title("a title that ends in a backslash", 'a\\" \\'),
    _title("a title that is a YAML tag", "!!python/object/apply:os.system [x]"),
    _title("a title that is an anchor and an alias", "&a *a <<: *a"),
    _title("a title that is a list and a map", "[a, {b: c}] - d"),
    _title("a title that is another type", "no"),
    _title("a title that is a number", "0x1F"),
    _title("a title that is a date", "2001-01-01"),
    _title("a title that is null", "~"),
    _title("a title that is a block", "| >- %YAML 1.1"),
    _title("a title that is a Unicode escape", "\\u0022 \\x22 \\N"),
    _title("a title that is HTML", "<script>alert(1)</script> & <b>x</b> &lt;"),
    _title("a title that is Markdown", "# [x](javascript:a) `b` ![](c) | *d*"),
    _title("a title that is a shortcode of Hugo", "{{< readfile /etc/passwd >}} {{% x %}}"),
    _title("a title that is Liquid, Nunjucks and Jinja", "{{ site.x }} {% include x %} {# y #}"),
    _title("a title that is MDX, EJS, ERB and PHP", "{process.env} ${1} <%= 1 %> <?php x ?>"),
    _title("a title of other blanks", "a\u2028b\u2029c\u00a0d\x85e", "a b c d e"),
    _title("a title with marks of the byte order", "\ufeffa\ufeff b"),
    _title("a title that turns the order of letters round", "inv\u202egnp.exe"),
    _title(
        "a title that steers a terminal",
        "a \x1b[2J\x07 b",
        gets="it is escaped in front matter, and gone where a target can hold no such sign",
    ),
    _title("a title without words", "\u200b \u2063 …"),
    _title(
        "a title of 20,000 letters",
        "long " * 4_000,
        ("long " * 4_000).strip(),
        gets="it is the title; where a target takes no such title, it is cut, which is told",
    ),
)


@dataclass(frozen=True)
class Acting:
    """A text that acts in some builder: what must stand in the documents of which target."""

    text: str
    becomes: Mapping[str, str] = field(default_factory=dict)
    html: str = ""

    @property
    def page(self) -> bytes:
        """The page that says it."""
        said = self.html or f"<p>say {escape(self.text)} so</p>"
        return post(f"{said}<p>A word of sense.</p>").encode()


_OFF = "a call that is shown, in the builder's own spelling; text elsewhere"


def _text(name: str, text: str, gets: str = _OFF, html: str = "", **becomes: str) -> Row[Acting]:
    return Row(name, gets, 0, _VERIFIED, Acting(text, becomes, html))


TEXTS = (
    _text(
        "a shortcode of Hugo",
        "{{< readfile /etc/passwd >}}",
        hugo="{{</* readfile /etc/passwd */>}}",
    ),
    _text("a shortcode of Hugo with Markdown", "{{% x %}}", hugo="{{%/* x */%}}"),
    _text("half a shortcode of Hugo", "{{< x", hugo='{{< literal "{{<" >}} x'),
    _text(
        "a shortcode of Hugo that comments itself out",
        "{{</* */>}} {{< x >}}",
        hugo="{{</* x */>}}",
    ),
    _text("a shortcode of Zola", '{{ get_file(path="x") }}', zola='{{/* get_file(path="x") */}}'),
    _text("a block of Zola", "{% x() %}y{% end %}", zola="{%/* x() */%}y{%/* end */%}"),
    _text(
        "Liquid", "{{ site.x }} {% include y %}", jekyll="&#123;{ site.x }} &#123;% include y %}"
    ),
    _text("the end of what is raw in Liquid", "{% endraw %}", jekyll="&#123;% endraw %}"),
    _text(
        "Liquid in code",
        "",
        html="<pre>{{ x }}\n{% y %}</pre>",
        jekyll='{{ "{{" }} x }}\n{{ "{%" }} y %}',
    ),
    _text("an attribute of kramdown", '{: onclick="a()"}', jekyll='\\{: onclick="a()"}'),
    _text("an option of kramdown", "{::options x /}", jekyll="\\{::options x /}"),
    _text(
        "a mathematical formula",
        "$$\\input{/etc/passwd}$$",
        jekyll="\\$\\$\\input{/etc/passwd}\\$\\$",
    ),
    _text(
        "Nunjucks and Jinja",
        "{{ x }} {%- raw -%}",
        gets="text: the project that is written lets no template engine near it",
        eleventy="{{ x }} {%- raw -%}",
        pelican="{{ x }} {%- raw -%}",
        mkdocs="{{ x }} {%- raw -%}",
    ),
    _text(
        "MDX, Astro, EJS and ERB",
        "{process.env.HOME} ${1} <%= 1 %>",
        gets="text: what is written is Markdown, not MDX",
        astro="{process.env.HOME} ${1} <%= 1 %>",
    ),
    _text(
        "a snippet of MkDocs",
        '--8<-- "/etc/passwd"',
        gets="text: no extension of the project reads files",
        mkdocs='--8<-- "/etc/passwd"',
    ),
    _text(
        "a marker of a table of contents",
        "[TOC] [[_TOC_]]",
        gets="text: the marker is switched off",
        mkdocs="[TOC]",
    ),
    _text(
        "a heading that sets its own attributes",
        "",
        html="<h2>Head {#id}</h2>",
        zola="## Head {#id&#125;",
        jekyll="## Head \\{#id}",
    ),
    _text(
        "PHP and the end of a summary",
        "<?php x(); ?> <!--more-->",
        gets="text, in all targets",
        **dict.fromkeys(("markdown", "hugo", "jekyll", "astro"), "&lt;?php x(); ?>"),
    ),
    _text(
        "a second front matter in the text",
        "",
        gets="text, in all targets",
        html="<p>---<br>evil: 1<br>---</p>",
        **dict.fromkeys(("markdown", "hugo", "jekyll", "astro", "eleventy"), "\\---"),
    ),
    _text(
        "a shortcode of WordPress",
        "[gallery ids=1]",
        gets="text: WordPress shows the brackets",
        wordpress="&#91;gallery ids=1]",
    ),
)
