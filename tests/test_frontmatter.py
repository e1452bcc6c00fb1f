"""Front matter, read back by two YAML libraries."""

from __future__ import annotations

import json
import tomllib
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel import yaml as ruamel

from migrator.frontmatter import FIELDS, TOML, YAML, chosen, fields, front_matter
from migrator.models import Article, Fact, Kind, Localised, Place
from migrator.targets import ALL
from tests.conftest import ROOT

FIELD_NAMES = {field.name for field in FIELDS}
READERS = {"PyYAML": yaml.safe_load, "ruamel": ruamel.YAML(typ="safe").load}
AWKWARD = ["y", "No", "null", "~", "1e3", "0o17", "12:30", "2012", "- a", "a: b", "# c", '"', "\\"]


def item(**facts: Any) -> Localised:
    article = Article(
        url="https://x.example/news/kun/",
        generation="classic",
        kind=Kind.POST,
        slug="kun",
        title=facts.pop("title", Fact("Kůň", "page")),
        body="",
        old_path="/news/kun/",
        **facts,
    )
    place = Place("kun", PurePosixPath("site/posts/kun/index.md"), "")
    return Localised(article, place, aliases=("/news/kun/",))


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_words_stay_words(reader: str, text: str) -> None:
    """What YAML likes to read as a number, a truth or nothing is read back as the text it is."""
    assert READERS[reader](YAML.line("title", text)) == {"title": text}


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_survives_both_readers(text: str) -> None:
    """Every string is read back as it was, also controls, separators and emoji."""
    written = YAML.line("title", text)

    assert yaml.safe_load(written) == {"title": text}
    assert ruamel.YAML(typ="safe").load(written) == {"title": text}


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1))
def test_any_list_survives_both_readers(texts: list[str]) -> None:
    """A list of tags is read back as that list."""
    written = YAML.line("tags", tuple(texts))

    assert yaml.safe_load(written) == {"tags": texts}
    assert ruamel.YAML(typ="safe").load(written) == {"tags": texts}


def test_date_is_unquoted_with_its_offset() -> None:
    """A date is RFC 3339 with seconds and offset, the one form that all builders read alike."""
    zone = timezone(timedelta(hours=2))

    summer = datetime(2024, 10, 11, 10, 48, 13, tzinfo=zone)
    assert YAML.line("date", summer) == "date: 2024-10-11T10:48:13+02:00\n"
    winter = datetime(2012, 3, 5, tzinfo=UTC)
    assert TOML.line("date", winter) == "date = 2012-03-05T00:00:00+00:00\n"


def test_fields_stand_in_their_order_and_empty_ones_are_left_out() -> None:
    """A post has exactly the fields that are known, in a fixed order, and is no draft."""
    written = front_matter(
        item(
            date=Fact(datetime(2012, 3, 5, 14, 7, tzinfo=UTC), "feed"),
            language=Fact("cs", "page"),
            tags=(Fact("C#", "page"), Fact("2012", "page")),
        ),
        FIELDS,
        YAML,
    )

    assert written == (
        "---\n"
        'title: "Kůň"\n'
        'slug: "kun"\n'
        "date: 2012-03-05T14:07:00+00:00\n"
        "draft: false\n"
        'language: "cs"\n'
        "tags:\n"
        '  - "C#"\n'
        '  - "2012"\n'
        'original_url: "https://x.example/news/kun/"\n'
        "aliases:\n"
        '  - "/news/kun/"\n'
        "---\n"
    )


PLAIN = sorted((ROOT / "fixtures" / "pages").glob("*/*/expected.md"))
PLAIN += sorted((ROOT / "fixtures" / "site" / "expected" / "markdown").glob("**/*.md"))
GOLDEN = sorted((ROOT / "fixtures").glob("**/expected*/**/*.md"))
DOCUMENTS = [p for p in dict.fromkeys([*PLAIN, *GOLDEN]) if p.read_text().startswith("---\n")]


def read_by(reader: str, path: Path) -> Any:
    return READERS[reader](path.read_text().split("---\n")[1])


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_both_readers_read_every_document_alike(path: Path) -> None:
    """The front matter of each golden document has the same values for both."""
    found, other = read_by("PyYAML", path), read_by("ruamel", path)

    assert list(found) == list(other)
    assert {key: value for key, value in found.items() if key != "date"} == {
        key: value for key, value in other.items() if key != "date"
    }


@pytest.mark.parametrize("path", PLAIN, ids=lambda path: str(path.relative_to(ROOT)))
def test_plain_documents_have_our_own_fields(path: Path) -> None:
    """Title and slug are text, a date has an offset, and nothing stands there but known fields."""
    found = read_by("PyYAML", path)

    assert {"title", "slug", "draft"} <= set(found) <= FIELD_NAMES
    assert all(isinstance(found[key], str) for key in ("title", "slug"))
    assert found["draft"] is False
    if "date" in found:
        assert found["date"].utcoffset() is not None


def test_front_matter_cannot_be_broken_by_a_title() -> None:
    """A title with lines, dashes and quotes stays inside its field."""
    title = 'x"\n---\ndraft: true\n'
    written = front_matter(item(title=Fact(title, "page")), FIELDS, YAML)

    assert yaml.safe_load(written.split("---\n")[1])["title"] == json.loads(json.dumps(title))
    assert yaml.safe_load(written.split("---\n")[1])["draft"] is False


@given(st.text(st.characters(exclude_categories=["Cs"])), st.booleans())
def test_toml_is_read_back_as_it_was(text: str, truth: bool) -> None:
    """Text, lists, truths and tables in TOML are what Python's own reader finds in them."""
    written = (
        TOML.line("title", text)
        + TOML.line("draft", truth)
        + TOML.line("taxonomies.tags", (text, "C#"))
    )

    assert tomllib.loads(written) == {
        "title": text,
        "draft": truth,
        "taxonomies": {"tags": [text, "C#"]},
    }


def test_the_user_chooses_and_renames_fields() -> None:
    """Chosen fields come in the order and under the names asked for; needed ones go before.

    Without its old addresses and its name in the feed no post is written.
    """
    known = fields({"date": "pubDate"}, without={"aliases"}, needed={"title"})
    found = chosen(known, [("tags", "keywords"), ("date", ""), ("aliases", "")])

    assert [(field.fact, field.name) for field in found] == [
        ("title", "title"),
        ("draft", "draft"),
        ("original_url", "original_url"),
        ("guid", "guid"),
        ("tags", "keywords"),
        ("date", "pubDate"),
    ]
    assert [field.name for field in chosen(FIELDS, [("title", "")])] == ["title"]


def test_chosen_fact_comes_in_all_its_fields() -> None:
    """Where a builder has two fields for one fact, none of its values is lost."""
    told = [field.name for field in chosen(ALL["hugo"].fields, [("tags", "keywords")])]

    assert told[-2:] == ["more_tags", "keywords"]
