"""What the controllers of the list screens work with, without a screen."""

from collections import defaultdict
from types import SimpleNamespace
from typing import Any

from briefing.tui.screens.feed_jobs import FeedJobs
from briefing.tui.screens.file_choice import FileChoice
from briefing.tui.screens.library_edit import LibraryEdit
from briefing.tui.screens.library_export import LibraryExport
from briefing.tui.screens.library_list import LibraryList
from briefing.tui.widgets.file_and_feed_lists import FileList
from briefing.tui.widgets.library_table import LibraryTable
from tests.tui.reader.fakes import FakeUI, bare_library
from tests.tui.shelves import fill


class HeldUI(FakeUI):
    """Holds background work until the test ends it."""

    def __init__(self):
        super().__init__()
        self.held = []

    def run(self, *work):
        self.held.append(work)

    def finish(self, place=0):
        """Do the work that was asked for first, or at another place."""
        super().run(*self.held.pop(place))


class FakeTable:
    """Holds what it was asked to list."""

    place_of, under_cursor = LibraryTable.place_of, LibraryTable.under_cursor

    def __init__(self):
        self.ids, self.cursor, self.selected = (), None, frozenset()

    @property
    def count(self):
        return len(self.ids)

    def show(self, ids, cursor):
        self.ids = ids
        self.cursor = max(0, min(cursor, len(ids) - 1)) if ids else None

    def select(self, selected):
        self.selected = selected


class FakeFiles:
    """Holds the files that it was asked to list."""

    pointed = FileList.pointed

    def __init__(self):
        self.items, self.selected, self.cursor = (), frozenset(), None

    def show(self, items, at=0):
        self.items, self.cursor = items, at if items else None

    def move(self, count):
        self.cursor = min(self.cursor + count, len(self.items) - 1)

    def remake(self):
        pass

    def focus(self):
        pass


class FakeFilterBar:
    """Holds what was typed and what was told."""

    words, told, is_open = "", "", False

    def clear(self):
        return False

    def open(self):
        self.is_open = True

    def tell(self, sentence):
        self.told = sentence


def library_screen(library=None, ui=None):
    """The library screen's controllers, of a library of some briefings unless another is given."""
    library, ui = library or fill(bare_library()), ui or FakeUI()
    noted: dict[str, list[Any]] = defaultdict(list)
    table: Any = FakeTable()
    bar: Any = FakeFilterBar()
    listed = LibraryList(
        table,
        bar,
        library,
        ui,
        changed=lambda: noted["changed"].append(True),
        answer=noted["answered"].append,
    )

    def titles():
        rows = library.documents.listing.rows(table.ids)
        return [rows[id].title.split(" ")[0][:6] for id in table.ids]

    return SimpleNamespace(
        list=listed,
        edit=LibraryEdit(listed, library, ui),
        export=LibraryExport(listed, library, ui),
        library=library,
        ui=ui,
        table=table,
        bar=bar,
        noted=noted,
        titles=titles,
    )


def feed_jobs(library, ui=None, pointed=None):
    """The feeds screen's jobs, with what they were asked to show."""
    noted: dict[str, list[Any]] = defaultdict(list)
    ui = ui or FakeUI()
    jobs = FeedJobs(
        library,
        ui,
        pointed=lambda: pointed,
        progress=noted["progress"].append,
        changed=lambda: noted["changed"].append(True),
        answer=noted["answered"].append,
    )
    return SimpleNamespace(jobs=jobs, library=library, ui=ui, noted=noted)


def file_choice(library):
    """The choice of files, in what it lists them, and what it was asked to show."""
    noted: dict[str, list[Any]] = defaultdict(list)
    files: Any = FakeFiles()
    bar: Any = FakeFilterBar()
    ui: Any = FakeUI()
    choice = FileChoice(
        files,
        bar,
        library,
        ui,
        changed=lambda: noted["changed"].append(True),
        answer=noted["answered"].append,
    )
    return SimpleNamespace(choice=choice, files=files, bar=bar, ui=ui, noted=noted)
