"""The same sentence stays on the screen, whatever is changed around it."""

import pytest

from briefing.config import Config
from briefing.library import make_library
from briefing.tui.app import BriefingApp
from briefing.tui.reader.reload import open_in_editor
from tests.tui.driving import begin
from tests.tui.reading import application, parts
from tests.tui.settling import settled
from tests.tui.test_reader import SIZE, press

CHANGES = {
    "wider": ("plus", "plus"),
    "narrower": ("minus", "minus", "minus"),
    "there and back": ("minus", "minus", "plus", "plus"),
    "justified": ("vertical_line",),
    "spaced": ("underscore",),
    "theme": ("T", "down", "down", "enter"),
    "theme not taken": ("T", "down", "escape"),
    "alone": ("z",),
    "alone and back": ("z", "z"),
    "alone and escape": ("z", "escape"),
    "no agenda": ("t",),
    "no people": ("e",),
    "junk unfolded": ("shift+tab", "end", "enter"),
    "help": ("question_mark", "escape"),
    "search given up": ("slash", *"crane", "escape"),
    "bookmarked": ("m",),
    "highlighted": ("H",),
    "names": ("w",),
}


async def test_the_place_stays(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        for change, keys in CHANGES.items():
            p = await begin(app, pilot)
            await pilot.press("1", "d", "j")
            before = p.pane.place
            await pilot.press(*keys)
            await pilot.pause()
            offset, row = p.pane.place
            drawn = p.pane.viewport.view.rows[row].line
            assert offset == before[0], change
            assert drawn.start <= offset < drawn.end, change


async def test_every_size_shows_the_same_words(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        await press(pilot, "1", "d", "j", "j")
        before = p.pane.place
        for size in ((20, 5), (60, 15), (80, 24), (200, 60)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert p.pane.viewport.seen.holds(before[0]), size
            await pilot.resize_terminal(*SIZE)
            await pilot.pause()
            assert p.pane.place == before, size


WORDS = [
    "harbour",
    "crane",
    "quay",
    "council",
    "water",
    "winter",
    "ledger",
    "market",
    "signal",
    "copper",
    "garden",
    "window",
]


def paragraph(seed):
    """Words in an order of their own."""
    picked = (WORDS[(seed * 7 + n * n * (seed + 3)) % len(WORDS)] + str(n % 9) for n in range(120))
    return " ".join(picked) + "."


BODY = "".join(
    f"## About {WORDS[n]}\n\n{paragraph(n)}\n\n{paragraph(n + 20)}\n\n" for n in range(4)
)


@pytest.fixture
def reading(tmp_path, monkeypatch):
    made = make_library(Config(data=tmp_path))
    monkeypatch.setattr(made.reading, "look_for_names", lambda briefing, *_: briefing)
    path = tmp_path / "a.md"
    path.write_text(f"# Title\n\nHead.\n\n{BODY}")
    yield path, BriefingApp(made, (str(path),), made.open(str(path)))
    made.close()


async def test_what_is_new_and_what_changed_is_told_apart(reading):
    path, app = reading
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        await settled(app, pilot)
        changed = BODY.replace(paragraph(2), f"Before that. {paragraph(2)}")
        path.write_text(f"# Title\n\nHead.\n\n{changed}## About snow\n\n{paragraph(9)}\n")
        await press(pilot, "r")
        await settled(app, pilot)
        titles = [section.title for section in p.session.sections]
        marks = p.screen.agenda.marks
        assert [titles[i] for i in sorted(marks.changed - marks.new)] == ["About quay"]
        assert [titles[i] for i in sorted(marks.new)] == ["About snow"]
        drawn = "\n".join(p.agenda.render_line(y).text for y in range(30))
        assert "~ 3 About quay" in drawn
        assert "+ 5 About snow" in drawn


async def test_where_the_words_are_gone_the_nearest_that_are_left_are_shown(reading):
    path, app = reading
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        await settled(app, pilot)
        await press(pilot, "3")
        assert p.session.section.title == "About quay"
        path.write_text(path.read_text().replace("## About quay", "## Something else"))
        await press(pilot, "r")
        await settled(app, pilot)
        assert p.session.section.title == "Something else"


@pytest.mark.parametrize(
    ("editor", "line", "command"),
    [
        ("vi", 5, ["vi", "+5", "/a b.md"]),
        ("emacs -nw", 1, ["emacs", "-nw", "+1", "/a b.md"]),
        ("code --wait", 5, ["code", "--wait", "--goto", "/a b.md:5"]),
        ("/usr/bin/hx", 5, ["/usr/bin/hx", "/a b.md:5"]),
        ("vi", 0, ["vi", "/a b.md"]),
    ],
)
def test_how_editors_are_told_the_line(editor, line, command):
    assert open_in_editor(editor, "/a b.md", line) == command


@pytest.mark.parametrize("editor", ["vi '", "/nowhere/no-editor"])
async def test_an_editor_that_cannot_be_run_is_said(reading, monkeypatch, editor):
    monkeypatch.setenv("VISUAL", editor)
    _, app = reading
    async with app.run_test(size=SIZE) as pilot:
        await settled(app, pilot)
        await press(pilot, "v")
        assert any("cannot be run" in note.message for note in app._notifications)
        assert app.is_running
