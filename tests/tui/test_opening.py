"""From a source to the screen, with the real library."""

import pytest
from textual.widgets import Static

from briefing.config import Config
from briefing.library import make_library
from briefing.resources import sample_briefing
from briefing.tui.app import BriefingApp
from briefing.tui.widgets.pane import ReadingPane
from tests.analysis.segmentation.test_single_story import HARBOUR
from tests.tui.reading import briefing, parts
from tests.tui.settling import settled


@pytest.fixture
def opened(tmp_path, monkeypatch):
    made = make_library(Config(data=tmp_path))
    monkeypatch.setattr(made.reading, "look_for_names", lambda briefing, *_: briefing)
    yield made
    made.close()


async def test_a_new_text_is_drawn_first_and_split_then(opened):
    app = BriefingApp(opened, (str(sample_briefing()),), opened.open(str(sample_briefing())))
    async with app.run_test(size=(120, 40)) as pilot:
        p = parts(app)
        assert p.pane.document is not None
        await settled(app, pilot)
        assert len(p.session.outline.issues) == 6
        assert len(p.session.outline.junk) == 1
        assert p.agenda.count == 7


async def test_one_story_is_left_whole_and_split_by_topic_on_request(opened, tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(HARBOUR, encoding="utf-8")
    app = BriefingApp(opened, (str(path),), opened.open(str(path)))
    async with app.run_test(size=(120, 40)) as pilot:
        p = parts(app)
        await settled(app, pilot)
        assert len(p.session.sections) == 1
        p.section_corrections.split_by_topic()
        await settled(app, pilot)
        assert len(p.session.sections) > 2
        assert p.screen.status.sentence == (
            f"Split into {len(p.session.outline.issues)} issues; ctrl+z undoes."
        )
        assert p.session.sections[-1].reason.startswith("You had the text split by topic")
        await pilot.press("ctrl+z")
        await settled(app, pilot)
        assert len(p.session.sections) == 1


async def test_a_text_that_is_divided_already_has_no_other_topic(opened, tmp_path):
    path = tmp_path / "headed.md"
    path.write_text(f"# Ferry\n\n{HARBOUR}\n\n# Late news\n\n{HARBOUR}\n", encoding="utf-8")
    app = BriefingApp(opened, (str(path),), opened.open(str(path)))
    async with app.run_test(size=(120, 40)) as pilot:
        p = parts(app)
        await settled(app, pilot)
        p.section_corrections.split_by_topic()
        await settled(app, pilot)
        assert p.screen.status.sentence == "No other topics found in this text."


async def test_no_topics_are_looked_for_in_another_language(opened, tmp_path):
    path = tmp_path / "texto.txt"
    path.write_text(
        "El puerto cerró el lunes porque los barcos no podían entrar con la niebla.\n\n"
        "La orquesta nombró a una nueva directora, que empezará en el otoño con un concierto.",
        encoding="utf-8",
    )
    app = BriefingApp(opened, (str(path),), opened.open(str(path)))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        await pilot.press("P")
        said = parts(app).screen.status.sentence
        assert said == "This is in Spanish, but topics are found in English only."


@pytest.mark.parametrize("size", [(130, 24), (100, 24), (60, 12)])
async def test_the_first_paint_has_the_text_where_it_stays(opened, monkeypatch, size):
    drawn = {}
    draw = ReadingPane.render_line

    def record(pane, y):
        strip = draw(pane, y)
        drawn.setdefault(y, (pane.region, strip.text))
        return strip

    monkeypatch.setattr(ReadingPane, "render_line", record)
    app = BriefingApp(opened, (str(sample_briefing()),), opened.open(str(sample_briefing())))
    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)
        pane = parts(app).pane
        assert any(text.strip() for _, text in drawn.values())
        assert {region for region, _ in drawn.values()} == {pane.region}
        for y, (_, text) in drawn.items():
            assert text == draw(pane, y).text


async def test_a_large_text_is_drawn_from_its_head(opened, tmp_path):
    path = tmp_path / "large.md"
    path.write_text(
        "# Large\n\n" + "".join(f"## Part {n}\n\n{'word ' * 400}\n\n" for n in range(60))
    )
    app = BriefingApp(opened, (str(path),), opened.open(str(path)))
    async with app.run_test(size=(120, 40)) as pilot:
        p = parts(app)
        await pilot.press("j", "j")
        before = p.pane.place
        await settled(app, pilot)
        assert len(p.session.sections) >= 60
        assert p.pane.place == before


async def test_several_sources_and_one_that_fails(opened, tmp_path):
    paths = [tmp_path / name for name in ("a.md", "gone.md", "b.md")]
    for path in (paths[0], paths[2]):
        path.write_text(f"# {path.stem}\n\nSome words about it.\n")
    sources = tuple(map(str, paths))
    app = BriefingApp(opened, sources, opened.open(sources[0]))
    async with app.run_test(size=(120, 40)) as pilot:
        p = parts(app)
        await settled(app, pilot)
        await pilot.press("J")
        await settled(app, pilot)
        assert p.session.document.title == "a"
        await pilot.press("J")
        await settled(app, pilot)
        assert p.session.document.title == "b"
        await pilot.press("K", "K")
        await settled(app, pilot)
        assert p.session.document.title == "a"


