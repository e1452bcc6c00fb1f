"""What the feed and the user know, and the page does not say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest

from migrator.complete import Known, complete, not_had
from migrator.models import (
    Article,
    Claim,
    Fact,
    Failed,
    Feed,
    FeedEntry,
    Kind,
    LeftOut,
    ListEntry,
    Snapshot,
)
from migrator.read import read
from tests.conftest import FETCHED

URL = "https://x.example/news/a/"
PUBLISHED = datetime(2011, 6, 17, 10, 33, tzinfo=timezone(timedelta(hours=2)))
LOCAL = datetime(2011, 6, 17, 10, 33)


def article(date: datetime | None) -> Article:
    told = Fact(date, "page") if date else None
    return Article(URL, "classic", Kind.POST, "a", Fact("A", "page"), "", date=told)


def completed(
    article: Article, *known: Feed | LeftOut | Article, zone: tzinfo | None = None, author: str = ""
) -> Article:
    pages = [page for page in known if isinstance(page, Article)]
    others = [page for page in known if not isinstance(page, Article)]
    return complete(article, Known.of([article, *pages], others), zone, author)


def listing(kind: Kind, *entries: ListEntry, url: str = "https://x.example/blog/") -> Article:
    return Article(url, "classic", kind, "blog", Fact("Blog", "page"), "", listed=entries)


def feed(*urls: str) -> Feed:
    return Feed("", tuple(FeedEntry(url, "A", PUBLISHED) for url in urls))


@pytest.mark.parametrize("date", [None, LOCAL])
def test_feed_gives_the_instant_that_the_page_lacks(date: datetime | None) -> None:
    """A feed's date with offset stands for none and for one without offset, in any spelling."""
    found = completed(article(date), feed("http://www.x.example/news/a"))

    assert found.date == Fact(PUBLISHED, "feed")


def test_first_feed_that_names_an_article_counts() -> None:
    """Where feeds disagree, the one that was read first is believed."""
    later = Feed("", (FeedEntry(URL, "B", datetime(2020, 1, 1, tzinfo=UTC)),))

    known = Known.of([], [feed(URL), later])

    assert known.feeds["x.example/news/a"].published == PUBLISHED


def test_saved_post_that_tells_only_its_path_is_not_missed() -> None:
    """A list names a post by its address; the saved post knows only its path: it is the same."""
    own = replace(article(None), url="file:///a.html", old_path="/l/a/")
    blog = listing(Kind.PAGE, ListEntry("file:///l/a/"), url="file:///blog.html")

    assert not_had([own, blog], [], Known.of([own, blog], [])) == ()


def test_date_with_offset_on_the_page_stays() -> None:
    """What the page itself tells exactly is not overridden."""
    own = datetime(2020, 1, 1, tzinfo=UTC)

    found = completed(article(own), feed(URL))

    assert found.date == Fact(own, "page", (Claim(PUBLISHED, "feed"),))
    assert found.notes[0].detail == "the page dates it 2020-01-01, the feed 2011-06-17"


@pytest.mark.parametrize(
    ("zone", "offset", "notes"), [(ZoneInfo("Europe/Prague"), 2, 0), (None, 0, 1)]
)
def test_zone_is_the_users_or_utc_with_a_note(zone: tzinfo | None, offset: int, notes: int) -> None:
    """A local time gets the named zone; without one it is UTC, and the report says so."""
    found = completed(article(LOCAL), zone=zone)

    assert found.date is not None
    assert found.date.value.replace(tzinfo=None) == LOCAL
    assert found.date.value.utcoffset() == timedelta(hours=offset)
    assert len(found.notes) == notes


def test_no_date_is_ever_made_up() -> None:
    """An article of which nobody knows the date has none."""
    assert completed(article(None), zone=ZoneInfo("Europe/Prague")).date is None


def test_article_that_only_a_feed_names_is_told() -> None:
    """What the feed has and nobody fetched is a failure with the article's title."""
    known = Known.of([], [feed(URL, "https://x.example/news/b/")])

    (lost,) = not_had([article(None)], [], known)
    assert lost.url == "https://x.example/news/b/"
    assert lost.title == "A"


def test_post_that_only_a_list_names_is_told() -> None:
    """What a list shows and nobody fetched is a failure that names the list."""
    entries = (ListEntry("http://x.example/news/a"), ListEntry("https://x.example/b/"))
    blog = replace(article(None), listed=entries)

    (lost,) = not_had([blog], [], Known.of([blog], []))
    assert lost == Failed(
        "https://x.example/b/",
        "its page was not there, but it is named by the list on https://x.example/news/a/",
    )


