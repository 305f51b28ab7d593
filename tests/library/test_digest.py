"""The digest: what came in, each story once, in the words of the sources alone. No test reads a clock."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from briefing.config import Config
from briefing.errors import StorageError
from briefing.library import make_library
from briefing.library.digest import digest_service
from briefing.library.digest.digest_text import DigestText
from briefing.library.digest.write_digest import make_untold
from briefing.library.stories.story import StoryState
from briefing.model import (
    Analysis,
    BlockKind,
    Briefing,
    InlineKind,
    InlineMark,
    Section,
    SectionKind,
    Span,
    TitleSource,
)
from briefing.model.digest_origins import is_digest
from briefing.model.text_address import TextAddress, parse_text_address
from tests.library.test_stories import (
    BRIDGE_CLOSED,
    BRIDGE_ELSEWHERE,
    ORCHARDS,
    STRIKE,
    briefing,
)
from tests.tui.making import Maker

PONTOON = (
    "The mayor, Hedda Quill, asked the army for a pontoon and expects an answer before the weekend."
)
CRANE = (
    "A crane from Oslo will lift 24 new beams on 14 May, said the engineer Ulf Brandt: "
    "“We shall need a still day for it.”"
)
LEAGUE = "The Road League will sue."


def account(title, *paragraphs, agency=None, day=None, source=None, marks=()):
    """A text of one issue; `marks` are of its first paragraph."""
    make = Maker().add(title, BlockKind.HEADING, level=1)
    for number, each in enumerate(paragraphs):
        make.add(" ".join(each.split()), marks=() if number else marks)
    document = replace(
        make.document(), title=title, agency=agency, published=day, source=source or f"{title}.txt"
    )
    section = Section(
        SectionKind.ISSUE,
        title,
        TitleSource.DOCUMENT,
        Span(0, len(document.text)),
        heading=Span(0, len(title)),
    )
    return Briefing(document, Analysis((section,)))


ONE = account("Closed", BRIDGE_CLOSED, LEAGUE, agency="Northern Wire", day="2026-03-04T08:30:00")
OTHER = account("Stopped", BRIDGE_ELSEWHERE, PONTOON, agency="Pelham Post", day="2026-03-04")
LATER = account("Beams", BRIDGE_ELSEWHERE, CRANE, agency="Daily")
COPY = account("Shut", BRIDGE_CLOSED, agency="Echo")
FRUIT, WARDS = account("Frost", ORCHARDS, agency="Farmer"), account("Strike", STRIKE)
SHORT = account("Notice", "Closed on Sunday.", agency="Farmer")


@pytest.fixture
def shelf(tmp_path):
    """Keeps briefings, puts them into stories, and gives the library."""
    library = make_library(Config(data=tmp_path))

    def keep(*some):
        for each in some:
            library._store.documents.keep(each)
        library.search.index(60)
        library.stories.join()
        return library

    yield keep
    library.close()


def titles(digest):
    return [section.title for section in digest.analysis.sections]


def pane(digest, number=0):
    return digest.analysis.sections[number].span.of(digest.document.text).strip().split("\n\n")


def test_a_story_is_told_once_and_what_others_add(shelf):
    made = shelf(ONE, OTHER, COPY, FRUIT, WARDS, SHORT).digests.make()
    assert titles(made.briefing) == ["Stopped", "Strike", "Farmer"]
    title, outlet, *body, others = pane(made.briefing)
    assert (title, outlet) == ("Stopped", "Pelham Post, 4 Mar 2026")
    assert body[:2] == OTHER.document.text.split("\n\n")[1:]
    assert body[2] == "Northern Wire, 4 Mar 2026, 08:30", "its time, as it is written"
    assert body[3] == LEAGUE
    assert others == "Echo."
    assert pane(made.briefing, 2)[1] == "Frost", "of an outlet the longest issue first"
    assert "Closed on Sunday." in pane(made.briefing, 2), "however short"
    assert set(made.texts) == {b.document.sha256 for b in (ONE, OTHER, COPY, FRUIT, WARDS, SHORT)}


def test_the_next_shows_only_what_is_new(shelf):
    assert shelf().digests.nothing == "Nothing has come in within a week."
    first = shelf(ONE, OTHER, FRUIT).digests.make()
    assert shelf().digests.make() is None
    assert shelf().digests.nothing == "Nothing has come in since the last digest."
    second = shelf(LATER).digests.make()
    assert pane(second.briefing) == ["Beams", "Daily", CRANE]
    assert second.before == first.briefing.document.sha256
    assert shelf().digests.make() is None


def test_a_digest_is_in_no_story_and_in_no_digest(shelf):
    library = shelf(ONE, OTHER)
    made = library.digests.make().briefing
    assert is_digest(library.documents.open(made.document.sha256).document)
    shelf()
    assert library.stories.pending == 0
    assert {i.title for s in library.stories.all() for i in s.issues} == {"Closed", "Stopped"}
    assert titles(library.digests.preview("")) == ["Stopped"]


def test_it_is_the_same_again(shelf):
    library = shelf(ONE, OTHER, FRUIT)
    first = library.digests.make().briefing
    shelf(LATER)
    second = library.digests.make().briefing
    assert library.digests.again(first.document.sha256) == first
    assert library.digests.again() == second
    assert library.digests.again(ONE.document.sha256) is None
    library.documents.remove(OTHER.document.sha256)
    assert titles(library.digests.again(first.document.sha256)) == ["Closed", "Frost"]


def test_a_preview_keeps_nothing(shelf):
    library = shelf(ONE, FRUIT)
    shown = library.digests.preview()
    assert library.documents.open(shown.document.sha256) is None
    assert library.digests.make().briefing == shown


def test_since_asks_for_a_time_whatever_was_reported(shelf):
    library = shelf(ONE)
    library.digests.make()
    assert library.digests.make("2999-01-01") is None
    assert titles(library.digests.make("").briefing) == ["Closed"]
    shelf(FRUIT)
    assert titles(library.digests.make().briefing) == ["Frost"]


def test_the_first_leaves_out_what_is_old(shelf, monkeypatch):
    library = shelf(ONE)
    with library._store.database.write() as connection:
        connection.execute("UPDATE document SET added = '2020-01-01'")
    shelf(FRUIT)
    assert titles(library.digests.make().briefing) == ["Frost"]
    assert library.digests.make() is None
    monkeypatch.setattr(digest_service, "_FIRST", timedelta(days=36_500))
    assert library.digests.make() is None, "it is no first one any more"


def test_what_is_taken_back_is_new_again(shelf):
    library = shelf(ONE)
    first = library.digests.make()
    shelf(FRUIT)
    library.digests.take_back(library.digests.make())
    assert titles(library.digests.make().briefing) == ["Frost"]
    assert library.documents.title(first.briefing.document.sha256)


def test_nothing_is_lost_or_told_twice_where_keeping_fails(shelf, monkeypatch):
    library = shelf(ONE)

    def fail(*_):
        raise OSError("disk full")

    monkeypatch.setattr("briefing.storage.digest_rows._note_last", fail)
    with pytest.raises(StorageError):
        library.digests.make()
    monkeypatch.undo()
    assert len(library.documents.recent()) == 1
    assert titles(library.digests.make().briefing) == ["Closed"]
    assert library.digests.make() is None


def test_two_programs_tell_nothing_twice(shelf):
    library = shelf(ONE)
    other = make_library(library.config)
    real = other.digests._write

    def late(texts):
        """The other program is first."""
        if not library.digests._rows.last:
            assert library.digests.make()
        return real(texts)

    other.digests._write = late
    assert other.digests.make() is None
    other.close()


@pytest.mark.parametrize(
    ("target", "kept"),
    [
        ("/next", "https://farm.example/next"),
        ("https://other.example/", "https://other.example/"),
        ("#top", None),
        ("notes.md", "https://farm.example/notes.md"),
        ("javascript:x()", None),
        (f"briefing:{'0' * 64}#1-2", None),
        ("http://[broken", None),
    ],
)
def test_links_lead_where_they_led(shelf, target, kept):
    """None may pass for one of the digest's own."""
    marks = [("link", "nights of frost", target), ("emphasis", "Tarn", "")]
    source = "https://farm.example/a"
    made = shelf(account("Frost", ORCHARDS, marks=marks, source=source)).digests.make().briefing
    found = [m for block in made.document.blocks[2:] for m in block.marks]
    assert [m.target for m in found if m.kind is InlineKind.LINK] == ([kept] if kept else [])
    assert [m.span.of(made.document.text) for m in found if m.kind is InlineKind.EMPHASIS] == [
        "Tarn"
    ]


