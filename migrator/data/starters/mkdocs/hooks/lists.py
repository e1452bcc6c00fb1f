"""Lists show what a post is about, and not the whole of it.

A post that holds a line `<!-- more -->` is shown there down to that line, as Material has it.
"""

import re
from html import escape

from material.plugins.blog.structure import Post
from mkdocs.plugins import event_priority

MORE = "<!-- more -->"
TITLE = re.compile(r"\s*#[ \t][^\n]*(?:\n|\Z)")
HEADING = re.compile(r"\s*<h1\b.*?</h1>", re.DOTALL)


@event_priority(50)
def on_page_markdown(markdown, page, config, files):
    """Title and description stand before the line."""
    if not isinstance(page, Post) or re.search(f"^{MORE}$", markdown, re.MULTILINE):
        return markdown
    title = TITLE.match(markdown)
    top = title[0] if title else ""
    about = escape(" ".join(str(page.meta.get("description") or "").split()))
    page.is_for_lists = True
    told = f"<p>{about}</p>\n\n" if about else ""
    return f"{top}\n{told}{MORE}\n\n{markdown[len(top) :]}"


@event_priority(50)
def on_page_content(html, page, config, files):
    """The post itself is without what was put there for the lists."""
    if not getattr(page, "is_for_lists", False):
        return html
    heading = HEADING.match(html)
    return (heading[0] if heading else "") + html.split(MORE, 1)[1]
