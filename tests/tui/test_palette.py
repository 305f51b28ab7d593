"""The palette finds commands by the reader's words, issues, names and open documents."""

import pytest

from briefing.model import Document
from briefing.tui.commands import READING
from briefing.tui.palette import best_first, find_commands, score
from tests.tui.reading import application, parts
from tests.tui.test_reader import SIZE, press

FOUND = {
    "zen": "zen",
    "text alone": "zen",
    "next unread": "next_unread",
    "cite": "cite",
    "quote": "cite copy next_quote",
    "merge": "correct mend",
    "split": "correct split_by_topic mend",
    "rename": "correct mend",
    "undo": "undo",
    "export": "library",
    "copy": "copy cite",
    "table of contents": "agenda",
    "quit": "leave quit",
    "exit": "leave quit",
    "open": "pick documents",
    "dark": "themes",
    "light": "themes",
    "buffers": "documents",
    "bigger": "",
}


@pytest.mark.parametrize("words", FOUND)
def test_a_command_is_found_by_the_words_of_a_reader(words):
    found = []
    keys = {command.name: "" for command in READING}
    for choice in best_first(find_commands(words, READING, keys, found.append)):
        choice.run()
    wanted = FOUND[words].split()
    assert set(wanted) <= set(found[:8])
    assert bool(found) == bool(wanted)
    assert not wanted or found[0] in wanted


def test_what_begins_like_the_words_comes_first():
    texts = ("the harbour board", "board meets", "harbour boards", "overboard", "quay")
    assert [score(["board"], text) for text in texts] == [2, 3, 2, 1, 0]
    assert [score(["har", "meets"], text) for text in ("meets the harbour", "harbour")] == [2, 0]


@pytest.mark.parametrize(
    ("words", "title", "hint"),
    [
        ("crane", "North quay crane", "issue 2"),
        ("2", "North quay crane", "issue 2"),
        ("fishing", "Fishing rights", "issue 1"),
        ("ada", "Ada Lind", "person"),
        ("harbour board", "Harbour Board", "organization"),
        ("bookmark", "Bookmark this issue, or remove its bookmark", "m"),
    ],
)
async def test_it_leads_there(tmp_path, words, title, hint):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "colon", *words)
        first = app.screen.query_one("#choices").choices[0]
        assert (first.title, first.hint) == (title, hint)
        await press(pilot, "enter")
        p = parts(app)
        done = (p.session.index, p.entities.chosen, p.agenda.marks.bookmarked)
        assert done != (0, None, frozenset())


async def test_where_nothing_matches_it_is_said(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "colon", *"xyzzy", "enter")
        assert app.screen.query_one(".panel").border_subtitle == "Nothing matches."
        await press(pilot, "escape")
        assert parts(app).pane.has_focus


async def test_the_open_documents_are_counted_and_listed(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        first = p.session.document
        others = tuple(
            Document(f"Words about {title}.", title=title, source="harbour.md")
            for title in ("Nets", "Ice [b]")
        )
        assert p.screen.header.number == ""
        p.sources._documents = (first, *others)
        await press(pilot, "J")
        assert p.screen.header.number == "2/3"
        assert p.session.document.title == "Nets"
        await press(pilot, "B")
        assert [choice.hint for choice in app.screen.query_one("#choices").choices] == [
            "document 1",
            "document 2, here",
            "document 3",
        ]
        await press(pilot, *"ice", "enter")
        assert (p.session.document.title, p.screen.header.number) == ("Ice [b]", "3/3")
        await press(pilot, "colon", *"harbour talks", "enter")
        assert p.session.document.text == first.text