def test_clutter_is_left_out_and_a_round_up_tells_its_issues(shelf):
    make = Maker()
    spans = []
    for title, words in (("The strike", STRIKE), ("The frost", ORCHARDS)):
        start = len(make.text) + (2 if make.text else 0)
        make.add(title, BlockKind.HEADING, level=2).add("Share this page now").add(
            " ".join(words.split())
        )
        spans.append((title, start))
    document = replace(make.document(), title="The week", source="week.txt")
    ends = [spans[1][1], len(document.text)]
    sections = tuple(
        Section(
            SectionKind.ISSUE,
            title,
            TitleSource.DOCUMENT,
            Span(start, end),
            heading=Span(start, start + len(title)),
            folded=(Span(start + len(title) + 2, start + len(title) + 21),),
        )
        for (title, start), end in zip(spans, ends, strict=True)
    )
    made = shelf(Briefing(document, Analysis(sections)), WARDS).digests.make().briefing
    assert titles(made) == ["The strike", "The frost"]
    assert "Share" not in made.document.text


def test_what_is_watched_comes_first(shelf):
    library = shelf()
    library.watches.add("strike")
    library = shelf(ONE, OTHER, FRUIT, WARDS)
    assert titles(library.digests.preview())[:2] == ["Stopped", "Strike"]
    stories = library.digests._stories.with_texts(library.digests._find(None))
    assert sum(len(story.issues) for story in stories) == 4


