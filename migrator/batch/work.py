"""The work of one site: a function of plain data, whichever process of whichever computer calls it.

It needs nothing but the folder of the batch, and the sources that are files, at the same path.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from migrator.batch.kept import digest
from migrator.batch.places import inside
from migrator.batch.records import Outcome, State, Task
from migrator.errors import MigratorError, fault
from migrator.report import Balance
from migrator.report.page_top import doubtful
from migrator.run import convert, run
from migrator.sources.base import OnProgress, Progress

_FAILED = 1


def work(task: Task, on_progress: OnProgress = lambda progress: None) -> Outcome:
    """Export a site, and tell what came of it. Whatever goes wrong with it is told, too."""
    started = _now()
    try:
        inside(Path(task.root), task.folder)
        export = convert if task.is_offline else run
        balance = export(task.job, on_progress).balance
        return _outcome(balance, digest(task.job.folder / "report.json"), started)
    except MigratorError as error:
        return _failed(str(error), started, error.hint, error.exit_code)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        return _failed(f"{place}{error.strerror or error}", started)
    except Exception as error:  # a fault of ours costs one site, and no other
        return _failed(fault(error), started)


def until_stopped(is_stopped: Callable[[], bool]) -> OnProgress:
    """What ends a run at its next step, as Ctrl-C does, when it is to be stopped."""

    def on_progress(progress: Progress) -> None:
        if is_stopped():
            raise KeyboardInterrupt

    return on_progress


def _outcome(balance: Balance, report: str, started: str) -> Outcome:
    written = (page["kind"] for page in balance.pages if page["state"] == "written")
    return Outcome(
        state=State.LACKING if balance.exit_code else State.COMPLETE,
        exit_code=balance.exit_code,
        targets=balance.targets,
        posts=Counter(written)["post"],
        pages=balance.page_totals,
        files=balance.file_totals,
        differing=len(balance.differing),
        conflicts=len(balance.changes.conflicts),
        doubtful=doubtful(balance),
        report=report,
        started=started,
        ended=_now(),
    )


def _failed(told: str, started: str, hint: str = "", code: int = _FAILED) -> Outcome:
    error = " ".join(told.split())
    return Outcome(State.FAILED, code, error, hint, started=started, ended=_now())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
