"""Takes pictures of the screens as SVG.

python docs/make_pictures.py              the pictures of the README and the manual
python docs/make_pictures.py FOLDER       every scene at every size in three themes, into FOLDER
python docs/make_pictures.py FOLDER NAME  only the scenes whose name contains NAME
"""

import asyncio
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from textual.pilot import Pilot  # noqa: E402

from briefing.config import Config  # noqa: E402
from briefing.library import Library, make_library  # noqa: E402
from briefing.model import Briefing  # noqa: E402
from briefing.resources import sample_briefing  # noqa: E402
from briefing.tui.app import BriefingApp  # noqa: E402
from tests.library.test_stories import (  # noqa: E402
    BRIDGE_CLOSED,
    BRIDGE_ELSEWHERE,
    ORCHARDS,
    briefing,
)
from tests.tui.settling import settled  # noqa: E402
from tests.tui.test_person import application  # noqa: E402

MANUAL = ("welcome", "text", "names", "marked", "search_library", "library")
"""Scenes for docs/pictures."""
SIZES = ((160, 50), (120, 40), (80, 24), (60, 15))
THEMES = ("briefing-dark", "briefing-light", "nord")

SCENES: dict[str, tuple[str, ...]] = {
    "text": ("2",),
    "names": ("2", "p", "tab", "down"),
    "agenda": ("1", "t", "t", "shift+tab"),
    "marked": ("2", "m", "right_curly_bracket", "H", "a", *"Ask.", "ctrl+s", "1"),
    "selecting": ("3", "right_curly_bracket", "V", "l", "l", "j"),
    "search": ("slash", *"russia", "enter"),
    "zen": ("2", "z"),
    "help": ("question_mark",),
    "palette": ("colon", *"them"),
    "themes": ("T",),
    "about": ("2", "i"),
    "correct": ("2", "c"),
    "mend": ("2", "p", "tab", "down", "C"),
    "note": ("2", "right_curly_bracket", "a", *"Why now?"),
    "bookmarks": ("2", "m", "apostrophe"),
    "marks": ("2", "right_curly_bracket", "H", "quotation_mark"),
    "matrix": ("x",),
    "person": ("p", *"trump", "enter", "W"),
    "nearest": ("1", "A"),
    "search_library": ("s", *"russia"),
    "library": ("L",),
    "library_filter": ("L", "slash", *"zzz"),
    "collections": ("L", "c"),
    "picker": ("O",),
    "feeds": ("F",),
}
"""Keys from the overview of the sample briefing."""

PICTURES = ROOT / "docs" / "pictures"
_FERRIES = """Ferry crossings at Marlow run every thirty minutes since Monday, when engineers found cracks in three of
the girders of the bridge and the county closed it to lorries. Hauliers face a detour of 40 kilometres through Pelham.
The ferry company said that it had hired a second boat."""
_FIRST = {"welcome": (), "welcome_closed": ("escape",), "empty_library": ("escape", "L")}
"""Keys after the start without a source, in an empty library."""


@contextmanager
def _library() -> Iterator[Library]:
    with tempfile.TemporaryDirectory() as folder:
        library = make_library(Config(data=Path(folder)))
        try:
            yield library
        finally:
            library.close()


def _app(library: Library) -> BriefingApp:
    source = str(sample_briefing())
    return BriefingApp(library, (source,), library.reading.open(source))


async def _press(pilot: Pilot[object], keys: tuple[str, ...]) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
    await settled(pilot.app, pilot)


async def _take(pilot: Pilot[object], path: Path) -> None:
    await settled(pilot.app, pilot)
    path.write_text(pilot.app.export_screenshot(title="Briefing"), encoding="utf-8")


async def _wait_for_names(app: BriefingApp, pilot: Pilot[object]) -> None:
    for _ in range(300):
        await settled(app, pilot)
        screen = app.screen_stack[0]
        if screen.sidebar.names.count:  # type: ignore[attr-defined]
            return
        await asyncio.sleep(0.05)


async def _scene(folder: Path, name: str, size: tuple[int, int], keys: tuple[str, ...]) -> None:
    with _library() as library:
        app = BriefingApp(library) if name in _FIRST else _app(library)
        async with app.run_test(size=size) as pilot:
            if name not in _FIRST:
                await _wait_for_names(app, pilot)
            await _press(pilot, keys)
            for theme in THEMES:
                app.theme = theme
                await _take(pilot, folder / f"{name}-{size[0]}x{size[1]}-{theme}.svg")


async def _manual() -> None:
    for name in MANUAL:
        with _library() as library:
            app = BriefingApp(library) if name in _FIRST else _app(library)
            async with app.run_test(size=(120, 40)) as pilot:
                if name not in _FIRST:
                    await _wait_for_names(app, pilot)
                await _press(pilot, (SCENES | _FIRST)[name])
                await _take(pilot, PICTURES / f"{name}.svg")
    with tempfile.TemporaryDirectory() as folder:
        app = application(Path(folder), *_accounts())
        async with app.run_test(size=(120, 40)) as pilot:
            await settled(app, pilot)
            await _press(pilot, ("S",))
            await _take(pilot, PICTURES / "stories.svg")


def _accounts() -> Iterator[Briefing]:
    """One event as three outlets tell it, and something else."""
    day = "2026-11-02"
    yield briefing(
        "Marlow bridge closed to lorries", BRIDGE_CLOSED, agency="Northern Wire", day=day
    )
    yield briefing("Lorries stopped at Marlow", BRIDGE_ELSEWHERE, agency="Pelham Post", day=day)
    yield briefing("Ferries instead of the bridge", _FERRIES, agency="River News", day=day)
    yield briefing("Frost in the orchards", ORCHARDS, agency="Northern Wire", day=day)


async def _morning() -> None:
    """The letters of two days, and a digest after each."""
    folder = ROOT / "docs" / "morning"
    with _library() as library:
        for day in (("wire", "chronicle", "orchards"), ("gazette", "letter")):
            for name in day:
                library.reading.look_for_names(library.open(str(folder / f"{name}.eml")).finish())
            library.search.index(60)
            library.stories.join()
            made = library.digests.make()
        assert made is not None
        app = BriefingApp(library, (), made.briefing)
        async with app.run_test(size=(120, 24)) as pilot:
            await _wait_for_names(app, pilot)
            await _take(pilot, folder / "digest.svg")
            await _press(pilot, ("S", "equals_sign"))
            await _take(pilot, folder / "compare.svg")


async def _scenes(folder: Path, wanted: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, keys in (SCENES | _FIRST).items():
        if wanted in name:
            for size in SIZES:
                await _scene(folder, name, size, keys)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        asyncio.run(_scenes(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else ""))
    else:
        asyncio.run(_manual())
        asyncio.run(_morning())
