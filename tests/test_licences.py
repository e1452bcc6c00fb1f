"""Whatever comes with an installation may be used and handed on with it, whoever does so."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from email.message import Message
from importlib.metadata import PackageNotFoundError, metadata, requires
from typing import cast

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

PERMISSIVE = ("MIT", "BSD", "Apache", "PSF", "ISC", "MIT-CMU")
WEAK = {
    "certifi": "MPL-2.0",  # a list of authorities, which is used as it is
    "text-unidecode": "Artistic License",  # one of two that it offers; used as it is
}


def needed() -> list[str]:
    """The packages that an installation brings, also those that others bring."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    found: dict[str, None] = {}
    waiting: list[str] = project["dependencies"]
    while waiting:
        name = _here(waiting.pop())
        if name and name not in found:
            found[name] = None
            waiting = [*waiting, *_brought(name)]
    return sorted(found)


def _here(told: str) -> str:
    """The name, if it is needed on this computer and without any extra."""
    requirement = Requirement(told)
    is_needed = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
    return canonicalize_name(requirement.name) if is_needed else ""


def _brought(name: str) -> Iterator[str]:
    try:
        yield from requires(name) or ()
    except PackageNotFoundError:
        pytest.fail(f"{name} is not installed")


def licence(name: str) -> str:
    """What the package says of it, in one of the three places that there are."""
    said = cast(Message, metadata(name))
    listed = [each for each in said.get_all("Classifier") or [] if each.startswith("License ::")]
    named = said.get("License-Expression") or (said.get("License") or "").partition("\n")[0]
    return named or " ".join(each.rpartition(":: ")[2] for each in listed)


@pytest.mark.parametrize("name", needed())
def test_licence_is_permissive(name: str) -> None:
    """It is one that asks for no more than to be named, or one of two that we know."""
    told = licence(name)

    assert told.startswith(WEAK.get(name, PERMISSIVE)), f"{name}: {told}"


def test_all_of_them_were_looked_at() -> None:
    """Those that others bring are among them, and each exception is still one."""
    assert {"requests", "idna", "soupsieve", *WEAK} <= set(needed())
