"""The small pictures of the overview."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from PIL import Image, ImageOps

from migrator.preview.thumbs import SIZE, _made
from tests import previewed as site
from tests.previewed import (
    Previewed,
    one,
)


def test_a_thumbnail_is_small_and_of_its_right_size(sound: Previewed) -> None:
    """It is a JPEG of the size that the overview says."""
    path = sound.folder / "preview/thumbs/0001.jpg"
    index = BeautifulSoup((sound.folder / "preview" / "index.html").read_bytes(), "html.parser")
    shown = one(index, ".card img[src='thumbs/0001.jpg']")
    with Image.open(path) as image:
        assert image.size == (int(str(shown["width"])), int(str(shown["height"]))) == (176, 132)
        assert image.format == "JPEG"
    assert shown["loading"] == "lazy"


def test_a_large_picture_is_made_small_before_its_colours_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is turned into pixels with four channels is no larger than needed."""
    sizes = []
    convert = Image.Image.convert

    def seen(image: Image.Image, *args: Any, **options: Any) -> Image.Image:
        sizes.append(image.size)
        return convert(image, *args, **options)

    monkeypatch.setattr(Image.Image, "convert", seen)
    for mode in ("RGB", "P", "L", "1"):
        out = BytesIO()
        Image.new(mode, (3000, 2000)).save(out, "PNG")
        assert _made("0001", out.getvalue()) is not None, mode
    assert max(sizes) <= (4 * SIZE[0], 4 * SIZE[1])


def test_a_warning_of_the_library_costs_no_thumbnail(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a later version of Pillow will drop is no fault of the picture."""
    fit = ImageOps.fit

    def warns(*args: Any, **options: Any) -> Image.Image:
        warnings.warn("will be gone", DeprecationWarning, stacklevel=1)
        return fit(*args, **options)

    monkeypatch.setattr(ImageOps, "fit", warns)
    assert _made("0001", site.picture()) is not None
