"""Two runs on one output folder, and what else there is to know about the lock."""

from __future__ import annotations

import errno
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from unittest.mock import patch

from migrator.run import previewed
from tests.conftest import ROOT
from tests.faults.row import Row, Trial
from tests.faults.stage import DONE, LOCK, SAVED, command, exported, files, unequal

_HOLDS = (
    "import sys, time; from pathlib import Path; from migrator.output import locked\n"
    "with locked(Path(sys.argv[1])): print('held', flush=True); time.sleep(600)"
)
_FORKS = _HOLDS.replace("time.sleep", "__import__('os').fork(); time.sleep")
_HINT = "Hint:  Wait until it is done, or end it, and run this again; or name another folder."


@contextmanager
def _held(out: Path, does: str = _HOLDS) -> Iterator[subprocess.Popen[str]]:
    """A folder in which another process is at work, with a group of its own for its helpers."""
    env, pipe = {**os.environ, "PYTHONPATH": str(ROOT)}, subprocess.PIPE
    holds = [sys.executable, "-c", does, str(out)]
    with subprocess.Popen(
        holds, stdout=pipe, text=True, env=env, start_new_session=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def _second_run(trial: Trial) -> None:
    """Refused at once, whatever it is; nothing is written."""
    out = trial.place / "out"
    assert exported(out).code == DONE
    with _held(out) as process:
        before = files(out)
        for asked in (["export", str(SAVED), "--out"], ["fetch", str(SAVED), "--out"], ["convert"]):
            refused = command(*asked, out, "-q")
            since = r"since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d"
            line = f"Error: another run is at work in {out}: process {process.pid}, {since}"
            assert refused.code == 2
            assert re.fullmatch(f"{line}\n{re.escape(_HINT)}\n", refused.told), refused.told
        assert unequal(files(out), before) == []
    assert exported(out).code == DONE


def _first_run_killed(trial: Trial) -> None:
    """The file stays behind, and the lock does not."""
    out = trial.place / "out"
    with _held(out) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert [path.name for path in out.iterdir()] == [LOCK]
    trial.stage.heals(out, "", exported(out))


def _helper_left(trial: Trial) -> None:
    """A process that was forked off lives on, without the lock."""
    out = trial.place / "out"
    with _held(out, _FORKS) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
        trial.stage.heals(out, "", exported(out))


def _reading(trial: Trial) -> None:
    """`verify` would compare half of the files with the run before; the others read what is."""
    out = trial.place / "out"
    assert exported(out).code == DONE
    with _held(out) as process:
        refused = command("verify", out, "-q")
        assert refused.code == 2
        assert f"another run is at work in {out}: process {process.pid}" in refused.told
        assert command("why", out, "/").code == 0
        assert command("inspect", SAVED, "-q").code == DONE
        with previewed(out) as address:
            assert address.startswith("http://127.0.0.1")
    assert command("verify", out, "-q").code == DONE


def _of_somebody_else(trial: Trial) -> None:
    """Not even a lock is put there."""
    out = trial.place / "out"
    out.mkdir()
    (out / "thesis.txt").write_text("mine")
    assert exported(out).code == 2
    assert [path.name for path in out.iterdir()] == ["thesis.txt"]


def _nothing_to_export(trial: Trial) -> None:
    """Neither the lock nor the folders that were made for it stay."""
    (trial.place / "empty").mkdir()
    out = trial.place / "a" / "b" / "out"
    assert command("export", trial.place / "empty", "--out", out, "-q").code == 3
    assert [path.name for path in trial.place.iterdir()] == ["empty"]


def _without_locks(trial: Trial) -> None:
    """Then the archive is the only guard."""
    out = trial.place / "out"
    no = trial.chance.choice([errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS])
    with patch("fcntl.flock", side_effect=OSError(no, os.strerror(no))):
        trial.stage.heals(out, "", exported(out))


def _link(trial: Trial) -> None:
    """It is not followed."""
    out, mine = trial.place / "out", trial.place / "mine.txt"
    assert exported(out).code == DONE
    mine.write_text("mine")
    (out / LOCK).symlink_to(mine)
    refused = exported(out)
    assert refused.code == 2
    assert refused.told.startswith(f"Error: {out / LOCK} cannot be written")
    assert mine.read_text() == "mine"


ROWS = (
    Row(
        "`export`, `fetch` or `convert` into a folder where another run is at work",
        "one line with its process and since when, one with what to do; exit code 2; nothing is "
        "written",
        "it runs as soon as the other one has ended",
        _second_run,
    ),
    Row(
        "the run that has the folder is killed",
        "its lock ends with it",
        "the undisturbed export, to the byte",
        _first_run_killed,
    ),
    Row(
        "the run that has the folder is killed, and a helper of it lives on",
        "its lock ends with it",
        "the undisturbed export, to the byte",
        _helper_left,
    ),
    Row(
        "`verify` while a run is at work; `why`, `preview` and `inspect`",
        "`verify` is refused, the others answer from what the last run has finished",
        "it runs as soon as the other one has ended",
        _reading,
    ),
    Row(
        "a folder that holds somebody else's files",
        "it is refused, and not even a lock is put there",
        "the same",
        _of_somebody_else,
    ),
    Row(
        "there is nothing to export",
        "exit code 3; neither a lock nor a folder stays",
        "the same",
        _nothing_to_export,
    ),
    Row(
        "the file system has no locks",
        "the run goes on; a second one that writes to the archive is noticed and stopped",
        "the undisturbed export, to the byte",
        _without_locks,
    ),
    Row(
        "a link lies in the place of the lock",
        "it is not followed; exit code 2",
        "without the link it runs",
        _link,
    ),
)
