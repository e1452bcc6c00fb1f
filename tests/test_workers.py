"""Several processes that share the work of a large site."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from migrator import workers
from migrator.run import Job, run
from migrator.workers import ALONE, Crew
from tests.destinations.site import saved


@pytest.fixture(autouse=True)
def worth(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two records are worth a process here."""
    monkeypatch.setattr(workers, "_WORTH", 2)


def whose(record: int) -> tuple[int, int]:
    return record, os.getpid()


def killed_once(record: tuple[int, str]) -> int:
    """One of the processes ends itself, as if somebody had run out of memory."""
    number, mark = record
    if number == 9 and not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def broken(record: int) -> int:
    raise ValueError(f"record {record}")


def test_results_come_in_order_and_others_have_helped() -> None:
    """As many as there are records, the first ones of this process."""
    with Crew(2) as crew:
        found = [*crew.map(whose, range(40))]
        again = [*crew.map(whose, range(3))]

    assert [number for number, _ in found] == [*range(40)]
    assert {process for _, process in found[:2]} == {os.getpid()}
    assert os.getpid() not in {process for _, process in found[2:]}
    assert [number for number, _ in again] == [0, 1, 2]


@pytest.mark.parametrize(("jobs", "records"), [(2, 3), (1, 40)])
def test_few_records_start_no_process(jobs: int, records: int) -> None:
    """Nor do many, where one process is all that was asked for."""
    with Crew(jobs) as crew:
        found = [*crew.map(whose, range(records))]

    assert found == [(number, os.getpid()) for number in range(records)]


def test_records_are_taken_no_further_than_they_are_worked_on() -> None:
    """However many there are, few wait in memory."""
    taken = []

    def records() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    with Crew(2) as crew:
        found = crew.map(whose, records())
        first = [next(found) for _ in range(4)]
        assert [number for number, _ in first] == [0, 1, 2, 3]
        assert len(taken) < 60


def test_a_process_that_is_killed_costs_no_record(tmp_path: Path) -> None:
    """What it had been given is done by this one."""
    records = [(number, str(tmp_path / "mark")) for number in range(30)]
    with Crew(2) as crew:
        assert [*crew.map(killed_once, records)] == [*range(30)]


_SLOW = """
import time, os
from pathlib import Path
from migrator import workers
def work(record):
    Path(str(os.getpid())).touch()
    time.sleep(60 if record > 1 else 0)
if __name__ == "__main__":
    workers._WORTH = 1
    with workers.Crew(2) as crew:
        list(crew.map(work, range(20)))
"""


def test_processes_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    """Even where that was killed, and could tell nobody."""
    (tmp_path / "slow.py").write_text(_SLOW)
    first = subprocess.Popen([sys.executable, "slow.py"], cwd=tmp_path)
    until(lambda: len(others(tmp_path, first.pid)) == 2)
    first.kill()
    first.wait()

    until(lambda: not any(map(is_alive, others(tmp_path, first.pid))))


def others(folder: Path, first: int) -> list[int]:
    """The processes that have done something there, but for the first one."""
    return [
        int(path.name)
        for path in folder.iterdir()
        if path.name.isdigit() and int(path.name) != first
    ]


def is_alive(process: int) -> bool:
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_fault_of_the_work_is_told_here() -> None:
    """As if this process had done it."""
    with Crew(2) as crew, pytest.raises(ValueError, match="record 0"):
        list(crew.map(broken, range(10)))
    with pytest.raises(ValueError, match="record 0"):
        list(ALONE.map(broken, range(10)))


def test_any_number_of_processes_gives_the_same_bytes(tmp_path: Path) -> None:
    """Of the sites, the redirects, the reports and the preview."""
    wanted = (("title", "name"), ("date", "date"), ("tags", "tags"))
    job = Job(str(saved(tmp_path)), ("hugo", "ghost"), fields=wanted)
    for jobs in (1, 2):
        run(replace(job, out=tmp_path / str(jobs) / "out", jobs=jobs), lambda progress: None)

    one, two = (contents(tmp_path / str(jobs) / "out") for jobs in (1, 2))
    assert len(one) > 100
    assert [name for name in one if one[name] != two.get(name)] == []
    assert one.keys() == two.keys()


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}
