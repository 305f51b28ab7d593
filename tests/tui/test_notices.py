"""What the text on the screen lacks is said above it."""

from msgspec.structs import replace

from briefing.library.unsplit_briefing import as_head
from tests.tui.reading import application, briefing, parts
from tests.tui.settling import settled

EXCERPT = "Only an excerpt of the article is in the feed."
HOSTILE = "The full article could not be fetched: [@click=app.quit]it\x1b[2J[/] failed."


def with_notices(*notices):
    found = briefing()
    return replace(found, document=replace(found.document, notices=notices))


def said(app):
    bar = app.screen.notices
    return str(bar.content) if bar.display else ""


async def test_an_excerpt_says_so_above_its_text(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=(100, 24)) as pilot:
        session = parts(app).session
        assert said(app) == ""
        session.show(with_notices(EXCERPT, HOSTILE))
        await settled(app, pilot)
        assert said(app).startswith(f"{EXCERPT} The full article could not be fetched: [@click")
        assert "\x1b" not in said(app)
        bar, pane = app.screen.notices.region, app.screen.pane.region
        assert (bar.height, bar.bottom) == (2, pane.y)
        await pilot.press("]")
        assert said(app) != ""
        session.show(briefing())
        await settled(app, pilot)
        assert said(app) == ""


async def test_a_text_that_is_still_being_read_lacks_nothing(tmp_path):
    app = application(tmp_path)
    async with app.run_test(size=(100, 24)) as pilot:
        head = replace(briefing(), document=as_head(briefing().document))
        parts(app).session.show(head, partial=True)
        await settled(app, pilot)
        assert said(app) == ""
