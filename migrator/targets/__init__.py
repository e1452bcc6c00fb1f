"""Where an export can go. A target is one record; this is the list of them."""

from __future__ import annotations

from migrator.targets.astro import ASTRO
from migrator.targets.base import Target
from migrator.targets.eleventy import ELEVENTY
from migrator.targets.ghost import GHOST
from migrator.targets.hugo import HUGO
from migrator.targets.jekyll import JEKYLL
from migrator.targets.markdown import MARKDOWN
from migrator.targets.mkdocs import MKDOCS
from migrator.targets.pelican import PELICAN
from migrator.targets.wordpress import WORDPRESS
from migrator.targets.zola import ZOLA

_ALL = (MARKDOWN, HUGO, JEKYLL, ELEVENTY, ASTRO, PELICAN, MKDOCS, ZOLA, WORDPRESS, GHOST)
ALL = {target.name: target for target in _ALL}

__all__ = ["ALL", "Target"]
