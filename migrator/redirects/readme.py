"""What stands beside the files, for the person who puts them to their place."""

from __future__ import annotations

from collections.abc import Sequence

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
| Netlify | `_redirects` | into the folder that you publish, beside `index.html` |
| Cloudflare Pages | `cloudflare-pages/_redirects` | into the folder that you publish, beside \
`index.html` |
| Vercel | `vercel.json` | into the top folder of the project; if there is one already, add what \
stands under `redirects` to it |
| web space with Apache | `.htaccess` | into the top folder of the site; if there is one already, \
put these lines above the others in it |
| a server of your own with nginx | `nginx.conf` | see below |
| any host behind Cloudflare | `cloudflare.csv` | Bulk Redirects: make a list, import the file, \
then make a rule that uses the list |
| any other | `map.csv` | the same as a table: old address, new address, status, what it was, and \
whether what lay below the old address counts, too |

The name `.htaccess` begins with a dot: some programs do not show such files unless you ask them \
to.

**nginx:** copy the file to `/etc/nginx/redirects.conf`. Write the first line into the part `http \
{ … }` and the second one into the part `server { … }` of your site, then run `nginx -t` and \
reload:

    include /etc/nginx/redirects.conf;
    if ($moved_to) { return 301 $moved_to; }

## Then

Open two or three old addresses in the browser: each must lead to its page at once.
There are @COUNT@ moves in `map.csv`. What another file cannot say, and what could not be \
redirected at all, stands in the report.
"""
_NOT_OWN = """\
Your blog has no domain of its own so far as we know. When it has one, put it into \
`cloudflare.csv` in the place of `@DOMAIN@`.
"""


def readme(rules: Sequence[Rule], domain: str, *, is_own: bool) -> str:
    """Where each file goes, in simple words."""
    note = "" if is_own else _NOT_OWN.replace("@DOMAIN@", domain)
    return _TEXT.replace("@NOTE@\n", f"{note}\n").replace("@COUNT@", str(len(rules)))
