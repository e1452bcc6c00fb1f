"""Which step is taken for which element: ours, a user's hook, or none where a tag is stripped."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from migrator.elements import BLOCKS, SILENT
from migrator.markdown import hooks, inline, kept
from migrator.markdown.blocks import FLOW
from migrator.markdown.inline import LEAVE, LINE
from migrator.markdown.lists import item
from migrator.markdown.style import RawHtml, Style
from migrator.markdown.walk import Kit, Leave, Step, through, wrapper

ON_THE_GRID = ("tr", "thead", "tbody", "tfoot", "colgroup", "col")
_CELLS = ("td", "th", "caption")
_NOT_TAGS = ("soup", "_document_", "list")
_ALWAYS = {"-text", "-comment", *SILENT}


def kit_of(converter: Any, style: Style) -> Kit:
    """All steps of a converter."""
    tags = dict.fromkeys(style.tags, inline.tagged)
    flow: dict[str, Step] = {**FLOW, **tags}
    chooses = converter.options["strip"] is not None or converter.options["convert"] is not None
    if style.raw_html is RawHtml.KEEP and not chooses:
        flow |= kept.steps(flow)
    items: dict[str, Step] = {**flow, "li": item}
    line: dict[str, Step] = {**LINE, **tags}
    user = dict(_hooks(converter))
    leave = {**LEAVE, **dict.fromkeys(style.tags, inline.leave_tagged)}
    for steps in (flow, items, line):
        _strip(steps, leave, converter)
        steps |= {tag: hooks.step(hook, steps.get(tag)) for tag, hook in user.items()}
    if "li" in user:
        items["li"] = hooks.item_step(user["li"])
    return Kit(
        style=style,
        flow=flow,
        items=items,
        line=line,
        leave=leave,
        cells={tag: hooks.cell_hook(user[tag]) for tag in _CELLS if tag in user},
    )


def _strip(steps: dict[str, Step], leave: dict[str, Leave], converter: Any) -> None:
    """An element that is not to be converted only wraps what it holds."""
    for tag in steps:
        if tag not in _ALWAYS and not converter.should_convert_tag(tag):
            steps[tag] = wrapper if tag in BLOCKS else through
            if tag not in BLOCKS:
                leave.pop(tag, None)


def _hooks(converter: Any) -> Iterator[tuple[str, hooks.Hook]]:
    """Each hook that is not the library's or ours, by the tags it is for."""
    for name in dir(type(converter)):
        called = name.removeprefix("convert_")
        if called == name or called in _NOT_TAGS or converter.is_native(name):
            continue
        hook = getattr(converter, name)
        if called == "hN":
            for level in range(1, 7):
                if converter.is_native(f"convert_h{level}"):
                    yield f"h{level}", partial(hook, level)
        else:
            for sign in "_-:":
                yield called.replace("_", sign), hook
