"""The pages' own HTML: templates in `data/preview/`, in which every value is escaped."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment

_AT_ONCE = 200  # parts of a template


def filled(name: str, **values: Any) -> bytes:
    """A template with these values in it."""
    return _environment().get_template(name).render(values).encode("utf-8", "replace")


def streamed(name: str, **values: Any) -> Iterator[bytes]:
    """The same, piece by piece."""
    told = _environment().get_template(name).stream(values)
    told.enable_buffering(_AT_ONCE)
    return (piece.encode("utf-8", "replace") for piece in told)


def plain_file(name: str) -> bytes:
    """A file that is the same for every site."""
    return files("migrator").joinpath("data", "preview", name).read_bytes()


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        loader=FunctionLoader(lambda name: plain_file(name).decode()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
