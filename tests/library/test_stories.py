"""Which issues are taken for the same story. No test reads a clock or looks for names by model."""

import random
from itertools import permutations

import pytest
from msgspec.structs import replace

from briefing.config import Config
from briefing.library import make_library
from briefing.library.stories import join_stories, story_service
from briefing.library.stories.same_story import Rarity, confidence, make_profile
from briefing.library.stories.story import find_outlet
from briefing.library.stories.terms import find_terms
from briefing.library.stories.wire_copies import find_copies, sketch
from briefing.model import Analysis, Briefing, Document, Section, SectionKind, Span, TitleSource

BRIDGE_CLOSED = """The Marlow bridge was closed to lorries on Monday after engineers found cracks in two of its
girders. Inspectors from the county said the cracks, each as long as a hand, had grown since the autumn survey. Ferry
crossings will run every twenty minutes until the girders are replaced, and hauliers were told to expect a detour of
40 kilometres through Pelham."""
BRIDGE_ELSEWHERE = """Lorries must take a detour of 40 kilometres through Pelham, hauliers learned on Monday: cracks
in the girders of the Marlow bridge have grown since the autumn. County inspectors ordered it closed to heavy traffic.
A ferry will cross every twenty minutes while the engineers replace both girders."""
ORCHARDS = """Growers in the orchards of Tarn lost half of their apricots to three nights of frost in April. The
cooperative said that its members would ask the ministry for cheaper loans, and that smudge pots and fans had saved the
lower slopes only. Prices at the market rose by a third within a week."""
STRIKE = """Nurses at four hospitals voted to walk out for two days in June over night shifts. The union said that
nine of ten members had backed the strike; the hospitals answered that emergency wards would stay open and that talks
about shorter shifts would go on through the weekend."""


def briefing(name: str, *texts: str, agency: str | None = None, day: str | None = None) -> Briefing:
    """One issue a text."""
    text = "\n\n".join(texts)
    sections, at = [], 0
    for number, each in enumerate(texts):
        end = min(len(text), at + len(each) + 2)
        title = f"{name} {number}"
        sections.append(Section(SectionKind.ISSUE, title, TitleSource.DOCUMENT, Span(at, end)))
        at = end
    document = Document(text, title=name, agency=agency, published=day, source=f"{name}.txt")
    return Briefing(document, Analysis(tuple(sections), entities=(), quotes=()))


@pytest.fixture
def told(tmp_path):
    """Keeps briefings, puts them into stories, and gives the library."""
    library = make_library(Config(data=tmp_path))

    def tell(*some: Briefing):
        for each in some:
            library._store.documents.keep(each)
        library.search.index(60)
        library.stories.join()
        return library

    yield tell
    library.close()


def titles(library, fewest=2):
    return [{issue.title for issue in story.issues} for story in library.stories.all("", fewest)]


MANY = [
    " ".join(
        f"{word}{n}{letter}"
        for letter in "abcdefghijklmnopqrst"
        for word in ("Plom", "drev", "kast")
    )
    for n in ("ar", "em", "il", "on", "ur", "ys", "ob")
]
ONE, OTHER = briefing("one", BRIDGE_CLOSED), briefing("other", BRIDGE_ELSEWHERE)
FRUIT, WARDS = briefing("fruit", ORCHARDS), briefing("wards", STRIKE)


@pytest.mark.parametrize("order", list(permutations((ONE, OTHER, FRUIT, WARDS)))[::5])
def test_two_accounts_of_one_event_are_a_story_in_any_order(told, order):
    library = told(*order)
    assert titles(library) == [{"one", "other"}]
    assert len(titles(library, fewest=1)) == 3


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [
        (None, "2024-03-05", ("2024-03-05", "2024-03-05")),
        ("2024-03-02", "2024-03-05", ("2024-03-02", "2024-03-05")),
        (None, None, None),
    ],
)
def test_a_story_has_only_dates_that_were_written(told, first, second, days):
    both = briefing("one", BRIDGE_CLOSED, day=first), briefing("two", BRIDGE_ELSEWHERE, day=second)
    [story] = told(*both).stories.all()
    assert ((story.first, story.latest) if story.is_dated else None) == days


def test_the_reason_names_what_both_say(told):
    [story] = told(ONE, OTHER).stories.all()
    assert any(word in story.reason for word in ("girders", "cracks", "Marlow", "Pelham"))
    assert "both" not in story.reason, "three may tell it"
    assert story.issues[0].title == "one", "the fullest account comes first"


def test_only_that_issue_of_a_round_up_joins(told):
    round_up = briefing("week", ORCHARDS, BRIDGE_ELSEWHERE, STRIKE)
    library = told(ONE, round_up)
    assert titles(library) == [{"one", "week 1"}]
    [story] = library.stories.all()
    assert story.issues[1].section == 1
    assert round_up.document.text[story.issues[1].start :].startswith("Lorries")


def test_issues_of_one_text_are_no_story_by_themselves(told):
    assert titles(told(briefing("twice", BRIDGE_CLOSED, BRIDGE_ELSEWHERE))) == []


