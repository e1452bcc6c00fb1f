"""The report opens pages of strangers' words: none of them may run, load or lead anywhere."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sheets import LOST_PICTURE, differs, facts, failed, file, left_out, note, sheet, written
from tests.test_report_page import GOOD, shown, text

HOSTILE = "<script>alert(1)</script>"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//x.example/",
        "http://[",
        "file:///home/page.html",
        "http://127.0.0.1:43210/l/first-frost/",
        "http://localhost:8000/",
        "https://[::1]/",
    ],
)
def test_only_addresses_of_the_web_are_links(address: str) -> None:
    """What would run something, is of this computer, or is no address at all, is told as text."""
    row = {**written(notes=[note("n"), note(address)]), "url": address}
    pages = [row, {**failed("x"), "url": address}, {**left_out("y", "bare-list"), "url": address}]
    found = shown(sheet(pages, [{**file("a.png"), "url": address}]))

    assert all(str(a["href"]).startswith("#") for a in found.select("a[href]"))
    assert address in text(found.body)


def test_what_comes_from_the_old_site_is_text() -> None:
    """Markup in a title, a note, a reason, an address or a name of a file does nothing."""
    row: dict[str, Any] = written(
        path=HOSTILE,
        facts=facts(HOSTILE),
        notes=[note(HOSTILE)],
        differences=[differs("words", HOSTILE, HOSTILE)],
        removed=[{"rule": HOSTILE, "elements": 1, "words": 1, "begins": HOSTILE}],
        items=[{**LOST_PICTURE, "what": HOSTILE, "reason": HOSTILE}],
        named_by=[HOSTILE],
    )
    row["url"] = 'https://x.example/"><script>alert(1)</script>'
    balance = sheet([row, failed("x", HOSTILE)], [file(HOSTILE)], rules={HOSTILE: 1})
    found = shown(balance, {row["url"]: f'"{HOSTILE}'})

    assert found("script") == []
    assert text(found).count("alert(1)") > 12


def test_page_needs_nothing_but_itself() -> None:
    """No script, no picture, no address of another file but old pages and previews."""
    found = shown(GOOD)
    (policy,) = found.select("meta[http-equiv]")

    assert "default-src 'none'" in policy["content"]
    assert not found.select("script, img, link, iframe, [src], [style], [onclick]")
    assert "url(" not in text(found.style)
    assert "@import" not in text(found.style)
    old = found.select('a[href^="http"]')
    assert old
    assert all(a["rel"] == ["noreferrer"] for a in old)
