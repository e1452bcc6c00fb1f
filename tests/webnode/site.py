"""The site itself: which path shows what, and how it changes while it is served."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from threading import RLock

from tests.webnode import classic, drawer, listings, traps
from tests.webnode.answers import HTML, Answer, Stamps, Trouble
from tests.webnode.blog import STEP, Blog
from tests.webnode.drawer import Drawer
from tests.webnode.posts import Dialect, Post, make_post
from tests.webnode.skin import Hosts
from tests.webnode.spelling import decoded, href
from tests.webnode.uploads import FOLDER, Upload

_UPLOAD = re.compile(
    r"/(?P<folder>[^/]+)/(?P<preview>system_preview_[a-z]+_)?"
    r"(?P<id>\d{9}-[0-9a-f]{10})/(?:(?P<size>\d+)/)?[^/]+"
)
_NEVER_LISTED = ("/about/výbava/",)

Route = Callable[[], Answer]


class Site:
    """Answers for both servers; safe to ask from many threads."""

    def __init__(self, blog: Blog, hosts: Hosts) -> None:
        self._blog, self._hosts = blog, hosts
        self._lock, self._stamps, self._trouble = RLock(), Stamps(), Trouble(blog.troubles)
        self._posts = list(blog.all_posts)
        self._openings: dict[str, str] = {}
        self._added: set[str] = set()
        self._read_posts()

    @property
    def post_paths(self) -> tuple[str, ...]:
        """All posts that are there now."""
        return tuple(post.path for post in self._posts)

    def warm(self) -> None:
        """Draw whatever is known now."""
        with self._lock:
            for path in self._routes:
                self._page_of(path)
            for upload in self._uploads.values():
                self._file(upload.path, FOLDER if upload.on_assets else "_files")

    def edit(self, path: str, text: str) -> None:
        """Let a post or an ordinary page begin with another paragraph."""
        with self._lock:
            if decoded(path) not in (*self.post_paths, *drawer.PAGES):
                raise KeyError(path)
            self._openings[decoded(path)] = text
            self._read_posts()

    def remove(self, path: str) -> None:
        """Take a post away: it answers 404, and nothing lists it."""
        with self._lock:
            if decoded(path) not in self.post_paths:
                raise KeyError(path)
            self._posts = [post for post in self._posts if post.path != decoded(path)]
            self._read_posts()

    def add_post(self, dialect: Dialect | None = None) -> str:
        """Add a post at the top of its list; gives its path."""
        with self._lock:
            dialect = dialect or self._blog.main
            number, taken = self._blog.posts + len(self._added), {p.slug for p in self._posts}
            rng = Random(f"{self._blog.seed} added {number}")
            post = make_post(rng, dialect, number, taken, days_later=1 + len(self._added))
            self._posts.insert(0, post)
            self._added.add(post.path)
            self._read_posts()
            return post.path

    def page(self, asked: str) -> Answer:
        """What the site's own server answers to a path as it was asked for."""
        path = decoded(asked.partition("?")[0])
        with self._lock:
            answer = self._redirect(path) or self._page_of(path) or self._file(path, "_files")
            answer = answer or self._not_found(path)
        return self._trouble.of(path, answer)

    def asset(self, asked: str) -> Answer:
        """What the asset host answers."""
        path = decoded(asked.partition("?")[0])
        with self._lock:
            answer = self._file(path, FOLDER) or Answer(404, b"no such file", "text/plain")
        return self._trouble.of(path, answer)

    def _read_posts(self) -> None:
        """Draw everything anew, as the posts are now."""
        self._stamps.changes += 1
        self._drawer = Drawer(self._blog, self._hosts, tuple(self._posts), self._openings)
        self._cache: dict[str, Answer] = {}
        self._uploads = {u.id: u for post in self._posts for u in post.uploads}
        self._uploads[classic.ILLUSTRATION.id] = classic.ILLUSTRATION
        self._routes = {**self._texts(), **self._pages()}

    def _pages(self) -> dict[str, Route]:
        draw = self._drawer
        pages: dict[str, Callable[[], str]] = {p: draw.text_page(p) for p in drawer.PAGES}
        pages |= {post.path: draw.post_page(post) for post in self._posts}
        for dialect in self._blog.dialects:
            for at in range(listings.pages_of(len(draw.listed(dialect)))):
                path = listings.pager_path(self._blog, dialect, at)
                pages[path] = draw.list_page(dialect, at)
        if "classic" in self._blog.dialects:
            pages |= draw.classic_pages()
        return {path: _html(page) for path, page in pages.items()}

    def _texts(self) -> dict[str, Route]:
        """What is no page: robots.txt, sitemaps, feeds."""
        site, (first, second) = self._hosts.site, self._sitemaps()
        texts = {
            "/robots.txt": ("text/plain", listings.robots(self._blog, site)),
            "/sitemap_index.xml": ("text/xml", listings.sitemap_index(site)),
            "/sitemap-2.xml": ("text/xml", listings.sitemap(site, second, odd=True)),
        }
        if "classic" in self._blog.dialects:
            texts |= {p: ("application/rss+xml", t) for p, t in self._drawer.feeds().items()}
        routes = {path: _text(kind, told) for path, (kind, told) in texts.items()}
        zipped = listings.packed(listings.sitemap(site, first))
        return {**routes, "/sitemap-1.xml.gz": lambda: Answer(200, zipped, "application/x-gzip")}

    def _sitemaps(self) -> tuple[list[str], list[str]]:
        """What both sitemaps name: two thirds of the listed posts, and the one that nobody else."""
        pages = [*self._blog.page_paths, *self._blog.list_paths]
        pages = [page for page in pages if page not in _NEVER_LISTED]
        alone = [post.path for post in self._posts if post.named_by == "sitemap"]
        posts = [post.path for post in self._posts if self._is_in_sitemap(post)]
        half = len(posts) // 2
        return [*pages, *alone, *posts[:half]], posts[half:]

    def _is_in_sitemap(self, post: Post) -> bool:
        is_named = post.number % 3 != 0 or post.path in self._added
        return post.named_by == "list" and is_named

    def _redirect(self, path: str) -> Answer | None:
        """`/home/` carries a whole page; a page without its slash leads to it."""
        if path == "/home/":
            home = self._page_of("/")
            return Answer(301, home.body if home else b"", HTML, location="/")
        target = traps.redirects(self._blog).get(path)
        if target is None and not path.endswith("/") and self._page_of(f"{path}/"):
            target = f"{self._hosts.site}{href(path)}/"
        return Answer(301, b"moved", HTML, location=target) if target else None

    def _page_of(self, path: str) -> Answer | None:
        if path not in self._cache:
            route = self._routes.get(path) or self._unlisted(path)
            if route is None:
                return None
            self._cache[path] = self._stamps.stamped(path, route())
        return self._cache[path]

    def _unlisted(self, path: str) -> Route | None:
        """What is made for whoever asks: months, pages of a list beyond its last, forms."""
        month = traps.month(self._drawer.skin, path)
        if month is not None:
            return _html(lambda: month)
        if path.startswith(traps.PLAIN):
            return _text("text/plain", "not for you")
        for dialect in self._blog.dialects:
            first = listings.pager_path(self._blog, dialect, 1).rstrip("/").rpartition("/")[0]
            found = re.fullmatch(re.escape(first) + r"/(\d{1,6})/", path)
            if found:
                at = int(found[1]) // (STEP if dialect == "classic" else 1)
                return _html(self._drawer.list_page(dialect, at))
        return None

    def _file(self, path: str, folder: str) -> Answer | None:
        """An upload; its smaller copies have other bytes."""
        found = _UPLOAD.fullmatch(path)
        upload: Upload | None = self._uploads.get(found["id"]) if found else None
        if found is None or upload is None or found["folder"] != folder:
            return None
        if path not in self._cache:
            variant = (found["preview"] or "") + (found["size"] or "")
            answer = Answer(200, upload.body(variant), upload.media_type)
            self._cache[path] = self._stamps.stamped(path, answer)
        return self._cache[path]

    def _not_found(self, path: str) -> Answer:
        return Answer(404, self._drawer.not_found(path).encode(), HTML)


def _html(draw: Callable[[], str]) -> Route:
    return lambda: Answer(200, draw().encode(), HTML)


def _text(media_type: str, text: str) -> Route:
    return lambda: Answer(200, text.encode(), media_type)
