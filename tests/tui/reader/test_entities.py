"""People and organizations, their mentions and their corrections, without a screen."""

import pytest

from briefing.errors import WorkerError
from briefing.model.entity_corrections import Scope
from briefing.tui.widgets.sidebar import SidebarState
from tests.tui.reader.fakes import bare_library, reader
from tests.tui.reading import briefing


def test_the_names_of_the_issue_or_of_all_are_listed():
    r = reader()
    assert r.sidebar.listed == {"Ada Lind": 1, "Harbour Board": 1}
    r.session.show_section(2)
    assert r.sidebar.listed == {"Ada Lind": 1}
    r.entities.toggle_scope()
    assert r.sidebar.listed == {"Ada Lind": 3, "Harbour Board": 1}
    assert r.library.settings.get("names_whole") is True
    assert r.ui.said == ["Names of the whole briefing."]


def test_mentions_are_walked_round():
    r = reader()
    r.entities.go_to_first("e1")
    assert r.entities.count == "1/3 Ada Lind"
    r.entities.next_mention()
    assert (r.session.index, r.entities.count) == (1, "2/3 Ada Lind")
    r.entities.previous_mention()
    r.entities.previous_mention()
    assert (r.session.index, r.entities.count) == (2, "3/3 Ada Lind")
    assert r.pane.layers["mention"] == ["Lind"] * 3
    assert r.entities.clear()
    assert (r.entities.count, "mention" in r.pane.layers) == ("", False)


def test_nobody_is_walked_where_nobody_is_chosen():
    r = reader()
    r.entities.next_mention()
    assert r.ui.said == ["Choose a name first; press <find_name> to find one."]
    r.sidebar.chosen = "e2"
    r.entities.next_mention()
    assert r.entities.count == "1/1 Harbour Board"


def test_quotations_are_gone_to():
    r = reader()
    r.entities.next_quote()
    assert r.session.index == 1
    text = r.session.document.text
    assert r.pane.focus_bar.span.of(text) == "“The boats stay where they are.”"
    assert r.entities.count == "quotation 1/1"
    r.entities.choose("e2")
    r.entities.next_quote()
    assert r.ui.said == ["No quotations by Harbour Board found."]


def test_the_matrix_leads_to_an_issue():
    r = reader()
    r.entities.show_matrix()
    r.ui.answer(("e1", 2))
    assert (r.session.index, r.entities.count) == (2, "3/3 Ada Lind")


class Finding:
    """Finds people, or fails, as it is told."""

    def __init__(self, *answers):
        self.answers, self.stopped = list(answers), 0

    def look_for_names(self, given, progress, any_language=False):
        progress(0.5)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def stop_looking(self):
        self.stopped += 1


@pytest.fixture
def finding(monkeypatch):
    library = bare_library()
    found = Finding(WorkerError("It crashed; try again."), briefing())
    monkeypatch.setattr(library.reading, "look_for_names", found.look_for_names)
    monkeypatch.setattr(library.reading, "stop_looking", found.stop_looking)
    return library, found


def test_they_are_looked_for_again_where_that_failed(finding):
    r = reader(library=finding[0], people=False)
    assert (r.sidebar.state, r.sidebar.reason) == (SidebarState.FAILED, "It crashed; try again.")
    assert r.entities.can_find_again
    r.entities.find_again()
    assert (r.sidebar.state, r.sidebar.share) == (SidebarState.FOUND, 0.5)
    assert r.sidebar.listed == {"Ada Lind": 1, "Harbour Board": 1}


def test_only_a_search_under_way_is_stopped(finding):
    r = reader(library=finding[0], people=False)
    r.entities.stop()
    assert finding[1].stopped == 0
    r.entities.state = SidebarState.WORKING
    r.entities.stop()
    assert finding[1].stopped == 1


def names(r):
    return [entity.name for entity in r.session.entities]


@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize(
    ("choice", "answer", "then"),
    [
        ("rename", "Mayor", ["Mayor", "Harbour Board"]),
        ("merge", "e2", ["Harbour Board"]),
        ("hide", None, ["Harbour Board"]),
    ],
)
def test_names_are_corrected_and_that_is_undone(choice, answer, then, scope):
    r = reader()
    r.entity_corrections.correct(choice, r.session.entities[0], scope)
    if answer:
        r.ui.answer(answer)
    assert names(r) == then
    r.entity_corrections.choose()
    r.ui.answer("undo")
    assert names(r) == ["Ada Lind", "Harbour Board"]
    r.entity_corrections.choose()
    r.ui.answer("undo")
    assert r.ui.said[-1] == "There is no correction to undo here."


def test_the_selection_is_named():
    r = reader()
    text = r.session.document.text
    at = text.index("north quay")
    r.pane.selection = type(r.session.section.span)(at, at + 10)
    r.entity_corrections.choose()
    r.ui.answer("add_place")
    assert r.ui.said[-1] == "Added “north quay” as a place; <undo> undoes."
    assert "north quay" in names(r)
