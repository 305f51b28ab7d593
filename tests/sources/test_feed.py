import pytest
from msgspec.structs import replace

from briefing.config import Config
from briefing.errors import FormatError, RetrievalError
from briefing.library import feed_client
from briefing.model import Document
from briefing.sources import source_bytes
from briefing.sources.feed import opml, parse_feed
from briefing.sources.feed.feed_dates import read_feed_date
from briefing.sources.feed.feed_values import Entry, ListedFeed
from briefing.sources.feed.parse_feed import load_feed
from briefing.sources.feed.parse_feed import parse_feed as parse
from briefing.sources.format_detection import find_format
from briefing.sources.web.address_rules import PUBLIC
from briefing.sources.web.fetch_result import Fetched
from tests.sources import make_mail as make
from tests.sources.articles import HARBOUR, SUMMIT
from tests.sources.comparing import assert_same
from tests.sources.make_html import page
from tests.steps import calls

BOTH = (HARBOUR, SUMMIT)
FEEDS = {
    "rss": make.rss(BOTH, full=True),
    "atom": make.atom(BOTH),
    "json": make.json_feed(BOTH),
}


@pytest.mark.parametrize("kind", FEEDS)
def test_every_entry_is_a_document(kind):
    found = parse_feed.convert_feed(FEEDS[kind])
    assert len(found) == 2
    for part, article in zip(found, BOTH, strict=True):
        assert_same(part.markdown, article)
        assert part.title == article[0].text
        assert part.published.startswith("2024-03-05T06:30")
        assert (part.site, part.notices) == ("The Courier", [])
        assert part.byline.startswith("Ada")


def test_items_of_the_wrong_kind_are_passed_over():
    items = '[5, null, {"id": 1, "title": null, "content_html": 5, "authors": "x"}, {"id": 2, "title": "Two", "author": []}]'
    data = f'{{"version": "https://jsonfeed.org/version/1", "items": {items}}}'.encode()
    assert [part.markdown for part in parse_feed.convert_feed(data)] == ["5", "# Two"]


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [("utf-8", ""), ("utf-8", "unicode_escape"), ("cp1252", "windows-1252")],
)
def test_letters_of_a_feed_that_was_fetched(encoding, charset):
    data = "<rss version='2.0'><channel><title>Müller’s</title><item><title>Größe</title></item></channel></rss>"
    found = load_feed(parse(data.encode(encoding), "https://x.example/feed", charset))
    assert (found.title, found.entries[0].title) == ("Müller’s", "Größe")


def test_an_entry_with_a_part_is_fetched(monkeypatch):
    found = load_feed(parse(make.rss(BOTH, full=False)))
    assert [entry.whole for entry in found.entries] == [False, False]
    asked = []

    def fetch(address, largest, *, worker, reach):
        asked.append((address, reach))
        return Fetched(page(HARBOUR), address)

    monkeypatch.setattr(source_bytes, "fetch", fetch)
    document = feed_client.open_entry(found.entries[0], Config())
    assert asked == [("https://courier.example/0", PUBLIC)]
    assert document.title == HARBOUR[0].text
    assert document.words > 500


@pytest.mark.parametrize(("page_has", "then"), [(None, "2024-03-05"), ("2024-03-04", "2024-03-04")])
def test_an_entry_has_the_feeds_date_where_its_page_has_none(monkeypatch, page_has, then):
    entry = load_feed(parse(make.rss(BOTH, full=False))).entries[0]
    read = Document("A text.", published=page_has)
    monkeypatch.setattr(feed_client, "read_source", lambda *_, **__: (read,))
    opened = feed_client.open_entry(replace(entry, published="2024-03-05"), Config())
    assert (opened.published, opened.source) == (then, entry.address)


def test_an_entry_whose_page_cannot_be_had_says_so(monkeypatch):
    def fetch(*_, **__):
        raise RetrievalError("“x” cannot be reached; try again.")

    monkeypatch.setattr(source_bytes, "fetch", fetch)
    entry = load_feed(parse(make.rss(BOTH, full=False))).entries[1]
    document = feed_client.open_entry(replace(entry, site="Quay news"), Config())
    assert (
        document.notices[-1]
        == "The full article could not be fetched: “x” cannot be reached; try again."
    )
    assert (document.format, document.agency) == ("feed", "Quay news")


