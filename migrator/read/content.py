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
    begins, content = generation.content_mark, content_of(body, generation)
    if body is None or not begins:
        return
    if content is not None:
        _end_content(content, f"/{begins}")
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


def _end_content(content: Node, mark: str) -> None:
    """An element that was never closed would draw into the content what stands behind it."""
    node = next((node for node in content.traverse() if _says(node, mark)), None)
    behind: list[Node] = []
    while node is not None and node.mem_id != content.mem_id:
        behind += following(node)
        node = node.parent
    new = fragment(f"<div>{''.join(each.html or '' for each in behind)}</div>")
    if new is not None and new.first_child is not None:
        content.insert_after(new)
        for each in behind:
            each.decompose()


def _says(node: Node, mark: str) -> bool:
    return node.is_comment_node and (node.comment_content or "").strip() == mark
