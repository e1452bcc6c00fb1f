"""What has happened on the site since the last export into the same folder."""

from __future__ import annotations

from typing import Any

from migrator.models import Written
from migrator.output import Changes
from migrator.pipeline import Export

_PAGES = ("new", "changed", "unchanged")
_FILES = ("new", "changed", "unchanged", "removed")


def delta(export: Export, changes: Changes) -> dict[str, Any] | None:
    """Each page by what became of it, files counted; None if nothing did, or the first time.

    None, too, where pages cannot be compared: for another target, or within one file for all.
    """
    written = [outcome for outcome in export.outcomes if isinstance(outcome, Written)]
    gone = [w.url for w in written if _is_gone(w, export)]
    has_changed = changes.changed or changes.removed or (changes.new and changes.unchanged)
    if changes.is_other_target or export.target.in_one_file or not (has_changed or gone):
        return None
    there = {w.url: str(w.item.place.path) for w in written if w.url not in gone}
    states = {state: frozenset(getattr(changes, state)) for state in _PAGES}
    pages = {s: [url for url, path in there.items() if path in states[s]] for s in _PAGES}
    return {
        "pages": {**pages, "gone": gone},
        "files": {state: len(getattr(changes, state)) for state in _FILES},
    }


def _is_gone(written: Written, export: Export) -> bool:
    trace = export.gathered.traces.get(written.url)
    return trace is not None and trace.is_gone
