"""The files of the pack: who reads each, what it cannot say, and how much room it has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from migrator.models.moves import RedirectFault
from migrator.redirects.apache import apache, not_for_apache
from migrator.redirects.bulk import bulk, not_for_bulk, row_count
from migrator.redirects.lines import line_counts, not_for_netlify, not_for_pages, redirect_lines
from migrator.redirects.nginx import nginx
from migrator.redirects.rule import Rule
from migrator.redirects.table import table
from migrator.redirects.vercel import not_for_vercel, vercel


@dataclass(frozen=True, slots=True)
class NewSite:
    """The new site: its own domain, and the pages that it has itself."""

    domain: str
    served: frozenset[str]


@dataclass(frozen=True, slots=True)
class Host:
    """A file, the host that reads it, and `where` it goes; a rule must fit into all `rooms`."""

    file: str
    name: str
    where: str
    write: Callable[[Sequence[Rule], NewSite], str]
    unfit: Callable[[Rule], str] = lambda rule: ""
    cost: Callable[[Rule], tuple[int, ...]] = lambda rule: ()
    rooms: tuple[int, ...] = ()
    limit: str = ""


_PUBLISHED = "into the folder that you publish, beside `index.html`"
HOSTS = (
    Host(
        "_redirects",
        "Netlify",
        _PUBLISHED,
        lambda rules, site: redirect_lines(rules),
        not_for_netlify,
    ),
    Host(
        "cloudflare-pages/_redirects",
        "Cloudflare Pages",
        _PUBLISHED,
        lambda rules, site: redirect_lines(rules),
        not_for_pages,
        line_counts,
        (2_000, 100),
        "2,000 lines for one address each and 100 for what lies below one",
    ),
    Host(
        "vercel.json",
        "Vercel",
        "into the top folder of the project; if there is one already, add what stands under"
        " `redirects` to it",
        lambda rules, site: vercel(rules),
        not_for_vercel,
        lambda rule: (1,),
        (2_048,),
        "2,048 redirects",
    ),
    Host(
        ".htaccess",
        "web space with Apache",
        "into the top folder of the site (its name begins with a dot: some programs do not show"
        " such files); if there is one already, put these lines above the others in it",
        lambda rules, site: apache(rules),
        not_for_apache,
    ),
    Host(
        "nginx.conf",
        "a server of your own with nginx",
        "see below",
        lambda rules, site: nginx(rules, site.served),
    ),
    Host(
        "cloudflare.csv",
        "any host behind Cloudflare (a free plan)",
        "Bulk Redirects: make a list, import the file, then make a rule that uses the list",
        lambda rules, site: bulk(rules, site.domain),
        not_for_bulk,
        lambda rule: (row_count(rule),),
        (10_000,),
        "10,000 redirects in lists",
    ),
    Host(
        "map.csv",
        "any other",
        "the same as a table: old address, new address, status, what it was, and whether what lay"
        " below the old address counts, too",
        lambda rules, site: table(rules),
    ),
)
FILES = frozenset(PurePosixPath(host.file).name for host in HOSTS)


def unsaid(host: Host, rules: Iterable[Rule]) -> dict[Rule, str]:
    """The rules that the host's file cannot say, each with the reason."""
    reasons = ((rule, host.unfit(rule)) for rule in rules)
    return {rule: reason for rule, reason in reasons if reason}


def fitting(host: Host, rules: Sequence[Rule]) -> list[Rule]:
    """As many of the rules as there is room for, the first ones first."""
    left, kept = list(host.rooms), []
    for rule in rules:
        after = [room - cost for room, cost in zip(left, host.cost(rule), strict=True)]
        if min(after, default=0) >= 0:
            left = after
            kept.append(rule)
    return kept


def crowded(host: Host, rules: Sequence[Rule], kept: Sequence[Rule]) -> list[RedirectFault]:
    """How many of the rules found no room in the host's file; nothing if all did."""
    known = set(kept)
    out = [rule for rule in rules if rule not in known]
    if not out:
        return []
    told = f"{len(out)} moves are left out of {host.file}, this one first: {host.name} takes"
    return [RedirectFault(out[0].given, "host-limit", f"{told} {host.limit}")]
