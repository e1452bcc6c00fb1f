"""What an address means: its normal form, the same-page test, slugs and file names.

Webnode keeps uploads at `…/<file id>-<hash>/[size/]<name>`: nine digits, ten hexadecimal ones.
The pictures of its templates lie at `…/files/xx/xxx/[size/]<name>`.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from slugify import slugify

_SAFE = "/%:@!$&'()*+,;=?-._~"
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
_UPLOAD = re.compile(r"/(?:system_preview_[a-z]+_)?(\d{9}-[0-9a-f]{6,10}(?:-public)?)/")
_STOCK = re.compile(r"/files/[0-9a-z]{2}/[0-9a-z]{3}/")
_SIZE_FOLDER = re.compile(r"/(?:50|100|200|450|700|1000)/(?=[^/]*$)")
_PREVIEW = re.compile(r"/system_preview_[a-z]+_(?=\d{9}-)")
_TRACKING = re.compile(r"^(?:ph|utm_[a-z]+|fbclid|gclid)=")
_RESERVED = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))}
_LONGEST_NAME = 100


def normal(url: str) -> str:
    """The address with lower-case scheme and host, escaped path, and without fragment."""
    parts = urlsplit(url.strip())
    host = (parts.netloc or "").lower()
    host = host.removesuffix(":80" if parts.scheme.lower() == "http" else ":443")
    path = _ESCAPE.sub(lambda found: found[0].upper(), quote(parts.path, safe=_SAFE)) or "/"
    return urlunsplit((parts.scheme.lower(), host, path, quote(parts.query, safe=_SAFE), ""))


def absolute(base: str, reference: str) -> str:
    """The address that `reference` means on the page `base`; an absolute one stays as written."""
    reference = re.sub(r"[\t\r\n]", "", reference).strip()
    if not reference or urlsplit_or_none(reference) is None:
        return ""
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", reference):
        return reference
    return urljoin(base, reference.replace("\\", "/"))


def urlsplit_or_none(url: str) -> tuple[str, str, str] | None:
    """(scheme, host, path) in lower case where case is free; None for what is no address at all."""
    try:
        parts = urlsplit(url)
        return parts.scheme.lower(), (parts.hostname or "").lower(), parts.path
    except ValueError:
        return None


def is_web(url: str) -> bool:
    """Is this an address that can be asked for over HTTP?"""
    parts = urlsplit_or_none(url)
    return parts is not None and parts[0] in ("http", "https") and bool(parts[1])


def host(url: str) -> str:
    """The host and port without `www.`; empty for a `file:` address."""
    try:
        return urlsplit(url).netloc.lower().rpartition("@")[2].removeprefix("www.")
    except ValueError:
        return ""


def path_of(url: str) -> str:
    """The decoded path, composed (NFC); a copying program's `index.html` is no part of it."""
    path = unicodedata.normalize("NFC", unquote(urlsplit(url).path))
    return re.sub(r"(?<=/)index\.html?$", "", path) or "/"


def without_index(url: str) -> str:
    """The address without the `index.html` that copying programs add: Webnode has no such names."""
    return re.sub(r"(?<=/)index\.html?(?=$|#)", "", url)


def page_key(url: str) -> str:
    """Equal for two spellings of one page: scheme, `www.`, case of escapes, slash, `/home/`."""
    parts = urlsplit_or_none(url)
    if parts is None:
        return url
    path = path_of(url).rstrip("/").lower()
    query = "&".join(q for q in urlsplit(url).query.split("&") if q and not _TRACKING.match(q))
    return host(url) + ("" if path == "/home" else path) + (f"?{query}" if query else "")


def file_id(url: str) -> str:
    """`<file id>-<hash>` of an upload, the same for all its sizes; empty for anything else."""
    found = _UPLOAD.search(unquote(urlsplit(url).path)) if urlsplit_or_none(url) else None
    return found[1] if found else ""


def is_upload(url: str) -> bool:
    """Is this a file of the old site or of its template, to be copied along?"""
    return bool(file_id(url)) or bool(_STOCK.search(url))


def original(url: str) -> str:
    """The address of a picture as uploaded: no size folder, no `system_preview_…`."""
    if not is_upload(url):
        return url
    parts = urlsplit(url)
    path = _PREVIEW.sub("/", _SIZE_FOLDER.sub("/", parts.path))
    return urlunsplit((parts.scheme, parts.netloc, path, parts.query, parts.fragment))


def slug_of(url: str) -> str:
    """The last segment of the path as a safe slug; empty for a home page.

    >>> slug_of("https://x.webnode.example/news/jarni-vylet/")
    'jarni-vylet'
    """
    path = path_of(url).strip("/")
    return "" if path in ("", "home") else safe_slug(path.rpartition("/")[2])


def safe_slug(text: str) -> str:
    """`text` kept as far as an address and every file system allow: letters, digits, - _ ."""
    text = unicodedata.normalize("NFC", text)
    if not re.fullmatch(r"[\w][\w.~-]*", text):
        text = str(slugify(text, allow_unicode=True, lowercase=False))
    text = _shortened(text).rstrip(".")
    return f"{text}-" if text.lower().partition(".")[0] in _RESERVED else text


def safe_file_name(url: str, extension: str) -> str:
    """A file name in lower-case ASCII without blanks, from the last segment of `url`."""
    stem, dot, suffix = path_of(url).rstrip("/").rpartition("/")[2].rpartition(".")
    if not dot or len(suffix) > 5:
        stem, suffix = f"{stem}{dot}{suffix}", ""
    name = _shortened(str(slugify(stem))) or file_id(url).partition("-")[0] or "file"
    if name in _RESERVED:
        name += "-file"
    return name + (extension or (f".{slugify(suffix)}" if slugify(suffix) else ""))


def _shortened(text: str) -> str:
    while len(text.encode()) > _LONGEST_NAME:
        text = text[:-1]
    return text
