"""Search in the document, as it is typed, over whatever stands between the words."""

import pytest

from tests.tui.reading import application, parts
from tests.tui.test_links import application as reading_markdown
from tests.tui.test_reader import SIZE, press

TEXT = (
    "# Talks\n\nThe **White** [House](https://e.org) said it’s “very concerned” about the\n"
    "Iran–US talks, *and* that a long list of words which the reader has to scroll through, or at\n"
    "least to wrap at the edge of a pane as narrow as this one is, goes on—and on.\n"
)

FOUND = {
    "across markup": ("white house said", "White House said"),
    "across a line of the source": ("the iran", "the\nIran"),
    "across a soft wrap": ("scroll through, or at least to wrap", "scroll through, or at\nleast to wrap"),
    "straight quotes": ('it\'s "very', "it’s “very"),
    "a plain dash": ("iran-us", "Iran–US"),
    "two dashes": ("on--and", "on—and"),
    "capitals matter": ("White", "White"),
}  # fmt: skip


@pytest.mark.parametrize("case", FOUND)
async def test_a_phrase_is_found(tmp_path, case):
    words, found = FOUND[case]
    app = reading_markdown(tmp_path, TEXT)
    async with app.run_test(size=(44, 20)) as pilot:
        p = parts(app)
        await press(pilot, "slash", *words)
        spans = p.find.found.spans
        assert [span.of(p.session.document.text).replace("\n", " ") for span in spans] == [
            found.replace("\n", " ")
        ]
        assert p.place().found == "match 1/1"
        lit = [
            segment.text
            for y in range(p.pane.size.height)
            for segment in p.pane.render_line(y)
            if segment.style and segment.style.bgcolor == _current(p)
        ]
        assert "".join(lit).replace(" ", "") == found.replace("\n", "").replace(" ", "")


def _current(p):
    return p.pane.style_of("match-current").bgcolor


async def test_capitals_that_are_not_there_find_nothing_and_that_is_said(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        await press(pilot, "slash", *"LIND")
        assert p.place().found == "match 0/0"
        await press(pilot, "enter")
        assert p.screen.status.sentence == "Not in this text; s searches all briefings."


async def test_an_expression_that_cannot_be_read_says_why_and_goes_on(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        await press(pilot, "slash", *"lind")
        assert p.place().found == "match 1/3"
        await press(pilot, "ctrl+r", "left_parenthesis")
        assert p.place().found == ""
        assert "cannot be read" in str(p.screen.search_bar.query_one("#search-found").content)
        await press(pilot, "backspace")
        assert p.place().found == "match 1/3"


async def test_the_place_and_the_matches_after_a_search(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        await press(pilot, "1", "d", "j")
        before = p.pane.place
        await press(pilot, "slash", *"crane", "escape")
        assert p.pane.place == before
        await press(pilot, "slash", *"crane", "enter", "ctrl+o")
        assert p.pane.place == before
        await press(pilot, "n")
        assert (p.session.index, p.place().found) == (2, "match 1/1")
        await pilot.resize_terminal(60, 15)
        await pilot.pause()
        assert p.pane.viewport.seen.holds(p.find.found.spans[0].start)


async def test_no_key_is_lost_that_is_typed_at_once(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        await pilot.press("slash", *"a/b")
        assert p.screen.search_bar.query_one("#search").value == "a/b"
