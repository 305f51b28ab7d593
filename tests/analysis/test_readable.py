from briefing.analysis.quotes.attribute_quotes import attribute_quotes
from briefing.analysis.readable_text import readable_text
from briefing.model import Document
from briefing.sources.text.parse_text import parse_text


def test_code_is_blanked_and_offsets_stay() -> None:
    source = 'Call `print("no")` now.\n\n```\nsay = "never"\n```\n\nAnn said “yes”.'
    text, blocks = parse_text(source, markdown=True)
    document = Document(text=text, blocks=blocks)
    prose = readable_text(document)
    assert len(prose) == len(text)
    assert "never" not in prose
    assert prose.count("\n") == text.count("\n")
    assert [q.span.of(text) for q in attribute_quotes(document, (), ())] == ["“yes”"]


def test_prose_is_itself() -> None:
    text, blocks = parse_text("Ann said “yes”.", markdown=False)
    assert readable_text(Document(text=text, blocks=blocks)) is text
