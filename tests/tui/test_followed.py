"""Followed stories on the screen: `+`, their list, and the page of one."""

import pytest
from textual.widgets import OptionList

from briefing.tui import followed_stories
from tests.library.test_followed import LATER
from tests.library.test_stories import FRUIT, ONE, OTHER, briefing
from tests.tui.reading import parts
from tests.tui.settling import settled
from tests.tui.test_person import application

SIZE = (120, 40)


async def press(app, pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await settled(app, pilot)


def dialog(app):
    return type(app.screen).__name__


async def test_a_story_is_followed_decided_of_and_left(tmp_path):
    app = application(tmp_path, FRUIT, ONE, OTHER)
    async with app.run_test(size=SIZE) as pilot:
        library = parts(app).library
        await press(app, pilot, "S", "plus", "enter")
        assert [each.name for each in library.followed.all()] == ["one"]
        assert dialog(app) == "StoriesDialog"
        library._store.documents.keep(LATER)
        await press(app, pilot, "f", "enter")
        assert dialog(app) == "FollowedPageDialog"
        [id] = [each.id for each in library.followed.all()]
        await press(app, pilot, "c")
        assert len(library.followed.page(id).issues) == 3
        await press(app, pilot, "ctrl+z", "x")
        assert len(library.followed.page(id).issues) == 2
        assert not library.followed.page(id).proposed
        await press(app, pilot, "space", "s", *"one", "enter")
        assert "already" in str(app.screen.query_one(".problem").content)
        assert not app._notifications
        await press(app, pilot, "ctrl+u", *"ferry", "enter")
        assert {each.name for each in library.followed.all()} == {"one", "ferry"}
        await press(app, pilot, "m", "enter")
        assert [each.confirmed for each in library.followed.all()] == [2]
        await press(app, pilot, "escape")
        assert dialog(app) == "FollowedListDialog"
        await press(app, pilot, "x")
        assert library.followed.all() == ()
        await press(app, pilot, "ctrl+z", "enter", "enter")
        assert parts(app).session.document.title in ("one", "other")


async def test_several_marked_issues_are_decided_of_at_once(tmp_path):
    app = application(tmp_path, FRUIT, ONE, OTHER, LATER)
    async with app.run_test(size=SIZE) as pilot:
        followed = parts(app).library.followed
        await press(app, pilot, "S", "plus", "enter", "f", "enter")
        [id] = [each.id for each in followed.all()]
        assert len(followed.page(id).issues) == 3
        await press(app, pilot, "space", "space", "s", *"two", "enter")
        assert sorted(each.confirmed for each in followed.all()) == [1, 2]
        await press(app, pilot, "ctrl+z", "space", "space", "space", "s")
        assert dialog(app) == "FollowedPageDialog"
        await press(app, pilot, "x")
        assert "You rejected all" in str(app.screen.query_one(".empty").content)
        await press(app, pilot, "ctrl+z")
        assert len(followed.page(id).issues) == 3


async def test_what_is_not_compared_yet_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(followed_stories, "_SECONDS", 0.0)
    app = application(tmp_path, FRUIT, ONE)
    async with app.run_test(size=SIZE) as pilot:
        await press(app, pilot, "*")
        said = str(app.screen.query_one(".quoted").content)
        assert said == "Not compared yet: 2 briefings. Open the list again later."


async def test_the_keys_of_a_list_are_shown_and_run(tmp_path):
    app = application(tmp_path, FRUIT, ONE, OTHER)
    async with app.run_test(size=(60, 20)) as pilot:
        await press(app, pilot, "S", "plus", "enter", "f", "enter")
        assert "? keys" in str(app.screen.query_one(".panel").border_subtitle)
        await press(app, pilot, "?", *"rename", "enter")
        assert dialog(app) == "LineDialog"


async def test_a_page_without_texts_says_so(tmp_path):
    app = application(tmp_path, FRUIT, ONE, OTHER)
    async with app.run_test(size=SIZE) as pilot:
        library = parts(app).library
        await press(app, pilot, "S", "plus", "enter", "escape")
        for each in (ONE, OTHER):
            library.documents.remove(each.document.sha256)
        await press(app, pilot, "*", "enter")
        said = str(app.screen.query_one(".empty").content)
        assert said.endswith("You confirmed: other; one.")
        await press(app, pilot, "escape", "escape", "ctrl+z")
        assert not library.followed.all()


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 15)], ids=str)
def test_the_page_looks(snap_compare, tmp_path, size):
    day = {"day": "2024-03-04"}
    first = briefing("Bridge closed", ONE.document.text, agency="Northern Wire", **day)
    second = briefing("Lorries stopped", OTHER.document.text, agency="Pelham Post", **day)
    third = briefing("Pontoon", LATER.document.text, agency="Daily", **day)

    async def prepare(pilot):
        app = pilot.app
        await settled(app, pilot)
        await press(app, pilot, "S", "plus", "enter", "escape")
        parts(app).library._store.documents.keep(third)
        await press(app, pilot, "*")
        for _ in range(9):  # On a busy machine the list is shown before all is compared.
            if "proposed" in str(app.screen.query_one(OptionList).get_option_at_index(0).prompt):
                break
            await press(app, pilot, "escape", "*")
        await press(app, pilot, "enter")

    assert snap_compare(
        application(tmp_path, first, second), terminal_size=size, run_before=prepare
    )


@pytest.mark.parametrize("size", [(120, 40), (60, 15)], ids=str)
def test_the_list_without_any_looks(snap_compare, tmp_path, size):
    async def prepare(pilot):
        await settled(pilot.app, pilot)
        await press(pilot.app, pilot, "*")

    assert snap_compare(application(tmp_path, FRUIT), terminal_size=size, run_before=prepare)
