"""What goes wrong, in Click's words."""

from __future__ import annotations

from typing import Any

import click

from migrator.cli.options import AS_JSON
from migrator.cli.shown import say
from migrator.errors import MigratorError

_INTERRUPTED = 130


class Stopped(click.ClickException):
    """A MigratorError in Click's words."""

    def __init__(self, error: MigratorError, as_json: bool) -> None:
        super().__init__(str(error))
        self.as_json = as_json
        self.exit_code = error.exit_code  # type: ignore[misc]  # Click declares it for the class
        self.hint = error.hint

    def show(self, file: Any = None) -> None:
        """Error and hint, on stderr; as a JSON line where progress is told so, too."""
        if self.as_json:
            import json

            told = {"error": self.message, "hint": self.hint, "exit_code": self.exit_code}
            say(json.dumps(told, ensure_ascii=False), as_json=True, err=True)
            return
        say(f"Error: {self.message}", err=True)
        if self.hint:
            say(f"Hint:  {self.hint}", err=True)


class Group(click.Group):
    """The one place where our errors become Click's."""

    def invoke(self, ctx: click.Context) -> Any:
        """What the command returns; our errors and Ctrl-C end it with words and an exit code."""
        try:
            return super().invoke(ctx)
        except MigratorError as error:
            raise Stopped(error, ctx.meta.get(AS_JSON, False)) from error
        except BrokenPipeError:  # whoever reads the output has seen enough: Click knows what to do
            raise
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            told = MigratorError(f"{place}{error.strerror or error}")
            raise Stopped(told, ctx.meta.get(AS_JSON, False)) from error
        except KeyboardInterrupt:
            click.echo("Interrupted. Run the same command again to go on.", err=True)
            ctx.exit(_INTERRUPTED)