def test_a_refresh_sends_what_it_knows(monkeypatch):
    def fetch(address, largest, *, worker, reach, etag, modified):
        assert (etag, modified) in (("", ""), ('"1"', "Tue"))
        return (
            Fetched(b"", address, unchanged=True)
            if etag
            else Fetched(FEEDS["atom"], address, "", '"1"', "Tue")
        )

    monkeypatch.setattr(feed_client, "fetch", fetch)
    first = feed_client.refresh_feed("https://courier.example/feed", Config())
    assert first.feed is not None
    assert first.feed.title == "The Courier"
    again = feed_client.refresh_feed(
        "https://courier.example/feed", Config(), etag=first.etag, modified=first.modified
    )
    assert again == feed_client.Refreshed(None, '"1"', "Tue")


def test_a_feed_that_does_not_end_is_cut():
    item = b"<item><title>x</title><description>some words</description></item>"
    head = b"<rss version='2.0'><channel><title>t</title>"
    found = parse(head + item * 600)
    assert len(found["entries"]) == parse_feed.MOST
    assert found["notices"] == ["Only the first 500 of its 600 entries were read."]
    assert calls(parse, head + item * 600) < 1.1 * calls(parse, head + item * parse_feed.MOST)


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "hahaha">' + b"".join(
    b'<!ENTITY %c "&%c;&%c;&%c;&%c;&%c;&%c;&%c;&%c;">' % (i, *[i - 1] * 8) for i in range(98, 110)
)


@pytest.mark.parametrize(
    "data",
    [
        b"{}",
        b"{" + b'"a":[' * 50,
        b'{"version": "https://jsonfeed.org/version/1", "items": [3]}',
        b"words",
        b"",
    ],
)
def test_what_is_no_feed_says_so(data):
    with pytest.raises(FormatError, match="feed"):
        parse_feed.convert_feed(data)


def test_entities_do_not_swell():
    data = (
        LAUGHS
        + b"]><rss version='2.0'><channel><title>&m;</title><item><title>t</title></item></channel></rss>"
    )
    assert len(str(parse(data))) < 100_000


def test_harmful_text_is_made_visible():
    data = b"<rss version='2.0'><channel><title>t</title><item><title>a&#x202e;b</title><link>javascript:x</link></item></channel></rss>"
    (entry,) = load_feed(parse(data)).entries
    assert entry == Entry("a␦b", "a␦b")


def test_a_long_author_costs_little():
    item = f"<item><title>a</title><author>{'x' * 3000}</author></item>"
    found = parse(f"<rss version='2.0'><channel><title>t</title>{item}</channel></rss>".encode())
    assert load_feed(found).entries[0].byline == "x" * 500


def test_a_list_of_feeds():
    outline = "<outline text='A'><outline title='B' xmlUrl='https://b.example/f'/><outline xmlUrl='file:///x'/></outline>"
    found = opml.parse_opml(f"<opml version='2.0'><body>{outline}</body></opml>".encode())
    assert found == [ListedFeed("B", "https://b.example/f", ("A",))]
    with pytest.raises(FormatError, match="lists no feeds"):
        opml.parse_opml(b"<opml/>")


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("How should &amp;lt;b&amp;gt; work?", "How should <b> work?"),
        ("Is 5 &lt; 6 and 7 &gt; 3?", "Is 5 < 6 and 7 > 3?"),
        ("A &lt;em&gt;word&lt;/em&gt;", "A word"),
        ("Use List&lt;String&gt; and &lt;b&gt;", "Use List<String> and <b>"),
        ("A&lt;br&gt;b", "A b"),
        ("&lt;![CDATA[Boats]]&gt;", "Boats"),
        ("Hi &#55357;&#56832; &#xD83D;", "Hi 😀 �"),
    ],
)
def test_a_title_that_is_escaped_twice(title, shown):
    item = f"<item><title>{title}</title><description>Some words</description></item>"
    data = f"<rss version='2.0'><channel><title>t</title>{item}</channel></rss>"
    assert load_feed(parse(data.encode())).entries[0].title == shown


