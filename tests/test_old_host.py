"""After an export nothing leads to the old host, but where it came from and what is told."""

from __future__ import annotations

import re

import pytest

from migrator.models import Document, Written
from migrator.pipeline import Export, export
from migrator.survey import Wishes
from migrator.targets import ALL, Target
from tests.destinations.site import moving

OLD = re.compile(r"[\w.:/-]*(?:webnode\.example|cdnwnd\.com)[^\s\"'<>)\]\\&#|]*|\?ph=[0-9a-f]+")
PROVENANCE = re.compile(
    r"""original_?[uU]rl|wp:meta_value|guid|\bid\b|"page":|<link>|base_(?:site|blog)_url|attachment_url"""
)


def texts(exported: Export) -> list[tuple[str, str]]:
    """Every line of every document that is text, those of packages, too."""
    packed = exported.package.members if exported.package else ()
    documents = [*exported.documents, *(each for each in packed if isinstance(each, Document))]
    return [
        (str(document.path), line)
        for document in documents
        for line in document.content.decode("utf-8").splitlines()
    ]


@pytest.mark.parametrize("target", ALL.values(), ids=lambda target: target.name)
def test_nothing_of_the_old_host_is_left_untold(target: Target) -> None:
    """Each address of the old host in any document is provenance, or stands in the report."""
    here = moving()
    exported = export(here.gathered, here.archive, target, Wishes())
    written = [outcome for outcome in exported.outcomes if isinstance(outcome, Written)]
    told = {left.address.partition("#")[0] for each in written for left in each.leftovers}
    found = {
        (path, address)
        for path, line in texts(exported)
        if not PROVENANCE.search(line)
        for address in OLD.findall(line)
    }

    assert {(path, a) for path, a in found if not any(a in known for known in told)} == set()
    assert not any(left.is_fault for each in written for left in each.leftovers)
