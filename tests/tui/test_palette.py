"""The palette finds commands by what they do and by what the settings file calls them."""

import pytest

from briefing.tui.palette import ReaderCommands
from tests.tui.reading import application, parts


@pytest.mark.parametrize(
    ("words", "does"),
    [
        ("zen", "Show the text alone"),
        ("text alone", "Show the text alone"),
        ("next unread", "Go to the next unread issue"),
        ("cite", "Copy it with a citation"),
    ],
)
async def test_a_command_is_found(tmp_path, words, does):
    app = application(tmp_path)
    async with app.run_test():
        provider = ReaderCommands(parts(app).screen)
        hits = [hit async for hit in provider.search(words)]
        best = max(hits, key=lambda hit: hit.score)
        assert str(best.prompt) == does
