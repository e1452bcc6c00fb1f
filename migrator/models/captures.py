"""One answer on its way into the archive, and a file that is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class Capture:
    """An answer as it came, its body a file at its first byte, so that size costs no memory.

    The body is as the server packed it: `headers` tell how. `request` is empty where somebody
    else asked, or nobody: then the same answer is kept once however often it comes.
    """

    url: str
    body: BinaryIO
    fetched_at: datetime
    status: int = 200
    reason: str = ""  # the words after the status
    headers: tuple[tuple[str, str], ...] = ()
    request: tuple[tuple[str, str], ...] = ()  # the headers that were sent
    media_type: str = ""  # of a saved file, which has no headers
    source: str = ""  # the saved file's path within its folder
    retrieved_from: str = ""  # the address at a web archive, where the site itself was not asked

    @property
    def is_answer(self) -> bool:
        """Did a server give it, and not a disk or a page that holds its bytes itself?"""
        return not self.source and not self.url.startswith("urn:")

    def header(self, name: str) -> str:
        """The value of a response header in any spelling; empty if it was not sent."""
        return first_header(self.headers, name)


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the archive: where it is, and how it begins. `url` is after all redirects.

    `digest` is that of its bytes, `chosen` why it stands for another address of the same file.
    """

    url: str
    status: int
    begins: bytes
    source: str = ""
    retrieved_from: str = ""
    fetched_at: datetime | None = None
    digest: str = ""
    chosen: str = ""


def first_header(headers: tuple[tuple[str, str], ...], name: str) -> str:
    """The first value of a header in any spelling; empty if there is none."""
    return next((value for key, value in headers if key.lower() == name.lower()), "")