@pytest.mark.parametrize(
    ("target", "address"),
    [
        (f"briefing:{'a' * 64}#3-15", TextAddress("a" * 64, Span(3, 15))),
        (f"briefing:{'a' * 64}", None),
        (f"briefing:{'A' * 64}#3-15", None),
        (f"briefing:{'a' * 64}#3-15\n", None),
        (f"briefing:{'a' * 64}#٣-٤", None),
        ("briefing:../../etc/passwd#1-2", None),
    ],
)
def test_an_address_is_a_hash_and_a_place(target, address):
    assert parse_text_address(target) == address
    assert address is None or str(address) == target


def test_the_reader_sees_what_is_new_in_a_story(shelf):
    library = shelf(ONE, OTHER)
    [story] = library.stories.all()
    assert story.state is StoryState.NEW
    assert not library.stories.news(story)
    library.stories.look([story])
    [story] = library.stories.all()
    assert story.state is StoryState.QUIET
    shelf(LATER)
    [story] = library.stories.all()
    assert story.state is StoryState.GROWING
    news = library.stories.news(story)
    assert news.names == ("Ulf Brandt",)
    assert news.figures == ("24 new beams",), "40 kilometres were known; a day is no figure"
    assert news.quotations == ("“We shall need a still day for it.”",)
    with library._store.database.write() as connection:
        connection.execute("UPDATE document SET indexed = 0")
    shelf()
    assert library.stories.all()[0].state is StoryState.GROWING, "also after a new analysis"


def test_a_mark_outside_its_block_is_dropped():
    source = account("Frost", ORCHARDS)
    wrong = InlineMark(InlineKind.EMPHASIS, Span(0, 3))
    block = replace(source.document.blocks[1], marks=(wrong,))
    text = DigestText()
    text.begin_pane("Frost", TitleSource.DOCUMENT, "")
    text.quote(make_untold(source, None, None, ""), source, [block])
    assert not text.finish("Digest", "").document.blocks[2].marks


def test_of_a_round_up_short_issues_are_told_too(shelf):
    made = shelf(briefing("week", STRIKE, "The clock runs again.")).digests.make().briefing
    assert "The clock runs again." in made.document.text
    assert made.document.text.count("Nurses at four") == 1


def test_a_text_that_is_not_what_its_hash_says_is_told(shelf):
    library = shelf(account("Bell", "The \x1b bell rang."))
    assert titles(library.digests.make().briefing) == ["Bell"]


def test_a_search_finds_what_a_digest_repeats_once(shelf):
    library = shelf(ONE, OTHER)
    made = library.digests.make().briefing
    shelf()
    found = library.search.find("league")
    assert ([hit.issue for hit in found.shown], found.total) == (["Closed"], 1)
    library.documents.remove(ONE.document.sha256)
    assert [hit.sha256 for hit in library.search.find("league").shown] == [made.document.sha256]