def test_a_late_text_joins_what_was_there(told):
    told(ONE, FRUIT)
    assert titles(told(OTHER)) == [{"one", "other"}]


def test_what_is_indexed_again_joins_again(told):
    library = told(ONE, OTHER)
    with library._store.database.write() as connection:
        connection.execute("UPDATE document SET indexed = 0")
    library.search.index(60)
    assert library.stories.pending == 2
    library.stories.join()
    assert titles(library) == [{"one", "other"}]


def test_removed_texts_tell_nothing(told):
    library = told(ONE, OTHER)
    library.documents.remove(OTHER.document.sha256)
    assert titles(library) == []


def test_copies_and_one_outlet_are_one_voice(told):
    copy = "From our own desk.\n" + ". ".join(reversed(BRIDGE_CLOSED.split(". ")))
    agency = {"agency": "Northern Wire"}
    [story] = told(
        ONE,
        briefing("copied", copy),
        briefing("first", BRIDGE_ELSEWHERE, **agency),
        briefing("second", BRIDGE_ELSEWHERE + " Tolls are waived.", **agency),
    ).stories.all()
    assert (len(story.issues), story.voices) == (4, 2)


def test_a_month_between_makes_it_less_likely():
    def profile(day):
        made = briefing("x", BRIDGE_CLOSED)
        return make_profile(find_terms(made, made.analysis.sections[0]), Rarity({}, 0), day)

    near = confidence(profile("2024-03-01"), profile("2024-03-05T10:00:00+00:00"))
    far = confidence(profile("2024-03-01"), profile("2024-12-05"))
    assert far < near
    assert confidence(profile("soon"), profile(None)) == near, "an unknown day says nothing"


@pytest.mark.parametrize(
    ("other", "copied"),
    [
        (BRIDGE_CLOSED, True),
        (BRIDGE_CLOSED[len(BRIDGE_CLOSED) // 3 :] + "\n\nTraffic was light.", True),
        (BRIDGE_ELSEWHERE, False),
        ("The Marlow bridge was closed.", False),
    ],
)
def test_copies_are_told_by_their_words_in_order(other, copied):
    assert bool(list(find_copies([sketch(BRIDGE_CLOSED), sketch(other)]))) is copied


def test_a_story_of_thousands_of_copies_is_counted_at_once(told):
    [story] = told(ONE, OTHER).stories.all()
    many = tuple(replace(story.issues[0], sha256=f"{n}") for n in range(20_000))
    assert replace(story, issues=(*many, *story.issues)).voices == 2


def test_long_texts_are_joined_a_few_at_a_time(told):
    """Nothing else is written to the library meanwhile."""
    library = told()
    for name in ("one", "other", "third"):
        library._store.documents.keep(briefing(name, *[f"{BRIDGE_CLOSED} {name}"] * 60))
    library.search.index(60)
    left = []
    library.stories.join(left.append)
    assert left == [3, 2, 1]


@pytest.mark.parametrize(
    ("one", "other", "voices"),
    [
        ((None, "https://www.post.example.com/a"), (None, "https://post.example.com/b"), 1),
        ((None, "https://edition.post.co.uk/a"), (None, "https://m.post.co.uk/b"), 1),
        ((None, "https://one.co.uk/a"), (None, "https://two.co.uk/b"), 2),
        ((None, "https://ann.substack.com/a"), (None, "https://ben.substack.com/b"), 2),
        (("The Pelham Post", None), ("Pelham Post", "https://portal.example/b"), 1),
        (("Pelham Post", "https://pelhampost.com/a"), (None, "https://pelhampost.com/b"), 1),
        (("PBC News", "https://pbc.com/a"), ("PBC Sport", "https://pbc.com/b"), 1),
        (("Post", "https://portal.com/a"), ("Wire", "https://portal.com/b"), 2),
        ((None, None), (None, None), 2),
    ],
)
def test_outlets_of_one_publisher_are_one_voice(told, one, other, voices):
    [story] = told(ONE, OTHER).stories.all()
    issues = tuple(
        replace(issue, source=source, outlet=find_outlet(agency, source))
        for issue, (agency, source) in zip(story.issues, (one, other), strict=True)
    )
    assert replace(story, issues=issues).voices == voices


@pytest.mark.parametrize(
    ("one", "other", "voices"),
    [
        (("The Morning", "a@post.example"), ("Evening", "b@mail.post.example"), 1),
        (("Anna", "anna@substack.com"), ("Anna Ro", "anna@substack.com"), 1),
        (("Anna", "anna@substack.com"), (None, "https://anna.substack.com/p"), 1),
        (("Anna", "anna@gmail.com"), ("Ben", "ben@gmail.com"), 2),
        (("Harbour Letter", None), ("Harbour Letter", "x@other.example"), 1),
        (("Harbour Letter", "x@one.example"), ("Valley Letter", "x@other.example"), 2),
    ],
)
def test_mails_of_one_sender_are_one_voice(told, one, other, voices):
    def sent(text, agency, address):
        made = briefing(agency or "page", text, agency=agency)
        mail = address if address and "://" not in address else None
        return replace(
            made, document=replace(made.document, sender=mail, source=address or "a.eml")
        )

    [story] = told(sent(BRIDGE_CLOSED, *one), sent(BRIDGE_ELSEWHERE, *other)).stories.all()
    assert story.voices == voices


@pytest.mark.parametrize(
    ("agency", "source", "outlet"),
    [
        ("Northern Wire", "https://www.example.com/a", "Northern Wire"),
        (None, "https://www.example.com/a", "example.com"),
        (None, "https://[broken", None),
        (None, "notes.txt", None),
        (None, None, None),
    ],
)
def test_an_outlet_is_the_agency_or_the_host(agency, source, outlet):
    assert find_outlet(agency, source) == outlet


CHINESE = (
    "馬洛橋週一對貨車關閉，工程師在兩根大樑上發現裂縫。檢查員表示，裂縫自秋季調查以來不斷擴大。渡輪每二十分鐘一班，運輸業者須繞行四十公里。"
    * 3,
    "貨車週一須繞行四十公里：馬洛橋大樑的裂縫自秋季以來不斷擴大。檢查員下令禁止貨車通行。工程師更換兩根大樑期間，渡輪每二十分鐘一班。"
    * 3,
    "果園的種植者在四月的三個霜夜中損失了一半的杏子。合作社將向部門申請更便宜的貸款，煙罐和風扇只挽救了較低的山坡。市場價格上漲了三分之一。"
    * 3,
)


def test_texts_without_spaces_between_words_tell_stories(told):
    library = told(*(briefing(name, text) for name, text in zip("abc", CHINESE, strict=True)))
    assert titles(library) == [{"a", "b"}]


def test_copies_of_texts_without_spaces_are_recognised():
    one, other, _ = map(sketch, CHINESE)
    cut = sketch("本報訊。" + CHINESE[0][60:150])
    assert list(find_copies([one, cut]))
    assert not list(find_copies([one, other]))


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("Harbour", 0),
        ("harbour " * 60, 1),
        ("71 802 5 " * 60, 1),
        (" ".join(f"stone{n % 7919}" for n in range(200_000)), 1),
    ],
    ids=["one word", "one word again and again", "numbers", "a book"],
)
def test_odd_issues_are_stories_of_their_own(told, text, least):
    library = told(briefing("odd", text), ONE)
    assert sorted(map(len, titles(library, fewest=1))) == [1] * (1 + least)
    assert library.stories.nearest(ONE, ONE.analysis.sections[0]) == ()


