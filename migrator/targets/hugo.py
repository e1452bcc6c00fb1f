"""Hugo: page bundles below `content/`, old paths as aliases, and a configuration to start from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from migrator.frontmatter import quoted
from migrator.markdown import RawHtml, frame
from migrator.models import Document, Embed, Kind, Site
from migrator.targets.base import Layout, Offers, Target, beside, permalink

_SHORTCODE = re.compile(r"\{\{(?:(<)(.*?)(>)|(%)(.*?)(%))\}\}", re.DOTALL)
_OPENING = re.compile(r"\{\{(?=[<%](?!/\*))")


def _embed(embed: Embed, raw_html: RawHtml) -> str | None:
    """Hugo's own shortcode where there is one that needs no network; else a frame."""
    if embed.provider == "youtube" and embed.key:
        return f"{{{{< youtube {embed.key} >}}}}"
    return None if raw_html is RawHtml.NONE else frame(embed)


def _escape(markdown: str, embeds: Sequence[str]) -> str:
    """Text that looks like a shortcode must not run; nor may one be opened and never closed."""
    ours = {embed for embed in embeds if embed.startswith("{{")}
    if not ours:
        return _commented(markdown)
    parts = re.split(f"({'|'.join(map(re.escape, sorted(ours)))})", markdown)
    return "".join(part if part in ours else _commented(part) for part in parts)


def _commented(markdown: str) -> str:
    commented = _SHORTCODE.sub(r"{{\1\4/*\2\5*/\3\6}}", markdown)
    return _OPENING.sub("&#123;{", commented)


def _settings(target: Target, site: Site) -> Iterator[Document]:
    lines = [
        "# Set the address of the new site before you build.",
        'baseURL = "/"',
        f"title = {quoted(site.title)}",
        f"languageCode = {quoted(site.language)}",
        "disablePathToLower = true",
        "buildFuture = true",
        "",
        "[markup.goldmark.renderer]",
        "# Superscripts and a few marks can only be said in HTML. Scripts are never exported.",
        "unsafe = true",
    ]
    yield Document(PurePosixPath("hugo.toml"), ("\n".join(lines) + "\n").encode())


HUGO = Target(
    name="hugo",
    summary="the content of a Hugo site",
    next_step="Copy {site}/ into a Hugo project, or run hugo in it with a theme of your choice.",
    layouts={
        Kind.POST: Layout("content/posts/{slug}/index.md", "/posts/{slug}/"),
        Kind.PAGE: Layout("content/{slug}/index.md", "/{slug}/"),
        Kind.HOME: Layout("content/_index.md", "/"),
    },
    link=permalink,
    keep=beside("static/files"),
    embed=_embed,
    escape=_escape,
    settings=_settings,
    reserved=frozenset(["posts", "tags", "categories", "files"]),
    offers=Offers(posts="/posts/", feed="/index.xml"),
)
