"""What a blog brings along that has moved here.

CommonMark in its texts, comments, more than one category, pages at its old addresses that send
their visitors on, and the ids by which the readers of its feed know its posts.
"""

import json
import re
from pathlib import Path
from urllib.parse import unquote

from pelican import signals
from pelican.contents import Category, Static

from .addresses import anywhere, flat, label, send_on
from .commonmark import CommonMark

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # in XML


def register() -> None:
    """Tell Pelican what is to be done when."""
    signals.initialized.connect(_read_commonmark)
    signals.content_object_init.connect(_complete)
    signals.article_generator_pretaxonomy.connect(_sort_in)
    signals.get_generators.connect(_generators)
    signals.feed_generated.connect(_keep_ids)


def _read_commonmark(pelican) -> None:
    pelican.settings["MARKDOWN"].setdefault("extensions", []).append(CommonMark())


def _complete(content) -> None:
    """Its comments, all its categories, and addresses that tell `C` and `C#` apart."""
    if isinstance(content, Static) or not content.source_path:
        return
    comments = Path(content.source_path).with_name("comments.json")
    if comments.is_file():
        told = json.loads(comments.read_text("utf-8"))
        content.comments = [] if told.get("in_text") else told["comments"]
    also = [Category(name, content.settings) for name in flat(getattr(content, "also_in", ()))]
    content.categories = [name for name in (content.category, *also) if not _is_none(name)]
    for name in (*content.categories, *getattr(content, "tags", ())):
        name.slug = label(name.name)


def _sort_in(generator) -> None:
    """List posts in each of their categories; those without one in none."""
    for article in generator.articles:
        if _is_none(article.category):
            del article.category
        for category in article.categories[1:]:
            generator.categories[category].append(article)


def _is_none(category) -> bool:
    return category.name == category.settings["DEFAULT_CATEGORY"]


class Redirects:
    """Answers the old addresses of pages, and of the lists that `MOVED` names."""

    def __init__(self, context, settings, path, theme, output_path, **others):
        self.context, self.settings, self.output = context, settings, Path(output_path)

    def generate_output(self, writer) -> None:
        """Write a page for each, beside what has been written."""
        pages = (*self.context["articles"], *self.context["pages"])
        own = [(old, f"/{page.url}") for page in pages for old in flat(page.metadata.get("alias"))]
        moves = [*own, *self.settings.get("MOVED", {}).items()]
        send_on(self.output, moves, self.settings["SITEURL"])


def _generators(pelican):
    return Redirects


def _keep_ids(context, feed) -> None:
    """Posts keep the ids that they had in the old feed; addresses in them are whole."""
    site = context["SITEURL"]
    articles = {f"{site}/{article.url}": article for article in context["articles"]}
    feed.feed["description"] = feed.feed["description"] or feed.feed["title"]
    for item in feed.items:
        article = articles.get(unquote(item["link"]))
        old = getattr(article, "guid", "") or getattr(article, "original_url", "")
        item["unique_id"] = old or item["unique_id"]
        item["unique_id_is_permalink"] = False
        item["description"] = anywhere(item["description"] or "", item["link"])
        for name in ("title", "description", "author_name"):
            item[name] = ILLEGAL.sub("", item[name] or "")
        item["categories"] = [ILLEGAL.sub("", name) for name in item["categories"]]
