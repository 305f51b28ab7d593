"""A library of some briefings, and an application that begins with its list."""

from msgspec.structs import replace

from briefing.config import Config
from briefing.library import make_library
from briefing.tui.app import BriefingApp
from tests.tui.reading import briefing
from tests.tui.settling import settled

TITLES = (
    ("Harbour talks go on", "Coast News", "2026-03-02"),
    ("北京的会谈：贸易、气候与安全问题的长篇简报，还有更多的文字在这里", "新华社", "2026-02-28"),
    ("[@click=app.quit]Ferry[/] \u2426 sails", "Reuters", "2025-12-24"),
    ("Énergie", None, None),
    ("A title that is a good deal longer than any of the columns that it may be shown in, so that it is cut", "Agence France-Presse and others", "2024-01-05"),
)  # fmt: skip
"""The last opened comes last."""


def shelved(folder):
    """A library with these."""
    return fill(make_library(Config(data=folder)))


def fill(library):
    """Keep these in a library; the first of them is read in part and marked, another is read."""
    for title, agency, published in TITLES:
        made = briefing()
        text = made.document.text.replace("Harbour talks go on", title[:19].ljust(19, "."), 1)
        document = replace(
            made.document, text=text, title=title, agency=agency, published=published, source=title
        )
        library._store.documents.keep(replace(made, document=document))
    first = library.documents.open(library.documents.recent()[-1])
    library.places.mark_read(first.document, first.analysis.sections[1])
    library.annotations.add_bookmark(first, first.analysis.sections[1].span)
    done = library.documents.open(library.documents.recent()[2])
    for section in done.analysis.sections:
        library.places.mark_read(done.document, section)
    return library


def application(folder):
    return BriefingApp(shelved(folder))


async def press(app, pilot, *keys):
    """Press keys, and wait for what they start."""
    for key in keys:
        await pilot.press(key)
        await settled(app, pilot)
