"""The element that holds a page's content."""

from __future__ import annotations

from migrator.dom import Node, following, fragment
from migrator.generations.base import Generation


def content_of(body: Node | None, generation: Generation) -> Node | None:
    """The first that the generation's selectors find; None if there is none."""
    if body is None:
        return None
    return next(filter(None, map(body.css_first, generation.content)), None)


def name_content(body: Node | None, generation: Generation) -> None:
    """Where a skin gives the content no name, two comments tell where it begins and ends.

    What stands between them gets an element with the usual name.
    """
    begins = generation.content_mark
    if body is None or not begins or content_of(body, generation) is not None:
        return
    mark = next((node for node in body.traverse() if _says(node, begins)), None)
    if mark is None:
        return
    within = []
    for node in following(mark):
        if _says(node, f"/{begins}"):
            break
        within.append(node)
    new = fragment(f'<div id="content">{"".join(node.html or "" for node in within)}</div>')
    if new is not None:
        mark.insert_after(new)
        for node in within:
            node.decompose()


def _says(node: Node, mark: str) -> bool:
    return node.is_comment_node and (node.comment_content or "").strip() == mark
