from textual.messages import Layout

from briefing.tui.reader.screen import ReaderScreen
from tests.tui.reading import application, parts


async def test_a_new_size_is_laid_out_once_and_makes_no_line_of_a_list_anew(tmp_path, monkeypatch):
    app = application(tmp_path)
    async with app.run_test(size=(118, 40)) as pilot:
        reader, asked, made = parts(app), [], []
        post, lines = ReaderScreen.post_message, reader.agenda.lines
        monkeypatch.setattr(
            ReaderScreen,
            "post_message",
            lambda screen, message: (asked.append(message), post(screen, message))[1],
        )
        monkeypatch.setattr(
            reader.agenda, "lines", lambda index: (made.append(index), lines(index))[1]
        )
        for size in ((116, 39), (112, 38)):
            made.clear()
            await pilot.resize_terminal(*size)
            await pilot.pause()
        laid = {type(message.widget).__name__ for message in asked if isinstance(message, Layout)}
        given = {"Header", "Columns", "AgendaPanel", "StatusLine", "KeyFooter", "ReaderScreen"}
        assert laid & given == set()
        assert made == []
        assert reader.pane.viewport.fitted
