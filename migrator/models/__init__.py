"""The records that flow between the stages: each takes frozen ones and returns frozen ones.

captures    what goes into the archive
limits      how much of anything a run takes
snapshots   what a source hands over
articles    what a page says: facts, body, comments, and the ledger of what stood on it
items       every single thing on a page
embeds      what a page shows from elsewhere
readings    what a snapshot turned out to be
moves       which old address is answered where
outputs     what is written, and what became of each page
"""

from __future__ import annotations

from migrator.models.articles import (
    Article,
    Census,
    Claim,
    Comment,
    Fact,
    Kind,
    Ledger,
    ListEntry,
    Note,
    Removal,
    Share,
    most_told,
)
from migrator.models.captures import Capture, Kept, first_header
from migrator.models.embeds import Embed
from migrator.models.items import Item, ItemKind
from migrator.models.limits import Limits, megabytes
from migrator.models.moves import Move, Moved, RedirectFault
from migrator.models.outputs import (
    Asset,
    Difference,
    Document,
    Leftover,
    Localised,
    Package,
    PageOutcome,
    Place,
    Rendered,
    Site,
    Spot,
    StoredFile,
    Stream,
    Written,
)
from migrator.models.readings import (
    Failed,
    Feed,
    FeedEntry,
    LeftOut,
    Merged,
    Other,
    Photo,
    PhotoPage,
    Reading,
    Unclaimed,
)
from migrator.models.snapshots import Missing, NamedBy, Namer, Snapshot, Trace

__all__ = [
    "Article",
    "Asset",
    "Capture",
    "Census",
    "Claim",
    "Comment",
    "Difference",
    "Document",
    "Embed",
    "Fact",
    "Failed",
    "Feed",
    "FeedEntry",
    "Item",
    "ItemKind",
    "Kept",
    "Kind",
    "Ledger",
    "LeftOut",
    "Leftover",
    "Limits",
    "ListEntry",
    "Localised",
    "Merged",
    "Missing",
    "Move",
    "Moved",
    "NamedBy",
    "Namer",
    "Note",
    "Other",
    "Package",
    "PageOutcome",
    "Photo",
    "PhotoPage",
    "Place",
    "Reading",
    "RedirectFault",
    "Removal",
    "Rendered",
    "Share",
    "Site",
    "Snapshot",
    "Spot",
    "StoredFile",
    "Stream",
    "Trace",
    "Unclaimed",
    "Written",
    "first_header",
    "megabytes",
    "most_told",
]
