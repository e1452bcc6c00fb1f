"""Where an export can go. A target is one record; this is the list of them."""

from __future__ import annotations

import copyreg
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

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


def _again(name: str, root: PurePosixPath, asked: Sequence[tuple[str, str]]) -> Target:
    return replace(ALL[name].with_fields(asked), root=root)


def _by_name(target: Target) -> tuple[Callable[..., Target], tuple[object, ...]]:
    """Another process has the same list: what a target is made of need not go there."""
    return _again, (target.name, target.root, target.asked)


copyreg.pickle(Target, _by_name)

__all__ = ["ALL", "Target"]
