"""Correcting issues and names: each correction by keys, kept, and taken back."""

import pytest
from msgspec.structs import replace

from briefing.config import Config
from briefing.library import make_library
from briefing.tui.app import BriefingApp
from tests.tui.reading import application, briefing, parts
from tests.tui.test_reader import SIZE, press


def titles(p):
    return [section.title for section in p.session.sections]


def names(p):
    return [entity.name for entity in p.session.entities]


async def choose(pilot, key, wanted):
    """Open a list by a key and choose the line that says so."""
    await press(pilot, key)
    choices = pilot.app.screen.query_one("OptionList")
    shown = [str(choices.get_option_at_index(i).prompt) for i in range(choices.option_count)]
    choices.highlighted = next(i for i, words in enumerate(shown) if wanted in words)
    await press(pilot, "enter")


async def answer(pilot, wanted):
    """Choose in the list that is open."""
    choices = pilot.app.screen.query_one("OptionList")
    shown = [str(choices.get_option_at_index(i).prompt) for i in range(choices.option_count)]
    choices.highlighted = next(i for i, words in enumerate(shown) if wanted in words)
    await press(pilot, "enter")


async def test_an_issue_is_parted_joined_put_aside_and_restored(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        before = titles(p)
        await press(pilot, "1", *["right_curly_bracket"] * 4)
        place = p.pane.focus_bar.span.start
        await choose(pilot, "c", "Split: start a new issue")
        assert place in [section.span.start for section in p.session.sections]
        assert len(titles(p)) == len(before) + 1
        await choose(pilot, "c", "Undo the last")
        assert titles(p) == before
        await press(pilot, "2")
        await choose(pilot, "c", "Merge it")
        assert titles(p) == [before[0], before[1], before[3]]
        await choose(pilot, "c", "Undo the last")
        await press(pilot, "2")
        await choose(pilot, "c", "Hide it as")
        assert len(p.session.outline.junk) == 2
        await choose(pilot, "c", "It is not page")
        assert len(p.session.outline.junk) == 1
        await choose(pilot, "c", "Undo the last")
        await choose(pilot, "c", "Undo the last")
        assert titles(p) == before
        await choose(pilot, "c", "Undo the last")
        assert "no correction to undo" in p.screen.status.sentence


async def test_ctrl_z_takes_back_what_was_corrected_last_whatever_it_was(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        before, known = titles(p), names(p)
        await press(pilot, "2")
        await choose(pilot, "c", "Merge it")
        await press(pilot, "e", "e", "p", *"lind", "enter")
        await choose(pilot, "C", "Hide it from")
        await answer(pilot, "In this briefing")
        assert (len(titles(p)), len(names(p))) == (len(before) - 1, len(known) - 1)
        await press(pilot, "ctrl+z")
        assert (len(titles(p)), names(p)) == (len(before) - 1, known)
        await press(pilot, "ctrl+z")
        assert titles(p) == before
        await press(pilot, "ctrl+z")
        assert p.screen.status.sentence.startswith("There is nothing to undo;")


async def test_corrections_outlive_the_program(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "2")
        await choose(pilot, "c", "Change its title")
        await press(pilot, *["backspace"] * 30, *"Crane", "enter")
        await press(pilot, "w")
        await choose(pilot, "C", "Hide it from")
        await answer(pilot, "In this briefing")
        await press(pilot, "q")
    again = application(tmp_path)
    async with again.run_test(size=SIZE) as pilot:
        p = parts(again)
        assert "Crane" in titles(p)
        assert names(p) == ["Harbour Board"]


@pytest.mark.parametrize("scope", ["In this briefing", "In all briefings"])
async def test_names_are_joined_hidden_and_given_a_kind(tmp_path, scope):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        await press(pilot, "w")
        for wanted, then in (
            ("Show it under another name", None),
            ("It is the same as another name", ["Harbour Board"]),
            ("It is an organization", ["Ada Lind", "Harbour Board"]),
            ("Hide it from", ["Harbour Board"]),
            ("This is not a name", None),
        ):
            p.sidebar.names.cursor = 1
            await choose(pilot, "C", wanted)
            if wanted.startswith("Show"):
                await press(pilot, *["backspace"] * 10, *"Mayor", "enter")
            elif "same as" in wanted:
                await answer(pilot, "Harbour Board")
            await answer(pilot, scope)
            assert names(p) != ["Ada Lind", "Harbour Board"] or then, wanted
            if then:
                assert sorted(names(p)) == then, wanted
            await choose(pilot, "C", "Undo the last")
            assert names(p) == ["Ada Lind", "Harbour Board"], wanted


async def test_a_correction_for_all_briefings_holds_in_another(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "w")
        await choose(pilot, "C", "Hide it from")
        await answer(pilot, "In all briefings")
        assert names(parts(app)) == ["Harbour Board"]
    other = briefing()
    made = make_library(Config(data=tmp_path))
    longer = other.document.text + "\n"
    changed = replace(other, document=replace(other.document, text=longer))
    made._store.documents.keep(changed)
    again = BriefingApp(made, ("harbour.md",), changed)
    async with again.run_test(size=SIZE) as pilot:
        assert names(parts(again)) == ["Harbour Board"]
