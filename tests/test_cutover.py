"""The list of what to do for the move of one site."""

from __future__ import annotations

from typing import Any

import pytest

from migrator.language import LANGUAGES, words_for
from migrator.report.cutover import Facts, Step, lost_forms, old_host, steps
from tests.sheets import failed, written

ENGLISH = words_for("en")
FULL = Facts(
    host="www.slow-paths.example",
    folder="out",
    next_steps=("Run hugo.",),
    doubtful=3,
    redirects=40,
    forms=1,
    comments=5,
    embeds=2,
)
PLAIN = Facts(host="", folder="out", has_addresses=False)
FORM = {"kind": "form", "what": "form", "state": "left_out", "rule": "form", "number": 1}


def at_webnode(**told: Any) -> Facts:
    return Facts(host="slow-paths.webnode.cz", folder="out", **told)


def titles(facts: Facts) -> list[str]:
    return [step.title for step in steps(facts, ENGLISH)]


def step(facts: Facts, begins: str) -> Step:
    (found,) = (step for step in steps(facts, ENGLISH) if step.title.startswith(begins))
    return found


def test_own_domain_is_moved_in_this_order() -> None:
    """Nothing is switched before all is written down, built and checked; nothing ends before."""
    assert titles(FULL) == [
        "Look through the doubtful pages",
        "Keep two copies of the folder out",
        "Find out when the plan of www.slow-paths.example runs out",
        "Find out where slow-paths.example is registered, and until when",
        "Write down all DNS records of slow-paths.example",
        "Lower the TTL of the DNS records that will change",
        "Set up the new site at a temporary address",
        "Replace 1 form",
        "Decide what becomes of 5 comments",
        "Check 2 videos, maps and other embedded things",
        "Put 40 redirects in place",
        "Have the new site checked before the switch",
        "Switch slow-paths.example to the new host",
        "Wait for the certificate",
        "Have the new site checked at its real address",
        "Send an e-mail to yourself from another address, and answer it",
        "Tell those who read your feed",
        "Tell the search engines",
        "Keep the old site until the check finds nothing any more",
    ]


def test_address_of_webnode_cannot_come_along() -> None:
    """It gets a domain of its own and a link from the old site; there are no records to keep."""
    told = titles(at_webnode(redirects=4))

    assert "Get a domain of your own" in told
    assert "Connect your new domain to the new host" in told
    assert "Put a link to the new site onto the old one" in told
    assert not [title for title in told if "DNS" in title or "e-mail" in title]
    assert "cannot redirect" in step(at_webnode(redirects=4), "Put 4 redirects").how
    assert "as long as you can" in step(at_webnode(), "Keep the old site").how
    assert "of your own only" in step(at_webnode(), "Tell the search").how


def test_step_names_what_to_type() -> None:
    """The commands are those of this folder and this domain; the target tells its own."""
    assert step(FULL, "Set up the new site").commands == ("Run hugo.",)
    assert step(FULL, "Have the new site checked before").commands == (
        "migrator verify out --live https://temporary-address.example",
    )
    assert step(FULL, "Have the new site checked at").commands == (
        "migrator verify out --live https://slow-paths.example",
    )
    assert "_dmarc.slow-paths.example" in step(FULL, "Write down").how
    assert "out/redirects/README.md" in step(FULL, "Put 40").how
    spaced = Facts(host="", folder="my blog")
    assert '"my blog" --live' in step(spaced, "Have the new site checked before").commands[0]


def test_plain_files_are_compared_by_hand() -> None:
    """They have no addresses: no step has a command that could only fail."""
    plain = Facts(host="", folder="my blog", has_addresses=False)

    before = step(plain, "Have the new site checked before")
    assert before.commands == ('migrator convert "my blog" --to hugo',)
    assert "by hand" in before.how
    assert step(plain, "Have the new site checked at").commands == ()
    assert "by hand" in step(plain, "Have the new site checked at").how


def test_target_that_has_addresses_is_the_one_to_check() -> None:
    """Of several targets the first is checked, unless another one is named."""
    second = Facts(host="", folder="out", checked="hugo")

    (command,) = step(second, "Have the new site checked before").commands
    assert command.endswith(" --to hugo")


@pytest.mark.parametrize("host", ["", "127.0.0.1", "localhost"])
def test_unknown_host_is_no_domain(host: str) -> None:
    """Where no page tells a name of the web, the steps speak of the reader's domain."""
    told = titles(Facts(host=host, folder="out"))

    assert "Switch your-domain.example to the new host" in told
    assert not [title for title in told if "plan of" in title]


def test_what_the_site_does_not_have_is_no_step() -> None:
    """No form, no comment, no redirect, no doubt: nothing to do for them."""
    few = titles(Facts(host="slow-paths.example", folder="out"))

    assert len(titles(FULL)) - len(few) == 5


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("facts", [FULL, at_webnode(doubtful=1, redirects=1, forms=2), PLAIN])
def test_list_can_be_told_in_every_language(code: str, facts: Facts) -> None:
    """All steps have their words, and no placeholder is left in them."""
    told = steps(facts, words_for(code))

    assert len(told) > 10
    assert not [step for step in told if "{" in step.title + step.how]


def test_facts_are_read_from_the_pages() -> None:
    """The host that most pages are of; the forms that a rule took, once for each."""
    pages = [written("a"), written("b"), failed("c"), {**written(), "url": "file:///d.html"}]

    assert old_host(pages) == "www.slow-paths.example"
    assert old_host([{**written(), "url": "file:///d.html"}]) == ""
    removed = {"rule": "form", "elements": 4, "words": 0, "begins": ""}
    search = {**FORM, "rule": "site-header"}
    items = [FORM, FORM, search]
    assert lost_forms([written(removed=[removed]), written(items=items, removed=[removed])]) == 3
