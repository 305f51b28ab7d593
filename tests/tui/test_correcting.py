"""Correcting issues and names: each correction by keys, kept, and taken back."""

import pytest
from msgspec.structs import replace

from briefing.config import Config
from briefing.library import make_library
from briefing.model import Entity, EntityKind, Mention, Span
from briefing.tui.app import BriefingApp
from tests.tui.reading import application, briefing, parts
from tests.tui.test_reader import SIZE, press


def titles(p):
    return [section.title for section in p.session.sections]


def names(p):
    return [entity.name for entity in p.session.entities]


def listed(app):
    choices = app.screen.query_one("OptionList")
    return [str(choices.get_option_at_index(i).prompt) for i in range(choices.option_count)]


async def choose(pilot, key, wanted):
    """Open a list by a key and choose the line that says so."""
    await press(pilot, key)
    shown = listed(pilot.app)
    choices = pilot.app.screen.query_one("OptionList")
    choices.highlighted = next(i for i, words in enumerate(shown) if wanted in words)
    await press(pilot, "enter")


def said(p):
    return p.screen.status.sentence


def naming(known):
    """The sample briefing with these names, each mentioned at another word."""
    sample = briefing()
    entities = tuple(
        Entity(f"e{n}", kind, name, mentions=(Mention(Span(n * 9, n * 9 + 6), kind),))
        for n, (name, kind) in enumerate(known)
    )
    return replace(sample, analysis=replace(sample.analysis, entities=entities, quotes=()))


