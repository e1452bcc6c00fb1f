"""The pages' own HTML: templates in `data/preview/`, in which every value is escaped."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment


def filled(name: str, **values: Any) -> bytes:
    """A template with these values in it."""
    return _environment().get_template(name).render(values).encode("utf-8", "replace")


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
