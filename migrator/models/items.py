"""Every single thing on a page, and where it went."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from migrator.models.articles import Share


class ItemKind(StrEnum):
    """What an item is; texts are counted by their letters, all others one by one."""

    TEXT = "text"
    IMAGE = "image"
    LINK = "link"
    FILE = "file"
    EMBED = "embed"
    TABLE = "table"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing on a page: `what` is its address or how its text begins.

    It went into the `share`, by the `rule` if one took it. `number` is how many letters, or how
    many things that cannot be told apart.
    """

    kind: ItemKind
    what: str
    share: Share
    rule: str = ""
    number: int = 1
