"""A place on the disk as an option or argument names it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pathlib import Path


class Place(click.Path):
    """Gives a Path, which is imported when one is named: `--help` does without."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The place, be there anything or not."""
        from pathlib import Path

        return Path(os.fsdecode(super().convert(value, param, ctx)))
