from textual.widgets import OptionList

from tests.library.test_comparison import CHRONICLE, HARBOUR, told
from tests.library.test_stories import FRUIT
from tests.tui.reading import parts
from tests.tui.settling import settled
from tests.tui.test_person import application

BOTH = (told("Harbour News", HARBOUR, "Ira Voss"), told("Chronicle", CHRONICLE))
FOLLOW = ("S", "plus", "enter", "escape")
WAYS = (
    (("L", "S", "j"), "StoriesDialog", "LibraryScreen"),
    (("S", "equals_sign", "j"), "ComparisonDialog", "StoriesDialog"),
    (("*", "enter", "number_sign", "tab", "j"), "TimelineDialog", "FollowedPageDialog"),
    (("!", "enter", "equals_sign", "j"), "ComparisonDialog", "WatchHitsDialog"),
)


async def press(app, pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await settled(app, pilot)


def line(app):
    options = app.screen.query(OptionList)
    focused = next(each for each in options if each.has_focus)
    return type(app.screen).__name__, focused.highlighted


async def test_each_list_comes_back_where_it_was(tmp_path):
    app = application(tmp_path, FRUIT)
    app.library.watches.add("Voss OR people")
    for each in BOTH:
        app.library._store.documents.keep(each)
    async with app.run_test(size=(80, 30)) as pilot:
        await press(app, pilot, *FOLLOW)
        for keys, inner, outer in WAYS:
            await press(app, pilot, *keys)
            before = line(app)
            assert before == (inner, 1), keys
            await press(app, pilot, "enter")
            assert parts(app).session.document.title != FRUIT.document.title, keys
            await press(app, pilot, "q")
            assert line(app) == before, keys
            await press(app, pilot, "escape")
            assert type(app.screen).__name__ == outer, keys
            await press(app, pilot, *["escape"] * 3)
            assert parts(app).session.document.title == FRUIT.document.title, keys
