"""The agenda: one line an issue, folded where issues are nested, filtered by typing."""

import pytest
from msgspec.structs import replace

from briefing.model import Analysis, Briefing, Document, Section, SectionKind, Span, TitleSource
from briefing.tui.agenda_tree import AgendaTree
from briefing.tui.outline import make_outline
from briefing.tui.widgets.agenda_lines import AgendaMarks
from tests.tui.reading import application, parts
from tests.tui.test_reader import SIZE, press

LEVELS = {
    "flat": ("11", "00", [0, 1]),
    "nested": ("122122", "011011", [0, 3]),
    "a lone title holds nothing": ("1222", "0000", [0, 1, 2, 3]),
    "nested below a lone title": ("12323", "00101", [0, 1, 3]),
    "levels that are skipped": ("1413", "0101", [0, 2]),
    "deeper first": ("2112", "0001", [0, 1, 2]),
    "without a heading, beside the one before": ("112-2-", "001111", [0, 1]),
}


def sections(levels, overview=False):
    kinds = [SectionKind.OVERVIEW] * overview + [SectionKind.ISSUE] * len(levels)
    return tuple(
        Section(
            kind,
            f"Part {at}",
            TitleSource.DOCUMENT,
            Span(at * 10, at * 10 + 10),
            level=1 if level == "-" else int(level),
            heading=None if level == "-" else Span(at * 10, at * 10 + 5),
        )
        for at, (kind, level) in enumerate(zip(kinds, "1" * overview + levels, strict=True))
    )


def outline(levels, overview=False):
    found = sections(levels, overview)
    return make_outline(Document("some words" * len(found)), found, 200)


@pytest.mark.parametrize("case", LEVELS)
def test_what_is_nested_is_folded(case):
    levels, depths, listed = LEVELS[case]
    tree = AgendaTree(outline(levels))
    assert "".join(str(tree.depth(entry)) for entry in range(len(levels))) == depths
    assert tree.listed == listed


def test_an_overview_holds_nothing():
    tree = AgendaTree(outline("2323", overview=True))
    assert tree.listed == [0, 1, 3]


def test_it_unfolds_to_where_the_reader_is():
    tree = AgendaTree(outline("12312123"))
    assert tree.listed == [0, 3, 5]
    assert tree.go_to(2)
    assert tree.listed == [0, 1, 2, 3, 5]
    assert not tree.go_to(2)
    tree.go_to(6)
    assert tree.listed == [0, 3, 5, 6, 7]
    tree.unfold(0)
    tree.go_to(3)
    assert tree.listed == [0, 1, 3, 4, 5]
    tree.fold(3)
    tree.fold(0)
    assert tree.listed == [0, 3, 5]
    tree.go_to(4)
    assert tree.listed == [0, 3, 4, 5]


def test_what_the_reader_unfolded_stays_so_in_a_new_outline():
    tree = AgendaTree(outline("121212"))
    tree.unfold(2)
    assert AgendaTree(outline("12121212"), tree.unfolded).listed == [0, 2, 3, 4, 6]


TITLES = ("Boats", "Boats and nets", "Nets in winter", "Cranes", "Cranes of old", "A town meeting")


def nested(folder):
    """Six issues, the second, third and fifth of them nested."""
    text = "".join(f"{title:<16}" + "word " * 700 for title in TITLES)
    step = len(text) // len(TITLES)
    found = tuple(
        Section(
            SectionKind.ISSUE,
            title,
            TitleSource.INFERRED if title == "Cranes" else TitleSource.DOCUMENT,
            Span(at * step, at * step + step),
            level=2 if at in (1, 2, 4) else 1,
            heading=Span(at * step, at * step + len(title)),
        )
        for at, title in enumerate(TITLES)
    )
    return application(folder, first=Briefing(Document(text, title="Town"), Analysis(found)))


def rows(p):
    return [p.agenda.render_line(y).text.rstrip() for y in range(p.agenda.count)]


