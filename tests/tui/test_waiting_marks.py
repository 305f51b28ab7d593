"""Marks that were imported before their text is in the library."""

import json

from tests.tui.reading import application, parts
from tests.tui.test_reader import press

SIZE = (100, 30)
ADDRESS = "https://news.example/ferry"


async def test_a_waiting_bookmark_is_listed_and_says_what_to_do(tmp_path):
    app = application(tmp_path)
    file = tmp_path / "marks.json"
    target = {"source": ADDRESS, "briefing:title": "The ferry [@click=app.quit]x[/]"}
    note = {"type": "Annotation", "motivation": "bookmarking", "target": target}
    file.write_text(json.dumps([note]))
    assert app.library.annotations.import_file(str(file)).waiting == 1
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        before = p.session.document
        await press(pilot, "apostrophe")
        options = app.screen.query_one("#marks")
        assert "The ferry [@click" in str(options.get_option_at_index(0).prompt)
        await press(pilot, "enter")
        assert p.session.document is before
        said = [notice.message for notice in app._notifications]
        assert said == [f"That text is not in the library; open {ADDRESS} first."]
