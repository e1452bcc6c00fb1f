"""What an address means: its normal form, the same-page test, slugs and file names.

Webnode keeps uploads at `…/<file id>-<hash>/[size/]<name>`: nine digits, ten hexadecimal ones.
The pictures of its templates lie at `…/files/xx/xxx/[size/]<name>`. No function here raises on an
address that is none: pages are full of them.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from functools import lru_cache
from urllib.parse import SplitResult, quote, unquote_to_bytes, urljoin, urlsplit, urlunsplit

from slugify import slugify

_SAFE = "/%:@!$&'()*+,;=?-._~"
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
_UPLOAD = re.compile(r"/(?:system_preview_[a-z]+_)?(\d{9}-[0-9a-f]{6,10}(?:-public)?)/")
_PERHAPS_UPLOAD = re.compile(r"\d{9}(?:-|%2[dD])[0-9a-f]{6}")
_STOCK = re.compile(r"/files/[0-9a-z]{2}/[0-9a-z]{3}/")
_SIZE_FOLDER = re.compile(r"/(?:50|100|200|450|700|1000)/(?=[^/]*$)")
_PREVIEW = re.compile(r"/system_preview_[a-z]+_(?=\d{9}-)")
_POP_UP = re.compile(r"^/images/(?=\d{9}-)")
_FILE = re.compile(
    r"\.(?:7z|avi|bmp|css|csv|docx?|exe|gif|gpx|ico|jpe?g|js|json|kml|mov|mp[34]|od[pst]|ogg|pdf|png"
    r"|pptx?|rar|rtf|svg|tiff?|txt|wav|webm|webp|wmv|xlsx?|zip)$",
    re.IGNORECASE,
)
_TRACKING = re.compile(r"^(?:ph|utm_[a-z]+|fbclid|gclid)=")
_LINE_ENDS = str.maketrans("", "", "\t\r\n")
_CONTROLS = "".join(map(chr, range(33)))
_RUNS = re.compile(r"(?:javascript|vbscript|data):", re.IGNORECASE)
_PLAIN = re.compile(r"https?://[a-zA-Z0-9.-]+(?:/[^\s\\]*)?")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_RESERVED = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))}
_HERE = re.compile(r"127(\.\d+){3}|::1|(.+\.)?localhost")
_LONGEST_NAME = 100


@lru_cache(maxsize=4096)  # the same addresses are asked for again and again
def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  # raises where the port is no number
    except ValueError:
        return SplitResult("", "", "", "", "")
    return parts


def _decoded(path: str) -> str:
    """The path without escapes, composed; bytes that are no UTF-8 are read as Latin-1."""
    raw = unquote_to_bytes(path)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=4096)
def normal(url: str) -> str:
    """The address with lower-case scheme and host, escaped path, and without fragment."""
    parts = _split(url.strip())
    scheme = parts.scheme.lower()
    netloc = parts.netloc.lower().rpartition("@")[2]
    netloc = netloc.removesuffix(":80" if scheme == "http" else ":443")
    path = _ESCAPE.sub(lambda found: found[0].upper(), quote(parts.path, safe=_SAFE)) or "/"
    return urlunsplit((scheme, netloc, path, quote(parts.query, safe=_SAFE), ""))


def as_browsers_read(url: str) -> str:
    """The address without what browsers pass over: the ends of lines in it, blanks around it."""
    return url.translate(_LINE_ENDS).strip(_CONTROLS)


def located(url: str, location: str) -> str:
    """Where a redirect from `url` leads; headers carry raw UTF-8 as Latin-1."""
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    return absolute(url, location)


def runs(url: str) -> bool:
    """Is this no address, but a script or the data themselves?"""
    return bool(_RUNS.match(as_browsers_read(url)))


def absolute(base: str, reference: str) -> str:
    """The address that `reference` means on the page `base`; an absolute one stays as written.

    Empty for what cannot be an address.
    """
    if _PLAIN.fullmatch(reference):
        return reference
    reference = as_browsers_read(reference)
    if not reference or _split(reference) == _split(""):
        return ""
    if _SCHEME.match(reference):
        return reference
    try:
        return urljoin(base, reference.replace("\\", "/"))
    except ValueError:
        return ""


def moved(url: str, site: str) -> str:
    """The same address on another site: with its scheme and host."""
    parts, to = _split(url), _split(site)
    return urlunsplit((to.scheme, to.netloc, parts.path, parts.query, parts.fragment))


def is_web(url: str) -> bool:
    """Is this an address that can be asked for over HTTP?"""
    parts = _split(url)
    return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)


def leads_out(url: str) -> bool:
    """Does a click on it lead to another computer? Not where it names a file, or this one.

    >>> [*map(leads_out, ("https://a.example/x", "http://127.0.0.1:80/", "file:///x"))]
    [True, False, False]
    """
    name = _split(as_browsers_read(url)).hostname or ""
    return is_web(as_browsers_read(url)) and not _HERE.fullmatch(name)


def host(url: str) -> str:
    """The host without `www.`, and a port that is not the usual one; empty for `file:`."""
    parts = _split(url)
    usual = ":80" if parts.scheme.lower() == "http" else ":443"
    return parts.netloc.lower().rpartition("@")[2].removesuffix(usual).removeprefix("www.")


def is_of_webnode(name: str) -> bool:
    """Is this the host of a site below one of Webnode's own domains?"""
    return bool(re.fullmatch(r"[a-z0-9.-]+\.webnode\.[a-z.]{2,6}", name))


