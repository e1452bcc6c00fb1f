"""The feed: at the address that the readers of the old one know, with the ids that they know."""

import re
from email.utils import format_datetime
from html import escape, unescape
from pathlib import Path
from urllib.parse import quote
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent

from addresses import anywhere, flat

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
POSTS = 100


def on_post_page(output, page, config):
    """Every page tells where the feed is.

    For what is an alternate and nothing else, Material would ask for a map of a translated site.
    """
    address = escape(_root(config) + quote(_feed(config)))
    link = f'<link rel="alternate feed" type="application/rss+xml" href="{address}">'
    return output.replace("</head>", f"{link}</head>", 1)


def on_post_build(config):
    """Write the newest posts."""
    rss = Element("rss", version="2.0")
    channel = SubElement(rss, "channel")
    _put(channel, "title", config.site_name)
    _put(channel, "link", f"{_root(config)}/")
    _put(channel, "description", config.site_name)
    for post in config.plugins["material/blog"].blog.posts[:POSTS]:
        _add(channel, post, f"{_root(config)}/{post.url}")
    indent(rss)
    path = Path(config.site_dir, _feed(config).lstrip("/"))
    path.parent.mkdir(parents=True, exist_ok=True)
    ElementTree(rss).write(path, encoding="utf-8", xml_declaration=True)


def _add(channel, post, address):
    item = SubElement(channel, "item")
    old = post.meta.get("guid") or post.meta.get("original_url")
    _put(item, "title", unescape(str(post.title)))
    _put(item, "link", address)
    _put(item, "guid", str(old or address)).set("isPermaLink", "false" if old else "true")
    _put(item, "pubDate", format_datetime(post.config.date.created))
    for name in (*post.config.categories, *flat(post.meta.get("tags"))):
        _put(item, "category", name)
    _put(item, "description", anywhere(post.body.strip(), address))


def _put(parent, name, text):
    child = SubElement(parent, name)
    child.text = ILLEGAL.sub("", text)
    return child


def _feed(config):
    return config.extra.get("feed") or "/feed.xml"


def _root(config):
    return (config.site_url or "").rstrip("/")