def test_what_a_json_feed_says_for_all_its_items():
    feed = (
        '{"version": "https://jsonfeed.org/version/1.1", "home_page_url": "https://x.example/", '
        '"authors": [{"name": "Ada Brook"}], "items": [{"id": "1", "url": "/p/1", '
        '"content_html": "<p>Words</p>", "date_modified": "2024-02-02T10:00:00Z"}]}'
    )
    (entry,) = load_feed(parse(feed.encode())).entries
    assert (entry.byline, entry.address) == ("Ada Brook", "https://x.example/p/1")
    assert entry.published == "2024-02-02T10:00+00:00"
    files = '"attachments": [{"url": "a.mp3"}], "id": "1"'
    assert load_feed(parse(feed.replace("<p>", "<p>\n").encode())).entries[0].id == "1"
    alone = feed.replace('"id": "1", "url": "/p/1"', files)
    assert "https://x.example/a.mp3" in load_feed(parse(alone.encode())).entries[0].html
    atom = b"<feed xmlns='http://www.w3.org/2005/Atom'><author><name>Ada</name></author><entry><title>x</title></entry></feed>"
    assert load_feed(parse(atom)).entries[0].byline == "Ada"


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Tue, 05 Mar 2024 06:30:00 GMT", "2024-03-05T06:30+00:00"),
        ("2024-03-05T06:30:00.5+02:00", "2024-03-05T04:30+00:00"),
        ("2020/1/10 14:33:00", "2020-01-10T14:33"),
        ("2020-1-9", "2020-01-09"),
        ("Sat, Dec 16 2023 02:02:33 PM", "2023-12-16T14:02"),
        ("8/21/2018 9:00:00 AM", "2018-08-21T09:00"),
        ("5/6/2018", None),
        ("21.8.2018", "2018-08-21"),
        ("Sun, 19 Dec 2021", "2021-12-19"),
        ("1709633472", "2024-03-05T10:11+00:00"),
        ("Mon, 4 Mar 24 12:00 EST", "2024-03-04T17:00+00:00"),
        ("20240305", "2024-03-05"),
        ("2024年3月5日 06:30", "2024-03-05T06:30"),
        ("2024년 3월 5일", "2024-03-05"),
        ("Di, 5. März 2024 06:30:00 GMT", "2024-03-05T06:30+00:00"),
        ("5 de marzo de 2024", "2024-03-05"),
        ("вт, 5 марта 2024 06:30:00 +0300", "2024-03-05T03:30+00:00"),
        ("Вт, 05 мар 2024 06:30:00 +0300", "2024-03-05T03:30+00:00"),
        ("Tue Mar  5 06:30:00 EST 2024", "2024-03-05T11:30+00:00"),
        ("20240305T063000Z", "2024-03-05T06:30+00:00"),
        ("2024-03-05T06:30:00+02", "2024-03-05T04:30+00:00"),
        ("Tue, 05 Mar 2024 06:30:00 GMT+0200", "2024-03-05T04:30+00:00"),
        ("Tuesday, March 5, 2024 - 06:30", "2024-03-05T06:30"),
        ("5 Nonsense 2024", None),
        ("2024-13-45", None),
        ("soon", None),
        ("Tue, 05 Mar 2024 26:30:00 GMT", "2024-03-05"),
    ],
)
def test_dates_of_feeds(said, read):
    assert read_feed_date(said) == read


def test_rss_in_json():
    one = '{"title": "Oil", "description": "It <b>came</b>", "link": "/a", "guid": {"#value": "7"}, "pubDate": "Fri, 03 May 2024 10:00:00 GMT"}'
    data = f'{{"rss": {{"version": "2.0", "channel": {{"title": "Lamp", "link": "http://x.example/", "item": [{one}, 5]}}}}}}'
    assert find_format(data.encode(), "x").name == "feed"
    found = load_feed(parse(data.encode()))
    (entry,) = found.entries
    assert (found.title, entry.title, entry.id, entry.html) == (
        "Lamp",
        "Oil",
        "7",
        "It <b>came</b>",
    )
    assert (entry.address, entry.published) == ("http://x.example/a", "2024-05-03T10:00+00:00")


