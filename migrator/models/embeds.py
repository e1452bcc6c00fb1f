"""What a page shows from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Embed:
    """A frame, a player or a map: `source` is what its frame loads, `address` what a reader opens.

    `provider` is youtube, vimeo, maps, soundcloud, spotify, facebook, else video, audio or frame;
    `key` is the provider's own name for it, if it has one. `width` and `height` are as written.
    """

    provider: str
    source: str
    address: str
    label: str
    key: str = ""
    width: str = ""
    height: str = ""
