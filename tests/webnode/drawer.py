"""Draws each page of the blog as it is now, on demand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from html import escape
from random import Random

from tests.webnode import classic, listings, traps, words
from tests.webnode.blog import LISTS, STEP, Blog
from tests.webnode.classic import Classic, tag_of, tag_path
from tests.webnode.posts import Dialect, Post
from tests.webnode.skin import Entry, Hosts, Skin
from tests.webnode.spelling import href
from tests.webnode.telling import Telling, tell
from tests.webnode.webnode2 import Webnode2

Draw = Callable[[], str]

PAGES = {
    "/": "Home",
    "/about/": "About us",
    "/about/výbava/": "What we carry",
    "/contact/": "Contact",
    "/links/": "Links",
    "/calendar/": "Calendar",
    "/private/open/": "The open drawer",
    "/private/notes/": "Private notes",
    "/members/": "For members",
    "/search/": "Search",
    "/cart/": "Basket",
}
"""The pages that every blog has, with those that no crawl should ask for."""
_MENU = ("/about/", "/contact/", "/links/", "/calendar/")
_ON_HOME = 5  # newest posts
_IN_FEED = 20


class Drawer:
    """The blog's pages, each as a function that draws it."""

    def __init__(
        self, blog: Blog, hosts: Hosts, posts: tuple[Post, ...], openings: Mapping[str, str]
    ) -> None:
        self._blog, self._hosts, self._posts, self._openings = blog, hosts, posts, openings
        menu = self._menu()
        self._skins: dict[Dialect, Skin] = {
            "classic": Classic(hosts, menu),
            "webnode2": Webnode2(hosts, menu),
        }

    @property
    def skin(self) -> Skin:
        """How ordinary pages are drawn."""
        return self._skins[self._blog.main]

    def listed(self, dialect: Dialect) -> list[Post]:
        """What the list of a half shows, the newest first."""
        own = [p for p in self._posts if p.dialect == dialect and p.named_by == "list"]
        return sorted(own, key=lambda post: post.moment, reverse=True)

    def post_page(self, post: Post) -> Draw:
        """The page of a post."""
        return lambda: self._skins[post.dialect].post(post, self._told(post))

    def text_page(self, path: str) -> Draw:
        """An ordinary page, a form, or one that is locked."""
        if path == "/members/":
            return partial(self.skin.locked, path, PAGES[path])
        kinds = {"/": "home", "/search/": "search", "/cart/": "cart"}
        return lambda: self.skin.page(
            path, PAGES[path], self._content(path), kinds.get(path, "page")
        )

    def list_page(self, dialect: Dialect, at: int) -> Draw:
        """One page of a list; beyond the last, each shows the last again."""
        return partial(self._list_page, dialect, at)

    def not_found(self, path: str) -> str:
        """What stands at a path where nothing is."""
        text = self.skin.text("<p>There is no such page.</p>")
        return self.skin.page(path, "Page not found", text)

    def classic_pages(self) -> dict[str, Draw]:
        """What only classic blogs have: a guestbook, a second list, system pages."""
        page, posts = self._skins["classic"].page, self.listed("classic")
        book = classic.messages(200000004) + classic.reply_form()
        pages: dict[str, Draw] = {
            "/guestbook/": partial(page, "/guestbook/", "Guestbook", book),
            "/discussion/": partial(page, "/discussion/", "Reply", classic.reply_form()),
            "/rss/": partial(page, "/rss/", "RSS", self._feed_list()),
            "/sitemap/": partial(page, "/sitemap/", "Site map", self._map()),
            "/chronicle/": self._listing("/chronicle/", "Chronicle", posts[10:15]),
            "/archive/news/": self._listing("/archive/news/", "Archive", posts[:STEP]),
        }
        for tag in classic.TAGS:
            tagged = [post for post in posts if tag_of(post) == tag][:STEP]
            pages[tag_path(tag)] = self._listing(tag_path(tag), tag, tagged)
        return pages

    def feeds(self) -> dict[str, str]:
        """All articles' feed and one for each list; the last names one that nobody else does."""
        posts = self.listed("classic")
        alone = [post for post in self._posts if post.named_by == "feed"]
        named = {
            "/rss/all.xml": posts[:_IN_FEED],
            "/rss/novinky.xml": posts[:_IN_FEED],
            "/rss/chronicle.xml": posts[10:15] + alone,
        }
        return {p: listings.feed(self._hosts.site, p, self._entries(n)) for p, n in named.items()}

    def _menu(self) -> list[tuple[str, str]]:
        lists = [(LISTS[d], LISTS[d].strip("/").title()) for d in self._blog.dialects]
        has_classic = "classic" in self._blog.dialects
        old = [("/chronicle/", "Chronicle"), ("/guestbook/", "Guestbook")] if has_classic else []
        return [("/home/", "Home"), *lists, *old, *((path, PAGES[path]) for path in _MENU)]

    def _told(self, post: Post) -> Telling:
        opening = self._openings.get(post.path, "")
        return tell(post, self._blog.seed, self._hosts.site, opening)

    def _entries(self, posts: Iterable[Post]) -> list[Entry]:
        return [Entry(post, self._told(post).perex) for post in posts]

    def _content(self, path: str) -> str:
        rng, text = Random(f"{self._blog.seed} {path}"), self.skin.text
        opening = self._openings.get(path, "") or words.paragraph(rng)
        told = f"<p>{escape(opening)}</p><p>{words.paragraph(rng)}</p>"
        if path == "/":
            newest = self._entries(self.listed(self._blog.main)[:_ON_HOME])
            return text(told) + self.skin.entries(newest)
        extra = {
            "/about/": f'<p>Here is <a href="{href("/about/výbava/")}">what we carry</a>.</p>',
            "/links/": traps.links(self._blog, self._hosts),
            "/calendar/": traps.calendar(),
        }
        return text(told + extra.get(path, ""))

    def _list_page(self, dialect: Dialect, at: int) -> str:
        posts, skin = self.listed(dialect), self._skins[dialect]
        last = listings.pages_of(len(posts)) - 1
        shown = posts[min(at, last) * STEP :][:STEP]
        # beyond the last page a classic list goes on for ever, the other leads to itself
        older = at + 1 if dialect == "classic" or at <= last else at
        newer = listings.pager_path(self._blog, dialect, at - 1) if at else ""
        pager = skin.pager(newer, listings.pager_path(self._blog, dialect, older))
        title = LISTS[dialect].strip("/").title()
        content = skin.entries(self._entries(shown)) + pager
        return skin.page(listings.pager_path(self._blog, dialect, at), title, content, "blog")

    def _listing(self, path: str, title: str, posts: list[Post]) -> Draw:
        skin = self._skins["classic"]
        return lambda: skin.page(path, title, skin.entries(self._entries(posts)))

    def _feed_list(self) -> str:
        names = {"all": "All articles", "novinky": "Novinky", "chronicle": "Chronicle"}
        return "".join(
            f'<div class="item"><h2 class="title"><a href="/rss/{name}.xml">{title}</a></h2>'
            f'<div class="uri"><a href="/rss/{name}.xml">{self._hosts.site}/rss/{name}.xml</a>'
            "</div></div>\n"
            for name, title in names.items()
        )

    def _map(self) -> str:
        items = (f'<li><a href="{href(path)}">{title}</a></li>' for path, title in self._menu())
        return f'<ul class="ServerMap">{"".join(items)}</ul>'