@pytest.mark.parametrize(
    ("item", "shown"),
    [
        ("<description>Oil: a\nWick: b\n\nGlass</description>", "Oil: a\\\nWick: b\n\nGlass"),
        ("<description># Oil\n\nIt *came* [here](http://x.example).\n\n- a\n- b\n\n## Wick\n\nNo `oil`.</description>", "# Oil\n\nIt *came* [here](<http://x.example>).\n\n- a\n- b\n\n## Wick\n\nNo `oil`."),
    ],
)  # fmt: skip
def test_plain_words_keep_their_lines_and_marks(item, shown):
    data = f"<rss version='2.0'><channel><item>{item}</item></channel></rss>"
    assert parse_feed.convert_feed(data.encode())[0].markdown == shown


def test_an_author_is_no_link():
    author = "&lt;a href='http://x'&gt;Ada Lind&lt;/a&gt;"
    data = f"<rss version='2.0'><channel><item><title>a</title><author>{author}</author></item></channel></rss>"
    assert parse_feed.convert_feed(data.encode())[0].byline == "Ada Lind"


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ("<author><name>Ada</name><email>ada@x.example</email></author>", "Ada"),
        ("<source><author><name>Bo</name></author></source>", "Bo"),
        ("", "Cy"),
    ],
)
def test_who_wrote_an_entry(author, byline):
    owner = "<author><name>Cy</name></author>"
    data = f"<feed xmlns='http://www.w3.org/2005/Atom'>{owner}<entry><title>a</title>{author}</entry></feed>"
    assert parse_feed.convert_feed(data.encode())[0].byline == byline


def test_one_author_of_a_json_feed_needs_no_list():
    item = '{"id": "1", "authors": {"name": "Ada"}, "content_text": "Oil"}'
    data = f'{{"version": "https://jsonfeed.org/version/1.1", "items": [{item}]}}'
    assert parse_feed.convert_feed(data.encode())[0].byline == "Ada"


@pytest.mark.parametrize(
    "line", ["The post Oil appeared first on Quay.", "Der Beitrag Oil erschien zuerst auf Quay."]
)
def test_where_an_entry_appeared_first_is_beside_it(line):
    data = f"<rss version='2.0'><channel><item><title>Oil</title><description>&lt;p>It came.&lt;/p>&lt;p>{line}&lt;/p></description></item></channel></rss>"
    (found,) = parse_feed.convert_feed(data.encode())
    assert (found.markdown, found.boilerplate) == ("# Oil\n\nIt came.", [line])


def test_files_of_an_entry_are_links():
    enclosure = "<enclosure url='https://x.example/a/talk.mp3?x=1' type='audio/mpeg' length='3'/>"
    item = f"<item><title>Talk</title><link>/p/1</link>{enclosure}</item>"
    rss = f"<rss version='2.0'><channel><title>t</title><link>https://x.example/</link>{item}</channel></rss>"
    (found,) = parse_feed.convert_feed(rss.encode())
    head = "# [Talk](<https://x.example/p/1>)"
    assert found.markdown == f"{head}\n\n[talk.mp3](<https://x.example/a/talk.mp3?x=1>)"
    assert not any(found.boilerplate)


@pytest.mark.parametrize(
    "feed",
    [
        b"<rss version='2.0'><channel><title>Quay</title></channel></rss>",
        b'{"version": "https://jsonfeed.org/version/1.1", "title": "Quay"}',
    ],
)
def test_an_empty_feed_is_a_feed(feed):
    assert load_feed(parse(feed)).title == "Quay"
    (found,) = parse_feed.convert_feed(feed)
    assert (found.markdown, found.notices) == ("# Quay", ["The feed has no entries yet."])


def test_a_json_feed_may_say_last_what_it_is():
    feed = '{"items": [{"id": "1", "title": "%s"}], "version": "https:\\/\\/jsonfeed.org\\/version\\/1"}'
    assert find_format((feed % ("x" * 200_000)).encode(), "a").name == "feed"
    assert find_format(b'{"items": []}', "a").name == "text"


