"""What stops a run, each with advice on what to do next.

MigratorError(message, hint)      what happened, and what to do next
├─ SourceMissing                  there is nothing at the place that was named
├─ SourceBroken                   the file that was named cannot be read as what it is
├─ NothingToExport                the source was read, and holds no Webnode page
├─ OutputRefused                  the output folder cannot be used safely
├─ ListRefused                    the list of sites is not one, or asks for what cannot be
├─ NoCluster                      the cluster that was named cannot be used
├─ FieldsRefused                  the front matter that was asked for would break the builder
└─ ArchiveBroken                  the archive is not one of ours, or cannot be read

A page that cannot be read is no error but a value (`models.Failed`): the rest of
the site is exported all the same.
"""

from __future__ import annotations

from errno import EACCES, EPERM, EROFS


def fault(error: Exception) -> str:
    """What to tell of a fault of ours that costs one page, so that the others still come over."""
    return f"a fault of migrator, please report it: {type(error).__name__}: {error}"


class MigratorError(Exception):
    """The run cannot go on; `hint` says what to do next and `exit_code` what the shell gets."""

    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class SourceMissing(MigratorError):
    """There is nothing at the place that was named."""

    exit_code = 3


class SourceBroken(MigratorError):
    """The file that was named cannot be read as what it is."""

    exit_code = 3


class NothingToExport(MigratorError):
    """The source was read, and holds no Webnode page."""

    exit_code = 3


class OutputRefused(MigratorError):
    """The output folder cannot be used safely."""


class ListRefused(MigratorError):
    """The list of sites is not one, or asks for what cannot be."""


class NoCluster(MigratorError):
    """The cluster that was named cannot be used."""


class FieldsRefused(MigratorError):
    """The front matter that was asked for would break the builder."""


class ArchiveBroken(MigratorError):
    """The archive is not one of ours, or cannot be read."""


def cannot_write(path: object, error: OSError) -> OutputRefused:
    """What to raise where the disk is full, or the folder not ours to write to."""
    is_forbidden = error.errno in (EACCES, EPERM, EROFS)
    way = "Allow writing there" if is_forbidden else "Make room"
    hint = f"{way}, or use another folder; the same command goes on."
    return OutputRefused(f"{path} cannot be written: {error.strerror}", hint)
