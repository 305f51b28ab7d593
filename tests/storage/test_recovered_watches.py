"""Watches, and what was seen and reported of them, outlive damage and go through backups."""

import pytest

from briefing.config import Config
from briefing.library import maintenance
from briefing.library.search_service import Searcher
from briefing.library.watches.report_receipt import given_as
from briefing.library.watches.watch_service import WatchService
from briefing.storage.connect import PAGE
from briefing.storage.database import Database
from briefing.storage.recovery import examine
from briefing.storage.recovery.backups import back_up_daily
from briefing.storage.repositories import Repositories
from tests.library.test_stories import briefing
from tests.library.test_watches import FERRY, report
from tests.storage.test_safety import overwrite, pages_of, without_first_page


class Library:
    """Reopened after what was done to its file."""

    def __init__(self, path):
        self.store = Repositories(Database(path))
        self.watches = WatchService(self.store.database)
        self.search = Searcher(self.store.database, self.store.documents.briefing)
        self.compare()

    def compare(self):
        self.search.index(60)
        self.watches.match()

    def close(self):
        self.search.close()
        self.store.database.close()


@pytest.fixture
def config(tmp_path):
    """A library with six hits, two of which were seen and one reported."""
    config = Config(data=tmp_path / "data")
    library = Library(config.library_file)
    library.watches.add("ferry", "Boats")
    for n in range(6):
        library.store.documents.keep(briefing(f"{n}", f"{FERRY} {n}"))
    library.compare()
    hits = library.watches.hits(library.watches.all()[0])
    library.watches.see(hits[:2])
    library.watches._rows.mark_reported([given_as(hits[2].stored)])
    library.close()
    return config


def spoiled_issues(path):
    overwrite(path, pages_of(path, "section")[0], PAGE)


def spoiled_watches(path):
    for table in ("watch", "watch_hit"):
        overwrite(path, pages_of(path, table)[0], PAGE)


@pytest.mark.parametrize("spoil", [None, without_first_page, spoiled_issues, spoiled_watches])
def test_watches_and_what_was_seen_of_them_survive(config, tmp_path, spoil):
    path = config.library_file
    if spoil is None:
        maintenance.back_up(config, tmp_path / "copy")
        path.unlink()
        maintenance.restore_library(config, tmp_path / "copy")
    else:
        if spoil is spoiled_watches:
            back_up_daily(path)
        spoil(path)
        assert examine.repair_library(path, lambda sentence: None)
    library = Library(path)
    [watch] = library.watches.all()
    assert (watch.name, watch.query, watch.hits, watch.new) == ("Boats", "ferry", 6, 4)
    assert report(library.watches, str) == 3
    library.close()


def test_a_watch_finds_what_comes_in_after_the_last_texts_were_lost(config):
    path = config.library_file
    library = Library(path)
    library.watches.add("harbour")
    library.close()
    for table in ("document", "content"):
        overwrite(path, pages_of(path, table)[0], PAGE)
    assert examine.repair_library(path, lambda sentence: None)
    library = Library(path)
    library.store.documents.keep(briefing("new", "The harbour freezes."))
    library.compare()
    assert [each.new for each in library.watches.all() if each.name == "harbour"] == [1]
    library.close()
