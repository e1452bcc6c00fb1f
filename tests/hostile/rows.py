"""All rows, by what they are: what is tested, and what `docs/hostile.md` tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.hostile import answers, archives, folders, markup, places, titles, traps
from tests.hostile.row import Row

FAMILIES: Mapping[str, Sequence[Row[object]]] = {
    "Pages that are bombs": markup.BOMBS,
    "Pages that are broken": markup.BROKEN,
    "Pages that act": markup.ACTIVE,
    "Titles, in the front matter of all targets": titles.TITLES,
    "Texts that act in some builder": titles.TEXTS,
    "Addresses that are paths": places.SLUGS,
    "Names of saved files": places.NAMES,
    "ZIP files": archives.ZIPS,
    "WARC files": archives.WARCS,
    "HAR files": archives.HARS,
    "Archives of which nothing can be read": archives.ALONE,
    "Pages of a site that redirect": answers.REDIRECTS,
    "Pictures of a site": answers.PICTURES,
    "Other answers of a site": traps.PAGES,
    "Home pages": traps.HOMES,
    "Output folders that are something else": folders.BELONGS,
    "Links in the output folder": folders.LINKS,
    "Links in the folder of the saved pages": folders.SOURCES,
}
"""By family: each row is run by the tests of its module."""
