"""The report for the owner of the site: one page, in plain words and in the owner's language.

It opens from disk, without network and without script. Whatever comes from the old site is text:
jinja2 escapes all of it, and only addresses of the web become links.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from migrator.language import Words
from migrator.models import Stream, most_told
from migrator.report import page_details, page_lists, page_sheet, page_top
from migrator.report.balance import Balance
from migrator.report.cutover import Facts, lost_forms, old_host, steps
from migrator.report.templates import environment, rules_of
from migrator.targets import ALL

REPORT = PurePosixPath("report.html")
_DATA = "data/report"
_AT_ONCE = 200  # parts of the template
_SHOWN = 20  # pages that need a look, before the others are folded away


def page(
    balance: Balance,
    folder_name: str,
    previews: Mapping[str, str],
    words: Words,
    site: str = "",
) -> Stream:
    """The report. `previews` are the pages that show old beside new, by the page's address.

    `site` is what the old site calls itself.
    """
    template = environment(_DATA).get_template("report.html")
    told = template.stream(
        w=words,
        **_frame(balance, folder_name, words, site),
        looks=page_lists.looks(balance, previews, words),
        shown=_SHOWN,
        remarks=page_lists.remarks(balance, words),
        lost=page_lists.lost(balance, words),
        lines=page_sheet.sheet(balance, words),
        states=page_sheet.STATES,
        pages=page_details.pages(balance, previews, words),
        pages_total=balance.page_totals["written"],
        rules=tuple(page_details.rules(balance, words)),
        rules_total=sum(balance.rules.values()),
        files=page_details.files(balance),
        files_total=balance.file_totals["written"],
        groups=tuple(page_details.groups(balance, words)),
    )
    told.enable_buffering(_AT_ONCE)
    return Stream(REPORT, (piece.encode() for piece in told))


def language_of(balance: Balance) -> str:
    """The language that most pages tell; empty if none does."""
    facts = (page["facts"] for page in balance.written)
    return most_told(fact["language"]["value"] for fact in facts if "language" in fact)


def _frame(balance: Balance, folder: str, words: Words, site: str) -> dict[str, Any]:
    host = old_host(balance.pages)
    name = f"{site} ({host})" if site and host and site != host else site or host
    css = rules_of(f"{_DATA}/report.css")
    return {
        "site": name or words("report_unnamed"),
        "css": css,
        "css_hash": b64encode(hashlib.sha256(css.encode()).digest()).decode(),
        "day": _fetched(balance),
        "verdict": page_top.verdict(balance, words),
        "figures": page_top.figures(balance, words),
        "steps": steps(_facts(balance, host, folder), words),
    }


def _facts(balance: Balance, host: str, folder: str) -> Facts:
    answering = [row for row in balance.redirects if row["has_addresses"]]
    first = answering[0]["target"] if answering else balance.targets[0]
    return Facts(
        host=host,
        folder=folder,
        next_steps=tuple(_next_step(balance, name, folder) for name in balance.targets),
        doubtful=page_top.doubtful(balance),
        redirects=page_top.redirects(balance),
        redirects_file=f"{answering[0]['folder']}/README.md" if answering else "",
        forms=lost_forms(balance.written),
        comments=sum(page["comments"] for page in balance.written),
        embeds=sum(page["ledger"].get("article", {}).get("embeds", 0) for page in balance.written),
        has_addresses=bool(answering) or not balance.redirects,
        checked=first if first != balance.targets[0] else "",
    )


def _next_step(balance: Balance, name: str, folder: str) -> str:
    target = ALL[name].below(name) if len(balance.targets) > 1 else ALL[name]
    return target.next_step_in(Path(folder))


def _fetched(balance: Balance) -> Any:
    """The day on which the last page was fetched; None if none tells."""
    moments = [page["fetched"] for page in balance.pages if page.get("fetched")]
    return datetime.fromisoformat(max(moments)).date() if moments else None
