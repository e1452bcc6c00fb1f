"""The files of the pack: who reads each, what it cannot say, and how much room it has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

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
    """A file and the host that reads it; a rule must fit into each of the `rooms`."""

    file: str
    name: str
    write: Callable[[Sequence[Rule], NewSite], str]
    unfit: Callable[[Rule], str] = lambda rule: ""
    cost: Callable[[Rule], tuple[int, ...]] = lambda rule: ()
    rooms: tuple[int, ...] = ()
    limit: str = ""


HOSTS = (
    Host("map.csv", "everybody", lambda rules, site: table(rules)),
    Host("nginx.conf", "nginx", lambda rules, site: nginx(rules, site.served)),
    Host(".htaccess", "Apache", lambda rules, site: apache(rules), not_for_apache),
    Host("_redirects", "Netlify", lambda rules, site: redirect_lines(rules), not_for_netlify),
    Host(
        "cloudflare-pages/_redirects",
        "Cloudflare Pages",
        lambda rules, site: redirect_lines(rules),
        not_for_pages,
        line_counts,
        (2_000, 100),
        "2,000 lines for one address each and 100 for what lies below one",
    ),
    Host(
        "vercel.json",
        "Vercel",
        lambda rules, site: vercel(rules),
        not_for_vercel,
        lambda rule: (1,),
        (2_048,),
        "2,048 redirects",
    ),
    Host(
        "cloudflare.csv",
        "a free plan of Cloudflare",
        lambda rules, site: bulk(rules, site.domain),
        not_for_bulk,
        lambda rule: (row_count(rule),),
        (10_000,),
        "10,000 redirects in lists",
    ),
)


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
