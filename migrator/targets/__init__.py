"""Where an export can go. A target is one record; this is the list of them."""

from __future__ import annotations

from migrator.targets.base import Target
from migrator.targets.hugo import HUGO
from migrator.targets.markdown import MARKDOWN

ALL = {target.name: target for target in (MARKDOWN, HUGO)}

__all__ = ["ALL", "Target"]