@pytest.mark.parametrize(
    ("item", "shown"),
    [
        (
            "<description>One.\n\nTwo is about the boats of the people of the windy quay\nhere.</description>",
            "One.\n\nTwo is about the boats of the people of the windy quay here.",
        ),
        (
            "<description>Boats\nof the people at the end of the long and windy quay\nhere\nand there</description>",
            "Boats\\\nof the people at the end of the long and windy quay here\\\nand there",
        ),
        (
            "<description>&amp;lt;p&amp;gt;Fish &amp;amp;amp; chips&amp;lt;/p&amp;gt;</description>",
            "Fish & chips",
        ),
        (
            "<description>See &lt;a href='http://b.example'>&lt;span class='invisible'>http://&lt;/span>b&lt;/a></description>",
            "See [b](<http://b.example>)",
        ),
        ("<link>https://x.example/1</link>", "<https://x.example/1>"),
        ("<title>A</title><guid>7</guid>", "# A"),
        ("<description>A &lt;title&gt; here</description>", "A \\<title\\> here"),
        (
            "<description>&lt;iframe src='https://v.example/1'&gt;&lt;/iframe&gt;</description>",
            "[Embedded: v.example](<https://v.example/1>)",
        ),
        (
            "<link>https://x.example/1</link><r:related xmlns:r='r'><link url='https://y.example'>B</link></r:related>",
            "<https://x.example/1>",
        ),
        (
            "<media:content url='https://x.example/v.mp4' type='video/mp4'/>",
            "[v.mp4](<https://x.example/v.mp4>)",
        ),
        (
            "<podcast:transcript url='https://x.example/t.vtt'/>",
            "[Transcript (t.vtt)](<https://x.example/t.vtt>)",
        ),
        ("<comments>https://x.example/talk/7</comments>", "[Comments](<https://x.example/talk/7>)"),
        (
            "<description>Look here.</description><media:content url='https://x.example/p.png' medium='image'><media:description>A gull</media:description></media:content>",
            "Look here.\n\nA gull",
        ),
        (
            "<description>&lt;audio src='https://x.example/a.mp3'&gt;&lt;/audio&gt;</description><enclosure url='https://x.example/a.mp3' type='audio/mpeg'/>",
            "[Audio: a.mp3](<https://x.example/a.mp3>)",
        ),
    ],
)
def test_what_an_item_says(item, shown):
    names = "xmlns:media='http://search.yahoo.com/mrss/' xmlns:podcast='https://podcastindex.org/namespace/1.0'"
    data = (
        f"<rss version='2.0' {names}><channel><title>t</title><item>{item}</item></channel></rss>"
    )
    assert parse_feed.convert_feed(data.encode())[0].markdown == shown


FULL = (
    "<rss version='2.0'><channel><title>t</title><item><title>Größe</title></item></channel></rss>"
)


@pytest.mark.parametrize(
    "data",
    [
        b"<b>Warning</b>: line 3\n<?xml version='1.0'?>" + FULL.encode(),
        f"<?xml version='1.0' encoding='utf-16'?>{FULL}".encode(),
        f"<?xml version='1.0' encoding='utf-16'?>{FULL}".encode("utf-16"),
        FULL.replace("rss", "RSS").encode(),
    ],
)
def test_what_servers_do_to_feeds(data):
    assert find_format(data, "feed").name == "feed"
    assert parse_feed.convert_feed(data)[0].title == "Größe"


def test_chapters_of_a_recording_are_listed_and_a_note_without_title_is_whole():
    chapters = "<c:chapters xmlns:c='http://podlove.org/simple-chapters'><c:chapter start='00:40' title='The &lt;oil&gt;'/></c:chapters>"
    items = f"<item><title>Lamps</title>{chapters}</item><item><description>It is out.</description><link>https://a.example/2</link></item>"
    data = f"<rss version='2.0'><channel><title>Quay</title>{items}</channel></rss>"
    lamps, note = parse_feed.convert_feed(data.encode())
    assert lamps.markdown == "# Lamps\n\n- 00:40 The \\<oil\\>"
    assert note.notices == []
