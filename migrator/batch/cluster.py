"""The same on a Dask cluster, whose workers see the folder of the batch at the same path.

Needs the extra `distributed`. Each worker does a site at a time for each of its threads. Where one
is lost, the scheduler gives its site to another, which goes on from the archive.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future, wait
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from migrator.batch.pool import LOST
from migrator.batch.records import STATE, Outcome, State, Task
from migrator.batch.work import until_stopped, work
from migrator.errors import NoCluster

LOCAL = "local"
_SCHEMES = ("tcp://", "tls://", "ucx://", "ws://", "wss://")
_STOP = STATE / "stop"
_PATIENCE = 15.0  # seconds until what does not stop is left alone
_TIMEOUT = "15s"


def must_be_there(address: str) -> None:
    """Raise NoCluster for what cannot be a cluster, before anything else is done."""
    if find_spec("distributed") is None:
        hint = "pip install 'webnode-migrator[distributed]'"
        raise NoCluster("--scheduler needs the package distributed", hint)
    if address != LOCAL and not address.startswith(_SCHEMES):
        hint = f"It begins with tcp:// or tls://; {LOCAL} is a cluster on this computer."
        raise NoCluster(f"{address} is no address of a scheduler", hint)


@contextmanager
def cluster(address: str, sites: int, root: Path) -> Iterator[Cluster]:
    """The cluster at an address; for `local` so many workers on this computer."""
    from distributed import Client, LocalCluster

    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # we say ourselves what is lost
    with ExitStack() as stack:
        try:
            if address == LOCAL:
                here = LocalCluster(  # type: ignore[no-untyped-call]
                    n_workers=sites,
                    threads_per_worker=1,
                    dashboard_address=None,
                    silence_logs=logging.CRITICAL,
                )
                address = stack.enter_context(here).scheduler_address
            client = stack.enter_context(
                Client(address, timeout=_TIMEOUT, set_as_default=False)  # type: ignore[no-untyped-call]
            )
        except (OSError, ValueError, TypeError) as error:
            told = " ".join(str(error).split())
            hint = "Is the scheduler there? `dask scheduler` starts one and prints its address."
            raise NoCluster(f"{address} is no scheduler that answers: {told}", hint) from error
        yield Cluster(client, root)


class Cluster:
    """Gives tasks to the scheduler."""

    def __init__(self, client: Any, root: Path) -> None:
        self._stop = root / _STOP
        self._stop.unlink(missing_ok=True)
        self._executor = client.get_executor(pure=False, retries=0)
        self._futures: list[Future[dict[str, Any]]] = []

    def submit(self, task: Task) -> Future[Outcome]:
        """Let a worker do it."""
        given = self._executor.submit(worked, task.as_dict(), str(self._stop))
        self._futures.append(given)
        told: Future[Outcome] = Future()
        given.add_done_callback(lambda done: _hand_over(done, told))
        return told

    def stop(self) -> None:
        """Ask the workers to stop: a thread of another computer cannot be interrupted."""
        self._stop.touch()
        wait(self._futures, timeout=_PATIENCE)
        self._executor.shutdown(wait=False)


def worked(task: dict[str, Any], stop: str) -> dict[str, Any]:
    """What a worker does: data in, data out. It stops at its next step when there is a file."""
    try:
        return work(Task(**task), until_stopped(Path(stop).exists)).as_dict()
    except KeyboardInterrupt:
        return Outcome(State.OPEN).as_dict()


def _hand_over(done: Future[dict[str, Any]], told: Future[Outcome]) -> None:
    try:
        told.set_result(Outcome.of(done.result()))
    except CancelledError:
        told.set_exception(NoCluster("the scheduler is gone", "Run the same command again."))
    except Exception as error:
        name = type(error).__name__
        why = LOST if name == "KilledWorker" else f"the worker could not do it ({name}: {error})"
        told.set_result(Outcome(State.FAILED, 1, " ".join(why.split())))
