"""The redirect pack: what tells a new host where the pages of the old site are now.

`pack` reads all moves together and lets nothing through that breaks a law (`laws`). Each file is a
function of the rules that hold (`nginx`, `apache`, `lines`, `vercel`, `bulk`, `table`), and `hosts`
knows what each of them cannot say.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from migrator import urls
from migrator.models import Document
from migrator.models.moves import Move, RedirectFault
from migrator.redirects.hosts import FILES, HOSTS, NewSite, crowded, fitting, unsaid
from migrator.redirects.laws import lawful
from migrator.redirects.readme import readme
from migrator.redirects.rule import Rule

_DOMAIN = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_YOURS = "www.your-domain.example"


@dataclass(frozen=True, slots=True)
class Pack:
    """The files of all hosts, the moves that they make, and what is wrong with the others."""

    documents: tuple[Document, ...]
    faults: tuple[RedirectFault, ...]
    moves: tuple[Move, ...]


def pack(
    moves: Sequence[Move], served: Collection[str], site: str, files: Collection[str] = FILES
) -> Pack:
    """Each old address is answered once, by one redirect to where its page is now.

    `served` are the paths that the new site has pages at; `site` is the host of the old one;
    `files` are the names of those that are wanted. A move that cannot be made is a fault, and so
    is one that only some of their hosts can make.
    """
    hosts = [host for host in HOSTS if PurePosixPath(host.file).name in files]
    found = lawful(moves, served)
    is_own = bool(_DOMAIN.fullmatch(site.lower())) and not urls.is_of_webnode(site.lower())
    new = NewSite(site.lower() if is_own else _YOURS, frozenset(served))
    texts = {"README.md": readme(found.rules, hosts, new.domain, is_own=is_own)}
    faults, reasons = list(found.faults), dict[Rule, list[str]]()
    for host in hosts:
        not_said = unsaid(host, found.rules)
        for rule, reason in not_said.items():
            reasons.setdefault(rule, []).append(f"{host.file}: {reason}")
        said = [rule for rule in found.rules if rule not in not_said]
        kept = fitting(host, said)
        texts[host.file] = host.write(kept, new)
        faults += crowded(host, said, kept)
    faults += [RedirectFault(r.given, "host-limit", "; ".join(why)) for r, why in reasons.items()]
    return Pack(
        tuple(Document(PurePosixPath(path), text.encode()) for path, text in texts.items()),
        tuple(sorted(faults, key=lambda fault: (fault.check, fault.old, fault.detail))),
        tuple(rule.move() for rule in found.rules),
    )
