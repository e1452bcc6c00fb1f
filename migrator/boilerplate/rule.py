"""What a rule is: a kind of boilerplate, as a line of data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from migrator.boilerplate.finders import Scope
from migrator.dom import Node
from migrator.models import Kind, Share

Find = Callable[[Scope], list[Node]]
CLASSIC, WEBNODE2 = "classic", "webnode2"  # as the generations are called
FRAME, CONTENT = "frame", "content"


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of boilerplate: `find` is a selector, or a function where no selector can say it.

    `example` is the fixture that shows it, `share` where what it takes off goes. A rule with a
    `place` looks only there: around the content, or in it. `tells` is the note to leave where it
    took words that might be somebody's.
    """

    name: str
    why: str
    find: str | Find
    example: str
    generation: str = ""  # the only generation it is for; empty for all
    kind: Kind | None = None  # the only kind of page it is for; None for all
    share: Share = Share.RULE
    place: str = ""
    tells: str = ""
