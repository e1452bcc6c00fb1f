"""What the feed and the user know, and the page does not say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest

from migrator.complete import by_address, complete, not_had
from migrator.models import Article, Fact, Failed, Feed, FeedEntry, Kind, Snapshot
from migrator.read import read
from tests.conftest import FETCHED

URL = "https://x.example/news/a/"
PUBLISHED = datetime(2011, 6, 17, 10, 33, tzinfo=timezone(timedelta(hours=2)))
LOCAL = datetime(2011, 6, 17, 10, 33)


def article(date: datetime | None) -> Article:
    told = Fact(date, "page") if date else None
    return Article(URL, "classic", Kind.POST, "a", Fact("A", "page"), "", date=told)


def feed(*urls: str) -> Feed:
    return Feed("", tuple(FeedEntry(url, "A", PUBLISHED) for url in urls))


@pytest.mark.parametrize("date", [None, LOCAL])
def test_feed_gives_the_instant_that_the_page_lacks(date: datetime | None) -> None:
    """A feed's date with offset stands for none and for one without offset, in any spelling."""
    entries = by_address([feed("http://www.x.example/news/a")])

    assert complete(article(date), entries, None).date == Fact(PUBLISHED, "feed")


def test_first_feed_that_names_an_article_counts() -> None:
    """Where feeds disagree, the one that was read first is believed."""
    later = Feed("", (FeedEntry(URL, "B", datetime(2020, 1, 1, tzinfo=UTC)),))

    assert by_address([feed(URL), later])["x.example/news/a"].published == PUBLISHED


def test_saved_post_that_tells_only_its_path_is_not_missed() -> None:
    """A list names a post by its address; the saved post knows only its path: it is the same."""
    own = replace(article(None), url="file:///a.html", old_path="/l/a/")
    listing = replace(article(None), url="file:///blog.html", listed=("file:///l/a/",))

    assert not_had([own, listing], {}) == ()


def test_date_with_offset_on_the_page_stays() -> None:
    """What the page itself tells exactly is not overridden."""
    own = datetime(2020, 1, 1, tzinfo=UTC)

    assert complete(article(own), by_address([feed(URL)]), None).date == Fact(own, "page")


@pytest.mark.parametrize(
    ("zone", "offset", "notes"), [(ZoneInfo("Europe/Prague"), 2, 0), (None, 0, 1)]
)
def test_zone_is_the_users_or_utc_with_a_note(zone: tzinfo | None, offset: int, notes: int) -> None:
    """A local time gets the named zone; without one it is UTC, and the report says so."""
    found = complete(article(LOCAL), {}, zone)

    assert found.date is not None
    assert found.date.value.replace(tzinfo=None) == LOCAL
    assert found.date.value.utcoffset() == timedelta(hours=offset)
    assert len(found.notes) == notes


def test_no_date_is_ever_made_up() -> None:
    """An article of which nobody knows the date has none."""
    assert complete(article(None), {}, ZoneInfo("Europe/Prague")).date is None


def test_article_that_only_a_feed_names_is_told() -> None:
    """What the feed has and nobody fetched is a failure with the article's title."""
    entries = by_address([feed(URL, "https://x.example/news/b/")])

    (lost,) = not_had([article(None)], entries)
    assert lost.url == "https://x.example/news/b/"
    assert "“A”" in lost.reason


def test_post_that_only_a_list_names_is_told() -> None:
    """What a list shows and nobody fetched is a failure that names the list."""
    listing = replace(article(None), listed=("http://x.example/news/a", "https://x.example/b/"))

    (lost,) = not_had([listing], {})
    assert lost == Failed(
        "https://x.example/b/",
        "its page was not there, but it is named by the list on https://x.example/news/a/",
    )


def test_feed_is_read_with_its_dates_and_without_the_malformed_ones() -> None:
    """Items keep link, title and instant; an empty feed's odd date is no date."""
    xml = (
        b"<rss><channel><pubDate> +0200</pubDate>"
        b"<item><title><![CDATA[A &amp; b]]></title><link>http://x.example/news/a/</link>"
        b"<pubDate>Fri, 17 Jun 2011 10:33:00 +0200</pubDate><category>N</category></item>"
        b"<item><title>B</title><guid>http://x.example/news/b/</guid><pubDate> +0200</pubDate>"
        b"</item><item><title>no link</title></item></channel></rss>"
    )
    found = read(Snapshot("http://x.example/rss/all.xml", xml, "text/xml", FETCHED))

    assert found == Feed(
        "http://x.example/rss/all.xml",
        (
            FeedEntry("http://x.example/news/a/", "A &amp; b", PUBLISHED),
            FeedEntry("http://x.example/news/b/", "B", None),
        ),
    )