async def test_an_issue_is_parted_joined_put_aside_and_restored(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        before = titles(p)
        await press(pilot, "1", *["right_curly_bracket"] * 4)
        place = p.pane.focus_bar.span.start
        await choose(pilot, "c", "Split here")
        await press(pilot, *"Tides", "enter")
        assert said(p) == "New issue “Tides”; ctrl+z undoes."
        assert place in [section.span.start for section in p.session.sections]
        assert len(titles(p)) == len(before) + 1
        await choose(pilot, "c", "Undo last")
        assert titles(p) == before
        await press(pilot, "2")
        await choose(pilot, "c", "Merge with previous")
        assert titles(p) == [before[0], before[1], before[3]]
        await choose(pilot, "c", "Undo last")
        await press(pilot, "2")
        await choose(pilot, "c", "Hide as")
        assert len(p.session.outline.junk) == 2
        await choose(pilot, "c", "Not clutter")
        assert len(p.session.outline.junk) == 1
        await choose(pilot, "c", "Undo last")
        await choose(pilot, "c", "Undo last")
        assert titles(p) == before
        await choose(pilot, "c", "Undo last")
        assert "no correction to undo" in p.screen.status.sentence


async def test_ctrl_z_takes_back_what_was_corrected_last_whatever_it_was(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        before, known = titles(p), names(p)
        await press(pilot, "2")
        await choose(pilot, "c", "Merge with previous")
        await press(pilot, "e", "e", "p", *"lind", "enter")
        await choose(pilot, "C", "Hide from")
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
        await choose(pilot, "c", "Rename")
        await press(pilot, *["backspace"] * 30, *"Crane", "enter")
        await press(pilot, "w")
        await choose(pilot, "C", "Hide from")
        await press(pilot, "q")
    again = application(tmp_path)
    async with again.run_test(size=SIZE) as pilot:
        p = parts(again)
        assert "Crane" in titles(p)
        assert names(p) == ["Harbour Board"]


NAMES_CORRECTED = {
    "r": ((*["backspace"] * 8, *"Mayor", "enter"), ["Mayor", "Harbour Board"], "Renamed “Ada Lind” to “Mayor”"),
    "m": (("down", "enter"), ["Harbour Board"], "Merged “Ada Lind” into “Harbour Board”"),
    "o": ((), ["Ada Lind", "Harbour Board"], "“Ada Lind” is now an organization"),
    "h": ((), ["Harbour Board"], "Hid “Ada Lind”"),
    "n": ((), ["Ada Lind", "Harbour Board"], "“Ada Lind” is no longer a name"),
}  # fmt: skip


@pytest.mark.parametrize("everywhere", [False, True])
async def test_names_are_corrected_by_a_letter_and_by_ctrl_z(tmp_path, everywhere):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        await press(pilot, "w")
        for letter, (keys, then, says) in NAMES_CORRECTED.items():
            p.sidebar.names.cursor = 1
            before = p.session.entities
            await press(pilot, "C", *(["tab"] if everywhere else []), letter, *keys)
            where = " in all briefings" if everywhere else ""
            if letter != "n":  # Only the longest form is rejected, and it stands elsewhere.
                assert names(p) == then, letter
            assert p.session.entities != before, letter
            assert said(p) == f"{says}{where}; ctrl+z undoes."
            await press(pilot, "ctrl+z")
            assert p.session.entities == before, letter
            assert said(p) == "Correction undone."


async def test_a_name_is_merged_by_typing_and_never_into_a_place(tmp_path):
    people = ("Ada Lind", "A. Linde", "Bo Lindqvist", "Cy Marr")
    known = [(name, EntityKind.PERSON) for name in people]
    known += [("Lindholm", EntityKind.PLACE), ("Lind Foundation", EntityKind.ORGANIZATION)]
    app = application(tmp_path, first=naming(known))
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        await press(pilot, "w")
        p.sidebar.point_at("e0")
        await press(pilot, "C", "m")
        listed = app.screen._list
        assert [other.name for other, _ in listed.listed] == [
            "A. Linde", "Bo Lindqvist", "Cy Marr", "Lind Foundation",
        ]  # fmt: skip
        assert listed.cursor == 0
        await press(pilot, *"marr", "enter")
        assert said(p) == "Merged “Ada Lind” into “Cy Marr”; ctrl+z undoes."
        assert p.sidebar.chosen == "e3"


async def test_mentions_of_somebody_else_are_split_off(tmp_path):
    first = briefing()
    lind, *others = first.analysis.entities
    *firsts, last = lind.mentions
    whole = [replace(each, span=Span(each.span.start - 4, each.span.end)) for each in firsts]
    entities = (replace(lind, mentions=(*whole, last)), *others)
    app = application(
        tmp_path, first=replace(first, analysis=replace(first.analysis, entities=entities))
    )
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        await press(pilot, "w")
        p.sidebar.point_at("e1")
        await press(pilot, "C", "s")
        assert listed(app) == ["“Ada Lind”", "“Lind”"]
        await press(pilot, "down", "enter")
        assert names(p) == ["Ada Lind", "Lind", "Harbour Board"]
        assert said(p) == "Split “Lind” off “Ada Lind”; ctrl+z undoes."
        await press(pilot, "ctrl+z")
        assert p.session.entities == entities
        await press(pilot, ".", "C", "s")
        assert listed(app)[0] == "the mention in focus"
        await press(pilot, "enter")
        assert [len(each.mentions) for each in p.session.entities] == [2, 1, 1]


async def test_one_form_is_split_only_at_the_mention_in_focus(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        p.sidebar.point_at("e1")
        await press(pilot, "C", "s")
        assert said(p) == "Go to the mention with . first."


async def test_enter_merges_nothing_where_nothing_is_like_the_name(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        p.sidebar.point_at("e1")
        await press(pilot, "C", "m", "enter")
        assert type(app.screen).__name__ == "MergeDialog"
        await press(pilot, "escape")
        assert names(p) == ["Ada Lind", "Harbour Board"]


async def test_a_correction_for_all_briefings_holds_in_another(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "w", "C", "tab", "h")
        assert names(parts(app)) == ["Harbour Board"]
    other = briefing()
    made = make_library(Config(data=tmp_path))
    longer = other.document.text + "\n"
    changed = replace(other, document=replace(other.document, text=longer))
    made._store.documents.keep(changed)
    again = BriefingApp(made, ("harbour.md",), changed)
    async with again.run_test(size=SIZE) as pilot:
        assert names(parts(again)) == ["Harbour Board"]
