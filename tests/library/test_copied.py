"""What is copied and exported is safe for where it goes."""

import csv
import io

import pytest
from markdown_it import MarkdownIt
from msgspec.structs import replace

from briefing.library.citation import cite
from briefing.library.exchange import readwise_format
from briefing.model import BlockKind, InlineKind, InlineMark, Span
from briefing.model.markdown_writer import briefing_to_markdown
from briefing.sanitize import is_clean
from briefing.tui.app import BriefingApp
from briefing.tui.clipboard_writer import copy_to_clipboard
from tests.tui.reading import application, briefing

EVIL = "a\nb\r\x1b[201~\x1b]52;c;eA==\x07\x9b1m\u202e"
SIGNS = ("=", "+", "-", "@", "|", "＝", "＋", "－", "＠", "｜", "=cmd|'/c calc'!A0")
BEFORE = ("", "\n", "\r\n", " ", "\t", "\xa0", "\ufeff", "\u3000", "\u200b", '"', "'", "\n \xa0\"'")
PLAIN = ("words", "it's", "“=”", "1-2", "", "'quoted'", "…-", "'")


def test_a_citation_is_one_clean_line():
    made = briefing()
    facts = dict.fromkeys(("title", "agency", "byline", "published", "source"), EVIL)
    sections = tuple(replace(s, title=EVIL) for s in made.analysis.sections)
    made = replace(
        made,
        document=replace(made.document, **facts),
        analysis=replace(made.analysis, sections=sections),
    )
    cited = cite(made, Span(0, 30))
    assert "\n" not in cited
    assert is_clean(cited)
    assert cited.count("a␊b") == 5


def test_a_citation_says_which_title_is_inferred():
    made = briefing()
    cited = [cite(made, Span(each.span.start, each.span.end)) for each in made.analysis.sections]
    assert '"Overview" (inferred), paragraph 1' in cited[0]
    assert '"Fishing rights", paragraph 1' in cited[1]


async def test_the_clipboard_gets_no_control_characters(tmp_path, monkeypatch):
    handed = []
    monkeypatch.setattr("briefing.tui.clipboard_writer.copy_by_tool", handed.append)
    app = application(tmp_path)
    async with app.run_test():
        copy_to_clipboard(app, EVIL)
        await app.workers.wait_for_complete()
        assert handed == [app.clipboard]
        assert is_clean(app.clipboard)
        assert "\n" in app.clipboard
        BriefingApp.copy_to_clipboard(app, f"{EVIL}\ud800")
        assert is_clean(app.clipboard)


def cells_of(line):
    return next(csv.reader(io.StringIO(line, newline="")))


@pytest.mark.parametrize("sign", SIGNS)
def test_a_cell_that_a_spreadsheet_would_run_has_an_apostrophe_in_front(sign):
    cells = [f"{blank}{sign}1+1" for blank in BEFORE]
    written = cells_of(readwise_format._csv_line(cells))
    assert all(cell.startswith("'") for cell in written)
    read = [readwise_format._cell({"a": cell}, "a") for cell in written]
    assert read == [cell.replace("\r", "␍") for cell in cells]


@pytest.mark.parametrize("cell", PLAIN)
def test_other_cells_stay(cell):
    assert cells_of(readwise_format._csv_line([cell, "x"]))[0] == cell
    assert readwise_format._cell({"a": cell}, "a") == cell


@pytest.mark.parametrize(
    ("mark", "target", "title"),
    [
        (InlineKind.LINK, "http://a.example/> [x](http://b.example", ""),
        (InlineKind.LINK, "http://a.example/\n\n# head", ""),
        (InlineKind.LINK, "http://a.example/", '\\" onclick'),
        (InlineKind.LINK, "http://a.example/", "a\n\n# head <b>"),
        (InlineKind.IMAGE, "a<b>\\", "x"),
    ],
)
def test_a_link_ends_where_it_should(mark, target, title):
    text = "words of it"
    made = briefing()
    block = replace(
        made.document.blocks[1],
        kind=BlockKind.PARAGRAPH,
        span=Span(0, len(text)),
        marks=(InlineMark(mark, Span(0, 5), target, title=title),),
    )
    document = replace(made.document, text=text, blocks=(block,), title="a\n# b")
    section = replace(made.analysis.sections[0], span=Span(0, len(text)))
    made = replace(made, document=document, analysis=replace(made.analysis, sections=(section,)))
    tokens = MarkdownIt("commonmark").parse(briefing_to_markdown(made))
    flat = [token for each in tokens for token in (each, *(each.children or ()))]
    kinds = [token.type for token in flat]
    assert kinds.count("heading_open") == kinds.count("link_open") + kinds.count("image") == 1
    assert not {"html_inline", "html_block"} & set(kinds)
