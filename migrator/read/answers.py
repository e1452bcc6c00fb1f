"""Whether an answer is the site's own word, or says that the site was in trouble."""

from __future__ import annotations

from migrator import urls
from migrator.generations import is_error_page, unavailable
from migrator.html import begins_a_page
from migrator.models import Snapshot
from migrator.read.page import parse, refusal

_BUSY = 429


def _stands_for_a_file(found: Snapshot) -> bool:
    """Did a page come where a picture or document is due?"""
    is_due = urls.names_a_file(found.url) or urls.is_upload(found.url)
    return is_due and not urls.is_pop_up(found.url) and begins_a_page(found.body)


def is_answer(found: Snapshot) -> bool:
    """Did the site answer, rather than break down? What is no answer is asked for again."""
    return found.status < 500 and found.status != _BUSY and not is_error_page(found.body)


def is_sound(found: Snapshot) -> bool:
    """May this answer take the place of an earlier one?

    A page that is gone, and a site that is switched off, do not replace what was there.
    """
    if found.status >= 400 or is_error_page(found.body) or _stands_for_a_file(found):
        return False
    return "html" not in found.media_type or bool(refusal(found)) or not unavailable(parse(found))
