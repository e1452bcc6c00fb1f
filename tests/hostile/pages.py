"""Pages for hostile rows: what a post of Webnode 2 is at the least, and two that are sound."""

from __future__ import annotations

from html import escape

SITE = "https://hedge.webnode.example"
SAID = {"thaw": "The thaw came on a Tuesday.", "kettle": "The kettle sang until noon."}
"""What the two sound pages say, by their slug."""


def post(body: str, slug: str = "odd", title: str = "Odd", site: str = SITE, head: str = "") -> str:
    """A whole post; `title` is text, `body` and `head` are HTML."""
    url, told = f"{site}/l/{slug}/", escape(title)
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">{head}
<title>{told} :: Hedge</title><meta name="generator" content="Webnode 2">
<meta property="og:url" content="{url}"><meta property="og:site_name" content="Hedge">
<meta property="og:article:published_time" content="2024-03-09T00:00:00+0100">
<link rel="canonical" href="{url}"></head><body class="wt-blogpost"><div class="wnd-page">
<main class="l-m"><section class="s"><h1 class="s-bdh-t">{told}</h1></section><section class="s">
<div class="b b-text"><div class="b-c b-text-c">{body}</div></div></section></main></div></body>
</html>"""


def sound(site: str = SITE) -> dict[str, bytes]:
    """The two sound pages, by their slug."""
    return {
        slug: post(f"<p>{said}</p>", slug, slug.title(), site).encode()
        for slug, said in SAID.items()
    }
