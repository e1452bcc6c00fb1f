"""What a shell is told to offer where Click alone does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from click import Context, Parameter
    from click.shell_completion import CompletionItem


def files(ctx: Context, parameter: Parameter, begun: str) -> list[CompletionItem]:
    """Files and folders, which the shell finds itself."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(begun, type="file")]


def zones(ctx: Context, parameter: Parameter, begun: str) -> list[str]:
    """The zones of this computer whose names begin so."""
    from zoneinfo import available_timezones

    return sorted(name for name in available_timezones() if name.startswith(begun))