def test_feed_is_read_with_its_dates_and_without_the_malformed_ones() -> None:
    """Items keep link, title and instant; an empty feed's odd date is no date."""
    xml = (
        b"<rss><channel><pubDate> +0200</pubDate>"
        b"<item><title><![CDATA[A &amp; b]]></title><link>http://x.example/news/a/</link>"
        b"<pubDate>Fri, 17 Jun 2011 10:33:00 +0200</pubDate><category>N</category>"
        b"<author>ann@x.example (Ann)</author></item>"
        b"<item><title>B</title><guid>http://x.example/news/b/</guid><pubDate> +0200</pubDate>"
        b"</item><item><title>no link</title></item></channel></rss>"
    )
    found = read(Snapshot("http://x.example/rss/all.xml", xml, "text/xml", FETCHED))

    assert found == Feed(
        "http://x.example/rss/all.xml",
        (
            FeedEntry("http://x.example/news/a/", "A &amp; b", PUBLISHED, "Ann", ("N",)),
            FeedEntry("http://x.example/news/b/", "B", None, guid="http://x.example/news/b/"),
        ),
    )


def test_list_gives_the_day_that_nobody_else_knows() -> None:
    """A post without a date has the one that a list shows, with a zone; a feed's goes before it."""
    entry = ListEntry(URL, date=datetime(2011, 6, 18))
    blog = listing(Kind.PAGE, entry)

    assert completed(article(None), blog).date == Fact(datetime(2011, 6, 18, tzinfo=UTC), "list")
    found = completed(article(None), blog, feed(URL))
    assert found.date == Fact(PUBLISHED, "feed", (Claim(datetime(2011, 6, 18), "list"),))


def test_author_is_only_who_is_named() -> None:
    """The feed's author, else the one that the user names, else none."""
    told = Feed("", (FeedEntry(URL, "A", None, "Ann"),))

    assert completed(article(None), told, author="Me").author == Fact("Ann", "feed")
    assert completed(article(None), feed(URL), author="Me").author == Fact("Me", "option")
    assert completed(article(None), feed(URL)).author is None


def test_category_is_the_page_whose_list_a_post_belongs_to() -> None:
    """The feed names it, or the post's own data, or the list; a home page's list names none."""
    entry = ListEntry(URL)
    blog, home = listing(Kind.PAGE, entry), listing(Kind.HOME, entry, url="https://x.example/")
    named = Feed("", (FeedEntry(URL, "A", None, "", ("Walks",)),))
    own = replace(article(None), list_page=Fact("https://x.example/blog/", "json"))

    assert completed(article(None), home, blog, named).categories == (Fact("Walks", "feed"),)
    assert completed(own, blog).categories == (Fact("Blog", "json"),)
    assert completed(own).categories == (Fact("blog", "json"),)
    assert completed(article(None), home, blog).categories == (Fact("Blog", "list"),)
    assert completed(article(None), home).categories == ()
    bare = LeftOut("https://x.example/b/", "bare-list", "", title="Diary", listed=(entry,))
    assert completed(article(None), bare).categories == (Fact("Diary", "list"),)


def test_description_is_the_posts_own_else_what_a_list_shows_of_it() -> None:
    """A list's few lines on a post stand in where it has no description; a page has none there."""
    blog = listing(Kind.PAGE, ListEntry(URL, perex="Four hours up."))
    own = replace(article(None), description=Fact("Mine", "meta"))

    assert completed(article(None), blog).description == Fact("Four hours up.", "list")
    assert completed(own, blog).description == Fact("Mine", "meta")
    assert completed(replace(article(None), kind=Kind.PAGE), blog).description is None
    assert completed(article(None)).description is None


def test_guid_of_the_feed_stays_with_the_post() -> None:
    """What the old feed calls a post is kept word for word, and none is made up."""
    post = article(None)
    entry = FeedEntry(post.url, "A", PUBLISHED, guid="tag:x,2012:a b")
    known = Known.of([post], [Feed("https://x.example/rss/all.xml", (entry,))])

    assert complete(post, known, None, "").guid == Fact("tag:x,2012:a b", "feed")
    assert complete(post, Known.of([post], []), None, "").guid is None
