"""What the pages of all reports are made with: templates in which every value is escaped."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from migrator import urls


@cache
def environment(folder: str) -> Environment:
    """The templates in a folder of the package."""
    found = Environment(
        loader=PackageLoader("migrator", folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.tests["leading_out"] = urls.leads_out
    return found


@cache
def rules_of(*names: str) -> Markup:
    """Our own style rules, the one thing that is not escaped."""
    package = files("migrator")
    return Markup("".join(package.joinpath(name).read_text("utf-8") for name in names))
