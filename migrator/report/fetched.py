"""What a site's archive holds after it was fetched, in a few lines, or as data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from migrator.preserve import Preserved
from migrator.report.summary import count, listed

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Fetched:
    """A site that was fetched into a folder's archive, which now has so many bytes."""

    preserved: Preserved
    folder: Path
    archive: Path
    size: int

    @property
    def exit_code(self) -> int:
        """0 if everything that the site has could be had, else 1."""
        return int(bool(self._failed or self._missing))

    @property
    def _failed(self) -> list[dict[str, Any]]:
        return [{"url": page.url, "reason": page.reason} for page in self.preserved.failed]

    @property
    def _missing(self) -> list[dict[str, Any]]:
        return [{"url": file.url, "reason": file.reason} for file in self.preserved.missing]

    def as_json(self) -> str:
        """The same as data; the schema is documented in `docs/report.md`."""
        told = {
            "schema": SCHEMA,
            "exit_code": self.exit_code,
            "archive": str(self.archive),
            "bytes": self.size,
            "pages": self.preserved.answers,
            "articles": self.preserved.articles,
            "files": self.preserved.files,
            "failed": self._failed,
            "missing": self._missing,
        }
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"

    def as_text(self) -> str:
        """The same for a person."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        pages = count(self.preserved.answers, "answer")
        files = count(self.preserved.files, "picture or file", "pictures and files")
        articles = count(self.preserved.articles, "post or page", "posts and pages")
        yield f"Kept        {articles} ({pages} in all) and {files}, {self.size / 1e6:.1f} MB"
        yield f"            in {self.archive}"
        yield from listed("Failed", self._failed)
        yield from listed("Missing", self._missing)
        yield f"Next        migrator convert {self.folder}"