async def test_a_changed_file_is_read_again_at_the_same_place(opened, tmp_path):
    path = tmp_path / "a.md"
    body = "".join(f"## Part {n}\n\n{f'sentence {n} ' * 300}\n\n" for n in range(4))
    path.write_text(f"# Title\n\nHead.\n\n{body}")
    app = BriefingApp(opened, (str(path),), opened.open(str(path)))
    async with app.run_test(size=(120, 30)) as pilot:
        p = parts(app)
        await settled(app, pilot)
        await pilot.press("r")
        await settled(app, pilot)
        assert p.versions.changed == frozenset()
        await pilot.press("4", "d")
        await pilot.pause()
        words = p.session.document.text[p.pane.place[0] :][:40]
        path.write_text(f"# Title\n\nHead, and more.\n\n{body}")
        await pilot.press("r")
        await settled(app, pilot)
        assert p.session.document.text[p.pane.place[0] :][:40] == words
        assert p.versions.changed == {0}
        await pilot.press("right_curly_bracket")
        focus = p.pane.focus_bar.span
        path.write_text(f"# Title\n\nHead, and much more of it.\n\n{body}")
        await pilot.press("r")
        await settled(app, pilot)
        assert p.pane.focus_bar.span.start - focus.start == len(" and much more of it") - len(
            " and more"
        )


async def test_nothing_in_a_document_is_obeyed(opened, tmp_path):
    path = tmp_path / "evil.md"
    evil = "[@click=app.quit]x[/] [/red] \x1b]52;c;eA==\x07 \x9b2J \u202e"
    path.write_text(f"# {evil}\n\n{evil}\n\n## {evil}\n\nWords of it: {evil}\n")
    app = BriefingApp(opened, (str(path),), opened.open(str(path)))
    async with app.run_test(size=(120, 30)) as pilot:
        p = parts(app)
        await settled(app, pilot)
        for key in ("m", "apostrophe", "escape", "i", "escape", "right_curly_bracket", "y", "c",
                    "escape", "L", "escape", "H", "quotation_mark", "escape", "e", "e"):  # fmt: skip
            await pilot.press(key)
            await pilot.pause()
        svg = app.export_screenshot()
        assert app.is_running
        assert p.session.is_open
    for bad in ("\x1b", "\x9b", "\x07", "\u202e"):
        assert bad not in svg


async def test_keys_of_the_settings_hold(tmp_path):
    made = make_library(Config(data=tmp_path, keys={"next_issue": "Q", "help": "q"}))
    shown = briefing()
    made._store.documents.keep(shown)
    app = BriefingApp(made, ("harbour.md",), shown)
    async with app.run_test(size=(120, 30)) as pilot:
        p = parts(app)
        await pilot.press("right_square_bracket")
        assert p.session.index == 0
        await pilot.press("Q")
        assert p.session.index == 1
        assert "cannot have q, the key of leave" in app.problems[0]


async def test_nothing_to_open(opened):
    app = BriefingApp(opened)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await settled(app, pilot)
        assert parts(app).session.is_open


async def test_a_watched_file_is_read_again(opened, tmp_path):
    path = tmp_path / "a.md"
    path.write_text("# Title\n\nHead.\n")
    app = BriefingApp(opened, (str(path),), opened.open(str(path)), watch=True)
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(app, pilot)
        p = parts(app)
        p.reload.look_at_file()
        path.write_text("# Title\n\nAnother head altogether.\n")
        p.reload.look_at_file()
        await settled(app, pilot)
        assert "Another" in p.session.document.text


async def test_what_is_said_names_the_keys_of_the_settings(tmp_path):
    keys = {"bookmarks": "f9", "bookmark": "f6", "find_name": "f7", "stop_looking": "f8"}
    made = make_library(Config(data=tmp_path, keys=keys))
    shown = briefing()
    made._store.documents.keep(shown)
    app = BriefingApp(made, ("harbour.md",), shown)
    async with app.run_test(size=(120, 30)) as pilot:
        p = parts(app)
        await pilot.press("f6")
        assert p.screen.status.sentence == "Bookmarked. f9 lists the bookmarks."
        assert p.sidebar.stop_key == "f8"
        await pilot.press("f6", "f9")
        await pilot.pause()
        assert "Press f6 in the text to bookmark an issue" in str(
            app.screen.query_one(".empty", Static).content
        )


HEADED = "".join(
    f"## The {word} issue\n\nSome words about the {word} issue. They are enough to make a paragraph "
    f"of it, one would think, about the {word}.\n\n"
    for word in ("first", "second", "third")
)


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize(
    ("above", "junk", "first"),
    [
        ("Skip to content\n\n# A title", (0,), "The first issue"),
        ("# A title", (), "The first issue"),
        ("# Links of the week\n\nThe second and the third were joined.", (), "Overview"),
    ],
)
async def test_reading_starts_with_text_and_not_with_the_title_alone(
    opened, tmp_path, above, junk, first, again
):
    path = tmp_path / "a.md"
    path.write_text(f"{above}\n\n{HEADED}")
    if again:
        opened.open(str(path)).finish()
    app = BriefingApp(opened, (str(path),), opened.open(str(path)))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(app, pilot)
        p = parts(app)
        assert p.session.outline.junk == junk
        assert p.session.section.title == first


async def test_many_problems_of_the_settings_leave_room_for_the_text(tmp_path):
    problems = tuple(f"config.toml, line {n}: it is wrong." for n in range(9))
    app = BriefingApp(make_library(Config(data=tmp_path, problems=problems)), (), briefing())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        said = [note.message for note in app._notifications]
        assert said == [*problems[:3], "There are 6 more; see briefing config."]