async def test_an_entry_takes_a_line(tmp_path):
    app = nested(tmp_path)
    async with app.run_test(size=SIZE):
        p = parts(app)
        marks = AgendaMarks(
            read=frozenset({0, 5}), bookmarked=frozenset({3}), notes={3: 1}, highlights={1: 2, 3: 1}
        )
        p.agenda.marks = marks
        assert rows(p) == [
            "▌ 1 ▾ Boats             3",
            "• 2    Boats and ne…  ▪ 3",
            "• 3    Nets in winter   3",
            "• 4 ▸ Cranes         ◆✎ 6",
            "  6   A town meeting    3",
        ]
        styles = str(p.agenda.lines(3)[0].spans)
        assert "italic" in styles
        assert "italic" not in str(p.agenda.lines(0)[0].spans)
        p.agenda.marks = replace(marks, read=frozenset(), matches={1: 12}, new=frozenset({2}))
        assert rows(p)[1:3] == ["• 2    Boats and …  ▪ 12×", "+ 3    Nets in winter"]
        p.agenda.marks = AgendaMarks(matches={0: 3, 1: 12}, unsearched=1)
        assert [row.split()[-1] for row in rows(p)[:3]] == ["3×", "12+", "?"]


FOLDING = (
    ("h", "146", 0), ("l", "12346", 0), ("l", "12346", 1), ("l", "12346", 1), ("h", "12346", 0), ("h", "146", 0),
    ("j", "146", 1), ("l", "1456", 1), ("h", "146", 1),
)  # fmt: skip
"""Keys, one after the other, with the issues that are then listed and the cursor."""


async def test_keys_fold_and_unfold(tmp_path):
    app = nested(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        p.agenda.focus()
        for key, listed, cursor in FOLDING:
            await press(pilot, key)
            numbers = "".join(c for line in rows(p) for c in line[:7] if c.isdigit())
            assert (key, numbers, p.agenda.cursor) == (key, listed, cursor)
        assert p.session.index == 0
        await press(pilot, "escape", "l")
        assert (p.session.index, p.agenda.cursor) == (1, 1)


async def test_a_filter_lists_what_matches(tmp_path):
    app = nested(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        p.agenda.focus()
        await press(pilot, "slash", *"nets")
        assert rows(p) == ["• 2 Boats and nets      3", "• 3 Nets in winter      3"]
        await press(pilot, "down", "enter")
        assert (p.session.index, p.pane.has_focus, p.agenda.filter) == (2, True, "")
        assert len(rows(p)) == 5
        p.agenda.focus()
        await press(pilot, "slash", *"x", "enter")
        assert rows(p) == ["  No issue matches."]
        await press(pilot, "escape")
        assert (len(rows(p)), p.agenda.has_focus) == (5, True)
        await press(pilot, "slash", *"6", "enter")
        assert p.session.index == 5


async def test_the_cursor_says_a_title_that_is_cut(tmp_path):
    app = nested(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        p.agenda.focus()
        await press(pilot, "j")
        assert p.screen.status.sentence == "Issue 2 of 6: Boats and nets"
        await press(pilot, "j", "escape")
        assert p.agenda.cursor == 0


@pytest.mark.parametrize(
    ("titles", "shown", "third"),
    [
        ("1 Boats|2 Nets|Cranes", ["1 Boats", "2 Nets", "3 Cranes"], 2),
        ("Aim|1 Boats|2.1 Nets|3. Cranes", ["  Aim", "1 Boats", "2.1 Nets", "3. Cranes"], 3),
        ("12 boats sink|Nets|Cranes", ["1 12 boats sink", "2 Nets", "3 Cranes"], 2),
    ],
)
async def test_a_title_with_a_number_of_its_own_has_no_other(tmp_path, titles, shown, third):
    names = titles.split("|")
    text = "".join(f"{name:<20}" for name in names)
    found = tuple(
        Section(SectionKind.ISSUE, name, TitleSource.DOCUMENT, Span(at * 20, at * 20 + 20))
        for at, name in enumerate(names)
    )
    app = application(tmp_path, first=Briefing(Document(text), Analysis(found)))
    async with app.run_test(size=SIZE):
        p = parts(app)
        assert [row[2:] for row in rows(p)] == [line.removeprefix("  ") for line in shown]
        outline = p.session.outline
        assert outline.numbered(3) == third
        assert [*map(outline.label, outline.issues)] == [line.strip() for line in shown]
