"""What stands beside the files, for the person who puts them to their place."""

from __future__ import annotations

from collections.abc import Sequence

from migrator.redirects.hosts import Host
from migrator.redirects.rule import Rule

_TEXT = """\
# The old addresses

Links in other blogs, bookmarks and search engines still name the addresses of the old site.
The files here tell your new host where each page is now.
You need one of them: the one for your host.

## First: is the domain your own?

Redirects work only at a domain of your own, such as `www.my-blog.example`, once it points to the \
new host.
**An address at `*.webnode.*` (such as `my-blog.webnode.page`) cannot redirect.** It belongs to \
Webnode, and Webnode offers no way to do it.
If your blog has such an address only, put a link to the new site on its first page, and leave it \
online as long as you can.
@NOTE@
## Where each file goes

| your host | the file | where it goes |
|---|---|---|
@HOSTS@
@NGINX@
## Then

Open two or three old addresses in the browser: each must lead to its page at once.
There are @COUNT@ moves in `map.csv`. What another file cannot say, and what could not be \
redirected at all, stands in the report.
"""
_NOT_OWN = """\
Your blog has no domain of its own so far as we know. When it has one, put it into \
`cloudflare.csv` in the place of `@DOMAIN@`.
"""


_NGINX = """\

**nginx:** copy the file to `/etc/nginx/redirects.conf`. Write the first line into the part `http \
{ … }` and the second one into the part `server { … }` of your site, then run `nginx -t` and \
reload:

    include /etc/nginx/redirects.conf;
    if ($moved_to) { return 301 $moved_to; }

"""


def readme(rules: Sequence[Rule], hosts: Sequence[Host], domain: str, *, is_own: bool) -> str:
    """Where each file goes, in simple words."""
    files = {host.file for host in hosts}
    rows = "\n".join(f"| {host.name} | `{host.file}` | {host.where} |" for host in hosts)
    is_asked = not is_own and "cloudflare.csv" in files
    told = {
        "@NOTE@\n": _NOT_OWN.replace("@DOMAIN@", domain) + "\n" if is_asked else "\n",
        "@HOSTS@": rows,
        "@NGINX@\n": _NGINX if "nginx.conf" in files else "\n",
        "@COUNT@": str(len(rules)),
    }
    text = _TEXT
    for mark, words in told.items():
        text = text.replace(mark, words)
    return text
