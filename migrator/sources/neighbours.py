"""The address of a saved page that does not tell its own, from the pages around it that do.

A mirror keeps the paths of a site: where one file tells its address, the folder that stands for
the site's root is known, and with it the address of every other file below.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from migrator import urls

_INDEX = re.compile(r"^index(?:-\d+)?\.x?html?$", re.IGNORECASE)
_WITH_QUERY = re.compile(
    r"^(?P<name>[^?@]+\.x?html?)[?@](?P<query>.+?)(?:\.x?html?)?$", re.IGNORECASE
)
_SUFFIX = re.compile(r"\.x?html?$", re.IGNORECASE)


def by_neighbours(told: Mapping[str, str], sites: Collection[str] = ()) -> dict[str, str]:
    """The addresses of files that tell none, by their paths within the folder.

    `told` maps every file's path to the address that it tells, or to nothing; `sites` are those
    that the pages say their addresses start from. Where nothing else tells, and they agree, the
    folder around several `index.html` is the root of that site.
    """
    roots = _roots(told)
    indexes = [path.rpartition("/")[0] for path in told if _INDEX.match(PurePosixPath(path).name)]
    if not roots and len(sites) == 1 and len(indexes) > 1:
        roots = {posixpath.commonpath([f"/{folder}" for folder in indexes])[1:]: next(iter(sites))}
    found: dict[str, str] = {}
    for path, url in told.items():
        root = next((root for root in _folders(path) if root in roots), None)
        if not url and root is not None:
            found[path] = urls.normal(roots[root] + _address(path.removeprefix(root).lstrip("/")))
    return found


def _roots(told: Mapping[str, str]) -> dict[str, str]:
    """Folders that stand for the root of a site, and the site: what most of their files say."""
    votes: dict[str, Counter[str]] = {}
    for path, url in told.items():
        root = _root(path, url) if urls.is_web(url) else None
        if root is not None:
            parts = urlsplit(url)
            votes.setdefault(root, Counter())[f"{parts.scheme}://{parts.netloc}"] += 1
    return {root: sites.most_common(1)[0][0] for root, sites in votes.items()}


def _root(path: str, url: str) -> str | None:
    """The folder below which a file lies as its address does below its host."""
    wanted = urls.path_of(url).strip("/").split("/")
    here = unquote(_address(path)).partition("?")[0].strip("/").split("/")
    if wanted == [""]:
        return "/".join(here).rstrip("/") if _INDEX.match(PurePosixPath(path).name) else None
    if here[-len(wanted) :] != wanted:
        return None
    return "/".join(here[: -len(wanted)])


def _address(path: str) -> str:
    """The path of an address, from that of a file: its `index.html` and suffix are a copier's."""
    folder, _, name = path.rpartition("/")
    query = ""
    if found := _WITH_QUERY.match(name):
        name, query = found["name"], f"?{found['query']}"
    last = "" if _INDEX.match(name) else _SUFFIX.sub("", name) + "/"
    parts = "/".join(part for part in (folder, last) if part)
    return quote(f"/{parts}".rstrip("/") + "/") + query


def _folders(path: str) -> list[str]:
    """The folders around a file, the nearest first; the outermost is empty."""
    return ["" if str(folder) == "." else str(folder) for folder in PurePosixPath(path).parents]
