"""Hugo: page bundles below `content/`, old paths as aliases, and a configuration to start from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from migrator.frontmatter import quoted
from migrator.models import Document, Kind, Localised, Place, most_told
from migrator.targets.base import Layout, Target

_SHORTCODE = re.compile(r"\{\{(?:(<)(.*?)(>)|(%)(.*?)(%))\}\}", re.DOTALL)
_OPENING = re.compile(r"\{\{(?=[<%](?!/\*))")


def _link(here: Place, there: Place) -> str:
    return there.permalink


def _escape(markdown: str) -> str:
    """Text that looks like a shortcode must not run; nor may one be opened and never closed."""
    commented = _SHORTCODE.sub(r"{{\1\4/*\2\5*/\3\6}}", markdown)
    return _OPENING.sub("&#123;{", commented)


def _settings(items: Sequence[Localised]) -> Sequence[Document]:
    named = [item.article.site_name for item in items]
    spoken = [item.article.language.value for item in items if item.article.language]
    lines = [
        "# Set the address of the new site before you build.",
        'baseURL = "/"',
        f"title = {quoted(most_told(named) or 'Blog')}",
        f"languageCode = {quoted(most_told(spoken) or 'en')}",
        "disablePathToLower = true",
        "",
        "[markup.goldmark.renderer]",
        "# Superscripts and a few marks can only be said in HTML. Scripts are never exported.",
        "unsafe = true",
    ]
    return (Document(PurePosixPath("site/hugo.toml"), ("\n".join(lines) + "\n").encode()),)


HUGO = Target(
    name="hugo",
    next_step="Copy site/ into a Hugo project, or run hugo in it with a theme of your choice.",
    layouts={
        Kind.POST: Layout("content/posts/{slug}/index.md", "/posts/{slug}/"),
        Kind.PAGE: Layout("content/{slug}/index.md", "/{slug}/"),
        Kind.HOME: Layout("content/_index.md", "/"),
    },
    link=_link,
    escape=_escape,
    settings=_settings,
    reserved=frozenset(["posts", "tags", "categories"]),
)
