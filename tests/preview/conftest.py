"""The site that the preview is made of here: two posts, sound or with a fault."""

from __future__ import annotations

import pytest

from tests import previewed as site
from tests.previewed import Previewed, Read


@pytest.fixture
def read() -> Read:
    """Two posts, one of which shows a picture and links to the other."""
    return site.two_posts()


@pytest.fixture
def sound() -> Previewed:
    """Their preview, without any fault."""
    return site.sound()


@pytest.fixture
def faulty() -> Previewed:
    """Their preview, where a word of one of them has changed."""
    return site.faulty()
