"""Pages as classic Webnode draws them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from string import Template

from tests.webnode.posts import Post
from tests.webnode.skin import NAME, Entry, Hosts, frame, menu_links
from tests.webnode.spelling import href, slug
from tests.webnode.telling import Telling
from tests.webnode.uploads import Upload

ILLUSTRATION = Upload(-81, "50000000fda7.png", -81, on_assets=False)
"""The picture of the template that stands on every page."""
TAGS = ("Bridges", "Plums", "Ferries", "Weather", "Music")
_FRAME = frame("classic")
_MENU = Template('\n<li>\n<a href="$href">\n<span>$title</span>\n</a>\n</li>')
_CRUMBS = Template(
    '<div id="navigator"> <a class="navFirstPage" href="/home/">Home</a> <span><span> &gt; '
    '</span></span> $middle<span id="navCurrentPage">$title</span> </div>'
)
_MIDDLE = '<a href="/novinky/">Novinky</a> <span><span> &gt; </span></span> '
_BOX = Template(
    '<div class="box">\n<div class="boxTitle"><$tag>$title</$tag></div>\n<div class="boxContent">\n'
    '<div class="contentBox">\n$content\n</div>\n</div>\n</div>\n\n'
    '<div class="cleaner"><!-- / --></div>'
)
_RECORD = Template(
    '  <link rel="canonical" href="$site$path">\n  <link rel="alternate" media="only screen and '
    '(max-width: 640px)" href="$twin$path">\n  <link rel="alternate" '
    'type="application/rss+xml" href="/rss/all.xml" title="All articles">\n'
)
_ARTICLE = Template(
    '<div class="articleDetail">\n<ins>$day</ins>\n$text\n<div class="cleaner"><!-- / --></div>\n'
    '<div class="rbcTags">\n<h4>Tags:</h4>\n<p class="tags">\n<a href="$tag_href">$tag</a>\n</p>\n'
    '</div>\n<div class="rbcBookmarks"><div id="rbcBookmarks200000056">Share</div></div>\n'
    '<div class="back">\n<a href="/novinky/">Back</a>\n</div>\n</div>'
)
_ITEM = Template(
    '<div class="article">\n<h3><a href="$href">$title</a></h3>\n<ins>$day</ins>\n'
    '<div class="articleContent"><p>$perex</p></div>\n<div class="cleaner"><!-- / --></div>\n</div>'
)
_IMAGE = Template(
    '<img alt="$alt" src="$src" style="float: right; margin: 20px 30px; width: 240px;" />'
)
_MESSAGE = Template(
    '<div class="post level-$level">\n<div class="head">\n<h3>$title</h3>\n<p><span class="date">'
    'Date:</span> <ins>$day</ins> | <span class="user">By:</span> $who</p>\n</div>\n'
    '<div class="text">\n<p>$text</p>\n</div>\n<div class="reply">\n'
    '<a href="/discussion/?tid=$topic&amp;mid=$number">Reply</a>\n</div>\n'
    '<div class="cleaner"><!-- / --></div>\n</div>'
)
_REPLY = (
    '<div class="diskuze">\n<h4>Add a message</h4>\n<form><fieldset><label for="postAuthor">Name'
    '</label><input id="postAuthor" type="text" name="dscMessAuthor" value=""><label '
    'for="postText">Message</label><textarea id="postText" name="dscMessText"></textarea><input '
    'type="submit" class="submit" value="Send" disabled></fieldset></form>\n</div>'
)
_LOCK = Template(
    '<form class="privateAccessForm" action="$path" method="post"><p>This page is locked.</p>'
    '<label>Password</label><input type="password" name="p"><button>Enter</button></form>'
)


def tag_of(post: Post) -> str:
    """The one tag of an article."""
    return TAGS[post.number % len(TAGS)]


def tag_path(tag: str) -> str:
    """Where the articles of a tag are listed."""
    return f"/tags/{slug(tag, accents=False)}/"


def reply_form() -> str:
    """The form to answer one message."""
    return _REPLY


class Classic:
    """The skin of a classic blog."""

    def __init__(self, hosts: Hosts, menu: Sequence[tuple[str, str]]) -> None:
        self._hosts, self._menu = hosts, menu_links(menu, _MENU)

    def text(self, html: str) -> str:
        """Text stands as it is."""
        return html

    def entries(self, entries: Sequence[Entry]) -> str:
        """Each article with its day and first sentence."""
        return "\n".join(
            _ITEM.substitute(
                href=href(entry.post.path),
                title=escape(entry.post.title),
                day=f"{entry.post.moment:%d.%m.%Y %H:%M}",
                perex=escape(entry.perex),
            )
            for entry in entries
        )

    def pager(self, newer: str, older: str) -> str:
        """The links to the left and to the right."""
        left = f'<a class="left" href="{newer}">&lt;</a>' if newer else ""
        right = f'<a class="right" href="{older}">&gt;</a>' if older else ""
        info = '<div class="pagingInfo">Items: 1 - 10 of many</div>'
        here = '<span class="selected">1</span>'
        shown = f'{here} <span class="pageText">{left}{right}</span>'
        return f'{info}<div class="paging">{shown}</div>'

    def page(self, path: str, title: str, content: str, kind: str = "page") -> str:
        """A page with one box."""
        box = _BOX.substitute(tag="h1", title=escape(title), content=content)
        return self._framed(title, box, is_home=path == "/")

    def post(self, post: Post, telling: Telling) -> str:
        """An article, with a discussion below each twelfth."""
        article = _ARTICLE.substitute(
            day=f"{post.moment:%d.%m.%Y %H:%M}",
            text=self._told(post, telling),
            tag=tag_of(post),
            tag_href=href(tag_path(tag_of(post))),
        )
        content = _BOX.substitute(tag="h1", title=escape(post.title), content=article)
        if post.number % 12 == 3:
            talk = messages(200000200 + post.number) + _REPLY
            content += _BOX.substitute(tag="h2", title="Discussion", content=talk)
        head = _RECORD.substitute(
            site=self._hosts.site, path=href(post.path), twin=self._hosts.twin
        )
        return self._framed(post.title, content, head, _MIDDLE)

    def locked(self, path: str, title: str) -> str:
        """A page with nothing but the form."""
        return self.page(path, title, _LOCK.substitute(path=href(path)))

    def _told(self, post: Post, telling: Telling) -> str:
        """Paragraphs, breaks, floating pictures, a list, links to documents."""
        pictures = [self._image(u, post) for u in post.uploads if u.is_picture]
        files = [self._file(u) for u in post.uploads if not u.is_picture]
        first, *more = telling.before
        lead = f'<span style="font-family: arial;">{escape(telling.opening)}</span>'
        parts = [f"<p>{lead}<br />\n<br />\n{pictures[0]}{first}</p>"]
        parts += [f'<p style="text-align: justify;">{each}</p>' for each in more]
        parts.append(f"<h3>{telling.heading}</h3>")
        parts.append("<ul>" + "".join(f"<li>{each}</li>" for each in telling.bullets) + "</ul>")
        parts += [f"<p>{picture}</p>" for picture in pictures[1:]]
        parts += [f"<div>\n\t{each}</div>" for each in telling.after]
        return "\n".join(parts + files)

    def _image(self, upload: Upload, post: Post) -> str:
        return _IMAGE.substitute(alt=escape(post.title), src=self._hosts.of(upload))

    def _file(self, upload: Upload) -> str:
        return f'<p>Here is <a href="{self._hosts.of(upload)}">the list</a> (PDF, 1 kB).</p>'

    def _framed(
        self, title: str, content: str, head: str = "", middle: str = "", *, is_home: bool = False
    ) -> str:
        shown, name = escape(title), escape(NAME)
        return _FRAME.substitute(
            site=self._hosts.site,
            full_title=name if is_home else f"{shown} :: {name}",
            head=head,
            name=name,
            illustration=href(ILLUSTRATION.path),
            crumbs="" if is_home else _CRUMBS.substitute(middle=middle, title=shown),
            content=content,
            menu=self._menu,
        )


def messages(topic: int) -> str:
    """A question and its answer."""
    told = (
        (1, "Which way round?", "07.10.2013", "Visitor A", "Was it by the weir?<br />\nOr not?"),
        (2, "Re: Which way round?", "08.10.2013", "Visitor B", "By the weir &amp; back."),
    )
    names = ("level", "title", "day", "who", "text")
    return "\n".join(
        _MESSAGE.substitute(
            dict(zip(names, each, strict=True)), topic=topic, number=topic + each[0]
        )
        for each in told
    )
