"""Markdownify's options → a style. What cannot be done is told, not passed over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from migrator.markdown.embeds import frame
from migrator.markdown.escape import escape, escaping
from migrator.markdown.style import INLINE_TAGS, RawHtml, Style, link_to

_CHOICES = {
    "heading_style": ("atx", "atx_closed", "underlined", "setext"),
    "newline_style": ("spaces", "backslash"),
    "strip_document": ("strip", "lstrip", "rstrip", None),
    "strip_pre": ("strip", "strip_one", None),
    "strong_em_symbol": ("*", "_"),
    "raw_html": (*RawHtml,),
}
_BREAKS = {"spaces": "  \n", "backslash": "\\\n"}


def style_of(converter: Any) -> Style:
    """The style that a converter's options ask for.

    Raises ValueError for a value that no option has, TypeError for an option that does not exist.
    """
    options: Mapping[str, Any] = converter.options
    _check(options, {*dir(converter.DefaultOptions), *dir(converter.Options)})
    symbol, raw = options["strong_em_symbol"], RawHtml(options["raw_html"])
    return Style(
        strong=2 * symbol,
        emphasis=symbol,
        line_break=_BREAKS[options["newline_style"].lower()],
        cell_break=" " if raw is RawHtml.NONE else "<br>",
        heading=options["heading_style"].lower().replace("setext", "underlined"),
        bullets="".join(options["bullets"]),
        autolinks=bool(options["autolinks"]),
        default_title=bool(options["default_title"]),
        infer_header=bool(options["table_infer_header"]),
        code_language=options["code_language_callback"],
        default_language=options["code_language"],
        strip_code=options["strip_pre"],
        raw_html=raw,
        tags=MappingProxyType(_tags(options, raw)),
        escape=_escape(converter),
        embed=frame if raw is RawHtml.KEEP and options["embed"] is link_to else options["embed"],
    )


def _check(options: Mapping[str, Any], known: set[str]) -> None:
    if strange := sorted(options.keys() - known):
        raise TypeError(f"there is no option {', '.join(strange)}")
    for name, choices in _CHOICES.items():
        value = options[name]
        if (value.lower() if isinstance(value, str) else value) not in choices:
            told = ", ".join(map(repr, map(_plain, choices)))
            raise ValueError(f"{name} is {value!r}: it must be one of {told}")
    if not options["bullets"]:
        raise ValueError("bullets is empty: give at least one, such as '-'")
    if options["wrap"]:
        raise ValueError("wrap: lines are not broken, since a broken line may begin a list")
    if options["bs4_options"] not in ({"features": "html.parser"}, {}):
        raise ValueError("bs4_options: BeautifulSoup is not used, lexbor parses as browsers do")


def _plain(choice: object) -> object:
    return str(choice) if isinstance(choice, str) else choice


def _tags(options: Mapping[str, Any], raw: RawHtml) -> dict[str, tuple[str, str]]:
    """What opens and closes each element that no mark can say."""
    kept = {name: f"<{name}>" for name in INLINE_TAGS} if raw is RawHtml.KEEP else {}
    for name in ("sub", "sup"):
        symbol = options[f"{name}_symbol"]
        if symbol and not (raw is RawHtml.NONE and symbol.startswith("<")):
            kept[name] = symbol
    return {name: (opening, _closing(opening)) for name, opening in kept.items()}


def _closing(opening: str) -> str:
    return f"</{opening[1:]}" if opening.startswith("<") else opening


def escape_by(options: Mapping[str, Any]) -> Callable[[str], str]:
    """How running text is escaped."""
    asked = {"asterisks": "escape_asterisks", "underscores": "escape_underscores"}
    asked["others"] = "escape_misc"
    chosen = {name: bool(options[option]) for name, option in asked.items()}
    return escape if all(chosen.values()) else escaping(**chosen)


def _escape(converter: Any) -> Callable[[str], str]:
    """The user's own way to escape, if a subclass has one."""
    if converter.escapes_by_itself:
        return lambda text: str(converter.escape(text, set()))
    return escape_by(converter.options)
