"""What an address means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator import urls

CDN = "https://1a2b3c4d5e.clvaw-cdnwnd.com/0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    "other",
    [
        "http://www.toulky.example/l/pres-hreben/",
        "https://toulky.example/l/pres-hreben",
        "HTTPS://WWW.TOULKY.EXAMPLE/l/pres-hreben/#bottom",
        "https://www.toulky.example/l/p%72es-hreben/?utm_source=copy",
        "https://www.toulky.example/l/pres-hreben/index.html",
    ],
)
def test_one_page_in_many_spellings_has_one_key(other: str) -> None:
    """Scheme, www, escapes, slash, fragment, tracking and index.html make no difference."""
    assert urls.page_key(other) == urls.page_key("https://www.toulky.example/l/pres-hreben/")


def test_home_page_has_one_key() -> None:
    """`/home/` is the root, on this level only."""
    assert urls.page_key("https://x.example/home/") == urls.page_key("https://x.example")
    assert urls.page_key("https://x.example/en/home/") != urls.page_key("https://x.example/en/")


def test_different_pages_have_different_keys() -> None:
    """A pager's page, a query and another host are other pages."""
    addresses = ["/blog/", "/blog/p-1/2/", "/blog/?page=2", "//other.example/blog/"]
    keys = {urls.page_key(urls.absolute("https://x.example/", path)) for path in addresses}

    assert len(keys) == 4


def test_composed_and_decomposed_letters_are_one_page() -> None:
    """NFC and NFD spellings of a path are the same page."""
    composed = urls.page_key("https://x.example/%C3%A9/")

    assert composed == urls.page_key("https://x.example/e%CC%81/")


@pytest.mark.parametrize(
    ("copy", "original"),
    [
        (f"{CDN}/200000029-a29dca29de/450/a.jpg?ph=1", f"{CDN}/200000029-a29dca29de/a.jpg?ph=1"),
        (f"{CDN}/200000029-a29dca29de/a.jpg", f"{CDN}/200000029-a29dca29de/a.jpg"),
        (
            "http://x.example/_files/system_preview_small_200000003-157b316770/K.jpg",
            "http://x.example/_files/200000003-157b316770/K.jpg",
        ),
        (
            "http://static-cdn3-w2.webnode.com/files/30/30z/200/30zj08.jpg",
            "http://static-cdn3-w2.webnode.com/files/30/30z/30zj08.jpg",
        ),
        ("https://other.example/200/a.jpg", "https://other.example/200/a.jpg"),
    ],
)
def test_original_drops_only_the_platforms_size(copy: str, original: str) -> None:
    """Size folder and preview prefix go from uploads and stock pictures, from nothing else."""
    assert urls.original(copy) == original


def test_reference_is_resolved_and_an_absolute_one_left_as_written() -> None:
    """Relative and protocol-relative references become absolute; foreign addresses stay."""
    base = "https://x.example/a/b/"

    assert urls.absolute(base, " ../c/ ") == "https://x.example/a/c/"
    assert urls.absolute(base, "//v.example/e") == "https://v.example/e"
    assert urls.absolute(base, "mailto:a@b.example") == "mailto:a@b.example"
    assert urls.absolute(base, "http://y.example/Ä b") == "http://y.example/Ä b"
    assert urls.absolute(base, "http://[broken") == ""


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://x.example/news/jarni-vylet/", "jarni-vylet"),
        ("https://x.example/home/", ""),
        ("https://x.example/", ""),
        ("https://x.example/novinky-%C5%A1umava/", "novinky-šumava"),
        ("https://x.example/l/bude%21%3a-vylet%e2%81%a0/", "bude-vylet"),
        ("https://x.example/con/", "con-"),
        ("https://x.example/..%2F..%2Fetc/", "etc"),
    ],
)
def test_slug_is_kept_as_far_as_it_is_safe(url: str, slug: str) -> None:
    """Letters and digits of any language stay; what no file system takes goes."""
    assert urls.slug_of(url) == slug


@given(st.text(min_size=1))
def test_slug_never_leaves_its_folder(text: str) -> None:
    """Whatever an old address holds, the slug is one harmless path segment."""
    slug = urls.safe_slug(text)

    assert "/" not in slug
    assert "\\" not in slug
    assert "\x00" not in slug
    assert not slug.startswith(".")
    assert len(slug.encode()) <= 101


@given(st.text(), st.sampled_from(["", ".png"]))
def test_file_name_is_safe_everywhere(name: str, extension: str) -> None:
    """Whatever a file was called, its copy has a name in lower-case ASCII without blanks."""
    file_name = urls.safe_file_name(f"https://x.example/{name}", extension)

    assert file_name.isascii()
    assert file_name == file_name.lower()
    assert file_name.strip(". ") == file_name != ""
    assert not set(file_name) & set('/\\:*?"<>| \x00')


@given(st.from_regex(r"https?://[a-z]{1,9}\.example/[ -~]{0,30}", fullmatch=True))
def test_normal_form_is_stable(url: str) -> None:
    """The normal form of a normal form is itself."""
    once = urls.normal(url)

    assert urls.normal(once) == once