def names_a_file(url: str) -> bool:
    """Does the path end like the name of a picture or document, and not of a page?"""
    return bool(_FILE.search(path_of(url)))


def is_pop_up(url: str) -> bool:
    """Is this the page that shows one picture alone, under the picture's own name?"""
    return bool(_POP_UP.match(path_of(url)))


def is_page_of(site: str, url: str) -> bool:
    """Is this an address of the same site, live or saved, and not one of its uploads?"""
    of_kind = is_web(url) or url.startswith("file:")
    return of_kind and host(url) == host(site) and not is_upload(url)


def fragment(url: str) -> str:
    """`#part`, or nothing."""
    found = _split(url).fragment
    return f"#{found}" if found else ""


def path_of(url: str) -> str:
    """The decoded path, composed (NFC); a copying program's `index.html` is no part of it."""
    return re.sub(r"(?<=/)index\.html?$", "", _decoded(_split(url).path)) or "/"


def without_index(url: str) -> str:
    """The address without the `index.html` that copying programs add: Webnode has no such names."""
    return re.sub(r"(?<=/)index\.html?(?=$|#)", "", url)


@lru_cache(maxsize=4096)
def page_key(url: str) -> str:
    """Equal for two spellings of one page: scheme, `www.`, case of escapes, slash, `/home/`."""
    path, query = path_of(url).rstrip("/"), query_of(url)
    return host(url) + ("" if path == "/home" else path) + (f"?{query}" if query else "")


def query_of(url: str) -> str:
    """The part of the query that tells pages apart: what programs add to count visits is none."""
    return "&".join(q for q in _split(url).query.split("&") if q and not _TRACKING.match(q))


def page_keys(url: str, old_path: str) -> tuple[str, ...]:
    """The keys of all addresses by which one page was known: its own, and that of its data."""
    own = page_key(url)
    return (own, page_key(absolute(url, old_path))) if old_path else (own,)


@lru_cache(maxsize=4096)
def file_id(url: str) -> str:
    """`<file id>-<hash>` of an upload, the same for all its sizes; empty for anything else."""
    if not _PERHAPS_UPLOAD.search(url):  # most addresses are none, and are asked often
        return ""
    found = _UPLOAD.search(_decoded(_split(url).path))
    return found[1] if found else ""


def is_upload(url: str) -> bool:
    """Is this a file of the old site or of its template, to be copied along?"""
    return bool(file_id(url)) or bool(_STOCK.search(url))


def original(url: str) -> str:
    """The address of a picture as uploaded: no size folder, no `system_preview_…`, no pop-up."""
    if not is_upload(url):
        return url
    parts = _split(url)
    path = _PREVIEW.sub("/", _SIZE_FOLDER.sub("/", _POP_UP.sub("/_files/", parts.path)))
    return urlunsplit((parts.scheme, parts.netloc, path, parts.query, parts.fragment))


def size(url: str) -> int:
    """How large a copy of an upload the address is of, by its folder; the original is largest."""
    if "/system_preview_small_" in url:
        return 1
    found = _SIZE_FOLDER.search(url)
    return int(found[0].strip("/")) if found else 2 if _PREVIEW.search(url) else 1_000_000


def slug_of(url: str) -> str:
    """The last segment of the path as a safe slug; empty for a home page.

    >>> slug_of("https://x.webnode.example/news/jarni-vylet/")
    'jarni-vylet'
    """
    path = re.sub(r"\.(?:x?html?|php)$", "", path_of(url).strip("/"), flags=re.IGNORECASE)
    return "" if path in ("", "home") else safe_slug(path.rpartition("/")[2])


def safe_slug(text: str) -> str:
    """`text` kept as far as an address and every file system allow: letters, digits, - _ ."""
    text = unicodedata.normalize("NFC", text)
    if not re.fullmatch(r"[\w][\w.~-]*", text):
        text = str(slugify(text, allow_unicode=True, lowercase=False))
    text = _shortened(text).rstrip(".")
    stem, dot, rest = text.partition(".")
    return f"{stem}-{dot}{rest}" if is_device(stem) else text


def is_device(name: str) -> bool:
    """Does Windows take a file of this name for a device?"""
    return name.lower() in _RESERVED


def folded(name: str) -> str:
    """Equal for two names that some file system takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def safe_file_name(url: str, extension: str) -> str:
    """A file name in lower-case ASCII without blanks, from the last segment of `url`."""
    if url.startswith("urn:"):
        return f"picture-{url[-12:]}{extension or '.bin'}"
    stem, dot, suffix = path_of(url).rstrip("/").rpartition("/")[2].rpartition(".")
    if not dot or len(suffix) > 5:
        stem, suffix = f"{stem}{dot}{suffix}", ""
    name = _shortened(str(slugify(stem))) or file_id(url).partition("-")[0] or "file"
    if name in _RESERVED:
        name += "-file"
    return name + (extension or f".{slugify(suffix) or 'bin'}")


def _shortened(text: str) -> str:
    while len(text.encode()) > _LONGEST_NAME:
        text = text[:-1]
    return text


def readable(url: str) -> str:
    """An address as people write it: decoded, without scheme and closing slash.

    >>> readable("mailto:a@b.example")
    'a@b.example'
    """
    bare = re.sub(r"^(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?(?://)?", "", url.strip())
    return (_decoded(bare).rstrip("/") if len(bare) > 1 else bare) or url