def test_a_flood_of_copies_is_one_story_of_one_voice(told):
    library = told(*(briefing(f"{n}", f"{BRIDGE_CLOSED} {n}") for n in range(60)))
    [story] = library.stories.all()
    assert (len(story.issues), story.voices) == (60, 1)


def test_the_best_are_the_first_of_all(told, monkeypatch):
    monkeypatch.setattr(story_service, "_READ", 2)
    chance = random.Random(3)
    some = []
    for number, text in enumerate(MANY):
        for copy in range(chance.randrange(2, 6)):
            outlet, day = f"o{chance.randrange(4)}", f"2024-03-0{chance.randrange(1, 9)}"
            words = f"{text} Told {number} {copy}."
            some.append(briefing(f"{number} {copy}", words, agency=outlet, day=day))
    library = told(*some)
    chosen = library.stories.all()[-1]
    library.followed.follow(chosen)
    library.watches.add("frost")
    every = library.stories.all()
    assert every[0].id == chosen.id
    assert len(every) == len(MANY)
    for most in (1, 2, 3, len(MANY), 50):
        assert library.stories.all(most=most) == every[:most]


def test_two_programs_join_the_same_texts_once(told, monkeypatch):
    library = told()
    for each in (ONE, OTHER, FRUIT):
        library._store.documents.keep(each)
    library.search.index(60)
    read, others = join_stories.StoryJoiner._read_some, [library.stories.join]

    def read_slowly(self):
        assert not library._store.database._writing
        found = read(self)
        while others:
            others.pop()()
        return found

    monkeypatch.setattr(join_stories.StoryJoiner, "_read_some", read_slowly)
    assert library.stories.join() == 0
    assert titles(library) == [{"one", "other"}]
    counted = "SELECT max(issues) FROM story_term"
    assert library._store.database.one(counted) == (2,)


@pytest.mark.parametrize("locked", [-1.0, 60.0])
def test_stories_are_the_same_however_long_a_transaction_is(told, monkeypatch, locked):
    monkeypatch.setattr(join_stories, "_LOCKED", locked)
    library = told(briefing("both", BRIDGE_CLOSED, ORCHARDS), OTHER, FRUIT, WARDS)
    assert sorted(map(sorted, titles(library))) == [["both 0", "other"], ["both 1", "fruit"]]
