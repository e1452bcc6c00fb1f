"""What the user asks for, as plain data."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from migrator.markdown import RawHtml
from migrator.models import Limits
from migrator.sources import Wayback, default_folder, label
from migrator.survey import Wishes


@dataclass(frozen=True, slots=True)
class Access:
    """How a source is to be asked. `delay` is in seconds; None leaves it to the site.

    `turns` is a folder that several runs share, so that together they ask a host one request at
    a time.
    """

    delay: float | None = None
    own_site: bool = False
    refresh: bool = False
    limits: Limits = field(default_factory=Limits)
    wayback: Wayback | None = None
    turns: Path | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """What the user asked for. `name` is what the source is called, where its address changes."""

    source: str
    targets: tuple[str, ...] = ()  # none: what the folder was written for, else plain Markdown
    out: Path | None = None
    wishes: Wishes = field(default_factory=Wishes)
    access: Access = field(default_factory=Access)
    name: str = ""
    fields: tuple[tuple[str, str], ...] = ()  # of the front matter, and what to call them
    jobs: int = 0  # processes; 0 for one on each processor

    @property
    def target(self) -> str:
        """For what it is written, in one word, whatever the order; each target counts once."""
        return ",".join(sorted(set(self.targets)))

    @property
    def has_several(self) -> bool:
        """Is it written for more than one target?"""
        return len(set(self.targets)) > 1

    @property
    def label(self) -> str:
        """What the source is called in its export: another one may not go into the same folder."""
        return self.name or label(self.source)

    @property
    def folder(self) -> Path:
        """Where all of it goes."""
        return self.out or default_folder(self.source)

    @property
    def processes(self) -> int:
        """How many processes may share the work."""
        return self.jobs or os.cpu_count() or 1

    @property
    def until(self) -> datetime | None:
        """The day as on which a site is wanted that comes from a web archive as a whole."""
        wayback = self.access.wayback
        return wayback.at if wayback and not wayback.only_missing else None

    @property
    def noted(self) -> dict[str, Any]:
        """What has to be known to make the same documents again from the same archive."""
        wishes = self.wishes
        return {
            "timezone": str(wishes.zone) if wishes.zone else "",
            "author": wishes.author,
            "redacts": wishes.redacts,
            "raw_html": str(wishes.raw_html),
            "drafts": wishes.drafts,
            "fields": [*map(list, self.fields)],
            "until": self.until.isoformat() if self.until else "",
        }

    def as_made(self, target: str, noted: Mapping[str, Any]) -> Job:
        """The same folder, with all else as it was asked for when it was written."""
        until = noted.get("until", "")
        whole = Wayback("", datetime.fromisoformat(until)) if until else None
        return replace(
            self,
            targets=tuple(target.split(",")),
            wishes=_wishes(noted),
            access=replace(self.access, wayback=whole),
            fields=tuple((str(fact), str(name)) for fact, name in noted.get("fields", ())),
        )


def _wishes(noted: Mapping[str, Any]) -> Wishes:
    zone = noted.get("timezone", "")
    return Wishes(
        zone=ZoneInfo(zone) if zone else None,
        author=str(noted.get("author", "")),
        redacts=bool(noted.get("redacts")),
        raw_html=RawHtml(noted.get("raw_html", RawHtml.FEW)),
        drafts=bool(noted.get("drafts")),
    )
