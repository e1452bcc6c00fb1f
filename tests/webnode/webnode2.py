"""Pages as Webnode 2 draws them, with the JSON that stands in each."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from string import Template
from typing import Any

from tests.webnode.posts import Post
from tests.webnode.skin import NAME, Entry, Hosts, frame, menu_links
from tests.webnode.spelling import href
from tests.webnode.telling import Telling
from tests.webnode.uploads import FOLDER, Upload
from tests.webnode.webnode2_json import block, file_of, page_facts, wrapped

_FRAME = frame("webnode2")
_MENU = Template(
    '<li role="none"><a class="menu-item" role="menuitem" href="$href">'
    '<span class="menu-item-text">$title</span></a></li>'
)
_SECTION = Template(
    '<section class="s s-basic cf sc-w wnd-w-wider wnd-s-normal wnd-h-auto" '
    'data-wnd_brightness="0"$last>\n\t<div class="s-w cf"><div class="s-o s-fs cf">\n'
    '\t<div class="s-bg cf"><div class="s-bg-l"></div></div>\n\t<div class="s-c s-fs cf">'
    '<div class="ez cf wnd-no-cols">\n\t<div class="ez-c">$blocks</div>\n</div></div>\n'
    "\t</div></div>\n</section>"
)
_HIDDEN = '<section data-space="true" class="s s-hm s-hm-hidden wnd-h-hidden cf sc-w"></section>'
_HEADER = Template(
    '<section data-space="true" class="s s-hm s-hm-bdh s-bdh cf sc-w"><div class="s-w cf">'
    '<div class="s-o cf"><div class="s-bg cf"><div class="s-bg-l"></div></div>'
    '<div class="h-c s-c cf"><div class="s-bdh-c b b-cs cf"><div class="s-bdh-w">\n'
    '<h1 class="s-bdh-t"><div class="ld">\n\t<span class="ld-c">$title</span>\n</div></h1>\n'
    '<span class="s-bdh-d"><div class="ld">\n\t<span class="ld-c">$day</span>\n</div></span>'
    "</div></div></div></div></div></section>"
)
_TEXT = Template(
    '<div class="b b-text cf">\n\t<div class="b-c b-text-c b-s b-s-t60 b-s-b60 b-cs cf">'
    "$html</div>\n</div>"
)
_IMAGE = Template(
    '<div class="b-img b-img-default b b-s cf wnd-orientation-landscape wnd-type-image" '
    'id="$id">\n\t<div class="b-img-w">\n\t\t<div class="b-img-c" style="padding-bottom:66%;">'
    '<picture><source type="image/webp" srcset="$small 450w" sizes="100vw"><img id="${id}_img" '
    'src="$src" alt="$alt" width="24" height="24" loading="lazy"></picture></div>\n'
    '\t\t<div class="b-img-t">$alt</div>\n\t</div>\n</div>'
)
_FILE = Template(
    '<div class="b b-s b-btn b-btn-file b-btn-i-left b-btn-3">\n\t<div class="b-btn-c">'
    '<a class="b-btn-l" href="$src" target="_blank"><span class="b-btn-t">$label</span></a></div>'
    "\n</div>"
)
_ITEM = Template(
    '<article class="item"><div class="item-wrapper"><div class="item-media"><a href="$href">'
    '<div class="b-tb wnd-orientation-landscape" id="wnd_ThumbnailBlock_$number"><picture>'
    '<img src="$src" alt="" width="24" height="24" loading="lazy"></picture></div></a></div>\n'
    '<div class="item-content"><div class="item-head"><h2><a href="$href"><div class="ld">'
    '<span class="ld-c">$title</span></div></a></h2>\n<div class="item-date"><div class="ld">'
    '<span class="ld-c">$day</span></div></div></div><div class="item-perex"><div class="perex">'
    '<div class="perex-content"><p>$perex</p></div></div></div></div></div></article>'
)
_LIST = Template(
    '<div class="blog blog-left-thumbnail thumb-float no-grid b b-s"><div class="blog-wrapper '
    'b-cs"><div class="blog-container">$items</div></div><div class="blog-empty-listing"></div>'
    "</div>"
)
_BELOW = (
    '<div class="s-bdf b-s b-s-t200 b-cs " data-wnd_social_buttons="true">\n\t'
    '<div class="s-bdf-share b-s-b200"><div class="fb-share-button" data-href=""></div></div>\n\t'
    '<div class="s-bdf-comments"></div>\n\t<div class="s-bdf-html"></div>\n</div>'
)
_LOCK = Template(
    '<div class="b b-form"><h2>$title</h2><p>Enter the password to go on.</p><form '
    'class="privateAccessForm" action="$path"><label>Password</label><input type="password">'
    "<button>Enter</button></form></div>"
)
_LABELS = {
    "wnd.pc.SystemFooterBlock.poweredByWebnode": "Powered by",
    "wnd.fe.FeFooter.createWebsite": "Create your website for free!",
    "wnd.pc.BlogDetailPageZone.next": "Older posts",
    "wnd.pc.BlogDetailPageZone.previous": "Newer posts",
}
_LAYOUTS = {
    "home": "homepage",
    "blog": "blog",
    "page": "default",
    "search": "search",
    "cart": "cart",
}
_ESCAPES = str.maketrans({"/": "\\/", "<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})


class Webnode2:
    """The skin of a Webnode 2 blog."""

    def __init__(self, hosts: Hosts, menu: Sequence[tuple[str, str]]) -> None:
        self._hosts, self._menu = hosts, menu_links(menu, _MENU)

    def text(self, html: str) -> str:
        """A text block."""
        return _TEXT.substitute(html=html)

    def entries(self, entries: Sequence[Entry]) -> str:
        """A list with pictures."""
        return _LIST.substitute(items="".join(map(self._item, entries)))

    def pager(self, newer: str, older: str) -> str:
        """The links to newer and older posts; one that leads nowhere is disabled."""
        links = (("pager-prev", newer, "Newer posts"), ("pager-next", older, "Older posts"))
        drawn = "".join(
            f'<a class="{name} wt-bold {"wnd-link" if to else "wnd-disabled"}" '
            f'href="{to or "#"}">{label}</a>'
            for name, to, label in links
        )
        return f'<div class="b b-s-0 pager"><div class="pager-container">{drawn}</div></div>'

    def page(self, path: str, title: str, content: str, kind: str = "page") -> str:
        """A page with one section."""
        name = escape(title)
        blocks = self.text(f"<h1>{name}</h1>") + content
        drawn = _HIDDEN + _SECTION.substitute(last="", blocks=blocks) + "</div>\n</div>\n"
        facts = {
            "page": page_facts(title, path.strip("/") or "home", _LAYOUTS[kind]),
            "isListingDetail": False,
            "listing_page": [],
            "listing_item": None,
        }
        full = NAME if path == "/" else f"{title} :: {NAME}"
        return self._framed(path, full, f"wt-{kind}", drawn, facts)

    def post(self, post: Post, telling: Telling) -> str:
        """A post's page."""
        day = f"{post.moment:%d.%m.%Y}"
        html, items = self._blocks(post, telling)
        drawn = (
            _HEADER.substitute(title=escape(post.title), day=day)
            + _SECTION.substitute(last=" data-wnd_last_section", blocks=html)
            + _SECTION.substitute(last="", blocks=self.text("<p>Written by lamplight.</p>"))
            + f"</div>\n</div>\n{_BELOW}\n"
        )
        midnight = f"{post.moment:%Y-%m-%d}T00:00:00{post.offset}"
        head = f'<meta property="og:article:published_time" content="{midnight}">'
        facts = {
            "page": page_facts(post.title, "l", "blog_detail"),
            "isListingDetail": True,
            "listing_page": {"id": 200000019, "link": "/blog/", "identifier": post.slug},
            "listing_item": self._facts(post, items),
        }
        full = f"{post.title} :: {NAME}"
        return self._framed(post.path, full, "wt-blogpost", drawn, facts, head, telling.perex)

    def locked(self, path: str, title: str) -> str:
        """A page with nothing but the form."""
        lock = _LOCK.substitute(title=escape(title), path=href(path))
        drawn = _SECTION.substitute(last="", blocks=lock) + "</div>\n</div>\n"
        return self._framed(path, f"{title} :: {NAME}", "wt-page", drawn, {})

    def _item(self, entry: Entry) -> str:
        post = entry.post
        return _ITEM.substitute(
            href=href(post.path),
            number=post.number,
            src=self._hosts.of(post.uploads[0]),
            title=escape(post.title),
            day=f"{post.moment:%d.%m.%Y}",
            perex=escape(entry.perex),
        )

    def _blocks(self, post: Post, telling: Telling) -> tuple[str, dict[str, dict[str, Any]]]:
        """The blocks as HTML in their order, and as the JSON has them."""
        above, below = _texts(telling)
        pictures = [upload for upload in post.uploads if upload.is_picture]
        files = [upload for upload in post.uploads if not upload.is_picture]
        blocks = [self._text_block("above", above)]
        blocks += [self._image_block(post, upload) for upload in pictures]
        blocks.append(self._text_block("below", below))
        blocks += [self._file_block(upload) for upload in files]
        order = [facts["id"] for _, facts in blocks]
        # in the JSON the order of the keys is another
        items = {facts["id"]: facts for _, facts in sorted(blocks, key=lambda b: str(b[1]["type"]))}
        items |= wrapped(order)
        items["wnd_PerexBlock_1"] = block(
            "PerexBlock", "wnd_PerexBlock_1", text=f"<p>{escape(telling.perex)}</p>"
        )
        return "".join(html for html, _ in blocks), items | self._outside(post, pictures[0])

    def _text_block(self, name: str, html: str) -> tuple[str, dict[str, Any]]:
        return self.text(html), block("TextBlock", f"wnd_TextBlock_{name}", code=html)

    def _image_block(self, post: Post, upload: Upload) -> tuple[str, dict[str, Any]]:
        name, source = f"wnd_ImageBlock_{upload.number}", self._hosts.of(upload)
        folder, _, rest = source.rpartition("/")
        alt = escape(f"{post.title}, seen twice")
        html = _IMAGE.substitute(id=name, src=source, small=f"{folder}/450/{rest}", alt=alt)
        return html, block("ImageBlock", name, description=alt, link="", image=file_of(upload))

    def _file_block(self, upload: Upload) -> tuple[str, dict[str, Any]]:
        name, label = f"wnd_FileBlock_{upload.number}", "The list (PDF)"
        html = _FILE.substitute(src=self._hosts.of(upload), label=label)
        return html, block("FileBlock", name, code=label, file=file_of(upload))

    def _outside(self, post: Post, cover: Upload) -> dict[str, dict[str, Any]]:
        """What the post has and its page does not show."""
        style = {"backgroundSettings": {"default": {"default": file_of(cover)}}}
        found = {"wnd_Thumb_1": block("ThumbnailBlock", "wnd_Thumb_1", style=style)}
        if post.button:
            link = href(post.button)
            found["wnd_Button_1"] = block("ButtonBlock", "wnd_Button_1", code="More", link=link)
        return found

    def _facts(self, post: Post, items: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "id": 200000300 + post.number,
            "name": escape(post.title, quote=False),
            "identifier": post.slug,
            "date": f"{post.moment:%Y%m%d%H%M%S}",
            "meta_description": None,
            "html_title": None,
            "content_items": items,
        }

    def _framed(
        self,
        path: str,
        full_title: str,
        body_class: str,
        content: str,
        facts: Mapping[str, Any],
        head: str = "",
        description: str = "",
    ) -> str:
        system = {
            **facts,
            "listingsPrefix": "/l/",
            "awsS3FilesPath": f"{self._hosts.assets}/{FOLDER}/",
            "fileSystemType": "aws_s3",
            "format": {"fe": {"DATE": {"mask": "%d.%m.%Y"}}},
            "labels": _LABELS,
        }
        return _FRAME.substitute(
            full_title=escape(full_title),
            description=escape(description),
            address=self._hosts.site + href(path),
            name=escape(NAME),
            head=head,
            body_class=body_class,
            menu=self._menu,
            content=content,
            system=json.dumps(system).translate(_ESCAPES),
        )


def _texts(telling: Telling) -> tuple[str, str]:
    """What stands above the pictures, and what below."""
    above = "".join(f"<p>{each}</p>" for each in (escape(telling.opening), *telling.before))
    bullets = "".join(f"<li>{each}</li>" for each in telling.bullets)
    after = "".join(f"<p>{each}</p>" for each in telling.after)
    return above, f"<h2>{telling.heading}</h2><ul>{bullets}</ul>{after}"
