from msgspec.structs import replace

from briefing.model import Block, BlockKind, Briefing, Span
from tests.tui.reader.fakes import reader
from tests.tui.reading import briefing


def test_front_matter_is_told_as_metadata():
    made = briefing()
    text = made.document.text + "\n\nauthor: Ada Lind"
    front = Span(len(text) - len("author: Ada Lind"), len(text))
    blocks = (*made.document.blocks, Block(BlockKind.CODE, front, language="yaml"))
    document = replace(made.document, text=text, blocks=blocks, boilerplate=(front,))
    for shown, told in ((document, True), (replace(document, boilerplate=()), False)):
        r = reader(Briefing(shown, made.analysis))
        r.issue_details.show()
        assert ("author: Ada Lind" in r.ui.dialogs[0][0]._content.plain) is told
