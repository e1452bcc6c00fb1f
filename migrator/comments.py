"""Comments as data beside their document. The schema is documented in `docs/comments.md`."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import PurePosixPath

from migrator.models import Comment, Document, Kind, Localised

NAME = "comments.json"
SCHEMA = 1


def comments_document(item: Localised) -> Document | None:
    """`comments.json` beside the document; None if the page shows no comment."""
    if not item.article.comments:
        return None
    told = {
        "schema": SCHEMA,
        "page": item.article.url,
        "title": item.article.title.value,
        "in_text": item.article.kind is Kind.FORUM,
        "comments": [_told(comment) for comment in item.article.comments],
    }
    text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    return Document(PurePosixPath(item.place.path.parent, NAME), text.encode())


def _told(comment: Comment) -> dict[str, object]:
    """Every field; `parent` is null for a message that begins a thread."""
    return {**asdict(comment), "parent": comment.parent or None}
