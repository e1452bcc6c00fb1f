"""What a blog brings along that has moved here.

CommonMark in its texts, names with any signs in them, covers, comments, and pages at its old
addresses that send their visitors on.
"""

import json
import posixpath
import re
from html import escape
from pathlib import Path
from urllib.parse import quote, unquote

from addresses import flat, label, send_on
from commonmark import CommonMark
from material.plugins.blog.structure import Post, View
from mkdocs.plugins import event_priority
from mkdocs.structure.files import InclusionLevel
from mkdocs.utils.meta import get_data

HEADING = re.compile(r"\s*<h1\b.*?</h1>", re.DOTALL)
LANGUAGE = re.compile(r'(<html lang=")[^"]*')


def on_config(config):
    """Addresses of tags and categories tell `C` and `C#` apart."""
    config.markdown_extensions.append(CommonMark())
    config.plugins["material/blog"].config.categories_slugify = _label
    config.plugins["material/tags"].config.tags_slugify = _label
    return config


def _label(name, separator):
    return label(name)


@event_priority(-100)
def on_files(files, config):
    """Copies stay what they are; drafts are not built; each post has a folder of its own.

    MkDocs would take `index` and `README` for the page of the folder above.
    """
    for file in files.documentation_pages():
        if file.src_uri.startswith("files/"):
            file.is_documentation_page = lambda: False
            _stand(file, file.src_uri, config)
        elif not isinstance(file.page, Post) and get_data(file.content_string)[1].get("draft"):
            file.inclusion = InclusionLevel.DRAFT
    for post in _posts(config):
        if post.config.slug in ("index", "README"):
            folder = posixpath.join(posixpath.dirname(post.file.dest_uri), post.config.slug)
            _stand(post.file, f"{folder}/index.html", config)
            post._set_canonical_url(config.site_url)
    return files


def _stand(file, path, config):
    """Give a file another place in the built site."""
    file.dest_uri = path
    file.abs_dest_path = str(Path(config.site_dir, path))
    file.url = quote(path.removesuffix("index.html"))


def on_page_markdown(markdown, page, config, files):
    """Names are text, whatever they look like."""
    for name in ("description", "author"):
        if page.meta.get(name):
            page.meta[name] = escape(str(page.meta[name]))
    name = getattr(page, "name", None)
    if name and isinstance(page, View) and page.file.generated_by:
        page.meta["title"] = escape(name, quote=False)
        return "# " + re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", name)
    return markdown


def on_page_content(html, page, config, files):
    """The text of the page, and what belongs to it."""
    if isinstance(page, View):
        return html
    heading = HEADING.match(html)
    top = heading[0] if heading else ""
    page.body = html[len(top) :]
    parts = (
        top,
        _facts(page),
        _cover(page, files),
        f'<div class="body">{page.body}</div>',
        _comments(page, config),
        _newest(config) if page.is_homepage else "",
    )
    return "\n".join(filter(None, parts))


def _facts(page):
    told = [f'<span class="author">{page.meta["author"]}</span>'] if page.meta.get("author") else []
    if not isinstance(page, Post):
        names = flat(page.meta.get("categories"))
        told += [f'<span class="category" data-category>{escape(name)}</span>' for name in names]
    return f"<p>{' · '.join(told)}</p>" if told else ""


def _cover(page, files):
    """The cover, if the text does not show it."""
    address = str(page.meta.get("cover") or "")
    path = posixpath.join(posixpath.dirname(page.file.src_uri), unquote(address))
    file = files.get_file_from_path(posixpath.normpath(path))
    address = file.url_relative_to(page.file) if file else address
    is_shown = not address or address in page.body
    return "" if is_shown else f'<p><img class="cover" src="{escape(address)}" alt=""></p>'


def _comments(page, config):
    """Those that its text does not show."""
    path = Path(page.file.abs_src_path or ".").with_name("comments.json")
    if not path.is_file():
        return ""
    told = json.loads(path.read_text("utf-8"))
    if told.get("in_text"):
        return ""
    comments = "".join(map(_comment, told["comments"]))
    return f'<section id="comments"><h2>{_word(config, "comments")}</h2>{comments}</section>'


def _comment(comment):
    lines = [f"<p><b>{escape(comment['author'])}</b> {escape(comment['date'])}</p>"]
    lines += [f"<h3>{escape(comment['title'])}</h3>"] if comment["title"] else []
    lines += [f'<p style="white-space: pre-line">{escape(comment["text"])}</p>']
    for link in map(escape, comment["links"]):
        lines.append(f'<p><a href="{link}" rel="nofollow ugc">{link}</a></p>')
    indent = f"margin-inline-start: {1.5 * (comment['depth'] - 1)}rem"
    return f'<article class="comment" style="{indent}">{"".join(lines)}</article>'


def _word(config, key):
    return escape(config.extra["words"][key])


def _newest(config):
    links = [f'<li><a href="{post.url}">{post.title}</a></li>' for post in _posts(config)[:10]]
    if not links:
        return ""
    return f"<h2>{_word(config, 'posts')}</h2><ul>{''.join(links)}</ul>"


def _posts(config):
    return config.plugins["material/blog"].blog.posts


def on_post_page(output, page, config):
    """Its language; and pages that send on from where it stood."""
    moves = [(old, f"/{unquote(page.url)}") for old in flat(page.meta.get("aliases"))]
    send_on(Path(config.site_dir), moves, _root(config))
    language = page.meta.get("language")
    if not language:
        return output
    return LANGUAGE.sub(lambda found: found[1] + escape(str(language)), output, count=1)


def on_post_build(config):
    """The same for lists of the old site."""
    send_on(Path(config.site_dir), (config.extra.get("moved") or {}).items(), _root(config))


def _root(config):
    return (config.site_url or "").rstrip("/")
