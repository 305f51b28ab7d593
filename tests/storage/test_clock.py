"""What came last is what was done last, whatever the clock says."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from briefing.config import Config
from briefing.library.library import Library
from briefing.model import Bookmark
from briefing.model.search_query import parse_query
from briefing.model.section_corrections import SectionCorrection
from briefing.storage.database import Database
from briefing.storage.document_listing import DocumentListing
from briefing.storage.previous_issue import PreviousIssueFinder
from briefing.storage.repositories import Repositories
from tests.storage.corrected import titled
from tests.storage.test_schema import bookmark_in, briefing_of

STEPS = {
    "set back": [timedelta(hours=-hour) for hour in range(9)],
    "stopped": [timedelta()] * 9,
    "set back by years": [timedelta(days=-9000 * day) for day in range(9)],
    "right": [timedelta(hours=hour) for hour in range(9)],
}
START = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.fixture(params=STEPS)
def times(request, monkeypatch):
    """Calls that set the clock to the next of some times."""
    left = iter(STEPS[request.param])

    def tick():
        moment = (START + next(left)).isoformat(timespec="microseconds")
        for place in ("database", "document_rows", "import_journal", "collection_rows"):
            monkeypatch.setattr(f"briefing.storage.{place}.now", lambda: moment)
        return moment

    return tick


def text(number):
    return briefing_of(f"Text {number}\n\nAda Kroll sees boats.\n\nThe ferry {number}\n")


def test_the_version_read_last_is_the_newest(times):
    store, texts = Repositories(Database(None)), [text(number) for number in range(3)]
    hashes = [each.document.sha256 for each in texts]
    for each in texts:
        times()
        store.documents.keep(each)
    address = texts[0].document.source
    assert store.documents.latest(address) == texts[2]
    assert store.documents.hash_of([address], "") == hashes[2]
    assert store.versions.previous(hashes[2])[0] == hashes[1]
    assert store.versions.previous(hashes[1])[0] == hashes[0]
    assert store.versions.previous(hashes[0]) is None
    assert DocumentListing(store.database).superseded(hashes) == {hashes[0], hashes[1]}
    assert PreviousIssueFinder(store.database).of_address(hashes[2]).sha256 == hashes[1]
    times()
    store.documents.keep(texts[0])
    assert store.documents.latest(address) == texts[0]
    assert store.versions.previous(hashes[0])[0] == hashes[2]


def test_what_was_opened_last_comes_first(times):
    store, texts = Repositories(Database(None)), [text(number) for number in range(3)]
    hashes = [each.document.sha256 for each in texts]
    for each in texts:
        times()
        store.documents.keep(each)
    times()
    store.documents.touch(hashes[1])
    order = [hashes[1], hashes[2], hashes[0]]
    assert list(store.documents.recent(9)) == order
    ids = DocumentListing(store.database).ids(parse_query(""))
    assert list(DocumentListing(store.database).hashes(ids)) == order


def test_marks_are_in_the_order_in_which_they_were_made(times):
    store, briefing = Repositories(Database(None)), briefing_of()
    store.documents.keep(briefing)
    marks = []
    for id in ("c", "a", "d", "b"):
        made = datetime.fromisoformat(times()).replace(microsecond=0)
        marks.append(replace(bookmark_in(briefing), id=id, created=made))
        store.annotations.keep(marks[-1])
    assert store.annotations.of_kind(Bookmark) == tuple(marks)
    store.annotations.remove("a")
    store.annotations.keep(marks[1])
    assert store.annotations.of_kind(Bookmark) == tuple(marks)


def test_the_correction_made_last_is_undone_first(times):
    store, briefing = Repositories(Database(None)), briefing_of()
    store.documents.keep(briefing)
    sha = briefing.document.sha256
    for number in range(3):
        times()
        store.corrections.add(sha, titled(str(number)))
    undone = [store.corrections.undo_last(SectionCorrection, sha) for _ in range(3)]
    assert [each.title for each in undone] == ["2", "1", "0"]


class Clock:
    """The clock of programs that end, which is set."""

    def __init__(self, monkeypatch):
        self.now = datetime.now(UTC)
        clock = self

        class Set(datetime):
            @classmethod
            def now(cls, tz=None):
                return clock.now

        for place in ("library.document_service", "storage.database"):
            monkeypatch.setattr(f"briefing.{place}.datetime", Set)


def test_what_was_just_removed_is_not_forgotten_when_the_clock_is_set(tmp_path, monkeypatch):
    clock, briefing, path = Clock(monkeypatch), briefing_of(), tmp_path / "library.db"
    running = Repositories(Database(path))
    running.documents.keep(briefing)
    running.documents.remove(briefing.document.sha256)

    def other_program(**later):
        clock.now += timedelta(**later)
        Library(Config(data=tmp_path), Database(path)).close()
        return running.documents.briefing(briefing.document.sha256) is not None

    assert other_program(days=400)
    assert other_program(days=-800)
    assert other_program(days=400)
    assert other_program(hours=1)
    running.documents.restore(briefing.document.sha256)
    assert other_program(days=3)
    running.documents.remove(briefing.document.sha256)
    assert other_program(days=2)
    assert not other_program(days=2)
    running.database.close()
