"""What is known of an address, in a few lines for a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from unicodedata import category
from urllib.parse import unquote

from migrator.models import Namer
from migrator.why.found import Known, Meant

_SHOWN = 10
_OF_A_PART = 3  # pages: what a rule takes off mostly stands on all of them
_TABLE = "map.csv"  # has all of them
_STARTS: Mapping[str, str] = {
    Namer.GUESS: f"is at {Namer.GUESS}",
    Namer.ARCHIVE: "is in the archive",
    Namer.WEB_ARCHIVE: "is in the web archive",
}
_STATES = {"left_out": "left out", "used": "used for what it says of the articles"}
_SPELLED = "however it is escaped, with and without the closing slash"

Told = Mapping[str, Any]


def lines(known: Known) -> Iterator[str]:
    """The address and what it is; state, reason, origin, place, redirects, and the doubts."""
    told = known.told
    name = told.get("url") or told.get("path", "")
    if known.meant is Meant.ITEM:
        yield from _item(told)
        return
    yield from _labelled("Address", [name] if name else [])
    yield from _labelled("Meant as", [known.meant])
    yield from _labelled("State", [_state(told)])
    yield from _labelled("Because", _because(told))
    yield from _origin(told)
    yield from _place(told)
    yield from _labelled("Redirect", _redirects(told))
    yield from _contents(told)


def _state(told: Told) -> str:
    state = _STATES.get(told["state"], told["state"])
    return f"{state}, as {told['kind']}" if "kind" in told else str(state)


def _because(told: Told) -> Iterator[str]:
    rule = f"rule {told['rule']}: " if "rule" in told else ""
    if "reason" in told:
        yield f"{rule}{told['reason']}"
    elif "generation" in told:
        yield f"it is a page of the {told['generation']} generation, and no rule leaves it out"
    if "note" in told:
        yield told["note"]


def _origin(told: Told) -> Iterator[str]:
    first, *above = told.get("found_by", [""])
    chain = ", which ".join([first, *(_STARTS.get(by, f"{by} names") for by in above)])
    also = (f"also by {by}" for by in told.get("also_named_by", ()))
    yield from _labelled("Found by", filter(None, [chain, *also]))
    yield from _labelled("Saved as", [told["source"]] if "source" in told else [])
    gone = " (the site no longer has it)" if told.get("gone") else ""
    whence = f" from {told['retrieved_from']}" if "retrieved_from" in told else ""
    when = told.get("fetched", "")
    yield from _labelled("Fetched", [f"{when}{whence}{gone}".strip()] if when or whence else [])


def _place(told: Told) -> Iterator[str]:
    paths = [*_by_target(told.get("paths", {})), *_few(told.get("copies", ()))]
    yield from _labelled("File", paths)
    now = [f"{each['path']}: {each['now']}" for each in told.get("files_now", ())]
    yield from _labelled("", now)
    yield from _labelled("New address", _by_target(told.get("new_addresses", {})))


def _by_target(told: Told) -> list[str]:
    """Each target's, with its name where there are several."""
    return [f"{each} ({name})" if len(told) > 1 else each for name, each in told.items()]


def _redirects(told: Told) -> Iterator[str]:
    redirects = told.get("redirects", ())
    several = len({each["target"] for each in redirects}) > 1
    yield from _few([_redirect(each, several) for each in redirects])
    if redirects:
        yield _SPELLED
        yield from _in_files(redirects)
    faults = told.get("redirect_faults", ())
    yield from _few([f"none from {fault['old']}: {fault['detail']}" for fault in faults])
    if "url" in told and told["state"] != "linked" and not (redirects or faults):
        stays = told["state"] == "written" and "new_addresses" in told
        yield "none is needed: the address stays" if stays else "none"


def _redirect(redirect: Told, several: bool) -> str:
    old, new = unquote(redirect["old"]), unquote(redirect["new"])
    old = {"below": f"all below {old}", "itself": old}.get(
        redirect["covers"], f"{old} and all below"
    )
    whose = f" ({redirect['target']})" if several else ""
    return f"{redirect['status']} from {old} to {new}{whose}"


def _in_files(redirects: Sequence[Told]) -> Iterator[str]:
    """The files of hosts that have the redirects, and those that do not, each once."""
    folders: dict[str, dict[str, None]] = {}
    lacks: dict[str, None] = {}
    for each in redirects:
        folders.setdefault(each["folder"], {}).update(dict.fromkeys([*each["files"], _TABLE]))
        lacks |= {
            f"not in {each['folder']}/{n['file']}: {n['reason']}": None for n in each["not_in"]
        }
    yield from (f"in {folder}/: {', '.join(files)}" for folder, files in folders.items())
    yield from lacks


def _contents(told: Told) -> Iterator[str]:
    yield from _labelled("Facts", _facts(told.get("facts", {})))
    differing = [each["what"] for each in told.get("differences", ())]
    unlike = f"{len(differing)}: {', '.join(dict.fromkeys(differing))}"
    if "generation" in told:
        yield from _labelled("Differences", [unlike if differing else "none"])
    yield from _labelled("Unaccounted", _few(told.get("unaccounted", ())))
    yield from _labelled("Notes", _few([note["detail"] for note in told.get("notes", ())]))
    yield from _labelled("Shows", _few(told.get("shows", ())))
    yield from _labelled("Shown on", _few(told.get("shown_on", ())))
    yield from _labelled("Merged", _few(told.get("merged", ())))
    yield from _labelled("Linked from", _few(told.get("linked_from", ())))


def _facts(facts: Told) -> Iterator[str]:
    for name, fact in facts.items():
        several = fact if isinstance(fact, list) else [fact]
        values = ", ".join(f"{each['value']} ({each['origin']})" for each in several)
        others = [other for each in several for other in each.get("others", ())]
        lost = "".join(f"; {other['origin']} says {other['value']}" for other in others)
        yield f"{name}: {values}{lost}"


def _item(told: Told) -> Iterator[str]:
    rule = f" by rule {told['rule']}" if "rule" in told else ""
    reason = f": {told['reason']}" if "reason" in told else ""
    state = _STATES.get(told["state"], told["state"])
    to = f", leads to {told['to']}" if "to" in told else ""
    yield from _labelled("Stands as", [f"{told['kind']}, {state}{rule}{reason}{to}"])
    yield from _labelled("On", _few(told["pages"], _OF_A_PART))


def _labelled(label: str, told: Iterable[str]) -> Iterator[str]:
    """The first line with a label, the others below it, without signs that steer a terminal."""
    for number, line in enumerate(told):
        shown = "".join(sign for sign in line if category(sign) != "Cc")
        yield f"{'' if number else label:<12}{shown}"


def _few(told: Sequence[str], shown: int = _SHOWN) -> Iterator[str]:
    """Not more lines than a person reads."""
    yield from told[:shown]
    if len(told) > shown:
        yield f"… and {len(told) - shown} more, see --json"
