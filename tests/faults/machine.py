"""What happens to the computer: the process ends, the power fails, the disk refuses."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.faults.disk import Cut, Strikes
from tests.faults.row import Row, Trial
from tests.faults.stage import CUT, DONE, LOCK

_INTO = ("", "hugo", "markdown")
_GROWS = ("create", "write", "mkdir")


def _killed(trial: Trial) -> None:
    before = trial.chance.choice(_INTO)
    out, stage = trial.place / "out", trial.stage
    ended, _ = stage.disturbed(out, before, _at(trial, before, Cut))
    assert ended.code == CUT
    stage.heals(out, before, ended)


def _without_power(trial: Trial) -> None:
    before = trial.chance.choice(_INTO)
    out, stage = trial.place / "out", trial.stage
    ended, disk = stage.disturbed(out, before, _at(trial, before, Cut))
    assert ended.code == CUT
    disk.power.cut(trial.chance)
    stage.heals(out, before, ended)


def _without_power_when_done(trial: Trial) -> None:
    before = trial.chance.choice(_INTO)
    out, stage = trial.place / "out", trial.stage
    ended, disk = stage.disturbed(out, before, lambda kind, path, number: None)
    disk.power.cut(trial.chance)
    (out / LOCK).unlink(missing_ok=True)  # it may be back, but nobody holds it
    stage.heals(out, before, ended)


def _refused(trial: Trial, number: int, told: str, hint: str, *kinds: str, always: bool) -> None:
    """A line with the place, a hint, exit code 2; what lay there before is whole."""
    before = trial.chance.choice(_INTO)
    out, stage = trial.place / "out", trial.stage
    strikes = _at(trial, before, partial(_error, number), *kinds, always=always)
    ended, _ = stage.disturbed(out, before, strikes)
    if ended.code != DONE:  # what it could do without
        line, *rest = ended.told.splitlines()
        assert ended.code == 2, ended.told
        assert line.startswith(f"Error: {out}")
        assert line.endswith(f"cannot be written: {told}")
        assert rest == [f"Hint:  {hint}, or use another folder; the same command goes on."]
        assert number == errno.EROFS or not [*out.rglob("*.partial")]  # else it is swept up
    stage.heals(out, before, ended)


def _error(number: int) -> OSError:
    return OSError(number, os.strerror(number))


def _at(
    trial: Trial,
    before: str,
    error: Callable[[], BaseException],
    *kinds: str,
    always: bool = False,
) -> Strikes:
    """Strikes somewhere in the export, at deeds of these kinds alone, if any are named."""
    trial.stage.calm(before)
    number = trial.chance.randrange(trial.stage.deeds[before])
    struck = list[int]()

    def strikes(kind: str, path: Path, count: int) -> BaseException | None:
        if count < number or (kinds and kind not in kinds) or (struck and not always):
            return None
        struck.append(count)
        return error()

    return strikes


def _disk_full(trial: Trial) -> None:
    _refused(trial, errno.ENOSPC, os.strerror(errno.ENOSPC), "Make room", *_GROWS, always=True)


def _over_quota(trial: Trial) -> None:
    _refused(trial, errno.EDQUOT, os.strerror(errno.EDQUOT), "Make room", "write", always=False)


def _read_only(trial: Trial) -> None:
    told = os.strerror(errno.EROFS)
    _refused(trial, errno.EROFS, told, "Allow writing there", always=True)


def _permission(trial: Trial) -> None:
    told = os.strerror(errno.EACCES)
    _refused(trial, errno.EACCES, told, "Allow writing there", "create", "replace", always=False)


def _flush_fails(trial: Trial) -> None:
    _refused(trial, errno.EIO, os.strerror(errno.EIO), "Make room", "fsync", always=False)


_LINE = "one line with the file and the reason, one with what helps; exit code 2"
ROWS = (
    Row(
        "the process is killed at any write, rename or removal",
        "no lock stays; the last export is whole, or each of its files is the old or the new one",
        "the undisturbed export, to the byte, with its archive and report",
        _killed,
        6,
    ),
    Row(
        "the power fails: of what was not flushed to the disk anything is lost, torn or zeros",
        "the archive has lost what came within the last second; no file of yours is touched",
        "the undisturbed export, to the byte, with its archive and report",
        _without_power,
        6,
    ),
    Row(
        "the power fails as soon as the export is done",
        "nothing is lost: all of it was flushed before",
        "nothing to do",
        _without_power_when_done,
        3,
    ),
    Row(
        "the disk is full from any write on",
        _LINE,
        "with room, the undisturbed export, to the byte",
        _disk_full,
        4,
    ),
    Row("a write goes over a quota, once", _LINE, "the undisturbed export", _over_quota, 3),
    Row(
        "the disk turns read-only at any point",
        _LINE,
        "once it can be written to, the undisturbed export, to the byte",
        _read_only,
        2,
    ),
    Row(
        "a file may not be made or replaced",
        _LINE,
        "once that is allowed, the undisturbed export, to the byte",
        _permission,
        3,
    ),
    Row(
        "the disk fails to keep what was written",
        _LINE,
        "the undisturbed export, to the byte",
        _flush_fails,
        3,
    ),
)
