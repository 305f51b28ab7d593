"""Who is named in which issue: a table that opens at the present issue and goes to one."""

import pytest
from msgspec.structs import replace

from briefing.model import Entity, EntityKind, Mention, Section, SectionKind, Span, TitleSource
from briefing.tui.widgets.name_grid import NameGrid
from tests.tui.reading import application, briefing, parts
from tests.tui.test_reader import SIZE, press

PERSON, ORGANIZATION = EntityKind.PERSON, EntityKind.ORGANIZATION


def lines(app):
    grid = app.screen.query_one(NameGrid)
    return [grid.render_line(y).text.rstrip() for y in range(grid.size.height)]


async def test_names_are_grouped_and_counted_under_the_titles(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1", "x")
        shown = [line.split() for line in lines(app)]
        assert shown[0] == ["Overview", "1", "Fishing", "rights", "2", "North", "quay", "crane"]
        assert [row for row in shown[1:] if row] == [
            ["People"],
            ["Ada", "Lind", "1", "1", "1"],
            ["Organizations"],
            ["Harbour", "Board", "1", "·", "·"],
        ]
        grid = app.screen.query_one(NameGrid)
        assert grid.cursor == (1, 1)
        await press(pilot, "j")
        assert grid.cursor == (3, 1)
        await press(pilot, "enter")
        assert grid.is_attached, "nothing is named there"
        await press(pilot, "k", "l", "enter")
        assert (parts(app).session.index, parts(app).place().found) == (2, "3/3 Ada Lind")


def many(issues, names):
    """A briefing of many issues, in each of which one name is mentioned."""
    sample = briefing()
    text = sample.document.text
    step = len(text) // issues
    spans = [Span(n * step, (n + 1) * step) for n in range(issues)]
    spans[-1] = Span(spans[-1].start, len(text))
    sections = tuple(
        Section(SectionKind.ISSUE, f"Harbour matter {n}", TitleSource.INFERRED, span)
        for n, span in enumerate(spans, 1)
    )
    entities = tuple(
        Entity(
            f"e{n}", PERSON, f"Name {n}", mentions=(Mention(Span(spans[n].start, spans[n].end), PERSON),)
        )
        for n in range(names)
    )  # fmt: skip
    return replace(sample, analysis=replace(sample.analysis, sections=sections, entities=entities))


async def test_a_large_one_opens_at_the_present_issue_and_draws_what_is_visible(tmp_path):
    app = application(tmp_path, first=many(90, 80))
    async with app.run_test(size=SIZE) as pilot:
        parts(app).session.show_section(76)
        await press(pilot, "x")
        grid = app.screen.query_one(NameGrid)
        assert grid.cursor == (77, 76)
        assert "77 Harbour" in lines(app)[0]
        assert len(grid._heads) < 20
        await press(pilot, "home")
        assert lines(app)[5:7] == ["People", "Name 0".ljust(24) + lines(app)[6][24:]]


async def test_columns_are_whole_and_their_titles_break_no_word(tmp_path):
    sample = many(9, 3)
    sections = [
        replace(each, title=f"Anti-aircraft gunneryranges {n}")
        for n, each in enumerate(sample.analysis.sections)
    ]
    first = replace(sample, analysis=replace(sample.analysis, sections=tuple(sections)))
    app = application(tmp_path, first=first)
    async with app.run_test(size=(90, 30)) as pilot:
        await press(pilot, "x")
        heads = [line.split() for line in lines(app)[:3]]
        assert [word for line in heads for word in line if not word.isdigit()] == [
            *["Anti-aircraft"] * 3,
            *["gunneryranges"] * 3,
        ]


@pytest.mark.parametrize("size", [(40, 10), (16, 6), (8, 3), (1, 1)])
async def test_it_is_drawn_however_small_the_window_becomes(tmp_path, size):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "1", "x")
        await pilot.resize_terminal(*size)
        await pilot.pause()
        await press(pilot, "l", "j")
        grid = app.screen.query_one(NameGrid)
        assert grid.cursor == (3, 2)
        assert {line.cell_length for line in map(grid.render_line, range(8))} == {
            max(2, grid.scrollable_content_region.width)
        }
