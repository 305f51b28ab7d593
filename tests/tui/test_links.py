"""Links, images and footnotes: where they lead, and what is asked before anything is opened."""

import pytest
from msgspec.structs import replace
from textual.widgets import Static

from briefing.config import Config
from briefing.library import make_library
from briefing.model import Analysis, Briefing, InlineKind, Section, SectionKind, Span, TitleSource
from briefing.sources.text.parse_text import parse_text
from briefing.tui.app import BriefingApp
from briefing.tui.dialogs.choose import ConfirmDialog
from briefing.tui.dialogs.link_hints import HintDialog
from briefing.tui.open_external import host_of, named_hosts
from tests.tui.making import Maker
from tests.tui.reading import parts
from tests.tui.test_reader import SIZE, press

KINDS = (InlineKind.FOOTNOTE,)
FILL = (
    "Words that fill the page until the next sign comes, and then some more of them. " * 8 + "\n\n"
)
NOTES = (
    "# Notes\n\nThe first sign[^a] and the second[^b].\n\n"
    + FILL * 12
    + "The first sign again[^a].\n\n"
    + FILL * 12
    + "[^a]: What the first note says.\n[^b]: What the second note says.\n"
)


def application(folder, markdown, source="notes.md"):
    text, blocks = parse_text(markdown, markdown=True)
    document = replace(Maker(text, blocks).document(), source=source, title="Notes")
    whole = Span(0, len(text))
    section = Section(SectionKind.ISSUE, "Notes", TitleSource.DOCUMENT, whole)
    shown = Briefing(document, Analysis((section,), (), ()))
    made = make_library(Config(data=folder))
    made._store.documents.keep(shown)
    return BriefingApp(made, (source,), shown)


@pytest.fixture
def opened(monkeypatch):
    found = []
    opens = lambda address: found.append(address) or True  # noqa: E731
    monkeypatch.setattr("briefing.tui.open_external.open_outside", opens)
    return found


async def test_footnotes_are_jumped_to_and_back(tmp_path):
    app = application(tmp_path, NOTES)
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        text = p.session.document.text
        again = text.index("[a]", text.index("again"))
        p.pane.go_to(again, "middle")
        await press(pilot, "f", "a")
        seen = p.pane.viewport.seen
        assert seen.holds(text.index("[a] What"))
        assert p.pane.focus_bar.span.start == text.index("[a] What")
        await press(pilot, "f")
        note = next(m for m in p.pane.viewport.marks(*KINDS) if m.span.start > again)
        await press(pilot, "escape")
        p.links.follow(note)
        assert p.pane.viewport.seen.holds(again), "back to the sign that was followed"
        before = p.pane.place
        p.links.follow(p.pane.viewport.marks(*KINDS)[0])
        await press(pilot, "ctrl+o")
        assert p.pane.place == before
        p.links._followed_sign = None
        p.links.follow(note)
        assert p.pane.viewport.seen.holds(text.index("[a]")), "without one, to the first"


async def test_a_link_inside_the_document_jumps_and_back_leads_to_the_same_line(tmp_path):
    app = application(
        tmp_path, f"# Top\n\n[Go](#the-end-of-it)\n\n{FILL * 12}## The end of it\n\nX.\n"
    )
    async with app.run_test(size=SIZE) as pilot:
        p = parts(app)
        before = p.pane.place
        await press(pilot, "f", "a")
        assert p.pane.viewport.seen.holds(p.session.document.text.index("The end of it"))
        await press(pilot, "ctrl+o")
        assert p.pane.place == before


ASKED = {
    "plain": ("[words](https://e.org/x)", "https://e.org/x", False, "The text says: words"),
    "its own name": ("[e.org](https://www.e.org/x)", "https://www.e.org/x", False, "says: e.org"),
    "below it": ("[e.org](https://a.e.org/)", "https://a.e.org/", False, "The text says"),
    "another host": ("[https://bank.org](https://e.org/x)", "https://e.org/x", True, "The text says bank.org, but"),
    "before the at": ("[bank.org](https://bank.org@e.org/)", "https://e.org/", True, "leads to e.org"),
    "a longer host": ("[bank.org](https://bank.org.e.org/)", "https://bank.org.e.org/", True, "leads to bank.org.e.org"),
    "mail": ("[a@bank.org](mailto:b@e.org)", "mailto:b@e.org", True, "leads to e.org"),
    "itself": ("<https://e.org/x>", "https://e.org/x", False, ""),
}  # fmt: skip


@pytest.mark.parametrize("case", ASKED)
async def test_the_address_is_shown_before_it_is_opened(tmp_path, opened, case):
    markdown, address, false, says = ASKED[case]
    app = application(tmp_path, markdown)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f", "a")
        assert isinstance(app.screen, ConfirmDialog)
        asked = str(app.screen.query_one(Static).content)
        assert asked.startswith(address)
        assert says in asked
        assert "another" not in case or "but the link leads to e.org" in asked
        await press(pilot, "enter")
        assert opened == ([] if false else [address])
        await press(pilot, "f", "a", "y")
        assert opened[-1:] == [address]


REFUSED = {
    "script": ("[x](javascript:alert(1))", "f", "this is javascript:alert(1)"),
    "local": ("[x](/etc/passwd)", "f", "this is /etc/passwd"),
    "option": ("[x](ssh://-oProxyCommand=x)", "f", "this is ssh:"),
    "image file": ("![the room](../room.png)", "I", "The image is the file ../room.png"),
    "image inside": ("![](data:image/png;base64,AAAA)", "I", "The image is inside the document"),
    "nothing": ("Words.", "I", "no images on the screen"),
    "no links": ("Words.", "f", "no links on the screen"),
    "no heading": ("[x](#nowhere)", "f", "a heading that this document does not have"),
    "source": ("Words.", "o", "this is notes.md"),
}


@pytest.mark.parametrize("case", REFUSED)
async def test_nothing_else_is_opened_and_why_is_said(tmp_path, opened, case):
    markdown, key, says = REFUSED[case]
    app = application(tmp_path, markdown)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, key)
        if isinstance(app.screen, HintDialog):
            await press(pilot, "a")
        assert says in parts(app).screen.status.sentence
        assert not opened
        assert len(app.screen_stack) == 1


async def test_images_are_opened_outside(tmp_path, opened):
    app = application(tmp_path, "![one](https://e.org/1.png) and ![two](https://e.org/2.png)")
    async with app.run_test(size=SIZE) as pilot:
        drawn = "".join(s.text for s in parts(app).pane.render_line(2))
        assert "[image: one] and [image: two]" in drawn
        await press(pilot, "I", "s", "enter")
        assert opened == ["https://e.org/2.png"]


async def test_a_page_completes_its_addresses(tmp_path, opened):
    markdown = "![one](../1.png) [there](/x?y)"
    app = application(tmp_path, markdown, "https://e.org/news/today")
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "I", "y", "f", "s", "y", "o", "y")
        assert opened == ["https://e.org/1.png", "https://e.org/x?y", "https://e.org/news/today"]


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://E.org:80/x", "e.org"),
        ("https://a:b@e.org", "e.org"),
        ("mailto:a@e.org", "e.org"),
        ("mailto:", ""),
    ],
)
def test_hosts(address, host):
    assert host_of(address) == host


def test_hosts_that_words_name():
    assert named_hosts("see https://Bank.org/x and b.c") == ["bank.org"]
    assert named_hosts("The talks, 1.5 million in all.") == []
