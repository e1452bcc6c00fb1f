"""The kinds of faults that the second reading must find, each planted into a clean export."""

from __future__ import annotations

from tests.planted_facts import in_addresses, in_comments, in_facts
from tests.planted_site import Planted
from tests.planted_text import in_structure, in_text, in_things, leaks

KINDS = {
    "the text": in_text,
    "its structure": in_structure,
    "pictures, links, embeds": in_things,
    "what does not belong there": leaks,
    "facts": in_facts,
    "comments": in_comments,
    "addresses": in_addresses,
}
PLANTED = {part: [Planted(*told) for told in kinds()] for part, kinds in KINDS.items()}
"""All of them by what they are about: what is planted, into which page, how, and who finds it."""
