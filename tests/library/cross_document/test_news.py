"""What is new since the previous briefing of the same source."""

import pytest

from briefing.config import Config
from briefing.library import make_library
from briefing.library.cross_document.novelty import series_of
from tests.library.cross_document.articles import HARBOUR, OPERA, article, kept


@pytest.fixture
def library(tmp_path):
    made = make_library(Config(data=tmp_path))
    yield made
    made.close()


def agenda(day, source=None, title="Council agenda", agency="Town Hall", more=()):
    return article(
        f"{title}, March {day}",
        "Harbour dredging: [Ada Lind] and the [+Port Board] weigh the dredging of the harbour channel.",
        *more,
        published=f"2026-03-{day:02}",
        source=source,
        agency=agency,
    )


SCHOOL = (
    "School roof: [Nia Brandt] reports that the leaking roof of the primary school needs slates."
)


def told(library, briefing):
    found = library.cross_document.news(briefing)
    if found is None:
        return None
    names = {e.name for e in briefing.analysis.entities if e.id in found.names}
    return names, {briefing.analysis.sections[i].title for i in found.issues}, found.how


PAIRS = {
    "read before from the same address": ("/a/agenda.md", "/a/agenda.md", "Town Hall"),
    "of an earlier day at the same address": ("/a/2026-03-03.md", "/a/2026-03-04.md", None),
    "the previous one of that title by Town Hall": (None, None, "Town Hall"),
}


@pytest.mark.parametrize("how", PAIRS)
def test_new_names_and_issues(library, how):
    one, two, agency = PAIRS[how]
    before, now = agenda(3, one, agency=agency), agenda(4, two, agency=agency, more=(SCHOOL,))
    kept(library, before, now)
    assert told(library, now) == ({"Nia Brandt"}, {"School roof"}, how)
    assert library.cross_document.news(now).before == "Council agenda, March 3"
    assert told(library, before) is None


NONE = {
    "another agency": (None, None, "Council agenda", "Elsewhere"),
    "another title": (None, None, "Harbour master", "Town Hall"),
    "another name on the same day": ("/a/2026-03-03-x.md", "/a/2026-03-04-y.md", "Other", None),
    "numbers that are no days": ("/a/1234.md", "/a/1235.md", "Other", None),
}


@pytest.mark.parametrize("case", NONE)
def test_no_doubtful_predecessor(library, case):
    one, two, title, agency = NONE[case]
    kept(library, agenda(3, one), now := agenda(4, two, title, agency, more=(SCHOOL,)))
    assert told(library, now) is None


def test_another_version_says_what_is_in_other_words(library):
    before = agenda(3, "/a/agenda.md", more=(SCHOOL,))
    again = SCHOOL.replace("needs slates", "needs slates and tar")
    kept(library, before, now := agenda(4, "/a/agenda.md", more=(again, "Tolls: No toll is due.")))
    found = library.cross_document.news(now)
    assert (found.issues, found.changed, found.names) == ({2}, {1}, set())


def test_the_nearest_earlier_day_is_the_previous(library):
    days = [
        agenda(day, f"/a/2026-03-{day:02}.md", more=(f"Item {day}: A matter of the {day}th.",))
        for day in (2, 5, 3, 4)
    ]
    kept(library, *days)
    assert library.cross_document.news(days[3]).before == "Council agenda, March 3"


def test_a_name_in_another_form_is_not_new(library):
    now = article(
        "Council agenda, March 4",
        "Dredging again: [Lind] and the [+Port Board Ltd] dredged the harbour channel.",
        published="2026-03-04",
        agency="Town Hall",
    )
    kept(library, agenda(3), now)
    assert told(library, now)[:2] == (set(), set())


def test_where_nothing_is_the_same_nothing_is_called_new(library):
    other = article("Council agenda, March 4", SCHOOL, published="2026-03-04", agency="Town Hall")
    kept(library, agenda(3), other)
    assert told(library, other)[:2] == (set(), set())


def test_removed_briefings_are_no_predecessors(library):
    kept(library, before := agenda(3), now := agenda(4, more=(SCHOOL,)))
    library.documents.remove(before.document.sha256)
    assert told(library, now) is None


def test_unrelated_briefings(library):
    kept(library, HARBOUR, OPERA)
    assert told(library, OPERA) is None


@pytest.mark.parametrize(
    ("title", "series"),
    [
        ("Morning Briefing: Tuesday, 3 March 2026", "morning briefing"),
        ("Weekly note #12", "weekly note"),
        ("March 3", ""),
        ("Briefing 12", ""),
    ],
)
def test_series(title, series):
    assert series_of(title) == series


def test_other_words_for_a_known_subject_are_not_new(library):
    before = article(
        "Council agenda, March 3",
        "Cracks in the bridge: The Marlow bridge was closed to lorries after [Ada Lind] found cracks in two girders. "
        "A ferry will cross every twenty minutes, and hauliers take a detour through Pelham.",
        published="2026-03-03",
        agency="Town Hall",
    )
    now = article(
        "Council agenda, March 4",
        "No lorries over the river: Hauliers still take the detour through Pelham while both girders of the Marlow "
        "bridge are replaced; [Lind] says that the cracks have grown, and a second ferry may cross.",
        SCHOOL,
        published="2026-03-04",
        agency="Town Hall",
    )
    kept(library, before, now)
    assert told(library, now)[1] == {"School roof"}
