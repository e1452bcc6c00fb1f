"""Which generation wrote a page: exactly one must claim it, or it is refused with the reason."""

from __future__ import annotations

from migrator.generations.base import Generation, Page
from migrator.generations.classic import CLASSIC
from migrator.generations.webnode2 import WEBNODE2

ALL = (CLASSIC, WEBNODE2)


def is_error_page(body: bytes) -> bool:
    """Is this the page that Webnode's servers show for their own faults, with any status?"""
    return b"<title>Webnode Error Page</title>" in body and b"text-heading1" in body


def recognise(page: Page) -> Generation | str:
    """The one generation that claims the page, or why there is none."""
    if is_error_page(page.text.encode()):
        return "this is Webnode's own error page, not a page of the site"
    claims = [generation for generation in ALL if generation.claims(page)]
    if len(claims) == 1:
        return claims[0]
    if claims:
        names = " and ".join(generation.name for generation in claims)
        return f"the page bears the marks of {names} at once"
    return "no Webnode generation claims this page: it bears fewer than two of their marks"
