"""The page on faults and the suite are one."""

from __future__ import annotations

from collections.abc import Iterator

from tests.conftest import ROOT, Golden
from tests.faults.rows import PARTS

HEAD = """\
# Faults: what happens at once, and after the same command again

A run may end at any moment: by you, by the computer, by the site. The same command then goes on.
It ends with the export that an undisturbed run would have made, to the byte: the site, the
redirects, the report, the preview and the manifest.

A test plants each fault of these tables, at points that a seed chooses, and writes this page.
`python -m tests.faults --seconds 300` goes on with other seeds for as long as you like.

## What holds always

- One run at a time: the output folder is locked by the system (`.migrator.lock`). The lock ends
  with the process, so a crash leaves none behind; the file may stay, and the next run takes it.
- The network is used once: what was answered is in the archive, and is not asked for again. What
  comes goes to the disk at once, and is flushed at least once a second.
- Nothing in the folder is touched until all files wait beside their places; then the manifest says
  what is intended, all of them are flushed, and each is put into its place by one renaming. So
  each file is the old one or the new one, and nothing that you edited is taken for ours.
- The manifest says that a run is over when its report is on the disk. A run that was cut off tells
  the same when it is run again.

## What differs

- The archive holds the moment of each answer, and also the answers of a server in trouble, which
  the run did not use. What was saved by somebody gives the same archive to the byte.
- The report has these moments, too. Where a run came to its end with losses and a later one
  fetched the rest, that one's report tells once what is new since.
- A run that had come to its end before the fault is not undone: running it again finds nothing new.

## What cannot be healed

- A disk that says it has kept what it has not. A manifest that such a disk has damaged is refused,
  and nothing is overwritten: `migrator export FOLDER --out NEW-FOLDER` makes the export again from
  the archive, of which each damaged record costs only itself.
- On a network drive without locks two runs at once are only noticed if both write to the archive.
"""


def rows() -> Iterator[str]:
    for part, found in PARTS.items():
        yield f"\n## {part}\n\n| fault | at once | after the same command again |\n|---|---|---|\n"
        for row in found:
            yield f"| {row.fault} | {row.at_once} | {row.again} |\n"


def test_page_on_faults_is_up_to_date(golden: Golden) -> None:
    """Every fault that is planted stands in the documentation, and no other."""
    golden.check(ROOT / "docs" / "faults.md", HEAD + "".join(rows()))


def test_no_fault_stands_there_twice() -> None:
    """Each has a name of its own within its part, and is tried at least once."""
    every = [(part, row.fault) for part, found in PARTS.items() for row in found]

    assert len(every) == len(set(every))
    assert all(row.times > 0 for found in PARTS.values() for row in found)
