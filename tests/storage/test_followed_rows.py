"""What the reader decided of stories outlives texts, their versions, and the library's file."""

import pytest

from briefing.config import Config
from briefing.errors import StorageRefused
from briefing.library import make_library
from briefing.library.carry_over import carry_over_to_new_version
from briefing.library.followed.issue_places import make_place
from briefing.storage.connect import PAGE
from briefing.storage.database import Database
from briefing.storage.followed_rows import FollowedRows
from briefing.storage.repositories import Repositories
from tests.library.test_stories import BRIDGE_CLOSED, ORCHARDS, STRIKE, briefing

WEEK = briefing("week", ORCHARDS, BRIDGE_CLOSED, STRIKE)
LATER = briefing("week", ORCHARDS, BRIDGE_CLOSED.replace("two of its", "three of its"), STRIKE)


def place(of=WEEK, number=1):
    return make_place(of, of.analysis.sections[number])


def states(rows, id):
    return [(each.title, each.state, each.sha256) for each in rows.decisions(id)]


@pytest.mark.parametrize("spoil", [range(1), range(1, 2)], ids=["no header", "a page"])
def test_a_damaged_library_keeps_them(tmp_path, spoil):
    path = tmp_path / "library.db"
    rows = FollowedRows(database := Database(path))
    id, _ = rows.follow("The bridge", [place()])
    rows.decide(id, [place(number=0)], "rejected")
    before = states(rows, id)
    database.close()
    with open(path, "r+b") as file:
        for page in spoil:
            file.seek(page * PAGE)
            file.write(bytes(100 if page == 0 else PAGE))
    rows = FollowedRows(database := Database(path))
    assert [each.name for each in rows.all()] == ["The bridge"]
    assert sorted(states(rows, id)) == sorted(before)
    database.close()


def test_the_next_version_of_a_text_has_them(tmp_path):
    library = make_library(Config(data=tmp_path))
    store = library._store
    store.documents.keep(WEEK)
    id, _ = store.followed.follow("The bridge", [place()])
    store.documents.keep(LATER)
    carry_over_to_new_version(store, LATER)
    assert states(store.followed, id) == [("week 1", "confirmed", LATER.document.sha256)]
    [(_, anchor)] = store.followed.to_move(LATER.document.sha256)
    assert "three of its" in anchor
    library.close()


def test_a_library_without_its_texts_has_them():
    store = Repositories(Database(None))
    store.documents.keep(WEEK)
    id, _ = store.followed.follow("The bridge", [place()])
    with store.database.write() as connection:
        connection.execute("DELETE FROM document")
    assert [each.section for each in store.followed.decisions(id)] == [None]
    with pytest.raises(StorageRefused), store.database.write() as connection:
        connection.execute("UPDATE followed_issue SET state = 'proposed'")
